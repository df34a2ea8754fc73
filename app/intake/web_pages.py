"""Saved web pages (HTML, MHTML, SingleFile): their text, where they are from, and a harmless copy to look at.

The copy runs nothing and loads nothing: scripts, forms, frames, styles and every address are gone, and of pictures only
small ones that came with the file and prove to be whole. The file itself is kept as it is.
"""

from __future__ import annotations

import base64
import binascii
import email
import email.policy
import html as entities
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from typing import Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.file_bytes import cannot_read, too_large
from app.intake.html_text import html_to_text, is_too_deep, storable_html, without_raw
from app.intake.mail_headers import decode_text, decoded, raw_value, sent_at
from app.intake.page_dates import saved_date
from app.intake.sources import Source

PAGE_BYTES: Final = 64 << 20
"""The largest page taken."""
IMAGE_BYTES: Final = 512 << 10
"""The largest picture shown in the copy; larger ones stay in the file."""
IMAGES_BYTES: Final = 8 << 20
"""All pictures of the copy together."""
PARTS: Final = 2000

_TAGS: Final = frozenset(
    {"a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i"}
    | {"img", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot"}
    | {"th", "thead", "tr", "u", "ul"}
)
_GONE: Final = frozenset(
    {"script", "style", "noscript", "template", "title", "svg", "math", "iframe", "frame", "object", "embed"}
    | {"select", "textarea", "audio", "video"}
)
_ATTRIBUTES: Final = {"img": {"src", "alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_DATA: Final = re.compile(r"data:image/(?:png|jpeg|jpg|gif|webp|bmp)(?:;[\w=-]+)*;base64,(?P<data>.*)", re.DOTALL)
_MARKUP: Final = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_NO_PAGES: Final = (b'class="msg chat', b"Tencent MsgMgr", b"QQChatExporter", b"qce-")
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:-]{1,40})", re.IGNORECASE)
_TITLE: Final = re.compile(r"<title[^>]{0,200}>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL)
_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)([^\s<>]{1,2000})\s*-->", re.IGNORECASE)
_SINGLE_FILE: Final = re.compile(
    r"<!--\s*Page saved with SingleFile\s*url:\s*(?P<url>\S{1,2000})\s*saved date:\s*(?P<date>[^\n]{1,100})",
    re.IGNORECASE,
)
_CANONICAL: Final = re.compile(
    r"<link[^>]{0,300}rel=[\"']?canonical[\"']?[^>]{0,300}?href=[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE
)
_HEAD_CHARACTERS: Final = 200_000
_MHTML: Final = (b"multipart/related", b"text/html")


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page. `address` and `saved_at` are what the program that saved it wrote, "" and None where it did not."""

    title: str
    address: str
    saved_at: datetime | None
    text: str
    safe_html: str


def is_page(source: Source) -> bool:
    """Whether a file is a web page and no chat's or statement's HTML, by its head."""
    head = source.head
    if any(mark in head for mark in _NO_PAGES):
        return False
    return _is_mhtml(head) or _MARKUP.search(head[:4096].lstrip(b"\xef\xbb\xbf")) is not None


def read_page(source: Source) -> Page:
    """Read a saved page.

    Raises:
        UnreadableFile: larger than `PAGE_BYTES`, no text, or an MHTML file without a page in it.
    """
    if source.size > PAGE_BYTES:
        raise too_large(source.name, PAGE_BYTES)
    try:
        with source.open() as file:
            raw = file.read(PAGE_BYTES + 1)
    except OSError as failure:
        raise cannot_read(source.name, failure) from failure
    if _is_mhtml(source.head):
        return _read_mhtml(raw, source.name)
    if not is_page(source):
        raise _refused(source.name, Text("不是网页", "is no web page"))
    html = _decoded(raw)
    top = html[:_HEAD_CHARACTERS]
    single, saved = _SINGLE_FILE.search(top), _SAVED_FROM.search(top)
    canonical = _CANONICAL.search(top)
    address = single["url"] if single else saved[1] if saved else canonical[1] if canonical else ""
    return _page(html, _address(address), saved_date(single["date"]) if single else None, {})


def safe_copy(html: str, pictures: Mapping[str, bytes]) -> str:
    """Return HTML that runs and loads nothing; `pictures` are those that came with it, by their addresses."""
    import nh3

    page = without_raw(storable_html(html))
    if is_too_deep(page):
        return "".join(f"<p>{entities.escape(line)}</p>" for line in html_to_text(html).split("\n") if line)
    return nh3.clean(
        page,
        tags=set(_TAGS),
        clean_content_tags=set(_GONE),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_picture_filter(pictures),
        # Addresses go to the filter only because it turns those that came along into pictures and drops the rest.
        url_schemes={"data", "http", "https", "cid"},
        url_relative=None,
        link_rel=None,
    )


def _picture_filter(pictures: Mapping[str, bytes]) -> Callable[[str, str, str], str | None]:
    left = IMAGES_BYTES

    def keep(tag: str, name: str, value: str) -> str | None:
        nonlocal left
        if name != "src":
            return value[:1000]
        found = _DATA.fullmatch(value) if tag == "img" and len(value) <= 2 * IMAGE_BYTES else None
        content = _bytes(found["data"]) if found else pictures.get(value)
        if content is None or len(content) > min(left, IMAGE_BYTES) or (kind := _whole_image(content)) is None:
            return None
        left -= len(content)
        return f"data:{kind};base64,{base64.b64encode(content).decode()}"

    return keep


def _bytes(encoded: str) -> bytes | None:
    try:
        return base64.b64decode(re.sub(r"\s", "", encoded), validate=True)
    except (binascii.Error, ValueError):
        return None


def _whole_image(content: bytes) -> str | None:
    """Return the media type of a picture that decodes, else None."""
    from app.intake.images import read_image

    try:
        return read_image(content, name="image").media_type
    except UnreadableFile:
        return None


def _page(html: str, address: str, saved_at: datetime | None, pictures: Mapping[str, bytes]) -> Page:
    titled = _TITLE.search(html[:_HEAD_CHARACTERS])
    title = " ".join(entities.unescape(titled[1]).split())[:300] if titled else ""
    return Page(title, address, saved_at, html_to_text(html), safe_copy(html, pictures))


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    named = _CHARSET.search(raw[:4096])
    return decode_text(raw, named[1].decode("ascii", "replace") if named else "utf-8")


def _address(value: str) -> str:
    """Return an address of the web as it was saved; anything else is none."""
    value = entities.unescape(value.strip())
    return value[:2000] if value.lower().startswith(("http://", "https://")) else ""


def _is_mhtml(head: bytes) -> bool:
    block = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
    if b"Tencent MsgMgr" in block or re.match(rb"[A-Za-z-]{2,40}:", block) is None:
        return False
    saved = (b"Snapshot-Content-Location:", b"<Saved by ", b"Saved by Windows Internet", b"X-MAF-")
    return any(mark in block for mark in saved) and all(mark in block.lower() for mark in _MHTML)


def _read_mhtml(raw: bytes, name: str) -> Page:
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if raw.lower().count(b"content-type:") > PARTS:
        raise _refused(name, Text(f"超过 {PARTS} 个部分", f"has more than {PARTS} parts"))
    try:
        message = email.message_from_bytes(raw, policy=email.policy.compat32)
    except (RecursionError, ValueError, TypeError, AttributeError, LookupError) as failure:
        raise _refused(name, Text("网页文件已损坏", "is damaged")) from failure
    parts = [one for one in _flat(message) if not one.is_multipart()]
    page = next((one for one in parts if one.get_content_type() == "text/html"), None)
    if page is None:
        raise _refused(name, Text("里面没有网页", "holds no page"))
    pictures: dict[str, bytes] = {}
    for part in parts:
        if part.get_content_maintype() == "image":
            for key in (raw_value(part, "Content-Location"), f"cid:{raw_value(part, 'Content-ID').strip(' <>')}"):
                pictures.setdefault(key, _content(part))
    address = raw_value(message, "Snapshot-Content-Location") or raw_value(page, "Content-Location")
    read = _page(_mhtml_text(page), _address(address), sent_at(message), pictures)
    subject = decoded(raw_value(message, "Subject"))
    return read if read.title or not subject else Page(subject, read.address, read.saved_at, read.text, read.safe_html)


def _flat(message: Message) -> list[Message]:
    found: list[Message] = []
    stack = [message]
    while stack and len(found) <= PARTS:
        part = stack.pop()
        found.append(part)
        if part.is_multipart():
            stack.extend(reversed([one for one in part.get_payload() if isinstance(one, Message)]))
    return found


def _content(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, binascii.Error):
        return b""
    return content if isinstance(content, bytes) else b""


def _mhtml_text(part: Message) -> str:
    content = _content(part)
    charset = part.get_content_charset()
    return decode_text(content, charset) if charset else _decoded(content)


def _refused(name: str, problem: Text) -> UnreadableFile:
    return UnreadableFile(name, problem, Text("请在浏览器中重新保存网页", "save the page in the browser again"))
