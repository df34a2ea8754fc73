"""What a merchant did, counted from the cases that were opened against it.

Source: field guide, “反馈问题，优化交易体验” (false advertising, late and silent, refusing a valid cancellation) and
“核对退款金额与到账时间” (the fee wrongly kept). Entries that were taken back count for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.cancellation import CancelEvent, Cancellation, CancelReason, CancelState, CaseEvent
from app.domain.money import Money
from app.domain.text import Labelled
from app.domain.words import Text


class ConductKind(Labelled):
    """One thing a merchant did in a case."""

    FALSE_ADVERTISING = "false_advertising", "虚假宣传", "False advertising"
    CLAIMED_FALSE = "claimed_false", "描述不符（未认定）", "Not as described (claimed)"
    LATE_AND_SILENT = "late_and_silent", "延迟发货不处理", "Late and silent"
    REFUSED_VALID = "refused_valid", "拒绝合理取消", "Refused a valid cancellation"
    WRONG_FEE = "wrong_fee", "错扣手续费", "Kept a wrong fee"
    SETTLED_WELL = "settled_well", "顺利解决", "Settled well"


@dataclass(frozen=True, slots=True)
class Conduct:
    """What cases add up to: how often each kind, in how many cases that were put to the merchant, what came back."""

    counts: tuple[tuple[ConductKind, int], ...]
    cases: int
    refunded: Money

    def count(self, kind: ConductKind) -> int:
        """Return how often a kind was found."""
        return dict(self.counts).get(kind, 0)

    @property
    def has_trouble(self) -> bool:
        """Whether anything but good was found, and not by the buyer's word alone."""
        return any(kind in _BAD for kind, _ in self.counts)

    @property
    def words(self) -> Text:
        """The conduct in one sentence."""
        if self.cases == 0:
            return Text("没有取消记录", "no cancellations on record")
        zh = [f"{kind.label.zh} {count} 次" for kind, count in self.counts]
        en = [f"{kind.label.en.lower()}: {count}" for kind, count in self.counts]
        if self.refunded.fen:
            zh.append(f"共退回 {self.refunded.shown}")
            en.append(f"{self.refunded.shown} came back")
        if not zh:
            return Text(f"{self.cases} 次取消，还没有结果", f"cancellations: {self.cases}, no outcome yet")
        return Text("，".join(zh), ", ".join(en))


_E: Final = CancelEvent
_FOR_BUYER: Final = frozenset({_E.PLATFORM_FOR, _E.MEDIATED})
_CONFIRMING: Final = _FOR_BUYER | {_E.AGREE}
_ROUGH: Final = frozenset(
    {_E.REFUSE, _E.NO_REPLY, _E.ASK_PLATFORM, _E.COMPLAIN, _E.CONTEST_SHORT, _E.ACCEPT_SHORT, _E.REOPEN}
)
_BAD: Final = frozenset(ConductKind) - {ConductKind.SETTLED_WELL, ConductKind.CLAIMED_FALSE}


def conduct(cases: Iterable[Cancellation]) -> Conduct:
    """Return what a merchant's cases add up to; a case that was never put to the merchant says nothing of it."""
    told = [case for case in cases if _history(case)]
    found = Counter(kind for case in told for kind in kinds_of(case))
    counts = tuple((kind, found[kind]) for kind in ConductKind if found[kind])
    refunded = sum((case.standing.received.fen for case in told), 0)
    return Conduct(counts, len(told), Money(refunded))


def kinds_of(case: Cancellation) -> tuple[ConductKind, ...]:
    """Return what the merchant did in one case, each kind once.

    - False advertising: the goods were not as described, and the merchant agreed to that request, or the platform or a
      mediation found for the buyer. Without that it stays a claim, counted by itself and never held to be proven; a
      claim that was withdrawn is none.
    - Late and silent: late delivery, and the merchant let the request go unanswered.
    - Refused a valid cancellation: a refusal, and afterwards the platform or a mediation found for the buyer, or all
      that was claimed came back. A partial refund that was bargained for proves no refusal wrong.
    - Wrong fee: a shortfall was contested, and more money came afterwards.
    - Settled well: all that was agreed came back, without a refusal, silence, the platform, or a complaint.
    """
    history = _history(case)
    events = {entry.event for entry in history}
    found = []
    if case.reason is CancelReason.NOT_AS_DESCRIBED:
        if events & _CONFIRMING:
            found.append(ConductKind.FALSE_ADVERTISING)
        elif case.standing.state is not CancelState.WITHDRAWN:
            found.append(ConductKind.CLAIMED_FALSE)
    if case.reason is CancelReason.LATE_DELIVERY and _E.NO_REPLY in events:
        found.append(ConductKind.LATE_AND_SILENT)
    if _is_refusal_overturned(case, history):
        found.append(ConductKind.REFUSED_VALID)
    if _is_followed(history, _E.CONTEST_SHORT, {_E.REFUND_RECEIVED}):
        found.append(ConductKind.WRONG_FEE)
    if not found and _is_settled_well(case, events):
        found.append(ConductKind.SETTLED_WELL)
    return tuple(found)


def _history(case: Cancellation) -> list[CaseEvent]:
    """Return what stands of a history; empty where the merchant was never asked."""
    standing = [entry for entry in case.events if not entry.is_undone]
    was_put = any(entry.event is not CancelEvent.WITHDRAW for entry in standing)
    return standing if was_put else []


def _is_followed(
    history: Sequence[CaseEvent], first: CancelEvent, then: set[CancelEvent] | frozenset[CancelEvent]
) -> bool:
    at = next((place for place, entry in enumerate(history) if entry.event is first), None)
    return at is not None and any(entry.event in then for entry in history[at + 1 :])


def _is_refusal_overturned(case: Cancellation, history: Sequence[CaseEvent]) -> bool:
    if _is_followed(history, _E.REFUSE, _FOR_BUYER):
        return True
    is_paid = case.claimed.fen > 0 and case.standing.received.fen >= case.claimed.fen
    return is_paid and _is_followed(history, _E.REFUSE, {_E.REFUND_RECEIVED})


def _is_settled_well(case: Cancellation, events: set[CancelEvent]) -> bool:
    standing = case.standing
    is_paid = standing.received.fen > 0 and standing.shortfall.fen == 0
    return standing.state is CancelState.SETTLED and is_paid and not events & _ROUGH
