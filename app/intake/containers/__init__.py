"""The outer structure of picture files: what they are by their content, how large, how many frames, and whole or cut.

Each reader walks one container's blocks without decoding a pixel, so that limits hold before memory is spent, and
so that a file which lost its end is told from a whole one even where a decoder would be content with half.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from app.domain.words import Text

LIMIT_FRAMES: Final = 10_000
"""The most frames or pages of one file; a minute's screen recording as GIF has some 1,500."""

LIMIT_BLOCKS: Final = 2_000_000
"""The most blocks walked in one file: beyond that they are there to waste time."""


class BrokenImage(Exception):
    """The picture file is damaged, cut short or over a limit.

    It never leaves this room: images.py puts the name of the file to it.
    """

    def __init__(self, problem: Text, remedy: Text | None = None) -> None:
        super().__init__(problem.en)
        self.problem = problem
        self.remedy = remedy or FETCH_AGAIN


@dataclass(frozen=True, slots=True)
class Container:
    """What the blocks say: canvas in pixels as stored (0 where they do not say), frames and the raw EXIF block."""

    width: int = 0
    height: int = 0
    frames: int = 1
    exif: bytes = b""


FETCH_AGAIN: Final = Text(
    "请回到原来的手机或聊天里重新保存原图，再添加", "save the original again where it came from and add that"
)
CUT_SHORT: Final = Text("图片不完整，结尾缺失", "is cut short")
DAMAGED: Final = Text("图片已损坏", "is damaged")
TOO_MANY_FRAMES: Final = Text(
    f"动画或页数过多（最多 {LIMIT_FRAMES} 帧）", f"has too many frames (at most {LIMIT_FRAMES})"
)
SPLIT: Final = Text("请只截取需要的画面，存成 PNG 或 JPEG 再添加", "save the frames that matter as PNG or JPEG")


def take(file: BinaryIO, size: int) -> bytes:
    """Read exactly `size` bytes.

    Raises:
        BrokenImage: the file ends before.
    """
    data = file.read(size)
    if len(data) < size:
        raise BrokenImage(CUT_SHORT)
    return data


def check_frames(frames: int) -> None:
    """Hold a number of frames to the limit.

    Raises:
        BrokenImage: too many.
    """
    if frames > LIMIT_FRAMES:
        raise BrokenImage(TOO_MANY_FRAMES, SPLIT)


def size_left(file: BinaryIO) -> int:
    """Return how many bytes are left from here to the end, and stay here."""
    here = file.tell()
    end = file.seek(0, 2)
    file.seek(here)
    return end - here


def blocks() -> Iterator[int]:
    """Count the blocks of one file.

    Raises:
        BrokenImage: more than `LIMIT_BLOCKS`.
    """
    yield from range(LIMIT_BLOCKS)
    raise BrokenImage(DAMAGED)
