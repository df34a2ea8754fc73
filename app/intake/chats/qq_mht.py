"""MHT of QQ's message manager: text with its pictures, as one MIME file that may fill gigabytes.

formats.md 2.2: a byte order mark before the head, one line of HTML with a table row a message, and pictures as parts
found by `Content-Location`. Green (`#42B475`) is me, blue is not, but the first message of each section has the wrong
colour. The file is never in memory: rows are cut out of it as it is read, and pictures by their places in it.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO, Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage, TimeKnown
from app.domain.errors import UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.domain.words import Text
from app.intake.chats.kinds import bracketed_kind
from app.intake.chats.line_messages import no_messages
from app.intake.chats.mime_parts import Part, find_parts, part_file, part_pieces
from app.intake.chats.qq_txt import qq_person
from app.intake.chats.times import clock_of, full_day, instant
from app.intake.chats.values import TEXT_LIMIT
from app.intake.readers import ChatItem
from app.intake.sources import Source
from app.intake.storable import clean_name, storable

_ROW_CHARACTERS: Final = 4 * TEXT_LIMIT
_DAY: Final = re.compile(r">\s*日期[:：]\s*(\d{4}[-/]\d{1,2}[-/]\d{1,2})\s*<")
_LABEL: Final = re.compile(r">\s*(消息分组|消息对象)[:：]([^<]{0,400})<")
_MESSAGE: Final = re.compile(
    r"<div style=[\"']?color:(?P<colour>#[0-9A-Fa-f]{6})[^<>]{0,300}>\s{0,9}<div[^<>]{0,300}float:left[^<>]{0,300}>"
    r"(?P<name>.{0,2000}?)</div>"
    r"(?P<time>[^<]{1,40})</div>(?P<body>.*)",
    re.DOTALL | re.IGNORECASE,
)
_IMAGE: Final = re.compile(r"<img\b[^<>]{0,300}?\bsrc=[\"']?([^\"'>\s]{1,300})[^<>]{0,300}>", re.IGNORECASE)
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DIV_END: Final = re.compile(r"</div>\s{0,9}<div\b[^<>]{0,300}>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]{0,5000}>")
_MINE: Final = "#42B475"
_UNKNOWN: Final = Text("无法识别的一行", "is a row of an unknown kind")


class QQMhtReader:
    """All chats of a file, with their pictures."""

    name = "qq.mht"

    def detect(self, source: Source) -> bool:
        """Whether its head names QQ's message manager."""
        head = source.head[:2000].removeprefix(codecs.BOM_UTF8)
        return b"Tencent MsgMgr" in head and b"multipart/related" in head.lower()

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield each conversation and its messages, counted from 1.

        Raises:
            UnreadableFile: no MIME, cut off within the text, a row of no sensible length, or no message at all.
        """
        del written_at
        parts, is_whole = find_parts(source)
        page = next((part for part in parts if part.media_type == "text/html"), None)
        if page is None:
            raise _broken(source, Text("没有聊天正文", "holds no chat"))
        if not is_whole:
            yield Noticed(Text("文件结尾不完整，可能缺少图片", "the end of the file is missing; pictures may lack"))
        pictures = {part.location: part.media_type for part in parts if part.location}
        rows = _Rows(pictures)
        for row in _rows(source, page):
            yield from rows.take(row)
        if not rows.number:
            raise no_messages(source.name)

    def attachment(self, source: Source, part: str) -> BinaryIO | None:
        """Return the bytes of a picture by its `Content-Location`."""
        parts, _ = find_parts(source)
        found = next((one for one in parts if part and one.location == part), None)
        return part_file(source, found) if found else None


class _Rows:
    """What the rows before say about those that follow."""

    def __init__(self, pictures: dict[str, str]) -> None:
        self._pictures = pictures
        self._group = ""
        self._conversation = ReadConversation("QQ", "QQ", "QQ", Channel.QQ)
        self._is_yielded = False
        self._day: date | None = None
        self._is_first = True
        self.number = 0

    def take(self, row: str) -> Iterator[ChatItem]:
        found = _MESSAGE.search(row)
        if found is not None:
            self.number += 1
            message = self._message(found)
            if message is None:
                yield Skipped(self.number, _UNKNOWN)
                return
            if not self._is_yielded:
                self._is_yielded = True
                yield self._conversation
            yield message
        elif day := _DAY.search(row):
            self._day = full_day(day[1]) or self._day
            self._is_first = True
        elif label := _LABEL.search(row):
            self._label(label[1], clean_name(html.unescape(label[2])))

    def _label(self, name: str, value: str) -> None:
        if name == "消息分组":
            self._group = value
            return
        self._conversation = ReadConversation(value or "QQ", value or "QQ", "QQ", Channel.QQ, "群" in self._group)
        self._is_yielded = False
        self._is_first = True

    def _message(self, found: re.Match[str]) -> ReadMessage | None:
        clock = clock_of(html.unescape(found["time"]))
        at = instant(self._day, clock) if self._day and clock else None
        if clock is None:
            return None
        name, key, is_system = qq_person(clean_name(html.unescape(_TAG.sub("", found["name"]))))
        is_mine = None if self._is_first or is_system else found["colour"].upper() == _MINE
        self._is_first = False
        text, attachments = self._body(found["body"])
        kind = bracketed_kind(text)
        if attachments and not _said(found["body"]):
            kind = MessageKind.IMAGE
        if is_system:
            kind = MessageKind.RECALLED if "撤回了一条消息" in text[:80] else MessageKind.SYSTEM
        return ReadMessage(
            self.number,
            at,
            TimeKnown.WRITTEN if at else TimeKnown.NONE,
            "" if is_system else name,
            text,
            sender_key="" if is_system else key,
            is_mine=is_mine,
            kind=kind,
            attachments=attachments,
        )

    def _body(self, body: str) -> tuple[str, tuple[ReadAttachment, ...]]:
        attachments = tuple(
            ReadAttachment(
                clean_name(html.unescape(source)).replace("\\", "/").rpartition("/")[2],
                self._pictures.get(source, ""),
                source if source in self._pictures else "",
            )
            for source in _IMAGE.findall(body)
        )
        return _text(_IMAGE.sub("[图片]", body)), attachments


def _said(body: str) -> str:
    return _text(_IMAGE.sub("", body))


def _text(body: str) -> str:
    """Return the text of a row's HTML: `<br>` and the next block end a line."""
    plain = _TAG.sub("", _DIV_END.sub("\n", _BREAK.sub("\n", body)))
    return storable(html.unescape(plain).replace("\xa0", " ")).strip("\n\r\t ")


def _rows(source: Source, page: Part) -> Iterator[str]:
    """Yield the table's rows as they are read.

    Raises:
        UnreadableFile: no UTF-8, a row too long, or the page has no end.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    held = ""
    number = 1
    for piece in part_pieces(source, page):
        try:
            held += decoder.decode(piece)
        except UnicodeDecodeError as failure:
            raise _broken(source, Text(f"第 {number} 条记录已损坏", f"record {number} is damaged")) from failure
        *rows, held = re.split(r"</tr>", held, flags=re.IGNORECASE)
        for row in rows:
            number += 1
            if len(row) > _ROW_CHARACTERS:
                raise _broken(source, Text(f"第 {number} 条记录过长", f"record {number} is too long"))
            yield row
        if len(held) > _ROW_CHARACTERS + (1 << 20):
            raise _broken(source, Text(f"第 {number} 条记录过长", f"record {number} is too long"))
    if "</html>" not in held.lower() and "</table>" not in held.lower():
        raise _broken(source, Text(f"在第 {number} 条记录处中断，文件可能被截断", f"is cut off at record {number}"))


def _broken(source: Source, problem: Text) -> UnreadableFile:
    return UnreadableFile(source.name, problem, Text("请使用原始导出的文件", "use the file as it was exported"))


READER: Final = QQMhtReader()
