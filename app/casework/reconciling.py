"""Reconciling: what each order cost and what came back, what may belong together, and a refund put into its case."""

from __future__ import annotations

from dataclasses import dataclass

from app.casework import payments
from app.casework.cancellations import TypedEvent, record_event
from app.casework.payments import Reckoning
from app.domain.cancellation import CancelEvent, Cancellation
from app.domain.changes import Change, Outcome
from app.domain.errors import InputError
from app.domain.matching import Match
from app.domain.money import Money
from app.domain.orders import Order
from app.domain.payment_links import Payment
from app.domain.times import to_iso
from app.domain.words import Text
from app.vault import orders
from app.vault import payments as kept_payments
from app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Proposal:
    """A match with the payment and the order that it joins; `waits` says that a case waits for this refund."""

    match: Match
    payment: Payment
    order: Order

    @property
    def waits(self) -> bool:
        """Whether it is a refund that a case waits for."""
        return self.match.cancellation is not None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every order's money, and what is proposed, the surest first."""

    orders: tuple[Reckoning, ...]
    proposals: tuple[Proposal, ...]

    @property
    def total(self) -> dict[str, Money]:
        """The sums of all orders, by `paid`, `refunded`, `fee` and `missing`."""
        names = ("paid", "refunded", "fee", "missing")
        return {name: Money(sum(getattr(one, name).fen for one in self.orders)) for name in names}


def reconcile(vault: Vault) -> Reconciliation:
    """Return the money of all orders that are not in the trash, and what may belong together."""
    matches = [done.match for done in payments.match_payments(vault).value]
    return Reconciliation(tuple(payments.reckon(vault)), tuple(_proposal(vault, match) for match in matches))


def record_refund(vault: Vault, match: Match) -> Outcome[Cancellation]:
    """Join a refund to its order and record it in the history of the case that waits for it, all or nothing.

    Raises:
        InputError: no case waits for it, or the payment is joined already.
        InvalidField: the refund came before the last event of the case.
    """
    if match.cancellation is None:
        raise InputError(
            Text("没有案件在等这笔退款", "no case waits for this refund"),
            Text("可以只关联到订单", "join it to the order only"),
        )
    payment = kept_payments.get(vault, match.payment)
    typed = TypedEvent(
        CancelEvent.REFUND_RECEIVED.value,
        at=to_iso(payment.row.at),
        amount=str(match.amount),
        note=f"{payment.source.label.zh}：{payment.row.status or payment.row.state.label.zh}",
        destination=payment.source.pay_method.value if payment.source.pay_method else None,
        payment=match.payment,
    )
    with vault.transaction():
        done = record_event(vault, match.cancellation, typed)
        joined = payments.accept(vault, match)
    return Outcome(done.value, Change(done.change.label, (*done.change.rows, *joined.change.rows)))


def _proposal(vault: Vault, match: Match) -> Proposal:
    return Proposal(match, kept_payments.get(vault, match.payment), orders.get(vault, match.order))
