"""Text copied out of a platform's chat window and pasted: no two of them are alike, so layouts are tried as data.

The layout that explains most of the lines wins; where none explains enough, that is told and nothing is guessed. A
preview shows the outcome, with the lines that were not understood, and lets the user correct who is who.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
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
    near_lines,
    text_lines,
)
from app.intake.chats.times import DAY, PERIODS, WHEN, Moment, clock_of, moment
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

PASTED_CHARACTERS: Final = 2_000_000
"""The longest text taken from the clipboard, in characters."""
SURE: Final = 0.6
"""A layout is believed from this score on: its messages hold most of the lines, and somebody speaks twice."""
NAME_CHARACTERS: Final = 40

_OPEN, _CLOSE = r"[(（\[【]", r"[)）\]】]"
_TAG: Final = r"[\[【][^\[\]【】\n]{1,20}[\]】]"
_NAME: Final = (
    rf"(?P<name>(?:{_TAG}(?:[^:：\n]{{0,{NAME_CHARACTERS - 2}}}?[^\s:：\n])??"
    rf"|[^\s:：\[\]【】](?:[^:：\n]{{0,{NAME_CHARACTERS - 2}}}?[^\s:：\n])??))"
)
_TIME: Final = rf"(?P<when>{WHEN})"
_NO_SECONDS: Final = (
    r"(?!(?<![:：]\d\d[:：]\d\d)(?:(?<=:\d\d):|(?<=：\d\d)：)\d{2}(?:\.\d{1,3})?(?:[ \t]*[AaPp]\.?[Mm]\.?)?"
    r"[)）\]】]?[ \t]*(?:[:：]|$))"
)
"""Behind a time: what follows is not its seconds, with the same colon as its minutes."""
_BETWEEN: Final = r"[ \t\u3000\u00a0]+"
_ME: Final = frozenset({"我", "Me", "me", "我（买家）", "我(买家)"})
_WHEN_LINE: Final = re.compile(rf"[ \t—\-–]*[\[(（【]?(?:{WHEN})[\])）】]?[ \t—\-–]*")
_DAY_LINE: Final = re.compile(
    rf"(?P<mark>[ \t—\-–=]*)[\[(（【]?(?P<day>{DAY})[\])）】]?(?:[ \t]*(?:星期|周|礼拜)[一二三四五六日天])?[ \t—\-–=]*"
)
_DATED: Final = re.compile(
    rf"(?:^|[\s(（\[【]){DAY}(?:[ \tT]*\d{{1,2}})?[\])）】]?$|[(（\[【]\d{{0,2}}$|^(?:[AaPp]\.?[Mm]\.?|{PERIODS})$"
)
_NO_NAME: Final = re.compile(r"[,，;；\t\"|{}<>]")
_OTHER_FORMATS: Final = re.compile(r"\ufeff?\s*(?:<|\{|\[\s*[{\"]|%PDF)")
_LONGEST: Final = 400
_BLANKS: Final = " \t\ufeff\u3000"
_AROUND: Final = " \t—-–[](（）)【】"


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which a window's text is laid out.

    `head` finds the line that opens a message, with groups `name`, `when`, `text` as far as it holds them. Where
    `is_split`, the name stands alone and the next line is the time; where `is_timeless`, lines that are only a time
    hold for the messages that follow. `weight` tells how little the head looks like anything else; a head that
    `is_loose` is that of a list of dates as well, so that somebody has to speak twice.
    """

    name: str
    head: re.Pattern[str]
    weight: float = 1.0
    is_split: bool = False
    is_timeless: bool = False
    is_loose: bool = False


def _layout(
    name: str, pattern: str, weight: float = 1.0, *, split: bool = False, timeless: bool = False, loose: bool = False
) -> Layout:
    return Layout(name, re.compile(pattern), weight, split, timeless, loose)


LAYOUTS: Final = (
    _layout("name_time", rf"{_NAME}(?:{_BETWEEN}{_OPEN}?|{_OPEN}){_TIME}{_CLOSE}?[ \t]*"),
    _layout("time_name", rf"{_OPEN}?{_TIME}{_CLOSE}?{_BETWEEN}{_NAME}[:：]?[ \t]*"),
    _layout("bracket_time_name_text", rf"{_OPEN}{_TIME}{_CLOSE}[ \t]*{_NAME}[:：][ \t]*(?P<text>.*)"),
    _layout("time_name_text", rf"{_TIME}{_BETWEEN}{_NAME}[:：][ \t]*(?P<text>.*)"),
    _layout(
        "name_time_text",
        rf"{_NAME}(?:{_BETWEEN}{_OPEN}?|[ \t]*{_OPEN}){_TIME}{_NO_SECONDS}{_CLOSE}?[ \t]*[:：][ \t]*(?P<text>.*)",
    ),
    _layout("name_above_time", r"(?P<name>[^\s:：][^:：\n]{0,39}?)[:：]?", split=True),
    _layout("name_colon_time", rf"{_NAME}(?:(?<!\d)[:：][ \t]*|[:：][ \t]+){_TIME}[ \t]*", 0.9, loose=True),
    _layout("name_text", r"(?P<name>[^\s:：,，。!！?？/\\]{1,20})(?:：|:(?!//))[ \t]*(?P<text>.*)", 0.8, timeless=True),
)
"""All layouts, the stricter first: of two with the same score the first wins."""


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
    best, score = (_named(layout), 1.0) if layout else best_layout(lines, written_at=written_at)
    if best is None:
        return Pasted((), "", tuple((number, line) for number, line in lines if not is_blank(line)), (), False)
    messages: list[ReadMessage] = []
    unparsed: list[tuple[int, str]] = []
    for item in gather(lines, _opener(best, written_at), name=name):
        if isinstance(item, ReadMessage):
            messages.append(item)
        elif isinstance(item, Skipped):
            unparsed.append((item.line, lines[item.line - 1][1]))
    seen = Counter(message.sender for message in messages if message.sender)
    return Pasted(tuple(messages), best.name, tuple(unparsed), tuple(seen), score >= SURE)


def best_layout(lines: Iterable[tuple[int, str]], *, written_at: datetime) -> tuple[Layout | None, float]:
    """Return the layout that explains the lines best with its score from 0 to 1; None where none finds a message."""
    held = [(number, line[:_LONGEST]) for number, line in lines]
    shown = [near for near in near_lines(held) if not is_blank(near.line)]
    best: Layout | None = None
    highest = 0.0
    for layout in LAYOUTS:
        score = _score(layout, shown, written_at)
        if score > highest:
            best, highest = layout, score
    return best, highest


def _score(layout: Layout, shown: list[Near], written_at: datetime) -> float:
    """The share of lines that belong to a message, less where heads are not followed by text or nobody speaks twice."""
    opens = _opener(layout, written_at)
    first: int | None = None
    heads: list[Opening] = []
    empty = bare = 0
    is_open = False
    for index, near in enumerate(shown):
        begun = opens(near)
        if isinstance(begun, Turn):
            # A day above the first message belongs to it; times stand above lists of all kinds.
            first = index if first is None and not layout.is_timeless else first
            continue
        if begun is None:
            is_open = False
            # A time that a layout leaves in the text is one that another layout understands.
            bare += first is not None and _WHEN_LINE.fullmatch(near.line) is not None
            continue
        first = index if first is None else first
        empty += is_open
        heads.append(begun)
        is_open = not begun.text and begun.takes == 1
    if not heads or first is None:
        return 0.0
    held = (len(shown) - first - bare) / len(shown)
    filled = 1 - (empty + is_open) / len(heads)
    names = len({opening.sender for opening in heads})
    is_short = len(heads) <= 3 and (names < len(heads) or not layout.is_loose)
    repeated = 1.0 if is_short or names <= len(heads) * 0.6 else 0.5
    if layout.is_timeless:
        # Anything may stand before a colon: only where nearly every line has one is it a chat.
        held = min(held, (len(heads) + sum(isinstance(opens(near), Turn) for near in shown)) / len(shown))
        repeated = repeated if len(heads) >= 2 and names >= 2 and names < max(3, len(heads)) else 0.4
    return held * filled * repeated * layout.weight


def _opener(layout: Layout, written_at: datetime) -> Callable[[Near], Opening | Turn | None]:
    return (_TimelessOpener if layout.is_timeless else _TimedOpener)(layout, written_at)


class _TimelessOpener:
    """Tells heads without a time; lines that are only a time hold for what follows."""

    def __init__(self, layout: Layout, written_at: datetime) -> None:
        self._layout = layout
        self._written_at = written_at
        self._current: Moment | None = None

    def __call__(self, near: Near) -> Opening | Turn | None:
        line = near.line.strip(_BLANKS)
        if _WHEN_LINE.fullmatch(line[:80]):
            self._current = moment(line.strip(_AROUND), written_at=self._written_at) or self._current
            return Turn()
        found = None if is_blank(line) else self._layout.head.fullmatch(line)
        return _opening(found, self._current) if found else None


class _TimedOpener:
    """Tells heads with a time; where those have the time of day alone, a line that is only a day gives them the day."""

    def __init__(self, layout: Layout, written_at: datetime) -> None:
        self._layout = layout
        self._written_at = written_at
        self._day = ""
        self._last_head = -1

    def __call__(self, near: Near) -> Opening | Turn | None:
        line = near.line.strip(_BLANKS)
        if is_blank(line):
            return None
        if self._is_day(near, line):
            return Turn()
        opening = self._head(line, near.following)
        if opening is not None:
            self._last_head = near.number + opening.takes - 1
        return opening

    def _is_day(self, near: Near, line: str) -> bool:
        """Whether a line is a day between messages, and no message itself: somebody may answer with a day."""
        found = _DAY_LINE.fullmatch(line[:80])
        if found is None or near.number == self._last_head + 1:
            return False
        below = self._head(near.following.strip(_BLANKS), "")
        stands_alone = near.is_after_blank and is_blank(near.following)
        if not (stands_alone or found["mark"] or (below is not None and self._is_clock_alone(near.following))):
            return False
        self._day = found["day"]
        return True

    def _is_clock_alone(self, line: str) -> bool:
        found = self._layout.head.fullmatch(line.strip(_BLANKS))
        return found is not None and "when" in found.groupdict() and clock_of(found["when"]) is not None

    def _head(self, line: str, following: str) -> Opening | None:
        if self._layout.is_split and not _WHEN_LINE.fullmatch(following.strip()[:80]):
            return None
        found = self._layout.head.fullmatch(line)
        if found is None or _WHEN_LINE.fullmatch(line[:80]):
            return None
        written = following.strip(_AROUND) if self._layout.is_split else found["when"]
        at = self._moment(written)
        if at is None:
            return None
        return _opening(found, at, takes=2 if self._layout.is_split else 1)

    def _moment(self, written: str) -> Moment | None:
        if self._day and clock_of(written) is not None:
            return moment(f"{self._day} {written}", written_at=self._written_at)
        return moment(written, written_at=self._written_at)


def _opening(found: re.Match[str], at: Moment | None, *, takes: int = 1) -> Opening | None:
    parts = found.groupdict()
    sender = parts["name"].strip()
    if _DATED.search(sender) or _NO_NAME.search(sender):
        # Half of a time is no name (another layout takes the time whole), and neither are cells of a table.
        return None
    mine = True if sender.strip(_AROUND) in _ME else None
    return Opening(sender, at, parts.get("text") or "", is_mine=mine, takes=takes)


def _named(name: str) -> Layout:
    for layout in LAYOUTS:
        if layout.name == name:
            return layout
    raise ValueError(name)


class PastedReader(WithoutAttachments):
    """A pasted text that was saved as a file; asked last, because it takes whatever looks like a chat."""

    name = "chat.pasted"

    def detect(self, source: Source) -> bool:
        """Whether a layout explains the head for certain."""
        if b"\0" in source.head or _OTHER_FORMATS.match(source.head_text):
            return False
        lines = list(enumerate(source.head_text.splitlines()[:HEAD_LINES], start=1))
        layout, score = best_layout(lines, written_at=_ANY)
        # Without times, lists of all kinds look like chats: those are for the window, where somebody looks at them.
        return layout is not None and not layout.is_timeless and score >= SURE

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation, which layout was seen, and its messages."""
        lines = list(enumerate(source.head_text.splitlines()[:HEAD_LINES], start=1))
        layout, _ = best_layout(lines, written_at=written_at)
        if layout is None:
            raise UnreadableFile(
                source.name,
                Text("看不出谁在什么时候说了什么", "does not show who said what and when"),
                Text("请改用粘贴窗口，并手工标出发言人", "paste it into the window and mark the speakers by hand"),
            )
        title = file_title(source)
        yield ReadConversation(title, title, "平台", Channel.PLATFORM_CHAT)
        yield _layout_notice(layout)
        messages = gather(text_lines(source), _opener(layout, written_at), name=source.name)
        yield from chat_items(source, messages, written_at=written_at)


def _layout_notice(layout: Layout) -> Noticed:
    return Noticed(
        Text(
            "这是粘贴的聊天文字，请核对发言人和时间",
            f"this is pasted chat text (layout {layout.name}); please check speakers and times",
        )
    )


_ANY: Final = datetime(2099, 12, 31, tzinfo=UTC)
READER: Final = PastedReader()
