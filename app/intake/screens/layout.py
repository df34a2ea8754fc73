"""Where lines stand to each other on a page: beside, below, and wrapped values that go on in the next line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.marks import Region
from app.domain.readings import Reading, TextLine
from app.domain.screen_text import without_blanks

_COLON: Final = re.compile(r"[:：︰∶]")
_LOOKS_LABELLED: Final = re.compile(r"[^\d:]{2,6}:.+")
_ALIGNED: Final = 0.8
"""How far (in line heights) two edges may be apart and still be aligned."""
_WRAP_GAP: Final = 0.55
"""The widest gap (in line heights) between two lines of one value."""
_RUN_GAP: Final = 0.45
"""The widest gap (in line heights) between two pieces of one line."""
_BELOW_GAP: Final = 1.3
"""The widest gap (in line heights) between a label and the value below it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A line on the page: the label it is or begins with, and what it says besides."""

    line: TextLine
    joined: str
    label: str | None = None
    value: str | None = None

    @property
    def region(self) -> Region:
        """Its box."""
        return self.line.region

    @property
    def is_label(self) -> bool:
        """Whether it is a label and nothing else."""
        return self.label is not None and self.value is None


@dataclass(frozen=True, slots=True)
class Found:
    """A value's text with its box and the score of the worst line in it."""

    text: str
    region: Region
    score: float

    def joined(self, cell: Cell) -> Found:
        """Return it with one more line."""
        return Found(self.text + cell.line.text, union(self.region, cell.region), min(self.score, cell.line.score))


@dataclass(frozen=True, slots=True)
class Layout:
    """The cells of a page in reading order."""

    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, reading: Reading, labels: Iterable[str]) -> Layout:
        """Lay out a reading, with the page type's labels told from what else it says."""
        longest_first = sorted(labels, key=lambda label: (-len(label), label))
        return cls(tuple(_cell(line, longest_first) for line in reading.lines))

    @property
    def width(self) -> int:
        """The width in pixels up to the last text; margins are unknown."""
        return max((cell.region.right for cell in self.cells), default=0)

    def row(self, cell: Cell) -> list[Cell]:
        """Return the other cells of its row from the left."""
        return sorted(
            (other for other in self.cells if other is not cell and _share_row(cell.region, other.region)),
            key=lambda other: other.region.x,
        )

    def right_of(self, cell: Cell) -> Cell | None:
        """Return the next cell of its row."""
        edge = cell.region.right - cell.region.height * 0.7
        return next((other for other in self.row(cell) if other.region.x >= edge), None)

    def run_on(self, cell: Cell) -> list[Cell]:
        """Return the cells to the right that follow so closely that they are one line, cut at brackets or blanks."""
        run: list[Cell] = []
        last = cell
        while (following := self.right_of(last)) is not None:
            if following.label or following.region.x - last.region.right > _RUN_GAP * last.region.height:
                break
            run.append(following)
            last = following
        return run

    def left_of(self, cell: Cell) -> Cell | None:
        """Return the cell before it in its row."""
        edge = cell.region.x + cell.region.height * 0.5
        return next((other for other in reversed(self.row(cell)) if other.region.right <= edge), None)

    def below(self, cell: Cell, gap: float = _BELOW_GAP) -> Cell | None:
        """Return the nearest cell under it with the same left edge, at most `gap` line heights away."""
        one = cell.region
        under = [
            other
            for other in self.cells
            if -0.4 * one.height <= other.region.y - one.bottom <= gap * one.height
            and abs(other.region.x - one.x) <= _ALIGNED * one.height
        ]
        return min(under, key=lambda other: other.region.y, default=None)

    def wrapped(self, first: Cell) -> list[Cell]:
        """Return the cells in which the value of `first` goes on, from the top."""
        lines: list[Cell] = []
        last = first
        while (following := self._next_line(first, last)) is not None:
            lines.append(following)
            last = following
        return lines

    def _next_line(self, first: Cell, last: Cell) -> Cell | None:
        for other in self.cells:
            gap = (other.region.y - last.region.bottom) / min(last.region.height, other.region.height)
            if not -0.4 <= gap <= _WRAP_GAP or other is last or other.region.y <= last.region.y:
                continue
            is_aligned = (
                abs(other.region.x - first.region.x) <= _ALIGNED * first.region.height
                or abs(other.region.right - first.region.right) <= _ALIGNED * first.region.height
            )
            is_shorter = other.region.width <= last.region.width + first.region.height
            if is_aligned and is_shorter and other.label is None and not _LOOKS_LABELLED.fullmatch(other.joined):
                left = self.left_of(other)
                return other if left is None or not left.is_label else None
        return None


def value_box(cell: Cell) -> Region:
    """Return the part of a cell's box that its value takes, by the width of its characters."""
    if cell.value is None:
        return cell.region
    whole, part = _ems(cell.line.text), _ems(cell.value)
    width = max(round(cell.region.width * part / whole), 1) if whole else cell.region.width
    return Region(cell.region.right - width, cell.region.y, width, cell.region.height)


def union(one: Region, other: Region) -> Region:
    """Return the box around both."""
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Region(x, y, max(one.right, other.right) - x, max(one.bottom, other.bottom) - y)


def _cell(line: TextLine, labels: Sequence[str]) -> Cell:
    joined = without_blanks(line.text)
    bare = joined.rstrip(":")
    if bare in labels:
        return Cell(line, joined, bare)
    head, colon, tail = _halves(line.text)
    if colon and tail.strip() and without_blanks(head) in labels:
        return Cell(line, joined, without_blanks(head), tail.strip())
    # Recognition may lose the colon and join label and value; whether the rest is a value is for the parser to say.
    label = next((label for label in labels if joined.startswith(label)), None)
    if label is None:
        return Cell(line, joined)
    if head.startswith(label) and head[len(label) :][:1].isspace():
        return Cell(line, joined, label, line.text[len(label) :].strip())
    rest = joined[len(label) :]
    return Cell(line, joined, label, rest) if rest[:1] in "¥-+0123456789" else Cell(line, joined)


def _halves(text: str) -> tuple[str, bool, str]:
    match = _COLON.search(text)
    return (text[: match.start()], True, text[match.end() :]) if match else (text, False, "")


def _share_row(one: Region, other: Region) -> bool:
    common = min(one.bottom, other.bottom) - max(one.y, other.y)
    return common >= 0.5 * min(one.height, other.height)


def _ems(text: str) -> float:
    return sum(2.0 if unicodedata.east_asian_width(mark) in "WF" else 1.1 for mark in text)
