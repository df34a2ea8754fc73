"""Tables of MemoTrace (WeChatMsg): the old one of all messages, and the newer one a session.

Columns: formats.md 2.1; the old exporter is LC044/WeChatMsg `app/DataBase/exporter_csv.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadConversation, ReadMessage
from app.domain.imports import Skipped
from app.intake.chats.kinds import bracketed_kind, named_kind, worded
from app.intake.chats.rooms import by_room
from app.intake.chats.tables import Row, is_table_of, table_rows
from app.intake.chats.values import Unusable, body, flag, moment, one_line, whole
from app.intake.chats.wechat_content import wechat_content
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

ME: Final = "我"
OTHER_SIDE: Final = "对方"
LOOKED_AHEAD: Final = 5_000
"""How many rows are looked at for the names of conversations before they are read."""

_OLD_COLUMNS: Final = frozenset(
    {"localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "StrContent", "StrTime"}
)
_SESSION_COLUMNS: Final = frozenset({"消息ID", "类型", "发送人", "时间", "内容"})


class MemoTraceReader(WithoutAttachments):
    """The table of all messages; rows of a single chat have 9 cells and lack the sender's names."""

    name = "wechat.memotrace.csv"

    def detect(self, source: Source) -> bool:
        """Whether the first line names the columns."""
        return is_table_of(source, _OLD_COLUMNS)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield each conversation as its rows come; one may come again, its key tells.

        Raises:
            UnreadableFile: it is no table of text.
        """
        del written_at
        names = _names_ahead(source)

        def opened(key: str, _row: Row) -> ReadConversation:
            others = names.get(key, {})
            title = next(iter(others.values()), "") or OTHER_SIDE
            return ReadConversation(f"memotrace:{key}", title, "微信", Channel.WECHAT, len(others) > 1)

        yield from by_room(
            table_rows(source, _OLD_COLUMNS),
            room=lambda row: one_line(row.get("TalkerId", "")),
            opened=opened,
            said=_old_message,
        )


class MemoTraceSessionReader(WithoutAttachments):
    """The table of one session; it does not tell whose export it is."""

    name = "wechat.memotrace_session.csv"

    def detect(self, source: Source) -> bool:
        """Whether the first line names the columns."""
        return is_table_of(source, _SESSION_COLUMNS)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages.

        Raises:
            UnreadableFile: it is no table of text.
        """
        del written_at
        title = source.name.removesuffix(".csv")
        yield ReadConversation(title, title, "微信", Channel.WECHAT)
        for item in table_rows(source, _SESSION_COLUMNS):
            if isinstance(item, Skipped):
                yield item
                continue
            line, row = item
            try:
                yield _session_message(line, row)
            except Unusable as unusable:
                yield Skipped(line, unusable.reason)


def _names_ahead(source: Source) -> dict[str, dict[str, str]]:
    """Return the others of each conversation by the beginning of the file: sender's id to name."""
    found: dict[str, dict[str, str]] = {}
    for count, item in enumerate(table_rows(source, _OLD_COLUMNS)):
        if count >= LOOKED_AHEAD:
            break
        if isinstance(item, Skipped):
            continue
        row = item[1]
        sender, name = one_line(row.get("Sender", "")), _name(row)
        if flag(row.get("IsSender")) is False and name and whole(row.get("Type")) not in {10000, 10002}:
            found.setdefault(one_line(row.get("TalkerId", "")), {})[sender or name] = name
    return found


def _name(row: Row) -> str:
    return one_line(row.get("Remark", "")) or one_line(row.get("NickName", ""))


def _old_message(line: int, row: Row) -> ReadMessage:
    is_mine = flag(row.get("IsSender"))
    content = wechat_content(whole(row.get("Type")), whole(row.get("SubType")), row.get("StrContent", ""))
    at, time_known = moment(row.get("CreateTime", "").strip() or row.get("StrTime"))
    if content.kind is MessageKind.SYSTEM:
        sender = key = ""
    else:
        sender = _name(row) or content.sender_key or (ME if is_mine else OTHER_SIDE)
        key = one_line(row.get("Sender", "")) or content.sender_key
    return ReadMessage(
        line,
        at,
        time_known,
        sender,
        content.text,
        sender_key=key,
        is_mine=None if content.kind is MessageKind.SYSTEM else is_mine,
        kind=content.kind,
        attachments=content.attachments,
        reply_to=content.reply_to,
        message_no=one_line(row.get("localId", "")),
    )


def _session_message(line: int, row: Row) -> ReadMessage:
    at, time_known = moment(row.get("时间"))
    text = body(row.get("内容", ""))
    kind = named_kind(row.get("类型", ""))
    if kind is MessageKind.OTHER:
        kind = bracketed_kind(text) if bracketed_kind(text) is not MessageKind.TEXT else kind
    is_system = kind is MessageKind.SYSTEM
    return ReadMessage(
        line,
        at,
        time_known,
        "" if is_system else one_line(row.get("发送人", "")),
        worded(kind, text),
        kind=kind,
        message_no=one_line(row.get("消息ID", "")),
    )
