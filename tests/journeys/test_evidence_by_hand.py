"""The evidence desk on an X display by the server's own pointer: tools drawn with, cards, frames and joins dragged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.casework import comparisons, readings
from app.casework.importing.run import Wishes, import_files
from app.casework.marked_copies import marked_copy
from app.casework.vaults import open_for_writing
from app.domain.evidence import Evidence, EvidenceKind, Making
from app.domain.marks import HiddenKind, Mark, MarkKind, Region
from app.domain.orders import OrderId
from app.domain.readings import Reading, TextLine
from app.gui.viewer.tools import Tool
from app.shell import paths
from tests.fixtures.cases import put
from tests.gui.evidence_desk import choose, left_edge, room_of, shown_numbers, tab_of
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import Sitting
from tests.gui.viewer.looking import Looking, screenshot
from tests.intake.long_chat import chat, kept, screens
from tests.intake.test_recordings import video
from tests.journeys.cases import record, record_with_evidence, yesterday
from tests.journeys.test_marking import keep
from tests.journeys.x_pointer import Pointer

pytestmark = pytest.mark.xcb

PHONE = Region(40, 640, 220, 24)
DRAGGED = {
    Tool.BOX: ((40, 30), (300, 110)),
    Tool.ARROW: ((480, 190), (320, 90)),
    Tool.HIGHLIGHT: ((40, 220), (400, 250)),
    Tool.MOSAIC: ((320, 280), (480, 330)),
    Tool.BAR: ((40, 280), (300, 304)),
}


@pytest.fixture
def pointer(qapp: object, qtbot: QtBot) -> Iterator[Pointer]:
    if QGuiApplication.platformName() != "xcb":
        pytest.skip("needs an X display: QT_QPA_PLATFORM=xcb xvfb-run python -m pytest -m xcb tests/journeys")
    made = Pointer(qtbot)
    yield made
    made.close()


@pytest.fixture
def folder() -> Path:
    found = Path(os.environ.get("PINGJU_ARTEFACTS") or os.environ.get("CI_ARTEFACTS") or "ci-artefacts")
    found.mkdir(parents=True, exist_ok=True)
    return found


def copy_of(sitting: Sitting, item: Evidence, folder: Path) -> Image.Image:
    """Return the copy that others would get of an item, as it lies on the disk."""
    with sitting.look() as vault:
        markup = Looking(sitting).stored(item.id)
        path = vault.originals.path(item.original.sha256)
        made = marked_copy(folder, path, item, markup, fonts=paths.resources() / "fonts")
    assert made is not None
    with Image.open(made.path) as image:
        return image.convert("RGB")


def test_each_tool_by_the_mouse_and_what_others_get(
    pointer: Pointer, open_window: OpenWindow, tmp_path: Path, folder: Path
) -> None:
    record_with_evidence(tmp_path, [screenshot(tmp_path / "promise.png")])
    sitting = open_window()
    sitting.window.resize(1600, 1000)
    pointer.click_row(sitting.parts.orders.list, 0)
    sitting.wait(lambda: tab_of(sitting).model.rowCount() == 1)
    sitting.idle()
    looking = Looking(sitting).open()
    page = looking.page
    pointer.click(page.head.zoom)
    looking.settle()
    assert page.canvas.zoom == 1.0
    viewport = page.canvas.viewport()

    def drag(start: tuple[float, float], end: tuple[float, float]) -> None:
        pointer.drag(viewport, looking.at(*start), looking.at(*end))

    for tool, (start, end) in DRAGGED.items():
        pointer.click(page.tools.buttons[tool])
        drag(start, end)
    pointer.click(page.tools.buttons[Tool.CALLOUT])
    pointer.click(viewport, looking.at(450, 60))
    pointer.click(page.tools.buttons[Tool.TEXT])
    drag((60, 130), (300, 190))
    sitting.type("十分钟到账\n")
    drawn = [MarkKind(tool.value) for tool in DRAGGED]
    sitting.wait(lambda: looking.kinds() == [*drawn, MarkKind.CALLOUT, MarkKind.TEXT])
    for mark, (start, end) in zip(looking.stored().marks, DRAGGED.values(), strict=False):
        ends = mark.region.x, mark.region.y, mark.region.right, mark.region.bottom
        assert max(abs(one - other) for one, other in zip(ends, (*start, *end), strict=True)) <= 1, mark
    # A mark is taken by the mouse again and moved; a press and release on one place moves nothing.
    pointer.click(page.tools.buttons[Tool.SELECT])
    drag((40, 60), (60, 90))
    moved = looking.stored().marks[0].region
    assert abs(moved.x - 60) <= 1
    assert abs(moved.y - 60) <= 1
    page.editor.choose(None)
    keep(looking, folder / "33-tools-by-hand-1600x1000.png")
    copy = copy_of(sitting, looking.item(), tmp_path)
    assert copy.size == (540, 1200)
    assert {copy.getpixel((x, y)) for x in range(40, 300, 20) for y in (282, 292, 302)} == {(0, 0, 0)}
    # A crop without area and one beside the picture are told and change nothing; then a real one.
    before = looking.stored()
    pointer.click(page.tools.buttons[Tool.CROP])
    pointer.click(viewport, looking.at(100, 100))
    assert "太小了" in page.hint.text()
    pointer.drag(viewport, QPoint(4, 40), QPoint(60, 200))
    assert "画在图片上" in page.hint.text()
    assert looking.stored() == before
    drag((20, 20), (500, 350))
    crop = looking.stored().crop
    assert crop is not None
    assert max(abs(crop.x - 20), abs(crop.y - 20), abs(crop.right - 500), abs(crop.bottom - 350)) <= 1
    assert copy_of(sitting, looking.item(), tmp_path).size == (crop.width, crop.height)
    assert sitting.verified().is_sound


def test_suggestions_are_accepted_by_a_click_on_the_picture(
    pointer: Pointer, open_window: OpenWindow, tmp_path: Path, folder: Path
) -> None:
    record_with_evidence(tmp_path, [screenshot(tmp_path / "chat.png")])
    lines = (
        TextLine("电话13912345678", PHONE, 0.99),
        TextLine("邮箱 a.buyer@example.com", Region(40, 700, 300, 24), 0.99),
        TextLine("十分钟到账", Region(40, 760, 200, 24), 0.99),
    )
    sitting = open_window()
    (item,) = sitting.evidence()
    sitting.window.runner.with_vault(
        lambda vault, _steps: readings.keep_reading(vault, item.original.sha256, Reading("test", lines)), lambda _: None
    )
    sitting.window.resize(1600, 1000)
    sitting.choose_order()
    looking = Looking(sitting).open()
    page = looking.page
    sitting.wait(page.hiding.isVisible)
    page.canvas.zoom_to(1.0)
    page.canvas.verticalScrollBar().setValue(200)
    looking.settle()
    keep(looking, folder / "34-suggestions-1600x1000.png")
    (phone, email) = page.suggestions.marks
    where = phone.region
    pointer.click(page.canvas.viewport(), looking.at(where.x + where.width / 2, where.y + where.height / 2))
    sitting.wait(lambda: [mark.hidden for mark in looking.stored().marks] == [HiddenKind.PHONE])
    assert looking.stored().marks[0].kind is MarkKind.BAR, "a black bar, which nobody can undo"
    pointer.click(page.hiding.all)
    sitting.wait(lambda: [mark.hidden for mark in looking.stored().marks] == [HiddenKind.PHONE, HiddenKind.EMAIL])
    assert not page.hiding.isVisible()
    copy = copy_of(sitting, item, tmp_path)
    for region in (phone.region, email.region):
        assert copy.getpixel((region.x + region.width // 2, region.y + region.height // 2)) == (0, 0, 0)
    # What is left can be chosen by a drag and copied.
    pointer.click(page.tools.buttons[Tool.READ])
    pointer.drag(page.canvas.viewport(), looking.at(50, 750), looking.at(200, 790))
    assert page.text.chosen_text == "十分钟到账"


@pytest.fixture
def desk(open_window: OpenWindow, tmp_path: Path) -> Sitting:
    """A window with three screens of one chat, the last first, and one of another."""
    made, _ = screens(chat(1, 270, 2000), [0, 300, 520], 600)
    other, _ = screens(chat(9, 270, 700), [0], 600)
    inside = tmp_path / "screens"
    inside.mkdir()
    one, two, three, four = kept(inside, [*made, *other])
    record_with_evidence(tmp_path, [three, one, two, four], kind=EvidenceKind.CHAT)
    sitting = open_window()
    sitting.window.resize(1600, 1000)
    sitting.choose_order()
    sitting.wait(lambda: tab_of(sitting).model.rowCount() == 4)
    return sitting


def test_cards_are_dragged_into_order(pointer: Pointer, desk: Sitting) -> None:
    grid = tab_of(desk).grid
    start = grid.visualRect(grid.model().index(3, 0)).center()
    pointer.drag(grid.viewport(), start, left_edge(desk, 0))
    desk.wait(lambda: shown_numbers(desk) == [4, 1, 2, 3])
    start = grid.visualRect(grid.model().index(1, 0)).center()
    pointer.drag(grid.viewport(), start, left_edge(desk, 3))
    desk.wait(lambda: shown_numbers(desk) == [4, 2, 1, 3])
    pointer.click(desk.parts.taskbar.undo)
    desk.wait(lambda: shown_numbers(desk) == [4, 1, 2, 3])


def test_screens_are_dragged_into_their_order_and_joined(pointer: Pointer, desk: Sitting, folder: Path) -> None:
    choose(desk, [0, 1, 2])
    pointer.click(tab_of(desk).bulk.stitch)
    stitching = room_of(desk).stitching
    assert stitching is not None
    dialog = stitching.dialog
    desk.wait(dialog.take.isEnabled)
    right = dialog.order
    assert [item.number for item in desk.evidence()[:3] for key in right if item.id == key] == [1, 2, 3]
    # The first is dragged below the second: they do not fit any more, and which two is said.
    rows = dialog.list
    first, second = (rows.visualRect(rows.model().index(row, 0)) for row in (0, 1))
    pointer.drag(rows.viewport(), first.center(), QPoint(second.center().x(), second.bottom() - 1))
    desk.wait(lambda: dialog.order == [right[1], right[0], right[2]])
    desk.wait(lambda: "拼不起来" in dialog.message.text())
    assert not dialog.take.isEnabled()
    assert len(desk.evidence()) == 4, "nothing is written"
    pointer.click(dialog.sort)
    desk.wait(dialog.take.isEnabled)
    assert dialog.grab().save(str(folder / "35-joined-1600x1000.png"))
    pointer.click(dialog.take)
    desk.wait(lambda: len(desk.evidence()) == 5)
    made = desk.evidence()[4].made_from
    assert made is not None
    assert (made.making, len(made.sources)) == (Making.STITCH, 3)


def test_a_frame_is_chosen_with_the_mouse(
    pointer: Pointer, open_window: OpenWindow, tmp_path: Path, folder: Path
) -> None:
    order = record(tmp_path)
    with open_for_writing(tmp_path / "my.pingju", clock=yesterday(), actor="tester") as vault:
        import_files(vault, [put(tmp_path, "录屏.mp4", video("mp4"))], Wishes(order=OrderId(order)))
    sitting = open_window()
    sitting.window.resize(1600, 1000)
    sitting.choose_order()
    tab = tab_of(sitting)
    pointer.click_row(tab.grid, 0)
    sitting.reach(tab.describe.frames)
    pointer.click(tab.describe.frames)
    framing = room_of(sitting).framing
    assert framing is not None
    dialog = framing.dialog
    sitting.wait(dialog.take.isEnabled)
    slider = dialog.slider
    middle = slider.rect().center().y()
    pointer.drag(slider, QPoint(8, middle), QPoint(slider.width() // 2, middle))
    half = dialog.milliseconds
    assert 1500 < half < 3500, "the slider follows the hand"
    pointer.click_row(dialog.strip, 3)
    sitting.wait(dialog.take.isEnabled)
    assert dialog.milliseconds != half
    assert dialog.grab().save(str(folder / "36-frames-1600x1000.png"))
    pointer.click(dialog.take)
    sitting.wait(lambda: len(sitting.evidence()) == 2)
    made = sitting.evidence()[1].made_from
    assert made is not None
    assert made.making is Making.FRAME
    pointer.click(dialog.close_button)
    assert sitting.verified().is_sound


def test_two_pictures_are_compared_and_the_comparison_is_opened_again(
    pointer: Pointer, open_window: OpenWindow, tmp_path: Path, folder: Path
) -> None:
    record_with_evidence(
        tmp_path, [screenshot(tmp_path / "promise.png"), screenshot(tmp_path / "got.png", colour="#C0362C")]
    )
    sitting = open_window()
    sitting.window.resize(1600, 1000)
    sitting.choose_order()
    tab = tab_of(sitting)
    assert not tab.comparisons.isVisible()
    choose(sitting, [0, 1])
    pointer.click(tab.bulk.compare)
    editor = Looking(sitting).room.comparison
    sitting.wait(lambda: editor.isVisible() and editor.left.canvas.tiles.is_settled)
    sitting.wait(lambda: editor.right.canvas.tiles.is_settled)
    for half, (x, y) in ((editor.left, (100, 100)), (editor.right, (200, 140))):
        pointer.click(half.canvas.viewport(), half.canvas.to_view(x, y).toPoint())
    sitting.type("页面写 10 分钟，实际 26 小时")
    assert editor.grab().save(str(folder / "37-comparison-1600x1000.png"))
    pointer.click(editor.save)
    sitting.wait(tab.comparisons.isVisible)
    assert "证据1 和 证据2 · 1 处不同" in tab.comparisons.choice.currentText()
    first, second = sitting.evidence()
    numbers = [Looking(sitting).stored(item.id).marks for item in (first, second)]
    assert [[mark.number for mark in marks] for marks in numbers] == [[1], [1]]
    # Opened again it says what it said, and is changed rather than made twice.
    pointer.click(tab.comparisons.open)
    sitting.wait(lambda: editor.isVisible() and editor.differences.lines() == ["页面写 10 分钟，实际 26 小时"])
    sitting.wait(lambda: set(editor.left.pins) == set(editor.right.pins) == {0})
    pointer.click(editor.add)
    sitting.type("多收 5%")
    pointer.click(editor.save)
    sitting.wait(lambda: "2 处不同" in tab.comparisons.choice.currentText())
    with sitting.look() as vault:
        (saved,) = comparisons.list_comparisons(vault, OrderId(1))
    assert saved.differences == ("页面写 10 分钟，实际 26 小时", "多收 5%")
    sitting.wait(tab.comparisons.isVisible)
    pointer.click(tab.comparisons.trash)
    sitting.wait(lambda: not tab.comparisons.isVisible())
    pointer.click(sitting.parts.taskbar.undo)
    sitting.wait(tab.comparisons.isVisible)


def test_what_is_searched_opens_where_it_was_read(
    pointer: Pointer, open_window: OpenWindow, tmp_path: Path, folder: Path
) -> None:
    tall = screenshot(tmp_path / "chat.png", height=4000)
    record_with_evidence(tmp_path, [screenshot(tmp_path / "a.png", colour="#C0362C"), tall])
    sitting = open_window()
    sitting.window.resize(1600, 1000)
    item = sitting.evidence()[1]
    place = Region(40, 3_000, 300, 24)
    lines = (TextLine("开头", Region(40, 20, 80, 24), 0.99), TextLine("库存已锁定，概不退款", place, 0.99))
    sitting.window.runner.with_vault(
        lambda vault, _steps: readings.keep_reading(vault, item.original.sha256, Reading("test", lines)), lambda _: None
    )
    sitting.idle()
    box = sitting.window.finder.box
    pointer.click(box)
    sitting.type("锁")
    sitting.wait(lambda: box.panel.model.rowCount() > 1)
    pointer.click_row(box.panel.list, 1)
    looking = Looking(sitting)
    sitting.wait(lambda: looking.room.is_open and looking.item().id == item.id)
    looking.settle()
    sitting.wait(lambda: looking.page.text._regions == (place,))
    looking.at(place.x, place.y)
    looking.at(place.right, place.bottom)
    keep(looking, folder / "38-found-1600x1000.png")
    looking.page.canvas.setFocus()
    sitting.key(Qt.Key.Key_Escape)
    sitting.wait(lambda: not looking.room.is_open)
    assert [one.id for one in tab_of(sitting).chosen()] == [item.id]


def test_the_mark_under_the_pointer_is_the_smallest(pointer: Pointer, open_window: OpenWindow, tmp_path: Path) -> None:
    record_with_evidence(tmp_path, [screenshot(tmp_path / "a.png")])
    sitting = open_window()
    sitting.window.resize(1024, 700)
    sitting.choose_order()
    looking = Looking(sitting).open()
    looking.page.canvas.zoom_to(1.0)
    looking.page.editor.add(
        Mark(MarkKind.BAR, Region(40, 40, 400, 300)), Mark(MarkKind.HIGHLIGHT, Region(100, 100, 50, 50))
    )
    looking.settle()
    pointer.click(looking.page.canvas.viewport(), looking.at(120, 120))
    assert looking.page.editor.chosen == 1
    pointer.click(looking.page.tools.delete)
    assert looking.kinds() == [MarkKind.BAR]
