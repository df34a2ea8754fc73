"""The list of bubbles: it asks for what stands before and behind as somebody scrolls, and keeps its place meanwhile."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView

from app.domain.chats import MessageId
from app.domain.conversations import Message
from app.gui import theme
from app.gui.chats.bubbles import BubbleDelegate
from app.gui.chats.desk import Bubble, ChatPage
from app.gui.chats.model import BUBBLE_ROLE, ChatModel

_NEAR: Final = 1500
"""So many pixels before an end of what is held, the list asks for more."""


class ChatView(QListView):
    """Shows one conversation around a place."""

    earlier_wanted = Signal(object, int)
    later_wanted = Signal(object, int)
    message_chosen = Signal(object)
    end_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.chat = ChatModel(self)
        self.setModel(self.chat)
        self.bubbles = BubbleDelegate(self, self.chat)
        self.setItemDelegate(self.bubbles)
        self.setAccessibleName(self.tr("消息"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(12 * theme.UNIT)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._is_waiting = False
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look_around())
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def chosen(self) -> Message | None:
        """The message that is chosen."""
        bubble = self.currentIndex().data(BUBBLE_ROLE)
        return bubble.message if isinstance(bubble, Bubble) else None

    @property
    def chosen_bubble(self) -> Bubble | None:
        """The message that is chosen, with what was found in it."""
        bubble = self.currentIndex().data(BUBBLE_ROLE)
        return bubble if isinstance(bubble, Bubble) else None

    def show_page(self, page: ChatPage) -> None:
        """Show a part of a conversation: the same as before in its place, or another from its focus on."""
        self._is_waiting = False
        if page.focus is None and self.chat.renew(page):
            return
        kept = self.chosen.id if page.focus is None and self.chosen else None
        self.bubbles.forget()
        self.chat.start(page)
        row = self.chat.row_of(kept) if kept is not None else -1
        if page.focus is not None:
            row = page.focus - page.offset
        if 0 <= row < self.chat.rowCount():
            self._choose(row)
        QTimer.singleShot(0, self, self._look_around)

    def add_earlier(self, page: ChatPage) -> None:
        """Show the messages before; what is seen stays where it is."""
        self._is_waiting = False
        with_anchor = self._anchor()
        self.chat.add_earlier(page)
        self._restore(with_anchor)

    def add_later(self, page: ChatPage) -> None:
        """Show the messages behind; what is seen stays where it is."""
        self._is_waiting = False
        with_anchor = self._anchor()
        self.chat.add_later(page)
        self._restore(with_anchor)

    def highlight(self, query: str) -> None:
        """Mark the words of a query in the messages."""
        self.bubbles.query = query
        self.viewport().update()

    def go(self, key: MessageId) -> bool:
        """Choose a message that is held; False where it is not."""
        row = self.chat.row_of(key)
        if row >= 0:
            self._choose(row)
        return row >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the conversation's own first and last message by Home and End."""
        is_end = event.key() == Qt.Key.Key_End
        if event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.chat.rowCount():
            if self.chat.has_later if is_end else self.chat.has_earlier:
                self.end_wanted.emit(is_end)
            else:
                self._choose(self.chat.rowCount() - 1 if is_end else 0)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is seen where it is when bubbles get other heights."""
        anchor = self._anchor() if event.size().width() != event.oldSize().width() else None
        super().resizeEvent(event)
        self._restore(anchor)

    def _choose(self, row: int) -> None:
        index = self.chat.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.doItemsLayout()
        self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def _anchor(self) -> tuple[MessageId, int] | None:
        seen = self.indexAt(self.viewport().rect().center())
        bubble = seen.data(BUBBLE_ROLE)
        return (bubble.message.id, self.visualRect(seen).top()) if isinstance(bubble, Bubble) else None

    def _restore(self, anchor: tuple[MessageId, int] | None) -> None:
        if anchor is None:
            return
        row = self.chat.row_of(anchor[0])
        if row < 0:
            return
        self.doItemsLayout()
        moved = self.visualRect(self.chat.index(row)).top() - anchor[1]
        if moved:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + moved)

    def _look_around(self) -> None:
        conversation = self.chat.conversation
        if conversation is None or self._is_waiting:
            return
        bar = self.verticalScrollBar()
        if self.chat.has_earlier and bar.value() < bar.minimum() + _NEAR:
            self._is_waiting = True
            self.earlier_wanted.emit(conversation, self.chat.offset)
        elif self.chat.has_later and bar.value() > bar.maximum() - _NEAR:
            self._is_waiting = True
            self.later_wanted.emit(conversation, self.chat.offset + self.chat.rowCount())

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.message_chosen.emit(current.data(BUBBLE_ROLE))
