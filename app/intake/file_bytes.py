"""Opening a file that somebody handed over, without trusting it to be an ordinary one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text

CHUNK: Final = 1 << 20
"""How much is read at a time, in bytes."""

NAME_LIMIT: Final = 255
"""The longest name shown, in characters: no file system of ours has longer ones."""

# Control characters and line breaks would break the line, marks of direction would let a name pose as another
# (`U+202E`), and half characters cannot be printed; the joiners of emoji and of some scripts do no harm.
_HIDDEN: Final = frozenset({"Cc", "Cs", "Cf", "Zl", "Zp"})
_JOINERS: Final = "\u200c\u200d"

# O_NONBLOCK: opening a FIFO for reading would otherwise wait for a writer for ever.
# O_NOCTTY: a terminal must not become ours. O_BINARY: Windows would translate line ends.
_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY", "O_CLOEXEC", "O_NOINHERIT")
)

_NOT_A_FILE: Final = (
    (stat.S_ISDIR, Text("这是文件夹", "is a folder"), Text("请选择里面的文件", "choose the files in it")),
    (
        stat.S_ISFIFO,
        Text("这是管道，不是文件", "is a pipe, not a file"),
        Text("请先存成普通文件", "save it as an ordinary file first"),
    ),
    (
        lambda mode: not stat.S_ISREG(mode),
        Text("这是设备，不是文件", "is a device, not a file"),
        Text("请选择普通文件", "choose an ordinary file"),
    ),
)


def shown_name(name: str) -> str:
    """Return a file's own name fit for a one-line message: no folders, no control or broken characters."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2] or name
    seen = "".join("?" if unicodedata.category(c) in _HIDDEN and c not in _JOINERS else c for c in last)
    return seen if len(seen) <= NAME_LIMIT else f"{seen[: NAME_LIMIT - 31]}…{seen[-30:]}"


@contextlib.contextmanager
def open_file(path: Path, *, limit: int) -> Iterator[BinaryIO]:
    """Open an ordinary file for reading; `limit` is the largest size taken, in bytes.

    Raises:
        UnreadableFile: missing, vanished, not permitted, no ordinary file, or larger than `limit`.
    """
    name = shown_name(str(path))
    try:
        # Looked at before it is opened, because opening some devices already does something.
        _refuse_irregular(name, path.stat().st_mode)
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as failure:
        raise cannot_read(name, failure) from failure
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        _refuse_irregular(name, status.st_mode)
        if status.st_size > limit:
            raise too_large(name, limit)
        yield file


def read_pieces(path: Path, *, limit: int) -> Iterator[bytes]:
    """Read a file in pieces of `CHUNK` bytes.

    Raises:
        UnreadableFile: as `open_file`, also where the disk fails or the file grows past `limit` while it is read.
    """
    size = 0
    with open_file(path, limit=limit) as file:
        while True:
            try:
                piece = file.read(CHUNK)
            except OSError as failure:
                raise cannot_read(shown_name(str(path)), failure) from failure
            if not piece:
                return
            size += len(piece)
            if size > limit:
                raise too_large(shown_name(str(path)), limit)
            yield piece


def hash_file(path: Path, *, limit: int) -> tuple[str, int]:
    """Return the SHA-256 (lower-case hex) and the size in bytes of a file, read in pieces.

    Raises:
        UnreadableFile: as `read_pieces`.
    """
    digest = hashlib.sha256()
    size = 0
    for piece in read_pieces(path, limit=limit):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def too_large(name: str, limit: int) -> UnreadableFile:
    """Return the refusal of a file larger than `limit` bytes."""
    most = f"{limit / (1 << 20):g} MiB" if limit >= 1 << 20 else f"{limit} B"
    return UnreadableFile(
        name,
        Text(f"文件过大（最多 {most}）", f"is too large (at most {most})"),
        Text("请拆分或压缩后再添加", "split or compress it first"),
    )


def _refuse_irregular(name: str, mode: int) -> None:
    for is_so, problem, remedy in _NOT_A_FILE:
        if is_so(mode):
            raise UnreadableFile(name, problem, remedy)


def cannot_read(name: str, failure: OSError | ValueError) -> UnreadableFile:
    """Return the refusal of a file that the system would not open or read."""
    if isinstance(failure, FileNotFoundError | NotADirectoryError):
        return UnreadableFile(
            name,
            Text("找不到这个文件", "does not exist"),
            Text("请检查路径，文件可能已被移动或删除", "check the path, it may have been moved or deleted"),
        )
    if isinstance(failure, PermissionError):
        return UnreadableFile(
            name,
            Text("没有读取权限", "must not be read by you"),
            Text(
                "请修改文件权限，或复制到自己的文件夹后再添加",
                "change its permissions, or copy it to a folder of yours",
            ),
        )
    reason = (failure.strerror if isinstance(failure, OSError) else None) or "unusable path"
    return UnreadableFile(
        name,
        Text(f"无法读取（{reason}）", f"cannot be read ({reason})"),
        Text("请把它复制到本机硬盘后再试", "copy it to this computer's disk and try again"),
    )
