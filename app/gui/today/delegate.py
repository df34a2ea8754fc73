"""Painting a row of today: what to do above, on which order below, the clock at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.casework.today import TodayRow
from app.domain.cancellation import Actor
from app.gui import theme
from app.gui.row_painting import paint_background
from app.gui.today.countdown import Countdown, Level
from app.gui.today.model import CLOCK_ROLE, ROW_ROLE, about, second_line
from app.gui.words import say

_MARGIN: Final = 3 * theme.UNIT
_SIGN: Final = 3.5 * theme.UNIT
_MIDDLE_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TodayDelegate(QStyledItemDelegate):
    """Draws two-line rows; what is the user's turn is bold, and a clock says its level by shape and words as well."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the row's height."""
        return QSize(200, theme.ROW_HEIGHT + theme.UNIT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row, clock = index.data(ROW_ROLE), index.data(CLOCK_ROLE)
        if not isinstance(row, TodayRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        area = option.rect.adjusted(0, 1, 0, -1)
        paint_background(painter, option, area)
        text = area.adjusted(_MARGIN, 2 * theme.UNIT, -_MARGIN, -2 * theme.UNIT)
        if isinstance(clock, Countdown):
            text.setRight(self._clock(painter, text, row, clock, colours) - 4 * theme.UNIT)
        self._words(painter, text, row, colours)
        painter.restore()

    def _clock(self, painter: QPainter, area: QRect, row: TodayRow, clock: Countdown, colours: theme.Tokens) -> int:
        """Draw the clock and return where it begins."""
        colour = {Level.CALM: colours.muted, Level.AMBER: colours.amber, Level.RED: colours.red}[clock.level]
        above, below = _halves(area)
        sign = QRectF(area.right() - _SIGN, above.center().y() - _SIGN / 2 + 1, _SIGN, _SIGN)
        draw_sign(painter, sign, clock, QColor(colour), QColor(colours.surface))
        words = _font(painter, theme.BODY, bold=clock.level is not Level.CALM)
        small = _font(painter, theme.META)
        above.setRight(int(sign.left()) - 2 * theme.UNIT)
        painter.setFont(words)
        painter.setPen(QColor(colour))
        painter.drawText(above, _MIDDLE_RIGHT, clock.words)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        painter.drawText(below, _MIDDLE_RIGHT, about(row))
        begins = above.right() - QFontMetrics(words).horizontalAdvance(clock.words)
        return min(begins, below.right() - QFontMetrics(small).horizontalAdvance(about(row)))

    def _words(self, painter: QPainter, area: QRect, row: TodayRow, colours: theme.Tokens) -> None:
        above, below = _halves(area)
        lines = (
            (above, say(row.headline), _font(painter, theme.BODY, bold=row.actor is Actor.ME), colours.text),
            (below, second_line(row), _font(painter, theme.META), colours.muted),
        )
        for place, words, font, colour in lines:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            line = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, _MIDDLE_LEFT, line)


def draw_sign(painter: QPainter, area: QRectF, clock: Countdown, colour: QColor, ground: QColor) -> None:
    """Draw a clock's sign: a dial that holds what is left, or once missed a triangle with a stroke and a dot."""
    if clock.level is not Level.RED:
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dial = area.adjusted(1, 1, -1, -1)
        painter.drawEllipse(dial)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        # Qt counts sixteenths of a degree, from three o'clock, against the clock: what is left ends at noon.
        painter.drawPie(dial.adjusted(2, 2, -2, -2), 90 * 16, round(clock.share * 360 * 16))
        return
    painter.setPen(_round(colour, 1.4))
    painter.setBrush(colour)
    middle = area.center().x()
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(middle, area.top() + 1),
                area.bottomRight() - QPointF(1, 1.5),
                area.bottomLeft() + QPointF(1, -1.5),
            ]
        )
    )
    painter.setPen(_round(ground, 1.6))
    painter.drawLine(QPointF(middle, area.top() + 5), QPointF(middle, area.bottom() - 5.5))
    painter.drawPoint(QPointF(middle, area.bottom() - 3))


def _round(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _halves(area: QRect) -> tuple[QRect, QRect]:
    half = area.height() // 2
    return (
        QRect(area.left(), area.top(), area.width(), half),
        QRect(area.left(), area.top() + half, area.width(), half),
    )


def _font(painter: QPainter, size: int, *, bold: bool = False) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font
