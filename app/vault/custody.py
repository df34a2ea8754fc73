"""The custody chain: an append-only list of what was done to which row, each entry sealed by the one before.

`hash` is SHA-256 over the canonical JSON (RFC 8785) of the entry's other fields, `prev` among them;
`digest` is SHA-256 over the canonical JSON of the row as it stood after the action.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

import rfc8785
from sqlite_utils import Database

from app.domain.custody import CustodyEntry
from app.domain.times import from_stored, to_stored
from app.vault.tables import CUSTODY

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
    return [
        CustodyEntry(**{**row, "at": from_stored(str(row["at"]))})
        for row in db.query(f"SELECT * FROM {CUSTODY} WHERE subject = ? ORDER BY seq", [about])
    ]


def head_of_case(db: Database, orders: list[int]) -> tuple[int, str]:
    """Return the newest entry about these orders and what hangs on them; what others do leaves it be."""
    subjects, parameters = _subjects_of_case(orders)
    row = db.execute(
        f"SELECT seq, hash FROM {CUSTODY} WHERE subject IN ({subjects}) ORDER BY seq DESC LIMIT 1", parameters
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def count_of_case_after(db: Database, orders: list[int], seq: int) -> int:
    """Return how many entries about these orders and what hangs on them came after one."""
    subjects, parameters = _subjects_of_case(orders)
    query = f"SELECT count(*) FROM {CUSTODY} WHERE seq > ? AND subject IN ({subjects})"
    return int(db.execute(query, [seq, *parameters]).fetchone()[0])


def _subjects_of_case(orders: list[int]) -> tuple[str, list[int]]:
    marks = ",".join("?" * len(orders))
    subjects = f"""
        SELECT 'orders:' || id FROM orders WHERE id IN ({marks})
        UNION ALL SELECT 'order_statuses:' || id FROM order_statuses WHERE order_id IN ({marks})
        UNION ALL SELECT 'evidence:' || id FROM evidence WHERE order_id IN ({marks})
        UNION ALL SELECT 'cancellations:' || id FROM cancellations WHERE order_id IN ({marks})
        UNION ALL SELECT 'cancellation_events:' || e.id FROM cancellation_events e
            JOIN cancellations c ON c.id = e.cancellation_id WHERE c.order_id IN ({marks})
        UNION ALL SELECT 'originals:' || sha256 FROM evidence WHERE order_id IN ({marks})
        UNION ALL SELECT 'evidence_marks:' || m.id FROM evidence_marks m
            JOIN evidence e ON e.id = m.evidence_id WHERE e.order_id IN ({marks})
        UNION ALL SELECT 'comparisons:' || id FROM comparisons WHERE order_id IN ({marks})
        UNION ALL SELECT 'payment_links:' || id FROM payment_links WHERE order_id IN ({marks})
        UNION ALL SELECT 'imports:' || p.import_id FROM payment_links l
            JOIN payments p ON p.id = l.payment_id WHERE l.order_id IN ({marks})
        UNION ALL SELECT 'message_marks:' || id FROM message_marks WHERE order_id IN ({marks})
        UNION ALL SELECT 'imports:' || m.import_id FROM message_marks k
            JOIN messages m ON m.id = k.message_id WHERE k.order_id IN ({marks})
    """
    return subjects, orders * subjects.count(f"IN ({marks})")


def _sha256(value: object) -> str:
    try:
        canonical = rfc8785.dumps(value)  # type: ignore[arg-type]
    except rfc8785.CanonicalizationError:
        # Only a tampered row can hold what canonical JSON cannot say; it must still get a digest, and a wrong one.
        canonical = repr(value).encode("utf-8", "surrogatepass")
    return hashlib.sha256(canonical).hexdigest()
