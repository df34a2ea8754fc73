"""What the readers of plain-text chats share: a line opens a message, those that follow belong to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath
from typing import Final

from app.domain.chats import MessageKind, ReadAttachment, ReadMessage, TimeKnown
from app.domain.errors import UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.domain.times import shown
from app.domain.words import Text
from app.intake.chats.kinds import bracketed_kind
from app.intake.chats.times import Moment
from app.intake.chats.values import TEXT_LIMIT, last_part
from app.intake.sources import Source
from app.intake.storable import clean_name, storable

NAME_LIMIT: Final = 120
"""The longest sender's name believed, in characters; WeChat and QQ allow far less, a longer one is a sentence."""
HEAD_LINES: Final = 400
"""How many of the first lines are looked at to tell what a file is."""
NO_HEADER: Final = Text("不属于任何一条消息", "belongs to no message")

_RECALL: Final = re.compile(r"[^\n]{0,80}撤回了(?:一条|成员[^\n]{0,80}的一条)?消息[^\n]{0,20}")
_ATTACHED: Final = re.compile(
    r"\[(?P<what>图片|视频|文件|语音|音频|附件)[ \t]{0,3}[:：][ \t]{0,3}"
    r"(?P<name>[^\[\]\n]{1,255}?)[ \t]{0,3}[(（]请在附件中查看[)）]\]"
)
_NAMED: Final = re.compile(
    r"\[(?P<what>图片|视频|文件|语音|音频|附件)\][ ]?(?P<name>[^\n\[\]]{1,250}\.[A-Za-z0-9]{2,5})"
)
_KINDS: Final = {
    "图片": MessageKind.IMAGE,
    "视频": MessageKind.VIDEO,
    "语音": MessageKind.VOICE,
    "音频": MessageKind.VOICE,
    "文件": MessageKind.FILE,
    "附件": MessageKind.FILE,
}


@dataclass(frozen=True, slots=True)
class Opening:
    """A message's head. `takes` counts the lines it fills; `text` is what of the message stands in it."""

    sender: str
    moment: Moment | None
    text: str = ""
    sender_key: str = ""
    is_mine: bool | None = None
    is_system: bool = False
    takes: int = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """Lines between messages that say something about those that follow: a date, another conversation."""

    value: str = ""
    takes: int = 1


@dataclass(frozen=True, slots=True)
class Near:
    """A line with what is around it; `following` is "" at the end."""

    number: int
    line: str
    following: str
    is_after_blank: bool


@dataclass(slots=True)
class _Draft:
    line: int
    opening: Opening
    lines: list[str] = field(default_factory=list)
    size: int = 0


def is_blank(line: str) -> bool:
    """Whether a line shows nothing; U+3164, which some have for a name, is no white space and counts."""
    return not line or line.isspace()


def text_lines(source: Source) -> Iterator[tuple[int, str]]:
    """Return a file's numbered lines; its encoding is settled first, so that refusing it leaves no file open.

    Raises:
        UnreadableFile: it is no text.
    """
    return source.lines() if source.encoding else iter(())


def near_lines(lines: Iterable[tuple[int, str]]) -> Iterator[Near]:
    """Yield each line with the one that follows and whether a blank one, or nothing, is before it."""
    held: tuple[int, str] | None = None
    after_blank = True
    for number, line in lines:
        if held is not None:
            yield Near(held[0], held[1], line, after_blank)
            after_blank = is_blank(held[1])
        held = (number, line)
    if held is not None:
        yield Near(held[0], held[1], "", after_blank)


def gather(
    lines: Iterable[tuple[int, str]], opens: Callable[[Near], Opening | Turn | None], *, name: str
) -> Iterator[ReadMessage | Turn | Skipped]:
    """Yield messages in the order of their lines, with the turns between them and lines that belong to none.

    `opens` tells what a line begins, or None for one of a message's text.

    Raises:
        UnreadableFile: as the lines, or a message is longer than `TEXT_LIMIT` characters.
    """
    draft: _Draft | None = None
    skip = 0
    for near in near_lines(lines):
        if skip:
            skip -= 1
            continue
        begun = opens(near)
        if begun is not None:
            if draft is not None:
                yield _message(draft)
            skip = begun.takes - 1
            draft = None
            if isinstance(begun, Turn):
                yield begun
            else:
                draft = _Draft(near.number, begun, [begun.text] if begun.text else [], len(begun.text))
        elif draft is not None:
            draft.lines.append(near.line)
            draft.size += len(near.line) + 1
            if draft.size > TEXT_LIMIT:
                raise too_long(name, draft.line)
        elif not is_blank(near.line):
            yield Skipped(near.number, NO_HEADER)
    if draft is not None:
        yield _message(draft)


def too_long(name: str, line: int) -> UnreadableFile:
    """Return the refusal of a message that is longer than any chat program sends."""
    return UnreadableFile(
        name,
        Text(
            f"第 {line} 行：这条消息超过 {TEXT_LIMIT} 字",
            f"line {line}: a message of more than {TEXT_LIMIT} characters",
        ),
        Text("请检查文件是否完整、是否为聊天记录", "check that the file is whole and a chat log"),
    )


def _message(draft: _Draft) -> ReadMessage:
    opening = draft.opening
    text = storable("\n".join(draft.lines)).strip("\n\r\t \u3000\ufeff")
    kind, attachments = told(text)
    if opening.is_system:
        kind = MessageKind.RECALLED if _RECALL.fullmatch(text) else MessageKind.SYSTEM
    moment = opening.moment
    return ReadMessage(
        draft.line,
        moment.at if moment else None,
        moment.known if moment else TimeKnown.NONE,
        "" if opening.is_system else clean_name(opening.sender),
        text,
        sender_key="" if opening.is_system else clean_name(opening.sender_key),
        is_mine=opening.is_mine,
        kind=kind,
        attachments=attachments,
    )


def told(text: str) -> tuple[MessageKind, tuple[ReadAttachment, ...]]:
    """Return what a text alone tells of its message: its kind, and the files that it names."""
    found = list(_ATTACHED.finditer(text)) if "请在附件中查看" in text else []
    attachments = _files([match["name"] for match in found])
    if found and not is_blank(_ATTACHED.sub("", text)):
        return MessageKind.TEXT, attachments
    if found:
        return _KINDS[found[0]["what"]], attachments
    if named := _NAMED.fullmatch(text):
        return _KINDS[named["what"]], _files([named["name"]])
    return bracketed_kind(text), ()


def _files(paths: Sequence[str]) -> tuple[ReadAttachment, ...]:
    names = (last_part(clean_name(path)) for path in paths)
    return tuple(ReadAttachment(name) for name in names if name)


def file_title(source: Source) -> str:
    """Return a title for a conversation that its file does not name."""
    return PurePath(source.name).stem or source.name


def opens_first(text: str, opens: Callable[[Near], Opening | Turn | None]) -> bool:
    """Whether the first line with something in it opens a message: the strict way to tell a format by its head."""
    for near in near_lines(enumerate(text.splitlines()[:HEAD_LINES], start=1)):
        if not is_blank(near.line):
            return isinstance(opens(near), Opening)
    return False


def with_reply(message: ReadMessage, reply_to: str, text: str) -> ReadMessage:
    """Return the message with the words it answers apart from its own."""
    kind, attachments = told(text)
    return replace(message, reply_to=reply_to[:300], text=text, kind=kind, attachments=attachments)


def resolved_notice(message: ReadMessage, written_at: datetime) -> Noticed:
    """Return what is said once where a file's times are not written whole."""
    day = shown(written_at)[:10]
    return Noticed(
        Text(
            f"时间缺少年份或日期，已按文件日期 {day} 推定",
            f"times lack a year or day and were resolved from the file's date, {day}",
        ),
        message.line,
    )


def chat_items(
    source: Source, lines: Iterable[ReadMessage | Turn | Skipped], *, written_at: datetime | None
) -> Iterator[ReadMessage | Skipped | Noticed]:
    """Yield a conversation's messages; once, unless `written_at` is None, that their times had to be resolved.

    Raises:
        UnreadableFile: there are none.
    """
    is_empty = True
    is_told = False
    for item in lines:
        if isinstance(item, Turn):
            continue
        if isinstance(item, ReadMessage):
            is_empty = False
            if written_at is not None and item.time_known is TimeKnown.RESOLVED and not is_told:
                is_told = True
                yield resolved_notice(item, written_at)
        yield item
    if is_empty:
        raise no_messages(source.name)


def no_messages(name: str) -> UnreadableFile:
    """Return the refusal of a file that has a chat's head and no message."""
    return UnreadableFile(
        name,
        Text("没有找到任何一条消息", "holds no message"),
        Text("请重新导出聊天记录", "export the chat again"),
    )
