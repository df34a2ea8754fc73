"""Recognised text over the picture, the fields it states, and comparisons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.casework import comparisons
from app.domain.marks import HiddenKind, MarkKind, Region
from app.domain.orders import OrderId
from app.domain.readings import ReadField, ReadFieldName, Reading, TextLine
from app.gui.viewer.desk import ReadView
from app.gui.viewer.tools import Tool
from tests.gui.sitting import CTRL
from tests.gui.viewer.looking import Looking, drag

LINES = (
    TextLine("订单号 A100", Region(40, 220, 300, 24), 0.98),
    TextLine("手机 13812345678", Region(40, 280, 300, 24), 0.95),
    TextLine("实付 95.00", Region(40, 340, 300, 24), 0.9),
)
READING = Reading("test", LINES)


def view_of(looking: Looking, *fields: ReadField, **typed: str) -> ReadView:
    return ReadView(looking.item().id, READING, fields, typed)


def test_lines_are_chosen_by_dragging_and_copied(looking: Looking) -> None:
    looking.open()
    looking.room.set_readings(view_of(looking))
    looking.tool(Qt.Key.Key_R)
    looking.drag((60, 230), (200, 290))
    looking.sitting.key(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "订单号 A100\n手机 13812345678"
    looking.sitting.key(Qt.Key.Key_A, CTRL)
    looking.sitting.key(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == READING.text
    assert looking.stored().marks == ()


def test_without_text_there_is_nothing_to_choose(looking: Looking) -> None:
    looking.open()
    looking.tool(Qt.Key.Key_R)
    assert looking.page.editor.tool is Tool.SELECT
    assert not looking.page.tools.buttons[Tool.READ].isEnabled()


def test_what_was_read_suggests_what_to_hide_but_not_twice(looking: Looking) -> None:
    looking.open()
    looking.room.set_readings(view_of(looking))
    assert [mark.hidden for mark in looking.page.suggestions.marks] == [HiddenKind.PHONE]
    looking.sitting.click(looking.page.hiding.all)
    assert looking.kinds() == [MarkKind.BAR]
    looking.room.set_readings(view_of(looking))
    assert looking.page.suggestions.marks == []


def test_a_reading_of_another_item_is_not_shown(looking: Looking) -> None:
    looking.open()
    view = view_of(looking)
    looking.sitting.key(Qt.Key.Key_Right)
    looking.room.set_readings(view)
    assert looking.page.text.lines == ()


def test_a_field_is_taken_with_one_key_and_its_box_is_shown(looking: Looking) -> None:
    looking.open()
    merchant = ReadField(ReadFieldName.MERCHANT, "极速发卡", 0.91, LINES[0].region)
    product = ReadField(ReadFieldName.PRODUCT, "话费 100元", 0.8, LINES[1].region)
    looking.room.set_readings(view_of(looking, merchant, product))
    row = looking.page.fields.rows[0]
    row.setFocus()
    looking.sitting.key(Qt.Key.Key_Return)
    looking.sitting.idle()
    assert looking.sitting.order().facts.merchant == "极速发卡"
    assert looking.page.fields.rows[1].hasFocus()
    looking.sitting.click(looking.page.fields.rows[1].accept)
    looking.sitting.idle()
    assert looking.sitting.order().facts.product == "话费 100元"


def test_a_field_that_clashes_shows_both_values(looking: Looking) -> None:
    looking.open()
    amount = ReadField(ReadFieldName.AMOUNT, "95.00", 0.9, LINES[2].region)
    number = ReadField(ReadFieldName.NUMBER, "A100", 0.98, LINES[0].region)
    looking.room.set_readings(view_of(looking, amount, number, amount="100.00", number="A100"))
    clashing, same = looking.page.fields.rows
    assert clashing.value.text() == "95.00"
    assert "100.00" in clashing.clash.text()
    assert not same.accept.isEnabled()
    assert same.accept.text() == "一致"


def test_values_are_said_in_words_and_a_transaction_number_goes_into_the_note(looking: Looking) -> None:
    looking.open()
    status = ReadField(ReadFieldName.STATUS, "pending_delivery", 0.9, LINES[0].region)
    paid = ReadField(ReadFieldName.TRANSACTION_NO, "4200001", 0.9, LINES[1].region)
    when = ReadField(ReadFieldName.SHOWN_AT, "2026-09-12T20:05:12+08:00", 0.9, LINES[2].region)
    looking.room.set_readings(view_of(looking, status, paid, when, status="cancelled"))
    rows = looking.page.fields.rows
    assert [row.value.text() for row in rows] == ["待发货", "4200001", "2026-09-12 20:05:12"]
    assert rows[0].clash.text() == "与已填的不同：已取消"
    assert [row.accept.isVisible() for row in rows] == [True, True, False], "a picture's time is not the order's"
    rows[1].setFocus()
    looking.sitting.key(Qt.Key.Key_Return)
    looking.sitting.idle()
    assert looking.sitting.order().facts.note == "交易单号：4200001"
    rows[2].setFocus()
    looking.sitting.key(Qt.Key.Key_Return)
    looking.sitting.idle()
    assert looking.sitting.order().facts.note == "交易单号：4200001"


def test_what_was_found_is_brought_into_sight(looking: Looking) -> None:
    looking.open()
    looking.page.canvas.zoom_to(2.0)
    looking.page.canvas.verticalScrollBar().setValue(0)
    looking.page.highlight_regions([Region(40, 1000, 300, 24)])
    looking.at(60, 1010)


def test_a_comparison_is_made_of_two_pictures_by_clicks(looking: Looking) -> None:
    looking.open()
    page, sitting = looking.page, looking.sitting
    sitting.click(page.head.beside)
    sitting.wait(lambda: page.beside.canvas.tiles.is_settled)
    sitting.click(page.beside.compare)
    editor = looking.room.comparison
    sitting.wait(editor.isVisible)
    sitting.wait(lambda: editor.left.canvas.tiles.is_settled and editor.right.canvas.tiles.is_settled)
    for half, (x, y) in ((editor.left, (100, 100)), (editor.right, (200, 140))):
        viewport = half.canvas.viewport()
        place = half.canvas.to_view(x, y).toPoint()
        drag(viewport, place, place)
    assert len(editor.differences.rows) == 1  # the same difference, shown on both
    sitting.type("页面写 10 分钟，实际 26 小时")
    sitting.click(editor.add)
    sitting.type("多收 5%")
    sitting.click(editor.differences.rows[1].up)
    assert editor.differences.lines() == ["多收 5%", "页面写 10 分钟，实际 26 小时"]
    sitting.click(editor.save)
    sitting.idle()
    with sitting.look() as vault:
        (saved,) = comparisons.list_comparisons(vault, OrderId(1))
    items = sitting.evidence()
    assert (saved.left.evidence, saved.right.evidence) == (items[0].id, items[1].id)
    assert saved.differences == ("多收 5%", "页面写 10 分钟，实际 26 小时")
    for item in items[:2]:
        (mark,) = looking.stored(item.id).marks
        assert (mark.kind, mark.number) == (MarkKind.CALLOUT, 2)
    assert page.isVisible()
    page.canvas.setFocus()
    sitting.key(Qt.Key.Key_Z, CTRL)
    sitting.wait(lambda: looking.stored(items[0].id).marks == ())
    with sitting.look() as vault:
        assert comparisons.list_comparisons(vault, OrderId(1)) == []


def test_a_comparison_that_says_nothing_is_not_saved(looking: Looking) -> None:
    looking.open()
    items = looking.sitting.evidence()
    looking.room.compare(items[0], items[1])
    editor = looking.room.comparison
    looking.sitting.wait(editor.isVisible)
    looking.sitting.click(editor.save)
    assert "至少写一条" in editor.problem.text()
    editor.right.choice.setCurrentIndex(len(items))
    editor.right.choice.activated.emit(len(items))
    looking.sitting.click(editor.save)
    assert "两边都要有" in editor.problem.text()
    looking.sitting.click(editor.right.entry)
    looking.sitting.type("客服说十分钟到账")
    looking.sitting.click(editor.add)
    looking.sitting.type("一天没到")
    looking.sitting.click(editor.save)
    looking.sitting.idle()
    with looking.sitting.look() as vault:
        (saved,) = comparisons.list_comparisons(vault, OrderId(1))
    assert saved.right.text == "客服说十分钟到账"
