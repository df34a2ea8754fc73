"""How well a layout explains a pasted text, so that of all layouts the best can be taken and doubt can be told."""

from __future__ import annotations

from collections.abc import Iterable

from app.intake.chats.line_messages import is_blank
from app.intake.chats.pasted_layouts import WHEN_LINE
from app.intake.chats.pasted_names import ME, is_doubtful
from app.intake.chats.pasted_survey import BLANKS, Mark, Survey


def score(found: Survey, lines: Iterable[tuple[int, str]]) -> float:
    """How well a layout explains lines, from 0 to 1.

    The share of lines that belong to a message, less where heads are not followed by text or nobody speaks twice.
    """
    layout = found.layout
    shown = empty = bare = turns = index = 0
    first: int | None = None
    is_open = False
    for number, line in lines:
        if is_blank(line.strip(BLANKS)):
            continue
        index, shown = shown, shown + 1
        mark = found.marks[number] if number < len(found.marks) else Mark.TEXT
        if mark == Mark.TURN:
            # A day above the first message belongs to it; times stand above lists of all kinds.
            first = index if first is None and not layout.is_timeless else first
            turns += 1
        elif mark in (Mark.HEAD, Mark.SPOKEN):
            first = index if first is None else first
            empty += is_open
            is_open = mark == Mark.HEAD and not layout.is_split
        else:
            is_open = False
            # A time that a layout leaves in the text is one that another layout understands.
            bare += mark == Mark.TEXT and first is not None and WHEN_LINE.fullmatch(line[:80].strip()) is not None
    heads = found.names.total()
    if not heads or first is None:
        return 0.0
    held = (shown - first - bare) / shown
    if layout.name == "name_text":
        # Anything may stand before a colon: only where nearly every line has one is it a chat.
        held = min(held, (heads + turns) / shown)
    return held * (1 - (empty + is_open) / heads) * _repeated(found, heads) * layout.weight


def _repeated(found: Survey, heads: int) -> float:
    """Less than 1 where nobody, or hardly anybody, speaks twice."""
    layout, names = found.layout, len(found.names)
    if layout.is_timeless:
        is_told = any(name in ME for name in found.names)
        least = 2 if layout.name == "name_text" or is_told else 3
        return 1.0 if heads >= least and names >= 2 and (names < max(3, heads) or is_told) else 0.4
    if layout.is_inline and names < 2:
        return 0.5
    is_short = heads <= 3 and (names < heads or not layout.is_loose)
    if names == heads and all(is_doubtful(name) for name in found.names):
        return 0.5
    return 1.0 if is_short or names <= heads * (0.6 if layout.is_loose else 0.8) else 0.5
