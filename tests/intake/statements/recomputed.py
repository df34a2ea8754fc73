"""Figures of statements worked out without our readers: a second opinion that the tests compare with.

    python -m tests.intake.statements.recomputed FILE…

Nothing of `app` is used, nor a library that our readers use: CSV is split by `csv`, XLSX is unpacked and its XML read
whole, and of XLS the records are walked here ([MS-CFB], [MS-XLS]). The rules of each format are those of formats.md,
written down a second time. Of a file with several currencies the sums are those of the commonest.
"""

# Times are those of China all through, as the files have them.
# ruff: noqa: DTZ001, DTZ007

from __future__ import annotations

import csv
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.intake.statements.biff import xls_rows

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Deal:
    """One row: when (China time), what it moved, and what it says came back.

    `claimed` stands on a payment's own row, `came` on a refund's; `fen` has no sign, `flow` is "out", "in" or "".
    """

    at: datetime
    fen: int
    flow: str
    came: int = 0
    claimed: int = 0
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Figures:
    """What a statement adds up to, in yuan as text, with its first and last time."""

    rows: int
    out: str
    in_: str
    refund: str
    first: str
    last: str


def figures(path: Path) -> Figures:
    """Return a file's figures; `KIND_OF` must know its name."""
    deals = KIND_OF[path.name](path)
    main = Counter(deal.currency for deal in deals).most_common(1)[0][0]
    ours = [deal for deal in deals if deal.currency == main]
    out, came_in = (sum(deal.fen for deal in ours if deal.flow == flow) for flow in ("out", "in"))
    # A refund may stand on its payment, on a row of its own, or on both; the side that names more names all of them.
    refund = max(sum(deal.came for deal in ours), sum(deal.claimed for deal in ours))
    times = [deal.at for deal in deals]
    return Figures(len(deals), _yuan(out), _yuan(came_in), _yuan(refund), str(min(times)), str(max(times)))


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def _fen(cell: str) -> int:
    """The first figure of a cell, without its sign; workbooks write some with an exponent, and with noise."""
    digits = re.search(r"\d[\d,]*(?:\.\d+)?(?:E-?\d+)?", cell)
    return round(Decimal(digits[0].replace(",", "")) * 100) if digits else 0


def csv_rows(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return list(csv.reader(text.splitlines()))


def xlsx_rows(path: Path) -> list[list[str]]:
    """The rows of the sheet that begins as exported, else of the first one; numbers as the file writes them."""
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as package:
        parts = package.namelist()
        strings: list[str] = []
        if "xl/sharedStrings.xml" in parts:
            table = ET.fromstring(package.read("xl/sharedStrings.xml"))
            strings = ["".join(node.text or "" for node in item.iter(f"{name}t")) for item in table.iter(f"{name}si")]
        sheets = []
        for part in sorted(part for part in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part)):
            rows = []
            for row in ET.fromstring(package.read(part)).iter(f"{name}row"):
                cells: dict[int, str] = {}
                for cell in row.iter(f"{name}c"):
                    said = "".join(node.text or "" for node in cell.iter() if node.tag in {f"{name}v", f"{name}t"})
                    cells[_column(cell.get("r", ""))] = strings[int(said)] if cell.get("t") == "s" else said
                rows.append([cells.get(place, "") for place in range(1 + max(cells, default=-1))])
            sheets.append(rows)
    return next((rows for rows in sheets if rows and rows[0] and "微信支付账单明细" in rows[0][0]), sheets[0])


def _column(place: str) -> int:
    column = 0
    for letter in re.sub(r"\d", "", place):
        column = column * 26 + ord(letter) - 64
    return column - 1


def table(path: Path) -> list[list[str]]:
    """A file's rows as text, cells stripped."""
    rows = {".csv": csv_rows, ".xlsx": xlsx_rows, ".xls": xls_rows}[path.suffix](path)
    return [[cell.strip(" \t\u00a0") for cell in row] for row in rows]


def named(path: Path, *telling: str) -> tuple[list[str], list[Row]]:
    """What stands above the header, which is the row with all these names, and the rows below by name.

    Rows end where one holds a single cell: the line of `-`, a note.
    """
    rows = table(path)
    at = next(number for number, row in enumerate(rows) if set(telling) <= set(row))
    found = []
    for row in rows[at + 1 :]:
        if not any(row):
            continue
        if sum(map(bool, row)) == 1:
            break
        found.append(dict(zip(rows[at], row, strict=False)))
    return [" ".join(row) for row in rows[:at]], found


def _at(day: str, clock: str = "") -> datetime:
    """A time as it is written, or as the days since 1899-12-30 that a workbook keeps."""
    if re.fullmatch(r"\d{5}(?:\.\d+)?", day):
        return (datetime(1899, 12, 30) + timedelta(days=float(day), seconds=0.5)).replace(microsecond=0)
    digits = [int(part) for part in re.findall(r"\d+", re.sub(r"^\*?(\d{4})(\d\d)(\d\d)(?!\d)", r"\1-\2-\3", day))]
    if len(digits) == 3 and clock:
        digits += [int(part) for part in re.findall(r"\d\d", clock)]
    return datetime(*digits)  # type: ignore[arg-type]


_FLOW = {"支出": "out", "收入": "in"}


def alipay_app(path: Path) -> list[Deal]:
    return [
        Deal(
            _at(row["交易时间"]),
            fen := _fen(row["金额"]),
            _FLOW.get(row["收/支"], ""),
            came=fen if row["交易状态"] == "退款成功" else 0,
        )
        for row in named(path, "收/支", "交易订单号")[1]
    ]


def alipay_web(path: Path) -> list[Deal]:
    return [
        Deal(
            _at(row["付款时间"] or row["交易创建时间"]),
            fen := _fen(row["金额（元）"]),
            _FLOW.get(row["收/支"], ""),
            came=fen if row["交易状态"] == "退款成功" else 0,
            claimed=_fen(row["成功退款（元）"]),
        )
        for row in named(path, "交易号", "成功退款（元）")[1]
    ]


def alipay_ledger(path: Path) -> list[Deal]:
    deals = []
    for row in named(path, "账务流水号", "发生时间")[1]:
        came_in, out = _fen(row["收入金额（+元）"]), _fen(row["支出金额（-元）"])
        deals.append(_deal(_at(row["发生时间"]), came_in, out, row.values()))
    return deals


def wechat(path: Path) -> list[Deal]:
    deals = []
    for row in named(path, "交易单号", "当前状态")[1]:
        fen, status, flow = _fen(row["金额(元)"]), row["当前状态"], _FLOW.get(row["收/支"], "")
        is_refund = row["交易类型"].endswith("-退款")
        claimed = 0
        if not is_refund and flow == "out":
            claimed = fen if status in {"已全额退款", "对方已退还"} else _fen(status) if "已退款" in status else 0
        deals.append(Deal(_at(row["交易时间"]), fen, flow, came=fen if is_refund else 0, claimed=claimed))
    return deals


def jd(path: Path) -> list[Deal]:
    deals = []
    for row in named(path, "商户名称", "交易订单号")[1]:
        paid, _, remark = row["金额"].partition("(")
        fen = _fen(paid)
        is_refund = row["交易状态"] == "退款成功" or (row["收/支"] == "收入" and row["交易说明"].startswith("退款-"))
        came = fen if is_refund else 0
        claimed = fen if "全额" in remark else _fen(remark)
        deals.append(Deal(_at(row["交易时间"]), fen, _FLOW.get(row["收/支"], ""), came, claimed))
    return deals


def meituan(path: Path) -> list[Deal]:
    return [
        Deal(
            _at(row["交易成功时间"] or row["交易创建时间"]),
            fen := _fen(row["实付金额"]),
            _FLOW.get(row["收/支"], ""),
            came=fen if row["交易类型"] == "退款" else 0,
        )
        for row in named(path, "订单标题", "实付金额")[1]
    ]


_MONEY = {"人民币": "CNY", "人民币元": "CNY", "港币": "HKD", "": "CNY"}
_BACK = re.compile(r"退款|退货|冲正|RETURN")


def _deal(at: datetime, came_in: int, out: int, words: Iterable[str], currency: str = "") -> Deal:
    came = came_in if came_in > 0 and any(map(_BACK.search, words)) else 0
    return Deal(at, came_in or out, "in" if came_in else "out" if out else "", came, 0, _MONEY.get(currency, currency))


def two_columns(
    day: str, income: str, expense: str, *, clock: str = "", currency: str = ""
) -> Callable[[Path], list[Deal]]:
    """Banks with a column for what came and one for what went; what is negative in the latter came back."""

    def read(path: Path) -> list[Deal]:
        above, rows = named(path, day, income, expense)
        whole = next((word for word in ("港币", "美元") if any(f"存款 {word}" in line for line in above)), "")
        deals = []
        for row in rows:
            if not re.match(r"\d{4}", row[day]):
                continue
            came_in, out = _fen(row[income]), _fen(row[expense])
            if row[expense].startswith("-") and out:
                came_in, out = out, 0
            money = whole or (row[currency] if currency else "")
            deals.append(_deal(_at(row[day], row.get(clock, "")), came_in, out, row.values(), money))
        return deals

    return read


def signed(
    day: str,
    amount: str,
    *,
    out: Callable[[Row], bool],
    clock: str = "",
    currency: str = "",
    at: Callable[[str], datetime] = _at,
) -> Callable[[Path], list[Deal]]:
    """Banks with one column of amounts; `out` tells whether a row's money went."""

    def read(path: Path) -> list[Deal]:
        deals = []
        for row in named(path, day, amount)[1]:
            fen = _fen(row[amount])
            went, when = out(row), at(row[day]) if not clock else _at(row[day], row[clock])
            deals.append(_deal(when, 0 if went else fen, fen if went else 0, row.values(), row.get(currency, "")))
        return deals

    return read


def cmb_credit(path: Path) -> list[Deal]:
    """Days without a year; the title names the bill's month, and a later month is last year's."""
    above, rows = named(path, "记账日", "人民币金额")
    title = re.search(r"(\d{4})年(\d\d)月", above[0])
    assert title is not None
    deals = []
    for row in rows:
        month, day = map(int, (row["交易日"] or row["记账日"]).split("/"))
        at, fen = datetime(int(title[1]) - (month > int(title[2])), month, day), _fen(row["人民币金额"])
        came = row["人民币金额"].startswith("-")
        deals.append(_deal(at, fen if came else 0, 0 if came else fen, row.values()))
    return deals


def _british(day: str) -> datetime:
    return datetime.strptime(day, "%d/%m/%Y")


def _minus(column: str) -> Callable[[Row], bool]:
    return lambda row: row[column].startswith("-")


def _plus(column: str) -> Callable[[Row], bool]:
    return lambda row: not row[column].startswith("-")


_ICBC = two_columns("交易日期", "记账金额(收入)", "记账金额(支出)", currency="记账币种")
_CCB = two_columns("交易日期", "收入", "支出", clock="交易时间", currency="币种")
_BOC_CREDIT = two_columns("交易日", "存入", "支出", currency="币种")
_SPDB = two_columns("交易日期", "存入金额", "取出金额")
_ABC = signed("交易日期", "交易金额", out=_minus("交易金额"), clock="交易时间")
_BOCOM_DEBIT = signed("交易日期", "交易金额", out=lambda row: row["借贷"].startswith("借"), clock="交易时间")
_BOCOM_CREDIT = signed("交易日期", "入账币种/金额", out=lambda row: row["交易说明"].startswith("消费"))
_CGB = signed("交易日期", "入账金额", out=_plus("入账金额"), currency="入账货币")
_CITIC = signed("交易日期", "结算金额", out=_plus("结算金额"), currency="结算币种")
_HSBC_CREDIT = signed(
    "Transaction date", "Billing amount", out=_minus("Billing amount"), currency="Billing currency", at=_british
)
_HSBC_DEBIT = signed("Date", "Billing amount", out=_minus("Billing amount"), currency="Billing currency", at=_british)

PUBLIC: dict[str, Callable[[Path], list[Deal]]] = {
    "alipay__example-alipay-records.csv": alipay_app,
    "alipay__2023-01-mobile-v1-header-first.csv": alipay_app,
    "alipay__2019-web-version.csv": alipay_web,
    "wechat__2019.csv": wechat,
    "wechat__example-wechat-records.csv": wechat,
    "wechat__example-wechat-records.xlsx": wechat,
    "jd__example-jd-records.csv": jd,
    "boc__credit__example-boc-records.csv": _BOC_CREDIT,
    "abc_debit__example-abc_debit-records.csv": _ABC,
    "bocom_debit__example-bocom_debit-records.csv": _BOCOM_DEBIT,
    "bocom_credit__example-bocom_credit-records.csv": _BOCOM_CREDIT,
    "cgb_credit__example-cgb_credit-records.csv": _CGB,
    "cmb__credit__example-cmb-records.csv": cmb_credit,
    "hsbchk__credit__example-hsbchk-credit-records.csv": _HSBC_CREDIT,
    "hsbchk__debit__example-hsbchk-debit-records.csv": _HSBC_DEBIT,
    "icbc__credit__example-icbc-credit-records.csv": _ICBC,
    "icbc__debit-v1__example-icbc-debit-v1-records.csv": _ICBC,
    "ccb__交易明细_xxxx_2025xxxx_2025xxxx.xls": _CCB,
    "citic__credit__example-citic-records.xls": _CITIC,
    "spdb_debit__example-spdb_debit-records.xls": _SPDB,
}
"""The public files, by name."""

OWN: dict[str, Callable[[Path], list[Deal]]] = {
    "alipay_app.csv": alipay_app,
    "alipay_app_new_company.csv": alipay_app,
    "alipay_app_2021.csv": alipay_app,
    "alipay_web.csv": alipay_web,
    "alipay_ledger.csv": alipay_ledger,
    "wechat_2024.csv": wechat,
    "wechat_2025.xlsx": wechat,
    "wechat_2026.xlsx": wechat,
    "jd.csv": jd,
    "meituan.csv": meituan,
    "bank_abc.csv": _ABC,
    "bank_abc_workbook.xlsx": _ABC,
    "bank_boc_credit.csv": _BOC_CREDIT,
    "bank_boc_debit.csv": signed("记账日期", "金额", out=_minus("金额"), clock="记账时间"),
    "bank_boc_web.csv": two_columns("交易时间", "收入金额", "支出金额", currency="币种"),
    "bank_bocom_credit.csv": _BOCOM_CREDIT,
    "bank_bocom_credit_2020.csv": signed("交易日期", "入账金额", out=lambda row: row["交易说明"].startswith("消费")),
    "bank_bocom_debit.csv": _BOCOM_DEBIT,
    "bank_bocom_workbook.xlsx": two_columns("交易时间", "收入金额", "支出金额"),
    "bank_ccb.csv": _CCB,
    "bank_ccb_account.xlsx": signed("交易日期", "交易金额", out=_minus("交易金额"), currency="币别"),
    "bank_ccb_credit.csv": signed("交易日", "入账金额", out=_plus("入账金额"), currency="入账币种"),
    "bank_cgb_credit.csv": _CGB,
    "bank_cmbc.xlsx": two_columns("交易时间", "存入金额", "支出金额"),
    "bank_cib.xlsx": two_columns("交易时间", "收入", "支出"),
    "bank_citic_credit.csv": _CITIC,
    "bank_cmb_credit.csv": cmb_credit,
    "bank_cmb_credit_2022.csv": signed("交易日期", "人民币金额", out=lambda row: "-" not in row["人民币金额"]),
    "bank_cmb_debit.csv": signed("记账日期", "交易金额", out=_minus("交易金额")),
    "bank_cmb_web.csv": two_columns("交易日期", "收入", "支出", clock="交易时间"),
    "bank_hsbchk_credit.csv": _HSBC_CREDIT,
    "bank_hsbchk_debit.csv": _HSBC_DEBIT,
    "bank_icbc.csv": _ICBC,
    "bank_pab.xlsx": signed("交易时间", "交易金额", out=lambda row: row["交易类型"] == "转出"),
    "bank_spdb.csv": _SPDB,
    "bank_spdb_credit.xlsx": signed("交易日期", "交易金额", out=_plus("交易金额"), currency="交易币种"),
}
"""Our own samples (tests/fixtures/statements), by name."""

KIND_OF = PUBLIC | OWN


if __name__ == "__main__":
    for asked in islice(sys.argv, 1, None):
        print(asked, figures(Path(asked)))
