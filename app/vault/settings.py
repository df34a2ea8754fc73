"""What the user set once for all cases: no facts, so each value replaces the one before."""

from __future__ import annotations

import json

from app.domain.times import to_stored
from app.vault.tables import SETTINGS
from app.vault.vault import Vault


def save(vault: Vault, key: str, value: object) -> None:
    """Keep a value that JSON can say.

    Raises:
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    row = {"key": key, "body": json.dumps(value), "saved_at": to_stored(vault.clock.now())}
    with vault.transaction() as db:
        db.table(SETTINGS).upsert(row, pk="key")


def load(vault: Vault, key: str) -> object:
    """Return the value kept under a key; None where there is none."""
    row = vault.db.execute(f"SELECT body FROM {SETTINGS} WHERE key = ?", [key]).fetchone()
    return json.loads(row[0]) if row else None


def with_prefix(vault: Vault, prefix: str) -> dict[str, object]:
    """Return all values whose keys begin so, by key."""
    query = f"SELECT key, body FROM {SETTINGS} WHERE substr(key, 1, ?) = ? ORDER BY key"
    return {str(key): json.loads(body) for key, body in vault.db.execute(query, [len(prefix), prefix])}
