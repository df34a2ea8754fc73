"""Broken statements: samples changed at random, fed to their reader; nothing but `UnreadableFile` may come out."""

from __future__ import annotations

import random
from pathlib import Path

from app.domain.errors import InputError, UnreadableFile
from app.intake.readers import StatementReader
from app.intake.sources import Source
from app.intake.statements.mapped import read_mapped
from app.intake.statements.mapping_guess import preview
from app.intake.statements.registry import STATEMENT_READERS, find_statement_reader

FIXTURES = Path(__file__).parents[2] / "fixtures" / "statements"
_SPLICES = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b",", b'"', b"\t", b"-", b"/", b"=1+1", b"1e400", b"NaN",
    b"9" * 40, b"4.2E+27", "￥".encode(), "，".encode("gb18030"), b"(" * 50, b")" * 50, b"----", b"0000-00-00 99:99:99",
    b"<c r=\"A1\" t=\"s\"><v>99</v></c>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes changed in one to four places or ways."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        match chance.randrange(9):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at:]
            case 2:
                del changed[at : at + chance.randint(1, 200)]
            case 3:
                changed[at:at] = chance.choice(_SPLICES)
            case 4:
                lines = bytes(changed).split(b"\n")
                del lines[chance.randrange(len(lines))]
                changed = bytearray(b"\n".join(lines))
            case 5:
                changed = bytearray(_with_cells_swapped(bytes(changed), chance))
            case 6:
                other = chance.randrange(len(changed))
                changed[at : at + 40] = changed[other : other + 40]
            case 7:
                changed = bytearray(_encoded_anew(bytes(changed), chance))
            case _:
                changed[at : at + 8] = chance.randbytes(8)
    return bytes(changed)


def _with_cells_swapped(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    cells = lines[chance.randrange(len(lines))].split(b",")
    first, second = chance.randrange(len(cells)), chance.randrange(len(cells))
    cells[first], cells[second] = cells[second], cells[first]
    lines[chance.randrange(len(lines))] = b",".join(cells)
    return b"\n".join(lines)


def _encoded_anew(data: bytes, chance: random.Random) -> bytes:
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.encode(chance.choice(("utf-8", "gb18030", "utf-16", "utf-16-le", "utf-8-sig")), "replace")
    return data


def reader_of(sample: Path) -> StatementReader:
    """Return the reader that an unbroken sample is for."""
    found = find_statement_reader(Source(sample))
    assert found is not None, sample
    return found


def run(data: bytes, reader: StatementReader, path: Path, *, for_all: bool = True) -> bool:
    """Feed bytes to one reader's `detect` and `read`; return whether all of it was read.

    With `for_all` every other reader's `detect` and the mapping get them too. Raises whatever is not a typed refusal:
    that is what fuzzing is for.
    """
    path.write_bytes(data)
    source = Source(path)
    for each in STATEMENT_READERS if for_all else (reader,):
        each.detect(source)
    was_read = True
    try:
        for _ in reader.read(source):
            pass
    except UnreadableFile as refusal:
        was_read = not refusal.sentence.zh
    if for_all:
        _map(source)
    return was_read


def _map(source: Source) -> None:
    try:
        guess = preview(source).guess
        for _ in read_mapped(source, guess):
            pass
    except InputError:
        pass
