"""Web pages of WeFlow: the messages are JSON in a script, `window.WEFLOW_DATA = [ {i, t, s, a, b, p, r} ]`.

`t` is the time, `s` is 1 for who exported it, `b` what the page shows of a message, `p` its number and `r` that of the
one it answers (`electron/services/export/formatters/HtmlFormatter.ts` of that program, 2026-07). Private chats name
nobody but in the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage
from app.domain.imports import Skipped
from app.intake.chats.kinds import WORDS, bracketed_kind, worded
from app.intake.chats.line_messages import file_title
from app.intake.chats.memotrace_csv import ME
from app.intake.chats.memotrace_html import LOOKED_THROUGH
from app.intake.chats.script_objects import script_object, script_objects
from app.intake.chats.values import Unusable, body, flag, last_part, moment, one_line, quoted
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_OPENING: Final = re.compile(r"\bwindow\.WEFLOW_DATA\s*=\s*\[")
_MARK: Final = b"window.WEFLOW_DATA = ["
_HEADING: Final = re.compile(r'<h1 class="title">([^<]{1,300})</h1>')
_GROUP: Final = "<span>群聊</span>"
_LEADING: Final = re.compile(r"\[(?:转账|红包|语音通话|视频通话|文件|位置)\](?: |$)")
_DRAWN: Final = (
    ("img.image", MessageKind.IMAGE, "src"),
    ("img.emoji", MessageKind.STICKER, "src"),
    ("audio", MessageKind.VOICE, "src"),
    ("video", MessageKind.VIDEO, "src"),
    ("a.file", MessageKind.FILE, "href"),
)


class WeFlowHtmlReader(WithoutAttachments):
    """One chat; media lie beside the page and are named only."""

    name = "wechat.weflow.html"

    def detect(self, source: Source) -> bool:
        """Whether it is a page with such an array in it."""
        if b"<html" not in source.head[:4000].lower():
            return False
        if _MARK in source.head:
            return True
        if source.size <= len(source.head):
            return False
        with source.open() as file:
            return _MARK in file.read(LOOKED_THROUGH)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages, counted from 1.

        Raises:
            UnreadableFile: the messages have no end, or one is too large.
        """
        del written_at
        top = _top(source)
        match = _HEADING.search(top)
        title = (_plain(match[1]) if match else "") or file_title(source)
        is_group = _GROUP in top
        yield ReadConversation(title, title, "微信", Channel.WECHAT, is_group)
        for number, text in enumerate(script_objects(source, _OPENING), start=1):
            try:
                yield _message(number, script_object(text)[0], title)
            except Unusable as unusable:
                yield Skipped(number, unusable.reason)


def _top(source: Source) -> str:
    """Return the page before its messages, which styles may fill."""
    with source.open() as file:
        return file.read(LOOKED_THROUGH).partition(_MARK)[0].decode("utf-8", "replace")


def _message(number: int, entry: dict[str, object], title: str) -> ReadMessage:
    at, time_known = moment(entry.get("t"))
    is_mine = flag(entry.get("s"))
    node = _parsed(body(entry.get("b")))
    name = node.css_first(".sender-name")
    kind, text, file = _content(node)
    sender = one_line(_text(name)) if name is not None else ""
    return ReadMessage(
        number,
        at,
        time_known,
        sender or (ME if is_mine else title),
        worded(kind, text),
        is_mine=is_mine,
        kind=kind,
        attachments=(ReadAttachment(file),) if file else (),
        reply_to=_reply(node, one_line(entry.get("r"))),
        message_no=one_line(entry.get("p")),
    )


def _content(node: LexborNode) -> tuple[MessageKind, str, str]:
    said = node.css_first(".message-text")
    text = _text(said) if said is not None else ""
    link = node.css_first("a.message-link-card")
    if link is not None:
        address = one_line(link.attributes.get("href") or "")
        return MessageKind.LINK, f"{WORDS[MessageKind.LINK]} {text}\n{address}".strip(), ""
    for selector, kind, attribute in _DRAWN:
        drawn = node.css_first(selector)
        if drawn is not None:
            address = drawn.attributes.get(attribute) or ""
            file = "" if address.startswith("data:") else last_part(_unquoted(address))
            return kind, f"{WORDS[kind]} {text}".rstrip(), file
    # The page does not tell kinds; the exporter begins what is no text with its word, `[转账] ￥50.00 备注`.
    leading = _LEADING.match(text)
    return bracketed_kind(leading[0].rstrip() if leading else text), text, ""


def _reply(node: LexborNode, answered: str) -> str:
    words = [node.css_first(f".quoted-message {name}") for name in (".quoted-sender", ".quoted-text")]
    sender, said = (_text(one) if one is not None else "" for one in words)
    return quoted(sender, said) or (f"#{answered}" if answered else "")


def _parsed(markup: str) -> LexborNode:
    from selectolax.lexbor import LexborHTMLParser

    # A root of its own: nothing of the page is needed, and an empty message has one, too.
    return LexborHTMLParser(f'<div class="weflow">{markup}</div>').css(".weflow")[0]


def _text(node: LexborNode) -> str:
    for line_end in node.css("br"):
        line_end.replace_with("\n")
    for picture in node.css("img"):
        picture.replace_with(picture.attributes.get("alt") or picture.attributes.get("title") or "")
    return body(node.text(deep=True).strip())


def _plain(text: str) -> str:
    import html

    return one_line(html.unescape(text))


def _unquoted(address: str) -> str:
    from urllib.parse import unquote

    return unquote(address)
