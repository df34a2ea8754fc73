"""Making the marked copy of a picture: a file of its own, the same bytes for the same picture and marks."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

from PIL import Image

from app.domain.errors import Cancelled
from app.domain.mark_shapes import hidden_markup
from app.domain.marks import Markup
from app.domain.words import Text
from app.dossier.marking.drawing import Pen
from app.dossier.marking.errors import CopyRefused
from app.dossier.marking.hiding import hide
from app.dossier.marking.pixels import decoder_failures, read_pixels

JPEG_QUALITY: Final = 92
PNG_LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class RenderedCopy:
    """What was written: size in bytes, SHA-256 (hex), media type, pixels, and the marks as they were carried out.

    `markup` may hide more than was asked: bars over JPEG cover whole blocks. It is what a text layer has to follow.
    """

    bytes: int
    sha256: str
    media_type: str
    width: int
    height: int
    markup: Markup


def _never() -> bool:
    return False


def render(
    source: BinaryIO | Path,
    media_type: str,
    markup: Markup,
    destination: BinaryIO | Path,
    *,
    fonts_dir: Path,
    cancel: Callable[[], bool] = _never,
) -> RenderedCopy:
    """Write a copy of a picture with its marks: JPEG for JPEG (quality 92, full colour), PNG for everything else.

    Of an animation the first frame is shown. A path is written as a whole or not at all. Memory: 4 bytes a pixel of
    the picture (held to 120 million), twice that where it is turned, cropped or not in sRGB, besides the file itself.

    Raises:
        CopyRefused: the picture cannot be read, is over a limit, the crop leaves nothing, or writing fails.
        InvalidField: a mark cannot be on this picture.
        Cancelled: `cancel` returned true; nothing is left behind.
    """
    pixels = read_pixels(source, media_type, cancel)
    size = pixels.image.size
    done = hidden_markup(markup.checked(*size), *size, pixels.coding)
    if cancel():
        raise Cancelled
    with decoder_failures():
        image = hide(pixels.image, done)
        origin = (done.crop.x, done.crop.y) if done.crop else (0, 0)
        pen = Pen(image, size, origin, fonts_dir)
        for mark in done.marks:
            pen.draw(mark, cancel)
    is_jpeg = pixels.pillow_format == "JPEG"
    with _written(destination) as file, decoder_failures():
        out = _Counted(file, cancel)
        _encode(image, cast("IO[bytes]", out), is_jpeg=is_jpeg)
    return RenderedCopy(
        out.size, out.digest.hexdigest(), "image/jpeg" if is_jpeg else "image/png", *image.size, markup=done
    )


def _encode(image: Image.Image, out: IO[bytes], *, is_jpeg: bool) -> None:
    # Whatever Pillow would take over from the original stands in there.
    image.info = {}
    if is_jpeg:
        image.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    else:
        image.save(out, "PNG", compress_level=PNG_LEVEL)


class _Counted(io.RawIOBase):
    """Passes on what is written, hashes it, and stops where the user asked to."""

    def __init__(self, file: BinaryIO, cancel: Callable[[], bool]) -> None:
        super().__init__()
        self._file = file
        self._cancel = cancel
        self.size = 0
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        if self._cancel():
            raise Cancelled
        piece = bytes(data)
        self._file.write(piece)
        self.digest.update(piece)
        self.size += len(piece)
        return len(piece)


@contextlib.contextmanager
def _written(destination: BinaryIO | Path) -> Iterator[BinaryIO]:
    """Give a file to write; a path gets it, synced, when all went well."""
    if not isinstance(destination, Path):
        yield destination
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{destination.name}.", suffix=".part", dir=destination.parent)
    except OSError as problem:
        raise _unwritable(problem) from problem
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(destination)
    except OSError as problem:
        raise _unwritable(problem) from problem
    finally:
        temporary.unlink(missing_ok=True)


def _unwritable(problem: OSError) -> CopyRefused:
    why = problem.strerror or type(problem).__name__
    return CopyRefused(Text(f"文件无法写入（{why}）", f"the file cannot be written ({why})"))
