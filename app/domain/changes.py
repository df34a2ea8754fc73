"""What a use case changed: enough to refresh what is shown, and to undo it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from app.domain.words import Text

Value = TypeVar("Value")
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None stands for a row that was not there."""

    table: str
    key: int | str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Change:
    """All rows that one action changed, with the words that name it in the Undo entry."""

    label: Text
    rows: tuple[RowChange, ...] = field(default=())

    def touches(self, table: str) -> bool:
        """Whether a row of that table changed."""
        return any(row.table == table for row in self.rows)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What a use case returns: its value, and what it changed."""

    value: Value
    change: Change
