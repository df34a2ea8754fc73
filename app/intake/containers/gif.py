"""GIF (CompuServe GIF89a specification): walks the blocks to the trailer and counts the frames."""

from __future__ import annotations

from typing import BinaryIO

from app.intake.containers import DAMAGED, BrokenImage, Container, blocks, check_frames, take


def inspect(file: BinaryIO) -> Container:
    """Walk a GIF to its trailer.

    Raises:
        BrokenImage: cut short, an unknown block, no frame or too many.
    """
    file.seek(6)
    screen = take(file, 7)
    _skip_colours(file, screen[4])
    frames = 0
    count = blocks()
    while (mark := take(file, 1)) != b";":
        if mark == b"!":
            take(file, 1)
        elif mark == b",":
            frames += 1
            check_frames(frames)
            _skip_colours(file, take(file, 9)[8])
            take(file, 1)
        else:
            raise BrokenImage(DAMAGED)
        while size := take(file, 1)[0]:
            take(file, size)
            next(count)
        next(count)
    if not frames:
        raise BrokenImage(DAMAGED)
    return Container(int.from_bytes(screen[:2], "little"), int.from_bytes(screen[2:4], "little"), frames)


def _skip_colours(file: BinaryIO, packed: int) -> None:
    if packed & 0x80:
        take(file, 3 << ((packed & 7) + 1))
