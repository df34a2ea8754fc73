"""Letters that were sent, word for word."""

from __future__ import annotations

from app.domain.cancellation import CancellationId, Channel
from app.domain.errors import NotFound
from app.domain.letters import SentLetter
from app.domain.times import from_stored, to_stored
from app.domain.words import Text
from app.vault.facts import FactWriter
from app.vault.rows import reading
from app.vault.tables import SENT_LETTERS
from app.vault.vault import Vault


def sent(vault: Vault, case: CancellationId) -> list[SentLetter]:
    """Return the letters sent in a case, oldest first."""
    found = []
    for row in vault.db.query(f"SELECT * FROM {SENT_LETTERS} WHERE cancellation_id = ? ORDER BY id", [case]):
        with reading(SENT_LETTERS, row["id"]):
            channel, at = Channel(row["channel"]), from_stored(row["sent_at"])
            found.append(SentLetter(row["letter"], row["text"], channel, at, row["id"]))
    return found


def case_of(vault: Vault, letter: int) -> CancellationId:
    """Return the case in which a letter was sent.

    Raises:
        NotFound: there is no such letter.
    """
    row = vault.db.execute(f"SELECT cancellation_id FROM {SENT_LETTERS} WHERE id = ?", [letter]).fetchone()
    if row is None:
        raise NotFound(Text("发出的文字", "letter"), letter)
    return CancellationId(row[0])


def add(facts: FactWriter, case: CancellationId, letter: SentLetter) -> int:
    """Record a letter as it was sent; return its id."""
    values = {
        "cancellation_id": case,
        "letter": letter.name,
        "text": letter.text,
        "channel": letter.channel.value,
        "sent_at": to_stored(letter.sent_at),
        "recorded_at": to_stored(facts.at),
    }
    return facts.insert(SENT_LETTERS, values)
