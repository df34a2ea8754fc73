"""Small pictures of originals, kept in `derived` so that they are drawn once."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path
from typing import Final

from app.casework.bitmaps import Bitmap, bitmap
from app.casework.steps import Steps
from app.domain.errors import UnreadableFile
from app.intake.images import thumbnail
from app.vault.originals import Originals

PREVIEW_EDGE: Final = 1600
"""The longer edge of a picture looked at closely, in pixels."""


def thumbnail_bitmap(vault_folder: Path, sha256: str, steps: Steps, *, edge: int) -> Bitmap:
    """Return a thumbnail as `draw_thumbnail` makes it, ready to be drawn; a kept one that is damaged is made anew.

    Raises:
        UnreadableFile, Cancelled: as `draw_thumbnail`.
    """
    drawn = draw_thumbnail(vault_folder, sha256, steps, edge=edge)
    try:
        return bitmap(drawn)
    except UnreadableFile:
        _kept(vault_folder, sha256, edge).unlink(missing_ok=True)
        return bitmap(draw_thumbnail(vault_folder, sha256, steps, edge=edge))


def draw_thumbnail(vault_folder: Path, sha256: str, steps: Steps, *, edge: int, whole: bool = False) -> bytes:
    """Return an image file of an original within `edge` by `edge` pixels; tall ones show their top unless `whole`.

    It touches no database, so any thread may call it. Nothing is lost where it cannot be kept.

    Raises:
        UnreadableFile: the original cannot be decoded.
        Cancelled: it is no longer wanted.
    """
    kept = _kept(vault_folder, sha256, edge, whole=whole)
    with contextlib.suppress(OSError):
        return kept.read_bytes()
    steps(0, 1)
    original = Originals(vault_folder / "originals").path(sha256)
    drawn = thumbnail(original, edge=edge, tallest=1000.0) if whole else thumbnail(original, edge=edge)
    partial = kept.with_name(f".{kept.name}.{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        partial.write_bytes(drawn)
        partial.chmod(0o600)
        partial.replace(kept)
    return drawn


def _kept(vault_folder: Path, sha256: str, edge: int, *, whole: bool = False) -> Path:
    return vault_folder / "derived" / f"{sha256}-{edge}{'-whole' if whole else ''}"
