"""Where a tall picture is cut: between two lines of text, with some of it repeated, in parts of much the same height.

All lengths are pixels of the picture as displayed. Where no row is free of text within reach, the cut goes through it
and the next part begins so much higher that every line stands whole in one of the two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Final

from app.domain.marks import Region
from app.domain.readings import TextLine

_SMALL_PRINT: Final = 45
"""A screenshot whose text was not read is taken to have letters of this part of its width: 24 of 1,080 pixels."""
_LEAST_TEXT: Final = 8
_REPEATED: Final = 5.0
"""How much the parts overlap, in heights of small print: a bubble of a chat."""
_BLIND: Final = 4.0
"""How much they overlap where a cut had to go through a line, in heights of the tallest line."""


@dataclass(frozen=True, slots=True)
class Material:
    """A picture to be sent: its exhibit's number, pixels, rows free of text, and how tall its lines are.

    `text` is the height of its small print, `tallest` that of its tallest line.
    """

    exhibit: int
    width: int
    height: int
    cuts: tuple[int, ...]
    text: int
    tallest: int


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a picture from `top` up to and without `bottom`."""

    top: int
    bottom: int

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.bottom - self.top


def material(
    exhibit: int, width: int, height: int, cuts: Sequence[int], lines: Sequence[TextLine | Region] = ()
) -> Material:
    """Return a picture as the planner needs it; `lines` are those that were read on it, if any."""
    regions = (line.region if isinstance(line, TextLine) else line for line in lines)
    # What was read sideways or over several lines says nothing of the size of the letters.
    heights = sorted(region.height for region in regions if 0 < region.height <= max(200, height // 4))
    guessed = max(_LEAST_TEXT, width // _SMALL_PRINT)
    small = round(quantiles(heights, n=10)[0]) if len(heights) > 1 else (heights or [guessed])[0]
    tallest = heights[-1] if heights else 2 * guessed
    rows = tuple(sorted({row for row in cuts if 0 < row < height}))
    return Material(exhibit, width, height, rows, max(_LEAST_TEXT, small), max(_LEAST_TEXT, tallest))


def parts(picture: Material, most_rows: int) -> tuple[Part, ...]:
    """Return the picture in parts of at most that many rows; together they show every row, and every line whole.

    Raises:
        ValueError: `most_rows` leaves no room for two of its tallest lines.
    """
    if picture.height <= most_rows:
        return (Part(0, picture.height),)
    if most_rows < least_rows(picture):
        raise ValueError(f"parts of {most_rows} rows are too low")
    found = _cut(picture, most_rows)
    # As many parts, but of even height: the last one must not be a sliver.
    repeated = (sum(part.height for part in found) - picture.height) // max(1, len(found) - 1)
    even = (picture.height + repeated * (len(found) - 1)) // len(found)
    for slack in (1.04, 1.12, 1.25):
        rows = max(round(even * slack), least_rows(picture))
        if rows >= most_rows:
            break
        evener = _cut(picture, rows)
        if len(evener) == len(found):
            return evener
    return found


def least_rows(picture: Material) -> int:
    """Return how many rows a part must be allowed so that cutting comes to an end."""
    return round(2 * _BLIND * picture.tallest) + 1


def _cut(picture: Material, most_rows: int) -> tuple[Part, ...]:
    found: list[Part] = []
    top = 0
    while picture.height - top > most_rows:
        bottom, is_between_lines = _end(picture, top, most_rows)
        found.append(Part(top, bottom))
        top = _next_top(picture, top, bottom, is_between_lines)
    found.append(Part(top, picture.height))
    return tuple(found)


def _end(picture: Material, top: int, most_rows: int) -> tuple[int, bool]:
    place = bisect_right(picture.cuts, top + most_rows) - 1
    # One that is too near would take the picture apart into slivers.
    if place >= 0 and picture.cuts[place] >= top + most_rows // 2:
        return picture.cuts[place], True
    return top + most_rows, False


def _next_top(picture: Material, top: int, bottom: int, is_between_lines: bool) -> int:
    if not is_between_lines:
        # A line that the cut goes through is not taller than the tallest, so it is whole from here on; no part ends
        # above the half of `least_rows`, so this is progress.
        wanted = bottom - round(_BLIND * picture.tallest) + 1
        place = bisect_left(picture.cuts, wanted)
        if place < len(picture.cuts) and picture.cuts[place] <= bottom - picture.tallest:
            return picture.cuts[place]
        return max(top + 1, bottom - 2 * picture.tallest)
    wanted = bottom - round(_REPEATED * picture.text)
    place = bisect_right(picture.cuts, wanted) - 1
    if place >= 0 and picture.cuts[place] > (top + bottom) // 2:
        return picture.cuts[place]
    return bottom
