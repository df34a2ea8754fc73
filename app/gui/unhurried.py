"""Small jobs done while nobody waits for them: pages made and dressed before they are shown for the first time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_EVERY_MS: Final = 12
_AT_ONCE_SECONDS: Final = 0.003
"""For how long jobs are done at a stretch; a job that takes longer stands alone."""

Job = Callable[[], object]


class Unhurried(QObject):
    """Does jobs in order, a few milliseconds at a time, between whatever else the window does."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: deque[Job] = deque()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_done(self) -> bool:
        """Whether no job is left."""
        return not self._jobs

    def add(self, *jobs: Job) -> None:
        """Do these jobs behind those that wait already."""
        self._jobs.extend(jobs)
        if self._jobs:
            self._timer.start()

    def dress(self, page: QWidget) -> None:
        """Give every part of a page its look, which takes longer than all else when it is first shown."""
        self.add(lambda: self._jobs.extendleft(reversed(list(_dressing(page)))))

    def _go_on(self) -> None:
        end = time.monotonic() + _AT_ONCE_SECONDS
        while self._jobs and time.monotonic() < end:
            self._jobs.popleft()()
        if not self._jobs:
            self._timer.stop()


def _dressing(page: QWidget) -> Iterator[Job]:
    # From the inside out: to dress a part dresses all that is in it as well, and that must not be much.
    for part in (*reversed(page.findChildren(QWidget)), page):
        yield partial(_dress, part)


def _dress(part: QWidget) -> None:
    # Others may have taken it away since.
    if isValid(part):
        part.ensurePolished()
