"""WeChat Pay statements: CSV until 2025, XLSX with texts until 2026, XLSX with dates and numbers since.

Source: formats.md, section 1.2. A refund's own row bears no number of its payment.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from app.domain.money import Money
from app.domain.payments import Direction, PaymentState, StatementRow, StatementSource
from app.intake.sources import Source
from app.intake.statements.alipay_app import DIRECTIONS
from app.intake.statements.cells import BadCell, amount
from app.intake.statements.headers import Column, Layout
from app.intake.statements.layout_reader import LayoutReader, Picked
from app.intake.workbooks import kind_of

REFUNDED: Final = re.compile(r"已(?P<full>全额)?退款\s*\(?\s*¥?\s*(?P<sum>[\d,]+(?:\.\d+)?)?\s*\)?", re.ASCII)
"""What WeChat and JD write of refunds, after folding to half width."""
_FEE: Final = re.compile(r"服务费\s*¥?\s*([\d,]+(?:\.\d+)?)", re.ASCII)
_GIVEN_BACK: Final = frozenset({"对方已退还"})
_PAID: Final = frozenset({"支付成功", "已转账", "朋友已收钱", "对方已收钱"})
_RECEIVED: Final = frozenset({"已收钱", "已存入零钱", "已到账", "充值成功"})
_WAITING: Final = frozenset({"待对方收款", "待收款", "待支付", "待确认收钱"})

_COLUMNS: Final = (
    Column("at", ("交易时间",), is_required=True),
    Column("category", ("交易类型",), is_required=True),
    Column("counterparty", ("交易对方",), is_required=True),
    Column("product", ("商品",)),
    Column("direction", ("收/支",), is_required=True),
    Column("amount", ("金额(元)", "金额"), is_required=True),
    Column("method", ("支付方式",)),
    Column("status", ("当前状态",), is_required=True),
    Column("transaction_no", ("交易单号",), is_required=True),
    Column("merchant_no", ("商户单号",), is_required=True),
    Column("note", ("备注",)),
)


class _WechatReader(LayoutReader):
    torn = ("counterparty", "product", "note")
    begins_product = ("收款方备注", "转账备注")

    def row(self, picked: Picked) -> StatementRow:
        """Return what a row means."""
        paid = Money(abs(picked.amount("amount").fen))
        direction = DIRECTIONS.get(picked.text("direction"), Direction.NEUTRAL)
        status, category, note = picked.text("status"), picked.text("category"), picked.text("note")
        named = refunded_in(status, paid)
        state = _state(status, category, direction, paid, named)
        refunded = named
        if state is PaymentState.REFUND:
            refunded = paid
        elif state is PaymentState.REFUNDED:
            refunded = named or paid
        fee = _FEE.search(unicodedata.normalize("NFKC", note)) if note else None
        return StatementRow(
            line=picked.line,
            at=picked.instant("at").at,
            direction=direction,
            amount=paid,
            state=state,
            status=status,
            refunded=refunded,
            fee=_money(fee[1]) if fee else None,
            counterparty=picked.text("counterparty"),
            product=picked.text("product"),
            category=category,
            method=picked.text("method"),
            transaction_no=picked.number("transaction_no"),
            merchant_no=picked.number("merchant_no"),
            note=note,
            refunded_so_far=named if state is PaymentState.REFUND else None,
        )


class WechatCsvReader(_WechatReader):
    """Reads `微信支付账单(…).csv`."""

    layout = Layout(
        reader="wechat.csv",
        source=StatementSource.WECHAT,
        institution="微信支付",
        columns=_COLUMNS,
        telling=frozenset({"at", "category", "amount", "status", "transaction_no"}),
        markers=("微信支付账单",),
    )

    def detect(self, source: Source) -> bool:
        """Whether the file is of this layout and text."""
        return kind_of(source) is None and super().detect(source)


class WechatXlsxReader(_WechatReader):
    """Reads `微信支付账单流水文件(…).xlsx` and the workbooks before it."""

    layout = Layout(
        reader="wechat.xlsx",
        source=StatementSource.WECHAT,
        institution="微信支付",
        columns=_COLUMNS,
        telling=frozenset({"at", "category", "amount", "status", "transaction_no"}),
        markers=("微信支付账单",),
    )

    def detect(self, source: Source) -> bool:
        """Whether the file is of this layout and a workbook."""
        return kind_of(source) is not None and super().detect(source)


def refunded_in(words: str, whole: Money) -> Money | None:
    """Return the refunded sum that a status (WeChat) or a remark at an amount (JD) names; None where it names none."""
    if "退款" not in words:
        return None
    match = REFUNDED.search(unicodedata.normalize("NFKC", words).replace("￥", "¥"))
    if match is None:
        return None
    return whole if match["full"] else _money(match["sum"])


def _money(digits: str | None) -> Money | None:
    if digits is None:
        return None
    try:
        found = amount(digits)
    except BadCell:
        return None
    return Money(found.fen) if found is not None else None


def _state(status: str, category: str, direction: Direction, paid: Money, refunded: Money | None) -> PaymentState:
    if category.endswith("-退款") or (direction is Direction.IN and status.startswith(("已退款", "已全额退款"))):
        return PaymentState.REFUND
    if status in _GIVEN_BACK or (refunded is not None and refunded >= paid):
        return PaymentState.REFUNDED
    if status.startswith("已退款"):
        return PaymentState.PARTLY_REFUNDED
    if "失败" in status:
        return PaymentState.FAILED
    if status in _RECEIVED and direction is Direction.IN:
        return PaymentState.RECEIVED
    if status in _PAID:
        return PaymentState.RECEIVED if direction is Direction.IN else PaymentState.PAID
    return PaymentState.PENDING if status in _WAITING else PaymentState.OTHER
