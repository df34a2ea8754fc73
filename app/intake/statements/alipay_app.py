"""Alipay statements as the app mails them (2021 to today), with the columns in either order.

Source: formats.md, sections 1.1.a and 1.1.b.
"""

from __future__ import annotations

from typing import Final

from app.domain.money import Money
from app.domain.payments import Direction, PaymentState, StatementRow, StatementSource
from app.intake.statements.headers import Column, Layout
from app.intake.statements.layout_reader import LayoutReader, Picked

DIRECTIONS: Final = {"支出": Direction.OUT, "收入": Direction.IN}
"""What Alipay, WeChat, JD and Meituan write; all else (`不计收支`, `其他`, `/`, nothing) is neutral."""

_CLOSED: Final = frozenset({"交易关闭", "已关闭"})
_OWN_MONEY: Final = frozenset({"充值成功", "提取成功", "转出成功", "解冻成功"})
_TO_ME: Final = frozenset({"收款成功", "退税成功"})
_WAITING_TO_PAY: Final = frozenset({"等待付款", "等待买家付款"})


class AlipayAppReader(LayoutReader):
    """Reads `支付宝交易明细(…).csv`, exported for one's own accounts (用于个人对账)."""

    layout = Layout(
        reader="alipay.app",
        source=StatementSource.ALIPAY,
        institution="支付宝",
        columns=(
            Column("at", ("交易时间",), is_required=True),
            Column("category", ("交易分类",)),
            Column("counterparty", ("交易对方",), is_required=True),
            Column("account", ("对方账号",)),
            Column("product", ("商品说明", "商品名称")),
            Column("direction", ("收/支",), is_required=True),
            Column("amount", ("金额", "金额(元)"), is_required=True),
            Column("method", ("收/付款方式",)),
            Column("status", ("交易状态",), is_required=True),
            Column("transaction_no", ("交易订单号",), is_required=True),
            Column("merchant_no", ("商家订单号",), is_required=True),
            Column("note", ("备注",)),
        ),
        telling=frozenset({"at", "counterparty", "product", "status", "transaction_no", "amount"}),
        markers=("电子客户回单", "支付宝账户"),
    )

    torn = ("product", "counterparty", "note")

    def row(self, picked: Picked) -> StatementRow:
        """Return what a row means."""
        amount = Money(abs(picked.amount("amount").fen))
        direction = DIRECTIONS.get(picked.text("direction"), Direction.NEUTRAL)
        status = picked.text("status")
        method = picked.text("method")
        state = alipay_state(status, direction, was_paid=bool(method) or not picked.has("method"))
        transaction_no = picked.number("transaction_no")
        is_refund = state is PaymentState.REFUND
        return StatementRow(
            line=picked.line,
            at=picked.instant("at").at,
            direction=direction,
            amount=amount,
            state=state,
            status=status,
            refunded=amount if is_refund else None,
            counterparty=picked.text("counterparty"),
            counterparty_account=picked.text("account"),
            product=picked.text("product"),
            category=picked.text("category"),
            method=method,
            transaction_no=transaction_no,
            merchant_no=picked.number("merchant_no"),
            refund_of=refund_of(transaction_no) if is_refund else "",
            note=picked.text("note"),
        )


def alipay_state(status: str, direction: Direction, *, was_paid: bool) -> PaymentState:
    """Return what a status means; one that is not known is kept verbatim beside OTHER."""
    if status == "退款成功":
        return PaymentState.REFUND
    if status in _CLOSED:
        # Paid and given back, or never paid: only the latter has no way of payment (formats.md 1.1.a).
        return PaymentState.CLOSED if was_paid else PaymentState.NEVER_PAID
    if status in _WAITING_TO_PAY:
        return PaymentState.PENDING
    if "失败" in status:
        return PaymentState.FAILED
    if status in _OWN_MONEY:
        return PaymentState.OTHER
    if status in _TO_ME or (direction is Direction.IN and status.endswith("成功")):
        return PaymentState.RECEIVED
    if status.endswith("成功") or status.startswith(("等待确认收货", "等待对方")):
        return PaymentState.PAID
    return PaymentState.OTHER


def refund_of(transaction_no: str) -> str:
    """Return the number of the payment in a refund's number (`<payment>_<suffix>`); "" where it has no suffix."""
    payment, mark, _ = transaction_no.partition("_")
    return payment if mark else ""
