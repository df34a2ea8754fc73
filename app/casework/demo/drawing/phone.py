"""The frame that every phone screenshot has: status bar above, title bar, gesture bar below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.casework.demo.drawing import icons
from app.casework.demo.drawing.canvas import INK, PAPER, WHITE, Canvas
from app.casework.demo.drawing.fonts import Fonts
from app.domain.times import SHANGHAI

WIDTH: Final = 1080
HEIGHT: Final = 2400
TALLEST: Final = 12_000
"""The tallest long screenshot, in pixels."""

STATUS: Final = 104
TITLE: Final = 132
TOP: Final = STATUS + TITLE
"""Where a page's own content begins."""

GESTURE: Final = 60
MARGIN: Final = 36


@dataclass(frozen=True, slots=True)
class Phone:
    """The phone a page is shown on: the instant of the screenshot, its battery in percent, and its network."""

    at: datetime
    battery: int = 76
    network: str = "5G"
    height: int = HEIGHT


def blank(phone: Phone, fonts: Fonts, paper: str = PAPER, *, height: int | None = None) -> Canvas:
    """Return an empty screen."""
    return Canvas((WIDTH, height or phone.height), fonts, paper)


def status_bar(canvas: Canvas, phone: Phone, fill: str = INK) -> None:
    """Draw the clock, the signal, the network and the battery."""
    middle = STATUS / 2 + 6
    canvas.text((64, middle), f"{phone.at.astimezone(SHANGHAI):%H:%M}", 40, fill, bold=True)
    right = canvas.width - 60
    _battery(canvas, right, middle, phone.battery, fill)
    x = right - 96
    x -= round(canvas.text((x, middle), str(phone.battery), 32, fill, bold=True, align="right")) + 26
    _wifi(canvas, x - 22, middle, fill)
    x -= 68
    _signal(canvas, x, middle, fill)
    canvas.text((x - 58, middle), phone.network, 32, fill, bold=True, align="right")


def title_bar(canvas: Canvas, title: str, *, fill: str = INK, paper: str | None = None, note: str = "") -> None:
    """Draw the way back, the page's title (and a smaller line under it) and the three dots."""
    if paper is not None:
        canvas.rectangle((0, 0, canvas.width, TOP), paper)
    middle = STATUS + TITLE / 2
    icons.back(canvas, (66, middle), 44, fill)
    icons.more(canvas, (canvas.width - 78, middle), 52, fill)
    if note:
        canvas.text((canvas.width / 2, middle - 24), title, 46, fill, bold=True, align="centre", room=740)
        canvas.text((canvas.width / 2, middle + 32), note, 30, fill, align="centre", room=740)
    else:
        canvas.text((canvas.width / 2, middle), title, 48, fill, bold=True, align="centre", room=740)


def gesture_bar(canvas: Canvas, paper: str = PAPER, fill: str = INK) -> None:
    """Draw the bar at the lower edge that gestures start from."""
    canvas.rectangle((0, canvas.height - GESTURE, canvas.width, canvas.height), paper)
    middle = canvas.width / 2
    canvas.rounded((middle - 190, canvas.height - 34, middle + 190, canvas.height - 24), 5, fill)


def bottom_bar(canvas: Canvas, height: int, paper: str = WHITE) -> float:
    """Draw the white strip that holds a page's buttons; return its upper edge."""
    top = canvas.height - GESTURE - height
    canvas.rectangle((0, top - 2, canvas.width, top), "#E6E8EC")
    canvas.rectangle((0, top, canvas.width, canvas.height - GESTURE), paper)
    gesture_bar(canvas, paper)
    return top


def _battery(canvas: Canvas, right: float, middle: float, level: int, fill: str) -> None:
    x0, x1, y0, y1 = right - 82, right - 12, middle - 16, middle + 16
    canvas.stroke([(x0 + 6, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0), (x0 + 8, y0)], 5, fill)
    canvas.rounded((right - 6, middle - 7, right, middle + 7), 3, fill)
    canvas.rounded((x0 + 7, y0 + 7, x0 + 7 + (x1 - x0 - 14) * max(min(level, 100), 6) / 100, y1 - 7), 3, fill)


def _wifi(canvas: Canvas, x: float, middle: float, fill: str) -> None:
    point = (x, middle + 17)
    canvas.circle((x, middle + 13), 5, fill)
    for radius in (17, 31):
        canvas.ring(point, radius, 7, fill, start=225, end=315)


def _signal(canvas: Canvas, right: float, middle: float, fill: str) -> None:
    for step in range(4):
        x = right - 46 + step * 13
        canvas.rounded((x, middle + 18 - 9 * (step + 1), x + 8, middle + 18), 2, fill)
