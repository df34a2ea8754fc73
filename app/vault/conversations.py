"""Conversations and messages, who is who in them, and what cases rely upon."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from app.domain.cancellation import Channel
from app.domain.chats import (
    ConversationId,
    MessageId,
    MessageKind,
    ReadAttachment,
    ReadConversation,
    ReadMessage,
    Role,
    TimeKnown,
)
from app.domain.conversations import Conversation, Message, Participant, message_key
from app.domain.errors import NotFound
from app.domain.orders import OrderId
from app.domain.payments import ImportId
from app.domain.times import from_stored, to_stored
from app.domain.words import Text
from app.vault import search
from app.vault.facts import FactWriter
from app.vault.imports import RowBatch
from app.vault.message_versions import EARLIER, same, seen
from app.vault.rows import LARGEST_KEY, reading
from app.vault.tables import (
    CONVERSATION_ORDERS,
    CONVERSATIONS,
    IMPORTS,
    MESSAGE_MARKS,
    MESSAGES,
    PARTICIPANTS,
)
from app.vault.vault import Vault

_INDEXED_AT_ONCE: Final = 1000


class MessageBatch:
    """Takes the messages of one file in, each once; those of `revived` imports, back from the trash, count as new."""

    def __init__(self, vault: Vault, facts: FactWriter, *, revived: Collection[ImportId] = ()) -> None:
        self._vault = vault
        self.batch = RowBatch(vault, facts, MESSAGES)
        self._revived = revived
        self._met: set[int] = set()
        self._waiting: list[tuple[int, str, str]] = []

    def add(self, conversation: ConversationId, key: str, message: ReadMessage) -> MessageId | None:
        """Take a message in and return its id; None where it was here before.

        One that only an import in the trash held counts as new, and names its row there: should that import come back,
        the two are one message still.
        """
        row = message_key(key, message)
        known = self._known(row)
        if known is not None:
            self._met.add(known[0].root)
            living = [one for one in known if one.is_living]
            if living:
                is_back = all(one.imported in self._revived for one in living)
                return MessageId(living[0].id) if is_back else None
        replaces = known[-1].id if known is not None else None
        inserted = self.batch.insert(_columns(conversation, message) | {"row_key": row, "replaces": replaces})
        self._met.add(known[0].root if known is not None else inserted)
        self._waiting.append((inserted, message.sender, message.text))
        if len(self._waiting) >= _INDEXED_AT_ONCE:
            self.index()
        return MessageId(inserted)

    def _known(self, row: str) -> list[_Kept] | None:
        """Return all rows of a message that none of this import has met yet, rather of one outside the trash."""
        query = f"""
            SELECT m.id, m.replaces, m.import_id, i.trashed_at IS NULL FROM {MESSAGES} m
            JOIN {IMPORTS} i ON i.id = m.import_id WHERE m.row_key = ? ORDER BY m.id
        """
        # The import that is being written has no row of its own yet, so that its messages are not found.
        roots: dict[int, int] = {}
        trees: dict[int, list[_Kept]] = {}
        for key, replaces, imported, is_living in self._vault.db.conn.execute(query, [row]):
            root = roots[key] = roots.get(replaces, key)
            trees.setdefault(root, []).append(_Kept(root, key, imported, bool(is_living)))
        unmet = [tree for root, tree in trees.items() if root not in self._met]
        return min(unmet, key=lambda tree: not any(one.is_living for one in tree), default=None)

    def index(self) -> None:
        """Make searchable what was taken in."""
        search.add_messages(self._vault.db, self._waiting)
        self._waiting.clear()


@dataclass(frozen=True, slots=True)
class _Kept:
    """A row of a message: the first row of that message, its own id and import, and whether it is out of the trash."""

    root: int
    id: int
    imported: int
    is_living: bool


def conversation_for(vault: Vault, facts: FactWriter, read: ReadConversation) -> ConversationId:
    """Return the conversation of that key, recorded now where it is new."""
    row = vault.db.execute(f"SELECT id FROM {CONVERSATIONS} WHERE key = ?", [read.key]).fetchone()
    if row is not None:
        return ConversationId(row[0])
    values = {
        "key": read.key,
        "title": read.title,
        "app": read.app,
        "channel": read.channel.value,
        "is_group": int(read.is_group),
        "created_at": to_stored(facts.at),
    }
    return ConversationId(facts.insert(CONVERSATIONS, values))


def meet(vault: Vault, facts: FactWriter, conversation: ConversationId, key: str, name: str, role: Role) -> None:
    """Record somebody who spoke for the first time, with the role that is guessed."""
    query = f"SELECT 1 FROM {PARTICIPANTS} WHERE conversation_id = ? AND key = ?"
    if vault.db.execute(query, [conversation, key]).fetchone() is None:
        values = {"conversation_id": conversation, "key": key, "name": name, "role": role.value}
        facts.insert(PARTICIPANTS, values)


def tell_role(facts: FactWriter, participant: int, role: Role) -> None:
    """Record the role that the user gave somebody."""
    facts.update(PARTICIPANTS, participant, {"role": role.value, "is_confirmed": 1})


def edit(facts: FactWriter, conversation: ConversationId, *, title: str, channel: Channel) -> None:
    """Change a conversation's title and channel."""
    facts.update(CONVERSATIONS, conversation, {"title": title, "channel": channel.value})


def put_on_order(vault: Vault, facts: FactWriter, conversation: ConversationId, order: OrderId) -> None:
    """Join a conversation to an order, once."""
    query = f"SELECT 1 FROM {CONVERSATION_ORDERS} WHERE conversation_id = ? AND order_id = ?"
    if vault.db.execute(query, [conversation, order]).fetchone() is None:
        facts.insert(CONVERSATION_ORDERS, {"conversation_id": conversation, "order_id": order})


def take_off_order(vault: Vault, facts: FactWriter, conversation: ConversationId, order: OrderId) -> None:
    """Part a conversation from an order."""
    query = f"SELECT id FROM {CONVERSATION_ORDERS} WHERE conversation_id = ? AND order_id = ?"
    for (key,) in vault.db.execute(query, [conversation, order]).fetchall():
        facts.delete(CONVERSATION_ORDERS, key)


def rely_upon(vault: Vault, facts: FactWriter, message: MessageId, order: OrderId, note: str) -> None:
    """Mark a message as one that an order's case rests on."""
    for key in _marks_on(vault, message, order)[:1]:
        facts.update(MESSAGE_MARKS, key, {"note": note})
        return
    values = {"message_id": message, "order_id": order, "note": note, "marked_at": to_stored(facts.at)}
    facts.insert(MESSAGE_MARKS, values)


def rely_no_more(vault: Vault, facts: FactWriter, message: MessageId, order: OrderId) -> None:
    """Take such a mark away."""
    for key in _marks_on(vault, message, order):
        facts.delete(MESSAGE_MARKS, key)


def _marks_on(vault: Vault, message: MessageId, order: OrderId) -> list[int]:
    query = f"""
        {same("SELECT ? AS id")} SELECT k.id FROM same s CROSS JOIN {MESSAGE_MARKS} k ON k.message_id = s.id
        WHERE k.order_id = ? ORDER BY k.id
    """
    return [key for (key,) in vault.db.execute(query, [message, order]).fetchall()]


def get(vault: Vault, key: ConversationId) -> Conversation:
    """Return one conversation.

    Raises:
        NotFound: there is none of that id.
    """
    for row in vault.db.query(f"SELECT * FROM {CONVERSATIONS} WHERE id = ?", [min(key, LARGEST_KEY)]):
        return _conversation(vault, row)
    raise NotFound(Text("聊天", "conversation"), key)


def every(vault: Vault, *, order: OrderId | None = None) -> list[Conversation]:
    """Return the conversations of an order, or all, that hold a message; the one that spoke last comes first."""
    where, parameters = "", []
    if order is not None:
        where, parameters = (
            f"WHERE id IN (SELECT conversation_id FROM {CONVERSATION_ORDERS} WHERE order_id = ?)",
            [order],
        )
    found = [_conversation(vault, row) for row in vault.db.query(f"SELECT * FROM {CONVERSATIONS} {where}", parameters)]
    spoken = [conversation for conversation in found if conversation.messages]
    return sorted(spoken, key=lambda one: (one.last_at is not None, one.last_at, one.id), reverse=True)


def messages(
    vault: Vault, conversation: Conversation, *, offset: int = 0, limit: int | None = None
) -> Iterator[Message]:
    """Yield a conversation's messages by time, then as they came."""
    wanted = f"FROM {MESSAGES} m WHERE m.conversation_id = ?{seen(vault.db)} {_ORDER}"
    query = f"SELECT m.* {wanted}"
    if limit is not None:
        # The page is found in the index alone, before its rows are looked at.
        page = f"SELECT m.id {wanted} LIMIT {int(limit)} OFFSET {int(offset)}"
        query = f"SELECT m.* FROM ({page}) page CROSS JOIN {MESSAGES} m ON m.id = page.id {_ORDER}"
    marks = _marks(vault, conversation.id)
    for row in vault.db.query(query, [conversation.id]):
        yield _message(conversation, row, marks)


def message(vault: Vault, key: MessageId) -> Message:
    """Return one message.

    Raises:
        NotFound: there is none of that id.
    """
    return several(vault, [key])[0]


def several(vault: Vault, keys: Sequence[MessageId]) -> list[Message]:
    """Return messages by their ids, in that order; each conversation is looked at once.

    Raises:
        NotFound: there is none of one of these ids.
    """
    held: dict[int, tuple[Conversation, dict[int, tuple[tuple[OrderId, str], ...]]]] = {}
    found = []
    for key in keys:
        row = next(iter(vault.db.query(f"SELECT * FROM {MESSAGES} WHERE id = ?", [min(key, LARGEST_KEY)])), None)
        if row is None:
            raise NotFound(Text("消息", "message"), key)
        place = ConversationId(row["conversation_id"])
        if place not in held:
            held[place] = (get(vault, place), _marks(vault, place))
        conversation, marks = held[place]
        found.append(_message(conversation, row, marks))
    return found


def place_of(vault: Vault, key: MessageId) -> int:
    """Return how many messages of its conversation stand before a message."""
    found = message(vault, key)
    before = "(m.at IS NULL AND m.id < ?)" if found.read.at is None else "(m.at IS NULL OR (m.at, m.id) < (?, ?))"
    given = [key] if found.read.at is None else [to_stored(found.read.at), key]
    return _count(vault, found.conversation, before, given)


def place_at(vault: Vault, conversation: ConversationId, at: datetime) -> int:
    """Return how many messages of a conversation were said before an instant."""
    return _count(vault, conversation, "(m.at IS NULL OR m.at < ?)", [to_stored(at)])


def _count(vault: Vault, conversation: ConversationId, condition: str, given: Sequence[object]) -> int:
    query = f"SELECT count(*) FROM {MESSAGES} m WHERE m.conversation_id = ?{seen(vault.db)} AND {condition}"
    return int(vault.db.execute(query, [conversation, *given]).fetchone()[0])


def relied_upon(vault: Vault, order: OrderId) -> list[Message]:
    """Return the messages that an order's case rests on, by time."""
    marked = f"SELECT message_id AS id FROM {MESSAGE_MARKS} WHERE order_id = ?"
    query = f"""
        {same(marked)} SELECT DISTINCT m.id FROM same s CROSS JOIN {MESSAGES} m ON m.id = s.id
        CROSS JOIN {IMPORTS} i ON i.id = m.import_id WHERE i.trashed_at IS NULL AND NOT EXISTS ({EARLIER}) {_ORDER}
    """
    return several(vault, [MessageId(key) for (key,) in vault.db.execute(query, [order]).fetchall()])


_ORDER: Final = "ORDER BY m.at, m.id"
"""By time as the index has it; SQLite puts messages without one first."""


def _marks(vault: Vault, conversation: ConversationId) -> dict[int, tuple[tuple[OrderId, str], ...]]:
    marked = f"""
        SELECT DISTINCT k.message_id AS id FROM {MESSAGE_MARKS} k CROSS JOIN {MESSAGES} x ON x.id = k.message_id
        WHERE x.conversation_id = ?
    """
    query = f"""
        {same(marked)} SELECT s.id, k.order_id, k.note FROM same s
        CROSS JOIN {MESSAGE_MARKS} k ON k.message_id = s.asked ORDER BY k.id
    """
    marks: dict[int, dict[OrderId, str]] = {}
    for key, order, note in vault.db.execute(query, [conversation]):
        marks.setdefault(key, {}).setdefault(OrderId(order), note)
    return {key: tuple(notes.items()) for key, notes in marks.items()}


def _conversation(vault: Vault, row: Mapping[str, Any]) -> Conversation:
    key = row["id"]
    people = vault.db.query(f"SELECT * FROM {PARTICIPANTS} WHERE conversation_id = ? ORDER BY id", [key])
    orders = vault.db.execute(
        f"SELECT order_id FROM {CONVERSATION_ORDERS} WHERE conversation_id = ? ORDER BY id", [key]
    )
    count = f"""
        SELECT count(*), min(m.at), max(m.at) FROM {MESSAGES} m WHERE m.conversation_id = ?{seen(vault.db)}
    """
    total, first, last = vault.db.execute(count, [key]).fetchone()
    with reading(CONVERSATIONS, key):
        return Conversation(
            id=ConversationId(key),
            key=row["key"],
            title=row["title"],
            app=row["app"],
            channel=Channel(row["channel"]),
            is_group=bool(row["is_group"]),
            participants=tuple(
                Participant(one["id"], one["key"], one["name"], Role(one["role"]), bool(one["is_confirmed"]))
                for one in people
            ),
            orders=tuple(OrderId(order) for (order,) in orders.fetchall()),
            messages=total,
            first_at=first and from_stored(first),
            last_at=last and from_stored(last),
        )


def _columns(conversation: ConversationId, message: ReadMessage) -> dict[str, object]:
    carried = [[one.name, one.media_type, one.part] for one in message.attachments]
    return {
        "conversation_id": conversation,
        "line": message.line,
        "at": to_stored(message.at) if message.at else None,
        "time_known": message.time_known.value,
        "sender": message.sender,
        "sender_key": message.sender_key,
        "is_mine": None if message.is_mine is None else int(message.is_mine),
        "kind": message.kind.value,
        "text": message.text,
        "attachments": json.dumps(carried, ensure_ascii=False) if carried else "",
        "reply_to": message.reply_to,
        "message_no": message.message_no,
    }


def _message(
    conversation: Conversation, row: Mapping[str, Any], marks: Mapping[int, tuple[tuple[OrderId, str], ...]]
) -> Message:
    with reading(MESSAGES, row["id"]):
        read = ReadMessage(
            line=row["line"],
            at=row["at"] and from_stored(row["at"]),
            time_known=TimeKnown(row["time_known"]),
            sender=row["sender"],
            text=row["text"],
            sender_key=row["sender_key"],
            is_mine=None if row["is_mine"] is None else bool(row["is_mine"]),
            kind=MessageKind(row["kind"]),
            attachments=tuple(ReadAttachment(*one) for one in json.loads(row["attachments"] or "[]")),
            reply_to=row["reply_to"],
            message_no=row["message_no"],
        )
        key = MessageId(row["id"])
        return Message(key, conversation.id, read, conversation.role_of(read), marks.get(key, ()))
