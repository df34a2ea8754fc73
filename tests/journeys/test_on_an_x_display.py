"""The window on an X display, as the user sees it; its pictures are kept for people to look at."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from app.domain.cancellation import CancelEvent
from app.shell.clock import SystemClock
from tests.cli.terminal import Terminal
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import CTRL, Sitting
from tests.journeys.at_the_case import COMMON, AtTheCase, SetClock, bought

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


class Photographer:
    """Keeps a picture of the window once it stands still and differs from those before."""

    def __init__(self, sitting: Sitting, folder: Path, width: int, height: int) -> None:
        self._sitting = sitting
        self._folder = folder
        self._size = width, height
        self._kept: list[QImage] = []
        window = sitting.window
        window.resize(width, height)
        sitting.wait(lambda: (window.width(), window.height()) == self._size)

    def keep(self, name: str) -> None:
        self._sitting.idle()
        seen: list[QImage] = []

        def is_settled() -> bool:
            seen.append(on_screen(self._sitting.window))
            return len(seen) > 2 and seen[-1] == seen[-2] and self._is_new(seen[-1])

        self._sitting.wait(is_settled)
        self._kept.append(seen[-1])
        width, height = self._size
        assert seen[-1].save(str(self._folder / f"{name}-{width}x{height}.png"))

    def _is_new(self, picture: QImage) -> bool:
        is_whole = (picture.width(), picture.height()) == self._size and has_content(picture)
        return is_whole and picture not in self._kept


SIZES = pytest.mark.parametrize(("width", "height"), [(1024, 700), (1600, 1000)])


@SIZES
def test_the_demo_from_the_welcome_to_the_dossier(
    on_x: None, open_window: OpenWindow, gallery: Path, width: int, height: int
) -> None:
    sitting = open_window(now=SystemClock())
    parts = sitting.parts
    camera = Photographer(sitting, gallery, width, height)
    assert parts.welcome.isVisible()
    camera.keep("1-welcome")
    sitting.click(parts.welcome_demo)
    sitting.qtbot.waitUntil(lambda: parts.orders.model.rowCount() >= 3, timeout=90_000)
    sitting.click_row(parts.orders.list, 0)
    evidence = parts.order_page.evidence
    sitting.wait(lambda: evidence.model.rowCount() >= 3)
    rows = range(evidence.model.rowCount())
    role = Qt.ItemDataRole.DecorationRole
    sitting.wait(lambda: all(evidence.model.data(evidence.model.index(row), role) is not None for row in rows))
    camera.keep("2-evidence")
    sitting.show_tab(1)
    camera.keep("3-facts")
    sitting.show_tab(2)
    camera.keep("4-dossier")
    sitting.key(Qt.Key.Key_N, CTRL)
    sitting.wait(lambda: parts.pages.currentWidget() is parts.new_page)
    camera.keep("5-new-order")


@SIZES
def test_a_case_today_and_the_rules(
    on_x: None,
    open_window: OpenWindow,
    terminal: Terminal,
    gallery: Path,
    picture_file: Callable[..., Path],
    width: int,
    height: int,
) -> None:
    clock = SetClock("2026-09-01 12:20")
    for number, promise, product in (("KM001", "10m", "腾讯游戏点券 100元"), ("KM002", "2h", "网易游戏点卡 50元")):
        bought(terminal.vault, number, promise=promise, product=product)
    bought(terminal.vault, "KM003", promise="3d", product="移动话费 100元", merchant="话费小铺")
    user = AtTheCase(open_window(terminal.vault, now=clock), clock, terminal)
    sitting, parts = user.sitting, user.sitting.parts
    camera = Photographer(sitting, gallery, width, height)
    user.come_back("2026-09-01 12:42", "已经算延迟发货")
    camera.keep("11-case-start")
    user.begin("late_delivery")
    camera.keep("12-case-message")
    user.press(user.page.card.record)
    camera.keep("13-case-strip")
    user.finish(
        CancelEvent.SUBMIT, proofs=[picture_file(1, name="Screenshot_20260901-124136.png")], note="请取消并全额退款"
    )
    user.tell(CancelEvent.REFUSE, note="库存已锁定，无法取消")
    camera.keep("14-case-refused")
    user.send()
    camera.keep("15-case-review")
    sitting.reach(user.page.deadlines.parts[-1])
    camera.keep("16-case-deadlines")
    clock.set("2026-09-03 12:43")
    user.look_at_today()
    camera.keep("17-today")
    sitting.click(parts.places.button("platforms"))
    sitting.wait(lambda: len(parts.platforms.clauses.views) == COMMON)
    camera.keep("18-platforms")
    sitting.click(parts.platforms.clauses.add)
    camera.keep("19-platforms-form")
    sitting.click(parts.places.button("merchants"))
    camera.keep("20-merchants")
    sitting.click(parts.places.button("purchase"))
    for name, here, there in (
        ("product", "腾讯游戏点券 100元", "网易游戏点券 100元"),
        ("face_value", "100元", "50元"),
        ("account", "10001", "10001"),
    ):
        sitting.fill(parts.purchase.rows[name].intended, here)
        sitting.fill(parts.purchase.rows[name].shown, there)
    camera.keep("21-purchase")


def on_screen(window: QWidget) -> QImage:
    """Return what the X server shows of the window after it painted itself."""
    window.repaint()
    return window.screen().grabWindow(window.winId()).toImage()


def has_content(picture: QImage) -> bool:
    """Whether many colours are in it: an empty window has one or two."""
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 5)}
    return len(colours) > 8
