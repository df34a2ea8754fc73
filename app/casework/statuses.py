"""Seeing an order in a status, with the screenshot that shows it."""

from __future__ import annotations

from pathlib import Path

from app.casework.evidence import add_evidence
from app.casework.orders import observe_status, show_order
from app.domain.changes import Change, Outcome
from app.domain.evidence import EvidenceKind
from app.domain.orders import Order, OrderId, OrderStatus
from app.domain.times import parse_time, refuse_future
from app.vault.vault import Vault


def see_status(
    vault: Vault, order: OrderId, status: str, *, at: str | None = None, proof: Path | None = None
) -> Outcome[Order]:
    """Record a status seen on an order, taking a screenshot of it in as evidence first.

    Raises:
        NotFound: there is no such order.
        InvalidField: an unknown status, no instant, or one in the future.
        UnreadableFile: the screenshot cannot be taken.
    """
    # All that can be wrong is found before anything is written.
    OrderStatus.parse("status", status)
    instant = parse_time(at) if at else None
    if instant is not None:
        refuse_future("at", instant, now=vault.clock.now())
    show_order(vault, order)
    if proof is None:
        return observe_status(vault, order, status, at=instant)
    taken = add_evidence(vault, order, [proof], kind=EvidenceKind.STATUS)
    item = taken.value.added[0].evidence
    seen = observe_status(vault, order, status, at=instant, proof=item.id)
    return Outcome(seen.value, Change(seen.change.label, taken.change.rows + seen.change.rows))
