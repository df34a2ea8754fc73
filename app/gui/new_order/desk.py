"""Reading the screenshots that wait for a new order, one after the other, in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.casework.ocr import OcrMissing, OcrSession, is_available
from app.casework.screen_reading import SeenField, best_fields, read_incoming
from app.gui.evidence.incoming import Bring
from app.gui.tasks import TaskRunner


class ReadingDesk(QObject):
    """Keeps one reader for the window; it starts with the first picture."""

    missing = Signal()
    started = Signal()
    fields_read = Signal(list)

    def __init__(self, runner: TaskRunner, resources: Path) -> None:
        super().__init__()
        self._runner = runner
        self.session = OcrSession(resources)
        self._pages: list[tuple[SeenField, ...]] = []

    def forget(self) -> None:
        """Forget what was read for the form before."""
        self._pages = []

    def read(self, bring: Bring) -> None:
        """Read what was dropped; without the optional extra it is only told that this cannot be done."""
        if not is_available():
            self.missing.emit()
            return
        self.started.emit()

        def read(pages: list[tuple[SeenField, ...]]) -> None:
            self._pages += pages
            self.fields_read.emit(best_fields(self._pages))

        def failed(error: BaseException) -> None:
            self.fields_read.emit(best_fields(self._pages))
            if not isinstance(error, OcrMissing):
                self._runner.failed.emit(error)

        self._runner.aside(
            lambda steps: read_incoming(self.session, bring(), steps=steps),
            read,
            failed=failed,
            label=self.tr("正在识别截图"),
        )

    def close(self) -> None:
        """End the reader."""
        self.session.close()
