"""A deadline as a value: what is due when, by which clause, and what became of it by an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.cancellation import CancellationId, DeadlineKind
from app.domain.duration import Duration
from app.domain.errors import InvalidField
from app.domain.orders import OrderId
from app.domain.periods import require_aware
from app.domain.rules import Clause
from app.domain.text import Labelled
from app.domain.times import shown
from app.domain.words import Text


class DeadlineState(Labelled):
    """What became of a deadline."""

    RUNNING = "running", "进行中", "Running"
    MET = "met", "按时完成", "Met"
    MISSED = "missed", "已超期", "Missed"
    WAIVED = "waived", "不再适用", "Waived"


@dataclass(frozen=True, slots=True)
class OwnDeadline:
    """A deadline the user set: what for, from when until when (UTC), and when it was done or dropped."""

    id: int
    order: OrderId
    text: str
    starts_at: datetime
    due_at: datetime
    cancellation: CancellationId | None = None
    closed_at: datetime | None = None
    is_waived: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline with its clause and the sum that leads to it; all instants are UTC.

    `event` names the entry of the history that started it, `own` the user's own deadline. `is_waived` says that it was
    closed in time without having been met; one that was closed too late stays missed.
    """

    kind: DeadlineKind
    starts_at: datetime
    due_at: datetime
    clause: Text
    arithmetic: Text
    order: OrderId
    cancellation: CancellationId | None = None
    event: int | None = None
    own: int | None = None
    closed_at: datetime | None = None
    is_waived: bool = False
    is_estimated: bool = False
    warning: Text | None = None

    @property
    def key(self) -> str:
        """A name that stays the same as long as what started the deadline stands."""
        if self.own is not None:
            return f"{self.kind}:{self.own}"
        if self.event is not None:
            return f"{self.kind}:case-{self.cancellation}:event-{self.event}"
        if self.cancellation is not None:
            return f"{self.kind}:case-{self.cancellation}"
        return f"{self.kind}:order-{self.order}"

    def state(self, at: datetime) -> DeadlineState:
        """Return what became of the deadline by an instant; what happened after that instant does not count.

        Raises:
            ValueError: a naive instant.
        """
        at = require_aware(at)
        if self.closed_at is None or self.closed_at > at:
            return DeadlineState.MISSED if at > self.due_at else DeadlineState.RUNNING
        if self.closed_at > self.due_at:
            return DeadlineState.MISSED
        return DeadlineState.WAIVED if self.is_waived else DeadlineState.MET


def own_deadline(entry: OwnDeadline) -> Deadline:
    """Return the deadline that a user set.

    Raises:
        ValueError: an instant without an offset.
    """
    said = Text(f"自设期限 {shown(entry.due_at)}", f"set by yourself: {shown(entry.due_at)}")
    return Deadline(
        DeadlineKind.OWN,
        require_aware(entry.starts_at),
        require_aware(entry.due_at),
        Text(entry.text, entry.text),
        said,
        entry.order,
        cancellation=entry.cancellation,
        own=entry.id,
        closed_at=entry.closed_at,
        is_waived=entry.is_waived,
    )


def clause_words(clause: Clause) -> Text:
    """Return a clause as a deadline names it: whose text it is, the length of time it gives, and its own words."""
    try:
        length = Duration.parse(clause.value).shown
    except InvalidField:
        length = Text(clause.value, clause.value)
    if clause.is_common_practice:
        zh, en = "常见做法（不是本平台的规则原文）", "common practice (not this platform's own text)"
    else:
        zh, en = "本平台规则", "this platform's rules"
    return Text(f"{zh}，{length.zh}：{clause.text}", f"{en}, {length.en}: {clause.text}")
