"""The XML inside a workbook, read as a stream: rows of a sheet, and the table of strings, each in bounded memory.

The workbook's structure and styles are openpyxl's to read; its own sheet reader keeps an element a row and an object
a string, which a sheet of a million rows cannot afford. Document types and entities are refused (defusedxml).
Source: ECMA-376, part 1, 18.3 (worksheets) and 18.4 (shared strings).
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any, Final

from app.domain.words import Text

Cell = str | int | float | datetime | bool | None

CELLS: Final = 1000
"""The most cells of a row taken."""
ROWS: Final = 1_048_576
"""The most rows of a sheet (Excel's own limit)."""
TEXT: Final = 1 << 17
"""The longest text of a cell, in characters (Excel's own limit is a quarter of it)."""
STRINGS_BYTES: Final = 192 << 20
"""The most that the table of strings may take, in bytes of UTF-8."""
_PIECE: Final = 1 << 16


class Formula(str):
    """A cell that holds a formula instead of a value: what it says, never what it would give."""

    __slots__ = ()


class BadSheet(Exception):
    """The sheet breaks a rule at a row (0: none in particular)."""

    def __init__(self, row: int, problem: Text) -> None:
        super().__init__(problem.en)
        self.row = row
        self.problem = problem


class Strings:
    """The shared strings of a workbook, as bytes one after another: an object a string would take thrice as much."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def add(self, text: str) -> None:
        """Append a string."""
        self._bytes += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))
        if len(self._bytes) > STRINGS_BYTES or len(self._ends) > STRINGS_BYTES // 8:
            raise BadSheet(0, Text("工作簿的文字过多", "the workbook holds too much text"))

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self._ends) - 1:
            raise IndexError(index)
        return self._bytes[self._ends[index] : self._ends[index + 1]].decode("utf-8", "surrogatepass")


def read_strings(part: IO[bytes]) -> Strings:
    """Read the table of shared strings.

    Raises:
        BadSheet: too large. Whatever the XML parser raises at broken XML.
    """
    target = _StringsTarget()
    _feed_all(part, target)
    return target.strings


def read_date_styles(part: IO[bytes]) -> frozenset[int]:
    """Return the places of the cell styles that show a number as a date or a time.

    Nothing else of the styles is read: other programs write fills and fonts that openpyxl refuses, and some none.
    Source: ECMA-376, part 1, 18.8.30 (number formats) and 18.8.10 (cell formats).

    Raises:
        ValueError: a number is none. Whatever the XML parser raises at broken XML.
    """
    from defusedxml.ElementTree import parse
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    used: list[int] = []
    for group in parse(part, forbid_dtd=True).getroot():
        if _local(group.tag) == "numFmts":
            formats |= {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in group}
        elif _local(group.tag) == "cellXfs":
            used = [int(one.get("numFmtId", "0")) for one in group]
    shown = [formats.get(number, "") for number in used]
    return frozenset(
        place for place, code in enumerate(shown) if is_date_format(code) and not is_timedelta_format(code)
    )


def read_rows(
    part: IO[bytes], strings: Strings, *, date_styles: frozenset[int], epoch: datetime
) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of a sheet with their numbers from 1; rows that the file leaves out are left out.

    Raises:
        BadSheet: a limit is broken, or a cell is. Whatever the XML parser raises at broken XML.
    """
    target = _SheetTarget(strings, date_styles, epoch)
    parser = _parser(target)
    while piece := part.read(_PIECE):
        parser.feed(piece)
        while target.finished:
            yield target.finished.popleft()
    parser.close()
    yield from target.finished


def _parser(target: object) -> Any:
    from defusedxml.ElementTree import DefusedXMLParser

    return DefusedXMLParser(target=target, forbid_dtd=True)


def _feed_all(part: IO[bytes], target: object) -> None:
    parser = _parser(target)
    while piece := part.read(_PIECE):
        parser.feed(piece)
    parser.close()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


class _Collecting:
    """Collects the text of the element that is open, up to a limit."""

    def __init__(self) -> None:
        self.pieces: list[str] | None = None
        self._length = 0
        self.row = 0

    def open(self) -> None:
        self.pieces = []
        self._length = 0

    def data(self, text: str) -> None:
        if self.pieces is not None:
            self._length += len(text)
            if self._length > TEXT:
                raise BadSheet(self.row, Text("单元格内容过长", "a cell is too long"))
            self.pieces.append(text)

    def taken(self) -> str:
        text = "".join(self.pieces or ())
        self.pieces = None
        return text

    def close(self) -> None:
        return None


class _StringsTarget(_Collecting):
    def __init__(self) -> None:
        super().__init__()
        self.strings = Strings()
        self._item: list[str] = []
        self._phonetic = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        name = _local(tag)
        if name == "si":
            self._item = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t" and not self._phonetic:
            self.open()

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name == "t" and self.pieces is not None:
            self._item.append(self.taken())
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.strings.add("".join(self._item))


class _SheetTarget(_Collecting):
    """Builds rows; `finished` holds those that are whole."""

    def __init__(self, strings: Strings, date_styles: frozenset[int], epoch: datetime) -> None:
        super().__init__()
        self.finished: deque[tuple[int, list[Cell]]] = deque()
        self._strings = strings
        self._date_styles = date_styles
        self._epoch = epoch
        self._cells: list[Cell] = []
        self._column = 0
        self._kind = "n"
        self._style = 0
        self._value: list[str] = []
        self._formula: str | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "c":
            place = attributes.get("r")
            self._column = _column_of(place, self.row) if place else self._column + 1
            if self._column > CELLS:
                raise BadSheet(self.row, Text(f"超过 {CELLS} 列", f"has more than {CELLS} columns"))
            self._kind = attributes.get("t", "n")
            self._style = _whole(attributes.get("s", "0"), self.row)
            self._value, self._formula = [], None
        elif name == "row":
            number = _whole(attributes["r"], self.row) if "r" in attributes else self.row + 1
            if not self.row < number <= ROWS:
                raise BadSheet(self.row, Text("行号顺序有误", "is followed by a row out of order"))
            self.row, self._cells, self._column = number, [], 0
        elif name in {"v", "t", "f"}:
            self.open()

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name == "f":
            self._formula = "=" + self.taken()
        elif name in {"v", "t"}:
            self._value.append(self.taken())
        elif name == "c":
            cell = self._cell()
            if cell is not None:
                self._cells.extend([None] * (self._column - 1 - len(self._cells)))
                del self._cells[self._column - 1 :]
                self._cells.append(cell)
        elif name == "row":
            self.finished.append((self.row, self._cells))

    def _cell(self) -> Cell:
        if self._formula is not None:
            return Formula(self._formula)
        if not self._value:
            return None
        text = "".join(self._value)
        try:
            match self._kind:
                case "s":
                    return self._strings[int(text)]
                case "n" if self._style in self._date_styles:
                    return self._instant(float(text))
                case "n":
                    return float(text) if any(mark in text for mark in ".eE") else int(text)
                case "b":
                    return text.strip() not in {"0", "false"}
                case "d":
                    return datetime.fromisoformat(text)
        except (ValueError, IndexError, OverflowError, TypeError):
            raise BadSheet(self.row, Text(f"单元格损坏：“{text[:40]}”", f"has a broken cell “{text[:40]}”")) from None
        return text

    def _instant(self, serial: float) -> datetime | float:
        from openpyxl.utils.datetime import from_excel

        instant = from_excel(serial, self._epoch)
        if isinstance(instant, datetime):
            # Serials carry the noise of floating point.
            return (instant + timedelta(microseconds=500_000)).replace(microsecond=0)
        if isinstance(instant, date):
            return datetime.combine(instant, time())
        return serial


def _whole(text: str, row: int) -> int:
    # int() takes underscores and any script's digits, and thousands of them slowly.
    if len(text) > 9 or not (text.isascii() and text.isdigit()):
        raise BadSheet(row, Text(f"编号有误：“{text[:40]}”", f"has a broken number “{text[:40]}”"))
    return int(text)


def _column_of(place: str, row: int) -> int:
    column = 0
    for mark in place:
        if not "A" <= mark <= "Z":
            break
        column = column * 26 + ord(mark) - 64
    if not 1 <= column <= 16_384:
        raise BadSheet(row, Text(f"单元格位置有误：“{place[:40]}”", f"has a broken cell place “{place[:40]}”"))
    return column
