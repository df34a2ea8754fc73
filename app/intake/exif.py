"""The few EXIF facts that tell when and with what a picture was made, read without trusting the block.

EXIF is a TIFF structure (CIPA DC-008, Exif 2.32, section 4.5): a byte order, then directories of 12-byte entries.
It is read here rather than by the decoder, which warns, guesses and raises differently for each kind of damage.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, Literal

from app.domain.evidence import Capture, CapturedFrom, CaptureMeaning
from app.domain.times import SHANGHAI

LIMIT_ENTRIES: Final = 1_000
"""The most directory entries looked at; cameras write some 60."""

LIMIT_TEXT: Final = 256
"""The longest value kept, in bytes."""

_BYTE, _ASCII, _SHORT, _LONG, _UNDEFINED, _DIRECTORY = 1, 2, 3, 4, 7, 13
_EXIF_DIRECTORY: Final = 0x8769
_ORIENTATION: Final = 0x0112
_TEXTS: Final = {
    0x010F: "maker",
    0x0110: "model",
    0x0131: "software",
    0x0132: "changed",
    0x9003: "original",
    0x9004: "digitized",
    0x9010: "changed_offset",
    0x9011: "original_offset",
    0x9012: "digitized_offset",
    0x9286: "comment",
    0x9290: "changed_fraction",
    0x9291: "original_fraction",
    0x9292: "digitized_fraction",
}
_MOMENT = re.compile(r"([0-9]{4})[:/.-]([0-9]{1,2})[:/.-]([0-9]{1,2})[ T]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})")
_OFFSET = re.compile(r"([+-])([01][0-9]):?([0-5][0-9])")

Read = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Exif:
    """What the block says: orientation 1 to 8 (CIPA DC-008, tag 274), capture time, device and software."""

    orientation: int = 1
    capture: Capture | None = None
    device: str = ""
    software: str = ""
    is_screenshot: bool = False


NO_EXIF: Final = Exif()


def read_exif(block: bytes) -> Exif:
    """Read an EXIF block, with or without its JPEG mark; damage gives fewer facts, never an error."""
    block = block.removeprefix(b"Exif\0\0")
    return read_exif_at(lambda offset, size: block[offset : offset + size])


def read_exif_at(read: Read) -> Exif:
    """Read EXIF through `read(offset, size)`, which returns fewer bytes past the end: a TIFF file is one itself."""
    head = read(0, 8)
    order: Literal["little", "big"]
    if head[:4] == b"II*\0":
        order = "little"
    elif head[:4] == b"MM\0*":
        order = "big"
    else:
        return NO_EXIF
    walker = _Walker(read, order)
    walker.directory(int.from_bytes(head[4:8], order))
    if walker.exif_directory:
        walker.directory(walker.exif_directory)
    return _facts(walker)


class _Walker:
    def __init__(self, read: Read, order: Literal["little", "big"]) -> None:
        self._read = read
        self._order = order
        self._left = LIMIT_ENTRIES
        self.texts: dict[str, str] = {}
        self.orientation = 1
        self.exif_directory = 0

    def directory(self, offset: int) -> None:
        count = min(int.from_bytes(self._read(offset, 2), self._order), self._left)
        self._left -= count
        entries = self._read(offset + 2, count * 12)
        for start in range(0, len(entries) - 11, 12):
            self._entry(entries[start : start + 12])

    def _entry(self, entry: bytes) -> None:
        tag, kind = (int.from_bytes(entry[at : at + 2], self._order) for at in (0, 2))
        count, value = (int.from_bytes(entry[at : at + 4], self._order) for at in (4, 8))
        if tag == _ORIENTATION and kind == _SHORT:
            turned = int.from_bytes(entry[8:10], self._order)
            self.orientation = turned if 1 <= turned <= 8 else 1
        elif tag == _EXIF_DIRECTORY and kind in {_LONG, _DIRECTORY}:
            self.exif_directory = value
        elif tag in _TEXTS and kind in {_BYTE, _ASCII, _UNDEFINED}:
            raw = entry[8 : 8 + count] if count <= 4 else self._read(value, min(count, LIMIT_TEXT))
            # The first directory that has the tag wins: thumbnails repeat some.
            self.texts.setdefault(_TEXTS[tag], _as_text(raw))


def _as_text(raw: bytes) -> str:
    # UserComment begins with an 8-byte character code (section 4.6.5); the plain texts end at their first NUL.
    raw = raw.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0").partition(b"\0")[0]
    text = raw.decode("utf-8", "replace")
    return "".join(character for character in text if character.isprintable()).strip()


def _facts(walker: _Walker) -> Exif:
    texts = walker.texts
    is_screenshot = texts.get("comment", "").casefold() == "screenshot"
    maker, model = texts.get("maker", ""), texts.get("model", "")
    device = model if model.casefold().startswith(maker.casefold()) else f"{maker} {model}".strip()
    return Exif(
        orientation=walker.orientation,
        capture=_capture(texts, is_screenshot=is_screenshot),
        device=device,
        software=texts.get("software", ""),
        is_screenshot=is_screenshot,
    )


def _capture(texts: dict[str, str], *, is_screenshot: bool) -> Capture | None:
    for name in ("original", "digitized", "changed"):
        at = _instant(texts.get(name, ""), texts.get(f"{name}_offset", ""), texts.get(f"{name}_fraction", ""))
        if at is not None:
            # DateTime (tag 306) is when the file was last changed, unless the phone itself marks a screenshot.
            is_change = name == "changed" and not is_screenshot
            meaning = CaptureMeaning.MODIFIED if is_change else CaptureMeaning.TAKEN
            return Capture(at, CapturedFrom.EXIF, meaning)
    return None


def _instant(moment: str, offset: str, fraction: str) -> datetime | None:
    match = _MOMENT.match(moment)
    if match is None:
        return None
    # SubSecTime holds the digits after the decimal point (section 4.6.5).
    digits = fraction[:3] if fraction.isascii() and fraction.isdigit() else ""
    year, month, day, hour, minute, second = map(int, match.groups())
    try:
        # Without an offset it is the phone's own time, which for our users is China's; taking it for UTC is
        # the mistake that photo managers make with screenshots of iPhones.
        zone = _zone(offset) or SHANGHAI
        fine = int(digits.ljust(3, "0")) * 1000
        return datetime(year, month, day, hour, minute, second, fine, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(offset: str) -> timezone | None:
    if offset == "Z":
        return UTC
    match = _OFFSET.match(offset)
    if match is None:
        return None
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(ahead if match[1] == "+" else -ahead)
