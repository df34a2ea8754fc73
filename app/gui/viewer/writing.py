"""The line in which the words of a mark are typed, at the place where they will stand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.domain.marks import Mark, Region
from app.domain.text import LINE_LIMIT
from app.gui.viewer.canvas import Canvas


class WritingLine(QLineEdit):
    """Typed into over the picture; Enter or leaving it takes the words, Escape drops them."""

    written = Signal(object, str)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self._target: Mark | Region | None = None
        self.setAcceptDrops(False)
        self.setMaxLength(LINE_LIMIT)
        self.setFixedWidth(260)
        self.setPlaceholderText(self.tr("输入文字，按 Enter 完成"))
        self.setAccessibleName(self.tr("标注文字"))
        self.hide()

    def ask(self, target: Mark | Region, text: str) -> None:
        """Ask for the words of a mark, or of a new text in a region."""
        self._target = target
        self.setText(text)
        self.follow()
        self.show()
        self.setFocus()
        self.selectAll()

    def follow(self) -> None:
        """Stay where the words will stand while the picture moves."""
        if self._target is None:
            return
        region = self._target.region if isinstance(self._target, Mark) else self._target
        at = self._canvas.to_view(region.x, region.y).toPoint()
        room = self._canvas.viewport().size()
        self.move(
            min(max(at.x(), 4), max(room.width() - self.width() - 4, 4)),
            min(max(at.y(), 4), max(room.height() - self.sizeHint().height() - 4, 4)),
        )

    def finish(self) -> None:
        """Take what is typed."""
        self._end(is_kept=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is typed on Enter and drop it on Escape; neither key means the picture beneath."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._end(is_kept=event.key() != Qt.Key.Key_Escape)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what is typed when the line is left for good; an input method's window is no leaving."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.finish()

    def _end(self, *, is_kept: bool) -> None:
        target, self._target = self._target, None
        if target is None:
            return
        had_focus = self.hasFocus()
        self.hide()
        if had_focus:
            self._canvas.setFocus()
        if is_kept:
            self.written.emit(target, self.text())
