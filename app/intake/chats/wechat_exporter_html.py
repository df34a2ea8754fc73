"""HTML of BlueMatthew/WechatExporter: each message a `div`, `right` is who exported it.

Read message by message: the file is cut before each `<div class="msg …">` and only that piece is parsed. Later pages
lie beside the file as scripts and are not followed; where they are inside it, as one JSON array of such pieces, they
are read. Templates: `WechatExporter/res/templates` of that repository.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage
from app.domain.imports import Noticed, Skipped
from app.domain.words import Text
from app.intake.chats.json_stream import message_refusal
from app.intake.chats.kinds import worded
from app.intake.chats.tables import text_of
from app.intake.chats.values import Unusable, body, last_part, moment, one_line, whole
from app.intake.chats.wechat_content import wechat_content
from app.intake.readers import ChatItem
from app.intake.sources import Source

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

PIECE_CHARACTERS: Final = 8 << 20
"""The longest piece that is taken for one message; embedded pictures are in it."""

_START: Final = re.compile(r'<div class="msg ')
_TITLE: Final = re.compile(r"<title>([^<]{0,300}?)\s*-\s*微信聊天记录</title>")
_TITLE_MARK: Final = "- 微信聊天记录</title>"
_INSIDE: Final = re.compile(r"\bvar\s+msgArray\s*=\s*(?=\[)")
_ELSEWHERE: Final = re.compile(r"moreWechatMsgs|Data/[^\"'<>]{0,100}\.js")
_TIME: Final = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T]\d{1,2}:\d{2}(?::\d{2})?")
_DATA: Final = re.compile(r"data:(image/[a-z+.-]{1,30});base64,([A-Za-z0-9+/=\s]+)")
_NOTICE_LEAD: Final = re.compile(r"\A系统消息[:：]\s*")
_REPLY: Final = re.compile(r"\A「(.*)」\Z", re.DOTALL)
_MORE: Final = Text(
    "这个网页只含第一部分消息，其余在旁边的 Files/Data 文件夹里，没有读入；请用 TXT 格式重新导出以读入全部",
    "this page holds the first messages only, the others lie in Files/Data beside it and were not read; "
    "export as TXT to have all",
)
_DRAWN: Final = {"audio": MessageKind.VOICE, "video": MessageKind.VIDEO, ".transfer-icon": MessageKind.TRANSFER}
_NO_MARKUP: Final = Text("网页内容无法解析", "is no message of this format")


class WechatExporterHtmlReader:
    """One chat; pictures count as attachments with bytes where they are embedded as data."""

    name = "wechat.wechat_exporter.html"

    def detect(self, source: Source) -> bool:
        """Whether it is the exporter's page: its title and its messages' class."""
        head = source.head_text
        return _TITLE_MARK in head and "<html" in head[:2000].lower()

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages.

        Raises:
            UnreadableFile: it is no text, or a message has no end.
        """
        del written_at
        match = _TITLE.search(source.head_text)
        title = one_line(match[1]) if match else ""
        title = title or source.name.removesuffix(".html")
        yield ReadConversation(title, title, "微信", Channel.WECHAT)
        if _lacks_pages(source):
            yield Noticed(_MORE)
        for number, piece in _pieces(source):
            try:
                yield _message(number, piece)
            except Unusable as unusable:
                yield Skipped(number, unusable.reason)

    def attachment(self, source: Source, part: str) -> BinaryIO | None:
        """Return the bytes of a picture embedded in the message of this number; None for any other."""
        wanted = whole(part)
        for number, piece in _pieces(source):
            if number == wanted:
                picture = _picture(_parsed(piece))
                match = _DATA.fullmatch(picture)
                if match is None:
                    return None
                try:
                    return io.BytesIO(base64.b64decode(match[2]))
                except binascii.Error:
                    return None
        return None


def _pieces(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the markup of each message with its number from 1."""
    number, held, size = 0, list[str](), 0
    for _, line in text_of(source).lines():
        if match := _INSIDE.search(line):
            if held:
                number += 1
                yield number, "\n".join(held)
                held, size = [], 0
            for piece in _inner(line[match.end() :]):
                number += 1
                yield number, piece
            continue
        starts = [found.start() for found in _START.finditer(line)]
        for begin, end in zip([0, *starts], [*starts, len(line)], strict=True):
            if begin in starts and held:
                number += 1
                yield number, "\n".join(held)
                held, size = [], 0
            if begin in starts or held:
                held.append(line[begin:end])
                size += end - begin
            if size > PIECE_CHARACTERS:
                raise message_refusal(source, number + 1, Text("没有结尾", "has no end"))
    if held:
        yield number + 1, "\n".join(held)


def _inner(script: str) -> Iterator[str]:
    """Yield the pieces of a JSON array in a script of the page."""
    import json

    try:
        found, _ = json.JSONDecoder().raw_decode(script)
    except (ValueError, RecursionError):
        return
    for piece in found if isinstance(found, list) else []:
        if isinstance(piece, str) and _START.search(piece):
            yield piece


def _lacks_pages(source: Source) -> bool:
    has_reference = False
    for _, line in text_of(source).lines():
        if _INSIDE.search(line):
            return False
        has_reference = has_reference or _ELSEWHERE.search(line) is not None
    return has_reference


def _parsed(piece: str) -> LexborNode:
    from selectolax.lexbor import LexborHTMLParser

    found = LexborHTMLParser(piece).css_first("div.msg")
    if found is None:
        raise Unusable(_NO_MARKUP)
    return found


def _message(number: int, piece: str) -> ReadMessage:
    node = _parsed(piece)
    classes = (node.attributes.get("class") or "").split()
    message_no = one_line((node.attributes.get("msgid") or "").split(" ")[0])
    if "chat-notice" in classes:
        return _notice(number, node, message_no)
    head = node.css_first(".nt-box")
    name = node.css_first(".dspname, .name-left, .name-right")
    if head is None or name is None:
        raise Unusable(_NO_MARKUP)
    sender = one_line(name.text(deep=True))
    times = _TIME.findall(head.text(deep=True))
    at, time_known = moment(times[-1] if times else None)
    kind, text, reply_to = _content(node)
    is_mine = bool({"right", "chat-right", "media-right"} & set(classes))
    return ReadMessage(
        number,
        at,
        time_known,
        sender or ("我" if is_mine else "对方"),
        text,
        sender_key=one_line(name.attributes.get("wxid") or ""),
        is_mine=is_mine,
        kind=kind,
        attachments=_attachments(number, node),
        reply_to=reply_to,
        message_no=message_no,
    )


def _attachments(number: int, node: LexborNode) -> tuple[ReadAttachment, ...]:
    picture = _picture(node)
    if data := _DATA.fullmatch(picture):
        return (ReadAttachment(f"{number}.{data[1].partition('/')[2]}", data[1], str(number)),)
    return (ReadAttachment(picture),) if picture and not picture.startswith("data:") else ()


def _notice(number: int, node: LexborNode, message_no: str) -> ReadMessage:
    text = _NOTICE_LEAD.sub("", body(node.text(deep=True).strip()))
    at, time_known = moment(None)
    kind = MessageKind.RECALLED if "撤回了一条消息" in text else MessageKind.SYSTEM
    return ReadMessage(number, at, time_known, "", worded(kind, text), kind=kind, message_no=message_no)


def _content(node: LexborNode) -> tuple[MessageKind, str, str]:
    """Return kind, words and what is answered."""
    coded = wechat_content(whole(node.attributes.get("msgtype") or ""), None, "").kind
    box = node.css_first(".content-box")
    if box is None:
        return coded, worded(coded, ""), ""
    reply_to, texts = "", list[str]()
    for part in box.css(".msg-text") or box.css(".dont-break-out"):
        said = _text(part)
        if "refermsg" in (part.attributes.get("class") or ""):
            match = _REPLY.match(said)
            reply_to = match[1] if match else said
        elif said:
            texts.append(said)
    text = "\n".join(texts)
    kind = _kind(box, coded, text)
    link = box.css_first("a[href]")
    if kind is MessageKind.LINK and link is not None:
        lines = ["[链接] " + one_line(link.text(deep=True)), text, one_line(link.attributes.get("href") or "")]
        text = "\n".join(line for line in lines if line.strip())
    if kind is MessageKind.TRANSFER and "转账" not in text:
        text = f"微信转账 {text}".rstrip()
    return kind, worded(kind, body(text)), body(reply_to)


def _kind(box: LexborNode, coded: MessageKind, text: str) -> MessageKind:
    """Return the kind by what is drawn, which is surer than the number, which may be missing."""
    if box.css_first("img.image") is not None:
        return coded if coded is MessageKind.STICKER else MessageKind.IMAGE
    for selector, kind in _DRAWN.items():
        if box.css_first(selector) is not None:
            return kind
    has_link = box.css_first("a[href]") is not None and not text
    if has_link or box.css_first(".app-name") is not None:
        return MessageKind.LINK
    return MessageKind.TEXT if text and coded is MessageKind.OTHER else coded


def _text(node: LexborNode) -> str:
    """Return an element's text; `<br>` is a line end, an emoji's picture is its name."""
    for line_end in node.css("br"):
        line_end.replace_with("\n")
    for picture in node.css("img[alt], img[title]"):
        picture.replace_with(picture.attributes.get("alt") or picture.attributes.get("title") or "")
    return body(node.text(deep=True).strip())


def _picture(node: LexborNode) -> str:
    found = node.css_first(".content-box img.image")
    if found is None:
        return ""
    attributes = found.attributes
    path = attributes.get("rawurl") or attributes.get("src") or ""
    return path if path.startswith("data:") else last_part(path)
