"""JD statements (京东账单). Source: formats.md, section 1.3: the amount's cell says what of it came back."""

from __future__ import annotations

from typing import Final

from app.domain.money import Money
from app.domain.payments import Direction, PaymentState, StatementRow, StatementSource
from app.intake.statements.alipay_app import DIRECTIONS, alipay_state
from app.intake.statements.headers import Column, Layout
from app.intake.statements.layout_reader import LayoutReader, Picked
from app.intake.statements.wechat import refunded_in

_REFUNDS: Final = ("退款-", "价保退款")
"""How a refund's product begins; until 2023 its status was that of any other income (交易成功)."""


class JdReader(LayoutReader):
    """Reads JD's CSV. That a refund bears its payment's number is likely but not proven, so no link is made of it."""

    layout = Layout(
        reader="jd",
        source=StatementSource.JD,
        institution="京东",
        columns=(
            Column("at", ("交易时间",), is_required=True),
            Column("counterparty", ("商户名称",), is_required=True),
            Column("product", ("交易说明",), is_required=True),
            Column("amount", ("金额",), is_required=True),
            Column("method", ("收/付款方式",)),
            Column("status", ("交易状态",), is_required=True),
            Column("direction", ("收/支",), is_required=True),
            Column("category", ("交易分类",)),
            Column("transaction_no", ("交易订单号",), is_required=True),
            Column("merchant_no", ("商家订单号",)),
            Column("note", ("备注",)),
        ),
        telling=frozenset({"at", "counterparty", "product", "amount", "transaction_no"}),
        markers=("京东账号名",),
    )

    torn = ("product", "counterparty")

    def row(self, picked: Picked) -> StatementRow:
        """Return what a row means."""
        written = picked.amount("amount")
        amount = Money(abs(written.fen))
        direction = DIRECTIONS.get(picked.text("direction"), Direction.NEUTRAL)
        status = picked.text("status")
        product = picked.text("product")
        state = alipay_state(status, direction, was_paid=bool(picked.text("method")))
        if state is PaymentState.RECEIVED and product.startswith(_REFUNDS):
            state = PaymentState.REFUND
        refunded = refunded_in(written.suffix, amount)
        if state is PaymentState.REFUND:
            refunded = amount
        elif refunded is not None:
            state = PaymentState.REFUNDED if refunded >= amount else PaymentState.PARTLY_REFUNDED
        return StatementRow(
            line=picked.line,
            at=picked.instant("at").at,
            direction=direction,
            amount=amount,
            state=state,
            status=status,
            refunded=refunded,
            counterparty=picked.text("counterparty"),
            product=product,
            category=picked.text("category"),
            method=picked.text("method"),
            transaction_no=picked.number("transaction_no"),
            merchant_no=picked.number("merchant_no"),
            note=picked.text("note"),
        )
