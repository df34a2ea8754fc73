"""One payment in full, at the right of the list: its fields, where it is from, and what it belongs to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.casework.browsing import PaymentFile, order_fields, paid_for_something
from app.domain.orders import Order
from app.domain.payment_links import LinkRole, PaymentLink
from app.domain.payments import PaymentState
from app.domain.times import shown
from app.gui import theme
from app.gui.payments.model import signed, when, who
from app.gui.payments.order_picker import OrderPicker, order_words
from app.gui.scrolling import scrolled
from app.gui.words import say


class PaymentDetail(QWidget):
    """Shows a payment and asks to join it, to part it, or to record the order that it paid for."""

    join_asked = Signal(object, object, str)
    part_asked = Signal(int)
    order_fields_asked = Signal(dict)
    order_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._file: PaymentFile | None = None
        self._is_editable = True
        self.heading = QLabel(wordWrap=True)
        self.heading.setObjectName("section")
        self.amount = QLabel()
        self.amount.setObjectName("amount")
        self.picker = OrderPicker()
        self.role = QComboBox()
        self.role.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.role.setAccessibleName(self.tr("这笔钱是什么"))
        for role in LinkRole:
            self.role.addItem(say(role.label), role.value)
        self.join = QPushButton(self.tr("关联到订单"))
        self.record = QPushButton(self.tr("由此记录订单"))
        self.record.setToolTip(self.tr("用这笔付款的商品、金额、时间和单号填好新订单"))
        self._links = QVBoxLayout()
        self._facts = QGridLayout()
        self._lay_out()
        self.join.clicked.connect(self._on_join)
        self.record.clicked.connect(self._on_record)
        self.picker.currentTextChanged.connect(lambda _text: self._show_state())
        self.hide()

    def show_payment(self, file: PaymentFile) -> None:
        """Show a payment."""
        is_other = self._file is None or self._file.listed.payment.id != file.listed.payment.id
        self._file = file
        payment = file.listed.payment
        self.heading.setText(who(payment))
        self.amount.setText(signed(payment.row))
        if is_other:
            self.picker.choose(None)
            wanted = LinkRole.REFUND if payment.row.state is PaymentState.REFUND else LinkRole.PAYMENT
            self.role.setCurrentIndex(self.role.findData(wanted.value))
        self._show_links(file)
        self._show_facts(file)
        self._show_state()
        self.show()

    def set_orders(self, orders: list[Order]) -> None:
        """Offer orders to join to."""
        self.picker.set_orders(orders)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self._is_editable = editable
        self._show_state()

    def _show_state(self) -> None:
        file = self._file
        self.join.setEnabled(self._is_editable and self.picker.order is not None)
        self.record.setEnabled(self._is_editable)
        self.record.setVisible(file is not None and not file.listed.links and paid_for_something(file.listed.payment))
        for button in self.findChildren(QPushButton, "part"):
            button.setEnabled(self._is_editable)

    def _on_join(self) -> None:
        if self._file is not None and self.picker.order is not None:
            self.join_asked.emit(self._file.listed.payment.id, self.picker.order, str(self.role.currentData()))

    def _on_record(self) -> None:
        if self._file is not None:
            self.order_fields_asked.emit(order_fields(self._file.listed.payment))

    def _show_links(self, file: PaymentFile) -> None:
        _empty(self._links)
        by_id = {order.id: order for order in file.orders}
        for link in file.listed.links:
            self._links.addWidget(self._link(link, by_id.get(link.order)))

    def _link(self, link: PaymentLink, order: Order | None) -> QWidget:
        frame = QWidget()
        words = QPushButton(order_words(order) if order else str(link.order))
        words.setProperty("flat", True)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words.setStyleSheet("text-align: left; padding: 0 4px;")
        words.setToolTip(self.tr("打开这笔订单：{}").format(words.text()))
        words.clicked.connect(lambda _checked=False, key=link.order: self.order_chosen.emit(key))
        role = QLabel(f"{say(link.role.label)} {link.amount.shown}")
        reasons = QLabel("；".join(link.reasons), wordWrap=True)
        reasons.setObjectName("meta")
        part = QPushButton(self.tr("取消关联"))
        part.setObjectName("part")
        part.clicked.connect(lambda _checked=False, key=link.id: self.part_asked.emit(key))
        line = QHBoxLayout()
        line.addWidget(role, 1)
        line.addWidget(part)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(words)
        column.addLayout(line)
        column.addWidget(reasons)
        return frame

    def _show_facts(self, file: PaymentFile) -> None:
        _empty(self._facts)
        for number, (label, value) in enumerate(self._values(file)):
            name = QLabel(label)
            name.setObjectName("meta")
            said = QLabel(value, wordWrap=True)
            said.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            said.setAccessibleName(f"{label}：{value}")
            self._facts.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(said, number, 1)

    def _values(self, file: PaymentFile) -> list[tuple[str, str]]:
        payment, row = file.listed.payment, file.listed.payment.row
        found = [
            (self.tr("时间"), when(payment) if row.is_day_only else shown(row.at)),
            (self.tr("状态"), row.status or say(row.state.label)),
            (self.tr("商品"), row.product),
            (self.tr("对方账号"), row.counterparty_account),
            (self.tr("类型"), row.category),
            (self.tr("支付方式"), row.method),
            (self.tr("交易单号"), row.transaction_no),
            (self.tr("商户单号"), row.merchant_no),
            (self.tr("已退款"), row.refunded.shown if row.refunded is not None else ""),
            (self.tr("手续费"), row.fee.shown if row.fee is not None else ""),
            (self.tr("退的是"), row.refund_of),
            (self.tr("备注"), row.note),
        ]
        for place, (version, source) in enumerate(file.versions):
            label = self.tr("来自") if place == 0 else self.tr("之前")
            words = self.tr("{} 第 {} 行（{}）").format(
                _breakable(source.name), version.row.line, say(version.source.label)
            )
            if place:
                words += self.tr("，当时是“{}”").format(version.row.status or say(version.row.state.label))
            found.append((label, words))
        return [(label, value) for label, value in found if value]

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(4 * theme.UNIT, 3 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT)
        column.setSpacing(3 * theme.UNIT)
        column.addWidget(self.heading)
        column.addWidget(self.amount)
        column.addLayout(self._links)
        choose = QGridLayout()
        choose.setSpacing(2 * theme.UNIT)
        choose.addWidget(self.picker, 0, 0, 1, 2)
        choose.addWidget(self.role, 1, 0)
        choose.addWidget(self.join, 1, 1)
        column.addLayout(choose)
        column.addWidget(self.record)
        self._facts.setHorizontalSpacing(3 * theme.UNIT)
        self._facts.setVerticalSpacing(2 * theme.UNIT)
        self._facts.setColumnStretch(1, 1)
        column.addLayout(self._facts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body))


def _breakable(name: str) -> str:
    """Return a file's name that may be wrapped behind its signs, for it has no blanks."""
    return "".join(f"{mark}\u200b" if mark in "_-.()" else mark for mark in name)


def _empty(layout: QVBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
