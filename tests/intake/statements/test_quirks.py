"""Each quirk of the formats and each bug that users of other importers report (formats.md, sections 0, 1 and 1.4)."""

# Spreadsheets know no time zone.
# ruff: noqa: DTZ001, E501

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import UnreadableFile
from app.domain.imports import Noticed
from app.domain.money import Money
from app.domain.payments import Direction, PaymentState
from app.domain.times import shown
from app.intake.sources import Source
from app.intake.statements.registry import find_statement_reader
from tests.intake.statements.building import (
    ALIPAY_HEADER,
    ALIPAY_ROW,
    FIXTURES,
    WECHAT_HEADER,
    WECHAT_ROW,
    alipay,
    read,
    rows_of,
    source_of,
    wechat,
    wechat_book,
)  # fmt: skip

WECHAT_CELLS: list[Any] = [
    datetime(2026, 2, 11, 14, 35, 20), "商户消费", "某某数卡", "点卡", "支出", 128.5, "零钱", "支付成功",
    "4200002659202602114772023401", "CARD1", "/",
]  # fmt: skip


def refusal(source: Source) -> str:
    reader = find_statement_reader(source)
    assert reader is not None
    with pytest.raises(UnreadableFile) as refused:
        list(reader.read(source))
    return refused.value.sentence.zh


@pytest.mark.parametrize("above", [0, 1, 4, 16, 24, 150])
def test_the_preamble_may_have_any_length(tmp_path: Path, above: int) -> None:
    data = "说明,,\n".encode("gb18030") * above + alipay()
    assert rows_of(source_of(tmp_path, data))[0].line == above + 2


def test_columns_may_stand_in_any_order_under_padded_and_wide_names(tmp_path: Path) -> None:
    header = "商家订单号 \t,收／支,金额（元）  ,交易状态,\u00a0交易订单号,交易对方,商品说明,交易时间,收/付款方式"
    row = (
        "T1\t,支出 ,１２8.50,交易成功 ,2026021122001418961434480001\t,某某数卡\u00a0,会员,2026-02-11 14:29:08\t,余额宝"
    )
    found = rows_of(source_of(tmp_path, f"{header}\n{row}\n"))[0]
    assert (found.amount, found.transaction_no, found.merchant_no, found.counterparty) == (
        Money(12850), "2026021122001418961434480001", "T1", "某某数卡")  # fmt: skip


def test_pads_tabs_hard_spaces_and_slashes_are_cut_off(tmp_path: Path) -> None:
    row = ALIPAY_ROW.replace("某某数卡", "\u00a0某某数卡 \t").replace("余额宝", " 余额宝\u3000")
    found = rows_of(source_of(tmp_path, alipay(row)))[0]
    assert (found.counterparty, found.method, found.counterparty_account, found.merchant_no) == (
        "某某数卡",
        "余额宝",
        "",
        "T1",
    )


def test_a_byte_order_mark_changes_nothing(tmp_path: Path) -> None:
    assert len(rows_of(source_of(tmp_path, b"\xef\xbb\xbf" + wechat()))) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    data = "\n".join([WECHAT_HEADER, WECHAT_ROW.replace("点卡", "点卡𠮷"), ""]).encode(encoding)
    facts, rows, _ = read(source_of(tmp_path, data))
    assert rows[0].product == "点卡𠮷"
    assert facts.encoding


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_may_be_any(tmp_path: Path, end: str) -> None:
    data = wechat(WECHAT_ROW, WECHAT_ROW).decode().replace("\n", end)
    assert [row.line for row in rows_of(source_of(tmp_path, data))] == [2, 3]


def test_mixed_line_ends(tmp_path: Path) -> None:
    data = f"{WECHAT_HEADER}\r\n{WECHAT_ROW}\n{WECHAT_ROW}\r\n\n{WECHAT_ROW}"
    assert [row.line for row in rows_of(source_of(tmp_path, data))] == [2, 3, 5]


def test_a_tab_may_follow_the_closing_quotation_mark(tmp_path: Path) -> None:
    row = WECHAT_ROW.replace("4200002659202602114772023401\t", '"4200002659202602114772023401"\t')
    assert rows_of(source_of(tmp_path, wechat(row)))[0].transaction_no == "4200002659202602114772023401"


@pytest.mark.parametrize(
    ("written", "product"),
    [
        ('打开拼多多，点击底部"多多视频"', '打开拼多多，点击底部"多多视频"'),
        ('"打开""多多""视频"', '打开"多多"视频'),
        ('"看 "多多, 视频" 吧"', '看 "多多, 视频" 吧'),
        ('"只有一个引号', '"只有一个引号'),
    ],
)
def test_quotation_marks_inside_cells(tmp_path: Path, written: str, product: str) -> None:
    rows = rows_of(source_of(tmp_path, wechat(WECHAT_ROW.replace('"点卡"', written), WECHAT_ROW, WECHAT_ROW)))
    assert [row.line for row in rows] == [2, 3, 4]
    assert rows[0].product == product


def test_a_quoted_cell_may_go_over_lines(tmp_path: Path) -> None:
    rows = rows_of(source_of(tmp_path, wechat(WECHAT_ROW.replace("点卡", "点\n卡"), WECHAT_ROW)))
    assert [(row.line, row.product) for row in rows] == [(2, "点\n卡"), (4, "点卡")]


@pytest.mark.parametrize(
    ("word", "direction"),
    [("支出", Direction.OUT), ("收入", Direction.IN), ("不计收支", Direction.NEUTRAL), ("其他", Direction.NEUTRAL),
     ("", Direction.NEUTRAL), ("/", Direction.NEUTRAL)],
)  # fmt: skip
def test_directions(tmp_path: Path, word: str, direction: Direction) -> None:
    assert rows_of(source_of(tmp_path, alipay(ALIPAY_ROW.replace("支出", word))))[0].direction is direction


@pytest.mark.parametrize(
    ("status", "refunded", "state"),
    [
        ("已退款(¥5.00)", 500, PaymentState.PARTLY_REFUNDED),
        ("已退款(￥5.00)", 500, PaymentState.PARTLY_REFUNDED),
        ("已退款（￥5.00）", 500, PaymentState.PARTLY_REFUNDED),
        ("已退款¥5.00", 500, PaymentState.PARTLY_REFUNDED),
        ("已退款(¥1,28.50)", 12850, PaymentState.REFUNDED),
        ("已全额退款", 12850, PaymentState.REFUNDED),
        ("对方已退还", 12850, PaymentState.REFUNDED),
        ("对方已收钱", None, PaymentState.PAID),
        ("朋友已收钱", None, PaymentState.PAID),
        ("提现失败，已退回零钱", None, PaymentState.FAILED),
        ("前所未见的状态", None, PaymentState.OTHER),
    ],
)
def test_wechat_statuses(tmp_path: Path, status: str, refunded: int | None, state: PaymentState) -> None:
    row = rows_of(source_of(tmp_path, wechat(WECHAT_ROW.replace("支付成功", f'"{status}"'))))[0]
    assert (row.refunded, row.state) == (None if refunded is None else Money(refunded), state)
    assert row.status == status


@pytest.mark.parametrize(
    ("status", "state"),
    [("交易成功", PaymentState.PAID), ("等待确认收货", PaymentState.PAID), ("交易关闭", PaymentState.CLOSED),
     ("亲情卡付款成功", PaymentState.PAID), ("等待付款", PaymentState.PENDING), ("还没有人见过", PaymentState.OTHER)],
)  # fmt: skip
def test_alipay_statuses(tmp_path: Path, status: str, state: PaymentState) -> None:
    row = rows_of(source_of(tmp_path, alipay(ALIPAY_ROW.replace("交易成功", status))))[0]
    assert (row.status, row.state) == (status, state)


@pytest.mark.parametrize(
    ("written", "fen"),
    [("128.5", 12850), ("128", 12800), ("¥128.50", 12850), ("￥128.50", 12850), ('"1,128.50"', 112850), ("1，128.50", 112850),
     ("128.50元", 12850), (" 128.50 ", 12850), ("-128.50", 12850), (".5", 50)],
)  # fmt: skip
def test_amounts_as_they_are_written(tmp_path: Path, written: str, fen: int) -> None:
    row = WECHAT_ROW.replace("¥128.50", written)
    assert rows_of(source_of(tmp_path, wechat(row)))[0].amount == Money(fen)


@pytest.mark.parametrize("written", ["", "abc", "1.2.3", "128.505", "1e400", "9" * 30, "=1+1", "--5"])
def test_what_is_no_amount_names_line_and_column(tmp_path: Path, written: str) -> None:
    told = refusal(source_of(tmp_path, wechat(WECHAT_ROW, WECHAT_ROW.replace("¥128.50", written))))
    assert "第 3 行" in told
    assert "金额(元)" in told


@pytest.mark.parametrize("value", [128, 128.5, "¥128.50", "128.5", 128.50000000000003])
def test_amounts_in_workbooks(tmp_path: Path, value: object) -> None:
    path = wechat_book(tmp_path / "book", [*WECHAT_CELLS[:5], value, *WECHAT_CELLS[6:]])
    assert rows_of(Source(path))[0].amount.fen in {12800, 12850}


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 2, 11, 14, 35, 20),
        datetime(2026, 2, 11, 14, 35, 19, 999_700),
        "2026-02-11 14:35:20",
        (datetime(2026, 2, 11, 14, 35, 20) - datetime(1899, 12, 30)) / timedelta(days=1),
    ],
)
def test_times_in_workbooks(tmp_path: Path, value: object) -> None:
    path = wechat_book(tmp_path / "book", [value, *WECHAT_CELLS[1:]])
    assert shown(rows_of(Source(path))[0].at) == "2026-02-11 14:35:20"


def test_times_without_seconds_are_taken_and_told(tmp_path: Path) -> None:
    row = WECHAT_ROW.replace("2026-02-11 14:35:20", "2026/3/1 12:00")
    _, rows, told = read(source_of(tmp_path, wechat(WECHAT_ROW, row, row)))
    assert shown(rows[1].at) == "2026-03-01 12:00:00"
    assert [(item.line, "没有秒" in item.text.zh) for item in told if isinstance(item, Noticed)] == [(3, True)]


@pytest.mark.parametrize("written", ["4.2E+27", "4.20000E+27", "4e+27", "420000265920260000000000000000"])
def test_numbers_that_a_spreadsheet_ruined_are_refused(tmp_path: Path, written: str) -> None:
    told = refusal(source_of(tmp_path, wechat(WECHAT_ROW.replace("4200002659202602114772023401", written))))
    assert "第 2 行" in told
    assert "此文件被 Excel 重新保存过，请使用原始文件" in told


@pytest.mark.parametrize("masked", ["110000000000000000000000", "1000000000000000000000000"])
def test_numbers_that_jd_has_masked_with_zeros_are_none_that_a_spreadsheet_ruined(tmp_path: Path, masked: str) -> None:
    row = ALIPAY_ROW.replace("T1\t", f"{masked}\t")
    assert rows_of(source_of(tmp_path, alipay(row)))[0].merchant_no == masked


@pytest.mark.parametrize("value", [4.200002659202602e27, 4200002659202602114772023401, 0.5, True, datetime(2026, 1, 1)])
def test_numbers_that_are_none_in_workbooks_are_refused(tmp_path: Path, value: object) -> None:
    path = wechat_book(tmp_path / "book", WECHAT_CELLS, [*WECHAT_CELLS[:8], value, *WECHAT_CELLS[9:]])
    assert "第 4 行" in refusal(Source(path))


def test_formulas_in_workbooks_are_refused_and_never_evaluated(tmp_path: Path) -> None:
    path = wechat_book(tmp_path / "book", [*WECHAT_CELLS[:5], "=128.5+0", *WECHAT_CELLS[6:]])
    assert "公式" in refusal(Source(path))


def test_texts_that_begin_with_an_equals_sign_stay_texts(tmp_path: Path) -> None:
    row = WECHAT_ROW.replace("点卡", "=cmd|' /C calc'!A0")
    assert rows_of(source_of(tmp_path, wechat(row)))[0].product == "=cmd|' /C calc'!A0"


def test_of_two_sheets_the_one_as_exported_is_read(tmp_path: Path) -> None:
    other = [["Column1", "Column2"], WECHAT_HEADER.split(","), [*WECHAT_CELLS[:5], 99, *WECHAT_CELLS[6:]]]
    _, rows, told = read(Source(wechat_book(tmp_path / "book", WECHAT_CELLS, other=other)))
    assert [row.amount for row in rows] == [Money(12850)]
    assert "工作表" in told[0].text.zh


def test_a_sheet_without_a_header_is_passed_over(tmp_path: Path) -> None:
    _, rows, told = read(Source(wechat_book(tmp_path / "book", WECHAT_CELLS, other=[["透视表"], [1, 2, 3]])))
    assert (len(rows), told) == (1, [])


@pytest.mark.parametrize(
    ("name", "missing"), [("金额", "金额"), ("交易订单号", "交易订单号"), ("交易时间", "交易时间")]
)
def test_a_renamed_column_is_named(tmp_path: Path, name: str, missing: str) -> None:
    preamble = "----支付宝支付科技有限公司  电子客户回单----\n".encode("gb18030")
    header = ",".join("改名了" if column == name else column for column in ALIPAY_HEADER.split(","))
    told = refusal(source_of(tmp_path, preamble + alipay(header=header)))
    assert "第 2 行" in told
    assert f"缺少“{missing}”" in told


def test_a_file_cut_in_a_row_names_the_line(tmp_path: Path) -> None:
    whole = alipay(ALIPAY_ROW, ALIPAY_ROW)
    start = len(alipay(ALIPAY_ROW))
    text = whole.decode("gb18030")
    cuts = {len(text[:end].encode("gb18030")) for end in range(len(text))}
    tried = 0
    for end in sorted(cut for cut in cuts if start < cut < len(whole) - len(",,\n")):
        assert "第 3 行" in refusal(source_of(tmp_path, whole[:end]))
        tried += 1
    assert tried > 80


def test_a_file_cut_in_a_character_names_the_line(tmp_path: Path) -> None:
    data = wechat(WECHAT_ROW, WECHAT_ROW)
    cut = data.rindex("零".encode()) + 1
    told = refusal(source_of(tmp_path, data[:cut]))
    assert "第 3 行" in told


def test_bytes_of_another_encoding_name_the_line(tmp_path: Path) -> None:
    data = wechat(*[WECHAT_ROW] * 3000) + WECHAT_ROW.encode("gb18030") + b"\n"
    assert "第 3002 行" in refusal(source_of(tmp_path, data))


def test_a_column_that_somebody_added_at_the_end_may_be_missing_in_rows(tmp_path: Path) -> None:
    header = f"{WECHAT_HEADER},备注"
    rows = rows_of(source_of(tmp_path, wechat(WECHAT_ROW, f"{WECHAT_ROW},自己写的", header=header)))
    assert [row.amount.fen for row in rows] == [12850, 12850]
    cut = wechat(WECHAT_ROW.rpartition(",")[0], header=header)
    assert "第 2 行" in refusal(source_of(tmp_path, cut))


def test_a_row_with_more_cells_than_the_header_is_refused(tmp_path: Path) -> None:
    assert "第 2 行" in refusal(source_of(tmp_path, wechat(WECHAT_ROW.replace("零钱", "零,钱"))))


def test_a_download_that_broke_off_in_null_bytes_names_the_line(tmp_path: Path) -> None:
    assert "第 3 行：有空字节" in refusal(source_of(tmp_path, wechat() + bytes(4096)))


def test_rows_end_at_the_line_of_dashes(tmp_path: Path) -> None:
    data = alipay(ALIPAY_ROW, "-" * 80, "导出信息：", ALIPAY_ROW)
    assert len(rows_of(source_of(tmp_path, data))) == 1


def test_fewer_rows_than_stated_are_told(tmp_path: Path) -> None:
    _, rows, told = read(source_of(tmp_path, "共66笔记录\n".encode("gb18030") + alipay()))
    assert len(rows) == 1
    assert "共 66 笔" in told[0].text.zh


@pytest.mark.parametrize("name", ["bill.csv", "bill.xls", "bill.xlsx"])
def test_a_web_page_saved_as_a_table_is_refused(tmp_path: Path, name: str) -> None:
    page = "<!DOCTYPE html><html><head><title>登录</title></head><body>请先登录</body></html>"
    assert "网页" in refusal(source_of(tmp_path, page, name))


def test_a_web_page_with_a_statement_in_it_is_refused_under_any_name(tmp_path: Path) -> None:
    page = f"<html><table><tr><td>{WECHAT_HEADER.replace(',', '</td><td>')}</td></tr></table></html>"
    assert "网页" in refusal(source_of(tmp_path, page))
    assert find_statement_reader(source_of(tmp_path, "<html><body>聊天</body></html>")) is None


@pytest.mark.parametrize(
    "text",
    [
        "<html><table><tr><td>交易日期</td><td>交易时间</td><td>交易金额</td></tr></table></html>",
        '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>',
    ],
)
def test_a_bank_that_writes_its_table_as_a_page_or_xml_is_told_what_to_do(tmp_path: Path, text: str) -> None:
    source = source_of(tmp_path, text, "流水.xls")
    reader = find_statement_reader(source)
    assert reader is not None
    with pytest.raises(UnreadableFile) as refused:
        list(reader.read(source))
    assert "表格" in refused.value.sentence.zh
    assert "另存为 .xlsx" in refused.value.remedy.zh


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert "密码" in refusal(source_of(tmp_path, locked, "bill.xlsx"))


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 5000, b"hello", b"\xff" * 100, "你好\n".encode(), b"PK\x03\x04" + b"x" * 99]
)
def test_foreign_files_are_nobodys(tmp_path: Path, data: bytes) -> None:
    assert find_statement_reader(source_of(tmp_path, data)) is None


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    for number, sample in enumerate(sorted(FIXTURES.glob("*.csv"))):
        copy = tmp_path / f"{number}.bin"
        copy.write_bytes(sample.read_bytes())
        ours, theirs = find_statement_reader(Source(sample)), find_statement_reader(Source(copy))
        assert ours is not None
        assert theirs is not None
        assert ours.name == theirs.name


@pytest.mark.parametrize(
    ("data", "counterparty", "product"),
    [
        (
            wechat(WECHAT_ROW.replace("某某数卡", "WALMART HONG KONG CO.,LIMITED")),
            "WALMART HONG KONG CO.,LIMITED",
            "点卡",
        ),
        (wechat(WECHAT_ROW.replace("某某数卡", "A,B,C")), "A,B,C", "点卡"),
        (wechat(WECHAT_ROW.replace('"点卡"', "收款方备注:订单,两张")), "某某数卡", "收款方备注:订单,两张"),
        (wechat(WECHAT_ROW.replace('某某数卡,"点卡"', "某某数卡,转账备注:1,2")), "某某数卡", "转账备注:1,2"),
        (alipay(ALIPAY_ROW.replace("会员", "会员,月卡")), "某某数卡", "会员,月卡"),
    ],
)
def test_a_comma_that_nothing_quotes_tears_no_row(tmp_path: Path, data: bytes, counterparty: str, product: str) -> None:
    _, (row,), told = read(source_of(tmp_path, data))
    assert (row.counterparty, row.product, row.amount) == (counterparty, product, Money(12850))
    assert [item.line for item in told if isinstance(item, Noticed)] == [2]
    assert "请核对" in told[0].text.zh


def test_a_comma_in_alipays_note_loses_nothing(tmp_path: Path) -> None:
    _, (row,), told = read(source_of(tmp_path, alipay(ALIPAY_ROW.removesuffix(",") + "给妈妈,生日,")))
    assert row.note == "给妈妈,生日"
    assert len(told) == 1
