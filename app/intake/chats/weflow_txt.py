"""Text of WeFlow: `2026-02-11 14:36:02 '名字'`, the text, a blank line (formats.md 2.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import ReadConversation
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
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

_HEAD: Final = re.compile(r"\ufeff?(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}) '(.*)'[ \t]*")
_UNASKED: Final = datetime(2000, 1, 1, tzinfo=UTC)


class WeFlowTextReader(WithoutAttachments):
    """A chat of WeChat as text; the quotes around names tell it from others, and not which one is me."""

    name = "wechat.weflow.txt"

    def detect(self, source: Source) -> bool:
        """Whether it begins with a time and a quoted name."""
        return opens_first(source.head_text, _opens)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages."""
        title = file_title(source)
        yield ReadConversation(title, title, "微信", Channel.WECHAT)
        yield from chat_items(source, gather(text_lines(source), _opens, name=source.name), written_at=written_at)


def _opens(near: Near) -> Opening | None:
    found = _HEAD.fullmatch(near.line) if near.is_after_blank and len(near.line) <= NAME_LIMIT + 30 else None
    at = moment(found[1], written_at=_UNASKED) if found else None
    if found is None or at is None:
        return None
    return Opening(found[2], at, is_system=found[2] in {"系统", "系统消息"})


READER: Final = WeFlowTextReader()
