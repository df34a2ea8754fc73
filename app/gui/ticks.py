"""Boxes to tick and choices to make, drawn so that they are seen in the dark as well as in the light."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from app.gui import theme

SIDE: Final = 18
_ROOM: Final = SIDE + 2 * theme.UNIT


def paint_tick(painter: QPainter, area: QRectF, *, is_on: bool) -> None:
    """Draw a box, ticked or not; state is told by the tick, not by colour alone."""
    colours = theme.tokens()
    painter.setPen(QPen(QColor(colours.accent if is_on else colours.muted), 1.2))
    painter.setBrush(QColor(colours.accent) if is_on else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, 4, 4)
    if is_on:
        painter.setPen(QPen(QColor(colours.on_accent), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        corner = area.topLeft()
        corners = [corner + QPointF(4, 9), corner + QPointF(7.5, 12.5), corner + QPointF(13.5, 5.5)]
        painter.drawPolyline(QPolygonF(corners))


class TickBox(QCheckBox):
    """A box with its words."""

    def sizeHint(self) -> QSize:
        """Ask for the box and the words."""
        return _size(self)

    def hitButton(self, place: QPoint) -> bool:
        """Take a click on the words for one on the box."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tick(painter, _mark(self), is_on=self.isChecked())
        _paint_words(painter, self)


class ChoiceDot(QRadioButton):
    """One choice of several, with its words."""

    def sizeHint(self) -> QSize:
        """Ask for the circle and the words."""
        return _size(self)

    def hitButton(self, place: QPoint) -> bool:
        """Take a click on the words for one on the circle."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw circle and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, is_on = theme.tokens(), self.isChecked()
        painter.setPen(QPen(QColor(colours.accent if is_on else colours.muted), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = _mark(self)
        painter.drawEllipse(area)
        if is_on:
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(area.center(), 4.5, 4.5)
        _paint_words(painter, self)


def _size(button: QAbstractButton) -> QSize:
    width = button.fontMetrics().horizontalAdvance(button.text()) + _ROOM + 2 * theme.UNIT
    return QSize(width, theme.HIT)


def _mark(button: QAbstractButton) -> QRectF:
    return QRectF(1.5, (button.height() - SIDE) / 2, SIDE, SIDE)


def _paint_words(painter: QPainter, button: QAbstractButton) -> None:
    colours = theme.tokens()
    words = QRect(_ROOM, 0, button.width() - _ROOM, button.height())
    painter.setPen(QColor(colours.text if button.isEnabled() else colours.muted))
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, button.text())
    if button.hasFocus():
        painter.setPen(QPen(QColor(colours.accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(button.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
