"""A picture file as the pixels that recognition reads: checked, upright, without transparency, not too wide."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.containers import BrokenImage
from app.intake.file_bytes import open_file
from app.intake.images import LIMIT_BYTES, MEDIA_TYPES, read_image
from app.intake.pixels import opaque, turned

if TYPE_CHECKING:
    from PIL import Image

LIMIT_PIXELS: Final = 120_000_000
"""The most pixels of a picture that is read: 1080 pixels by 111,000, decoded as a whole at 3 to 8 bytes each."""

WIDEST: Final = 2_560
"""A wider picture is reduced to this many pixels: text on a screen stays large enough to be read."""


@dataclass(frozen=True, slots=True)
class Upright:
    """A picture as displayed, reduced by `scale` (1 or less); `width` and `height` are the unreduced ones."""

    image: Image.Image
    width: int
    height: int
    scale: float


def upright(path: Path) -> Upright:
    """Decode a picture of any format that intake takes.

    Raises:
        UnreadableFile: as `read_image`, or too large to be read.
    """
    facts = read_image(path, name=path.name)
    if facts.width * facts.height > LIMIT_PIXELS:
        raise UnreadableFile(
            path.name,
            Text(f"图片过大（{facts.width}×{facts.height}）", f"is too large ({facts.width}×{facts.height})"),
            Text("请裁剪后再识别", "crop it first"),
        )
    from PIL import Image

    from app.intake import decoding

    pillow_format = next(name for name, media_type in MEDIA_TYPES.items() if media_type == facts.media_type)
    try:
        with (
            open_file(path, limit=LIMIT_BYTES) as file,
            decoding.decoder_failures(),
            decoding.open_image(file, pillow_format) as opened,
        ):
            opened.load()
            drawn = turned(opaque(opened), facts.orientation)
            if drawn is opened:
                drawn = opened.copy()  # the other one dies with its file
            scale = min(WIDEST / drawn.width, 1.0)
            if scale < 1.0:
                size = WIDEST, max(round(drawn.height * scale), 1)
                drawn = drawn.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
            return Upright(drawn, facts.width, facts.height, scale)
    except BrokenImage as broken:
        raise UnreadableFile(path.name, broken.problem, broken.remedy) from broken
