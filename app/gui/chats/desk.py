"""The use cases of chats, run in the background: pages of messages, search, marks, entries into cases, pasting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal

from app.casework import browsing, cancellations, chats, orders, pasting
from app.casework.importing.report import ImportReport
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.cancellation import Cancellation, CancellationId
from app.domain.chats import ConversationId, MessageId, Role
from app.domain.conversations import Conversation, Message
from app.domain.dialogue_hints import Hint, find_hints
from app.domain.errors import InputError
from app.domain.orders import Order, OrderId
from app.domain.times import SHANGHAI, Clock
from app.domain.words import Text
from app.gui.history import History
from app.gui.payments.changing import ChangingDesk
from app.gui.tasks import Task, TaskRunner

PAGE: Final = 100
"""How many messages are loaded at once."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message with what was found in its text, and its day in China, "" where its time is not known."""

    message: Message
    hints: tuple[Hint, ...]
    day: str


@dataclass(frozen=True, slots=True)
class ChatPage:
    """Some messages of a conversation, from behind `offset` others; `focus` is the one that was looked for."""

    conversation: Conversation
    offset: int
    bubbles: tuple[Bubble, ...]
    focus: int | None = None


@dataclass(frozen=True, slots=True)
class ChatsView:
    """The conversations, and the orders and open cases that messages can go to."""

    conversations: tuple[Conversation, ...]
    orders: tuple[Order, ...]
    cases: tuple[Cancellation, ...]


@dataclass(frozen=True, slots=True)
class TypedPaste:
    """A pasted text with what the user said about it."""

    text: str
    title: str
    channel: str
    roles: dict[str, Role]
    order: OrderId | None
    layout: str | None


class ChatsDesk(ChangingDesk):
    """The chat pages' only way to the use cases."""

    loaded = Signal(object)
    opened = Signal(object)
    earlier_loaded = Signal(object)
    later_loaded = Signal(object)
    hits_loaded = Signal(str, list)
    paste_read = Signal(object)
    paste_recorded = Signal(object)
    call_recorded = Signal(object)

    def __init__(self, runner: TaskRunner, history: History, clock: Clock) -> None:
        super().__init__(runner, history)
        self._clock = clock
        self.chat: ConversationId | None = None
        self._reading: Task | None = None
        self._asked = 0

    def refresh(self) -> None:
        """Load the conversations, orders and cases again."""

        def work(vault: Vault, _steps: Steps) -> ChatsView:
            cases = cancellations.list_cases(vault)
            return ChatsView(tuple(chats.list_chats(vault)), tuple(orders.list_orders(vault)), tuple(cases))

        self._runner.with_vault(work, self.loaded.emit)

    def open(self, key: ConversationId, *, at: int | None = None, message: MessageId | None = None) -> None:
        """Load messages around a place, around one message, or the last ones; what was asked for last wins."""
        self.chat = key
        self._asked += 1
        asked = self._asked

        def work(vault: Vault, _steps: Steps) -> ChatPage:
            conversation = chats.show_chat(vault, key)
            place = chats.place_of(vault, message)[1] if message is not None else at
            focus = place if place is not None else max(conversation.messages - 1, 0)
            offset = max(0, min(focus - PAGE // 2, conversation.messages - PAGE))
            return _page(vault, conversation, offset, PAGE, focus)

        def opened(page: ChatPage) -> None:
            if asked == self._asked:
                self.opened.emit(page)

        self._runner.with_vault(work, opened)

    def reload(self, offset: int, count: int) -> None:
        """Load the messages that are shown once more, such as after a mark."""
        if self.chat is not None:
            key, self._asked = self.chat, self._asked + 1
            asked = self._asked

            def reloaded(page: ChatPage) -> None:
                if asked == self._asked:
                    self.opened.emit(page)

            self._runner.with_vault(
                lambda vault, _steps: _page(vault, chats.show_chat(vault, key), offset, count), reloaded
            )

    def stay(self) -> None:
        """Forget a place that was asked for: the user has gone to another meanwhile."""
        self._asked += 1

    def earlier(self, conversation: Conversation, before: int) -> None:
        """Load the messages that stand before a place."""
        offset = max(0, before - PAGE)
        self._runner.with_vault(
            lambda vault, _steps: _page(vault, conversation, offset, before - offset), self.earlier_loaded.emit
        )

    def later(self, conversation: Conversation, after: int) -> None:
        """Load the messages that stand behind a place."""
        self._runner.with_vault(lambda vault, _steps: _page(vault, conversation, after, PAGE), self.later_loaded.emit)

    def search(self, key: ConversationId, query: str) -> None:
        """Find the messages of a conversation that hold the words of a query."""
        self._runner.with_vault(
            lambda vault, _steps: browsing.search_chat(vault, key, query),
            lambda found: self.hits_loaded.emit(query, found),
        )

    def go_to(self, key: ConversationId, at: datetime) -> None:
        """Load the messages from an instant on."""
        self._runner.with_vault(
            lambda vault, _steps: browsing.place_at(vault, key, at), lambda place: self.open(key, at=place)
        )

    def rely(self, message: MessageId, order: OrderId, note: str, is_on: bool) -> None:
        """Mark a message as one that an order's case rests on, or take the mark away."""
        words = self.tr("已标为依据") if is_on else self.tr("已取消依据")
        self._change(lambda vault, _steps: chats.rely_upon(vault, [message], order, note=note, is_on=is_on), words)

    def make_event(self, message: MessageId, case: CancellationId, event: str, amount: str, due: str) -> None:
        """Record what a message says as an event of a case, at the message's own time."""
        self._change(
            lambda vault, _steps: chats.make_event(vault, message, case, event, amount=amount or None, due=due or None),
            self.tr("已记录到案件，期限从这条消息的时间算起"),
        )

    def tell_roles(self, key: ConversationId, roles: dict[int, Role]) -> None:
        """Remember who is who."""
        self._change(lambda vault, _steps: chats.tell_roles(vault, key, roles), self.tr("已记住谁是谁"))

    def describe(self, key: ConversationId, title: str, channel: str) -> None:
        """Change a conversation's title and where it was held."""
        self._change(lambda vault, _steps: chats.describe(vault, key, title=title, channel=channel), self.tr("已保存"))

    def put_on_order(self, key: ConversationId, order: OrderId, is_on: bool) -> None:
        """Join a conversation to an order, or part them."""
        words = self.tr("已放到订单") if is_on else self.tr("已从订单拿开")
        self._change(lambda vault, _steps: chats.put_on_order(vault, key, order, is_on=is_on), words)

    def read_paste(self, text: str, layout: str | None) -> None:
        """Read a pasted text for its preview; what was asked before is asked no more."""
        if self._reading is not None:
            self._reading.cancel()
        now = self._clock.now()
        self._reading = self._runner.aside(
            lambda _steps: pasting.preview(text, written_at=now, layout=layout),
            self.paste_read.emit,
            failed=self.refused.emit,
            dropped=lambda _found: None,
        )

    def record_paste(self, typed: TypedPaste) -> None:
        """Record a pasted text as a conversation."""

        def recorded(report: ImportReport) -> None:
            self.paste_recorded.emit(report)

        self._change(
            lambda vault, steps: pasting.record_pasted(
                vault,
                typed.text,
                title=typed.title,
                channel=typed.channel,
                roles=typed.roles,
                order=typed.order,
                layout=typed.layout,
                steps=steps,
            ),
            self.tr("已记录聊天，粘贴的原文也保存好了"),
            recorded,
            label=self.tr("正在记录聊天"),
        )

    def record_call(self, order: OrderId | None, fields: dict[str, str]) -> None:
        """Record a call as the user remembers it."""
        if order is None:
            self.refused.emit(InputError(*_choose_order()))
            return
        key = order
        self._change(
            lambda vault, _steps: chats.record_call(vault, key, **fields),
            self.tr("已记录通话"),
            self.call_recorded.emit,
        )


def _choose_order() -> tuple[Text, Text]:
    return Text("请先选择订单", "no order is chosen"), Text("通话要记在一笔订单上", "a call belongs to an order")


def _page(vault: Vault, conversation: Conversation, offset: int, limit: int, focus: int | None = None) -> ChatPage:
    found = chats.read_chat(vault, conversation, offset=offset, limit=limit)
    bubbles = tuple(Bubble(message, find_hints(message.read.text), _day(message)) for message in found)
    return ChatPage(conversation, offset, bubbles, focus)


def _day(message: Message) -> str:
    # Asked for by every row at each change of the list, so it is told once, and here in the background.
    return message.read.at.astimezone(SHANGHAI).strftime("%Y-%m-%d") if message.read.at else ""
