"""Asking where a file shall go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.evidence import Evidence
from app.gui.desk import Desk


class Saving(QObject):
    """Writes what the user asks for to where the user says."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk

    def original(self, item: Evidence) -> None:
        """Ask where to and write an original's exact bytes."""
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("另存原件"), str(Path.home() / item.name))
        if name:
            self._desk.export_original(item.id, Path(name))
