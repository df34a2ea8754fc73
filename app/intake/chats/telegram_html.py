"""`messages.html` of Telegram Desktop, which writes it unless JSON is asked for (`export_output_html.cpp` there).

A `div` a message; one that is `joined` has the sender of the one before it. A long chat goes on in `messages2.html` and
so on, each a file of its own. Times are the exporter's own, with their zone in newer versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage, TimeKnown
from app.domain.imports import Noticed, Skipped
from app.domain.times import SHANGHAI
from app.domain.words import Text
from app.intake.chats.json_stream import message_refusal
from app.intake.chats.kinds import WORDS, worded
from app.intake.chats.line_messages import file_title
from app.intake.chats.tables import text_of
from app.intake.chats.values import RecentMessages, Unusable, body, last_part, one_line
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

PIECE_CHARACTERS: Final = 2 << 20
"""The longest piece that is taken for one message."""

_START: Final = re.compile(r'<div class="message (?:default|service)')
_STAMP: Final = 'class="pull_right date details"'
_TITLE: Final = re.compile(r'<div class="text bold">\s*([^<]{1,300}?)\s*</div>')
_TIME: Final = re.compile(
    r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}):(\d{2}):(\d{2})(?: UTC(?P<sign>[+-])(?P<hours>\d{2}):(?P<minutes>\d{2}))?"
)
_DAY: Final = re.compile(r"\d{1,2} [A-Za-z]{3,9} \d{4}")
_NUMBER: Final = re.compile(r"message(-?\d{1,20})")
_ANSWERED: Final = re.compile(r"go_to_message(\d{1,20})")
_NEXT_PAGE: Final = re.compile(r'class="pagination[^>]{0,100}href="messages\d*\.html"')
_MEDIA: Final = (
    ("photo", MessageKind.IMAGE),
    ("sticker", MessageKind.STICKER),
    ("animated", MessageKind.STICKER),
    ("voice", MessageKind.VOICE),
    ("audio", MessageKind.VOICE),
    ("video", MessageKind.VIDEO),
    ("call", MessageKind.CALL),
    ("location", MessageKind.LOCATION),
    ("contact", MessageKind.CARD),
    ("file", MessageKind.FILE),
)
_NO_MARKUP: Final = Text("网页内容无法解析", "is no message of this format")
_MORE: Final = Noticed(
    Text(
        "导出分成了几个网页（messages2.html 等），请把其余各页也导入",
        "the export goes on in further pages (messages2.html and so on); import those, too",
    )
)


class TelegramHtmlReader(WithoutAttachments):
    """One page of a chat; it does not tell which one is me."""

    name = "telegram.html"

    def detect(self, source: Source) -> bool:
        """Whether it is a page with the history's own marks."""
        head = source.head_text
        return 'class="page_wrap"' in head and _START.search(head) is not None and _STAMP in head

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages, counted from 1.

        Raises:
            UnreadableFile: it is no text, or a message has no end.
        """
        del written_at
        match = _TITLE.search(source.head_text)
        title = (_unescaped(match[1]) if match else "") or file_title(source)
        yield ReadConversation(title, title, "Telegram", Channel.OTHER)
        if _NEXT_PAGE.search(source.tail.decode("utf-8", "replace")) or _NEXT_PAGE.search(source.head_text):
            yield _MORE
        page = _Page()
        number = 0
        for piece in _pieces(source):
            try:
                message = page.message(number + 1, piece)
            except Unusable as unusable:
                number += 1
                yield Skipped(number, unusable.reason)
                continue
            if message is not None:
                number += 1
                yield message


def _pieces(source: Source) -> Iterator[str]:
    """Yield the markup of each message."""
    held, size, count = list[str](), 0, 0
    for _, line in text_of(source).lines():
        starts = [found.start() for found in _START.finditer(line)]
        for begin, end in zip([0, *starts], [*starts, len(line)], strict=True):
            if begin in starts and held:
                count += 1
                yield "\n".join(held)
                held, size = [], 0
            if begin in starts or held:
                held.append(line[begin:end])
                size += end - begin
            if size > PIECE_CHARACTERS:
                raise message_refusal(source, count + 1, Text("没有结尾", "has no end"))
    if held:
        yield "\n".join(held)


class _Page:
    """What the messages before say about those that follow."""

    def __init__(self) -> None:
        self._sender = ""
        self._recent = RecentMessages()

    def message(self, number: int, piece: str) -> ReadMessage | None:
        """Return the message of a piece; None for the days between messages."""
        node = _parsed(piece)
        box = next((child for child in node.iter() if "body" in _classes(child)), None)
        if box is None:
            raise Unusable(_NO_MARKUP)
        if "service" in _classes(node):
            text = _text(box)
            kind = MessageKind.SYSTEM
            return None if _DAY.fullmatch(text) else ReadMessage(number, None, TimeKnown.NONE, "", text, kind=kind)
        found = _NUMBER.fullmatch(node.attributes.get("id") or "")
        name = _child(box, "from_name")
        if name is not None:
            self._sender = one_line(_text(name))
        kind, text, file = _content(box)
        message_no = found[1] if found else ""
        answered = _ANSWERED.search(piece)
        reply_to = self._recent.quote(answered[1]) if answered else ""
        self._recent.note(message_no, self._sender, text)
        at = _time(box)
        return ReadMessage(
            number,
            at,
            TimeKnown.WRITTEN if at else TimeKnown.NONE,
            self._sender or "已注销的账号",
            text,
            kind=kind,
            attachments=(ReadAttachment(file),) if file else (),
            reply_to=reply_to,
            message_no=message_no,
        )


def _content(box: LexborNode) -> tuple[MessageKind, str, str]:
    """Return kind, words, and the name of the file beside the page."""
    inner = next((child for child in box.iter() if "forwarded" in _classes(child)), box)
    said = _child(inner, "text")
    text = _text(said) if said is not None else ""
    media = _child(inner, "media_wrap")
    kind, word, file = _medium(media) if media is not None else (MessageKind.TEXT, "", "")
    text = " ".join(part for part in (word, text) if part)
    if inner is not box:
        origin = _child(inner, "from_name")
        text = f"[转发自 {one_line(_text(origin)) if origin is not None else '?'}] {text}".rstrip()
    return kind, worded(kind, text), file


def _medium(media: LexborNode) -> tuple[MessageKind, str, str]:
    classes = " ".join(node.attributes.get("class") or "" for node in media.css("*"))
    kind = next((kind for word, kind in _MEDIA if word in classes), MessageKind.OTHER)
    link = media.css_first("a[href]")
    address = (link.attributes.get("href") or "") if link is not None else ""
    file = "" if "://" in address else last_part(address)
    shown = [_text(node) for node in media.css(".title, .description, .status")]
    words = [WORDS[kind], *dict.fromkeys(word for word in shown if word and not word.startswith("Not included"))]
    return kind, " ".join(words), file


def _time(box: LexborNode) -> datetime | None:
    stamp = next((child for child in box.iter() if "date" in _classes(child)), None)
    found = _TIME.search((stamp.attributes.get("title") or "") if stamp is not None else "")
    if found is None:
        return None
    zone = SHANGHAI
    day, month, year, hour, minute, second = (int(part) for part in found.groups()[:6])
    try:
        if found["sign"]:
            ahead = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
            at = datetime(
                year, month, day, hour, minute, second, tzinfo=timezone(ahead if found["sign"] == "+" else -ahead)
            )
        else:
            at = datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    return at.astimezone(UTC) if 1990 <= at.year < 2100 else None


def _parsed(piece: str) -> LexborNode:
    from selectolax.lexbor import LexborHTMLParser

    node = LexborHTMLParser(piece).css_first("div.message")
    if node is None:
        raise Unusable(_NO_MARKUP)
    return node


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _child(box: LexborNode, name: str) -> LexborNode | None:
    return next((child for child in box.iter() if name in _classes(child)), None)


def _text(node: LexborNode) -> str:
    """Return an element's text; `<br>` is a line end, the page's own line ends are none."""
    for stamp in node.css("span.date"):
        stamp.decompose()
    for line_end in node.css("br"):
        line_end.replace_with("\x0b")
    words = " ".join(node.text(deep=True).replace("\n", " ").split(" "))
    return body("\n".join(" ".join(line.split()) for line in words.split("\x0b")).strip())


def _unescaped(text: str) -> str:
    import html

    return one_line(html.unescape(text))


READER: Final = TelegramHtmlReader()
