"""Platforms and the clauses on record for them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.casework.staging import kept, record_original, stage
from app.domain.changes import Change, Outcome
from app.domain.errors import ReadOnlyVault
from app.domain.orders import Platform, clean_url
from app.domain.rules import PlatformRule, clause
from app.domain.text import clean_line
from app.domain.words import Text
from app.intake.rule_packs import read_rule_pack
from app.vault import platforms
from app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class PlatformRecord:
    """A platform with its clauses and the names of its merchants."""

    platform: Platform
    rules: tuple[PlatformRule, ...]
    merchants: tuple[str, ...]


def check_platform(name: str, *, url: str | None = None, pack: Path | None = None) -> None:
    """Refuse what `add_platform` would refuse, without a vault.

    Raises:
        InvalidField: the name or address is wrong.
        UnreadableFile: the rule pack is wrong.
    """
    clean_line("name", name)
    clean_url("url", url)
    if pack:
        read_rule_pack(pack)


def add_platform(
    vault: Vault, name: str, *, url: str | None = None, pack: Path | None = None
) -> Outcome[PlatformRecord]:
    """Record a platform, or add an address and clauses to the one of that name; known clauses are not added twice.

    Raises:
        InvalidField: the name or address is wrong.
        UnreadableFile: the rule pack is wrong.
    """
    name, url = clean_line("name", name), clean_url("url", url)
    clauses = read_rule_pack(pack) if pack else []
    with vault.write("platform.recorded") as facts:
        platform = platforms.platform_named(vault, facts, name)
        if url:
            platforms.set_url(facts, platform, url)
        known = {rule.clause for rule in platforms.rules(vault, platform)}
        for new in clauses:
            if new not in known:
                platforms.add_rule(facts, platform, new)
                known.add(new)
    record = _record(vault, platforms.platform_by_name_or_id(vault, name))
    return Outcome(record, Change(Text("添加平台", "Add platform"), tuple(facts.rows)))


def list_platforms(vault: Vault) -> list[PlatformRecord]:
    """Return all platforms by name."""
    return [_record(vault, platform) for platform in platforms.all_platforms(vault)]


def add_rule(
    vault: Vault,
    platform: str,
    *,
    term: str,
    value: str,
    text: str,
    source: str | None = None,
    proof: Path | None = None,
) -> Outcome[PlatformRule]:
    """Record a clause of a platform, named by its name or id; it becomes the next version of that term.

    Raises:
        NotFound: there is no such platform.
        InvalidField: a field is wrong.
        UnreadableFile: the picture cannot be taken; nothing is written.
    """
    stated = clause(term=term, value=value, text=text, source=source)
    owner = platforms.platform_by_name_or_id(vault, platform)
    if vault.is_read_only:
        raise ReadOnlyVault
    earlier = [rule.id for rule in platforms.rules(vault, owner.id) if rule.clause.term == stated.term]
    batch = stage(vault.folder, [proof] if proof else [], now=vault.clock.now())
    try:
        with kept(vault, batch.items), vault.write("rule.recorded") as facts:
            for picture in batch.items:
                record_original(vault, facts, picture)
            shown = (batch.items[0].staged.sha256, batch.items[0].name) if batch.items else None
            replaces = earlier[-1] if earlier else None
            key = platforms.add_rule(facts, owner.id, stated, replaces=replaces, proof=shown)
    finally:
        batch.discard()
    rule = next(rule for rule in platforms.rules(vault, owner.id) if rule.id == key)
    return Outcome(rule, Change(Text("添加规则", "Add clause"), tuple(facts.rows)))


def list_rules(vault: Vault, platform: str) -> list[PlatformRule]:
    """Return all versions of a platform's clauses, oldest first.

    Raises:
        NotFound: there is no such platform.
    """
    return platforms.rules(vault, platforms.platform_by_name_or_id(vault, platform).id)


def _record(vault: Vault, platform: Platform) -> PlatformRecord:
    rules = tuple(platforms.rules(vault, platform.id))
    names = tuple(merchant.name for merchant in platforms.merchants(vault, platform.id))
    return PlatformRecord(platform, rules, names)
