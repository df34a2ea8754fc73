"""`deadline add|close`, `cancel sent` and `code …`: what the user keeps beside a case."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app.casework import card_codes, cases, own_deadlines, sent_letters
from app.cli.case_commands import case_id
from app.cli.order_commands import order_id
from app.cli.session import Session, whole_number
from app.domain.card_codes import CardCode
from app.domain.deadline import OwnDeadline
from app.domain.errors import InvalidField, UnreadableFile
from app.domain.times import parse_time, to_iso
from app.domain.words import Text


def add_deadline(session: Session, arguments: argparse.Namespace) -> int:
    """Set a deadline and print its number."""
    case = case_id(arguments.case) if arguments.case else None
    with session.changing() as vault:
        entry = own_deadlines.set_deadline(
            vault, order_id(arguments.order), text=arguments.text, due=arguments.due, case=case
        ).value
    session.answer(_deadline(entry), lambda: [str(entry.id)])
    return 0


def close_deadline(session: Session, arguments: argparse.Namespace) -> int:
    """Close a deadline of one's own, as done or with `--drop` as no longer wanted."""
    with session.changing() as vault:
        entry = own_deadlines.close_deadline(
            vault, whole_number("deadline", arguments.id), is_waived=arguments.drop
        ).value
    session.answer(_deadline(entry), lambda: [str(entry.id)])
    return 0


def sent(session: Session, arguments: argparse.Namespace) -> int:
    """Record the advised message, or a file's text, as sent."""
    at = parse_time(arguments.at) if arguments.at else session.clock.now()
    key = case_id(arguments.id)
    with session.changing() as vault:
        advised = cases.advise(
            vault,
            key,
            days=session.working_days(),
            at=at,
            language=session.language,
            letters=session.resources / "letters",
        )
        name = advised.advice.letter
        if name is None:
            raise InvalidField("letter", Text("现在没有要发送的消息", "there is no message to send now"))
        text = _read(Path(arguments.file)) if arguments.file else advised.message
        letter = sent_letters.record_letter(vault, key, letter=name, text=text, channel=arguments.channel, at=at).value
    document = {
        "letter": letter.name,
        "channel": letter.channel.value,
        "sent_at": to_iso(letter.sent_at),
        "text": letter.text,
    }
    session.answer(document, lambda: [letter.text])
    return 0


def add_code(session: Session, arguments: argparse.Namespace) -> int:
    """Keep a card code that comes on standard input, where no list of processes shows it."""
    code = sys.stdin.readline()
    with session.changing() as vault:
        kept = card_codes.keep_code(vault, order_id(arguments.order), code).value
    session.answer(_code(kept), lambda: [f"{kept.id}\t{kept.masked}"])
    return 0


def list_codes(session: Session, arguments: argparse.Namespace) -> int:
    """Print the codes of an order, masked."""
    with session.reading() as vault:
        found = card_codes.list_codes(vault, order_id(arguments.order))
    session.answer([_code(kept) for kept in found], lambda: [f"{kept.id}\t{kept.masked}" for kept in found])
    return 0


def show_code(session: Session, arguments: argparse.Namespace) -> int:
    """Print one code in clear."""
    key = whole_number("code", arguments.id)
    with session.reading() as vault:
        code = card_codes.reveal_code(vault, key)
    session.answer({"id": key, "code": code}, lambda: [code])
    return 0


def drop_code(session: Session, arguments: argparse.Namespace) -> int:
    """Forget a code."""
    key = whole_number("code", arguments.id)
    with session.changing() as vault:
        card_codes.drop_code(vault, key)
    session.answer({"id": key, "dropped": True}, lambda: [str(key)])
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise UnreadableFile(
            path.name,
            Text("无法读取，或不是 UTF-8 文本", "cannot be read, or is no UTF-8 text"),
            Text("请检查文件", "check it"),
        ) from error


def _deadline(entry: OwnDeadline) -> dict[str, object]:
    return {
        "id": entry.id,
        "order": entry.order,
        "cancellation": entry.cancellation,
        "text": entry.text,
        "starts_at": to_iso(entry.starts_at),
        "due_at": to_iso(entry.due_at),
        "closed_at": None if entry.closed_at is None else to_iso(entry.closed_at),
        "waived": entry.is_waived,
    }


def _code(kept: CardCode) -> dict[str, object]:
    return {"id": kept.id, "masked": kept.masked, "salt": kept.salt, "sha256": kept.fingerprint}
