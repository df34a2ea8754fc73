"""`evidence …`: taking images in, listing, giving back and trashing them."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.casework import evidence
from app.cli.order_commands import order_id
from app.cli.session import Session, whole_number
from app.cli.shapes import evidence_shape
from app.domain.evidence import Evidence, EvidenceId
from app.domain.times import shown
from app.domain.words import Text


def add(session: Session, arguments: argparse.Namespace) -> int:
    """Take files in as evidence of an order: all of them or none."""
    with session.changing() as vault:
        intake = evidence.add_evidence(
            vault,
            order_id(arguments.order),
            [Path(name) for name in arguments.files],
            kind=arguments.kind,
            purpose=arguments.purpose or "",
            captured_at=arguments.captured_at,
            steps=session.steps(Text("正在导入", "importing")),
        ).value
    for added in intake.added:
        if added.is_known:
            name = added.evidence.name
            session.warn(session.say(Text(f"{name}：这份文件已在凭据库中", f"{name}: these bytes are here already")))
    session.answer(
        [evidence_shape(added.evidence, known=added.is_known) for added in intake.added],
        lambda: [_line(session, added.evidence) for added in intake.added],
    )
    return 0


def listing(session: Session, arguments: argparse.Namespace) -> int:
    """Print the evidence of an order."""
    with session.reading() as vault:
        items = evidence.list_evidence(vault, order_id(arguments.order))
    session.answer(
        [evidence_shape(item, known=True) for item in items], lambda: [_line(session, item) for item in items]
    )
    return 0


def export(session: Session, arguments: argparse.Namespace) -> int:
    """Write an original's exact bytes to a file."""
    with session.reading() as vault:
        item = evidence.export_evidence(vault, evidence_id(arguments.id), Path(arguments.output))
    document = {**evidence_shape(item, known=True), "path": arguments.output}
    session.answer(document, lambda: [arguments.output])
    return 0


def trash(session: Session, arguments: argparse.Namespace) -> int:
    """Put evidence in the trash."""
    with session.changing() as vault:
        (item,) = evidence.trash_evidence(vault, [evidence_id(arguments.id)]).value
    session.answer(evidence_shape(item, known=True), lambda: [_line(session, item)])
    return 0


def restore(session: Session, arguments: argparse.Namespace) -> int:
    """Take evidence out of the trash."""
    with session.changing() as vault:
        (item,) = evidence.restore_evidence(vault, [evidence_id(arguments.id)]).value
    session.answer(evidence_shape(item, known=True), lambda: [_line(session, item)])
    return 0


def evidence_id(text: str) -> EvidenceId:
    """Return the id of evidence from what was typed."""
    return EvidenceId(whole_number("evidence", text))


def _line(session: Session, item: Evidence) -> str:
    kind = session.say(item.kind.label) if item.kind else "-"
    known_from = session.say(item.capture.known_from.label)
    captured = f"{shown(item.capture.at)} ({known_from})" if item.capture.at else "-"
    mark = session.say(Text("［回收站］", "[trash] ")) if item.is_trashed else ""
    return f"{item.id}\t{mark}{kind}\t{item.name}\t{captured}\t{item.original.sha256[:12]}\t{item.purpose}"
