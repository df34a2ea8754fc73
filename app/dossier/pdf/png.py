"""PNG data inside a PDF as it is: a PNG's rows, filters and all, are what FlateDecode with Predictor 15 expects.

Sources: PNG (third edition) sections 5, 11 and 13; ISO 32000-1, 7.4.4.4 (predictors), 8.9.6 (masks).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, cast

from isal import isal_zlib

from app.domain.words import Text
from app.dossier.errors import BadPicture
from app.dossier.pdf.colour_profiles import LARGEST

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS: Final = 400_000_000
# The package's stubs call the class an instance.
INFLATE_ERROR: Final = cast("type[Exception]", isal_zlib.error)
_CHUNK: Final = struct.Struct(">I4s")
_LAST_FILTER: Final = 4
_CRITICAL: Final = frozenset([b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"IEND"])


class Colour(IntEnum):
    """PNG's colour types."""

    GREY = 0
    RGB = 2
    PALETTE = 3
    GREY_ALPHA = 4
    RGBA = 6

    @property
    def channels(self) -> int:
        """Samples a pixel."""
        return {Colour.GREY: 1, Colour.RGB: 3, Colour.PALETTE: 1, Colour.GREY_ALPHA: 2, Colour.RGBA: 4}[self]

    @property
    def has_alpha(self) -> bool:
        """Whether each pixel carries its own opacity."""
        return self in {Colour.GREY_ALPHA, Colour.RGBA}


_DEPTHS: Final = {
    Colour.GREY: {1, 2, 4, 8, 16},
    Colour.RGB: {8, 16},
    Colour.PALETTE: {1, 2, 4, 8},
    Colour.GREY_ALPHA: {8, 16},
    Colour.RGBA: {8, 16},
}


@dataclass(slots=True)
class Png:
    """A PNG taken apart; sizes in pixels, `depth` in bits a sample, `idat` views of the compressed rows."""

    width: int
    height: int
    depth: int
    colour: Colour
    interlaced: bool
    palette: bytes = b""
    transparency: bytes | None = None
    idat: list[memoryview] = field(default_factory=list)
    profile: bytes = b""
    has_metadata: bool = False

    @property
    def row_bytes(self) -> int:
        """Bytes of an uncompressed row, its filter byte included (not interlaced)."""
        return 1 + (self.width * self.colour.channels * self.depth + 7) // 8


def bad(zh: str, en: str) -> BadPicture:
    """Return the error for a PNG that breaks its own format."""
    return BadPicture(Text(f"PNG 图片已损坏：{zh}", f"the PNG is damaged: {en}"))


def read_png(data: bytes) -> Png:
    """Take a PNG apart, checking its header, the order of its chunks and their checksums.

    The rows themselves are only begun: an original was decoded whole when it was taken in, and its hash is checked
    before it comes here.

    Raises:
        BadPicture: the data breaks the format.
    """
    png: Png | None = None
    has_ended = False
    for kind, body in _chunks(data):
        if png is None:
            if kind != b"IHDR":
                raise bad("缺少文件头", "no header")
            png = _header(body)
        elif kind == b"IDAT":
            if has_ended:
                raise bad("图像数据不连续", "its data is not in one piece")
            png.idat.append(body)
            continue
        elif kind in {b"PLTE", b"tRNS"}:
            _colours(png, kind, bytes(body))
        elif kind == b"iCCP":
            png.profile = _profile(bytes(body))
        elif kind in {b"eXIf", b"iTXt", b"tEXt", b"zTXt"}:
            png.has_metadata = True
        has_ended = bool(png.idat)
    if png is None or not png.idat:
        raise bad("没有图像数据", "it holds no image data")
    if png.colour is Colour.PALETTE and not png.palette:
        raise bad("缺少调色板", "it has no palette")
    _begin(png)
    return png


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    view = memoryview(data)
    position = len(SIGNATURE)
    while position + 12 <= len(view):
        length, kind = _CHUNK.unpack_from(view, position)
        end = position + 8 + length
        if end + 4 > len(view):
            raise bad("文件不完整", "it is cut short")
        if kind in _CRITICAL and isal_zlib.crc32(view[position + 4 : end]) != int.from_bytes(
            view[end : end + 4], "big"
        ):
            raise bad("校验和不符", "a checksum does not match")
        if kind == b"IEND":
            return
        yield kind, view[position + 8 : end]
        position = end + 4
    raise bad("文件不完整", "it is cut short")


def _header(body: memoryview) -> Png:
    if len(body) != 13:
        raise bad("文件头长度不对", "its header has a wrong length")
    width, height, depth, colour, compression, filtering, interlacing = struct.unpack(">IIBBBBB", body)
    try:
        kind = Colour(colour)
    except ValueError:
        raise bad("未知颜色类型", "it has an unknown colour type") from None
    if depth not in _DEPTHS[kind] or compression or filtering or interlacing > 1:
        raise bad("文件头不合规范", "its header is not sound")
    if not (width and height) or width * height > MOST_PIXELS:
        raise bad(f"尺寸为 {width}×{height}", f"it claims {width}×{height} pixels")
    return Png(width, height, depth, kind, bool(interlacing))


def _colours(png: Png, kind: bytes, body: bytes) -> None:
    if kind == b"PLTE":
        if len(body) % 3 or not 3 <= len(body) <= 3 * 256:
            raise bad("调色板不合规范", "its palette is not sound")
        png.palette = body
        return
    wanted = {Colour.GREY: 2, Colour.RGB: 6}.get(png.colour)
    if png.colour.has_alpha or (wanted is not None and len(body) != wanted) or len(body) > 256:
        raise bad("透明度信息不合规范", "its transparency is not sound")
    png.transparency = body


def _profile(body: bytes) -> bytes:
    """Return the colour profile of an iCCP chunk (section 11.3.2.3), or nothing where it is damaged."""
    _, found, packed = body.partition(b"\0")
    if not found or packed[:1] != b"\0":
        return b""
    try:
        return bytes(isal_zlib.decompressobj().decompress(packed[1:], LARGEST + 1))
    except INFLATE_ERROR:
        return b""


def _begin(png: Png) -> None:
    """Check that the rows begin as compressed rows do."""
    try:
        first = isal_zlib.decompressobj().decompress(b"".join(png.idat[:2]), 1)
    except INFLATE_ERROR:
        raise bad("图像数据无法解压", "its data does not decompress") from None
    if not first or first[0] > _LAST_FILTER:
        raise bad("图像数据无法解压", "its data does not decompress")
