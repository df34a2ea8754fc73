"""`dossier-text …`: the words of a dossier as they will be printed, and as the user wants them; what was exported."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.casework import dossiers
from app.cli.order_commands import order_id
from app.cli.session import Session
from app.domain.errors import UnreadableFile
from app.domain.exports import Export
from app.domain.times import parse_time, to_iso
from app.domain.words import Text

_LIMIT = 200_000
"""Bytes; the text itself may hold 10,000 characters."""


def show(session: Session, arguments: argparse.Namespace) -> int:
    """Print the parts of a dossier that can be written anew, and which were."""
    order = order_id(arguments.order)
    with session.reading() as vault:
        shown = dossiers.texts_of(
            vault,
            order,
            arguments.recipient,
            at=parse_time(arguments.at) if arguments.at else vault.clock.now(),
            resources=session.resources,
            days=session.working_days(),
        )
    document = {part: {"text": text, "edited": edited} for part, (text, edited) in shown.items()}
    session.answer(
        document, lambda: [f"[{part}]{'*' if edited else ''}\n{text}" for part, (text, edited) in shown.items()]
    )
    return 0


def write(session: Session, arguments: argparse.Namespace) -> int:
    """Keep a part as a file says it; without a file it goes back to what the case says."""
    order = order_id(arguments.order)
    text = _read(Path(arguments.file)) if arguments.file else None
    with session.changing() as vault:
        kept = dossiers.edit_text(vault, order, arguments.recipient, arguments.part, text).value
    session.answer({"part": arguments.part, "text": kept}, lambda: [kept] if kept else [])
    return 0


def exported(session: Session, arguments: argparse.Namespace) -> int:
    """Print what was made of an order and how much was recorded on it since."""
    order = order_id(arguments.order)
    with session.reading() as vault:
        made = [(one, dossiers.changed_since(vault, one)) for one in dossiers.list_exports(vault, order)]
    session.answer([export_shape(one, since) for one, since in made], lambda: [_line(session, *one) for one in made])
    return 0


def export_shape(made: Export, changed: int) -> dict[str, object]:
    """Return a past export as its JSON document; `changed_since` counts entries of the chain."""
    return {
        "id": made.id,
        "kind": made.kind.value,
        "recipient": made.recipient,
        "orders": list(made.orders),
        "files": [{"name": file.name, "bytes": file.bytes, "sha256": file.sha256} for file in made.files],
        "stated_at": to_iso(made.stated_at),
        "exported_at": to_iso(made.exported_at) if made.exported_at else None,
        "texts": dict(made.texts),
        "changed_since": changed,
    }


def _line(session: Session, made: Export, changed: int) -> str:
    at = to_iso(made.exported_at) if made.exported_at else ""
    names = ", ".join(f"{file.name} {file.sha256}" for file in made.files)
    since = session.say(Text(f"之后有 {changed} 项变动", f"{changed} changes since"))
    return f"{at}\t{made.kind.value}\t{made.recipient}\t{names}\t{since}"


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _LIMIT:
            raise UnreadableFile(path.name, Text("文件过大", "the file is too large"), Text("请缩短", "shorten it"))
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(
            path.name, Text(f"无法读取：{reason}", f"cannot be read: {reason}"), Text("请检查文件", "check the file")
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            path.name, Text("不是 UTF-8 文本", "is no UTF-8 text"), Text("请另存为 UTF-8", "save it as UTF-8")
        ) from error
