"""Text read off a picture, cut to what a copy with its marks still shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.domain.marks import Mark, MarkKind, Markup, Region
from app.domain.readings import Reading, TextLine


def redact_reading(reading: Reading, marks: Iterable[Mark]) -> Reading:
    """Return the lines that a copy with these marks still shows, at their places in the copy.

    A line that a bar or a mosaic touches, or that is not wholly inside the crop, goes whole: where its letters stand
    is only estimated, and half a number is often enough to find the rest. Give it the marks of `RenderedCopy.markup`.
    """
    markup = Markup(tuple(marks))
    covered = [mark.region for mark in markup.hiding if mark.kind is not MarkKind.CROP]
    crop = markup.crop
    lines = [line for line in reading.lines if not any(line.region.overlaps(region) for region in covered)]
    if crop is not None:
        lines = [_shifted(line, crop) for line in lines if _is_inside(line.region, crop)]
    return replace(reading, lines=tuple(lines))


def _is_inside(region: Region, crop: Region) -> bool:
    return region.x >= crop.x and region.y >= crop.y and region.right <= crop.right and region.bottom <= crop.bottom


def _shifted(line: TextLine, crop: Region) -> TextLine:
    return replace(line, region=replace(line.region, x=line.region.x - crop.x, y=line.region.y - crop.y))
