"""Drawing the planned sheets and encoding each within a number of bytes: lossless where it fits."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw

from app.domain.channels import PictureFormat
from app.dossier.marking.lettering import Letters
from app.dossier.marking.pixels import decoder_failures, read_pixels
from app.dossier.outline import ReadableOriginal
from app.dossier.packs.sheets import LETTER, STRIP, Piece, Sheet

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

_QUALITIES: Final = (92, 85, 78, 70, 60)
"""Below 60, coloured text on screenshots begins to fray."""
_PNG_LEVEL: Final = 6
_INK: Final = (60, 66, 74)
_PAPER: Final = (238, 240, 243)
_KEPT_PICTURES: Final = 2


class SheetTooLarge(Exception):
    """A sheet takes more bytes than allowed at the lowest quality; it must show less."""


@dataclass(frozen=True, slots=True)
class Source:
    """The picture of an exhibit: its original, or the marked copy in its place."""

    picture: ReadableOriginal
    media_type: str

    @property
    def is_lossless(self) -> bool:
        """Whether it was kept without loss so far."""
        return self.media_type in {"image/png", "image/bmp", "image/gif", "image/tiff"}


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture ready to be written."""

    data: bytes
    form: PictureFormat


class SheetPainter:
    """Draws sheets; keeps the pixels of the last exhibits, for a tall one goes over several sheets.

    Memory: 4 bytes a pixel of two exhibits (held to 120 million pixels each) and of one sheet.
    """

    def __init__(self, sources: Mapping[int, Source], fonts: Path, cancel: Callable[[], bool]) -> None:
        self._sources = sources
        self._letters = Letters(fonts, LETTER)
        self._cancel = cancel
        self._kept: dict[int, Pixels] = {}

    def paint(self, sheet: Sheet, formats: tuple[PictureFormat, ...], most_bytes: int) -> Encoded:
        """Return a sheet as a file of at most that many bytes.

        Raises:
            SheetTooLarge: it cannot be made that small.
            CopyRefused: a picture cannot be decoded.
            Cancelled: it is no longer wanted.
        """
        with decoder_failures():
            image = Image.new("RGB", (sheet.width, sheet.height), (255, 255, 255))
            for piece in sheet.pieces:
                self._paint_piece(image, piece)
            return self._encode(image, sheet, formats, most_bytes)

    def _paint_piece(self, image: Pixels, piece: Piece) -> None:
        pixels = self._pixels(piece.exhibit)
        shown = pixels.crop((0, piece.part.top, pixels.width, piece.part.bottom))
        if shown.size != (piece.width, piece.height):
            shown = shown.resize((piece.width, piece.height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        pen = ImageDraw.Draw(image)
        across = max(piece.width, round(self._letters.width(piece.label)) + 16)
        pen.rectangle((piece.x, piece.y, piece.x + across - 1, piece.y + STRIP - 1), fill=_PAPER)
        self._letters.draw(image, piece.x + 8, piece.y + (STRIP - LETTER * 1.2) / 2, piece.label, _INK)
        image.paste(shown, (piece.x, piece.y + STRIP))

    def _pixels(self, exhibit: int) -> Pixels:
        if exhibit not in self._kept:
            while len(self._kept) >= _KEPT_PICTURES:
                self._kept.pop(next(iter(self._kept)))
            source = self._sources[exhibit]
            with source.picture.open() as stream:
                self._kept[exhibit] = read_pixels(stream, source.media_type, self._cancel).image
        return self._kept[exhibit]

    def _encode(self, image: Pixels, sheet: Sheet, formats: tuple[PictureFormat, ...], most_bytes: int) -> Encoded:
        is_lossless = all(self._sources[piece.exhibit].is_lossless for piece in sheet.pieces)
        if PictureFormat.PNG in formats and (is_lossless or set(formats) == {PictureFormat.PNG}):
            data = _saved(image, "PNG", compress_level=_PNG_LEVEL)
            if len(data) <= most_bytes:
                return Encoded(data, PictureFormat.PNG)
        lossy = next((form for form in (PictureFormat.JPG, PictureFormat.WEBP) if form in formats), None)
        for quality in _QUALITIES if lossy else ():
            data = (
                _saved(image, "JPEG", quality=quality, subsampling=0)
                if lossy is PictureFormat.JPG
                else _saved(image, "WEBP", quality=quality, method=4)
            )
            if len(data) <= most_bytes and lossy is not None:
                return Encoded(data, lossy)
        raise SheetTooLarge


def _saved(image: Pixels, pillow_format: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, pillow_format, **how)
    return out.getvalue()
