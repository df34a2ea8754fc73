"""Files as they are read: their encoding, lines and rows, with limits on each."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import UnreadableFile
from app.intake.sources import LINE_CHARACTERS, Source

CHINESE = "支付宝交易明细查询，账号与起止日期"


def _source(folder: Path, data: bytes) -> Source:
    path = folder / "file"
    path.write_bytes(data)
    return Source(path)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"", "utf-8-sig"),
        (b"a,b\n", "utf-8-sig"),
        (CHINESE.encode(), "utf-8-sig"),
        (b"\xef\xbb\xbf" + CHINESE.encode(), "utf-8-sig"),
        (CHINESE.encode("gb18030"), "gb18030"),
        ("𠮷".encode("gb18030"), "gb18030"),
        (CHINESE.encode("utf-16"), "utf-16"),
        (b"a,b\n" * 40_000 + CHINESE.encode("gb18030"), "gb18030"),
        (b"a,b\n" * 40_000 + CHINESE.encode(), "utf-8-sig"),
    ],
)
def test_the_encoding_is_told_by_strict_decoding(tmp_path: Path, data: bytes, encoding: str) -> None:
    source = _source(tmp_path, data)
    assert source.encoding == encoding
    assert sum(len(line) for _, line in source.lines()) >= 0


def test_damage_far_down_is_told_by_its_line_and_not_taken_for_another_encoding(tmp_path: Path) -> None:
    source = _source(tmp_path, (CHINESE + "\n").encode() * 5000 + b"\xb5\xe3\n")
    with pytest.raises(UnreadableFile, match="line 5001"):
        list(source.lines())


def test_damage_in_the_head_does_not_hide_what_the_file_is(tmp_path: Path) -> None:
    source = _source(tmp_path, (CHINESE + "\n").encode() + CHINESE.encode("gb18030") + b"\n")
    assert source.head_text.startswith(CHINESE)
    with pytest.raises(UnreadableFile, match="line 2"):
        list(source.lines())


def test_what_is_no_text_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 3"):
        _ = _source(tmp_path, b"a\nb\n\xff\xff\n").encoding


def test_only_line_ends_end_lines(tmp_path: Path) -> None:
    source = _source(tmp_path, "a\u2028b\x0bc\r\nd\re\nf".encode())
    assert list(source.lines()) == [(1, "a\u2028b\x0bc"), (2, "d"), (3, "e"), (4, "f")]


def test_a_line_of_two_gigabytes_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.write("交易时间交易时间,".encode())
        file.truncate((2 << 30) - 1)
    with pytest.raises(UnreadableFile, match="line 1: is too long"):
        list(Source(path).lines())


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate((2 << 30) + 1)
    with pytest.raises(UnreadableFile, match="too large"):
        _ = Source(path).head


def test_the_longest_line_is_taken(tmp_path: Path) -> None:
    source = _source(tmp_path, b"x" * (LINE_CHARACTERS - 1) + b"\ny")
    assert [number for number, _ in source.lines()] == [1, 2]


def test_rows_begin_at_their_line(tmp_path: Path) -> None:
    source = _source(tmp_path, b'a,"b\nc",d\r\n\ne,"f"\t\n')
    assert list(source.rows()) == [(1, ["a", "b\nc", "d"]), (3, []), (4, ["e", "f\t"])]


def test_a_quotation_mark_that_never_closes_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 2"):
        list(_source(tmp_path, b'a,b\nc,"d\ne,f\n').rows())


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="does not exist"):
        _ = Source(tmp_path / "none").head
