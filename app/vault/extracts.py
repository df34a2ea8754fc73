"""Extracts of the custody chain that a stranger can check: the entries up to one point, and the rows behind a case.

An entry names rows by table and number and holds digests, never what stands in a row; so entries about other cases may
leave with it, and they must, for a chain with gaps proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from app.vault import custody
from app.vault.tables import CANCELLATION_EVENTS, CANCELLATIONS, CUSTODY, EVIDENCE, FACTS, ORDER_STATUSES, ORDERS
from app.vault.tables import ORIGINALS as ORIGINALS_TABLE
from app.vault.vault import Vault

_OF_ORDER: Final = {
    ORDERS: "id IN ({orders})",
    ORDER_STATUSES: "order_id IN ({orders})",
    EVIDENCE: "trashed_at IS NULL AND order_id IN ({orders})",
    ORIGINALS_TABLE: f"sha256 IN (SELECT sha256 FROM {EVIDENCE} WHERE trashed_at IS NULL AND order_id IN ({{orders}}))",
    CANCELLATIONS: "order_id IN ({orders})",
    CANCELLATION_EVENTS: f"cancellation_id IN (SELECT id FROM {CANCELLATIONS} WHERE order_id IN ({{orders}}))",
}


@dataclass(frozen=True, slots=True)
class CustodyExtract:
    """The chain's entries as they are stored, oldest first, those about the case, and its rows by their names there."""

    entries: tuple[dict[str, Any], ...]
    of_case: tuple[dict[str, Any], ...]
    rows: dict[str, dict[str, Any]]


def custody_extract(vault: Vault, orders: list[int], until: int, *, without_words: bool = False) -> CustodyExtract:
    """Return the chain up to an entry, and the rows of some orders that it holds then.

    A row that was changed by a later entry is left out, as its digest there would be another. `without_words` leaves
    out every row that holds what people typed, and keeps those of the originals: hash, size and kind.
    """
    query = f"SELECT * FROM {CUSTODY} WHERE seq <= ? ORDER BY seq"
    entries = tuple(vault.db.query(query, [until]))
    last = {entry["subject"]: entry["digest"] for entry in entries}
    marks = ",".join("?" * len(orders))
    rows, subjects = {}, set()
    for table, where in _OF_ORDER.items():
        key = FACTS[table]
        for row in vault.db.query(f"SELECT * FROM {table} WHERE {where.format(orders=marks)} ORDER BY {key}", orders):
            name = custody.subject(table, row[key])
            subjects.add(name)
            if without_words and table != ORIGINALS_TABLE:
                continue
            held = {column: value for column, value in row.items() if value is not None}
            if last.get(name) == custody.row_digest(table, row):
                rows[name] = held
    return CustodyExtract(entries, tuple(entry for entry in entries if entry["subject"] in subjects), rows)


def holds(vault: Vault, seq: int, sealed: str) -> bool:
    """Whether the chain's entry of that number has that hash."""
    row = vault.db.execute(f"SELECT hash FROM {CUSTODY} WHERE seq = ?", [seq]).fetchone()
    return row is not None and row[0] == sealed
