"""What a table that no reader knows may mean: its header, first rows, and a mapping to begin with."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from app.domain.column_mapping import AmountSign, ColumnMapping, DateOrder, distinct_names
from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.sources import Source
from app.intake.statements.cells import BadCell, amount, instant, text
from app.intake.statements.headers import folded_name, shown_names
from app.intake.statements.mapped import year_first
from app.intake.statements.tables import Line, Table, tables
from app.intake.workbooks import Cell

_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "at": (
        "交易时间",
        "付款时间",
        "交易日期",
        "交易创建时间",
        "日期",
        "时间",
        "记账日期",
        "交易日",
        "date",
        "time",
        "datetime",
        "transactiondate",
        "transactiontime",
        "paidat",
    ),
    "time": ("交易时间", "时间", "time"),
    "posted": ("记账日", "入账日期", "记账日期", "postdate"),
    "income": (
        "收入",
        "收入金额",
        "存入",
        "存入金额",
        "贷方金额",
        "贷方发生额",
        "credit",
        "creditamount",
        "paidin",
        "moneyin",
    ),
    "expense": (
        "支出",
        "支出金额",
        "取出",
        "取出金额",
        "借方金额",
        "借方发生额",
        "debit",
        "debitamount",
        "paidout",
        "moneyout",
    ),
    "amount": (
        "金额",
        "交易金额",
        "金额(元)",
        "实付金额",
        "发生额",
        "人民币金额",
        "amount",
        "total",
        "sum",
        "billingamount",
    ),
    "direction": ("收/支", "收支", "收支类型", "借贷", "借贷标志", "direction", "type"),
    "counterparty": (
        "交易对方",
        "对方户名",
        "对方",
        "对方名称",
        "商户名称",
        "商户",
        "收款方",
        "对手信息",
        "payee",
        "merchant",
        "counterparty",
        "merchantname",
    ),
    "counterparty_account": ("对方账号", "对方账户", "对方卡号"),
    "product": (
        "商品",
        "商品说明",
        "商品名称",
        "交易说明",
        "交易描述",
        "描述",
        "订单标题",
        "用途",
        "description",
        "product",
        "details",
    ),
    "category": ("交易类型", "交易分类", "分类", "类型", "摘要", "category"),
    "transaction_no": (
        "交易单号",
        "交易订单号",
        "交易号",
        "流水号",
        "交易流水号",
        "凭证号",
        "transactionid",
        "transactionno",
        "reference",
    ),
    "merchant_no": ("商户单号", "商家订单号", "商户订单号", "订单号", "ordernumber", "orderno", "merchantorderno"),
    "status": ("当前状态", "交易状态", "状态", "status"),
    "method": ("支付方式", "收/付款方式", "付款方式", "paymentmethod", "method"),
    "fee": ("手续费", "服务费", "服务费(元)", "fee"),
    "note": ("备注", "附言", "note", "notes", "memo", "remark"),
    "currency": ("币种", "货币", "币别", "currency"),
}
_KNOWN: Final = frozenset(name for names in _NAMES.values() for name in names)
_LOOKED_AT: Final = 50


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a table: its header's line and names, some rows as text, and a mapping to correct."""

    sheet: str
    header_line: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: ColumnMapping


def preview(source: Source, count: int = 20) -> Preview:
    """Return the beginning of the first table that has a header.

    Raises:
        UnreadableFile: the file holds no table.
    """
    for table in tables(source):
        header = _header(table)
        if header is not None:
            line, names = header
            below = [row for row in table.opening if row[0] > line]
            shown = tuple(_shown(row, len(names)) for row in below[:count])
            return Preview(table.name, line, names, shown, guess_mapping(names, [cells for _, cells in below]))
    raise UnreadableFile(
        source.name,
        Text("没有找到有表头的表格", "holds no table with a header"),
        Text("表格需要一行列名，下面是数据", "a table needs a row of column names with data below"),
    )


def guess_mapping(header: Sequence[str], rows: Sequence[list[Cell]]) -> ColumnMapping:
    """Return a mapping by the names of a header, and where names do not tell, by what the cells can be."""
    names = tuple(header)
    folded = {name: folded_name(name) for name in names}
    found: dict[str, str] = {}
    for key, known in _NAMES.items():
        taken = set(found.values())
        found[key] = next(
            (name for wanted in known for name in names if folded[name] == wanted and name not in taken), ""
        )
    columns = {
        name: [row[place] if place < len(row) else None for row in rows[:_LOOKED_AT]]
        for place, name in enumerate(names)
    }
    if not found["at"]:
        found["at"] = next((name for name in names if _most(columns[name], _is_time)), "")
    if not (found["amount"] or found["income"] or found["expense"]):
        taken = set(found.values())
        found["amount"] = next((name for name in names if name not in taken and _most(columns[name], _is_sum)), "")
    if found["income"] and found["expense"]:
        found["amount"] = ""
    if found["time"] and not _most(columns[found["time"]], _is_clock):
        found["time"] = ""
    chosen: dict[str, Any] = found
    return ColumnMapping(
        header=names,
        sign=AmountSign.OUT_NEGATIVE if _has_negative(columns.get(found["amount"], [])) else AmountSign.OUT_POSITIVE,
        date_order=_date_order(columns.get(found["at"], [])),
        **chosen,
    )


def _header(table: Table) -> tuple[int, tuple[str, ...]] | None:
    for place, (line, cells) in enumerate(table.opening):
        names = shown_names(cells)
        if sum(folded_name(name) in _KNOWN for name in names) >= 2 or _is_above_data(cells, table.opening[place + 1 :]):
            width = max((at + 1 for at, name in enumerate(names) if name), default=0)
            return line, distinct_names(names[:width])
    return None


def _is_above_data(cells: list[Cell], below: Sequence[Line]) -> bool:
    """Whether a row of words stands above a row with a time and a sum."""
    filled = [value for value in cells if text(value)]
    if (
        len(filled) < 2
        or not below
        or any(not isinstance(value, str) or _is_time(value) or _is_sum(value) for value in filled)
    ):
        return False
    return any(map(_is_time, below[0][1])) and any(map(_is_sum, below[0][1]))


def _shown(row: Line, width: int) -> tuple[str, ...]:
    cells = [text(value) for value in row[1][:width]]
    return tuple(cells + [""] * (width - len(cells)))


def _most(values: Sequence[Cell], is_so: Callable[[Cell], bool]) -> bool:
    filled = [value for value in values if text(value)]
    return bool(filled) and sum(map(is_so, filled)) * 2 > len(filled)


def _is_time(value: Cell) -> bool:
    if not isinstance(value, str):
        return isinstance(value, datetime)
    for order in DateOrder:
        with contextlib.suppress(BadCell):
            instant(year_first(text(value), order))
            return True
    return False


def _is_clock(value: Cell) -> bool:
    try:
        return bool(text(value)) and not instant("2024-01-01", time_cell=value).is_day_only
    except BadCell:
        return False


def _is_sum(value: Cell) -> bool:
    try:
        return amount(value) is not None
    except BadCell:
        return False


def _has_negative(values: Sequence[Cell]) -> bool:
    return any(text(value).lstrip("¥￥ ").startswith(("-", "−", "－")) for value in values)


def _date_order(values: Sequence[Cell]) -> DateOrder:
    """Month first where a second number cannot be a month."""
    for value in values:
        parts = text(value).replace("-", "/").replace(".", "/").split("/")
        if len(parts) >= 3 and len(parts[0]) <= 2 and parts[1].isdecimal() and int(parts[1][:4]) > 12:
            return DateOrder.MONTH_FIRST
    return DateOrder.DAY_FIRST
