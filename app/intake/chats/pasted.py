"""Text copied out of a platform's chat window and pasted: no two of them are alike, so layouts are tried as data.

The layout that explains most of the lines wins; where none explains enough, that is told and nothing is guessed. A
preview shows the outcome, with the lines that were not understood, and lets the user correct who is who.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import ReadConversation, ReadMessage
from app.domain.errors import UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.domain.words import Text
from app.intake.chats.line_messages import (
    HEAD_LINES,
    Near,
    Opening,
    Turn,
    chat_items,
    file_title,
    gather,
    is_blank,
    text_lines,
)
from app.intake.chats.pasted_layouts import (
    AROUND,
    DAY_AND_TIME_LINE,
    DAY_LINE,
    LAYOUTS,
    Layout,
    find_head,
    layout_named,
)
from app.intake.chats.pasted_names import ME
from app.intake.chats.pasted_score import score
from app.intake.chats.pasted_survey import BLANKS, Mark, Survey, survey
from app.intake.chats.times import Moment, moment
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

__all__ = ["LAYOUTS", "PASTED_CHARACTERS", "READER", "SURE", "Pasted", "PastedReader", "best_layout", "parse_pasted"]

PASTED_CHARACTERS: Final = 2_000_000
"""The longest text taken from the clipboard, in characters."""
SURE: Final = 0.6
"""A layout is believed from this score on: its messages hold most of the lines, and somebody speaks twice."""
_LOOKED_AT: Final = 3_000
"""By so many of the first lines the layout is chosen; the one chosen then looks at all of them."""
_WORTH_COMPARING: Final = 0.3
_OTHER_FORMATS: Final = re.compile(r"\ufeff?\s*(?:<|\{|\[\s*[{\"]|%PDF)")
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was understood of a pasted text; `layout` is "" where none fits, and then all lines are `unparsed`."""

    messages: tuple[ReadMessage, ...]
    layout: str
    unparsed: tuple[tuple[int, str], ...]
    participants: tuple[str, ...]
    is_sure: bool


def parse_pasted(text: str, *, written_at: datetime, layout: str | None = None) -> Pasted:
    """Read a pasted text by the layout that explains it best, or by the one named; `is_sure` tells whether it fits.

    Raises:
        UnreadableFile: longer than `PASTED_CHARACTERS`.
        ValueError: no layout is called so.
    """
    name = "粘贴的文字"
    if len(text) > PASTED_CHARACTERS:
        raise UnreadableFile(
            name,
            Text(f"超过 {PASTED_CHARACTERS} 字", f"has more than {PASTED_CHARACTERS} characters"),
            Text("请分几次粘贴，或存成文件后导入", "paste it in pieces, or save it as a file and import that"),
        )
    lines = list(enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1))
    best, reached = (layout_named(layout), 1.0) if layout else best_layout(lines, written_at=written_at)
    if best is None:
        return Pasted((), "", tuple((number, line) for number, line in lines if not is_blank(line)), (), False)
    messages: list[ReadMessage] = []
    unparsed: list[tuple[int, str]] = []
    settled = survey(lines, best, written_at=written_at)
    for item in gather(lines, _Opener(settled), name=name):
        if isinstance(item, ReadMessage):
            messages.append(item)
        elif isinstance(item, Skipped):
            unparsed.append((item.line, lines[item.line - 1][1]))
    seen = Counter(message.sender for message in messages if message.sender)
    return Pasted(tuple(messages), best.name, tuple(unparsed), tuple(seen), reached >= SURE)


def best_layout(lines: Iterable[tuple[int, str]], *, written_at: datetime) -> tuple[Layout | None, float]:
    """Return the layout that explains the lines best with its score from 0 to 1; None where none finds a message."""
    held = [(number, line[:_LONGEST]) for number, line in _first(lines)]
    tried: list[tuple[Layout, float, int]] = []
    for layout in LAYOUTS:
        found = survey(held, layout, written_at=written_at)
        if (reached := score(found, held)) > 0:
            tried.append((layout, reached, found.names.total()))
    most = max((heads for _, reached, heads in tried if reached >= _WORTH_COMPARING), default=1)
    best: tuple[Layout | None, float] = (None, 0.0)
    highest = 0.0
    for layout, reached, heads in tried:
        # One line that happens to fit holds all the lines below it as well: the more heads, the better explained.
        rank = reached * (1 + min(1.0, heads / most))
        if rank > highest:
            best, highest = (layout, reached), rank
    return best


def _first(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for count, numbered in enumerate(lines):
        if count >= _LOOKED_AT:
            return
        yield numbered


class _Opener:
    """Tells what a line begins, by what was settled about the whole text; days and times above hold for heads below."""

    def __init__(self, settled: Survey) -> None:
        self._settled = settled
        self._day = ""
        self._current: Moment | None = None

    def __call__(self, near: Near) -> Opening | Turn | None:
        marks = self._settled.marks
        mark = marks[near.number] if near.number < len(marks) else Mark.TEXT
        if mark == Mark.TURN:
            return self._turn(near.line.strip(BLANKS))
        return self._head(near) if mark in (Mark.HEAD, Mark.SPOKEN) else None

    def _turn(self, line: str) -> Turn:
        if self._settled.layout.is_timeless:
            # Of a day alone no instant can be made: what follows has no time, rather than one too old.
            self._current = moment(line.strip(AROUND), written_at=self._settled.written_at)
        elif found := DAY_LINE.fullmatch(line) or DAY_AND_TIME_LINE.fullmatch(line):
            self._day = found["day"]
        return Turn()

    def _head(self, near: Near) -> Opening | None:
        settled = self._settled
        found = find_head(settled.layout, near.line.strip(BLANKS), near.following.strip(BLANKS))
        if found is None:
            return None
        at = self._current if settled.layout.is_timeless else settled.moment(found.when, self._day)
        if at is None and not settled.layout.is_timeless:
            return None
        name, text = settled.read(found)
        mine = True if name.strip(AROUND) in ME else None
        return Opening(name, at, text, is_mine=mine, takes=found.takes)


class PastedReader(WithoutAttachments):
    """A pasted text that was saved as a file; asked last, because it takes whatever looks like a chat."""

    name = "chat.pasted"

    def detect(self, source: Source) -> bool:
        """Whether a layout explains the head for certain."""
        if b"\0" in source.head or _OTHER_FORMATS.match(source.head_text):
            return False
        layout, reached = best_layout(_head_lines(source), written_at=_ANY)
        # Without times, or with text behind them, lists of all kinds look like chats: those are for the window, where
        # somebody looks at them.
        return layout is not None and not layout.is_timeless and not layout.is_inline and reached >= SURE

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation, which layout was seen, and its messages."""
        layout, _ = best_layout(_head_lines(source), written_at=written_at)
        if layout is None:
            raise UnreadableFile(
                source.name,
                Text("看不出谁在什么时候说了什么", "does not show who said what and when"),
                Text("请改用粘贴窗口，并手工标出发言人", "paste it into the window and mark the speakers by hand"),
            )
        title = file_title(source)
        yield ReadConversation(title, title, "平台", Channel.PLATFORM_CHAT)
        yield _layout_notice(layout)
        settled = survey(text_lines(source), layout, written_at=written_at)
        messages = gather(text_lines(source), _Opener(settled), name=source.name)
        yield from chat_items(source, messages, written_at=written_at)


def _head_lines(source: Source) -> list[tuple[int, str]]:
    return list(enumerate(source.head_text.splitlines()[:HEAD_LINES], start=1))


def _layout_notice(layout: Layout) -> Noticed:
    return Noticed(
        Text(
            "这是粘贴的聊天文字，请核对发言人和时间",
            f"this is pasted chat text (layout {layout.name}); please check speakers and times",
        )
    )


_ANY: Final = datetime(2099, 12, 31, tzinfo=UTC)
READER: Final = PastedReader()
