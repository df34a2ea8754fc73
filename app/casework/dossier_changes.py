"""What changed about a case since a dossier, a pack or a package of it went out, told from the custody chain.

The chain says which row was written, when, and in the course of what; the row, as it stands now, says its name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from app.casework.change_words import CHANGED, removed, sender_field, told
from app.casework.complainants import person_changed_since, states_people
from app.casework.dossiers import changed_since
from app.domain.custody import CustodyEntry
from app.domain.exports import Export
from app.domain.words import Text
from app.vault import custody
from app.vault.rows import reading
from app.vault.tables import CONVERSATIONS, IMPORTS, MESSAGES, PAYMENTS
from app.vault.vault import Vault

MOST: Final = 200
"""How many changes are told one by one; the newest come first."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: when it was recorded (aware), what it was in one line, and how many entries of the chain say so."""

    at: datetime
    words: Text
    entries: int = 1


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes after an export, newest first, and how many older ones there are that are not told one by one."""

    told: tuple[Changed, ...]
    others: int


def changes_since(vault: Vault, made: Export) -> Changes:
    """Return what was recorded about an export's orders after it, with as many queries however much that is.

    Raises:
        VaultDamaged: a row holds what the program never writes.
    """
    orders: list[int] = list(made.orders)
    is_form = states_people(made)
    found = custody.entries_of_case_after(vault.db, orders, made.chain_seq, limit=MOST, with_identities=is_form)
    naming = _Naming(vault, made, found)
    sender = [Changed(at, sender_field(name)) for name, at in person_changed_since(vault, made).items()]
    changes = list(sender)
    for _, several in groupby(found, key=_turn):
        entries = list(several)
        changes.append(Changed(entries[0].at, naming.words(entries), len(entries)))
    changes.sort(key=lambda one: one.at, reverse=True)
    return Changes(tuple(changes), max(0, changed_since(vault, made) - len(found) - len(sender)))


def _turn(entry: CustodyEntry) -> tuple[object, ...]:
    """Return by what entries are one change: an order of exhibits is changed as a whole."""
    return (entry.at, entry.action) if entry.action == "evidence.reordered" else (entry.seq,)


class _Naming:
    """Says entries in words, from rows that were all read before."""

    def __init__(self, vault: Vault, made: Export, found: Sequence[CustodyEntry]) -> None:
        self._details = {entry.seq: _detail(entry) for entry in found if entry.digest is None}
        meant = [_meant(detail) for detail in self._details.values()]
        self._rows = custody.named_rows(vault.db, [*(entry.subject for entry in found), *filter(None, meant)])
        keys = [row["id"] for about, row in self._rows.items() if about.startswith(f"{IMPORTS}:")]
        self._brought = custody.messages_brought(vault.db, list(made.orders), keys) if keys else {}

    def words(self, entries: Sequence[CustodyEntry]) -> Text:
        """Return the words for an entry, or for all those that are one change."""
        if len(entries) > 1:
            return Text(f"调整证据顺序（{len(entries)} 份）", f"Evidence reordered ({len(entries)} items)")
        (entry,) = entries
        table, _, key = entry.subject.partition(":")
        row = self._rows.get(entry.subject)
        with reading(table, key):
            if entry.digest is None:
                detail = self._details[entry.seq]
                return removed(table, detail, self._rows.get(_meant(detail) or ""))
            return told(entry, table, row, self._brought.get(int(key), [])) if row is not None else CHANGED


def _detail(entry: CustodyEntry) -> dict[str, Any]:
    """Return what an entry keeps of a row that is gone; the chain's query has seen that it is JSON."""
    detail = json.loads(entry.detail or "{}")
    return detail if isinstance(detail, dict) else {}


def _meant(detail: Mapping[str, Any]) -> str | None:
    """Return the row by which people know one that is gone, by its name."""
    tables = {"message": MESSAGES, "payment": PAYMENTS, "conversation": CONVERSATIONS}
    found = (custody.subject(table, detail[name]) for name, table in tables.items() if name in detail)
    return next(found, None)
