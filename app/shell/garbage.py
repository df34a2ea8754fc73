"""Python's garbage collector kept to the main thread, and kept short.

A collection runs in whichever thread happens to allocate; in a worker it would destroy Qt objects that belong to the
main thread, and in the middle of a paint it stops the window. A full one walks through all that lives: 45 ms for the
80,000 objects of a window with its pages (measured), which is as long as the whole window may stand still.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

YOUNG_MS: Final = 1000
FULL_EVERY: Final = 30
"""A full collection comes after so many young ones, when nothing is under way."""
THOROUGH_EVERY: Final = 10
"""While the user is in another program, what was frozen is looked through after so many full collections."""
MOST_OBJECTS: Final = 15_000
"""From so many objects on what survived is frozen; to walk through fewer takes less than 10 ms."""


class GarbageCollector(QObject):
    """Collects by a timer instead of by allocation, for as long as it lives.

    What has survived is frozen, so that no collection walks through it again: the window's pages and the modules stay
    for good. What of it became garbage after all is found in the thorough collections, while nobody looks.
    """

    def __init__(self, is_idle: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_idle = is_idle
        self._turns = 0
        self._since_thorough = 0
        self._timer = QTimer(self, interval=YOUNG_MS)
        self._timer.timeout.connect(self._collect)
        self.destroyed.connect(_let_go)

    def start(self) -> None:
        """Take the collector over."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def _collect(self) -> None:
        self._turns += 1
        if self._turns < FULL_EVERY or not self._is_idle():
            gc.collect(1)
            # Each young collection makes its survivors old; what gathers there would make the next full one long.
            if len(gc.get_objects(2)) > MOST_OBJECTS:
                gc.freeze()
            return
        self._turns = 0
        self._since_thorough += 1
        if self._since_thorough >= THOROUGH_EVERY and _is_away():
            self._since_thorough = 0
            gc.unfreeze()
            gc.collect()
            gc.freeze()
        else:
            gc.collect()


def _is_away() -> bool:
    return QGuiApplication.applicationState() is not Qt.ApplicationState.ApplicationActive


def _let_go(_gone: object = None) -> None:
    gc.unfreeze()
    gc.enable()
