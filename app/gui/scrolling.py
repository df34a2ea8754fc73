"""Pages that scroll, and lines that end in “…” where they do not fit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a widget in a vertical scroll area, kept at its top."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holder)
    return area


class ElidedLabel(QLabel):
    """One line that ends in “…” where it does not fit, with the whole of it in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._full = ""
        self.setMinimumWidth(40)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def set_full_text(self, text: str) -> None:
        """Show a text as far as it fits."""
        self._full = text
        self.setAccessibleName(text)
        self._elide()

    def event(self, event: QEvent) -> bool:
        """Fit the text again where size or font changed."""
        handled = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._elide()
        return handled

    def _elide(self) -> None:
        line = self._full.replace("\n", " ")
        fitted = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, max(self.width() - 2, 20))
        self.setText(fitted)
        if not self.toolTip() or self.toolTip() == self._full or fitted != line:
            self.setToolTip(self._full if fitted != line else self.toolTip())
