"""WhatsApp's `_chat.txt` or `与X的 WhatsApp 聊天.txt`, from phones of any language.

formats.md 2.4. Android: `15.04.2016, 15:04 - Name: text`; iOS: `[2/11/26, 2:36:02 PM] Name: text`, with U+200E before
the line and U+202F before AM and PM. Lines without `Name: ` are WhatsApp's own. The order of day and month follows the
phone's region and is decided over the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage, TimeKnown
from app.domain.imports import Noticed
from app.domain.times import SHANGHAI
from app.domain.words import Text
from app.intake.chats.line_messages import (
    NAME_LIMIT,
    Near,
    Opening,
    chat_items,
    file_title,
    gather,
    is_blank,
    text_lines,
)
from app.intake.chats.times import PERIODS, SPACE, DayOrder, Moment, clock_of, decide_order, instant
from app.intake.chats.values import last_part
from app.intake.chats.whatsapp_words import GENERATED, generated_kind, is_deletion, is_encryption_notice, left_out
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source
from app.intake.storable import clean_name

_MARKS: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_HALVES: Final = {"오전": "上午", "오후": "下午", "午前": "上午", "午後": "下午", "ص": "AM", "م": "PM"}
"""Halves of the day in Korean and Japanese, which stand before the hour, and Arabic, after it."""
_TIME: Final = (
    rf"(?:(?:{PERIODS}|오전|오후|午前|午後){SPACE}*)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?"
    rf"(?:{SPACE}*(?:[AaPp]\.?{SPACE}?[Mm]\b\.?|[صم]|上午|下午))?"
)
_DATE: Final = rf"(\d{{1,4}})[-/.]{SPACE}?(\d{{1,2}})[-/.]{SPACE}?(\d{{1,4}})\.?"
_BETWEEN: Final = rf",?{SPACE}+(?:(?:klo|kl\.?|um|at|à){SPACE}+)?"
_HEAD: Final = re.compile(
    rf"(?:\[{_DATE}{_BETWEEN}({_TIME})\]{SPACE}?|{_DATE}{_BETWEEN}({_TIME})\.?{SPACE}[-–]{SPACE})(.*)"
)
_HEAD_CHARACTERS: Final = 80
_ORIENTAL: Final = re.compile("[\u0660-\u0669\u06f0-\u06f9\u060c\u200e\u200f]")
_WESTERN: Final = {ord(digit): str(value % 10) for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")} | {0x60C: ","}
_AFTER: Final = re.compile(rf"(\d.*?){SPACE}*(上午|下午)")
_QUOTES: Final = re.compile('[“”«»"]')
_POINT: Final = re.compile(r"(?<=\d)\.(?=\d)")
_NAMES: Final = 4096
_SHOWN: Final = {
    DayOrder.MONTH_FIRST: ("月/日", "month/day"),
    DayOrder.DAY_FIRST: ("日/月", "day/month"),
    DayOrder.YEAR_FIRST: ("年/月/日", "year/month/day"),
}
_FILE: Final = re.compile(
    r"(?:<[^:：<>\n]{1,20}[:：][ ]?(?P<ios>[^<>\n]{1,255})>"
    r"|(?P<android>[^\n]{1,250}\.\w{2,5})[ ]?"
    r"[(（](?:file attached|文件附件|附件|Datei angehängt|archivo adjunto|fichier joint)[)）])"
    r"(?:\n(?P<rest>.*))?",
    re.DOTALL,
)
_SUFFIXES: Final = {
    **dict.fromkeys(("jpg", "jpeg", "png", "heic"), MessageKind.IMAGE),
    **dict.fromkeys(("mp4", "mov", "3gp"), MessageKind.VIDEO),
    **dict.fromkeys(("opus", "m4a", "mp3", "ogg", "aac"), MessageKind.VOICE),
    "webp": MessageKind.STICKER,
    "vcf": MessageKind.CARD,
}
_TITLE: Final = re.compile(r"[与與](.+)的 ?WhatsApp ?(?:聊天|對話|对话)|WhatsApp Chat (?:with|-) (.+)")


class WhatsAppReader(WithoutAttachments):
    """A chat of WhatsApp; it does not tell which one is me. `order` settles what the file leaves open."""

    name = "whatsapp.txt"

    def __init__(self, order: DayOrder | None = None) -> None:
        self._order = order

    def detect(self, source: Source) -> bool:
        """Whether its first line is a message or a line of WhatsApp's own."""
        for line in source.head_text.splitlines()[:20]:
            if not is_blank(line.strip(_MARKS)):
                return _head(line) is not None
        return False

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages; where no date of the file settles day and month, that is noticed."""
        latest = written_at.astimezone(SHANGHAI).date()
        order, is_sure, names = self._looked_over(source, latest)
        titled = _TITLE.search(file_title(source))
        title = clean_name(next(filter(None, titled.groups()), "")) if titled else file_title(source)
        yield ReadConversation(title, title, "WhatsApp", Channel.OTHER, len(names) > 2)
        if not is_sure:
            yield _unsure(order)
        known = TimeKnown.WRITTEN if is_sure else TimeKnown.RESOLVED
        lines = gather(text_lines(source), _opener(order, known, names), name=source.name)
        for item in chat_items(source, lines, written_at=None):
            yield _told(item) if isinstance(item, ReadMessage) else item

    def _looked_over(self, source: Source, latest: date) -> tuple[DayOrder, bool, frozenset[str]]:
        """Return the order of day and month, whether it is sure, and who says something with `: ` after the name."""
        names: set[str] = set()
        has_points = True

        def days() -> Iterator[tuple[int, int, int]]:
            nonlocal has_points
            for _, line in text_lines(source):
                found = _head(line)
                if found is None:
                    continue
                if len(names) < _NAMES and (name := _speaker(found.rest, frozenset()))[0]:
                    names.add(name[0])
                has_points = has_points and found.has_points
                yield found.numbers

        order, is_sure = decide_order(days(), latest=latest)
        if self._order is not None:
            return self._order, True, frozenset(names)
        if not is_sure and has_points and order is not DayOrder.YEAR_FIRST:
            # Where days are written with points (German, Finnish, Turkish, Russian, …), no region puts the month first.
            return DayOrder.DAY_FIRST, True, frozenset(names)
        return order, is_sure, frozenset(names)


@dataclass(frozen=True, slots=True)
class _Head:
    numbers: tuple[int, int, int]
    clock: str
    rest: str
    has_points: bool


def _head(line: str) -> _Head | None:
    line = line.lstrip(_MARKS)
    found = _HEAD.fullmatch(line[:_HEAD_CHARACTERS])
    if found is None and _ORIENTAL.search(line[:24]):
        # Arabic phones write their own digits, and marks of direction around the parts of a date.
        line = _western(line)
        found = _HEAD.fullmatch(line[:_HEAD_CHARACTERS])
    if found is None:
        return None
    first, second, third, clock = found.groups()[:4] if found[1] else found.groups()[4:8]
    is_pointed = f"{first}.{second}." in found[0]
    return _Head((int(first), int(second), int(third)), clock, line[found.start(9) :], is_pointed)


def _western(line: str) -> str:
    """Return a line whose head is in digits of ours; what follows the head stays as it is."""
    head, mark, rest = line.partition(" - ")
    if not mark:
        head, mark, rest = line.partition("] ")
    return "".join(sign for sign in head.translate(_WESTERN) if sign not in _MARKS) + mark + rest


def _speaker(rest: str, names: frozenset[str]) -> tuple[str, str]:
    """Return who speaks and what; "" for WhatsApp's own. `Name:text` counts for those who have said `Name: text`."""
    if is_encryption_notice(rest.lstrip(_MARKS)):
        return "", rest
    name, mark, text = rest.partition(": ")
    if not mark and rest.endswith(":"):
        name, mark, text = rest[:-1], ":", ""
    if mark and name and len(name) <= NAME_LIMIT and not _QUOTES.search(name):
        return ("", text) if is_encryption_notice(text) else (name, text)
    name, _, text = rest.partition(":")
    return (name, text) if name in names else ("", rest)


def _opener(order: DayOrder, known: TimeKnown, names: frozenset[str]) -> Callable[[Near], Opening | None]:
    def opens(near: Near) -> Opening | None:
        head = _head(near.line)
        day = order.day(*head.numbers) if head else None
        clock = _clock(head.clock) if head else None
        at = instant(day, clock) if day and clock else None
        if head is None or at is None:
            return None
        name, text = _speaker(head.rest, names)
        mark = GENERATED if name and text.startswith(GENERATED) else ""
        return Opening(name.strip(_MARKS), Moment(at, known), mark + text.lstrip(_MARKS), is_system=not name)

    return opens


def _clock(text: str) -> time | None:
    # Finnish times have points; those of `11:25 a. m.` stay.
    for written, ours in _HALVES.items():
        text = text.replace(written, ours)
    # Some phones in Chinese write the half behind the time.
    text = _AFTER.sub(r"\2\1", text)
    return clock_of(_POINT.sub(":", text))


def _told(message: ReadMessage) -> ReadMessage:
    is_generated = message.text.startswith(GENERATED)
    text = message.text.strip(_MARKS)
    if is_deletion(text):
        return replace(message, text=text, kind=MessageKind.RECALLED)
    if kind := left_out(text):
        return replace(message, text=text, kind=kind)
    if is_generated and (kind := generated_kind(text, message.sender)):
        sender = "" if kind is MessageKind.SYSTEM else message.sender
        return replace(message, sender=sender, text=text, kind=kind)
    named = _FILE.fullmatch(text)
    if named is None or not message.sender:
        return replace(message, text=text)
    name = last_part(clean_name((named["ios"] or named["android"]).strip(_MARKS)))
    kind = _SUFFIXES.get(name.rpartition(".")[2].lower(), MessageKind.FILE)
    if named["rest"]:
        kind = MessageKind.TEXT
    return replace(message, text=text, kind=kind, attachments=(ReadAttachment(name),) if name else ())


def _unsure(order: DayOrder) -> Noticed:
    zh, en = _SHOWN[order]
    return Noticed(
        Text(
            f"文件中的日期分不清日和月，已按 {zh} 读取，请核对",
            f"day and month cannot be told apart in this file; read as {en}, please check",
        )
    )


READER: Final = WhatsAppReader()
