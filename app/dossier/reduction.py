"""Reduced pictures on request: how sharp, how strongly compressed, and how large each is on its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.dossier.plan import Page

MOST_DPI: Final = 300
"""The resolution that court-bundle guidance allows for reduced pictures (England and Wales, 29 November 2021)."""


@dataclass(frozen=True, slots=True)
class ImagePolicy:
    """How pictures are reduced: at most `max_dpi` pixels an inch where they stand, JPEG of `quality` (1 to 95).

    Raises:
        ValueError: a resolution or quality out of range.
    """

    max_dpi: int = 200
    quality: int = 80

    def __post_init__(self) -> None:
        if not 36 <= self.max_dpi <= MOST_DPI:
            raise ValueError(f"{self.max_dpi} dpi")
        if not 1 <= self.quality <= 95:
            raise ValueError(f"JPEG quality {self.quality}")


@dataclass(frozen=True, slots=True)
class Reduction:
    """A policy applied to a plan: `widths` gives for an exhibit's position the pixels across that its picture keeps."""

    policy: ImagePolicy
    widths: Mapping[int, int]


def reduction_for(pages: Sequence[Page], policy: ImagePolicy) -> Reduction:
    """Return how wide each picture may be at the largest size in which any page shows it."""
    widest: dict[int, float] = {}
    for page in pages:
        for part in page.pictures:
            widest[part.exhibit] = max(widest.get(part.exhibit, 0.0), part.frame.width)
    return Reduction(policy, {position: max(1, int(width * policy.max_dpi / 72)) for position, width in widest.items()})
