"""HEIF and AVIF are ISO base media files (ISO/IEC 14496-12): boxes that must add up to the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from app.intake.containers import CUT_SHORT, DAMAGED, BrokenImage, Container, size_left, take

LIMIT_BOXES: Final = 5_000
"""The most boxes in one box; a picture of 100 megapixels is cut into some 400 tiles, each an item."""

LIMIT_ENTRY: Final = 4_096

# Brands of HEVC-coded stills and of AV1-coded ones (ISO/IEC 23008-12 annex B, AV1 Image File Format section 6).
_HEVC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AV1: Final = frozenset({b"avif", b"avis"})


def coding(head: bytes) -> str | None:
    """Return `heic` or `avif` from a file's first bytes, or None where it is a video or something else."""
    if head[4:8] != b"ftyp":
        return None
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))]
    for brand in brands:
        if brand in _HEVC:
            return "heic"
        if brand in _AV1:
            return "avif"
    return "heic" if brands[0] in {b"mif1", b"msf1"} else None


def inspect(file: BinaryIO) -> Container:
    """Walk the outermost boxes and the list of items; the decoder tells the size.

    Raises:
        BrokenImage: the last box is cut, there is no index of the pictures, or it holds text that is none.
    """
    file.seek(0)
    end = size_left(file)
    if end == 0:
        raise BrokenImage(CUT_SHORT)
    kinds: set[bytes] = set()
    for kind, start, stop in _boxes(file, 0, end):
        kinds.add(kind)
        if kind == b"meta":
            _check_texts(file, start + 4, stop)
    if not kinds & {b"meta", b"moov"}:
        raise BrokenImage(CUT_SHORT)
    return Container()


def _boxes(file: BinaryIO, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind of each box between two offsets, and where its content starts and stops."""
    for _ in range(LIMIT_BOXES):
        if at >= end:
            return
        file.seek(at)
        size, kind = int.from_bytes(take(file, 4), "big"), take(file, 4)
        header = 8
        if size == 1:
            size, header = int.from_bytes(take(file, 8), "big"), 16
        elif size == 0:  # to the end
            size = end - at
        if size < header:
            raise BrokenImage(DAMAGED)
        if size > end - at:
            raise BrokenImage(CUT_SHORT)
        yield kind, at + header, at + size
        at += size
    raise BrokenImage(DAMAGED)


def _check_texts(file: BinaryIO, at: int, end: int) -> None:
    """Refuse item entries whose type or texts are no UTF-8: pi-heif 1.4.0 crashes the process on them."""
    for kind, start, stop in _boxes(file, at, end):
        if kind != b"iinf":
            continue
        file.seek(start)
        count_size = 2 if take(file, 1) == b"\0" else 4
        for item_kind, item, item_stop in _boxes(file, start + 4 + count_size, stop):
            if item_kind == b"infe" and item_stop - item <= LIMIT_ENTRY:
                file.seek(item)
                _check_entry(take(file, item_stop - item))
            elif item_kind == b"infe":
                raise BrokenImage(DAMAGED)


def _check_entry(entry: bytes) -> None:
    # Section 8.11.6: version and flags, item id (4 bytes from version 3 on, else 2), protection (2), type and texts.
    texts = entry[10:] if entry[:1] == b"\3" else entry[8:]
    try:
        texts.decode()
    except UnicodeDecodeError:
        raise BrokenImage(DAMAGED) from None
