"""Alipay statements as its web site gave them out (支付宝交易记录明细查询).

Source: formats.md, section 1.1.c. A payment's own row says here how much of it came back.
"""

from __future__ import annotations

from app.domain.money import Money
from app.domain.payments import Direction, PaymentState, StatementRow, StatementSource
from app.intake.statements.alipay_app import DIRECTIONS, alipay_state, refund_of
from app.intake.statements.headers import Column, Layout
from app.intake.statements.layout_reader import LayoutReader, Picked


class AlipayWebReader(LayoutReader):
    """Reads `alipay_record_….csv`."""

    layout = Layout(
        reader="alipay.web",
        source=StatementSource.ALIPAY,
        institution="支付宝",
        columns=(
            Column("transaction_no", ("交易号",), is_required=True),
            Column("merchant_no", ("商家订单号",), is_required=True),
            Column("created", ("交易创建时间",), is_required=True),
            Column("paid", ("付款时间",)),
            Column("changed", ("最近修改时间",)),
            Column("origin", ("交易来源地",)),
            Column("category", ("类型",)),
            Column("counterparty", ("交易对方",), is_required=True),
            Column("product", ("商品名称",)),
            Column("amount", ("金额(元)", "金额"), is_required=True),
            Column("direction", ("收/支",), is_required=True),
            Column("status", ("交易状态",), is_required=True),
            Column("fee", ("服务费(元)",)),
            Column("refunded", ("成功退款(元)",)),
            Column("note", ("备注",)),
            Column("funds", ("资金状态",)),
        ),
        telling=frozenset({"transaction_no", "created", "counterparty", "amount", "status"}),
        markers=("支付宝交易记录明细查询",),
    )

    torn = ("product", "counterparty", "note")

    def row(self, picked: Picked) -> StatementRow:
        """Return what a row means; its time is that of the payment where there is one."""
        amount = Money(abs(picked.amount("amount").fen))
        direction = DIRECTIONS.get(picked.text("direction"), Direction.NEUTRAL)
        status = picked.text("status")
        paid_at = picked.text("paid")
        was_paid = bool(picked.text("funds") or paid_at)
        state = alipay_state(status, direction, was_paid=was_paid)
        refunded = picked.money("refunded")
        if state is PaymentState.REFUND:
            refunded = amount
        elif refunded is not None:
            state = PaymentState.REFUNDED if refunded >= amount else PaymentState.PARTLY_REFUNDED
        transaction_no = picked.number("transaction_no")
        return StatementRow(
            line=picked.line,
            at=picked.instant("paid" if paid_at else "created").at,
            direction=direction,
            amount=amount,
            state=state,
            status=status,
            refunded=refunded,
            fee=picked.money("fee"),
            counterparty=picked.text("counterparty"),
            product=picked.text("product"),
            category=picked.text("category"),
            transaction_no=transaction_no,
            merchant_no=picked.number("merchant_no"),
            refund_of=refund_of(transaction_no) if state is PaymentState.REFUND else "",
            note=picked.text("note"),
        )
