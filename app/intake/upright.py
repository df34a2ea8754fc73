"""A picture's pixels as people see them, for what compares and joins pictures; entered late, as it imports Pillow."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image

from app.domain.errors import UnreadableFile
from app.intake import decoding
from app.intake.containers import BrokenImage
from app.intake.file_bytes import open_file, shown_name
from app.intake.images import LIMIT_BYTES, MEDIA_TYPES, ImageFacts, read_image
from app.intake.pixels import give_back, opaque, take_in_blocks, turned

_FORMATS: Final = {media_type: name for name, media_type in MEDIA_TYPES.items()}
_STRIP_PIXELS: Final = 1 << 20
"""How many pixels are worked on at a time: few enough for Python's lock to be free again within milliseconds."""


@contextlib.contextmanager
def upright(path: Path, *, name: str, limit_pixels: int) -> Iterator[tuple[Image.Image, ImageFacts]]:
    """Lend the first frame in RGB, upright and on white, and what the file is; afterwards its memory is given back.

    Memory: 4 bytes a pixel, 8 while it is turned or put on white.

    Raises:
        UnreadableFile: as `read_image`, or more than `limit_pixels`; the message begins with `name`.
    """
    with contextlib.ExitStack() as held:
        with _told_by(name):
            picture, facts = _decoded(held, path, name, limit_pixels)
            picture.load()
            image = _shown(held, picture, facts.orientation)
        yield image, facts


def overview(path: Path, *, name: str, limit_pixels: int, edge: int) -> tuple[Image.Image, ImageFacts]:
    """Return the first frame as `upright` lends it, but a large one reduced by whole pixels.

    Both sides keep at least `edge` pixels; a picture with a side below twice that keeps its size.

    Raises:
        UnreadableFile: as `upright`.
    """
    with contextlib.ExitStack() as held, _told_by(name):
        picture, facts = _decoded(held, path, name, limit_pixels)
        if facts.media_type == MEDIA_TYPES["JPEG"]:
            factor = max(min(picture.size) // edge, 1)
            picture.draft("RGB", (max(picture.width // factor, 1), max(picture.height // factor, 1)))
        picture.load()
        return turned(_reduced(picture, max(min(picture.size) // edge, 1)), facts.orientation), facts


def _decoded(held: contextlib.ExitStack, path: Path, name: str, limit_pixels: int) -> tuple[Image.Image, ImageFacts]:
    """Open a picture until `held` is closed; nothing is decoded yet."""
    facts = read_image(path, name=name)
    decoding.check_size(facts.width, facts.height, limit=limit_pixels)
    take_in_blocks()
    file = held.enter_context(open_file(path, limit=LIMIT_BYTES))
    picture = decoding.open_image(file, _FORMATS[facts.media_type])
    held.callback(give_back, picture)
    return picture, facts


@contextlib.contextmanager
def _told_by(name: str) -> Iterator[None]:
    try:
        with decoding.decoder_failures():
            yield
    except BrokenImage as broken:
        raise UnreadableFile(shown_name(name), broken.problem, broken.remedy) from broken


def _shown(held: contextlib.ExitStack, picture: Image.Image, orientation: int) -> Image.Image:
    image = picture
    if image.mode != "RGB" or "transparency" in image.info:
        image = _reduced(picture, 1)
        held.callback(give_back, image)
        give_back(picture)
    upright_one = turned(image, orientation)
    if upright_one is not image:
        held.callback(give_back, upright_one)
        give_back(image)
    return upright_one


def _reduced(picture: Image.Image, factor: int) -> Image.Image:
    """Return a picture in RGB on white with so many times fewer pixels a side, rounded up."""
    image = Image.new("RGB", (-(-picture.width // factor), -(-picture.height // factor)))
    image.info = {key: value for key, value in picture.info.items() if key != "transparency"}
    rows = max(_STRIP_PIXELS // picture.width // factor, 1) * factor
    for top in range(0, picture.height, rows):
        strip = opaque(picture.crop((0, top, picture.width, min(top + rows, picture.height))))
        image.paste(strip if factor == 1 else strip.reduce(factor), (0, top // factor))
    return image
