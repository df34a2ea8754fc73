"""An order, its clauses and the histories of its case, as the tests of deadlines tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.casework.working_days import working_days
from app.domain.cancellation import (
    CancelEvent,
    Cancellation,
    CancellationId,
    CancelReason,
    CaseEvent,
    Channel,
    DeadlineKind,
    Remedy,
)
from app.domain.deadline import Deadline, DeadlineState
from app.domain.deadlines import deadlines
from app.domain.duration import Duration
from app.domain.money import Money
from app.domain.orders import Order, OrderFacts, OrderId, OrderStatus, PayMethod, PlatformId, StatusObservation
from app.domain.rules import PlatformRule, RuleId, clause
from app.domain.times import SHANGHAI

CHINA = working_days()
E, K, S = CancelEvent, DeadlineKind, DeadlineState


def china(text: str) -> datetime:
    """Return an instant from Asia/Shanghai's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def last(text: str) -> datetime:
    """Return the last instant of a day in Asia/Shanghai."""
    return china(f"{text} 23:59:59.999999")


PAID = china("2026-03-02 10:00")


def order(
    *statuses: tuple[OrderStatus, str], promise: str | None = "10m", pay: PayMethod | None = PayMethod.ALIPAY
) -> Order:
    facts = OrderFacts(
        platform="星卡网",
        number="A100",
        product="Q币",
        amount=Money(10000),
        paid_at=PAID,
        promise=Duration.parse(promise) if promise else None,
        pay_method=pay,
    )
    seen = tuple(StatusObservation(status, china(at)) for status, at in statuses)
    return Order(OrderId(7), facts, seen, 0, PAID)


def rule(term: str, value: str, *, at: datetime = PAID, common: bool = False, key: int = 1) -> PlatformRule:
    stated = clause(term=term, value=value, text=f"{term} 原文", is_common_practice=common)
    return PlatformRule(RuleId(key), PlatformId(1), stated, at)


def said(event: CancelEvent, at: str, **more: object) -> CaseEvent:
    number = int(china(at).timestamp())
    return replace(CaseEvent(number, event, china(at)), **more)  # type: ignore[arg-type]


def case(
    *events: CaseEvent, reason: CancelReason = CancelReason.PERSONAL, opened: str = "2026-03-02 12:00"
) -> Cancellation:
    paid = Money(10000)
    return Cancellation(CancellationId(3), OrderId(7), reason, Remedy.FULL, paid, paid, china(opened), events)


Rules = tuple[PlatformRule, ...]


def found(
    kind: DeadlineKind, *events: CaseEvent, rules: tuple[PlatformRule, ...] = (), **more: object
) -> list[Deadline]:
    listed = deadlines(order(**more), case(*events), rules, CHINA)  # type: ignore[arg-type]
    return [deadline for deadline in listed if deadline.kind is kind]


def the(kind: DeadlineKind, *events: CaseEvent, rules: Rules = (), **more: object) -> Deadline:
    (deadline,) = found(kind, *events, rules=rules, **more)
    return deadline


ASKED = said(E.SUBMIT, "2026-03-02 12:00")
REVIEW = (ASKED, said(E.REFUSE, "2026-03-02 13:00"), said(E.ASK_PLATFORM, "2026-03-02 14:00"))
AGREED = (ASKED, said(E.AGREE, "2026-03-02 13:00"))


def filed(at: str, channel: Channel | None = Channel.AUTHORITY, **more: object) -> tuple[CaseEvent, ...]:
    return (*REVIEW, said(E.COMPLAIN, at, channel=channel, **more))
