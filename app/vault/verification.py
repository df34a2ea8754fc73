"""Checking a vault against its own chain: read-only, and everything that differs is named."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from app.domain.custody import Finding, Verification
from app.domain.errors import ReadOnlyVault, VaultDamaged
from app.domain.times import from_stored
from app.vault import custody, imports, migrations
from app.vault.originals import Originals, hash_of, remove_file, write_errors
from app.vault.tables import BATCHES, FACTS, ORIGINALS
from app.vault.vault import Vault

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Chain:
    """What the chain says: the last digest of each row and since when it has held."""

    digests: dict[str, tuple[str | None, datetime | None]] = field(default_factory=dict)
    length: int = 0
    head: str = custody.GENESIS


def verify(vault: Vault, *, deep: bool = False, progress: Progress = lambda _done, _total: None) -> Verification:
    """Recompute the chain, compare each row with its last digest and re-hash each original.

    `progress` is called with the originals done and their total; what it raises ends the check.
    `deep` also has SQLite check every page and index.
    """
    findings: list[Finding] = []
    chain = _Chain()
    rows = originals = 0
    try:
        # One transaction, so that a writer beside us cannot change a row between two looks.
        with _bad_text_readable(vault.db), vault.db.atomic():
            findings += _database(vault.db, deep=deep)
            findings += _chain(vault.db, chain)
            rows = sum(vault.db.table(table).count for table in FACTS)
            findings += _rows(vault.db, chain)
            rows += sum(vault.db.table(table).count for table in BATCHES)
            findings += _batches(vault.db)
            known = [(row["sha256"], row["bytes"]) for row in vault.db.table(ORIGINALS).rows]
    except (sqlite3.DatabaseError, VaultDamaged) as error:
        findings.append(Finding("vault.sqlite3", f"the database cannot be read: {error}"))
        known = []
    for done, (sha256, size) in enumerate(known):
        progress(done, len(known))
        findings += _original(vault.originals, sha256, size)
        originals += 1
    progress(len(known), len(known))
    return Verification(rows, originals, chain.length, chain.head, tuple(findings))


def unreferenced(vault: Vault) -> list[str]:
    """Return files below `originals` that no row names, as an interrupted import leaves them, by relative path."""
    known = {row["sha256"] for row in vault.db.table(ORIGINALS).rows}
    strays = [path for path in vault.originals.files() if path.name not in known]
    return [path.relative_to(vault.folder).as_posix() for path in strays + vault.originals.leftovers()]


def tidy(vault: Vault) -> list[str]:
    """Remove what `unreferenced` names and return it.

    Raises:
        ReadOnlyVault: without the writer's lock, a writer's staged files would be taken for strays.
        VaultError: a file cannot be removed.
    """
    if vault.is_read_only:
        raise ReadOnlyVault
    strays = unreferenced(vault)
    for name in strays:
        with write_errors():
            remove_file(vault.folder / name)
    return strays


def _database(db: Database, *, deep: bool) -> Iterator[Finding]:
    check = "integrity_check" if deep else "quick_check"
    for (message,) in db.execute(f"PRAGMA {check}"):
        if message != "ok":
            yield Finding("vault.sqlite3", f"SQLite reports: {message}")
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Finding(f"{table}:{rowid}", f"names a row of {parent} that is not there")
    expected = Database(memory=True)
    migrations.migrate(expected)
    for name, found, wanted in _schema_differences(db, expected):
        yield Finding(f"schema:{name}", "the schema was changed", wanted, found)
    expected.close()


def _schema_differences(db: Database, expected: Database) -> Iterator[tuple[str, str | None, str | None]]:
    # A trigger may bear the name of a table, so the name alone is no key.
    query = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    found = dict(db.execute(query).fetchall())
    wanted = dict(expected.execute(query).fetchall())
    for name in sorted(found.keys() | wanted.keys()):
        if found.get(name) != wanted.get(name):
            yield name, found.get(name), wanted.get(name)


def _chain(db: Database, chain: _Chain) -> Iterator[Finding]:
    last = 0
    for entry in custody.entries(db):
        where = f"custody:{entry['seq']}"
        number, last = last + 1, int(str(entry["seq"]))
        if last != number:
            yield Finding(where, "entries are missing before this one", str(number), str(last))
        elif entry["prev"] != chain.head:
            yield Finding(where, "does not follow the entry before it", chain.head, str(entry["prev"]))
        sealed = custody.entry_hash(entry)
        if sealed != entry["hash"]:
            yield Finding(where, "was changed after it was sealed", str(entry["hash"]), sealed)
        chain.head = str(entry["hash"])
        chain.length += 1
        digest = entry["digest"]
        chain.digests[str(entry["subject"])] = (
            None if digest is None else str(digest),
            _instant(entry["at"]),
        )


@contextlib.contextmanager
def _bad_text_readable(db: Database) -> Iterator[None]:
    """Read what is no UTF-8 as broken characters, so that a tampered value is named and does not end the check."""
    strict = db.conn.text_factory
    db.conn.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        db.conn.text_factory = strict


def _instant(text: object) -> datetime | None:
    try:
        return from_stored(str(text))
    except ValueError:
        return None


def _rows(db: Database, chain: _Chain) -> Iterator[Finding]:
    left = dict(chain.digests)
    for table, key in FACTS.items():
        for row in db.query(f"SELECT * FROM {table}"):
            where = custody.subject(table, row[key])
            digest, since = left.pop(where, (None, None))
            found = custody.row_digest(table, row)
            if digest is None:
                yield Finding(where, "the chain knows no such row", None, found)
            elif digest != found:
                yield Finding(where, "the row differs from its last custody entry", digest, found, since)
    for where, (digest, since) in left.items():
        if digest is not None:
            yield Finding(where, "the row is gone", digest, None, since)


def _batches(db: Database) -> Iterator[Finding]:
    for key, digest, found, count, present in imports.differing(db):
        where = f"imports:{key}"
        if present != count:
            yield Finding(where, "rows that came in are missing or were added", str(count), str(present))
        else:
            yield Finding(where, "rows that came in were changed", digest, found)
    for table, key in imports.strays(db):
        yield Finding(f"{table}:{key}", "the row belongs to no import")


def _original(originals: Originals, sha256: str, size: int) -> Iterator[Finding]:
    path = originals.path(sha256)
    where = f"originals/{sha256[:2]}/{sha256}"
    try:
        found = hash_of(path)
        actual = path.stat().st_size
    except FileNotFoundError:
        yield Finding(where, "the original is missing", sha256)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        yield Finding(where, f"the original cannot be read: {reason}", sha256)
    else:
        if found != sha256 or actual != size:
            yield Finding(where, "the original was changed", sha256, found)
