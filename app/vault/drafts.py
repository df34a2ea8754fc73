"""What is being typed but is no fact yet, so that a closed lid loses nothing."""

from __future__ import annotations

import json

from app.domain.times import to_stored
from app.vault.tables import DRAFTS
from app.vault.vault import Vault


def save(vault: Vault, key: str, fields: dict[str, str]) -> None:
    """Keep a form's typed fields under a key.

    Raises:
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    draft = {
        "key": key,
        # Half of a pair, which a keyboard can send, is no text that SQLite takes; escaped it is.
        "body": json.dumps(fields),
        "saved_at": to_stored(vault.clock.now()),
    }
    with vault.transaction() as db:
        db.table(DRAFTS).upsert(draft, pk="key")


def load(vault: Vault, key: str) -> dict[str, str]:
    """Return the fields kept under a key; empty where there are none."""
    row = vault.db.execute(f"SELECT body FROM {DRAFTS} WHERE key = ?", [key]).fetchone()
    fields = json.loads(row[0]) if row else {}
    return {str(name): str(value) for name, value in fields.items()}


def drop(vault: Vault, key: str) -> None:
    """Forget what was kept under a key."""
    with vault.transaction() as db:
        db.table(DRAFTS).delete_where("key = ?", [key])
