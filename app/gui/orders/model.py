"""The orders as a Qt model."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.orders import Order, OrderId
from app.gui.words import say

ORDER_ROLE: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class OrderListModel(QAbstractListModel):
    """One row an order; `ORDER_ROLE` gives the order itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders: list[Order] = []

    def set_orders(self, orders: list[Order]) -> None:
        """Show these orders; rows that stay the same order keep their selection."""
        if [order.id for order in orders] == [order.id for order in self._orders]:
            self._orders = orders
            if orders:
                self.dataChanged.emit(self.index(0), self.index(len(orders) - 1))
            return
        self.beginResetModel()
        self._orders = orders
        self.endResetModel()

    def row_of(self, order: OrderId) -> QModelIndex:
        """Return the row of an order; invalid where it is not shown."""
        for row, shown in enumerate(self._orders):
            if shown.id == order:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of orders."""
        return 0 if parent.isValid() else len(self._orders)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows, says to a screen reader, or is."""
        if not index.isValid() or index.row() >= len(self._orders):
            return None
        order = self._orders[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return order.facts.product
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return "\n".join(
                    part for part in (order.facts.product, order.facts.amount.shown, second_line(order)) if part
                )
            case _ if role == ORDER_ROLE:
                return order
            case _:
                return None


def second_line(order: Order) -> str:
    """Return who sold it and what state it is in."""
    facts = order.facts
    status = say(order.status.label) if order.status else ""
    return " · ".join(part for part in (facts.merchant or facts.platform, status, facts.number) if part)
