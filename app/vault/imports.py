"""What was imported: one row a file, and the payments or messages that came with it, by the thousand.

Such rows have no custody entry each: the digest of all of them is a column of their import's row, and that row is in
the chain. They are never rewritten; a newer state of a payment is a new row that names the one it replaces.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlite_utils import Database

from app.domain.errors import NotFound
from app.domain.imports import ImportKind
from app.domain.payments import ImportId
from app.domain.times import from_stored, to_stored
from app.domain.words import Text
from app.vault.facts import FactWriter
from app.vault.rows import reading
from app.vault.tables import BATCHES, IMPORTS, MESSAGES
from app.vault.vault import Vault

_KEYS: Final = ("id", "import_id")


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was taken in: its original, what it is, who read it, and how many rows it brought."""

    id: ImportId
    sha256: str | None
    name: str
    kind: ImportKind
    reader: str
    facts: Mapping[str, Any]
    rows: int
    imported_at: datetime
    is_trashed: bool


class RowBatch:
    """The rows of one import as they are written, and their digest; `finish` adds the import itself."""

    def __init__(self, vault: Vault, facts: FactWriter, table: str) -> None:
        self._db = vault.db
        self._facts = facts
        self._table = table
        self._digest = hashlib.sha256()
        self._insert = ""
        self.rows = 0
        self.id = ImportId(_next_id(vault.db))

    def insert(self, values: Mapping[str, object]) -> int:
        """Write one row (without its id and its import) and return its id."""
        if not self._insert:
            columns = ", ".join(["import_id", *values])
            self._insert = f"INSERT INTO {self._table} ({columns}) VALUES (?{', ?' * len(values)})"
        self._digest.update(_canonical(values))
        self.rows += 1
        return int(self._db.conn.execute(self._insert, [self.id, *values.values()]).lastrowid or 0)

    def finish(
        self, *, sha256: str | None, name: str, kind: ImportKind, reader: str, facts: Mapping[str, object]
    ) -> ImportId:
        """Record the import that the rows belong to."""
        values = {
            "id": self.id,
            "sha256": sha256,
            "name": name,
            "kind": kind.value,
            "reader": reader,
            "facts": json.dumps(facts, ensure_ascii=False),
            "row_count": self.rows,
            "rows_digest": self._digest.hexdigest(),
            "imported_at": to_stored(self._facts.at),
        }
        self._facts.insert(IMPORTS, values)
        return self.id


def get(vault: Vault, key: ImportId) -> Import:
    """Return one import.

    Raises:
        NotFound: there is none of that id.
    """
    for row in vault.db.query(f"SELECT * FROM {IMPORTS} WHERE id = ?", [key]):
        return _import(row)
    raise NotFound(Text("导入", "import"), key)


def every(vault: Vault, *, with_trash: bool = False) -> list[Import]:
    """Return the imports, newest first."""
    where = "" if with_trash else "WHERE trashed_at IS NULL"
    return [_import(row) for row in vault.db.query(f"SELECT * FROM {IMPORTS} {where} ORDER BY id DESC")]


def set_trashed(facts: FactWriter, key: ImportId, *, trashed: bool) -> None:
    """Put an import with all its rows in the trash, or take it out again."""
    facts.update(IMPORTS, key, {"trashed_at": to_stored(facts.at) if trashed else None})


def revive(vault: Vault, facts: FactWriter, sha256: str, kind: ImportKind) -> list[ImportId]:
    """Take imports of the same file out of the trash, as it is imported again, and return their ids."""
    query = f"SELECT id FROM {IMPORTS} WHERE sha256 = ? AND kind = ? AND trashed_at IS NOT NULL ORDER BY id"
    found = [ImportId(key) for (key,) in vault.db.execute(query, [sha256, kind.value]).fetchall()]
    for key in found:
        set_trashed(facts, key, trashed=False)
    return found


def differing(db: Database) -> Iterable[tuple[int, str, str, int, int]]:
    """Yield imports whose rows are not those that came in: id, digest recorded and found, rows recorded and found."""
    for row in db.query(f"SELECT id, rows_digest, row_count FROM {IMPORTS}"):
        digest, count = hashlib.sha256(), 0
        for table in BATCHES:
            for values in db.query(f"SELECT * FROM {table} WHERE import_id = ? ORDER BY id", [row["id"]]):
                digest.update(_canonical({name: value for name, value in values.items() if name not in _KEYS}))
                count += 1
        if digest.hexdigest() != row["rows_digest"] or count != row["row_count"]:
            yield row["id"], row["rows_digest"], digest.hexdigest(), row["row_count"], count


def strays(db: Database) -> Iterable[tuple[str, int]]:
    """Yield rows that no import owns, by table and id."""
    for table in BATCHES:
        query = f"SELECT id FROM {table} WHERE import_id NOT IN (SELECT id FROM {IMPORTS})"
        for (key,) in db.execute(query):
            yield table, key


def _canonical(values: Mapping[str, object]) -> bytes:
    # Columns without a value do not count, as in `custody.row_digest`; with whole numbers and text only, sorted keys
    # and no blanks are what RFC 8785 asks for.
    held = {name: value for name, value in values.items() if value is not None}
    return (
        json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")
        + b"\n"
    )


def _next_id(db: Database) -> int:
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [IMPORTS]).fetchone()
    return int(row[0]) + 1 if row else 1


def _import(row: Mapping[str, Any]) -> Import:
    with reading(IMPORTS, row["id"]):
        return Import(
            id=ImportId(row["id"]),
            sha256=row["sha256"],
            name=row["name"],
            kind=ImportKind(row["kind"]),
            reader=row["reader"],
            facts=json.loads(row["facts"]),
            rows=row["row_count"],
            imported_at=from_stored(row["imported_at"]),
            is_trashed=row["trashed_at"] is not None,
        )


def of_message(vault: Vault, message: int) -> str | None:
    """Return the SHA-256 of the log that a message came in; None where it was typed."""
    query = f"SELECT i.sha256 FROM {MESSAGES} m JOIN {IMPORTS} i ON i.id = m.import_id WHERE m.id = ?"
    row = vault.db.execute(query, [message]).fetchone()
    return str(row[0]) if row and row[0] else None
