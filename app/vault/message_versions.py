"""Which row of a message counts: one that came in while its import lay in the trash is there twice once that is back.

All rows of a message hang together by `replaces`. Of those that are not in the trash the first counts, so that what
comes back from the trash is what was marked there.
"""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database

from app.vault.tables import IMPORTS, MESSAGES

EARLIER: Final = f"""
    WITH RECURSIVE up(id, replaces) AS (
        SELECT m.replaces, (SELECT replaces FROM {MESSAGES} WHERE id = m.replaces) WHERE m.replaces IS NOT NULL
        UNION SELECT o.id, o.replaces FROM {MESSAGES} o JOIN up ON o.id = up.replaces
    )
    SELECT 1 FROM up JOIN {MESSAGES} e ON e.id = up.id JOIN {IMPORTS} j ON j.id = e.import_id
    WHERE j.trashed_at IS NULL
"""
"""The rows that count before row `m` of `messages`."""


def same(asked: str) -> str:
    """Return a table `same(asked, id, replaces)`: with each row of `asked` (id) all rows of the message that it is."""
    return f"""
        WITH RECURSIVE same(asked, id, replaces) AS (
            SELECT a.id, m.id, m.replaces FROM ({asked}) a CROSS JOIN {MESSAGES} m ON m.id = a.id
            UNION SELECT s.asked, o.id, o.replaces FROM same s CROSS JOIN {MESSAGES} o ON o.id = s.replaces
            UNION SELECT s.asked, n.id, n.replaces FROM same s CROSS JOIN {MESSAGES} n ON n.replaces = s.id
        )
    """


def seen(db: Database) -> str:
    """Return the condition for rows `m` that a conversation shows: not in the trash, and each message once.

    It is empty where there is nothing of either kind, for then an index of the conversation suffices.
    """
    trashed = f"SELECT id FROM {IMPORTS} WHERE trashed_at IS NOT NULL"
    twice = f"SELECT m.id FROM {MESSAGES} m WHERE m.replaces IS NOT NULL"
    condition = ""
    if db.execute(f"{trashed} LIMIT 1").fetchone() is not None:
        condition += f" AND m.import_id NOT IN ({trashed})"
    if db.execute(f"{twice} LIMIT 1").fetchone() is not None:
        condition += f" AND m.id NOT IN ({twice} AND EXISTS ({EARLIER}))"
    return condition
