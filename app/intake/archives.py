"""ZIP archives as the payment services mail them: listed, checked against bombs, and read with a password.

Names in an archive are shown and never used as paths: some writers store them in GBK without saying so, and a hostile
one could store `../../x` (formats.md, section 1.2).
"""

from __future__ import annotations

import contextlib
import os
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.file_bytes import CHUNK, shown_name
from app.intake.sources import Source

ARCHIVE_BYTES: Final = 1 << 30
"""The largest archive opened, in bytes."""
ENTRIES: Final = 1000
"""The most entries taken; a mailed statement has one or two."""
ENTRY_BYTES: Final = 1 << 30
"""The largest entry unpacked, in bytes."""
RATIO: Final = 400
"""How many times larger than packed an entry may be: real tables reach some 30, bombs 1000."""
_SMALL: Final = 1 << 20
"""Entries up to this size may be packed as tightly as they like."""
_DIRECTORY_BYTES: Final = 4 << 20
_END = struct.Struct("<4s4H2IH")
_PK: Final = (b"PK\x03\x04", b"PK\x05\x06")
_TABLES: Final = (".csv", ".xlsx", ".xls", ".txt")

BROKEN: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)
"""What the libraries for archives and workbooks raise at broken files; they document no narrower list."""


class PasswordNeeded(UnreadableFile):
    """The archive is encrypted and no password was given."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            Text("压缩包已加密，需要密码", "is encrypted and needs a password"),
            Text(
                "密码由支付宝或微信在手机上发给您，输入后重试",
                "the payment service sends the password to your phone; enter it and try again",
            ),
        )


class WrongPassword(UnreadableFile):
    """The password does not open the archive."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            Text("密码不正确", "does not open with this password"),
            Text(
                "请核对手机上收到的密码，每个账单的密码不同",
                "check the password on your phone; each statement has its own",
            ),
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: its name fit for messages, its size in bytes unpacked, its place in the archive."""

    name: str
    size: int
    is_encrypted: bool
    index: int


def is_archive(source: Source) -> bool:
    """Whether the file is a ZIP archive (workbooks are too: ask `workbooks.kind_of` first)."""
    return source.head.startswith(_PK)


@contextlib.contextmanager
def open_archive(source: Source) -> Iterator[Archive]:
    """Open an archive and check its directory.

    Raises:
        UnreadableFile: no archive, damaged, or against a limit.
    """
    with source.open() as file:
        check_directory(source, file)
        with _Opened(source, file) as package:
            yield Archive(source, package)


class Archive:
    """An open archive."""

    def __init__(self, source: Source, package: Any) -> None:
        self._source = source
        self._package = package
        self._infos = [info for info in package.infolist() if not info.is_dir()]
        for info in self._infos:
            check_entry(source, info)
        self.entries = tuple(
            Entry(shown_name(info.filename), info.file_size, bool(info.flag_bits & 1), index)
            for index, info in enumerate(self._infos)
        )

    @property
    def is_encrypted(self) -> bool:
        """Whether any entry needs a password."""
        return any(entry.is_encrypted for entry in self.entries)

    @property
    def tables(self) -> tuple[Entry, ...]:
        """The entries that may be statements, by their endings (which survive a broken name), likeliest first."""
        kept = [entry for entry in self.entries if entry.name.lower().endswith(_TABLES)]
        return tuple(sorted(kept, key=lambda entry: entry.name.lower().endswith(".txt")))

    @contextlib.contextmanager
    def extract(self, entry: Entry, *, folder: Path, password: str | None = None) -> Iterator[Source]:
        """Unpack one entry into a file of its own in `folder` (0600), which vanishes with the context.

        Raises:
            PasswordNeeded: encrypted, and no password.
            WrongPassword: the password is wrong.
            UnreadableFile: damaged, against a limit, or an archive itself.
        """
        if entry.is_encrypted and not password:
            raise PasswordNeeded(self._source.name)
        descriptor, name = tempfile.mkstemp(prefix="unpacked-", dir=folder)
        path = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as target:
                self._unpack(entry, target, password)
            inner = Source(path, name=entry.name)
            _refuse_nested(self._source, inner)
            yield inner
        finally:
            path.unlink(missing_ok=True)

    def _unpack(self, entry: Entry, target: BinaryIO, password: str | None) -> None:
        import pyzipper

        secret = password.encode("utf-8", "surrogateescape") if entry.is_encrypted and password else None
        try:
            size = 0
            with self._package.open(self._infos[entry.index], pwd=secret) as packed:
                while piece := packed.read(CHUNK):
                    size += len(piece)
                    if size > entry.size:
                        raise _refusal(self._source, "条目的大小与目录不符", "has an entry larger than it says")
                    target.write(piece)
        except (*BROKEN, pyzipper.BadZipFile, pyzipper.LargeZipFile) as failure:
            if isinstance(failure, OSError) and failure.errno:
                raise
            if entry.is_encrypted and not isinstance(failure, NotImplementedError):
                # One wrong password in 256 (ZipCrypto) or 65,536 (AES) is found only by the check sum.
                raise WrongPassword(self._source.name) from failure
            raise _refusal(self._source, "压缩包已损坏或不完整", "is damaged or cut off") from failure
        if size != entry.size:
            raise _refusal(self._source, "压缩包已损坏或不完整", "is damaged or cut off")


class _Opened:
    """An archive by the library that reads both kinds of encryption, with its refusals made ours."""

    def __init__(self, source: Source, file: BinaryIO) -> None:
        import pyzipper

        try:
            self._package = pyzipper.AESZipFile(file)
        except (*BROKEN, pyzipper.BadZipFile, pyzipper.LargeZipFile) as failure:
            raise _refusal(source, "不是完整的 ZIP 压缩包", "is no whole ZIP archive") from failure

    def __enter__(self) -> Any:
        return self._package

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._package.close()


def check_directory(source: Source, file: BinaryIO) -> None:
    """Check the archive's directory before a library reads it into memory whole; the stream is rewound.

    Raises:
        UnreadableFile: there is none, or it is larger than any honest one.
    """
    if source.size > ARCHIVE_BYTES:
        raise _refusal(source, "压缩包过大", "is too large")
    file.seek(max(0, source.size - (1 << 16) - _END.size))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise _refusal(source, "ZIP 压缩包不完整（没有目录）", "is no whole ZIP archive: its directory is missing")
    fields = _END.unpack_from(tail, at)
    if fields[4] > ENTRIES or fields[5] > _DIRECTORY_BYTES:
        raise _refusal(source, f"压缩包内文件过多（最多 {ENTRIES} 个）", f"holds too many files (at most {ENTRIES})")


def check_entry(source: Source, info: zipfile.ZipInfo, *, limit: int = ENTRY_BYTES) -> None:
    """Check one entry of the directory.

    Raises:
        UnreadableFile: it would unpack to more than `limit` bytes, or far more than it could honestly hold.
    """
    if info.file_size > limit or (info.file_size > _SMALL and info.file_size > RATIO * max(1, info.compress_size)):
        raise _refusal(
            source,
            f"“{shown_name(info.filename)}”解压后过大，可能是压缩炸弹",
            f"“{shown_name(info.filename)}” would unpack to far too much; it may be a bomb",
        )


def _refuse_nested(outer: Source, inner: Source) -> None:
    from app.intake.workbooks import kind_of

    if is_archive(inner) and kind_of(inner) is None:
        raise UnreadableFile(
            outer.name,
            Text("压缩包里还有压缩包", "holds another archive"),
            Text("请先解压，再导入里面的账单", "unpack it first and import the statement in it"),
        )


def _refusal(source: Source, zh: str, en: str) -> UnreadableFile:
    return UnreadableFile(
        source.name, Text(zh, en), Text("请使用邮件中的原始压缩包", "use the archive as it came by mail")
    )
