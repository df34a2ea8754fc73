"""Taking a chat log in: conversations, who is who in them, every message once, and the pictures that came along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.casework.importing.report import ImportReport
from app.casework.importing.statements import TOLD_EVERY
from app.casework.steps import Steps
from app.domain.chats import ConversationId, MessageKind, ReadConversation, ReadMessage, Role
from app.domain.conversations import participant_key
from app.domain.imports import ImportKind, Noticed, Skipped
from app.domain.orders import OrderId
from app.domain.payments import ImportId
from app.intake.readers import ChatItem, ChatReader
from app.intake.sources import Source
from app.vault import conversations
from app.vault.conversations import MessageBatch
from app.vault.facts import FactWriter
from app.vault.vault import Vault

MOST_PARTS = 200
"""How many pictures of one log are taken as evidence; what is more is told."""
_PLATFORM_WORDS = ("客服", "平台", "官方", "support")


@dataclass(slots=True)
class Taken:
    """What came with a log beside its messages: conversations met, and parts that may be pictures."""

    conversations: list[ConversationId] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Present:
    key: ConversationId
    read: ReadConversation
    speakers: Counter[str] = field(default_factory=Counter)


class ChatTaker:
    """Writes one log's conversations inside an open transaction."""

    def __init__(
        self,
        vault: Vault,
        facts: FactWriter,
        report: ImportReport,
        *,
        order: OrderId | None,
        me: str,
        revived: Collection[ImportId] = (),
    ) -> None:
        self._vault = vault
        self._facts = facts
        self._report = report
        self._order = order
        self._me = me
        self._batch = MessageBatch(vault, facts, revived=revived)
        self._present: _Present | None = None
        self._met: set[tuple[int, str]] = set()
        self.taken = Taken()

    def take(
        self, items: Sequence[ChatItem] | ChatReader, source: Source | None, *, written_at: datetime, steps: Steps
    ) -> None:
        """Take all that a reader finds.

        Raises:
            UnreadableFile: the file is broken; the caller's transaction is rolled back.
            Cancelled: the user asked to stop; as above.
        """
        if isinstance(items, Sequence):
            found: Iterable[ChatItem] = items
        else:
            assert source is not None  # noqa: S101 - a reader reads something
            found = items.read(source, written_at=written_at)
        for count, item in enumerate(found):
            if count % TOLD_EVERY == 0:
                steps(0, 0)
            self._take(item)

    def finish(self, *, sha256: str | None, kind: ImportKind, reader: str, written_at: datetime) -> None:
        """Record the import that the messages belong to."""
        self._batch.index()
        self._report.conversations = tuple(self.taken.conversations)
        self._report.imported = self._batch.batch.finish(
            sha256=sha256,
            name=self._report.path.name,
            kind=kind,
            reader=reader,
            facts={"written_at": written_at.isoformat()},
        )

    def _take(self, item: ChatItem) -> None:
        match item:
            case Skipped():
                self._report.skip(item)
            case Noticed():
                self._report.notice(item)
            case ReadConversation():
                self._enter(item)
            case ReadMessage():
                self._hear(item)

    def _enter(self, read: ReadConversation) -> None:
        key = conversations.conversation_for(self._vault, self._facts, read)
        if key not in self.taken.conversations:
            self.taken.conversations.append(key)
            if self._order is not None:
                conversations.put_on_order(self._vault, self._facts, key, self._order)
        self._present = _Present(key, read)

    def _hear(self, message: ReadMessage) -> None:
        present = self._present
        assert present is not None  # noqa: S101 - a reader yields the conversation before its messages
        self._report.met(message.at)
        self._meet(present, message)
        added = self._batch.add(present.key, present.read.key, message)
        self._report.new += added is not None
        self._report.known += added is None
        self.taken.parts += [(one.part, one.name) for one in message.attachments if one.part]

    def _meet(self, present: _Present, message: ReadMessage) -> None:
        key = participant_key(message)
        if not key or message.kind is MessageKind.SYSTEM or (present.key, key) in self._met:
            return
        self._met.add((present.key, key))
        role = self._role(present, message)
        conversations.meet(self._vault, self._facts, present.key, key, message.sender or key, role)

    def _role(self, present: _Present, message: ReadMessage) -> Role:
        if message.is_mine or (self._me and self._me in {message.sender, message.sender_key}):
            return Role.ME
        if any(word in message.sender.casefold() for word in _PLATFORM_WORDS):
            return Role.PLATFORM
        if present.read.is_group:
            return Role.OTHER
        # With two people of whom neither is known to be the buyer, the chat is named for the other side.
        is_known = message.is_mine is False or bool(self._me) or message.sender == present.read.title
        return Role.MERCHANT if is_known else Role.OTHER
