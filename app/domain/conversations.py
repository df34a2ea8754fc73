"""Conversations as the vault keeps them: who is who, what was said, and what a case relies upon."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from app.domain.cancellation import Channel
from app.domain.chats import ConversationId, MessageId, ReadMessage, Role
from app.domain.orders import OrderId
from app.domain.times import to_stored


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a conversation; `is_confirmed` says that the user told the role and the program did not guess it."""

    id: int
    key: str
    name: str
    role: Role
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with what can be told without reading it; times are UTC."""

    id: ConversationId
    key: str
    title: str
    app: str
    channel: Channel
    is_group: bool
    participants: tuple[Participant, ...]
    orders: tuple[OrderId, ...]
    messages: int
    first_at: datetime | None
    last_at: datetime | None

    @property
    def is_official(self) -> bool:
        """Whether the platform keeps a record of it."""
        return not self.channel.is_private

    def role_of(self, message: ReadMessage) -> Role:
        """Return who said something."""
        if message.is_mine:
            return Role.ME
        wanted = participant_key(message)
        return next((person.role for person in self.participants if person.key == wanted), Role.OTHER)


@dataclass(frozen=True, slots=True)
class Message:
    """A message in the vault; `relied_upon` names the orders whose cases rest on it, with a note for each."""

    id: MessageId
    conversation: ConversationId
    read: ReadMessage
    role: Role
    relied_upon: tuple[tuple[OrderId, str], ...] = ()


def participant_key(message: ReadMessage) -> str:
    """Return what identifies a sender within a conversation; empty for system messages."""
    return message.sender_key or message.sender


def message_key(conversation: str, message: ReadMessage) -> str:
    """Return what makes a message the same one in another export of the conversation."""
    at = to_stored(message.at) if message.at else ""
    said = "\x1f".join([at, participant_key(message), message.kind.value, message.text])
    number = message.message_no or "~" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{conversation}/{number}"
