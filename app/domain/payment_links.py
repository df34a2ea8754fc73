"""Payments as the vault keeps them, and what joins them to orders and cases."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.cancellation import CancellationId
from app.domain.money import Money
from app.domain.orders import OrderId
from app.domain.payments import ImportId, PaymentId, PaymentState, StatementRow, StatementSource
from app.domain.text import Labelled
from app.domain.times import to_stored

_REAL_NUMBER: Final = re.compile(r"[0-9A-Za-z_-]{12,}", re.ASCII)
_MASKED: Final = re.compile(r"[xX*＊]{3,}")

# How far a payment has come: an older export that is read later must not take a status back.
_PROGRESS: Final = {
    PaymentState.PENDING: 0,
    PaymentState.OTHER: 1,
    PaymentState.PAID: 1,
    PaymentState.RECEIVED: 1,
    PaymentState.NEVER_PAID: 2,
    PaymentState.FAILED: 2,
    PaymentState.PARTLY_REFUNDED: 2,
    PaymentState.REFUND: 2,
    PaymentState.CLOSED: 3,
    PaymentState.REFUNDED: 3,
}


@dataclass(frozen=True, slots=True)
class Payment:
    """A statement's row in the vault; `replaces` is the same payment as an earlier statement had it."""

    id: PaymentId
    imported: ImportId
    source: StatementSource
    row: StatementRow
    replaces: PaymentId | None = None


class LinkRole(Labelled):
    """What a payment is to an order."""

    PAYMENT = "payment", "付款", "Payment"
    REFUND = "refund", "退款", "Refund"
    FEE = "fee", "手续费", "Fee"


@dataclass(frozen=True, slots=True)
class PaymentLink:
    """A payment, or a share of it, that belongs to an order; `reasons` says why, one a line."""

    id: int
    payment: PaymentId
    order: OrderId
    role: LinkRole
    amount: Money
    score: int
    reasons: tuple[str, ...]
    linked_at: datetime
    cancellation: CancellationId | None = None


def row_key(source: StatementSource, row: StatementRow) -> str:
    """Return what makes a row the same payment in another export: its number, or all that cannot change without one."""
    kind = "refund" if row.state is PaymentState.REFUND else "row"
    number = row.transaction_no
    if _REAL_NUMBER.fullmatch(number) and not _MASKED.search(number):
        return f"{source.value}/{kind}/{number}"
    said = "\x1f".join(
        [to_stored(row.at), str(row.amount.fen), row.counterparty, row.product, number, row.merchant_no, row.category]
    )
    return f"{source.value}/{kind}/~{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def has_moved_on(before: StatementRow, now: StatementRow) -> bool:
    """Whether a row tells more of a payment than an earlier one did: paid, refunded in part, refunded in full."""
    refunded = [row.refunded.fen if row.refunded else 0 for row in (before, now)]
    progress = [_PROGRESS[row.state] for row in (before, now)]
    return (progress[1], refunded[1]) > (progress[0], refunded[0]) and refunded[1] >= refunded[0]
