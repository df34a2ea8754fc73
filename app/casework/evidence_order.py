"""Evidence put in order, described together, and serving a second order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from app.casework.evidence import Added, parse_tags
from app.casework.orders import living_order
from app.domain.changes import Change, Outcome
from app.domain.errors import InputError, InvalidField
from app.domain.evidence import Evidence, EvidenceId, EvidenceKind
from app.domain.orders import OrderId
from app.domain.text import clean_prose, optional_line
from app.domain.words import Text
from app.vault import evidence, marks
from app.vault.vault import Vault

BULK_FIELDS: Final = ("kind", "purpose", "source", "original_place", "tags", "add_tags", "left_out")
"""What can be set on several items at once; `add_tags` keeps the tags that each has."""
_YES_NO: Final = {"yes": True, "no": False}


def reorder(vault: Vault, order: OrderId, items: Sequence[EvidenceId]) -> Outcome[list[Evidence]]:
    """Put an order's evidence in this order; items that are not named keep their turn behind those that are.

    Raises:
        NotFound: there is no such order.
        InputError: an item is named twice or belongs to another order; nothing is changed.
    """
    living_order(vault, order)
    here = evidence.of_order(vault, order)
    strange = set(items) - {item.id for item in here}
    if strange or len(set(items)) != len(items):
        key = min(strange) if strange else next(item for item in items if list(items).count(item) > 1)
        raise InputError(
            Text(f"证据 {key} 不属于这笔订单，或写了两次", f"evidence {key} is not on this order, or named twice"),
            Text("请列出这笔订单的证据，每份一次", "name evidence of this order, each once"),
        )
    named = set(items)
    whole = [*items, *(item.id for item in here if item.id not in named)]
    with vault.write("evidence.reordered") as facts:
        for place, key in enumerate(whole, start=1):
            evidence.edit(facts, key, {"position": place})
    change = Change(Text("调整证据顺序", "Reorder evidence"), tuple(facts.rows))
    return Outcome(evidence.of_order(vault, order), change)


def edit_many(vault: Vault, items: Sequence[EvidenceId], typed: Mapping[str, str]) -> Outcome[list[Evidence]]:
    """Set fields of several items from what was typed (keys: `BULK_FIELDS`), as one change.

    Raises:
        NotFound: one of them does not exist; nothing is changed.
        InvalidField: a value is wrong, or an item would have too many tags; nothing is changed.
    """
    found = [evidence.get(vault, key) for key in dict.fromkeys(items)]
    fields = [{name: _value(name, text, item) for name, text in typed.items()} for item in found]
    with vault.write("evidence.edited") as facts:
        for item, values in zip(found, fields, strict=True):
            renamed = {_COLUMN.get(name, name): value for name, value in values.items()}
            evidence.edit(facts, item.id, renamed)
    label = Text(f"编辑 {len(found)} 份证据", f"Edit {len(found)} items of evidence")
    return Outcome([evidence.get(vault, item.id) for item in found], Change(label, tuple(facts.rows)))


def copy_to_order(vault: Vault, items: Sequence[EvidenceId], order: OrderId) -> Outcome[list[Added]]:
    """Let evidence serve another order as well: the same originals, with what they prove and the marks on them.

    What the order has already is left as it is (and comes out of the trash); the originals are not copied.

    Raises:
        NotFound: there is no such order or evidence; nothing is changed.
        InputError: the order lies in the trash.
    """
    living_order(vault, order)
    found = [evidence.get(vault, key) for key in dict.fromkeys(items)]
    added: list[tuple[EvidenceId, bool]] = []
    with vault.write("evidence.shared") as facts:
        for item in found:
            here = evidence.on_order(vault, order, item.original.sha256)
            if here is not None:
                if here.is_trashed:
                    evidence.set_trashed(facts, here.id, trashed=False)
                added.append((here.id, True))
                continue
            key = evidence.add(
                vault,
                facts,
                order,
                item.original.sha256,
                kind=item.kind,
                name=item.name,
                purpose=item.purpose,
                source=item.source,
                capture=item.capture,
                made_from=item.made_from,
                file_time=item.file_time,
            )
            kept: dict[str, evidence.FieldValue] = {
                "tags": item.tags,
                "original_place": item.original_place,
                "is_left_out": item.is_left_out,
            }
            evidence.edit(facts, key, kept)
            markup = marks.of_evidence(vault, item.id)
            if markup.marks:
                # What was hidden stays hidden: the other order's dossier must not show it.
                marks.save(vault, facts, key, markup)
            added.append((key, False))
    change = Change(Text("证据用于另一订单", "Use evidence on another order"), tuple(facts.rows))
    return Outcome([Added(evidence.get(vault, key), is_known) for key, is_known in added], change)


_COLUMN: Final = {"left_out": "is_left_out", "add_tags": "tags"}


def _value(name: str, typed: str, item: Evidence) -> evidence.FieldValue:
    match name:
        case "kind":
            return EvidenceKind.parse(name, typed) if typed else None
        case "purpose":
            return clean_prose(name, typed)
        case "source" | "original_place":
            return optional_line(name, typed) or ""
        case "tags":
            return parse_tags(typed)
        case "add_tags":
            return parse_tags(" ".join([*item.tags, typed]))
        case "left_out":
            if typed not in _YES_NO:
                raise InvalidField(name, Text("请写 yes 或 no", "write yes or no"))
            return _YES_NO[typed]
        case _:
            raise InputError(
                Text(f"不能一起修改字段“{name}”", f"“{name}” cannot be set on several items"),
                Text(f"可用：{', '.join(BULK_FIELDS)}", f"use one of: {', '.join(BULK_FIELDS)}"),
            )
