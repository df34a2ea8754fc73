"""Spreadsheets, XLSX and XLS: their sheets as rows of typed cells with row numbers.

Nothing is evaluated: a formula is a `Formula`, its cached value is not trusted. XLSX is streamed; XLS, which cannot
be, is limited by its size (65,536 rows at most).
"""

from __future__ import annotations

import contextlib
import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from app.domain.errors import UnreadableFile
from app.domain.text import Labelled
from app.domain.words import Text
from app.intake.archives import BROKEN, check_directory, check_entry
from app.intake.sheet_xml import BadSheet, Cell, Formula, Strings, read_date_styles, read_rows, read_strings
from app.intake.sources import Source

__all__ = ["Cell", "Formula", "Sheet", "WorkbookKind", "kind_of", "open_sheets"]

SHEETS: Final = 50
"""The most sheets looked at."""
XLS_BYTES: Final = 64 << 20
"""The largest XLS taken, in bytes."""
_PART_BYTES: Final = 8 << 20
"""The largest part of an XLSX that is read whole (its structure and styles), in bytes."""
_SHEET_BYTES: Final = 2 << 30
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_USE_ORIGINAL: Final = Text("请使用原始导出的文件", "use the file as it was exported")


class WorkbookKind(Labelled):
    """What kind of spreadsheet a file is."""

    XLSX = "xlsx", "XLSX 工作簿", "XLSX workbook"
    XLS = "xls", "XLS 工作簿", "XLS workbook"
    ENCRYPTED = "encrypted", "加密的工作簿", "Encrypted workbook"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; `rows()` begins a new pass, and yields numbers from 1 and cells."""

    name: str
    rows: Callable[[], Iterator[tuple[int, list[Cell]]]]


def kind_of(source: Source) -> WorkbookKind | None:
    """Tell what spreadsheet a file is by its bytes; None where it is none. Never raises for foreign content."""
    head = source.head
    if head.startswith(_OLE):
        is_encrypted = any(name in head or name in source.tail for name in _ENCRYPTED)
        return WorkbookKind.ENCRYPTED if is_encrypted else WorkbookKind.XLS
    if head.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02")) and len(head) > 8:
        return WorkbookKind.XLS
    if not head.startswith(b"PK\x03\x04"):
        return None
    try:
        with source.open() as file:
            check_directory(source, file)
            with zipfile.ZipFile(file) as package:
                is_workbook = any(name.lstrip("/").lower() == "xl/workbook.xml" for name in package.namelist())
    except (UnreadableFile, *BROKEN):
        return None
    return WorkbookKind.XLSX if is_workbook else None


def open_sheets(source: Source) -> tuple[Sheet, ...]:
    """Return the visible and hidden sheets of a workbook.

    Raises:
        UnreadableFile: no workbook, encrypted, damaged, or against a limit; so do the sheets' `rows`.
    """
    kind = kind_of(source)
    if kind is WorkbookKind.ENCRYPTED:
        raise UnreadableFile(
            source.name,
            Text("工作簿设有打开密码", "is a workbook that needs a password"),
            Text(
                "请在表格软件中取消密码后另存，或使用原始导出的文件",
                "remove the password in a spreadsheet program, or use the file as it was exported",
            ),
        )
    if kind is WorkbookKind.XLSX:
        return _xlsx_sheets(source)
    if kind is WorkbookKind.XLS:
        return _xls_sheets(source)
    raise UnreadableFile(source.name, Text("不是电子表格，或已损坏", "is no spreadsheet, or is damaged"), _USE_ORIGINAL)


@contextlib.contextmanager
def _ours(source: Source) -> Iterator[None]:
    """Turn what the libraries raise at broken files into our refusal."""
    try:
        # A library's warning about a file is none about us, and with warnings as errors it would be one.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnreadableFile:
        raise
    except BadSheet as failure:
        if failure.row:
            raise source.refusal(failure.row, failure.problem) from failure
        raise UnreadableFile(source.name, failure.problem, _USE_ORIGINAL) from failure
    except BROKEN as failure:
        raise UnreadableFile(
            source.name, Text("工作簿已损坏或不完整", "is a workbook that is damaged or cut off"), _USE_ORIGINAL
        ) from failure


def _xlsx_sheets(source: Source) -> tuple[Sheet, ...]:
    with _ours(source), _package(source) as package:
        reader = _structure(package)
        parts = [
            (sheet.name or "", relation.target)
            for sheet, relation in reader.parser.find_sheets()
            if relation.target in reader.valid_files and "chartsheet" not in relation.Type
        ][:SHEETS]
        dates = _date_styles(package)
        strings = _strings(package, reader)
        epoch = reader.wb.epoch
    return tuple(Sheet(name, _xlsx_rows(source, part, strings, dates, epoch)) for name, part in parts)


def _xlsx_rows(
    source: Source, part: str, strings: Strings, dates: frozenset[int], epoch: datetime
) -> Callable[[], Iterator[tuple[int, list[Cell]]]]:
    def rows() -> Iterator[tuple[int, list[Cell]]]:
        with _package(source) as package:
            with _ours(source):
                xml = package.open(part)
            streamed = read_rows(xml, strings, date_styles=dates, epoch=epoch)
            while True:
                # The consumer's own exceptions must not pass through here, so only the step is guarded.
                with _ours(source):
                    row = next(streamed, None)
                if row is None:
                    return
                yield row

    return rows


@contextlib.contextmanager
def _package(source: Source) -> Iterator[zipfile.ZipFile]:
    with source.open() as file:
        check_directory(source, file)
        try:
            package = zipfile.ZipFile(file)
        except BROKEN as failure:
            raise UnreadableFile(
                source.name, Text("工作簿已损坏或不完整", "is a workbook that is damaged or cut off"), _USE_ORIGINAL
            ) from failure
        with package:
            for info in package.infolist():
                name = info.filename.lower()
                is_streamed = "sheet" in name or "sharedstrings" in name
                is_read = name.startswith(("xl/", "[content", "_rels/")) and name.endswith((".xml", ".rels"))
                limit = _PART_BYTES if is_read and not is_streamed else _SHEET_BYTES
                check_entry(source, info, limit=limit)
            yield package


def _structure(package: zipfile.ZipFile) -> Any:
    from openpyxl.reader.excel import ExcelReader

    # It insists on opening a file of its own; what it is made to read is our archive, checked.
    reader = ExcelReader(io.BytesIO(_NOTHING), read_only=True, keep_links=False)
    reader.archive = package
    reader.valid_files = package.namelist()
    reader.read_manifest()
    reader.read_workbook()
    return reader


_STYLES: Final = "xl/styles.xml"
_NOTHING: Final = b"PK\x05\x06" + bytes(18)
"""An archive with no entries."""


def _date_styles(package: zipfile.ZipFile) -> frozenset[int]:
    if _STYLES not in package.namelist():
        return frozenset()
    with package.open(_STYLES) as xml:
        return read_date_styles(xml)


def _strings(package: zipfile.ZipFile, reader: Any) -> Strings:
    from openpyxl.xml.constants import SHARED_STRINGS

    part = reader.package.find(SHARED_STRINGS)
    if part is None:
        return Strings()
    with package.open(part.PartName.lstrip("/")) as xml:
        return read_strings(xml)


def _xls_sheets(source: Source) -> tuple[Sheet, ...]:
    if source.size > XLS_BYTES:
        raise UnreadableFile(
            source.name, Text("XLS 文件过大", "is too large for an XLS"), Text("请另存为 CSV", "save it as CSV")
        )
    import xlrd

    # The library reports oddities on its log; broken files make it raise nearly anything.
    with _ours(source), source.open() as file:
        try:
            book = xlrd.open_workbook(file_contents=file.read(), logfile=io.StringIO(), ragged_rows=True)
        except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as failure:
            if "encrypted" in str(failure).lower():
                raise UnreadableFile(
                    source.name,
                    Text("工作簿设有打开密码", "is a workbook that needs a password"),
                    Text("请取消密码后另存", "save it without the password"),
                ) from failure
            raise UnreadableFile(
                source.name, Text("不是完整的 XLS 工作簿", "is no whole XLS workbook"), _USE_ORIGINAL
            ) from failure
        return tuple(Sheet(sheet.name, _xls_rows(source, book, sheet)) for sheet in book.sheets()[:SHEETS])


def _xls_rows(source: Source, book: Any, sheet: Any) -> Callable[[], Iterator[tuple[int, list[Cell]]]]:
    def rows() -> Iterator[tuple[int, list[Cell]]]:
        for index in range(sheet.nrows):
            with _ours(source):
                cells = [_xls_cell(book, cell) for cell in sheet.row(index)]
            yield index + 1, cells

    return rows


def _xls_cell(book: Any, cell: Any) -> Cell:
    import xlrd

    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR}:
        return None
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            instant = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (xlrd.XLDateError, OverflowError, ValueError):
            return float(cell.value)
        rounded: datetime = (instant + timedelta(microseconds=500_000)).replace(microsecond=0)
        return rounded
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    value: Cell = cell.value
    return value
