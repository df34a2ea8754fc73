"""What lists of payments and chats show of a vault that holds a million rows: a page, a count, a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.casework.payments import ListedPayment
from app.casework.steps import QUIET, Steps
from app.domain.chats import ConversationId, MessageId
from app.domain.orders import Order
from app.domain.payment_links import Payment
from app.domain.payments import Direction, PaymentId, PaymentState
from app.domain.text import Labelled
from app.domain.times import shown
from app.vault import browsing, conversations, imports, orders, payments
from app.vault.imports import Import
from app.vault.vault import Vault

Place = browsing.Place

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
    """Some payments in their order; `is_last` says that none follow, `end` is where the next page begins."""

    rows: tuple[ListedPayment, ...]
    is_last: bool

    @property
    def end(self) -> Place | None:
        """The place of its last payment."""
        return browsing.place_of_payment(self.rows[-1].payment) if self.rows else None


@dataclass(frozen=True, slots=True)
class PaymentOutline:
    """A whole list without its rows: how many there are, and where each page of `PAGE` ends."""

    total: int
    ends: tuple[Place, ...]


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
    after: Place | None = None,
    limit: int = PAGE,
) -> PaymentPage:
    """Return payments in their newest state, newest first, from behind a place."""
    found = browsing.payment_page(vault, text=query, after=after, limit=limit, **_flags(wanted))
    links = payments.links_of(vault, found)
    return PaymentPage(tuple(ListedPayment(one, links.get(one.id, ())) for one in found), len(found) < limit)


def payment_outline(
    vault: Vault,
    *,
    query: str = "",
    wanted: PaymentFilter = PaymentFilter.ALL,
    size: int = PAGE,
    steps: Steps = QUIET,
) -> PaymentOutline:
    """Return how many payments a list has and where its pages end, so that any of them can be asked for.

    Raises:
        Cancelled: nobody waits for it any more.
    """
    total, ends = browsing.payment_outline(vault, text=query, size=size, heard=lambda: steps(0, 1), **_flags(wanted))
    return PaymentOutline(total, tuple(ends))


def payment_file(vault: Vault, key: PaymentId) -> PaymentFile:
    """Return all that is known of a payment.

    Raises:
        NotFound: there is none of that id.
    """
    found = payments.newest(vault, key)
    listed = ListedPayment(found, payments.links_of(vault, [found]).get(found.id, ()))
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
    return conversations.place_at(vault, conversation, at)


def _flags(wanted: PaymentFilter) -> dict[str, bool]:
    return {"unmatched": wanted is PaymentFilter.UNMATCHED, "refunds": wanted is PaymentFilter.REFUNDS}
