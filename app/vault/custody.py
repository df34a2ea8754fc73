"""The custody chain: an append-only list of what was done to which row, each entry sealed by the one before.

`hash` is SHA-256 over the canonical JSON (RFC 8785) of the entry's other fields, `prev` among them;
`digest` is SHA-256 over the canonical JSON of the row as it stood after the action.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import rfc8785
from sqlite_utils import Database

from app.domain.custody import CustodyEntry
from app.domain.times import from_stored, to_stored
from app.vault.tables import (
    CANCELLATION_EVENTS,
    CANCELLATIONS,
    CARD_CODES,
    COMPARISONS,
    CONVERSATION_ORDERS,
    CONVERSATIONS,
    CUSTODY,
    DOSSIER_TEXTS,
    EVIDENCE,
    EVIDENCE_MARKS,
    IMPORTS,
    MERCHANTS,
    MESSAGE_MARKS,
    MESSAGES,
    ORDER_STATUSES,
    ORDERS,
    OWN_DEADLINES,
    PARTICIPANTS,
    PAYMENT_LINKS,
    PAYMENTS,
    PLATFORM_RULES,
    PLATFORMS,
    SENT_LETTERS,
)

GENESIS: Final = "0" * 64
"""What the first entry names as the one before."""


def row_digest(table: str, row: Mapping[str, object]) -> str:
    """Return the digest (hex) of a row: all its columns that hold a value.

    Columns without a value do not count, so that a later version may add one without disowning every older row.
    """
    held = {column: value for column, value in row.items() if value is not None}
    return _sha256({"table": table, "row": held})


def subject(table: str, key: int | str) -> str:
    """Return the name by which the chain knows a row."""
    return f"{table}:{key}"


def entry_hash(entry: Mapping[str, object]) -> str:
    """Return the hash (hex) that seals an entry, from its fields other than `hash`."""
    return _sha256({name: value for name, value in entry.items() if name != "hash"})


def head(db: Database) -> tuple[int, str]:
    """Return the number and hash of the newest entry; zero and `GENESIS` for an empty chain."""
    row = db.execute(f"SELECT seq, hash FROM {CUSTODY} ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def append(
    db: Database, *, at: datetime, actor: str, action: str, about: str, digest: str | None, detail: str | None
) -> None:
    """Add one entry; the caller's transaction holds both it and the row that it is about."""
    seq, prev = head(db)
    entry: dict[str, object] = {
        "seq": seq + 1,
        "at": to_stored(at),
        "actor": actor,
        "action": action,
        "subject": about,
        "digest": digest,
        "detail": detail,
        "prev": prev,
    }
    db.table(CUSTODY).insert({**entry, "hash": entry_hash(entry)})


def entries(db: Database) -> Iterator[dict[str, object]]:
    """Yield the raw entries, oldest first."""
    yield from db.query(f"SELECT * FROM {CUSTODY} ORDER BY seq")


def history(db: Database, about: str) -> list[CustodyEntry]:
    """Return the entries about one row, oldest first."""
    return [_entry(row) for row in db.query(f"SELECT * FROM {CUSTODY} WHERE subject = ? ORDER BY seq", [about])]


def head_of_case(db: Database, orders: list[int]) -> tuple[int, str]:
    """Return the newest entry about these orders and what a dossier of them states; what others do leaves it be."""
    chosen = json.dumps(orders)
    newest = 0
    # What is gone is looked for behind the rest only: there is no index by which to find it.
    for part in (_LIVING, _REMOVED):
        row = db.execute(f"{_CASE} SELECT max(seq) FROM ({part})", {"orders": chosen, "after": newest}).fetchone()
        newest = int(row[0] or newest)
    row = db.execute(f"SELECT seq, hash FROM {CUSTODY} WHERE seq = ?", [newest]).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def count_of_case_after(db: Database, orders: list[int], seq: int, *, with_identities: bool = True) -> int:
    """Return how many entries about these orders and what a dossier of them states came after one.

    Without identities those about who is complained of do not count: not every recipient is told.
    """
    query = f"{_CASE} SELECT count(*) FROM {CUSTODY} WHERE seq IN ({_LIVING} UNION {_REMOVED}) {_less(with_identities)}"
    return int(db.execute(query, {"orders": json.dumps(orders), "after": seq}).fetchone()[0])


def entries_of_case_after(
    db: Database, orders: list[int], seq: int, *, limit: int, with_identities: bool = True
) -> list[CustodyEntry]:
    """Return the entries that `count_of_case_after` counts, newest first, and at most `limit` of them."""
    query = f"""
        {_CASE} SELECT * FROM {CUSTODY} WHERE seq IN ({_LIVING} UNION {_REMOVED}) {_less(with_identities)}
        ORDER BY seq DESC LIMIT :limit
    """
    return [_entry(row) for row in db.query(query, {"orders": json.dumps(orders), "after": seq, "limit": limit})]


def named_rows(db: Database, subjects: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return by what people know rows, as columns, by the rows' names in the chain; one query a table.

    Rows that are gone are left out, and so are those of tables of which nothing is told. Messages and payments, which
    the chain does not name, are found by names of the same kind. No row holds a secret or what is known of a person.
    """
    wanted: dict[str, list[int]] = {}
    for about in subjects:
        table, _, key = about.partition(":")
        if table in _NAMES and key.isdecimal():
            wanted.setdefault(table, []).append(int(key))
    found = {}
    for table, keys in wanted.items():
        query = f"SELECT * FROM ({_NAMES[table]}) WHERE id IN (SELECT value FROM json_each(?))"
        found.update({subject(table, row["id"]): row for row in db.query(query, [json.dumps(keys)])})
    return found


def messages_brought(db: Database, orders: list[int], imports: list[int]) -> dict[int, list[tuple[str, int]]]:
    """Return how many messages imports brought to the chats of some orders: titles and counts, by import."""
    query = f"""
        {_CASE} SELECT m.import_id, c.title, count(*)
        FROM {MESSAGES} m JOIN {CONVERSATIONS} c ON c.id = m.conversation_id
        WHERE m.import_id IN (SELECT value FROM json_each(:imports)) AND m.conversation_id IN talks
        GROUP BY m.import_id, c.id ORDER BY count(*) DESC, c.id
    """
    found: dict[int, list[tuple[str, int]]] = {}
    for key, title, count in db.execute(query, {"orders": json.dumps(orders), "imports": json.dumps(imports)}):
        found.setdefault(key, []).append((str(title), int(count)))
    return found


_CASE: Final = f"""
    WITH RECURSIVE chosen(id) AS (SELECT value FROM json_each(:orders)),
    talks(id) AS (SELECT conversation_id FROM {CONVERSATION_ORDERS} WHERE order_id IN chosen),
    paid(id) AS (
        SELECT payment_id FROM {PAYMENT_LINKS} WHERE order_id IN chosen
        UNION SELECT n.id FROM {PAYMENTS} n JOIN paid ON n.replaces = paid.id
    ),
    own(subject) AS (
        SELECT 'orders:' || id FROM {ORDERS} WHERE id IN chosen
        UNION ALL SELECT 'order_statuses:' || id FROM {ORDER_STATUSES} WHERE order_id IN chosen
        UNION ALL SELECT 'evidence:' || id FROM {EVIDENCE} WHERE order_id IN chosen
        UNION ALL SELECT 'evidence_marks:' || m.id FROM {EVIDENCE_MARKS} m
            JOIN {EVIDENCE} e ON e.id = m.evidence_id WHERE e.order_id IN chosen
        UNION ALL SELECT 'comparisons:' || id FROM {COMPARISONS} WHERE order_id IN chosen
        UNION ALL SELECT 'cancellations:' || id FROM {CANCELLATIONS} WHERE order_id IN chosen
        UNION ALL SELECT 'cancellation_events:' || e.id FROM {CANCELLATION_EVENTS} e
            JOIN {CANCELLATIONS} c ON c.id = e.cancellation_id WHERE c.order_id IN chosen
        UNION ALL SELECT 'sent_letters:' || l.id FROM {SENT_LETTERS} l
            JOIN {CANCELLATIONS} c ON c.id = l.cancellation_id WHERE c.order_id IN chosen
        UNION ALL SELECT 'own_deadlines:' || id FROM {OWN_DEADLINES} WHERE order_id IN chosen
        UNION ALL SELECT 'card_codes:' || id FROM {CARD_CODES} WHERE order_id IN chosen
        UNION ALL SELECT 'payment_links:' || id FROM {PAYMENT_LINKS} WHERE order_id IN chosen
        UNION ALL SELECT 'message_marks:' || id FROM {MESSAGE_MARKS} WHERE order_id IN chosen
        UNION ALL SELECT 'conversation_orders:' || id FROM {CONVERSATION_ORDERS} WHERE order_id IN chosen
        UNION ALL SELECT 'dossier_texts:' || id FROM {DOSSIER_TEXTS} WHERE order_id IN chosen
        UNION ALL SELECT 'platform_rules:' || r.id FROM {ORDERS} o
            JOIN {PLATFORM_RULES} r ON r.platform_id = o.platform_id WHERE o.id IN chosen
        UNION ALL SELECT 'imports:' || import_id FROM (
            SELECT p.import_id FROM paid JOIN {PAYMENTS} p ON p.id = paid.id
            UNION SELECT m.import_id FROM {MESSAGE_MARKS} k
                JOIN {MESSAGES} m ON m.id = k.message_id WHERE k.order_id IN chosen
            UNION SELECT import_id FROM {MESSAGES} WHERE conversation_id IN talks
        )
    ),
    kin(subject) AS (
        SELECT 'platforms:' || platform_id FROM {ORDERS} WHERE id IN chosen
        UNION ALL SELECT 'merchants:' || merchant_id FROM {ORDERS} WHERE id IN chosen
        UNION ALL SELECT 'conversations:' || id FROM talks
        UNION ALL SELECT 'participants:' || p.id FROM talks JOIN {PARTICIPANTS} p ON p.conversation_id = talks.id
    )
"""
"""What hangs on the orders whose ids `:orders` lists as JSON; of `kin` only some changes stand in a dossier."""

_LIVING: Final = f"""
    SELECT seq FROM {CUSTODY} WHERE subject IN own AND seq > :after
    UNION SELECT seq FROM {CUSTODY} WHERE subject IN kin AND seq > :after
        AND action IN ('identity.recorded', 'chat.described', 'chat.roles_told', 'undo')
"""
_REMOVED: Final = f"""
    SELECT seq FROM {CUSTODY} WHERE seq > :after AND digest IS NULL
        AND CASE WHEN json_valid(detail) THEN json_extract(detail, '$.order') END IN chosen
"""
"""Entries about rows that are gone and whose detail names the order that they were of."""

_NAMES: Final = {
    ORDERS: f"SELECT id, number FROM {ORDERS}",
    ORDER_STATUSES: f"SELECT id, status, at FROM {ORDER_STATUSES}",
    EVIDENCE: f"SELECT id, number, name, kind FROM {EVIDENCE}",
    EVIDENCE_MARKS: f"""
        SELECT m.id, e.number, e.name, e.kind FROM {EVIDENCE_MARKS} m JOIN {EVIDENCE} e ON e.id = m.evidence_id
    """,
    COMPARISONS: f"SELECT id, title FROM {COMPARISONS}",
    CANCELLATIONS: f"SELECT id, reason FROM {CANCELLATIONS}",
    CANCELLATION_EVENTS: f"""
        SELECT e.id, e.undoes, coalesce(u.event, e.event) AS event, coalesce(u.at, e.at) AS at,
            CASE WHEN u.id IS NULL THEN e.amount ELSE u.amount END AS amount, o.currency
        FROM {CANCELLATION_EVENTS} e LEFT JOIN {CANCELLATION_EVENTS} u ON u.id = e.undoes
        JOIN {CANCELLATIONS} c ON c.id = e.cancellation_id JOIN {ORDERS} o ON o.id = c.order_id
    """,
    SENT_LETTERS: f"SELECT id, letter, sent_at FROM {SENT_LETTERS}",
    OWN_DEADLINES: f"SELECT id, text, due_at FROM {OWN_DEADLINES}",
    CARD_CODES: f"SELECT id FROM {CARD_CODES}",
    PAYMENT_LINKS: f"""
        SELECT l.id, l.role, l.amount, p.source, p.currency FROM {PAYMENT_LINKS} l
        JOIN {PAYMENTS} p ON p.id = l.payment_id
    """,
    PAYMENTS: f"SELECT id, source, amount, currency FROM {PAYMENTS}",
    IMPORTS: f"SELECT id, kind, name, trashed_at FROM {IMPORTS}",
    MESSAGE_MARKS: f"""
        SELECT k.id, m.text, m.kind FROM {MESSAGE_MARKS} k JOIN {MESSAGES} m ON m.id = k.message_id
    """,
    MESSAGES: f"SELECT id, text, kind FROM {MESSAGES}",
    CONVERSATIONS: f"SELECT id, title FROM {CONVERSATIONS}",
    CONVERSATION_ORDERS: f"""
        SELECT x.id, c.title FROM {CONVERSATION_ORDERS} x JOIN {CONVERSATIONS} c ON c.id = x.conversation_id
    """,
    PARTICIPANTS: f"""
        SELECT p.id, p.name, p.role, c.title FROM {PARTICIPANTS} p JOIN {CONVERSATIONS} c ON c.id = p.conversation_id
    """,
    DOSSIER_TEXTS: f"SELECT id, part, recipient FROM {DOSSIER_TEXTS}",
    PLATFORM_RULES: f"SELECT id, text FROM {PLATFORM_RULES}",
    PLATFORMS: f"SELECT id, name FROM {PLATFORMS}",
    MERCHANTS: f"SELECT id, name FROM {MERCHANTS}",
}


def _less(with_identities: bool) -> str:
    tables = f"'{PLATFORMS}:', '{MERCHANTS}:'"
    return "" if with_identities else f"AND substr(subject, 1, instr(subject, ':')) NOT IN ({tables})"


def _entry(row: Mapping[str, Any]) -> CustodyEntry:
    return CustodyEntry(**{**row, "at": from_stored(str(row["at"]))})


def _sha256(value: object) -> str:
    try:
        canonical = rfc8785.dumps(value)  # type: ignore[arg-type]
    except rfc8785.CanonicalizationError:
        # Only a tampered row can hold what canonical JSON cannot say; it must still get a digest, and a wrong one.
        canonical = repr(value).encode("utf-8", "surrogatepass")
    return hashlib.sha256(canonical).hexdigest()
