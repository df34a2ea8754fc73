"""Chats as tables of any other program, read by the names of three columns: when, who, what.

Such names as exporters and scripts give them (`序号,时间,发送者,类型,内容`, `Time,Sender,Message`); a table with
amounts is none, and what a known program wrote is for its own reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadConversation, ReadMessage
from app.domain.imports import Noticed, Skipped
from app.domain.words import Text
from app.intake.chats.kinds import bracketed_kind, named_kind, worded
from app.intake.chats.line_messages import file_title
from app.intake.chats.memotrace_csv import ME
from app.intake.chats.tables import Row, column_names, table_rows
from app.intake.chats.values import Unusable, body, moment, one_line
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "time": ("时间", "发送时间", "消息时间", "日期时间", "日期", "time", "datetime", "timestamp", "createtime", "date"),
    "who": (
        "发送者",
        "发送人",
        "发送者昵称",
        "发言人",
        "昵称",
        "sender",
        "sendername",
        "from",
        "nickname",
        "author",
        "name",
    ),
    "what": ("内容", "消息内容", "消息", "文本", "content", "message", "msg", "text"),
    "kind": ("消息类型", "类型", "type", "messagetype", "msgtype"),
    "key": (
        "发送者wxid",
        "发送者微信id",
        "wxid",
        "发送者id",
        "senderid",
        "senderwxid",
        "qq号",
        "qq",
        "发送者qq号",
        "微信id",
    ),
}
_NEEDED: Final = frozenset({"time", "who", "what"})
_FOREIGN: Final = frozenset(
    {"金额", "amount", "收入", "支出", "price", "价格", "单价", "余额", "balance"}
    | {"消息id", "talker", "talkername", "msgsvrid", "localid"}
)
"""Names of money, and names by which known programs' tables are told."""


class AnyTableReader(WithoutAttachments):
    """A table whose first line names when, who and what; nobody in it is me but who is called so (我)."""

    name = "chat.table"

    def detect(self, source: Source) -> bool:
        """Whether the first line names the three columns, and none of money."""
        return is_chat_table(column_names(source))

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages.

        Raises:
            UnreadableFile: it is no table of text.
        """
        del written_at
        columns = table_columns(column_names(source))
        if not columns.keys() >= _NEEDED:
            raise source.refusal(1, Text("没有时间、发言人和内容三列", "lacks a column of times, senders or texts"))
        title = file_title(source)
        yield ReadConversation(title, title, "聊天", Channel.OTHER)
        yield table_notice(columns, 1)
        for item in table_rows(source, frozenset(columns[part] for part in _NEEDED)):
            if isinstance(item, Skipped):
                yield item
                continue
            line, row = item
            try:
                yield table_message(line, row, columns)
            except Unusable as unusable:
                yield Skipped(line, unusable.reason)


def _folded(name: str) -> str:
    return name.replace("_", "").replace(" ", "").casefold()


def is_chat_table(names: frozenset[str]) -> bool:
    """Whether columns of these names say when, who and what, and none is of money or a known program's own."""
    return table_columns(names).keys() >= _NEEDED and not any(_folded(name) in _FOREIGN for name in names)


def table_columns(names: frozenset[str]) -> dict[str, str]:
    """Return which column means what; of several names, the one that stands first in `_NAMES`."""
    by_name = {_folded(name): name for name in sorted(names)}
    found = {part: next((by_name[name] for name in wanted if name in by_name), "") for part, wanted in _NAMES.items()}
    if not found["who"]:
        found["who"] = found["key"]
    return {part: name for part, name in found.items() if name}


def table_message(line: int, row: Row, columns: dict[str, str]) -> ReadMessage:
    """Return the message of a row, by `table_columns` of its names.

    Raises:
        Unusable: its time is none.
    """
    at, time_known = moment(row.get(columns["time"]))
    text = body(row.get(columns["what"], ""))
    kind = named_kind(row.get(columns["kind"], "")) if "kind" in columns else MessageKind.OTHER
    if kind is MessageKind.OTHER:
        kind = bracketed_kind(text)
    sender = one_line(row.get(columns["who"], ""))
    is_system = kind is MessageKind.SYSTEM
    return ReadMessage(
        line,
        at,
        time_known,
        "" if is_system else sender,
        worded(kind, text),
        sender_key="" if is_system or "key" not in columns else one_line(row.get(columns["key"], "")),
        is_mine=True if sender == ME and not is_system else None,
        kind=kind,
    )


def table_notice(columns: dict[str, str], line: int) -> Noticed:
    """Return what is said once of a table that was read by its names."""
    when, who, what = (columns[part] for part in ("time", "who", "what"))
    return Noticed(
        Text(
            f"按列名读取：时间“{when}”、发言人“{who}”、内容“{what}”，请核对",
            f"read by the names of the columns: time {when}, sender {who}, text {what}; please check",
        ),
        line,
    )


READER: Final = AnyTableReader()
