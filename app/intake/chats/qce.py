"""JSON of QQ Chat Exporter (shuakami/qq-chat-exporter), versions 4 and 5, as one file or as a manifest with chunks.

Its messages are not always in order (its issue 29): they are put in the order of their times, and keep their places as
their numbers. Fields: `qq-chat-export-core/src/types.rs` and `json_templates.rs`; formats.md 2.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage
from app.domain.errors import UnreadableFile
from app.domain.imports import Skipped
from app.domain.words import Text
from app.intake.chats.json_stream import ITEM, json_facts, json_line, json_values
from app.intake.chats.kinds import QQ_ELEMENTS, bracketed_kind, worded
from app.intake.chats.tables import text_of
from app.intake.chats.time_order import Numbered, in_order_of_time
from app.intake.chats.values import (
    NOT_A_MESSAGE,
    Unusable,
    body,
    last_part,
    listing,
    mapping,
    moment,
    one_line,
    quoted,
)
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

CHUNKS: Final = 100_000
"""How many chunks a manifest may name."""

_MESSAGES: Final = ("messages", ITEM)
_CHAT: Final = ("chatInfo",)
_CHUNKS: Final = ("chunked", "chunks", ITEM)
_CHUNK_NAME: Final = re.compile(r"(?:chunks/)?([A-Za-z0-9_-]{1,60}\.jsonl)")
_CHUNK_KEYS: Final = ("relativePath", "file", "fileName")
"""Names that a chunk's file name has had: `file` in 5.0, the others from 5.5 on."""
_RECALLED: Final = "[已撤回]"


class QceReader(WithoutAttachments):
    """A chat of QQ; who exported it is told by `selfUid` or `selfUin`."""

    name = "qq.qce.json"

    def detect(self, source: Source) -> bool:
        """Whether it has the exporter's head; statistics may push the messages beyond what is looked at."""
        head = source.head_text.lstrip("\ufeff \t\r\n")
        if not head.startswith("{") or '"chatInfo"' not in head:
            return False
        return "QQChatExporter" in head or any(f'"{key}"' in head for key in ("chunked", "selfUid", "selfUin"))

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages in the order of their times.

        Raises:
            UnreadableFile: broken JSON, or a chunk that is not beside the manifest.
        """
        del written_at
        facts = json_facts(source, {_CHAT}, before={_MESSAGES}, enough={_CHAT})
        chat = mapping(facts.get(_CHAT))
        yield _conversation(chat, source.name.removesuffix(".json"))
        chunks = _chunks(source)
        for number, value in in_order_of_time(lambda: _entries(source, chunks), _time):
            if isinstance(value, Unusable):
                yield Skipped(number, value.reason)
                continue
            try:
                yield _message(number, value, chat)
            except Unusable as unusable:
                yield Skipped(number, unusable.reason)


def _chunks(source: Source) -> list[Source]:
    found = []
    for _, value in json_values(source, {_CHUNKS}):
        entry = mapping(value)
        named = next(filter(None, (one_line(entry.get(key)) for key in _CHUNK_KEYS)), "")
        found.append(_chunk(source, named))
        if len(found) > CHUNKS:
            raise _chunk_refusal(source, Text("分块过多", "names too many chunks"))
    return found


def _chunk(source: Source, named: str) -> Source:
    """Return a chunk by its plain file name, beside the manifest or in its folder `chunks`; nowhere else."""
    match = _CHUNK_NAME.fullmatch(named)
    if match is None:
        raise _chunk_refusal(source, Text(f"分块文件名不可用：“{named}”", f"names an unusable chunk: “{named}”"))
    folder = source.path.parent
    for path in (folder / "chunks" / match[1], folder / match[1]):
        # A link could lead anywhere, and the folder could be one, too.
        if path.is_file() and not path.is_symlink() and not (path.parent != folder and path.parent.is_symlink()):
            return Source(path)
    raise _chunk_refusal(source, Text(f"缺少分块文件 {match[1]}", f"lacks its chunk {match[1]}"))


def _chunk_refusal(source: Source, problem: Text) -> UnreadableFile:
    return UnreadableFile(
        source.name,
        problem,
        Text("请保持导出的文件夹完整，从原文件夹中导入", "keep the exported folder whole and import from there"),
    )


def _entries(source: Source, chunks: list[Source]) -> Iterator[Numbered]:
    """Yield the messages with their places from 1: those of the file, then those of its chunks."""
    number = 0
    for _, value in json_values(source, {_MESSAGES}):
        number += 1
        yield number, value if isinstance(value, dict) else Unusable(NOT_A_MESSAGE)
    for chunk in chunks:
        for _, line in text_of(chunk).lines():
            if not line.strip():
                continue
            number += 1
            try:
                yield number, json_line(line.strip("\ufeff \t"))
            except Unusable as unusable:
                yield number, unusable


def _time(entry: dict[str, object]) -> datetime | None:
    """Return a message's time; one export lost the number and kept the words (the exporter's issue 218)."""
    return moment(entry.get("timestamp") or entry.get("time"))[0]


def _conversation(chat: dict[str, object], fallback: str) -> ReadConversation:
    title = one_line(chat.get("name")) or fallback
    key = one_line(chat.get("peerUid")) or one_line(chat.get("peerUin")) or title
    return ReadConversation(key, title, "QQ", Channel.QQ, one_line(chat.get("type")) == "group")


def _message(number: int, entry: dict[str, object], chat: dict[str, object]) -> ReadMessage:
    at, time_known = moment(entry.get("timestamp") or entry.get("time"))
    sender, raw = mapping(entry.get("sender")), mapping(entry.get("rawMessage"))
    uid = one_line(sender.get("uid")) or one_line(raw.get("senderUid"))
    uin = one_line(sender.get("uin")) or one_line(raw.get("senderUin"))
    content = mapping(entry.get("content"))
    kind, text = _kind_and_text(entry, content)
    is_system = kind is MessageKind.SYSTEM
    return ReadMessage(
        number,
        at,
        time_known,
        "" if is_system else _name(sender, raw) or uin or uid,
        text,
        sender_key="" if is_system else uin or uid,
        is_mine=None if is_system else _is_mine(uid, uin, chat),
        kind=kind,
        attachments=_attachments(content),
        reply_to=_reply(content),
        message_no=one_line(entry.get("id")) or one_line(entry.get("messageId")),
    )


def _name(sender: dict[str, object], raw: dict[str, object]) -> str:
    names = [sender.get(name) for name in ("name", "groupCard", "remark", "nickname")]
    names += [raw.get("sendMemberName"), raw.get("sendNickName")]
    return next(filter(None, map(one_line, names)), "")


def _is_mine(uid: str, uin: str, chat: dict[str, object]) -> bool | None:
    own_uid, own_uin = one_line(chat.get("selfUid")), one_line(chat.get("selfUin"))
    if own_uid and uid:
        return uid == own_uid
    return uin == own_uin if own_uin and uin else None


def _kind_and_text(entry: dict[str, object], content: dict[str, object]) -> tuple[MessageKind, str]:
    text = body(content.get("text"))
    if entry.get("recalled") is True or entry.get("isRecalled") is True:
        return MessageKind.RECALLED, f"{_RECALLED} {text}".rstrip()
    if entry.get("system") is True or entry.get("isSystemMessage") is True or entry.get("type") == "system":
        return MessageKind.SYSTEM, worded(MessageKind.SYSTEM, text)
    types = [one_line(mapping(part).get("type")) for part in listing(content.get("elements"))]
    has_words = any(
        mapping(part).get("type") == "text" and body(mapping(mapping(part).get("data")).get("text")).strip()
        for part in listing(content.get("elements"))
    )
    if not has_words:
        types += [one_line(mapping(part).get("type")) for part in listing(content.get("resources"))]
        for name in types:
            if name in QQ_ELEMENTS:
                return QQ_ELEMENTS[name], worded(QQ_ELEMENTS[name], text)
        if listing(content.get("emojis")) and not text.strip():
            return MessageKind.STICKER, worded(MessageKind.STICKER, "")
    kind = bracketed_kind(text)
    return kind, worded(kind, text)


def _attachments(content: dict[str, object]) -> tuple[ReadAttachment, ...]:
    names = [last_part(mapping(part).get("filename")) for part in listing(content.get("resources"))[:100]]
    return tuple(ReadAttachment(name) for name in names if name)


def _reply(content: dict[str, object]) -> str:
    for part in listing(content.get("elements")):
        if mapping(part).get("type") == "reply":
            return _quoted(mapping(mapping(part).get("data")))
    # Version 4 has no elements and keeps the answer's original beside the text.
    return _quoted(mapping(content.get("reply")))


def _quoted(data: dict[str, object]) -> str:
    return quoted(one_line(data.get("senderName")), body(data.get("content")))
