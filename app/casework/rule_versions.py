"""The versions of a clause: all that stood for a term, and what changed between two."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.casework.platforms import add_rule, list_rules
from app.casework.staging import Incoming, Pasted
from app.domain.changes import Outcome
from app.domain.purchase_check import Difference, compare
from app.domain.rules import PlatformRule, standing_at
from app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class TermVersions:
    """All versions of one term of a platform, oldest first; `standing` is the one that counts today."""

    term: str
    versions: tuple[PlatformRule, ...]
    standing: PlatformRule


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """Two versions of a term and where their texts and values differ, exactly as written."""

    older: PlatformRule
    newer: PlatformRule
    text: tuple[Difference, ...]
    value: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return not self.text and not self.value


def terms_of(rules: Sequence[PlatformRule], at: datetime) -> list[TermVersions]:
    """Return a platform's clauses by term, in the order in which the terms were first recorded."""
    by_term: dict[str, list[PlatformRule]] = {}
    for rule in sorted(rules, key=lambda rule: (rule.captured_at, rule.id)):
        by_term.setdefault(rule.clause.term, []).append(rule)
    return [TermVersions(term, tuple(found), standing_at(found, at)[0]) for term, found in by_term.items()]


def versions(vault: Vault, platform: str, term: str) -> list[PlatformRule]:
    """Return the versions of a term, oldest first; empty where the platform has no such clause.

    Raises:
        NotFound: there is no such platform.
    """
    found = [rule for rule in list_rules(vault, platform) if rule.clause.term == term]
    return sorted(found, key=lambda rule: (rule.captured_at, rule.id))


def compare_versions(older: PlatformRule, newer: PlatformRule) -> VersionComparison:
    """Return what changed from one version to another, character by character, numbers as a whole."""
    return VersionComparison(
        older,
        newer,
        compare(older.clause.text, newer.clause.text, is_folded=False),
        compare(older.clause.value, newer.clause.value, is_folded=False),
    )


def record_version(
    vault: Vault, platform: str, *, term: str, value: str, text: str, source: str | None, proof: Incoming | None
) -> Outcome[PlatformRule]:
    """Record a clause as `add_rule` does; its picture may come from the clipboard or a browser, too.

    Raises:
        NotFound: there is no such platform.
        InvalidField: a field is wrong.
        UnreadableFile: the picture cannot be taken; nothing is written.
    """
    with _as_file(proof) as path:
        return add_rule(vault, platform, term=term, value=value, text=text, source=source, proof=path)


@contextlib.contextmanager
def _as_file(proof: Incoming | None) -> Iterator[Path | None]:
    if not isinstance(proof, Pasted):
        yield proof
        return
    with tempfile.TemporaryDirectory(prefix="pingju-") as folder:
        # Only the last part: a pasted picture's name comes from another program.
        path = Path(folder) / (Path(proof.name).name or "picture")
        path.write_bytes(proof.data)
        yield path
