"""Messages selected in WeChat for the desktop and pasted: name, `2026年02月11日 14:36`, text, blank line.

formats.md 2.0.b. Minutes only. Text after a blank line without a date line of its own belongs to the message before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
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
    is_blank,
    opens_first,
    text_lines,
)
from app.intake.chats.times import CLOCK, moment
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

_DATE: Final = re.compile(rf"[ \t]*\d{{4}}年\d{{1,2}}月\d{{1,2}}日[ \t]+(?:{CLOCK})[ \t]*")


class WeChatDesktopReader(WithoutAttachments):
    """A chat copied out of the desktop program; it tells neither whom with nor which one is me."""

    name = "wechat.desktop"

    def detect(self, source: Source) -> bool:
        """Whether the first line is a name above a date in Chinese."""
        return opens_first(source.head_text, _opens)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages."""
        title = file_title(source)
        yield ReadConversation(title, title, "微信", Channel.WECHAT)
        yield from chat_items(source, gather(text_lines(source), _opens, name=source.name), written_at=written_at)


def _opens(near: Near) -> Opening | None:
    if not near.is_after_blank or is_blank(near.line) or len(near.line) > NAME_LIMIT:
        return None
    if "年" not in near.following[:60] or _DATE.fullmatch(near.following[:60]) is None:
        return None
    # The date is whole: the moment of writing is never asked for.
    at = moment(near.following.strip(), written_at=_UNASKED)
    return Opening(near.line, at, takes=2) if at else None


_UNASKED: Final = datetime.fromisoformat("2000-01-01T00:00:00+00:00")

READER: Final = WeChatDesktopReader()
