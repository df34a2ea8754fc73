"""Reading the pictures that nobody has looked at yet, so that their words are found; begun and stopped by the user."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.casework import readings
from app.casework.ocr import OcrMissing, OcrSession, is_available
from app.casework.readings import ToRead
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.readings import Reading
from app.gui.tasks import Task, TaskRunner


class RestReader(QObject):
    """Reads one picture after the other; `counted` carries how many wait, `told` what came of it."""

    counted = Signal(int)
    told = Signal(str)

    def __init__(self, runner: TaskRunner, session: OcrSession) -> None:
        super().__init__()
        self._runner = runner
        self._session = session
        self._waiting: deque[ToRead] = deque()
        self._all = self._unread = 0
        self._task: Task | None = None

    def count(self) -> None:
        """Count the pictures that were not read yet; none where they could not be read now."""
        if not is_available() or self._task is not None:
            self.counted.emit(0)
            return
        self._runner.with_vault(lambda vault, _steps: len(_to_read(vault)), self.counted.emit)

    def start(self) -> None:
        """Read them all, until the user cancels."""
        if self._task is None:
            self._runner.with_vault(lambda vault, _steps: _to_read(vault), self._begin)

    def _begin(self, waiting: list[ToRead]) -> None:
        if self._task is None and waiting:
            self._waiting, self._all, self._unread = deque(waiting), len(waiting), 0
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._task = None
            words = self.tr("已识别 {} 张截图的文字").format(self._all - self._unread)
            if self._unread:
                words += self.tr("，{} 张读不出来").format(self._unread)
            self.told.emit(words)
            return
        one = self._waiting.popleft()
        number = self._all - len(self._waiting)

        def read(steps: Steps) -> Reading:
            return self._session.read(Path(one.path), one.media_type, name=one.name, steps=steps)[0]

        label = self.tr("正在识别截图的文字 {}/{}").format(number, self._all)
        task = self._runner.aside(read, lambda reading: self._keep(one, reading, task), failed=self._fail, label=label)
        self._task = task
        self._runner.task_ended.connect(self._on_ended)

    def _keep(self, one: ToRead, reading: Reading, task: Task) -> None:
        def keep(vault: Vault, _steps: Steps) -> None:
            readings.keep_reading(vault, one.sha256, reading)

        def stop(error: BaseException) -> None:
            self._task = None
            self._runner.failed.emit(error)

        self._runner.with_vault(keep, lambda _none: None if task.is_cancelled else self._next(), failed=stop)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, OcrMissing):
            self._task = None
            self._runner.failed.emit(error)
            return
        # One picture that cannot be read is no reason to leave out the others.
        self._unread += 1
        self._next()

    def _on_ended(self, task: Task) -> None:
        if task is self._task:
            self._runner.task_ended.disconnect(self._on_ended)
            if task.is_cancelled:
                self._task = None


def _to_read(vault: Vault) -> list[ToRead]:
    """Return what can be read and kept: nothing in a vault that is open for reading only."""
    return [] if vault.is_read_only else readings.to_read(vault)
