"""The parts that pages are put together from: cards, rows of label and value, buttons, tags, pictures of goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.casework.demo.drawing import icons
from app.casework.demo.drawing.canvas import GREY, INK, LINE, WHITE, Canvas, Point
from app.casework.demo.drawing.phone import MARGIN
from app.domain.money import Money

BODY: Final = 40
SMALL: Final = 34
INSET: Final = 44
"""The distance of a card's content from its edge, in pixels."""

ROW: Final = 84
LABEL: Final = 360
"""The most room of a row's label, in pixels."""

STEP: Final = 58
"""The height of a line of running text."""


@dataclass(frozen=True, slots=True)
class Brand:
    """An invented shop or payment program: its name and its two colours (`#RRGGBB`)."""

    name: str
    colour: str = "#2F6BFF"
    deep: str = "#1E4FD8"


Rows = Sequence[tuple[str, str]]


def yuan(amount: Money, sign: str = "¥") -> str:
    """Return an amount as shops print it: `¥1,234.50`."""
    return f"{sign}{amount.fen // 100:,}.{amount.fen % 100:02}"


def card(canvas: Canvas, top: float, height: float) -> None:
    """Lay a white card across the page."""
    canvas.rounded((MARGIN, top, canvas.width - MARGIN, top + height), 28, WHITE)


def heading(canvas: Canvas, y: float, text: str, colour: str) -> None:
    """Write a card's heading with its coloured mark; `y` is its middle."""
    left = MARGIN + INSET
    canvas.rounded((left, y - 19, left + 9, y + 19), 4, colour)
    canvas.text((left + 28, y), text, 42, bold=True, room=canvas.width - 2 * left - 30)


def rows_height(canvas: Canvas, rows: Rows, *, inset: float = MARGIN + INSET) -> float:
    """Return how high `rows` will be."""
    return sum(_row_height(len(_value_lines(canvas, label, value, inset))) for label, value in rows)


def draw_rows(canvas: Canvas, top: float, rows: Rows, *, inset: float = MARGIN + INSET) -> float:
    """Write rows of a grey label left and its value right, long values over several lines; return the lower edge."""
    y = top
    for label, value in rows:
        lines = _value_lines(canvas, label, value, inset)
        canvas.text((inset, y + ROW / 2), label, BODY, GREY, room=LABEL)
        middle = y + ROW / 2
        for line in lines:
            canvas.text((canvas.width - inset, middle), line, BODY, INK, align="right")
            middle += STEP
        y += _row_height(len(lines))
    return y


def _value_lines(canvas: Canvas, label: str, value: str, inset: float) -> list[str]:
    room = canvas.width - 2 * inset - min(canvas.fonts.width(label, BODY), LABEL) - 60
    return canvas.fonts.wrapped(value, BODY, room, lines=4)


def _row_height(lines: int) -> float:
    return ROW + (lines - 1) * STEP


def button(canvas: Canvas, right: float, middle: float, text: str, colour: str = "", *, width: float = 0) -> float:
    """Draw a pill button that ends at `right`: filled with `colour`, or only framed; return its left edge."""
    text = canvas.fonts.fitted(text, 38, 320, bold=bool(colour))
    wide = max(width, canvas.fonts.width(text, 38, bold=bool(colour)) + 76)
    box = (right - wide, middle - 44, right, middle + 44)
    if colour:
        canvas.rounded(box, 44, colour)
    else:
        canvas.framed(box, 44, "#C9CED6", WHITE)
    canvas.text((right - wide / 2, middle), text, 38, WHITE if colour else "#4A5058", bold=bool(colour), align="centre")
    return right - wide


def tag(canvas: Canvas, at: Point, text: str, colour: str, paper: str) -> float:
    """Draw a small label; `at` is the middle of its left edge; return its width."""
    width = canvas.fonts.width(text, 30) + 28
    x, y = at
    canvas.rounded((x, y - 24, x + width, y + 24), 8, paper)
    canvas.text((x + width / 2, y), text, 30, colour, align="centre")
    return width


def tags(canvas: Canvas, at: Point, texts: Sequence[str], colour: str, paper: str) -> None:
    """Draw labels side by side, as many as have room."""
    x, y = at
    for text in texts:
        if x + canvas.fonts.width(text, 30) + 28 > canvas.width - MARGIN - INSET:
            return
        x += tag(canvas, (x, y), text, colour, paper) + 16


def rule(canvas: Canvas, y: float, inset: float = MARGIN + INSET) -> None:
    """Draw the thin line between two parts of a card."""
    canvas.rectangle((inset, y - 1, canvas.width - inset, y + 1), LINE)


def goods_picture(canvas: Canvas, at: Point, side: float, text: str, brand: Brand) -> None:
    """Draw the picture of a virtual good: a card with its face value."""
    x, y = at
    canvas.rounded((x, y, x + side, y + side), round(side * 0.1), "#EAF0FF")
    inner = (x + side * 0.12, y + side * 0.22, x + side * 0.88, y + side * 0.78)
    canvas.rounded((inner[0] + side * 0.02, inner[1] + side * 0.03, inner[2] + side * 0.02, inner[3] + side * 0.03),
                   round(side * 0.07), "#C7D6FB")  # fmt: skip
    canvas.rounded(inner, round(side * 0.07), brand.colour)
    canvas.circle((inner[2] - side * 0.09, inner[3] - side * 0.1), side * 0.05, "#FFD466")
    canvas.rounded((inner[0] + side * 0.07, inner[3] - side * 0.12, inner[0] + side * 0.34, inner[3] - side * 0.08),
                   3, "#FFFFFF")  # fmt: skip
    size = round(side * 0.2)
    while size > 12 and canvas.fonts.width(text, size, bold=True) > side * 0.62:
        size -= 2
    canvas.text((x + side / 2, y + side * 0.48), text, size, WHITE, bold=True, align="centre")


def avatar(canvas: Canvas, at: Point, side: float, colour: str, kind: str) -> None:
    """Draw an avatar: `person`, `shop`, `support` or a single character."""
    x, y = at
    canvas.rounded((x, y, x + side, y + side), round(side * 0.14), colour)
    middle = (x + side / 2, y + side / 2)
    match kind:
        case "person":
            icons.person(canvas, (middle[0], middle[1] + side * 0.03), side * 0.78, WHITE)
        case "shop":
            icons.shop(canvas, middle, side * 0.52, WHITE)
        case "support":
            icons.headset(canvas, middle, side * 0.74, WHITE)
        case _:
            canvas.text(middle, kind[:1], round(side * 0.5), WHITE, bold=True, align="centre")
