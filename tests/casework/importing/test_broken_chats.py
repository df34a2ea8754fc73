"""Broken chats, one of each kind of damage: one clear error with the line or message, and nothing half imported."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import pyzipper

from app.casework import chats
from app.casework.importing.passwords import PasswordNeeded, WrongPassword
from app.vault.vault import Vault
from tests.casework.importing.refusing import refused
from tests.casework.importing.statement_files import FIXTURES, counts, taken, wechat, wechat_row

CHATS, TEXTS = FIXTURES / "chats", FIXTURES / "chats_text"
SESSION = "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息"
ROW = "{0},文本,卡商小王,2023-02-11 14:36:02,系统维护{0},,,"
HEAD = "消息记录（此消息记录为文本格式，不支持重新导入）\n\n" + "=" * 64 + "\n消息分组:我的好友\n" + "=" * 64
HEAD += "\n消息对象:卡商小王\n" + "=" * 64 + "\n\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return wechat(tmp_path / "好的.csv", wechat_row(900))


def session(path: Path, rows: int = 3, *, header: str = SESSION, more: str = "") -> Path:
    lines = [header, *(ROW.format(number) for number in range(rows)), more]
    path.write_bytes("\r\n".join(lines).encode())
    return path


def written(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


class TestCutInTheMiddle:
    @pytest.mark.parametrize(
        ("name", "at"), [("chatlab.json", 4), ("weflow.json", 4), ("chatlog.json", 4), ("telegram_result.json", 4)]
    )
    def test_json_names_the_message(self, vault: Vault, tmp_path: Path, good: Path, name: str, at: int) -> None:
        data = (CHATS / name).read_bytes()
        path = written(tmp_path / "断.json", data[: data.rindex("不退款".encode())])
        told = refused(vault, path, says="JSON 不完整", beside=[good])
        assert f"第 {at} 条消息处" in told.line("zh")
        assert f"at message {at}" in told.line("en")

    def test_of_a_quoted_cell(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = session(tmp_path / "断.csv", 40, more='41,文本,卡商小王,2023-02-11 14:59:02,"系统维')
        refused(vault, path, line=42, says="引号没有结束", beside=[good])

    @pytest.mark.parametrize("name", ["memotrace.txt", "qce_v5.txt", "weflow.txt"])
    def test_of_a_character(self, vault: Vault, tmp_path: Path, good: Path, name: str) -> None:
        data = (TEXTS / name).read_bytes()
        path = written(tmp_path / "断.txt", data[: data.rindex("不退款".encode()) + 1])
        line = data[: data.rindex("不退款".encode())].count(b"\n") + 1
        refused(vault, path, line=line, says="截断", beside=[good])

    def test_of_an_archive_of_qq(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        data = (TEXTS / "qq_msgmgr.mht").read_bytes()
        path = written(tmp_path / "断.mht", data[: data.index("晚点".encode())])
        refused(vault, path, says="截断", beside=[good])


class TestWrongEncoding:
    def test_from_a_line_on_in_a_table(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = session(tmp_path / "混.csv", 1500)
        path.write_bytes(path.read_bytes() + ROW.format(59).encode("gb18030") + b"\r\n")
        refused(vault, path, line=1502, says="无法识别的字节", beside=[good])

    def test_from_a_line_on_in_a_text(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        text = HEAD + "2023-02-11 14:36:02 我\n付款了，卡密呢\n\n" * 1500
        path = written(
            tmp_path / "混.txt", text.encode() + "2023-02-11 14:37:02 卡商小王\n系统维护\n".encode("gb18030")
        )
        refused(vault, path, line=text.count("\n") + 1, says="无法识别的字节", beside=[good])


class TestMixedLineEnds:
    def test_are_no_damage(self, vault: Vault, tmp_path: Path) -> None:
        text = HEAD.replace("\n", "\r\n") + "2023-02-11 14:36:02 我\n付款了\r\n\r\n2023-02-11 14:37:02 卡商小王\r好\r"
        assert counts(taken(vault, written(tmp_path / "混.txt", text))) == [(2, 0, 0)]
        (chat,) = chats.list_chats(vault)
        assert [one.read.text for one in chats.read_chat(vault, chat)] == ["付款了", "好"]

    def test_do_not_move_the_number_of_a_broken_line(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        text = (
            "\r\n".join([SESSION, ROW.format(1)]) + "\n" + ROW.format(2) + "\r" + '3,文本,王,2023-02-11 14:59:02,"系统'
        )
        refused(vault, written(tmp_path / "混.csv", text), line=4, says="引号没有结束", beside=[good])


class TestColumns:
    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            ("memotrace_legacy_utf8.csv", "StrContent", "Text"),
            ("memotrace_legacy_utf8.csv", "IsSender", "Mine"),
            ("memotrace_session.csv", "发送人", "谁"),
            ("pywxdump_weclone.csv", "CreateTime", "时间"),
            ("pywxdump_weclone.csv", ",msg,", ",words,"),
            ("chatlog.csv", "Talker,", "Other,"),
        ],
    )
    def test_that_were_renamed_are_named(
        self, vault: Vault, tmp_path: Path, good: Path, name: str, old: str, new: str
    ) -> None:
        text = (CHATS / name).read_text(encoding="utf-8-sig")
        assert old in text
        path = written(tmp_path / "改.csv", text.replace(old, new, 1))
        refused(vault, path, line=1, says=f"缺少列：{old.strip(',')}", beside=[good])

    def test_that_are_missing_are_named(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        lines = (CHATS / "memotrace_legacy_utf8.csv").read_text(encoding="utf-8-sig").splitlines()
        at = lines[0].split(",").index("CreateTime")
        cut = [",".join(cell for place, cell in enumerate(line.split(",")) if place != at) for line in lines]
        refused(vault, written(tmp_path / "缺.csv", "\n".join(cut)), line=1, says="缺少列：CreateTime", beside=[good])

    def test_of_a_row_that_lacks_some_are_told_and_the_row_is_left_out(self, vault: Vault, tmp_path: Path) -> None:
        (report,) = taken(vault, session(tmp_path / "缺.csv", 3, more="4,文本,卡商小王"))
        assert (report.new, report.left_out, [one.line for one in report.skipped]) == (3, 1, [5])


@pytest.mark.parametrize("name", ["聊天.csv", "聊天.xlsx"])
def test_a_web_page_in_a_tables_place(vault: Vault, tmp_path: Path, good: Path, name: str) -> None:
    page = "<!DOCTYPE html><html><body><p>登录已过期</p></body></html>"
    refused(vault, written(tmp_path / name, page), line=1, says="网页", beside=[good])


class TestPasswords:
    @pytest.fixture
    def locked(self, tmp_path: Path) -> Path:
        path = tmp_path / "聊天.zip"
        with pyzipper.AESZipFile(path, "w", encryption=pyzipper.WZ_AES) as package:
            package.setpassword(b"2468")
            package.write(CHATS / "memotrace_session.csv", "聊天记录.csv")
        return path

    def test_that_are_wrong_or_missing(self, vault: Vault, locked: Path, good: Path) -> None:
        refused(vault, locked, says="密码不正确", refusal=WrongPassword, beside=[good], password="1357")
        refused(vault, locked, says="需要密码", refusal=PasswordNeeded, beside=[good])

    def test_that_are_right(self, vault: Vault, locked: Path) -> None:
        assert counts(taken(vault, locked, password="2468")) == [(4, 0, 0)]


class TestBombs:
    @pytest.mark.parametrize("bomb", ["[" * 100_000, '{"a":' * 100_000], ids=["lists", "objects"])
    def test_nested_deeply(self, vault: Vault, tmp_path: Path, good: Path, bomb: str) -> None:
        text = (CHATS / "chatlab.json").read_text(encoding="utf-8")
        at = text.index("{", text.index('"messages"'))
        refused(vault, written(tmp_path / "弹.json", text[:at] + bomb), says="嵌套过深", beside=[good])

    def test_packed(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = tmp_path / "弹.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("聊天.txt", HEAD.encode() + bytes(64 << 20))
        refused(vault, path, says="压缩炸弹", beside=[good])

    def test_an_archive_in_an_archive(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as package:
            package.writestr("聊天.csv", SESSION)
        path = tmp_path / "套.zip"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("聊天.csv", inner.getvalue())
        refused(vault, path, says="压缩包里还有压缩包", beside=[good])


class TestFormulas:
    def test_in_a_table_are_words(self, vault: Vault, tmp_path: Path) -> None:
        path = session(tmp_path / "式.csv", 1, more="2,文本,=cmd|' /C calc'!A0,2023-02-11 14:59:02,=1+1,,,")
        taken(vault, path)
        (chat,) = chats.list_chats(vault)
        assert [one.read.text for one in chats.read_chat(vault, chat)] == ["系统维护0", "=1+1"]

    def test_in_a_workbook_are_left_out_and_told(self, vault: Vault, tmp_path: Path) -> None:
        from tests.intake.chats.test_weflow_xlsx import workbook

        rows: list[list[object]] = [
            [1, "2023-02-11 14:36:02", "我", "文本消息", "付款了"],
            [2, "2023-02-11 14:37:02", "卡商小王", "文本消息", "=1+1"],
        ]
        (report,) = taken(vault, workbook(tmp_path, rows=rows))
        assert (report.new, report.left_out, [one.line for one in report.skipped]) == (1, 1, [6])


class TestEndlessLines:
    def test_above_the_limit_of_a_file_are_not_even_copied(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = tmp_path / "长.txt"
        with path.open("wb") as file:
            file.write(HEAD.encode() + "2023-02-11 14:36:02 我\n".encode())
            file.truncate((2 << 30) + 1)
        refused(vault, path, says="文件过大", beside=[good])

    @pytest.mark.parametrize("kind", ["txt", "csv", "json"])
    def test_are_refused_in_little_memory(self, tmp_path: Path, kind: str) -> None:
        begin = {
            "txt": HEAD + "2023-02-11 14:36:02 我\n付款了\n\n2023-02-11 14:37:02 卡商小王\n",
            "csv": f"{SESSION}\n{ROW.format(1)}\n2,文本,卡商小王,2023-02-11 14:37:02,",
            "json": (CHATS / "chatlab.json").read_text(encoding="utf-8").rpartition('"content":')[0] + '"content":"',
        }[kind]
        path = tmp_path / f"长.{kind}"
        with path.open("wb") as file:
            file.write(begin.encode())
            for _ in range(64):
                file.write(b"x" * (1 << 20))
        done = subprocess.run(
            [sys.executable, "-c", _IN_A_CHILD, str(path), str(tmp_path / "v.pingju"), str(CHATS)],
            capture_output=True, check=False, text=True, timeout=60, cwd=Path(__file__).parents[3],
        )  # fmt: skip
        told, grown = done.stdout.splitlines() or (done.stderr, "0")
        where = {"txt": f"第 {begin.count(chr(10)) + 1} 行", "csv": "第 3 行", "json": "第 4 条"}[kind]
        assert told.startswith(f"长.{kind}：")
        assert where in told
        assert int(grown) < 48 << 20


_IN_A_CHILD = """
import resource, sys
from pathlib import Path
from app.casework import vaults
from app.casework.importing.run import import_files
from app.domain.errors import UnreadableFile
from tests.fixtures.cases import TickingClock

kind = Path(sys.argv[1]).suffix
with vaults.open_for_writing(Path(sys.argv[2]), clock=TickingClock(), actor="t") as vault:
    for small in ("chatlab.json", "memotrace_session.csv"):
        import_files(vault, [Path(sys.argv[3], small)])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        import_files(vault, [Path(sys.argv[1])])
    except UnreadableFile as error:
        print(error.line("zh"))
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""
