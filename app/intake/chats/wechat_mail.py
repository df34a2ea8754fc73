"""The text that WeChat on the phone mails (多选 → 更多 → 邮件), as a file, pasted, or inside a mail.

formats.md 2.0.a: first line `我 和 名 在微信上的聊天记录如下，请查收。` or one of a group's, days between dashes, then
`名字  08:54` (two blanks, no seconds) and the text. A name may itself end in a time, so the last one counts. Whether
blank lines stand around the heads differs between phones: the first head shows it for all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import ReadConversation, ReadMessage, TimeKnown
from app.domain.imports import Skipped
from app.intake.chats.line_messages import (
    NAME_LIMIT,
    Near,
    Opening,
    Turn,
    chat_items,
    file_title,
    gather,
    is_blank,
    text_lines,
)
from app.intake.chats.times import Moment, clock_of, full_day, instant, resolved
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source
from app.intake.storable import clean_name

_MARK: Final = "聊天记录如下"
_TITLES: Final = (
    (re.compile(r"(?P<title>.+ 和 .+?)[ ]?在微信上的聊天记录如下.{0,10}"), False),
    (re.compile(r"微信群[\"“”「](?P<title>.+?)[\"“”」]的聊天记录如下.{0,10}"), True),
    (re.compile(r"(?P<title>.+?)[ ]?微信群上的聊天记录如下.{0,10}"), True),
)
_DAY: Final = re.compile(r"[ \t]*[—-]{3,}[ \t]*(\d{4}-\d{1,2}-\d{1,2})[ \t]*[—-]{3,}[ \t]*")
_HEAD: Final = re.compile(r"(.+)[ \t\u00a0]{2,}(\d{1,2}:\d{2})[ \t]*")
_GREETING: Final = re.compile(r"Dear[:：]?|.*聊天记录如下.*", re.IGNORECASE)
_TOP_LINES: Final = 12


class WeChatMailReader(WithoutAttachments):
    """A chat as WeChat mails it; in a chat of two the first line tells which one is me."""

    name = "wechat.mail"

    def detect(self, source: Source) -> bool:
        """Whether its first lines say so."""
        return is_wechat_mail(source.head_text)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages; pictures are named by their hash, their bytes are elsewhere."""
        conversation = mailed_conversation(source.head_text, fallback=file_title(source))
        yield conversation
        messages = mailed_messages(text_lines(source), conversation, written_at=written_at, name=source.name)
        yield from chat_items(source, messages, written_at=written_at)


def is_wechat_mail(text: str) -> bool:
    """Whether a text begins as those that WeChat mails."""
    return _MARK in text[:4000] and _title(text) is not None


def mailed_conversation(text: str, *, fallback: str) -> ReadConversation:
    """Return the conversation that the text's first lines name; of a chat of two, `我 和 名`."""
    title, is_group = _title(text) or (fallback, False)
    title = clean_name(title)
    return ReadConversation(title, title, "微信", Channel.WECHAT, is_group)


def mailed_messages(
    lines: Iterable[tuple[int, str]], conversation: ReadConversation, *, written_at: datetime, name: str
) -> Iterator[ReadMessage | Turn | Skipped]:
    """Yield the messages of such a text, with whose they are where its first line tells."""
    for item in gather(lines, _opener(written_at), name=name):
        if isinstance(item, ReadMessage) and not conversation.is_group:
            yield replace(item, is_mine=_is_mine(item.sender, conversation.title))
        else:
            yield item


def _title(text: str) -> tuple[str, bool] | None:
    shown = [line.strip("\ufeff \t") for line in text[:4000].splitlines() if not is_blank(line)][:_TOP_LINES]
    for line in shown:
        for pattern, is_group in _TITLES:
            if found := pattern.fullmatch(line[:400]):
                return found["title"], is_group
    return None


def _is_mine(sender: str, pair: str) -> bool | None:
    """Whether somebody is the first of `我 和 名`; None where the names do not tell, such as twice the same."""
    is_first = pair.startswith(f"{sender} 和 ")
    is_second = pair.endswith(f" 和 {sender}")
    return is_first if is_first != is_second else None


def _opener(written_at: datetime) -> Callable[[Near], Opening | Turn | None]:
    day: date | None = None
    has_begun = False
    blank_after: bool | None = None

    def opens(near: Near) -> Opening | Turn | None:
        nonlocal day, has_begun, blank_after
        if found := _DAY.fullmatch(near.line[:80]):
            day = full_day(found[1]) or day
            return Turn(found[1])
        if not has_begun and _GREETING.fullmatch(near.line.strip("\ufeff \t")[:400]):
            return Turn()
        head = _HEAD.fullmatch(near.line) if len(near.line) <= NAME_LIMIT + 20 else None
        clock = clock_of(head[2]) if head else None
        if head is None or clock is None:
            return None
        if blank_after is None:
            blank_after = is_blank(near.following)
        elif blank_after and not is_blank(near.following):
            return None
        has_begun = True
        if day is None:
            return Opening(head[1], resolved(None, clock, written_at=written_at))
        at = instant(day, clock)
        return Opening(head[1], Moment(at, TimeKnown.WRITTEN) if at else None)

    return opens


READER: Final = WeChatMailReader()
