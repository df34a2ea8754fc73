"""Looking at a case: where it stands, its deadlines, and what to do next at an instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.casework.letters import letter_for
from app.domain.advice import Advice, Caution
from app.domain.advice import advise as advised
from app.domain.cancellation import CancelEvent, Cancellation, CancellationId, Channel
from app.domain.channel_guard import NOT_ADVICE, Hint, Past, guard
from app.domain.deadline import Deadline
from app.domain.deadlines import deadlines
from app.domain.letters import SentLetter
from app.domain.obligations import Obligation, obligation
from app.domain.orders import Order
from app.domain.rules import PlatformRule
from app.domain.workdays import Workdays
from app.vault import cancellations, evidence, orders, own_deadlines, platforms
from app.vault import letters as letters_sent
from app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with its order and its deadlines, as they stand at an instant."""

    case: Cancellation
    order: Order
    deadlines: tuple[Deadline, ...]
    at: datetime
    letters: tuple[SentLetter, ...] = ()

    @property
    def obligation(self) -> Obligation:
        """Whose turn it is, since and until when, and what closes it."""
        return obligation(self.case, self.deadlines)


@dataclass(frozen=True, slots=True)
class CaseAdvice:
    """Advice on a case, hints before a complaint, and the message to send with the names of its gaps, if any."""

    advice: Advice
    hints: tuple[Hint, ...]
    message: str
    gaps: tuple[str, ...]

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """All that may go wrong, what to think of before a complaint included."""
        hints = [Caution(hint.code, hint.text) for hint in self.hints]
        return (*self.advice.warnings, *hints, *([Caution("not_advice", NOT_ADVICE)] if hints else ()))


def view(vault: Vault, key: CancellationId, *, days: Workdays, at: datetime) -> CaseView:
    """Return a case with its deadlines.

    Raises:
        NotFound: there is no such case.
    """
    case = cancellations.get(vault, key)
    order = orders.get(vault, case.order)
    found = deadlines(order, case, _rules(vault, order), days, own_deadlines.of_order(vault, order.id))
    return CaseView(case, order, tuple(found), at, tuple(letters_sent.sent(vault, key)))


def advise(
    vault: Vault, key: CancellationId, *, days: Workdays, at: datetime, language: str, letters: Path
) -> CaseAdvice:
    """Return what to do next on a case and the message to send; `letters` is the folder with the templates.

    Raises:
        NotFound: there is no such case.
    """
    case = cancellations.get(vault, key)
    order = orders.get(vault, case.order)
    rules = _rules(vault, order)
    found = deadlines(order, case, rules, days, own_deadlines.of_order(vault, order.id))
    items = evidence.of_order(vault, order.id)
    advice = advised(case, order, items, rules, found, at)
    hints = _guard(vault, case, order, found, at) if advice.next.event is CancelEvent.COMPLAIN else ()
    if advice.letter is None:
        return CaseAdvice(advice, hints, "", ())
    letter = letter_for(
        advice.letter,
        case,
        order,
        rules=rules,
        deadlines=found,
        evidence=items,
        at=at,
        language=language,
        folder=letters,
    )
    return CaseAdvice(advice, hints, letter.text, letter.gaps)


def all_deadlines(vault: Vault, *, days: Workdays) -> list[Deadline]:
    """Return the deadlines of all orders and cases that are not in the trash, each once, the earliest due first."""
    found: dict[str, Deadline] = {}
    by_order: dict[int, list[Cancellation]] = {}
    for opened in cancellations.every(vault):
        by_order.setdefault(opened.order, []).append(opened)
    for order in orders.find(vault):
        rules, own = _rules(vault, order), own_deadlines.of_order(vault, order.id)
        several: Sequence[Cancellation | None] = by_order.get(order.id) or [None]
        for case in several:
            for deadline in deadlines(order, case, rules, days, own):
                found[deadline.key] = deadline
    return sorted(found.values(), key=lambda deadline: (deadline.due_at, deadline.key))


def _guard(vault: Vault, case: Cancellation, order: Order, found: Sequence[Deadline], at: datetime) -> tuple[Hint, ...]:
    past = Past(tuple(orders.find(vault)), tuple(cancellations.every(vault)))
    return guard(case, order, Channel.AUTHORITY, at, past=past, deadlines=found)


def _rules(vault: Vault, order: Order) -> list[PlatformRule]:
    platform = platforms.find_platform(vault, order.facts.platform)
    return platforms.rules(vault, platform.id) if platform else []
