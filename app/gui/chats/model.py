"""The part of a conversation around what is seen, as a Qt model: it grows at both ends and lets go of what is far."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.chats import MessageId, Role, TimeKnown
from app.domain.conversations import Conversation, Message
from app.domain.dialogue_hints import Hint, HintKind
from app.domain.times import SHANGHAI
from app.gui.chats.desk import Bubble, ChatPage
from app.gui.words import say

BUBBLE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
DAY_ROLE: Final = Qt.ItemDataRole.UserRole + 2
MOST_ROWS: Final = 500
"""So many messages are held; a list with rows of many heights looks at all of its rows at each change."""
Index = QModelIndex | QPersistentModelIndex


class ChatModel(QAbstractListModel):
    """One row a message; `offset` messages of the conversation stand before the first row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.conversation: Conversation | None = None
        self.offset = 0
        self.bubbles: list[Bubble] = []

    @property
    def has_earlier(self) -> bool:
        """Whether messages stand before the first row."""
        return self.offset > 0

    @property
    def has_later(self) -> bool:
        """Whether messages stand behind the last row."""
        total = self.conversation.messages if self.conversation else 0
        return self.offset + len(self.bubbles) < total

    def start(self, page: ChatPage) -> None:
        """Show a part of a conversation."""
        self.beginResetModel()
        self.conversation, self.offset, self.bubbles = page.conversation, page.offset, list(page.bubbles)
        self.endResetModel()

    def renew(self, page: ChatPage) -> bool:
        """Show the same messages as they are now; False where they are others."""
        known = [bubble.message.id for bubble in self.bubbles]
        if page.offset != self.offset or [bubble.message.id for bubble in page.bubbles] != known:
            return False
        self.conversation, self.bubbles = page.conversation, list(page.bubbles)
        if known:
            self.dataChanged.emit(self.index(0), self.index(len(known) - 1))
        return True

    def add_earlier(self, page: ChatPage) -> None:
        """Show the messages before, and let go of the last ones where there are too many."""
        if not self._is_of(page) or page.offset + len(page.bubbles) != self.offset or not page.bubbles:
            return
        self.beginInsertRows(QModelIndex(), 0, len(page.bubbles) - 1)
        self.bubbles[:0] = page.bubbles
        self.offset = page.offset
        self.endInsertRows()
        if len(self.bubbles) > MOST_ROWS:
            self.beginRemoveRows(QModelIndex(), MOST_ROWS, len(self.bubbles) - 1)
            del self.bubbles[MOST_ROWS:]
            self.endRemoveRows()

    def add_later(self, page: ChatPage) -> None:
        """Show the messages behind, and let go of the first ones where there are too many."""
        if not self._is_of(page) or page.offset != self.offset + len(self.bubbles) or not page.bubbles:
            return
        first = len(self.bubbles)
        self.beginInsertRows(QModelIndex(), first, first + len(page.bubbles) - 1)
        self.bubbles.extend(page.bubbles)
        self.endInsertRows()
        surplus = len(self.bubbles) - MOST_ROWS
        if surplus > 0:
            self.beginRemoveRows(QModelIndex(), 0, surplus - 1)
            del self.bubbles[:surplus]
            self.offset += surplus
            self.endRemoveRows()

    def _is_of(self, page: ChatPage) -> bool:
        # An answer may come after another conversation was opened.
        return self.conversation is not None and page.conversation.id == self.conversation.id

    def begins_day(self, row: int) -> bool:
        """Whether a row is the first of its day, or the first that is held."""
        return not row or self.bubbles[row - 1].day != self.bubbles[row].day

    def row_of(self, key: MessageId) -> int:
        """Return where a message stands; -1 where it is not held."""
        return next((row for row, bubble in enumerate(self.bubbles) if bubble.message.id == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many messages are held."""
        return 0 if parent.isValid() else len(self.bubbles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says, is, or which day begins with it."""
        row = index.row()
        if not index.isValid() or row >= len(self.bubbles):
            return None
        bubble = self.bubbles[row]
        if role == BUBBLE_ROLE:
            return bubble
        if role == DAY_ROLE:
            return day_words(bubble) if self.begins_day(row) else ""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return spoken(bubble)
        return None


def day_words(bubble: Bubble) -> str:
    """Return the day of a message; of one without a time, that it is not known."""
    return bubble.day or QCoreApplication.translate("chats", "时间不详")


def clock_of(message: Message) -> str:
    """Return the time of day of a message, and that it was told from the file's date where it was."""
    if message.read.at is None:
        return ""
    clock = message.read.at.astimezone(SHANGHAI).strftime("%H:%M")
    if message.read.time_known is TimeKnown.RESOLVED:
        return QCoreApplication.translate("chats", "{}（推定）").format(clock)
    return clock


def sender_of(message: Message) -> str:
    """Return who said something, with the role where it tells more than the name."""
    if message.role is Role.ME:
        return say(Role.ME.label)
    name = message.read.sender or say(message.read.kind.label)
    return f"{name} · {say(message.role.label)}" if message.role is not Role.OTHER else name


def text_of(message: Message) -> str:
    """Return what a message says, with the names of what it carries."""
    names = [f"📎 {one.name}" for one in message.read.attachments if one.name]
    return "\n".join([message.read.text, *names] if message.read.text else names) or f"[{say(message.read.kind.label)}]"


def hint_words(hint: Hint) -> str:
    """Return what was found in a text, in a few words."""
    kind = say(hint.kind.label)
    match hint.kind:
        case HintKind.AMOUNT if hint.money is not None:
            return f"{kind} {hint.money.shown}"
        case HintKind.PROMISE | HintKind.DURATION if hint.duration is not None:
            return f"{kind} {say(hint.duration.shown)}{hint.about}"
        case _:
            return f"{kind} {hint.number}"


def spoken(bubble: Bubble) -> str:
    """Return a message in words, for a screen reader."""
    message = bubble.message
    star = QCoreApplication.translate("chats", "已标为依据") if message.relied_upon else ""
    parts = (sender_of(message), day_words(bubble), clock_of(message), text_of(message), star)
    return "，".join(part for part in parts if part)
