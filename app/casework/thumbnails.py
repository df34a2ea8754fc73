"""Small pictures of originals, kept in `derived` so that they are drawn once."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path
from typing import Final

from app.casework.steps import Steps
from app.intake.images import thumbnail
from app.vault.originals import Originals

PREVIEW_EDGE: Final = 1600
"""The longer edge of a picture looked at closely, in pixels."""


def draw_thumbnail(vault_folder: Path, sha256: str, steps: Steps, *, edge: int, whole: bool = False) -> bytes:
    """Return an image file of an original within `edge` by `edge` pixels; tall ones show their top unless `whole`.

    It touches no database, so any thread may call it. Nothing is lost where it cannot be kept.

    Raises:
        UnreadableFile: the original cannot be decoded.
        Cancelled: it is no longer wanted.
    """
    kept = vault_folder / "derived" / f"{sha256}-{edge}{'-whole' if whole else ''}"
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
