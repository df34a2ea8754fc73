"""Articles of law that a dossier may quote, and when each speaks to a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.cancellation import Cancellation, CancelReason, CancelState
from app.domain.text import Labelled


class SpeaksWhen(Labelled):
    """Which cases an article is quoted in, beside those of its reasons."""

    ALWAYS = "always", "总是", "Always"
    REFUND_SHORT = "refund_short", "少退时", "Refund short"
    NO_IDENTITY = "no_identity", "商家身份不明时", "Merchant unknown"


@dataclass(frozen=True, slots=True)
class Article:
    """An article word for word, whose text it is and as of when (as the pack states it), and what it speaks to."""

    law: str
    article: str
    text: str
    source: str
    text_date: str
    applies_to: str
    reasons: frozenset[CancelReason]
    when: SpeaksWhen


def articles_for(pack: Iterable[Article], case: Cancellation, *, has_identity: bool) -> list[Article]:
    """Return the articles that speak to a case, in the pack's order."""
    is_short = case.standing.state is CancelState.REFUND_SHORT or (
        case.standing.received.fen > 0 and case.standing.shortfall.fen > 0
    )
    holds = {SpeaksWhen.ALWAYS: True, SpeaksWhen.REFUND_SHORT: is_short, SpeaksWhen.NO_IDENTITY: not has_identity}
    return [one for one in pack if case.reason in one.reasons and holds[one.when]]
