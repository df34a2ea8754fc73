"""Cuttings: the places of a picture from which something was read, small enough to stand beside what was read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.domain.marks import Region

HIGHEST: Final = 56
"""A cutting's height in pixels at most: a line of a form on a screen of twice the usual sharpness."""
WIDEST: Final = 640
LIMIT_PIXELS: Final = 120_000_000
_MARGIN: Final = 0.25
"""How much of its surroundings is shown, in heights of the region."""


def cuttings(path: Path, regions: Sequence[Region], *, name: str) -> list[bytes]:
    """Return the regions (pixels as displayed) of a picture as PNG, in order; empty for one outside the picture.

    Raises:
        UnreadableFile: no sound picture, or over a limit.
    """
    from app.intake.upright import upright

    found = []
    with upright(path, name=name, limit_pixels=LIMIT_PIXELS) as (image, _):
        for region in regions:
            margin = round(region.height * _MARGIN)
            grown = Region(region.x - margin, region.y - margin, region.width + 2 * margin, region.height + 2 * margin)
            seen = grown.within(*image.size)
            if seen is None:
                found.append(b"")
                continue
            cut = image.crop((seen.x, seen.y, seen.right, seen.bottom))
            cut.thumbnail((WIDEST, HIGHEST))
            png = io.BytesIO()
            cut.save(png, "PNG")
            found.append(png.getvalue())
    return found
