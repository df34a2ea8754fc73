"""The conversations as a Qt model, and how a row of one is painted."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.domain.chats import ConversationId
from app.domain.conversations import Conversation
from app.domain.times import SHANGHAI
from app.gui import theme
from app.gui.payments.delegate import paint_chip
from app.gui.payments.reckoning_rows import RECORD_ROLE, Index, RecordModel
from app.gui.row_painting import paint_background, paint_line
from app.gui.words import say


class ConversationModel(RecordModel):
    """One row a conversation, the one that spoke last first."""

    def spoken(self, record: Conversation) -> str:
        """Return a conversation in words."""
        return f"{record.title}\n{badge(record)}\n{about(record)}"

    def row_of(self, key: ConversationId) -> int:
        """Return where a conversation stands; -1 where it is not in the list."""
        return next((row for row, record in enumerate(self.records) if record.id == key), -1)


def badge(conversation: Conversation) -> str:
    """Return whether the platform keeps a record of it."""
    if conversation.is_official:
        return QCoreApplication.translate("chats", "官方渠道")
    return QCoreApplication.translate("chats", "私下渠道")


def about(conversation: Conversation) -> str:
    """Return where it was held, how long it is and when it ended."""
    last = conversation.last_at.astimezone(SHANGHAI).strftime("%Y-%m-%d") if conversation.last_at else ""
    count = QCoreApplication.translate("chats", "{} 条").format(f"{conversation.messages:,}")
    return " · ".join(part for part in (conversation.app or say(conversation.channel.label), count, last) if part)


class ConversationDelegate(QStyledItemDelegate):
    """Draws two-line rows with a badge for private channels."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the row's height."""
        return QSize(160, theme.ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        record = index.data(RECORD_ROLE)
        if not isinstance(record, Conversation):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_background(painter, option, option.rect.adjusted(theme.UNIT, 1, -theme.UNIT, -1))
        colours = theme.tokens()
        area = option.rect.adjusted(3 * theme.UNIT, 2 * theme.UNIT, -3 * theme.UNIT, -2 * theme.UNIT)
        half = area.height() // 2
        above = QRect(area.left(), area.top(), area.width(), half)
        edge = paint_chip(painter, above, above.right(), badge(record), colours)
        above.setRight(edge - theme.UNIT)
        paint_line(painter, above, record.title, colours.text, is_bold=True)
        paint_line(painter, area.adjusted(0, half, 0, 0), about(record), colours.muted, size=theme.META)
        painter.restore()
