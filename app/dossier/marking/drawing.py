"""Drawing what points: boxes, arrows, numbered callouts, highlights and texts, on a picture in RGB.

Slanted and round edges are smoothed by drawing them four times as large, tile by tile, so that an arrow over a tall
screenshot takes no more memory than a short one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageDraw

from app.domain.errors import Cancelled
from app.domain.mark_shapes import INKS, MARKERS, arrow_outline, disc, letter_size, line_width
from app.domain.marks import Mark, MarkKind, Region
from app.dossier.marking.lettering import LINE_HEIGHT, Letters

_TILE: Final = 512
_FINER: Final = 4
_WHITE: Final = (255, 255, 255)
_FEWEST_LETTERS: Final = 6

Ink = tuple[int, int, int]
Box = tuple[int, int, int, int]
Outline = Callable[[ImageDraw.ImageDraw, float, float, int], None]


class Pen:
    """Draws marks on one picture, whose lines and letters are scaled to the original's size.

    `origin` is where the picture's upper left corner lies in the original, which marks count from.
    """

    def __init__(self, image: Image.Image, original: tuple[int, int], origin: tuple[int, int], fonts: Path) -> None:
        self._image = image
        self._size = original
        self._origin = origin
        self._fonts = fonts
        self._line = line_width(*original)
        self._sets: dict[int, Letters] = {}

    def draw(self, mark: Mark, cancel: Callable[[], bool]) -> None:
        """Draw one mark; those that hide are no matter of the pen.

        Raises:
            Cancelled: `cancel` returned true.
        """
        if cancel():
            raise Cancelled
        region = replace(mark.region, x=mark.region.x - self._origin[0], y=mark.region.y - self._origin[1])
        ink = INKS[mark.colour]
        match mark.kind:
            case MarkKind.BOX:
                self._frame(region, ink)
            case MarkKind.ARROW:
                self._arrow(region, ink, cancel)
            case MarkKind.CALLOUT:
                self._callout(region, mark, ink)
            case MarkKind.HIGHLIGHT:
                self._highlight(region, MARKERS[mark.colour])
            case MarkKind.TEXT:
                self._label(region.x, region.y, region.width, mark.text, ink)

    def _letters(self, size: int) -> Letters:
        known = self._sets.get(size)
        if known is None:
            known = self._sets[size] = Letters(self._fonts, size)
        return known

    def _frame(self, region: Region, ink: Ink) -> None:
        line = min(self._line, max(min(region.width, region.height) // 2, 1))
        for x, y, right, bottom in (
            (region.x, region.y, region.right, region.y + line),
            (region.x, region.bottom - line, region.right, region.bottom),
            (region.x, region.y, region.x + line, region.bottom),
            (region.right - line, region.y, region.right, region.bottom),
        ):
            self._fill(Region(x, y, right - x, bottom - y), ink)

    def _fill(self, region: Region, ink: Ink) -> None:
        if inside := region.within(*self._image.size):
            self._image.paste(ink, (inside.x, inside.y, inside.right, inside.bottom))

    def _highlight(self, region: Region, ink: Ink) -> None:
        """Multiply, as a marker pen does: dark letters stay as dark as they are."""
        inside = region.within(*self._image.size)
        if inside is None:
            return
        for left, top, right, bottom in _tiles(inside.x, inside.y, inside.right, inside.bottom, 2048):
            part = self._image.crop((left, top, right, bottom))
            self._image.paste(ImageChops.multiply(part, Image.new("RGB", part.size, ink)), (left, top))

    def _arrow(self, region: Region, ink: Ink, cancel: Callable[[], bool]) -> None:
        corners = arrow_outline(region, self._line)
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        reach = math.hypot(_TILE, _TILE) / 2 + self._line * 5
        ends = (region.x, region.y), (region.right, region.bottom)

        def outline(pen: ImageDraw.ImageDraw, left: float, top: float, scale: int) -> None:
            pen.polygon([((x - left) * scale, (y - top) * scale) for x, y in corners], fill=255)

        for tile in self._visible(min(xs), min(ys), max(xs), max(ys)):
            middle = (tile[0] + tile[2]) / 2, (tile[1] + tile[3]) / 2
            if _distance(middle, *ends) <= reach:
                if cancel():
                    raise Cancelled
                self._stamp(tile, ink, outline)

    def _callout(self, region: Region, mark: Mark, ink: Ink) -> None:
        x, y, radius = disc(region, *self._size)
        self._disc(x, y, radius + max(self._line / 2, 1), _WHITE)
        self._disc(x, y, radius, ink)
        number = str(mark.number if mark.number is not None else "")
        letters = self._letters(max(int(radius * (1.2 if len(number) < 3 else 0.8)), 8))
        # Digits of the face are 0.73 em tall and stand on the baseline at 1.02 em.
        letters.draw(self._image, x - letters.width(number) / 2, y + letters.size * (0.365 - 1.02), number, _WHITE)
        if mark.text:
            at = round(x + radius + self._line * 2)
            self._label(at, round(y - radius), self._image.width - at, mark.text, ink)

    def _disc(self, x: float, y: float, radius: float, ink: Ink) -> None:
        def outline(pen: ImageDraw.ImageDraw, left: float, top: float, scale: int) -> None:
            pen.ellipse([(v - o) * scale for v, o in _around(x, y, radius, left, top)], fill=255)

        for tile in self._visible(x - radius, y - radius, x + radius, y + radius):
            self._stamp(tile, ink, outline)

    def _label(self, x: int, y: int, width: int, text: str, ink: Ink) -> None:
        """Write a text on a white plate, moved to lie inside the picture where it can."""
        letters = self._letters(letter_size(*self._size))
        margin = max(letters.size // 4, 2)
        room = min(max(width - 2 * margin, letters.size * _FEWEST_LETTERS), self._image.width - 2 * margin)
        lines = letters.lines(text, room)
        if not any(lines):
            return
        step = round(letters.size * LINE_HEIGHT)
        wide = math.ceil(max(map(letters.width, lines))) + 2 * margin
        tall = step * len(lines) + margin
        x = max(min(x, self._image.width - wide), 0)
        y = max(min(y, self._image.height - tall), 0)
        self._fill(Region(x, y, wide, tall), _WHITE)
        self._frame(Region(x, y, wide, tall), ink)
        for number, line in enumerate(lines):
            letters.draw(self._image, x + margin, y + margin // 2 + number * step, line, ink)

    def _visible(self, left: float, top: float, right: float, bottom: float) -> Iterator[Box]:
        width, height = self._image.size
        yield from _tiles(
            max(math.floor(left) - 1, 0), max(math.floor(top) - 1, 0),
            min(math.ceil(right) + 1, width), min(math.ceil(bottom) + 1, height), _TILE,
        )  # fmt: skip

    def _stamp(self, tile: Box, ink: Ink, outline: Outline) -> None:
        left, top, right, bottom = tile
        fine = Image.new("L", ((right - left) * _FINER, (bottom - top) * _FINER))
        outline(ImageDraw.Draw(fine), left, top, _FINER)
        if fine.getbbox() is not None:
            self._image.paste(ink, tile, fine.reduce(_FINER))


def _around(x: float, y: float, radius: float, left: float, top: float) -> Iterator[tuple[float, float]]:
    yield from ((x - radius, left), (y - radius, top), (x + radius, left), (y + radius, top))


def _tiles(left: int, top: int, right: int, bottom: int, side: int) -> Iterator[Box]:
    for y in range(top, bottom, side):
        for x in range(left, right, side):
            yield x, y, min(x + side, right), min(y + side, bottom)


def _distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return how far a point is from a line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy or 1
    along = max(0.0, min(1.0, ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / square))
    return math.hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)
