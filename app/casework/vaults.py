"""Opening, checking and tidying a vault."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.casework import seals
from app.casework.steps import QUIET, Steps
from app.domain.changes import Change
from app.domain.custody import Verification
from app.domain.errors import InputError
from app.domain.times import SHANGHAI, Clock
from app.domain.words import Text
from app.vault import drafts, verification
from app.vault.lock import WriterLock
from app.vault.vault import Vault

__all__ = [
    "Vault",
    "drop_draft",
    "is_vault",
    "load_draft",
    "open_existing",
    "open_for_reading",
    "open_for_writing",
    "save_draft",
    "set_aside",
    "tidy",
    "undo",
    "unreferenced",
    "verify",
]


def open_for_writing(folder: Path, *, clock: Clock, actor: str, lock_timeout: float = 3) -> Vault:
    """Open the vault in a folder, making it where there is none.

    Raises:
        InputError: the folder holds other things.
        VaultError: the vault is locked, newer than this program, or damaged.
    """
    return Vault.create(folder, clock=clock, actor=actor, lock_timeout=lock_timeout)


def open_existing(folder: Path, *, clock: Clock, actor: str, lock_timeout: float = 3) -> Vault:
    """Open the vault in a folder for writing; unlike `open_for_writing` it makes none.

    Raises:
        NotFound: no vault is there.
        VaultError: the vault is locked, newer than this program, or damaged.
    """
    return Vault.open(folder, clock=clock, actor=actor, lock_timeout=lock_timeout)


def open_for_reading(folder: Path, *, clock: Clock) -> Vault:
    """Open a vault beside its writer, for looking only.

    Raises:
        NotFound: no vault is there.
        VaultError: the vault is newer than this program, or damaged.
    """
    return Vault.open_read_only(folder, clock=clock)


def is_vault(folder: Path) -> bool:
    """Whether a vault lies in the folder."""
    return Vault.exists(folder)


def set_aside(folder: Path, *, now: datetime, lock_timeout: float = 3) -> Path | None:
    """Rename an existing vault so that a new one can take its place; return its new path.

    Raises:
        InputError: the folder cannot be renamed.
        VaultLocked: it is in use.
    """
    if not Vault.exists(folder):
        return None
    folder = folder.resolve()
    target = folder.with_name(f"{folder.name}.old-{now.astimezone(SHANGHAI):%Y%m%d-%H%M%S}")
    # Only the lock is asked for: a damaged vault, too, must be set aside.
    WriterLock(folder, now=now, timeout=lock_timeout).release()
    try:
        folder.rename(target)
    except OSError as error:
        raise InputError(
            Text(f"无法移开旧凭据库：{error.strerror}", f"the old vault cannot be set aside: {error.strerror}"),
            Text("请手动改名后重试", "rename it yourself and try again"),
        ) from error
    return target


def verify(vault: Vault, *, deep: bool = False, steps: Steps = QUIET) -> Verification:
    """Check chain, rows, originals and seals.

    Raises:
        Cancelled: the user asked to stop.
    """
    report = verification.verify(vault, deep=deep, progress=steps)
    if not report.is_sound:
        return report
    # A seal tells what a chain that agrees with itself cannot: that its newest entries were cut off or made anew.
    return replace(report, findings=tuple(seals.verify_seals(vault)))


def unreferenced(vault: Vault) -> list[str]:
    """Return files that an interrupted import left in the vault's folder, by relative path."""
    return verification.unreferenced(vault)


def tidy(vault: Vault) -> list[str]:
    """Remove what `unreferenced` names, and return it."""
    return verification.tidy(vault)


def undo(vault: Vault, change: Change) -> Change:
    """Undo a change; undoing what this returns is a redo.

    Raises:
        ChangedSince: it was changed again since.
    """
    return vault.revert(change)


def save_draft(vault: Vault, key: str, fields: dict[str, str]) -> None:
    """Keep what is being typed into a form."""
    drafts.save(vault, key, fields)


def load_draft(vault: Vault, key: str) -> dict[str, str]:
    """Return what was typed into a form and not recorded; empty where there is nothing."""
    return drafts.load(vault, key)


def drop_draft(vault: Vault, key: str) -> None:
    """Forget what was typed into a form."""
    drafts.drop(vault, key)
