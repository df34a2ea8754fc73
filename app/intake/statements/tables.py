"""A statement's file as tables, whether CSV or workbook: each with its first rows, and its rows from a line on."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, cast

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.sources import Source
from app.intake.workbooks import Cell, kind_of, open_sheets

OPENING_ROWS: Final = 200
"""How many rows are looked at for the header; preambles have 0 to 24."""
QUOTED_LINES: Final = 100
"""The most lines a quoted cell may go over; a lone quotation mark would else take in the whole file."""
_DELIMITERS: Final = (",", "\t", ";")
# A quoted cell ends at a quotation mark with nothing but blanks before the next comma, so the others may stand in it
# (formats.md, section 1.2: item names hold them unescaped).
_LENIENT: Final = r'[ \t]*"((?:[^"]|""|"(?![ \t]*(?:{d}|$)))*+)"[ \t]*(?:{d}|$)|([^{d}]*)(?:{d}|$)'

Line = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `opening` are its first rows; `rows(after, width)` those after a line.

    `width` is how many cells a row has by its header: rows that quotation marks have torn are mended to it.
    """

    name: str
    opening: tuple[Line, ...]
    rows: Callable[[int, int], Iterator[Line]]
    is_workbook: bool = False


def tables(source: Source) -> tuple[Table, ...]:
    """Return the tables of a file; looked at once for each source.

    Raises:
        UnreadableFile: a workbook that cannot be read. Any text is a table, be it of one column.
    """
    found = source.findings.get(_tables)
    if found is None:
        try:
            found = _tables(source)
        except UnreadableFile as refusal:
            found = refusal.with_traceback(None)
        source.findings[_tables] = found
    if isinstance(found, UnreadableFile):
        raise found
    return cast("tuple[Table, ...]", found)


def tables_or_none(source: Source) -> tuple[Table, ...]:
    """Return the tables of a file, none where it cannot be read; for telling formats apart."""
    try:
        return tables(source)
    except UnreadableFile:
        return ()


def _tables(source: Source) -> tuple[Table, ...]:
    if kind_of(source) is not None:
        return tuple(
            Table(sheet.name, tuple(islice(sheet.rows(), OPENING_ROWS)), _after(sheet.rows), is_workbook=True)
            for sheet in open_sheets(source)
        )
    if b"\0" in source.head and not source.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ()
    head = _physical(source.head_text)
    if len(source.head) < source.size:
        head.pop()
    delimiter = max(_DELIMITERS, key=lambda mark: (sum(line.count(mark) >= 2 for line in head), mark == ","))
    opening = tuple(
        (number, list[Cell](_one(line, delimiter))) for number, line in enumerate(head[:OPENING_ROWS], start=1)
    )
    return (Table("", opening, lambda after, width: _csv_rows(source, delimiter, after, width)),)


def _physical(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _one(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return [line]


def _after(rows: Callable[[], Iterator[Line]]) -> Callable[[int, int], Iterator[Line]]:
    def after_line(after: int, _: int) -> Iterator[Line]:
        return (row for row in rows() if row[0] > after)

    return after_line


class _Swallowed(Exception):
    """A quoted cell goes over too many lines."""


class _Feed:
    """Lines for the CSV reader that remembers those of the row under way, and takes them back."""

    def __init__(self, lines: Iterator[tuple[int, str]]) -> None:
        self._lines = lines
        self._back: deque[tuple[int, str]] = deque()
        self.taken: list[tuple[int, str]] = []
        self.is_cut = False

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= QUOTED_LINES:
            raise _Swallowed
        try:
            item = self._back.popleft() if self._back else next(self._lines)
        except StopIteration:
            self.is_cut = bool(self.taken)
            raise
        self.taken.append(item)
        return item[1] + "\n"

    def keep_first(self) -> str:
        self._back.extendleft(reversed(self.taken[1:]))
        self.is_cut = False
        return self.taken[0][1]


def _csv_rows(source: Source, delimiter: str, after: int, width: int) -> Iterator[Line]:
    feed = _Feed(line for line in source.lines() if line[0] > after)
    reader = csv.reader(feed, delimiter=delimiter)
    lenient = re.compile(_LENIENT.replace("{d}", re.escape(delimiter)))
    while True:
        feed.taken.clear()
        try:
            cells = next(reader)
            is_torn = feed.is_cut or (len(feed.taken) > 1 and width > 0 and len(cells) != width)
            # A lone quotation mark can also end at the next one of the same line.
            is_torn = is_torn or (0 < len(cells) < width and '"' in feed.taken[0][1])
        except StopIteration:
            return
        except _Swallowed:
            is_torn, cells = True, []
        except csv.Error as failure:
            number = feed.taken[0][0]
            raise source.refusal(number, Text("单元格过长", "has a cell that is too long")) from failure
        number = feed.taken[0][0]
        if is_torn:
            was_cut = feed.is_cut
            line = feed.keep_first()
            cells = _mended(line, lenient, delimiter)
            plain = line.split(delimiter)
            if len(cells) != width == len(plain):
                cells = [_unquoted(cell) for cell in plain]
            if len(cells) < width and (was_cut or _is_open(line)):
                raise source.refusal(
                    number,
                    Text(
                        "引号没有结束，文件可能被截断",
                        "opens a quotation mark that never closes; the file may be cut off",
                    ),
                )
            reader = csv.reader(feed, delimiter=delimiter)
        elif 0 < width < len(cells) and any(cell.strip() for cell in cells[width:]):
            mended = _mended(feed.taken[0][1], lenient, delimiter)
            cells = mended if len(mended) == width else cells
        yield number, list[Cell](cells)


def _unquoted(cell: str) -> str:
    stripped = cell.strip(" \t")
    return stripped[1:-1] if len(stripped) > 1 and stripped[0] == stripped[-1] == '"' else cell


def _is_open(line: str) -> bool:
    return line.count('"') % 2 == 1


def _mended(line: str, lenient: re.Pattern[str], delimiter: str) -> list[str]:
    cells = []
    at = 0
    while at <= len(line):
        match = lenient.match(line, at)
        if match is None:
            break
        cells.append(match[1].replace('""', '"') if match[1] is not None else match[2])
        if match.end() == len(line) and not match[0].endswith(delimiter):
            break
        at = match.end() if match.end() > at else at + 1
    return cells
