"""What lists of payments and chats show of a vault that holds a million rows: a page, a count, a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.casework.payments import ListedPayment
from app.domain.chats import ConversationId, MessageId
from app.domain.orders import Order
from app.domain.payment_links import Payment
from app.domain.payments import Direction, PaymentId, PaymentState
from app.domain.text import Labelled
from app.domain.times import shown
from app.vault import browsing, imports, orders, payments
from app.vault.imports import Import
from app.vault.vault import Vault

PAGE: Final = 500
"""How many payments are loaded at once."""
MOST_HITS: Final = 5000
"""How many hits of a search within one conversation are gone through."""


class PaymentFilter(Labelled):
    """Which payments a list shows."""

    ALL = "all", "全部", "All"
    UNMATCHED = "unmatched", "未关联", "Not linked"
    REFUNDS = "refunds", "退款", "Refunds"


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """Some payments in their order; `is_last` says that none follow."""

    rows: tuple[ListedPayment, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """All that is known of one payment: its links, as each statement had it (newest first), and the orders linked."""

    listed: ListedPayment
    versions: tuple[tuple[Payment, Import], ...]
    orders: tuple[Order, ...]


def payment_page(
    vault: Vault,
    *,
    query: str = "",
    wanted: PaymentFilter = PaymentFilter.ALL,
    after: Payment | None = None,
    limit: int = PAGE,
) -> PaymentPage:
    """Return payments in their newest state, newest first, from behind the one named."""
    keys = browsing.payment_page(vault, query=query, after=after, limit=limit, **_flags(wanted))
    return PaymentPage(tuple(_listed(vault, payments.get(vault, key)) for key in keys), len(keys) < limit)


def count_payments(vault: Vault, *, query: str = "", wanted: PaymentFilter = PaymentFilter.ALL) -> int:
    """Return how many payments the pages hold together."""
    return browsing.count_payments(vault, query=query, **_flags(wanted))


def payment_file(vault: Vault, key: PaymentId) -> PaymentFile:
    """Return all that is known of a payment.

    Raises:
        NotFound: there is none of that id.
    """
    listed = _listed(vault, payments.newest(vault, key))
    versions = payments.versions(vault, listed.payment.id)
    linked = dict.fromkeys(link.order for link in listed.links)
    return PaymentFile(
        listed,
        tuple((version, imports.get(vault, version.imported)) for version in versions),
        tuple(orders.get(vault, order) for order in linked),
    )


def order_fields(payment: Payment) -> dict[str, str]:
    """Return what a payment tells of the order it paid for, as fields to be typed (`app.domain.orders.FIELDS`)."""
    row = payment.row
    method = payment.source.pay_method
    fields = {
        "number": row.merchant_no or row.transaction_no,
        "product": row.product,
        "merchant": row.counterparty,
        "amount": str(row.amount),
        "paid_at": shown(row.at),
        "pay_method": method.value if method else "",
    }
    return {name: text[:300] for name, text in fields.items() if text}


def paid_for_something(payment: Payment) -> bool:
    """Whether an order can be made of it: money left, and it is no refund."""
    return payment.row.direction is not Direction.IN and payment.row.state is not PaymentState.REFUND


def search_chat(vault: Vault, conversation: ConversationId, query: str) -> list[MessageId]:
    """Return the messages of a conversation that hold every word of a query, by time; `MOST_HITS` at most."""
    return browsing.message_hits(vault, conversation, query, limit=MOST_HITS)


def place_at(vault: Vault, conversation: ConversationId, at: datetime) -> int:
    """Return how many messages of a conversation were said before an instant."""
    return browsing.place_at(vault, conversation, at)


def _flags(wanted: PaymentFilter) -> dict[str, bool]:
    return {"unmatched": wanted is PaymentFilter.UNMATCHED, "refunds": wanted is PaymentFilter.REFUNDS}


def _listed(vault: Vault, payment: Payment) -> ListedPayment:
    links = payments.links(vault, payment=payment.id)
    earlier = payment
    while earlier.replaces is not None:
        earlier = payments.get(vault, earlier.replaces)
        links += payments.links(vault, payment=earlier.id)
    return ListedPayment(payment, tuple(links))
