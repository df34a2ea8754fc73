"""The window on an X display, as the user sees it; its pictures are kept for people to look at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from app.shell.clock import SystemClock
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import CTRL

pytestmark = pytest.mark.xcb


@pytest.fixture
def on_x(qapp: object) -> None:
    if QGuiApplication.platformName() != "xcb":
        pytest.skip("needs an X display: QT_QPA_PLATFORM=xcb xvfb-run python -m pytest -m xcb tests/journeys")


@pytest.fixture
def gallery() -> Path:
    folder = Path(os.environ.get("PINGJU_ARTEFACTS") or os.environ.get("CI_ARTEFACTS") or "ci-artefacts")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize(("width", "height"), [(1024, 700), (1600, 1000)])
def test_the_demo_from_the_welcome_to_the_dossier(
    on_x: None, open_window: OpenWindow, gallery: Path, width: int, height: int
) -> None:
    sitting = open_window(now=SystemClock())
    window, parts = sitting.window, sitting.parts
    window.resize(width, height)
    sitting.wait(lambda: (window.width(), window.height()) == (width, height))

    kept: list[QImage] = []

    def keep(name: str) -> None:
        sitting.idle()
        seen: list[QImage] = []

        def is_settled() -> bool:
            seen.append(on_screen(window))
            return len(seen) > 2 and seen[-1] == seen[-2] and is_new(seen[-1])

        sitting.wait(is_settled)
        kept.append(seen[-1])
        assert kept[-1].save(str(gallery / f"{name}-{width}x{height}.png"))

    def is_new(picture: QImage) -> bool:
        is_whole = (picture.width(), picture.height()) == (width, height) and has_content(picture)
        return is_whole and picture not in kept

    assert parts.welcome.isVisible()
    keep("1-welcome")
    sitting.click(parts.welcome_demo)
    sitting.qtbot.waitUntil(lambda: parts.orders.model.rowCount() >= 3, timeout=30_000)
    sitting.click_row(parts.orders.list, 0)
    evidence = parts.order_page.evidence
    sitting.wait(lambda: evidence.model.rowCount() >= 3)
    rows = range(evidence.model.rowCount())
    role = Qt.ItemDataRole.DecorationRole
    sitting.wait(lambda: all(evidence.model.data(evidence.model.index(row), role) is not None for row in rows))
    keep("2-evidence")
    sitting.show_tab(1)
    keep("3-facts")
    sitting.show_tab(2)
    keep("4-dossier")
    sitting.key(Qt.Key.Key_N, CTRL)
    sitting.wait(lambda: parts.pages.currentWidget() is parts.new_page)
    keep("5-new-order")


def on_screen(window: QWidget) -> QImage:
    """Return what the X server shows of the window after it painted itself."""
    window.repaint()
    return window.screen().grabWindow(window.winId()).toImage()


def has_content(picture: QImage) -> bool:
    """Whether many colours are in it: an empty window has one or two."""
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 5)}
    return len(colours) > 8
