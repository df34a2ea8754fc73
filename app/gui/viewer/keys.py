"""The keys of the viewer that mean marks and text; the canvas scrolls and zooms by the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.gui.viewer.canvas import STEP
from app.gui.viewer.tools import KEYS, Tool

if TYPE_CHECKING:
    from app.gui.viewer.page import ViewerPage

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_TOOLS: Final = {key: tool for tool, key in KEYS.items()}


class ViewerKeys(QObject):
    """Takes the keys pressed on the canvas before it does."""

    def __init__(self, page: ViewerPage) -> None:
        super().__init__(page)
        self._page = page

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key that means something here."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._keep_from_window(event)
            if event.type() == QEvent.Type.KeyPress and self._on_key(event):
                return True
        return super().eventFilter(watched, event)

    def _keep_from_window(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            # An undo takes back what was just moved by keys, which therefore has to be saved before.
            self._page.editor.flush()
        elif event.key() == Qt.Key.Key_Delete or event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
            return True
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        page, editor = self._page, self._page.editor
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if event.matches(QKeySequence.StandardKey.Copy):
            page.copy_text()
        elif event.matches(QKeySequence.StandardKey.SelectAll) and page.text.is_active:
            page.text.choose_all()
        elif key in _ARROWS and editor.chosen is not None:
            step = 10 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
            dx, dy = _ARROWS[key]
            is_resizing = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            editor.nudge(dx * step, dy * step, is_resizing=is_resizing)
        elif modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return self._on_zoom_key(key)
        elif key in _TOOLS:
            page.choose_tool(_TOOLS[key])
        else:
            return self._on_plain_key(key)
        return True

    def _on_zoom_key(self, key: Qt.Key) -> bool:
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self._page.canvas.zoom_by(STEP)
        elif key == Qt.Key.Key_Minus:
            self._page.canvas.zoom_by(1 / STEP)
        else:
            return False
        return True

    def _on_plain_key(self, key: Qt.Key) -> bool:
        editor = self._page.editor
        match key:
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                editor.delete_chosen()
            case Qt.Key.Key_Comma | Qt.Key.Key_Period:
                editor.choose_next(1 if key == Qt.Key.Key_Period else -1)
            case Qt.Key.Key_S:
                self._page.next_suggestion()
            case Qt.Key.Key_I:
                self._page.head.facts.toggle()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._on_enter()
            case Qt.Key.Key_Escape if editor.tool is not Tool.SELECT or editor.chosen is not None:
                editor.choose(None)
                self._page.choose_tool(Tool.SELECT)
            case _:
                return False
        return True

    def _on_enter(self) -> None:
        page = self._page
        if page.suggestions.accept_present():
            return
        if page.editor.tool.kind is not None and page.editor.chosen is None:
            middle = QRectF(page.canvas.viewport().rect()).center()
            page.editor.place(page.canvas.to_picture(middle))
        else:
            page.editor.edit_chosen()
