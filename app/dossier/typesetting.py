"""From typed text to lines of runs: what cannot be printed is made visible, lines break as Chinese is broken.

Rules for the ends of lines follow GB/T 15834-2011, section 5.1: no closing mark begins a line, no opening mark
ends one, a dash or an ellipsis is not split.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from weakref import WeakKeyDictionary, ref

from app.dossier.fonts import Fonts
from app.dossier.look import Face, Style

_NEW_LINE = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
_BLANKS = re.compile(r"\s+")

_OPENING: Final = frozenset("（「『【《〈〔［｛“‘([{￥¥$＄")
_CLOSING: Final = frozenset("、。，．！？：；）」』】》〉〕］｝”’～·・％‰℃°%)]},.!?:;")
_INSEPARABLE: Final = frozenset("…—⸺")

# Characters that only steer others and print nothing: dropping them loses no word (Unicode, Default_Ignorable).
_INVISIBLE: Final = frozenset(map(ord, "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\ufeff")).union(
    range(0x2060, 0x2065), range(0xFE00, 0xFE10), range(0xE0000, 0xE1000)
)
# Bidirectional overrides can make text read otherwise than it was stored: they are shown, not obeyed.
_OVERRIDES: Final = frozenset([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one face; width in points."""

    face: Face
    text: str
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """Runs side by side; width in points."""

    runs: tuple[Run, ...]
    width: float

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class _Cells:
    characters: list[str]
    faces: list[Face]
    widths: list[float]


def spelled(character: str) -> str:
    """Return the visible form of a character that cannot be printed: `[U+20BB7]`."""
    return f"[U+{ord(character):04X}]"


def visible(text: str) -> str:
    """Return the text with tabs as blanks, steering characters dropped and other control characters spelled out."""
    return "".join(_shown(character) for character in text)


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return "    "
    if code in _INVISIBLE:
        return ""
    if code in _OVERRIDES or unicodedata.category(character) in {"Cc", "Cs"}:
        return spelled(character)
    return character


def plain_line(text: str) -> str:
    """Return the text on one line, for bookmarks and metadata, where the reader's own fonts are used."""
    return _BLANKS.sub(" ", visible(_NEW_LINE.sub(" ", text))).strip()


def wrap(text: str, style: Style, width: float, fonts: Fonts, *, at_most: int | None = None) -> list[Line]:
    """Return the text as lines no wider than `width` points.

    With `at_most`, text that needs more lines ends in an ellipsis.
    """
    lines: list[Line] = []
    for paragraph in _NEW_LINE.split(text):
        cells = _cells(paragraph, style, fonts)
        filled = _fill(cells, width)
        if len(filled) > 1 and len(filled[-1].text) == 1:
            filled = _without_orphan(cells, filled, width, style.size)
        lines.extend(filled)
        if at_most is not None and len(lines) > at_most:
            return [*lines[: at_most - 1], _ended(lines[at_most - 1], style, width, fonts)]
    return lines


def _without_orphan(cells: _Cells, filled: list[Line], width: float, em: float) -> list[Line]:
    """Return the lines set a little narrower, so that no character stands alone on the last; else as they are."""
    for narrower in (width - em, width - 2 * em):
        again = _fill(cells, narrower) if narrower > 4 * em else filled
        if len(again) == len(filled) and len(again[-1].text) > 1:
            return again
    return filled


def one_line(text: str, style: Style, fonts: Fonts, width: float | None = None) -> Line:
    """Return the text as one line, cut with an ellipsis where it is wider than `width` points."""
    cells = _cells(_BLANKS.sub(" ", text), style, fonts)
    line = _line(cells, 0, len(cells.characters))
    return line if width is None or line.width <= width else _ended(line, style, width, fonts)


def _ended(line: Line, style: Style, width: float, fonts: Fonts) -> Line:
    ellipsis = _cells("…", style, fonts)
    cells = _cells(line.text, style, fonts)
    end, used = len(cells.characters), sum(cells.widths)
    while end and used + ellipsis.widths[0] > width:
        end -= 1
        used -= cells.widths[end]
    cut = _line(cells, 0, end)
    return _join(cut, _line(ellipsis, 0, 1))


def _join(first: Line, second: Line) -> Line:
    return Line(first.runs + second.runs, first.width + second.width)


class _Cellbook(dict[str, tuple[tuple[str, Face, float], ...]]):
    """What each character is printed as, in which face and how wide (in ems); filled as characters come up."""

    def __init__(self, wanted: Face, fonts: Fonts) -> None:
        super().__init__()
        self._wanted = wanted
        # The books are kept as long as the fonts are, so holding the fonts here would keep both for ever.
        self._fonts = ref(fonts)

    def __missing__(self, character: str) -> tuple[tuple[str, Face, float], ...]:
        fonts = self._fonts()
        if fonts is None:
            raise RuntimeError("the fonts were dropped while text was set in them")
        cells: list[tuple[str, Face, float]] = []
        for shown in _shown(character):
            face = fonts.face_for(shown, self._wanted)
            used = face or self._wanted
            cells.extend((part, used, fonts.width(used, part)) for part in (shown if face else spelled(shown)))
        self[character] = found = tuple(cells)
        return found


_BOOKS: Final[WeakKeyDictionary[Fonts, dict[Face, _Cellbook]]] = WeakKeyDictionary()


def _book(face: Face, fonts: Fonts) -> _Cellbook:
    books = _BOOKS.get(fonts)
    if books is None:
        books = _BOOKS[fonts] = {each: _Cellbook(each, fonts) for each in Face}
    return books[face]


def _cells(text: str, style: Style, fonts: Fonts) -> _Cells:
    book, size = _book(style.face, fonts), style.size
    cells = [cell for character in text for cell in book[character]]
    return _Cells([cell[0] for cell in cells], [cell[1] for cell in cells], [cell[2] * size for cell in cells])


def _line(cells: _Cells, start: int, end: int) -> Line:
    if start == end:
        return Line((), 0.0)
    faces = cells.faces[start:end]
    if faces.count(faces[0]) == len(faces):
        width = sum(cells.widths[start:end])
        return Line((Run(faces[0], "".join(cells.characters[start:end]), width),), width)
    runs: list[Run] = []
    position = start
    while position < end:
        face, first = cells.faces[position], position
        while position < end and cells.faces[position] == face:
            position += 1
        runs.append(Run(face, "".join(cells.characters[first:position]), sum(cells.widths[first:position])))
    return Line(tuple(runs), sum(run.width for run in runs))


def _fill(cells: _Cells, width: float) -> list[Line]:
    count = len(cells.characters)
    if count and cells.characters[-1] != " " and sum(cells.widths) <= width:
        return [_line(cells, 0, count)]
    lines: list[Line] = []
    start = 0
    while start < count:
        end, used = start, 0.0
        while end < count and (used + cells.widths[end] <= width or cells.characters[end] == " "):
            used += cells.widths[end]
            end += 1
        cut = count if end == count else _cut(cells, start, end, width)
        last = cut
        while last > start and cells.characters[last - 1] == " ":
            last -= 1
        lines.append(_line(cells, start, last))
        start = cut
    return lines or [Line((), 0.0)]


def _cut(cells: _Cells, start: int, end: int, width: float) -> int:
    """Return where the next line begins, for a line that is full before `end`."""
    for place in range(end, start, -1):
        if _may_break(cells.characters[place - 1], cells.characters[place]):
            # A word that no line can hold is cut where the line is full: moving it down would only leave a gap.
            return place if _unbroken(cells, place, width) <= width else end
    return max(end, start + 1)


def _unbroken(cells: _Cells, place: int, width: float) -> float:
    used = cells.widths[place]
    for index in range(place + 1, len(cells.characters)):
        if used > width or _may_break(cells.characters[index - 1], cells.characters[index]):
            break
        used += cells.widths[index]
    return used


@lru_cache(maxsize=65536)
def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return before == " " and after != " "
    if before in _CLOSING and after in _OPENING:
        return True
    if after in _CLOSING or before in _OPENING or (after in _INSEPARABLE and before in _INSEPARABLE):
        return False
    if unicodedata.category(after) in {"Mn", "Mc", "Me", "Sk"}:
        return False
    return _stands_alone(before) or _stands_alone(after)


def _stands_alone(character: str) -> bool:
    """Return whether a line may break on either side: true of Chinese, untrue inside words and numbers."""
    width = unicodedata.east_asian_width(character)
    return width in "WF" or (width == "A" and not character.isalnum())
