"""Keeping what rows were read from, a file or a pasted text: as an original, and as evidence of an order."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from app.casework.staging import Checked, PlainFile
from app.domain.errors import UnreadableFile, VaultError, VaultFull
from app.domain.evidence import Capture, CapturedFrom, CaptureMeaning, EvidenceKind
from app.domain.orders import OrderId
from app.domain.words import Text
from app.intake.file_bytes import cannot_read, open_file
from app.intake.sources import LIMIT_BYTES, Source
from app.vault import evidence
from app.vault.facts import FactWriter
from app.vault.originals import SourceFailed
from app.vault.vault import Vault


def staged_file(vault: Vault, path: Path, media_type: str) -> Checked:
    """Copy a file into the vault's folder; the caller keeps or discards it.

    Raises:
        UnreadableFile: it cannot be read, or is empty.
        VaultError: the copy cannot be written.
    """
    source = Source(path)
    with open_file(path, limit=LIMIT_BYTES) as stream:
        try:
            staged = vault.originals.stage(stream)
        except SourceFailed as failure:
            raise cannot_read(source.name, failure.error) from failure
    if staged.bytes == 0:
        staged.discard()
        raise UnreadableFile(
            source.name, Text("是空文件", "is empty"), Text("请重新导出或下载", "export or download it again")
        )
    known_from = CapturedFrom.FILE_TIME if source.file_time else CapturedFrom.NONE
    capture = Capture(source.file_time, known_from, CaptureMeaning.MODIFIED)
    return Checked(staged, source.name, PlainFile(media_type), capture, "", source.file_time)


def staged_text(vault: Vault, text: str, name: str, source: str) -> Checked:
    """Write a text into the vault's folder, byte for byte as it was pasted; the caller keeps or discards it.

    Raises:
        VaultError: it cannot be written.
    """
    staged = vault.originals.stage(io.BytesIO(text.encode("utf-8", "surrogatepass")))
    return Checked(staged, name, PlainFile("text/plain"), Capture(None, CapturedFrom.NONE), source)


def put_on_order(
    vault: Vault, facts: FactWriter, order: OrderId, item: Checked, kind: EvidenceKind, *, purpose: str = ""
) -> None:
    """Record a kept original as evidence of an order, once."""
    here = evidence.on_order(vault, order, item.staged.sha256)
    if here is not None:
        if here.is_trashed:
            evidence.set_trashed(facts, here.id, trashed=False)
        return
    evidence.add(
        vault,
        facts,
        order,
        item.staged.sha256,
        kind=kind,
        name=item.name,
        purpose=purpose,
        source=item.source,
        capture=item.capture,
        file_time=item.file_time,
    )


@contextlib.contextmanager
def keeping(vault: Vault, item: Checked) -> Iterator[Callable[[], None]]:
    """Give what keeps a staged original, to be called last in the transaction that names it; else it is discarded.

    Raises:
        VaultError: it cannot be kept.
    """
    fresh: list[str] = []

    def keep() -> None:
        if vault.originals.keep(item.staged):
            fresh.append(item.staged.sha256)

    try:
        yield keep
    except VaultFull:
        # Only a full disk proves that nothing was committed; after any other failure a stray file is the safe side.
        for sha256 in fresh:
            with contextlib.suppress(VaultError):
                vault.originals.remove(sha256)
        raise
    finally:
        item.staged.discard()
