"""Spreadsheets as rows of typed cells: kinds, limits, bombs."""

# Spreadsheets know no time zone.
# ruff: noqa: DTZ001

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from app.domain.errors import UnreadableFile
from app.intake import sheet_xml
from app.intake.sheet_xml import CELLS, BadSheet, Strings, read_rows, read_strings
from app.intake.sources import Source
from app.intake.workbooks import Formula, WorkbookKind, kind_of, open_sheets
from tests.intake.statements.building import FIXTURES


def _book(path: Path, rows: list[list[object]]) -> Source:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return Source(path)


def _changed(path: Path, part: str, old: bytes, new: bytes, *, times: int = 1) -> Source:
    parts = {}
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            parts[name] = package.read(name)
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, times)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return Source(path)


def _rows(source: Source) -> list[tuple[int, list[object]]]:
    return [(number, list(cells)) for sheet in open_sheets(source) for number, cells in sheet.rows()]


def test_cells_keep_their_types(tmp_path: Path) -> None:
    at = datetime(2026, 2, 11, 14, 35, 20)
    source = _book(tmp_path / "b", [["文", 1, 1.5, True, None, at], [], [None, "=1+1"]])
    first, last = _rows(source)
    assert first == (1, ["文", 1, 1.5, True, None, at])
    assert last == (3, [None, "=1+1"])
    assert isinstance(last[1][1], Formula)


def test_rows_that_the_file_leaves_out_keep_the_numbers() -> None:
    numbers = [number for number, _ in _rows(Source(FIXTURES / "wechat_2026.xlsx"))]
    assert numbers[:6] == [1, 2, 3, 4, 5, 7]
    assert numbers[-1] == 30


def test_kinds_are_told_by_content(tmp_path: Path) -> None:
    assert kind_of(Source(FIXTURES / "wechat_2025.xlsx")) is WorkbookKind.XLSX
    assert kind_of(Source(FIXTURES / "alipay_aes_123456.zip")) is None
    assert kind_of(Source(FIXTURES / "alipay_app.csv")) is None
    (tmp_path / "x").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    assert kind_of(Source(tmp_path / "x")) is WorkbookKind.XLS
    with pytest.raises(UnreadableFile):
        open_sheets(Source(tmp_path / "x"))


def test_a_wrong_dimension_is_not_believed(tmp_path: Path) -> None:
    source = _book(tmp_path / "b", [["a", "b"], ["c", "d"]])
    source = _changed(source.path, "xl/worksheets/sheet1.xml", b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert _rows(source) == [(1, ["a", "b"]), (2, ["c", "d"])]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="A1"', b'r="XFD1"'),
        (b'r="A1"', b'r="1A"'),
        (b'<row r="2"', b'<row r="1"'),
        (b'<row r="2"', b'<row r="9999999999"'),
        (b't="inlineStr"', b't="s"><v>77</v><v'),
        (b"</sheetData>", b"</sheet>"),
        (b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
    ],
)
def test_a_broken_sheet_is_refused(tmp_path: Path, old: bytes, new: bytes) -> None:
    source = _changed(_book(tmp_path / "b", [["a"], ["b"]]).path, "xl/worksheets/sheet1.xml", old, new)
    with pytest.raises(UnreadableFile):
        _rows(source)


def test_a_bomb_of_a_sheet_is_refused(tmp_path: Path) -> None:
    source = _book(tmp_path / "b", [["a"]])
    source = _changed(
        source.path, "xl/worksheets/sheet1.xml", b"</sheetData>", b"<row></row>" * 6_000_000 + b"</sheetData>"
    )
    with pytest.raises(UnreadableFile, match="bomb"):
        open_sheets(source)


def test_shared_strings_are_read_in_runs_and_without_readings() -> None:
    xml = b"<sst><si><t>a</t></si><si><r><t>b</t></r><r><t>c</t></r><rPh><t>x</t></rPh></si><si/></sst>"
    strings = read_strings(io.BytesIO(xml))
    assert [strings[index] for index in range(3)] == ["a", "bc", ""]


def test_shared_strings_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSheet):
        read_strings(io.BytesIO(b"<sst><si><t>" + b"x" * (sheet_xml.TEXT + 1) + b"</t></si></sst>"))
    monkeypatch.setattr(sheet_xml, "STRINGS_BYTES", 1000)
    with pytest.raises(BadSheet):
        read_strings(io.BytesIO(b"<sst>" + b"<si><t>x</t></si>" * 1001 + b"</sst>"))


@pytest.mark.parametrize("place", ["77", "-1", "x", "1_0"])
def test_a_shared_string_that_is_not_there_is_refused(place: str) -> None:
    xml = f'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>{place}</v></c></row></sheetData></worksheet>'
    strings = Strings()
    strings.add("a")
    with pytest.raises(BadSheet):
        list(read_rows(io.BytesIO(xml.encode()), strings, date_styles=frozenset(), epoch=datetime(1899, 12, 30)))


def test_a_bomb_of_styles_is_refused(tmp_path: Path) -> None:
    source = _book(tmp_path / "b", [["a"]])
    source = _changed(source.path, "xl/styles.xml", b"</styleSheet>", b" " * (9 << 20) + b"</styleSheet>")
    with pytest.raises(UnreadableFile, match="bomb"):
        open_sheets(source)


@pytest.mark.parametrize("part", ["", "<fills><fill/></fills><fonts><font><b val='x'/></font></fonts>"])
def test_styles_that_are_missing_or_odd_do_no_harm(tmp_path: Path, part: str) -> None:
    """Other programs write workbooks without styles, or with such as openpyxl refuses; dates are still dates."""
    at = datetime(2026, 2, 11, 14, 35, 20)
    path = _book(tmp_path / "b", [["文", at]]).path
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    styles = parts.pop("xl/styles.xml")
    if part:
        begin, end = styles.index(b"<fonts"), styles.index(b"</fills>") + len(b"</fills>")
        parts["xl/styles.xml"] = styles[:begin] + part.encode() + styles[end:]
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    ((number, cells),) = _rows(Source(path))
    assert (number, cells[0]) == (1, "文")
    assert cells[1] == at if part else isinstance(cells[1], float)


def test_a_row_without_end_is_refused(tmp_path: Path) -> None:
    source = _book(tmp_path / "b", [["a"]])
    cells = b"<c><v>1</v></c>" * (CELLS + 1)
    source = _changed(
        source.path, "xl/worksheets/sheet1.xml", b"</sheetData>", b"<row>" + cells + b"</row></sheetData>"
    )
    with pytest.raises(UnreadableFile, match="columns"):
        _rows(source)


def test_strings_are_kept_in_few_bytes() -> None:
    strings = Strings()
    for number in range(1000):
        strings.add(f"文{number}")
    assert (strings[0], strings[999]) == ("文0", "文999")
    for index in (-1, 1000):
        with pytest.raises(IndexError):
            _ = strings[index]
