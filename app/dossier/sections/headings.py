"""How a part begins: at the top of a page, or below the part before it."""

from __future__ import annotations

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import BOTTOM, TOP
from app.dossier.parts import Part

_LEAST = 70.0
HEADING = 54.0
"""The height that a part's name and its line of small print take, with the space below."""


def draw_heading(flow: Flow, part: Part, note: str = "", *, least: float = _LEAST) -> None:
    """Write a part's name and a line of small print, and make it the target of links to that part.

    `least` is the height of what must stand on the same page under it.
    """
    if flow.y > TOP:
        flow.skip(26)
        flow.need(min(HEADING + least, BOTTOM - TOP))
    flow.anchor(part.value)
    flow.say(part.label.zh, look.HEADING)
    flow.skip(2)
    if note:
        flow.say(note, look.SMALL)
    flow.skip(10)
