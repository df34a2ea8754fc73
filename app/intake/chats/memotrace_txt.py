"""Text of MemoTrace: `2026-02-11 14:36:02 名字`, the text, a blank line (its exporter_txt.py; formats.md 2.1).

What WeChat says itself is one line, `时间 内容`; a reply is `标题` and `引用:名:文`. A private chat of QQ's message
manager whose head was cut off is line for line the same: whoever imports one is told, and where it was held can be
corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadConversation, ReadMessage
from app.domain.imports import Noticed
from app.domain.words import Text
from app.intake.chats.line_messages import (
    NAME_LIMIT,
    Near,
    Opening,
    chat_items,
    file_title,
    gather,
    opens_first,
    text_lines,
    with_reply,
)
from app.intake.chats.times import moment
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

AMBIGUOUS_FORMAT: Final = Noticed(
    Text(
        "这种格式可能是微信（MemoTrace）或 QQ 的导出，两者逐行相同；已按微信读取，如不对请改正平台",
        "this may be an export of WeChat (MemoTrace) or of QQ, which are alike line by line; "
        "it was read as WeChat's, correct that if it is not",
    )
)
"""What is said of a file whose format cannot be told for certain."""

_HEAD: Final = re.compile(r"\ufeff?(\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}:\d{2}) ([^'].*)")
_QUOTED: Final = re.compile(r"^引用[:：](.*)$", re.MULTILINE)
_QQ_HEAD: Final = ("消息对象:", "消息分组:", "消息记录（")
_UNASKED: Final = datetime(2000, 1, 1, tzinfo=UTC)


class MemoTraceTextReader(WithoutAttachments):
    """A chat of WeChat as text; it does not tell which one is me."""

    name = "wechat.memotrace.txt"

    def detect(self, source: Source) -> bool:
        """Whether it begins with a time and a name, and has nothing of QQ's head."""
        if any(mark in source.head_text[:4000] for mark in _QQ_HEAD):
            return False
        return opens_first(source.head_text, _opens)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation, that its format is uncertain, and its messages."""
        title = file_title(source)
        yield ReadConversation(title, title, "微信", Channel.WECHAT)
        yield AMBIGUOUS_FORMAT
        for item in chat_items(source, gather(text_lines(source), _opens, name=source.name), written_at=written_at):
            yield _told(item) if isinstance(item, ReadMessage) else item


def _opens(near: Near) -> Opening | None:
    found = _HEAD.fullmatch(near.line) if near.is_after_blank and len(near.line) <= NAME_LIMIT + 30 else None
    at = moment(found[1], written_at=_UNASKED) if found else None
    return Opening(found[2], at) if found and at else None


def _told(message: ReadMessage) -> ReadMessage:
    if not message.text:
        # Nobody sends nothing: this line is all there is, so it is WeChat's own.
        kind = MessageKind.RECALLED if "撤回了一条消息" in message.sender else MessageKind.SYSTEM
        return replace(message, sender="", text=message.sender, kind=kind)
    found = _QUOTED.search(message.text)
    if found is None or not found.start():
        return message
    return with_reply(message, found[1].strip(), message.text[: found.start()].strip("\n"))


READER: Final = MemoTraceTextReader()
