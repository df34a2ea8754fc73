"""Looking for what a dossier lacks before it is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from app.casework import cases, complainants
from app.casework.cancellations import list_cases
from app.casework.cases import CaseView
from app.casework.composing.claims import respondent
from app.casework.readings import load_reading, picture_facts
from app.casework.working_days import working_days
from app.domain import gaps as rules
from app.domain.cancellation import CancelState
from app.domain.checklist import missing
from app.domain.evidence import Evidence
from app.domain.gaps import Gap
from app.domain.marks import HiddenKind, MarkKind
from app.domain.orders import Order, OrderId
from app.domain.sensitive import find_sensitive, suggest_regions
from app.domain.words import Text
from app.domain.workdays import Workdays
from app.vault import conversations, custody, evidence, marks, orders, payments, platforms
from app.vault.vault import Vault

OUTSIDE = frozenset({"association"})
"""The recipients beyond the platform."""


def find_gaps(
    vault: Vault,
    chosen: Sequence[OrderId],
    *,
    recipient: str | None = None,
    at: datetime | None = None,
    days: Workdays | None = None,
    resources: Path | None = None,
    is_redacted: bool = False,
    is_deep: bool = False,
) -> list[Gap]:
    """Return what a dossier of these orders lacks, for a recipient where one is named.

    With the folder of `resources` what was read off pictures is held against what was typed. `is_redacted` asks for
    what masking cannot see instead of what it will hide. `is_deep` hashes every original and the whole chain again.

    Raises:
        NotFound: there is no such order.
        InvalidField: no such recipient.
    """
    if recipient is not None:
        from app.dossier.outline import Recipient

        Recipient.parse("for", recipient)
    when = at or vault.clock.now()
    found: list[Gap] = []
    for place, key in enumerate(dict.fromkeys(chosen)):
        order = orders.get(vault, key)
        items = [one for one in evidence.of_order(vault, key) if not one.is_trashed and not one.is_left_out]
        views = _views(vault, order, when, days or working_days())
        first = rules.gaps(order, items)
        found += first
        found += _of_case(vault, order, items, views, first, recipient)
        found += _of_parties(vault, order, recipient, is_first=place == 0)
        if recipient in OUTSIDE and place:
            found += rules.several_respondents(order, _respondent(vault, key), _respondent(vault, chosen[0]))
        found += _of_money(vault, order)
        found += _of_pictures(vault, order, items, resources, is_redacted=is_redacted)
        if not is_redacted:
            found += _of_texts(vault, order, views)
        if is_deep:
            found += [
                rules.damaged_gap(order, one) for one in items if not vault.originals.is_intact(one.original.sha256)
            ]
    if is_deep and chosen and not _is_whole(vault):
        found.append(rules.chain_gap(chosen[0]))
    return list(dict.fromkeys(found))


def _views(vault: Vault, order: Order, at: datetime, days: Workdays) -> list[CaseView]:
    opened = [case for case in list_cases(vault, order=order.id) if case.standing.state is not CancelState.WITHDRAWN]
    return [cases.view(vault, case.id, days=days, at=at) for case in opened]


def _of_case(
    vault: Vault,
    order: Order,
    items: Sequence[Evidence],
    views: Sequence[CaseView],
    known: Sequence[Gap],
    recipient: str | None,
) -> Iterator[Gap]:
    if recipient in OUTSIDE:
        yield from rules.request_gaps(order, [view.case for view in views])
    platform = platforms.find_platform(vault, order.facts.platform)
    clauses = platforms.rules(vault, platform.id) if platform else []
    for view in views[-1:]:
        needs = missing(view.case, order, items, view.at, rules=clauses, deadlines=view.deadlines)
        yield from rules.proof_gaps(order, needs, known)
        if recipient in {"platform", *OUTSIDE}:
            yield from rules.early_gaps(order, view.deadlines, view.at, is_outside=recipient in OUTSIDE)


def _of_parties(vault: Vault, order: Order, recipient: str | None, *, is_first: bool) -> Iterator[Gap]:
    if recipient not in OUTSIDE:
        return
    if is_first:
        yield from rules.person_gaps(order, complainants.load_person(vault))
    merchant, platform = complainants.merchant_identity(vault, order), complainants.platform_identity(vault, order)
    yield from rules.respondent_gaps(order, merchant, platform)


def _respondent(vault: Vault, key: OrderId) -> str:
    return respondent(vault, orders.get(vault, key)).name


def _of_money(vault: Vault, order: Order) -> list[Gap]:
    linked = [(payments.living(vault, link.payment), link) for link in payments.links(vault, order=order.id)]
    return rules.statement_gaps(order, [(payment, link) for payment, link in linked if payment is not None])


def _of_pictures(
    vault: Vault, order: Order, items: Sequence[Evidence], resources: Path | None, *, is_redacted: bool
) -> Iterator[Gap]:
    for item in items:
        if not item.is_picture:
            continue
        reading = load_reading(vault, item.original.sha256)
        if reading is None:
            if is_redacted:
                yield rules.unread_gap(order, item)
            continue
        if resources is not None:
            facts = picture_facts(vault, item.id, resources=resources)
            yield from rules.contradiction_gaps(order, item, facts.contradictions)
        if not is_redacted:
            covered = [one.region for one in marks.of_evidence(vault, item.id).hiding if one.kind is not MarkKind.CROP]
            open_marks = [
                one for one in suggest_regions(reading) if not any(one.region.overlaps(region) for region in covered)
            ]
            yield from rules.sensitive_gaps(order, item, [one.hidden for one in open_marks if one.hidden])


def _of_texts(vault: Vault, order: Order, views: Sequence[CaseView]) -> Iterator[Gap]:
    """Yield the words typed or said that a dossier prints and that hold something sensitive."""
    yield from _text(order, Text("订单说明", "the order's note"), "note", [order.facts.note])
    for view in views:
        notes = [one.note for one in view.case.events if not one.is_undone]
        letters = [letter.text for letter in view.letters]
        yield from _text(order, Text("案件经过", "the case's history"), f"case:{view.case.id}", [*notes, *letters])
    for conversation in conversations.every(vault, order=order.id):
        where = Text(f"聊天记录“{conversation.title}”", f"the chat “{conversation.title}”")
        said = [message.read.text for message in conversations.messages(vault, conversation)]
        yield from _text(order, where, f"chat:{conversation.id}", said)


def _text(order: Order, where: Text, place: str, texts: Sequence[str]) -> list[Gap]:
    kinds: list[HiddenKind] = [one.kind for text in texts for one in find_sensitive(text)]
    return rules.sensitive_text_gaps(order, where, place, kinds)


def _is_whole(vault: Vault) -> bool:
    """Whether each entry of the chain seals the one before it."""
    head = custody.GENESIS
    for number, entry in enumerate(custody.entries(vault.db), start=1):
        if entry["seq"] != number or entry["prev"] != head or custody.entry_hash(entry) != entry["hash"]:
            return False
        head = str(entry["hash"])
    return True
