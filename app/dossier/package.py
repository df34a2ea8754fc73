"""An evidence package: a BagIt 1.0 bag (RFC 8493) in one ZIP file that opens with right names everywhere.

Payload is streamed once: each file goes into the ZIP while its SHA-256 and SHA-512 are taken, and the manifests follow.
The same files and time give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from app.domain.errors import Cancelled, OutputError
from app.domain.times import SHANGHAI
from app.domain.words import Text
from app.dossier.staging import staging

ALGORITHMS: Final = ("sha256", "sha512")
_DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_CHUNK: Final = 1 << 20
_PACKED: Final = frozenset({"txt", "json", "csv", "html", "xml"})
"""Kinds of file that a ZIP makes smaller; pictures and PDF are packed already."""
_FORBIDDEN: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|%', "-"))
_RESERVED: Final = {"CON", "PRN", "AUX", "NUL"} | {f"{port}{number}" for port in ("COM", "LPT") for number in range(10)}
"""Names that Windows keeps for devices."""
_NAME_LIMIT: Final = 60
_EARLIEST: Final = 1980


class Readable(Protocol):
    """Bytes of the payload."""

    def open(self) -> BinaryIO:
        """Return a new stream at the first byte; the caller closes it."""
        ...


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """A file of the payload by its path below `data/`; where a SHA-256 (hex) is expected, other bytes are refused."""

    path: str
    source: Readable
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class BagFile:
    """A file as it lies in the bag: its path from the bag's top, size, and hashes by algorithm (hex)."""

    path: str
    bytes: int
    hashes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BagReport:
    """A written bag: the ZIP's size and SHA-256 (hex), and its payload."""

    path: Path
    bytes: int
    sha256: str
    payload: tuple[BagFile, ...]


def write_bag(
    files: Iterable[PayloadFile],
    destination: Path,
    *,
    top: str,
    info: Mapping[str, str],
    at: datetime,
    progress: Callable[[int, int], None],
    cancel: Callable[[], bool],
) -> BagReport:
    """Write a bag into a ZIP file, whole or not at all; `top` is its one folder, `info` goes into `bag-info.txt`.

    Raises:
        OutputError: it cannot be written, a file cannot be read, or is not what was expected.
        Cancelled: it is no longer wanted; nothing is left.
    """
    listed = sorted(files, key=lambda file: file.path)
    with staging(destination) as staged:
        with staged.file() as (part, out):
            with zipfile.ZipFile(out, "w", allowZip64=True) as bag:
                writer = _BagWriter(bag, top, at, cancel)
                payload = []
                for done, file in enumerate(listed):
                    progress(done, len(listed))
                    payload.append(writer.payload(file))
                _write_tags(writer, payload, info)
            out.flush()
            size = out.tell()
        with part.open("rb") as written:
            sha256 = hashlib.file_digest(written, "sha256").hexdigest()
        staged.publish({part: destination})
    progress(len(listed), len(listed))
    return BagReport(destination, size, sha256, tuple(payload))


def file_name(*words: str, suffix: str) -> str:
    """Return words joined by `_` as a file name that every system takes, composed (NFC) as Windows writes it."""
    parts = []
    for word in words:
        seen = "".join(letter for letter in unicodedata.normalize("NFC", word) if letter.isprintable())
        parts.append(seen.translate(_FORBIDDEN).strip(" .")[:_NAME_LIMIT].strip(" ."))
    name = "_".join(part for part in parts if part) or "file"
    if name.split(".")[0].upper() in _RESERVED:
        name = f"_{name}"
    return f"{name}.{suffix}" if suffix else name


class _BagWriter:
    """Streams files into the ZIP and keeps what the manifests say of them."""

    def __init__(self, bag: zipfile.ZipFile, top: str, at: datetime, cancel: Callable[[], bool]) -> None:
        self._bag = bag
        self._top = top
        local = at.astimezone(SHANGHAI)
        self._time = (max(local.year, _EARLIEST), local.month, local.day, local.hour, local.minute, local.second)
        self._cancel = cancel

    def payload(self, file: PayloadFile) -> BagFile:
        """Write a file of the payload."""
        with file.source.open() as source:
            kept = self._write(f"data/{file.path}", source)
        if file.expected is not None and kept.hashes["sha256"] != file.expected:
            raise OutputError(
                Text(f"{file.path} 与导入时的原件不同", f"{file.path} is not what came in"),
                Text("请运行 verify 并从备份恢复", "run verify and restore it from a backup"),
            )
        return kept

    def text(self, path: str, text: str) -> BagFile:
        """Write a tag file."""
        return self._write(path, io.BytesIO(text.encode()))

    def _write(self, path: str, source: BinaryIO) -> BagFile:
        entry = zipfile.ZipInfo(f"{self._top}/{path}", self._time)
        entry.create_system = 3
        entry.external_attr = 0o100644 << 16
        is_packed = path.rsplit(".", 1)[-1] in _PACKED
        entry.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
        digests = {name: hashlib.new(name) for name in ALGORITHMS}
        size = 0
        with self._bag.open(entry, "w", force_zip64=True) as target:
            while chunk := source.read(_CHUNK):
                if self._cancel():
                    raise Cancelled
                for digest in digests.values():
                    digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
        return BagFile(path, size, {name: digest.hexdigest() for name, digest in digests.items()})


def _write_tags(writer: _BagWriter, payload: list[BagFile], info: Mapping[str, str]) -> None:
    # RFC 8493, 2.2.2: Payload-Oxum is the number of bytes and of files.
    about = {**info, "Payload-Oxum": f"{sum(file.bytes for file in payload)}.{len(payload)}"}
    lines = [f"{name}: {' '.join(value.split())}\n" for name, value in about.items()]
    tags = [writer.text("bagit.txt", _DECLARATION), writer.text("bag-info.txt", "".join(lines))]
    tags.extend(writer.text(f"manifest-{name}.txt", _manifest(payload, name)) for name in ALGORITHMS)
    for name in ALGORITHMS:
        writer.text(f"tagmanifest-{name}.txt", _manifest(tags, name))


def _manifest(files: Iterable[BagFile], algorithm: str) -> str:
    """Return lines that `sha256sum -c` and `shasum -c` take, too: two blanks between hash and path."""
    return "".join(f"{file.hashes[algorithm]}  {file.path}\n" for file in files)
