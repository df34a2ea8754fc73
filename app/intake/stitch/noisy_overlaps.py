"""Finding an overlap where lossy compression left no two rows quite the same: tiny differences, at one place only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PIL import Image, ImageChops, ImageStat

from app.domain.errors import Cancelled
from app.domain.words import Text
from app.intake.stitch.overlaps import SHARE, SHORTEST, Bars, NoOverlap, rows_needed
from app.intake.stitch.rows import COLUMNS, Sheet

MEAN: Final = 1.5
"""The largest mean difference (grey levels, of 255) of an overlap."""
WORST: Final = 12.0
"""The largest difference of a block of one strip by eight rows: a changed digit differs by more."""
_BLOCK: Final = 8
_STILL: Final = 6
_STATUS_SHARE: Final = 0.065
_NEIGHBOURS: Final = 3
_SHADES: Final = 24


def common_noisy_bars(sheets: Sequence[Sheet]) -> Bars:
    """Return the bars as `common_bars` does, with differences that compression makes left aside."""
    height = min(sheet.height for sheet in sheets)
    rows = [_rows(sheet) for sheet in sheets]
    status = round(height * _STATUS_SHARE)
    top = min(_still_from(rows[0], other, status, height) for other in rows[1:])
    if top == status:
        top = min(_still_from(rows[0], other, 0, height) for other in rows[1:])
    upside_down = [other[::-1] for other in rows]
    bottom = min(_still_from(upside_down[0], other, 0, height) for other in upside_down[1:])
    return Bars(top, min(bottom, height - top))


def find_noisy_overlap(upper: Sheet, lower: Sheet, bars: Bars, cancel: Callable[[], bool]) -> int:
    """Return the rows that two pages share, as `find_overlap` does.

    Raises:
        NoOverlap: no place where the difference is tiny, or more than one.
        Cancelled: `cancel` returned true.
    """
    above, below = _page(upper, bars), _page(lower, bars)
    shorter = min(above.height, below.height)
    needed = max(SHORTEST, shorter // SHARE)
    differences: dict[int, float] = {}
    for length in range(needed, shorter + 1):
        if length % 64 == 0 and cancel():
            raise Cancelled
        differences[length] = ImageStat.Stat(_difference(above, below, length)).mean[0]
    if not differences:
        raise NoOverlap(Text("重叠部分太少或几乎是空白", "what they share is too little or almost blank"))
    best = min(differences, key=lambda length: differences[length])
    least = differences[best]
    if least > MEAN or not _is_even(_difference(above, below, best)):
        raise NoOverlap(Text("找不到重叠部分", "they share nothing"))
    if best == below.height:
        raise NoOverlap(Text("下面一张没有新内容", "the lower one shows nothing new"))
    if _shades(below, best) < rows_needed(lower):
        raise NoOverlap(Text("重叠部分太少或几乎是空白", "what they share is too little or almost blank"))
    for length, mean in differences.items():
        # One row beside the right place the letters still lie upon each other; further off they must not.
        margin = 1.3 if abs(length - best) <= _NEIGHBOURS else 3.0
        if length != best and mean < least * margin + 0.05 * (margin - 1):
            raise NoOverlap(Text("有多个位置都能对上", "they fit together in several places"))
    return best


def _rows(sheet: Sheet) -> list[bytes]:
    return [sheet.strips[at : at + COLUMNS] for at in range(0, len(sheet.strips), COLUMNS)]


def _still_from(one: Sequence[bytes], other: Sequence[bytes], at: int, end: int) -> int:
    while at < end and all(abs(a - b) <= _STILL for a, b in zip(one[at], other[at], strict=True)):
        at += 1
    return at


def _page(sheet: Sheet, bars: Bars) -> Image.Image:
    whole = Image.frombytes("L", (COLUMNS, sheet.height), sheet.strips)
    return whole.crop((0, bars.top, COLUMNS, sheet.height - bars.bottom))


def _difference(above: Image.Image, below: Image.Image, length: int) -> Image.Image:
    return ImageChops.difference(
        above.crop((0, above.height - length, COLUMNS, above.height)), below.crop((0, 0, COLUMNS, length))
    )


def _is_even(difference: Image.Image) -> bool:
    blocks = difference.resize((COLUMNS, -(-difference.height // _BLOCK)), Image.Resampling.BOX)
    extrema = blocks.getextrema()
    return isinstance(extrema[1], int | float) and extrema[1] <= WORST


def _shades(page: Image.Image, length: int) -> int:
    data = page.crop((0, 0, COLUMNS, length)).tobytes()
    rows = (data[at : at + COLUMNS] for at in range(0, len(data), COLUMNS))
    return sum(max(row) - min(row) >= _SHADES for row in rows)
