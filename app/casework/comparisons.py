"""Comparisons: two pictures or texts of an order side by side, as one exhibit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.casework.orders import living_order
from app.domain.changes import Change, Outcome
from app.domain.comparisons import Comparison, ComparisonId, ComparisonSide, checked_differences, checked_side
from app.domain.errors import InvalidField, NotFound
from app.domain.orders import OrderId
from app.domain.text import clean_line, clean_prose
from app.domain.words import Text
from app.vault import comparisons, evidence
from app.vault.vault import Vault

DEFAULT_TITLE = "承诺与实际对比"


def list_comparisons(vault: Vault, order: OrderId) -> list[Comparison]:
    """Return an order's comparisons, oldest first."""
    return comparisons.of_order(vault, order)


def show_comparison(vault: Vault, key: ComparisonId) -> Comparison:
    """Return one comparison.

    Raises:
        NotFound: there is none of that id.
    """
    return comparisons.get(vault, key)


def save(
    vault: Vault,
    order: OrderId,
    left: ComparisonSide,
    right: ComparisonSide,
    differences: Sequence[str],
    *,
    title: str | None = None,
    purpose: str | None = None,
    key: ComparisonId | None = None,
) -> Outcome[Comparison]:
    """Record a comparison, or change the one of that key; a title and a purpose that are not given stay.

    Raises:
        NotFound: the order, an item of evidence or the comparison does not exist.
        InvalidField: a side is empty, an item belongs to another order, or a text is wrong.
    """
    living_order(vault, order)
    before = comparisons.get(vault, key) if key is not None else None
    if before is not None and before.order != order:
        raise NotFound(Text("对比", "comparison"), before.id)
    if title is None:
        title = before.title if before is not None else DEFAULT_TITLE
    if purpose is None:
        purpose = before.purpose if before is not None else ""
    stated = Comparison(
        id=before.id if before is not None else ComparisonId(0),
        order=order,
        title=clean_line("title", title),
        left=checked_side("left", left),
        right=checked_side("right", right),
        differences=checked_differences(differences),
        purpose=clean_prose("purpose", purpose),
    )
    for field, side in (("left", stated.left), ("right", stated.right)):
        if side.evidence is not None and evidence.get(vault, side.evidence).order != order:
            raise InvalidField(field, Text("这份证据属于另一笔订单", "this evidence belongs to another order"))
    with vault.write("comparison.saved") as facts:
        if before is None:
            stated = replace(stated, id=comparisons.add(facts, stated))
        else:
            comparisons.edit(facts, stated)
    return Outcome(comparisons.get(vault, stated.id), Change(Text("对比", "Comparison"), tuple(facts.rows)))


def trash(vault: Vault, key: ComparisonId) -> Outcome[Comparison]:
    """Put a comparison in the trash.

    Raises:
        NotFound: there is no such comparison.
    """
    found = comparisons.get(vault, key)
    with vault.write("comparison.trashed") as facts:
        comparisons.set_trashed(facts, key, trashed=True)
    return Outcome(found, Change(Text("删除对比", "Delete comparison"), tuple(facts.rows)))
