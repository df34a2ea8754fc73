"""`evidence reorder|tag|copy|stitch|frame|alike|checklist`: putting exhibits in order, and making new ones."""

from __future__ import annotations

import argparse

from app.casework import checklists, duplicates, evidence_order, made_evidence
from app.casework.working_days import working_days
from app.cli.evidence_commands import evidence_id
from app.cli.order_commands import order_id
from app.cli.session import Session, whole_number
from app.cli.shapes import evidence_shape
from app.domain.completeness import ChecklistRow
from app.domain.evidence import Evidence
from app.domain.words import Text


def reorder(session: Session, arguments: argparse.Namespace) -> int:
    """Put an order's evidence in the order named."""
    with session.changing() as vault:
        keys = [evidence_id(text) for text in arguments.ids]
        items = evidence_order.reorder(vault, order_id(arguments.order), keys).value
    return _answer(session, items)


def tag(session: Session, arguments: argparse.Namespace) -> int:
    """Put tags on several items; those they have stay."""
    with session.changing() as vault:
        keys = [evidence_id(text) for text in arguments.ids]
        items = evidence_order.edit_many(vault, keys, {"add_tags": " ".join(arguments.tag)}).value
    return _answer(session, items)


def copy(session: Session, arguments: argparse.Namespace) -> int:
    """Let evidence serve another order too."""
    with session.changing() as vault:
        keys = [evidence_id(text) for text in arguments.ids]
        added = evidence_order.copy_to_order(vault, keys, order_id(arguments.order)).value
    return _answer(session, [one.evidence for one in added])


def stitch(session: Session, arguments: argparse.Namespace) -> int:
    """Join scrolling screenshots into one picture, in the order named or as they follow each other."""
    with session.changing() as vault:
        keys = [evidence_id(text) for text in arguments.ids]
        made = made_evidence.stitch_evidence(
            vault, keys, proposed=arguments.sort, steps=session.steps(Text("正在拼接", "joining"))
        ).value
    return _answer(session, [made])


def frame(session: Session, arguments: argparse.Namespace) -> int:
    """Make the frame of a recording at a time an exhibit."""
    at = whole_number("at", arguments.at)
    with session.changing() as vault:
        made = made_evidence.choose_frame(vault, evidence_id(arguments.id), at).value
    return _answer(session, [made])


def alike(session: Session, arguments: argparse.Namespace) -> int:
    """Print pairs of pictures that look alike; nothing is merged."""
    order = order_id(arguments.order) if arguments.order else None
    with session.changing() as vault:
        pairs = duplicates.find_near_duplicates(vault, order, steps=session.steps(Text("正在比对", "comparing")))
    session.answer(
        [{"left": pair.left.id, "right": pair.right.id, "distance": pair.distance} for pair in pairs],
        lambda: [f"{pair.left.id}\t{pair.right.id}\t{pair.distance}" for pair in pairs],
    )
    return 0


def checklist(session: Session, arguments: argparse.Namespace) -> int:
    """Print what an order's case needs, what is there and what is weak."""
    with session.reading() as vault:
        found = checklists.checklist(vault, order_id(arguments.order), days=working_days(), at=vault.clock.now())
    document = {
        "completeness": found.completeness,
        "rows": [
            {
                "kind": row.kind.value,
                "need": session.say(row.need),
                "state": row.state.value,
                "weak": [session.say(why) for why in row.weak],
                "evidence": list(row.exhibits),
            }
            for row in found.rows
        ],
    }
    session.answer(document, lambda: [f"{found.completeness}%", *(_row(session, row) for row in found.rows)])
    return 0


def _answer(session: Session, items: list[Evidence]) -> int:
    session.answer(
        [evidence_shape(item, known=True) for item in items],
        lambda: [f"{item.id}\t{item.name}\t{' '.join(item.tags)}".rstrip() for item in items],
    )
    return 0


def _row(session: Session, row: ChecklistRow) -> str:
    words = "; ".join(session.say(why) for why in row.weak) or session.say(row.need)
    return f"{session.say(row.state.label)}\t{session.say(row.kind.label)}\t{words}"
