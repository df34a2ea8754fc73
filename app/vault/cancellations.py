"""Cancellations and their histories; a wrong entry is undone by another one, never rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from app.domain.cancellation import (
    CancelEvent,
    Cancellation,
    CancellationId,
    CancelReason,
    CaseEvent,
    Channel,
    Remedy,
)
from app.domain.errors import NotFound
from app.domain.money import Money
from app.domain.orders import OrderId, PayMethod
from app.domain.times import from_stored, to_stored
from app.domain.words import Text
from app.vault.facts import FactWriter
from app.vault.rows import LARGEST_KEY, reading
from app.vault.tables import CANCELLATION_EVENTS, CANCELLATIONS, EVENT_EVIDENCE, ORDERS
from app.vault.vault import Vault

UNDO: Final = "undo"
"""The event that takes another one back."""

_CASE = f"SELECT c.*, o.amount, o.currency FROM {CANCELLATIONS} c JOIN {ORDERS} o ON o.id = c.order_id"


def get(vault: Vault, key: CancellationId) -> Cancellation:
    """Return one case with its history.

    Raises:
        NotFound: there is none of that id.
    """
    rows = vault.db.query(f"{_CASE} WHERE c.id = ?", [key]) if key <= LARGEST_KEY else ()
    for row in rows:
        return _case(vault, row)
    raise NotFound(Text("案件", "cancellation"), key)


def every(vault: Vault, *, order: OrderId | None = None) -> list[Cancellation]:
    """Return the cases of one order, or of all that are not in the trash, oldest first."""
    where, parameters = ("c.order_id = ?", [order]) if order is not None else ("o.trashed_at IS NULL", [])
    return [_case(vault, row) for row in vault.db.query(f"{_CASE} WHERE {where} ORDER BY c.id", parameters)]


def add(facts: FactWriter, order: OrderId, reason: CancelReason, want: Remedy, claimed: Money) -> CancellationId:
    """Open a case."""
    values = {
        "order_id": order,
        "reason": reason.value,
        "want": want.value,
        "claimed": claimed.fen,
        "opened_at": to_stored(facts.at),
    }
    return CancellationId(facts.insert(CANCELLATIONS, values))


def record(facts: FactWriter, case: CancellationId, entry: CaseEvent, evidence: Sequence[int]) -> int:
    """Add an event to a case's history and return its id."""
    values = {
        "cancellation_id": case,
        "event": entry.event.value,
        "at": to_stored(entry.at),
        "amount": None if entry.amount is None else entry.amount.fen,
        "due": entry.due and to_stored(entry.due),
        "note": entry.note,
        "channel": entry.channel and entry.channel.value,
        "destination": entry.destination and entry.destination.value,
        "recorded_at": to_stored(facts.at),
        "message_id": entry.message,
        "payment_id": entry.payment,
    }
    key = facts.insert(CANCELLATION_EVENTS, values)
    for item in evidence:
        facts.insert(EVENT_EVIDENCE, {"event_id": key, "evidence_id": item})
    return key


def place_of_event(vault: Vault, event: int) -> tuple[CancellationId, int]:
    """Return the case of an entry and the entry as which it is told: one that takes another back, as that one.

    Raises:
        NotFound: there is no such entry.
    """
    query = f"SELECT cancellation_id, coalesce(undoes, id) FROM {CANCELLATION_EVENTS} WHERE id = ?"
    row = vault.db.execute(query, [event]).fetchone()
    if row is None:
        raise NotFound(Text("案件记录", "case entry"), event)
    return CancellationId(row[0]), int(row[1])


def take_back(facts: FactWriter, case: CancellationId, event: int, note: str) -> None:
    """Add the entry that undoes an earlier one."""
    now = to_stored(facts.at)
    values = {
        "cancellation_id": case,
        "event": UNDO,
        "at": now,
        "note": note,
        "undoes": event,
        "recorded_at": now,
    }
    facts.insert(CANCELLATION_EVENTS, values)


def _case(vault: Vault, row: dict[str, Any]) -> Cancellation:
    with reading(CANCELLATIONS, row["id"]):
        currency = row["currency"]
        return Cancellation(
            id=CancellationId(row["id"]),
            order=OrderId(row["order_id"]),
            reason=CancelReason(row["reason"]),
            want=Remedy(row["want"]),
            claimed=Money(row["claimed"], currency),
            paid=Money(row["amount"], currency),
            opened_at=from_stored(row["opened_at"]),
            events=_events(vault, row["id"], currency),
        )


def _events(vault: Vault, case: int, currency: str) -> tuple[CaseEvent, ...]:
    proofs: dict[int, list[int]] = {}
    for row in vault.db.query(
        f"SELECT p.event_id, p.evidence_id FROM {EVENT_EVIDENCE} p"
        f" JOIN {CANCELLATION_EVENTS} e ON e.id = p.event_id WHERE e.cancellation_id = ? ORDER BY p.id",
        [case],
    ):
        proofs.setdefault(row["event_id"], []).append(row["evidence_id"])
    rows = list(vault.db.query(f"SELECT * FROM {CANCELLATION_EVENTS} WHERE cancellation_id = ? ORDER BY id", [case]))
    undone = {row["undoes"] for row in rows if row["undoes"] is not None}
    return tuple(
        _event(row, currency, tuple(proofs.get(row["id"], ())), is_undone=row["id"] in undone)
        for row in rows
        if row["event"] != UNDO
    )


def _event(row: dict[str, Any], currency: str, proofs: tuple[int, ...], *, is_undone: bool) -> CaseEvent:
    with reading(CANCELLATION_EVENTS, row["id"]):
        return CaseEvent(
            id=row["id"],
            event=CancelEvent(row["event"]),
            at=from_stored(row["at"]),
            amount=None if row["amount"] is None else Money(row["amount"], currency),
            due=row["due"] and from_stored(row["due"]),
            note=row["note"],
            channel=row["channel"] and Channel(row["channel"]),
            destination=row["destination"] and PayMethod(row["destination"]),
            evidence=proofs,
            is_undone=is_undone,
            message=row["message_id"],
            payment=row["payment_id"],
        )
