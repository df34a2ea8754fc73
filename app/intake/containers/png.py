"""PNG (W3C PNG third edition): checks every chunk's sum and every row of pixels, with no picture in memory."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import BinaryIO, Final

from app.domain.words import Text
from app.intake.containers import CUT_SHORT, DAMAGED, BrokenImage, Container, blocks, check_frames, take

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
LIMIT_TEXT: Final = 1 << 20
"""The most that one compressed text or colour profile may unpack to, in bytes: Pillow refuses more as well."""

_PIECE: Final = 1 << 16
_ROOM: Final = 1 << 20
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
# Start and step of the seven Adam7 passes, section 8.2: column, row, column step, row step.
_ADAM7: Final = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_TEXT_BOMB: Final = Text("PNG 内的压缩文字解压后过大", "holds compressed text that unpacks too large")
_SAVE_ANEW: Final = Text("请用看图软件另存一份再添加", "save a copy with a picture viewer and add that")


@dataclass(frozen=True, slots=True)
class Header:
    """The IHDR chunk, section 11.2.1."""

    width: int
    height: int
    depth: int
    colour: int
    is_interlaced: bool

    def passes(self) -> list[tuple[int, int]]:
        """Return the bytes a row (with its filter byte) and the rows of each pass over the pixels."""
        steps = _ADAM7 if self.is_interlaced else ((0, 0, 1, 1),)
        sizes = ((-((x - self.width) // dx), -((y - self.height) // dy)) for x, y, dx, dy in steps)
        bits = self.depth * _CHANNELS[self.colour]
        return [(1 + (columns * bits + 7) // 8, rows) for columns, rows in sizes if columns > 0 and rows > 0]


def read_header(file: BinaryIO) -> Header:
    """Read the signature and IHDR.

    Raises:
        BrokenImage: it is not what the standard allows.
    """
    file.seek(len(SIGNATURE))
    size, kind = int.from_bytes(take(file, 4), "big"), take(file, 4)
    if size != 13 or kind != b"IHDR":
        raise BrokenImage(DAMAGED)
    body = take(file, 13)
    _check_sum(kind, body, take(file, 4))
    width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
    depth, colour, compression, filtering, interlace = body[8:]
    if depth not in _DEPTHS.get(colour, ()) or compression or filtering or interlace > 1 or not (width and height):
        raise BrokenImage(DAMAGED)
    return Header(width, height, depth, colour, bool(interlace))


def inspect(file: BinaryIO) -> Container:
    """Walk a PNG whose header has been held to the limits, in bounded memory, and prove that it is whole.

    Raises:
        BrokenImage: cut short, a wrong checksum, rows missing, or compressed text that unpacks too large.
    """
    header = read_header(file)
    rows = _Rows(header)
    frames, exif, has_palette = 0, b"", False
    for _ in blocks():
        size, kind = int.from_bytes(take(file, 4), "big"), take(file, 4)
        if kind == b"IDAT":
            if header.colour == 3 and not has_palette:
                raise BrokenImage(DAMAGED)
            _feed(file, kind, size, rows)
            continue
        body = _body(file, kind, size)
        match kind:
            case b"IEND":
                break
            case b"PLTE":
                has_palette = True
            case b"fcTL":
                frames += 1
                check_frames(frames)
            case b"eXIf":
                exif = exif or body
            case b"zTXt" | b"iTXt" | b"iCCP":
                _check_text(kind, body)
    if not rows.is_done:
        raise BrokenImage(CUT_SHORT)
    return Container(header.width, header.height, max(frames, 1), exif)


def _body(file: BinaryIO, kind: bytes, size: int) -> bytes:
    """Return the data of a chunk that is small by nature; of any other, only check the sum."""
    if not kind.isalpha():
        raise BrokenImage(DAMAGED)
    kept = bytearray()
    total = zlib.crc32(kind)
    left = size
    while left:
        piece = take(file, min(left, _PIECE))
        left -= len(piece)
        total = zlib.crc32(piece, total)
        if len(kept) < 2 * LIMIT_TEXT:
            kept += piece
    if take(file, 4) != total.to_bytes(4, "big"):
        raise BrokenImage(DAMAGED)
    return bytes(kept)


def _feed(file: BinaryIO, kind: bytes, size: int, rows: _Rows) -> None:
    total = zlib.crc32(kind)
    while size:
        piece = take(file, min(size, _PIECE))
        size -= len(piece)
        total = zlib.crc32(piece, total)
        rows.feed(piece)
    if take(file, 4) != total.to_bytes(4, "big"):
        raise BrokenImage(DAMAGED)


def _check_sum(kind: bytes, body: bytes, stored: bytes) -> None:
    if zlib.crc32(body, zlib.crc32(kind)) != int.from_bytes(stored, "big"):
        raise BrokenImage(DAMAGED)


def _check_text(kind: bytes, body: bytes) -> None:
    rest = body.partition(b"\0")[2]
    if kind == b"iTXt":
        if rest[:1] != b"\1":  # not compressed
            return
        packed = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    else:
        packed = rest[1:]
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(packed, LIMIT_TEXT)
    except zlib.error:
        return  # A text nobody can read does no harm to the picture; decoders skip it.
    if unpacker.unconsumed_tail:
        raise BrokenImage(_TEXT_BOMB, _SAVE_ANEW)


class _Rows:
    """Inflates the pixel rows and throws them away, looking only at each row's filter byte (section 9.2: 0 to 4)."""

    def __init__(self, header: Header) -> None:
        self._passes = header.passes()
        self._unpacker = zlib.decompressobj()
        self._row_left = 0

    @property
    def is_done(self) -> bool:
        return not self._passes and not self._row_left

    def feed(self, packed: bytes) -> None:
        # What comes after the last row is not looked at, so that it cannot be a bomb.
        is_full = True
        while (packed or is_full) and not self.is_done and not self._unpacker.eof:
            try:
                rows = self._unpacker.decompress(packed, _ROOM)
            except zlib.error:
                raise BrokenImage(DAMAGED) from None
            packed = self._unpacker.unconsumed_tail
            # A full buffer may leave bytes inside the unpacker after all of the input is used up.
            is_full = len(rows) == _ROOM
            self._walk(rows)

    def _walk(self, rows: bytes) -> None:
        at = self._row_left
        while at < len(rows) and self._passes:
            size, count = self._passes[0]
            whole = min(count, (len(rows) - at + size - 1) // size)
            if max(rows[at : at + whole * size : size]) > 4:
                raise BrokenImage(DAMAGED)
            at += whole * size
            self._passes[0] = (size, count - whole)
            if count == whole:
                self._passes.pop(0)
        self._row_left = max(at - len(rows), 0)
