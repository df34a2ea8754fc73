"""Colour profiles: the one that the whole PDF is meant for, and those that pictures bring along.

PDF/A lets colours be given without a profile only under an output intent of the same kind (ISO 19005-2, 6.2.4.3):
sRGB covers grey and RGB. The two profiles here are built from published numbers, so they carry nobody's copyright and
are the same bytes everywhere.
"""

from __future__ import annotations

import io
import struct
from functools import cache
from itertools import product
from typing import Final

LARGEST: Final = 4 << 20
"""More bytes than any profile of a picture has; what is larger is ignored."""

_HEADER: Final = 128
_CLASSES: Final = frozenset([b"prtr", b"mntr", b"scnr", b"spac"])
_SPACES: Final = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
_D50: Final = (0.9642, 1.0, 0.8249)
# IEC 61966-2-1 primaries, adapted to D50 by Bradford's matrix.
_RED: Final = (0.43607, 0.22249, 0.01392)
_GREEN: Final = (0.38515, 0.71687, 0.09708)
_BLUE: Final = (0.14307, 0.06061, 0.71410)
_STEPS: Final = 1024
_INK_STEPS: Final = 256
_GRID: Final = 5
_RAMP: Final = range(_STEPS)


def usable(profile: bytes, components: int) -> bool:
    """Return whether a PDF/A may use a picture's profile for samples of that many components (ISO 19005-2, 6.2.4.2)."""
    if not _HEADER < len(profile) <= LARGEST or profile[36:40] != b"acsp":
        return False
    if int.from_bytes(profile[:4], "big") != len(profile) or profile[8] not in {2, 4}:
        return False
    return profile[12:16] in _CLASSES and profile[16:20] == _SPACES.get(components) and _opens(profile)


def _opens(profile: bytes) -> bool:
    from PIL import ImageCms

    try:
        ImageCms.ImageCmsProfile(io.BytesIO(profile))
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError):
        return False
    return True


@cache
def srgb() -> bytes:
    """Return an sRGB display profile (ICC.1:2001-04, version 2.1)."""
    curve = b"curv" + bytes(4) + struct.pack(f">I{_STEPS}H", _STEPS, *(_u16(_linear(i / (_STEPS - 1))) for i in _RAMP))
    return _profile(
        b"mntr",
        b"RGB ",
        {
            b"desc": _description("sRGB IEC61966-2.1"),
            b"cprt": _text("CC0: no rights reserved"),
            b"wtpt": _xyz(_D50),
            b"rXYZ": _xyz(_RED),
            b"gXYZ": _xyz(_GREEN),
            b"bXYZ": _xyz(_BLUE),
            b"rTRC": curve,
            b"gTRC": curve,
            b"bTRC": curve,
        },
    )


@cache
def plain_cmyk() -> bytes:
    """Return a profile that reads inks as screens do, each taking its part of the light: red = (1-cyan)(1-black).

    A CMYK picture that brings no profile says no more of its colours than this (ISO 32000-1, 10.3.5).
    """
    inks = [_u16(1 - _linear(1 - i / (_INK_STEPS - 1))) for i in range(_INK_STEPS)]
    table = struct.pack(">BBBB9i2H", 4, 3, _GRID, 0, 65536, 0, 0, 0, 65536, 0, 0, 0, 65536, _INK_STEPS, 2)
    table += struct.pack(f">{_INK_STEPS}H", *inks) * 4
    for point in product(range(_GRID), repeat=4):
        cyan, magenta, yellow, black = (step / (_GRID - 1) for step in point)
        light = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
        primaries = tuple(zip(light, (_RED, _GREEN, _BLUE), strict=True))
        mixed = (sum(part * colour[axis] for part, colour in primaries) for axis in range(3))
        table += struct.pack(">3H", *(round(value * 32768) for value in mixed))
    table += struct.pack(">2H", 0, 65535) * 3
    return _profile(
        b"scnr",
        b"CMYK",
        {
            b"desc": _description("Plain CMYK"),
            b"cprt": _text("CC0: no rights reserved"),
            b"wtpt": _xyz(_D50),
            b"A2B0": b"mft2" + bytes(4) + table,
        },
    )


def _linear(value: float) -> float:
    """Return the light of an sRGB value, both from 0 to 1 (IEC 61966-2-1)."""
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _u16(value: float) -> int:
    return round(value * 65535)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in values))


def _text(text: str) -> bytes:
    return b"text" + bytes(4) + text.encode("ascii") + b"\0"


def _description(text: str) -> bytes:
    words = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(words)) + words + bytes(8 + 3 + 67)


def _profile(kind: bytes, space: bytes, tags: dict[bytes, bytes]) -> bytes:
    table, body = struct.pack(">I", len(tags)), b""
    first = _HEADER + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    for name, data in tags.items():
        if data not in places:
            places[data] = first + len(body)
            body += data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", places[data], len(data))
    header = struct.pack(">I4sI4s4s4s", first + len(body), b"", 0x02100000, kind, space, b"XYZ ")
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp")
    header += bytes(28) + struct.pack(">3i", *(round(value * 65536) for value in _D50))
    return header.ljust(_HEADER, b"\0") + table + body
