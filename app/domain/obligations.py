"""Who must act in a case, since when, until when and what closes it; and what to do once a deadline is missed.

A missed deadline changes nothing by itself: it offers an event, and the user decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from app.domain.cancellation import (
    TRANSITIONS,
    Actor,
    CancelEvent,
    Cancellation,
    CancelState,
    DeadlineKind,
    allowed_events,
)
from app.domain.deadline import Deadline

LEVERS: Final[Mapping[DeadlineKind, tuple[CancelEvent, ...]]] = MappingProxyType(
    {
        DeadlineKind.PROMISED_DELIVERY: (CancelEvent.SUBMIT,),
        DeadlineKind.LATE_DELIVERY: (CancelEvent.SUBMIT, CancelEvent.ASK_PLATFORM),
        DeadlineKind.MERCHANT_REPLY: (CancelEvent.NO_REPLY, CancelEvent.ASK_PLATFORM),
        DeadlineKind.SUPPORT_REPLY: (CancelEvent.PLATFORM_SILENT, CancelEvent.COMPLAIN),
        DeadlineKind.REFUND_ARRIVAL: (CancelEvent.CONTEST_SHORT, CancelEvent.ASK_PLATFORM, CancelEvent.COMPLAIN),
        DeadlineKind.REFUND_REFUSED: (CancelEvent.COMPLAIN,),
        DeadlineKind.ACCEPTANCE: (CancelEvent.COMPLAIN,),
        # Mediation without an agreement ends (art. 23); a court or arbitration is outside of this case (art. 25).
        DeadlineKind.MEDIATION: (CancelEvent.COMPLAINT_REJECTED,),
        DeadlineKind.LIMITATION: (),
        DeadlineKind.OWN: (),
    }
)
"""The events to offer when a deadline is missed, the next one first (field guide, challenges 1 and 3)."""

_WATCHED: Final[Mapping[CancelState, tuple[DeadlineKind, ...]]] = {
    CancelState.DRAFT: (DeadlineKind.LIMITATION,),
    CancelState.REQUESTED: (DeadlineKind.MERCHANT_REPLY,),
    CancelState.NEGOTIATING: (DeadlineKind.MERCHANT_REPLY,),
    CancelState.REFUSED: (DeadlineKind.LIMITATION,),
    CancelState.PLATFORM_REVIEW: (DeadlineKind.SUPPORT_REPLY,),
    CancelState.COMPLAINT: (DeadlineKind.ACCEPTANCE, DeadlineKind.MEDIATION),
    CancelState.REFUND_DUE: (DeadlineKind.REFUND_ARRIVAL, DeadlineKind.REFUND_REFUSED),
    CancelState.REFUND_SHORT: (DeadlineKind.LIMITATION,),
}
"""The deadlines that limit what the state waits for."""

_MERCHANTS: Final = (CancelEvent.AGREE, CancelEvent.REFUSE, CancelEvent.OFFER, CancelEvent.REFUND_RECEIVED)
_ACTS: Final[Mapping[Actor, tuple[CancelEvent, ...]]] = {
    Actor.ME: (
        CancelEvent.SUBMIT,
        CancelEvent.ACCEPT_OFFER,
        CancelEvent.ASK_PLATFORM,
        CancelEvent.COMPLAIN,
        CancelEvent.ACCEPT_SHORT,
        CancelEvent.CONTEST_SHORT,
        CancelEvent.WITHDRAW,
    ),
    Actor.MERCHANT: _MERCHANTS,
    Actor.PLATFORM: (CancelEvent.PLATFORM_FOR, CancelEvent.PLATFORM_AGAINST),
    Actor.AUTHORITY: (CancelEvent.COMPLAINT_ACCEPTED, CancelEvent.COMPLAINT_REJECTED, CancelEvent.MEDIATED),
    Actor.NOBODY: (),
}
"""What each side can do to close its turn; recording somebody's silence is not among it."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """Whose turn it is: since and until which instant (UTC), by which deadline, and the events that close it.

    `until` is None where neither a clause, the law nor a promise sets an end.
    """

    actor: Actor
    since: datetime
    until: datetime | None
    closes: tuple[CancelEvent, ...]
    deadline: Deadline | None = None


def obligation(case: Cancellation, deadlines: Sequence[Deadline]) -> Obligation:
    """Return whose turn it is in a case, by its own deadlines; those of other cases are left out.

    The turn ends with the first open deadline that limits what the state waits for, missed or not.
    """
    standing = case.standing
    actor = standing.waiting_for
    watched = (DeadlineKind.LIMITATION,) if actor is Actor.ME else _WATCHED.get(standing.state, ())
    open_ones = [
        deadline
        for deadline in deadlines
        if deadline.cancellation == case.id and deadline.kind in watched and deadline.closed_at is None
    ]
    first = min(open_ones, key=lambda deadline: deadline.due_at, default=None)
    closes = tuple(event for event in allowed_events(standing.state) if event in _ACTS[actor])
    since = standing.last.at if standing.last else case.opened_at
    return Obligation(actor, since, first.due_at if first else None, closes, first)


def next_lever(kind: DeadlineKind, state: CancelState | None = None) -> CancelEvent | None:
    """Return the event to offer once a deadline is missed: with a state, the first of `LEVERS` that it allows."""
    return next((event for event in LEVERS[kind] if state is None or (state, event) in TRANSITIONS), None)
