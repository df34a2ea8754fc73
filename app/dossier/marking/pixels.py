"""A picture's pixels as people see them: the first frame, upright, in sRGB, on white paper, and nothing beside them.

Transparency is laid on white, because what shines through cannot be seen and could not be checked by whoever hides.
"""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import pi_heif
from PIL import Image, ImageCms

from app.domain.errors import Cancelled
from app.domain.mark_shapes import Coding
from app.domain.words import Text
from app.dossier.marking.errors import CopyRefused, PictureTooLarge

LIMIT_BYTES: Final = 256 << 20
"""The largest picture file read, in bytes."""
LIMIT_PIXELS: Final = 120_000_000
"""The most pixels of a picture: decoded at 4 bytes each, twice that while it is turned or its colours are converted."""
LIMIT_SIDE: Final = 65_500
"""The longest side in pixels: what JPEG can hold."""

FORMATS: Final = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
    "image/heic": "HEIF",
    "image/avif": "AVIF",
}
"""Pillow's names of the media types that are drawn on."""

_FAILURES: Final = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, struct.error, zlib.error, ImageCms.PyCMSError, Image.DecompressionBombError,
)  # fmt: skip
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TURNED_BY_DECODER: Final = frozenset({"HEIF", "TIFF"})
_ORIENTATION: Final = 0x0112
_JPEG_BLOCK: Final = 8
# Chroma of half the width or height is interpolated from the neighbouring sample, which may lie in the next block.
_JPEG_SPREAD: Final = 2
# In WebP, HEIC and AVIF with loss every block is predicted from its neighbours and their edges are smoothed: 8 pixels
# hold the smoothing; what the prediction leaves beyond is noise of the encoder, in which nothing can be read.
_PREDICTED: Final = Coding(spread=8)
_GREYS: Final = frozenset({"1", "L", "LA", "La", "I", "F", "I;16", "I;16B", "I;16L"})
_LIMIT_PROFILE: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class Pixels:
    """An upright picture in RGB, its format (Pillow's name), and how its pixels were coded."""

    image: Image.Image
    pillow_format: str
    coding: Coding


@contextlib.contextmanager
def decoder_failures() -> Iterator[None]:
    """Turn whatever a decoder or an encoder raises into `CopyRefused`."""
    try:
        yield
    except (CopyRefused, Cancelled):
        raise
    except MemoryError:
        raise PictureTooLarge(Text("内存不足", "it needs more memory than there is")) from None
    except _FAILURES as failure:
        why = (isinstance(failure, OSError) and failure.strerror) or type(failure).__name__
        raise CopyRefused(Text(f"图片无法解码（{why}）", f"the picture cannot be decoded ({why})")) from failure


def read_pixels(source: BinaryIO | Path, media_type: str, cancel: Callable[[], bool]) -> Pixels:
    """Decode the first frame of a picture.

    Raises:
        CopyRefused: not a picture of that type, damaged, or (`PictureTooLarge`) over a limit.
        Cancelled: `cancel` returned true.
    """
    pillow_format = FORMATS.get(media_type)
    if pillow_format is None:
        raise CopyRefused(Text(f"不能在 {media_type} 上标注", f"{media_type} takes no marks"))
    with decoder_failures():
        data = _all_bytes(source)
        picture = _open(io.BytesIO(data), pillow_format)
        picture.load()
        orientation = 1 if pillow_format in _TURNED_BY_DECODER else _orientation(picture)
        coding = _coding(picture, data, pillow_format, orientation)
        _raise_if(cancel)
        profile = picture.info.get("icc_profile")
        image = _in_srgb(_on_white(picture), profile)
        _raise_if(cancel)
        if (turn := _TURNS.get(orientation)) is not None:
            image = image.transpose(turn)
        image.info = {}
        return Pixels(image, pillow_format, coding)


def _raise_if(cancel: Callable[[], bool]) -> None:
    if cancel():
        raise Cancelled


def _all_bytes(source: BinaryIO | Path) -> bytes:
    if isinstance(source, Path):
        with source.open("rb") as file:
            return _all_bytes(file)
    data = source.read(LIMIT_BYTES + 1)
    if len(data) > LIMIT_BYTES:
        raise PictureTooLarge(
            Text(
                f"文件过大（最多 {LIMIT_BYTES >> 20} MiB）", f"its file is too large (at most {LIMIT_BYTES >> 20} MiB)"
            )
        )
    return data


def _open(file: BinaryIO, pillow_format: str) -> Image.Image:
    picture: Image.Image
    if pillow_format == "HEIF":
        heif = pi_heif.open_heif(file, convert_hdr_to_8bit=True)
        _check_size(*heif.size)
        picture = heif.to_pillow()
    else:
        picture = Image.open(file, formats=[pillow_format])
    _check_size(*picture.size)
    # A small page may claim huge tiles (TIFF 6.0, section 15), and libtiff makes room for a whole one.
    tags = getattr(picture, "tag_v2", {})
    _check_size(int(tags.get(322, 1)), int(tags.get(323, 1)))
    return picture


def _check_size(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise CopyRefused(Text("图片没有面积", "the picture has no area"))
    if width * height > LIMIT_PIXELS or max(width, height) > LIMIT_SIDE:
        raise PictureTooLarge(
            Text(
                f"图片过大（{width}×{height}，最多 {LIMIT_PIXELS // 1_000_000} 百万像素、单边 {LIMIT_SIDE}）",
                f"it has {width}×{height} pixels (at most {LIMIT_PIXELS // 1_000_000} million, {LIMIT_SIDE} a side)",
            )
        )


def _orientation(picture: Image.Image) -> int:
    try:
        stated = picture.getexif().get(_ORIENTATION, 1)
    except _FAILURES:  # damaged EXIF turns nothing
        return 1
    return stated if isinstance(stated, int) and 1 <= stated <= 8 else 1


def _coding(picture: Image.Image, data: bytes, pillow_format: str, orientation: int) -> Coding:
    if pillow_format == "JPEG":
        layers = getattr(picture, "layer", [])
        across = max((int(layer[1]) for layer in layers), default=2)
        down = max((int(layer[2]) for layer in layers), default=2)
        return Coding(_JPEG_BLOCK * across, _JPEG_BLOCK * down, _JPEG_SPREAD, orientation)
    if pillow_format in {"HEIF", "AVIF"} or (pillow_format == "WEBP" and not _is_lossless_webp(data)):
        return Coding(spread=_PREDICTED.spread, orientation=orientation)
    if pillow_format == "TIFF" and picture.info.get("compression") in {"jpeg", "tiff_jpeg"}:
        return Coding(_JPEG_BLOCK * 2, _JPEG_BLOCK * 2, _JPEG_SPREAD, orientation)
    return Coding(orientation=orientation)


def _is_lossless_webp(data: bytes) -> bool:
    """Whether all pixels are in VP8L chunks (RFC 9649, section 2.7); those of an animation lie within its frames."""
    at, kinds = 12, set()
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        kinds.add(kind)
        # A frame's own chunks follow its 16 bytes of place and duration.
        at += 24 if kind == b"ANMF" else 8 + size + size % 2
    return b"VP8L" in kinds and b"VP8 " not in kinds


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture without transparency, in RGB or grey, or as it is where only its colours are unusual."""
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    if picture.mode.startswith("I;16") or picture.mode == "I":
        # Pillow clips 16 bits to 8; what is wanted is the upper half of them.
        return picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if picture.mode in {"RGB", "L", "CMYK"}:
        return picture
    return picture.convert("L" if picture.mode in _GREYS else "RGB")


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    """Return RGB in sRGB; a profile that cannot be used is left aside, and none is ever copied."""
    if isinstance(profile, bytes) and 128 < len(profile) <= _LIMIT_PROFILE:
        with contextlib.suppress(*_FAILURES):
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "srgb" not in ImageCms.getProfileDescription(given).lower():
                turned = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
                if turned is not None:
                    return turned
    return image if image.mode == "RGB" else image.convert("RGB")
