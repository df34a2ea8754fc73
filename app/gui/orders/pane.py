"""The middle pane: search as you type, a status filter and the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QStackedWidget, QVBoxLayout, QWidget

from app.domain.deadline import Deadline
from app.domain.orders import Order, OrderId, OrderStatus
from app.domain.times import Clock
from app.gui import theme
from app.gui.empty import EmptyState
from app.gui.fields import StepsPassedOn
from app.gui.orders.delegate import OrderDelegate
from app.gui.orders.model import ORDER_ROLE, OrderListModel
from app.gui.words import say


class OrdersPane(QWidget):
    """Shows orders and says which is chosen; it finds nothing itself."""

    order_chosen = Signal(object)
    query_changed = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = OrderListModel(self)
        self.search = QLineEdit(placeholderText=self.tr("搜索订单号、商品、商家…"), clearButtonEnabled=True)
        self.search.setAccessibleName(self.tr("搜索订单"))
        self.search.installEventFilter(self)
        StepsPassedOn(self.search)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("按状态筛选"))
        self.filter.addItem(self.tr("全部状态"), "")
        for status in OrderStatus:
            self.filter.addItem(say(status.label), status.value)
        self.list = QListView()
        self.list.setModel(self.model)
        self._clocks = OrderDelegate(clock, self.list)
        self.list.setItemDelegate(self._clocks)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("订单列表"))
        self.nothing = EmptyState(self.tr("没有符合的订单。换个词试试，或清空搜索。"), drawing="search")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.UNIT, 3 * theme.UNIT, 2 * theme.UNIT, 0)
        layout.setSpacing(2 * theme.UNIT)
        for part in (self.search, self.filter, self._stack):
            layout.addWidget(part)
        self._typing = QTimer(self, interval=80, singleShot=True)
        self._typing.timeout.connect(self.query_changed)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.filter.currentIndexChanged.connect(lambda _index: self.query_changed.emit())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        # The present order is no change, but a click on it is the way back from another page.
        self.list.clicked.connect(self._on_current)
        self.list.activated.connect(self._on_current)

    @property
    def query(self) -> str:
        """What is searched for."""
        return self.search.text()

    @property
    def status(self) -> str | None:
        """The status that is asked for, if any."""
        return str(self.filter.currentData()) or None

    @property
    def is_filtered(self) -> bool:
        """Whether the list shows a part of the orders only."""
        return bool(self.query.strip() or self.status)

    def show_orders(self, orders: Sequence[Order], *, chosen: OrderId | None) -> None:
        """Show orders and mark the chosen one."""
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.model.set_orders(list(orders))
        selection.blockSignals(False)
        self._mark(chosen)
        self._stack.setCurrentWidget(self.nothing if self.is_filtered and not orders else self.list)

    def mark(self, chosen: OrderId) -> None:
        """Mark an order that was chosen elsewhere and scroll to it; none where it is not in the list."""
        self._mark(chosen)
        self.list.scrollTo(self.list.currentIndex())

    def show_clocks(self, clocks: Mapping[OrderId, Deadline]) -> None:
        """Show on each order the deadline that burns."""
        self._clocks.set_clocks(clocks)
        self.list.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys leave the search box for the list, and Escape clear it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.model.rowCount():
                self.list.setFocus()
                if not self.list.currentIndex().isValid():
                    self.list.setCurrentIndex(self.model.index(0))
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _mark(self, chosen: OrderId | None) -> None:
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        row = self.model.row_of(chosen) if chosen is not None else QModelIndex()
        if row.isValid():
            selection.setCurrentIndex(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        else:
            selection.clear()
        selection.blockSignals(False)
        self.list.viewport().update()

    def _on_current(self, current: QModelIndex, _previous: QModelIndex | None = None) -> None:
        order = current.data(ORDER_ROLE)
        if isinstance(order, Order):
            self.order_chosen.emit(order.id)
