"""Pictures that look alike: suggested in pairs, for the user to judge; nothing is ever merged.

Two bills on one white page differ in a few letters only, and most of their bits are those of blank paper. So the hash
is fine (a grid of 48 by 48), greys are taken in coarse steps, which compression seldom crosses, and what counts is the
share of differing bits among those that say anything. Source of the hash: Krawetz, "Kind of Like That" (2013), dHash.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from app.domain.errors import Cancelled, InvalidField, UnreadableFile
from app.domain.words import Text

SIZE: Final = 48
"""The grid's side: the hash has 2 × SIZE × SIZE bits."""
NEAR: Final = 45
"""The largest distance of a suggested pair: differing bits in a thousand of those set in either hash.

Measured on drawn screens of 1080 by 2400: another clock 13, JPEG of quality 60 24, made a third smaller and JPEG 50;
300 pairs of different bills on one template 69 and more, of different chats 361 and more.
"""
LIMIT_PIXELS: Final = 120_000_000
_DIGITS: Final = 2 * SIZE * SIZE // 4
_STEP: Final = 4

K = TypeVar("K")


def perceptual_hash(path: Path, media_type: str, *, name: str | None = None) -> str:
    """Return the hash of a picture's first frame as it is seen, in hex.

    Raises:
        UnreadableFile: no sound picture of that type, or over a limit.
    """
    import dhash
    from PIL import Image

    from app.intake.upright import upright

    shown = name or path.name
    image, facts = upright(path, name=shown, limit_pixels=LIMIT_PIXELS)
    if facts.media_type != media_type:
        raise UnreadableFile(
            shown,
            Text(f"内容是 {facts.media_type}，不是 {media_type}", f"is {facts.media_type}, not {media_type}"),
            Text("请重新添加这个文件", "add the file again"),
        )
    grid = image.convert("L").resize((SIZE + 1, SIZE + 1), Image.Resampling.BOX, reducing_gap=None)
    greys = [level // _STEP for level in grid.tobytes()]
    # Given the greys themselves, dhash needs nothing of Pillow that goes away with its release 14.
    return str(dhash.format_hex(*dhash.dhash_row_col(greys, size=SIZE), size=SIZE))


def _never() -> bool:
    return False


def near(hashes: Mapping[K, str], *, most: int = NEAR, cancel: Callable[[], bool] = _never) -> list[tuple[K, K, int]]:
    """Return the pairs that look alike with their distance in thousandths (as `NEAR`), the most alike first.

    Raises:
        InvalidField: a hash is none of `perceptual_hash`.
        Cancelled: `cancel` returned true.
    """
    numbers = {key: _number(text) for key, text in hashes.items()}
    found: list[tuple[K, K, int]] = []
    for count, ((one, first), (other, second)) in enumerate(itertools.combinations(numbers.items(), 2)):
        if count % 4096 == 0 and cancel():
            raise Cancelled
        distance = (first ^ second).bit_count() * 1000 // max((first | second).bit_count(), 1)
        if distance <= most:
            found.append((one, other, distance))
    return sorted(found, key=lambda pair: pair[2])


def _number(text: str) -> int:
    try:
        if len(text) == _DIGITS and text.isascii():
            return int(text, 16)
    except ValueError:
        pass
    raise InvalidField("hash", Text("不是感知哈希", "is no perceptual hash"))
