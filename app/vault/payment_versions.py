"""Which row of a payment counts: statements of different days tell of the same payment, and each adds what is newer.

All rows of a payment hang together by `replaces`, as a tree. Of those that are not in the trash the one that tells most
counts (`has_moved_on`), and of two that tell the same the later one. So nothing counts twice, whatever import comes
back from the trash: a row that was taken in while an older one lay there names that one too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from app.domain.money import Money
from app.domain.payment_links import has_moved_on
from app.domain.payments import Direction, PaymentState, StatementRow
from app.vault.tables import IMPORTS, PAYMENTS


def _telling(state: PaymentState) -> StatementRow:
    return StatementRow(1, datetime(2000, 1, 1, tzinfo=UTC), Direction.OUT, Money(0), state)


PROGRESS: Final[Mapping[PaymentState, int]] = {
    state: sum(has_moved_on(_telling(other), _telling(state)) for other in PaymentState) for state in PaymentState
}
"""How far a payment in a state has come: a greater number has moved on from a smaller one."""


def _progress(row: str) -> str:
    return (
        f"CASE {row}.state " + " ".join(f"WHEN '{state.value}' THEN {far}" for state, far in PROGRESS.items()) + " END"
    )


def telling(row: str) -> str:
    """Return the columns of a row of `payments` by which the one that counts comes last."""
    return f"{_progress(row)}, coalesce({row}.refunded, 0), {row}.id"


def telling_last(row: str) -> str:
    """Return what sorts rows of `payments` so that the one that counts comes first."""
    return f"{_progress(row)} DESC, coalesce({row}.refunded, 0) DESC, {row}.id DESC"


def _tree(name: str, of: str) -> str:
    """Return tables of which the last, `name(id)`, holds all rows of the payments that rows `of` (id, replaces) are."""
    return f"""
        {name}_up(id, replaces) AS (
            {of} UNION SELECT o.id, o.replaces FROM {PAYMENTS} o JOIN {name}_up u ON o.id = u.replaces
        ), {name}(id) AS (
            SELECT id FROM {name}_up WHERE replaces IS NULL
            UNION SELECT n.id FROM {PAYMENTS} n JOIN {name} t ON n.replaces = t.id
        )
    """


NEWER: Final = f"""
    SELECT 1 WHERE (p.replaces IS NOT NULL OR EXISTS (SELECT 1 FROM {PAYMENTS} r WHERE r.replaces = p.id)) AND EXISTS (
        WITH RECURSIVE {_tree("same", "SELECT p.id, p.replaces")}
        SELECT 1 FROM same JOIN {PAYMENTS} n ON n.id = same.id JOIN {IMPORTS} j ON j.id = n.import_id
        WHERE j.trashed_at IS NULL AND ({telling("n")}) > ({telling("p")})
    )
"""
"""The rows that count before row `p` of `payments`; nearly all payments have one row only, so that is asked first."""

VERSIONS: Final = f"WITH RECURSIVE {_tree('version', f'SELECT id, replaces FROM {PAYMENTS} WHERE id = ?')}"
"""All rows of the payment that one row, a parameter, stands for; as `version(id)`."""
