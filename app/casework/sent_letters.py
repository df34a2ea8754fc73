"""Recording letters as they were sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.domain.cancellation import CancellationId, Channel
from app.domain.changes import Change, Outcome
from app.domain.errors import InvalidField
from app.domain.letters import LetterName, SentLetter
from app.domain.text import clean_prose
from app.domain.times import parse_time
from app.domain.words import Text
from app.vault import cancellations, letters
from app.vault.vault import Vault


def record_letter(
    vault: Vault, case: CancellationId, *, letter: str, text: str, channel: str, at: str | datetime | None = None
) -> Outcome[SentLetter]:
    """Record a letter word for word, with the channel and the time at which it was sent (now, if none is given).

    Raises:
        NotFound: there is no such case.
        InvalidField: an unknown letter or channel, no words, or no instant.
    """
    cancellations.get(vault, case)
    name, where = LetterName.parse("letter", letter), Channel.parse("channel", channel)
    words = clean_prose("text", text)
    if not words:
        raise InvalidField("text", Text("没有内容", "there is nothing in it"))
    instant = parse_time(at) if isinstance(at, str) else at
    with vault.write("letter.sent") as facts:
        sent = SentLetter(name.value, words, where, instant or facts.at)
        sent = replace(sent, id=letters.add(facts, case, sent))
    return Outcome(sent, Change(Text("记录已发送", "Record as sent"), tuple(facts.rows)))


def list_letters(vault: Vault, case: CancellationId) -> list[SentLetter]:
    """Return the letters sent in a case, oldest first.

    Raises:
        NotFound: there is no such case.
    """
    cancellations.get(vault, case)
    return letters.sent(vault, case)
