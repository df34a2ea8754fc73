"""The page of payments: search, filter, the list, and the chosen one in full; beside it the page of reconciling."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.casework.browsing import PaymentFile, PaymentFilter, PaymentOutline, PaymentPage
from app.casework.payments import ListedPayment
from app.domain.payments import PaymentId
from app.domain.times import Clock
from app.gui import theme
from app.gui.empty import EmptyState
from app.gui.evidence.drop import DropTarget
from app.gui.fields import StepsPassedOn
from app.gui.payments.delegate import PaymentDelegate
from app.gui.payments.detail import PaymentDetail
from app.gui.payments.model import PAYMENT_ROLE, ROW, PaymentList, PaymentModel
from app.gui.payments.reckoning_page import ReckoningPage
from app.gui.words import say


class PaymentsPage(QWidget):
    """Shows payments; it asks for more of them, for one in full, and for the import of what is dropped on it."""

    query_changed = Signal(str, object)
    payment_chosen = Signal(object)
    import_asked = Signal()
    dropped = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._total = 0
        self._wanted_row: PaymentId | None = None
        self._told: PaymentId | None = None
        self.model = PaymentModel(self)
        self.search = QLineEdit(placeholderText=self.tr("搜索对方、商品、单号、金额…"), clearButtonEnabled=True)
        self.search.setAccessibleName(self.tr("搜索付款记录"))
        self.search.setAcceptDrops(False)
        self.search.installEventFilter(self)
        StepsPassedOn(self.search)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("筛选付款记录"))
        for wanted in PaymentFilter:
            self.filter.addItem(say(wanted.label), wanted.value)
        self.count = QLabel()
        self.count.setObjectName("meta")
        self.bring = QPushButton(self.tr("导入账单…"))
        self.list = PaymentList(ROW)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaymentDelegate(self.list))
        self.list.setAccessibleName(self.tr("付款记录"))
        self.detail = PaymentDetail()
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.nothing = EmptyState(self.tr("没有符合的付款。换个词试试，或清空搜索。"), drawing="search")
        self.empty = EmptyState(
            self.tr("把支付宝、微信等导出的账单拖到这里，就能找到每笔订单的付款和退款。"),
            drawing="drop",
            heading=self.tr("还没有付款记录"),
        )
        self.empty_bring = self.empty.add_button(self.tr("导入账单…"), primary=True)
        self.reckoning = ReckoningPage()
        self._lay_out()
        self.drop = DropTarget(self, clock, lambda n: self.tr("松开鼠标，导入 {} 个文件").format(n))
        self._typing = QTimer(self, interval=150, singleShot=True)
        self._typing.timeout.connect(self._ask)
        self._connect()

    def show_first(self, page: PaymentPage) -> None:
        """Show the list from its beginning; the chosen payment stays chosen where it is loaded."""
        chosen = self._wanted_row or self._chosen()
        self.problem.hide()
        self.model.start(page)
        row = self.model.row_of(chosen) if chosen is not None else -1
        self._told = chosen if row >= 0 else None
        if row >= 0:
            selection = self.list.selectionModel()
            selection.blockSignals(True)
            self.list.setCurrentIndex(self.model.index(row))
            selection.blockSignals(False)
        is_filtered = bool(self.search.text().strip()) or self.wanted is not PaymentFilter.ALL
        shown = self._full if page.rows or is_filtered else self.empty
        self._stack.setCurrentWidget(shown)
        self._lists.setCurrentWidget(self.list if page.rows else self.nothing)

    def show_outline(self, outline: PaymentOutline) -> None:
        """Say how many payments match, and let the list be as long."""
        self.count.setText(self.tr("{} 笔").format(f"{outline.total:,}"))
        self.model.stretch(outline)

    def show_payment(self, file: PaymentFile) -> None:
        """Show a payment in full."""
        self._wanted_row = file.listed.payment.id
        self.detail.show_payment(file)

    def show_problem(self, words: str) -> None:
        """Say above the list why a wish was refused."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes, for a vault that is open for reading."""
        self.detail.set_editable(editable)
        self.reckoning.set_editable(editable)
        self.drop.is_enabled = editable
        for button in (self.bring, self.empty_bring):
            button.setEnabled(editable)

    @property
    def wanted(self) -> PaymentFilter:
        """Which payments are asked for."""
        return PaymentFilter(self.filter.currentData())

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

    def _ask(self) -> None:
        self._wanted_row = None
        self.query_changed.emit(self.search.text(), self.wanted)

    def _chosen(self) -> PaymentId | None:
        listed = self.list.currentIndex().data(PAYMENT_ROLE)
        return listed.payment.id if isinstance(listed, ListedPayment) else None

    def _on_current(self, current: QModelIndex, _previous: QModelIndex | None = None) -> None:
        listed = current.data(PAYMENT_ROLE)
        if isinstance(listed, ListedPayment):
            self._wanted_row = None
            self._told = listed.payment.id
            self.payment_chosen.emit(listed.payment.id)

    def _on_arrived(self, first: QModelIndex, last: QModelIndex) -> None:
        """Open the chosen row once it is there: after a leap its page is on its way still."""
        current = self.list.currentIndex()
        if first.row() <= current.row() <= last.row() and self._chosen() != self._told:
            self._on_current(current)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.filter.currentIndexChanged.connect(lambda _index: self._ask())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.model.dataChanged.connect(self._on_arrived)
        for button in (self.bring, self.empty_bring):
            button.clicked.connect(lambda _checked=False: self.import_asked.emit())
        self.drop.dropped.connect(self.dropped)

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("付款记录"))
        heading.setObjectName("title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addStretch()
        top.addWidget(self.bring)
        tools = QHBoxLayout()
        tools.setSpacing(2 * theme.UNIT)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.filter)
        tools.addWidget(self.count)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.nothing)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 2 * theme.UNIT, 0, 0)
        column.setSpacing(2 * theme.UNIT)
        inset = QVBoxLayout()
        inset.setContentsMargins(4 * theme.UNIT, 0, 4 * theme.UNIT, 0)
        inset.addLayout(tools)
        inset.addWidget(self.problem)
        column.addLayout(inset)
        column.addWidget(self._lists, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([640, 320])
        left.setMinimumWidth(300)
        self.detail.setMinimumWidth(260)
        self.tabs = QTabWidget()
        self.tabs.addTab(split, self.tr("全部付款"))
        self.tabs.addTab(self.reckoning, self.tr("对账"))
        self._full = QWidget()
        full = QVBoxLayout(self._full)
        full.setContentsMargins(0, 4 * theme.UNIT, 0, 0)
        full.setSpacing(2 * theme.UNIT)
        head = QVBoxLayout()
        head.setContentsMargins(4 * theme.UNIT, 0, 4 * theme.UNIT, 0)
        head.addLayout(top)
        full.addLayout(head)
        full.addWidget(self.tabs, 1)
        self._stack = QStackedWidget()
        # Until the first load there is nothing to say, not even that nothing is here.
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._full)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
