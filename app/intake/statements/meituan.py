"""Meituan statements (美团账单). Source: formats.md, section 1.3: no sums of refunds on payments, no links."""

from __future__ import annotations

from app.domain.money import Money
from app.domain.payments import Direction, PaymentState, StatementRow, StatementSource
from app.intake.statements.alipay_app import DIRECTIONS
from app.intake.statements.headers import Column, Layout
from app.intake.statements.layout_reader import LayoutReader, Picked


class MeituanReader(LayoutReader):
    """Reads Meituan's CSV; what was paid counts, not the order's price before reductions."""

    layout = Layout(
        reader="meituan",
        source=StatementSource.MEITUAN,
        institution="美团",
        columns=(
            Column("created", ("交易创建时间",), is_required=True),
            Column("at", ("交易成功时间",)),
            Column("category", ("交易类型",), is_required=True),
            Column("product", ("订单标题",), is_required=True),
            Column("direction", ("收/支",), is_required=True),
            Column("method", ("支付方式",)),
            Column("price", ("订单金额",)),
            Column("amount", ("实付金额",), is_required=True),
            Column("transaction_no", ("交易单号",), is_required=True),
            Column("merchant_no", ("商家单号",)),
            Column("note", ("备注",)),
        ),
        telling=frozenset({"created", "category", "product", "amount", "transaction_no"}),
        markers=("美团",),
    )

    torn = ("product",)

    def row(self, picked: Picked) -> StatementRow:
        """Return what a row means."""
        amount = Money(abs(picked.amount("amount").fen))
        direction = DIRECTIONS.get(picked.text("direction"), Direction.NEUTRAL)
        category = picked.text("category")
        was_done = bool(picked.text("at"))
        is_refund = "退款" in category
        if is_refund:
            state = PaymentState.REFUND
        elif not was_done and picked.has("at"):
            state = PaymentState.PENDING
        else:
            state = PaymentState.RECEIVED if direction is Direction.IN else PaymentState.PAID
        return StatementRow(
            line=picked.line,
            at=picked.instant("at" if was_done else "created").at,
            direction=direction,
            amount=amount,
            state=state,
            refunded=amount if is_refund else None,
            product=picked.text("product"),
            category=category,
            method=picked.text("method"),
            transaction_no=picked.number("transaction_no"),
            merchant_no=picked.number("merchant_no"),
            note=picked.text("note"),
        )
