"""Numbered steps that take a vault's schema from one version to the next.

A step imports nothing from the program: what it does must never change again once a vault has been through it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlite_utils import Database

from app.vault.migrations import m0001_foundation, m0002_cancellations, m0003_desk_and_statements

STEPS: Final[tuple[Callable[[Database], None], ...]] = (
    m0001_foundation.migrate,
    m0002_cancellations.migrate,
    m0003_desk_and_statements.migrate,
)
LATEST: Final = len(STEPS)
"""The schema version that this program writes, kept in `PRAGMA user_version`."""


def migrate(db: Database, *, target: int | None = None) -> None:
    """Bring the schema to `target`, or to the newest; each step and its version number are one transaction."""
    version = current(db)
    for number in range(version + 1, (LATEST if target is None else target) + 1):
        with db.atomic():
            STEPS[number - 1](db)
            db.execute(f"PRAGMA user_version = {number}")


def current(db: Database) -> int:
    """Return the schema version of an open database."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])
