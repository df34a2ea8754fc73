"""Two forms: text copied out of a chat window, with a preview and who is who; and a call, as it is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.casework.pasting import PastePreview
from app.domain.cancellation import Channel
from app.domain.chats import ReadMessage, Role, TimeKnown
from app.domain.orders import Order
from app.domain.times import Clock, shown
from app.gui import theme
from app.gui.chats.desk import TypedPaste
from app.gui.fields import ChoiceField, LineField, ProseField
from app.gui.importing.roles import role_box
from app.gui.payments.order_picker import OrderPicker
from app.gui.scrolling import scrolled
from app.gui.words import say

_SHOWN = 500


def _channels() -> tuple[tuple[str, str], ...]:
    return tuple((one.value, say(one.label)) for one in Channel)


class PastePage(QWidget):
    """Shows what was understood while one pastes; it asks to record it."""

    read_asked = Signal(str, object)
    record_asked = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = QPlainTextEdit(
            placeholderText=self.tr("在网页或手机上选中聊天，复制，粘贴到这里。每条要有发言人，最好有时间。")
        )
        self.text.setAccessibleName(self.tr("粘贴的聊天文字"))
        self.text.setTabChangesFocus(True)
        self.title = LineField("title", self.tr("和谁的聊天"), required=True, hint=self.tr("例如：极速发卡客服"))
        self.channel = ChoiceField("channel", self.tr("渠道"), _channels(), required=True)
        self.channel.set_text(Channel.PLATFORM_CHAT.value)
        self.order = OrderPicker()
        self.summary = QLabel(wordWrap=True)
        self.summary.setObjectName("muted")
        self.preview = QListWidget()
        self.preview.setWordWrap(True)
        self.preview.setAccessibleName(self.tr("读出来的消息"))
        self.boxes: dict[str, QComboBox] = {}
        self.record = QPushButton(self.tr("记录这段聊天"))
        self.record.setProperty("primary", True)
        self.back = QPushButton(self.tr("返回"))
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self._found: PastePreview | None = None
        self._reading = QTimer(self, interval=200, singleShot=True)
        self._reading.timeout.connect(lambda: self.read_asked.emit(self.text.toPlainText(), None))
        self._lay_out()
        self.text.textChanged.connect(self._on_text)
        self.record.clicked.connect(self._on_record)
        self.back.clicked.connect(lambda _checked=False: self.closed.emit())
        self._on_text()

    def set_orders(self, orders: Sequence[Order]) -> None:
        """Offer orders to put the chat on."""
        self.order.set_orders(orders)

    def start(self) -> None:
        """Begin with an empty form."""
        self.text.clear()
        self.title.set_text("")
        self.problem.clear()
        self.text.setFocus()

    def show_preview(self, found: PastePreview) -> None:
        """Show what was understood; roles that were corrected stay so."""
        self._found = found
        self.problem.clear()
        self.preview.clear()
        for message in found.messages[:_SHOWN]:
            self.preview.addItem(_line(message))
        words = [self.tr("读出 {} 条消息").format(len(found.messages))]
        if found.unparsed:
            words.append(self.tr("{} 行没有读懂：{}").format(len(found.unparsed), found.unparsed[0][1][:40]))
        if found.messages and not found.is_sure:
            words.append(self.tr("格式不太确定，请核对"))
        self.summary.setText(self.tr("；").join(words))
        self._show_people(found.roles)
        self.record.setEnabled(bool(found.messages))
        named = next((name for name, role in found.roles.items() if role is not Role.ME), "")
        if not self.title.text and named:
            self.title.set_text(named[:100])

    def show_problem(self, words: str) -> None:
        """Say why a wish was refused."""
        self.problem.setText(words)
        self.record.setEnabled(self._found is not None)

    def _show_people(self, roles: dict[str, Role]) -> None:
        if list(roles) == list(self.boxes):
            return
        kept = {name: Role(box.currentData()) for name, box in self.boxes.items()}
        while (item := self._people.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes = {}
        for row, (name, role) in enumerate(list(roles.items())[:40]):
            label = QLabel(name)
            label.setMaximumWidth(220)
            self.boxes[name] = role_box(name, kept.get(name, role))
            label.setBuddy(self.boxes[name])
            self._people.addWidget(label, row, 0)
            self._people.addWidget(self.boxes[name], row, 1)

    def _on_text(self) -> None:
        self.record.setEnabled(False)
        if self.text.toPlainText().strip():
            self._reading.start()
        else:
            self._reading.stop()
            self._found = None
            self.preview.clear()
            self.summary.setText(self.tr("粘贴后，右边会显示读出来的每条消息。"))
            self._show_people({})

    def _on_record(self) -> None:
        if self._found is None:
            return
        self.record.setEnabled(False)
        self.problem.clear()
        roles = {name: Role(box.currentData()) for name, box in self.boxes.items()}
        text, layout = self.text.toPlainText(), self._found.layout or None
        self.record_asked.emit(TypedPaste(text, self.title.text, self.channel.text, roles, self.order.order, layout))

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("粘贴聊天"))
        heading.setObjectName("title")
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(4 * theme.UNIT, 0, 0, 0)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(self.summary)
        people = QLabel(self.tr("谁是谁"))
        people.setObjectName("section")
        self._people = QGridLayout()
        self._people.setColumnStretch(0, 1)
        column.addWidget(people)
        column.addLayout(self._people)
        column.addWidget(self.preview, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.text)
        split.addWidget(right)
        split.setSizes([500, 500])
        facts = QHBoxLayout()
        facts.setSpacing(3 * theme.UNIT)
        facts.addWidget(self.title, 2)
        facts.addWidget(self.channel, 1)
        facts.addLayout(_labelled(self.tr("放到订单（可不选）"), self.order), 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT)
        layout.setSpacing(3 * theme.UNIT)
        layout.addWidget(heading)
        layout.addWidget(split, 1)
        layout.addLayout(facts)
        layout.addLayout(_foot(self.record, self.back, self.problem))


class CallPage(QWidget):
    """Notes a call; it asks to record it on an order."""

    record_asked = Signal(object, dict)
    closed = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.order = OrderPicker()
        self.fields = {
            "with_whom": LineField("with_whom", self.tr("和谁通话"), required=True),
            "role": ChoiceField("role", self.tr("对方是谁"), tuple((one.value, say(one.label)) for one in Role)),
            "at": LineField("at", self.tr("什么时候"), required=True, hint="2026-01-01 12:00"),
            "channel": ChoiceField("channel", self.tr("渠道"), _channels()),
            "text": ProseField("text", self.tr("说了什么"), required=True),
        }
        self.record = QPushButton(self.tr("记录通话"))
        self.record.setProperty("primary", True)
        self.back = QPushButton(self.tr("返回"))
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self._lay_out()
        self.record.clicked.connect(self._on_record)
        self.back.clicked.connect(lambda _checked=False: self.closed.emit())

    def set_orders(self, orders: Sequence[Order]) -> None:
        """Offer orders."""
        self.order.set_orders(orders)

    def start(self) -> None:
        """Begin with an empty form, at the present time."""
        for field in self.fields.values():
            field.set_text("")
            field.set_problem("")
        self.fields["at"].set_text(shown(_whole(self._clock.now())))
        self.fields["role"].set_text(Role.MERCHANT.value)
        self.fields["channel"].set_text(Channel.PHONE.value)
        self.problem.clear()
        self.fields["with_whom"].entry.setFocus()

    def show_problem(self, words: str, field: str = "") -> None:
        """Say what is wrong: beneath its field where it is one of these."""
        name = "with_whom" if field == "with" else field
        if name in self.fields:
            self.fields[name].set_problem(words)
            self.fields[name].entry.setFocus()
        else:
            self.problem.setText(words)

    def _on_record(self) -> None:
        for field in self.fields.values():
            field.set_problem("")
        self.problem.clear()
        self.record_asked.emit(self.order.order, {name: field.text for name, field in self.fields.items()})

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("记录通话"))
        heading.setObjectName("title")
        hint = QLabel(self.tr("电话没有文字记录。趁记得清楚，把时间、对方和原话写下来；有录音的话再把它放到证据里。"))
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * theme.UNIT)
        grid.setVerticalSpacing(2 * theme.UNIT)
        for place, name in enumerate(("with_whom", "role", "at", "channel")):
            grid.addWidget(self.fields[name], place // 2, place % 2)
        body = QWidget()
        body.setMaximumWidth(760)
        column = QVBoxLayout(body)
        column.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT)
        column.setSpacing(3 * theme.UNIT)
        column.addWidget(heading)
        column.addWidget(hint)
        column.addLayout(_labelled(self.tr("哪笔订单 *"), self.order))
        column.addLayout(grid)
        column.addWidget(self.fields["text"])
        column.addLayout(_foot(self.record, self.back, self.problem))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body))


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _line(message: ReadMessage) -> str:
    at = shown(message.at, seconds=False) if message.at else ""
    if message.time_known is TimeKnown.RESOLVED:
        at += f"（{say(TimeKnown.RESOLVED.label)}）"
    head = "  ".join(part for part in (message.sender, at) if part)
    return f"{head}\n{message.text}"


def _labelled(words: str, widget: QWidget) -> QVBoxLayout:
    label = QLabel(words)
    label.setObjectName("meta")
    label.setBuddy(widget)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(label)
    column.addWidget(widget)
    return column


def _foot(record: QPushButton, back: QPushButton, problem: QLabel) -> QHBoxLayout:
    foot = QHBoxLayout()
    foot.setSpacing(2 * theme.UNIT)
    foot.addWidget(record)
    foot.addWidget(back)
    foot.addWidget(problem, 1)
    foot.addStretch()
    return foot
