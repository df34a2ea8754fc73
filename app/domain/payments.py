"""Payments: rows of statements that the payment services give out, as their reader found them.

A row keeps what its file said, word for word, beside what it means: rows that were closed, neutral or never paid are
kept too, because in a dispute those rows are the evidence (formats.md, section 0).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from app.domain.money import Money
from app.domain.orders import PayMethod
from app.domain.text import Labelled

PaymentId = NewType("PaymentId", int)
ImportId = NewType("ImportId", int)


class Direction(Labelled):
    """Whether money left, came, or neither."""

    OUT = "out", "支出", "Out"
    IN = "in", "收入", "In"
    NEUTRAL = "neutral", "不计收支", "Neutral"


class PaymentState(Labelled):
    """What a row's status means for a dispute; the status itself is kept as the file words it."""

    PAID = "paid", "已付款", "Paid"
    RECEIVED = "received", "已收款", "Received"
    REFUND = "refund", "退款到账", "Refund"
    REFUNDED = "refunded", "已全额退款", "Refunded in full"
    PARTLY_REFUNDED = "partly_refunded", "已部分退款", "Refunded in part"
    CLOSED = "closed", "交易关闭", "Closed"
    NEVER_PAID = "never_paid", "未付款", "Never paid"
    PENDING = "pending", "处理中", "Pending"
    FAILED = "failed", "失败", "Failed"
    OTHER = "other", "其他", "Other"


class StatementSource(Labelled):
    """Who gave the statement out."""

    ALIPAY = "alipay", "支付宝", "Alipay"
    WECHAT = "wechat", "微信支付", "WeChat Pay"
    JD = "jd", "京东", "JD"
    MEITUAN = "meituan", "美团", "Meituan"
    UNIONPAY = "unionpay", "云闪付", "UnionPay"
    BANK = "bank", "银行", "Bank"
    TYPED = "typed", "手工填写", "Typed in"
    OTHER = "other", "其他", "Other"

    @property
    def pay_method(self) -> PayMethod | None:
        """The payment method that its rows speak of, where there is one."""
        return {
            StatementSource.ALIPAY: PayMethod.ALIPAY,
            StatementSource.WECHAT: PayMethod.WECHAT,
            StatementSource.UNIONPAY: PayMethod.BANK,
            StatementSource.BANK: PayMethod.BANK,
        }.get(self)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One row of a statement.

    `line` counts from 1 as a text editor or spreadsheet shows it. `at` is aware UTC; `is_day_only` says that the file
    gives no time of day. `amount` is never negative: `direction` carries the sign. `refunded` is what the row itself
    says came back (its own sum for a refund's row in full: `state` REFUND). Texts are as in the file, stripped; `/`
    and blanks are "". `refund_of` is the transaction number of the payment that this refund belongs to, where the file
    itself tells (Alipay: the part before `_`). `refunded_so_far` is the sum of all refunds of one payment that a
    refund's own row states (WeChat: `已退款¥50.00` on rows of 30 and 20); it is the best key to its payment.
    """

    line: int
    at: datetime
    direction: Direction
    amount: Money
    state: PaymentState
    status: str = ""
    refunded: Money | None = None
    fee: Money | None = None
    counterparty: str = ""
    counterparty_account: str = ""
    product: str = ""
    category: str = ""
    method: str = ""
    transaction_no: str = ""
    merchant_no: str = ""
    refund_of: str = ""
    note: str = ""
    is_day_only: bool = False
    refunded_so_far: Money | None = None


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What a statement says of itself: whose it is (masked as the file has it), its period, counts and sums as text."""

    source: StatementSource
    reader: str
    institution: str = ""
    account: str = ""
    period_from: datetime | None = None
    period_to: datetime | None = None
    exported_at: datetime | None = None
    stated: tuple[tuple[str, str], ...] = ()
    encoding: str = ""
