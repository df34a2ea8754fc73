"""WebP (RFC 9649): the RIFF chunks, the canvas and the frames."""

from __future__ import annotations

from typing import BinaryIO, Final

from app.intake.containers import CUT_SHORT, DAMAGED, BrokenImage, Container, blocks, check_frames, size_left, take

LIMIT_EXIF: Final = 1 << 20


def inspect(file: BinaryIO) -> Container:
    """Walk the chunks of a WebP.

    Raises:
        BrokenImage: cut short, no picture in it, or too many frames.
    """
    file.seek(4)
    size = int.from_bytes(take(file, 4), "little") - 4
    take(file, 4)
    if size > size_left(file):
        raise BrokenImage(CUT_SHORT)
    width = height = frames = 0
    exif = b""
    for _ in blocks():
        if size < 8:
            break
        kind, length = take(file, 4), int.from_bytes(take(file, 4), "little")
        padded = length + (length & 1)
        if length > size - 8:
            raise BrokenImage(CUT_SHORT)
        size -= 8 + padded
        start = file.tell()
        match kind:
            case b"VP8 " | b"VP8L" | b"VP8X":
                if not width:
                    width, height = _canvas(kind, file.read(min(length, 10)))
            case b"ANMF":
                frames += 1
                check_frames(frames)
            case b"EXIF" if length <= LIMIT_EXIF:
                exif = exif or take(file, length)
        file.seek(start + padded)
    return Container(width, height, max(frames, 1), exif)


def _canvas(kind: bytes, head: bytes) -> tuple[int, int]:
    if kind == b"VP8X" and len(head) == 10:
        return 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little")
    if kind == b"VP8L" and len(head) >= 5 and head[0] == 0x2F:
        bits = int.from_bytes(head[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and len(head) == 10 and head[3:6] == b"\x9d\x01\x2a":
        return int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF
    raise BrokenImage(DAMAGED)
