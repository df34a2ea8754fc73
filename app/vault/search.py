"""The search index: what each fact says, cut by `domain.search_terms`; it can be made anew from the facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlite_utils import Database

from app.domain.changes import RowChange
from app.domain.marks import Markup
from app.domain.readings import reading_from_json
from app.domain.search_terms import indexed, match_expression
from app.domain.visible_text import redact_reading
from app.vault.message_versions import EARLIER
from app.vault.payment_versions import NEWER
from app.vault.tables import (
    BATCH_INDEX,
    CANCELLATION_EVENTS,
    COMPARISONS,
    EVIDENCE,
    EVIDENCE_MARKS,
    MESSAGES,
    ORDERS,
    PAYMENTS,
    PLATFORM_RULES,
    READINGS,
    SEARCH_ENTRIES,
    SEARCH_INDEX,
    SENT_LETTERS,
)

if TYPE_CHECKING:
    from app.vault.vault import Vault


_INITIALS: Final = 40
"""How many characters of a line are also found by the first letters of their pinyin."""


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: what kind of thing, its id, its order where it has one, its title, all its text, and its time."""

    kind: str
    id: int
    order: int | None
    title: str
    text: str
    at: str | None


_SUBJECTS: Final[Mapping[str, str]] = {
    "order": """
        SELECT o.id AS id, o.id AS order_id, o.product AS title, coalesce(o.paid_at, o.created_at) AS at,
            o.number || char(10) || o.product || char(10) || p.name || char(10) || coalesce(m.name, '') || char(10)
            || coalesce(o.account, '') || char(10) || coalesce(o.category, '') || char(10)
            || printf('%d.%02d', o.amount / 100, o.amount % 100) || char(10) || o.note AS text
        FROM orders o JOIN platforms p ON p.id = o.platform_id LEFT JOIN merchants m ON m.id = o.merchant_id
        WHERE o.trashed_at IS NULL
    """,
    "evidence": """
        SELECT e.id AS id, e.order_id AS order_id, e.name AS title, coalesce(e.captured_at, e.imported_at) AS at,
            e.name || char(10) || e.purpose || char(10) || e.source || char(10) || coalesce(e.original_place, '')
            || char(10) || coalesce((SELECT group_concat(value, ' ') FROM json_each(e.tags)), '') AS text, e.sha256
        FROM evidence e JOIN orders o ON o.id = e.order_id WHERE e.trashed_at IS NULL AND o.trashed_at IS NULL
    """,
    "event": """
        SELECT v.id AS id, c.order_id AS order_id, v.event AS title, v.at AS at, v.note AS text
        FROM cancellation_events v JOIN cancellations c ON c.id = v.cancellation_id
        JOIN orders o ON o.id = c.order_id WHERE v.note <> '' AND o.trashed_at IS NULL
    """,
    "letter": """
        SELECT l.id AS id, c.order_id AS order_id, l.letter AS title, l.sent_at AS at, l.text AS text
        FROM sent_letters l JOIN cancellations c ON c.id = l.cancellation_id
        JOIN orders o ON o.id = c.order_id WHERE o.trashed_at IS NULL
    """,
    "clause": """
        SELECT r.id AS id, NULL AS order_id, p.name AS title, r.captured_at AS at,
            p.name || char(10) || r.text || char(10) || coalesce(r.source, '') AS text
        FROM platform_rules r JOIN platforms p ON p.id = r.platform_id WHERE 1
    """,
    "comparison": """
        SELECT c.id AS id, c.order_id AS order_id, c.title AS title, c.created_at AS at,
            c.title || char(10) || c.left_text || char(10) || c.right_text || char(10)
            || coalesce((SELECT group_concat(value, char(10)) FROM json_each(c.differences)), '') AS text
        FROM comparisons c JOIN orders o ON o.id = c.order_id WHERE c.trashed_at IS NULL AND o.trashed_at IS NULL
    """,
}
_KEY: Final = {
    "order": "o.id",
    "evidence": "e.id",
    "event": "v.id",
    "letter": "l.id",
    "clause": "r.id",
    "comparison": "c.id",
}
_KIND_OF: Final = {
    ORDERS: "order",
    EVIDENCE: "evidence",
    CANCELLATION_EVENTS: "event",
    SENT_LETTERS: "letter",
    PLATFORM_RULES: "clause",
    COMPARISONS: "comparison",
}
_MESSAGE: Final = f"""
    SELECT m.id, m.sender, m.text, m.at, c.title, (SELECT min(order_id) FROM conversation_orders x
        WHERE x.conversation_id = c.id) AS order_id
    FROM {MESSAGES} m JOIN conversations c ON c.id = m.conversation_id JOIN imports i ON i.id = m.import_id
    WHERE m.id = ? AND i.trashed_at IS NULL AND NOT EXISTS ({EARLIER})
"""
_PAYMENT: Final = f"""
    SELECT p.*, (SELECT min(order_id) FROM payment_links l WHERE l.payment_id = p.id) AS order_id
    FROM {PAYMENTS} p JOIN imports i ON i.id = p.import_id WHERE p.id = ? AND i.trashed_at IS NULL
    AND NOT EXISTS ({NEWER})
"""
PAYMENT_TEXTS: Final = ("counterparty", "product", "note", "transaction_no", "merchant_no", "status", "method")


def refresh(db: Database, kind: str, subject: int) -> None:
    """Index one thing as it stands now; what is gone or in the trash leaves the index."""
    row = db.execute(f"SELECT id FROM {SEARCH_ENTRIES} WHERE kind = ? AND subject = ?", [kind, subject]).fetchone()
    if row is not None:
        db.execute(f"DELETE FROM {SEARCH_INDEX} WHERE rowid = ?", [row[0]])
        db.execute(f"DELETE FROM {SEARCH_ENTRIES} WHERE id = ?", [row[0]])
    for found in db.query(f"{_SUBJECTS[kind]} AND {_KEY[kind]} = ?", [subject]):
        _put(db, kind, found)


def refresh_changed(db: Database, rows: Iterable[RowChange]) -> None:
    """Index again what a transaction changed, before it commits."""
    subjects = dict.fromkeys(subject for row in rows for subject in _subjects_of(db, row))
    for kind, key in subjects:
        refresh(db, kind, key)


def rebuild(db: Database) -> None:
    """Make the index anew from the facts."""
    db.execute(f"DELETE FROM {SEARCH_ENTRIES}")
    db.execute(f"DELETE FROM {SEARCH_INDEX}")
    db.execute(f"INSERT INTO {BATCH_INDEX} ({BATCH_INDEX}) VALUES ('delete-all')")
    for kind, query in _SUBJECTS.items():
        for found in list(db.query(query)):
            _put(db, kind, found)
    add_messages(
        db, ((row["id"], row["sender"], row["text"]) for row in db.query(f"SELECT id, sender, text FROM {MESSAGES}"))
    )
    columns = ", ".join(PAYMENT_TEXTS)
    add_payments(db, db.query(f"SELECT id, amount, {columns} FROM {PAYMENTS}"))


def add_messages(db: Database, messages: Iterable[tuple[int, str, str]]) -> None:
    """Index messages (id, sender, text); they are never changed, so they are only ever added."""
    rows = ((key, indexed(f"{sender}\n{text}")) for key, sender, text in messages)
    db.conn.executemany(f"INSERT INTO {BATCH_INDEX} (rowid, body) VALUES (?, ?)", rows)


def add_payments(db: Database, payments: Iterable[Mapping[str, Any]]) -> None:
    """Index rows of statements, under minus their ids."""
    rows = ((-row["id"], indexed(_payment_text(row))) for row in payments)
    db.conn.executemany(f"INSERT INTO {BATCH_INDEX} (rowid, body) VALUES (?, ?)", rows)


def find(vault: Vault, query: str, *, limit: int) -> list[Found]:
    """Return what holds every word of a query: facts by rank, then messages and payments, newest first."""
    expression = match_expression(query)
    if not expression:
        return []
    found = _facts(vault.db, expression, limit)
    return found + _batches(vault.db, expression, limit - len(found)) if len(found) < limit else found


def _facts(db: Database, expression: str, limit: int) -> list[Found]:
    query = f"""
        SELECT s.kind, s.subject FROM {SEARCH_INDEX} JOIN {SEARCH_ENTRIES} s ON s.id = {SEARCH_INDEX}.rowid
        WHERE {SEARCH_INDEX} MATCH ? ORDER BY bm25({SEARCH_INDEX}), s.id LIMIT ?
    """
    found = []
    for kind, subject in db.execute(query, [expression, limit]).fetchall():
        rows = db.query(f"{_SUBJECTS[kind]} AND {_KEY[kind]} = ?", [subject])
        found += [
            Found(kind, row["id"], row["order_id"], row["title"], _text(db, kind, row), row["at"]) for row in rows
        ]
    return found


def _batches(db: Database, expression: str, limit: int) -> list[Found]:
    # A word of every chat leaves room for the payments that hold it too.
    payments = _newest(db, expression, "rowid < 0 ORDER BY rowid", limit)
    messages = _newest(db, expression, "rowid > 0 ORDER BY rowid DESC", limit - min(len(payments), limit // 4))
    return messages + payments[: limit - len(messages)]


def _newest(db: Database, expression: str, which: str, limit: int) -> list[Found]:
    query = f"SELECT rowid FROM {BATCH_INDEX} WHERE {BATCH_INDEX} MATCH ? AND {which}"
    found: list[Found] = []
    for (key,) in db.execute(query, [expression]) if limit > 0 else ():
        found.extend(_message(db, key) if key > 0 else _payment(db, -key))
        if len(found) >= limit:
            break
    return found


def _message(db: Database, key: int) -> list[Found]:
    return [
        Found("message", row["id"], row["order_id"], row["title"], f"{row['sender']}\n{row['text']}", row["at"])
        for row in db.query(_MESSAGE, [key])
    ]


def _payment(db: Database, key: int) -> list[Found]:
    return [
        Found(
            "payment",
            row["id"],
            row["order_id"],
            row["counterparty"] or row["product"],
            _payment_text(row),
            row["at"],
        )
        for row in db.query(_PAYMENT, [key])
    ]


def _payment_text(row: Mapping[str, Any]) -> str:
    amount = f"{row['amount'] // 100}.{row['amount'] % 100:02d}"
    return "\n".join([*(str(row[name]) for name in PAYMENT_TEXTS if row[name]), amount])


def _subjects_of(db: Database, change: RowChange) -> Iterable[tuple[str, int]]:
    if change.table in _KIND_OF:
        yield _KIND_OF[change.table], int(change.key)
    if change.table == EVIDENCE_MARKS:
        row = change.after or change.before or {}
        yield "evidence", int(str(row["evidence_id"]))
    if change.table == ORDERS and (change.before is None or change.after is None or _was_trashed(change)):
        for kind, table in (("evidence", EVIDENCE), ("comparison", COMPARISONS)):
            for (key,) in db.execute(f"SELECT id FROM {table} WHERE order_id = ?", [change.key]).fetchall():
                yield kind, key
        cases = "SELECT id FROM cancellations WHERE order_id = ?"
        for kind, table in (("event", CANCELLATION_EVENTS), ("letter", SENT_LETTERS)):
            query = f"SELECT id FROM {table} WHERE cancellation_id IN ({cases})"
            for (key,) in db.execute(query, [change.key]).fetchall():
                yield kind, key


def _was_trashed(change: RowChange) -> bool:
    return (change.before or {}).get("trashed_at") != (change.after or {}).get("trashed_at")


def _put(db: Database, kind: str, found: Mapping[str, Any]) -> None:
    key = db.table(SEARCH_ENTRIES).insert({"kind": kind, "subject": found["id"]}).last_pk
    body = indexed(_text(db, kind, found))
    if kind == "order":
        body += " " + initials(str(found["text"]))
    db.execute(f"INSERT INTO {SEARCH_INDEX} (rowid, body) VALUES (?, ?)", [key, body])


def _text(db: Database, kind: str, found: Mapping[str, Any]) -> str:
    """Return all that a subject says; of a picture with hidden parts, only what its copy still shows."""
    said = [str(found["text"])]
    if kind == "evidence":
        row = db.execute(f"SELECT body FROM {EVIDENCE_MARKS} WHERE evidence_id = ?", [found["id"]]).fetchone()
        markup = Markup.from_json(row[0]) if row else Markup()
        for body, text in db.execute(f"SELECT body, text FROM {READINGS} WHERE sha256 = ?", [found["sha256"]]):
            said.append(redact_reading(reading_from_json(body), markup.marks).text if markup.is_redacted else text)
    return "\n".join(said)


def initials(text: str) -> str:
    """Return the first letters of the pinyin of each line: `极速发卡` gives `jsfk`, and `sfk` and `fk` for its end."""
    from pypinyin import Style, lazy_pinyin

    found: dict[str, None] = {}
    for line in text.splitlines()[:5]:
        if any("\u4e00" <= mark <= "\u9fff" for mark in line):
            # As a word (重庆: cq) and as single characters (发卡: fk, where the word is a hairpin).
            for pieces in (line[:_INITIALS], list(line[:_INITIALS])):
                letters = "".join(lazy_pinyin(pieces, style=Style.FIRST_LETTER, errors=_latin)).lower()
                found.update(dict.fromkeys(letters[start:] for start in range(len(letters) - 1)))
    return " ".join(found)


def _latin(other: str) -> str:
    return "".join(mark for mark in other if mark.isascii() and mark.isalpha())
