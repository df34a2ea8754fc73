"""Where marks can be taken hold of, and what becomes of them when they are pulled; in pixels of the picture."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF

from app.domain.mark_shapes import disc, letter_size
from app.domain.marks import Mark, MarkKind, Region

Corner = tuple[int, int]
"""Which edges a handle pulls: -1 left or upper, 1 right or lower, 0 neither."""


def handles(mark: Mark) -> dict[Corner, QPointF]:
    """Return the handles of a mark."""
    region = mark.region
    if mark.kind is MarkKind.CALLOUT:
        return {}
    if mark.kind is MarkKind.ARROW:
        return {(-1, -1): QPointF(region.x, region.y), (1, 1): QPointF(region.right, region.bottom)}
    across = {-1: region.x, 0: region.x + region.width / 2, 1: region.right}
    down = {-1: region.y, 0: region.y + region.height / 2, 1: region.bottom}
    return {(x, y): QPointF(across[x], down[y]) for x in across for y in down if (x, y) != (0, 0)}


def is_hit(mark: Mark, at: QPointF, slack: float, size: tuple[int, int]) -> bool:
    """Return whether a place belongs to a mark; `size` is the picture's."""
    region = mark.region
    if mark.kind is MarkKind.ARROW:
        return _from_line(at, QPointF(region.x, region.y), QPointF(region.right, region.bottom)) <= 2 * slack
    if mark.kind is MarkKind.CALLOUT:
        x, y, radius = disc(region, *size)
        return math.hypot(at.x() - x, at.y() - y) <= radius + slack
    place = QRectF(region.x, region.y, region.width, region.height)
    is_near = place.adjusted(-slack, -slack, slack, slack).contains(at)
    if mark.kind is MarkKind.CROP:
        # All of the picture may be inside: only the frame is taken hold of.
        return is_near and not place.adjusted(slack, slack, -slack, -slack).contains(at)
    return is_near


def bounds(mark: Mark, size: tuple[int, int]) -> QRectF:
    """Return the rectangle around a mark."""
    region = mark.region
    if mark.kind is MarkKind.CALLOUT:
        x, y, radius = disc(region, *size)
        return QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
    return QRectF(QPointF(region.x, region.y), QPointF(region.right, region.bottom)).normalized()


def between(kind: MarkKind, start: QPointF, end: QPointF, size: tuple[int, int]) -> Region | None:
    """Return the region that was dragged over, cut to the picture; None where nothing of it is left."""
    first, second = _inside(start, size), _inside(end, size)
    x, y, right, bottom = round(first.x()), round(first.y()), round(second.x()), round(second.y())
    if kind is MarkKind.ARROW:
        return Region(x, y, right - x, bottom - y) if (x, y) != (right, bottom) else None
    drawn = Region(min(x, right), min(y, bottom), abs(right - x), abs(bottom - y))
    return drawn if drawn.width >= 1 and drawn.height >= 1 else None


def callout_at(at: QPointF, size: tuple[int, int]) -> Region:
    """Return the region of a callout around a place."""
    side = round(letter_size(*size) * 1.5)
    centre = _inside(at, size)
    return moved(Region(round(centre.x()) - side // 2, round(centre.y()) - side // 2, side, side), 0, 0, size)


def text_at(region: Region | None, at: QPointF, size: tuple[int, int]) -> Region:
    """Return the region of a text that begins at a place: as wide as was dragged, else twelve letters."""
    letter = letter_size(*size)
    start = _inside(at, size)
    x, y = (region.x, region.y) if region else (round(start.x()), round(start.y()))
    width = region.width if region and region.width >= 4 * letter else 12 * letter
    return moved(Region(x, y, min(width, size[0]), min(round(letter * 1.5), size[1])), 0, 0, size)


def moved(region: Region, dx: int, dy: int, size: tuple[int, int]) -> Region:
    """Return a region moved, but kept inside the picture."""
    left, right = min(region.x, region.right), max(region.x, region.right)
    top, bottom = min(region.y, region.bottom), max(region.y, region.bottom)
    dx = min(max(dx, -left), max(size[0] - right, -left))
    dy = min(max(dy, -top), max(size[1] - bottom, -top))
    return replace(region, x=region.x + dx, y=region.y + dy)


def pulled(mark: Mark, corner: Corner, at: QPointF, size: tuple[int, int]) -> Region:
    """Return a mark's region after one of its handles was pulled to a place."""
    place, region = _inside(at, size), mark.region
    x, y = round(place.x()), round(place.y())
    if mark.kind is MarkKind.ARROW:
        if corner == (-1, -1):
            return Region(x, y, region.right - x, region.bottom - y)
        return Region(region.x, region.y, x - region.x, y - region.y)
    left = x if corner[0] < 0 else region.x
    right = x if corner[0] > 0 else region.right
    top = y if corner[1] < 0 else region.y
    bottom = y if corner[1] > 0 else region.bottom
    width, height = max(abs(right - left), 1), max(abs(bottom - top), 1)
    return moved(Region(min(left, right), min(top, bottom), width, height), 0, 0, size)


def _inside(at: QPointF, size: tuple[int, int]) -> QPointF:
    return QPointF(min(max(at.x(), 0), size[0]), min(max(at.y(), 0), size[1]))


def _from_line(at: QPointF, start: QPointF, end: QPointF) -> float:
    way, to = end - start, at - start
    square = way.x() ** 2 + way.y() ** 2 or 1.0
    along = min(max((to.x() * way.x() + to.y() * way.y()) / square, 0.0), 1.0)
    return math.hypot(to.x() - way.x() * along, to.y() - way.y() * along)
