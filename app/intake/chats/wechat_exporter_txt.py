"""Text of WechatExporter: `<名> - 微信聊天记录`, then a line a message, `名字 (2026-02-11 14:36:02):内容`.

formats.md 2.1. Text may go on over further lines; a reply is `「名：文」`, a dashed line, and the text; what WeChat
says itself is `系统消息: …`; a transfer begins with `微信转账`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadConversation, ReadMessage
from app.intake.chats.line_messages import NAME_LIMIT, Near, Opening, Turn, chat_items, gather, text_lines, with_reply
from app.intake.chats.times import moment
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source
from app.intake.storable import clean_name

_FIRST: Final = re.compile(r"(.+) - 微信聊天记录[ \t]*")
_HEAD: Final = re.compile(r"(.{1,160}?) \((\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}:\d{2})\)[:：](.*)")
_SYSTEM: Final = re.compile(r"系统消息[:：][ ]?(.*)")
_REPLY: Final = re.compile(r"「(?P<reply>.*?)」[ \t]*\n(?:- ){6,}-?[ \t]*\n(?P<text>.*)", re.DOTALL)


class WechatExporterTextReader(WithoutAttachments):
    """A chat of WeChat as text; it does not tell which one is me."""

    name = "wechat.exporter.txt"

    def detect(self, source: Source) -> bool:
        """Whether its first line is the exporter's title."""
        lines = source.head_text[:2000].lstrip("\ufeff \t\r\n").splitlines()
        return bool(lines) and _FIRST.fullmatch(lines[0][:400]) is not None

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages; what the system says has no time."""
        first = source.head_text.lstrip("\ufeff \t\r\n").splitlines()[:1]
        found = _FIRST.fullmatch(first[0][:400]) if first else None
        title = clean_name(found[1]) if found else source.name
        yield ReadConversation(title, title, "微信", Channel.WECHAT)
        lines = gather(text_lines(source), _opener(written_at), name=source.name)
        for item in chat_items(source, lines, written_at=written_at):
            yield _told(item) if isinstance(item, ReadMessage) else item


def _opener(written_at: datetime) -> Callable[[Near], Opening | Turn | None]:
    is_titled = False

    def opens(near: Near) -> Opening | Turn | None:
        nonlocal is_titled
        if not is_titled and _FIRST.fullmatch(near.line.strip("\ufeff")[:400]):
            is_titled = True
            return Turn()
        if system := _SYSTEM.fullmatch(near.line):
            return Opening("", None, system[1], is_system=True)
        found = _HEAD.fullmatch(near.line)
        at = moment(found[2], written_at=written_at) if found else None
        if found is None or at is None or len(found[1]) > NAME_LIMIT:
            return None
        return Opening(found[1], at, found[3])

    return opens


def _told(message: ReadMessage) -> ReadMessage:
    if message.text.startswith("微信转账") and message.sender:
        return replace(message, kind=MessageKind.TRANSFER)
    found = _REPLY.fullmatch(message.text) if message.text.startswith("「") else None
    return with_reply(message, found["reply"], found["text"].strip("\n")) if found else message


READER: Final = WechatExporterTextReader()
