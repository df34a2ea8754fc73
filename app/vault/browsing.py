"""What is kept by the hundred thousand, a page at a time, for lists that show a few rows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.domain.chats import ConversationId, MessageId
from app.domain.payment_links import Payment
from app.domain.payments import PaymentId
from app.domain.search_terms import match_expression
from app.domain.times import to_stored
from app.vault.message_versions import seen
from app.vault.payment_versions import NEWER
from app.vault.payments import payment_of
from app.vault.tables import BATCH_INDEX, IMPORTS, MESSAGES, PAYMENT_LINKS, PAYMENTS
from app.vault.vault import Vault

FEW: Final = 20_000
"""Up to so many hits are sorted; of more, the rows are walked in their order until a page is full."""

# The left table first: walked by its index on time, a page needs no sorting of the whole.
_LIVING: Final = f"""
    FROM {PAYMENTS} p CROSS JOIN {IMPORTS} i ON i.id = p.import_id WHERE i.trashed_at IS NULL
    AND NOT EXISTS ({NEWER})
"""
_LINKED: Final = f"""
    WITH RECURSIVE joined(id, replaces) AS (
        SELECT p.id, p.replaces FROM {PAYMENT_LINKS} l JOIN {PAYMENTS} p ON p.id = l.payment_id
        UNION SELECT o.id, o.replaces FROM {PAYMENTS} o JOIN joined ON o.id = joined.replaces
        UNION SELECT n.id, n.replaces FROM {PAYMENTS} n JOIN joined ON n.replaces = joined.id
    )
"""
_REFUNDS: Final = " AND p.state IN ('refund', 'refunded', 'partly_refunded')"
"""Word for word the condition of an index on time that holds these rows alone."""
_HIT: Final = f" AND p.id IN (SELECT -rowid FROM {BATCH_INDEX} WHERE {BATCH_INDEX} MATCH ? AND rowid < 0)"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a payment stands in the list: its time as stored, and its id."""

    at: str
    id: PaymentId


def place_of_payment(payment: Payment) -> Place:
    """Return where a payment stands in the list."""
    return Place(to_stored(payment.row.at), payment.id)


def payment_page(
    vault: Vault, *, text: str, unmatched: bool, refunds: bool, after: Place | None, limit: int
) -> list[Payment]:
    """Return payments in their newest state, newest first, from behind a place."""
    where, parameters, is_few = _wanted(vault, text, unmatched=unmatched, refunds=refunds)
    behind, given = _behind(after)
    # A plus keeps the index on time out of it: few hits are found by their ids and sorted.
    order = "+p.at DESC, p.id DESC" if is_few else "p.at DESC, p.id DESC"
    query = f"{_LINKED} SELECT p.* {_LIVING}{where}{behind} ORDER BY {order} LIMIT {int(limit)}"
    return [payment_of(row) for row in vault.db.query(query, [*parameters, *given])]


def payment_outline(
    vault: Vault, *, text: str, unmatched: bool, refunds: bool, size: int, heard: Callable[[], object]
) -> tuple[int, list[Place]]:
    """Return how many payments a list has, and the place of the last one of each page of `size`.

    `heard` is called after each page; what it raises ends the walk.
    """
    where, parameters, is_few = _wanted(vault, text, unmatched=unmatched, refunds=refunds)
    if text.strip():
        return _numbered(vault, where, parameters, "+p.at DESC, p.id DESC" if is_few else "p.at DESC, p.id DESC", size)
    select, order = f"{_LINKED} SELECT p.at, p.id {_LIVING}{where}", "ORDER BY p.at DESC, p.id DESC"
    ends: list[Place] = []
    while True:
        heard()
        behind, given = _behind(ends[-1] if ends else None)
        asked = [*parameters, *given]
        end = vault.db.execute(f"{select}{behind} {order} LIMIT 1 OFFSET {int(size) - 1}", asked).fetchone()
        if end is None:
            rest = vault.db.execute(f"{select}{behind} {order}", asked).fetchall()
            return len(ends) * size + len(rest), [*ends, *(_place(*row) for row in rest[-1:])]
        ends.append(_place(*end))


def _numbered(vault: Vault, where: str, parameters: list[object], order: str, size: int) -> tuple[int, list[Place]]:
    """Return the outline of what a search finds: its hits are looked up once, not once a page."""
    # With a single max() SQLite gives the other columns of the row that has it.
    query = f"""
        {_LINKED}, numbered(number, at, id) AS (
            SELECT row_number() OVER (ORDER BY {order}) - 1, p.at, p.id {_LIVING}{where}
        )
        SELECT max(number), at, id FROM numbered GROUP BY number / {int(size)}
    """
    found = vault.db.execute(query, parameters).fetchall()
    return (found[-1][0] + 1 if found else 0), [_place(at, key) for _, at, key in found]


def _behind(place: Place | None) -> tuple[str, list[object]]:
    if place is None:
        return "", []
    return " AND p.at <= ? AND (p.at, p.id) < (?, ?)", [place.at, place.at, place.id]


def _place(at: str, key: int) -> Place:
    return Place(at, PaymentId(key))


def message_hits(vault: Vault, conversation: ConversationId, query: str, *, limit: int) -> list[MessageId]:
    """Return the messages of a conversation that hold every word of a query, by time."""
    expression = match_expression(query)
    if not expression:
        return []
    found = vault.db.execute(
        f"""
        SELECT m.id FROM {BATCH_INDEX} b CROSS JOIN {MESSAGES} m ON m.id = b.rowid
        WHERE {BATCH_INDEX} MATCH ? AND m.conversation_id = ?{seen(vault.db)} ORDER BY m.at, m.id LIMIT {int(limit)}
        """,
        [expression, conversation],
    ).fetchall()
    return [MessageId(key) for (key,) in found]


def _wanted(vault: Vault, query: str, *, unmatched: bool, refunds: bool) -> tuple[str, list[object], bool]:
    where = (" AND p.id NOT IN (SELECT id FROM joined)" if unmatched else "") + (_REFUNDS if refunds else "")
    expression = match_expression(query)
    if not expression:
        # Signs alone are no word: nothing holds them.
        return where + (" AND 0" if query.strip() else ""), [], False
    few = f"SELECT count(*) FROM (SELECT 1 FROM {BATCH_INDEX} WHERE {BATCH_INDEX} MATCH ? AND rowid < 0 LIMIT ?)"
    hits = int(vault.db.execute(few, [expression, FEW + 1]).fetchone()[0])
    return where + _HIT, [expression], hits <= FEW
