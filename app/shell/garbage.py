"""Python's garbage collector kept to the main thread.

A collection runs in whichever thread happens to allocate; in a worker it would destroy Qt objects that belong to the
main thread, and in the middle of a paint it stops the window for a quarter of a second.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

YOUNG_MS = 1000
FULL_EVERY = 30
"""A full collection comes after so many young ones, when nothing is under way."""


class GarbageCollector(QObject):
    """Collects by a timer instead of by allocation, for as long as it lives."""

    def __init__(self, is_idle: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_idle = is_idle
        self._turns = 0
        self._timer = QTimer(self, interval=YOUNG_MS)
        self._timer.timeout.connect(self._collect)
        self.destroyed.connect(lambda _gone: gc.enable())

    def start(self) -> None:
        """Take the collector over."""
        gc.disable()
        self._timer.start()

    def _collect(self) -> None:
        self._turns += 1
        if self._turns >= FULL_EVERY and self._is_idle():
            self._turns = 0
            gc.collect()
        else:
            gc.collect(1)
