"""A PNG written strip by strip, so that a long picture is never in memory as a whole (PNG, third edition, W3C)."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO, Final

from PIL import Image, ImageChops

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_CHUNK: Final = 1 << 20
_UP: Final = b"\2"
_LEVEL: Final = 6
_BAND: Final = 256


class PngStrips:
    """Writes strips of RGB from top to bottom; each row as its difference to the row above (filter 2, section 9.2)."""

    def __init__(self, file: BinaryIO, width: int, height: int, profile: bytes = b"") -> None:
        self._file = file
        self._width = width
        self._above = Image.new("RGB", (width, 1))
        self._packer = zlib.compressobj(_LEVEL)
        self._waiting = bytearray()
        file.write(_SIGNATURE)
        self._chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        if profile:
            self._chunk(b"iCCP", b"ICC\0\0" + zlib.compress(profile))

    def add(self, strip: Image.Image) -> None:
        """Write the next rows, a picture of the full width."""
        for top in range(0, strip.height, _BAND):
            band = strip.crop((0, top, self._width, min(top + _BAND, strip.height)))
            before = Image.new("RGB", band.size)
            before.paste(self._above, (0, 0))
            before.paste(band, (0, 1))
            self._above = band.crop((0, band.height - 1, self._width, band.height))
            data = ImageChops.subtract_modulo(band, before).tobytes()
            stride = self._width * 3
            rows = b"".join(_UP + data[at : at + stride] for at in range(0, len(data), stride))
            self._waiting += self._packer.compress(rows)
            if len(self._waiting) >= _CHUNK:
                self._flush()

    def finish(self) -> None:
        """Write what is left, and the end."""
        self._waiting += self._packer.flush()
        self._flush()
        self._chunk(b"IEND", b"")

    def _flush(self) -> None:
        if self._waiting:
            self._chunk(b"IDAT", bytes(self._waiting))
            self._waiting.clear()

    def _chunk(self, kind: bytes, body: bytes) -> None:
        self._file.write(struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)))
