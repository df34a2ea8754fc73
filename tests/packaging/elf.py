"""The DT_NEEDED entries of shared libraries, read from the ELF files themselves (System V ABI, chapter 5)."""

import struct
from collections.abc import Iterable
from pathlib import Path

import PySide6
import shiboken6

DT_NEEDED, DT_STRTAB = 1, 5
PT_LOAD, PT_DYNAMIC = 1, 2
FOLDERS = [Path(PySide6.__path__[0]), Path(shiboken6.__path__[0])]
BUNDLED = {file.name: file for folder in FOLDERS for file in folder.rglob("*.so*")}


def needed_by(names: Iterable[str]) -> set[str]:
    """Return the libraries from outside the wheels that these files of PySide6 need, through those inside."""
    waiting = [FOLDERS[0] / name for name in names]
    seen: set[Path] = set()
    outside: set[str] = set()
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        for soname in direct_needs(file.read_bytes()):
            if soname in BUNDLED:
                waiting.append(BUNDLED[soname])
            else:
                outside.add(soname)
    return outside


def direct_needs(data: bytes) -> list[str]:
    """Return the names in DT_NEEDED of one little-endian 64-bit ELF file."""
    assert data[:6] == b"\x7fELF\x02\x01"
    table_at, size, count = struct.unpack_from("<Q14xHH", data, 32)
    # p_type, p_offset, p_vaddr, p_filesz of each program header
    headers = [struct.unpack_from("<I4xQQ8xQ", data, table_at + index * size) for index in range(count)]
    dynamic = next(header for header in headers if header[0] == PT_DYNAMIC)
    entries = list(struct.iter_unpack("<qQ", data[dynamic[1] : dynamic[1] + dynamic[3]]))
    address = next(value for tag, value in entries if tag == DT_STRTAB)
    home = next(h for h in headers if h[0] == PT_LOAD and h[2] <= address < h[2] + h[3])
    strings = address - home[2] + home[1]
    starts = [strings + value for tag, value in entries if tag == DT_NEEDED]
    return [data[start : data.index(b"\0", start)].decode() for start in starts]
