"""The fonts of the demo's screens, and how wide a text is in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

REGULAR: Final = "NotoSansSC_400Regular.ttf"
BOLD: Final = "NotoSansSC_700Bold.ttf"
EMOJI: Final = "NotoEmoji_400Regular.ttf"

# Closing signs that must not begin a line (the basic kinsoku rule of Chinese typesetting).
_NOT_FIRST: Final = frozenset("，。、；：？！）】》”’…%,.;:?!)]}")
_NOT_LAST: Final = frozenset("（【《“‘([{¥")


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is on every machine; the other one is not, and would set the same text differently.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _is_emoji(character: str) -> bool:
    code = ord(character)
    return code >= 0x1F000 or 0x2600 <= code <= 0x27BF


class Fonts:
    """The font files of one folder, at any size; emoji come from their own font."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def runs(self, text: str, size: int, *, bold: bool = False) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
        """Yield the pieces of a text, each with the font that has its characters."""
        plain = _font(self.folder / (BOLD if bold else REGULAR), size)
        piece, is_emoji = "", False
        for character in text:
            if character in "\ufe0f\u200d":
                continue
            if _is_emoji(character) != is_emoji and piece:
                yield piece, self._emoji(size) if is_emoji else plain
                piece = ""
            is_emoji = _is_emoji(character)
            piece += character
        if piece:
            yield piece, self._emoji(size) if is_emoji else plain

    def width(self, text: str, size: int, *, bold: bool = False) -> float:
        """Return how wide a text is, in pixels."""
        return sum(font.getlength(piece) for piece, font in self.runs(text, size, bold=bold))

    def fitted(self, text: str, size: int, room: float, *, bold: bool = False) -> str:
        """Return the text, or as much of it as has room with `…` behind it."""
        if self.width(text, size, bold=bold) <= room:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.width(text[:middle].rstrip() + "…", size, bold=bold) <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        return text[:low].rstrip() + "…"

    def wrapped(self, text: str, size: int, room: float, *, bold: bool = False, lines: int | None = None) -> list[str]:
        """Break a text into lines no wider than `room`; with `lines`, the last of so many ends in `…` if cut."""
        found: list[str] = []
        for paragraph in text.split("\n"):
            found.extend(self._paragraph(paragraph, size, room, bold=bold))
        if lines is not None and len(found) > lines:
            rest = "".join(found[lines - 1 :])
            found[lines - 1 :] = [self.fitted(rest, size, room, bold=bold)]
        return found

    def _paragraph(self, text: str, size: int, room: float, *, bold: bool) -> Iterator[str]:
        line = ""
        for unit in _units(text):
            if line and self.width(line + unit, size, bold=bold) > room:
                if unit in _NOT_FIRST and len(line) > 1:
                    yield line[:-1].rstrip()
                    line = line[-1] + unit
                    continue
                if line[-1] in _NOT_LAST and len(line) > 1:
                    yield line[:-1].rstrip()
                    line = line[-1] + unit
                    continue
                yield line.rstrip()
                line = unit.lstrip()
            else:
                line += unit
            while self.width(line, size, bold=bold) > room and len(line) > 1:
                head = self.fitted(line, size, room, bold=bold)[:-1] or line[0]
                yield head
                line = line[len(head) :]
        yield line

    def _emoji(self, size: int) -> ImageFont.FreeTypeFont:
        return _font(self.folder / EMOJI, size)


def _units(text: str) -> Iterator[str]:
    """Yield what may not be broken: Latin words and numbers whole, everything else by character."""
    word = ""
    for character in text:
        if character.isascii() and not character.isspace():
            word += character
            continue
        if word:
            yield word
            word = ""
        yield character
    if word:
        yield word
