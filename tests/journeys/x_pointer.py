"""The pointer of an X display, moved by the X server itself: a window gets what a hand at a mouse would give it."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

_STEP_SECONDS = 0.012
_LEFT_BUTTON = 1
_TURNS = 5
_STEPS = 12


class Pointer:
    """Presses, moves and lets go through the server's XTEST extension; Qt hears of it as of any mouse."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        try:
            self._x = ctypes.CDLL("libX11.so.6")
            self._test = ctypes.CDLL("libXtst.so.6")
        except OSError:
            pytest.skip("needs the XTEST library: apt-get install libxtst6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._x.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._test.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p, *[ctypes.c_int] * 3, ctypes.c_ulong]
        self._test.XTestFakeButtonEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        # A display of its own, so that the pointer moves while the window's thread sits in a drag.
        self._display = self._x.XOpenDisplay(None)
        assert self._display, "no X display"

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    # --- what a hand does -------------------------------------------------------------------------------

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget that can be seen, by default in its middle."""
        self._settle(widget)
        place = _on_screen(widget, at)
        self._do(lambda: self._click([place]))

    def click_row(self, view: QListView, row: int) -> None:
        """Click on a row of a list or a card of a grid."""
        index = view.model().index(row, 0)
        assert index.isValid()
        self.click(view.viewport(), view.visualRect(index).center())

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Press at one place of a widget, move to another in steps, and let go."""
        self._settle(widget)
        first, last = _on_screen(widget, start), widget.mapToGlobal(end)
        way = [first + (last - first) * step / _STEPS for step in range(_STEPS + 1)]
        self._do(lambda: self._drag(way))

    # --- inside -----------------------------------------------------------------------------------------

    def _do(self, deed: Callable[[], None]) -> None:
        """Let the hand move beside the window, which goes on with its own turns meanwhile."""
        hand = threading.Thread(target=deed)
        hand.start()
        self._qtbot.waitUntil(lambda: not hand.is_alive(), timeout=20_000)
        hand.join()
        # What the server has sent is read in turns of the event loop, and Qt's own look at the buttons comes last.
        turns = iter(range(_TURNS))
        self._qtbot.waitUntil(lambda: next(turns, None) is None, timeout=8000)
        self._qtbot.waitUntil(lambda: QApplication.mouseButtons() == Qt.MouseButton.NoButton, timeout=8000)

    def _settle(self, widget: QWidget) -> None:
        """Wait until a widget stands still, as a person does before reaching for it."""
        seen: list[QRect] = []

        def is_still() -> bool:
            seen.append(QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size()))
            return widget.isVisible() and len(seen) > 3 and seen[-1] == seen[-2] == seen[-3] == seen[-4]

        self._qtbot.waitUntil(is_still, timeout=8000)

    def _click(self, way: Sequence[QPoint]) -> None:
        self._move(way[0])
        self._press(True)
        self._press(False)

    def _drag(self, way: Sequence[QPoint]) -> None:
        self._move(way[0])
        self._press(True)
        for place in way[1:]:
            self._move(place)
        self._move(way[-1])
        self._press(False)

    def _move(self, place: QPoint) -> None:
        self._test.XTestFakeMotionEvent(self._display, -1, place.x(), place.y(), 0)
        self._rest()

    def _press(self, is_down: bool) -> None:
        self._test.XTestFakeButtonEvent(self._display, _LEFT_BUTTON, int(is_down), 0)
        self._rest()

    def _rest(self) -> None:
        self._x.XSync(self._display, 0)
        time.sleep(_STEP_SECONDS)


def _on_screen(widget: QWidget, at: QPoint | None) -> QPoint:
    place = at if at is not None else widget.rect().center()
    assert widget.isVisible(), widget
    assert widget.visibleRegion().contains(place), (widget, place)
    return widget.mapToGlobal(place)
