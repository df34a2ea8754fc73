"""Image files as pixels ready to be drawn.

A window's background work decodes here and not by Qt: Qt holds Python's lock while it decodes, and one of its decoders
connects signals on the way, for which it waits for a lock of its own. Where the window's thread has that one and waits
for Python, neither would ever go on (seen with Qt 6.11: `QImage.fromData` tries SVG first, by a `QTextStream`).
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text

_FORMATS: Final = ("PNG", "JPEG")
_FAILURES: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Pixels of four bytes each (blue, green, red, 255), row by row without gaps."""

    width: int
    height: int
    pixels: bytes


def bitmap(image_file: bytes, *, within: tuple[int, int] | None = None) -> Bitmap:
    """Decode a PNG or JPEG that the program made itself; `within` is the width and height that it is reduced to fit.

    Raises:
        UnreadableFile: it is damaged.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(image_file), formats=_FORMATS) as image:
            if within is not None:
                image.thumbnail(within, Image.Resampling.LANCZOS)
            return Bitmap(image.width, image.height, image.convert("RGBA").tobytes("raw", "BGRA"))
    except _FAILURES as failure:
        raise UnreadableFile(
            "derived", Text("图片已损坏", "the picture is damaged"), Text("请重新打开", "open it again")
        ) from failure
