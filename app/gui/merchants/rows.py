"""The merchants as a Qt model, and how a row of one is painted in three columns."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.casework.merchants import MerchantRecord
from app.gui import theme
from app.gui.row_painting import paint_background, paint_line
from app.gui.words import say

MERCHANT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
SIDE: Final = 4 * theme.UNIT
GAP: Final = 4 * theme.UNIT
COUNTS_WIDTH: Final = 22 * theme.UNIT
Index = QModelIndex | QPersistentModelIndex


class MerchantModel(QAbstractListModel):
    """One row a merchant; `MERCHANT_ROLE` gives its record."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records: list[MerchantRecord] = []

    def set_records(self, records: list[MerchantRecord]) -> None:
        """Show these merchants."""
        if records == self.records:
            return
        self.beginResetModel()
        self.records = records
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of merchants."""
        return 0 if parent.isValid() else len(self.records)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows, says to a screen reader, or is."""
        if not index.isValid() or index.row() >= len(self.records):
            return None
        record = self.records[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return record.name
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                parts = (record.name, record.platform, *counts(record), say(record.conduct.words))
                return "\n".join(part for part in parts if part)
            case _ if role == MERCHANT_ROLE:
                return record
            case _:
                return None


def counts(record: MerchantRecord) -> tuple[str, str]:
    """Return how many orders and cases, in words; no cases need no words."""
    orders = QCoreApplication.translate("merchants", "{} 笔订单").format(len(record.orders))
    cases = QCoreApplication.translate("merchants", "{} 个案件").format(record.cases) if record.cases else ""
    return orders, cases


def columns(area: QRect) -> tuple[QRect, QRect, QRect]:
    """Return the places of name, counts and conduct in a row."""
    left = area.adjusted(SIDE, 0, -SIDE, 0)
    name = QRect(left.left(), left.top(), max(left.width() * 3 // 10, 80), left.height())
    number = QRect(name.right() + GAP, left.top(), COUNTS_WIDTH, left.height())
    conduct = QRect(number.right() + GAP, left.top(), left.right() - number.right() - GAP, left.height())
    return name, number, conduct


class MerchantDelegate(QStyledItemDelegate):
    """Draws who, how often, and what they did; trouble is told in amber words."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the row's height."""
        return QSize(320, theme.ROW_HEIGHT + theme.UNIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        record = index.data(MERCHANT_ROLE)
        if not isinstance(record, MerchantRecord):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_background(painter, option, option.rect.adjusted(theme.UNIT, 1, -theme.UNIT, -1))
        colours = theme.tokens()
        name, number, conduct = columns(option.rect.adjusted(0, 2 * theme.UNIT, 0, -2 * theme.UNIT))
        orders, cases = counts(record)
        half = name.height() // 2
        paint_line(painter, name.adjusted(0, 0, 0, -half), record.name, colours.text, is_bold=True)
        paint_line(painter, name.adjusted(0, half, 0, 0), record.platform, colours.muted, size=theme.META)
        if cases:
            paint_line(painter, number.adjusted(0, 0, 0, -half), orders, colours.text)
            paint_line(painter, number.adjusted(0, half, 0, 0), cases, colours.muted, size=theme.META)
        else:
            paint_line(painter, number, orders, colours.text)
        self._conduct(painter, conduct, record, colours)
        painter.restore()

    def _conduct(self, painter: QPainter, area: QRect, record: MerchantRecord, colours: theme.Tokens) -> None:
        found = record.conduct
        if not found.cases:
            paint_line(painter, area, say(found.words), colours.muted)
            return
        colour = colours.amber if found.has_trouble else colours.text
        font = painter.font()
        font.setPixelSize(theme.BODY)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(colour)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, flags, say(found.words))
