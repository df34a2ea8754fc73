"""Pictures that look alike: suggested in pairs, for the user to judge; nothing is ever merged.

Two bills on one white page differ in a few letters only, and most of their cells are blank paper. So the hash is fine
(a grid of 64 by 64), a step between two cells counts only where it is a clear one, which compression and a smaller size
seldom change, and what is compared is the share of differing bits among those that say anything. Source of the hash:
Krawetz, "Kind of Like That" (2013), dHash.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from app.domain.errors import Cancelled, InvalidField, UnreadableFile
from app.domain.words import Text

SIZE: Final = 64
"""The grid's side: the hash has 4 × SIZE × SIZE bits, lighter and darker to the right and below."""
NEAR: Final = 94
"""The largest distance of a suggested pair: differing bits in a thousand of those set in either hash.

Measured on drawn screens of 1080 by 2400 (24 of them, 552 copies): another clock 18, JPEG of quality 60 18, made a
third smaller and JPEG of quality 50 69, made half as large and JPEG of quality 50 80 at most; 300 pairs of different
bills on one template 108 and more, of different chats 588 and more.
"""
LIMIT_PIXELS: Final = 120_000_000
_EDGE: Final = 16 * SIZE
"""To how many pixels a side a large picture may be reduced first: each cell of the grid still has 240 of them."""
_DIGITS: Final = SIZE * SIZE
_CLEAR: Final = 6
"""The least step between two cells that counts, in levels of grey."""

K = TypeVar("K")


def perceptual_hash(path: Path, media_type: str, *, name: str | None = None) -> str:
    """Return the hash of a picture's first frame as it is seen, in hex.

    Raises:
        UnreadableFile: no sound picture of that type, or over a limit.
    """
    from PIL import Image

    from app.intake.upright import overview

    shown = name or path.name
    image, facts = overview(path, name=shown, limit_pixels=LIMIT_PIXELS, edge=_EDGE)
    if facts.media_type != media_type:
        raise UnreadableFile(
            shown,
            Text(f"内容是 {facts.media_type}，不是 {media_type}", f"is {facts.media_type}, not {media_type}"),
            Text("请重新添加这个文件", "add the file again"),
        )
    grid = image.convert("L").resize((SIZE + 1, SIZE + 1), Image.Resampling.BOX, reducing_gap=None)
    return format(_bits(grid.tobytes()), f"0{_DIGITS}x")


def is_hash(text: str) -> bool:
    """Whether a text is a hash of this kind, and not one of an earlier version."""
    return len(text) == _DIGITS and text.isascii() and text.isalnum()


def _bits(greys: bytes) -> int:
    """Return four planes of bits: lighter to the right, lighter below, darker to the right, darker below."""
    import dhash

    lighter = dhash.dhash_row_col(list(greys), size=SIZE)
    darker = dhash.dhash_row_col([255 - grey for grey in greys], size=SIZE)
    clear = _clear_steps(greys, 1), _clear_steps(greys, SIZE + 1)
    bits = 0
    for plane, mask in zip((*lighter, *darker), (*clear, *clear), strict=True):
        bits = bits << (SIZE * SIZE) | (plane & mask)
    return bits


def _clear_steps(greys: Sequence[int], away: int) -> int:
    """Return one bit a cell, the first the highest: whether the cell that far away differs clearly from it."""
    places = (row * (SIZE + 1) + column for row in range(SIZE) for column in range(SIZE))
    digits = ("1" if abs(greys[place] - greys[place + away]) > _CLEAR else "0" for place in places)
    return int("".join(digits), 2)


def _never() -> bool:
    return False


def near(hashes: Mapping[K, str], *, most: int = NEAR, cancel: Callable[[], bool] = _never) -> list[tuple[K, K, int]]:
    """Return the pairs that look alike with their distance in thousandths (as `NEAR`), the most alike first.

    Raises:
        InvalidField: a hash is none of `perceptual_hash`.
        Cancelled: `cancel` returned true.
    """
    numbers = [(key, number := _number(text), number.bit_count()) for key, text in hashes.items()]
    found: list[tuple[K, K, int]] = []
    for count, ((one, first, ones), (other, second, others)) in enumerate(itertools.combinations(numbers, 2)):
        if count % 4096 == 0 and cancel():
            raise Cancelled
        differing = (first ^ second).bit_count()
        # What is set in either is half of all that is set and all that differs.
        distance = differing * 2000 // max(ones + others + differing, 1)
        if distance <= most:
            found.append((one, other, distance))
    return sorted(found, key=lambda pair: pair[2])


def _number(text: str) -> int:
    try:
        if is_hash(text):
            return int(text, 16)
    except ValueError:
        pass
    raise InvalidField("hash", Text("不是感知哈希", "is no perceptual hash"))
