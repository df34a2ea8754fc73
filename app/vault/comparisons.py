"""Comparisons: two pictures or texts of an order side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.domain.comparisons import Comparison, ComparisonId, ComparisonSide
from app.domain.errors import NotFound
from app.domain.evidence import EvidenceId
from app.domain.orders import OrderId
from app.domain.times import from_stored, to_stored
from app.domain.words import Text
from app.vault.facts import FactWriter
from app.vault.rows import LARGEST_KEY, reading
from app.vault.tables import COMPARISONS
from app.vault.vault import Vault


def get(vault: Vault, key: ComparisonId) -> Comparison:
    """Return one comparison.

    Raises:
        NotFound: there is none of that id.
    """
    for row in vault.db.query(f"SELECT * FROM {COMPARISONS} WHERE id = ?", [min(key, LARGEST_KEY)]):
        return _comparison(row)
    raise NotFound(Text("对比", "comparison"), key)


def of_order(vault: Vault, order: OrderId) -> list[Comparison]:
    """Return an order's comparisons that are not in the trash, oldest first."""
    query = f"SELECT * FROM {COMPARISONS} WHERE order_id = ? AND trashed_at IS NULL ORDER BY id"
    return [_comparison(row) for row in vault.db.query(query, [order])]


def add(facts: FactWriter, comparison: Comparison) -> ComparisonId:
    """Record a comparison; its id does not count."""
    values = {**_columns(comparison), "order_id": comparison.order, "created_at": to_stored(facts.at)}
    return ComparisonId(facts.insert(COMPARISONS, values))


def edit(facts: FactWriter, comparison: Comparison) -> None:
    """Change all that a comparison says."""
    facts.update(COMPARISONS, comparison.id, _columns(comparison))


def set_trashed(facts: FactWriter, key: ComparisonId, *, trashed: bool) -> None:
    """Put a comparison in the trash or take it out again."""
    facts.update(COMPARISONS, key, {"trashed_at": to_stored(facts.at) if trashed else None})


def _columns(comparison: Comparison) -> dict[str, object]:
    return {
        "title": comparison.title,
        "left_evidence": comparison.left.evidence,
        "left_text": comparison.left.text,
        "right_evidence": comparison.right.evidence,
        "right_text": comparison.right.text,
        "differences": json.dumps(comparison.differences, ensure_ascii=False),
        "purpose": comparison.purpose,
    }


def _comparison(row: Mapping[str, Any]) -> Comparison:
    with reading(COMPARISONS, row["id"]):
        return Comparison(
            id=ComparisonId(row["id"]),
            order=OrderId(row["order_id"]),
            title=row["title"],
            left=_side(row, "left"),
            right=_side(row, "right"),
            differences=tuple(str(line) for line in json.loads(row["differences"])),
            purpose=row["purpose"],
            created_at=from_stored(row["created_at"]),
        )


def _side(row: Mapping[str, Any], name: str) -> ComparisonSide:
    evidence = row[f"{name}_evidence"]
    return ComparisonSide(None if evidence is None else EvidenceId(evidence), row[f"{name}_text"])
