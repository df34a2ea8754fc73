"""A screen being drawn: smooth rounded shapes and text set on its baseline, positions in pixels from the top left."""

from __future__ import annotations

import math
from functools import cache
from typing import Final, Literal

from PIL import Image, ImageDraw

from app.casework.demo.drawing.fonts import Fonts

Box = tuple[float, float, float, float]
Point = tuple[float, float]
Align = Literal["left", "centre", "right"]

SMOOTH: Final = 4
"""Shapes are drawn so many times larger and reduced, which is what makes their edges smooth."""

INK: Final = "#1A1D21"
GREY: Final = "#8A9099"
PALE: Final = "#B9BEC6"
LINE: Final = "#ECEEF1"
PAPER: Final = "#F4F5F7"
WHITE: Final = "#FFFFFF"


@cache
def _disc(radius: int) -> Image.Image:
    large = Image.new("L", (2 * radius * SMOOTH, 2 * radius * SMOOTH))
    ImageDraw.Draw(large).ellipse((0, 0, large.width - 1, large.height - 1), fill=255)
    return large.resize((2 * radius, 2 * radius), Image.Resampling.BOX)


class Canvas:
    """A picture with a pen; `y` grows downwards."""

    def __init__(self, size: tuple[int, int], fonts: Fonts, paper: str = PAPER) -> None:
        self.image = Image.new("RGB", size, paper)
        self.fonts = fonts
        self._pen = ImageDraw.Draw(self.image)

    @property
    def width(self) -> int:
        """The width in pixels."""
        return self.image.width

    @property
    def height(self) -> int:
        """The height in pixels."""
        return self.image.height

    def text(
        self,
        at: Point,
        text: str,
        size: int,
        fill: str = INK,
        *,
        bold: bool = False,
        align: Align = "left",
        room: float | None = None,
    ) -> float:
        """Write one line whose vertical middle is `at`; return its width.

        It is cut with `…` to `room` pixels, and at the screen's edge anyway.
        """
        reach = {"left": self.width - at[0], "centre": 2 * min(at[0], self.width - at[0]), "right": at[0]}[align]
        text = self.fonts.fitted(text.replace("\n", " "), size, min(reach, room or reach), bold=bold)
        width = self.fonts.width(text, size, bold=bold)
        x = at[0] - {"left": 0.0, "centre": width / 2, "right": width}[align]
        # Chinese characters fill their square from 0.12 below to 0.88 above the baseline: their middle is at 0.38.
        baseline = at[1] + size * 0.38
        for piece, font in self.fonts.runs(text, size, bold=bold):
            self._pen.text((x, baseline), piece, fill=fill, font=font, anchor="ls")
            x += font.getlength(piece)
        return width

    def lines(
        self, at: Point, lines: list[str], size: int, step: float, fill: str = INK, *, bold: bool = False
    ) -> float:
        """Write lines below one another, the first one's top at `at`; return where the next would start."""
        y = at[1]
        for line in lines:
            self.text((at[0], y + step / 2), line, size, fill, bold=bold)
            y += step
        return y

    def rectangle(self, box: Box, fill: str) -> None:
        """Fill a plain rectangle."""
        x0, y0, x1, y1 = map(round, box)
        self._pen.rectangle((x0, y0, x1 - 1, y1 - 1), fill=fill)

    def rounded(self, box: Box, radius: int, fill: str) -> None:
        """Fill a rectangle with smooth round corners."""
        x0, y0, x1, y1 = map(round, box)
        radius = min(radius, (x1 - x0) // 2, (y1 - y0) // 2)
        if radius <= 0:
            self.rectangle(box, fill)
            return
        if x1 - x0 > 2 * radius:
            self._pen.rectangle((x0 + radius, y0, x1 - radius - 1, y1 - 1), fill=fill)
        if y1 - y0 > 2 * radius:
            self._pen.rectangle((x0, y0 + radius, x1 - 1, y1 - radius - 1), fill=fill)
        disc = _disc(radius)
        for column, x in ((0, x0), (radius, x1 - radius)):
            for row, y in ((0, y0), (radius, y1 - radius)):
                corner = disc.crop((column, row, column + radius, row + radius))
                self.image.paste(fill, (x, y, x + radius, y + radius), corner)

    def framed(self, box: Box, radius: int, line: str, fill: str, width: int = 3) -> None:
        """Fill a rounded rectangle with a border line inside its edge."""
        self.rounded(box, radius, line)
        x0, y0, x1, y1 = box
        self.rounded((x0 + width, y0 + width, x1 - width, y1 - width), radius - width, fill)

    def circle(self, centre: Point, radius: float, fill: str) -> None:
        """Fill a circle."""
        x, y = centre
        self.rounded((x - radius, y - radius, x + radius, y + radius), round(radius), fill)

    def stroke(self, points: list[Point], width: float, fill: str) -> None:
        """Draw a smooth line through points, with round ends and corners."""
        self.polygon([], fill, outline=points, width=width)

    def polygon(self, points: list[Point], fill: str, *, outline: list[Point] | None = None, width: float = 0) -> None:
        """Fill a smooth polygon, and draw a smooth line."""
        every = points + (outline or [])
        left, top = (math.floor(min(axis) - width) for axis in zip(*every, strict=True))
        right, bottom = (math.ceil(max(axis) + width) + 1 for axis in zip(*every, strict=True))
        mask = Image.new("L", ((right - left) * SMOOTH, (bottom - top) * SMOOTH))
        pen = ImageDraw.Draw(mask)

        def large(given: list[Point]) -> list[Point]:
            return [((x - left) * SMOOTH, (y - top) * SMOOTH) for x, y in given]

        if points:
            pen.polygon(large(points), fill=255)
        if outline:
            pen.line(large(outline), fill=255, width=round(width * SMOOTH), joint="curve")
            half = width * SMOOTH / 2
            for x, y in large([outline[0], outline[-1]]):
                pen.ellipse((x - half, y - half, x + half, y + half), fill=255)
        small = mask.resize((right - left, bottom - top), Image.Resampling.BOX)
        self.image.paste(fill, (left, top, right, bottom), small)

    def ring(
        self, centre: Point, radius: float, width: float, fill: str, *, start: float = 0, end: float = 360
    ) -> None:
        """Draw a smooth arc; angles in degrees, clockwise from three o'clock."""
        turns = [math.radians(start + (end - start) * step / 72) for step in range(73)]
        x, y = centre
        self.stroke([(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns], width, fill)

    def shade(self, box: Box, above: str, below: str) -> None:
        """Fill a rectangle with a colour that turns into another one downwards."""
        x0, y0, x1, y1 = map(round, box)
        ramp = Image.linear_gradient("L").resize((x1 - x0, y1 - y0))
        self.image.paste(Image.composite(_sheet(below, ramp), _sheet(above, ramp), ramp), (x0, y0))


def _sheet(colour: str, like: Image.Image) -> Image.Image:
    return Image.new("RGB", like.size, colour)
