"""What the tests of the cancellation engine start from: an order, a case, its history, clauses and exhibits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.casework.working_days import working_days
from app.domain.advice import Advice, advise
from app.domain.cancellation import (
    CancelEvent,
    Cancellation,
    CancellationId,
    CancelReason,
    CaseEvent,
    Channel,
    Remedy,
)
from app.domain.deadline import Deadline
from app.domain.deadlines import deadlines
from app.domain.duration import Duration
from app.domain.evidence import Capture, CapturedFrom, CaptureMeaning, Evidence, EvidenceId, EvidenceKind, Original
from app.domain.money import Money
from app.domain.orders import Order, OrderFacts, OrderId, OrderStatus, PayMethod, PlatformId, StatusObservation
from app.domain.rules import PlatformRule, RuleId, clause
from app.domain.times import SHANGHAI

PAID = datetime(2026, 5, 11, 10, 0, tzinfo=SHANGHAI)
"""A Monday morning without a holiday near."""
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
CHINA = working_days()
HUNDRED = Money(100_00)


def order(
    *seen: OrderStatus | tuple[OrderStatus, datetime],
    promise: str | None = "10m",
    paid: bool = True,
    merchant: str | None = "速充小店",
    pay: PayMethod | None = PayMethod.ALIPAY,
    note: str = "",
    number: int = 1,
) -> Order:
    """Return an order of 100.00 yuan; a bare status was seen at the payment."""
    facts = OrderFacts(
        platform="星卡网",
        number=f"A{99 + number}",
        product="腾讯游戏点券 100元",
        amount=Money(100_00),
        paid_at=PAID if paid else None,
        merchant=merchant,
        promise=Duration.parse(promise) if promise else None,
        pay_method=pay,
        note=note,
    )
    statuses = [entry if isinstance(entry, tuple) else (entry, PAID) for entry in seen]
    return Order(OrderId(number), facts, tuple(StatusObservation(status, at) for status, at in statuses), 0, PAID)


def case(
    reason: CancelReason,
    *events: CaseEvent,
    want: Remedy = Remedy.FULL,
    claimed: Money = HUNDRED,
    number: int = 1,
) -> Cancellation:
    """Return a case on the first order, opened with the payment."""
    return Cancellation(CancellationId(number), OrderId(1), reason, want, claimed, Money(100_00), PAID, events)


def event(
    name: CancelEvent,
    after: timedelta,
    *,
    fen: int | None = None,
    note: str = "",
    channel: Channel | None = Channel.PLATFORM_CHAT,
    to: PayMethod | None = None,
    due: datetime | None = None,
    is_undone: bool = False,
) -> CaseEvent:
    """Return an entry so long after the payment."""
    amount = None if fen is None else Money(fen)
    number = int(after.total_seconds())
    return CaseEvent(number, name, PAID + after, amount, due, note, channel, destination=to, is_undone=is_undone)


def rule(
    term: str,
    value: str,
    text: str,
    *,
    number: int = 1,
    captured: datetime = PAID - timedelta(days=1),
    common: bool = False,
) -> PlatformRule:
    """Return a clause on record since the day before the payment."""
    stated = clause(term=term, value=value, text=text, is_common_practice=common)
    return PlatformRule(RuleId(number), PlatformId(1), stated, captured)


SELF_CANCEL = rule("self_cancel_window", "until:delivered", "商家未确认发货前，用户可自行取消", number=1)
LATE = rule("late_delivery", "30m", "延迟发货30分钟以上可取消", number=2)
SUPPORT = rule("support_reply", "48h", "客服介入后48小时内反馈处理结果", number=3)
MERCHANT = rule("merchant_reply", "24h", "商家应在24小时内答复取消申请", number=4)
REFUND_TIME = rule("refund_time.alipay", "3wd", "支付宝退款3个工作日内到账", number=5)
RULES = (SELF_CANCEL, LATE, SUPPORT, MERCHANT, REFUND_TIME)


def proof(
    kind: EvidenceKind | None,
    number: int = 1,
    *,
    at: datetime | None = PAID,
    known: CapturedFrom = CapturedFrom.FILE_NAME,
    meaning: CaptureMeaning = CaptureMeaning.TAKEN,
    purpose: str = "",
    trashed: bool = False,
) -> Evidence:
    """Return an exhibit of the first order."""
    original = Original(f"{number:064d}", 10, "image/png", 1, 1)
    name = f"{kind or 'plain'}-{number}.png"
    capture = Capture(at, known, meaning)
    return Evidence(
        EvidenceId(number),
        OrderId(1),
        number,
        original,
        kind,
        name,
        purpose,
        "",
        capture,
        PAID,
        PAID if trashed else None,
    )


BASE = (proof(EvidenceKind.ORDER_PAGE, 1), proof(EvidenceKind.PAYMENT, 2))


def clocks(of: Order, about: Cancellation, rules: Sequence[PlatformRule] = RULES) -> list[Deadline]:
    """Return the real deadlines of a case."""
    return deadlines(of, about, rules, CHINA)


def advice(
    of: Order,
    about: Cancellation,
    after: timedelta,
    *,
    rules: Sequence[PlatformRule] = RULES,
    evidence: Sequence[Evidence] = BASE,
) -> Advice:
    """Return the advice so long after the payment, by the real deadlines."""
    return advise(about, of, evidence, rules, clocks(of, about, rules), PAID + after)
