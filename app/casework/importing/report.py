"""What became of an imported file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from app.domain.chats import ConversationId
from app.domain.evidence import EvidenceId
from app.domain.imports import ImportKind, Noticed, Skipped
from app.domain.money import Money
from app.domain.payments import ImportId

MOST_TOLD: Final = 1000
"""How many left-out lines are named one by one; the rest is counted."""


@dataclass(slots=True)
class ImportReport:
    """One file: what it was taken for and by which reader, and what was new, known, updated or left out.

    Sums are None for files without money; `left_out` counts all left-out lines, `skipped` names the first of them.
    `columns` says which column meant what where a table was read by a mapping.
    """

    path: Path
    kind: ImportKind
    reader: str = ""
    new: int = 0
    known: int = 0
    updated: int = 0
    left_out: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    noticed: list[Noticed] = field(default_factory=list)
    sum_out: Money | None = None
    sum_in: Money | None = None
    sum_refund: Money | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None
    imported: ImportId | None = None
    conversations: tuple[ConversationId, ...] = ()
    evidence: tuple[EvidenceId, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)

    def skip(self, skipped: Skipped) -> None:
        """Note a line that was left out."""
        self.left_out += 1
        if len(self.skipped) < MOST_TOLD:
            self.skipped.append(skipped)

    def notice(self, noticed: Noticed) -> None:
        """Note something the user should know."""
        if len(self.noticed) < MOST_TOLD:
            self.noticed.append(noticed)

    def met(self, at: datetime | None) -> None:
        """Widen the time that the file covers."""
        if at is not None:
            self.first_at = at if self.first_at is None else min(self.first_at, at)
            self.last_at = at if self.last_at is None else max(self.last_at, at)
