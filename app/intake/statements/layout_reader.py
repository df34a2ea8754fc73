"""How every reader of a known statement works: header by content, facts, then row by row with its line.

A reader gives its `layout` and says in `row` what a row means; this says what is a row.
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar, Final

from app.domain.errors import UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.domain.money import Money
from app.domain.payments import StatementFacts, StatementRow
from app.domain.words import Text
from app.intake.readers import StatementItem
from app.intake.sources import Source
from app.intake.statements import cells as cell
from app.intake.statements.cells import BadCell, Instant
from app.intake.statements.headers import Header, Layout, find_header
from app.intake.statements.preambles import notes_below, read_facts, stated_count
from app.intake.statements.tables import Line, Table, tables, tables_or_none
from app.intake.workbooks import Cell

_DIRECTIONS: Final = ("支出", "收入", "其他", "不计收支")
_WORDS: Final = frozenset({*_DIRECTIONS, ""})
_MOST_TORN: Final = 5
"""So many commas in one cell are mended."""


class Picked:
    """The cells of a row by their column's key; `key` is the one looked at last."""

    __slots__ = ("_index", "cells", "has_minus_for_expense", "key", "line", "preamble", "without_seconds")

    def __init__(self, index: dict[str, int], preamble: tuple[str, ...] = ()) -> None:
        self._index = index
        self.preamble = preamble
        self.cells: list[Cell] = []
        self.line = 0
        self.key = ""
        self.without_seconds = 0
        self.has_minus_for_expense = False

    def take(self, line: int, cells: list[Cell]) -> None:
        """Look at another row."""
        self.line = line
        self.cells = cells

    def raw(self, key: str) -> Cell:
        """The cell as it stands; None where the column or the cell is missing."""
        self.key = key
        place = self._index.get(key, -1)
        return self.cells[place] if 0 <= place < len(self.cells) else None

    def has(self, key: str) -> bool:
        """Whether the table has the column."""
        return key in self._index

    def text(self, key: str) -> str:
        """The cell as text, stripped."""
        return cell.text(self.raw(key))

    def row_text(self) -> str:
        """All cells of the row as text."""
        return " ".join(filter(None, map(cell.text, self.cells)))

    def number(self, key: str) -> str:
        """The cell as a transaction's number."""
        return cell.number(self.raw(key))

    def signed(self, key: str) -> cell.Amount | None:
        """The cell as an amount with its sign; None where it is blank."""
        return cell.amount(self.raw(key))

    def amount(self, key: str) -> cell.Amount:
        """The cell as an amount that must be there."""
        found = self.signed(key)
        if found is None:
            raise BadCell(Text("金额为空", "is empty"))
        return found

    def money(self, key: str) -> Money | None:
        """The cell as a sum without sign; None where it is blank or zero."""
        found = self.signed(key)
        return Money(abs(found.fen)) if found is not None and found.fen else None

    def instant(self, key: str) -> Instant:
        """The cell as an instant."""
        found = cell.instant(self.raw(key))
        if not found.has_seconds:
            self.without_seconds += 1
        return found


class LayoutReader(ABC):
    """Reads the statements of one layout."""

    layout: Layout
    is_strict: ClassVar[bool] = True
    """Whether a row with fewer cells than the header is one that was cut; some banks leave out blank ones."""
    torn: ClassVar[tuple[str, ...]] = ()
    """The columns, likeliest first, whose text may hold a comma that nothing quotes and that tears the cell in two."""
    begins_product: ClassVar[tuple[str, ...]] = ()
    """With these words a product begins, so a piece that has them is none of the counterparty's name."""

    @property
    def name(self) -> str:
        """The reader's stable name."""
        return self.layout.reader

    def detect(self, source: Source) -> bool:
        """Whether any table of the file is of this layout; by content only."""
        return any(find_header(table, self.layout) for table in tables_or_none(source))

    def read(self, source: Source) -> Iterator[StatementItem]:
        """Yield facts, rows and what is worth knowing, streamed.

        Raises:
            UnreadableFile: broken; the message names the line.
        """
        table, header, others = self._choose(source)
        self._refuse_missing(source, header)
        facts = self._facts(source, table, header)
        yield facts
        if others:
            names = "、".join(others)
            yield Noticed(
                Text(f"还有工作表也像账单，没有读取：{names}", f"other sheets look alike and were not read: {names}")
            )
        picked = self._picked(table, header)
        count = first_without_seconds = 0
        for line, row_cells in self._rows(source, table, header):
            picked.take(line, row_cells)
            before = picked.without_seconds
            for item in self._row(source, picked, header):
                yield item
                count += isinstance(item, StatementRow)
            if before == 0 and picked.without_seconds:
                first_without_seconds = line
        yield from _notices(facts, count, picked.without_seconds, first_without_seconds)

    @abstractmethod
    def row(self, picked: Picked) -> StatementRow | Skipped:
        """Return what a row means, or why it is none.

        Raises:
            BadCell: a cell is not what its column holds.
        """

    def _choose(self, source: Source) -> tuple[Table, Header, list[str]]:
        """The table to read: where a program that saved the file has added sheets, the one that begins as exported."""
        found = [(table, header) for table in tables(source) if (header := find_header(table, self.layout))]
        if not found:
            raise UnreadableFile(
                source.name,
                Text("没有找到账单的表头", "has no header of this kind of statement"),
                Text("请使用原始导出的文件", "use the file as it was exported"),
            )
        markers = self.layout.markers

        def rank(item: tuple[Table, Header]) -> int:
            preamble = item[1].preamble
            return 0 if preamble and any(marker in preamble[0] for marker in markers) else 1

        table, header = min(found, key=rank)
        return table, header, [other.name for other, _ in found if other is not table]

    def _picked(self, table: Table, header: Header) -> Picked:  # noqa: ARG002 - what a table says of its signs
        return Picked(header.index, header.preamble)

    def _refuse_missing(self, source: Source, header: Header) -> None:
        missing = [
            column.names[0] for column in self.layout.columns if column.is_required and column.key not in header.index
        ]
        if missing:
            names = "、".join(missing)
            raise source.refusal(header.line, Text(f"表头缺少“{names}”列", f"the header lacks the column {names}"))

    def _facts(self, source: Source, table: Table, header: Header) -> StatementFacts:
        around = list(header.preamble)
        if not table.is_workbook:
            around += notes_below(source)
        encoding = "" if table.is_workbook else source.encoding
        return read_facts(self.layout, around, encoding=encoding)

    def _rows(self, source: Source, table: Table, header: Header) -> Iterator[Line]:
        """The rows up to the line of `-` or the first note, without blank ones, none of them cut short."""
        full = max(header.width, len(header.names))
        # Past the last column that means something nothing can be cut: a doubled 备注 is none of the service's.
        least = max(header.index.values()) + 1
        for line, row_cells in table.rows(header.line, full):
            filled = _filled(row_cells)
            if not filled:
                continue
            if filled == 1 and _ends_rows(cell.text(row_cells[0])):
                return
            if self.is_strict and not table.is_workbook and len(row_cells) < least:
                raise source.refusal(
                    line, Text("这一行不完整，文件可能被截断", "is not whole; the file may be cut off")
                )
            yield line, row_cells

    def _row(self, source: Source, picked: Picked, header: Header) -> Iterator[StatementItem]:
        if _is_over(picked.cells, header.width if self.torn else max(header.width, len(header.names))):
            mended = self._mended(picked, header)
            if mended is None:
                raise source.refusal(picked.line, Text("单元格多于表头的列数", "has more cells than the header"))
            yield from mended
            return
        try:
            yield self.row(picked)
        except BadCell as failure:
            mended = self._mended(picked, header)
            if mended is not None:
                yield from mended
                return
            name = header.names[header.index[picked.key]] if picked.key in header.index else picked.key
            problem = Text(f"“{name}”列：{failure.problem.zh}", f"column {name}: {failure.problem.en}")
            raise source.refusal(picked.line, problem) from failure

    def _mended(self, picked: Picked, header: Header) -> tuple[StatementRow | Skipped, Noticed] | None:
        """Return a row whose cell a comma has torn, put together so that all other columns read, and a word about it.

        WeChat writes `…,商户消费,WALMART HONG KONG CO.,LIMITED,"商品",支出,…` (edge-sky/Bills-save, issue 12).
        """
        cells = picked.cells
        for extra in range(1, min(len(cells) - header.width, _MOST_TORN) + 1):
            for key in self.torn:
                if key not in header.index:
                    continue
                place = header.index[key]
                pieces = [str(value or "") for value in cells[place : place + extra + 1]]
                joined = [*cells[:place], ",".join(pieces), *cells[place + extra + 1 :]]
                if _is_over(joined, header.width) or (key == "counterparty" and self._has_product(pieces[1:])):
                    continue
                picked.take(picked.line, joined)
                with contextlib.suppress(BadCell):
                    row = self.row(picked)
                    number = picked.text("transaction_no")
                    if picked.text("direction") in _WORDS and number and number.isascii():
                        return row, about_a_tear(header.names[place], ",".join(pieces), picked.line)
        picked.take(picked.line, cells)
        return None

    def _has_product(self, pieces: list[str]) -> bool:
        return any(piece.startswith(self.begins_product) for piece in pieces) if self.begins_product else False


def _is_over(cells: list[Cell], width: int) -> bool:
    """Whether more cells hold something than the header has names."""
    return len(cells) > width and any(str(value or "").strip(cell.BLANKS) for value in cells[width:])


def about_a_tear(column: str, text: str, line: int) -> Noticed:
    """Return the word about a cell that was put together, for its user to check."""
    return Noticed(
        Text(
            f"逗号把一格分成了几格，已合并为“{column}”：“{text[:60]}”，请核对",
            f"a comma tears a cell; its pieces were put together as {column}: “{text[:60]}”, please check",
        ),
        line,
    )


def _filled(row_cells: list[Cell]) -> int:
    """How many cells hold something: none, one, or 2 for more."""
    count = 0
    for value in row_cells:
        if value is not None and (not isinstance(value, str) or not (value == "" or value.isspace())):
            count += 1
            if count == 2:
                break
    return count


def _ends_rows(first: str) -> bool:
    """Whether a line with one cell is the line of `-` or a note, and not a row that was cut in its first cell."""
    if first.startswith("----"):
        return True
    return not first[:1].isdigit() and not any(word.startswith(first) for word in _DIRECTIONS)


def _notices(facts: StatementFacts, count: int, without_seconds: int, first: int) -> Iterator[Noticed]:
    if without_seconds:
        yield Noticed(
            Text(
                f"有 {without_seconds} 行的时间没有秒，文件可能被表格软件重新保存过",
                f"{without_seconds} rows give no seconds; a spreadsheet program may have saved the file again",
            ),
            first,
        )
    stated = stated_count(facts)
    if stated is not None and stated != count:
        yield Noticed(
            Text(
                f"账单写明共 {stated} 笔，实际读到 {count} 笔，文件可能不完整",
                f"the statement says that it has {stated} rows but holds {count}; it may not be whole",
            )
        )
