"""Painting messages as bubbles: mine at the right, days between, what was found beneath; heights are kept."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.chats import MessageKind, Role
from app.domain.search_terms import hits
from app.gui import theme
from app.gui.chats.desk import Bubble
from app.gui.chats.model import BUBBLE_ROLE, DAY_ROLE, ChatModel, Index, clock_of, hint_words, sender_of, text_of
from app.gui.row_painting import paint_line

_SIDE: Final = 4 * theme.UNIT
_PAD: Final = 3 * theme.UNIT
_NAME: Final = 5 * theme.UNIT
_DAY: Final = 9 * theme.UNIT
_CHIP: Final = 22
_MOST_TEXT: Final = 4000
"""So many characters of one message are drawn; the whole of it can be copied."""
_KEPT: Final = 1500


@dataclass(slots=True)
class _Shape:
    width: int
    layout: QTextLayout
    size: QSize
    height: int
    chips: list[tuple[str, int]]


class BubbleDelegate(QStyledItemDelegate):
    """Draws bubbles; `query` is what is highlighted in them."""

    def __init__(self, view: QListView, chat: ChatModel) -> None:
        super().__init__(view)
        self._chat = chat
        self._view = view
        self.query = ""
        self._shapes: OrderedDict[int, _Shape] = OrderedDict()

    def forget(self) -> None:
        """Measure anew, such as for another font or other messages."""
        self._shapes.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a message's height at the list's width."""
        # Asked for every row at each change of the list: straight from the model, for the way through Qt takes longer.
        row = index.row()
        if row >= len(self._chat.bubbles):
            return QSize(100, theme.ROW_HEIGHT)
        shape = self._shape(self._chat.bubbles[row])
        return QSize(shape.width, shape.height + (_DAY if self._chat.begins_day(row) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one message."""
        bubble = index.data(BUBBLE_ROLE)
        if not isinstance(bubble, Bubble):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        area = QRect(option.rect)
        day = index.data(DAY_ROLE)
        if day:
            self._day(painter, QRect(area.left(), area.top(), area.width(), _DAY), str(day), colours)
            area.setTop(area.top() + _DAY)
        shape = self._shape(bubble)
        if _is_system(bubble):
            self._system(painter, area, shape, colours)
        else:
            self._bubble(painter, area, bubble, shape, option, colours)
        painter.restore()

    def _bubble(
        self,
        painter: QPainter,
        area: QRect,
        bubble: Bubble,
        shape: _Shape,
        option: QStyleOptionViewItem,
        colours: theme.Tokens,
    ) -> None:
        message = bubble.message
        is_mine = message.role is Role.ME
        width, height = shape.size.width() + 2 * _PAD, shape.size.height() + 2 * _PAD - theme.UNIT
        left = area.right() - _SIDE - width if is_mine else area.left() + _SIDE
        box = QRect(left, area.top() + _NAME, width, height)
        star = "★ " if message.relied_upon else ""
        words = f"{star}{sender_of(message)}  {clock_of(message)}".strip()
        self._name(painter, QRect(area.left() + _SIDE, area.top(), area.width() - 2 * _SIDE, _NAME), words, is_mine)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(colours.accent))
        painter.setBrush(QColor(colours.chosen if is_mine else colours.hover))
        painter.drawRoundedRect(box, 2 * theme.RADIUS, 2 * theme.RADIUS)
        painter.setPen(QColor(colours.text))
        place = QPointF(box.left() + _PAD, box.top() + _PAD - theme.UNIT / 2)
        shape.layout.draw(painter, place, self._marks(bubble, colours), QRectF(box))
        self._chips(painter, area, box, shape, colours, is_mine=is_mine)

    def _marks(self, bubble: Bubble, colours: theme.Tokens) -> list[QTextLayout.FormatRange]:
        if not self.query.strip():
            return []
        ranges = []
        for start, end in hits(text_of(bubble.message)[:_MOST_TEXT], self.query):
            mark = QTextLayout.FormatRange()
            mark.start, mark.length = start, end - start
            look = QTextCharFormat()
            look.setBackground(QColor(colours.accent))
            look.setForeground(QColor(colours.on_accent))
            mark.format = look
            ranges.append(mark)
        return ranges

    def _name(self, painter: QPainter, area: QRect, words: str, is_mine: bool) -> None:
        font = _font(painter.font(), theme.META)
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens().muted))
        side = Qt.AlignmentFlag.AlignRight if is_mine else Qt.AlignmentFlag.AlignLeft
        fitted = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, fitted)

    def _chips(
        self, painter: QPainter, area: QRect, box: QRect, shape: _Shape, colours: theme.Tokens, *, is_mine: bool
    ) -> None:
        painter.setFont(_font(painter.font(), theme.META))
        for words, (row, across, width) in zip(
            [words for words, _ in shape.chips], _places(shape.chips, self._widest()), strict=True
        ):
            left = area.right() - _SIDE - across - width if is_mine else area.left() + _SIDE + across
            chip = QRect(left, box.bottom() + theme.UNIT + row * (_CHIP + theme.UNIT), width, _CHIP - 2)
            painter.setPen(QColor(colours.line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(chip, _CHIP / 2, _CHIP / 2)
            painter.setPen(QColor(colours.accent))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)

    def _day(self, painter: QPainter, area: QRect, day: str, colours: theme.Tokens) -> None:
        painter.setFont(_font(painter.font(), theme.META))
        painter.setPen(QColor(colours.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, day)

    def _system(self, painter: QPainter, area: QRect, shape: _Shape, colours: theme.Tokens) -> None:
        words = shape.layout.text().replace("\u2028", " ")
        inner = area.adjusted(_SIDE, 0, -_SIDE, 0)
        width = QFontMetrics(_font(painter.font(), theme.META)).horizontalAdvance(words)
        left = inner.left() + max(0, (inner.width() - width) // 2)
        paint_line(
            painter,
            QRect(left, inner.top(), inner.right() - left, inner.height()),
            words,
            colours.muted,
            size=theme.META,
        )

    def _widest(self) -> int:
        return max(self._view.viewport().width() * 7 // 10 - 2 * _SIDE, 120)

    def _shape(self, bubble: Bubble) -> _Shape:
        widest = self._widest()
        key = int(bubble.message.id)
        shape = self._shapes.get(key)
        if shape is not None and shape.width == widest:
            self._shapes.move_to_end(key)
            return shape
        shape = self._measure(bubble, widest)
        self._shapes[key] = shape
        if len(self._shapes) > _KEPT:
            self._shapes.popitem(last=False)
        return shape

    def _measure(self, bubble: Bubble, widest: int) -> _Shape:
        text = text_of(bubble.message)
        cut = text[:_MOST_TEXT] + ("…" if len(text) > _MOST_TEXT else "")
        layout = QTextLayout(cut.replace("\n", "\u2028"), _font(self._view.font(), theme.BODY))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        top = across = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(widest - 2 * _PAD)
            line.setPosition(QPointF(0, top))
            top += line.height() + 1
            across = max(across, line.naturalTextWidth())
        layout.endLayout()
        metrics = QFontMetrics(_font(self._view.font(), theme.META))
        words = list(dict.fromkeys(hint_words(hint) for hint in bubble.hints))[:6]
        chips = [(one, metrics.horizontalAdvance(one) + 4 * theme.UNIT) for one in words]
        rows = max((row for row, _, _ in _places(chips, widest)), default=-1) + 1
        height = int(top) + 2 * _PAD + theme.UNIT + rows * (_CHIP + theme.UNIT) + (0 if _is_system(bubble) else _NAME)
        return _Shape(widest, layout, QSize(int(across) + 1, int(top)), height, chips)


def _places(chips: list[tuple[str, int]], widest: int) -> list[tuple[int, int, int]]:
    """Return row, distance from the side, and width of each chip."""
    places = []
    row = across = 0
    for _, width in chips:
        if across and across + width > widest:
            row, across = row + 1, 0
        places.append((row, across, width))
        across += width + theme.UNIT
    return places


def _is_system(bubble: Bubble) -> bool:
    return bubble.message.read.kind is MessageKind.SYSTEM


def _font(base: QFont, size: int) -> QFont:
    font = QFont(base)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Normal)
    return font
