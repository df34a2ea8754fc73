"""Painting a payment's row: who and what at the left, the link in between, amount and time at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.casework.payments import ListedPayment
from app.domain.payments import Direction, PaymentState
from app.gui import theme
from app.gui.payments.model import PAYMENT_ROLE, ROW, Index, link_words, signed, when, who
from app.gui.row_painting import paint_background, paint_line
from app.gui.words import say

_MIDDLE_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = 34 * theme.UNIT
_LOST: Final = {PaymentState.CLOSED, PaymentState.NEVER_PAID, PaymentState.FAILED}


class PaymentDelegate(QStyledItemDelegate):
    """Draws two-line rows; the direction is told by a sign as well as by colour."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the row's height."""
        return QSize(240, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        listed = index.data(PAYMENT_ROLE)
        if not isinstance(listed, ListedPayment):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_background(painter, option, option.rect.adjusted(theme.UNIT, 1, -theme.UNIT, -1))
        colours = theme.tokens()
        area = option.rect.adjusted(4 * theme.UNIT, 2 * theme.UNIT, -4 * theme.UNIT, -2 * theme.UNIT)
        half = area.height() // 2
        row = listed.payment.row
        right = QRect(area.right() - RIGHT, area.top(), RIGHT, area.height())
        colour = amount_colour(listed, colours)
        paint_right(painter, right.adjusted(0, 0, 0, -half), signed(row), colour, is_bold=True)
        paint_right(painter, right.adjusted(0, half, 0, 0), when(listed.payment), colours.muted, size=theme.META)
        edge = paint_chip(painter, area, right.left() - 2 * theme.UNIT, link_words(listed), colours)
        left = QRect(area.left(), area.top(), max(edge - area.left() - 2 * theme.UNIT, 40), area.height())
        above, below = left.adjusted(0, 0, 0, -half), left.adjusted(0, half, 0, 0)
        paint_line(painter, above, who(listed.payment), colours.text, is_bold=True)
        words = " · ".join(part for part in (row.product, row.status or say(row.state.label)) if part)
        paint_line(painter, below, words, colours.muted, size=theme.META)
        painter.restore()


def amount_colour(listed: ListedPayment, colours: theme.Tokens) -> str:
    """Return the colour of a payment's amount: green for what came, muted for what never moved."""
    row = listed.payment.row
    if row.direction is Direction.NEUTRAL or row.state in _LOST:
        return colours.muted
    return colours.green if row.direction is Direction.IN else colours.text


def paint_right(
    painter: QPainter, area: QRect, words: str, colour: str, *, size: int = theme.BODY, is_bold: bool = False
) -> None:
    """Draw one line of words that ends at the right."""
    font = QFont(painter.font())
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(area, _MIDDLE_RIGHT, words)


def paint_chip(painter: QPainter, area: QRect, right: int, words: str, colours: theme.Tokens) -> int:
    """Draw a small word in a rounded ground that ends at `right`, and return where it begins."""
    if not words:
        return right
    font = QFont(painter.font())
    font.setPixelSize(theme.META)
    font.setWeight(QFont.Weight.Normal)
    width = QFontMetrics(font).horizontalAdvance(words) + 4 * theme.UNIT
    if width > area.width() // 2:
        return right
    chip = QRect(right - width, area.center().y() - 10, width, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.card))
    painter.drawRoundedRect(chip, 10, 10)
    painter.setFont(font)
    painter.setPen(QColor(colours.accent))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
    return chip.left()
