"""Painting what was found: a title and the line around the hit, with the words that were looked for marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.casework.search import Hit
from app.domain.search_terms import hits
from app.domain.times import shown
from app.gui import theme
from app.gui.row_painting import paint_background, paint_line
from app.gui.search.model import ROW_ROLE, Command, Heading, More, title_of

_HEADING: Final = 26
_HIT: Final = 46
_SHORT: Final = 34
_WHEN: Final = 112


class SearchDelegate(QStyledItemDelegate):
    """Draws headings, hits and commands; `query` is what is marked in titles."""

    query = ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a row's height."""
        row = index.data(ROW_ROLE)
        height = _HEADING if isinstance(row, Heading) else _HIT if isinstance(row, Hit) else _SHORT
        return QSize(120, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        area = option.rect.adjusted(4, 1, -4, -1)
        inner = area.adjusted(10, 0, -10, 0)
        if isinstance(row, Heading):
            paint_line(painter, inner, f"{row.words}  {row.count}", colours.muted, size=theme.META, is_bold=True)
        else:
            paint_background(painter, option, area)
        if isinstance(row, Hit):
            self._hit(painter, inner, row, colours)
        elif isinstance(row, Command):
            paint_line(painter, inner.adjusted(0, 0, -_WHEN, 0), row.words, colours.text)
            _paint_right(painter, inner, row.keys, colours)
        elif isinstance(row, More):
            paint_line(painter, inner, self.tr("再看 {} 条…").format(row.count), colours.accent)
        painter.restore()

    def _hit(self, painter: QPainter, area: QRect, hit: Hit, colours: theme.Tokens) -> None:
        when = shown(hit.at, seconds=False) if hit.at else ""
        upper = QRect(area.left(), area.top() + 4, area.width() - (_WHEN if when else 0), 19)
        lower = QRect(area.left(), area.top() + 23, area.width(), 18)
        title = title_of(hit)
        paint_marked(painter, upper, title, hits(title, self.query), colours.text, is_bold=True)
        paint_marked(painter, lower, hit.snippet, hit.marks, colours.muted, size=theme.META)
        _paint_right(painter, QRect(area.left(), area.top() + 4, area.width(), 19), when, colours)


def paint_marked(
    painter: QPainter,
    area: QRect,
    words: str,
    marks: Sequence[tuple[int, int]],
    colour: str,
    *,
    size: int = theme.BODY,
    is_bold: bool = False,
) -> None:
    """Draw one line with some of its words marked; where the first mark would be cut off, the line begins later."""
    font = QFont(painter.font())
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
    metrics = QFontMetrics(font)
    line, places = _from_first_mark(words, marks, metrics, area.width())
    fitted = metrics.elidedText(line, Qt.TextElideMode.ElideRight, area.width())
    painter.setFont(font)
    veil = QColor(theme.tokens().amber)
    veil.setAlpha(70)
    for start, end in places:
        left = metrics.horizontalAdvance(fitted[:start])
        width = metrics.horizontalAdvance(fitted[:end]) - left
        if start < len(fitted) and width > 0:
            mark = QRect(area.left() + left, area.top() + 1, min(width, area.width() - left), area.height() - 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil)
            painter.drawRoundedRect(mark, 3, 3)
    painter.setPen(QColor(colour))
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitted)


def _from_first_mark(
    words: str, marks: Sequence[tuple[int, int]], metrics: QFontMetrics, width: int
) -> tuple[str, list[tuple[int, int]]]:
    cut = 0
    if marks and metrics.horizontalAdvance(words[: marks[0][1]]) > width - 24:
        cut = max(marks[0][0] - 8, 0)
    if not cut:
        return words, list(marks)
    return "…" + words[cut:], [(start - cut + 1, end - cut + 1) for start, end in marks]


def _paint_right(painter: QPainter, area: QRect, words: str, colours: theme.Tokens) -> None:
    font = QFont(painter.font())
    font.setPixelSize(theme.META)
    font.setWeight(QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(colours.muted))
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
