"""Pictures that a PDF cannot hold as they are: decoded once and packed again as PNG, losing nothing."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from app.domain.words import Text
from app.dossier.errors import BadPicture

if TYPE_CHECKING:
    from PIL import Image

_T = TypeVar("_T")

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "DIB", "TIFF", "AVIF", "HEIF", "MPO")
_KEPT_MODES: Final = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})
_ORIENTATION: Final = 0x0112
_MOST_PIXELS: Final = 178_000_000
# What decoders raise on hostile bytes; Pillow promises no single base class.
_FAILURES: Final = (
    OSError, ValueError, SyntaxError, EOFError, OverflowError, LookupError, TypeError, AttributeError,
    NotImplementedError, MemoryError, ArithmeticError, struct.error, zlib.error, RuntimeError,
)  # fmt: skip


def as_png(data: bytes) -> bytes:
    """Return the first frame as PNG, not interlaced, with its EXIF orientation applied.

    Raises:
        BadPicture: the bytes cannot be decoded, or hold more pixels than memory should.
    """
    return upright(data, _packed)


def upright(data: bytes, use: Callable[[Image.Image], _T]) -> _T:
    """Return what `use` makes of the first frame with its EXIF orientation applied.

    Raises:
        BadPicture: as `as_png`, or as `use` does.
    """
    from PIL import ImageOps

    return _with_picture(data, lambda picture: use(ImageOps.exif_transpose(picture)))


def opacity(data: bytes) -> bytes:
    """Return the opacity of each pixel, a byte each.

    Raises:
        BadPicture: as `as_png`.
    """
    return _with_picture(data, lambda picture: picture.convert("RGBA").getchannel("A").tobytes())


def samples(data: bytes) -> bytes:
    """Return the samples of all pixels, row by row, as the picture stores them.

    Raises:
        BadPicture: as `as_png`.
    """
    return _with_picture(data, lambda picture: picture.tobytes())


def orientation(data: bytes) -> int:
    """Return the EXIF orientation (1 to 8) of a picture's bytes; 1 where none is stated.

    Raises:
        BadPicture: the bytes cannot be read as a picture.
    """
    stated = _with_picture(data, lambda picture: picture.getexif().get(_ORIENTATION, 1), decode=False)
    return stated if stated in range(1, 9) else 1


def _with_picture(data: bytes, use: Callable[[Image.Image], _T], *, decode: bool = True) -> _T:
    from PIL import Image

    _know_heif()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise _undecodable(f"{picture.width}×{picture.height}")
            if decode:
                picture.load()
            return use(picture)
    except (*_FAILURES, Image.DecompressionBombError) as problem:
        raise _undecodable(type(problem).__name__) from problem


def _know_heif() -> None:
    try:
        import pi_heif
    except ImportError:  # a platform without its wheel: such a picture is then refused by name
        return
    pi_heif.register_heif_opener()


def _packed(picture: Image.Image) -> bytes:
    kept = picture
    profile = picture.info.get("icc_profile")
    if picture.mode not in _KEPT_MODES:
        has_alpha = picture.mode in {"PA", "La", "RGBa"} or "transparency" in picture.info
        kept = picture.convert("RGBA" if has_alpha else "RGB")
    packed = io.BytesIO()
    # One that does not fit the samples any more is left aside by whoever reads the PNG.
    kept.save(packed, "PNG", icc_profile=profile if isinstance(profile, bytes) else None, exif=b"")
    return packed.getvalue()


def _undecodable(detail: str) -> BadPicture:
    return BadPicture(Text(f"图片无法解码（{detail}）", f"the picture cannot be decoded ({detail})"))
