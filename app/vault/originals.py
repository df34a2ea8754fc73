"""The originals: exact bytes named by their SHA-256, written once, never changed.

A file is staged in `originals/.incoming`, fsynced, and moved to its name only after its bytes were read back and
hashed again; the row that names it is committed after that. A crash leaves at most a file that no row names.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.errors import VaultDamaged, VaultError, VaultFull
from app.domain.words import Text

CHUNK: Final = 1 << 20
_INCOMING: Final = ".incoming"
_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


class SourceFailed(Exception):
    """What was to be kept could not be read; `error` is what the system said."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class Staged:
    """Bytes that lie in the vault's folder but do not belong to it yet."""

    def __init__(self, path: Path, sha256: str, size: int) -> None:
        self.path = path
        self.sha256 = sha256
        self.bytes = size

    def discard(self) -> None:
        """Remove the staged file, if it was not kept."""
        self.path.unlink(missing_ok=True)


class Originals:
    """The content-addressed store below a vault's `originals` folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / _INCOMING

    def prepare(self) -> None:
        """Make the folders."""
        for folder in (self.folder, self._incoming):
            folder.mkdir(mode=0o700, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Return where the bytes with that hash lie."""
        return self.folder / sha256[:2] / sha256

    def stage(self, source: BinaryIO) -> Staged:
        """Copy a stream into the vault's folder, fsync it and prove what lies there.

        Raises:
            VaultError: the copy cannot be written; nothing is left behind.
            SourceFailed: the stream cannot be read; nothing is left behind.
        """
        path = self._incoming / secrets.token_hex(16)
        digest, size = hashlib.sha256(), 0
        try:
            with write_errors():
                # Closing writes what is left, so that, too, can find the disk full.
                with self._new_file(path) as copy:
                    for chunk in _chunks(source):
                        digest.update(chunk)
                        size += len(chunk)
                        copy.write(chunk)
                    copy.flush()
                    os.fsync(copy.fileno())
                if hash_of(path) != digest.hexdigest():
                    raise OSError(errno.EIO, "the disk gave back other bytes than were written")
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Staged(path, digest.hexdigest(), size)

    def _new_file(self, path: Path) -> BinaryIO:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(path, flags, 0o600), "wb")

    def keep(self, staged: Staged) -> bool:
        """Move a staged file to its lasting name, durably; what is there already stays, and is told by False.

        Raises:
            VaultDamaged: a file of that name is there with other bytes.
            VaultError: it cannot be moved there.
        """
        final = self.path(staged.sha256)
        if final.exists():
            if hash_of(final) != staged.sha256:
                raise VaultDamaged(
                    Text(f"原件 {staged.sha256[:12]} 已损坏", f"the original {staged.sha256[:12]} is damaged"),
                    Text("请运行 verify 并从备份恢复", "run verify and restore it from a backup"),
                )
            staged.discard()
            # A crash may have left it there before its name was durable.
            self._make_durable(final)
            return False
        with write_errors():
            final.parent.mkdir(mode=0o700, exist_ok=True)
            staged.path.chmod(0o400)
            staged.path.rename(final)
        self._make_durable(final)
        return True

    def _make_durable(self, final: Path) -> None:
        with write_errors():
            for folder in (final.parent, self.folder, self._incoming):
                fsync_folder(folder)

    def open(self, sha256: str) -> BinaryIO:
        """Open the bytes for reading.

        Raises:
            VaultDamaged: the file is gone or cannot be read.
        """
        try:
            return self.path(sha256).open("rb")
        except OSError as error:
            raise VaultDamaged(
                Text(
                    f"原件 {sha256[:12]} 不见了或无法读取",
                    f"the original {sha256[:12]} is missing or unreadable",
                ),
                Text("请运行 verify 并从备份恢复", "run verify and restore it from a backup"),
            ) from error

    def is_intact(self, sha256: str) -> bool:
        """Whether the bytes are there and still have that hash."""
        try:
            return hash_of(self.path(sha256)) == sha256
        except OSError:
            return False

    def remove(self, sha256: str) -> None:
        """Remove the bytes for good; only purging and tidying do this.

        Raises:
            VaultError: they cannot be removed.
        """
        path = self.path(sha256)
        with write_errors():
            remove_file(path)
        with contextlib.suppress(OSError):
            path.parent.rmdir()

    def files(self) -> Iterator[Path]:
        """Yield every kept file, named by its hash or not."""
        if not self.folder.is_dir():
            return
        for folder in sorted(self.folder.iterdir()):
            if folder.is_dir() and folder.name != _INCOMING:
                yield from (path for path in sorted(folder.iterdir()) if not path.is_dir())

    def holds_any(self) -> bool:
        """Whether any file was ever kept here and not purged."""
        return next(self.files(), None) is not None

    def leftovers(self) -> list[Path]:
        """Return staged files that a crash left behind."""
        return sorted(self._incoming.iterdir()) if self._incoming.is_dir() else []


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    try:
        while chunk := source.read(CHUNK):
            yield chunk
    except OSError as error:
        raise SourceFailed(error) from error


@contextlib.contextmanager
def write_errors() -> Iterator[None]:
    """Tell apart a vault that cannot be written from a source that cannot be read."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        kind = VaultFull if error.errno in _FULL else VaultError
        raise kind(
            Text(f"无法写入凭据库（{reason}）", f"the vault cannot be written ({reason})"),
            Text("请腾出磁盘空间或检查移动盘后重试", "make room, or check that the disk is still there, and try again"),
        ) from error


def remove_file(path: Path) -> None:
    """Remove a kept or staged file, if it is there."""
    with contextlib.suppress(FileNotFoundError):
        if sys.platform == "win32":
            path.chmod(0o600)  # Windows refuses to delete read-only files
        path.unlink()


def hash_of(path: Path) -> str:
    """Return the SHA-256 (hex) of a file's bytes as the disk gives them."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fsync_folder(folder: Path) -> None:
    """Make a folder's entries durable; Windows does that by itself and has no call for it."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
