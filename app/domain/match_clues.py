"""What speaks for or against a payment, or a refund, belonging to an order: points, with the reason in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from app.domain.cancellation import CancellationId
from app.domain.money import Money
from app.domain.orders import Order
from app.domain.payment_links import Payment
from app.domain.payments import PaymentId, PaymentState
from app.domain.times import SHANGHAI
from app.domain.words import Text

WINDOW: Final = timedelta(days=3)
"""How far from the stated time of payment a payment is looked for where no number tells."""
REFUND_WINDOW: Final = timedelta(days=60)
"""How long after the payment a refund is looked for where no number tells."""
_NEAR: Final = ((timedelta(minutes=2), 20), (timedelta(minutes=30), 14), (timedelta(hours=12), 6), (WINDOW, 0))
NUMBER_LENGTH: Final = 6


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for money: what should come back, what came, and since when."""

    cancellation: CancellationId
    missing: Money
    since: datetime


@dataclass(frozen=True, slots=True)
class OrderToMatch:
    """An order with what is linked to it already and the case that waits for its refund."""

    order: Order
    paid_by: tuple[Payment, ...] = ()
    refunded_by: tuple[PaymentId, ...] = ()
    refunded: Money = field(default_factory=lambda: Money(0))
    waiting: Waiting | None = None

    @property
    def paid(self) -> Money:
        """What was paid for it, as far as is known; with a payment for several orders, its own share."""
        found = sum(payment.row.amount.fen for payment in self.paid_by)
        own = self.order.facts.amount.fen
        is_shared = len(self.paid_by) == 1 and found > own
        return Money(own if is_shared or not found else found)


@dataclass(frozen=True, slots=True)
class Clue:
    """One fact for (points above zero) or against a match; `is_number` marks numbers that name each other."""

    points: int
    reason: Text
    is_number: bool = False


def amount_clue(order: Order, payment: Payment) -> Iterator[Clue]:
    """Yield whether the payment's amount is the order's."""
    paid, wanted = payment.row.amount, order.facts.amount
    if paid == wanted:
        yield Clue(30, Text(f"金额相同（{wanted.shown}）", f"the amount is the same ({wanted.shown})"))
    else:
        words = f"金额不同：付了 {paid.shown}，订单 {wanted.shown}"
        yield Clue(-10, Text(words, f"the amounts differ: {paid.shown} paid, {wanted.shown} ordered"))


def payment_clues(order: Order, payment: Payment) -> Iterator[Clue]:
    """Yield all else that speaks for or against a payment having paid for an order."""
    facts, row = order.facts, payment.row
    yield from number_clue(facts.number, payment)
    if facts.paid_at is not None:
        yield from _time_clue(facts.paid_at, payment)
    said = folded(f"{row.counterparty} {row.product} {row.note}")
    for name in (facts.merchant, facts.platform):
        if name and folded(name) in said:
            yield Clue(14, Text(f"交易对方含“{name}”", f"the counterparty names “{name}”"))
            break
    if _alike(facts.product, f"{row.product} {row.note}"):
        yield Clue(10, Text("商品说明相近", "the product reads alike"))
    if facts.pay_method is not None and payment.source.pay_method is not None:
        if facts.pay_method is payment.source.pay_method:
            yield Clue(6, Text(f"支付方式相同（{facts.pay_method.label.zh}）", "the payment method is the same"))
        else:
            yield Clue(-15, Text("支付方式不同", "the payment method differs"))


def number_clue(number: str, payment: Payment) -> Iterator[Clue]:
    """Yield where an order's number stands in a payment."""
    row, wanted = payment.row, folded(number)
    if len(wanted) < NUMBER_LENGTH:
        return
    if wanted in {folded(row.merchant_no), folded(row.transaction_no)}:
        yield Clue(65, Text("单号与订单号相同", "its number is the order's"), is_number=True)
    elif any(wanted in folded(text) for text in numbered_texts(payment)):
        yield Clue(55, Text("说明或单号里有订单号", "the order's number stands in it"), is_number=True)


def numbered_texts(payment: Payment) -> tuple[str, ...]:
    """Return the texts of a payment in which an order's number may stand."""
    row = payment.row
    return row.transaction_no, row.merchant_no, row.product, row.note


def _time_clue(at: datetime, payment: Payment) -> Iterator[Clue]:
    apart = abs(payment.row.at - at)
    if payment.row.is_day_only:
        if payment.row.at.astimezone(SHANGHAI).date() == at.astimezone(SHANGHAI).date():
            yield Clue(8, Text("同一天", "the same day"))
        return
    words = Text(f"时间相差 {_shown(apart).zh}", f"{_shown(apart).en} apart")
    for most, points in _NEAR:
        if apart <= most:
            if points:
                yield Clue(points, words)
            return
    yield Clue(-20, words)


def refund_clues(one: OrderToMatch, payment: Payment) -> Iterator[Clue]:
    """Yield what speaks for or against money that came back being an order's refund; nothing where it cannot be."""
    row, facts = payment.row, one.order.facts
    most = max((paid.row.amount.fen for paid in one.paid_by), default=facts.amount.fen)
    began = min((paid.row.at for paid in one.paid_by), default=facts.paid_at)
    day = timedelta(days=1)
    if row.amount.fen > most or (began is not None and row.at < began - (day if row.is_day_only else timedelta())):
        return
    numbers = list(_refund_numbers(one, payment))
    is_waited_for = one.waiting is not None and row.at >= one.waiting.since - day
    is_late = began is None or (row.at > began + REFUND_WINDOW and not is_waited_for)
    is_expected = row.state is PaymentState.REFUND or is_waited_for
    if not numbers and (is_late or not is_expected):
        return
    yield from numbers
    yield from _refund_amount(one, payment, most)
    names = {folded(_base(paid.row.counterparty)) for paid in one.paid_by} | {folded(facts.merchant or "")}
    if folded(_base(row.counterparty)) in names - {""} or any(name in folded(row.category) for name in names - {""}):
        yield Clue(16, Text("交易对方与付款时相同", "the counterparty is the payment's"))
    if _alike(facts.product, f"{row.product} {row.note}"):
        yield Clue(10, Text("商品说明相近", "the product reads alike"))
    if is_waited_for:
        yield Clue(14, Text("案件正在等这笔退款", "the case waits for this refund"))
    if row.state is PaymentState.REFUND:
        yield Clue(10, Text("账单写明是退款", "the statement calls it a refund"))


def _refund_numbers(one: OrderToMatch, payment: Payment) -> Iterator[Clue]:
    row = payment.row
    for paid in one.paid_by:
        if row.refund_of and row.refund_of in {paid.row.transaction_no, paid.row.merchant_no}:
            yield Clue(70, Text("退款单号以原交易号开头", "its number begins with the payment's"), is_number=True)
            return
        if row.merchant_no and row.merchant_no == paid.row.merchant_no:
            yield Clue(65, Text("商家订单号与原付款相同", "the merchant's number is the payment's"), is_number=True)
            return
        if row.transaction_no and row.transaction_no in {paid.row.merchant_no, paid.row.transaction_no}:
            yield Clue(65, Text("单号与原付款相同", "its number is the payment's"), is_number=True)
            return
        total = paid.row.refunded
        repeated = row.refunded_so_far or row.refunded
        if total is not None and total.fen and repeated == total and payment.source is paid.source:
            words = f"状态里的累计退款与原付款相同（{total.shown}）"
            yield Clue(40, Text(words, f"its status repeats the payment's refunded sum ({total.shown})"))
            return
    yield from number_clue(one.order.facts.number, payment)


def _refund_amount(one: OrderToMatch, payment: Payment, most: int) -> Iterator[Clue]:
    amount = payment.row.amount
    wanted = one.waiting.missing if one.waiting else None
    if wanted is not None and amount == wanted:
        yield Clue(26, Text(f"正好是应退的 {amount.shown}", f"exactly the {amount.shown} that should come back"))
    elif amount.fen == most:
        yield Clue(22, Text("与付款金额相同", "the same amount as was paid"))
    elif wanted is not None and amount.fen < wanted.fen:
        short = Money(wanted.fen - amount.fen)
        yield Clue(8, Text(f"比应退少 {short.shown}", f"{short.shown} less than should come back"))
    elif wanted is None:
        short = Money(most - amount.fen)
        yield Clue(4, Text(f"比付款少 {short.shown}", f"{short.shown} less than was paid"))
    if one.waiting is not None and amount.fen * 2 < one.waiting.missing.fen and not one.paid_by:
        yield Clue(-10, Text("金额差得多", "the amounts are far apart"))


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Return a text without width, case and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _base(counterparty: str) -> str:
    return counterparty.removesuffix("-退款")


def _alike(one: str, other: str) -> bool:
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (folded(one), folded(other))]
    return bool(pairs[0]) and len(pairs[0] & pairs[1]) * 2 >= len(pairs[0])


def _shown(apart: timedelta) -> Text:
    seconds = int(apart.total_seconds())
    if seconds < 60:
        return Text(f"{seconds} 秒", f"{seconds} s")
    if seconds < 3600:
        return Text(f"{seconds // 60} 分钟", f"{seconds // 60} min")
    if seconds < 48 * 3600:
        return Text(f"{seconds // 3600} 小时", f"{seconds // 3600} h")
    return Text(f"{seconds // 86400} 天", f"{seconds // 86400} days")
