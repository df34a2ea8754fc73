"""Choosing an order by typing a part of its number, product or merchant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy

from app.domain.orders import Order, OrderId


def order_words(order: Order) -> str:
    """Return an order in one line."""
    facts = order.facts
    parts = (facts.product, facts.number, facts.amount.shown, facts.merchant or facts.platform)
    return " · ".join(part for part in parts if part)


class OrderPicker(QComboBox):
    """A box of orders that finds while one types; `order` is None until one is chosen."""

    def __init__(self) -> None:
        super().__init__(editable=True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(QCoreApplication.translate("OrderPicker", "订单"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(96)
        edit = self.lineEdit()
        assert edit is not None  # noqa: S101 - an editable box has one
        edit.setPlaceholderText(QCoreApplication.translate("OrderPicker", "输入订单号或商品查找"))
        edit.setAcceptDrops(False)
        edit.installEventFilter(self)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.setCurrentIndex(-1)

    @property
    def order(self) -> OrderId | None:
        """The chosen order."""
        typed = self.currentText().strip()
        row = self.findText(typed) if typed else -1
        return OrderId(int(self.itemData(row))) if row >= 0 else None

    def set_orders(self, orders: Sequence[Order]) -> None:
        """Offer orders; the chosen one stays chosen."""
        chosen, typed = self.order, self.currentText()
        self.blockSignals(True)
        self.clear()
        for order in orders:
            self.addItem(order_words(order), int(order.id))
        self.setCurrentIndex(self.findData(int(chosen)) if chosen is not None else -1)
        if chosen is None:
            self.setEditText(typed)
        self.blockSignals(False)

    def choose(self, order: OrderId | None) -> None:
        """Choose an order, or none."""
        self.setCurrentIndex(self.findData(int(order)) if order is not None else -1)
        if order is None:
            self.setEditText("")
        edit = self.lineEdit()
        if edit is not None:
            edit.setCursorPosition(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show all of a chosen order again from its beginning once the box is left."""
        edit = self.lineEdit()
        if watched is edit and edit is not None and event.type() == QEvent.Type.FocusOut:
            edit.setCursorPosition(0)
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
