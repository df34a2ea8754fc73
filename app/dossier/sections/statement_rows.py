"""Rows of a payment statement as a table; with more columns than a page is wide, each row is written as a list."""

from __future__ import annotations

from collections.abc import Sequence

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, Style
from app.dossier.outline import StatementRows
from app.dossier.sections.tables import PAD, Column, Table, Words
from app.dossier.typesetting import one_line

_LEAST = 34.0
_SAMPLED = 200
_WIDE = 7
MOST_COLUMNS = 10
_NARROW = Style(7.5, 11.5)


def draw_statement_rows(flow: Flow, body: StatementRows) -> None:
    """Write the rows; columns are as wide as what stands in them asks for, within the page."""
    if not 0 < len(body.columns) <= MOST_COLUMNS:
        _records(flow, body)
        return
    style = look.CELL if len(body.columns) < _WIDE else _NARROW
    widths = _widths(flow, body, style)
    columns = [
        Column(name, width, "right" if index in body.numeric else "left")
        for index, (name, width) in enumerate(zip(body.columns, widths, strict=True))
    ]
    before = flow.on_new_page
    with Table(flow, columns) as table:
        _both(flow, before)
        for row in body.rows:
            table.row([[Words(cell, style)] for cell in _fitted(row, len(columns))])
    flow.on_new_page = before
    flow.skip(8)
    flow.say(f"共 {len(body.rows)} 行。", look.SMALL)


def _fitted(row: Sequence[str], count: int) -> list[str]:
    """Return as many cells as there are columns; what a row has beyond them stands in its last one."""
    cells = [*row, *[""] * (count - len(row))]
    return [*cells[: count - 1], " ".join(cells[count - 1 :])]


def _records(flow: Flow, body: StatementRows) -> None:
    for number, row in enumerate(body.rows, start=1):
        flow.need(3 * look.CELL.leading)
        flow.say(f"第 {number} 行", look.CELL_BOLD)
        names = [*body.columns, *(f"第 {index + 1} 列" for index in range(len(body.columns), len(row)))]
        for name, cell in zip(names, row, strict=False):
            flow.pair(name, cell or "—", look.CELL_MUTED, look.CELL, 120)
        flow.skip(4)
        flow.rule()
        flow.skip(6)


def _both(flow: Flow, before: object) -> None:
    """Repeat the exhibit's running head above the table's."""
    head = flow.on_new_page
    if callable(before) and head is not None:

        def repeat() -> None:
            before()
            head()

        flow.on_new_page = repeat


def _widths(flow: Flow, body: StatementRows, style: Style) -> list[float]:
    """Return widths that fill the page: in the ratio of the square roots of what the widest cells ask for."""
    asked = []
    for index, name in enumerate(body.columns):
        cells = [name, *(row[index] for row in body.rows[:_SAMPLED] if index < len(row))]
        asked.append(max(one_line(cell[:80], style, flow.fonts).width for cell in cells) + 2 * PAD)
    if sum(asked) <= CONTENT_WIDTH:
        spare = (CONTENT_WIDTH - sum(asked)) / len(asked)
        return [width + spare for width in asked]
    least = min(_LEAST, CONTENT_WIDTH / len(asked))
    room = CONTENT_WIDTH - least * len(asked)
    weights = [max(0.0, width - least) ** 0.5 for width in asked]
    return [least + room * weight / sum(weights) for weight in weights]
