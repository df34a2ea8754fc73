"""Files that appear whole or not at all: written beside their destination, put in its place when all are done."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.errors import OutputError
from app.domain.words import Text

_REASONS: Final = {
    errno.ENOSPC: Text("磁盘空间不足", "the disk is full"),
    errno.EDQUOT: Text("磁盘配额已用完", "the disk quota is used up"),
    errno.EACCES: Text(
        "没有写入权限，或文件正被其他程序使用", "writing there is not allowed, or another program uses it"
    ),
    errno.EPERM: Text(
        "没有写入权限，或文件正被其他程序使用", "writing there is not allowed, or another program uses it"
    ),
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.ENOENT: Text("文件夹不存在", "the folder does not exist"),
    errno.ENOTDIR: Text("上级不是文件夹", "its parent is no folder"),
    errno.EISDIR: Text("这是一个文件夹", "this is a folder"),
    errno.ENAMETOOLONG: Text("文件名过长", "the name is too long"),
}


class Staging:
    """Gives temporary files beside a destination; what is not put in place is removed in the end."""

    def __init__(self, destination: Path) -> None:
        self._destination = destination
        self._waiting: list[Path] = []

    @contextlib.contextmanager
    def file(self) -> Iterator[tuple[Path, BinaryIO]]:
        """Open a new file and give its path; it is on the disk when this ends without an error."""
        part = self._destination.parent / f".{self._destination.name[:60]}.{secrets.token_hex(4)}.part"
        self._waiting.append(part)
        with part.open("xb") as file:
            yield part, file
            file.flush()
            os.fsync(file.fileno())

    def drop(self, part: Path) -> None:
        """Remove a temporary file that is of no more use."""
        part.unlink(missing_ok=True)

    def publish(self, places: Mapping[Path, Path]) -> None:
        """Put temporary files in their places, replacing what is there: all of them, or no new one is left."""
        for final in places.values():
            if final.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        done: list[Path] = []
        try:
            for part, final in places.items():
                part.replace(final)
                done.append(final)
        except OSError:
            for final in done:
                final.unlink(missing_ok=True)
            raise
        _sync_folder(self._destination.parent)

    def tidy(self) -> None:
        """Remove every temporary file that is left."""
        for part in self._waiting:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


@contextlib.contextmanager
def staging(destination: Path) -> Iterator[Staging]:
    """Give a place for temporary files beside a destination.

    Raises:
        OutputError: the destination cannot be written; nothing was left behind.
    """
    staged = Staging(destination)
    try:
        if destination.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        yield staged
    except OSError as problem:
        raise _unwritable(destination, problem) from problem
    finally:
        staged.tidy()


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can open folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(destination: Path, problem: OSError) -> OutputError:
    why = problem.strerror or type(problem).__name__
    reason = _REASONS.get(problem.errno or 0, Text(why, why))
    return OutputError(
        Text(f"无法写入 {destination}：{reason.zh}", f"cannot write {destination}: {reason.en}"),
        Text(
            "没有留下文件；请换一个位置或腾出空间后重试",
            "nothing was left behind; choose another place or free some space",
        ),
    )
