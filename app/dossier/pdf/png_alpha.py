"""Splitting a PNG's opacity from its colours, as PDF wants them apart, without undoing the rows' filters.

PNG filters work on each byte and its neighbours of the same channel, so a row keeps its filter byte when some of its
channels are taken out (PNG, third edition, section 9.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isal import isal_zlib

from app.dossier.pdf.png import INFLATE_ERROR, Colour, Png, bad

if TYPE_CHECKING:
    from PIL import Image

_LEVEL = 2  # of python-isal: as fast as 0 and 1 on screenshots, and a tenth smaller
_BLOCK = 1 << 17
_LAST_FILTER = 4


@dataclass(frozen=True, slots=True)
class Split:
    """Compressed rows of the colours, and of the opacity where any pixel is not opaque."""

    colour: list[bytes]
    alpha: list[bytes] | None


def split_alpha(png: Png) -> Split:
    """Return the colours and the opacity of a PNG (grey or RGB with alpha, not interlaced) as separate rows.

    Raises:
        BadPicture: the rows do not decompress to exactly the picture's size, or name an unknown filter.
    """
    sample = png.depth // 8
    apart = _apart_by_pillow if sample == 1 else _apart_by_slices
    opaque = _OpaqueRows(png.width * sample, sample)
    packers = isal_zlib.compressobj(_LEVEL), isal_zlib.compressobj(_LEVEL)
    packed: tuple[list[bytes], list[bytes]] = ([], [])
    for block in _row_blocks(png):
        filters = bytes(block[:: png.row_bytes])
        if max(filters) > _LAST_FILTER:
            raise bad("图像数据无法解压", "its data does not decompress")
        colour, alpha = apart(png, block, filters)
        opaque.look_at(filters, alpha)
        packed[0].append(packers[0].compress(colour))
        packed[1].append(packers[1].compress(alpha))
    packed[0].append(packers[0].flush())
    packed[1].append(packers[1].flush())
    return Split(packed[0], None if opaque.holds else packed[1])


def _row_blocks(png: Png) -> Iterator[bytearray]:
    """Yield the uncompressed rows, as many at a time as a processor's cache holds."""
    inflater = isal_zlib.decompressobj()
    views = iter(png.idat)
    pending: bytes | memoryview = b""
    stride = png.row_bytes
    rows = max(1, _BLOCK // stride)
    left = png.height
    while left:
        wanted = min(rows, left) * stride
        block = bytearray()
        while len(block) < wanted:
            source = pending or next(views, None)
            if source is None or inflater.eof:
                raise bad("文件不完整", "it is cut short")
            try:
                block += inflater.decompress(source, wanted - len(block))
            except INFLATE_ERROR:
                raise bad("图像数据无法解压", "its data does not decompress") from None
            pending = inflater.unconsumed_tail
        yield block
        left -= min(rows, left)


def _apart_by_pillow(png: Png, block: bytearray, filters: bytes) -> tuple[bytearray, bytearray]:
    """Take eight-bit rows apart: to Pillow filtered bytes are as good as any pixels."""
    from PIL import Image

    pixels, colours = ("RGBA", "RGB") if png.colour is Colour.RGBA else ("LA", "L")
    # Pillow wants the last row as long as the others, from filter byte to filter byte.
    rows = block[1:] + b"\0"
    picture = Image.frombuffer(pixels, (png.width, len(filters)), rows, "raw", pixels, png.row_bytes, 1)
    if pixels == "RGBA":  # Pillow packs the bands of this mode apart by itself
        return _as_rows(picture, "RGB", 3, filters), _as_rows(picture, "A", 1, filters)
    return _as_rows(picture.convert(colours), "L", 1, filters), _as_rows(picture.getchannel("A"), "L", 1, filters)


def _as_rows(picture: Image.Image, packing: str, bands: int, filters: bytes) -> bytearray:
    stride = 1 + picture.width * bands
    rows = bytearray(1)
    rows += picture.tobytes("raw", packing, stride)
    del rows[-1:]
    rows[::stride] = filters
    return rows


def _apart_by_slices(png: Png, block: bytearray, filters: bytes) -> tuple[bytearray, bytearray]:
    """Take rows of sixteen bits a sample apart."""
    pixel, stride = png.colour.channels * 2, png.row_bytes
    body = b"".join([block[start + 1 : start + stride] for start in range(0, len(block), stride)])
    planes = [body[place::pixel] for place in range(pixel)]
    return _joined(planes[:-2], filters), _joined(planes[-2:], filters)


def _joined(planes: list[bytes], filters: bytes) -> bytearray:
    body = bytearray(len(planes) * len(planes[0]))
    for index, plane in enumerate(planes):
        body[index :: len(planes)] = plane
    length = len(body) // len(filters)
    rows = bytearray()
    for index, kind in enumerate(filters):
        rows.append(kind)
        rows += body[index * length : (index + 1) * length]
    return rows


class _OpaqueRows:
    """Tells, from filtered rows, whether every pixel so far is opaque: such rows can only look one way a filter."""

    def __init__(self, length: int, sample: int) -> None:
        rest = length - sample
        full, none, half, other = b"\xff" * sample, b"\x00" * sample, b"\x80" * sample, b"\x80"
        # What each filter makes of a row of 255 under nothing (the first row) and under a row of 255.
        first = [b"\xff" * length, full + bytes(rest), b"\xff" * length, full + other * rest, full + bytes(rest)]
        later = [b"\xff" * length, full + bytes(rest), bytes(length), half + bytes(rest), none + bytes(rest)]
        self._expected = [[bytes([kind]) + row for kind, row in enumerate(rows)] for rows in (first, later)]
        self._length = length + 1
        self._is_first = True
        self.holds = True

    def look_at(self, filters: bytes, rows: bytearray) -> None:
        """Compare filtered rows of opacity with those of an opaque picture."""
        for index, kind in enumerate(filters):
            if not self.holds:
                return
            expected = self._expected[0 if self._is_first else 1][kind]
            self.holds = rows[index * self._length : (index + 1) * self._length] == expected
            self._is_first = False
