"""Painting an order's row: what and how much above, who and what state below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.domain.deadline import Deadline
from app.domain.orders import Order, OrderId, OrderStatus
from app.domain.times import Clock
from app.gui import theme
from app.gui.orders.model import ORDER_ROLE, second_line
from app.gui.row_painting import paint_background
from app.gui.today.countdown import Level, left

_MARGIN: Final = 3 * theme.UNIT
_DOT: Final = 8


class OrderDelegate(QStyledItemDelegate):
    """Draws two-line rows; the dot's fill says whether the order is still open, and so does the words' status."""

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._clocks: Mapping[OrderId, Deadline] = {}

    def set_clocks(self, clocks: Mapping[OrderId, Deadline]) -> None:
        """Take the deadlines that burn, by order."""
        self._clocks = clocks

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the row's height."""
        return QSize(200, theme.ROW_HEIGHT + theme.UNIT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        order = index.data(ORDER_ROLE)
        if not isinstance(order, Order):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        area = option.rect.adjusted(theme.UNIT, 1, -theme.UNIT, -1)
        paint_background(painter, option, area)
        self._dot(painter, area, order, colours)
        text = area.adjusted(_MARGIN + _DOT + 2 * theme.UNIT, 2 * theme.UNIT, -_MARGIN, -2 * theme.UNIT)
        self._words(painter, text, order, colours)
        painter.restore()

    def _dot(self, painter: QPainter, area: QRect, order: Order, colours: theme.Tokens) -> None:
        is_open = order.status not in {OrderStatus.COMPLETED, OrderStatus.CANCELLED}
        dot = QRect(area.left() + _MARGIN, area.top() + 15, _DOT, _DOT)
        painter.setPen(QColor(colours.accent if is_open else colours.muted))
        painter.setBrush(QColor(colours.accent) if is_open else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot)

    def _words(self, painter: QPainter, area: QRect, order: Order, colours: theme.Tokens) -> None:
        bold = QFont(painter.font())
        bold.setPixelSize(theme.BODY)
        bold.setWeight(QFont.Weight.Bold)
        amount = order.facts.amount.shown
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        width = QFontMetrics(bold).horizontalAdvance(amount)
        top = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, amount)
        left = top.adjusted(0, 0, -width - 2 * theme.UNIT, 0)
        title = QFontMetrics(bold).elidedText(order.facts.product, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        small = QFont(painter.font())
        small.setPixelSize(theme.META)
        small.setWeight(QFont.Weight.Normal)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        below = self._clock_words(
            painter,
            QRect(area.left(), area.top() + area.height() // 2, area.width(), area.height() // 2),
            order,
            colours,
        )
        line = QFontMetrics(small).elidedText(second_line(order), Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)

    def _clock_words(self, painter: QPainter, area: QRect, order: Order, colours: theme.Tokens) -> QRect:
        """Write what time is left at the right, and return what room is left of it."""
        deadline = self._clocks.get(order.id)
        if deadline is None:
            return area
        clock = left(deadline, self._clock.now())
        painter.setPen(QColor({Level.RED: colours.red, Level.AMBER: colours.amber}.get(clock.level, colours.muted)))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, clock.words)
        painter.setPen(QColor(colours.muted))
        width = painter.fontMetrics().horizontalAdvance(clock.words)
        return area.adjusted(0, 0, -width - 2 * theme.UNIT, 0)
