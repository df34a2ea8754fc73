"""Workbooks of WeFlow: the sheet `聊天记录` with rows about the session first, then the table (formats.md 2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice, pairwise
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadConversation, ReadMessage
from app.domain.errors import UnreadableFile
from app.domain.imports import Skipped
from app.domain.times import LATEST
from app.domain.words import Text
from app.intake.chats.kinds import named_kind, worded
from app.intake.chats.values import Unusable, body, figure, moment, one_line
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source
from app.intake.workbooks import Cell, Formula, Sheet, WorkbookKind, kind_of, open_sheets

HEADER_ROWS: Final = 20
"""In how many rows the header is looked for; it is the fourth in what WeFlow writes."""

_COLUMNS: Final = frozenset({"序号", "时间", "发送者身份", "消息类型", "内容"})
_ME: Final = "我"
_SYSTEM: Final = frozenset({"系统", "系统消息"})
HOLDS_FORMULA: Final = Text("含有公式，不采用", "holds a formula")
_HALF_SECOND: Final = timedelta(milliseconds=500)


class WeFlowXlsxReader(WithoutAttachments):
    """One session; `发送者身份` is 我 for who exported it."""

    name = "wechat.weflow.xlsx"

    def detect(self, source: Source) -> bool:
        """Whether a sheet has the header."""
        try:
            return kind_of(source) is WorkbookKind.XLSX and _found(source) is not None
        except UnreadableFile:
            return False

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages; `line` is the row's number.

        Raises:
            UnreadableFile: a broken workbook, or none with the header.
        """
        del written_at
        found = _found(source)
        if found is None:
            raise source.refusal(1, Text("没有找到“聊天记录”表头", "has no header of a chat"))
        sheet, header, session = found
        title = session.get("备注") or session.get("昵称") or source.name.removesuffix(".xlsx")
        key = session.get("微信ID") or title
        yield ReadConversation(key, title, "微信", Channel.WECHAT, key.endswith("@chatroom"))
        names: list[str] = []
        for line, cells in sheet.rows():
            if line == header:
                names = [_shown(cell) for cell in cells]
            elif line > header and any(cell not in {None, ""} for cell in cells):
                try:
                    yield _message(line, dict(zip(names, cells, strict=False)))
                except Unusable as unusable:
                    yield Skipped(line, unusable.reason)


def _found(source: Source) -> tuple[Sheet, int, dict[str, str]] | None:
    """Return the sheet with the header, the header's row, and what the rows above say of the session."""
    for sheet in open_sheets(source):
        session: dict[str, str] = {}
        for line, cells in islice(sheet.rows(), HEADER_ROWS):
            shown = [_shown(cell) for cell in cells]
            if set(shown) >= _COLUMNS:
                return sheet, line, session
            session.update((label, value) for label, value in pairwise(shown) if label and value)
    return None


def _shown(cell: Cell) -> str:
    return "" if isinstance(cell, Formula) else one_line(cell) or figure(cell)


def _message(line: int, row: dict[str, Cell]) -> ReadMessage:
    said = row.get("内容")
    if isinstance(said, Formula):
        raise Unusable(HOLDS_FORMULA)
    at, time_known = moment(time_cell(row.get("时间")))
    who = _shown(row.get("发送者身份"))
    kind = named_kind(_shown(row.get("消息类型")))
    is_system = kind is MessageKind.SYSTEM or who in _SYSTEM
    names = (_shown(row.get(name)) for name in ("群昵称", "发送者备注", "发送者昵称"))
    return ReadMessage(
        line,
        at,
        time_known,
        "" if is_system else next(filter(None, names), who),
        worded(kind, body(said) or figure(said)),
        sender_key="" if is_system else _shown(row.get("发送者微信ID")),
        is_mine=None if is_system or not who else who == _ME,
        kind=MessageKind.SYSTEM if is_system else kind,
        message_no=_shown(row.get("序号")),
    )


def time_cell(cell: Cell) -> object:
    """Return a time cell as `moment` takes it; a spreadsheet's own time has float noise and China time."""
    if not isinstance(cell, datetime):
        return cell
    return (cell + _HALF_SECOND).replace(microsecond=0).isoformat() if cell.year < LATEST.year else cell.isoformat()
