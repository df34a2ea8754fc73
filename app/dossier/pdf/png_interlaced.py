"""Interlaced PNGs of sixteen bits a sample, which Pillow would cut down to eight.

Filters work byte by byte, so the upper and the lower bytes of all samples are two interlaced pictures of eight bits;
each is decoded by itself and both are put together again (PNG, third edition, sections 8 and 9).
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Final

from isal import isal_zlib

from app.dossier.pdf import decoding
from app.dossier.pdf.png import INFLATE_ERROR, SIGNATURE, Png, bad

DEEP: Final = 16
_ADAM7: Final = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""First column, first row, step of columns and of rows in each pass (section 8.1)."""


def interlaced_rows(png: Png) -> bytes:
    """Return the filtered rows of all passes of an interlaced PNG.

    Raises:
        BadPicture: the rows do not decompress to the picture's size.
    """
    size = sum(length * count for length, count in _passes(png))
    try:
        rows = isal_zlib.decompressobj().decompress(b"".join(png.idat), size)
    except INFLATE_ERROR:
        raise bad("图像数据无法解压", "its data does not decompress") from None
    if len(rows) != size:
        raise bad("文件不完整", "it is cut short")
    return rows


def deinterlaced(png: Png) -> bytes:
    """Return an interlaced PNG of sixteen bits a sample as one that is not interlaced, pixel for pixel the same.

    Raises:
        BadPicture: as `interlaced_rows`, or a row names an unknown filter.
    """
    rows = interlaced_rows(png)
    upper, lower = bytearray(), bytearray()
    position = 0
    for length, count in _passes(png):
        for _ in range(count):
            row = rows[position : position + length]
            upper += row[:1] + row[1::2]
            lower += row[:1] + row[2::2]
            position += length
    samples = bytearray(2 * png.width * png.height * png.colour.channels)
    samples[0::2] = _decoded(png, bytes(upper))
    samples[1::2] = _decoded(png, bytes(lower))
    stride = 2 * png.width * png.colour.channels
    plain = b"".join(b"\0" + samples[start : start + stride] for start in range(0, len(samples), stride))
    return _file(png, DEEP, interlaced=False, rows=plain, transparency=png.transparency)


def _passes(png: Png) -> list[tuple[int, int]]:
    """Return the bytes of a row (its filter byte included) and the number of rows of each pass that has any."""
    passes = []
    for column, row, across, down in _ADAM7:
        width = (png.width - column + across - 1) // across
        height = (png.height - row + down - 1) // down
        if width > 0 and height > 0:
            passes.append((1 + (width * png.colour.channels * png.depth + 7) // 8, height))
    return passes


def _decoded(png: Png, rows: bytes) -> bytes:
    return decoding.samples(_file(png, 8, interlaced=True, rows=rows, transparency=None))


def _file(png: Png, depth: int, *, interlaced: bool, rows: bytes, transparency: bytes | None) -> bytes:
    header = struct.pack(">IIBBBBB", png.width, png.height, depth, png.colour, 0, 0, int(interlaced))
    chunks = [(b"IHDR", header), (b"IDAT", isal_zlib.compress(rows, 2)), (b"IEND", b"")]
    if transparency is not None:
        chunks.insert(1, (b"tRNS", transparency))
    file = io.BytesIO(SIGNATURE)
    file.seek(0, io.SEEK_END)
    for kind, body in chunks:
        file.write(struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)))
    return file.getvalue()
