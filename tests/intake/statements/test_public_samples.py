"""The public samples read whole: counts, sums and times beside figures worked out without our readers.

`INDEPENDENT` was worked out by `csv` and `Decimal` alone over the rows as `SHAPES` places them (recomputed below, so
that a typing mistake fails too); those of XLS files were added up by hand from the rows that xlrd prints.
"""

# A table is read along its rows.
# ruff: noqa: E501

from __future__ import annotations

import csv
import os
import re
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.payment_totals import totals
from app.domain.payments import StatementRow
from app.domain.times import shown
from app.intake.sources import Source
from app.intake.statements.registry import find_statement_reader

_SAMPLES = os.environ.get("PINGJU_SAMPLES")
_FOLDER = Path(_SAMPLES or "") / "payments" / "deb-sig_double-entry-generator"
pytestmark = pytest.mark.skipif(
    not _SAMPLES, reason="PINGJU_SAMPLES is not set: the public samples are not in the repository"
)

# file: (reader, rows, out, in, refund, first, last)
INDEPENDENT = {
    "alipay__example-alipay-records.csv": (
        "alipay.app", 10, "211.64", "222228.50", "66.03", "2023-01-09 18:21:50", "2023-07-10 13:20:16"),
    "alipay__2023-01-mobile-v1-header-first.csv": (
        "alipay.app", 16, "321.81", "161.90", "219.80", "2020-06-02 15:34:06", "2021-12-11 16:53:51"),
    "alipay__2019-web-version.csv": (
        "alipay.web", 2, "27.00", "0.01", "0.00", "2019-09-30 05:26:50", "2019-09-30 13:11:25"),
    "wechat__2019.csv": ("wechat.csv", 2, "28.16", "0.35", "0.00", "2019-09-24 10:10:11", "2019-09-26 12:45:27"),
    "wechat__example-wechat-records.csv": (
        "wechat.csv", 27, "2904.53", "28.49", "0.00", "2017-10-20 18:36:44", "2024-06-07 23:40:27"),
    "jd__example-jd-records.csv": ("jd", 26, "2277.70", "0.00", "1097.59", "2024-12-05 22:49:55", "2024-12-30 17:16:02"),
    "boc__credit__example-boc-records.csv": (
        "bank.boc.credit", 14, "1228.09", "989.84", "0.00", "2024-12-13 00:00:00", "2024-12-30 00:00:00"),
    "abc_debit__example-abc_debit-records.csv": (
        "bank.abc", 5, "12355.89", "10000.01", "0.00", "2024-01-01 12:34:56", "2024-01-04 00:00:00"),
    "bocom_debit__example-bocom_debit-records.csv": (
        "bank.bocom.debit", 6, "114.00", "11.25", "0.00", "2024-02-02 13:15:12", "2025-01-01 00:00:00"),
    "bocom_credit__example-bocom_credit-records.csv": (
        "bank.bocom.credit", 8, "73.58", "805.27", "125.17", "2025-01-10 00:00:00", "2025-01-29 00:00:00"),
    "cgb_credit__example-cgb_credit-records.csv": (
        "bank.cgb.credit", 4, "403.32", "1227.88", "97.20", "2024-12-25 00:00:00", "2025-01-05 00:00:00"),
    "cmb__credit__example-cmb-records.csv": (
        "bank.cmb.credit", 6, "8056.78", "380.80", "0.00", "2023-12-29 00:00:00", "2024-01-05 00:00:00"),
    "hsbchk__credit__example-hsbchk-credit-records.csv": (
        "bank.hsbchk.credit", 11, "1558.89", "3291.16", "25.00", "2025-03-20 00:00:00", "2025-04-09 00:00:00"),
    "hsbchk__debit__example-hsbchk-debit-records.csv": (
        "bank.hsbchk.debit", 10, "3526.50", "13005.45", "0.00", "2025-03-01 00:00:00", "2025-03-24 00:00:00"),
    "icbc__credit__example-icbc-credit-records.csv": (
        "bank.icbc", 9, "363.13", "4621.01", "0.00", "2023-03-20 00:00:00", "2023-05-05 00:00:00"),
    "icbc__debit-v1__example-icbc-debit-v1-records.csv": (
        "bank.icbc", 11, "4241.08", "2841.74", "1.04", "2023-02-08 00:00:00", "2023-05-02 00:00:00"),
    # Added up by hand: 67.00+16.78+20.00+515.02+18.06+66.40; 5.90+807.89+88.00+25.00+4.00+20.47+76.80+39.24+10.34
    # +1.00+20.16 and 0.20+1.21; 3.88 three times and 10.00. The workbook of WeChat holds the rows of its CSV.
    "ccb__交易明细_xxxx_2025xxxx_2025xxxx.xls": (
        "bank.ccb", 6, "703.26", "0.00", "0.00", "2025-01-01 18:53:19", "2025-01-06 12:03:39"),
    "citic__credit__example-citic-records.xls": (
        "bank.citic.credit", 13, "1098.80", "1.41", "0.00", "2024-10-20 00:00:00", "2024-11-09 00:00:00"),
    "spdb_debit__example-spdb_debit-records.xls": (
        "bank.spdb", 4, "11.64", "10.00", "0.00", "2025-12-03 14:06:51", "2025-12-05 20:37:39"),
    "wechat__example-wechat-records.xlsx": (
        "wechat.xlsx", 27, "2904.53", "28.49", "0.00", "2017-10-20 18:36:44", "2024-06-07 23:40:27"),
}  # fmt: skip

# How a few lines without our readers see each CSV: encoding, a row's first cell or cell with a date, the cell of the
# amount and how the direction shows (a cell's word, the sign, or two columns), the word that makes a refund and where.
SHAPES = {
    "alipay__example-alipay-records.csv": ("gb18030", 0, 6, lambda row: row[5], 8),
    "alipay__2023-01-mobile-v1-header-first.csv": ("gb18030", 10, 5, lambda row: row[0], 6),
    "alipay__2019-web-version.csv": ("gb18030", 2, 9, lambda row: row[10], 11),
    "wechat__2019.csv": ("utf-8-sig", 0, 5, lambda row: row[4], None),
    "wechat__example-wechat-records.csv": ("utf-8-sig", 0, 5, lambda row: row[4], None),
    "jd__example-jd-records.csv": ("utf-8-sig", 0, 3, lambda row: row[6], 5),
    "boc__credit__example-boc-records.csv": ("utf-8-sig", 0, (4, 5), None, None),
    "abc_debit__example-abc_debit-records.csv": ("utf-8-sig", 0, 3, lambda row: "支出" if "-" in row[3] else "收入", None),
    "bocom_debit__example-bocom_debit-records.csv": ("utf-8-sig", 1, 5, lambda row: "支出" if "借" in row[4] else "收入", None),
    "bocom_credit__example-bocom_credit-records.csv": ("utf-8-sig", 0, 4, lambda row: "支出" if "消费" in row[2] else "收入", None),
    "cgb_credit__example-cgb_credit-records.csv": ("utf-8-sig", 0, 5, lambda row: "收入" if "-" in row[5] else "支出", None),
    "cmb__credit__example-cmb-records.csv": ("utf-8-sig", 1, 3, lambda row: "收入" if "-" in row[3] else "支出", None),
    "icbc__credit__example-icbc-credit-records.csv": ("utf-8-sig", 0, (8, 9), None, None),
    "icbc__debit-v1__example-icbc-debit-v1-records.csv": ("utf-8-sig", 0, (8, 9), None, None),
}  # fmt: skip
_DATE = re.compile(r"\s*(?:\d{4}[-/]?\d{2}[-/]?\d{2}|\d{2}/\d{2})")


def _decimal(cell: str) -> Decimal:
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", cell)
    return Decimal(digits[0].replace(",", "")) if digits else Decimal(0)


def _worked_out(name: str) -> tuple[int, Decimal, Decimal]:
    encoding, date, amount, direction, _ = SHAPES[name]
    rows, out, came = 0, Decimal(0), Decimal(0)
    with (_FOLDER / name).open(encoding=encoding, newline="") as file:
        for row in csv.reader(file):
            if len(row) <= date or not _DATE.match(row[date]):
                continue
            rows += 1
            if isinstance(amount, tuple):
                is_foreign = name.startswith("boc_") and row[-1].strip() == "USD"
                came += 0 if is_foreign else _decimal(row[amount[0]])
                out += 0 if is_foreign else _decimal(row[amount[1]])
            elif direction(row).strip() == "支出":
                out += _decimal(row[amount])
            elif direction(row).strip() == "收入":
                came += _decimal(row[amount])
    return rows, out, came


@pytest.mark.parametrize("name", INDEPENDENT)
def test_a_public_sample_is_read_whole(name: str) -> None:
    reader_name, rows, out, came, refund, first, last = INDEPENDENT[name]
    source = Source(_FOLDER / name)
    reader = find_statement_reader(source)
    assert reader is not None
    assert reader.name == reader_name
    read = [item for item in reader.read(source) if isinstance(item, StatementRow)]
    sums = totals(read)
    assert (sums.rows, str(sums.out), str(sums.in_), str(sums.refund)) == (rows, out, came, refund)
    assert (shown(min(row.at for row in read)), shown(max(row.at for row in read))) == (first, last)


@pytest.mark.parametrize("name", SHAPES)
def test_the_figures_are_those_of_a_few_lines_without_our_readers(name: str) -> None:
    _, rows, out, came, refund, _, _ = INDEPENDENT[name]
    assert _worked_out(name) == (rows, Decimal(out), Decimal(came))
    encoding, _, amount, _, status = SHAPES[name]
    if status is not None:
        with (_FOLDER / name).open(encoding=encoding, newline="") as file:
            came_back = [row for row in csv.reader(file) if len(row) > status and row[status].strip() == "退款成功"]
        assert sum((_decimal(row[amount]) for row in came_back), Decimal(0)) == Decimal(refund)


def test_every_public_payment_file_has_figures() -> None:
    assert {path.name for path in _FOLDER.iterdir()} - {"LICENSE"} == set(INDEPENDENT)
