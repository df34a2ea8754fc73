"""How many files a dossier will come in, told before it is exported, and what becomes of one that is over its limit."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QVBoxLayout, QWidget

from app.casework.dossier_preview import Composed
from app.casework.dossier_sizes import count_files, helps_to_reduce
from app.domain.errors import PingjuError
from app.gui import theme
from app.gui.tasks import Task, TaskRunner
from app.gui.ticks import ChoiceDot


class Sizing(QObject):
    """Counts aside; the dossier that was asked about last wins.

    `counted` carries the size (`Size`) and the limit in bytes, `refused` the error that an export would end in and
    whether reduced pictures may be the way out.
    """

    counted = Signal(object, int)
    refused = Signal(object, bool)

    def __init__(self, runner: TaskRunner, vault_folder: Path, resources: Path) -> None:
        super().__init__()
        self._runner = runner
        self._folder = vault_folder
        self._fonts = resources / "fonts"
        self._task: Task | None = None

    def count(self, found: Composed, max_bytes: int, fit_dpi: int | None = None) -> None:
        """Count the files of a dossier, reduced to `fit_dpi` where it is over the limit; earlier counts are dropped."""
        self.stop()

        def failed(error: BaseException) -> None:
            if isinstance(error, PingjuError):
                self.refused.emit(error, helps_to_reduce(found.dossier, error))
            else:
                self._runner.failed.emit(error)

        self._task = self._runner.aside(
            lambda steps: count_files(
                found.dossier, self._folder, fonts=self._fonts, max_bytes=max_bytes, fit_dpi=fit_dpi, steps=steps
            ),
            lambda size: self.counted.emit(size, max_bytes),
            failed=failed,
        )

    def stop(self) -> None:
        """Drop the count that is under way."""
        if self._task is not None:
            self._task.cancel()
            self._task = None


class SizeChoice(QWidget):
    """Parts or reduced pictures, with a line that says what the chosen one means; `changed` tells of a new choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("超过上限时"))
        self.parts = ChoiceDot(self.tr("分成多份"))
        self.reduce = ChoiceDot(self.tr("缩小图片（原图不附）"))
        self._meanings = {
            self.parts: self.tr("图片不变，几份共用一个目录和页码。"),
            self.reduce: self.tr("页上会注明，凭据库里原件不变。"),
        }
        self._note = QLabel(wordWrap=True)
        self._note.setObjectName("meta")
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.UNIT, 0, 0)
        layout.setSpacing(0)
        for dot, meaning in self._meanings.items():
            dot.setAccessibleDescription(meaning)
            self._group.addButton(dot)
            layout.addWidget(dot)
        layout.addWidget(self._note)
        self.parts.setChecked(True)
        self._say()
        self._group.buttonToggled.connect(self._on_toggled)

    def _on_toggled(self, _button: object, is_on: bool) -> None:
        if is_on:
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        chosen = next(dot for dot in self._meanings if dot.isChecked())
        self._note.setText(self._meanings[chosen])
