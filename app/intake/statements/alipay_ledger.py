"""Alipay's ledger of an account (账务明细): every posting with its balance, as the site for businesses gives it out.

Source: public importers of shops, which quote it from December 2012 to 2026 (`#支付宝账务明细查询`, the bill type
`signcustomer` of Alipay's open platform): lines of `#` around the table, what came and what went in two columns, the
latter with a minus in newer files. Its numbers are those of postings, not of trades: a payment that stands in the bill
(交易明细) as well is a second row, which a notice says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.domain.imports import Noticed
from app.domain.money import Money
from app.domain.payments import Direction, PaymentState, StatementRow, StatementSource
from app.domain.words import Text
from app.intake.readers import StatementItem
from app.intake.sources import Source
from app.intake.statements.cells import BadCell
from app.intake.statements.headers import Column, Layout
from app.intake.statements.layout_reader import LayoutReader, Picked

_NAME_AND_ACCOUNT: Final = re.compile(r"(.{1,200}?)\s*[(（]([^()（）]{3,100})[)）]")
_TWICE: Final = Text(
    "这是账务明细，每笔资金变动一行；同一笔付款如果也在交易账单里，会再算一次，请只用其中一种",
    "this is a ledger with a row for each posting; a payment that is in the bill too counts twice: use one of the two",
)


class AlipayLedgerReader(LayoutReader):
    """Reads `…_账务明细.csv`."""

    layout = Layout(
        reader="alipay.ledger",
        source=StatementSource.ALIPAY,
        institution="支付宝",
        columns=(
            Column("transaction_no", ("账务流水号",), is_required=True),
            Column("trade_no", ("业务流水号",)),
            Column("merchant_no", ("商户订单号",)),
            Column("product", ("商品名称",)),
            Column("at", ("发生时间",), is_required=True),
            Column("counterparty", ("对方账号",)),
            Column("income", ("收入金额(+元)", "收入金额"), is_required=True),
            Column("expense", ("支出金额(-元)", "支出金额"), is_required=True),
            Column("method", ("交易渠道",)),
            Column("category", ("业务类型",)),
            Column("description", ("业务描述",)),
            Column("note", ("备注",)),
        ),
        telling=frozenset({"transaction_no", "at", "income", "expense"}),
        markers=("支付宝账务明细查询",),
    )

    torn = ("product", "note")

    def read(self, source: Source) -> Iterator[StatementItem]:
        """Yield what the ledger holds, and that the bill may hold it too.

        Raises:
            UnreadableFile: broken; the message names the line.
        """
        yield from super().read(source)
        yield Noticed(_TWICE)

    def row(self, picked: Picked) -> StatementRow:
        """Return what a posting means."""
        direction, amount = _moved(picked)
        category, note = picked.text("category"), picked.text("note")
        product = picked.text("product") or picked.text("description")
        is_about_refund = any("退款" in word for word in (category, product, picked.text("description"), note))
        state = _state(direction, is_about_refund=is_about_refund)
        is_refund = state is PaymentState.REFUND
        counterparty, account = _name_and_account(picked.text("counterparty"))
        return StatementRow(
            line=picked.line,
            at=picked.instant("at").at,
            direction=direction,
            amount=amount,
            state=state,
            refunded=amount if is_refund else None,
            counterparty=counterparty,
            counterparty_account=account,
            product=product,
            category=category,
            method=picked.text("method"),
            transaction_no=picked.number("transaction_no"),
            merchant_no=picked.number("merchant_no"),
            refund_of=picked.number("trade_no") if is_refund else "",
            note=note,
        )


def _moved(picked: Picked) -> tuple[Direction, Money]:
    income, expense = picked.money("income"), picked.money("expense")
    if income is not None and expense is not None:
        raise BadCell(Text("收入和支出都有金额", "is filled beside the other of income and expense"))
    if income is not None:
        return Direction.IN, income
    return (Direction.OUT, expense) if expense is not None else (Direction.NEUTRAL, Money(0))


def _state(direction: Direction, *, is_about_refund: bool) -> PaymentState:
    """A refund that went out is one that the account's owner gave, so no payment."""
    if is_about_refund:
        return PaymentState.REFUND if direction is Direction.IN else PaymentState.OTHER
    return {Direction.IN: PaymentState.RECEIVED, Direction.OUT: PaymentState.PAID}.get(direction, PaymentState.OTHER)


def _name_and_account(written: str) -> tuple[str, str]:
    match = _NAME_AND_ACCOUNT.fullmatch(written)
    return (match[1], match[2]) if match else (written, "")
