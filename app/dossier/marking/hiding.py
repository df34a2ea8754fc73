"""Filling what a copy hides: after this no pixel under a bar or outside the crop has any say in the copy."""

from __future__ import annotations

from PIL import Image

from app.domain.mark_shapes import BAR, mosaic_cell
from app.domain.marks import MarkKind, Markup, Region
from app.domain.words import Text
from app.dossier.marking.errors import CopyRefused


def hide(image: Image.Image, markup: Markup) -> Image.Image:
    """Return the part that the crop leaves, with bars and mosaics filled; regions count from the whole picture.

    Bars are filled first: the averages of a mosaic that overlaps one know nothing of what is under it.

    Raises:
        CopyRefused: the crop leaves nothing.
    """
    width, height = image.size
    crop = markup.crop
    kept = Region(0, 0, width, height) if crop is None else crop.within(width, height)
    if kept is None:
        raise CopyRefused(
            Text("裁剪后没有剩下画面", "the crop leaves nothing of the picture"),
            Text("请把裁剪框画大一些（至少 40 像素）", "draw the crop larger (40 pixels or more)"),
        )
    for mark in markup.hiding:
        if mark.kind is MarkKind.BAR and (region := mark.region.within(width, height)):
            image.paste(BAR, _box(region))
    for mark in markup.hiding:
        if mark.kind is MarkKind.MOSAIC and (region := mark.region.within(width, height)):
            _blur(image, region, kept)
    return image if crop is None else image.crop(_box(kept))


def _blur(image: Image.Image, region: Region, kept: Region) -> None:
    # What lies outside the crop must not reach the averages either.
    seen = Region(region.x - kept.x, region.y - kept.y, region.width, region.height).within(kept.width, kept.height)
    if seen is None:
        return
    shown = Region(seen.x + kept.x, seen.y + kept.y, seen.width, seen.height)
    cell = mosaic_cell(region)
    across, down = -(-shown.width // cell), -(-shown.height // cell)
    cells = image.crop(_box(shown)).resize((across, down), Image.Resampling.BOX)
    image.paste(cells.resize((shown.width, shown.height), Image.Resampling.NEAREST), _box(shown))


def _box(region: Region) -> tuple[int, int, int, int]:
    return region.x, region.y, region.right, region.bottom
