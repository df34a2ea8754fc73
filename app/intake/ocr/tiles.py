"""Tall pictures in tiles: recognition shrinks what is taller than 2,000 pixels until nothing can be read.

Sizes and the overlap are those measured in formats.md, section 5: 65 of 65 lines of a 12,660-pixel screenshot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.domain.marks import Region
from app.domain.readings import TextLine

TALLEST: Final = 2_000
"""The height in pixels up to which a picture is read in one piece."""
TILE: Final = 1_800
OVERLAP: Final = 160
"""How many pixels two tiles share; no line of text is taller, so each is whole in one of them."""

_EDGE: Final = 3
"""A box that comes this near (pixels) to a cut belongs to a line that the cut goes through."""
_SAME: Final = 0.5
"""The share of the smaller box in common from which two boxes are the same line seen twice."""


@dataclass(frozen=True, slots=True)
class Tile:
    """The rows `[top, bottom)` of a picture."""

    top: int
    bottom: int


def tiles(height: int) -> tuple[Tile, ...]:
    """Return the tiles that cover a picture of that height (pixels), from top to bottom."""
    if height <= TALLEST:
        return (Tile(0, height),)
    tops = [*range(0, height - TILE, TILE - OVERLAP), height - TILE]
    return tuple(Tile(top, top + TILE) for top in tops)


def joined(read: Sequence[tuple[Tile, Sequence[TextLine]]]) -> tuple[TextLine, ...]:
    """Return the lines of all tiles in reading order, each once; the lines' places are counted from their tile's top.

    Of a line seen in two tiles the one with the better score is kept, then the longer, then the upper.
    """
    height = max((tile.bottom for tile, _ in read), default=0)
    kept: list[TextLine] = []
    for tile, lines in read:
        placed = [_moved(line, tile.top) for line in lines if not _is_cut(line, tile, height)]
        shared = [index for index, line in enumerate(kept) if line.region.bottom > tile.top]
        for line in placed:
            twin = next((index for index in shared if _is_same(kept[index].region, line.region)), None)
            if twin is None:
                kept.append(line)
            elif (line.score, len(line.text)) > (kept[twin].score, len(kept[twin].text)):
                kept[twin] = line
    return in_reading_order(kept)


def in_reading_order(lines: Iterable[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines row by row from the top, each row from the left."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: (line.region.y * 2 + line.region.height, line.region.x, line.text)):
        middle = line.region.y + line.region.height / 2
        first = rows[-1][0].region if rows else None
        if first is not None and middle < first.y + first.height * 0.85 and middle > first.y:
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(line for row in rows for line in sorted(row, key=lambda line: (line.region.x, line.text)))


def _moved(line: TextLine, by: int) -> TextLine:
    region = line.region
    return replace(line, region=Region(region.x, region.y + by, region.width, region.height))


def _is_cut(line: TextLine, tile: Tile, height: int) -> bool:
    """Whether a cut goes through the line, which its neighbour then holds whole."""
    if tile.top > 0 and line.region.y <= _EDGE and line.region.height < OVERLAP:
        return True
    near_end = line.region.bottom >= tile.bottom - tile.top - _EDGE
    return tile.bottom < height and near_end and line.region.height < OVERLAP


def _is_same(one: Region, other: Region) -> bool:
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    if wide <= 0 or high <= 0:
        return False
    return wide * high >= _SAME * min(one.width * one.height, other.width * other.height)
