"""What every row of a list is painted with: its background and its lines of words."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.gui import theme


def paint_background(painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
    """Draw what lies under a row: chosen, under the pointer, or with the focus."""
    state, colours = option.state, theme.tokens()
    fill = None
    if state & QStyle.StateFlag.State_Selected:
        fill = colours.chosen
    elif state & QStyle.StateFlag.State_MouseOver:
        fill = colours.hover
    painter.setPen(QColor(colours.accent) if state & QStyle.StateFlag.State_HasFocus else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)


def paint_line(
    painter: QPainter, area: QRect, words: str, colour: str, *, size: int = theme.BODY, is_bold: bool = False
) -> None:
    """Draw one line of words, ended by “…” where it does not fit."""
    font = QFont(painter.font())
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    fitted = QFontMetrics(font).elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitted)
