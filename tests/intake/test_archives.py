"""Archives as the payment services mail them, and as nobody should."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from app.domain.errors import UnreadableFile
from app.intake.archives import ENTRIES, Archive, PasswordNeeded, WrongPassword, is_archive, open_archive
from app.intake.sources import Source
from app.intake.statements.registry import open_statement
from tests.intake.statements.building import FIXTURES, alipay, rows_of, source_of

AES = FIXTURES / "alipay_aes_123456.zip"
ZIPCRYPTO = FIXTURES / "wechat_zipcrypto_654321.zip"


def _zip(folder: Path, entries: dict[str, bytes], name: str = "bill.zip") -> Source:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for entry, data in entries.items():
            package.writestr(entry, data)
    return Source(path)


@pytest.mark.parametrize(("path", "password", "rows"), [(AES, "123456", 9), (ZIPCRYPTO, "654321", 12)])
def test_both_kinds_of_encryption_open_with_the_password(tmp_path: Path, path: Path, password: str, rows: int) -> None:
    source = Source(path)
    assert is_archive(source)
    with open_archive(source) as archive:
        assert archive.is_encrypted
    with open_statement(source, folder=tmp_path, password=password) as (inner, reader):
        assert reader is not None
        assert len(rows_of(inner)) == rows
        (unpacked,) = tmp_path.iterdir()
        assert stat.S_IMODE(unpacked.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [AES, ZIPCRYPTO])
def test_a_password_is_asked_for_and_a_wrong_one_told(tmp_path: Path, path: Path) -> None:
    for password in (None, ""):
        with pytest.raises(PasswordNeeded), open_statement(Source(path), folder=tmp_path, password=password):
            pass
    for password in ("0", "1234567", "密码", "x" * 300, *map(str, range(300))):
        with pytest.raises(WrongPassword), open_statement(Source(path), folder=tmp_path, password=password):
            pass
    assert list(tmp_path.iterdir()) == []


def test_what_is_unpacked_vanishes_when_the_reading_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), open_statement(Source(AES), folder=tmp_path, password="123456"):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_names_are_never_paths(tmp_path: Path) -> None:
    source = _zip(tmp_path, {"../../evil.csv": alipay(), "/etc/evil.csv": alipay()})
    folder = tmp_path / "into"
    folder.mkdir()
    with open_archive(source) as archive:
        assert [entry.name for entry in archive.entries] == ["evil.csv", "evil.csv"]
        for entry in archive.entries:
            with archive.extract(entry, folder=folder) as inner:
                assert inner.path.parent == folder
    assert {path.name for path in tmp_path.iterdir()} == {"bill.zip", "into"}


def test_a_statement_is_found_under_a_broken_name(tmp_path: Path) -> None:
    source = _zip(tmp_path, {"╒¦╕╢.txt": b"readme", "Σ╗ÿ.csv": alipay()})
    with open_statement(source, folder=tmp_path) as (inner, _):
        assert len(rows_of(inner)) == 1


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    inside = _zip(tmp_path, {"bill.csv": alipay()}, "inner.zip").path.read_bytes()
    source = _zip(tmp_path, {"bill.csv": inside})
    with pytest.raises(UnreadableFile, match="holds another archive"), open_statement(source, folder=tmp_path):
        pass


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    source = _zip(tmp_path, {"bill.csv": bytes(64 << 20)})
    with pytest.raises(UnreadableFile, match="bomb"), open_archive(source):
        pass


def test_an_entry_that_lies_about_its_size_is_stopped(tmp_path: Path) -> None:
    data = bytearray(_zip(tmp_path, {"bill.csv": alipay() * 50}).path.read_bytes())
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)
    (tmp_path / "lying.zip").write_bytes(data)
    with pytest.raises(UnreadableFile), open_statement(Source(tmp_path / "lying.zip"), folder=tmp_path):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {"bill.zip", "lying.zip"}


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    source = _zip(tmp_path, {f"{number}.csv": b"" for number in range(ENTRIES + 1)})
    with pytest.raises(UnreadableFile, match="too many"), open_archive(source):
        pass


def test_an_archive_cut_anywhere_is_refused(tmp_path: Path) -> None:
    whole = _zip(tmp_path, {"bill.csv": alipay() * 20}).path.read_bytes()
    for end in range(4, len(whole), 7):
        source = source_of(tmp_path, whole[:end])
        with pytest.raises(UnreadableFile), open_statement(source, folder=tmp_path):
            pass


def test_every_byte_may_be_wrong(tmp_path: Path) -> None:
    whole = AES.read_bytes()
    for at in range(0, len(whole), 5):
        source = source_of(tmp_path, whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            with open_statement(source, folder=tmp_path, password="123456") as (inner, _):
                rows_of(inner)
        except (UnreadableFile, AssertionError):
            pass
    assert [path.name for path in tmp_path.iterdir()] == ["statement"]


def test_an_archive_without_statements_says_so(tmp_path: Path) -> None:
    source = _zip(tmp_path, {"a.png": b"\x89PNG"})
    with pytest.raises(UnreadableFile, match="no statement"), open_statement(source, folder=tmp_path):
        pass


def test_a_workbook_is_no_archive_to_unpack(tmp_path: Path) -> None:
    with open_statement(Source(FIXTURES / "wechat_2026.xlsx"), folder=tmp_path) as (inner, reader):
        assert inner.path.parent == FIXTURES
        assert reader is not None


def test_entries_are_listed_without_folders(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.mkdir("folder")
        package.writestr("folder/bill.csv", b"x")
    with open_archive(source_of(tmp_path, buffer.getvalue())) as archive:
        assert isinstance(archive, Archive)
        assert [(entry.name, entry.size, entry.is_encrypted) for entry in archive.tables] == [("bill.csv", 1, False)]
