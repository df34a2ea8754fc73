"""Two things side by side: pictures beside each other as large as the page allows, or texts, and what differs."""

from __future__ import annotations

from app.dossier import look
from app.dossier.displayed import displayed
from app.dossier.flow import Flow
from app.dossier.look import BOTTOM, CONTENT_WIDTH, LEFT, RIGHT, TOP
from app.dossier.outline import Comparison, Dossier, Picture, Side
from app.dossier.plan import Box, Panel, PictureSlice
from app.dossier.sections.anchors import exhibit_anchor
from app.dossier.typesetting import Line, wrap

_GAP = 16.0
_HALF = (CONTENT_WIDTH - _GAP) / 2
_PAD = 8.0
_LARGEST_SCALE = 1.0
_DIFFERENCES = 110.0
"""Room that is kept under the pictures, so that the first differences are on the same page."""
_LEAST = 200.0


def draw_comparison(flow: Flow, dossier: Dossier, body: Comparison) -> None:
    """Draw both halves under their headings, then the differences."""
    if flow.left < _LEAST + _DIFFERENCES:
        flow.new_page()
    _headings(flow, dossier, body)
    pictures = {side: _shown(dossier, side) for side in (body.left, body.right) if side.exhibit is not None}
    if pictures:
        _pictures(flow, body, pictures)
    _texts(flow, body)
    flow.skip(10)
    _differences(flow, body.differences)


def _sides(body: Comparison) -> tuple[tuple[Side, float], tuple[Side, float]]:
    return (body.left, LEFT), (body.right, LEFT + _HALF + _GAP)


def _shown(dossier: Dossier, side: Side) -> Picture | None:
    if side.exhibit is None:
        return None
    shown = displayed(dossier.exhibits[side.exhibit])
    return shown.picture if shown else None


def _headings(flow: Flow, dossier: Dossier, body: Comparison) -> None:
    top, lowest = flow.y, flow.y
    for side, x in _sides(body):
        lines = wrap(side.heading, look.BODY_BOLD, _HALF, flow.fonts)
        for index, line in enumerate(lines):
            flow.put(line, x, top + index * look.BODY_BOLD.leading, look.BODY_BOLD)
        below = top + len(lines) * look.BODY_BOLD.leading
        if side.exhibit is not None:
            exhibit = dossier.exhibits[side.exhibit]
            flow.refer(f"{exhibit.label} · 第{{page}}页", exhibit_anchor(side.exhibit), x, below, look.SMALL_LINK)
            flow.link(Box(x, below, 100, look.SMALL_LINK.leading), exhibit_anchor(side.exhibit))
            below += look.SMALL_LINK.leading
        lowest = max(lowest, below)
    flow.y = lowest + 6


def _pictures(flow: Flow, body: Comparison, pictures: dict[Side, Picture | None]) -> None:
    room = max(_LEAST, min(flow.left, BOTTOM - TOP) - _DIFFERENCES)
    tallest = 0.0
    for side, x in _sides(body):
        picture = pictures.get(side)
        if picture is None or side.exhibit is None:
            continue
        scale = min(_HALF / picture.width, room / picture.height, _LARGEST_SCALE)
        width, height = picture.width * scale, picture.height * scale
        box = Box(x + (_HALF - width) / 2, flow.y, width, height)
        flow.page.pictures.append(PictureSlice(side.exhibit, box, box))
        flow.page.panels.append(Panel(box, outline=look.LINE))
        tallest = max(tallest, height)
    flow.skip(tallest + 8)


def _texts(flow: Flow, body: Comparison) -> None:
    """Write what the halves say as text, in two columns that break over pages together."""
    columns = [
        (x, wrap(side.text, look.BODY, _HALF - 2 * _PAD, flow.fonts) if side.text else []) for side, x in _sides(body)
    ]
    while any(lines for _, lines in columns):
        flow.need(look.BODY.leading + 2 * _PAD)
        count = max(1, int((flow.left - 2 * _PAD) // look.BODY.leading))
        tallest = max(len(lines[:count]) for _, lines in columns)
        height = tallest * look.BODY.leading + 2 * _PAD
        for x, lines in columns:
            if lines:
                flow.page.panels.append(Panel(Box(x, flow.y, _HALF, height), fill=look.PALE, radius=4))
            _column(flow, lines[:count], x)
        flow.skip(height)
        columns = [(x, lines[count:]) for x, lines in columns]


def _column(flow: Flow, lines: list[Line], x: float) -> None:
    for index, line in enumerate(lines):
        flow.put(line, x + _PAD, flow.y + _PAD + index * look.BODY.leading, look.BODY)


def _differences(flow: Flow, differences: tuple[str, ...]) -> None:
    flow.need(look.SUBHEADING.leading + 2 * look.BODY.leading)
    flow.say("不同之处", look.SUBHEADING)
    flow.skip(2)
    if not differences:
        flow.say("未列出不同之处。", look.BODY)
    for number, words in enumerate(differences, start=1):
        flow.need(look.BODY.leading)
        flow.label(f"{number}.", LEFT, flow.y, look.BODY_LINK)
        flow.say(words, look.BODY, x=LEFT + 24, width=RIGHT - LEFT - 24)
        flow.skip(3)
