"""Bringing pictures into the vault's folder, checked as they lie there, before any row names them."""

from __future__ import annotations

import contextlib
import io
import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from app.casework.steps import QUIET, Steps
from app.domain.errors import UnreadableFile, VaultError, VaultFull
from app.domain.evidence import Capture, CapturedFrom, Original
from app.domain.text import LINE_LIMIT
from app.intake.capture import capture_of, source_of
from app.intake.file_bytes import cannot_read, open_file, shown_name
from app.intake.images import LIMIT_BYTES, ImageFacts, read_image
from app.vault import evidence
from app.vault.facts import FactWriter
from app.vault.originals import Originals, SourceFailed, Staged
from app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Pasted:
    """An image that came without a file: its bytes, the name it shall have, and where it came from."""

    data: bytes
    name: str
    source: str


Incoming = Path | Pasted


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file that is no picture: what it is, and its size in pixels and frames where it is a recording."""

    media_type: str
    width: int | None = None
    height: int | None = None
    frames: int = 1


@dataclass(slots=True)
class Checked:
    """A staged file that proved to be whole, with all that is known of it."""

    staged: Staged
    name: str
    image: ImageFacts | PlainFile
    capture: Capture
    source: str
    file_time: datetime | None = None


@dataclass(slots=True)
class Batch:
    """Items that lie checked in the vault's folder and belong to nothing yet, and those that were refused."""

    items: list[Checked]
    refused: list[UnreadableFile]

    def discard(self) -> None:
        """Remove what was not kept."""
        for item in self.items:
            item.staged.discard()


def stage(
    folder: Path, incoming: Sequence[Incoming], *, now: datetime, refuse_all: bool = True, steps: Steps = QUIET
) -> Batch:
    """Copy files into a vault's folder and prove that each copy is a whole image; the database is not touched.

    So any thread may do it while another one uses the vault. The caller discards the batch once it is recorded.

    Raises:
        UnreadableFile: with `refuse_all`, the first file that is no image or cannot be read; nothing is left behind.
        VaultError: a copy cannot be written; nothing is left behind.
        Cancelled: nothing is left behind.
    """
    batch = Batch([], [])
    originals = Originals(folder / "originals")
    try:
        for done, item in enumerate(incoming):
            steps(done, len(incoming))
            try:
                batch.items.append(_check(originals, item, now))
            except UnreadableFile as error:
                if refuse_all:
                    raise
                batch.refused.append(error)
        steps(len(incoming), len(incoming))
    except BaseException:
        batch.discard()
        raise
    return batch


def _check(originals: Originals, item: Incoming, now: datetime) -> Checked:
    # The copy is what gets checked: the source may change between two looks.
    with _source(item) as (stream, name, file_time):
        try:
            staged = originals.stage(stream)
        except SourceFailed as failure:
            raise cannot_read(name, failure.error) from failure
    try:
        if isinstance(item, Pasted):
            image = read_image(staged.path, name=name)
            return Checked(staged, name, image, Capture(None, CapturedFrom.NONE), _one_line(item.source))
        return check_picture(staged, name, file_time, now)
    except BaseException:
        staged.discard()
        raise


def check_picture(staged: Staged, name: str, file_time: datetime | None, now: datetime) -> Checked:
    """Prove that a staged file is a whole picture.

    Raises:
        UnreadableFile: it is none.
    """
    image = read_image(staged.path, name=name)
    capture = capture_of(name=name, exif=image.exif_capture, file_time=file_time, now=now)
    return Checked(staged, name, image, capture, source_of(name, image), file_time)


def _one_line(source: str) -> str:
    # A browser names the address of a dragged picture, which may be the picture itself (`data:`), megabytes long.
    seen = "".join("?" if unicodedata.category(mark) in {"Cc", "Cs", "Zl", "Zp"} else mark for mark in source[:2000])
    return seen.strip() if len(seen) <= LINE_LIMIT else f"{seen[: LINE_LIMIT - 1].strip()}…"


@contextlib.contextmanager
def kept(vault: Vault, items: Sequence[Checked]) -> Iterator[None]:
    """Keep checked items as originals for the block that records them; a disk too full for its rows takes them back.

    Raises:
        VaultError: an original cannot be kept.
    """
    fresh: list[str] = []
    try:
        fresh.extend(item.staged.sha256 for item in items if vault.originals.keep(item.staged))
        yield
    except VaultFull:
        # Only a full disk proves that nothing was committed; after any other failure a stray file is the safe side.
        for sha256 in fresh:
            with contextlib.suppress(VaultError):
                vault.originals.remove(sha256)
        raise


def record_original(vault: Vault, facts: FactWriter, item: Checked) -> bool:
    """Record a kept item's original, unless it is known already; return whether it was."""
    sha256, image = item.staged.sha256, item.image
    if evidence.original(vault, sha256) is not None:
        return True
    size = item.staged.bytes
    evidence.add_original(facts, Original(sha256, size, image.media_type, image.width, image.height, image.frames))
    return False


@contextlib.contextmanager
def _source(item: Incoming) -> Iterator[tuple[BinaryIO, str, datetime | None]]:
    if isinstance(item, Pasted):
        yield io.BytesIO(item.data), shown_name(item.name), None
        return
    with open_file(item, limit=LIMIT_BYTES) as stream:
        yield stream, shown_name(item.name), _modified(stream)


def _modified(stream: BinaryIO) -> datetime | None:
    try:
        return datetime.fromtimestamp(max(os.fstat(stream.fileno()).st_mtime, 0), UTC)
    except (ValueError, OverflowError):
        return None  # some file systems keep years beyond 9999
