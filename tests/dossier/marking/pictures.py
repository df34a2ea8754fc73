"""Pairs of pictures that differ only where something will be hidden, in every format that can be written."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw

from app.domain.marks import HiddenKind, Mark, MarkKind, Markup, Region

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
HEIC = Path(__file__).parents[2] / "samples" / "images" / "screenshot.heic"
SECRET = Region(30, 90, 101, 37)
"""Where the pictures of a pair differ; on no block's edge."""
SIZE = (240, 330)


def screen(secret: int, mode: str = "RGB", *, spot: Region = SECRET, outside: bool = False) -> Image.Image:
    """Draw a busy page; `secret` changes the pixels of the spot, or of everything but the spot, and nothing else."""
    image = Image.new("RGB", SIZE, "#F5F6F8")
    pen = ImageDraw.Draw(image)
    for y in range(10, SIZE[1], 22):
        pen.line((8, y, 8 + y * 5 % 200, y + 7), fill=(y % 255, 60, 200 - y % 150), width=3)
    noise = random.Random(secret)
    over = Image.frombytes("RGB", SIZE, noise.randbytes(SIZE[0] * SIZE[1] * 3))
    box = (spot.x, spot.y, spot.right, spot.bottom)
    if outside:
        over.paste(image.crop(box), box)
        image = over
    else:
        image.paste(over.crop(box), box)
    return image.convert(mode)


def saved(image: Image.Image, pillow_format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, pillow_format, **options)
    return out.getvalue()


def bar(region: Region = SECRET) -> Markup:
    return Markup((Mark(MarkKind.BAR, region, hidden=HiddenKind.PHONE),))


def crop(region: Region = SECRET) -> Markup:
    return Markup((Mark(MarkKind.CROP, region),))
