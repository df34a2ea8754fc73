"""Which payment paid for which order, and which refund came back for it: a score, with its reasons in words.

What links rows in real statements is in formats.md, section 1: Alipay and JD refunds share a number with their
payment, WeChat refunds share only the sum that its status repeats. So everything here is a proposal; it is certain only
where a number or several independent facts leave no other choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from heapq import nsmallest
from itertools import combinations, groupby
from typing import Final

from app.domain.cancellation import CancellationId
from app.domain.match_clues import (
    NUMBER_LENGTH,
    WINDOW,
    Clue,
    OrderToMatch,
    amount_clue,
    folded,
    numbered_texts,
    payment_clues,
    refund_clues,
)
from app.domain.money import Money
from app.domain.orders import Order, OrderId
from app.domain.payment_links import LinkRole, Payment
from app.domain.payments import Direction, PaymentId, PaymentState
from app.domain.words import Text

CERTAIN: Final = 85
"""From this score on, a match that stands alone is certain."""
PROPOSED: Final = 40
"""Below this score a match is not worth showing."""
RIVAL: Final = 15
"""A match that another one comes this near to is not certain."""
_MOST_SHARED: Final = 4
_MOST_SHOWN: Final = 50
_NEVER: Final = {PaymentState.NEVER_PAID, PaymentState.FAILED}


@dataclass(frozen=True, slots=True)
class Match:
    """A payment, or a share of it, proposed for an order; `score` is 0 to 100.

    `shared_with` names the orders that one payment paid for together.
    """

    payment: PaymentId
    order: OrderId
    role: LinkRole
    amount: Money
    score: int
    reasons: tuple[Text, ...]
    is_certain: bool = False
    cancellation: CancellationId | None = None
    shared_with: frozenset[OrderId] = frozenset()


def propose(orders: Sequence[OrderToMatch], payments: Sequence[Payment]) -> list[Match]:
    """Return what payments and refunds may belong to which orders, best first; nothing that is linked already."""
    taken = {payment.id for order in orders for payment in order.paid_by}
    taken |= {payment for order in orders for payment in order.refunded_by}
    free = [payment for payment in payments if payment.id not in taken and payment.row.state not in _NEVER]
    outgoing = [payment for payment in free if is_payment(payment)]
    candidates = _Candidates(outgoing)
    unpaid = [one.order for one in orders if not one.paid_by]
    matches = [match for order in unpaid for match in _payments_for(order, candidates.of(order))]
    matches += _shared(orders, outgoing, matches)
    matches = _settled(matches)
    # A refund leans on the payment that was certain, whether linked already or only now.
    found = {match.order: match.payment for match in matches if match.is_certain}
    by_id = {payment.id: payment for payment in free}
    known = [replace(one, paid_by=(by_id[found[one.order.id]],)) if one.order.id in found else one for one in orders]
    returns = [payment for payment in free if is_refund(payment)]
    refunds = [match for one in known for match in _refunds_for(one, returns)]
    return sorted(
        matches + _within_paid(_settled(refunds), known), key=lambda match: (-match.score, match.order, match.payment)
    )


def is_payment(payment: Payment) -> bool:
    """Whether money left for something: also rows that are closed by now because all of it came back."""
    row = payment.row
    left = row.direction is Direction.OUT
    came_back = row.state in {PaymentState.CLOSED, PaymentState.REFUNDED} and row.direction is not Direction.IN
    return row.amount.fen > 0 and row.state is not PaymentState.REFUND and (left or came_back)


def is_refund(payment: Payment) -> bool:
    """Whether money came back, or came at all."""
    return payment.row.amount.fen > 0 and (
        payment.row.state is PaymentState.REFUND or payment.row.direction is Direction.IN
    )


class _Candidates:
    """The payments that may have paid for an order: those that bear its number, and of its amount the nearest in time.

    Whoever buys the same thing all day has hundreds that look alike; more than a few of them help nobody.
    """

    def __init__(self, payments: Sequence[Payment]) -> None:
        self._texts = [(payment, "\n".join(map(folded, numbered_texts(payment)))) for payment in payments]
        self._of_amount: dict[Money, list[Payment]] = {}
        for payment in payments:
            self._of_amount.setdefault(payment.row.amount, []).append(payment)

    def of(self, order: Order) -> list[Payment]:
        number, at = folded(order.facts.number), order.facts.paid_at
        found = [payment for payment, text in self._texts if number in text] if len(number) >= NUMBER_LENGTH else []
        if at is not None:
            alike = self._of_amount.get(order.facts.amount, [])
            near = nsmallest(_MOST_SHOWN, alike, key=lambda payment: (abs(payment.row.at - at), payment.id))
            found += [payment for payment in near if _is_within(order, payment, WINDOW)]
        return list({payment.id: payment for payment in found}.values())


def _payments_for(order: Order, payments: Sequence[Payment]) -> Iterator[Match]:
    for payment in payments:
        clues = [*amount_clue(order, payment), *payment_clues(order, payment)]
        yield _match(payment, order.id, LinkRole.PAYMENT, payment.row.amount, clues)


def _shared(orders: Sequence[OrderToMatch], payments: Sequence[Payment], alone: Sequence[Match]) -> Iterator[Match]:
    """Yield one payment that paid for several orders at once: the same place, about the same time, the sums equal."""
    settled = {match.order for match in alone if match.is_certain}
    waiting = [one.order for one in orders if not one.paid_by and one.order.id not in settled]
    open_ones = [order for order in waiting if order.facts.paid_at is not None]
    for payment in payments:
        near = [order for order in open_ones if _is_within(order, payment, timedelta(minutes=30))][:12]
        for count in range(2, _MOST_SHARED + 1):
            for group in combinations(near, count):
                places = {order.facts.platform for order in group}
                if len(places) == 1 and sum(order.facts.amount.fen for order in group) == payment.row.amount.fen:
                    yield from (_share(order, payment, group) for order in group)


def _share(order: Order, payment: Payment, group: Sequence[Order]) -> Match:
    total = payment.row.amount.shown
    together = Clue(24, Text(f"{len(group)} 笔订单合计正好 {total}", f"{len(group)} orders add up to {total}"))
    made = _match(payment, order.id, LinkRole.PAYMENT, order.facts.amount, [*payment_clues(order, payment), together])
    return replace(made, shared_with=frozenset(one.id for one in group))


def _refunds_for(one: OrderToMatch, payments: Sequence[Payment]) -> Iterator[Match]:
    for payment in payments:
        clues = list(refund_clues(one, payment))
        if not clues or sum(clue.points for clue in clues) < PROPOSED:
            continue
        case = one.waiting.cancellation if one.waiting else None
        made = _match(payment, one.order.id, LinkRole.REFUND, payment.row.amount, clues)
        yield replace(made, cancellation=case)


def _match(payment: Payment, order: OrderId, role: LinkRole, amount: Money, clues: Sequence[Clue]) -> Match:
    score = max(0, min(100, sum(clue.points for clue in clues)))
    # Without a number, the amount, the time and one more fact must agree.
    agreeing = sum(clue.points > 0 for clue in clues)
    opposing = any(clue.points < 0 for clue in clues)
    has_number = any(clue.is_number for clue in clues)
    certain = score >= CERTAIN and not opposing if has_number else score >= 64 and agreeing >= 3 and not opposing
    reasons = tuple(clue.reason for clue in sorted(clues, key=lambda clue: -clue.points))
    return Match(payment.id, order, role, amount, score, reasons, is_certain=certain)


def _settled(matches: Sequence[Match]) -> list[Match]:
    """Leave certain only what has no rival, and drop what is not worth showing."""
    worth = [match for match in matches if match.score >= PROPOSED]
    near: dict[tuple[str, int], list[Match]] = {}
    for match in worth:
        near.setdefault(("payment", match.payment), []).append(match)
        near.setdefault(("order", match.order), []).append(match)
    sure = [
        match.is_certain and not _has_rival(match, [*near["payment", match.payment], *near["order", match.order]])
        for match in worth
    ]
    # Orders that were paid for together are certain together, or else the payment would be joined in part.
    doubtful = {(match.payment, match.shared_with) for match, is_sure in zip(worth, sure, strict=True) if not is_sure}
    return [
        replace(
            match, is_certain=is_sure and not (match.shared_with and (match.payment, match.shared_with) in doubtful)
        )
        for match, is_sure in zip(worth, sure, strict=True)
    ]


def _within_paid(matches: Sequence[Match], orders: Sequence[OrderToMatch]) -> list[Match]:
    """Leave refunds certain only as long as no more comes back than was paid; equal ones stand or fall together."""
    room = {one.order.id: one.paid.fen - one.refunded.fen for one in orders}
    sure = [match for match in matches if match.is_certain]
    kept: set[tuple[PaymentId, OrderId]] = set()
    for (order, _), alike in groupby(sorted(sure, key=_rank), key=_rank):
        together = list(alike)
        room[order] -= sum(match.amount.fen for match in together)
        if room[order] >= 0:
            kept |= {(match.payment, match.order) for match in together}
    return [replace(match, is_certain=(match.payment, match.order) in kept) for match in matches]


def _still_open(matches: Sequence[Match]) -> list[Match]:
    """Drop proposals for payments, and for payments of orders, that another match has settled."""
    payments = {match.payment for match in matches if match.is_certain}
    orders = {match.order for match in matches if match.is_certain and match.role is LinkRole.PAYMENT}
    return [
        match
        for match in matches
        if match.is_certain
        or not (match.payment in payments or (match.role is LinkRole.PAYMENT and match.order in orders))
    ]


def _rank(match: Match) -> tuple[OrderId, int]:
    return match.order, -match.score


def _has_rival(match: Match, others: Sequence[Match]) -> bool:
    for other in others:
        is_same = (other.payment, other.order) == (match.payment, match.order)
        if is_same or other.score < match.score - RIVAL:
            continue
        is_one_group = bool(match.shared_with) and match.shared_with == other.shared_with
        is_together = is_one_group and other.payment == match.payment
        is_next_refund = match.role is LinkRole.REFUND and other.payment != match.payment
        if (other.payment == match.payment and not is_together) or (other.order == match.order and not is_next_refund):
            return True
    return False


def _is_within(order: Order, payment: Payment, most: timedelta) -> bool:
    return order.facts.paid_at is not None and abs(payment.row.at - order.facts.paid_at) <= most
