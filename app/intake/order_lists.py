"""Orders from a table: the template with column names in either language, or a platform's own export.

What is read are typed fields by their command-line names (`app.domain.orders.FIELDS`); whether they can be taken is
`parse_field`'s to say, row by row, so that a dry run can show every row that cannot.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.errors import InvalidField, UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.domain.orders import FIELDS, REQUIRED, PayMethod, parse_field
from app.domain.text import LINE_LIMIT
from app.domain.times import shown
from app.domain.words import Text
from app.intake.sources import Source
from app.intake.statements.cells import BadCell, amount, instant, number, text
from app.intake.statements.headers import folded_name
from app.intake.statements.tables import tables, tables_or_none
from app.intake.workbooks import Cell, Formula

LABELS: Final[dict[str, Text]] = {
    "platform": Text("平台", "platform"),
    "number": Text("订单号", "number"),
    "product": Text("商品", "product"),
    "amount": Text("金额", "amount"),
    "paid_at": Text("付款时间", "paid_at"),
    "merchant": Text("商家", "merchant"),
    "category": Text("分类", "category"),
    "face_value": Text("面值", "face_value"),
    "account": Text("充值账号", "account"),
    "promise": Text("承诺到账时间", "promise"),
    "pay_method": Text("支付方式", "pay_method"),
    "note": Text("备注", "note"),
}
"""The template's columns."""

_SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "platform": ("平台名称", "交易平台", "网站", "站点", "店铺平台", "site"),
    "number": (
        "订单编号",
        "单号",
        "订单id",
        "订单号码",
        "交易订单号",
        "商户订单号",
        "orderno",
        "ordernumber",
        "orderid",
        "order",
    ),
    "product": (
        "商品名称",
        "商品标题",
        "商品名",
        "产品",
        "产品名称",
        "订单标题",
        "宝贝标题",
        "productname",
        "item",
        "title",
        "goods",
    ),
    "amount": (
        "实付金额",
        "订单金额",
        "支付金额",
        "付款金额",
        "总金额",
        "实付款",
        "实付",
        "总价",
        "价格",
        "金额(元)",
        "订单总额",
        "total",
        "totalamount",
        "price",
        "paid",
    ),
    "paid_at": (
        "支付时间",
        "下单时间",
        "交易时间",
        "订单时间",
        "创建时间",
        "购买时间",
        "订单创建时间",
        "时间",
        "日期",
        "paidat",
        "paytime",
        "paymenttime",
        "createdat",
        "createtime",
        "orderdate",
        "date",
    ),
    "merchant": (
        "商户",
        "商户名称",
        "商家名称",
        "店铺",
        "店铺名称",
        "卖家",
        "卖家昵称",
        "供货商",
        "seller",
        "shop",
        "store",
        "vendor",
    ),
    "category": ("商品分类", "类别", "类型", "商品类型", "type"),
    "face_value": ("商品面值", "facevalue", "denomination"),
    "account": ("账号", "收货账号", "到账账号", "充值号码", "手机号", "rechargeaccount"),
    "promise": ("承诺时间", "到账时间", "承诺时效", "发货时效", "promised"),
    "pay_method": ("付款方式", "支付渠道", "付款渠道", "paymethod", "paymentmethod", "payment"),
    "note": ("说明", "买家留言", "留言", "remark", "remarks", "memo", "comment", "notes"),
}
_BY_NAME: Final = {
    folded_name(name): field
    for field in FIELDS
    for name in (field, field.replace("_", " "), LABELS[field].zh, LABELS[field].en, *_SYNONYMS[field])
}
_NEEDED: Final = frozenset({"number", "product", "amount"})
"""What a header must have to be one of orders; the platform may be the same for the whole file and be asked for."""
_PAY_WORDS: Final = (
    ("支付宝", PayMethod.ALIPAY),
    ("alipay", PayMethod.ALIPAY),
    ("微信", PayMethod.WECHAT),
    ("wechat", PayMethod.WECHAT),
    ("余额", PayMethod.BALANCE),
    ("balance", PayMethod.BALANCE),
    ("银行", PayMethod.BANK),
    ("云闪付", PayMethod.BANK),
    ("bank", PayMethod.BANK),
    ("card", PayMethod.BANK),
)


@dataclass(frozen=True, slots=True)
class ListedOrder:
    """One row: its line, the typed fields that are filled, and what is wrong with it (empty: it can be taken)."""

    line: int
    typed: dict[str, str | None]
    problems: tuple[InvalidField, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    table: int
    line: int
    fields: dict[int, str]
    unknown: tuple[str, ...]


def is_order_list(source: Source) -> bool:
    """Whether a file is a table of orders, by its header. Ask first whether it is a statement."""
    return _find(source, is_quiet=True) is not None


def read_order_list(source: Source, *, platform: str | None = None) -> Iterator[ListedOrder | Skipped | Noticed]:
    """Yield the orders of a table; `platform` is taken where a row names none.

    Raises:
        UnreadableFile: no table of orders, or broken; the message names the line or the missing columns.
    """
    found = _find(source, is_quiet=False)
    if found is None:
        needed = "、".join(LABELS[field].zh for field in FIELDS if field in _NEEDED)
        raise UnreadableFile(
            source.name,
            Text(
                f"没有找到订单表的表头（至少要有：{needed}）",
                "has no header of orders (number, product and amount at least)",
            ),
            Text("请使用模板中的列名", "use the column names of the template"),
        )
    if found.unknown:
        names = "、".join(found.unknown)
        yield Noticed(Text(f"这些列没有用到：{names}", f"columns not used: {names}"), found.line)
    seen: dict[tuple[str, str], int] = {}
    for line, cells in tables(source)[found.table].rows(found.line, 0):
        if not any(text(cell) for cell in cells) or _repeats_header(cells, found.fields):
            continue
        order = _order(line, cells, found.fields, platform)
        key = (order.typed.get("platform") or "", order.typed.get("number") or "")
        if not order.problems and key in seen:
            reason = Text(f"与第 {seen[key]} 行是同一个订单", f"is the same order as line {seen[key]}")
            yield Skipped(line, reason)
            continue
        seen.setdefault(key, line)
        yield order


def template() -> bytes:
    """Return the template: a CSV with a byte order mark, so that spreadsheets see Chinese, and one example row."""
    text_io = io.StringIO()
    writer = csv.writer(text_io, lineterminator="\r\n")
    writer.writerow([LABELS[field].zh for field in FIELDS])
    writer.writerow([LABELS[field].en for field in FIELDS])
    return b"\xef\xbb\xbf" + text_io.getvalue().encode("utf-8")


def _repeats_header(cells: list[Cell], fields: dict[int, str]) -> bool:
    """Whether a row is the header once more, as the template's is in the other language."""
    named = [
        _BY_NAME.get(folded_name(text(cells[column]))) == field
        for column, field in fields.items()
        if column < len(cells)
    ]
    return len(named) >= len(_NEEDED) and all(named)


def _find(source: Source, *, is_quiet: bool) -> _Found | None:
    for place, table in enumerate(tables_or_none(source) if is_quiet else tables(source)):
        for line, cells in table.opening:
            fields: dict[int, str] = {}
            unknown = []
            for column, cell in enumerate(cells):
                field = _BY_NAME.get(folded_name(cell)) if isinstance(cell, str) else None
                if field is not None and field not in fields.values():
                    fields[column] = field
                elif text(cell):
                    unknown.append(text(cell))
            if set(fields.values()) >= _NEEDED:
                return _Found(place, line, fields, tuple(unknown))
    return None


def _order(line: int, cells: list[Cell], fields: dict[int, str], platform: str | None) -> ListedOrder:
    typed: dict[str, str | None] = {}
    problems: list[InvalidField] = []
    for column, field in fields.items():
        cell = cells[column] if column < len(cells) else None
        if not text(cell):
            continue
        try:
            typed[field] = _typed(field, cell)
        except BadCell as failure:
            typed[field] = text(cell)[:LINE_LIMIT]
            problems.append(InvalidField(field, failure.problem))
    if platform and not typed.get("platform"):
        typed["platform"] = platform
    refused = {problem.field for problem in problems}
    for field in FIELDS:
        if field in refused or (field not in typed and field not in REQUIRED):
            continue
        try:
            parse_field(field, typed.get(field))
        except InvalidField as problem:
            problems.append(problem)
    return ListedOrder(line, typed, tuple(problems))


def _typed(field: str, cell: Cell) -> str:
    """What the cell's value would be if it were typed."""
    if isinstance(cell, Formula):
        raise BadCell(Text("单元格是公式，请粘贴为数值", "is a formula; paste its value instead"))
    if field in {"amount", "face_value"}:
        found = amount(cell)
        if found is None:
            return ""
        if found.currency not in {"", "CNY", "RMB"}:
            raise BadCell(Text("只支持人民币", "is not in yuan"))
        sign = "-" if found.fen < 0 else ""
        return f"{sign}{abs(found.fen) // 100}.{abs(found.fen) % 100:02d}"
    if field == "paid_at" and isinstance(cell, datetime | int | float):
        return shown(instant(cell).at)
    if field == "number":
        return number(cell)
    if field == "pay_method":
        words = text(cell).casefold()
        return next((method.value for word, method in _PAY_WORDS if word in words), text(cell))
    return text(cell)
