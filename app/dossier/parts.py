"""The parts of a dossier: which recipient gets which, in which order, and what each is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.domain.text import Labelled
from app.dossier.outline import Dossier, Recipient


class Part(Labelled):
    """A part of a dossier; its value is the anchor that links lead to."""

    COVER = "cover", "封面", "Cover"
    FORM = "form", "投诉登记表", "Complaint form"
    LEAD = "lead", "举报线索", "Lead"
    CLAIMS = "claims", "请求事项", "Request"
    STATEMENT = "statement", "事实经过", "Statement of facts"
    ORDERS = "orders", "订单事实", "Order"
    TIMELINE = "timeline", "时间线", "Timeline"
    DEADLINES = "deadlines", "期限", "Deadlines"
    MONEY = "money", "款项", "Money"
    CLAUSES = "clauses", "平台规则与承诺", "Clauses"
    LAWS = "laws", "法律依据", "Law"
    INDEX = "index", "证据目录", "List of evidence"
    EXHIBITS = "exhibit 0", "证据", "Exhibits"
    REDACTIONS = "redactions", "遮盖说明", "Redactions"
    LETTERS = "letters", "已发出的信函", "Letters sent"
    INTEGRITY = "integrity", "完整性说明", "Integrity"


Stack = tuple[Part, ...]
"""Parts that follow each other on the same pages; each stack begins a page."""

PARTS_OF: Final[Mapping[Recipient, tuple[Stack, ...]]] = {
    Recipient.PLATFORM: (
        (Part.COVER,),
        (Part.CLAIMS, Part.ORDERS, Part.MONEY, Part.CLAUSES, Part.TIMELINE),
        (Part.INDEX,),
        (Part.EXHIBITS,),
        (Part.REDACTIONS, Part.INTEGRITY),
    ),
    Recipient.ASSOCIATION: (
        (Part.COVER,),
        (Part.FORM,),
        (Part.LEAD,),
        (Part.STATEMENT, Part.ORDERS, Part.MONEY),
        (Part.TIMELINE, Part.DEADLINES),
        (Part.CLAUSES, Part.LAWS),
        (Part.INDEX,),
        (Part.EXHIBITS,),
        (Part.REDACTIONS, Part.INTEGRITY),
    ),
    Recipient.ARCHIVE: (
        (Part.COVER,),
        (Part.FORM,),
        (Part.LEAD,),
        (Part.CLAIMS, Part.STATEMENT, Part.ORDERS, Part.MONEY),
        (Part.TIMELINE, Part.DEADLINES),
        (Part.CLAUSES, Part.LAWS),
        (Part.LETTERS,),
        (Part.INDEX,),
        (Part.EXHIBITS,),
        (Part.REDACTIONS, Part.INTEGRITY),
    ),
}
"""Which recipient gets which parts, in the order in which they are read."""

DIVIDED: Final = frozenset({Recipient.ASSOCIATION, Recipient.ARCHIVE})
DIVIDED_FROM: Final = 7
"""Divider pages stand before each kind of exhibit for these recipients, from so many exhibits on."""


def stacks_of(dossier: Dossier) -> tuple[Stack, ...]:
    """Return the parts this dossier has, stack by stack; parts with nothing in them and empty stacks are left out."""
    kept = (tuple(part for part in stack if _has_something(dossier, part)) for stack in PARTS_OF[dossier.recipient])
    return tuple(stack for stack in kept if stack)


def tells_facts_in_form(dossier: Dossier) -> bool:
    """Return whether the complaint form holds the statement of facts, which would otherwise be printed twice."""
    has_form = any(Part.FORM in stack for stack in PARTS_OF[dossier.recipient])
    return has_form and dossier.complaint is not None and not dossier.complaint.facts.strip()


def _has_something(dossier: Dossier, part: Part) -> bool:
    content: dict[Part, object] = {
        Part.FORM: dossier.complaint,
        Part.LEAD: dossier.lead,
        Part.CLAIMS: dossier.claims or dossier.request,
        Part.STATEMENT: dossier.statement and not tells_facts_in_form(dossier),
        Part.TIMELINE: dossier.timeline,
        Part.DEADLINES: dossier.deadlines,
        Part.MONEY: dossier.refunds,
        Part.CLAUSES: dossier.clauses,
        Part.LAWS: dossier.laws,
        Part.EXHIBITS: dossier.exhibits,
        Part.REDACTIONS: dossier.redactions,
        Part.LETTERS: dossier.letters,
    }
    return bool(content.get(part, True))


def exhibit_groups(dossier: Dossier) -> tuple[range, ...]:
    """Return the runs of exhibits that a divider page stands before, none where the dossier is short or mixed."""
    count = len(dossier.exhibits)
    if dossier.recipient not in DIVIDED or count < DIVIDED_FROM:
        return ()
    kinds = [group_heading(dossier, position) for position in range(count)]
    starts = [position for position in range(count) if not position or kinds[position] != kinds[position - 1]]
    if len({kinds[start] for start in starts}) != len(starts):
        return ()
    return tuple(range(start, end) for start, end in zip(starts, [*starts[1:], count], strict=True))


def group_heading(dossier: Dossier, position: int) -> str:
    """Return the name of the group that an exhibit belongs to: its kind, and its order where there are several."""
    exhibit = dossier.exhibits[position]
    return f"{exhibit.order_heading} · {exhibit.kind_label}" if len(dossier.orders) > 1 else exhibit.kind_label
