"""Opening, stepping, zooming, scrolling and closing, and what stands beside the picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.viewer.facts import ClaimedTime
from app.gui.viewer.tiles import LIMIT_BYTES
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import CTRL, LEFT, NONE
from tests.gui.viewer.looking import Looking, drag, screenshot
from tests.journeys.cases import record_with_evidence


def test_space_opens_the_viewer_over_the_whole_window_and_space_closes_it(looking: Looking) -> None:
    looking.open(1)
    parts = looking.sitting.parts
    assert looking.item().name == "shot-2.png"
    assert not parts.places.isVisible()
    assert not parts.middle.isVisible()
    looking.sitting.key(Qt.Key.Key_Space)
    assert not looking.room.is_open
    assert parts.pages.currentWidget() is parts.order_page
    assert parts.places.isVisible()
    assert parts.middle.isVisible()
    assert parts.order_page.evidence.grid.hasFocus()


def test_the_item_that_was_looked_at_is_chosen_when_one_comes_back(looking: Looking) -> None:
    looking.open(0)
    looking.sitting.key(Qt.Key.Key_Right)
    looking.sitting.key(Qt.Key.Key_PageDown)
    assert looking.item().name == "shot-3.png"
    looking.sitting.key(Qt.Key.Key_Right)
    assert looking.item().name == "shot-3.png"
    assert "最后一份" in looking.page.hint.text()
    looking.sitting.key(Qt.Key.Key_Left)
    looking.settle()
    looking.sitting.key(Qt.Key.Key_Escape)
    assert [item.name for item in looking.sitting.parts.order_page.evidence.chosen()] == ["shot-2.png"]


def test_a_viewer_closed_before_its_picture_is_there_is_no_trouble(looking: Looking) -> None:
    grid = looking.sitting.parts.order_page.evidence.grid
    for row in range(3):
        looking.sitting.click_row(grid, row)
        looking.sitting.key(Qt.Key.Key_Space)
        assert looking.room.is_open
        looking.sitting.key(Qt.Key.Key_Escape)
        assert not looking.room.is_open
    looking.sitting.idle()
    assert not looking.page.canvas.tiles.is_ready


def test_another_place_chosen_meanwhile_brings_the_panes_back(looking: Looking) -> None:
    looking.open()
    looking.sitting.window.start_order()
    assert looking.sitting.parts.places.isVisible()
    assert not looking.page.canvas.tiles.is_ready


def test_the_picture_is_drawn_with_its_own_pixels(looking: Looking) -> None:
    looking.open()
    looking.page.canvas.zoom_to(1.0)
    looking.settle()
    seen = looking.page.canvas.viewport().grab().toImage()
    at = looking.at(270, 100)
    assert seen.pixelColor(at).name() == "#5b3cc4"


def test_ctrl_and_the_wheel_zoom_at_the_pointer(looking: Looking) -> None:
    looking.open()
    canvas = looking.page.canvas
    canvas.zoom_to(1.0)
    at = QPointF(canvas.viewport().rect().center()) + QPointF(30, 60)
    pixel = canvas.to_picture(at)
    wheel = QWheelEvent(
        at, QPointF(canvas.viewport().mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        CTRL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), wheel)
    assert canvas.zoom == pytest.approx(1.25**2)
    after = canvas.to_picture(at)
    assert abs(after.y() - pixel.y()) < 1
    assert looking.page.head.zoom.text() == "156%"


def test_keys_zoom_fit_and_scroll(looking: Looking) -> None:
    looking.open()
    canvas, sitting = looking.page.canvas, looking.sitting
    sitting.key(Qt.Key.Key_0)
    assert canvas.zoom == 1.0
    sitting.key(Qt.Key.Key_Plus)
    assert canvas.zoom == pytest.approx(1.25)
    sitting.key(Qt.Key.Key_Minus)
    assert canvas.zoom == pytest.approx(1.0)
    sitting.key(Qt.Key.Key_End)
    assert canvas.verticalScrollBar().value() == canvas.verticalScrollBar().maximum() > 0
    sitting.key(Qt.Key.Key_Home)
    assert canvas.verticalScrollBar().value() == 0
    sitting.key(Qt.Key.Key_F)
    assert canvas.verticalScrollBar().maximum() == 0
    assert canvas.zoom * 1200 <= canvas.viewport().height()
    sitting.key(Qt.Key.Key_W)
    assert canvas.zoom == 1.0  # as wide as the view, but never larger than it is


def test_dragging_on_nothing_moves_the_picture_and_space_held_does_not_close(looking: Looking) -> None:
    looking.open()
    canvas = looking.page.canvas
    canvas.zoom_to(2.0)
    canvas.verticalScrollBar().setValue(300)
    middle = canvas.viewport().rect().center()
    drag(canvas.viewport(), middle, middle - QPoint(0, 80))
    assert canvas.verticalScrollBar().value() == 380
    looking.tool(Qt.Key.Key_K)
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    drag(canvas.viewport(), middle, middle - QPoint(0, 20))
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.verticalScrollBar().value() == 400
    assert looking.room.is_open
    assert looking.stored().marks == ()


def test_two_side_by_side_scroll_together_until_told_otherwise(looking: Looking) -> None:
    looking.open()
    page = looking.page
    looking.sitting.click(page.head.beside)
    looking.sitting.wait(lambda: page.beside.canvas.tiles.is_settled)
    assert page.beside.item is not None
    assert page.beside.item.name == "shot-2.png"
    page.canvas.zoom_to(2.0)
    assert page.beside.canvas.zoom > 1.0
    page.canvas.verticalScrollBar().setValue(0)
    page.beside.canvas.verticalScrollBar().setValue(0)
    page.canvas.verticalScrollBar().setValue(150)
    assert page.beside.canvas.verticalScrollBar().value() == 150
    page.beside.canvas.verticalScrollBar().setValue(100)
    assert page.canvas.verticalScrollBar().value() == 100
    page.beside.together.setChecked(False)
    page.canvas.verticalScrollBar().setValue(300)
    assert page.beside.canvas.verticalScrollBar().value() == 100


def test_tall_pictures_begin_at_their_top_and_keep_within_the_limit(open_window: OpenWindow, tmp_path: Path) -> None:
    tall = screenshot(tmp_path / "tall.png", width=1170, height=12_660)
    record_with_evidence(tmp_path, [tall])
    sitting = open_window()
    sitting.choose_order()
    looking = Looking(sitting).open()
    canvas = looking.page.canvas
    assert canvas.verticalScrollBar().value() == 0
    canvas.zoom_to(1.0)
    for part in range(0, canvas.verticalScrollBar().maximum(), 900):
        canvas.verticalScrollBar().setValue(part)
        canvas.viewport().repaint()
        looking.settle()
        assert canvas.tiles.kept_bytes <= LIMIT_BYTES
    assert canvas.tiles.kept_bytes > 0


def test_facts_are_shown_copied_and_saved_as_typed(looking: Looking) -> None:
    looking.open()
    facts, item = looking.page.facts, looking.item()
    assert facts.hash.text().replace("\n", "") == item.original.sha256
    assert "540 × 1200" in facts.about.text()
    assert facts.source.text() == "来源：未注明"
    looking.sitting.wait(lambda: "导入原件" in facts.history.text())
    looking.sitting.click(facts.copy_hash)
    assert QGuiApplication.clipboard().text() == item.original.sha256
    looking.sitting.fill(facts.place, "小米手机 支付宝")
    looking.sitting.fill(facts.tags, "承诺 时间")
    facts.flush()
    looking.sitting.idle()
    stored = looking.sitting.evidence()[0]
    assert stored.original_place == "小米手机 支付宝"
    assert stored.tags == ("承诺", "时间")
    looking.sitting.wait(lambda: "修改说明" in facts.history.text())


def test_a_tag_that_is_refused_is_told_beneath_its_field(looking: Looking) -> None:
    looking.open()
    looking.sitting.fill(looking.page.facts.tags, "标" * 40)
    looking.page.facts.flush()
    looking.sitting.idle()
    assert looking.page.facts.tags.entry.property("wrong")
    assert looking.sitting.evidence()[0].tags == ()


def test_times_that_clash_are_told_in_words(looking: Looking) -> None:
    looking.open()
    facts = looking.page.facts
    facts.show_times([ClaimedTime("截取", "12:41", "文件名"), ClaimedTime("画面上", "12:39", "画面文字识别", True)])
    texts = [facts.times.itemAt(index).widget().text() for index in range(facts.times.count())]
    assert "画面文字识别 · 与其他时间矛盾" in texts
    assert "文件名" in texts
    facts.show_times([ClaimedTime("保存", "12:42", "文件时间")])
    labels = [facts.times.itemAt(index).widget() for index in range(facts.times.count())]
    assert [label.text() for label in labels if not label.isHidden()] == ["保存", "12:42", "文件时间"]
    assert not any(label.styleSheet() for label in labels if not label.isHidden())


def test_a_picture_that_is_left_gives_its_tiles_back(looking: Looking) -> None:
    looking.open()
    tiles = looking.page.canvas.tiles
    looking.sitting.wait(lambda: tiles.is_ready)
    pyramid = tiles._pyramid
    assert pyramid is not None
    QTest.mouseClick(looking.page.head.back, LEFT, NONE)
    looking.sitting.idle()
    assert not tiles.is_ready
    with pytest.raises(LookupError):
        pyramid.tile(0, 0, 0)


def test_what_is_typed_is_saved_when_the_viewer_is_closed(looking: Looking) -> None:
    looking.open()
    looking.sitting.fill(looking.page.facts.place, "旧手机")
    QTest.mouseClick(looking.page.head.back, LEFT, NONE)
    looking.sitting.idle()
    assert looking.sitting.evidence()[0].original_place == "旧手机"


def test_an_original_that_is_gone_is_told_in_the_view(looking: Looking) -> None:
    sha256 = looking.sitting.evidence()[0].original.sha256
    (looking.sitting.folder / "originals" / sha256[:2] / sha256).unlink()
    looking.sitting.click_row(looking.sitting.parts.order_page.evidence.grid, 0)
    looking.sitting.key(Qt.Key.Key_Space)
    looking.sitting.wait(lambda: "shot-1.png" in looking.page.canvas.problem)
    looking.sitting.key(Qt.Key.Key_Right)
    looking.settle()
    assert looking.page.canvas.problem == ""
