"""Refunds: what should come back, what came back, and what a fee kept back stands on.

Source: field guide, “核对退款金额与到账时间” (100 paid, 95 back, a fee nobody had announced).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from app.domain.cancel_window import ordered_at, standing_rule
from app.domain.cancellation import CancelEvent, Cancellation, Remedy
from app.domain.errors import InvalidField
from app.domain.money import Money
from app.domain.orders import Order, PayMethod
from app.domain.rules import PlatformRule
from app.domain.text import Labelled
from app.domain.words import Text


class Basis(Labelled):
    """What an expected amount rests on."""

    FULL = "full", "全额", "Full amount"
    AGREED = "agreed", "双方约定或平台、调解确定", "Agreed or decided"
    UNUSED = "unused", "按未使用部分", "Unused share"
    CLAIMED = "claimed", "你的要求", "As claimed"


@dataclass(frozen=True, slots=True)
class Expected:
    """The refund that should come, and why that much."""

    amount: Money
    basis: Basis


@dataclass(frozen=True, slots=True)
class RefundPart:
    """One amount that came back, and to where, if that is known."""

    amount: Money
    at: datetime
    to: PayMethod | None = None


@dataclass(frozen=True, slots=True)
class RefundCount:
    """What came back against what should: all parts, by destination, and those that went elsewhere."""

    expected: Money
    received: Money
    by_destination: tuple[tuple[PayMethod | None, Money], ...]
    misdirected: tuple[RefundPart, ...]

    @property
    def shortfall(self) -> Money:
        """What is missing; zero where enough came."""
        return Money(max(self.expected.fen - self.received.fen, 0), self.expected.currency)

    @property
    def surplus(self) -> Money:
        """What came beyond what was expected."""
        return Money(max(self.received.fen - self.expected.fen, 0), self.expected.currency)


@dataclass(frozen=True, slots=True)
class FeeFinding:
    """What was kept back: how much, how many per cent, and whether a clause on record carries it.

    `rule` is the platform's own clause on fees; common practice is none. `allowed` is the largest fee that it grants.
    `is_disclosed` says whether the clause was on record before the payment; None where one of the two is unknown.
    """

    shortfall: Money
    percent: Decimal
    rule: PlatformRule | None
    allowed: Money
    is_disclosed: bool | None

    @property
    def is_allowed(self) -> bool:
        """Whether the clause grants as much as was kept."""
        return self.rule is not None and self.shortfall.fen <= self.allowed.fen

    @property
    def is_contestable(self) -> bool:
        """Whether to ask for it back: no clause, more than it grants, or not known to be announced before ordering."""
        return self.shortfall.fen > 0 and not (self.is_allowed and self.is_disclosed is True)


_HUNDRED: Final = Decimal(100)
_DECIDED: Final = {CancelEvent.AGREE, CancelEvent.ACCEPT_OFFER, CancelEvent.PLATFORM_FOR, CancelEvent.MEDIATED}


def unused_share(paid: Money, total_units: int, unused_units: int) -> Money:
    """Return the part of a price that belongs to the units not used, rounded half up to the fen.

    Raises:
        InvalidField: `total_units` is not positive, or `unused_units` not between zero and it.
    """
    if total_units <= 0:
        raise InvalidField("total_units", Text("总数量要大于 0", "the total must be more than zero"))
    if not 0 <= unused_units <= total_units:
        raise InvalidField(
            "unused_units",
            Text(f"未使用数量要在 0 到 {total_units} 之间", f"the unused units must lie between 0 and {total_units}"),
        )
    # Adding half the divisor before dividing is exact in whole fen.
    return Money((2 * paid.fen * unused_units + total_units) // (2 * total_units), paid.currency)


def expected_refund(case: Cancellation, *, total_units: int | None = None, unused_units: int | None = None) -> Expected:
    """Return what should come back: what was agreed or decided, else the unused share, else what was asked for.

    Raises:
        InvalidField: as `unused_share`, where both units are given and nothing was agreed.
    """
    is_decided = any(entry.event in _DECIDED for entry in case.events if not entry.is_undone)
    if is_decided:
        return Expected(case.standing.expected, Basis.AGREED)
    if case.want is Remedy.PARTIAL and total_units is not None and unused_units is not None:
        return Expected(unused_share(case.paid, total_units, unused_units), Basis.UNUSED)
    if case.claimed == case.paid:
        return Expected(case.paid, Basis.FULL)
    return Expected(case.claimed, Basis.CLAIMED)


def refund_parts(case: Cancellation) -> tuple[RefundPart, ...]:
    """Return the refunds in a case's history, oldest first, without those that were undone."""
    return tuple(
        RefundPart(entry.amount, entry.at, entry.destination)
        for entry in case.events
        if entry.event is CancelEvent.REFUND_RECEIVED and entry.amount is not None and not entry.is_undone
    )


def count_refunds(expected: Money, parts: Sequence[RefundPart], *, due_to: PayMethod | None = None) -> RefundCount:
    """Return what came back against what should; `due_to` is where it came from or was agreed to go."""
    received = Money(0, expected.currency)
    sums: dict[PayMethod | None, Money] = {}
    for part in parts:
        received += part.amount
        sums[part.to] = sums.get(part.to, Money(0, expected.currency)) + part.amount
    elsewhere = tuple(part for part in parts if due_to is not None and part.to not in {None, due_to})
    return RefundCount(expected, received, tuple(sums.items()), elsewhere)


def fee_of(expected: Money, received: Money, order: Order, rules: Sequence[PlatformRule]) -> FeeFinding:
    """Return what was kept back and whether a clause carries it; a percentage has two decimals, rounded half up."""
    shortfall = Money(max(expected.fen - received.fen, 0), expected.currency)
    percent = _percent(shortfall, expected)
    own = [rule for rule in rules if not rule.clause.is_common_practice]
    paid_at = ordered_at(order)
    rule = standing_rule(own, "fee", paid_at)
    if rule is None:
        return FeeFinding(shortfall, percent, None, Money(0, expected.currency), None)
    is_disclosed = None if paid_at is None else rule.captured_at < paid_at
    return FeeFinding(shortfall, percent, rule, _granted(rule.clause.value, expected), is_disclosed)


def _percent(part: Money, whole: Money) -> Decimal:
    if whole.fen == 0:
        return Decimal(0)
    return (_HUNDRED * part.fen / whole.fen).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _granted(value: str, expected: Money) -> Money:
    """Return the fee that a clause's value (`none`, `5%`, `2.00`) grants on an amount."""
    if value == "none":
        return Money(0, expected.currency)
    if not value.endswith("%"):
        return Money(Money.parse(value, field="fee").fen, expected.currency)
    share = Decimal(value.removesuffix("%")) * expected.fen / _HUNDRED
    return Money(int(share.quantize(Decimal(1), ROUND_HALF_UP)), expected.currency)
