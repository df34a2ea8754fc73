"""Finding where one picture goes on in the next: by rows that are the same, and never by the best guess among several.

A page scrolls under bars that stand still. Rows at the same place in both pictures that are the same are taken for
such bars; where blank page is taken for one by chance, only the overlap gets shorter, and the outcome stays right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.words import Text
from app.intake.stitch.rows import Sheet

SHORTEST: Final = 64
"""The shortest overlap in rows."""
SHARE: Final = 8
"""An overlap takes at least one part in so many of the page between the bars."""
TEXTURED_SHARE: Final = 50
"""So many rows of an overlap must differ from each other and show more than one colour: one part of the screen in 50,
that is a line of letters and the outline of its bubble, and in any case `TEXTURED`."""
TEXTURED: Final = 24
_STATUS_SHARE: Final = 0.065
"""The upper part of a screen that may change by itself: clock, battery, signal (an iPhone's is 0.056 of its height)."""


class NoOverlap(Exception):
    """Two pictures cannot be joined; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Bars:
    """How many rows at the top and at the bottom stand still while the page between them scrolls."""

    top: int
    bottom: int


def common_bars(sheets: Sequence[Sheet]) -> Bars:
    """Return the bars of pictures of one width: of what is at the same place in all of them."""
    height = min(sheet.height for sheet in sheets)
    first = sheets[0]
    status = round(height * _STATUS_SHARE)
    top = bottom = height
    for sheet in sheets[1:]:
        top = min(top, _same_from(first.digests, sheet.digests, status))
        bottom = min(bottom, _same_from(first.digests[::-1], sheet.digests[::-1], 0))
    # Where the clock changed but nothing stands still below it there is no bar at all.
    if top == status and any(sheet.digests[:status] != first.digests[:status] for sheet in sheets[1:]):
        top = min(_same_from(first.digests, sheet.digests, 0) for sheet in sheets[1:])
    return Bars(top, min(bottom, height - top))


def _same_from(one: Sequence[bytes], other: Sequence[bytes], at: int) -> int:
    end = min(len(one), len(other))
    while at < end and one[at] == other[at]:
        at += 1
    return at


def find_overlap(upper: Sheet, lower: Sheet, bars: Bars) -> int:
    """Return how many rows at the end of the upper page are the first of the lower one, bars left out.

    Raises:
        NoOverlap: none, too short or too bare to be sure, several that would do, or the same page twice.
    """
    one = slice(bars.top, upper.height - bars.bottom)
    other = slice(bars.top, lower.height - bars.bottom)
    above, below = upper.digests[one], lower.digests[other]
    if above == below:
        raise NoOverlap(Text("画面完全相同", "they show the same"))
    textured = lower.textured[other]
    needed = max(SHORTEST, min(len(above), len(below)) // SHARE)
    fitting = overlaps(above, below)
    sure = [
        length for length in fitting if length >= needed and _marked(below[:length], textured) >= rows_needed(lower)
    ]
    if len(sure) > 1:
        raise NoOverlap(Text("有多个位置都能对上", "they fit together in several places"))
    if sure and sure[0] == len(below):
        raise NoOverlap(Text("下面一张没有新内容", "the lower one shows nothing new"))
    if sure:
        return sure[0]
    if fitting:
        raise NoOverlap(Text("重叠部分太少或几乎是空白", "what they share is too little or almost blank"))
    raise NoOverlap(Text("找不到重叠部分", "they share nothing"))


def rows_needed(sheet: Sheet) -> int:
    """Return how many telling rows an overlap with this picture takes."""
    return max(TEXTURED, sheet.height // TEXTURED_SHARE)


def _marked(rows: Sequence[bytes], textured: Sequence[bool]) -> int:
    return len({row for row, shows in zip(rows, textured, strict=False) if shows})


def overlaps(above: Sequence[bytes], below: Sequence[bytes]) -> list[int]:
    """Return the lengths, longest first, of all ends of `above` that are beginnings of `below`.

    Knuth, Morris and Pratt's table of borders over both: time and memory grow with the number of rows only.
    """
    pattern = [*below, b"", *above]
    border = [0] * len(pattern)
    length = 0
    for at in range(1, len(pattern)):
        while length and pattern[at] != pattern[length]:
            length = border[length - 1]
        if pattern[at] == pattern[length]:
            length += 1
        border[at] = length
    found: list[int] = []
    length = border[-1] if above else 0
    while length:
        found.append(length)
        length = border[length - 1]
    return found
