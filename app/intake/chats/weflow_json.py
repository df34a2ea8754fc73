"""JSON of WeFlow and of what writes like it: echotrace, CipherTalk, and WeFlow's own "arkme" variant.

`localType` is not to be trusted in any of them, the Chinese `type` is (hellodigua/ChatLab, its echotrace parser).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage
from app.domain.imports import Skipped
from app.intake.chats.json_stream import ITEM, json_facts, json_values
from app.intake.chats.kinds import named_kind, worded
from app.intake.chats.values import (
    NOT_A_MESSAGE,
    Unusable,
    body,
    flag,
    last_part,
    mapping,
    moment,
    one_line,
    quoted,
)
from app.intake.chats.wechat_content import wechat_content
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

_MESSAGES: Final = ("messages", ITEM)
_SENDERS: Final = ("senders", ITEM)
_SESSION: Final = ("session",)
_GROUP_END: Final = "@chatroom"
_SENDERS_LIMIT: Final = 10_000
_TOP: Final = re.compile(r'"session"\s*:\s*\{')
_FILED: Final = re.compile(r"\[(?:图片|语音|视频|文件)\]\s*(\S[^\n]{0,400})")
_FILED_KINDS: Final = frozenset({MessageKind.IMAGE, MessageKind.VOICE, MessageKind.VIDEO, MessageKind.FILE})


class WeFlowJsonReader(WithoutAttachments):
    """One session; an embedded picture of it may push the messages far beyond the head of the file."""

    name = "wechat.weflow.json"

    def detect(self, source: Source) -> bool:
        """Whether it has a session with WeChat's own id."""
        head = source.head_text.lstrip("\ufeff \t\r\n")
        if not head.startswith("{") or _TOP.search(head) is None or '"wxid"' not in head:
            return False
        return any(
            f'"{key}"' in head for key in ("weflow", "lastTimestamp", "messageCount", "senderUsername", "exportInfo")
        )

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages.

        Raises:
            UnreadableFile: broken JSON.
        """
        del written_at
        facts = json_facts(source, {_SESSION}, before={_MESSAGES}, enough={_SESSION})
        conversation = _conversation(mapping(facts.get(_SESSION)), source.name.removesuffix(".json"))
        yield conversation
        senders: dict[str, tuple[str, str]] = {}
        number = 0
        for path, value in json_values(source, {_SENDERS, _MESSAGES}):
            if path == _SENDERS:
                if len(senders) < _SENDERS_LIMIT:
                    _meet(senders, mapping(value))
                continue
            number += 1
            if not isinstance(value, dict):
                yield Skipped(number, NOT_A_MESSAGE)
                continue
            try:
                yield _message(number, value, senders)
            except Unusable as unusable:
                yield Skipped(number, unusable.reason)


def _conversation(session: dict[str, object], fallback: str) -> ReadConversation:
    names = (one_line(session.get(name)) for name in ("displayName", "remark", "nickname"))
    key = one_line(session.get("wxid"))
    title = next(filter(None, names), "") or key or fallback
    is_group = one_line(session.get("type")) == "群聊" or key.endswith(_GROUP_END)
    return ReadConversation(key or title, title, "微信", Channel.WECHAT, is_group)


def _meet(senders: dict[str, tuple[str, str]], entry: dict[str, object]) -> None:
    """Note a sender of the "arkme" variant: its number, then wxid and name."""
    names = (one_line(entry.get(name)) for name in ("groupNickname", "displayName", "nickname"))
    number = one_line(entry.get("senderID"))
    if number:
        senders[number] = one_line(entry.get("wxid")), next(filter(None, names), "")


def _message(number: int, entry: dict[str, object], senders: dict[str, tuple[str, str]]) -> ReadMessage:
    at, time_known = moment(entry.get("createTime") or entry.get("formattedTime"))
    key = one_line(entry.get("senderUsername"))
    name = one_line(entry.get("senderDisplayName"))
    if not key and (known := senders.get(one_line(entry.get("senderID")))):
        key, name = known[0], name or known[1]
    kind, text, reply_to = _content(entry)
    is_system = kind is MessageKind.SYSTEM or key.endswith(_GROUP_END)
    match = _FILED.fullmatch(text) if kind in _FILED_KINDS else None
    file = last_part(match[1]) if match else ""
    return ReadMessage(
        number,
        at,
        time_known,
        "" if is_system else name or key,
        text,
        sender_key="" if is_system else key,
        is_mine=None if is_system else flag(entry.get("isSend")),
        kind=MessageKind.SYSTEM if is_system and kind is not MessageKind.RECALLED else kind,
        attachments=(ReadAttachment(file),) if file else (),
        reply_to=reply_to,
        message_no=one_line(entry.get("platformMessageId")) or one_line(entry.get("localId")),
    )


def _content(entry: dict[str, object]) -> tuple[MessageKind, str, str]:
    kind = named_kind(one_line(entry.get("type")))
    said = entry.get("content")
    text = body(said)
    quote = mapping(entry.get("quote"))
    reply_to = quoted(one_line(quote.get("senderDisplayName")), body(quote.get("content")))
    if isinstance(said, str) and "<appmsg" in said[:2000]:
        content = wechat_content(49, None, said)
        text, reply_to = content.text, content.reply_to or reply_to
        kind = content.kind if kind is MessageKind.OTHER else kind
    if kind is MessageKind.SYSTEM and "撤回了一条消息" in text:
        kind = MessageKind.RECALLED
    return kind, worded(kind, text), reply_to
