"""Where a tall screenshot may be cut: rows of pixels that run through no line of text.

A row through text changes its colour dozens of times, one between two lines hardly ever: the edges of a bubble are few.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Final

from app.domain.readings import TextLine
from app.dossier.displayed import displayed, with_picture
from app.dossier.errors import BadPicture
from app.dossier.originals import read_displayed
from app.dossier.outline import Dossier, Exhibit
from app.dossier.pdf import decoding

if TYPE_CHECKING:
    from PIL import Image

TALL: Final = 3.0
"""A picture this many times as tall as it is wide may be cut; a flatter one is shown whole."""
_STEP: Final = 24
"""Where there is much room between two lines, rows this far apart are offered."""
_CONTRAST: Final = 12
"""How many grey levels of 255 two neighbouring pixels of a letter's edge differ by at least."""
_SHADE: Final = 2
"""How many grey levels the frame of a pale bubble on a pale ground differs by at least."""
_EDGES: Final = 8
"""The most edges of a calm row: the frames of a bubble, a card and a window, but no word."""
_DENSE: Final = 0.5
"""Blank rows suffice where they lie no further apart than this part of the width; a page shows twice as much."""
_BAND: Final = 2048
_MARGIN: Final = 180
"""A calm strip is at least the picture's width divided by this, in rows."""
_REMEMBERED: Final = 256

_known: OrderedDict[str, tuple[int, ...]] = OrderedDict()
_lock = Lock()


def with_cuts(dossier: Dossier) -> Dossier:
    """Return the dossier with the rows at which its tall pictures may be cut, read from the pictures where needed.

    Raises:
        ExhibitUnreadable: a tall picture's bytes cannot be read.
    """
    return replace(dossier, exhibits=tuple(_with_cuts(exhibit) for exhibit in dossier.exhibits))


def _with_cuts(exhibit: Exhibit) -> Exhibit:
    shown = displayed(exhibit)
    if shown is None or shown.picture.cuts or shown.picture.height < TALL * shown.picture.width:
        return exhibit
    if exhibit.reading:
        rows = rows_between(exhibit.reading, shown.picture.height)
    else:
        with _lock:
            known = _known.get(shown.sha256)
        rows = _rows_of(read_displayed(exhibit, shown)) if known is None else known
        _remember(shown.sha256, rows)
    return with_picture(exhibit, replace(shown.picture, cuts=rows))


def _remember(sha256: str, rows: tuple[int, ...]) -> None:
    with _lock:
        _known[sha256] = rows
        _known.move_to_end(sha256)
        while len(_known) > _REMEMBERED:
            _known.popitem(last=False)


def rows_between(lines: Sequence[TextLine], height: int) -> tuple[int, ...]:
    """Return rows of a picture of that height that run through none of the recognised lines."""
    strips, end = [], 0
    for line in sorted(lines, key=lambda line: line.region.y):
        if line.region.y > end:
            strips.append((end, line.region.y))
        end = max(end, line.region.bottom)
    strips.append((end, height))
    return _rows(strips, height)


def _rows(strips: Iterable[tuple[int, int]], height: int) -> tuple[int, ...]:
    """Return the middle of each strip, and more rows where it is wide."""
    rows: list[int] = []
    for start, end in strips:
        count = max(1, (end - start) // _STEP)
        rows.extend(start + (2 * place + 1) * (end - start) // (2 * count) for place in range(count))
    return tuple(row for row in rows if 0 < row < height)


def _rows_of(data: bytes) -> tuple[int, ...]:
    try:
        return decoding.upright(data, calm_rows)
    except BadPicture:
        return ()  # what is wrong with it is said when it is embedded, with its exhibit's name


def calm_rows(picture: Image.Image) -> tuple[int, ...]:
    """Return rows of a picture at which no line of text is cut, ascending.

    Rows of one colour from side to side, as between two bubbles, come first. Where they lie too far apart, rows are
    taken in between that differ by a shade, as within a pale bubble, and then such with a few edges.
    """
    least = max(4, picture.width // _MARGIN)
    shades: list[int] = []
    edges: list[int] = []
    for top in range(0, picture.height, _BAND):
        fine, coarse = _edges(picture.crop((0, top, picture.width, min(picture.height, top + _BAND))))
        shades += fine
        edges += coarse
    found: set[int] = set()
    for counts, most in ((shades, 0), (edges, 0), (edges, _EDGES)):
        marks = [0, *sorted(found), picture.height]
        far = [pair for pair in pairwise(marks) if pair[1] - pair[0] > _DENSE * picture.width]
        if not far:
            break
        rows = _rows(_strips(counts, most, least), picture.height)
        found.update(row for before, after in far for row in rows if before < row < after)
    return tuple(sorted(found))


def _strips(edges: Sequence[int], most: int, least: int) -> Iterator[tuple[int, int]]:
    """Yield the strips of at least that many rows that have at most so many edges each."""
    start = 0
    for row, count in enumerate([*edges, most + 1]):
        if count > most:
            if row - start >= least:
                yield start, row
            start = row + 1


def _edges(band: Image.Image) -> tuple[list[int], list[int]]:
    """Return how often each row's colour changes at all, and how often by more than a shade.

    Transparent pixels count as white ones.
    """
    from PIL import Image, ImageChops

    width, height = band.size
    if width < 2:
        return [0] * height, [0] * height
    if band.has_transparency_data:
        layered = band.convert("RGBA")
        band = Image.new("RGBA", band.size, "#FFFFFF")
        band.alpha_composite(layered)
    grey = band.convert("L")
    change = ImageChops.difference(grey.crop((0, 0, width - 1, height)), grey.crop((1, 0, width, height)))
    return _counts(change, _SHADE), _counts(change, _CONTRAST)


def _counts(change: Image.Image, least: int) -> list[int]:
    """Return how many pixels of each row changed by at least so many grey levels."""
    from PIL import Image

    width, height = change.size
    marked = change.point([0] * least + [255] * (256 - least))
    # One pixel a row, averaged over the row; "F" keeps what eight bits would round away.
    means = marked.convert("F").resize((1, height), Image.Resampling.BOX)
    return [round(mean * width / 255) for mean in array("f", means.tobytes())]
