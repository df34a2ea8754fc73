"""What is to be done today: over all orders and cases, the most burning first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.domain.advice import situate
from app.domain.cancellation import Actor, Cancellation, CancelState, DeadlineKind
from app.domain.deadline import Deadline, DeadlineState, OwnDeadline
from app.domain.deadlines import deadlines
from app.domain.next_steps import next_step
from app.domain.orders import Order, OrderId, OrderStatus
from app.domain.rules import PlatformRule
from app.domain.times import shown
from app.domain.words import Text
from app.domain.workdays import Workdays
from app.vault import cancellations, orders, own_deadlines, platforms
from app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One order that wants attention: what to do, whose turn it is, and the deadline that burns, if any.

    `case` is the order's open case; `state` is where that stands, or without one the order's status.
    """

    order: Order
    case: Cancellation | None
    headline: Text
    actor: Actor
    burning: Deadline | None
    state: CancelState | OrderStatus | None


@dataclass(frozen=True, slots=True)
class Today:
    """All rows as they stand at an instant (UTC), and the first instant after which they have to be looked up anew."""

    at: datetime
    rows: tuple[TodayRow, ...]
    changes_after: datetime | None

    @property
    def clocks(self) -> dict[OrderId, Deadline]:
        """The deadline that burns, by order; orders on which none does are not in it."""
        return {row.order.id: row.burning for row in self.rows if row.burning is not None}

    def clock_of(self, order: OrderId) -> Deadline | None:
        """Return the deadline that burns on an order."""
        return self.clocks.get(order)


def today(vault: Vault, *, days: Workdays, at: datetime) -> Today:
    """Return what is to be done on the orders that are not in the trash: open cases, and deliveries that are owed.

    Raises:
        EventNotAllowed, InvalidField: a case's history is impossible.
    """
    by_order: dict[OrderId, list[Cancellation]] = {}
    for case in cancellations.every(vault):
        by_order.setdefault(case.order, []).append(case)
    rules = {platform.name: platforms.rules(vault, platform.id) for platform in platforms.all_platforms(vault)}
    rows: list[TodayRow] = []
    turns: list[datetime] = []
    for order in orders.find(vault):
        own = own_deadlines.of_order(vault, order.id)
        look = _Look(order, rules.get(order.facts.platform, ()), days, own, at)
        for row, instants in look.rows(by_order.get(order.id, ())):
            rows.append(row)
            turns += instants
    rows.sort(key=lambda row: _urgency(row, at))
    return Today(at, tuple(rows), min((turn for turn in turns if turn >= at), default=None))


def is_last_quarter(deadline: Deadline, at: datetime) -> bool:
    """Return whether at most a quarter of a deadline's span is left, or it is over."""
    return (deadline.due_at - at) * 4 <= deadline.due_at - deadline.starts_at


_ENDED: Final = frozenset({CancelState.SETTLED, CancelState.WITHDRAWN})
_DELIVERY: Final = frozenset({DeadlineKind.PROMISED_DELIVERY, DeadlineKind.LATE_DELIVERY})
_ALWAYS: Final = frozenset({DeadlineKind.LIMITATION, DeadlineKind.OWN})
_REFUND: Final = frozenset({DeadlineKind.REFUND_ARRIVAL, DeadlineKind.REFUND_REFUSED})

# A promise that was broken before the request went out is that request's reason; from then on the answer counts.
_MATTERS_MISSED: Final[Mapping[CancelState, frozenset[DeadlineKind]]] = {
    CancelState.DRAFT: _DELIVERY,
    CancelState.REQUESTED: frozenset({DeadlineKind.MERCHANT_REPLY}),
    CancelState.NEGOTIATING: frozenset({DeadlineKind.MERCHANT_REPLY}),
    CancelState.REFUSED: frozenset(),
    CancelState.PLATFORM_REVIEW: frozenset({DeadlineKind.SUPPORT_REPLY}),
    CancelState.COMPLAINT: frozenset({DeadlineKind.ACCEPTANCE, DeadlineKind.MEDIATION}),
    CancelState.REFUND_DUE: _REFUND,
    CancelState.REFUND_SHORT: _REFUND,
}


@dataclass(frozen=True, slots=True)
class _Look:
    """One order, the clauses of its platform, the user's own deadlines, and the instant of the look."""

    order: Order
    rules: Sequence[PlatformRule]
    days: Workdays
    own: Sequence[OwnDeadline]
    at: datetime

    def rows(self, cases: Sequence[Cancellation]) -> Iterator[tuple[TodayRow, list[datetime]]]:
        """Give the order's row, if it has one, with the instants at which it turns."""
        standings = [(case, case.standing.state) for case in cases]
        still_open = [case for case, state in standings if state not in _ENDED]
        is_settled = any(state is CancelState.SETTLED for _, state in standings)
        if still_open:
            yield self._of_case(still_open[-1], is_settled=is_settled)
        elif not is_settled:
            # A case that was only withdrawn leaves the delivery owed.
            yield from self._of_order()

    def _of_case(self, case: Cancellation, *, is_settled: bool) -> tuple[TodayRow, list[datetime]]:
        found = deadlines(self.order, case, self.rules, self.days, self.own)
        situation = situate(case, self.order, self.rules, found, self.at)
        state = situation.standing.state
        matters = _MATTERS_MISSED[state] | _ALWAYS
        unmet = [deadline for deadline in self._unmet(found) if not (is_settled and deadline.kind in _DELIVERY)]
        missed = [deadline for deadline in unmet if self._is_missed(deadline) and deadline.kind in matters]
        running = [deadline for deadline in unmet if not self._is_missed(deadline)]
        burning = next(iter(missed + [deadline for deadline in running if self._is_near(deadline)]), None)
        actor = Actor.ME if missed else situation.standing.waiting_for
        step, _ = next_step(situation)
        turns = [deadline.due_at for deadline in running]
        if situation.window.until is not None:
            turns.append(situation.window.until)
        return TodayRow(self.order, case, step.text, actor, burning, state), turns

    def _of_order(self) -> Iterator[tuple[TodayRow, list[datetime]]]:
        unmet = self._unmet(deadlines(self.order, None, self.rules, self.days, self.own))
        if not unmet:
            return
        burning = unmet[0]
        late = next((deadline for deadline in unmet if deadline.kind is DeadlineKind.LATE_DELIVERY), None)
        if burning.kind is DeadlineKind.OWN:
            headline, actor = burning.clause, Actor.ME
        elif not self._is_missed(burning):
            headline, actor = _awaited(burning), Actor.MERCHANT
        elif late is not None and self._is_missed(late):
            headline, actor = _LATE, Actor.ME
        else:
            headline, actor = _overdue(late), Actor.ME
        row = TodayRow(self.order, None, headline, actor, burning, self.order.status)
        yield row, [deadline.due_at for deadline in unmet if not self._is_missed(deadline)]

    def _unmet(self, found: Sequence[Deadline]) -> list[Deadline]:
        """Return the deadlines that nothing has closed, the earliest due first; one closed too late is over."""
        return [deadline for deadline in found if deadline.closed_at is None or deadline.closed_at > self.at]

    def _is_missed(self, deadline: Deadline) -> bool:
        return deadline.state(self.at) is DeadlineState.MISSED

    def _is_near(self, deadline: Deadline) -> bool:
        """Whether a running deadline is worth a look: three years are none of today's until they run out."""
        return deadline.kind is not DeadlineKind.LIMITATION or is_last_quarter(deadline, self.at)


def _awaited(deadline: Deadline) -> Text:
    end = shown(deadline.due_at)
    return Text(f"等商家发货，承诺 {end} 前到账", f"Wait for the delivery, promised by {end}")


_LATE: Final = Text(
    "已经算延迟发货：截图订单状态，可以要求取消退款",
    "This is late delivery: capture the order's status; you may cancel and claim the refund",
)


def _overdue(late: Deadline | None) -> Text:
    if late is None:
        return Text(
            "商家过了承诺的时间还没发货：先截图订单状态，再决定要不要取消",
            "The promise is broken: capture the order's status, then decide whether to cancel",
        )
    since = shown(late.due_at)
    return Text(
        f"商家过了承诺的时间还没发货：先截图订单状态，{since} 后可以按延迟发货取消",
        f"The promise is broken: capture the order's status; after {since} you may cancel for late delivery",
    )


def _urgency(row: TodayRow, at: datetime) -> tuple[int, timedelta, bool, int]:
    """Order rows: what an open case let pass, the longest ago first; then what is nearest in time; then the rest.

    A promise that was broken today goes before a refund that is due next week; one of last year, on an order that
    nobody has looked at since, goes after it.
    """
    waits = row.actor is not Actor.ME
    if row.burning is None:
        return 2, timedelta(0), waits, row.order.id
    left = row.burning.due_at - at
    if row.case is not None and left < timedelta(0):
        return 0, left, waits, row.order.id
    return 1, abs(left), waits, row.order.id
