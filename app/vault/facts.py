"""The one way to write a fact: the row and its custody entry, in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

from app.domain.changes import RowChange
from app.domain.errors import ChangedSince, InputError
from app.domain.times import to_stored
from app.domain.words import Text
from app.vault import custody
from app.vault.tables import (
    CANCELLATION_EVENTS,
    COMPARISONS,
    CONVERSATIONS,
    EVENT_EVIDENCE,
    EVIDENCE,
    FACTS,
    IMPORTS,
    MERCHANTS,
    ORDERS,
    ORIGINALS,
    PARTICIPANTS,
    PLATFORMS,
)

_KEEPS_TRASH = {ORDERS, EVIDENCE, COMPARISONS, IMPORTS}
_SHARED = {ORIGINALS, PLATFORMS, MERCHANTS, CONVERSATIONS, PARTICIPANTS}


class FactWriter:
    """Writes rows of fact tables inside an open transaction, and remembers what it changed."""

    def __init__(self, db: Database, *, at: datetime, actor: str, action: str) -> None:
        self._db = db
        self._actor = actor
        self._action = action
        self.at = at
        self.rows: list[RowChange] = []

    def insert(self, table: str, values: Mapping[str, object]) -> int:
        """Add a row and return its key; 0 for tables whose key is not a number."""
        key_column = _key_column(table)
        inserted = self._db.table(table).insert(dict(values))
        key = values.get(key_column, inserted.last_pk)
        assert isinstance(key, int | str)  # noqa: S101 - sqlite-utils types every key as Any
        after = self._row(table, key)
        self._record(table, key, None, after)
        return key if isinstance(key, int) else 0

    def update(self, table: str, key: int | str, values: Mapping[str, object], *, detail: str | None = None) -> None:
        """Change columns of a row; nothing is written where all have that value. `detail` stays in the chain."""
        before = self._row(table, key)
        if before is None:
            raise KeyError(f"{table} has no row {key}")
        changed = {column: value for column, value in values.items() if before[column] != value}
        if not changed:
            return
        self._db.table(table).update(key, changed)
        self._record(table, key, before, self._row(table, key), detail)

    def delete(self, table: str, key: int | str, *, detail: str | None = None) -> None:
        """Remove a row for good; `detail` stays in the chain, else what the row joined to which order."""
        before = self._row(table, key)
        self._db.table(table).delete(key)
        self._record(table, key, before, None, detail if detail is not None else _joined(before or {}))

    def revert(self, change: RowChange) -> None:
        """Put a row back as it was before a change.

        Raises:
            ChangedSince: the row is no longer as that change left it.
            InputError: it would bring back an original that was purged.
        """
        if change.before is None and change.table in _SHARED:
            # Names and originals may serve other orders by now, so undoing one order leaves them.
            return
        if change.after is None and change.table == ORIGINALS:
            raise InputError(
                Text("永久删除的原件不能恢复", "an original that was deleted for good cannot come back"),
                Text("请重新添加这个文件", "add the file again"),
            )
        if change.table == EVENT_EVIDENCE:
            return  # it goes and comes with its event
        now = self._row(change.table, change.key)
        if now != (None if change.after is None else dict(change.after)):
            raise ChangedSince
        if change.before is not None and now is not None:
            self.update(change.table, change.key, change.before)
        elif change.before is not None:
            self.insert(change.table, change.before)
        elif change.table == CANCELLATION_EVENTS and now is not None:
            self._take_back(now)
        elif change.table in _KEEPS_TRASH:
            # What was added is not destroyed by an undo: it goes to the trash, where a redo finds it.
            self.update(change.table, change.key, {"trashed_at": to_stored(self.at)})
        elif now is not None:
            self.delete(change.table, change.key)

    def _take_back(self, entry: dict[str, object]) -> None:
        """Undo an entry of a case's history by another one: the history is never rewritten."""
        case = entry["cancellation_id"]
        standing = f"""
            SELECT max(id) FROM {CANCELLATION_EVENTS} e WHERE cancellation_id = ? AND undoes IS NULL
            AND NOT EXISTS (SELECT 1 FROM {CANCELLATION_EVENTS} u WHERE u.undoes = e.id)
        """
        now = to_stored(self.at)
        if entry["undoes"] is not None:
            # An undo is taken back by recording the entry again.
            undone = self._row(CANCELLATION_EVENTS, str(entry["undoes"])) or {}
            proofs = self._db.query(f"SELECT evidence_id FROM {EVENT_EVIDENCE} WHERE event_id = ?", [undone.pop("id")])
            key = self.insert(CANCELLATION_EVENTS, {**undone, "recorded_at": now})
            for proof in list(proofs):
                self.insert(EVENT_EVIDENCE, {"event_id": key, "evidence_id": proof["evidence_id"]})
            return
        if self._db.execute(standing, [case]).fetchone()[0] != entry["id"]:
            raise ChangedSince
        values = {"cancellation_id": case, "event": "undo", "at": now, "undoes": entry["id"], "recorded_at": now}
        self.insert(CANCELLATION_EVENTS, values)

    def _row(self, table: str, key: int | str) -> dict[str, object] | None:
        column = _key_column(table)
        return next(iter(self._db.query(f"SELECT * FROM {table} WHERE {column} = ?", [key])), None)

    def _record(
        self,
        table: str,
        key: int | str,
        before: dict[str, object] | None,
        after: dict[str, object] | None,
        detail: str | None = None,
    ) -> None:
        custody.append(
            self._db,
            at=self.at,
            actor=self._actor,
            action=self._action,
            about=custody.subject(table, key),
            digest=None if after is None else custody.row_digest(table, after),
            detail=detail,
        )
        self.rows.append(RowChange(table, key, before, after))


def _joined(row: Mapping[str, object]) -> str | None:
    """Return the order that a row hung on, and what it joined to it, by their ids; None for a row of no order."""
    names = ("order", "message", "payment", "conversation")
    held = {name: row[f"{name}_id"] for name in names if f"{name}_id" in row}
    return json.dumps(held) if "order" in held else None


def _key_column(table: str) -> str:
    # sqlite-utils would create a mistyped table without a word.
    return FACTS[table]
