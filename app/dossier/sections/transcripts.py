"""A conversation as a readable dialogue: the other side to the left, the buyer to the right, a line for each new day.

Every message is laid out once and drawn where it falls, so that the cost grows with the number of messages and no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT, RIGHT, Style
from app.dossier.outline import Said, Transcript
from app.dossier.plan import Box, Panel, Rule
from app.dossier.typesetting import Line, one_line, wrap

RELIED: Final = "「本案依据」"
RESOLVED: Final = "时间推定"

_BUBBLE: Final = 330.0
_PAD: Final = 9.0
_BAR: Final = 3.5
_GAP: Final = 6.0
_NAME: Final = CONTENT_WIDTH - 140
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OFFICIAL: Final = "平台内渠道，平台留有记录"
_PRIVATE: Final = "私下渠道，平台没有记录"


@dataclass(frozen=True, slots=True)
class _Look:
    """How one side's messages are drawn."""

    fill: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class _Marks:
    """The words that mark a message, set once for all messages."""

    relied: Line
    resolved: Line


_MINE: Final = _Look(look.MINE, is_right=True)
_THEIRS: Final = _Look(look.THEIRS, is_right=False)


def draw_transcript(flow: Flow, body: Transcript) -> None:
    """Write the conversation's channel and participants, then every message."""
    _introduction(flow, body)
    marks = _Marks(one_line(RELIED, look.RELIED_MARK, flow.fonts), one_line(RESOLVED, look.CELL_WAITING, flow.fonts))
    day = ""
    for said in body.messages:
        found = _DAY.match(said.at)
        if found and found[0] != day:
            day = found[0]
            _day(flow, day)
        _message(flow, said, said.at[len(day) :].strip() if found else said.at, marks)


def _introduction(flow: Flow, body: Transcript) -> None:
    relied = sum(said.is_relied_upon for said in body.messages)
    rows = [
        ("渠道", f"{body.channel}（{_OFFICIAL if body.is_official else _PRIVATE}）"),
        ("参与者", "、".join(body.participants) or "未注明"),
        ("消息", f"共 {len(body.messages):,} 条，按记录排版；右侧为买家。"),
    ]
    for label, value in rows:
        flow.pair(label, value, look.SMALL, look.SMALL_INK, 66)
    if relied:
        flow.need(look.SMALL.leading)
        flow.page.panels.append(Panel(Box(LEFT, flow.y + 1, _BAR, look.SMALL.leading - 2), fill=look.RELIED))
        words = f"标有色条与{RELIED}的 {relied:,} 条是提交人所依据的消息。"
        flow.say(words, look.SMALL_INK, x=LEFT + 66)
    if any(said.is_resolved for said in body.messages):
        flow.say(f"标有“{RESOLVED}”的时间是由相邻消息推算的，并非原记录所写。", look.SMALL, x=LEFT + 66)
    flow.skip(10)


def _day(flow: Flow, day: str) -> None:
    flow.need(80)
    flow.skip(4)
    line = one_line(day, look.FINE, flow.fonts)
    middle, top = LEFT + CONTENT_WIDTH / 2, flow.y + look.FINE.leading / 2
    half = line.width / 2 + 10
    flow.page.rules.append(Rule(LEFT, top, middle - half, top, 0.5, look.LINE))
    flow.page.rules.append(Rule(middle + half, top, RIGHT, top, 0.5, look.LINE))
    flow.put(line, middle, flow.y, look.FINE, align="centre")
    flow.skip(look.FINE.leading + 8)


def _message(flow: Flow, said: Said, time: str, marks: _Marks) -> None:
    side = _MINE if said.is_mine else _THEIRS
    lines = wrap(said.text, look.SAID, _BUBBLE - 2 * _PAD, flow.fonts)
    # The name, the time and at least the first lines stand together.
    flow.need(look.FINE.leading + min(len(lines), 2) * look.SAID.leading + 2 * _PAD)
    _name(flow, said, time, side, marks)
    width = max(line.width for line in lines) + 2 * _PAD
    while lines:
        lines = _bubble(flow, lines, width, said, side)
    if said.note:
        _note(flow, said.note, side)
    flow.skip(9)


def _name(flow: Flow, said: Said, time: str, side: _Look, marks: _Marks) -> None:
    """Write who spoke and when, and the marks; a name too long for a line breaks over several."""
    parts: list[tuple[Line, Style]] = []
    words = f"{said.sender}　{time}" if time else said.sender
    who = one_line(words, look.FINE, flow.fonts)
    if who.width > _NAME:
        flow.say(words, look.FINE)
    else:
        parts.append((who, look.FINE))
    if said.is_resolved:
        parts.append((marks.resolved, look.CELL_WAITING))
    if said.is_relied_upon:
        parts.append((marks.relied, look.RELIED_MARK))
    if not parts:
        return
    x = LEFT
    if side.is_right:
        x = RIGHT - sum(line.width for line, _ in parts) - _GAP * (len(parts) - 1)
    for line, style in parts:
        flow.put(line, x, flow.y, style)
        x += line.width + _GAP
    flow.skip(look.FINE.leading + 1)


def _bubble(flow: Flow, lines: list[Line], width: float, said: Said, side: _Look) -> list[Line]:
    """Draw as many lines as this page holds; return the rest."""
    style = look.SAID
    flow.need(style.leading + 2 * _PAD)
    count = max(1, int((flow.left - _PAD) // style.leading))
    part, rest = lines[:count], lines[count:]
    height = len(part) * style.leading + _PAD
    x = RIGHT - width if side.is_right else LEFT
    panels = flow.page.panels
    panels.append(
        Panel(Box(x, flow.y, width, height), fill=look.RELIED_PALE if said.is_relied_upon else side.fill, radius=6)
    )
    if said.is_relied_upon:
        bar = RIGHT + 3 if side.is_right else LEFT - 3 - _BAR
        panels.append(Panel(Box(bar, flow.y, _BAR, height), fill=look.RELIED))
    top = flow.y + _PAD / 2
    for line in part:
        flow.put(line, x + _PAD, top, style)
        top += style.leading
    flow.skip(height)
    if rest:
        flow.new_page()
    return rest


def _note(flow: Flow, note: str, side: _Look) -> None:
    for line in wrap(note, look.FINE, _BUBBLE, flow.fonts):
        flow.need(look.FINE.leading)
        flow.put(
            line, RIGHT if side.is_right else LEFT, flow.y + 2, look.FINE, align="right" if side.is_right else "left"
        )
        flow.skip(look.FINE.leading)
