"""Chats as workbooks of any other program, read as `any_table` reads tables; the header may stand below other rows.

So write QQ Chat Exporter (`序号,时间,发送者,发送者QQ号,消息类型,消息内容,…`), CipherTalk, and chatlog's successors.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import ReadConversation
from app.domain.errors import UnreadableFile
from app.domain.imports import Skipped
from app.domain.words import Text
from app.intake.chats.any_table import is_chat_table, table_columns, table_message, table_notice
from app.intake.chats.line_messages import file_title
from app.intake.chats.values import Unusable, body, figure, one_line
from app.intake.chats.weflow_xlsx import HEADER_ROWS, HOLDS_FORMULA, time_cell
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source
from app.intake.workbooks import Cell, Formula, Sheet, WorkbookKind, kind_of, open_sheets


class AnyWorkbookReader(WithoutAttachments):
    """The first sheet whose header names when, who and what."""

    name = "chat.workbook"

    def detect(self, source: Source) -> bool:
        """Whether a sheet has such a header, and none of money."""
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
            raise source.refusal(1, Text("没有时间、发言人和内容三列", "lacks a column of times, senders or texts"))
        sheet, header, names = found
        columns = table_columns(frozenset(names))
        title = file_title(source)
        yield ReadConversation(title, title, "聊天", Channel.OTHER)
        yield table_notice(columns, header)
        for line, cells in sheet.rows():
            if line <= header or all(cell in {None, ""} for cell in cells):
                continue
            try:
                yield table_message(line, _row(names, cells), columns)
            except Unusable as unusable:
                yield Skipped(line, unusable.reason)


def _found(source: Source) -> tuple[Sheet, int, list[str]] | None:
    for sheet in open_sheets(source):
        for line, cells in islice(sheet.rows(), HEADER_ROWS):
            names = [one_line(cell) if isinstance(cell, str) else "" for cell in cells]
            if is_chat_table(frozenset(filter(None, names))):
                return sheet, line, names
    return None


def _row(names: list[str], cells: list[Cell]) -> dict[str, str]:
    row = dict.fromkeys(names, "")
    for name, cell in zip(names, cells, strict=False):
        if isinstance(cell, Formula):
            raise Unusable(HOLDS_FORMULA)
        value = time_cell(cell)
        row[name] = (body(value) or figure(value)) if value is not None else ""
    return row


READER: Final = AnyWorkbookReader()
