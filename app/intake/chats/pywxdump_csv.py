"""Tables of PyWxDump, of WeClone, which took them over, and of WeFlow, which writes them with English types in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage
from app.domain.imports import Noticed, Skipped
from app.domain.words import Text
from app.intake.chats.json_stream import json_line
from app.intake.chats.kinds import named_kind, worded
from app.intake.chats.memotrace_csv import LOOKED_AHEAD, ME, OTHER_SIDE
from app.intake.chats.tables import Row, column_names, is_table_of, table_rows
from app.intake.chats.values import Unusable, body, flag, last_part, moment, one_line
from app.intake.chats.wechat_content import wechat_content
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

_COLUMNS: Final = frozenset({"id", "MsgSvrID", "type_name", "is_sender", "talker", "CreateTime"})
_NO_SECONDS: Final = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2}")
_RUINED: Final = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_RESAVED: Final = Text(
    "表格被电子表格软件另存过：时间只到分钟，消息编号可能已损坏；如有原始文件请改用原始文件",
    "a spreadsheet program saved this again: times lost their seconds and message numbers may be ruined; "
    "use the file as it was exported if you have it",
)


class PyWxDumpReader(WithoutAttachments):
    """Rows of one or several rooms; `room_name` tells which, and is missing in WeFlow's tables."""

    name = "wechat.pywxdump.csv"

    def detect(self, source: Source) -> bool:
        """Whether the first line names the columns."""
        return is_table_of(source, _columns(source))

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield each room as its rows come; one may come again, its key tells.

        Raises:
            UnreadableFile: it is no table of text.
        """
        del written_at
        has_rooms = "room_name" in column_names(source)
        title = "" if has_rooms else _other_side(source)
        current, is_told = None, False
        for item in table_rows(source, _columns(source)):
            if isinstance(item, Skipped):
                yield item
                continue
            line, row = item
            room = one_line(row.get("room_name", "")) if has_rooms else title
            if room != current:
                current = room
                yield room_conversation(room)
            if not is_told and _was_resaved(row):
                is_told = True
                yield Noticed(_RESAVED, line)
            try:
                yield row_message(line, row, has_rooms=has_rooms)
            except Unusable as unusable:
                yield Skipped(line, unusable.reason)


def room_conversation(room: str) -> ReadConversation:
    """Return the conversation of a room, by the name that the tool has for it."""
    return ReadConversation(room, room or OTHER_SIDE, "微信", Channel.WECHAT, is_group=room.endswith("@chatroom"))


def _columns(source: Source) -> frozenset[str]:
    """The columns that the table must have; what was said is in `content` of older ones."""
    return _COLUMNS if "content" in column_names(source) else _COLUMNS | {"msg"}


def _other_side(source: Source) -> str:
    for count, item in enumerate(table_rows(source, _columns(source))):
        if count >= LOOKED_AHEAD:
            break
        if isinstance(item, Skipped) or flag(item[1].get("is_sender")) is not False:
            continue
        if name := one_line(item[1].get("talker", "")):
            return name
    return ""


def _was_resaved(row: Row) -> bool:
    return bool(
        _NO_SECONDS.fullmatch(row.get("CreateTime", "").strip()) or _RUINED.fullmatch(row.get("MsgSvrID", "").strip())
    )


def row_message(line: int, row: Row, *, has_rooms: bool) -> ReadMessage:
    """Return the message of a row; without rooms its `talker` is a name and no id.

    Raises:
        Unusable: its time is none.
    """
    at, time_known = moment(row.get("CreateTime"))
    is_mine = flag(row.get("is_sender"))
    talker = one_line(row.get("talker", ""))
    kind = named_kind(row.get("type_name", ""))
    said, path = _said(row)
    text, reply_to = body(said), ""
    if text.lstrip().startswith("<"):
        content = wechat_content(49, None, said) if "<appmsg" in said else wechat_content(_CODES.get(kind), None, said)
        text, reply_to = content.text, content.reply_to
        kind = content.kind if kind is MessageKind.OTHER else kind
    number = one_line(row.get("MsgSvrID", ""))
    file = last_part(path)
    return ReadMessage(
        line,
        at,
        time_known,
        "" if kind is MessageKind.SYSTEM else talker or (ME if is_mine else OTHER_SIDE),
        worded(kind, "" if _is_bare_word(kind, text, row) else text),
        sender_key=talker if has_rooms and kind is not MessageKind.SYSTEM else "",
        is_mine=None if kind is MessageKind.SYSTEM else is_mine,
        kind=kind,
        attachments=(ReadAttachment(file),) if file and kind is not MessageKind.TEXT else (),
        reply_to=reply_to,
        message_no="" if _RUINED.fullmatch(number) else number,
    )


_CODES: Final = {
    MessageKind.IMAGE: 3,
    MessageKind.VOICE: 34,
    MessageKind.CARD: 42,
    MessageKind.VIDEO: 43,
    MessageKind.STICKER: 47,
    MessageKind.LOCATION: 48,
    MessageKind.CALL: 50,
    MessageKind.SYSTEM: 10000,
    MessageKind.TEXT: 1,
}


def _said(row: Row) -> tuple[str, object]:
    """Return text and path of a row; older tables hold both as JSON in one cell."""
    if "msg" in row:
        return row["msg"], row.get("src", "")
    cell = row.get("content", "")
    if not cell.lstrip().startswith("{"):
        return cell, ""
    try:
        held = json_line(cell)
    except Unusable:
        return cell, ""
    said = held.get("msg")
    return (said if isinstance(said, str) else ""), held.get("src")


def _is_bare_word(kind: MessageKind, text: str, row: Row) -> bool:
    """Whether the text only repeats the type's name, as `图片` does; the kind's word in brackets is shown instead."""
    is_worded = kind not in {MessageKind.TEXT, MessageKind.SYSTEM, MessageKind.OTHER}
    return is_worded and text == row.get("type_name", "").strip()
