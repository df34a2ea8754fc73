"""Marking evidence on an X display: a real drag for every tool, undone and redone, looked at in both themes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.marks import HiddenKind, Mark, MarkKind, Region
from app.gui import theme
from app.gui.viewer.tools import KEYS, Tool
from app.shell import paths
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import CTRL
from tests.gui.viewer.looking import Looking, screenshot
from tests.journeys.cases import record_with_evidence

pytestmark = pytest.mark.xcb

SIZES = pytest.mark.parametrize(("width", "height"), [(1024, 700), (1600, 1000)])
DRAGGED = {
    Tool.BOX: ((40, 30), (300, 110)),
    Tool.ARROW: ((480, 200), (320, 90)),
    Tool.HIGHLIGHT: ((40, 220), (400, 250)),
    Tool.BAR: ((40, 280), (300, 304)),
    Tool.MOSAIC: ((320, 280), (480, 330)),
}


@pytest.fixture
def on_x(qapp: object) -> None:
    if QGuiApplication.platformName() != "xcb":
        pytest.skip("needs an X display: QT_QPA_PLATFORM=xcb xvfb-run python -m pytest -m xcb tests/journeys")


@pytest.fixture
def folder() -> Path:
    found = Path(os.environ.get("PINGJU_ARTEFACTS") or os.environ.get("CI_ARTEFACTS") or "ci-artefacts")
    found.mkdir(parents=True, exist_ok=True)
    return found


@SIZES
def test_every_tool_is_drawn_with_undone_and_kept(
    on_x: None, open_window: OpenWindow, tmp_path: Path, folder: Path, width: int, height: int
) -> None:
    files = [screenshot(tmp_path / "promise.png"), screenshot(tmp_path / "status.png", colour="#1A7F4B")]
    record_with_evidence(tmp_path, files)
    sitting = open_window()
    sitting.choose_order()
    sitting.window.resize(width, height)
    looking = Looking(sitting).open()
    looking.page.canvas.zoom_to(1.0)
    for tool, (start, end) in DRAGGED.items():
        looking.tool(KEYS[tool])
        looking.drag(start, end)
    looking.tool(Qt.Key.Key_N)
    looking.click(450, 60)
    looking.tool(Qt.Key.Key_T)
    looking.click(60, 150)
    sitting.type("十分钟到账\n")
    every = [MarkKind(tool.value) for tool in DRAGGED] + [MarkKind.CALLOUT, MarkKind.TEXT]
    assert looking.kinds() == every
    looking.page.editor.choose(None)
    keep(looking, folder / f"31-marks-{width}x{height}.png")
    for _ in every:
        sitting.key(Qt.Key.Key_Z, CTRL)
    sitting.wait(lambda: looking.stored().marks == ())
    for _ in every:
        sitting.key(Qt.Key.Key_Y, CTRL)
    sitting.wait(lambda: looking.kinds() == every)
    looking.tool(Qt.Key.Key_C)
    looking.drag((20, 20), (500, 350))
    assert looking.stored().crop == Region(20, 20, 480, 330)
    original = sitting.evidence()[0].original
    assert sitting.verified().is_sound
    assert original.sha256 == looking.item().original.sha256
    looking.page.show_suggestions([Mark(MarkKind.BAR, Region(60, 60, 200, 24), hidden=HiddenKind.PHONE)])
    sitting.click(looking.page.hiding.all)
    assert looking.stored().marks[-1].hidden is HiddenKind.PHONE


@SIZES
def test_the_viewer_in_the_dark(
    on_x: None,
    open_window: OpenWindow,
    tmp_path: Path,
    folder: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    height: int,
) -> None:
    monkeypatch.setattr(theme, "tokens", lambda: theme.DARK)
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    try:
        record_with_evidence(
            tmp_path, [screenshot(tmp_path / "a.png"), screenshot(tmp_path / "b.png", colour="#C0362C")]
        )
        sitting = open_window()
        sitting.choose_order()
        sitting.window.resize(width, height)
        looking = Looking(sitting).open()
        sitting.click(looking.page.head.beside)
        sitting.wait(lambda: looking.page.beside.canvas.tiles.is_settled)
        keep(looking, folder / f"32-beside-dark-{width}x{height}.png")
    finally:
        monkeypatch.undo()
        theme.apply(qapp, paths.resources() / "icons")


def keep(looking: Looking, file: Path) -> None:
    """Keep what the X server shows once it stands still and shows the page."""
    window = looking.sitting.window
    seen: list[QImage] = []

    def is_settled() -> bool:
        seen.append(on_screen(window))
        return len(seen) > 3 and seen[-1] == seen[-2] == seen[-3]

    looking.settle()
    looking.sitting.wait(is_settled)
    picture = seen[-1]
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 5)}
    assert len(colours) > 8
    assert picture.save(str(file))


def on_screen(window: QWidget) -> QImage:
    window.repaint()
    return window.screen().grabWindow(window.winId()).toImage()
