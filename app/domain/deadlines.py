"""Deadlines of an order and its case: what is due when, by which clause, and what became of it.

Nothing here is stored: every deadline follows from the order, the case's history and the platform's clauses, so that
taking an entry back takes its deadlines back as well. How days are counted is told in `app.domain.periods`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from app.domain.cancellation import (
    TRANSITIONS,
    CancelEvent,
    Cancellation,
    CancellationId,
    CancelState,
    CaseEvent,
    Channel,
    DeadlineKind,
    Remedy,
    Standing,
    Transition,
    advance,
)
from app.domain.deadline import Deadline, OwnDeadline, clause_words, own_deadline
from app.domain.duration import Duration
from app.domain.legal_clock import DELIVERY_REASONS, GOODS_REASONS, LEGAL_CLAUSES, joined, legal_due
from app.domain.money import Money
from app.domain.orders import Order, OrderStatus
from app.domain.periods import PeriodEnd, due_after, require_aware
from app.domain.rules import Clause, PlatformRule, standing_at
from app.domain.times import shown
from app.domain.words import Text
from app.domain.workdays import Workdays

_GUIDE: Final = {
    "support_reply": ("48h", "客服在承诺时间内（如 48 小时）反馈处理结果"),
    "refund_time.alipay": ("3wd", "支付宝退款通常 1–3 个工作日到账"),
    "refund_time.wechat": ("3wd", "微信支付退款通常 1–3 个工作日到账"),
    "refund_time.balance": ("0m", "退回平台余额可能即时到账"),
}
"""What counts where the platform has no clause: the practice that the field guide describes."""

_MONEY: Final = frozenset({DeadlineKind.REFUND_ARRIVAL, DeadlineKind.REFUND_REFUSED})
_ENDED: Final = frozenset({CancelState.SETTLED, CancelState.WITHDRAWN})
_SILENCE: Final = {
    DeadlineKind.MERCHANT_REPLY: CancelEvent.NO_REPLY,
    DeadlineKind.SUPPORT_REPLY: CancelEvent.PLATFORM_SILENT,
}
_LET_DOWN: Final = frozenset(
    {CancelEvent.REFUSE, CancelEvent.NO_REPLY, CancelEvent.PLATFORM_AGAINST, CancelEvent.PLATFORM_SILENT}
)
_HANDED_OVER: Final = frozenset({OrderStatus.DELIVERED, OrderStatus.COMPLETED})
_SEEN_LATE: Final = Text(
    "以首次看到“已发货”的时间为准；若实际更早，请补记当时的订单状态",
    "counted from when delivery was first seen; if it was earlier, record the status of that time",
)


def deadlines(
    order: Order,
    case: Cancellation | None,
    rules: Sequence[PlatformRule],
    days: Workdays,
    own: Sequence[OwnDeadline] = (),
) -> list[Deadline]:
    """Return every deadline of an order and one of its cases, the earliest due first.

    Args:
        order: the order; its own deadlines have the same keys whichever case is given.
        case: one of its cases, or None.
        rules: the platform's clauses in all versions; those that stood when the order was placed count.
        days: the working-day calendar.
        own: the user's deadlines of this order; those of another case are left out.

    Raises:
        EventNotAllowed, InvalidField: the case's history is impossible.
        ValueError: an instant without an offset.
    """
    placed = require_aware(order.facts.paid_at or order.created_at)
    terms = {rule.clause.term: rule.clause for rule in standing_at(rules, placed)}
    found = _of_order(order, terms, days)
    if case is not None:
        steps = list(_steps(case))
        found = [_dropped_with_case(deadline, case, steps) for deadline in found]
        spans = _of_history(_Frame(order, case, terms, days), steps)
        found += spans
        found += _limitation(order, case, steps, [*found], days)
    found += [own_deadline(entry) for entry in own if _concerns(entry, order, case)]
    return sorted(found, key=lambda deadline: (deadline.due_at, deadline.key))


@dataclass(frozen=True, slots=True)
class _Step:
    entry: CaseEvent
    transition: Transition
    after: Standing


@dataclass(frozen=True, slots=True)
class _Frame:
    order: Order
    case: Cancellation
    terms: Mapping[str, Clause]
    days: Workdays


def _steps(case: Cancellation) -> Iterator[_Step]:
    standing = Standing(CancelState.DRAFT, case.claimed, Money(0, case.claimed.currency))
    for entry in case.events:
        if not entry.is_undone:
            require_aware(entry.at)
            before, standing = standing, advance(standing, entry)
            yield _Step(entry, TRANSITIONS[before.state, entry.event], standing)


def _of_order(order: Order, terms: Mapping[str, Clause], days: Workdays) -> list[Deadline]:
    """Return the promised delivery and the threshold of late delivery."""
    paid_at, promise = order.facts.paid_at, order.facts.promise
    if paid_at is None or promise is None:
        return []
    due = due_after(paid_at, promise, days)
    said = Text(f"下单页承诺 {promise.shown.zh}内到账", f"promised on the order page: within {promise.shown.en}")
    found = [_made(DeadlineKind.PROMISED_DELIVERY, paid_at, due, said, order)]
    clause = terms.get("late_delivery")
    if clause is not None:
        threshold = due_after(due.at, Duration.parse(clause.value), days)
        is_estimated = due.is_estimated or threshold.is_estimated
        threshold = replace(threshold, is_estimated=is_estimated)
        found.append(_made(DeadlineKind.LATE_DELIVERY, due.at, threshold, clause_words(clause), order))
    return [_delivered(deadline, order) for deadline in found]


def _delivered(deadline: Deadline, order: Order) -> Deadline:
    ending = _HANDED_OVER | {OrderStatus.CANCELLED}
    seen = next((seen for seen in order.statuses if seen.status in ending), None)
    if seen is None:
        return deadline
    if seen.status is OrderStatus.CANCELLED:
        return _ended(deadline, seen.at)
    is_late = require_aware(seen.at) > deadline.due_at
    warning = joined(deadline.warning, _SEEN_LATE) if is_late else deadline.warning
    return replace(deadline, closed_at=require_aware(seen.at), warning=warning)


def _dropped_with_case(deadline: Deadline, case: Cancellation, steps: Sequence[_Step]) -> Deadline:
    """End a delivery that is owed no more; a case that was only withdrawn leaves it owed."""
    agreed = CancelState.REFUND_DUE if case.want is Remedy.FULL else CancelState.SETTLED
    over = {agreed, CancelState.SETTLED}
    at = next((step.entry.at for step in steps if step.after.state in over), None)
    is_standing = bool(steps) and steps[-1].after.state is not CancelState.WITHDRAWN
    if at is None or not is_standing or (deadline.closed_at is not None and deadline.closed_at <= at):
        return deadline
    return _ended(replace(deadline, warning=None), at)


def _of_history(frame: _Frame, steps: Sequence[_Step]) -> list[Deadline]:
    found: list[Deadline] = []
    for step in steps:
        found = [_touched(deadline, step) if deadline.closed_at is None else deadline for deadline in found]
        found += [started for kind in step.transition.starts if (started := _started(frame, kind, step.entry))]
    return found


def _touched(deadline: Deadline, step: _Step) -> Deadline:
    """Return a deadline after one more event: met, ended without being met, or as it was."""
    kind, at, event = deadline.kind, require_aware(step.entry.at), step.entry.event
    if kind in _MONEY:
        # A part of the money meets nothing.
        is_met = event is CancelEvent.REFUND_RECEIVED and step.after.shortfall.fen == 0
    else:
        is_met = kind in step.transition.meets
    if is_met:
        return replace(deadline, closed_at=at)
    if (
        kind in step.transition.starts
        or kind in step.transition.waives
        or event is _SILENCE.get(kind)
        or step.after.state in _ENDED
    ):
        return _ended(deadline, at)
    return deadline


def _ended(deadline: Deadline, at: datetime) -> Deadline:
    at = require_aware(at)
    return replace(deadline, closed_at=at, is_waived=at <= deadline.due_at)


def _started(frame: _Frame, kind: DeadlineKind, entry: CaseEvent) -> Deadline | None:
    """Return the deadline that an event starts, or None where no clause, law or promise gives one."""
    stated, start = entry.due, entry.at
    found: tuple[Text, PeriodEnd] | None
    match kind:
        case DeadlineKind.REFUND_REFUSED:
            # The fifteen days run from the day that was agreed, where one was.
            start = stated or start
            found = LEGAL_CLAUSES[kind], legal_due(kind, start, frame.days)
        case DeadlineKind.ACCEPTANCE | DeadlineKind.MEDIATION:
            found = _from_law(frame, kind, entry)
        case DeadlineKind.MERCHANT_REPLY:
            found = _from_clause(frame, "merchant_reply", entry)
        case DeadlineKind.SUPPORT_REPLY:
            found = _from_clause(frame, "support_reply", entry)
        case DeadlineKind.REFUND_ARRIVAL:
            to = entry.destination or frame.order.facts.pay_method
            found = _from_clause(frame, f"refund_time.{to}", entry)
        case _:
            found = None
    if found is None:
        return None
    clause, due = found
    return _made(kind, start, due, clause, frame.order, case=frame.case.id, event=entry.id)


def _from_clause(frame: _Frame, term: str, entry: CaseEvent) -> tuple[Text, PeriodEnd] | None:
    if entry.due is not None:
        return _as_stated(entry)
    clause = frame.terms.get(term)
    if clause is None and term in _GUIDE:
        value, text = _GUIDE[term]
        clause = Clause(term, value, text, is_common_practice=True)
    if clause is None:
        return None
    return clause_words(clause), due_after(entry.at, Duration.parse(clause.value), frame.days)


def _from_law(frame: _Frame, kind: DeadlineKind, entry: CaseEvent) -> tuple[Text, PeriodEnd] | None:
    channel = _complaint_channel(frame.case, entry)
    if channel not in {Channel.AUTHORITY, None}:
        # The order binds the market authority; what an association or a platform takes upon itself is its own word.
        return _as_stated(entry) if entry.due is not None else None
    due = legal_due(kind, entry.at, frame.days, is_channel_known=channel is not None)
    return LEGAL_CLAUSES[kind], due


def _complaint_channel(case: Cancellation, entry: CaseEvent) -> Channel | None:
    """Return where the complaint lies that an event is about: its own channel, else that of the complaint before it."""
    found = None
    for earlier in case.events:
        if earlier.event is CancelEvent.COMPLAIN and not earlier.is_undone:
            found = earlier.channel
        if earlier is entry:
            break
    # A slip in a later entry, such as the chat in which the news came, does not move the complaint.
    return found or entry.channel


def _as_stated(entry: CaseEvent) -> tuple[Text, PeriodEnd]:
    due, at = require_aware(entry.due or entry.at), require_aware(entry.at)
    label = entry.event.label
    return (
        Text(f"“{label.zh}”（{shown(at)}）时说定的时间", f"the time stated with “{label.en}” ({shown(at)})"),
        # What was typed wrongly must not make a deadline end before it begins.
        PeriodEnd(max(due, at), Text(f"说定 {shown(due)} 前", f"stated: by {shown(due)}")),
    )


def _limitation(
    order: Order, case: Cancellation, steps: Sequence[_Step], found: Sequence[Deadline], days: Workdays
) -> list[Deadline]:
    start = _knew_at(order, case, steps, found)
    if start is None:
        return []
    due = legal_due(DeadlineKind.LIMITATION, start, days)
    clause = LEGAL_CLAUSES[DeadlineKind.LIMITATION]
    deadline = _made(DeadlineKind.LIMITATION, start, due, clause, order, case=case.id)
    for step in steps:
        if step.entry.event is CancelEvent.COMPLAIN and step.entry.channel is Channel.AUTHORITY:
            deadline = replace(deadline, closed_at=require_aware(step.entry.at), is_waived=False)
        elif step.after.state in _ENDED and deadline.closed_at is None:
            deadline = _ended(deadline, step.entry.at)
        elif step.entry.event in {CancelEvent.REOPEN, CancelEvent.COMPLAINT_REJECTED}:
            # A complaint elsewhere has to keep the limit again.
            deadline = replace(deadline, closed_at=None, is_waived=False)
    return [deadline]


def _knew_at(order: Order, case: Cancellation, steps: Sequence[_Step], found: Sequence[Deadline]) -> datetime | None:
    """Return the earliest instant on record at which the buyer knew, or should have known, of being wronged.

    Someone who bought the wrong thing or needs the money is not wronged until a refund is refused, short or late.
    """
    opened = require_aware(case.opened_at)
    known = [
        step.entry.at for step in steps if step.entry.event in _LET_DOWN or step.after.state is CancelState.REFUND_SHORT
    ]
    last = steps[-1].entry.at if steps else None
    known += [
        deadline.due_at
        for deadline in found
        if deadline.kind is DeadlineKind.REFUND_ARRIVAL
        and last is not None
        and deadline.due_at < (deadline.closed_at or last)
    ]
    if case.reason in DELIVERY_REASONS:
        promised = [deadline.due_at for deadline in found if deadline.kind is DeadlineKind.PROMISED_DELIVERY]
        known += [opened, *promised]
    elif case.reason in GOODS_REASONS:
        known += [opened, *(seen.at for seen in order.statuses if seen.status in _HANDED_OVER)]
    return require_aware(min(known)) if known else None


def _concerns(entry: OwnDeadline, order: Order, case: Cancellation | None) -> bool:
    return entry.order == order.id and (
        entry.cancellation is None or (case is not None and entry.cancellation == case.id)
    )


def _made(
    kind: DeadlineKind,
    start: datetime,
    due: PeriodEnd,
    clause: Text,
    order: Order,
    *,
    case: CancellationId | None = None,
    event: int | None = None,
) -> Deadline:
    return Deadline(
        kind,
        require_aware(start),
        due.at,
        clause,
        due.arithmetic,
        order.id,
        cancellation=case,
        event=event,
        is_estimated=due.is_estimated,
        warning=due.warning,
    )
