"""The parts of a dossier: which recipient gets which, in which order, and what each is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.domain.text import Labelled
from app.dossier.outline import Dossier, Exhibit, Recipient


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
        (Part.STATEMENT, Part.ORDERS, Part.MONEY, Part.TIMELINE, Part.DEADLINES),
        (Part.CLAUSES, Part.LAWS),
        (Part.INDEX,),
        (Part.EXHIBITS,),
        (Part.REDACTIONS, Part.INTEGRITY),
    ),
    Recipient.ARCHIVE: (
        (Part.COVER,),
        (Part.FORM,),
        (Part.LEAD,),
        (Part.CLAIMS, Part.STATEMENT, Part.ORDERS, Part.MONEY, Part.TIMELINE, Part.DEADLINES),
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
"""Divider pages stand before each group of exhibits for these recipients, from so many exhibits on."""


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
    """Return the runs of exhibits that a divider page stands before, none where the dossier is short or mixed.

    They are parted by kind; where that would put a divider before nearly every exhibit, by the wider group.
    """
    headings = _headings(dossier)
    if not headings:
        return ()
    starts = [at for at, words in enumerate(headings) if not at or words != headings[at - 1]]
    return tuple(range(start, end) for start, end in zip(starts, [*starts[1:], len(headings)], strict=True))


def group_heading(dossier: Dossier, position: int) -> str:
    """Return the name of the group that an exhibit belongs to, with its order where there are several."""
    return _headings(dossier)[position]


def _headings(dossier: Dossier) -> list[str]:
    """Return the heading above each exhibit; nothing where there are no dividers."""
    count = len(dossier.exhibits)
    if dossier.recipient not in DIVIDED or count < DIVIDED_FROM:
        return []
    kinds = [_of_order(dossier, one, one.kind_label) for one in dossier.exhibits]
    groups = [_of_order(dossier, one, one.group) for one in dossier.exhibits]
    is_fine = 2 * _runs(kinds) > count and all(one.group for one in dossier.exhibits)
    for headings in (groups, kinds) if is_fine else (kinds, groups):
        if all(headings) and len(set(headings)) == _runs(headings):
            return headings
    return []


def _runs(headings: list[str]) -> int:
    return sum(not at or words != headings[at - 1] for at, words in enumerate(headings))


def _of_order(dossier: Dossier, exhibit: Exhibit, words: str) -> str:
    return f"{exhibit.order_heading} · {words}" if words and len(dossier.orders) > 1 else words
