"""What a card shows of its item beside the picture: that it was marked, redacted or read, and the marks themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.casework.readings import OCR
from app.domain.evidence import EvidenceId
from app.domain.marks import Markup
from app.domain.orders import OrderId
from app.domain.text import Labelled
from app.vault import evidence, marks, readings
from app.vault.vault import Vault


class Sign(Labelled):
    """One thing that was done with an item."""

    MARKED = "marked", "已标注", "Marked"
    REDACTED = "redacted", "已遮盖", "Redacted"
    READ = "read", "已识别", "Text read"


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What was done with an item, and the marks on it."""

    signs: tuple[Sign, ...] = ()
    markup: Markup = field(default_factory=Markup)


def card_facts(vault: Vault, order: OrderId) -> dict[EvidenceId, CardFacts]:
    """Return what was done with the evidence of an order; items with which nothing was done are left out."""
    markups = marks.of_order(vault, order)
    unread = set(readings.unread(vault, OCR))
    found = {}
    for item in evidence.of_order(vault, order):
        if item.is_trashed:
            continue
        markup = markups.get(item.id, Markup())
        shown = []
        if any(not mark.kind.hides for mark in markup.marks):
            shown.append(Sign.MARKED)
        if markup.is_redacted:
            shown.append(Sign.REDACTED)
        if item.is_picture and item.original.sha256 not in unread:
            shown.append(Sign.READ)
        if shown:
            found[item.id] = CardFacts(tuple(shown), markup)
    return found
