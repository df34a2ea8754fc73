"""How many files a dossier will come in, told before it is exported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.casework.dossier_preview import Composed, count_files
from app.domain.errors import PingjuError
from app.gui.tasks import Task, TaskRunner


class Sizing(QObject):
    """Counts aside; the dossier that was asked about last wins.

    `counted` carries the files, the bytes in one piece and the limit, `refused` the error that an export would end in.
    """

    counted = Signal(int, int, int)
    refused = Signal(object)

    def __init__(self, runner: TaskRunner, vault_folder: Path, resources: Path) -> None:
        super().__init__()
        self._runner = runner
        self._folder = vault_folder
        self._fonts = resources / "fonts"
        self._task: Task | None = None

    def count(self, found: Composed, max_bytes: int) -> None:
        """Count the files of a dossier; an earlier count is dropped."""
        self.stop()
        self._task = self._runner.aside(
            lambda steps: count_files(found.dossier, self._folder, fonts=self._fonts, max_bytes=max_bytes, steps=steps),
            lambda counted: self.counted.emit(*counted, max_bytes),
            failed=self._on_failed,
        )

    def stop(self) -> None:
        """Drop the count that is under way."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, PingjuError):
            self.refused.emit(error)
        else:
            self._runner.failed.emit(error)
