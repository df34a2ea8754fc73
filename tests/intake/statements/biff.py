"""The cells of an XLS file as text, walked record by record: for `recomputed`, which uses no library of our readers.

Sources: [MS-CFB] 2.2 to 2.6 (the container: header, sectors, directory), [MS-XLS] 2.4 (BoundSheet8, SST, LabelSst,
Label, Number, RK, MulRk), 2.5.293 (XLUnicodeRichExtendedString), 2.5.217 (RkNumber). Formulas are left out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_END = 0xFFFFFFFA
"""Numbers of sectors end here; what is greater is a mark."""


def xls_rows(path: Path) -> list[list[str]]:
    """Return the rows of the first sheet."""
    records = list(_records(_workbook(path.read_bytes())))
    strings: list[str] = []
    cells: dict[tuple[int, int], str] = {}
    begun = 0
    for place, (kind, data) in enumerate(records):
        if kind == 0x0809:
            begun += 1
        elif kind == 0x00FC:
            strings = _shared(data, [more for _, more in _continued(records[place + 1 :])])
        elif begun == 2:
            cells |= _cells(kind, data, strings)
    height = 1 + max((row for row, _ in cells), default=-1)
    width = 1 + max((column for _, column in cells), default=-1)
    return [[cells.get((row, column), "") for column in range(width)] for row in range(height)]


def _workbook(data: bytes) -> bytes:
    """The stream `Workbook` of the container."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    first_directory, cutoff, first_small = struct.unpack_from("<I", data, 48)[0], *struct.unpack_from("<2I", data, 56)

    def sector(number: int) -> bytes:
        return data[size * (number + 1) : size * (number + 2)]

    table: list[int] = []
    for number in struct.unpack_from("<109I", data, 76):
        if number < _END:
            table += struct.unpack(f"<{size // 4}I", sector(number))

    def chain(first: int) -> bytes:
        pieces = []
        while first < _END:
            pieces.append(sector(first))
            first = table[first]
        return b"".join(pieces)

    directory = chain(first_directory)
    entries = [directory[at : at + 128] for at in range(0, len(directory), 128)]
    names = {
        entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le"): entry for entry in entries
    }
    first, length = struct.unpack_from("<IQ", names.get("Workbook") or names["Book"], 116)
    if length >= cutoff:
        return chain(first)[:length]
    root, small = chain(struct.unpack_from("<I", entries[0], 116)[0]), chain(first_small)
    pieces = []
    while first < _END:
        pieces.append(root[first * 64 : first * 64 + 64])
        first = struct.unpack_from("<I", small, first * 4)[0]
    return b"".join(pieces)[:length]


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _continued(records: list[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    for kind, data in records:
        if kind != 0x003C:
            return
        yield kind, data


def _shared(data: bytes, more: list[bytes]) -> list[str]:
    """The shared strings; one that a record cuts goes on in the next, whose first byte tells its width again."""
    strings = []
    rest, pieces = data[8:], list(more)
    for _ in range(struct.unpack_from("<I", data, 4)[0]):
        if not rest:
            rest = pieces.pop(0)
        length, flags = struct.unpack_from("<HB", rest)
        at, runs, extra = 3, 0, 0
        if flags & 8:
            runs, at = struct.unpack_from("<H", rest, at)[0], at + 2
        if flags & 4:
            extra, at = struct.unpack_from("<I", rest, at)[0], at + 4
        rest, text = rest[at:], ""
        while True:
            width = 1 + (flags & 1)
            taken = rest[: (length - len(text)) * width]
            text += taken.decode("utf-16-le" if width == 2 else "latin-1")
            rest = rest[len(taken) :]
            if len(text) == length:
                break
            flags, rest = pieces[0][0], pieces.pop(0)[1:]
        rest = rest[runs * 4 + extra :]
        strings.append(text)
    return strings


def _cells(kind: int, data: bytes, strings: list[str]) -> dict[tuple[int, int], str]:
    if len(data) < 6:
        return {}
    row, column = struct.unpack_from("<2H", data)
    if kind == 0x00FD:
        return {(row, column): strings[struct.unpack_from("<I", data, 6)[0]]}
    if kind == 0x0204:
        width = 1 + (data[8] & 1)
        text = data[9 : 9 + struct.unpack_from("<H", data, 6)[0] * width]
        return {(row, column): text.decode("utf-16-le" if width == 2 else "latin-1")}
    if kind == 0x0203:
        return {(row, column): _figure(struct.unpack_from("<d", data, 6)[0])}
    if kind == 0x027E:
        return {(row, column): _figure(_packed(data[6:10]))}
    if kind == 0x00BD:
        places = range((len(data) - 6) // 6)
        return {(row, column + place): _figure(_packed(data[6 + place * 6 : 10 + place * 6])) for place in places}
    return {}


def _packed(data: bytes) -> float:
    """An RK number: a double's upper 30 bits or a whole number, perhaps in hundredths."""
    number = int.from_bytes(data, "little")
    value = float(int.from_bytes(data, "little", signed=True) >> 2)
    if not number & 2:
        value = struct.unpack("<d", bytes(4) + (number & ~3).to_bytes(4, "little"))[0]
    return value / 100 if number & 1 else value


def _figure(value: float) -> str:
    return repr(int(value) if value.is_integer() else value)
