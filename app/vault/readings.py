"""Texts and hashes worked out from originals: no facts, and made anew where they are lost."""

from __future__ import annotations

from app.domain.times import to_stored
from app.vault import search
from app.vault.tables import PICTURE_HASHES, READINGS
from app.vault.vault import Vault


def keep(vault: Vault, sha256: str, source: str, *, body: str, text: str) -> None:
    """Keep what was read off an original (`source`: `ocr`, `mail`, `page`, `document`), and make it searchable.

    Raises:
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    row = {"sha256": sha256, "source": source, "body": body, "text": text, "read_at": to_stored(vault.clock.now())}
    with vault.transaction() as db:
        db.execute(f"DELETE FROM {READINGS} WHERE sha256 = ? AND source = ?", [sha256, source])
        db.table(READINGS).insert(row)
        for (evidence,) in db.execute("SELECT id FROM evidence WHERE sha256 = ?", [sha256]).fetchall():
            search.refresh(db, "evidence", evidence)


def load(vault: Vault, sha256: str, source: str) -> str | None:
    """Return the body that was kept; None where nothing was read yet."""
    query = f"SELECT body FROM {READINGS} WHERE sha256 = ? AND source = ?"
    row = vault.db.execute(query, [sha256, source]).fetchone()
    return str(row[0]) if row else None


def text_of(vault: Vault, sha256: str) -> str:
    """Return all text read off an original."""
    rows = vault.db.execute(f"SELECT text FROM {READINGS} WHERE sha256 = ? ORDER BY source", [sha256]).fetchall()
    return "\n".join(str(text) for (text,) in rows)


def unread(vault: Vault, source: str) -> list[str]:
    """Return the pictures on living evidence that were not read yet, oldest evidence first."""
    query = f"""
        SELECT e.sha256 FROM evidence e JOIN originals o USING (sha256)
        WHERE e.trashed_at IS NULL AND o.media_type LIKE 'image/%'
        AND NOT EXISTS (SELECT 1 FROM {READINGS} r WHERE r.sha256 = e.sha256 AND r.source = ?)
        GROUP BY e.sha256 ORDER BY min(e.id)
    """
    return [str(sha256) for (sha256,) in vault.db.execute(query, [source])]


def keep_hash(vault: Vault, sha256: str, picture_hash: str) -> None:
    """Keep a picture's perceptual hash."""
    with vault.transaction() as db:
        db.table(PICTURE_HASHES).upsert({"sha256": sha256, "hash": picture_hash}, pk="sha256")


def hashes(vault: Vault) -> dict[str, str]:
    """Return the perceptual hashes that are kept, by the original's SHA-256."""
    return {str(sha256): str(found) for sha256, found in vault.db.execute(f"SELECT sha256, hash FROM {PICTURE_HASHES}")}
