"""The ChatLab standard 0.0.2, as JSON and as JSON lines: what chats can be converted to from anywhere.

hellodigua/ChatLab `docs/cn/standard/chatlab-format.md`; formats.md 2.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadConversation, ReadMessage
from app.domain.imports import Skipped
from app.domain.words import Text
from app.intake.chats.json_stream import ITEM, json_facts, json_line, json_values
from app.intake.chats.kinds import CHATLAB, worded
from app.intake.chats.tables import text_of
from app.intake.chats.values import (
    NOT_A_MESSAGE,
    RecentMessages,
    Unusable,
    body,
    mapping,
    moment,
    one_line,
    whole,
)
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

MEMBERS: Final = 200_000
"""How many members are remembered by name; WeChat and QQ groups have at most 3,000."""

_APPS: Final = {
    "wechat": ("微信", Channel.WECHAT),
    "weixin": ("微信", Channel.WECHAT),
    "qq": ("QQ", Channel.QQ),
    "telegram": ("Telegram", Channel.OTHER),
    "whatsapp": ("WhatsApp", Channel.OTHER),
}
_MESSAGES: Final = ("messages", ITEM)
_MEMBERS: Final = ("members", ITEM)
_META: Final = ("meta",)
_LINE_TYPE: Final = re.compile(r'\{[^\n]{0,200}?"_type"\s*:\s*"(?:header|member|message)"')


class _Chat:
    """One chat's owner and members while its messages are read."""

    def __init__(self, meta: dict[str, object], fallback: str) -> None:
        self._meta = meta
        self._owner = one_line(meta.get("ownerId"))
        self._fallback = fallback
        self._names: dict[str, str] = {}
        self._recent = RecentMessages()

    def conversation(self) -> ReadConversation:
        platform = one_line(self._meta.get("platform"))
        app, channel = _APPS.get(platform.lower(), (platform or "ChatLab", Channel.OTHER))
        title = one_line(self._meta.get("name")) or self._fallback
        key = one_line(self._meta.get("groupId")) or title
        return ReadConversation(key, title, app, channel, one_line(self._meta.get("type")) == "group")

    def meet(self, member: dict[str, object]) -> None:
        key = one_line(member.get("platformId"))
        name = one_line(member.get("groupNickname")) or one_line(member.get("accountName"))
        if key and name and len(self._names) < MEMBERS:
            self._names[key] = name

    def message(self, line: int, entry: dict[str, object]) -> ReadMessage:
        at, time_known = moment(entry.get("timestamp"))
        kind = CHATLAB.get(number, MessageKind.OTHER) if (number := whole(entry.get("type"))) is not None else _plain
        key = one_line(entry.get("sender"))
        own_name = one_line(entry.get("groupNickname")) or one_line(entry.get("accountName"))
        is_system = kind is MessageKind.SYSTEM
        sender = "" if is_system else own_name or self._names.get(key) or key
        text = worded(kind, body(entry.get("content")))
        message_no = one_line(entry.get("platformMessageId"))
        reply_to = self._recent.quote(one_line(entry.get("replyToMessageId")))
        self._recent.note(message_no, sender, text)
        return ReadMessage(
            line,
            at,
            time_known,
            sender,
            text,
            sender_key="" if is_system else key,
            is_mine=key == self._owner if self._owner and key and not is_system else None,
            kind=kind,
            reply_to=reply_to,
            message_no=message_no,
        )


_plain: Final = MessageKind.TEXT


class ChatLabJsonReader(WithoutAttachments):
    """The standard as one JSON object."""

    name = "chatlab.json"

    def detect(self, source: Source) -> bool:
        """Whether it has the standard's head."""
        head = source.head_text.lstrip("\ufeff \t\r\n")
        if not head.startswith("{") or _LINE_TYPE.match(head):
            return False
        return '"chatlab"' in head and '"meta"' in head

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages.

        Raises:
            UnreadableFile: broken JSON.
        """
        del written_at
        facts = json_facts(source, {_META}, before={_MESSAGES}, enough={_META})
        chat = _Chat(mapping(facts.get(_META)), source.name.removesuffix(".json"))
        yield chat.conversation()
        number = 0
        for path, value in json_values(source, {_MEMBERS, _MESSAGES}):
            if path == _MEMBERS:
                chat.meet(mapping(value))
                continue
            number += 1
            yield _taken(chat, number, value)


class ChatLabLinesReader(WithoutAttachments):
    """The standard as JSON lines: a header, members, messages; `#` begins a comment."""

    name = "chatlab.jsonl"

    def detect(self, source: Source) -> bool:
        """Whether the first line that is no comment says what it is."""
        for line in source.head_text.splitlines():
            text = line.strip("\ufeff \t\r")
            if text and not text.startswith("#"):
                return _LINE_TYPE.match(text) is not None
        return False

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages; broken lines are left out.

        Raises:
            UnreadableFile: it is no text, or does not begin with the header.
        """
        del written_at
        chat: _Chat | None = None
        for line, written in text_of(source).lines():
            text = written.strip("\ufeff \t")
            if not text or text.startswith("#"):
                continue
            try:
                entry = json_line(text)
            except Unusable as unusable:
                if chat is None:
                    raise source.refusal(line, unusable.reason) from None
                yield Skipped(line, unusable.reason)
                continue
            which = entry.get("_type")
            if chat is None:
                if which != "header":
                    raise source.refusal(line, Text("缺少 header 行", "has no header before it"))
                chat = _Chat(mapping(entry.get("meta")), source.name.removesuffix(".jsonl"))
                yield chat.conversation()
            elif which == "member":
                chat.meet(entry)
            elif which == "message":
                yield _taken(chat, line, entry)
            elif which != "header":
                yield Skipped(line, NOT_A_MESSAGE)


def _taken(chat: _Chat, line: int, value: object) -> ReadMessage | Skipped:
    if not isinstance(value, dict):
        return Skipped(line, NOT_A_MESSAGE)
    try:
        return chat.message(line, value)
    except Unusable as unusable:
        return Skipped(line, unusable.reason)
