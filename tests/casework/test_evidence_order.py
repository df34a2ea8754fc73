"""Evidence is put in order, edited together and shared with another order: one change each, and undone as one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.casework import evidence, marks, orders, vaults
from app.casework.evidence_order import copy_to_order, edit_many, reorder
from app.casework.evidence_signs import Sign, card_facts
from app.domain.errors import InputError, InvalidField, NotFound
from app.domain.evidence import Evidence, EvidenceId, EvidenceKind
from app.domain.marks import Mark, MarkKind, Markup, Region
from app.domain.orders import Order, OrderId
from app.vault.vault import Vault
from tests.fixtures.cases import add, facts_of, order_fields, state

PictureFile = Callable[..., Path]


@pytest.fixture
def three(vault: Vault, order: Order, picture_file: PictureFile) -> list[Evidence]:
    return add(vault, order, *(picture_file(number) for number in (1, 2, 3)))


def ids(items: list[Evidence]) -> list[int]:
    return [item.id for item in items]


def test_items_stand_as_they_were_put_and_new_ones_come_last(
    vault: Vault, order: Order, three: list[Evidence], picture_file: PictureFile
) -> None:
    one, two, last = ids(three)
    before = facts_of(vault)
    outcome = reorder(vault, order.id, [EvidenceId(last), EvidenceId(one)])
    assert ids(outcome.value) == [last, one, two]
    assert [item.number for item in outcome.value] == [3, 1, 2], "an item keeps its number for good"
    (new,) = add(vault, order, picture_file(4))
    assert ids(evidence.list_evidence(vault, order.id)) == [last, one, two, new.id]
    evidence.trash_evidence(vault, [new.id])
    vaults.undo(vault, outcome.change)
    assert ids(evidence.list_evidence(vault, order.id, with_trash=False)) == [one, two, last]
    assert [row["position"] for row in before["evidence"]] == [None] * 3


@pytest.mark.parametrize("chosen", [[1, 1], [1, 99]])
def test_a_wrong_order_changes_nothing(vault: Vault, order: Order, three: list[Evidence], chosen: list[int]) -> None:
    assert ids(three) == [1, 2, 3]
    before = state(vault)
    with pytest.raises(InputError):
        reorder(vault, order.id, [EvidenceId(key) for key in chosen])
    assert state(vault) == before


def test_several_items_are_edited_in_one_change(vault: Vault, three: list[Evidence]) -> None:
    keys = [item.id for item in three]
    evidence.edit_evidence(vault, keys[0], {"tags": "手续费"})
    outcome = edit_many(vault, keys, {"kind": "chat", "add_tags": "商家 手续费", "left_out": "yes"})
    assert {item.kind for item in outcome.value} == {EvidenceKind.CHAT}
    assert [item.tags for item in outcome.value] == [("手续费", "商家"), ("商家", "手续费"), ("商家", "手续费")]
    assert all(item.is_left_out for item in outcome.value)
    vaults.undo(vault, outcome.change)
    (first, *_) = evidence.list_evidence(vault, three[0].order)
    assert (first.kind, first.tags, first.is_left_out) == (None, ("手续费",), False)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"kind": "nonsense"}, InvalidField),
        ({"left_out": "maybe"}, InvalidField),
        ({"name": "x"}, InputError),
        ({"add_tags": " ".join(f"t{number}" for number in range(30))}, InvalidField),
    ],
)
def test_a_wrong_value_changes_none_of_them(
    vault: Vault, three: list[Evidence], typed: dict[str, str], error: type[Exception]
) -> None:
    before = state(vault)
    with pytest.raises(error):
        edit_many(vault, ids(three), {"purpose": "证明", **typed})  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        edit_many(vault, [three[0].id, EvidenceId(99)], {"purpose": "证明"})
    assert state(vault) == before


def test_an_original_serves_a_second_order_with_what_was_hidden_still_hidden(
    vault: Vault, three: list[Evidence]
) -> None:
    other = orders.record_order(vault, order_fields("B200")).value
    bar = Markup((Mark(MarkKind.BAR, Region(2, 3, 8, 8)),))
    marks.save_marks(vault, three[0].id, bar)
    edit_many(vault, [three[0].id], {"kind": "chat", "purpose": "证明", "tags": "a b", "left_out": "yes"})
    originals = facts_of(vault)["originals"]
    outcome = copy_to_order(vault, [three[0].id, three[1].id], other.id)
    copied, plain = (added.evidence for added in outcome.value)
    assert (copied.order, copied.number, copied.kind, copied.purpose) == (other.id, 1, EvidenceKind.CHAT, "证明")
    assert (copied.tags, copied.is_left_out, copied.original) == (("a", "b"), True, three[0].original)
    assert copied.capture == three[0].capture
    assert copied.file_time == three[0].file_time
    assert marks.load_marks(vault, copied.id) == bar
    assert marks.load_marks(vault, plain.id) == Markup()
    assert facts_of(vault)["originals"] == originals, "the bytes are kept once"
    assert [added.is_known for added in copy_to_order(vault, [three[0].id], other.id).value] == [True]
    assert vaults.verify(vault, deep=True).is_sound
    vaults.undo(vault, outcome.change)
    assert evidence.list_evidence(vault, other.id, with_trash=False) == []
    copy_to_order(vault, [three[0].id], other.id)
    assert ids(evidence.list_evidence(vault, other.id, with_trash=False)) == [copied.id], "it comes out of the trash"


def test_evidence_goes_to_no_order_that_is_not_there(vault: Vault, three: list[Evidence]) -> None:
    before = state(vault)
    with pytest.raises(NotFound):
        copy_to_order(vault, ids(three), OrderId(77))  # type: ignore[arg-type]
    assert state(vault) == before


def test_a_card_says_what_was_done_with_its_item(vault: Vault, order: Order, three: list[Evidence]) -> None:
    box, bar = Mark(MarkKind.BOX, Region(1, 1, 5, 5)), Mark(MarkKind.BAR, Region(2, 3, 8, 8))
    marks.save_marks(vault, three[0].id, Markup((box,)))
    marks.save_marks(vault, three[1].id, Markup((box, bar)))
    found = card_facts(vault, order.id)
    assert {key: one.signs for key, one in found.items()} == {
        three[0].id: (Sign.MARKED,),
        three[1].id: (Sign.MARKED, Sign.REDACTED),
    }
