"""The course of events as a picture: dots on a line, the waits between them, deadlines kept and missed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from app.domain.chronology import Moment, lateness, moments, picked, span_words
from app.domain.deadline import DeadlineState
from app.domain.times import SHANGHAI
from app.dossier import look
from app.dossier.case_parts import Actor, DeadlineRow
from app.dossier.flow import Flow
from app.dossier.look import BOTTOM, CONTENT_WIDTH, LEFT, RIGHT, TOP, Style
from app.dossier.outline import Dossier
from app.dossier.plan import Box, Panel
from app.dossier.sections.anchors import exhibit_anchor
from app.dossier.sections.headings import HEADING
from app.dossier.typesetting import one_line

_AHEAD = timedelta(days=92)
"""How far ahead deadlines are drawn; one that ends in three years would say nothing of this case."""
SHOWN = 18
"""The most moments that the picture holds; the table below it holds them all."""

_AXIS = LEFT + 104.0
_WORDS = _AXIS + 20.0
_ROW = 20.0
_SHORTEST, _LONGEST = 11.0, 26.0
_FRAME = 34.0
_TALLEST = BOTTOM - TOP - HEADING
"""The height of a page under the heading of the part: a heading is no page to itself."""
_COLOURS = {
    Actor.BUYER: look.ACCENT,
    Actor.MERCHANT: look.WAITING,
    Actor.PLATFORM: "#7A4FBF",
    Actor.MONEY: look.GOOD,
    Actor.OTHER: look.MUTED,
}
_OUTCOMES = {
    DeadlineState.MET: ("按时", look.GOOD, look.GOOD_PALE),
    DeadlineState.MISSED: ("超期", look.BAD, look.BAD_PALE),
    DeadlineState.RUNNING: ("未到期", look.WAITING, look.RELIED_PALE),
    DeadlineState.WAIVED: ("不再适用", look.MUTED, look.PALE),
}


class TimelinePicture:
    """The picture of a dossier's events and ends of deadlines, from the first down to the last.

    Longer waits are drawn longer. `height` is what it takes, in points.
    """

    def __init__(self, dossier: Dossier) -> None:
        last = max([dossier.stated_at, *(event.at for event in dossier.timeline)]) + _AHEAD
        near = [row for row in dossier.deadlines if row.state is not DeadlineState.WAIVED and row.due_at <= last]
        self._dossier = dossier = replace(dossier, deadlines=tuple(near))
        every = moments([event.at for event in dossier.timeline], [row.due_at for row in near])
        self._count = len(every)
        self._chosen = picked(every, SHOWN)
        rows = _FRAME + len(self._chosen) * _ROW
        self._gaps = _fitted([_gap(one.waited) for one in self._chosen[1:]], _TALLEST - rows)
        self.height = rows + sum(self._gaps)

    def draw(self, flow: Flow) -> None:
        """Draw it at the flow's place, whole on one page: cut over two it would be no picture."""
        flow.need(self.height)
        top = flow.y
        flow.page.panels.append(Panel(Box(LEFT, top, CONTENT_WIDTH, self.height), outline=look.LINE, radius=6))
        _legend(flow, self._dossier)
        first = flow.y + _ROW / 2
        for moment, gap in zip(self._chosen, self._gaps, strict=True):
            if gap:
                _wait(flow, moment, gap)
            _moment(flow, self._dossier, moment)
        last = flow.y - _ROW / 2
        if last > first:
            flow.page.panels.append(Panel(Box(_AXIS - 0.7, first, 1.4, last - first), fill=look.LINE))
        _dots(flow, self._dossier, self._chosen, self._gaps, first)
        flow.y = top + self.height
        if len(self._chosen) < self._count:
            flow.skip(2)
            flow.say(f"图中画出 {self._count} 个时点中的 {len(self._chosen)} 个，其余见表。", look.SMALL)


def _fitted(gaps: Sequence[float], room: float) -> list[float]:
    """Return the white space before each moment, the first included; drawn nearer where there is no room for all."""
    over = max(0.0, sum(gaps) - room)
    spare = sum(gap - _SHORTEST for gap in gaps)
    part = min(1.0, over / spare) if spare else 0.0
    return [0.0, *(gap - part * (gap - _SHORTEST) for gap in gaps)]


def _gap(waited: timedelta) -> float:
    """Return the white space for a wait, by the logarithm of its minutes, so that days do not drown minutes."""
    minutes = max(1.0, waited.total_seconds() / 60)
    return min(_LONGEST, _SHORTEST + 1.7 * math.log(minutes))


def _legend(flow: Flow, dossier: Dossier) -> None:
    flow.skip(7)
    actors = dict.fromkeys(event.actor for event in dossier.timeline)
    entries = [(actor.label.zh, _COLOURS[actor]) for actor in Actor if actor in actors]
    x = LEFT + 12
    for words, colour in entries:
        flow.page.panels.append(Panel(Box(x, flow.y + 4, 6, 6), fill=colour, radius=3))
        line = one_line(words, look.FINE, flow.fonts)
        flow.put(line, x + 10, flow.y + 1, look.FINE)
        x += line.width + 24
    if dossier.deadlines:
        flow.page.panels.append(Panel(Box(x, flow.y + 4, 6, 6), fill=look.BAD))
        flow.label("方块：期限届满", x + 10, flow.y + 1, look.FINE)
    flow.skip(19)


def _wait(flow: Flow, moment: Moment, gap: float) -> None:
    words = f"相隔 {span_words(moment.waited).zh}" if moment.waited else "同时"
    flow.label(words, _WORDS, flow.y + gap / 2 - look.FINE.leading / 2, look.FINE)
    flow.skip(gap)


def _moment(flow: Flow, dossier: Dossier, moment: Moment) -> None:
    local = moment.at.astimezone(SHANGHAI)
    when = (
        local.strftime("%m-%d %H:%M")
        if local.year == dossier.stated_at.astimezone(SHANGHAI).year
        else (local.strftime("%Y-%m-%d %H:%M"))
    )
    flow.label(when, _AXIS - 14, flow.y + 3, look.CELL, width=84, align="right")
    if moment.is_due:
        _due(flow, dossier, dossier.deadlines[moment.position])
    else:
        _event(flow, dossier, moment.position)
    flow.skip(_ROW)


def _event(flow: Flow, dossier: Dossier, position: int) -> None:
    event = dossier.timeline[position]
    room = RIGHT - 12 - _WORDS
    if event.exhibits:
        at = event.exhibits[0]
        words = dossier.exhibits[at].label + ("等" if len(event.exhibits) > 1 else "")
        width = one_line(words, look.CELL_LINK, flow.fonts).width
        flow.label(words, RIGHT - 12, flow.y + 3, look.CELL_LINK, align="right")
        flow.link(Box(RIGHT - 12 - width, flow.y + 3, width, look.CELL.leading), exhibit_anchor(at))
        room -= width + 12
    words = f"{event.channel}：{event.text}" if event.channel else event.text
    flow.label(words, _WORDS, flow.y + 3, look.CELL, width=room)


def _due(flow: Flow, dossier: Dossier, row: DeadlineRow) -> None:
    outcome, colour, pale = _OUTCOMES[row.state]
    words = f"期限：{row.what} · {outcome}{_by_how_much(row, dossier)}"
    style = Style(look.CELL.size, look.CELL.leading, colour, look.Face.BOLD)
    line = one_line(words, style, flow.fonts, RIGHT - 20 - _WORDS)
    flow.page.panels.append(Panel(Box(_WORDS - 5, flow.y + 1, line.width + 10, _ROW - 2), fill=pale, radius=3))
    flow.put(line, _WORDS, flow.y + 3, style)


def _by_how_much(row: DeadlineRow, dossier: Dossier) -> str:
    if row.state is not DeadlineState.MISSED:
        return ""
    return f" {span_words(lateness(row.due_at, row.closed_at, dossier.stated_at)).zh}"


def _dots(flow: Flow, dossier: Dossier, chosen: Sequence[Moment], gaps: Sequence[float], first: float) -> None:
    """Draw the marks over the line."""
    y = first
    for index, (moment, gap) in enumerate(zip(chosen, gaps, strict=True)):
        y += gap + (_ROW if index else 0)
        if moment.is_due:
            colour, size, radius = _OUTCOMES[dossier.deadlines[moment.position].state][1], 8.0, 0.0
        else:
            colour, size, radius = _COLOURS[dossier.timeline[moment.position].actor], 9.0, 4.5
        box = Box(_AXIS - size / 2, y - size / 2, size, size)
        flow.page.panels.append(Panel(box, fill=colour, radius=radius))
