"""Statements of banks, each by a mapping of its columns: a bank is one entry here, one sample and one test.

Source: formats.md, section 1.3. Headers are those of public samples; dates of banks are days in China unless a time
of day stands beside them.
"""

from __future__ import annotations

from typing import Final

from app.domain.column_mapping import AmountSign, ColumnMapping
from app.domain.payments import StatementSource
from app.intake.statements.mapped import MappedReader, YearlessReader

_BANK: Final = StatementSource.BANK
_CARD: Final = AmountSign.OUT_POSITIVE
"""Credit cards: what was spent is positive, what was paid back negative."""

BANK_READERS: Final[tuple[MappedReader, ...]] = (
    MappedReader(
        ColumnMapping(
            at="交易日期",
            time="交易时间",
            expense="支出",
            income="收入",
            currency="币种",
            category="摘要",
            counterparty_account="对方账号",
            counterparty="对方户名",
            product="交易地点",
            source=_BANK,
            institution="建设银行",
        ),
        name="bank.ccb",
        telling=frozenset({"at", "time", "expense", "income", "product"}),
    ),
    MappedReader(
        ColumnMapping(
            at="记账日期",
            currency="货币",
            amount="交易金额",
            category="交易摘要",
            counterparty="对手信息",
            note="客户摘要",
            source=_BANK,
            institution="招商银行",
        ),
        name="bank.cmb.debit",
        telling=frozenset({"at", "amount", "category", "counterparty", "note"}),
    ),
    YearlessReader(
        ColumnMapping(
            at="交易日",
            posted="记账日",
            product="交易摘要",
            amount="人民币金额",
            method="卡号末四位",
            sign=_CARD,
            source=_BANK,
            institution="招商银行信用卡",
        ),
        name="bank.cmb.credit",
        telling=frozenset({"at", "posted", "product", "amount"}),
    ),
    MappedReader(
        ColumnMapping(
            at="记账日期",
            time="记账时间",
            currency="币别",
            amount="金额",
            category="交易名称",
            method="渠道",
            note="附言",
            counterparty="对方账户名",
            counterparty_account="对方卡号/账号",
            source=_BANK,
            institution="中国银行",
        ),
        name="bank.boc.debit",
        telling=frozenset({"at", "time", "amount", "category", "counterparty"}),
    ),
    MappedReader(
        ColumnMapping(
            at="交易日",
            posted="银行记账日",
            method="卡号后四位",
            product="交易描述",
            income="存入",
            expense="支出",
            currency="币种",
            source=_BANK,
            institution="中国银行信用卡",
        ),
        name="bank.boc.credit",
        telling=frozenset({"at", "posted", "product", "income", "expense"}),
    ),
    MappedReader(
        ColumnMapping(
            at="交易日期",
            category="摘要",
            note="交易详情",
            product="交易场所",
            income="记账金额(收入)",
            expense="记账金额(支出)",
            currency="记账币种",
            counterparty="对方户名",
            counterparty_account="对方账户",
            source=_BANK,
            institution="工商银行",
        ),
        name="bank.icbc",
        telling=frozenset({"at", "category", "income", "expense"}),
    ),
    MappedReader(
        ColumnMapping(
            at="交易日期",
            time="交易时间",
            category="交易摘要",
            amount="交易金额",
            counterparty="对手信息",
            transaction_no="日志号",
            method="交易渠道",
            note="交易附言",
            source=_BANK,
            institution="农业银行",
        ),
        name="bank.abc",
        telling=frozenset({"at", "time", "amount", "transaction_no", "category"}),
    ),
    MappedReader(
        ColumnMapping(
            at="交易日期",
            time="交易时间",
            category="交易类型",
            direction="借贷",
            amount="交易金额",
            counterparty_account="对方账号",
            counterparty="对方户名",
            product="交易地点",
            note="摘要",
            out_words=("借",),
            in_words=("贷",),
            source=_BANK,
            institution="交通银行",
        ),
        name="bank.bocom.debit",
        telling=frozenset({"at", "time", "direction", "amount"}),
    ),
    MappedReader(
        ColumnMapping(
            at="交易日期",
            posted="记账日期",
            direction="交易说明",
            product="交易说明",
            amount="入账币种/金额",
            out_words=("消费",),
            in_words=("退货", "退款", "信用卡还款", "还款"),
            sign=_CARD,
            source=_BANK,
            institution="交通银行信用卡",
        ),
        name="bank.bocom.credit",
        telling=frozenset({"at", "posted", "direction", "amount"}),
    ),
    MappedReader(
        ColumnMapping(
            at="交易日期",
            posted="入账日期",
            product="交易摘要",
            amount="入账金额",
            currency="入账货币",
            sign=_CARD,
            source=_BANK,
            institution="广发银行信用卡",
        ),
        name="bank.cgb.credit",
        telling=frozenset({"at", "posted", "product", "amount", "currency"}),
    ),
    MappedReader(
        ColumnMapping(
            at="交易日期",
            posted="入账日期",
            product="交易描述",
            method="卡末四位",
            currency="结算币种",
            amount="结算金额",
            sign=_CARD,
            source=_BANK,
            institution="中信银行信用卡",
        ),
        name="bank.citic.credit",
        telling=frozenset({"at", "posted", "product", "amount", "currency"}),
    ),
    MappedReader(
        ColumnMapping(
            at="交易日期",
            category="交易类型",
            income="存入金额",
            expense="取出金额",
            counterparty="交易对手名称",
            counterparty_account="交易对手账号",
            note="附言",
            source=_BANK,
            institution="浦发银行",
        ),
        name="bank.spdb",
        telling=frozenset({"at", "category", "income", "expense", "counterparty"}),
    ),
    MappedReader(
        ColumnMapping(
            at="Transaction date",
            posted="Post date",
            product="Description",
            amount="Billing amount",
            currency="Billing currency",
            status="Transaction status",
            counterparty="Merchant name",
            source=_BANK,
            institution="HSBC",
        ),
        name="bank.hsbchk.credit",
        telling=frozenset({"at", "posted", "product", "amount", "currency"}),
    ),
    MappedReader(
        ColumnMapping(
            at="Date",
            product="Description",
            amount="Billing amount",
            currency="Billing currency",
            source=_BANK,
            institution="HSBC",
        ),
        name="bank.hsbchk.debit",
        telling=frozenset({"at", "product", "amount", "currency"}),
    ),
)
"""The readers of banks, most telling header first."""
