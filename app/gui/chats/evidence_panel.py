"""What to do with the chosen message: rely upon it, and record what it says in a case."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.cancellation import CancelEvent, Cancellation, CancelState, allowed_events
from app.domain.conversations import Conversation
from app.domain.dialogue_hints import HintKind
from app.domain.orders import Order, OrderId
from app.domain.times import shown
from app.gui import theme
from app.gui.case_page.recording import fields_of
from app.gui.chats.desk import Bubble
from app.gui.chats.model import clock_of, day_words, sender_of
from app.gui.fields import LineField
from app.gui.payments.order_picker import OrderPicker
from app.gui.words import say

_NOT_OF_WORDS = {CancelEvent.WITHDRAW, CancelEvent.REOPEN, CancelEvent.ACCEPT_SHORT}


def promised_until(bubble: Bubble) -> str:
    """Return until when something was promised, where that is so many minutes or hours from the message on.

    Days are the rules' business: they may be working days, and end at midnight.
    """
    at = bubble.message.read.at
    for hint in bubble.hints:
        if at is not None and hint.kind is HintKind.PROMISE and hint.duration and hint.duration.unit in {"m", "h"}:
            return shown(at + hint.duration.as_timedelta())
    return ""


class EvidencePanel(QWidget):
    """Asks for marks and entries about one message; suggestions found in it are filled in."""

    rely_asked = Signal(object, object, str, bool)
    event_asked = Signal(object, object, str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._bubble: Bubble | None = None
        self._orders: dict[OrderId, Order] = {}
        self._cases: tuple[Cancellation, ...] = ()
        self._is_editable = True
        self.heading = QLabel(wordWrap=True)
        self.heading.setObjectName("meta")
        self.picker = OrderPicker()
        self.note = LineField("note", self.tr("为什么重要（可不填）"), hint=self.tr("例如：商家承诺24小时退款"))
        self.star = QPushButton()
        self.case, self.event_kind = QComboBox(), QComboBox()
        for box in (self.case, self.event_kind):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.case.setAccessibleName(self.tr("案件"))
        self.event_kind.setAccessibleName(self.tr("发生了什么"))
        self.amount = LineField("amount", self.tr("金额（元）"), hint="100.00")
        self.due = LineField("due", self.tr("说好什么时候"), hint="2026-01-01 12:00")
        self.record = QPushButton(self.tr("记录到案件"))
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self._lay_out()
        self.star.clicked.connect(self._on_star)
        self.record.clicked.connect(self._on_record)
        self.case.currentIndexChanged.connect(lambda _index: self._show_events())
        self.event_kind.currentIndexChanged.connect(lambda _index: self._show_fields())
        self.picker.currentTextChanged.connect(lambda _text: self._on_order())
        self.show_message(None)

    def set_choices(self, orders: Sequence[Order], cases: Sequence[Cancellation]) -> None:
        """Offer orders and the cases that are open."""
        self._orders = {order.id: order for order in orders}
        self._cases = tuple(case for case in cases if case.standing.state is not CancelState.WITHDRAWN)
        self.picker.set_orders(orders)
        self._show_cases()

    def set_conversation(self, conversation: Conversation) -> None:
        """Choose the order that the conversation is on, where it is on one."""
        if len(conversation.orders) == 1 or (conversation.orders and self.picker.order is None):
            self.picker.choose(conversation.orders[0])

    def show_message(self, bubble: Bubble | None) -> None:
        """Show what can be done with a message."""
        is_other = bubble is None or self._bubble is None or bubble.message.id != self._bubble.message.id
        self._bubble = bubble
        self.setVisible(bubble is not None)
        if bubble is None:
            return
        message = bubble.message
        when = f"{day_words(bubble)} {clock_of(message)}".strip()
        self.heading.setText(self.tr("选中的消息：{}，{}").format(sender_of(message), when))
        if is_other:
            self.problem.clear()
            self.note.set_text(message.relied_upon[0][1] if message.relied_upon else "")
            money = next((hint.money for hint in bubble.hints if hint.kind is HintKind.AMOUNT and hint.money), None)
            self.amount.set_text(str(money) if money else "")
            self.due.set_text(promised_until(bubble))
            if message.relied_upon:
                self.picker.choose(message.relied_upon[0][0])
        self._show_state()

    def show_problem(self, words: str) -> None:
        """Say why a wish was refused."""
        self.problem.setText(words)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self._is_editable = editable
        self._show_state()

    def toggle(self) -> None:
        """Mark the message, or take the mark away."""
        if self.star.isEnabled():
            self._on_star()

    @property
    def _is_marked(self) -> bool:
        order = self.picker.order
        marks = self._bubble.message.relied_upon if self._bubble else ()
        return any(marked == order for marked, _ in marks)

    def _show_state(self) -> None:
        has_order = self.picker.order is not None
        self.star.setText(self.tr("★ 取消依据") if self._is_marked else self.tr("☆ 标为依据"))
        self.star.setEnabled(self._is_editable and has_order and self._bubble is not None)
        self.star.setToolTip("" if has_order else self.tr("先选择订单"))
        has_time = self._bubble is not None and self._bubble.message.read.at is not None
        self.record.setEnabled(self._is_editable and has_time and self.event_kind.count() > 0)
        self.record.setToolTip("" if has_time else self.tr("这条消息的时间不详，请在案件里手工记录"))

    def _show_cases(self) -> None:
        chosen = self.case.currentData()
        self.case.blockSignals(True)
        self.case.clear()
        for case in self._cases:
            order = self._orders.get(case.order)
            name = f"{order.facts.product} · {order.facts.number}" if order else str(case.order)
            self.case.addItem(f"{name} · {say(case.standing.state.label)}", int(case.id))
        self.case.setPlaceholderText(self.tr("选择案件"))
        self.case.setCurrentIndex(self.case.findData(chosen) if chosen is not None else -1)
        if self.case.currentIndex() < 0:
            self._prefer_case()
        self.case.blockSignals(False)
        self._show_events()

    def _on_order(self) -> None:
        """Go to the case of the order that was chosen; with nothing to go by, none is chosen but an only one."""
        self._prefer_case()
        self._show_state()

    def _prefer_case(self) -> None:
        order = self.picker.order
        wanted = [case for case in self._cases if case.order == order] if order is not None else list(self._cases)
        if len(wanted) == 1 or (wanted and order is not None):
            self.case.setCurrentIndex(self.case.findData(int(wanted[-1].id)))
        elif order is None and len(wanted) > 1:
            self.case.setCurrentIndex(-1)

    def _show_events(self) -> None:
        case = self._case
        chosen = self.event_kind.currentData()
        self.event_kind.blockSignals(True)
        self.event_kind.clear()
        for event in allowed_events(case.standing.state) if case else ():
            if event not in _NOT_OF_WORDS:
                self.event_kind.addItem(say(event.label), event.value)
        wanted = self.event_kind.findData(chosen)
        self.event_kind.setCurrentIndex(max(wanted, 0) if self.event_kind.count() else -1)
        self.event_kind.blockSignals(False)
        for widget in (self._case_words, self.case, self.event_kind, self.record):
            widget.setVisible(bool(self._cases))
        self._show_fields()

    def _show_fields(self) -> None:
        case, event = self._case, self.event_kind.currentData()
        wanted = fields_of(CancelEvent(event), case.standing.state) if case and event else ()
        self.amount.setVisible("amount" in wanted)
        self.due.setVisible("due" in wanted)
        self._show_state()

    @property
    def _case(self) -> Cancellation | None:
        return next((case for case in self._cases if case.id == self.case.currentData()), None)

    def _on_star(self) -> None:
        if self._bubble is not None and self.picker.order is not None:
            self.problem.clear()
            self.rely_asked.emit(self._bubble.message.id, self.picker.order, self.note.text, not self._is_marked)

    def _on_record(self) -> None:
        case = self._case
        if self._bubble is None or case is None:
            return
        self.problem.clear()
        amount = "" if self.amount.isHidden() else self.amount.text.strip()
        due = "" if self.due.isHidden() else self.due.text.strip()
        self.event_asked.emit(self._bubble.message.id, case.id, str(self.event_kind.currentData()), amount, due)

    def _lay_out(self) -> None:
        self._case_words = QLabel(self.tr("记录到案件，时间用这条消息的时间"))
        self._case_words.setObjectName("meta")
        line = QHBoxLayout()
        line.addWidget(self.star)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        above: tuple[QWidget, ...] = (self.heading, self.picker, self.note)
        for widget in above:
            layout.addWidget(widget)
        layout.addLayout(line)
        for part in (self._case_words, self.case, self.event_kind, self.amount, self.due, self.record, self.problem):
            layout.addWidget(part)
