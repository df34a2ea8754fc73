"""The shapes of marks, for whoever draws them: the window and the copies show the same lines at the same places.

Lengths are pixels of the picture as displayed. What hides is found here too: a bar over a picture that was compressed
in blocks has to cover every block that it touches, because each carries traces of what is under the bar.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

from app.domain.marks import Mark, MarkColour, MarkKind, Markup, Region

Point = tuple[float, float]

INKS: Final[dict[MarkColour, tuple[int, int, int]]] = {
    MarkColour.RED: (0xD9, 0x2D, 0x20),
    MarkColour.AMBER: (0xF5, 0xB8, 0x00),
    MarkColour.BLUE: (0x1F, 0x6F, 0xEB),
    MarkColour.GREEN: (0x1A, 0x7F, 0x4B),
}
"""What lines are drawn in (red, green, blue)."""

MARKERS: Final[dict[MarkColour, tuple[int, int, int]]] = {
    MarkColour.RED: (0xFF, 0xC9, 0xC4),
    MarkColour.AMBER: (0xFF, 0xEE, 0x80),
    MarkColour.BLUE: (0xC2, 0xDC, 0xFF),
    MarkColour.GREEN: (0xC0, 0xF0, 0xD2),
}
"""What highlights multiply the picture by (red, green, blue)."""

BAR: Final = (0, 0, 0)
MOSAIC_CELL: Final = 16
"""The smallest cell of a mosaic in pixels."""
MOSAIC_CELLS: Final = 12
"""The most cells along the shorter side of a mosaic."""


@dataclass(frozen=True, slots=True)
class Coding:
    """How far a change of one stored pixel reaches when the picture is decoded again.

    `block_width` and `block_height` are the sides of the blocks coded together (1 where each pixel stands alone),
    `spread` how far beyond its block a pixel is still felt; all in pixels as stored, `orientation` (EXIF, 1 to 8) is
    the turn from there to the picture as displayed.
    """

    block_width: int = 1
    block_height: int = 1
    spread: int = 0
    orientation: int = 1


EXACT: Final = Coding()


def line_width(width: int, height: int) -> int:
    """Return the width of lines drawn on a picture of that size."""
    return max(2, round(min(width, height) / 216))


def letter_size(width: int, height: int) -> int:
    """Return the height of letters (em) written on a picture of that size."""
    return max(12, round(min(width, height) / 27))


def disc(region: Region, width: int, height: int) -> tuple[float, float, float]:
    """Return the centre and the radius of a callout's disc: it fills its region, but always takes two letters."""
    radius = max(min(region.width, region.height) / 2, letter_size(width, height) * 0.75)
    return region.x + region.width / 2, region.y + region.height / 2, radius


def arrow_outline(region: Region, line: int) -> tuple[Point, ...]:
    """Return the corners of an arrow from the region's (x, y) to its (x + width, y + height), the tip in the middle."""
    length = math.hypot(region.width, region.height) or 1.0
    along = region.width / length, region.height / length
    head = min(line * 5.0, length)
    half, wing = line / 2, head * 0.45

    def at(distance: float, aside: float) -> Point:
        x = region.x + along[0] * distance - along[1] * aside
        return x, region.y + along[1] * distance + along[0] * aside

    neck = length - head
    return (
        at(0, -half), at(neck, -half), at(neck, -wing), at(length, 0), at(neck, wing), at(neck, half), at(0, half),
    )  # fmt: skip


def mosaic_cell(region: Region) -> int:
    """Return the side of a mosaic's cells: so coarse that no letter is left standing.

    A mosaic still gives away averages, from which others can try out what was there; a bar gives away nothing.
    """
    return max(MOSAIC_CELL, math.ceil(min(region.width, region.height) / MOSAIC_CELLS))


def hidden_markup(markup: Markup, width: int, height: int, coding: Coding = EXACT) -> Markup:
    """Return the marks as a copy has to carry them: what hides is grown over, and a crop cut back to, whole blocks.

    A crop of which no whole block is left has no area in the outcome.
    """
    return Markup(tuple(_hiding(mark, width, height, coding) for mark in markup.marks))


def _hiding(mark: Mark, width: int, height: int, coding: Coding) -> Mark:
    if not mark.kind.hides or coding == EXACT or coding == Coding(orientation=coding.orientation):
        return mark
    stored_size = (height, width) if coding.orientation >= 5 else (width, height)
    stored = _turned(mark.region, width, height, _INVERSE[coding.orientation])
    grown = (_cut_back if mark.kind is MarkKind.CROP else _grown)(stored, stored_size, coding)
    return replace(mark, region=_turned(grown, *stored_size, coding.orientation))


def _grown(region: Region, size: tuple[int, int], coding: Coding) -> Region:
    left, right = _outward(region.x, region.right, coding.block_width, coding.spread, size[0])
    top, bottom = _outward(region.y, region.bottom, coding.block_height, coding.spread, size[1])
    return Region(left, top, right - left, bottom - top)


def _outward(start: int, end: int, block: int, spread: int, size: int) -> tuple[int, int]:
    return max(start // block * block - spread, 0), min(-(-end // block) * block + spread, size)


def _cut_back(region: Region, size: tuple[int, int], coding: Coding) -> Region:
    left, right = _inward(region.x, region.right, coding.block_width, coding.spread, size[0])
    top, bottom = _inward(region.y, region.bottom, coding.block_height, coding.spread, size[1])
    return Region(left, top, max(right - left, 0), max(bottom - top, 0))


def _inward(start: int, end: int, block: int, spread: int, size: int) -> tuple[int, int]:
    """Leave the edges of the picture itself alone: beyond them is nothing to hide."""
    first = 0 if start <= 0 else -(-start // block) * block + spread
    last = size if end >= size else end // block * block - spread
    return first, last


# The orientation that undoes one; only the two quarter turns are not their own inverse (CIPA DC-008, tag 274).
_INVERSE: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}


def _turned(region: Region, width: int, height: int, orientation: int) -> Region:
    """Return where a region of a picture of that size lies after the picture was turned as EXIF says."""
    x, y, w, h = region.x, region.y, region.width, region.height
    mirrored_x, mirrored_y = width - x - w, height - y - h
    turned = {
        1: (x, y, w, h),
        2: (mirrored_x, y, w, h),
        3: (mirrored_x, mirrored_y, w, h),
        4: (x, mirrored_y, w, h),
        5: (y, x, h, w),
        6: (mirrored_y, x, h, w),
        7: (mirrored_y, mirrored_x, h, w),
        8: (y, mirrored_x, h, w),
    }
    return Region(*turned[orientation])
