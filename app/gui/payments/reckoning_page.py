"""The page of reconciling: what is proposed above, each order's money below, and the sums of all."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.casework.payments import Reckoning
from app.casework.reconciling import Proposal, Reconciliation
from app.gui import theme
from app.gui.payments.delegate import paint_right
from app.gui.payments.reckoning_rows import (
    COLUMNS,
    RECORD_ROLE,
    ProposalDelegate,
    ProposalModel,
    ReckoningDelegate,
    ReckoningModel,
    RecordModel,
    column_words,
    money_columns,
)


class MoneyHeads(QWidget):
    """The names of the columns of money, over them."""

    def __init__(self, view: QListView) -> None:
        super().__init__()
        self._view = view
        self.setFixedHeight(6 * theme.UNIT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names."""
        painter = QPainter(self)
        words = column_words()
        for name, place in money_columns(QRect(0, 0, self._view.viewport().width(), self.height())).items():
            paint_right(painter, place, words[name], theme.tokens().muted, size=theme.META)


class ReckoningPage(QWidget):
    """Shows what each order cost and what came back; it asks to take proposals."""

    accept_asked = Signal(object)
    certain_asked = Signal()
    refund_asked = Signal(object)
    order_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._is_editable = True
        self.orders = ReckoningModel(self)
        self.proposals = ProposalModel(self)
        self.totals = QLabel(wordWrap=True)
        self.totals.setObjectName("section")
        self.proposed = QLabel()
        self.proposed.setObjectName("section")
        self.order_list = self._list(self.orders, self.tr("每笔订单的钱"))
        self.order_list.setItemDelegate(ReckoningDelegate(self.order_list))
        self.proposal_list = self._list(self.proposals, self.tr("可能属于订单的付款和退款"))
        self.proposal_list.setItemDelegate(ProposalDelegate(self.proposal_list))
        self.refund = QPushButton(self.tr("记入案件：收到退款"))
        self.refund.setToolTip(self.tr("关联这笔退款，并写进案件的经过"))
        self.accept = QPushButton(self.tr("采用"))
        self.certain = QPushButton(self.tr("全部采用确定的"))
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self.problem.hide()
        self._lay_out()
        self._connect()
        self._show_state()

    def show_reconciliation(self, found: Reconciliation) -> None:
        """Show orders, sums and proposals."""
        self.problem.hide()
        self.orders.set_records(found.orders)
        self.proposals.set_records(found.proposals)
        words, total = column_words(), found.total
        sums = " · ".join(f"{words[name]} {total[name].shown}" for name in COLUMNS)
        self.totals.setText(self.tr("{} 笔订单：{}").format(len(found.orders), sums))
        if found.proposals:
            self.proposed.setText(self.tr("找到 {} 笔可能属于订单的付款或退款").format(len(found.proposals)))
        else:
            self.proposed.setText(self.tr("没有待确认的付款或退款"))
        self._upper.setVisible(bool(found.proposals))
        if found.proposals and not self.proposal_list.currentIndex().isValid():
            self.proposal_list.setCurrentIndex(self.proposals.index(0))
        self._show_state()

    def show_problem(self, words: str) -> None:
        """Say why a wish was refused."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self._is_editable = editable
        self._show_state()

    def _chosen(self) -> Proposal | None:
        record = self.proposal_list.currentIndex().data(RECORD_ROLE)
        return record if isinstance(record, Proposal) else None

    def _show_state(self) -> None:
        chosen = self._chosen()
        self.accept.setEnabled(self._is_editable and chosen is not None)
        self.refund.setVisible(chosen is not None and chosen.waits)
        self.refund.setEnabled(self._is_editable)
        certain = sum(record.match.is_certain for record in self.proposals.records)
        self.certain.setEnabled(self._is_editable and certain > 0)
        main = self.refund if chosen is not None and chosen.waits else self.accept
        for button in (self.refund, self.accept):
            button.setProperty("primary", button is main)
            button.style().unpolish(button)
            button.style().polish(button)

    def _on_accept(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.accept_asked.emit(chosen.match)

    def _on_refund(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.waits:
            self.refund_asked.emit(chosen.match)

    def _on_order(self, index: QModelIndex) -> None:
        record = index.data(RECORD_ROLE)
        if isinstance(record, Reckoning):
            self.order_chosen.emit(record.order.id)

    def _connect(self) -> None:
        self.accept.clicked.connect(self._on_accept)
        self.refund.clicked.connect(self._on_refund)
        self.certain.clicked.connect(lambda _checked=False: self.certain_asked.emit())
        self.proposal_list.selectionModel().currentChanged.connect(lambda *_: self._show_state())
        self.proposals.modelReset.connect(self._show_state)
        self.order_list.activated.connect(self._on_order)

    def _list(self, model: RecordModel, name: str) -> QListView:
        view = QListView()
        view.setModel(model)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName(name)
        return view

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(4 * theme.UNIT, 0, 4 * theme.UNIT, 2 * theme.UNIT)
        buttons.setSpacing(2 * theme.UNIT)
        buttons.addWidget(self.refund)
        buttons.addWidget(self.accept)
        buttons.addWidget(self.certain)
        buttons.addWidget(self.problem, 1)
        buttons.addStretch()
        self._upper = QWidget()
        upper = QVBoxLayout(self._upper)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addWidget(self.proposal_list, 1)
        upper.addLayout(buttons)
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 2 * theme.UNIT, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(_inset(self.totals))
        column.addWidget(MoneyHeads(self.order_list))
        column.addWidget(self.order_list, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._upper)
        split.addWidget(lower)
        split.setStretchFactor(1, 1)
        split.setSizes([260, 340])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 3 * theme.UNIT, 0, 0)
        layout.addWidget(_inset(self.proposed))
        layout.addWidget(split, 1)


def _inset(widget: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(4 * theme.UNIT, 0, 4 * theme.UNIT, 0)
    line.addWidget(widget)
    return holder
