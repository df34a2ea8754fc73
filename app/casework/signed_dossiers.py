"""Dossiers that are signed or timestamped as they are written: whole with their signature, or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.casework.dossiers import ExportedFile, write_files
from app.casework.files_out import cannot_write, refuse_place
from app.casework.signing import SigningKey, sign_dossier
from app.casework.steps import QUIET, Steps

if TYPE_CHECKING:
    from app.dossier.outline import Dossier


@dataclass(frozen=True, slots=True)
class Signing:
    """How to sign: with which key, and stamped by the authority at which address; at least one of them."""

    key: SigningKey | None = None
    tsa: str | None = None


def write_signed(
    dossier: Dossier,
    target: Path,
    signing: Signing,
    *,
    fonts: Path,
    at: datetime,
    max_bytes: int | None = None,
    fit_dpi: int | None = None,
    announce: Callable[[str], None] | None = None,
    steps: Steps = QUIET,
) -> tuple[ExportedFile, ...]:
    """Write a composed dossier as `dossiers.write_files` does and sign each file; `max_bytes` is without the signature.

    Nothing goes to the network unless `signing` names an authority.

    Raises:
        SigningRefused, UnreadableFile: the certificate cannot be used; nothing is left.
        InvalidField, TimestampRefused: no address, or no timestamp was to be had; nothing is left.
        ExhibitUnreadable, OutputError: an original or a file cannot be read or written; nothing is left.
        Cancelled: the user asked to stop; nothing is left.
    """
    refuse_place(target)
    try:
        room = tempfile.TemporaryDirectory(prefix=".pingju-", dir=target.parent)
    except OSError as error:
        raise cannot_write(target, error) from error
    with room as folder:
        unsigned = write_files(
            dossier, Path(folder) / target.name, fonts=fonts, max_bytes=max_bytes, fit_dpi=fit_dpi, steps=steps
        )
        signed: list[ExportedFile] = []
        for file in unsigned:
            made = sign_dossier(file.path, file.path, at=at, key=signing.key, tsa=signing.tsa, announce=announce)
            place = target.parent / file.path.name
            signed.append(ExportedFile(place, file.pages, made.bytes, made.sha256, file.is_reduced))
        for file in signed:
            refuse_place(file.path)
        try:
            for file in signed:
                (Path(folder) / file.path.name).replace(file.path)
        except OSError as error:
            raise cannot_write(target, error) from error
    return tuple(signed)
