"""The search box at the top of the window: results as one types, opened by the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.casework.search import Hit
from app.gui import theme
from app.gui.fields import StepsPassedOn
from app.gui.search.desk import SearchDesk
from app.gui.search.model import matching_commands
from app.gui.search.panel import WIDTH, SearchPanel
from app.gui.tasks import TaskRunner

ASK_AFTER_MS: Final = 120
"""How long typing rests before the vault is asked."""
COMMANDS_ONLY: Final = ">"
_MOST_COMMANDS: Final = 8


class SearchBox(QLineEdit):
    """Takes a query; `opened` carries a hit's kind, its id, its order (or None) and the query.

    `entered` tells that somebody begins to look for something, `read_asked` that pictures shall be read first.
    """

    opened = Signal(str, int, object, str)
    entered = Signal()
    read_asked = Signal()

    def __init__(self, runner: TaskRunner, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._actions: list[QAction] = []
        self.setPlaceholderText(self.tr("搜索或命令  Ctrl+K"))
        self.setAccessibleName(self.tr("搜索全部内容或命令"))
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)
        self.setMinimumWidth(140)
        self.panel = SearchPanel(window)
        self.desk = SearchDesk(runner)
        self._resting = QTimer(self, interval=ASK_AFTER_MS, singleShot=True)
        self._resting.timeout.connect(self._ask)
        self.textEdited.connect(self._on_typed)
        self.textChanged.connect(lambda text: self._show([]) if not text and self.hasFocus() else None)
        self.desk.found.connect(self._on_found)
        self.panel.hit_chosen.connect(self._open)
        self.panel.command_chosen.connect(self._run)
        self.panel.read_asked.connect(self._ask_to_read)
        window.installEventFilter(self)
        StepsPassedOn(self)

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Offer these commands of the window too."""
        self._actions = list(actions)

    def start(self, text: str | None = None) -> None:
        """Take the focus, with all that stands in the box chosen, or with a text typed in."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text is not None:
            self.setText(text)
        self.selectAll()
        self._on_typed(self.text())

    def leave(self) -> None:
        """Close the list and give the focus back to the page."""
        self.panel.hide()
        self.desk.forget()
        self._resting.stop()
        self.clearFocus()

    def show_unread(self, count: int) -> None:
        """Say how many pictures were not read yet."""
        self.panel.show_unread(count)
        if self.panel.isVisible():
            self._place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that somebody begins."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list where the user goes elsewhere; not where another program takes the focus for a while."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.panel.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the list, open, or close it."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.panel.isVisible():
                self.panel.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Down:
                self._on_typed(self.text())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.panel.isVisible():
                self.panel.choose()
            case Qt.Key.Key_Escape:
                self._escape()
            case _:
                super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the list beneath the box when the window's size changes."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.panel.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _escape(self) -> None:
        # First the words go, then the list, then the focus.
        if self.text():
            self.clear()
            self._on_typed("")
        else:
            self.leave()

    def _on_typed(self, text: str) -> None:
        if text.strip() and not text.startswith(COMMANDS_ONLY):
            self._resting.start()
        else:
            self._resting.stop()
            self.desk.forget()
            self._show([])

    def _ask(self) -> None:
        self.desk.ask(self.text())

    def _on_found(self, query: str, hits: list[Hit]) -> None:
        if self.hasFocus() and query == self.text():
            self._show(hits)

    def _show(self, hits: Sequence[Hit]) -> None:
        if not self.hasFocus():
            return
        query = self.text().removeprefix(COMMANDS_ONLY).strip()
        commands = matching_commands(self._actions, query)
        is_search = bool(query) and not self.text().startswith(COMMANDS_ONLY)
        self.panel.show_found(query, hits, commands[:_MOST_COMMANDS] if is_search else commands)
        self._place()

    def _place(self) -> None:
        corner = self.mapTo(self._window, QPoint(0, self.height() + theme.UNIT))
        width = self._window.width() - 2 * theme.UNIT
        x = max(min(corner.x(), width - min(WIDTH, width)), 2 * theme.UNIT)
        self.panel.place(x, corner.y(), width - x, self._window.height() - corner.y() - 2 * theme.UNIT)

    def _open(self, hit: Hit) -> None:
        query = self.text()
        self.leave()
        self.opened.emit(hit.kind.value, hit.id, hit.order, query)

    def _ask_to_read(self) -> None:
        self.leave()
        self.read_asked.emit()

    def _run(self, action: QAction) -> None:
        self.clear()
        self.leave()
        action.trigger()
