"""`chat …`: conversations, their messages, and what a case rests on."""

from __future__ import annotations

import argparse

from app.casework import chats
from app.cli.order_commands import order_id
from app.cli.session import Session, whole_number
from app.domain.cancellation import CancellationId
from app.domain.chats import ConversationId, MessageId, Role, TimeKnown
from app.domain.conversations import Conversation, Message
from app.domain.errors import InvalidField
from app.domain.times import shown, to_iso
from app.domain.words import Text


def listing(session: Session, arguments: argparse.Namespace) -> int:
    """Print the conversations of an order."""
    with session.reading() as vault:
        found = chats.list_chats(vault, order_id(arguments.order))
    session.answer([_conversation(one) for one in found], lambda: [_line(session, one) for one in found])
    return 0


def show(session: Session, arguments: argparse.Namespace) -> int:
    """Print a conversation with its messages."""
    with session.reading() as vault:
        found = chats.show_chat(vault, _key(arguments.id))
        messages = chats.read_chat(vault, found)
    document = {**_conversation(found), "messages": [_message(one) for one in messages]}
    session.answer(document, lambda: [_message_line(session, one) for one in messages])
    return 0


def who(session: Session, arguments: argparse.Namespace) -> int:
    """Record who is who: NAME=me|merchant|platform|other, or with `--accept` as proposed; else print what is known."""
    if not arguments.roles and not arguments.accept:
        with session.reading() as vault:
            found = chats.show_chat(vault, _key(arguments.id))
        session.answer(_conversation(found), lambda: [_line(session, found), *_proposal(session, found)])
        return 0
    with session.changing() as vault:
        found = chats.show_chat(vault, _key(arguments.id))
        roles = (chats.proposed_roles(found) if arguments.accept else {}) | dict(
            _role(found, text) for text in arguments.roles
        )
        if not roles:
            raise InvalidField(
                "--accept",
                Text("这段聊天看不出谁是谁", "cannot be told for this conversation"),
                Text("请写成 名字=角色", "write NAME=ROLE"),
            )
        found = chats.tell_roles(vault, found.id, roles).value
    session.answer(_conversation(found), lambda: [_line(session, found)])
    return 0


def rely(session: Session, arguments: argparse.Namespace) -> int:
    """Mark a message as one that an order's case rests on; with `--event` record what it says in the case."""
    key = MessageId(whole_number("message", arguments.message))
    with session.changing() as vault:
        if arguments.event:
            if not arguments.case:
                raise InvalidField(
                    "case",
                    Text("--event 要写明是哪个案件", "--event needs the case that it belongs to"),
                    Text("请加上 --case ID", "add --case ID"),
                )
            case = CancellationId(whole_number("case", arguments.case))
            chats.make_event(
                vault,
                key,
                case,
                arguments.event,
                order=order_id(arguments.order),
                amount=arguments.amount,
                due=arguments.due,
                note=arguments.note,
            )
        else:
            chats.rely_upon(vault, [key], order_id(arguments.order), note=arguments.note or "")
        conversation, place = chats.place_of(vault, key)
        (message,) = chats.read_chat(vault, conversation, offset=place, limit=1)
    session.answer(_message(message), lambda: [_message_line(session, message)])
    return 0


def call(session: Session, arguments: argparse.Namespace) -> int:
    """Keep a call as the user remembers it."""
    with session.changing() as vault:
        report = chats.record_call(
            vault,
            order_id(arguments.order),
            with_whom=arguments.whom,
            role=arguments.role,
            at=arguments.at,
            text=arguments.text,
            channel=arguments.channel,
        ).value
        found = chats.show_chat(vault, report.conversations[0])
    session.answer(_conversation(found), lambda: [_line(session, found)])
    return 0


def _key(text: str) -> ConversationId:
    return ConversationId(whole_number("conversation", text))


def _role(found: Conversation, text: str) -> tuple[int, Role]:
    name, equals, role = text.rpartition("=")
    if not equals:
        raise InvalidField(
            text,
            Text("缺少“=”", "has no “=”"),
            Text("请写成 名字=角色，如 客服=platform", "write NAME=ROLE, as in 客服=platform"),
        )
    for person in found.participants:
        if name in {person.name, person.key}:
            return person.id, Role.parse("role", role)
    names = ", ".join(person.name for person in found.participants)
    raise InvalidField(
        "name",
        Text(f"这段聊天里没有“{name}”", f"nobody is called “{name}” in this conversation"),
        Text(f"可用：{names}", f"use one of: {names}"),
    )


def _conversation(found: Conversation) -> dict[str, object]:
    return {
        "id": found.id,
        "channel": found.channel.value,
        "official": found.is_official,
        "app": found.app,
        "title": found.title,
        "messages": found.messages,
        "first_at": to_iso(found.first_at) if found.first_at else None,
        "last_at": to_iso(found.last_at) if found.last_at else None,
        "participants": [
            {"name": person.name, "role": person.role.value, "confirmed": person.is_confirmed}
            for person in found.participants
        ],
        "orders": list(found.orders),
        "proposed": [{"name": name, "role": role.value} for name, role in _proposed(found)],
    }


def _proposed(found: Conversation) -> list[tuple[str, Role]]:
    proposed = chats.proposed_roles(found)
    return [(person.name, proposed[person.id]) for person in found.participants if person.id in proposed]


def _proposal(session: Session, found: Conversation) -> list[str]:
    people = ", ".join(f"{name}={session.say(role.label)}" for name, role in _proposed(found))
    return (
        [session.say(Text(f"建议（加 --accept 采用）：{people}", f"proposed (--accept takes it): {people}"))]
        if people
        else []
    )


def _message(message: Message) -> dict[str, object]:
    read = message.read
    return {
        "id": message.id,
        "at": to_iso(read.at) if read.at else None,
        "at_resolved": read.time_known is TimeKnown.RESOLVED,
        "sender": read.sender or None,
        "role": message.role.value,
        "kind": read.kind.value,
        "text": read.text,
        "attachments": [{"name": one.name, "media_type": one.media_type or None} for one in read.attachments],
        "reply_to": read.reply_to or None,
        "line": read.line,
        "relied_upon": [order for order, _ in message.relied_upon],
    }


def _line(session: Session, found: Conversation) -> str:
    people = ", ".join(f"{person.name}={session.say(person.role.label)}" for person in found.participants)
    last = shown(found.last_at) if found.last_at else "-"
    return f"{found.id}\t{session.say(found.channel.label)}\t{found.title}\t{found.messages}\t{last}\t{people}"


def _message_line(session: Session, message: Message) -> str:
    at = shown(message.read.at) if message.read.at else "-"
    mark = "*" if message.relied_upon else " "
    text = message.read.text.replace("\n", " ⏎ ")
    return f"{mark}{message.id}\t{at}\t{message.read.sender}\t{session.say(message.role.label)}\t{text}"
