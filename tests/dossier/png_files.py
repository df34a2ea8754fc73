"""A PNG encoder for tests, independent of any library: every colour type, depth, filter and interlacing."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Sequence

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
KINDS = [
    (0, 1),
    (0, 2),
    (0, 4),
    (0, 8),
    (0, 16),
    (2, 8),
    (2, 16),
    (3, 1),
    (3, 2),
    (3, 4),
    (3, 8),
    (4, 8),
    (4, 16),
    (6, 8),
    (6, 16),
]
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
Pixel = tuple[int, ...]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def random_pixels(width: int, height: int, colour: int, depth: int, seed: int = 1) -> list[list[Pixel]]:
    chance = random.Random(seed)
    top = (1 << depth) - 1
    return [
        [tuple(chance.randint(0, top) for _ in range(CHANNELS[colour])) for _ in range(width)] for _ in range(height)
    ]


def png_file(
    pixels: Sequence[Sequence[Pixel]],
    colour: int,
    depth: int,
    *,
    interlaced: bool = False,
    palette: bytes | None = None,
    transparency: bytes | None = None,
    extra: bytes = b"",
    parts: int = 3,
    first_filter: int = 0,
) -> bytes:
    width, height = len(pixels[0]), len(pixels)
    rows = b""
    if interlaced:
        for column, row, across, down in ADAM7:
            small = [line[column::across] for line in pixels[row::down]]
            if small and small[0]:
                rows += filtered(small, colour, depth)
    else:
        rows = filtered(pixels, colour, depth, first_filter)
    data = zlib.compress(rows)
    size = max(1, -(-len(data) // parts))
    file = b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    )
    file += extra
    if palette is not None:
        file += chunk(b"PLTE", palette)
    if transparency is not None:
        file += chunk(b"tRNS", transparency)
    file += b"".join(chunk(b"IDAT", data[start : start + size]) for start in range(0, len(data), size))
    return file + chunk(b"IEND", b"")


def packed_row(line: Sequence[Pixel], depth: int) -> bytes:
    samples = [sample for pixel in line for sample in pixel]
    if depth == 16:
        return struct.pack(f">{len(samples)}H", *samples)
    bits = "".join(f"{sample:0{depth}b}" for sample in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[start : start + 8], 2) for start in range(0, len(bits), 8))


def filtered(pixels: Sequence[Sequence[Pixel]], colour: int, depth: int, first_filter: int = 0) -> bytes:
    step = max(1, CHANNELS[colour] * depth // 8)
    before = bytes(len(packed_row(pixels[0], depth)))
    out = bytearray()
    for number, line in enumerate(pixels):
        row = packed_row(line, depth)
        kind = (number + first_filter) % 5
        out.append(kind)
        for index, value in enumerate(row):
            left = row[index - step] if index >= step else 0
            corner = before[index - step] if index >= step else 0
            guess = (0, left, before[index], (left + before[index]) // 2, paeth(left, before[index], corner))[kind]
            out.append((value - guess) & 255)
        before = row
    return bytes(out)


def paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    near = min((abs(guess - left), 0), (abs(guess - above), 1), (abs(guess - corner), 2))[1]
    return (left, above, corner)[near]
