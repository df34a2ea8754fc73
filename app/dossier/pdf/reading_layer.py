"""The words on a screenshot as text that is not painted, so that they can be found, marked and copied in the PDF.

Each recognised line lies over its place in the picture, stretched to its box; a tall picture's line lies on the page
that shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.domain.readings import TextLine
from app.dossier.displayed import displayed
from app.dossier.fonts import Fonts
from app.dossier.look import INK, Face, Style
from app.dossier.outline import Exhibit
from app.dossier.plan import PictureSlice
from app.dossier.typesetting import one_line

_SIZE: Final = 0.8
"""The size of type in a line's box, as part of the box's height: ascenders and descenders take the rest."""
_DESCENT: Final = 0.2
_STRETCH: Final = (10.0, 1000.0)
_SMALLEST: Final = 0.5


@dataclass(frozen=True, slots=True)
class UnseenText:
    """Characters of one face on a page, `y` being the baseline; `stretch` is their horizontal scale in per cent."""

    x: float
    y: float
    face: Face
    size: float
    stretch: float
    text: str


def unseen_texts(part: PictureSlice, exhibit: Exhibit, fonts: Fonts) -> Iterator[UnseenText]:
    """Yield the recognised text of an exhibit that this slice of its picture is the first to show."""
    shown = displayed(exhibit)
    if shown is None:
        return
    across = part.frame.width / shown.picture.width
    down = part.frame.height / shown.picture.height
    first = part.window.y + part.repeated
    last = part.window.y + part.window.height
    for line in exhibit.reading:
        region = line.region.within(shown.picture.width, shown.picture.height)
        if region is None:
            continue
        middle = part.frame.y + (region.y + region.height / 2) * down
        if first <= middle < last:
            left, low = part.frame.x + region.x * across, part.frame.y + region.bottom * down
            yield from _line(line, left, low, region.width * across, region.height * down, fonts)


def _line(line: TextLine, left: float, low: float, width: float, height: float, fonts: Fonts) -> Iterator[UnseenText]:
    size = max(_SMALLEST, height * _SIZE)
    set_line = one_line(line.text, Style(size, size, INK), fonts)
    if not set_line.runs or set_line.width <= 0:
        return
    stretch = min(max(100 * width / set_line.width, _STRETCH[0]), _STRETCH[1])
    for run in set_line.runs:
        yield UnseenText(left, low - height * _DESCENT, run.face, size, stretch, run.text)
        left += run.width * stretch / 100
