"""The merchants of all orders, with what they did in cases."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.casework.merchants import MerchantRecord
from app.gui import theme
from app.gui.empty import EmptyState
from app.gui.merchants.desk import MerchantsView
from app.gui.merchants.rows import MERCHANT_ROLE, MerchantDelegate, MerchantModel, columns
from app.gui.row_painting import paint_line


class Heads(QWidget):
    """The names of the columns, over them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(6 * theme.UNIT)
        self._words = (self.tr("商家"), self.tr("订单和案件"), self.tr("怎么对待取消和退款"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names."""
        painter = QPainter(self)
        for area, words in zip(columns(self.rect()), self._words, strict=True):
            paint_line(painter, area, words, theme.tokens().muted, size=theme.META)


class MerchantsPage(QWidget):
    """Lists merchants; it asks for the orders of one, and for the check before buying."""

    merchant_chosen = Signal(object)
    check_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = MerchantModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(MerchantDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("商家"))
        self.check = QPushButton(self.tr("下单前核对"))
        self.empty = EmptyState(
            self.tr("订单上填了商家，这里就会记下它怎么对待取消和退款，下次买之前先看一眼。"),
            heading=self.tr("还没有商家"),
        )
        self.empty_check = self.empty.add_button(self.tr("下单前核对"))
        self._lay_out()
        self.list.activated.connect(self._on_chosen)
        self.list.doubleClicked.connect(self._on_chosen)
        for button in (self.check, self.empty_check):
            button.clicked.connect(lambda _checked: self.check_asked.emit())

    def show_merchants(self, view: MerchantsView) -> None:
        """Show the merchants."""
        self.model.set_records(view.merchants)
        self._stack.setCurrentIndex(1 if view.merchants else 0)

    def _on_chosen(self, index: QModelIndex) -> None:
        record = index.data(MERCHANT_ROLE)
        if isinstance(record, MerchantRecord):
            self.merchant_chosen.emit(record)

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("商家"))
        heading.setObjectName("title")
        hint = QLabel(self.tr("按你的案件统计；按回车看它的订单。"))
        hint.setObjectName("muted")
        head = QHBoxLayout()
        head.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 2 * theme.UNIT)
        words = QVBoxLayout()
        words.setSpacing(theme.UNIT)
        words.addWidget(heading)
        words.addWidget(hint)
        head.addLayout(words, 1)
        head.addWidget(self.check, alignment=Qt.AlignmentFlag.AlignTop)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Heads())
        column.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(full)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
