"""What sjzar/chatlog writes: JSON (an array of its messages, `internal/model/message.go`) and CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage
from app.intake.chats.json_stream import json_rows
from app.intake.chats.kinds import WECHAT, WECHAT_APP, bracketed_kind, worded
from app.intake.chats.rooms import by_room
from app.intake.chats.tables import Row, is_table_of, table_rows
from app.intake.chats.values import (
    body,
    flag,
    last_part,
    mapping,
    moment,
    one_line,
    quoted,
    whole,
)
from app.intake.chats.wechat_content import wechat_content
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

_SYSTEM_SENDER: Final = "系统消息"
_GROUP_END: Final = "@chatroom"
_CSV_COLUMNS: Final = frozenset({"Time", "SenderName", "Sender", "TalkerName", "Talker", "Content"})
_RECALL: Final = "撤回了一条消息"


class ChatlogJsonReader(WithoutAttachments):
    """The JSON array; it may hold several talkers."""

    name = "wechat.chatlog.json"

    def detect(self, source: Source) -> bool:
        """Whether it is an array of objects with the tool's own keys."""
        head = source.head_text.lstrip("\ufeff \t\r\n")
        return head.startswith("[") and all(f'"{key}"' in head for key in ("talker", "sender", "seq", "isSelf"))

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield each talker as its messages come; one may come again, its key tells.

        Raises:
            UnreadableFile: broken JSON.
        """
        del written_at
        yield from by_room(
            json_rows(source),
            room=lambda entry: one_line(entry.get("talker")),
            opened=lambda talker, entry: _conversation(
                talker, entry.get("talkerName"), entry.get("isChatRoom") is True
            ),
            said=_message,
        )


class ChatlogCsvReader(WithoutAttachments):
    """The table; in a private chat whoever is not the talker is who exported it."""

    name = "wechat.chatlog.csv"

    def detect(self, source: Source) -> bool:
        """Whether the first line names the columns."""
        return is_table_of(source, _CSV_COLUMNS)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield each talker as its rows come; one may come again, its key tells.

        Raises:
            UnreadableFile: it is no table of text.
        """
        del written_at
        yield from by_room(
            table_rows(source, _CSV_COLUMNS),
            room=_talker,
            opened=lambda talker, row: _conversation(talker, row["TalkerName"], talker.endswith(_GROUP_END)),
            said=lambda line, row: _row_message(line, row, _talker(row)),
        )


def _talker(row: Row) -> str:
    return one_line(row["Talker"])


def _conversation(talker: str, name: object, is_group: bool) -> ReadConversation:
    return ReadConversation(talker, one_line(name) or talker, "微信", Channel.WECHAT, is_group)


def _message(number: int, entry: dict[str, object]) -> ReadMessage:
    at, time_known = moment(entry.get("time"))
    kind, text = _content(entry)
    key = one_line(entry.get("sender"))
    is_system = kind is MessageKind.SYSTEM or key == _SYSTEM_SENDER
    contents = mapping(entry.get("contents"))
    file = last_part(contents.get("title")) if kind is MessageKind.FILE else ""
    return ReadMessage(
        number,
        at,
        time_known,
        "" if is_system else one_line(entry.get("senderName")) or key,
        text,
        sender_key="" if is_system else key,
        is_mine=None if is_system else flag(entry.get("isSelf")),
        kind=kind,
        attachments=(ReadAttachment(file),) if file else (),
        reply_to=_reply(mapping(contents.get("refer"))),
        message_no=one_line(entry.get("seq")),
    )


def _content(entry: dict[str, object]) -> tuple[MessageKind, str]:
    """Return kind and words of a message, or of one that is quoted."""
    code, subtype = whole(entry.get("type")), whole(entry.get("subType"))
    said = entry.get("content")
    text = body(said)
    if text.lstrip().startswith("<") and isinstance(said, str) and code != 1:
        content = wechat_content(code, subtype, said)
        return content.kind, content.text
    table, number = (WECHAT_APP, subtype) if code == 49 else (WECHAT, code)
    kind = table.get(number or 0, MessageKind.OTHER)
    if kind is MessageKind.SYSTEM and _RECALL in text:
        kind = MessageKind.RECALLED
    if not text and code == 49:
        contents = mapping(entry.get("contents"))
        lines = [body(contents.get(name)) for name in ("title", "desc", "url")]
        shown = "\n".join(line for line in lines if line)
        text = f"{worded(kind, '')} {shown}" if shown else ""
    return kind, worded(kind, text)


def _reply(refer: dict[str, object]) -> str:
    if not refer:
        return ""
    return quoted(one_line(refer.get("senderName")) or one_line(refer.get("sender")), _content(refer)[1])


def _row_message(line: int, row: Row, talker: str) -> ReadMessage:
    at, time_known = moment(row["Time"])
    key = one_line(row["Sender"])
    text = re.sub(r"\A(?:> [^\n]*\n)+", "", body(row["Content"]))
    reply = body(row["Content"])[: -len(text) or None] if text != body(row["Content"]) else ""
    is_system = key == _SYSTEM_SENDER
    kind = MessageKind.SYSTEM if is_system else bracketed_kind(text)
    return ReadMessage(
        line,
        at,
        time_known,
        "" if is_system else one_line(row["SenderName"]) or key,
        worded(kind, text),
        sender_key="" if is_system else key,
        is_mine=None if is_system or not key or talker.endswith(_GROUP_END) else key != talker,
        kind=MessageKind.RECALLED if is_system and _RECALL in text else kind,
        reply_to=quoted("", " ".join(part.removeprefix("> ") for part in reply.splitlines())),
    )
