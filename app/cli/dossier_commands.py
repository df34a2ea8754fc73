"""`dossier …`: gaps and the PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.casework.channel_presets import UnknownChannel, find_preset
from app.casework.dossiers import Export, ExportedFile, export_dossier, find_gaps, megabytes, resolution
from app.casework.vaults import Vault
from app.cli.order_commands import order_id
from app.cli.session import Session
from app.domain.errors import InvalidField, VaultLocked
from app.domain.gaps import Gap
from app.domain.times import parse_time
from app.domain.words import Text


def dossier(session: Session, arguments: argparse.Namespace) -> int:
    """Export orders as a PDF; with `--check` only list the gaps, with exit code 1 where there are any."""
    chosen = [order_id(text) for text in arguments.orders]
    at = parse_time(arguments.at) if arguments.at else None
    if arguments.check:
        with session.reading() as vault:
            found = find_gaps(
                vault,
                chosen,
                recipient=arguments.recipient,
                at=at,
                days=session.working_days(),
                resources=session.resources,
                is_redacted=arguments.redact,
                is_deep=True,
            )
        document: dict[str, object] = {"files": [], "exhibits": None, "gaps": [_gap(session, gap) for gap in found]}
        session.answer(document, lambda: [session.say(gap.text) for gap in found])
        return 1 if found else 0
    if not arguments.output:
        raise InvalidField(
            "-o", Text("没有写明输出文件", "no output file is named"), Text("请加上 -o OUT.pdf", "add -o OUT.pdf")
        )
    vault, is_recorded = _opened(session)
    with vault:
        done = export_dossier(
            vault,
            chosen,
            recipient=arguments.recipient,
            target=Path(arguments.output),
            fonts=session.resources / "fonts",
            at=at,
            days=session.working_days(),
            redact=arguments.redact,
            attach_originals=arguments.attach_originals,
            max_bytes=_limit(session, vault, arguments.max_mb) if arguments.max_mb else None,
            max_dpi=resolution(arguments.max_dpi) if arguments.max_dpi else None,
            steps=session.steps(Text("正在生成卷宗", "writing the dossier")),
        )
    if not is_recorded:
        words = Text(
            "凭据库正被另一个窗口使用，这次导出没有记入保管记录", "the vault is in use: this export was not recorded"
        )
        session.warn(session.say(words))
    session.answer(
        export_shape(session, done), lambda: [f"{file.path}\t{file.pages}\t{file.sha256}" for file in done.files]
    )
    return 0


def _limit(session: Session, vault: Vault, typed: str) -> int:
    """Return the largest file in bytes: a number of megabytes, or what a channel takes."""
    if typed[:1].isdigit():
        return megabytes(typed)
    try:
        return find_preset(vault, typed, resources=session.resources).picture_bytes
    except UnknownChannel as error:
        raise InvalidField("max-mb", error.sentence, error.remedy) from error


def _opened(session: Session) -> tuple[Vault, bool]:
    """Open the vault so that the export can be recorded (True); beside a window that has it open, only to read."""
    try:
        return session.changing(), True
    except VaultLocked:
        return session.reading(), False


def export_shape(session: Session, done: Export) -> dict[str, object]:
    """Return an export as its JSON document."""
    files = [file_shape(file) for file in done.files]
    return {"files": files, "exhibits": done.exhibits, "gaps": [_gap(session, gap) for gap in done.gaps]}


def file_shape(file: ExportedFile) -> dict[str, object]:
    """Return a written PDF as its JSON document."""
    return {"path": str(file.path), "pages": file.pages, "bytes": file.bytes, "sha256": file.sha256}


def _gap(session: Session, gap: Gap) -> dict[str, object]:
    return {
        "code": gap.code,
        "text": session.say(gap.text),
        "order": gap.order,
        "evidence": gap.evidence,
        "kind": gap.kind.value if gap.kind else None,
        "place": gap.place,
    }
