"""Undo and redo: the stacks by themselves, and through the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.changes import Change, RowChange
from app.domain.words import Text
from app.gui.history import History
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import CTRL
from tests.journeys.cases import record, record_with_evidence


def change(before: str | None, after: str | None, *, key: int = 1, label: str = "编辑") -> Change:
    def row(value: str | None) -> dict[str, object] | None:
        return None if value is None else {"id": key, "note": value}

    return Change(Text(label, label), (RowChange("orders", key, row(before), row(after)),))


def test_typing_in_one_field_is_one_step() -> None:
    history = History()
    history.record(change("", "a"), merge="1/note")
    history.record(change("a", "ab"), merge="1/note")
    history.record(change("ab", "abc"), merge="1/note")
    assert history.next_undo == change("", "abc")
    history.undone(change("abc", ""))
    assert history.next_undo is None
    assert history.next_redo == change("abc", "")


def test_another_field_or_an_undo_between_starts_a_new_step() -> None:
    history = History()
    history.record(change("", "a"), merge="1/note")
    history.record(change("x", "y", key=2), merge="2/note")
    history.record(change("a", "b"), merge="1/note")
    assert history.next_undo == change("a", "b")
    history.undone(change("b", "a"))
    history.record(change("a", "c"), merge="1/note")
    assert history.next_undo == change("a", "c")
    history.undone(change("c", "a"))
    assert history.next_undo == change("x", "y", key=2)


def test_typed_back_to_what_it_was_is_no_step() -> None:
    history = History()
    history.record(change("first", "second", label="另一步"))
    history.record(change("", "a"), merge="1/note")
    history.record(change("a", ""), merge="1/note")
    assert history.next_undo == change("first", "second", label="另一步")
    history.record(change("", "b"), merge="1/note")
    assert history.next_undo == change("", "b")


def test_a_change_of_nothing_is_no_step() -> None:
    history = History()
    history.record(Change(Text("无", "none")))
    assert history.next_undo is None


def test_something_new_forgets_what_was_undone() -> None:
    history = History()
    history.record(change("a", "b"))
    history.undone(change("b", "a"))
    history.record(change("a", "c"))
    assert history.next_redo is None


def test_a_step_that_cannot_be_undone_is_forgotten_and_nothing_joins_its_neighbour() -> None:
    history = History()
    history.record(change("a", "b", label="较早"))
    history.record(change("b", "c"), merge="1/note")
    history.forget_undo()
    assert history.next_undo == change("a", "b", label="较早")
    history.record(change("d", "e"), merge="1/note")
    assert history.next_undo == change("d", "e")
    history.forget_undo()
    assert history.next_undo == change("a", "b", label="较早")


def test_redo_brings_back_and_undo_takes_back_again() -> None:
    history = History()
    history.record(change("a", "b"))
    history.undone(change("b", "a"))
    history.redone(change("a", "b"))
    assert history.next_undo == change("a", "b")
    assert history.next_redo is None
    history.forget_redo()


def test_ctrl_z_twice_in_a_row_takes_two_steps_back(open_window: OpenWindow, tmp_path: Path, picture_file) -> None:  # type: ignore[no-untyped-def]
    record_with_evidence(tmp_path, [picture_file(1), picture_file(2)])
    sitting = open_window()
    sitting.choose_order()
    grid = sitting.parts.order_page.evidence.grid
    for left in (1, 0):
        sitting.click_row(grid, 0)
        sitting.key(Qt.Key.Key_Delete)
        sitting.wait(lambda left=left: sitting.parts.order_page.evidence.model.rowCount() == left)  # type: ignore[misc]
    sitting.idle()
    for _ in range(5):  # three of them find nothing to take back
        sitting.key(Qt.Key.Key_Z, CTRL)
    sitting.wait(lambda: sitting.parts.order_page.evidence.model.rowCount() == 2)
    sitting.idle()
    assert not sitting.window.named_actions["undo"].isEnabled()
    for _ in range(2):
        sitting.key(Qt.Key.Key_Y, CTRL)
    sitting.wait(lambda: all(item.is_trashed for item in sitting.evidence()))


def test_undoing_a_new_order_leaves_its_page(open_window: OpenWindow) -> None:
    sitting = open_window()
    parts = sitting.parts
    sitting.click(parts.welcome_new)
    for text in ("卡盟", "N1", "话费", "9.9"):
        sitting.type(text)
        sitting.key(Qt.Key.Key_Tab)
    sitting.click(parts.new_page.record)
    sitting.wait(lambda: parts.pages.currentWidget() is parts.order_page)
    sitting.idle()
    sitting.click(parts.taskbar.undo)
    sitting.wait(lambda: parts.pages.currentWidget() is parts.welcome)
    assert parts.taskbar.words.text() == "已撤销：新订单"
    sitting.key(Qt.Key.Key_Y, CTRL)
    sitting.wait(lambda: [order.facts.number for order in sitting.orders()] == ["N1"])


def test_a_step_that_somebody_else_changed_since_is_told_and_forgotten(open_window: OpenWindow, tmp_path: Path) -> None:
    record(tmp_path)
    sitting = open_window()
    sitting.choose_order()
    sitting.show_tab(1)
    sitting.fill(sitting.parts.order_page.facts.fields["account"], "QQ")
    sitting.key(Qt.Key.Key_Tab)
    sitting.wait(lambda: sitting.order().facts.account == "QQ")
    sitting.idle()
    from app.casework import orders

    # A change that this history does not know, as a later use case would make one.
    sitting.window.runner.with_vault(lambda vault, _steps: orders.edit_order(vault, orders.OrderId(1), {"note": "N"}))
    sitting.idle()
    sitting.window.named_actions["undo"].trigger()
    sitting.wait(lambda: "不能撤销" in sitting.parts.taskbar.words.text())
    assert sitting.order().facts.account == "QQ"
    assert not sitting.window.named_actions["undo"].isEnabled()
