"""Web pages of MemoTrace (WeChatMsg): the messages are an array in a script, `const chatMessages = [ … ]`.

Generations, by LC044/WeChatMsg `app/util/exporter/exporter_html.py` and its history: the first has no times but a row
of type 0 every five minutes that is one; then `timestamp`, `displayname`; then `MsgSvrID`; at last JSON, with
`display_name` and `server_id` in the newest. Up to there words are escaped for HTML, and only the page's own tags stand
in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage, TimeKnown
from app.domain.imports import Noticed, Skipped
from app.domain.words import Text
from app.intake.chats.kinds import WECHAT, WECHAT_APP, WORDS, worded
from app.intake.chats.line_messages import file_title
from app.intake.chats.memotrace_csv import ME, OTHER_SIDE
from app.intake.chats.script_objects import script_object, script_objects
from app.intake.chats.values import Unusable, body, flag, last_part, moment, one_line, whole
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

LOOKED_THROUGH: Final = 4 << 20
"""How many bytes of a page are looked through for its messages: styles and icons come before them."""

_OPENING: Final = re.compile(r"\bchatMessages\s*=\s*\[")
_BEGINS: Final = re.compile(rb"\bchatMessages\s*=\s*\[\s*\{.{0,20000}?[\"']?is_send[\"']?\s*:", re.DOTALL)
_TITLE: Final = re.compile(r"<title>\s*([^<]{1,300}?)\s*</title>")
_NO_TITLE: Final = frozenset({"出错了", "聊天记录"})
_CLOCK_ROW: Final = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}")
_SYSTEM: Final = frozenset({0, 10000, 10002})
_ENTITY: Final = re.compile("&(amp|lt|gt|quot|#39|#x27);")
_ENTITIES: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#39": "'", "#x27": "'"}
_IMAGE: Final = re.compile(r"<img\b[^<>]{0,2000}?(?:(?:alt|title)=[\"']?([^\"'<>]{1,60})[\"']?[^<>]{0,2000})?>")
_BREAK: Final = re.compile(r"<br\s*/?>")
_TAG: Final = re.compile(r"</?[a-z][^<>]{0,2000}>")
_LOOSE_TIMES: Final = Noticed(
    Text(
        "这是旧版留痕导出，只每隔约五分钟记一次时间；各条消息采用其前最近的时间",
        "this old export tells the time about every five minutes only; each message has the one before it",
    )
)


class MemoTraceHtmlReader(WithoutAttachments):
    """One chat; pictures and recordings lie beside the page and are named only."""

    name = "wechat.memotrace.html"

    def detect(self, source: Source) -> bool:
        """Whether it is a page with such an array of messages in it."""
        head = source.head
        if b"<html" not in head[:4000].lower():
            return False
        if _BEGINS.search(head):
            return True
        if source.size <= len(head):
            return False
        with source.open() as file:
            return _BEGINS.search(file.read(LOOKED_THROUGH)) is not None

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages, counted from 1.

        Raises:
            UnreadableFile: the messages have no end, or one is too large.
        """
        del written_at
        written = script_objects(source, _OPENING)
        first = next(written, None)
        yield _conversation(source, first)
        rows = _Rows()
        for number, text in enumerate(chain([first] if first is not None else [], written), start=1):
            try:
                entry, is_json = script_object(text)
                yield from rows.take(number, entry, is_json=is_json)
            except Unusable as unusable:
                yield Skipped(number, unusable.reason)


def _conversation(source: Source, first: str | None) -> ReadConversation:
    match = _TITLE.search(source.head_text)
    named = one_line(_plain(match[1])) if match else ""
    title = file_title(source) if not named or named in _NO_TITLE else named
    is_group = False
    if first is not None:
        try:
            is_group = flag(script_object(first)[0].get("is_chatroom")) is True
        except Unusable:
            is_group = False
    return ReadConversation(title, title, "微信", Channel.WECHAT, is_group)


class _Rows:
    """What the rows before say about those that follow."""

    def __init__(self) -> None:
        self._clock: object = None
        self._is_told = False

    def take(self, number: int, entry: dict[str, object], *, is_json: bool) -> Iterator[ChatItem]:
        words = _Words(entry, is_json=is_json)
        if whole(entry.get("type")) == 0 and _CLOCK_ROW.fullmatch(words.of("text")):
            # No message: the page shows the time here.
            self._clock = words.of("text")
            return
        at, known = moment(entry.get("timestamp"))
        if at is None and self._clock is not None:
            at, known = moment(self._clock)[0], TimeKnown.RESOLVED
            if not self._is_told:
                self._is_told = True
                yield _LOOSE_TIMES
        yield _message(number, entry, words, at, known)


@dataclass(frozen=True, slots=True)
class _Words:
    """The texts of one message, without what was done to them for the page."""

    entry: dict[str, object]
    is_json: bool

    def of(self, *names: str) -> str:
        said = next((found for name in names if (found := body(self.entry.get(name)))), "")
        if not self.is_json and "<" in said:
            said = _TAG.sub(
                "", _BREAK.sub("\n", _IMAGE.sub(lambda image: image[1] or WORDS[MessageKind.STICKER], said))
            )
        return _plain(said)


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda found: _ENTITIES[found[1]], text) if "&" in text else text


def _message(
    number: int, entry: dict[str, object], words: _Words, at: datetime | None, known: TimeKnown
) -> ReadMessage:
    code = whole(entry.get("type"))
    is_mine = flag(entry.get("is_send"))
    kind, text, file = _content(code, entry, words)
    is_system = code in _SYSTEM
    if is_system:
        kind = MessageKind.RECALLED if "撤回了一条消息" in text else MessageKind.SYSTEM
    name = one_line(words.of("displayname", "display_name"))
    return ReadMessage(
        number,
        at,
        known,
        "" if is_system else name or (ME if is_mine else OTHER_SIDE),
        worded(kind, text),
        is_mine=None if is_system else is_mine,
        kind=kind,
        attachments=(ReadAttachment(file),) if file else (),
        reply_to=words.of("refer_text"),
        message_no=next(filter(None, (one_line(entry.get(key)) for key in ("MsgSvrID", "server_id"))), ""),
    )


def _content(code: int | None, entry: dict[str, object], words: _Words) -> tuple[MessageKind, str, str]:
    """Return kind, words, and the name of the file that lies beside the page."""
    subtype = whole(entry.get("sub_type"))
    kind = WECHAT_APP.get(subtype or 0, MessageKind.OTHER) if code == 49 else WECHAT.get(code or 0, MessageKind.OTHER)
    text = words.of("text")
    if kind in {MessageKind.IMAGE, MessageKind.VOICE, MessageKind.VIDEO, MessageKind.STICKER}:
        spoken = words.of("voice_to_text")
        return kind, f"{WORDS[kind]} {spoken}".rstrip(), "" if text.startswith("data:") else last_part(text)
    if kind is MessageKind.FILE:
        name = last_part(words.of("file_name")) or last_part(text)
        return kind, f"{WORDS[kind]} {name}".rstrip(), name
    if kind is MessageKind.TRANSFER:
        parts = ["微信转账", words.of("feedesc"), f"（{text}）" if text else "", words.of("pay_memo")]
        return kind, " ".join(dict.fromkeys(part for part in parts if part)), ""
    if kind is MessageKind.LINK:
        lines = [f"{WORDS[kind]} {words.of('title')}".rstrip(), words.of("description", "artist")]
        lines += [words.of("url", "link_url"), text if subtype not in {3, 5} else ""]
        return kind, body("\n".join(line for line in lines if line)), ""
    if kind is MessageKind.CALL:
        return kind, f"{WORDS[kind]} {text}".rstrip(), ""
    return kind, text, ""
