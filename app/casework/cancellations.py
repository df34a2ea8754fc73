"""Opening a cancellation, recording what happened to it, and taking wrong entries back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from app.casework.evidence import add_evidence
from app.casework.orders import living_order
from app.casework.staging import Incoming
from app.domain.cancellation import (
    CancelEvent,
    Cancellation,
    CancellationId,
    CancelReason,
    CaseEvent,
    Channel,
    Remedy,
    advance,
    replay,
)
from app.domain.changes import Change, Outcome, RowChange
from app.domain.errors import InputError, InvalidField
from app.domain.evidence import EvidenceKind
from app.domain.money import Money
from app.domain.orders import Order, OrderId, PayMethod
from app.domain.text import clean_prose
from app.domain.times import parse_time, refuse_future, shown
from app.domain.words import Text
from app.vault import cancellations
from app.vault.facts import FactWriter
from app.vault.vault import Vault

_PROOF_KINDS: Final = {
    CancelEvent.REFUND_RECEIVED: EvidenceKind.REFUND,
    CancelEvent.SUBMIT: EvidenceKind.CHAT,
    CancelEvent.AGREE: EvidenceKind.CHAT,
    CancelEvent.REFUSE: EvidenceKind.CHAT,
    CancelEvent.OFFER: EvidenceKind.CHAT,
}


@dataclass(frozen=True, slots=True)
class TypedEvent:
    """An event as it was typed, with the files that prove it."""

    event: str
    at: str | None = None
    amount: str | None = None
    due: str | None = None
    note: str | None = None
    channel: str | None = None
    destination: str | None = None
    proofs: Sequence[Incoming] = ()
    message: int | None = None
    payment: int | None = None


def open_case(
    vault: Vault, order: OrderId, *, reason: str, want: str = Remedy.FULL.value, amount: str | None = None
) -> Outcome[Cancellation]:
    """Open a cancellation of an order; without an amount the whole price is claimed.

    Raises:
        NotFound: there is no such order.
        InvalidField: an unknown reason or remedy, or an amount above what was paid.
        InputError: the order is in the trash, or has an open case already.
    """
    found = living_order(vault, order)
    why, wanted = CancelReason.parse("reason", reason), Remedy.parse("want", want)
    claimed = Money.parse(amount) if amount else found.facts.amount
    if claimed.fen == 0:
        raise InvalidField("amount", Text("要求退款的金额是 0", "claims nothing"), Text("请填写金额", "give an amount"))
    if claimed > found.facts.amount:
        raise InvalidField(
            "amount",
            Text(f"超过实付金额 {found.facts.amount.shown}", f"is more than was paid, {found.facts.amount}"),
        )
    for case in cancellations.every(vault, order=order):
        if case.standing.state not in {"settled", "withdrawn"}:
            raise InputError(
                Text(f"订单 {order} 已有进行中的案件 {case.id}", f"order {order} has the open case {case.id}"),
                Text("请在那个案件里继续", "go on with that one"),
            )
    with vault.write("cancellation.opened") as facts:
        key = cancellations.add(facts, order, why, wanted, claimed)
    return Outcome(cancellations.get(vault, key), Change(Text("开始取消", "Open cancellation"), tuple(facts.rows)))


def record_event(vault: Vault, key: CancellationId, typed: TypedEvent) -> Outcome[Cancellation]:
    """Record what happened; all that can be wrong is found before anything is written.

    Raises:
        NotFound: there is no such case.
        EventNotAllowed: the case's state does not know the event; the message lists those it does.
        InvalidField: a value is wrong, out of order, or in the future.
        UnreadableFile: a proof cannot be taken.
    """
    case = cancellations.get(vault, key)
    order = living_order(vault, case.order)
    entry = _entry(vault, typed)
    _refuse_impossible(order, entry)
    advance(replay(case), entry)
    rows: list[RowChange] = []
    proofs: list[int] = []
    if typed.proofs:
        kind = _PROOF_KINDS.get(entry.event, EvidenceKind.OTHER)
        taken = add_evidence(vault, case.order, list(typed.proofs), kind=kind)
        proofs = [added.evidence.id for added in taken.value.added]
        rows += taken.change.rows
    with vault.write("cancellation.event") as facts:
        _record(facts, case, entry, proofs)
    rows += facts.rows
    return Outcome(cancellations.get(vault, key), Change(entry.event.label, tuple(rows)))


def undo_event(vault: Vault, key: CancellationId, *, note: str = "") -> Outcome[Cancellation]:
    """Take the last entry of a case back; both stay in its history.

    Raises:
        NotFound: there is no such case.
        InputError: there is nothing to take back.
    """
    case = cancellations.get(vault, key)
    last = next((entry for entry in reversed(case.events) if not entry.is_undone), None)
    if last is None:
        raise InputError(
            Text("这个案件还没有记录", "this case has no events yet"),
            Text("没有可撤销的内容", "there is nothing to undo"),
        )
    with vault.write("cancellation.event_undone") as facts:
        cancellations.take_back(facts, key, last.id, clean_prose("note", note))
    return Outcome(cancellations.get(vault, key), Change(Text("撤销记录", "Undo event"), tuple(facts.rows)))


def show_case(vault: Vault, key: CancellationId) -> Cancellation:
    """Return one case.

    Raises:
        NotFound: there is none of that id.
    """
    return cancellations.get(vault, key)


def list_cases(vault: Vault, *, order: OrderId | None = None) -> list[Cancellation]:
    """Return the cases of one order, or of all orders that are not in the trash."""
    return cancellations.every(vault, order=order)


def _entry(vault: Vault, typed: TypedEvent) -> CaseEvent:
    now = vault.clock.now()
    at = parse_time(typed.at) if typed.at else now
    refuse_future("at", at, now=now)
    return CaseEvent(
        id=0,
        event=CancelEvent.parse("event", typed.event),
        at=at,
        amount=Money.parse(typed.amount) if typed.amount else None,
        due=_due(typed.due, at),
        note=clean_prose("note", typed.note),
        channel=Channel.parse("channel", typed.channel) if typed.channel else None,
        destination=PayMethod.parse("to", typed.destination) if typed.destination else None,
        message=typed.message,
        payment=typed.payment,
    )


def _due(text: str | None, at: datetime) -> datetime | None:
    if not text:
        return None
    due = parse_time(text, field="due")
    if due < at:
        raise InvalidField("due", Text("早于这件事发生的时间", "is before the event itself"))
    return due


def _refuse_impossible(order: Order, entry: CaseEvent) -> None:
    if entry.event is CancelEvent.REFUND_RECEIVED and entry.amount is not None and entry.amount.fen == 0:
        raise InvalidField(
            "amount",
            Text("退款金额不能为零", "a refund of nothing is none"),
            Text("请填写实际收到的金额", "enter what came back"),
        )
    paid_at = order.facts.paid_at
    if paid_at is not None and entry.at < paid_at:
        raise InvalidField(
            "at",
            Text(f"早于付款时间 {shown(paid_at)}", f"is before the payment at {shown(paid_at)}"),
            Text("请核对时间", "check the time"),
        )


def _record(facts: FactWriter, case: Cancellation, entry: CaseEvent, proofs: Sequence[int]) -> None:
    cancellations.record(facts, case.id, replace(entry, evidence=tuple(proofs)), proofs)
