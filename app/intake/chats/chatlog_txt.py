"""Plain text of sjzar/chatlog: `名(wxid 或 我) 01-02 15:04:05`, the text, a blank line; the year may lack.

formats.md 2.1. Media are `![图片](http://host/image/md5)`, transfers `[转账|发送 ￥12.00](备注)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage
from app.intake.chats.kinds import worded
from app.intake.chats.line_messages import (
    NAME_LIMIT,
    Near,
    Opening,
    chat_items,
    file_title,
    gather,
    opens_first,
    text_lines,
)
from app.intake.chats.times import moment
from app.intake.chats.values import last_part
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source
from app.intake.storable import clean_name

_TIME: Final = r"(?P<time>(?:(?:\d{4}-)?\d{2}-\d{2} )?\d{2}:\d{2}:\d{2})"
_HEAD: Final = re.compile(rf"\ufeff?(?P<name>.*)\((?P<key>[^()\s]+)\) (?:\[.*\] )?{_TIME}[ \t]*")
_BARE: Final = re.compile(rf"\ufeff?(?P<name>)(?P<key>我|系统消息|[A-Za-z0-9][\w@-]{{4,60}}) (?:\[.*\] )?{_TIME}[ \t]*")
"""Whoever is not among the contacts has no name, and then no brackets; so it often is with the exporter's owner."""
_MEDIA: Final = re.compile(r"!\[(?P<what>[^\]\n]{1,20})\]\((?P<address>[^()\s]{1,500})\)")
_SYSTEM: Final = frozenset({"系统消息", "系统"})
_ME: Final = "我"
_ANY: Final = datetime(2024, 12, 31, tzinfo=UTC)


class ChatlogTextReader(WithoutAttachments):
    """A chat of WeChat as text; my own messages have 我 for their id."""

    name = "wechat.chatlog.txt"

    def detect(self, source: Source) -> bool:
        """Whether it begins with a name, an id and a time."""
        head = source.head_text
        if not opens_first(head, _opener(_ANY)):
            return False
        # `我 12:00:00` alone may be pasted from anywhere.
        return any(_HEAD.fullmatch(line[: NAME_LIMIT + 100]) or line.startswith("wxid_") for line in head.splitlines())

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages."""
        title = file_title(source)
        yield ReadConversation(title, title, "微信", Channel.WECHAT)
        lines = gather(text_lines(source), _opener(written_at), name=source.name)
        for item in chat_items(source, lines, written_at=written_at):
            yield _told(item) if isinstance(item, ReadMessage) else item


def _opener(written_at: datetime) -> Callable[[Near], Opening | None]:
    def opens(near: Near) -> Opening | None:
        is_open = near.is_after_blank and len(near.line) <= NAME_LIMIT + 100
        found = (_HEAD.fullmatch(near.line) or _BARE.fullmatch(near.line)) if is_open else None
        at = moment(found["time"], written_at=written_at) if found else None
        if found is None or at is None:
            return None
        name, key = found["name"] or found["key"], found["key"]
        if name in _SYSTEM or key in _SYSTEM:
            return Opening("", at, is_system=True)
        return Opening(name, at, sender_key="" if key == _ME else key, is_mine=key == _ME)

    return opens


def _told(message: ReadMessage) -> ReadMessage:
    found = _MEDIA.fullmatch(message.text)
    if found is None or message.kind in {MessageKind.TEXT, MessageKind.SYSTEM}:
        return message
    named = last_part(clean_name(found["address"].partition("?")[0].rstrip("/")))
    attachments = (ReadAttachment(named),) if named else ()
    # The address was that of a program on the exporter's own machine: nothing is there for anybody else.
    return replace(message, text=worded(message.kind, ""), attachments=attachments)


READER: Final = ChatlogTextReader()
