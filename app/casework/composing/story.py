"""What happened, in order: the timeline, the deadlines, and the facts in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from app.casework.cases import CaseView
from app.casework.composing.gathered import Gathered
from app.domain.cancellation import CancelEvent, CaseEvent
from app.domain.chats import TimeKnown
from app.domain.deadline import Deadline
from app.domain.evidence import EvidenceKind
from app.domain.orders import Order, StatusObservation
from app.domain.payment_links import LinkRole
from app.dossier.case_parts import Actor, DeadlineRow, TimelineEvent
from app.vault import conversations, evidence, payments
from app.vault.vault import Vault

ACTOR: Final = {
    CancelEvent.AGREE: Actor.MERCHANT,
    CancelEvent.REFUSE: Actor.MERCHANT,
    CancelEvent.NO_REPLY: Actor.MERCHANT,
    CancelEvent.OFFER: Actor.MERCHANT,
    CancelEvent.PLATFORM_FOR: Actor.PLATFORM,
    CancelEvent.PLATFORM_AGAINST: Actor.PLATFORM,
    CancelEvent.PLATFORM_SILENT: Actor.PLATFORM,
    CancelEvent.COMPLAINT_ACCEPTED: Actor.OTHER,
    CancelEvent.COMPLAINT_REJECTED: Actor.OTHER,
    CancelEvent.MEDIATED: Actor.OTHER,
    CancelEvent.REFUND_RECEIVED: Actor.MONEY,
}
"""Who did it; what is not here the buyer did."""
_QUOTED: Final = 120
_SAME_MINUTE: Final = timedelta(minutes=1)


def timeline(vault: Vault, order: Order, views: Sequence[CaseView], gathered: Gathered) -> list[TimelineEvent]:
    """Return what is known to have happened to an order, oldest first, each with the exhibits that show it."""
    found = [*_bought(vault, order, gathered), *_seen(order, gathered), *_said(vault, order, views, gathered)]
    for view in views:
        found += [_event(one, gathered) for one in view.case.events if not one.is_undone]
    return sorted(found, key=lambda event: event.at)


def deadline_rows(views: Sequence[CaseView], gathered: Gathered, at: datetime) -> list[DeadlineRow]:
    """Return the deadlines of some cases, each once, the earliest due first."""
    kept: dict[str, DeadlineRow] = {}
    for view in views:
        events = {one.id: one for one in view.case.events}
        for deadline in view.deadlines:
            if deadline.starts_at <= at:
                started = events.get(deadline.event) if deadline.event is not None else None
                kept[deadline.key] = _deadline(deadline, started, gathered, at)
    return sorted(kept.values(), key=lambda row: row.due_at)


def statuses_seen(order: Order) -> list[StatusObservation]:
    """Return the statuses that tell something: of one seen again and again, those that an exhibit shows."""
    kept: list[StatusObservation] = []
    for seen in order.statuses:
        if kept and kept[-1].status is seen.status:
            if seen.evidence is None:
                continue
            if kept[-1].evidence is None:
                kept.pop()
        kept.append(seen)
    return kept


def exhibits_of_event(entry: CaseEvent, gathered: Gathered) -> tuple[int, ...]:
    """Return the positions of the exhibits that show an event: screenshots, the message, the payment."""
    exhibits = list(gathered.of_evidence(entry.evidence))
    exhibits += [gathered.messages[entry.message]] if entry.message in gathered.messages else []
    exhibits += [gathered.payments[entry.payment]] if entry.payment in gathered.payments else []
    return tuple(sorted(set(exhibits)))


def exhibits_of_payment(vault: Vault, order: Order, gathered: Gathered) -> tuple[int, ...]:
    """Return the positions of the exhibits that show that an order was paid: its screenshots, rows of statements."""
    linked = [link for link in payments.links(vault, order=order.id) if link.role is LinkRole.PAYMENT]
    rows = [gathered.payments[link.payment] for link in linked if link.payment in gathered.payments]
    kinds = {EvidenceKind.PAYMENT, EvidenceKind.ORDER_PAGE}
    items = [one.id for one in evidence.of_order(vault, order.id) if one.kind in kinds]
    return tuple(sorted({*gathered.of_evidence(items), *rows}))


def _bought(vault: Vault, order: Order, gathered: Gathered) -> Iterator[TimelineEvent]:
    facts = order.facts
    if facts.paid_at is not None:
        promise = f"，商家承诺 {facts.promise.shown.zh}内到账" if facts.promise else ""
        yield TimelineEvent(
            facts.paid_at,
            f"下单并付款 {facts.amount.shown}{promise}",
            facts.pay_method.label.zh if facts.pay_method else "",
            exhibits_of_payment(vault, order, gathered),
            Actor.MONEY,
        )


def _seen(order: Order, gathered: Gathered) -> Iterator[TimelineEvent]:
    for seen in statuses_seen(order):
        exhibits = gathered.of_evidence([seen.evidence])
        yield TimelineEvent(seen.at, f"订单状态为“{seen.status.label.zh}”", "订单页", exhibits)


def _said(vault: Vault, order: Order, views: Sequence[CaseView], gathered: Gathered) -> Iterator[TimelineEvent]:
    entries = [one for view in views for one in view.case.events if not one.is_undone]
    told = {one.message for one in entries}
    # One pass over each conversation: asked for one by one, messages would take time that grows with the square.
    relied = [
        (conversation, message)
        for conversation in conversations.every(vault, order=order.id)
        for message in conversations.messages(vault, conversation)
        if any(key == order.id for key, _ in message.relied_upon)
    ]
    for conversation, message in relied:
        if message.id in told or message.read.at is None:
            continue
        text = message.read.text.strip()
        quoted = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
        actor = {"me": Actor.BUYER, "merchant": Actor.MERCHANT, "platform": Actor.PLATFORM}.get(
            message.role, Actor.OTHER
        )
        if any(_is_same(one, actor, message.read.at) for one in entries):
            continue
        who = "买家" if actor is Actor.BUYER else message.role.label.zh
        position = gathered.messages.get(message.id)
        yield TimelineEvent(
            message.read.at,
            f"{who}说：“{quoted}”",
            conversation.channel.label.zh,
            () if position is None else (position,),
            actor,
            is_resolved=message.read.time_known is TimeKnown.RESOLVED,
        )


def _is_same(entry: CaseEvent, actor: Actor, at: datetime) -> bool:
    """Return whether an event of the case tells the same as a message: one's own act, at the same minute."""
    return ACTOR.get(entry.event, Actor.BUYER) is actor and abs(entry.at - at) < _SAME_MINUTE


def _event(entry: CaseEvent, gathered: Gathered) -> TimelineEvent:
    words = entry.event.label.zh
    if entry.amount is not None:
        words += f" {entry.amount.shown}"
    if entry.destination is not None:
        words += f"（到{entry.destination.label.zh}）"
    note = entry.note.strip()
    if note:
        words += f"：{note}"
    channel = entry.channel.label.zh if entry.channel else ""
    return TimelineEvent(
        entry.at, words, channel, exhibits_of_event(entry, gathered), ACTOR.get(entry.event, Actor.BUYER)
    )


def _deadline(deadline: Deadline, started: CaseEvent | None, gathered: Gathered, at: datetime) -> DeadlineRow:
    closed = deadline.closed_at if deadline.closed_at is not None and deadline.closed_at <= at else None
    return DeadlineRow(
        what=deadline.kind.label.zh if deadline.own is None else deadline.clause.zh,
        starts_at=deadline.starts_at,
        due_at=deadline.due_at,
        state=deadline.state(at),
        clause=deadline.clause.zh,
        closed_at=closed,
        is_estimated=deadline.is_estimated,
        warning=deadline.warning.zh if deadline.warning else "",
        exhibits=gathered.of_evidence(started.evidence) if started is not None else (),
    )
