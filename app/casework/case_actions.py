"""A case as its page needs it: everything in one look, and recording an event with pictures that may have no file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from app.casework import cases
from app.casework.cancellations import TypedEvent, list_cases, record_event
from app.casework.cases import CaseAdvice, CaseView
from app.casework.evidence import Incoming, list_evidence
from app.domain.cancel_window import CancelWindow, window
from app.domain.cancellation import Cancellation, CancellationId, CancelReason
from app.domain.changes import Outcome
from app.domain.deadlines import deadlines
from app.domain.duration import Duration
from app.domain.errors import InvalidField, NotFound
from app.domain.evidence import Evidence
from app.domain.orders import Order, OrderId
from app.domain.periods import due_after
from app.domain.times import parse_time, to_iso
from app.domain.words import Text
from app.domain.workdays import Workdays
from app.vault import orders, platforms
from app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class CaseFile:
    """An order with its cases, newest first, and the one that is looked at.

    `view` and `advised` are None where the order has no case; `windows` are then the paths open to each reason, and
    under None the path that the order's status alone leaves. `evidence` leaves out the trash.
    """

    order: Order
    evidence: tuple[Evidence, ...]
    cases: tuple[Cancellation, ...]
    view: CaseView | None
    advised: CaseAdvice | None
    windows: dict[CancelReason | None, CancelWindow]


def case_file(
    vault: Vault,
    order: OrderId,
    *,
    case: CancellationId | None = None,
    days: Workdays,
    at: datetime,
    language: str,
    letters: Path,
) -> CaseFile:
    """Return all that the case page of an order shows at an instant; without a case, that of the newest one.

    Raises:
        NotFound: there is no such order, or the case is not one of its.
        UnreadableFile: the letter's template in the folder `letters` cannot be read.
    """
    found = orders.get(vault, order)
    of_order = tuple(reversed(list_cases(vault, order=order)))
    chosen = case if case is not None or not of_order else of_order[0].id
    if chosen is not None and all(one.id != chosen for one in of_order):
        raise NotFound(Text("案件", "cancellation"), chosen)
    exhibits = tuple(list_evidence(vault, order, with_trash=False))
    windows = _windows(vault, found, days, at)
    if chosen is None:
        return CaseFile(found, exhibits, of_order, None, None, windows)
    view = cases.view(vault, chosen, days=days, at=at)
    advised = cases.advise(vault, chosen, days=days, at=at, language=language, letters=letters)
    return CaseFile(found, exhibits, of_order, view, advised, windows)


def record_with_proofs(
    vault: Vault, key: CancellationId, typed: TypedEvent, proofs: Sequence[Incoming], *, days: Workdays
) -> Outcome[Cancellation]:
    """Record an event with its proofs, which may be images without a file; `due` may be a length such as “24小时内”.

    Raises:
        InvalidField: as `record_event`, and where `due` is neither an instant nor a length.
        NotFound, EventNotAllowed, UnreadableFile: as `record_event`.
    """
    due = due_typed(typed.due, parse_time(typed.at) if typed.at else vault.clock.now(), days)
    # What record_event is given it hands to add_evidence, which takes images without a file as well.
    return record_event(vault, key, replace(typed, due=due, proofs=tuple(proofs)))


_ROUND_A_LENGTH: Final = re.compile(r"^(?:在|within\s+)?(.+?)(?:之内|以内|内)?(?:到账|退款|退还|答复|回复|处理)?$")


def due_typed(text: str | None, start: datetime, days: Workdays) -> str | None:
    """Return a due time in ISO form from an instant or from a length counted from `start`; None where it is empty.

    Raises:
        InvalidField: it is neither.
    """
    folded = unicodedata.normalize("NFKC", text or "").strip()
    if not folded:
        return None
    match = _ROUND_A_LENGTH.fullmatch(folded)
    try:
        length = Duration.parse(match[1] if match else folded, field="due")
    except InvalidField:
        return _due_instant(folded)
    return to_iso(due_after(start, length, days).at)


def _due_instant(text: str) -> str:
    try:
        return to_iso(parse_time(text.removesuffix("之前").removesuffix("前"), field="due"))
    except InvalidField as error:
        raise InvalidField(
            "due",
            Text(f"不是时间，也不是时长：“{text}”", f"neither a time nor a length of time: “{text}”"),
            Text("请写成 24小时、3个工作日 或 2026-01-01 12:00", "write it like 24h, 3wd or 2026-01-01 12:00"),
        ) from error


def _windows(vault: Vault, order: Order, days: Workdays, at: datetime) -> dict[CancelReason | None, CancelWindow]:
    platform = platforms.find_platform(vault, order.facts.platform)
    rules = platforms.rules(vault, platform.id) if platform else []
    found = deadlines(order, None, rules, days)
    return {reason: window(order, rules, at, reason=reason, deadlines=found) for reason in (None, *CancelReason)}
