"""How pictures are laid out on pages: whole, cut over several, two side by side, or on a page that lies.

Pure geometry: lengths in points. What decides is whether the text on a screenshot can still be read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from app.domain.readings import TextLine
from app.dossier.look import CONTENT_WIDTH
from app.dossier.outline import Picture

LARGEST_SCALE: Final = 0.5
"""Points per pixel: a picture is shown at most as large as its pixels are at 144 dpi."""
PHONE_WIDTH: Final = 200.0
"""The narrowest that a picture is made to fit one page: about the width of a phone."""
CUT_WIDTH: Final = 320.0
"""The width of a phone's tall picture that is cut over pages."""
PHONE_PIXELS: Final = 1300
OVERLAP: Final = 0.03
"""The part of a page that is repeated on the next one where a picture had to be cut through what may be text."""
MOST_PAGES: Final = 60
"""A picture that would take more pages than this is made narrower instead."""
NOTE: Final = 15.0
"""The height of the line that says that a picture goes on."""
READABLE: Final = 6.0
"""The size of type that is still read without effort on paper."""

_FULL: Final = 0.6
"""The part of a page that a slice takes at least before a cut between lines is preferred to one through them."""
_REST: Final = 0.3
_NARROWER: Final = (0.96, 0.92, 0.88)
"""A picture is made so much narrower where that saves a page for a rest of less than this part of one."""
_PHONE_TYPE: Final = 14 / 360
"""The size of a phone's body type as part of the screen's width: 14 of 360 units."""
_DESKTOP_TYPE: Final = 14.0
_DENSE_PIXELS: Final = 2400
_TYPE_IN_BOX: Final = 0.75
_LYING: Final = 1.3
_GAIN: Final = 1.2
_PAIRED: Final = (1.5, 2.4)
PAIR_WIDTH: Final = 205.0
"""The narrowest of two pictures that share a page; one alone on a page, under its caption, is about 250 wide."""
PAIR_GAP: Final = 16.0
COLUMN: Final = (CONTENT_WIDTH - PAIR_GAP) / 2


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a scaled picture that one page shows, from its top; the first `repeated` points were shown before."""

    start: float
    end: float
    repeated: float = 0.0


@dataclass(frozen=True, slots=True)
class Cutting:
    """How a picture is laid out: its width and height and the slices it is shown in."""

    width: float
    height: float
    slices: tuple[Slice, ...]


def whole_width(picture: Picture, height: float, width: float = CONTENT_WIDTH) -> float:
    """Return the width at which a picture fits whole in a space, never larger than its pixels allow."""
    return min(width, picture.width * LARGEST_SCALE, height * picture.width / picture.height)


def fits(picture: Picture, height: float) -> bool:
    """Return whether a picture can be shown whole in that height and be read."""
    return whole_width(picture, height) >= min(PHONE_WIDTH, picture.width * LARGEST_SCALE)


def whole(picture: Picture, height: float, width: float = CONTENT_WIDTH) -> Cutting:
    """Return a picture shown whole in a space."""
    across = whole_width(picture, height, width)
    down = across * picture.height / picture.width
    return Cutting(across, down, (Slice(0.0, down),))


def cut(picture: Picture, first: float, page: float) -> Cutting:
    """Return how a picture is shown in `first` points of height on this page and `page` points on each further one.

    A picture that stays readable is shown whole; one that does not is cut at a readable width, between lines of text
    where its `cuts` tell of a place, else with a strip repeated.
    """
    if fits(picture, first):
        return whole(picture, first)
    step = page * (1 - OVERLAP) - 2 * NOTE
    wanted = CUT_WIDTH if picture.width <= PHONE_PIXELS else CONTENT_WIDTH
    width = min(wanted, picture.width * LARGEST_SCALE, MOST_PAGES * step * picture.width / picture.height)
    made = _cut_at(picture, width, first, page)
    for part in _NARROWER:
        if made.slices[-1].end - made.slices[-1].start >= _REST * page:
            break
        narrower = _cut_at(picture, part * width, first, page)
        if len(narrower.slices) < len(made.slices):
            return narrower
    return made


def _cut_at(picture: Picture, width: float, first: float, page: float) -> Cutting:
    height = width * picture.height / picture.width
    scale = width / picture.width
    slices, start, room, repeated = [], 0.0, first - NOTE, 0.0
    while start + room < height:
        row = _calm_row(picture.cuts, (start + _FULL * room) / scale, (start + room) / scale)
        end = start + room if row is None else row * scale
        slices.append(Slice(start, end, repeated))
        repeated = OVERLAP * page if row is None else 0.0
        start, room = end - repeated, page - 2 * NOTE
    slices.append(Slice(start, height, repeated))
    return Cutting(width, height, tuple(slices))


def _calm_row(rows: Sequence[int], first: float, last: float) -> int | None:
    place = bisect_right(rows, last) - 1
    return rows[place] if place >= 0 and rows[place] >= first else None


def type_size(picture: Picture, reading: Sequence[TextLine], width: float) -> float:
    """Return about how large the text on a picture stands on paper when the picture is that wide."""
    if reading:
        pixels = median(line.region.height for line in reading) * _TYPE_IN_BOX
    elif picture.height > picture.width:
        pixels = picture.width * _PHONE_TYPE
    else:
        pixels = _DESKTOP_TYPE * (2 if picture.width > _DENSE_PIXELS else 1)
    return pixels * width / picture.width


def reads_better_lying(picture: Picture, reading: Sequence[TextLine], upright: float, lying: float) -> bool:
    """Return whether a reader is better served by a page that lies, where the picture is `lying` wide."""
    if picture.width < _LYING * picture.height or lying < _GAIN * upright:
        return False
    return type_size(picture, reading, upright) < READABLE


def may_share(picture: Picture) -> bool:
    """Return whether a picture has the shape and size of a phone's screenshot, two of which go on a page."""
    low, high = _PAIRED
    if picture.is_alone:
        return False
    return low <= picture.height / picture.width <= high and picture.width * LARGEST_SCALE >= PAIR_WIDTH


def shares(picture: Picture, reading: Sequence[TextLine], height: float) -> bool:
    """Return whether a picture stays readable in half a page's width and that height."""
    width = whole_width(picture, height, COLUMN)
    return width >= PAIR_WIDTH and type_size(picture, reading, width) >= READABLE
