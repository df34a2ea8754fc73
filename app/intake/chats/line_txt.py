"""Text of LINE: `[LINE] 與王小明的聊天記錄`, a line a day, then `上午10:00`, name and text between tabs.

Heads and days stand in the phone's language (hellodigua/ChatLab, its parser of LINE). Text of several lines is in
quotation marks; what LINE says itself has no name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadConversation, ReadMessage, TimeKnown
from app.intake.chats.line_messages import NAME_LIMIT, Near, Opening, Turn, chat_items, file_title, gather, text_lines
from app.intake.chats.times import Moment, clock_of, full_day, instant
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source
from app.intake.storable import clean_name

_FIRST: Final = re.compile(r"\[LINE\] ?(?P<title>.{1,300})|Chat history (?:with|in) (?P<english>.{1,300})")
_NAMES: Final = (
    re.compile(r"[與与](?P<name>.+)的聊天[记記][录錄紀].?"),
    re.compile(r"(?P<name>.+?)(?:との|の)トーク履歴"),
    re.compile(r"Chat history (?:with|in) (?P<name>.+)"),
    re.compile(r"(?P<name>.+)的聊天[记記紀].?"),
)
_DAY: Final = re.compile(
    r"(?P<day>\d{4}[/.]\d{1,2}[/.]\d{1,2})[ \t]?(?:[(（]?(?:週|周|星期)?[一二三四五六日月火水木金土天][)）]?"
    r"|[A-Z][a-z]+)?"
    r"|[A-Z][a-z]{2}, (?P<month>\d{1,2})/(?P<number>\d{1,2})/(?P<year>\d{4})"
)
_MESSAGE: Final = re.compile(
    r"(?P<clock>(?:上午|下午|午前|午後|凌晨|早上|中午|晚上)?[ ]?\d{1,2}:\d{2}(?:[ ]?[AaPp][Mm])?)"
    r"\t(?P<name>[^\t]*)\t(?P<text>.*)"
)
_JAPANESE: Final = {"午前": "上午", "午後": "下午"}
_KINDS: Final = {
    **dict.fromkeys(("[貼圖]", "[贴图]", "[スタンプ]", "[Sticker]", "[Stickers]"), MessageKind.STICKER),
    **dict.fromkeys(("[照片]", "[相片]", "[圖片]", "[写真]", "[Photo]", "[Photos]"), MessageKind.IMAGE),
    **dict.fromkeys(("[影片]", "[视频]", "[動画]", "[Video]", "[Videos]"), MessageKind.VIDEO),
    **dict.fromkeys(("[語音訊息]", "[语音信息]", "[ボイスメッセージ]", "[Voice message]"), MessageKind.VOICE),
    **dict.fromkeys(("[檔案]", "[文件]", "[ファイル]", "[File]"), MessageKind.FILE),
}
_CALL: Final = re.compile(r"☎ .*")
_TAKEN_BACK: Final = re.compile(
    r".*(?:已收回訊息|收回了訊息|已撤回消息|unsent a message|メッセージの送信を取り消しました).?"
)


class LineTextReader(WithoutAttachments):
    """A chat of LINE; it does not tell which one is me."""

    name = "line.txt"

    def detect(self, source: Source) -> bool:
        """Whether its first line is LINE's, and days and messages follow."""
        lines = source.head_text.lstrip("\ufeff \t\r\n").splitlines()
        if not lines or _FIRST.fullmatch(lines[0][:400].strip()) is None:
            return False
        return any(_DAY.fullmatch(line.strip()[:60]) for line in lines[1:40])

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages."""
        title = _title(source)
        yield ReadConversation(title, title, "LINE", Channel.OTHER)
        lines = gather(text_lines(source), _opener(), name=source.name)
        for item in chat_items(source, lines, written_at=written_at):
            yield _told(item) if isinstance(item, ReadMessage) else item


def _title(source: Source) -> str:
    first = (source.head_text.lstrip("\ufeff \t\r\n").splitlines() or [""])[0][:400].strip()
    shown = first.removeprefix("[LINE]").strip()
    found = next(filter(None, (pattern.fullmatch(shown) for pattern in _NAMES)), None)
    return clean_name(found["name"]) if found else file_title(source)


def _opener() -> Callable[[Near], Opening | Turn | None]:
    day: date | None = None

    def opens(near: Near) -> Opening | Turn | None:
        nonlocal day
        if found := _DAY.fullmatch(near.line.strip("\ufeff \t\r")[:60]):
            day = _day(found) or day
            return Turn(near.line[:60])
        if day is None:
            return Turn()
        message = _MESSAGE.fullmatch(near.line)
        clock = _clock(message["clock"]) if message else None
        if message is None or clock is None or len(message["name"]) > NAME_LIMIT:
            return None
        at = instant(day, clock)
        moment = Moment(at, TimeKnown.WRITTEN) if at else None
        return Opening(message["name"], moment, message["text"], is_system=not message["name"].strip())

    return opens


def _day(found: re.Match[str]) -> date | None:
    if found["day"]:
        return full_day(found["day"])
    try:
        return date(int(found["year"]), int(found["month"]), int(found["number"]))
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    for written, ours in _JAPANESE.items():
        text = text.replace(written, ours)
    return clock_of(text)


def _told(message: ReadMessage) -> ReadMessage:
    text = message.text
    if "\n" in text and text.startswith('"') and text.endswith('"'):
        text = text[1:-1].replace('""', '"')
    kind = _KINDS.get(text, message.kind)
    if _CALL.fullmatch(text):
        kind = MessageKind.CALL
    if _TAKEN_BACK.fullmatch(text) and (not message.sender or message.sender in text):
        kind = MessageKind.RECALLED
    return replace(message, text=text, kind=kind)


READER: Final = LineTextReader()
