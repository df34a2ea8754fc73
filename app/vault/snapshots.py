"""A consistent copy of a vault's database while it is in use, and which originals belong to it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.domain.errors import VaultFull
from app.domain.words import Text
from app.vault import custody
from app.vault.originals import write_errors
from app.vault.tables import CUSTODY, ORIGINALS
from app.vault.vault import Vault

_PAGES: Final = 4096
"""How many pages are copied before a writer is let in again."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of the database: the chain's head in it, and each original by SHA-256 (hex) with its size in bytes."""

    path: Path
    chain_seq: int
    chain_head: str
    originals: tuple[tuple[str, int], ...]


def take_snapshot(vault: Vault, target: Path) -> Snapshot:
    """Copy the database into a new file; what is written meanwhile is in it whole or not at all.

    Raises:
        VaultError: it cannot be written there, or the database is damaged.
    """
    with write_errors(), _full_disk():
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy:
            vault.db.conn.backup(copy, pages=_PAGES)
            # One file alone: a copy that waits for a log beside it is no backup.
            copy.execute("PRAGMA journal_mode = DELETE")
            row = copy.execute(f"SELECT seq, hash FROM {CUSTODY} ORDER BY seq DESC LIMIT 1").fetchone()
            known = copy.execute(f"SELECT sha256, bytes FROM {ORIGINALS} ORDER BY sha256").fetchall()
        with target.open("rb+") as written:
            os.fsync(written.fileno())
    seq, head = (int(row[0]), str(row[1])) if row else (0, custody.GENESIS)
    return Snapshot(target, seq, head, tuple((str(sha256), int(size)) for sha256, size in known))


@contextlib.contextmanager
def _full_disk() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") not in {"SQLITE_FULL", "SQLITE_IOERR_WRITE"}:
            raise
        raise VaultFull(
            Text("磁盘已满，备份没有写成", "the disk is full, so there is no backup"),
            Text("请腾出空间后重试", "make room and try again"),
        ) from error
