"""Payments: listing them, matching them to orders and refunds, and counting what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.domain.cancellation import CancelEvent, CancelState
from app.domain.changes import Change, Outcome
from app.domain.errors import InputError, InvalidField
from app.domain.match_clues import REFUND_WINDOW, WINDOW, OrderToMatch, Waiting
from app.domain.matching import Match, propose
from app.domain.money import Money
from app.domain.orders import Order, OrderId
from app.domain.payment_links import LinkRole, Payment, PaymentLink
from app.domain.payments import PaymentId
from app.domain.times import to_stored
from app.domain.words import Text
from app.vault import cancellations, orders, payments
from app.vault.facts import FactWriter
from app.vault.vault import Vault

_CLOSED = {CancelState.SETTLED, CancelState.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class ListedPayment:
    """A payment with its links."""

    payment: Payment
    links: tuple[PaymentLink, ...]


@dataclass(frozen=True, slots=True)
class MatchDone:
    """A proposal, and whether it was applied."""

    match: Match
    is_applied: bool


@dataclass(frozen=True, slots=True)
class Reckoning:
    """An order's money: what was paid, what came back, what was kept back as a fee, and what is missing still.

    `is_proven` says that a statement shows the payment; without, the amount is the one that was typed in.
    """

    order: Order
    paid: Money
    refunded: Money
    fee: Money
    missing: Money
    is_proven: bool
    payments: tuple[ListedPayment, ...]


def list_payments(
    vault: Vault, *, unmatched: bool = False, query: str = "", limit: int | None = None
) -> Iterable[ListedPayment]:
    """Yield the payments of all statements, each in its newest state, newest first."""
    joined: dict[PaymentId, list[PaymentLink]] = {}
    for link in payments.links(vault):
        joined.setdefault(payments.newest(vault, link.payment).id, []).append(link)
    for payment in payments.every(vault, query=query, limit=limit):
        found = tuple(joined.get(payment.id, ()))
        if not (unmatched and found):
            yield ListedPayment(payment, found)


def match_payments(vault: Vault, *, apply: bool = False) -> Outcome[list[MatchDone]]:
    """Return which payment and which refund may belong to which order; with `apply`, join those that are certain.

    Raises:
        ReadOnlyVault, VaultError: with `apply`, the links cannot be written; nothing is.
    """
    matches = propose(*_field(vault))
    if not apply or not any(match.is_certain for match in matches):
        return Outcome([MatchDone(match, False) for match in matches], Change(_LABEL, ()))
    with vault.write("payment.matched") as facts:
        for match in matches:
            if match.is_certain:
                _link(facts, match)
    done = [MatchDone(match, match.is_certain) for match in matches]
    return Outcome(done, Change(_LABEL, tuple(facts.rows)))


def accept(vault: Vault, match: Match) -> Outcome[Match]:
    """Join a payment to an order as proposed.

    Raises:
        NotFound: one of them does not exist.
        InputError: they are joined already, or no such share of the payment is left.
    """
    orders.get(vault, match.order)
    _check_share(payments.newest(vault, match.payment), _links_of(vault, match.payment), match)
    with vault.write("payment.matched") as facts:
        _link(facts, match)
    return Outcome(match, Change(_LABEL, tuple(facts.rows)))


def join(
    vault: Vault, payment: PaymentId, order: OrderId, role: LinkRole, amount: Money | None = None
) -> Outcome[Match]:
    """Join a payment to an order because the user says so; all of it where no share is given.

    Raises:
        NotFound, InputError: as `accept`.
    """
    whole = payments.get(vault, payment).row.amount
    reasons = (Text("用户指定", "chosen by the user"),)
    return accept(vault, Match(payment, order, role, amount or whole, 100, reasons, is_certain=True))


def part(vault: Vault, key: int) -> Outcome[int]:
    """Take a link away; the payment and the order stay."""
    with vault.write("payment.parted") as facts:
        payments.unlink(facts, key)
    return Outcome(key, Change(Text("取消关联", "Part payment and order"), tuple(facts.rows)))


def reckon(vault: Vault, *, order: OrderId | None = None) -> list[Reckoning]:
    """Return the money of one order, or of all that are not in the trash.

    Raises:
        NotFound: there is no such order.
    """
    found = [orders.get(vault, order)] if order is not None else orders.find(vault)
    return [_reckoning(vault, one) for one in found]


def _reckoning(vault: Vault, order: Order) -> Reckoning:
    listed = _linked(vault, order.id)
    links = [link for one in listed for link in one.links]
    sums = {role: sum(link.amount.fen for link in links if link.role is role) for role in LinkRole}
    is_proven = sums[LinkRole.PAYMENT] > 0
    paid = sums[LinkRole.PAYMENT] or order.facts.amount.fen
    cases = [
        case for case in cancellations.every(vault, order=order.id) if case.standing.state is not CancelState.WITHDRAWN
    ]
    received = max([sums[LinkRole.REFUND], *(case.standing.received.fen for case in cases)])
    expected = max((case.standing.expected.fen for case in cases), default=0)
    is_over = all(case.standing.state in _CLOSED for case in cases)
    short = max(expected - received, 0)
    fee = short if is_over else sums[LinkRole.FEE]
    missing = 0 if is_over else max(short - fee, 0)
    return Reckoning(order, Money(paid), Money(received), Money(fee), Money(missing), is_proven, tuple(listed))


def _linked(vault: Vault, order: OrderId) -> list[ListedPayment]:
    joined: dict[Payment, list[PaymentLink]] = {}
    for link in payments.links(vault, order=order):
        # What came with a statement that is in the trash proves nothing.
        if (payment := payments.living(vault, link.payment)) is not None:
            joined.setdefault(payment, []).append(link)
    listed = [ListedPayment(payment, tuple(links)) for payment, links in joined.items()]
    return sorted(listed, key=lambda one: (one.payment.row.at, one.payment.id))


def _links_of(vault: Vault, payment: PaymentId) -> list[PaymentLink]:
    """Return the links of a payment in whichever state it was joined."""
    versions = payments.versions(vault, payments.newest(vault, payment).id)
    return [link for version in versions for link in payments.links(vault, payment=version.id)]


def _check_share(payment: Payment, links: Sequence[PaymentLink], match: Match) -> None:
    alike = [link for link in links if link.role is match.role]
    if any(link.order == match.order for link in alike):
        raise InputError(
            Text("这笔付款已经关联到该订单", "this payment is joined to that order already"),
            Text("无需重复关联", "nothing is left to do"),
        )
    left = payment.row.amount.fen - sum(link.amount.fen for link in alike)
    if not 0 < match.amount.fen <= left:
        raise InvalidField(
            "amount",
            Text(
                f"这笔{match.role.label.zh}只剩 {Money(max(left, 0)).shown} 未关联",
                f"{Money(max(left, 0)).shown} of this {match.role.label.en.lower()} is left to join",
            ),
            Text(
                "请填写不超过它的金额，或先取消其他关联", "give no more than that, or part it from another order first"
            ),
        )


_LABEL = Text("关联付款", "Match payments")


def _link(facts: FactWriter, match: Match) -> None:
    payments.link(
        facts,
        match.payment,
        match.order,
        match.role,
        match.amount,
        score=match.score,
        reasons=tuple(reason.zh for reason in match.reasons),
        cancellation=match.cancellation,
    )


def _field(vault: Vault) -> tuple[list[OrderToMatch], list[Payment]]:
    """Return the orders and the payments that can belong to them: near in time, or named by a number."""
    field: dict[PaymentId, Payment] = {}
    linked = {payments.newest(vault, link.payment).id for link in payments.links(vault)}
    to_match = [_to_match(vault, order) for order in orders.find(vault)]
    for one in to_match:
        for payment in _near(vault, one):
            if payment.id not in linked:
                field[payment.id] = payment
    return to_match, sorted(field.values(), key=lambda payment: (payment.row.at, payment.id))


def _to_match(vault: Vault, order: Order) -> OrderToMatch:
    listed = _linked(vault, order.id)
    roles = {one.payment.id: {link.role for link in one.links} for one in listed}
    return OrderToMatch(
        order,
        paid_by=tuple(one.payment for one in listed if LinkRole.PAYMENT in roles[one.payment.id]),
        refunded_by=tuple(one.payment.id for one in listed if LinkRole.REFUND in roles[one.payment.id]),
        refunded=Money(sum(link.amount.fen for one in listed for link in one.links if link.role is LinkRole.REFUND)),
        waiting=_waiting(vault, order),
    )


def _waiting(vault: Vault, order: Order) -> Waiting | None:
    for case in reversed(cancellations.every(vault, order=order.id)):
        standing = case.standing
        asked = [entry.at for entry in case.events if entry.event is CancelEvent.SUBMIT and not entry.is_undone]
        if standing.state not in _CLOSED and asked:
            return Waiting(case.id, standing.shortfall, asked[0])
    return None


def _near(vault: Vault, one: OrderToMatch) -> Sequence[Payment]:
    found = payments.numbered(vault, [one.order.facts.number, *_numbers(one.paid_by)])
    began = min((payment.row.at for payment in one.paid_by), default=one.order.facts.paid_at)
    if began is not None:
        most = max((payment.row.amount.fen for payment in one.paid_by), default=one.order.facts.amount.fen)
        found += payments.between(vault, to_stored(began - WINDOW), to_stored(began + WINDOW))
        # A case waits as long as it takes. A day without a time begins before the payment.
        until = vault.clock.now() + WINDOW if one.waiting else began + REFUND_WINDOW
        found += payments.refunds_between(vault, to_stored(began - timedelta(days=1)), to_stored(until), most=most)
    return found


def _numbers(paid: Iterable[Payment]) -> list[str]:
    return [number for payment in paid for number in (payment.row.transaction_no, payment.row.merchant_no) if number]
