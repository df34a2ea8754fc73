"""Tables over any number of pages: the head stands on each, a row breaks only where no page could hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Self

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import BOTTOM, CONTENT_WIDTH, LEFT, TOP, Style
from app.dossier.plan import Box, Panel
from app.dossier.sections.anchors import exhibit_anchor
from app.dossier.typesetting import Line, one_line, wrap

PAD = 6.0
_HEAD = 24.0


@dataclass(frozen=True, slots=True)
class Words:
    """Text in a cell; it breaks over lines, and over pages if it must; `anchor` makes its first line a target."""

    text: str
    style: Style = look.CELL
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A line in a cell that names a page and leads there; `{page}` in `template` stands for its number."""

    template: str
    anchor: str
    style: Style = look.CELL_LINK


Cell = Sequence[Words | Reference]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its width in points, and the side its text is set to."""

    name: str
    width: float
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Target:
    """A line that links lead to."""

    line: Line
    anchor: str


Placeable = tuple[Line | Reference | Target, Style]
"""One line of a cell."""


def exhibit_references(dossier_labels: Sequence[str], exhibits: Sequence[int]) -> list[Reference]:
    """Return a line for each exhibit: its label and page, leading there."""
    return [Reference(f"{dossier_labels[at]} · 第{{page}}页", exhibit_anchor(at)) for at in exhibits]


def lines_of(cell: Cell, width: float, flow: Flow) -> list[Placeable]:
    """Return a cell's content as lines no wider than `width` points."""
    lines: list[Placeable] = []
    for part in cell:
        if isinstance(part, Reference):
            lines.append((part, part.style))
        else:
            wrapped = wrap(part.text, part.style, width, flow.fonts)
            first = wrapped[0] if part.anchor is None else Target(wrapped[0], part.anchor)
            lines.append((first, part.style))
            lines.extend((line, part.style) for line in wrapped[1:])
    return lines


def place(flow: Flow, line: Placeable, x: float, top: float, width: float, align: Literal["left", "right"]) -> None:
    """Put one line of a cell that begins at `x` and is `width` points wide."""
    content, style = line
    edge = x if align == "left" else x + width
    if isinstance(content, Target):
        flow.page.anchors[content.anchor] = max(0.0, top - 8)
        content = content.line
    if isinstance(content, Line):
        flow.put(content, edge, top, style, align=align)
        return
    flow.refer(content.template, content.anchor, edge, top, style, align=align)
    taken = one_line(content.template.replace("{page}", "000"), style, flow.fonts).width
    start = edge if align == "left" else edge - taken
    flow.link(Box(start, top, min(taken, width), style.leading), content.anchor)


class Table:
    """Writes a table row by row at the flow's place; used as a context, it repeats its head on new pages."""

    def __init__(self, flow: Flow, columns: Sequence[Column]) -> None:
        self._flow = flow
        self._columns = columns

    def __enter__(self) -> Self:
        self._flow.need(_HEAD + 50)
        self._head()
        self._flow.on_new_page = self._head
        return self

    def __exit__(self, *_: object) -> None:
        self._flow.on_new_page = None

    def row(self, cells: Sequence[Cell], *, anchor: str | None = None, fill: str | None = None) -> None:
        """Write one row; `anchor` makes it the target of links."""
        flow = self._flow
        pending = [
            lines_of(cell, column.width - 2 * PAD, flow) for cell, column in zip(cells, self._columns, strict=True)
        ]
        height = max(sum(style.leading for _, style in lines) for lines in pending) + 2 * PAD
        if height > flow.left and height <= (BOTTOM - TOP) / 2:
            flow.new_page()
        first = True
        while first or any(pending):
            if flow.left < 2 * PAD + look.BODY.leading:
                flow.new_page()
            if first and anchor is not None:
                flow.anchor(anchor)
            pending = self._piece(pending, fill)
            first = False

    def _piece(self, pending: list[list[Placeable]], fill: str | None) -> list[list[Placeable]]:
        """Write as much of a row as this page holds; return what is left of it."""
        flow = self._flow
        room, height, rest, pieces = flow.left - 2 * PAD, 0.0, [], []
        for lines in pending:
            used, count = 0.0, 0
            while count < len(lines) and used + lines[count][1].leading <= room:
                used += lines[count][1].leading
                count += 1
            pieces.append(lines[:count])
            rest.append(lines[count:])
            height = max(height, used)
        if fill:
            flow.page.panels.append(Panel(Box(LEFT, flow.y, CONTENT_WIDTH, height + 2 * PAD), fill=fill))
        x = LEFT
        for lines, column in zip(pieces, self._columns, strict=True):
            top = flow.y + PAD
            for line in lines:
                place(flow, line, x + PAD, top, column.width - 2 * PAD, column.align)
                top += line[1].leading
            x += column.width
        flow.skip(height + 2 * PAD)
        flow.rule()
        return rest

    def _head(self) -> None:
        flow = self._flow
        flow.page.panels.append(Panel(Box(LEFT, flow.y, CONTENT_WIDTH, _HEAD), fill=look.PALE, radius=3))
        x = LEFT
        for column in self._columns:
            edge = x + PAD if column.align == "left" else x + column.width - PAD
            width = column.width - 2 * PAD
            flow.label(column.name, edge, flow.y + 5, look.CELL_MUTED, width=width, align=column.align)
            x += column.width
        flow.skip(_HEAD)
