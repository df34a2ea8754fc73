"""`init`, `verify`, `tidy`, `platform …` and `rule …`."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.casework import platforms, vaults
from app.cli.session import Session
from app.cli.shapes import platform_shape, rule_shape, verification_shape
from app.domain.words import Text


def init(session: Session, arguments: argparse.Namespace) -> int:
    """Make a vault; with `--force-new` one that is there is renamed first, never overwritten."""
    aside = vaults.set_aside(session.folder, now=session.clock.now()) if arguments.force_new else None
    is_new = not vaults.is_vault(session.folder)
    session.writing().close()
    document = {"vault": str(session.folder), "created": is_new, "set_aside": aside and str(aside)}
    session.answer(document, lambda: [str(session.folder)])
    if aside:
        session.warn(session.say(Text(f"旧凭据库已移到 {aside}", f"the old vault is now {aside}")))
    return 0


def verify(session: Session, arguments: argparse.Namespace) -> int:
    """Check chain, rows and originals; exit code 1 where something differs."""
    with session.reading() as vault:
        report = vaults.verify(vault, deep=arguments.deep, steps=session.steps(Text("正在核对", "checking")))
        strays = vaults.unreferenced(vault)

    def lines() -> list[str]:
        said = [f"{finding.where}: {finding.what}" for finding in report.findings]
        said += [session.say(Text(f"无主文件：{name}", f"unreferenced file: {name}")) for name in strays]
        rows, originals, chain = report.rows, report.originals, report.chain
        counted = Text(
            f"{rows} 行、{originals} 个原件、{chain} 条保管记录",
            f"{rows} rows, {originals} originals, {chain} custody entries",
        )
        verdict = Text("一致", "all sound") if report.is_sound else Text("发现不一致", "something differs")
        return [*said, f"{session.say(counted)} – {session.say(verdict)}"]

    session.answer(verification_shape(report, strays), lines)
    return 0 if report.is_sound else 1


def tidy(session: Session, _arguments: argparse.Namespace) -> int:
    """Remove files that an interrupted import left behind."""
    with session.changing() as vault:
        removed = vaults.tidy(vault)
    session.answer({"removed": removed}, lambda: removed)
    return 0


def platform_add(session: Session, arguments: argparse.Namespace) -> int:
    """Record a platform."""
    pack = Path(arguments.rules) if arguments.rules else None
    platforms.check_platform(arguments.name, url=arguments.url, pack=pack)  # before a vault is made for it
    with session.writing() as vault:
        record = platforms.add_platform(vault, arguments.name, url=arguments.url, pack=pack).value
    session.answer(platform_shape(record), lambda: [str(record.platform.id)])
    return 0


def rule_add(session: Session, arguments: argparse.Namespace) -> int:
    """Record a clause of a platform."""
    proof = Path(arguments.evidence) if arguments.evidence else None
    with session.changing() as vault:
        rule = platforms.add_rule(
            vault,
            arguments.platform,
            term=arguments.term,
            value=arguments.value,
            text=arguments.text,
            source=arguments.source,
            proof=proof,
        ).value
    session.answer(rule_shape(rule), lambda: [str(rule.id)])
    return 0


def rule_list(session: Session, arguments: argparse.Namespace) -> int:
    """Print all versions of a platform's clauses."""
    with session.reading() as vault:
        rules = platforms.list_rules(vault, arguments.platform)
    session.answer(
        [rule_shape(rule) for rule in rules],
        lambda: [f"{rule.id}\t{rule.clause.term}\t{rule.clause.value}\t{rule.clause.text}" for rule in rules],
    )
    return 0


def platform_list(session: Session, _arguments: argparse.Namespace) -> int:
    """Print the platforms."""
    with session.reading() as vault:
        records = platforms.list_platforms(vault)
    session.answer(
        [platform_shape(record) for record in records],
        lambda: [
            f"{record.platform.id}\t{record.platform.name}\t{record.platform.url or '-'}\t{len(record.rules)}"
            for record in records
        ],
    )
    return 0
