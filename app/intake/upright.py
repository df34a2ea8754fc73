"""A picture's pixels as people see them, for what compares and joins pictures; entered late, as it imports Pillow."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image

from app.domain.errors import UnreadableFile
from app.intake import decoding
from app.intake.containers import BrokenImage
from app.intake.file_bytes import open_file, shown_name
from app.intake.images import LIMIT_BYTES, MEDIA_TYPES, ImageFacts, read_image

_FORMATS: Final = {media_type: name for name, media_type in MEDIA_TYPES.items()}
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def upright(path: Path, *, name: str, limit_pixels: int) -> tuple[Image.Image, ImageFacts]:
    """Return the first frame in RGB, upright and on white, and what the file is. Memory: some 8 bytes a pixel.

    Raises:
        UnreadableFile: as `read_image`, or more than `limit_pixels`; the message begins with `name`.
    """
    facts = read_image(path, name=name)
    try:
        decoding.check_size(facts.width, facts.height, limit=limit_pixels)
        with (
            open_file(path, limit=LIMIT_BYTES) as file,
            decoding.decoder_failures(),
            decoding.open_image(file, _FORMATS[facts.media_type]) as picture,
        ):
            picture.load()
            image = _opaque(picture)
            turn = _TURNS.get(facts.orientation)
            # A copy in any case: the picture dies with its file.
            image = image.copy() if turn is None else image.transpose(turn)
    except BrokenImage as broken:
        raise UnreadableFile(shown_name(name), broken.problem, broken.remedy) from broken
    return image, facts


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    if picture.mode.startswith("I;16"):
        # Pillow clips 16 bits to 8; what is wanted is the upper half of them.
        picture = picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    return picture.convert("RGB")
