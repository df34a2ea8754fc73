"""Finding a table's header by its content, and its columns by their names.

Source: formats.md, section 0, points 1 and 2: never a fixed line, never a fixed place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from app.domain.payments import StatementSource
from app.intake.statements.cells import BLANKS, text
from app.intake.statements.tables import Table
from app.intake.workbooks import Cell

KNOWN_NAMES: Final = 3
"""So many known names make a row the header."""


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """Return a column's name as it is compared: brackets and slashes of one width, no blanks, no case."""
    folded = unicodedata.normalize("NFKC", name.strip(BLANKS))
    return "".join(mark for mark in folded if not mark.isspace() and mark not in BLANKS).casefold()


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a reader knows, by the names it has had."""

    key: str
    names: tuple[str, ...]
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of statement: whose it is, its columns, and what tells it.

    A table is of this kind if all columns of `telling` are there, or if some are and one of `markers` stands above.
    """

    reader: str
    source: StatementSource
    institution: str
    columns: tuple[Column, ...]
    telling: frozenset[str]
    markers: tuple[str, ...] = ()
    by_name: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        names: dict[str, tuple[str, ...]] = {}
        for column in self.columns:
            for name in map(folded_name, column.names):
                names[name] = (*names.get(name, ()), column.key)
        object.__setattr__(self, "by_name", names)


@dataclass(frozen=True, slots=True)
class Header:
    """A header that was found: its line, the places of the known columns, how many cells are named, what is above."""

    line: int
    index: dict[str, int]
    names: tuple[str, ...]
    width: int
    preamble: tuple[str, ...]


def find_header(table: Table, layout: Layout) -> Header | None:
    """Return the header of a table if it is of a layout's kind, else None."""
    above: list[str] = []
    for line, cells in table.opening:
        names = [folded_name(cell) if isinstance(cell, str) else "" for cell in cells]
        if sum(name in layout.by_name for name in names) >= KNOWN_NAMES:
            index: dict[str, int] = {}
            for place, name in enumerate(names):
                for key in layout.by_name.get(name, ()):
                    index.setdefault(key, place)
            is_marked = any(marker in text for text in above for marker in layout.markers)
            if layout.telling <= index.keys() or is_marked:
                width = max((place + 1 for place, name in enumerate(names) if name), default=0)
                shown = tuple(text(cell) for cell in cells)
                return Header(line, index, shown, width, tuple(above))
        above.append(" ".join(filter(None, map(text, cells))))
    return None


def shown_names(cells: list[Cell]) -> tuple[str, ...]:
    """Return the names of a header as the file has them, stripped."""
    return tuple(text(cell) for cell in cells)
