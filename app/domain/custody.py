"""The custody chain's entries and the findings of a verification, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CustodyEntry:
    """One link: what was done to which row, the digest (hex) of the row after it, and the hash (hex) that seals it."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    digest: str | None
    detail: str | None
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that differs from what the chain says it should be."""

    where: str
    what: str
    expected: str | None = None
    found: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of checking a vault: how much was looked at and all that differs."""

    rows: int
    originals: int
    chain: int
    head: str
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing differs."""
        return not self.findings
