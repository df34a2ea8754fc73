"""Comparisons: what was promised beside what came, what was meant beside what was bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NewType

from app.domain.errors import InvalidField
from app.domain.evidence import EvidenceId
from app.domain.orders import OrderId
from app.domain.text import clean_line, clean_prose
from app.domain.words import Text

ComparisonId = NewType("ComparisonId", int)

MOST_DIFFERENCES: Final = 30
"""As many numbered lines as still fit beneath two pictures on two pages."""


@dataclass(frozen=True, slots=True)
class ComparisonSide:
    """One half: an item of evidence, or a text."""

    evidence: EvidenceId | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and what differs, one line each, numbered from 1."""

    id: ComparisonId
    order: OrderId
    title: str
    left: ComparisonSide
    right: ComparisonSide
    differences: tuple[str, ...]
    purpose: str = ""
    created_at: datetime | None = None


def checked_side(field: str, side: ComparisonSide) -> ComparisonSide:
    """Return a side whose text is clean.

    Raises:
        InvalidField: it has neither evidence nor text.
    """
    text = clean_prose(field, side.text)
    if side.evidence is None and not text:
        raise InvalidField(
            field,
            Text("要有一张图片或一段文字", "needs a picture or a text"),
            Text("请选择证据或填写文字", "choose evidence or type a text"),
        )
    return ComparisonSide(side.evidence, text)


def checked_differences(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines that name a difference, cleaned; empty ones are dropped.

    Raises:
        InvalidField: there are too many, or one is too long.
    """
    said = tuple(clean_line("differences", line) for line in lines if line.strip())
    if len(said) > MOST_DIFFERENCES:
        raise InvalidField(
            "differences",
            Text(f"不同点过多（最多 {MOST_DIFFERENCES} 条）", f"too many differences (at most {MOST_DIFFERENCES})"),
        )
    return said
