"""WeChat's own message content: its type numbers and the XML behind them, as kinds and readable words.

XML from strangers is parsed by defusedxml without DTDs and entities; what does not parse stays as it is, cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.domain.chats import MessageKind as Kind
from app.domain.chats import ReadAttachment
from app.intake.chats.kinds import WECHAT, WECHAT_APP, WORDS, worded
from app.intake.chats.values import body, last_part, one_line, quoted, whole

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

XML_LIMIT: Final = 1 << 18
"""The longest XML that is parsed, in characters; forwarded chat logs reach some 100,000."""
RAW_LIMIT: Final = 2_000
"""How much is kept of XML that cannot be parsed, in characters."""

_APP: Final = 49
_GROUP_SENDER: Final = re.compile(r"([\w@.-]{1,100}):\s*\n(?=\s*<)")
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_RECALL: Final = re.compile(r"撤回了一条消息|recalled a message|revokemsg")
# `paysubtype` of a transfer, as sjzar/chatlog lists them (internal/model/message.go).
_PAY: Final = {1: "发起转账", 7: "发起转账", 3: "已收款", 5: "已收款", 4: "已退还"}


@dataclass(frozen=True, slots=True)
class Content:
    """What a message of WeChat holds; `sender_key` where a group's content names it."""

    kind: Kind
    text: str
    reply_to: str = ""
    attachments: tuple[ReadAttachment, ...] = ()
    sender_key: str = ""


def wechat_content(code: int | None, subtype: int | None, raw: str) -> Content:
    """Return the content of a message by its type number and what is stored of it: text or XML.

    WeChat 4 keeps the subtype in the upper 32 bits of the type.
    """
    if code is not None and code >= 1 << 32:
        code, subtype = code & 0xFFFFFFFF, code >> 32
    if code == 1:
        # What somebody typed stays as it is, even where it looks like markup.
        return Content(Kind.TEXT, body(raw))
    sender_key = ""
    if match := _GROUP_SENDER.match(raw):
        sender_key, raw = match[1], raw[match.end() :]
    kind = _kind(code, subtype)
    root = _parsed(raw)
    if root is None:
        content = _without_xml(kind, raw)
    elif code in {10000, 10002} or root.tag == "sysmsg":
        content = _notice(root, raw)
    elif (app := _first(root, "appmsg")) is not None:
        content = _app(app, subtype)
    else:
        content = _media(root, kind)
    return replace(content, sender_key=sender_key) if sender_key else content


def _kind(code: int | None, subtype: int | None) -> Kind:
    if code == _APP:
        return WECHAT_APP.get(subtype or 0, Kind.OTHER)
    return WECHAT.get(code or 0, Kind.OTHER)


def _parsed(raw: str) -> Element | None:
    start = raw.lstrip("\ufeff \t\r\n")
    if not start.startswith("<") or len(start) > XML_LIMIT:
        return None
    from defusedxml import ElementTree

    # An XML declaration that names another encoding would contradict what is text already.
    start = re.sub(r"^<\?xml[^>]*\?>\s*", "", start)
    try:
        root: Element = ElementTree.fromstring(start, forbid_dtd=True)
    except (SyntaxError, ValueError, RecursionError):
        return None
    return root


def _without_xml(kind: Kind, raw: str) -> Content:
    text = body(raw)
    if kind is Kind.SYSTEM:
        text = _TAG.sub("", text).strip()
        return Content(Kind.RECALLED if _RECALL.search(text) else kind, worded(kind, text))
    if text.lstrip().startswith("<"):
        cut = text if len(text) <= RAW_LIMIT else f"{text[:RAW_LIMIT]}…"
        return Content(kind, cut if kind in {Kind.TEXT, Kind.OTHER} else f"{WORDS[kind]} {cut}")
    return Content(kind, worded(kind, text))


def _notice(root: Element, raw: str) -> Content:
    replaced = _first(root, "replacemsg")
    source = replaced if replaced is not None else root
    text = body(" ".join("".join(source.itertext()).split()))
    return Content(Kind.RECALLED if _RECALL.search(raw) else Kind.SYSTEM, worded(Kind.SYSTEM, text))


def _media(root: Element, kind: Kind) -> Content:
    if kind is Kind.VOICE:
        length = whole(_attribute(root, "voicemsg", "voicelength"))
        return Content(kind, f"[语音] {max(round(length / 1000), 1)} 秒" if length and length < 1e9 else WORDS[kind])
    if kind is Kind.LOCATION:
        place = [_attribute(root, "location", name) for name in ("poiname", "label")]
        return Content(kind, " ".join([WORDS[kind], *filter(None, place)]))
    if kind is Kind.CARD:
        return Content(kind, f"{WORDS[kind]} {one_line(root.get('nickname', ''))}".rstrip())
    if kind is Kind.CALL:
        return Content(kind, f"{WORDS[kind]} {_text(root, 'msg')}".rstrip())
    if kind in {Kind.TEXT, Kind.OTHER}:
        return Content(kind, worded(kind, body("\n".join(filter(None, (part.strip() for part in root.itertext()))))))
    return Content(kind, WORDS[kind])


def _app(app: Element, subtype: int | None) -> Content:
    """Return the words of an `appmsg`, by the type it names itself, which is the surer one."""
    own = whole(_text(app, "type"))
    number = own if own is not None else subtype or 0
    kind = WECHAT_APP.get(number, Kind.OTHER)
    title, described = _text(app, "title"), _text(app, "des")
    if number == 57:
        return Content(kind, worded(kind, title), reply_to=_reply(app))
    if kind is Kind.TRANSFER:
        return Content(kind, _transfer(app, described))
    if kind is Kind.RED_PACKET:
        said = _text(app, "receivertitle") or _text(app, "sendertitle") or title
        return Content(kind, f"[微信红包] {said}".rstrip())
    if kind is Kind.FILE:
        attached = (ReadAttachment(last_part(title)),) if last_part(title) else ()
        return Content(kind, f"{WORDS[kind]} {title}".rstrip(), attachments=attached)
    if kind in {Kind.TEXT, Kind.SYSTEM}:
        return Content(kind, worded(kind, title or described))
    lead = {19: "[聊天记录]", 33: "[小程序]", 36: "[小程序]"}.get(number, WORDS[kind])
    lines = [f"{lead} {title or _text(app, 'sourcedisplayname')}".rstrip(), described, _text(app, "url")]
    return Content(kind, body("\n".join(line for line in dict.fromkeys(lines) if line)))


def _transfer(app: Element, described: str) -> str:
    amount, memo = _text(app, "feedesc"), _text(app, "pay_memo")
    state = _PAY.get(whole(_text(app, "paysubtype")) or 0, "")
    parts = ["微信转账", amount or described, f"（{state}）" if state else "", memo]
    return " ".join(part for part in parts if part)


def _reply(app: Element) -> str:
    refer = _first(app, "refermsg")
    if refer is None:
        return ""
    said = _text(refer, "content")
    if said.lstrip().startswith("<"):
        root = _parsed(said)
        inner = _first(root, "appmsg") if root is not None else None
        kind = _kind(whole(_text(refer, "type")), None)
        said = (_text(inner, "title") if inner is not None else "") or WORDS.get(kind, WORDS[Kind.OTHER])
    return quoted(one_line(_text(refer, "displayname")), said)


def _first(root: Element, tag: str) -> Element | None:
    return root if root.tag == tag else next(root.iter(tag), None)


def _text(root: Element, tag: str) -> str:
    found = next(root.iter(tag), None)
    return body((found.text or "").strip()) if found is not None else ""


def _attribute(root: Element, tag: str, name: str) -> str:
    found = _first(root, tag)
    return one_line(found.get(name, "")) if found is not None else ""
