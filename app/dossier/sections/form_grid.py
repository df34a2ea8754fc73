"""A printed form: labelled boxes, filled where something is known, a line to write on where nothing is."""

from __future__ import annotations

from collections.abc import Sequence

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT
from app.dossier.plan import Box, Panel, Rule
from app.dossier.sections.tables import Cell, Placeable, Words, lines_of, place
from app.dossier.typesetting import Line, wrap

LABEL = 92.0
_PAD = 6.0
_LEAST = 28.0
YES, NO = "☑", "□"


def tick(answer: bool | None) -> str:
    """Return two boxes, the chosen one ticked; both open where nothing was chosen."""
    return f"{YES if answer is True else NO} 同意　　{YES if answer is False else NO} 不同意"


class FormGrid:
    """Writes the rows of a form at the flow's place."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def band(self, words: str) -> None:
        """Write the name of a group of fields across the form."""
        flow = self._flow
        flow.need(3 * _LEAST)
        box = Box(LEFT, flow.y, CONTENT_WIDTH, 25)
        flow.page.panels.append(Panel(box, fill=look.MINE))
        flow.page.panels.append(Panel(box, outline=look.FRAME))
        flow.label(words, LEFT + 8, flow.y + 4, look.BODY_BOLD)
        flow.skip(box.height)

    def fields(self, *pairs: tuple[str, str]) -> None:
        """Write short fields side by side, one or two; an empty one gets a line to write on."""
        flow = self._flow
        width = CONTENT_WIDTH / len(pairs)
        values = [wrap(value, look.BODY, width - LABEL - 2 * _PAD, flow.fonts) for _, value in pairs]
        labels = max(len(self._lines(label)) for label, _ in pairs) * look.CELL.leading
        height = max(_LEAST, labels + 2 * _PAD + 2, max(map(len, values)) * look.BODY.leading + 2 * _PAD)
        if height > look.BOTTOM - look.TOP - 3 * _LEAST:
            for label, value in pairs:
                self.prose(label, "", [value])
            return
        flow.need(height)
        for index, (label, value) in enumerate(pairs):
            x = LEFT + index * width
            self._boxes(x, width, height)
            self._label(label, x)
            for row, line in enumerate(values[index]):
                flow.put(line, x + LABEL + _PAD, flow.y + _PAD + row * look.BODY.leading, look.BODY)
            if not value.strip():
                at = flow.y + height - 8
                ends = x + LABEL + _PAD, x + width - _PAD
                flow.page.rules.append(Rule(ends[0], at, ends[1], at, 0.5, look.FRAME))
        flow.skip(height)

    def prose(self, label: str, note: str, paragraphs: Sequence[str]) -> None:
        """Write a long field; see `cells`."""
        self.cells(label, note, [Words(paragraph, look.BODY) for paragraph in paragraphs if paragraph.strip()])

    def cells(self, label: str, note: str, content: Cell, *, blank_lines: int = 6, below: float = 0) -> None:
        """Write a long field over as many pages as it takes; with nothing in it, lines to write on.

        A field that a page can hold stands on one, with `below` points left under it.
        """
        flow = self._flow
        lines = lines_of(content, CONTENT_WIDTH - LABEL - 2 * _PAD, flow)
        if not lines:
            self._open_lines(label, note, blank_lines)
            return
        notes = wrap(note, look.FINE, LABEL - 2 * _PAD, flow.fonts) if note else []
        least = self._label_height(label, notes)
        name = label
        whole = max(sum(line[1].leading for line in lines) + 2 * _PAD, least) + below
        if below and whole < look.BOTTOM - look.TOP:
            flow.need(whole)
        while lines:
            if flow.left < max(least, 3 * look.BODY.leading):
                flow.new_page()
            lines = self._chunk(name, notes, lines, least)
            name, notes, least = f"{label}（续）", [], 2 * _PAD + look.BODY.leading

    def _chunk(self, label: str, notes: Sequence[Line], lines: list[Placeable], least: float) -> list[Placeable]:
        flow = self._flow
        count, used = 0, 0.0
        while count < len(lines) and used + lines[count][1].leading <= flow.left - 2 * _PAD:
            used += lines[count][1].leading
            count += 1
        height = max(used + 2 * _PAD, least)
        self._boxes(LEFT, CONTENT_WIDTH, height)
        self._label(label, LEFT)
        self._notes(label, notes)
        top = flow.y + _PAD
        for line in lines[:count]:
            place(flow, line, LEFT + LABEL + _PAD, top, CONTENT_WIDTH - LABEL - 2 * _PAD, "left")
            top += line[1].leading
        flow.skip(height)
        return lines[count:]

    def _open_lines(self, label: str, note: str, count: int) -> None:
        flow = self._flow
        notes = wrap(note, look.FINE, LABEL - 2 * _PAD, flow.fonts) if note else []
        height = max(count * 24 + 2 * _PAD, self._label_height(label, notes))
        flow.need(height)
        self._boxes(LEFT, CONTENT_WIDTH, height)
        self._label(label, LEFT)
        self._notes(label, notes)
        for row in range(1, count + 1):
            at = flow.y + _PAD + row * 24 - 4
            flow.page.rules.append(Rule(LEFT + LABEL + _PAD, at, LEFT + CONTENT_WIDTH - _PAD, at, 0.5, look.FRAME))
        flow.skip(height)

    def _boxes(self, x: float, width: float, height: float) -> None:
        flow = self._flow
        flow.page.panels.append(Panel(Box(x, flow.y, LABEL, height), fill=look.PALE))
        flow.page.panels.append(Panel(Box(x, flow.y, LABEL, height), outline=look.FRAME))
        flow.page.panels.append(Panel(Box(x + LABEL, flow.y, width - LABEL, height), outline=look.FRAME))

    def _label(self, label: str, x: float) -> None:
        flow = self._flow
        for index, line in enumerate(self._lines(label)):
            flow.put(line, x + _PAD, flow.y + _PAD + 2 + index * look.CELL.leading, look.CELL_BOLD)

    def _lines(self, label: str) -> list[Line]:
        return wrap(label, look.CELL_BOLD, LABEL - 2 * _PAD, self._flow.fonts)

    def _label_height(self, label: str, notes: Sequence[Line]) -> float:
        names = len(self._lines(label)) * look.CELL.leading
        return 2 * _PAD + 6 + names + len(notes) * look.FINE.leading

    def _notes(self, label: str, notes: Sequence[Line]) -> None:
        flow = self._flow
        top = flow.y + _PAD + 6 + len(self._lines(label)) * look.CELL.leading
        for index, line in enumerate(notes):
            flow.put(line, LEFT + _PAD, top + index * look.FINE.leading, look.FINE)
