"""What is known of a conversation: its name and channel, who is who, and the orders that it is on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.cancellation import Channel
from app.domain.conversations import Conversation
from app.domain.orders import Order, OrderId
from app.gui import theme
from app.gui.chats.list import badge
from app.gui.fields import ChoiceField, LineField
from app.gui.importing.roles import RoleQuestion
from app.gui.payments.order_picker import OrderPicker, order_words
from app.gui.words import say


class AboutPanel(QWidget):
    """Asks to change what is known of a conversation; it is saved as it is typed."""

    described = Signal(object, str, str)
    roles_told = Signal(object, object)
    order_put = Signal(object, object, bool)
    order_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._conversation: Conversation | None = None
        self._orders: dict[OrderId, Order] = {}
        self._is_editable = True
        self.roles: RoleQuestion | None = None
        self.title = LineField("title", self.tr("名称"))
        self.channel = ChoiceField("channel", self.tr("渠道"), tuple((one.value, say(one.label)) for one in Channel))
        self.badge = QLabel(wordWrap=True)
        self.badge.setObjectName("meta")
        self.picker = OrderPicker()
        self.put = QPushButton(self.tr("放到订单"))
        self._lay_out()
        for field in (self.title, self.channel):
            field.edited.connect(lambda _name, _text: self._on_described())
        self.put.clicked.connect(self._on_put)
        self.picker.currentTextChanged.connect(lambda _text: self._show_state())

    def set_orders(self, orders: Sequence[Order]) -> None:
        """Offer orders to put the conversation on."""
        self._orders = {order.id: order for order in orders}
        self.picker.set_orders(orders)

    def show_conversation(self, conversation: Conversation) -> None:
        """Show what is known."""
        is_other = self._conversation is None or self._conversation.id != conversation.id
        is_changed = self._conversation != conversation
        self._conversation = conversation
        if is_other or not self.title.is_busy:
            self.title.set_text(conversation.title)
        self.channel.set_text(conversation.channel.value)
        kept = (
            self.tr("平台会保存这里的记录")
            if conversation.is_official
            else self.tr("平台看不到，请尽量转到官方渠道再说一遍")
        )
        self.badge.setText(f"{badge(conversation)}：{kept}")
        if is_changed:
            self._show_roles(conversation)
            self._show_orders(conversation)
        self._show_state()

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self._is_editable = editable
        self.title.setEnabled(editable)
        self.channel.setEnabled(editable)
        self._show_state()

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        self.title.flush()

    def _show_roles(self, conversation: Conversation) -> None:
        if self.roles is not None:
            self.roles.hide()
            self.roles.deleteLater()
        self.roles = RoleQuestion(conversation, with_title=False)
        self.roles.answered.connect(self.roles_told)
        self.roles.set_editable(self._is_editable)
        self._people.addWidget(self.roles)

    def _show_orders(self, conversation: Conversation) -> None:
        while (item := self._on_orders.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for key in conversation.orders:
            order = self._orders.get(key)
            words = QPushButton(order_words(order) if order else str(key))
            words.setProperty("flat", True)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            words.setStyleSheet("text-align: left; padding: 0 4px;")
            words.clicked.connect(lambda _checked=False, key=key: self.order_chosen.emit(key))
            off = QPushButton(self.tr("拿开"))
            off.setEnabled(self._is_editable)
            off.clicked.connect(lambda _checked=False, key=key: self._take_off(key))
            holder = QWidget()
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(words, 1)
            line.addWidget(off)
            words.setMinimumWidth(60)
            self._on_orders.addWidget(holder)

    def _show_state(self) -> None:
        self.put.setEnabled(self._is_editable and self.picker.order is not None)

    def _take_off(self, order: OrderId) -> None:
        if self._conversation is not None:
            self.order_put.emit(self._conversation.id, order, False)

    def _on_put(self) -> None:
        if self._conversation is not None and self.picker.order is not None:
            self.order_put.emit(self._conversation.id, self.picker.order, True)
            self.picker.choose(None)

    def _on_described(self) -> None:
        if self._conversation is not None and self.channel.text:
            self.described.emit(self._conversation.id, self.title.text, self.channel.text)

    def _lay_out(self) -> None:
        self._people = QVBoxLayout()
        self._on_orders = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.title)
        layout.addWidget(self.channel)
        layout.addWidget(self.badge)
        layout.addWidget(_section(self.tr("谁是谁")))
        layout.addLayout(self._people)
        layout.addWidget(_section(self.tr("属于哪些订单")))
        layout.addLayout(self._on_orders)
        line = QHBoxLayout()
        line.addWidget(self.picker, 1)
        line.addWidget(self.put)
        layout.addLayout(line)


def _section(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("section")
    return label
