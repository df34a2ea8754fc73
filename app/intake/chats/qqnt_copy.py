"""Messages selected in QQ and pasted: on the desktop `名字: 02-11 14:36:02`, on the phone `名字  23:50:12` under dates.

formats.md 2.0.b. QQNT writes no year; the phone puts days between the messages, `— —  2020-2-21  — —`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import ReadConversation, TimeKnown
from app.intake.chats.line_messages import (
    NAME_LIMIT,
    Near,
    Opening,
    Turn,
    chat_items,
    file_title,
    gather,
    is_blank,
    near_lines,
    opens_first,
    text_lines,
)
from app.intake.chats.times import Moment, clock_of, full_day, instant, moment
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

_DESKTOP: Final = re.compile(r"(.+): ((?:\d{4}-)?\d{2}-\d{2} \d{1,2}:\d{2}:\d{2})[ \t]*")
_DAY: Final = re.compile(r"[ \t]*— ?—[ \t]+(\d{4}-\d{1,2}-\d{1,2})[ \t]+— ?—[ \t]*")
_PHONE: Final = re.compile(r"(.+?)[ \t]{2,}(\d{1,2}:\d{2}:\d{2})[ \t]*")
_MOST: Final = NAME_LIMIT + 40
_ANY: Final = datetime(2024, 12, 31, tzinfo=UTC)


class QQCopyReader(WithoutAttachments):
    """A chat copied out of QQ; it tells neither whom with nor which one is me."""

    name = "qq.copy"

    def detect(self, source: Source) -> bool:
        """Whether it begins with a day of the phone's kind and a message, or with a message of the desktop's."""
        text = source.head_text.lstrip("\ufeff")
        if opens_first(text, lambda near: _desktop(near, _ANY)):
            return True
        found = [near.line for near in near_lines(enumerate(text.splitlines()[:8], 1)) if not is_blank(near.line)]
        if len(found) < 2 or _DAY.fullmatch(found[0][:_MOST]) is None:
            return False
        return _PHONE.fullmatch(found[1][:_MOST]) is not None

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages."""
        title = file_title(source)
        yield ReadConversation(title, title, "QQ", Channel.QQ)
        lines = gather(text_lines(source), _opener(written_at), name=source.name)
        yield from chat_items(source, lines, written_at=written_at)


def _opener(written_at: datetime) -> Callable[[Near], Opening | Turn | None]:
    day: date | None = None

    def opens(near: Near) -> Opening | Turn | None:
        nonlocal day
        if len(near.line) > _MOST:
            return None
        if found := _DAY.fullmatch(near.line):
            day = full_day(found[1]) or day
            return Turn(found[1])
        if day is None:
            return _desktop(near, written_at)
        message = _PHONE.fullmatch(near.line)
        clock = clock_of(message[2]) if message else None
        at = instant(day, clock) if clock else None
        return Opening(message[1], Moment(at, TimeKnown.WRITTEN)) if message and at else None

    return opens


def _desktop(near: Near, written_at: datetime) -> Opening | None:
    found = _DESKTOP.fullmatch(near.line) if near.is_after_blank and len(near.line) <= _MOST else None
    at = moment(found[2], written_at=written_at) if found else None
    return Opening(found[1], at) if found and at else None


READER: Final = QQCopyReader()
