"""`seal …` and `backup …`: a timestamp over the chain, and copies of the whole vault."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.casework.backups import create_backup, restore_backup
from app.casework.seals import list_seals, make_seal
from app.cli.session import Session
from app.domain.exports import Seal
from app.domain.times import to_iso
from app.domain.words import Text


def seal(session: Session, arguments: argparse.Namespace) -> int:
    """Have an authority timestamp the chain's head; `seal list` prints the seals that there are."""
    if arguments.what == "list":
        with session.reading() as vault:
            found = list_seals(vault)
        session.answer([seal_shape(one) for one in found], lambda: [_line(one) for one in found])
        return 0

    def announce(url: str) -> None:
        told = Text(
            f"即将连接 {url}，只发送保管链末端的哈希",
            f"connecting to {url}; only the hash of the chain's head is sent",
        )
        session.warn(session.say(told))

    with session.changing() as vault:
        made = make_seal(vault, resources=session.resources, url=arguments.tsa, announce=announce).value
    session.answer(seal_shape(made), lambda: [_line(made)])
    return 0


def backup_create(session: Session, arguments: argparse.Namespace) -> int:
    """Write a backup; it can be made while another window uses the vault."""
    target = Path(arguments.output) if arguments.output else None
    with session.reading() as vault:
        made = create_backup(vault, target=target, steps=session.steps(Text("正在备份", "backing up")))
    document = {
        "path": str(made.path),
        "bytes": made.bytes,
        "sha256": made.sha256,
        "originals": made.originals,
        "chain": made.chain_seq,
        "head": made.chain_head,
    }
    session.answer(document, lambda: [f"{made.path}\t{made.bytes}\t{made.sha256}"])
    return 0


def backup_restore(session: Session, arguments: argparse.Namespace) -> int:
    """Make a vault from a backup in a new or empty folder."""
    made = restore_backup(
        Path(arguments.file),
        Path(arguments.to),
        clock=session.clock,
        actor="cli",
        steps=session.steps(Text("正在恢复", "restoring")),
    )
    document = {
        "vault": str(made.folder),
        "created_at": made.created_at,
        "originals": made.originals,
        "chain": made.report.chain,
        "head": made.report.head,
        "ok": made.report.is_sound,
    }
    session.answer(document, lambda: [str(made.folder)])
    return 0


def seal_shape(made: Seal) -> dict[str, object]:
    """Return a seal as its JSON document."""
    return {
        "at": to_iso(made.at),
        "authority": made.authority,
        "serial": made.serial,
        "head": made.chain_head,
        "entry": made.chain_seq,
    }


def _line(made: Seal) -> str:
    return f"{to_iso(made.at)}\t{made.authority}\t{made.serial}\t{made.chain_seq}\t{made.chain_head}"
