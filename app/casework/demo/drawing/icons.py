"""Small neutral icons, each drawn into a square around a centre; `size` is its side in pixels."""

from __future__ import annotations

from app.casework.demo.drawing.canvas import Canvas, Point


def back(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw the chevron that leads back."""
    x, y = at
    half = size / 2
    canvas.stroke([(x + half * 0.4, y - half), (x - half * 0.5, y), (x + half * 0.4, y + half)], size * 0.13, fill)


def forward(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw the chevron at the end of a row."""
    x, y = at
    half = size / 2
    canvas.stroke([(x - half * 0.4, y - half), (x + half * 0.4, y), (x - half * 0.4, y + half)], size * 0.14, fill)


def more(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw three dots."""
    for step in (-1, 0, 1):
        canvas.circle((at[0] + step * size * 0.36, at[1]), size * 0.1, fill)


def check(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw a tick."""
    x, y = at
    points = [(x - size * 0.3, y + size * 0.02), (x - size * 0.08, y + size * 0.24), (x + size * 0.32, y - size * 0.22)]
    canvas.stroke(points, size * 0.12, fill)


def cross(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw a cross."""
    x, y = at
    arm = size * 0.27
    canvas.stroke([(x - arm, y - arm), (x + arm, y + arm)], size * 0.12, fill)
    canvas.stroke([(x - arm, y + arm), (x + arm, y - arm)], size * 0.12, fill)


def clock(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw a clock."""
    x, y = at
    canvas.ring(at, size * 0.42, size * 0.1, fill)
    canvas.stroke([(x, y - size * 0.22), (x, y + size * 0.02), (x + size * 0.17, y + size * 0.12)], size * 0.1, fill)


def shop(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw a shop front."""
    x, y = at
    s = size / 2
    canvas.polygon([(x - s, y - s * 0.2), (x - s * 0.75, y - s), (x + s * 0.75, y - s), (x + s, y - s * 0.2)], fill)
    canvas.rounded((x - s * 0.8, y - s * 0.05, x + s * 0.8, y + s), 4, fill)


def person(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw a head and shoulders."""
    x, y = at
    canvas.circle((x, y - size * 0.2), size * 0.21, fill)
    canvas.rounded((x - size * 0.36, y + size * 0.1, x + size * 0.36, y + size * 0.46), round(size * 0.3), fill)
    canvas.rectangle((x - size * 0.36, y + size * 0.32, x + size * 0.36, y + size * 0.46), fill)


def headset(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw a headset: support."""
    x, y = at
    canvas.ring((x, y + size * 0.02), size * 0.34, size * 0.1, fill, start=180, end=360)
    for side in (-1, 1):
        middle = x + side * size * 0.34
        canvas.rounded((middle - size * 0.1, y, middle + size * 0.1, y + size * 0.3), round(size * 0.08), fill)
    canvas.ring((x + size * 0.08, y + size * 0.22), size * 0.26, size * 0.07, fill, start=10, end=100)


def search(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw a looking glass."""
    x, y = at
    canvas.ring((x - size * 0.08, y - size * 0.08), size * 0.3, size * 0.1, fill)
    canvas.stroke([(x + size * 0.15, y + size * 0.15), (x + size * 0.38, y + size * 0.38)], size * 0.1, fill)


def voice(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw the waves of a voice message, in a ring."""
    canvas.ring(at, size * 0.46, size * 0.06, fill)
    start = (at[0] - size * 0.16, at[1])
    canvas.circle(start, size * 0.05, fill)
    for radius in (0.17, 0.31):
        canvas.ring(start, size * radius, size * 0.065, fill, start=-42, end=42)


def smile(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw a smiling face."""
    x, y = at
    canvas.ring(at, size * 0.46, size * 0.06, fill)
    canvas.circle((x - size * 0.16, y - size * 0.1), size * 0.05, fill)
    canvas.circle((x + size * 0.16, y - size * 0.1), size * 0.05, fill)
    canvas.ring((x, y + size * 0.02), size * 0.24, size * 0.06, fill, start=20, end=160)


def plus(canvas: Canvas, at: Point, size: float, fill: str) -> None:
    """Draw a plus in a ring."""
    x, y = at
    canvas.ring(at, size * 0.46, size * 0.06, fill)
    canvas.stroke([(x - size * 0.22, y), (x + size * 0.22, y)], size * 0.06, fill)
    canvas.stroke([(x, y - size * 0.22), (x, y + size * 0.22)], size * 0.06, fill)
