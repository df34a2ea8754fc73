"""What is known of a merchant, as one quiet line beneath its name."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel

from app.casework.merchants import MerchantRecord
from app.gui import theme
from app.gui.words import say


class ConductHint(QLabel):
    """Says how a merchant dealt with cancellations; hidden where nothing is known."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.words = ""
        self._is_warning = False
        self.hide()

    def show_conduct(self, record: MerchantRecord | None) -> None:
        """Show what is known of a merchant, or nothing."""
        self.setVisible(record is not None)
        self._is_warning = record is not None and record.conduct.has_trouble
        pattern = self.tr("小心，{}：{}") if self._is_warning else self.tr("{}：{}")
        self.words = pattern.format(record.name, say(record.conduct.words)) if record else ""
        self.setAccessibleName(self.words)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another theme."""
        super().changeEvent(event)
        # A style sheet of its own would be another change of style.
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._draw()

    def _draw(self) -> None:
        colours = theme.tokens()
        colour = colours.amber if self._is_warning else colours.muted
        self.setText(f'<span style="color:{colour}">{html.escape(self.words)}</span>' if self.words else "")
