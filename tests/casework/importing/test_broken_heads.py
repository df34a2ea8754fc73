"""Damage within a file's first bytes, and archives that hold more than one statement."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.vault.vault import Vault
from tests.casework.importing.refusing import refused
from tests.casework.importing.statement_files import FIXTURES, counts, taken, wechat, wechat_row

CHATS, TEXTS = FIXTURES / "chats", FIXTURES / "chats_text"


def test_a_statements_line_in_another_encoding(vault: Vault, tmp_path: Path) -> None:
    path = wechat(tmp_path / "混.csv", wechat_row(1), wechat_row(2))
    path.write_bytes(path.read_bytes() + wechat_row(3).encode("gb18030") + b"\n")
    refused(vault, path, line=4, says="无法识别的字节")


@pytest.mark.parametrize(
    "path", [CHATS / "memotrace_session.csv", CHATS / "chatlog.csv", TEXTS / "weflow.txt"], ids=lambda path: path.name
)
def test_a_chats_line_in_another_encoding(vault: Vault, tmp_path: Path, path: Path) -> None:
    data = path.read_bytes()
    at = data.index("系统维护".encode())
    broken = data[:at] + "系统维护".encode("gb18030") + data[at + len("系统维护".encode()) :]
    copy = tmp_path / "混"
    copy.write_bytes(broken)
    refused(vault, copy, line=data[:at].count(b"\n") + 1, says="无法识别的字节")


def test_an_archive_of_two_statements_leaves_none_out_in_silence(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "三月和四月.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.write(wechat(tmp_path / "3.csv", wechat_row(1)), "3.csv")
        package.write(wechat(tmp_path / "4.csv", wechat_row(2)), "4.csv")
    refused(vault, path, says="不止一份账单")


def test_an_archive_of_a_statement_and_a_note_is_taken(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "账单.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("__MACOSX/._账单.csv", b"\x00\x05\x16\x07" + bytes(100))
        package.writestr("说明.txt", "密码见手机")
        package.write(wechat(tmp_path / "3.csv", wechat_row(1)), "账单.csv")
    assert counts(taken(vault, path)) == [(1, 0, 0)]
