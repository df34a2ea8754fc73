"""Ids of what is kept by the hundred thousand, a page at a time, for lists that show a few rows of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from app.domain.chats import ConversationId, MessageId
from app.domain.payment_links import Payment
from app.domain.payments import PaymentId
from app.domain.search_terms import match_expression
from app.domain.times import to_stored
from app.vault.payment_versions import NEWER
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
    WITH RECURSIVE linked(id) AS (SELECT payment_id FROM {PAYMENT_LINKS}
        UNION SELECT n.id FROM {PAYMENTS} n JOIN linked ON n.replaces = linked.id)
"""
_REFUNDS: Final = " AND p.state IN ('refund', 'refunded', 'partly_refunded')"
_HIT: Final = f" AND p.id IN (SELECT -rowid FROM {BATCH_INDEX} WHERE {BATCH_INDEX} MATCH ? AND rowid < 0)"


def payment_page(
    vault: Vault, *, query: str, unmatched: bool, refunds: bool, after: Payment | None, limit: int
) -> list[PaymentId]:
    """Return payments in their newest state, newest first, from behind the one named."""
    where, parameters, is_few = _wanted(vault, query, unmatched=unmatched, refunds=refunds)
    if after is not None:
        where += " AND p.at <= ? AND (p.at, p.id) < (?, ?)"
        at = to_stored(after.row.at)
        parameters += [at, at, after.id]
    # A plus keeps the index on time out of it: few hits are found by their ids and sorted.
    order = "+p.at DESC, p.id DESC" if is_few else "p.at DESC, p.id DESC"
    found = vault.db.execute(
        f"{_LINKED} SELECT p.id {_LIVING}{where} ORDER BY {order} LIMIT {int(limit)}", parameters
    ).fetchall()
    return [PaymentId(key) for (key,) in found]


def count_payments(vault: Vault, *, query: str, unmatched: bool, refunds: bool) -> int:
    """Return how many payments all pages hold together."""
    where, parameters, _ = _wanted(vault, query, unmatched=unmatched, refunds=refunds)
    return int(vault.db.execute(f"{_LINKED} SELECT count(*) {_LIVING}{where}", parameters).fetchone()[0])


def message_hits(vault: Vault, conversation: ConversationId, query: str, *, limit: int) -> list[MessageId]:
    """Return the messages of a conversation that hold every word of a query, by time."""
    expression = match_expression(query)
    if not expression:
        return []
    found = vault.db.execute(
        f"""
        SELECT m.id FROM {BATCH_INDEX} b CROSS JOIN {MESSAGES} m ON m.id = b.rowid JOIN {IMPORTS} i
            ON i.id = m.import_id
        WHERE {BATCH_INDEX} MATCH ? AND m.conversation_id = ? AND i.trashed_at IS NULL
        ORDER BY m.at, m.id LIMIT {int(limit)}
        """,
        [expression, conversation],
    ).fetchall()
    return [MessageId(key) for (key,) in found]


def place_at(vault: Vault, conversation: ConversationId, at: datetime) -> int:
    """Return how many messages of a conversation were said before an instant."""
    query = f"""
        SELECT count(*) FROM {MESSAGES} m JOIN {IMPORTS} i ON i.id = m.import_id
        WHERE m.conversation_id = ? AND i.trashed_at IS NULL AND (m.at IS NULL OR m.at < ?)
    """
    return int(vault.db.execute(query, [conversation, to_stored(at)]).fetchone()[0])


def _wanted(vault: Vault, query: str, *, unmatched: bool, refunds: bool) -> tuple[str, list[object], bool]:
    where = (" AND p.id NOT IN linked" if unmatched else "") + (_REFUNDS if refunds else "")
    expression = match_expression(query)
    if not expression:
        # Signs alone are no word: nothing holds them.
        return where + (" AND 0" if query.strip() else ""), [], False
    few = f"SELECT count(*) FROM (SELECT 1 FROM {BATCH_INDEX} WHERE {BATCH_INDEX} MATCH ? AND rowid < 0 LIMIT ?)"
    hits = int(vault.db.execute(few, [expression, FEW + 1]).fetchone()[0])
    return where + _HIT, [expression], hits <= FEW
