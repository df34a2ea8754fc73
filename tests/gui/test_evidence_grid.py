"""The grid: put in order by dragging and by keys, narrowed down, several at once, and what cards say."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.casework import orders, vaults
from app.domain.evidence import EvidenceKind
from app.domain.orders import OrderId
from app.gui.evidence import delegate
from app.gui.evidence.grid import EvidenceGrid
from tests.fixtures.cases import order_fields, put
from tests.gui.evidence_desk import choose, drag_card, left_edge, room_of, shown_numbers, tab_of
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import LEFT, NONE, Sitting, file_urls
from tests.intake.long_chat import chat
from tests.journeys.cases import record, record_with_evidence, yesterday

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PictureFile = Callable[..., Path]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def four(open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile) -> Sitting:
    """A window that shows an order with four pictures; another order is there too."""
    record_with_evidence(tmp_path, [picture_file(number) for number in (1, 2, 3, 4)])
    record(tmp_path, number="B200")
    sitting = open_window()
    sitting.window.resize(1280, 800)
    room_of(sitting)
    sitting.choose_order(1)
    sitting.wait(lambda: tab_of(sitting).model.rowCount() == 4)
    return sitting


def stored(sitting: Sitting) -> list[int]:
    return [item.number for item in sitting.evidence()]


def test_a_card_is_dragged_to_its_place_and_one_undo_puts_it_back(four: Sitting) -> None:
    four.click_row(tab_of(four).grid, 2)
    drag_card(four, 2, left_edge(four, 0))
    four.wait(lambda: stored(four) == [3, 1, 2, 4])
    four.wait(lambda: shown_numbers(four) == [3, 1, 2, 4])
    assert [item.number for item in tab_of(four).chosen()] == [3], "what was dragged stays chosen"
    four.window.named_actions["undo"].trigger()
    four.wait(lambda: shown_numbers(four) == [1, 2, 3, 4])
    assert four.verified().is_sound


def test_a_card_is_drawn_anew_when_what_it_says_changes(four: Sitting) -> None:
    grid = tab_of(four).grid
    four.click_row(grid, 0)
    four.idle()

    def card(row: int) -> QImage:
        return grid.viewport().grab(grid.visualRect(tab_of(four).model.index(row))).toImage()

    first, second = card(0), card(1)
    assert card(0) == first, "the same card looks the same each time"
    tab_of(four).edited.emit(tab_of(four).items[0].id, "kind", "payment")
    four.wait(lambda: four.evidence()[0].kind is EvidenceKind.PAYMENT)
    four.idle()
    assert card(0) != first
    assert card(1) == second
    four.click_row(grid, 1)
    assert card(1) != second, "a chosen card looks chosen"


def test_cards_that_take_long_to_draw_come_one_after_the_other(four: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    def grid() -> EvidenceGrid:
        fresh = EvidenceGrid(tab_of(four).model)
        four.qtbot.addWidget(fresh)
        fresh.resize(900, 600)
        return fresh

    def cards(shown: EvidenceGrid) -> QImage:
        image = QImage(650, 240, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)  # what is behind a list is its page's to paint, and here there is no page
        shown.render(image, QPoint(), QRegion(image.rect()))
        return image

    monkeypatch.setattr(delegate, "_AT_ONCE_SECONDS", 60.0)
    whole = cards(grid())
    monkeypatch.setattr(delegate, "_AT_ONCE_SECONDS", 0.0)
    slow = grid()
    seen = [cards(slow) for _ in range(4)]
    assert seen[0] != whole
    assert [image == whole for image in seen] == [False, False, False, True], "each painting draws one more"


def test_several_cards_are_dragged_together(four: Sitting) -> None:
    choose(four, [0, 2])
    last = tab_of(four).grid.visualRect(tab_of(four).model.index(3))
    drag_card(four, 2, QPoint(last.right() - 4, last.center().y()))
    four.wait(lambda: stored(four) == [2, 4, 1, 3])
    four.wait(lambda: [item.number for item in tab_of(four).chosen()] == [1, 3])


def test_escape_lets_go_and_a_click_is_no_drag(four: Sitting) -> None:
    grid = tab_of(four).grid
    start = grid.visualRect(grid.model().index(2, 0)).center()
    QTest.mousePress(grid.viewport(), LEFT, NONE, start)
    QTest.mouseMove(grid.viewport(), left_edge(four, 0))
    assert grid.gap == 0
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.gap is None
    QTest.mouseRelease(grid.viewport(), LEFT, NONE, left_edge(four, 0))
    four.click_row(grid, 1)
    four.idle()
    assert stored(four) == [1, 2, 3, 4]


def test_alt_and_an_arrow_move_a_card_by_one(four: Sitting) -> None:
    four.click_row(tab_of(four).grid, 1)
    four.key(Qt.Key.Key_Up, ALT)
    four.wait(lambda: shown_numbers(four) == [2, 1, 3, 4])
    four.key(Qt.Key.Key_Up, ALT)  # there is nothing before the first
    four.key(Qt.Key.Key_Down, ALT)
    four.wait(lambda: shown_numbers(four) == [1, 2, 3, 4])
    four.key(Qt.Key.Key_Down, ALT)
    four.wait(lambda: shown_numbers(four) == [1, 3, 2, 4])


def test_what_a_filter_hides_keeps_its_place(four: Sitting) -> None:
    tab = tab_of(four)
    choose(four, [0, 2, 3])
    four.click(tab.bulk.kinds.button(EvidenceKind.CHAT))
    four.wait(lambda: [item.kind for item in four.evidence()].count(EvidenceKind.CHAT) == 3)
    four.wait(lambda: tab.filter.kinds.findData("chat") > 0)
    tab.filter.kinds.setCurrentIndex(tab.filter.kinds.findData("chat"))
    tab.filter.kinds.activated.emit(tab.filter.kinds.currentIndex())
    assert shown_numbers(four) == [1, 3, 4]
    four.click_row(tab.grid, 2)
    drag_card(four, 2, left_edge(four, 0))
    four.wait(lambda: stored(four) == [4, 2, 1, 3])
    four.wait(lambda: shown_numbers(four) == [4, 1, 3])
    four.click(tab.filter.clear)
    assert shown_numbers(four) == [4, 2, 1, 3]


def test_tags_are_typed_for_several_and_narrow_the_grid_down(four: Sitting) -> None:
    tab = tab_of(four)
    choose(four, [0, 1])
    assert tab.bulk.isVisible()
    four.click(tab.bulk.tags)
    four.type("手续费 承诺\n")
    four.wait(lambda: four.evidence()[1].tags == ("手续费", "承诺"))
    four.wait(lambda: tab.filter.tags.findData("承诺") > 0)
    tab.filter.tags.setCurrentIndex(tab.filter.tags.findData("承诺"))
    tab.filter.tags.activated.emit(tab.filter.tags.currentIndex())
    assert shown_numbers(four) == [1, 2]
    assert "#手续费" in str(tab.model.index(0).data(Qt.ItemDataRole.ToolTipRole))
    four.window.named_actions["undo"].trigger()
    four.wait(lambda: [item.tags for item in four.evidence()] == [()] * 4)


def test_several_are_left_out_and_serve_another_order(four: Sitting) -> None:
    tab = tab_of(four)
    choose(four, [0, 1])
    four.click(tab.bulk.left_out)
    four.wait(lambda: [item.is_left_out for item in four.evidence()] == [True, True, False, False])
    four.wait(lambda: "不入卷宗" in str(tab.model.index(0).data(Qt.ItemDataRole.ToolTipRole)))
    assert [tab.bulk.orders.itemData(row) for row in range(tab.bulk.orders.count())] == [2]
    four.click(tab.bulk.copy)
    four.wait(lambda: len(four.evidence(2)) == 2)
    assert [item.original.sha256 for item in four.evidence(2)] == [i.original.sha256 for i in four.evidence()[:2]]


def test_where_the_original_is_and_tags_are_saved_as_typed(four: Sitting) -> None:
    describe = tab_of(four).describe
    four.click_row(tab_of(four).grid, 0)
    four.reach(describe.place.entry)
    assert "不要删除" in describe.reminder.text()
    four.fill(describe.place, "我的手机")
    four.reach(describe.tags.entry)
    four.fill(describe.tags, "承诺")
    four.wait(lambda: (four.evidence()[0].original_place, four.evidence()[0].tags) == ("我的手机", ("承诺",)))
    four.reach(describe.left_out)
    four.click(describe.left_out)
    four.wait(lambda: four.evidence()[0].is_left_out)


def test_a_gap_of_the_checklist_is_filled_by_picking_and_by_dropping(
    four: Sitting, picture_file: PictureFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = tab_of(four).checklist
    four.wait(card.isVisible)
    card.unfold(False)
    assert card.rows == []
    assert card.percent.text() == "0%"
    assert "缺：订单截图、付款记录、商品宣传页" in card.summary.accessibleName()
    four.click(card.toggle)
    assert len(card.rows) == 3
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(picture_file(8))], ""))
    four.reach(card.rows[1].add)
    four.click(card.rows[1].add)
    four.wait(lambda: [item.kind for item in four.evidence()][4:] == [EvidenceKind.PAYMENT])
    # The file's time is only that of the file, and the picture is tiny: there, but weak.
    four.wait(lambda: card.rows[1].row.state.value == "weak")
    row = card.rows[0]
    assert row.drop is not None
    four.drag_over(row, file_urls([picture_file(9)]))
    assert "订单截图" in row.drop._light.words
    four.release_drag(row)
    four.wait(lambda: [item.kind for item in four.evidence()][5:] == [EvidenceKind.ORDER_PAGE])
    four.wait(lambda: card.percent.text() == "33%")


def test_pictures_that_look_alike_are_suggested_once(open_window: OpenWindow, tmp_path: Path) -> None:
    files = []
    for name, options in (("一.png", {}), ("二.jpg", {"quality": 80})):
        file = io.BytesIO()
        chat(1, 540, 1200).save(file, "PNG" if name.endswith("png") else "JPEG", **options)  # type: ignore[arg-type]
        files.append(put(tmp_path, name, file.getvalue()))
    record_with_evidence(tmp_path, files)
    sitting = open_window()
    room = room_of(sitting)
    asked: list[tuple[object, object]] = []
    room.compare_asked.connect(lambda left, right: asked.append((left, right)))
    sitting.choose_order()
    strip = tab_of(sitting).duplicates
    sitting.wait(strip.isVisible)
    assert strip.words.accessibleName() == "证据1 和证据2 这两张很像"
    sitting.click(strip.look)
    assert len(asked) == 1
    sitting.click(strip.never)
    sitting.wait(lambda: not strip.isVisible())
    sitting.close()
    again = open_window()
    room_of(again)
    again.choose_order()
    pairs: list[list[object]] = []
    room_of(again).desk.alike_found.connect(pairs.append)
    again.wait(lambda: bool(pairs) and pairs[-1] == [])
    assert not tab_of(again).duplicates.isVisible()


def test_a_window_for_reading_offers_no_changes(four: Sitting) -> None:
    tab = tab_of(four)
    tab.set_editable(False)
    choose(four, [0, 1])
    assert not tab.bulk.kinds.isEnabled()
    assert not tab.bulk.stitch.isEnabled()
    four.key(Qt.Key.Key_Down, ALT)
    drag_card(four, 0, left_edge(four, 3))
    four.idle()
    assert stored(four) == [1, 2, 3, 4]
    with vaults.open_for_reading(four.folder, clock=yesterday()) as vault:
        assert len(orders.list_orders(vault)) == 2
        assert orders.show_order(vault, OrderId(2)).facts.number == order_fields("B200")["number"]
