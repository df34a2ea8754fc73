"""Chats exported as tables: rows by the names of their columns, wherever these stand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final

from app.domain.imports import Skipped
from app.domain.words import Text
from app.intake.sources import Source

HEADER_CHARACTERS: Final = 2_000
"""The longest first line that is looked at for column names."""
_MISSING: Final = 2
_SHARED: Final = 4
_TOO_FEW: Final = Text("这一行的列数不足", "has too few columns")
_AROUND: Final = " \t\ufeff\u00a0"

Row = dict[str, str]
"""A row by column names; columns that it lacks at its end are not in it."""


def column_names(source: Source) -> frozenset[str]:
    """Return the column names on a table's first line, empty where it cannot be one; never raises."""
    line = source.head_text[:HEADER_CHARACTERS].partition("\n")[0]
    try:
        cells = next(csv.reader([line.rstrip("\r")]), [])
    except csv.Error:
        return frozenset()
    return frozenset(cell.strip(_AROUND) for cell in cells)


def is_table_of(source: Source, columns: frozenset[str]) -> bool:
    """Whether a table's first line has these columns, or nearly all; what then lacks is for `table_rows` to say.

    Another program's table shares a name or two by chance, never four and all but two.
    """
    known = len(columns & column_names(source))
    return known >= max(len(columns) - _MISSING, _SHARED)


def table_rows(source: Source, columns: frozenset[str]) -> Iterator[tuple[int, Row] | Skipped]:
    """Yield the rows below the header with the lines at which they begin; those without all of `columns` are left out.

    Raises:
        UnreadableFile: as `Source.rows`, or the header lacks a column.
    """
    names: list[str] = []
    needed = 0
    for line, cells in text_of(source).rows():
        if not names:
            names = [cell.strip(_AROUND) for cell in cells]
            if missing := ", ".join(sorted(columns - set(names))):
                raise source.refusal(line, Text(f"缺少列：{missing}", f"lacks columns: {missing}"))
            needed = 1 + max(names.index(name) for name in columns)
        elif not any(cell.strip(_AROUND) for cell in cells):
            continue
        elif len(cells) < needed:
            yield Skipped(line, _TOO_FEW)
        else:
            yield line, dict(zip(names, cells, strict=False))


def text_of(source: Source) -> Source:
    """Return the source once it is known to be text, before anything of it is opened for reading.

    Raises:
        UnreadableFile: it is in no encoding that is known.
    """
    _ = source.encoding
    return source
