"""How large a dossier becomes: in how many files it comes, and whether its pictures must be reduced for its limit."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.casework.files_out import cannot_write
from app.casework.steps import QUIET, Steps
from app.domain.errors import PingjuError

if TYPE_CHECKING:
    from app.dossier.outline import Dossier

FOLDER: Final = "preview"
"""Where in the vault's derived files dossiers are measured and previewed."""
PREFIX: Final = "preview-"
REDUCED_DPI: Final = 200
"""How sharp reduced pictures are where nobody names a resolution: small print on a screenshot stays readable, and it
is well within the 300 dpi that the guidance on court bundles takes (England and Wales, 29 November 2021)."""


@dataclass(frozen=True, slots=True)
class Size:
    """What an export comes to: how many files, and the bytes of it in one piece.

    `whole` are the bytes in one piece with nothing reduced, `pictures` how many there are that can be, and with
    `is_reduced` they are.
    """

    files: int
    bytes: int
    whole: int
    pictures: int
    is_reduced: bool


def count_files(
    dossier: Dossier,
    vault_folder: Path,
    *,
    fonts: Path,
    max_bytes: int,
    fit_dpi: int | None = None,
    steps: Steps = QUIET,
) -> Size:
    """Return how many files of at most `max_bytes` an export would write, and how large they are together.

    With `fit_dpi` it is that of reduced pictures where the dossier is over the limit otherwise. The database is not
    touched, so any thread may do it.

    Raises:
        ExhibitTooLarge: one page of an exhibit takes more than that by itself.
        ExhibitUnreadable, OutputError: an original cannot be read, or there is no room to measure; nothing is left.
        Cancelled: it is no longer wanted.
    """
    from app.dossier.parting import count_parts, pictures_in
    from app.dossier.reduction import ImagePolicy

    to_fit = None if fit_dpi is None else ImagePolicy(max_dpi=fit_dpi)
    scratch = _scratch(vault_folder)
    found = count_parts(dossier, scratch, fonts, max_bytes, steps.progress, steps.is_cancelled, to_fit=to_fit)
    return Size(found.files, found.bytes, found.unreduced, pictures_in(dossier), found.is_reduced)


def size_in_one(dossier: Dossier, vault_folder: Path, *, fonts: Path, steps: Steps = QUIET) -> Size:
    """Return the size of a dossier in one file with its pictures as they came, and what is attached.

    Raises:
        ExhibitUnreadable, OutputError, Cancelled: as `count_files`.
    """
    from app.dossier.parting import measure, pictures_in

    whole = measure(dossier, _scratch(vault_folder), fonts, steps.is_cancelled)
    return Size(1, whole, whole, pictures_in(dossier), is_reduced=False)


def helps_to_reduce(dossier: Dossier, error: PingjuError) -> bool:
    """Return whether reduced pictures may be the way out of what an export was refused for."""
    from app.dossier.errors import ExhibitTooLarge
    from app.dossier.parting import pictures_in

    return isinstance(error, ExhibitTooLarge) and pictures_in(dossier) > 0


def _scratch(vault_folder: Path) -> Path:
    """Return where a dossier is measured: a name in the folder of previews, which is made if need be."""
    folder = vault_folder / "derived" / FOLDER
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return folder / f"{PREFIX}{secrets.token_hex(8)}.pdf"
