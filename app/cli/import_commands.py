"""`import`, `search`: taking in what people can export, and finding it again."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from app.casework import search as searching
from app.casework.importing.report import ImportReport
from app.casework.importing.run import Wishes, import_files
from app.cli.order_commands import order_id
from app.cli.session import Session, how_many
from app.domain.imports import ImportKind
from app.domain.money import Money
from app.domain.times import shown, to_iso
from app.domain.words import Text

PASSWORD = "PINGJU_ZIP_PASSWORD"  # noqa: S105 - the name of a variable
_NAMED = {ImportKind.STATEMENT, ImportKind.CHAT, ImportKind.MAIL, ImportKind.IMAGE}


def import_(session: Session, arguments: argparse.Namespace) -> int:
    """Tell what each file is and take it in: all of them or none."""
    wishes = Wishes(
        order=order_id(arguments.order) if arguments.order else None,
        password=_password(arguments),
        me=arguments.me or "",
        by_mapping=True,
    )
    paths = [Path(name) for name in arguments.files]
    steps = session.steps(Text("正在导入", "importing"))
    with session.writing() if wishes.order is None else session.changing() as vault:
        reports = import_files(vault, paths, wishes, steps=steps).value
    for report in reports:
        for noticed in report.noticed:
            session.warn(f"{report.path.name}: {session.say(noticed.text)}")
    session.answer({"files": [_report(session, one) for one in reports]}, lambda: [_line(session, r) for r in reports])
    return 0


def search(session: Session, arguments: argparse.Namespace) -> int:
    """Print what holds every word of a text."""
    limit = how_many("limit", arguments.limit) if arguments.limit else searching.LIMIT
    with session.reading() as vault:
        hits = searching.find(vault, arguments.text, limit=limit)
    document = [
        {
            "kind": hit.kind.value,
            "id": hit.id,
            "order": hit.order,
            "title": session.say(hit.title),
            "snippet": hit.snippet,
            "at": to_iso(hit.at) if hit.at else None,
        }
        for hit in hits
    ]
    session.answer(
        document,
        lambda: [
            f"{session.say(hit.kind.label)}\t{hit.id}\t{hit.order or '-'}\t{session.say(hit.title)}\t{hit.snippet}"
            for hit in hits
        ],
    )
    return 0


def _password(arguments: argparse.Namespace) -> str | None:
    if arguments.password is not None:
        return str(arguments.password)
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    is_asked = any(str(name).lower().endswith(".zip") for name in arguments.files) and sys.stdin.isatty()
    return getpass.getpass("ZIP password: ", stream=sys.stderr) or None if is_asked else None


def _report(session: Session, report: ImportReport) -> dict[str, object]:
    return {
        "path": str(report.path),
        "kind": report.kind.value if report.kind in _NAMED else ImportKind.OTHER.value,
        "type": report.kind.value,
        "reader": report.reader,
        "new": report.new,
        "known": report.known,
        "updated": report.updated,
        "skipped": [{"line": one.line, "reason": session.say(one.reason)} for one in report.skipped],
        "left_out": report.left_out,
        "notices": [{"line": one.line, "text": session.say(one.text)} for one in report.noticed],
        "sum_out": _amount(report.sum_out),
        "sum_in": _amount(report.sum_in),
        "sum_refund": _amount(report.sum_refund),
        "first_at": to_iso(report.first_at) if report.first_at else None,
        "last_at": to_iso(report.last_at) if report.last_at else None,
        "conversations": list(report.conversations),
        "evidence": list(report.evidence),
        "columns": report.columns or None,
    }


def _amount(amount: Money | None) -> str | None:
    return None if amount is None else str(amount)


def _line(session: Session, report: ImportReport) -> str:
    counts = Text(
        f"新 {report.new}，已知 {report.known}，更新 {report.updated}，略过 {report.left_out}",
        f"{report.new} new, {report.known} known, {report.updated} updated, {report.left_out} left out",
    )
    period = f"{shown(report.first_at)} – {shown(report.last_at)}" if report.first_at and report.last_at else "-"
    kind = session.say(report.kind.label)
    return f"{report.path.name}\t{kind}\t{report.reader}\t{session.say(counts)}\t{period}"
