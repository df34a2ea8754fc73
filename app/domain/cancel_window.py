"""The cancel window: by whom an order can still be undone, until when, and by which clause.

The rules are those of the field guide's step 1 (“判断订单状态，抓住黄金取消窗口”).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from app.domain.cancellation import CancelReason, DeadlineKind
from app.domain.duration import Duration
from app.domain.orders import Order, OrderStatus
from app.domain.rules import PlatformRule, RuleId, standing_at
from app.domain.text import Labelled
from app.domain.times import LATEST, shown
from app.domain.words import Text


class Due(Protocol):
    """What is asked of a deadline here: its kind, its end, and how it stands at an instant."""

    @property
    def kind(self) -> DeadlineKind:
        """What it is about."""
        ...

    @property
    def due_at(self) -> datetime:
        """The instant at which it runs out."""
        ...

    def state(self, at: datetime, /) -> str:
        """Return `running`, `met`, `missed` or `waived`."""
        ...


class CancelBy(Labelled):
    """Who must take part in undoing the order."""

    ALONE = "alone", "自己取消", "Cancel yourself"
    WITH_MERCHANT = "with_merchant", "经商家同意取消", "Cancel with the merchant's consent"
    NEGOTIATE = "negotiate", "与商家协商", "Negotiate"
    BREACH = "breach", "商家违约，要求退款", "Claim the merchant's breach"


@dataclass(frozen=True, slots=True)
class CancelWindow:
    """The path that an order's status leaves.

    `is_open` says whether a right to cancel is at hand; negotiating is not one. `until` is the known end of cancelling
    alone; None where it ends with the delivery, whenever that comes. `by` is None for a cancelled order and for
    one whose status nobody has looked at.
    """

    is_open: bool
    by: CancelBy | None
    until: datetime | None = None
    clause: Text | None = None
    rule: RuleId | None = None
    is_common_practice: bool = False
    status: OrderStatus | None = None

    @property
    def words(self) -> Text:
        """The window in one sentence."""
        if self.by is None:
            if self.status is OrderStatus.CANCELLED:
                return Text("订单已取消", "the order is cancelled")
            return Text("还不知道订单现在的状态", "nobody has looked at the order's status yet")
        if self.until is not None:
            end = shown(self.until)
            return Text(f"{end} 前可以自己取消", f"you can cancel it yourself until {end}")
        return _WORDS[self.by]


_WORDS: Final = {
    CancelBy.ALONE: Text("商家发货前可以自己取消", "you can cancel it yourself until it is delivered"),
    CancelBy.WITH_MERCHANT: Text("可以取消，要商家同意", "it can be cancelled if the merchant agrees"),
    CancelBy.NEGOTIATE: Text("已经发货，只能和商家协商", "it is delivered: only negotiating is left"),
    CancelBy.BREACH: Text("商家违约，可以要求退款", "the merchant is in breach: claim the refund"),
}

# The guide's exception for delivered orders, “除非存在商家违约（如发送错误商品）”: what came is not what was ordered.
_BREACHES: Final = frozenset({CancelReason.WRONG_DELIVERY, CancelReason.NOT_RECEIVED, CancelReason.NOT_AS_DESCRIBED})


def window(
    order: Order,
    rules: Sequence[PlatformRule],
    at: datetime,
    *,
    reason: CancelReason | None = None,
    deadlines: Sequence[Due] = (),
) -> CancelWindow:
    """Return the path that is open at an instant; `rules` are those of the order's platform, in any versions.

    `reason` and `deadlines` (only LATE_DELIVERY is looked at) decide whether the merchant is in breach.
    """
    status = status_at(order, at)
    match status:
        case OrderStatus.PENDING_PAYMENT:
            return CancelWindow(is_open=True, by=CancelBy.ALONE, status=status)
        case OrderStatus.PENDING_DELIVERY:
            return _undelivered(order, rules, at, deadlines)
        case OrderStatus.DELIVERED | OrderStatus.COMPLETED:
            return _delivered(order, rules, at, reason, deadlines, status)
        case _:
            return CancelWindow(is_open=False, by=None, status=status)


def status_at(order: Order, at: datetime) -> OrderStatus | None:
    """Return the status last seen by an instant; before the first look, the first one seen.

    A status only moves on, so an order first seen later as undelivered was undelivered before, too.
    """
    seen = sorted(order.statuses, key=lambda observed: observed.at)
    before = [observed for observed in seen if observed.at <= at]
    if before:
        return before[-1].status
    return seen[0].status if seen else None


def standing_rule(rules: Sequence[PlatformRule], term: str, ordered_at: datetime | None) -> PlatformRule | None:
    """Return the clause on a term that stood when the order was placed.

    A platform's own words go before common practice; the last captured by then before the first captured
    afterwards.
    """
    of_term = [rule for rule in rules if rule.clause.term == term]
    # Without a time of ordering the newest version counts, which is the one that stands at the end of time.
    return next(iter(standing_at(of_term, ordered_at or LATEST)), None)


def ordered_at(order: Order) -> datetime | None:
    """Return the best known time of ordering, which is that of payment."""
    return order.facts.paid_at


def late_since(order: Order, rules: Sequence[PlatformRule], deadlines: Sequence[Due] = ()) -> datetime | None:
    """Return since when an undelivered order is late: the promise and the platform's grace after it.

    None where no time of payment or no promise is known. A deadline of that kind goes before our own arithmetic,
    which takes working days on the late side.
    """
    for due in deadlines:
        if due.kind is DeadlineKind.LATE_DELIVERY and due.state(due.due_at) != "waived":
            return due.due_at
    promised = promised_at(order)
    if promised is None:
        return None
    rule = standing_rule(rules, "late_delivery", ordered_at(order))
    return promised + _at_most(Duration.parse(rule.clause.value, field="value")) if rule else promised


def promised_at(order: Order) -> datetime | None:
    """Return when the merchant promised to have delivered; working days on the late side."""
    facts = order.facts
    if facts.paid_at is None or facts.promise is None:
        return None
    return facts.paid_at + _at_most(facts.promise)


def quoted(rule: PlatformRule) -> Text:
    """Return a clause's own words; common practice is called that in both languages."""
    text = rule.clause.text
    if not rule.clause.is_common_practice:
        return Text(text, text)
    zh = text if text.startswith("常见做法") else f"常见做法：{text}"
    return Text(zh, f"common practice, not this platform's own text: {text}")


def _undelivered(order: Order, rules: Sequence[PlatformRule], at: datetime, deadlines: Sequence[Due]) -> CancelWindow:
    status = OrderStatus.PENDING_DELIVERY
    rule = standing_rule(rules, "self_cancel_window", ordered_at(order))
    until = _self_cancel_end(order, rule)
    is_until_delivered = rule is not None and rule.clause.value == "until:delivered"
    if is_until_delivered or (until is not None and at < until):
        return _with(rule, CancelWindow(is_open=True, by=CancelBy.ALONE, until=until, status=status))
    late = late_since(order, rules, deadlines)
    if late is not None and at > late:
        late_rule = standing_rule(rules, "late_delivery", ordered_at(order))
        return _with(late_rule, CancelWindow(is_open=True, by=CancelBy.BREACH, status=status))
    return _with(rule, CancelWindow(is_open=True, by=CancelBy.WITH_MERCHANT, status=status))


def _delivered(
    order: Order,
    rules: Sequence[PlatformRule],
    at: datetime,
    reason: CancelReason | None,
    deadlines: Sequence[Due],
    status: OrderStatus,
) -> CancelWindow:
    if reason in _BREACHES:
        return CancelWindow(is_open=True, by=CancelBy.BREACH, status=status)
    if reason is CancelReason.LATE_DELIVERY and _was_late(order, at, late_since(order, rules, deadlines)):
        rule = standing_rule(rules, "late_delivery", ordered_at(order))
        return _with(rule, CancelWindow(is_open=True, by=CancelBy.BREACH, status=status))
    rule = standing_rule(rules, "self_cancel_window", ordered_at(order))
    return _with(rule, CancelWindow(is_open=False, by=CancelBy.NEGOTIATE, status=status))


def _was_late(order: Order, at: datetime, late: datetime | None) -> bool:
    """Whether the order was still seen undelivered after its time; seeing it delivered late proves nothing."""
    return late is not None and any(
        seen.status is OrderStatus.PENDING_DELIVERY and late < seen.at <= at for seen in order.statuses
    )


def _self_cancel_end(order: Order, rule: PlatformRule | None) -> datetime | None:
    if rule is None or rule.clause.value == "until:delivered" or order.facts.paid_at is None:
        return None
    length = Duration.parse(rule.clause.value, field="value")
    # Working days last at least as long as plain ones: counted short, nobody is told too late.
    days = timedelta(days=length.count)
    return order.facts.paid_at + (days if length.in_working_days else length.as_timedelta())


def _at_most(length: Duration) -> timedelta:
    """Return an upper bound of a length: each week has two days off, and the longest holiday takes nine."""
    if not length.in_working_days:
        return length.as_timedelta()
    return timedelta(days=length.count * 2 + 10)


def _with(rule: PlatformRule | None, found: CancelWindow) -> CancelWindow:
    if rule is None:
        return found
    return replace(found, clause=quoted(rule), rule=rule.id, is_common_practice=rule.clause.is_common_practice)
