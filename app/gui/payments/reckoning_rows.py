"""Reconciling as Qt models: each order's money in columns, and proposals with their score and reasons."""

from __future__ import annotations

from typing import Any, Final

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
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.casework.payments import Reckoning
from app.casework.reconciling import Proposal
from app.domain.money import Money
from app.gui import theme
from app.gui.payments.delegate import paint_chip, paint_right
from app.gui.payments.model import signed, when, who
from app.gui.row_painting import paint_background, paint_line
from app.gui.words import say

RECORD_ROLE: Final = Qt.ItemDataRole.UserRole + 1
COLUMN: Final = 24 * theme.UNIT
SIDE: Final = 4 * theme.UNIT
Index = QModelIndex | QPersistentModelIndex
COLUMNS: Final = ("paid", "refunded", "fee", "missing")


def column_words() -> dict[str, str]:
    """Return the names of the columns of money."""
    return {
        "paid": QCoreApplication.translate("reckoning", "已付"),
        "refunded": QCoreApplication.translate("reckoning", "已退"),
        "fee": QCoreApplication.translate("reckoning", "手续费"),
        "missing": QCoreApplication.translate("reckoning", "还差"),
    }


class RecordModel(QAbstractListModel):
    """One row a record; `RECORD_ROLE` gives it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records: tuple[Any, ...] = ()

    def set_records(self, records: tuple[Any, ...]) -> None:
        """Show these records."""
        if records != self.records:
            self.beginResetModel()
            self.records = records
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of records."""
        return 0 if parent.isValid() else len(self.records)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says, or is."""
        if not index.isValid() or index.row() >= len(self.records):
            return None
        record = self.records[index.row()]
        if role == RECORD_ROLE:
            return record
        if role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        }:
            return self.spoken(record)
        return None

    def spoken(self, record: Any) -> str:
        """Return a record in words."""
        raise NotImplementedError


class ReckoningModel(RecordModel):
    """The orders with their money."""

    def spoken(self, record: Reckoning) -> str:
        """Return an order's money in words."""
        words = column_words()
        money = "，".join(f"{words[name]} {getattr(record, name).shown}" for name in COLUMNS)
        return f"{record.order.facts.product}\n{record.order.facts.number}\n{money}"


class ProposalModel(RecordModel):
    """What may belong together."""

    def spoken(self, record: Proposal) -> str:
        """Return a proposal with its reasons in words."""
        reasons = "；".join(say(reason) for reason in record.match.reasons)
        return f"{title(record)}\n{below(record)}\n{score_words(record)}\n{reasons}"


def title(record: Proposal) -> str:
    """Return which payment is proposed, and as what."""
    return (
        f"{say(record.match.role.label)} {signed(record.payment.row)} · {who(record.payment)} · {when(record.payment)}"
    )


def below(record: Proposal) -> str:
    """Return for which order it is proposed."""
    facts = record.order.facts
    return f"→ {facts.product} · {facts.number} · {facts.amount.shown}"


def score_words(record: Proposal) -> str:
    """Return how sure a proposal is."""
    pattern = (
        QCoreApplication.translate("reckoning", "{} 分 · 确定")
        if record.match.is_certain
        else QCoreApplication.translate("reckoning", "{} 分 · 请核对")
    )
    return pattern.format(record.match.score)


def money_columns(area: QRect) -> dict[str, QRect]:
    """Return the places of the columns of money in a row."""
    right = area.right() - SIDE
    width = min(COLUMN, max((area.width() - 2 * SIDE) // 7, 15 * theme.UNIT))
    places = {}
    for place, name in enumerate(reversed(COLUMNS)):
        places[name] = QRect(right - (place + 1) * width, area.top(), width, area.height())
    return places


class ReckoningDelegate(QStyledItemDelegate):
    """Draws an order and its money; what is missing is told in red words, and nothing by a dash."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the row's height."""
        return QSize(320, theme.ROW_HEIGHT + theme.UNIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        record = index.data(RECORD_ROLE)
        if not isinstance(record, Reckoning):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_background(painter, option, option.rect.adjusted(theme.UNIT, 1, -theme.UNIT, -1))
        colours = theme.tokens()
        area = option.rect.adjusted(0, 2 * theme.UNIT, 0, -2 * theme.UNIT)
        places = money_columns(area)
        for name, place in places.items():
            money: Money = getattr(record, name)
            colour = colours.red if name == "missing" and money.fen else colours.text if money.fen else colours.muted
            paint_right(
                painter, place, money.shown if money.fen else "—", colour, is_bold=name == "missing" and money.fen > 0
            )
        half = area.height() // 2
        left = QRect(SIDE, area.top(), places["paid"].left() - SIDE, area.height())
        left.moveLeft(option.rect.left() + SIDE)
        facts = record.order.facts
        paint_line(painter, left.adjusted(0, 0, 0, -half), facts.product, colours.text, is_bold=True)
        proof = (
            QCoreApplication.translate("reckoning", "有账单")
            if record.is_proven
            else QCoreApplication.translate("reckoning", "按手填金额，还没有账单")
        )
        paint_line(painter, left.adjusted(0, half, 0, 0), f"{facts.number} · {proof}", colours.muted, size=theme.META)
        painter.restore()


class ProposalDelegate(QStyledItemDelegate):
    """Draws what is proposed, its reasons, and its score as a bar with the number beside it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the row's height."""
        return QSize(320, theme.ROW_HEIGHT + 6 * theme.UNIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        record = index.data(RECORD_ROLE)
        if not isinstance(record, Proposal):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_background(painter, option, option.rect.adjusted(theme.UNIT, 1, -theme.UNIT, -1))
        colours = theme.tokens()
        area = option.rect.adjusted(SIDE, 2 * theme.UNIT, -SIDE, -2 * theme.UNIT)
        third = area.height() // 3
        width = 28 * theme.UNIT
        self._score(painter, QRect(area.right() - width, area.top(), width, 2 * third), record, colours)
        edge = area.right() - width - 3 * theme.UNIT
        if record.waits:
            words = QCoreApplication.translate("reckoning", "案件在等这笔退款")
            edge = paint_chip(painter, QRect(area.left(), area.top(), area.width(), third), edge, words, colours)
        above = QRect(area.left(), area.top(), edge - area.left() - theme.UNIT, third)
        middle = QRect(area.left(), area.top() + third, area.width() - width - 2 * theme.UNIT, third)
        reasons = QRect(area.left(), area.top() + 2 * third, area.width(), third)
        paint_line(painter, above, title(record), colours.text, is_bold=True)
        paint_line(painter, middle, below(record), colours.text)
        words = "；".join(say(reason) for reason in record.match.reasons)
        paint_line(painter, reasons, words, colours.muted, size=theme.META)
        painter.restore()

    def _score(self, painter: QPainter, area: QRect, record: Proposal, colours: theme.Tokens) -> None:
        half = area.height() // 2
        paint_right(painter, area.adjusted(0, 0, 0, -half), score_words(record), colours.text, size=theme.META)
        bar = QRect(area.left(), area.top() + half + 4, area.width(), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(bar, 3, 3)
        bar.setWidth(max(area.width() * record.match.score // 100, 6))
        painter.setBrush(QColor(colours.green if record.match.is_certain else colours.accent))
        painter.drawRoundedRect(bar, 3, 3)
