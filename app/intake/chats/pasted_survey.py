"""Which lines of a pasted text open a message: decided over the whole of it, since one line alone tells too little.

Lines that are written like heads are gathered first. One is believed when somebody of that name speaks again, or when
it is written like most of the others, reads like a name and is in the order of time; what is not believed stays part
of the message before. To split what one person said and give half of it to another is the worse mistake.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Final

from app.domain.chats import TimeKnown
from app.domain.times import SHANGHAI
from app.intake.chats.line_messages import Near, is_blank, near_lines
from app.intake.chats.pasted_layouts import (
    DAY_AND_TIME_LINE,
    DAY_LINE,
    HEAD_CHARACTERS,
    MINUTES,
    US_DAY,
    WHEN_LINE,
    Found,
    Layout,
    Longer,
    find_head,
)
from app.intake.chats.pasted_names import ME, is_doubtful, is_label, is_no_name
from app.intake.chats.times import DayOrder, Moment, clock_of, decide_order, moment

BLANKS: Final = " \t\ufeff\u3000\u200e\u200f"
"""What is cut off both ends of a line before it is looked at."""

_US_DAY: Final = re.compile(rf"({US_DAY}),?(.*)", re.DOTALL)
_MOST_NAMES: Final = 100_000
"""So many names are told apart; the further ones count as those of people who speak once."""
_MOST_DAYS: Final = 10_000
_OUT_OF_ORDER: Final = 600
"""A message this many seconds before its neighbours is none: a time was quoted."""
_UNKNOWN: Final = -1
_SERVES: Final = re.compile(
    r"店|旗舰|专营|专卖|商城|客服|官方|平台|卖家|商家|售后|售前|shop|store|service", re.IGNORECASE
)
_WRAPPED: Final = re.compile(r"\[[^\[\]]+\]|【[^【】]+】|\([^()]+\)|（[^（）]+）")


class Mark(IntEnum):
    """What a line is: part of a message, a head without or with text, its second line, a day or time between them."""

    TEXT = 0
    HEAD = 1
    SPOKEN = 2
    PART = 3
    TURN = 4


@dataclass(slots=True)
class Survey:
    """What was settled about a text read in one layout: `marks` by line number, and how its heads are to be read."""

    layout: Layout
    written_at: datetime
    marks: bytearray
    names: Counter[str]
    longer_names: frozenset[str]
    is_wrapped: bool
    order: DayOrder
    is_order_sure: bool

    def moment(self, when: str, day: str) -> Moment | None:
        """Return the instant of a head, `day` being that of the line above which holds for times of day alone."""
        if found := _US_DAY.fullmatch(when):
            numbers = _numbers(found[1])
            settled = self.order.day(*numbers)
            at = moment(f"{settled} {found[2].strip()}", written_at=self.written_at) if settled else None
            known = TimeKnown.WRITTEN if self.is_order_sure else TimeKnown.RESOLVED
            return Moment(at.at, known) if at else None
        return moment(f"{day} {when}" if day and clock_of(when) is not None else when, written_at=self.written_at)

    def read(self, found: Found) -> tuple[str, str]:
        """Return a head's name and text, as the whole of the text settled them."""
        longer = found.longer
        name, text = (
            (longer.name, longer.text) if longer and longer.name in self.longer_names else (found.name, found.text)
        )
        return (name.strip()[1:-1].strip() if self.is_wrapped else name), text


@dataclass(slots=True)
class _Candidates:
    """Lines written like heads, in columns, so that a million of them take little room."""

    line: array[int] = field(default_factory=lambda: array("q"))
    name: array[int] = field(default_factory=lambda: array("q"))
    longer: array[int] = field(default_factory=lambda: array("q"))
    form: array[int] = field(default_factory=lambda: array("q"))
    at: array[int] = field(default_factory=lambda: array("q"))
    flags: bytearray = field(default_factory=bytearray)
    names: dict[str, int] = field(default_factory=dict)
    forms: dict[str, int] = field(default_factory=dict)
    days: dict[tuple[int, int, int], None] = field(default_factory=dict)

    def add(self, number: int, found: Found, at: int, above: str) -> None:
        self.line.append(number)
        self.name.append(self._name(found.name))
        self.longer.append(self._longer(found.longer))
        self.form.append(self.forms.setdefault(above + found.form, len(self.forms)))
        self.at.append(at)
        apart = found.longer is not None and found.longer.is_apart
        self.flags.append(
            _GUESS * found.is_guess | _APART * apart | _SAID * bool(found.text) | _SPLIT * (found.takes > 1)
        )

    def _name(self, name: str) -> int:
        if name not in self.names and len(self.names) >= _MOST_NAMES:
            return _UNKNOWN
        return self.names.setdefault(name, len(self.names))

    def _longer(self, longer: Longer | None) -> int:
        if longer is None or is_label(re.split("[:：]", longer.name)[-1]):
            return _UNKNOWN
        return self._name(longer.name)


_GUESS, _APART, _SAID, _SPLIT = 1, 2, 4, 8


def survey(lines: Iterable[tuple[int, str]], layout: Layout, *, written_at: datetime) -> Survey:
    """Return which lines of a text are heads of a layout; the text is gone through once, with little memory."""
    marks = bytearray(1)
    found = _Candidates()
    last = -1
    skip = False
    is_empty = True
    for near, beyond in _windows(lines):
        marks.extend(bytes(near.number + 1 - len(marks)))
        if skip:
            skip = False
            continue
        line = near.line.strip(BLANKS)
        if is_blank(line):
            continue
        if _is_turn(layout, near, line, beyond, is_answer=near.number == last + 1):
            marks[near.number] = Mark.TURN
            continue
        head = find_head(layout, line, near.following.strip(BLANKS))
        is_top, is_empty = is_empty, False
        if head is None or is_no_name(head.name) or not _add(found, near, head, written_at, is_top=is_top):
            continue
        skip = head.takes > 1
        last = near.number + head.takes - 1 if not head.text else last
    return _settled(layout, written_at, marks, found)


def _windows(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[Near, str]]:
    """Yield each line with those around it and the one after the next."""
    held: deque[Near] = deque()
    for near in near_lines(lines):
        held.append(near)
        if len(held) > 1:
            yield held.popleft(), near.following
    if held:
        yield held.popleft(), ""


def _is_turn(layout: Layout, near: Near, line: str, beyond: str, *, is_answer: bool) -> bool:
    """Whether a line is a day or time between messages, and no message itself: somebody may answer with a day."""
    if is_answer or len(line) > HEAD_CHARACTERS:
        return False
    if layout.is_timeless and WHEN_LINE.fullmatch(line):
        return True
    found = DAY_LINE.fullmatch(line)
    timed = None if found else DAY_AND_TIME_LINE.fullmatch(line)
    if found is None and timed is None:
        return False
    below = find_head(layout, near.following.strip(BLANKS), beyond.strip(BLANKS))
    is_over_head = below is not None and (layout.is_timeless or clock_of(below.when) is not None)
    if timed is not None:
        return is_over_head or bool(timed["mark"].strip())
    stands_alone = near.is_after_blank and is_blank(near.following)
    return stands_alone or bool(found and found["mark"]) or is_over_head


def _add(found: _Candidates, near: Near, head: Found, written_at: datetime, *, is_top: bool) -> bool:
    """Keep a line that is written like a head, unless what is written like a time is none."""
    at = _UNKNOWN
    if head.when and (other := _US_DAY.fullmatch(head.when)):
        numbers = _numbers(other[1])
        if not any(order.day(*numbers) for order in DayOrder) or clock_of(other[2]) is None:
            return False
        if len(found.days) < _MOST_DAYS:
            found.days.setdefault(numbers)
    elif head.when:
        known = moment(head.when, written_at=written_at)
        if known is None:
            return False
        at = int(known.at.timestamp()) if known.known is TimeKnown.WRITTEN else _UNKNOWN
    # Nothing is above the first line: whether windows put a blank one between messages does not show there.
    found.add(near.number, head, at, "?" if is_top else "1" if near.is_after_blank else "0")
    return True


def _numbers(day: str) -> tuple[int, int, int]:
    first, second, third = (int(part) for part in day.split("/"))
    return first, second, third


def _settled(layout: Layout, written_at: datetime, marks: bytearray, found: _Candidates) -> Survey:
    texts = list(found.names)
    longer = _longer_names(found)
    plain = Counter(form for form, flags in zip(found.form, found.flags, strict=True) if not flags & _GUESS)
    has_minutes = sum(plain[number] for form, number in found.forms.items() if form[1:2] == MINUTES) * 2 > plain.total()
    names = array("q", (b if b >= 0 and b in longer else a for a, b in zip(found.name, found.longer, strict=True)))
    kept = _believed(layout, found, names, texts, has_minutes=has_minutes)
    said: Counter[str] = Counter()
    for at in kept:
        flags = found.flags[at]
        marks[found.line[at]] = Mark.SPOKEN if flags & _SAID else Mark.HEAD
        if flags & _SPLIT:
            marks[found.line[at] + 1] = Mark.PART
        said[texts[names[at]] if names[at] >= 0 else ""] += 1
    order, is_sure = decide_order(found.days, latest=written_at.astimezone(SHANGHAI).date())
    is_wrapped = len(kept) > 1 and all(_WRAPPED.fullmatch(name) for name in said)
    longer_names = frozenset(texts[one] for one in longer)
    return Survey(layout, written_at, marks, said, longer_names, is_wrapped, order, is_sure)


def _longer_names(found: _Candidates) -> set[int]:
    """Names that go on behind their first colon: everybody who begins so does, and says more than once."""
    short = Counter(found.name)
    begun: dict[int, Counter[int]] = {}
    apart: Counter[int] = Counter()
    for first, whole, flags in zip(found.name, found.longer, found.flags, strict=True):
        if whole >= 0:
            begun.setdefault(first, Counter())[whole] += 1
            apart[whole] += bool(flags & _APART)
    longer: set[int] = set()
    for first, wholes in begun.items():
        if sum(wholes.values()) == short[first] and all(
            n >= (2 if apart[one] == n else 3) for one, n in wholes.items()
        ):
            longer.update(wholes)
    return longer


def _believed(
    layout: Layout, found: _Candidates, names: array[int], texts: list[str], *, has_minutes: bool
) -> list[int]:
    """The candidates that are heads."""
    often = Counter(names)
    usual = _usual_forms(found)
    regular = Counter(name for name, form in zip(names, found.form, strict=True) if form in usual)
    shops = Counter(_shop(texts[name]) for name in set(names) if name >= 0)
    is_talk = any(count > 1 for name, count in regular.items() if name >= 0)
    late = _out_of_order(found, names, often) if not layout.is_timeless else frozenset()
    on_one_line = sum(not flags & _SPLIT for flags in found.flags)
    may_split = layout.is_split or on_one_line * 4 >= len(names)
    forms = list(found.forms)
    kept: list[int] = []
    for at, name in enumerate(names):
        if found.flags[at] & _SPLIT and not may_split:
            continue
        text = texts[name] if name >= 0 else ""
        if found.flags[at] & _GUESS and not has_minutes:
            continue
        comes_again = often[name] > 1 and name >= 0
        if found.form[at] not in usual and (layout.is_inline or not (comes_again and regular[name])):
            continue
        # Behind a time, what follows a colon may be what was said, unless another colon closes it.
        is_open = layout.name == "time_name" and not forms[found.form[at]].endswith(":")
        is_split = bool(found.flags[at] & _SPLIT)
        if not comes_again and not _may_come_once(
            layout, text, shops, is_split=is_split, is_open=is_open, is_talk=is_talk
        ):
            continue
        if at not in late:
            kept.append(at)
    return kept


def _usual_forms(found: _Candidates) -> set[int]:
    """The forms in which many of the candidates are written; all of them where none is."""
    counts = Counter(found.form)
    least = max(2, len(found.form) / 4)
    # Of the first line it is not known what is above: it counts for either.
    top = {form[1:]: counts[number] for form, number in found.forms.items() if form[0] == "?"}
    usual = {form for form, number in found.forms.items() if counts[number] + top.get(form[1:], 0) >= least}
    told = {form[1:] for form in usual}
    return {
        number for form, number in found.forms.items() if form in usual or (form[0] == "?" and form[1:] in told)
    } or set(found.forms.values())


def _shop(name: str) -> str:
    """What is before the colon of a name such as `小店:小王`, "" where there is none."""
    before, colon, _ = name.replace("：", ":").partition(":")
    return before if colon else ""


def _may_come_once(
    layout: Layout, name: str, shops: Counter[str], *, is_split: bool, is_open: bool, is_talk: bool
) -> bool:
    """Whether a name that comes once is believed: a colon in it, or a line apart, is not enough."""
    if name.strip() in ME:
        return True
    if is_split and not layout.is_split:
        return False
    if (shop := _shop(name)) and shops[shop] < 2 and (is_open or _SERVES.search(name) is None):
        return False
    if " " in name and layout.name == "name_text":
        return False
    return not (is_talk and is_doubtful(name))


def _out_of_order(found: _Candidates, names: array[int], often: Counter[int]) -> frozenset[int]:
    """Heads of people who speak once at a time that is not between those of the people who speak again.

    Chats run forwards or backwards as a whole: where they do neither, nothing is out of order.
    """
    times = [(at, found.at[at]) for at in range(len(names)) if found.at[at] >= 0]
    firm = [time for at, time in times if often[names[at]] > 1 and names[at] >= 0]
    later = sum(b > a for a, b in itertools.pairwise(firm))
    earlier = sum(b < a for a, b in itertools.pairwise(firm))
    if len(firm) < 2 or min(later, earlier) * 10 > max(later, earlier):
        return frozenset()
    sign = -1 if earlier > later else 1
    before, index = None, 0
    out: set[int] = set()
    for at, time in times:
        if often[names[at]] > 1 and names[at] >= 0:
            before, index = time * sign, index + 1
            continue
        after = firm[index] * sign if index < len(firm) else None
        if (before is not None and time * sign < before - _OUT_OF_ORDER) or (
            after is not None and time * sign > after + _OUT_OF_ORDER
        ):
            out.add(at)
    return frozenset(out)
