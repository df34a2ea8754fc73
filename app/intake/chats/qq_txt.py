"""Text of QQ's message manager (PC up to 9.7); one file may hold many chats.

formats.md 2.2: rules of `=`, `消息分组:`, `消息对象:`, then `2024-01-01 12:00:00 昵称(12345)` after a blank line and
the text; 12-hour clocks where Windows has them (`下午 8:43:38` in Chinese); level tags `【管理员】` in groups;
`系统消息(10000)`. Without this head a private chat is line for line what MemoTrace writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import ReadConversation, ReadMessage
from app.domain.imports import Skipped
from app.intake.chats.line_messages import NAME_LIMIT, Near, Opening, Turn, gather, no_messages, text_lines
from app.intake.chats.times import SPACE, moment
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source
from app.intake.storable import clean_name

_FIRST: Final = "消息记录（此消息记录为文本格式"
_GROUP: Final = "消息分组:"
_OBJECT: Final = "消息对象:"
_RULE: Final = re.compile(r"={16,}[ \t]*")
_HALF: Final = "上午|下午|凌晨|早上|中午|晚上"
_HEAD: Final = re.compile(
    rf"(?P<day>\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}) "
    rf"(?:(?P<half>{_HALF}){SPACE}?)?(?P<clock>\d{{1,2}}:\d{{2}}:\d{{2}}(?:{SPACE}[AaPp][Mm])?)"
    rf"(?:{SPACE}(?P<after>{_HALF}))? (?P<who>.+)"
)
_KEYED: Final = re.compile(
    r"(?P<name>.*?)(?:\((?P<key>\d{4,12}|[^()\s]+@[^()\s]+)\)|<(?P<mail>[^<>\s]+@[^<>\s]+)>)[ \t]*"
)
_TAG: Final = re.compile(r"【[^【】]{1,12}】")
_SYSTEM: Final = frozenset({"10000", "1000000"})


def qq_person(shown: str) -> tuple[str, str, bool]:
    """Return the name, number or mail address, and whether it is QQ itself, of `【管理员】昵称(12345)`."""
    found = _KEYED.fullmatch(shown)
    if found is None:
        return shown, "", shown == "系统消息"
    key = found["key"] or found["mail"]
    name = _TAG.sub("", found["name"], count=1) if found["name"].startswith("【") else found["name"]
    return name or found["name"] or key, key, key in _SYSTEM


class QQTextReader(WithoutAttachments):
    """All chats of a file; one of two tells by its name whose messages are not mine."""

    name = "qq.txt"

    def detect(self, source: Source) -> bool:
        """Whether it has the manager's head."""
        top = source.head_text[:4000].lstrip("\ufeff \t\r\n")
        if top.startswith(_FIRST):
            return True
        return any(line.startswith(_OBJECT) for line in top.splitlines()[:12]) and "=" * 16 in top

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield each conversation and its messages."""
        group, conversation = "", ReadConversation("QQ", "QQ", "QQ", Channel.QQ)
        is_yielded, is_empty = False, True
        for item in gather(text_lines(source), _opener(written_at, needs_blank=_is_spaced(source)), name=source.name):
            if isinstance(item, Turn):
                if item.value.startswith(_GROUP):
                    group = clean_name(item.value.removeprefix(_GROUP))
                elif item.value.startswith(_OBJECT):
                    title = clean_name(item.value.removeprefix(_OBJECT)) or "QQ"
                    conversation = ReadConversation(title, title, "QQ", Channel.QQ, "群" in group)
                    is_yielded = False
            elif isinstance(item, Skipped):
                yield item
            else:
                if not is_yielded:
                    # Members of groups have their numbers behind their names, friends have none.
                    conversation = replace(conversation, is_group=conversation.is_group or bool(item.sender_key))
                    yield conversation
                    is_yielded, is_empty = True, False
                yield _whose(item, conversation)
        if is_empty:
            raise no_messages(source.name)


def _whose(message: ReadMessage, conversation: ReadConversation) -> ReadMessage:
    # Titles are remarks and may differ from nicknames: another name need not be mine.
    if not conversation.is_group and message.sender and message.sender == conversation.title:
        return replace(message, is_mine=False)
    return message


def _is_spaced(source: Source) -> bool:
    """Whether blank lines stand between messages; some editors and viewers drop them all, even below the head."""
    lines = source.head_text.splitlines()
    return any(not before.strip() and _HEAD.fullmatch(line) for before, line in pairwise(lines))


def _opener(written_at: datetime, *, needs_blank: bool) -> Callable[[Near], Opening | Turn | None]:
    in_head = True

    def opens(near: Near) -> Opening | Turn | None:
        nonlocal in_head
        line = near.line.lstrip("\ufeff")
        if in_head and line.startswith("消息记录"):
            return Turn()
        if _RULE.fullmatch(line[:200]):
            # A rule drawn by somebody in a message is followed by neither.
            if near.following.startswith((_GROUP, _OBJECT)):
                in_head = True
            return Turn() if in_head else None
        if in_head and line.startswith((_GROUP, _OBJECT)):
            return Turn(line[:400])
        opening = _message(near, written_at, needs_blank=needs_blank)
        in_head = in_head and opening is None
        return opening

    return opens


def _message(near: Near, written_at: datetime, *, needs_blank: bool) -> Opening | None:
    if (needs_blank and not near.is_after_blank) or len(near.line) > NAME_LIMIT + 60:
        return None
    found = _HEAD.fullmatch(near.line)
    if found is None:
        return None
    at = moment(f"{found['day']} {found['half'] or found['after'] or ''}{found['clock']}", written_at=written_at)
    if at is None:
        return None
    name, key, is_system = qq_person(found["who"])
    return Opening(name, at, sender_key=key, is_system=is_system)


READER: Final = QQTextReader()
