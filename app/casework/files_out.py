"""Writing files that the user asked for: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.errors import OutputError
from app.domain.words import Text
from app.vault.vault import Vault

_CHUNK: Final = 1 << 20


def write_whole(target: Path, source: BinaryIO, *, expected: str | None = None) -> str:
    """Copy a stream to a file by way of a temporary one beside it, and return the SHA-256 (hex) of what it holds.

    Where another SHA-256 was `expected`, nothing is put in place.

    Raises:
        OutputError: it cannot be written there; what was there stays.
    """
    refuse_place(target)
    digest = hashlib.sha256()
    partial = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        with partial.open("xb") as copy:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        if expected in {None, digest.hexdigest()}:
            partial.replace(target)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    return digest.hexdigest()


def refuse_place(target: Path) -> None:
    """Refuse to write where that would take something else away: a folder, a device or pipe, a file of a vault.

    Raises:
        OutputError: it is one of these.
    """
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        if target.exists() and not target.is_file():
            # Replacing a device such as /dev/stdout would take it away from every other program.
            raise OSError(errno.EINVAL, "it is no ordinary file")
        home = next((folder for folder in target.resolve().parents if Vault.exists(folder)), None)
    except OSError as error:
        raise cannot_write(target, error) from error
    if home is not None:
        raise OutputError(
            Text(f"{target} 在凭据库 {home} 里面", f"{target} lies in the vault {home}"),
            Text(
                "请换一个位置，以免覆盖凭据库自己的文件", "choose another place, so that no file of the vault is lost"
            ),
        )


def cannot_write(target: Path, error: OSError) -> OutputError:
    """Return the refusal of a file that cannot be written."""
    reason = error.strerror or type(error).__name__
    return OutputError(
        Text(f"无法写入 {target}（{reason}）", f"cannot write {target} ({reason})"),
        Text("请换一个位置或腾出空间", "choose another place or make room"),
    )
