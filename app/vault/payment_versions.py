"""Which row of a payment counts: statements of different days tell of the same payment, and each adds what is newer."""

from __future__ import annotations

from typing import Final

from app.vault.tables import IMPORTS, PAYMENTS

NEWER: Final = f"""
    WITH RECURSIVE newer(id) AS (
        SELECT id FROM {PAYMENTS} WHERE replaces = p.id
        UNION ALL SELECT r.id FROM {PAYMENTS} r JOIN newer ON r.replaces = newer.id
    )
    SELECT 1 FROM newer JOIN {PAYMENTS} n ON n.id = newer.id JOIN {IMPORTS} j ON j.id = n.import_id
    WHERE j.trashed_at IS NULL
"""
"""The newer states of payment `p` that are not in the trash, even where one between them is."""

VERSIONS: Final = f"""
    WITH RECURSIVE earlier(id, replaces) AS (
        SELECT id, replaces FROM {PAYMENTS} WHERE id = ?
        UNION ALL SELECT o.id, o.replaces FROM {PAYMENTS} o JOIN earlier ON o.id = earlier.replaces
    ), version(id) AS (
        SELECT min(id) FROM earlier
        UNION ALL SELECT n.id FROM {PAYMENTS} n JOIN version ON n.replaces = version.id
    )
"""
"""All rows of the payment that one row, a parameter, stands for; as `version(id)`."""
