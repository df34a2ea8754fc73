"""What an order's case needs, what is there, and how complete that is."""

from __future__ import annotations

from datetime import datetime

from app.domain.completeness import Checklist
from app.domain.completeness import checklist as checked
from app.domain.deadlines import deadlines
from app.domain.marks import MarkKind
from app.domain.orders import OrderId
from app.domain.workdays import Workdays
from app.vault import cancellations, evidence, marks, orders, own_deadlines, platforms
from app.vault.vault import Vault


def checklist(vault: Vault, order: OrderId, *, days: Workdays, at: datetime) -> Checklist:
    """Return the checklist of an order's newest case, else of the order itself, at an instant.

    Raises:
        NotFound: there is no such order.
    """
    found = orders.get(vault, order)
    cases = cancellations.every(vault, order=order)
    case = max(cases, key=lambda one: one.id) if cases else None
    platform = platforms.find_platform(vault, found.facts.platform)
    rules = platforms.rules(vault, platform.id) if platform else []
    cropped = {
        item
        for item, markup in marks.of_order(vault, order).items()
        if any(mark.kind is MarkKind.CROP for mark in markup.marks)
    }
    return checked(
        case,
        found,
        evidence.of_order(vault, order),
        at,
        rules=rules,
        deadlines=deadlines(found, case, rules, days, own_deadlines.of_order(vault, order)),
        cropped=cropped,
    )
