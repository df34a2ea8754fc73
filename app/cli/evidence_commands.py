"""`evidence …`: taking images in, listing, giving back and trashing them."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from app.casework import evidence, marked_copies, orders, readings
from app.casework.ocr import OcrSession
from app.casework.readings import PictureFacts
from app.cli.order_commands import order_id
from app.cli.session import Session, whole_number
from app.cli.shapes import evidence_shape
from app.domain.errors import InvalidField
from app.domain.evidence import Evidence, EvidenceId
from app.domain.marks import HiddenKind, parse_region
from app.domain.times import shown, to_iso
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


def redact(session: Session, arguments: argparse.Namespace) -> int:
    """Black out regions in a derived copy; the original stays."""
    regions = [parse_region("box", text) for text in arguments.box]
    with session.changing() as vault, _naming_the_box():
        done = marked_copies.redact(
            vault,
            evidence_id(arguments.id),
            regions,
            fonts=session.resources / "fonts",
            target=Path(arguments.output) if arguments.output else None,
            hidden=HiddenKind.parse("what", arguments.what),
        ).value
    copy = done.copy
    path = arguments.output or str(copy.path)
    boxes = [mark.region for mark in copy.markup.hiding]
    document = {
        "id": done.item.id,
        "path": path,
        "sha256": copy.sha256,
        "bytes": copy.bytes,
        "media_type": copy.media_type,
        "width": copy.width,
        "height": copy.height,
        "original_sha256": done.item.original.sha256,
        "boxes": [[box.x, box.y, box.width, box.height] for box in boxes],
    }
    session.answer(document, lambda: [path])
    return 0


@contextlib.contextmanager
def _naming_the_box() -> Iterator[None]:
    """Tell of a bar that lies outside the picture as of the option that was typed."""
    try:
        yield
    except InvalidField as error:
        if error.field != "marks":
            raise
        remedy = Text("请按图片显示的像素填写 x,y,宽,高", "give x,y,width,height in pixels of the picture as displayed")
        raise InvalidField("box", error.problem, remedy) from error


def read(session: Session, arguments: argparse.Namespace) -> int:
    """Recognise the text of pictures that were not read yet, and print what their pages state."""
    keys = [evidence_id(text) for text in arguments.ids] or None
    with session.changing() as vault, OcrSession(session.resources) as engine:
        for waiting in readings.to_read(vault, keys):
            read_, _ = engine.read(waiting.path, waiting.media_type, name=waiting.name)
            readings.keep_reading(vault, waiting.sha256, read_)
            session.warn(waiting.name)
        chosen = keys or [
            item.id for order in orders.list_orders(vault) for item in evidence.list_evidence(vault, order.id)
        ]
        found = [readings.picture_facts(vault, key, resources=session.resources) for key in chosen]
    session.answer([_facts(session, one) for one in found], lambda: [_facts_line(session, one) for one in found])
    return 0


def _facts(session: Session, found: PictureFacts) -> dict[str, object]:
    screen = found.screen
    return {
        "id": found.item.id,
        "text": found.reading.text if found.reading else None,
        "page": screen.kind.value if screen else None,
        "fields": [
            {
                "field": field.name.value,
                "value": field.value,
                "score": round(field.score, 3),
                "box": [field.region.x, field.region.y, field.region.width, field.region.height],
            }
            for field in (screen.fields if screen else ())
        ],
        "times": [
            {
                "source": session.say(claim.source),
                "at": to_iso(claim.at) if claim.at else None,
                "note": session.say(claim.note),
                "doubtful": claim.is_doubtful,
            }
            for claim in found.claims
        ],
        "contradictions": [
            {"field": one.field.value, "typed": one.typed, "read": one.read.value} for one in found.contradictions
        ],
        "sensitive": [
            {
                "kind": mark.hidden and mark.hidden.value,
                "box": [mark.region.x, mark.region.y, mark.region.width, mark.region.height],
            }
            for mark in found.suggestions
        ],
    }


def _facts_line(session: Session, found: PictureFacts) -> str:
    fields = "; ".join(f"{field.name.value}={field.value}" for field in (found.screen.fields if found.screen else ()))
    page = session.say(found.screen.kind.label) if found.screen else "-"
    return f"{found.item.id}\t{page}\t{fields}"


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
