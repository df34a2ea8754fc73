"""Text of QQ Chat Exporter: a head, then `名字:`, `时间: …`, `内容: …`; then `资源: …`, `提及: …`, `回复: …`.

formats.md 2.2. Messages are not always in the order of their times (the exporter's issue 29): they are put in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage, TimeKnown
from app.domain.imports import Skipped
from app.intake.chats.kinds import QQ_ELEMENTS, worded
from app.intake.chats.line_messages import (
    NAME_LIMIT,
    Near,
    Opening,
    Turn,
    chat_items,
    file_title,
    gather,
    text_lines,
    with_reply,
)
from app.intake.chats.time_order import Numbered, in_order_of_time
from app.intake.chats.times import moment
from app.intake.chats.values import last_part
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source
from app.intake.storable import clean_name

_FIRST: Final = "[QQChatExporter V"
_NAME: Final = re.compile(r"(.+)[:：][ \t]*")
_TIME: Final = re.compile(r"时间: (\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}:\d{2})[ \t]*")
_TITLE: Final = re.compile(r"^聊天名称: (.*)$", re.MULTILINE)
_TYPE: Final = re.compile(r"^聊天类型: (.*)$", re.MULTILINE)
_RULE: Final = re.compile(r"={16,}[ \t]*")
_REPLY: Final = re.compile(r"^回复: (.*)$", re.MULTILINE)
_RESOURCES: Final = re.compile(r"\n资源: \d+ 个文件(?:\n(?:[ \t-][^\n]*)?)*$")
_RESOURCE: Final = re.compile(r"^[ \t]*- (?P<kind>\w{1,20}): (?P<name>\S[^\n]{0,300})$", re.MULTILINE)
_LAST_REPLY: Final = re.compile(r"\n回复: ([^\n]*)$")
_MENTIONS: Final = re.compile(r"\n提及: [^\n]*$")
_BARE: Final = re.compile(r"\[[\w、]{1,60}消息\]|\[无文本内容\]")
_SYSTEM: Final = frozenset({"系统消息", "系统", "System"})


class QceTextReader(WithoutAttachments):
    """A chat of QQ as text; it does not tell which one is me."""

    name = "qq.qce.txt"

    def detect(self, source: Source) -> bool:
        """Whether it has the exporter's first line."""
        return source.head_text.lstrip("\ufeff \t\r\n").startswith(_FIRST) and "\n时间: " in source.head_text

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages."""
        top = source.head_text[:4000].replace("\r\n", "\n")
        named, kind = _TITLE.search(top), _TYPE.search(top)
        title = (clean_name(named[1]) if named else "") or file_title(source)
        yield ReadConversation(title, title, "QQ", Channel.QQ, bool(kind and "群" in kind[1]))
        yield from chat_items(source, _ordered(source, written_at), written_at=written_at)


def _ordered(source: Source, written_at: datetime) -> Iterator[ReadMessage | Skipped]:
    """Yield the messages by their times; their lines tell where they stand."""

    def gathered() -> Iterator[ReadMessage | Turn | Skipped]:
        return gather(text_lines(source), _opener(written_at), name=source.name)

    def entries() -> Iterator[Numbered]:
        messages = (item for item in gathered() if isinstance(item, ReadMessage))
        for number, item in enumerate(messages, start=1):
            message = _told(item)
            yield (
                number,
                {
                    "line": message.line,
                    "at": message.at.isoformat() if message.at else None,
                    "sender": message.sender,
                    "text": message.text,
                    "kind": message.kind.value,
                    "reply": message.reply_to,
                    "files": "\n".join(one.name for one in message.attachments),
                },
            )

    yield from (item for item in gathered() if isinstance(item, Skipped))
    for _, entry in in_order_of_time(entries, _time):
        if isinstance(entry, dict):
            yield ReadMessage(
                int(str(entry["line"])),
                _time(entry),
                TimeKnown.WRITTEN,
                str(entry["sender"]),
                str(entry["text"]),
                kind=MessageKind(str(entry["kind"])),
                attachments=tuple(ReadAttachment(name) for name in str(entry["files"]).split("\n") if name),
                reply_to=str(entry["reply"]),
            )


def _time(entry: dict[str, object]) -> datetime | None:
    return datetime.fromisoformat(str(entry["at"])) if entry["at"] else None


def _opener(written_at: datetime) -> Callable[[Near], Opening | Turn | None]:
    has_begun = is_over = False

    def opens(near: Near) -> Opening | Turn | None:
        nonlocal has_begun, is_over
        is_over = is_over or bool(_RULE.fullmatch(near.line[:200]) and near.following.strip() == "导出完成")
        if is_over:
            return Turn()
        named = _NAME.fullmatch(near.line) if near.is_after_blank and len(near.line) <= NAME_LIMIT else None
        timed = _TIME.fullmatch(near.following[:60]) if named else None
        at = moment(timed[1], written_at=written_at) if timed else None
        if named and at:
            has_begun = True
            return Opening(named[1], at, is_system=named[1] in _SYSTEM, takes=2)
        return None if has_begun else Turn()

    return opens


def _told(message: ReadMessage) -> ReadMessage:
    text = message.text
    before, mark, said = ("\n" + text).partition("\n内容: ")
    reply = _REPLY.search(before) or None
    text = said if mark else text.removeprefix("内容:").lstrip(" ")
    # Below the words stand the resources, who is mentioned, and what is answered, in this order.
    if reply is None and (after := _LAST_REPLY.search(text)):
        reply, text = after, text[: after.start()]
    if "@" in text or "\n资源: " in text:
        text = _MENTIONS.sub("", text)
    resources = _RESOURCES.search(text)
    found = list(_RESOURCE.finditer(resources[0])) if resources else []
    text = (text[: resources.start()] if resources else text).strip("\n")
    answer = with_reply(message, reply[1] if reply else "", text)
    return _with_files(answer if message.sender else replace(answer, kind=message.kind), found)


def _with_files(message: ReadMessage, found: list[re.Match[str]]) -> ReadMessage:
    if not found:
        return message
    names = tuple(name for one in found if (name := last_part(clean_name(one["name"]))))
    kind = QQ_ELEMENTS.get(found[0]["kind"], MessageKind.FILE)
    if not _BARE.fullmatch(message.text) or message.kind is not MessageKind.TEXT:
        kind = message.kind
    text = worded(kind, "" if _BARE.fullmatch(message.text) else message.text)
    files = message.attachments or tuple(ReadAttachment(name) for name in names)
    return replace(message, text=text, kind=kind, attachments=files)


READER: Final = QceTextReader()
