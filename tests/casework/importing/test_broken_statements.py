"""Broken statements, one of each kind of damage: one clear error with the line, and nothing half imported."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from app.casework.importing.passwords import PasswordNeeded, WrongPassword
from app.vault.vault import Vault
from tests.casework.importing.refusing import refused
from tests.casework.importing.statement_files import (
    ALIPAY_HEADER,
    FIXTURES,
    WECHAT_HEADER,
    alipay,
    alipay_row,
    counts,
    kept,
    taken,
    wechat,
    wechat_row,
)

STATEMENTS = FIXTURES / "statements"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return wechat(tmp_path / "好的.csv", wechat_row(900))


def rewritten(path: Path, old: bytes, new: bytes, *, count: int = 1) -> Path:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, count))
    return path


def book(path: Path, *rows: list[object], header: str = WECHAT_HEADER) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["微信支付账单明细"], header.split(","), *rows):
        sheet.append(row)
    workbook.save(path)
    return path


CELLS: list[object] = [
    "2023-02-11 14:35:20", "商户消费", "某某数卡", "点卡", "支出", 128.5, "零钱", "支付成功", "4200002659", "CARD1",
    "/",
]  # fmt: skip


class TestCutInTheMiddle:
    def test_of_a_row(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = alipay(tmp_path / "断.csv", *(alipay_row(number) for number in range(600)))
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(lines[:500]) + lines[500][:24])
        refused(vault, path, line=501, says="截断", beside=[good])

    def test_of_a_quoted_cell(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = wechat(tmp_path / "断.csv", *(wechat_row(number) for number in range(600)))
        data = path.read_bytes()
        path.write_bytes(data[: data.rindex('卡"'.encode())])
        refused(vault, path, line=601, says="引号没有结束", beside=[good])

    def test_of_a_character(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = wechat(tmp_path / "断.csv", *(wechat_row(number) for number in range(600)))
        data = path.read_bytes()
        path.write_bytes(data[: data.rindex("零".encode()) + 1])
        refused(vault, path, line=601, says="截断", beside=[good])

    @pytest.mark.parametrize("name", ["wechat_2026.xlsx", "wechat_2025.xlsx"])
    def test_of_a_workbook(self, vault: Vault, tmp_path: Path, good: Path, name: str) -> None:
        data = (STATEMENTS / name).read_bytes()
        path = tmp_path / "断.xlsx"
        path.write_bytes(data[: len(data) // 2])
        refused(vault, path, says="不完整", beside=[good])

    @pytest.mark.parametrize("name", ["alipay_aes_123456.zip", "wechat_zipcrypto_654321.zip"])
    def test_of_an_archive(self, vault: Vault, tmp_path: Path, good: Path, name: str) -> None:
        data = (STATEMENTS / name).read_bytes()
        path = tmp_path / "断.zip"
        path.write_bytes(data[: len(data) // 2])
        refused(vault, path, says="不完整", beside=[good], password="123456")


class TestWrongEncoding:
    @pytest.mark.parametrize(("bytes_of", "row"), [("gb18030", wechat_row(7)), ("utf-16-le", wechat_row(8))])
    def test_from_a_line_on(self, vault: Vault, tmp_path: Path, good: Path, bytes_of: str, row: str) -> None:
        path = wechat(tmp_path / "混.csv", *(wechat_row(number) for number in range(600)))
        path.write_bytes(path.read_bytes() + row.encode(bytes_of) + b"\n")
        refused(vault, path, line=602, says="无法识别的字节", beside=[good])

    @pytest.mark.parametrize("encoding", ["utf-16-be", "utf-32", "big5"])
    def test_all_through(self, vault: Vault, tmp_path: Path, good: Path, encoding: str) -> None:
        path = wechat(tmp_path / "码.csv", wechat_row(1))
        path.write_bytes(path.read_bytes().decode().encode(encoding, "replace"))
        refused(vault, path, says="认不出", beside=[good])


class TestMixedLineEnds:
    ROWS = (wechat_row(1), wechat_row(2), wechat_row(3))

    def test_are_no_damage(self, vault: Vault, tmp_path: Path) -> None:
        path = tmp_path / "混.csv"
        text = f"微信支付账单明细\r\n{WECHAT_HEADER}\n{self.ROWS[0]}\r\n{self.ROWS[1]}\r{self.ROWS[2]}"
        path.write_bytes(text.encode())
        assert counts(taken(vault, path)) == [(3, 0, 0)]
        assert [payment.row.line for payment in kept(vault)] == [3, 4, 5]

    def test_do_not_move_the_number_of_a_broken_line(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = tmp_path / "混.csv"
        spoiled = self.ROWS[2].replace("128.50", "12八.50")
        text = f"微信支付账单明细\r\n{WECHAT_HEADER}\n{self.ROWS[0]}\r\n{self.ROWS[1]}\r{spoiled}\r\n"
        path.write_bytes(text.encode())
        refused(vault, path, line=5, says="金额(元)", beside=[good])


class TestColumns:
    @pytest.mark.parametrize("name", ["交易单号", "金额(元)", "当前状态", "交易时间"])
    def test_that_are_missing_are_named(self, vault: Vault, tmp_path: Path, good: Path, name: str) -> None:
        at = WECHAT_HEADER.split(",").index(name)
        path = tmp_path / "缺.csv"
        rows = [",".join(cell for place, cell in enumerate(row.split(",")) if place != at) for row in
                (WECHAT_HEADER, wechat_row(1), wechat_row(2))]  # fmt: skip
        path.write_text("\n".join(["微信支付账单明细", *rows, ""]), encoding="utf-8")
        refused(vault, path, line=2, says=f"缺少“{name}”列", beside=[good])

    @pytest.mark.parametrize("name", ["交易订单号", "金额", "交易状态", "交易时间"])
    def test_that_were_renamed_are_named(self, vault: Vault, tmp_path: Path, good: Path, name: str) -> None:
        header = ",".join("我改的" if column == name else column for column in ALIPAY_HEADER.split(","))
        text = "\n".join(["------支付宝支付科技有限公司  电子客户回单------", header, alipay_row(1), ""])
        path = tmp_path / "改.csv"
        path.write_bytes(text.encode("gb18030"))
        refused(vault, path, line=2, says=f"缺少“{name}”列", beside=[good])

    def test_in_a_workbook(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = book(tmp_path / "改.xlsx", CELLS, header=WECHAT_HEADER.replace("交易单号", "单号"))
        refused(vault, path, line=2, says="缺少“交易单号”列", beside=[good])

    def test_of_a_header_that_nothing_tells_any_more_lead_to_the_mapping(
        self, vault: Vault, tmp_path: Path, good: Path
    ) -> None:
        path = tmp_path / "改.csv"
        path.write_text("日子,谁,多少\n2023-02-11,某某数卡,128.50\n", encoding="utf-8")
        refused(vault, path, says="对应列", beside=[good])


@pytest.mark.parametrize("name", ["账单.csv", "账单.xlsx", "账单.xls"])
def test_a_web_page_in_a_tables_place(vault: Vault, tmp_path: Path, good: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(
        "<!DOCTYPE html>\n<html><head><title>登录</title></head><body>请登录</body></html>", encoding="utf-8"
    )
    refused(vault, path, line=1, says="网页", beside=[good])


def test_a_web_page_that_holds_the_table(vault: Vault, tmp_path: Path, good: Path) -> None:
    path = tmp_path / "账单.csv"
    cells = "".join(f"<td>{name}</td>" for name in WECHAT_HEADER.split(","))
    path.write_text(f"<html><body><table><tr>{cells}</tr></table></body></html>", encoding="utf-8")
    told = refused(vault, path, line=1, says="网页", beside=[good])
    assert "另存为" in told.remedy.zh


class TestPasswords:
    @pytest.mark.parametrize("name", ["alipay_aes_123456.zip", "wechat_zipcrypto_654321.zip"])
    @pytest.mark.parametrize("password", ["1234567", "１２３４５６", "654320", "密码"])
    def test_that_are_wrong(self, vault: Vault, good: Path, name: str, password: str) -> None:
        path = STATEMENTS / name
        refused(vault, path, says="密码不正确", refusal=WrongPassword, beside=[good], password=password)

    @pytest.mark.parametrize("name", ["alipay_aes_123456.zip", "wechat_zipcrypto_654321.zip"])
    def test_that_are_missing(self, vault: Vault, good: Path, name: str) -> None:
        refused(vault, STATEMENTS / name, says="需要密码", refusal=PasswordNeeded, beside=[good])

    def test_of_a_workbook(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = tmp_path / "锁.xlsx"
        locked = "EncryptedPackage".encode("utf-16-le")
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + locked + bytes(600))
        refused(vault, path, says="密码", beside=[good])


class TestBombs:
    def test_an_archive(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = tmp_path / "弹.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("账单.csv", WECHAT_HEADER.encode() + b"\n" + bytes(64 << 20))
        assert path.stat().st_size < 1 << 20
        refused(vault, path, says="压缩炸弹", beside=[good])

    def test_an_archive_in_an_archive(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as package:
            package.writestr("账单.csv", WECHAT_HEADER)
        path = tmp_path / "套.zip"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("账单.csv", inner.getvalue())
        refused(vault, path, says="压缩包里还有压缩包", beside=[good])

    def test_a_workbook(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        whole = book(tmp_path / "whole.xlsx", CELLS)
        path = tmp_path / "弹.xlsx"
        with zipfile.ZipFile(whole) as package, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
            for info in package.infolist():
                data = package.read(info)
                if info.filename == "xl/worksheets/sheet1.xml":
                    data = data.replace(b"</sheetData>", b" " * (96 << 20) + b"</sheetData>")
                bomb.writestr(info.filename, data)
        assert path.stat().st_size < 1 << 20
        refused(vault, path, says="压缩炸弹", beside=[good])

    def test_an_entity_that_grows(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        whole = book(tmp_path / "whole.xlsx", CELLS)
        path = tmp_path / "弹.xlsx"
        laughs = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><worksheet'
        with zipfile.ZipFile(whole) as package, zipfile.ZipFile(path, "w") as bomb:
            for info in package.infolist():
                data = package.read(info)
                if info.filename == "xl/worksheets/sheet1.xml":
                    data = data.replace(b"<worksheet", laughs, 1)
                bomb.writestr(info.filename, data)
        refused(vault, path, says="工作簿已损坏", beside=[good])


class TestFormulas:
    def test_in_a_workbook(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = book(tmp_path / "式.xlsx", CELLS, [*CELLS[:5], "=128.5+0", *CELLS[6:]])
        refused(vault, path, line=4, says="公式", beside=[good])

    def test_in_place_of_an_amount(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = wechat(tmp_path / "式.csv", wechat_row(1), wechat_row(2, yuan="=1+1"))
        refused(vault, path, line=3, says="金额(元)", beside=[good])

    def test_that_are_only_words_stay_words(self, vault: Vault, tmp_path: Path) -> None:
        taken(vault, wechat(tmp_path / "式.csv", wechat_row(1, shop="=HYPERLINK(1)")))
        assert [payment.row.counterparty for payment in kept(vault)] == ["=HYPERLINK(1)"]


class TestEndlessLines:
    def test_above_the_limit_of_a_file_are_not_even_copied(self, vault: Vault, tmp_path: Path, good: Path) -> None:
        path = tmp_path / "长.csv"
        with path.open("wb") as file:
            file.write(WECHAT_HEADER.encode() + b"\n")
            file.truncate((2 << 30) + 1)
        refused(vault, path, says="文件过大", beside=[good])

    def test_are_refused_by_their_line_in_little_memory(self, tmp_path: Path) -> None:
        path = tmp_path / "长.csv"
        with path.open("wb") as file:
            file.write(f"{WECHAT_HEADER}\n{wechat_row(1)}\n".encode())
            for _ in range(96):
                file.write(b"x" * (1 << 20))
        done = subprocess.run(
            [sys.executable, "-c", _IN_A_CHILD, str(path), str(tmp_path / "v.pingju")],
            capture_output=True, check=False, text=True, timeout=60, cwd=Path(__file__).parents[3],
        )  # fmt: skip
        told, grown = done.stdout.splitlines() or (done.stderr, "")
        assert re.search(r"长\.csv：第 3 行：.*过长", told), told
        assert int(grown) < 40 << 20


_IN_A_CHILD = """
import resource, sys
from pathlib import Path
from app.casework import vaults
from app.casework.importing.run import import_files
from app.domain.errors import UnreadableFile
from tests.fixtures.cases import TickingClock

small = Path(sys.argv[2] + ".csv")
small.write_bytes(Path(sys.argv[1]).open("rb").read(400).rpartition(b"\\n")[0])
with vaults.open_for_writing(Path(sys.argv[2]), clock=TickingClock(), actor="t") as vault:
    import_files(vault, [small])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        import_files(vault, [Path(sys.argv[1])])
    except UnreadableFile as error:
        print(error.line("zh"))
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""
