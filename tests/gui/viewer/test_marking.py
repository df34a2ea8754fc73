"""Drawing, moving, resizing, deleting and undoing marks with the mouse and with the keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.mark_shapes import mosaic_cell
from app.domain.marks import HiddenKind, Mark, MarkColour, MarkKind, Markup, Region
from app.dossier.marking.hiding import hide
from app.gui.viewer.tools import KEYS, Tool
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import CTRL, LEFT, NONE
from tests.gui.viewer.looking import Looking, screenshot
from tests.journeys.cases import record_with_evidence

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize("tool", [Tool.BOX, Tool.HIGHLIGHT, Tool.BAR, Tool.MOSAIC, Tool.CROP])
def test_what_is_dragged_over_is_stored_in_pixels_of_the_picture(looking: Looking, tool: Tool) -> None:
    looking.open()
    looking.page.canvas.zoom_to(0.5)
    looking.tool(KEYS[tool])
    looking.drag((100, 120), (300, 260))
    assert looking.stored().marks == (Mark(MarkKind(tool.value), Region(100, 120, 200, 140)),)


def test_an_arrow_keeps_its_direction(looking: Looking) -> None:
    looking.open()
    looking.page.canvas.zoom_to(1.0)
    looking.tool(Qt.Key.Key_A)
    looking.drag((300, 260), (100, 120))
    assert looking.stored().marks[0].region == Region(300, 260, -200, -140)


def test_numbers_count_on_by_themselves_and_take_words(looking: Looking) -> None:
    looking.open()
    looking.tool(Qt.Key.Key_N)
    looking.click(200, 120)
    looking.click(300, 220)
    assert [mark.number for mark in looking.stored().marks] == [1, 2]
    looking.tool(Qt.Key.Key_V)
    QTest.mouseDClick(looking.page.canvas.viewport(), LEFT, NONE, looking.at(300, 220))
    assert looking.page.writing.isVisible()
    looking.sitting.type("没到账\n")
    assert [mark.text for mark in looking.stored().marks] == ["", "没到账"]


def test_a_text_stands_where_it_was_typed_and_escape_drops_it(looking: Looking) -> None:
    looking.open()
    looking.tool(Qt.Key.Key_T)
    looking.click(60, 100)
    looking.sitting.type("不要")
    looking.sitting.key(Qt.Key.Key_Escape)
    assert looking.room.is_open
    assert looking.stored().marks == ()
    looking.click(60, 100)
    looking.sitting.type("实际没到\n")
    (mark,) = looking.stored().marks
    assert (mark.kind, mark.text, mark.region.x) == (MarkKind.TEXT, "实际没到", 60)
    assert not looking.page.writing.isVisible()


def test_undo_and_redo_go_through_the_windows_history(looking: Looking) -> None:
    looking.open()
    looking.tool(Qt.Key.Key_B)
    looking.drag((60, 60), (200, 200))
    looking.tool(Qt.Key.Key_K)
    looking.drag((60, 300), (200, 340))
    assert looking.kinds() == [MarkKind.BOX, MarkKind.BAR]
    looking.sitting.key(Qt.Key.Key_Z, CTRL)
    looking.sitting.wait(lambda: len(looking.page.editor.markup.marks) == 1)
    assert looking.kinds() == [MarkKind.BOX]
    looking.sitting.key(Qt.Key.Key_Z, CTRL)
    looking.sitting.wait(lambda: looking.page.editor.markup.marks == ())
    looking.sitting.key(Qt.Key.Key_Y, CTRL)
    looking.sitting.wait(lambda: len(looking.page.editor.markup.marks) == 1)
    assert looking.kinds() == [MarkKind.BOX]


def test_a_mark_is_moved_resized_recoloured_and_deleted(looking: Looking) -> None:
    looking.open()
    looking.page.canvas.zoom_to(1.0)
    looking.tool(Qt.Key.Key_B)
    looking.drag((100, 100), (200, 200))
    looking.tool(Qt.Key.Key_V)
    looking.drag((150, 150), (190, 170))
    assert looking.stored().marks[0].region == Region(140, 120, 100, 100)
    looking.drag((240, 220), (300, 240))  # the handle at the lower right corner
    assert looking.stored().marks[0].region == Region(140, 120, 160, 120)
    looking.sitting.click(looking.page.tools.colours[MarkColour.BLUE])
    assert looking.stored().marks[0].colour is MarkColour.BLUE
    looking.page.canvas.setFocus()
    looking.sitting.key(Qt.Key.Key_Delete)
    assert looking.stored().marks == ()


def test_arrow_keys_move_by_pixels_and_are_one_step_to_undo(looking: Looking) -> None:
    looking.open()
    looking.tool(Qt.Key.Key_B)
    looking.drag((100, 100), (200, 200))
    for _ in range(3):
        looking.sitting.key(Qt.Key.Key_Right)
    looking.sitting.key(Qt.Key.Key_Down, SHIFT)
    looking.sitting.key(Qt.Key.Key_Right, CTRL | SHIFT)
    assert looking.page.editor.markup.marks[0].region == Region(103, 110, 110, 100)
    looking.page.flush()
    assert looking.stored().marks[0].region == Region(103, 110, 110, 100)
    assert looking.item().name == "shot-1.png"  # the arrows did not step to the next item
    looking.sitting.key(Qt.Key.Key_Z, CTRL)
    looking.sitting.wait(lambda: looking.page.editor.markup.marks[0].region == Region(100, 100, 100, 100))


def test_an_undo_right_after_moving_by_keys_takes_back_the_moving(looking: Looking) -> None:
    looking.open()
    looking.tool(Qt.Key.Key_B)
    looking.drag((100, 100), (200, 200))
    looking.stored()
    looking.sitting.key(Qt.Key.Key_Right)
    looking.sitting.key(Qt.Key.Key_Z, CTRL)
    looking.sitting.wait(lambda: looking.page.editor.markup.marks[0].region.x == 100)
    assert looking.stored().marks[0].region == Region(100, 100, 100, 100)


def test_marks_can_be_made_by_keys_alone(looking: Looking) -> None:
    looking.open()
    looking.tool(Qt.Key.Key_K)
    looking.sitting.key(Qt.Key.Key_Return)
    looking.sitting.key(Qt.Key.Key_Escape)
    looking.sitting.key(Qt.Key.Key_Period)
    assert looking.page.editor.chosen == 0
    before = looking.stored().marks[0].region
    looking.sitting.key(Qt.Key.Key_Up, SHIFT)
    looking.page.flush()
    assert looking.stored().marks[0].region.y == before.y - 10
    assert looking.stored().marks[0].kind is MarkKind.BAR


def test_a_drag_without_area_is_told_and_ignored(looking: Looking) -> None:
    looking.open()
    looking.tool(Qt.Key.Key_B)
    looking.click(100, 100)
    assert "太小" in looking.page.hint.text()
    assert looking.stored().marks == ()


def test_marks_are_cut_to_the_picture_and_none_is_made_beside_it(looking: Looking) -> None:
    looking.open()
    looking.page.canvas.zoom_to(0.4)
    looking.tool(Qt.Key.Key_K)
    looking.drag((500, 1000), (700, 1100))
    assert looking.stored().marks[0].region == Region(500, 1000, 40, 100)
    looking.drag((600, 100), (700, 200))
    assert "请画在图片上" in looking.page.hint.text()
    assert len(looking.stored().marks) == 1


def test_a_second_crop_takes_the_place_of_the_first(looking: Looking) -> None:
    looking.open()
    looking.tool(Qt.Key.Key_C)
    looking.drag((20, 20), (400, 300))
    looking.drag((40, 40), (300, 200))
    assert [mark.region for mark in looking.stored().marks] == [Region(40, 40, 260, 160)]


def test_mosaic_says_that_a_black_bar_is_safer(looking: Looking) -> None:
    looking.open()
    looking.tool(Qt.Key.Key_M)
    assert "还原" in looking.page.hint.text()
    assert "黑条" in looking.page.hint.text()


def test_marks_belong_to_their_item(looking: Looking) -> None:
    looking.open()
    first = looking.item().id
    looking.tool(Qt.Key.Key_B)
    looking.drag((60, 60), (200, 200))
    looking.sitting.key(Qt.Key.Key_Escape)
    looking.sitting.key(Qt.Key.Key_Escape) if looking.page.editor.chosen is not None else None
    looking.sitting.key(Qt.Key.Key_Right)
    looking.settle()
    assert looking.page.editor.markup.marks == ()
    looking.sitting.key(Qt.Key.Key_Left)
    looking.settle()
    assert len(looking.page.editor.markup.marks) == 1
    assert len(looking.stored(first).marks) == 1


def test_suggestions_are_accepted_one_by_one_or_all_at_once(looking: Looking) -> None:
    looking.open()
    looking.page.show_suggestions(
        [Mark(MarkKind.BAR, Region(60, y, 200, 30), hidden=kind) for y, kind in enumerate_kinds()]
    )
    assert "手机号码 1" in looking.page.hiding.words.text()
    looking.click(100, 110)
    assert [mark.hidden for mark in looking.stored().marks] == [HiddenKind.PHONE]
    looking.page.canvas.setFocus()
    looking.sitting.key(Qt.Key.Key_S)
    looking.sitting.key(Qt.Key.Key_Return)
    assert len(looking.stored().marks) == 2
    looking.sitting.click(looking.page.hiding.all)
    assert {mark.hidden for mark in looking.stored().marks} == {kind for _, kind in enumerate_kinds()}
    assert not looking.page.hiding.isVisible()


def enumerate_kinds() -> list[tuple[int, HiddenKind]]:
    kinds = (HiddenKind.PHONE, HiddenKind.BANK_CARD, HiddenKind.EMAIL, HiddenKind.CARD_CODE)
    return [(100 + 50 * index, kind) for index, kind in enumerate(kinds)]


def test_marks_are_painted_over_the_picture(looking: Looking) -> None:
    looking.open()
    looking.page.canvas.zoom_to(1.0)
    looking.tool(Qt.Key.Key_K)
    looking.drag((100, 60), (300, 160))
    looking.page.editor.choose(None)
    looking.settle()
    seen = looking.page.canvas.viewport().grab().toImage()
    assert seen.pixelColor(looking.at(200, 110)).name() == "#000000"
    assert seen.pixelColor(looking.at(400, 110)).name() == "#5b3cc4"


@pytest.mark.parametrize("zoom", [1.0, 0.5, 2.0])
def test_a_mosaic_shows_what_its_copy_will_show(looking: Looking, zoom: float) -> None:
    looking.open()
    canvas = looking.page.canvas
    canvas.zoom_to(zoom)
    canvas.verticalScrollBar().setValue(0)
    looking.settle()
    looking.tool(Qt.Key.Key_M)
    looking.drag((40, 160), (200, 240))
    looking.page.editor.choose(None)
    (mark,) = looking.stored().marks
    looking.settle()
    seen = canvas.viewport().grab().toImage()
    with looking.sitting.look() as vault:
        original = vault.originals.path(looking.item().original.sha256)
    with Image.open(original) as picture:
        copy = hide(picture.convert("RGB"), Markup((mark,)))
    cell = mosaic_cell(mark.region)
    assert mark.region.width > 3 * cell
    for x in range(mark.region.x + cell // 2, mark.region.right - cell // 2, cell):
        for y in range(mark.region.y + cell // 2, mark.region.bottom - cell // 2, cell):
            shown = seen.pixelColor(looking.at(x, y)).getRgb()[:3]
            wanted = copy.getpixel((x, y))
            assert isinstance(wanted, tuple)
            assert max(abs(one - other) for one, other in zip(shown, wanted, strict=True)) < 24, (x, y)


def test_a_vault_open_for_reading_shows_marks_and_takes_none(open_window: OpenWindow, tmp_path: Path) -> None:
    record_with_evidence(tmp_path, [screenshot(tmp_path / "shot.png")])
    sitting = open_window()
    sitting.choose_order()
    looking = Looking(sitting)
    looking.room.page.set_editable(False)
    looking.open()
    looking.tool(Qt.Key.Key_B)
    assert looking.page.editor.tool is Tool.SELECT
    assert "只读" in looking.page.hint.text()
    looking.page.editor.press(QPointF(10, 10), looking.page.canvas)
    assert looking.stored().marks == ()
    assert not looking.page.facts.place.isEnabled()


def test_every_tool_has_a_button_with_its_key_and_its_word(looking: Looking) -> None:
    looking.open()
    for tool, button in looking.page.tools.buttons.items():
        assert button.text().endswith(chr(KEYS[tool]))
        assert button.toolTip()
        if tool is not Tool.READ:
            looking.sitting.click(button)
            assert looking.page.editor.tool is tool
            assert QApplication.focusWidget() is looking.page.canvas
