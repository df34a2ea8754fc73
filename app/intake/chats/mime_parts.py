"""The parts of a large MIME file by their places in it, so that none has to be in memory."""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.file_bytes import CHUNK
from app.intake.sources import Source

PARTS: Final = 200_000
"""The most parts taken: a chat with a picture a minute for four months."""
HEADER_BYTES: Final = 16_384
"""The longest head of a part read."""
IN_MEMORY: Final = 4 << 20
"""Decoded parts larger than this go to a temporary file."""

_BOUNDARY: Final = re.compile(rb"boundary=\"?([^\"\r\n;]{1,200})", re.IGNORECASE)
_KEY: Final = re.compile(
    r"^(content-type|content-transfer-encoding|content-location):[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE
)
_SPACE: Final = re.compile(rb"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part's content lies in its file, and what its head says."""

    start: int
    end: int
    media_type: str
    encoding: str
    location: str


_KNOWN: Final[weakref.WeakKeyDictionary[Source, tuple[tuple[Part, ...], bool]]] = weakref.WeakKeyDictionary()


def find_parts(source: Source) -> tuple[tuple[Part, ...], bool]:
    """Return the parts of a MIME file in their order, and whether it has its end; remembered with the source.

    Raises:
        UnreadableFile: no boundary is named, there are no parts, or more than `PARTS`.
    """
    known = _KNOWN.get(source)
    if known is None:
        known = _KNOWN[source] = _found(source)
    return known


def _found(source: Source) -> tuple[tuple[Part, ...], bool]:
    head = source.head[:HEADER_BYTES].removeprefix(codecs.BOM_UTF8)
    named = _BOUNDARY.search(head)
    if named is None:
        raise _no_mime(source)
    marks = _marks(source, b"--" + named[1].strip())
    if not marks:
        raise _no_mime(source)
    parts = []
    with source.open() as file:
        for (_, start), (end, _) in zip(marks, [*marks[1:], (source.size, source.size)], strict=True):
            if (part := _part(file, start, end)) is not None:
                parts.append(part)
    is_whole = parts == [] or marks[-1][0] >= parts[-1].end
    return tuple(parts), is_whole


def _marks(source: Source, delimiter: bytes) -> list[tuple[int, int]]:
    """Return where each delimiter begins and ends; only at the beginning of a line it is one."""
    found: list[tuple[int, int]] = []
    position = 0
    held = b"\n"
    with source.open() as file:
        while piece := file.read(CHUNK):
            window = held + piece
            at = window.find(b"\n" + delimiter)
            while at >= 0:
                begin = position - len(held) + at + 1
                if not found or begin > found[-1][0]:
                    found.append((begin, begin + len(delimiter)))
                if len(found) > PARTS:
                    raise UnreadableFile(
                        source.name,
                        Text(f"超过 {PARTS} 个部分", f"has more than {PARTS} parts"),
                        Text("请分段导出", "export it in pieces"),
                    )
                at = window.find(b"\n" + delimiter, at + 1)
            position += len(piece)
            held = window[-(len(delimiter) + 1) :]
    return found


def _part(file: BinaryIO, start: int, end: int) -> Part | None:
    file.seek(start)
    raw = file.read(min(HEADER_BYTES, max(0, end - start)))
    if raw.startswith(b"--"):
        return None
    found = re.search(rb"\r?\n\r?\n", raw)
    if found is None:
        return None
    said = re.sub(r"\r?\n[ \t]+", " ", raw[: found.start()].decode("utf-8", "replace")).replace("\r\n", "\n")
    keys = {key.lower(): value.strip() for key, value in _KEY.findall(said)}
    return Part(
        start + found.end(),
        max(start + found.end(), end),
        keys.get("content-type", "text/plain").partition(";")[0].strip().lower()[:100],
        keys.get("content-transfer-encoding", "7bit").lower(),
        keys.get("content-location", "")[:300],
    )


def part_pieces(source: Source, part: Part) -> Iterator[bytes]:
    """Yield a part's decoded bytes.

    Raises:
        UnreadableFile: the file cannot be read, or base64 is broken.
    """
    rest = b""
    for piece in _raw(source, part):
        if part.encoding == "base64":
            joined = rest + _SPACE.sub(b"", piece)
            cut = len(joined) // 4 * 4
            rest = joined[cut:]
            yield _base64(source, joined[:cut])
        elif part.encoding == "quoted-printable":
            joined = rest + piece
            cut = joined.rfind(b"\n") + 1
            rest = joined[cut:]
            yield quopri.decodestring(joined[:cut])
        else:
            yield piece
    if rest:
        yield _base64(source, rest) if part.encoding == "base64" else quopri.decodestring(rest)


def part_file(source: Source, part: Part) -> BinaryIO:
    """Return a part's decoded bytes as a stream at its beginning; a large one lies in a temporary file.

    Raises:
        UnreadableFile: as `part_pieces`.
    """
    spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        for piece in part_pieces(source, part):
            spool.write(piece)
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return cast("BinaryIO", spool)


def _raw(source: Source, part: Part) -> Iterator[bytes]:
    with source.open() as file:
        file.seek(part.start)
        left = part.end - part.start
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


def _base64(source: Source, encoded: bytes) -> bytes:
    try:
        return base64.b64decode(encoded + b"=" * (-len(encoded) % 4))
    except (binascii.Error, ValueError) as failure:
        raise UnreadableFile(
            source.name,
            Text("附件的编码已损坏", "an attachment's encoding is damaged"),
            Text("请使用原始导出的文件", "use the file as it was exported"),
        ) from failure


def _no_mime(source: Source) -> UnreadableFile:
    return UnreadableFile(
        source.name,
        Text("没有 MIME 分隔标记，文件已损坏", "names no MIME boundary; it is damaged"),
        Text("请使用原始导出的文件", "use the file as it was exported"),
    )
