"""Conversations: reading them, telling who is who, and resting a case on what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.casework.cancellations import TypedEvent, record_event
from app.casework.importing.chats import ChatTaker
from app.casework.importing.report import ImportReport
from app.casework.orders import living_order
from app.casework.steps import QUIET
from app.domain.cancellation import CancelEvent, Cancellation, CancellationId, Channel
from app.domain.changes import Change, Outcome
from app.domain.chats import ConversationId, MessageId, MessageKind, ReadConversation, ReadMessage, Role, TimeKnown
from app.domain.conversations import Conversation, Message
from app.domain.errors import InputError, InvalidField
from app.domain.imports import ImportKind
from app.domain.orders import OrderId
from app.domain.text import clean_line, clean_prose
from app.domain.times import parse_time, refuse_future, to_iso
from app.domain.words import Text
from app.vault import cancellations, conversations, orders
from app.vault.vault import Vault


def list_chats(vault: Vault, order: OrderId | None = None) -> list[Conversation]:
    """Return the conversations of an order, or all, the one that spoke last first.

    Raises:
        NotFound: there is no such order.
    """
    if order is not None:
        orders.get(vault, order)
    return conversations.every(vault, order=order)


def show_chat(vault: Vault, key: ConversationId) -> Conversation:
    """Return one conversation.

    Raises:
        NotFound: there is none of that id.
    """
    return conversations.get(vault, key)


def read_chat(vault: Vault, conversation: Conversation, *, offset: int = 0, limit: int | None = None) -> list[Message]:
    """Return a conversation's messages by time; a page of them where `limit` is given."""
    return list(conversations.messages(vault, conversation, offset=offset, limit=limit))


def place_of(vault: Vault, key: MessageId) -> tuple[Conversation, int]:
    """Return a message's conversation and how many messages stand before it there.

    Raises:
        NotFound: there is no such message.
    """
    found = conversations.message(vault, key)
    return conversations.get(vault, found.conversation), conversations.place_of(vault, key)


def proposed_roles(conversation: Conversation) -> dict[int, Role]:
    """Return who may be who, by the participants' ids, for the user to confirm.

    A private chat of two is named after one of them, so that the other one is the user; empty where that tells nothing,
    or was told already.
    """
    people = conversation.participants
    named = [person for person in people if person.name.strip() == conversation.title.strip()]
    if conversation.is_group or len(people) != 2 or len(named) != 1:
        return {}
    peer = named[0]
    other = next(person for person in people if person.id != peer.id)
    if peer.role is Role.ME or other.is_confirmed or other.role is not Role.OTHER:
        return {}
    theirs = Role.MERCHANT if peer.role is Role.OTHER else peer.role
    return {other.id: Role.ME} | ({} if peer.is_confirmed else {peer.id: theirs})


def tell_roles(vault: Vault, key: ConversationId, roles: Mapping[int, Role]) -> Outcome[Conversation]:
    """Record who is who, by the participants' ids.

    Raises:
        NotFound: there is no such conversation.
    """
    known = {person.id for person in conversations.get(vault, key).participants}
    with vault.write("chat.roles_told") as facts:
        for person, role in roles.items():
            if person in known:
                conversations.tell_role(facts, person, role)
    return Outcome(conversations.get(vault, key), Change(Text("谁是谁", "Who is who"), tuple(facts.rows)))


def describe(vault: Vault, key: ConversationId, *, title: str, channel: str) -> Outcome[Conversation]:
    """Change a conversation's title and where it was held.

    Raises:
        NotFound: there is no such conversation.
        InvalidField: the title or the channel is wrong.
    """
    conversations.get(vault, key)
    parsed = Channel.parse("channel", channel)
    with vault.write("chat.described") as facts:
        conversations.edit(facts, key, title=clean_line("title", title), channel=parsed)
    return Outcome(conversations.get(vault, key), Change(Text("编辑聊天", "Edit chat"), tuple(facts.rows)))


def put_on_order(vault: Vault, key: ConversationId, order: OrderId, *, is_on: bool = True) -> Outcome[Conversation]:
    """Join a conversation to an order, or part them.

    Raises:
        NotFound: one of them does not exist.
    """
    conversations.get(vault, key)
    living_order(vault, order)
    with vault.write("chat.joined" if is_on else "chat.parted") as facts:
        (conversations.put_on_order if is_on else conversations.take_off_order)(vault, facts, key, order)
    label = Text("关联聊天", "Join chat and order") if is_on else Text("取消关联聊天", "Part chat and order")
    return Outcome(conversations.get(vault, key), Change(label, tuple(facts.rows)))


def rely_upon(
    vault: Vault, messages: Sequence[MessageId], order: OrderId, *, note: str = "", is_on: bool = True
) -> Outcome[list[Message]]:
    """Mark messages as those that an order's case rests on, or take the marks away.

    Raises:
        NotFound: a message or the order does not exist.
    """
    living_order(vault, order)
    said = clean_prose("note", note, limit=300)
    found = conversations.several(vault, messages)
    with vault.write("message.relied_upon" if is_on else "message.relied_no_more") as facts:
        for one in found:
            if is_on:
                conversations.rely_upon(vault, facts, one.id, order, said)
                conversations.put_on_order(vault, facts, one.conversation, order)
            else:
                conversations.rely_no_more(vault, facts, one.id, order)
    label = Text("标为依据", "Rely upon message") if is_on else Text("取消依据标记", "Rely no more")
    return Outcome(conversations.several(vault, messages), Change(label, tuple(facts.rows)))


def make_event(
    vault: Vault,
    message: MessageId,
    case: CancellationId,
    event: str,
    *,
    order: OrderId | None = None,
    amount: str | None = None,
    due: str | None = None,
    note: str | None = None,
) -> Outcome[Cancellation]:
    """Record what a message says as an event of a case, at the message's own time; its deadlines run from there.

    The entry and the mark on the message are written together or not at all.

    Raises:
        NotFound: the message or the case does not exist.
        InvalidField: it is the case of another order than was named.
        InputError: the message's time is not known, or the case's state does not allow the event.
        InvalidField: a value is wrong.
    """
    found = conversations.message(vault, message)
    if found.read.at is None:
        raise InputError(
            Text("这条消息的时间不详", "the time of this message is not known"),
            Text("请在案件里手工记录这件事", "record it in the case by hand"),
        )
    if order not in {None, cancellations.get(vault, case).order}:
        raise InvalidField(
            "case",
            Text(f"案件 {case} 不属于订单 {order}", f"case {case} is not about order {order}"),
            Text("请写明该订单的案件编号", "name a case of that order"),
        )
    conversation = conversations.get(vault, found.conversation)
    typed = TypedEvent(
        event,
        at=to_iso(found.read.at),
        amount=amount,
        due=due,
        note=note if note is not None else found.read.text[:200],
        channel=conversation.channel.value,
        message=message,
    )
    with vault.transaction():
        # An entry without its mark, or a mark without its entry, would tell half of what was done.
        done = record_event(vault, case, typed)
        relied = rely_upon(vault, [message], done.value.order, note=CancelEvent.parse("event", event).label.zh)
    return Outcome(done.value, Change(done.change.label, (*done.change.rows, *relied.change.rows)))


def record_call(
    vault: Vault, order: OrderId, *, with_whom: str, role: str, at: str, text: str, channel: str = Channel.PHONE.value
) -> Outcome[ImportReport]:
    """Keep a call, or anything else that was said and left no record, as the user remembers it.

    Raises:
        NotFound: there is no such order.
        InvalidField: a value is wrong, or the time is in the future.
    """
    living_order(vault, order)
    name = clean_line("with", with_whom)
    when = parse_time(at)
    refuse_future("at", when, now=vault.clock.now())
    held = Channel.parse("channel", channel)
    spoken = ReadMessage(
        line=1,
        at=when,
        time_known=TimeKnown.WRITTEN,
        sender=name,
        text=clean_prose("text", clean_line("text", text, limit=10_000)),
        kind=MessageKind.CALL,
        is_mine=False,
    )
    read = ReadConversation(f"typed/{held.value}/{name}", name, held.label.zh, held)
    wanted = Role.parse("role", role)
    report = ImportReport(Path(name), ImportKind.CHAT, "typed")
    with vault.write("call.recorded") as facts:
        taker = ChatTaker(vault, facts, report, order=order, me="")
        key = conversations.conversation_for(vault, facts, read)
        conversations.meet(vault, facts, key, name, name, wanted)
        taker.take([read, spoken], None, written_at=when, steps=QUIET)
        taker.finish(sha256=None, kind=ImportKind.CHAT, reader="typed", written_at=when)
    return Outcome(report, Change(Text("记录通话", "Record call"), tuple(facts.rows)))
