"""JPEG (ITU-T T.81, annex B): the size and the number of scans from the markers, before anything is decoded."""

from __future__ import annotations

from typing import BinaryIO, Final

from app.domain.words import Text
from app.intake.containers import DAMAGED, BrokenImage, Container, blocks, take

LIMIT_WORK: Final = 5_000_000_000
"""The most pixels times scans: a progressive file of few bytes can otherwise ask for hours of decoding."""

_TOO_LABORIOUS: Final = Text("JPEG 的扫描层数异常多", "has far too many progressive scans")
_SAVE_ANEW: Final = Text("请用看图软件另存一份再添加", "save a copy with a picture viewer and add that")
_FRAME_HEADERS: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE: Final = frozenset(range(0xD0, 0xD8)) | {0x01}


def inspect(file: BinaryIO) -> Container:
    """Read the markers up to the first scan, and count the scans.

    Raises:
        BrokenImage: cut short before the picture, no size, or far too many scans.
    """
    file.seek(2)
    width = height = 0
    exif = b""
    for _ in blocks():
        if (marker := _next_marker(file)) == 0xDA:
            break
        if marker == 0xD9:
            raise BrokenImage(DAMAGED)
        if marker in _BARE:
            continue
        size = int.from_bytes(take(file, 2), "big") - 2
        if size < 0:
            raise BrokenImage(DAMAGED)
        body = take(file, size)
        if marker in _FRAME_HEADERS and len(body) >= 5:
            height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
        elif marker == 0xE1 and body.startswith(b"Exif\0\0"):
            exif = exif or body
    if not (width and height):
        raise BrokenImage(DAMAGED)
    if width * height * _scans(file) > LIMIT_WORK:
        raise BrokenImage(_TOO_LABORIOUS, _SAVE_ANEW)
    return Container(width, height, 1, exif)


def _next_marker(file: BinaryIO) -> int:
    """Return the next marker's code; stray bytes before it are passed over, as decoders do."""
    before = b""
    for _ in blocks():
        code = take(file, 1)
        if before == b"\xff" and code not in b"\xff\0":
            return code[0]
        before = code
    raise BrokenImage(DAMAGED)


def _scans(file: BinaryIO) -> int:
    # Inside a scan 0xFF is always followed by 0 or a restart marker, so what is found is a scan.
    count, last = 1, b""
    while piece := file.read(1 << 20):
        count += (last + piece).count(b"\xff\xda")
        last = piece[-1:]
    return count
