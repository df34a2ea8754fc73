"""The rows of today as a Qt model; the clocks move without the rows being read again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.casework.today import TodayRow
from app.domain.cancellation import Actor
from app.domain.orders import OrderId
from app.domain.times import shown
from app.gui.today.countdown import Countdown, Level, left
from app.gui.words import say

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
CLOCK_ROLE: Final = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class TodayModel(QAbstractListModel):
    """One row an order: `ROW_ROLE` gives the row, `CLOCK_ROLE` its countdown, None where no deadline burns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TodayRow] = []
        self._clocks: list[Countdown | None] = []

    @property
    def has_seconds(self) -> bool:
        """Whether a clock tells seconds."""
        return any(clock is not None and clock.by_second for clock in self._clocks)

    def set_rows(self, rows: Sequence[TodayRow], at: datetime) -> None:
        """Show these rows; the same orders in the same sequence keep their selection."""
        clocks = [_clock(row, at) for row in rows]
        if [row.order.id for row in rows] == [row.order.id for row in self._rows]:
            self._rows, self._clocks = list(rows), clocks
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows, self._clocks = list(rows), clocks
        self.endResetModel()

    def tick(self, at: datetime) -> None:
        """Move the clocks on; only rows whose clock reads differently change."""
        for number, row in enumerate(self._rows):
            clock = _clock(row, at)
            if clock != self._clocks[number]:
                self._clocks[number] = clock
                self.dataChanged.emit(self.index(number), self.index(number), [CLOCK_ROLE])

    def count(self, level: Level) -> int:
        """Return how many clocks are of a level."""
        return sum(clock is not None and clock.level is level for clock in self._clocks)

    def row_of(self, order: OrderId) -> QModelIndex:
        """Return the row of an order; invalid where it is not shown."""
        for number, row in enumerate(self._rows):
            if row.order.id == order:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows, says to a screen reader, or is."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, clock = self._rows[index.row()], self._clocks[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return say(row.headline)
            case Qt.ItemDataRole.AccessibleTextRole:
                words = clock.words if clock else ""
                return "\n".join(part for part in (say(row.headline), second_line(row), about(row), words) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return _tooltip(row)
            case _ if role == ROW_ROLE:
                return row
            case _ if role == CLOCK_ROLE:
                return clock
            case _:
                return None


def second_line(row: TodayRow) -> str:
    """Return whose turn it is, and on which order."""
    facts = row.order.facts
    state = say(row.state.label) if row.state else ""
    return " · ".join(part for part in (turn(row.actor), facts.product, facts.platform, state) if part)


def turn(actor: Actor) -> str:
    """Return whose turn it is, in words."""
    match actor:
        case Actor.ME:
            return QCoreApplication.translate("today", "轮到你")
        case Actor.MERCHANT:
            return QCoreApplication.translate("today", "等商家")
        case Actor.PLATFORM:
            return QCoreApplication.translate("today", "等平台客服")
        case Actor.AUTHORITY:
            return QCoreApplication.translate("today", "等协会或监管部门")
        case Actor.NOBODY:
            return ""


def about(row: TodayRow) -> str:
    """Return what the burning deadline is about."""
    return say(row.burning.kind.label) if row.burning else ""


def _clock(row: TodayRow, at: datetime) -> Countdown | None:
    return left(row.burning, at) if row.burning else None


def _tooltip(row: TodayRow) -> str:
    lines = [say(row.headline), second_line(row)]
    if row.burning:
        lines += [f"{about(row)} · {shown(row.burning.due_at)}", say(row.burning.clause)]
    return "\n".join(lines)
