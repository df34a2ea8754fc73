"""Rows of pixels as fingerprints: which of two pictures are the same, and which show anything at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from app.intake.upright import upright

LIMIT_PIXELS: Final = 40_000_000
"""The most pixels of one picture that is joined."""
COLUMNS: Final = 48
"""How many strips a row is averaged to where pictures were compressed with loss."""

_ROWS: Final = 512
"""How many rows are looked at in one go."""
_LOSSY: Final = frozenset({"image/jpeg", "image/webp", "image/heic", "image/avif"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One picture's rows: a digest each, whether it shows more than one colour, and all of them averaged to strips.

    `strips` are COLUMNS bytes a row (grey levels); they and `is_lossy` serve where no two rows are quite the same.
    """

    width: int
    digests: tuple[bytes, ...]
    textured: tuple[bool, ...]
    strips: bytes
    is_lossy: bool
    profile: bytes

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.digests)


def read_sheet(path: Path, *, name: str) -> Sheet:
    """Read the rows of a picture; its pixels are dropped again.

    Raises:
        UnreadableFile: no sound picture, or too large.
    """
    digests: list[bytes] = []
    textured: list[bool] = []
    strips: list[bytes] = []
    with upright(path, name=name, limit_pixels=LIMIT_PIXELS) as (image, facts):
        width = image.width
        profile = image.info.get("icc_profile")
        for top in range(0, image.height, _ROWS):
            part = image.crop((0, top, width, min(top + _ROWS, image.height)))
            data = part.tobytes()
            for at in range(0, len(data), width * 3):
                row = data[at : at + width * 3]
                digests.append(hashlib.blake2b(row, digest_size=16).digest())
                textured.append(row[3:] != row[:-3])
            strips.append(part.convert("L").resize((COLUMNS, part.height), Image.Resampling.BOX).tobytes())
    return Sheet(
        width,
        tuple(digests),
        tuple(textured),
        b"".join(strips),
        facts.media_type in _LOSSY,
        profile if isinstance(profile, bytes) else b"",
    )
