"""The ways in which windows lay out what is copied from them, as data, and how one line is told for a head.

Where they were seen (public repositories; formats.md 2.0.b holds WeChat's and QQ's own copies): WeChat on a Mac
`名字 2022/11/17 21:07` (LincZero/obsidian-chat-view-qq issue 2) and `名字 2023/09/16 2:51 PM` (langchain's WeChat
loader); QQ's window `【头衔】名字 23:24:53` (sealdice/story-painter issue 3) and, by the region of Windows,
`名字 2/14/2020 9:16:13 PM` (dkwingsmt/log-painter, its tests); Telegram's `名字, [2022-11-22 5:05]` and `> 名字:`
(obsidian-chat-view-qq issue 6); Qianniu's clipboard, name and time with or without a blank or on two lines (a
`readcliper.py` that reads it); Feishu `名字 2025年9月23日 15:23`, the time now and then on the next line (the tests of
a reader of its text); pages of tickets and forums `名字 回复于 2016-06-07 09:04:07`, on one line or two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.intake.chats.times import CLOCK, DAY, PERIODS, SPACE, WHEN

NAME_CHARACTERS: Final = 40
"""The longest name believed in a pasted text, in characters."""
HEAD_CHARACTERS: Final = 160
"""The longest head without text: a name, a time and what is between them; a longer line is a sentence."""

US_DAY: Final = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d)"
"""A day as Windows writes it in regions that put the year last."""
_LAST_YEAR: Final = rf"{US_DAY}(?:,?{SPACE}+){CLOCK}"
# Atomic, so that a time is taken whole: no seconds are left to be text.
_TIME: Final = rf"(?P<when>(?>{_LAST_YEAR}|{WHEN}))(?!\d|[:：]\d\d[:：])"
_MINUTES: Final = (
    rf"(?P<when>(?:{DAY}(?:{SPACE}|[T,，])*(?:(?:星期|周)[一二三四五六日天]{SPACE}*)?)?"
    rf"(?:(?:{PERIODS}){SPACE}*)?\d{{1,2}}[:：]\d{{2}})"
)
_OPEN, _CLOSE = r"[(（\[【]", r"[)）\]】]"
_TAG: Final = r"[\[【][^\[\]【】\n]{1,20}[\]】]"
_MORE: Final = NAME_CHARACTERS - 2
_NAME: Final = (
    rf"(?P<name>(?:{_TAG}(?:[^\n]{{0,{_MORE}}}?[^\s:：,，])??|[^\s:：\[\]【】](?:[^\n]{{0,{_MORE}}}?[^\s:：,，])??))"
)
_NAME_BEFORE_COLON: Final = (
    rf"(?P<name>(?:{_TAG}(?:[^:：\n]{{0,{_MORE}}}?[^\s:：])??"
    rf"|[^\s:：\[\]【】](?:[^:：\n]{{0,{_MORE}}}?[^\s:：])??))"
)
_BETWEEN: Final = r"[ \t\u3000\u00a0]+"
_REPLIED: Final = r"(?:回复于|发表于|发布于|评论于|提交于)[:：]?"
_BEFORE_TIME: Final = (
    rf"(?:{_BETWEEN}(?:{_REPLIED}[ \t]*)?{_OPEN}?|{_REPLIED}[ \t]*|[ \t]*[,，][ \t]*{_OPEN}?|{_OPEN}"
    r"|(?<![./年月-])(?=(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d))"
)
"""What stands between a name and its time: nothing only before a day with its year."""
_TEXT: Final = r"(?P<colon>[:：][ \t]*)(?P<text>.*)"

TIME_LINE: Final = re.compile(rf"[ \t]*(?:{_REPLIED}[ \t]*)?{_OPEN}?(?P<when>(?>{_LAST_YEAR}|{WHEN})){_CLOSE}?[ \t]*")
"""A line that is the second half of a head: a time, where it must be with the word for replying."""
WHEN_LINE: Final = re.compile(rf"[ \t—\-–]*[\[(（【]?(?:{_LAST_YEAR}|{WHEN})[\])）】]?[ \t—\-–]*")
"""A line that is only a time."""
DAY_LINE: Final = re.compile(
    rf"(?P<mark>[ \t—\-–=]*)[\[(（【]?(?P<day>{DAY})[\])）】]?(?:[ \t]*(?:星期|周|礼拜)[一二三四五六日天])?[ \t—\-–=]*"
)
"""A line that is only a day, perhaps between dashes."""
DAY_AND_TIME_LINE: Final = re.compile(
    rf"(?P<mark>[ \t—\-–=]*)[\[(（【]?(?P<day>{DAY})(?:{SPACE}|[,，])*(?:{CLOCK})[\])）】]?[ \t—\-–=]*"
)
"""A line that is only a day and a time, which windows put between the messages below."""
AROUND: Final = " \t—-–[](（)）【】"
"""What may stand around a time or a name."""

_COLON: Final = re.compile("[:：]")
_SECONDS: Final = re.compile(r"\d[:：]\d{2}[:：]\d{2}")
_YEAR: Final = re.compile(r"\d{4}[-/.年]|/\d{4}[ ,]|/\d{1,2}/\d{2}[ ,]")
_LONGER: Final = re.compile(r"(?P<more>[^\s:：]{1,20})(?P<colon>[:：][ \t]*)(?P<text>.*)")


MINUTES: Final = "m"
"""How the form of a head begins whose time has no seconds."""


_CLOCK_INSIDE: Final = re.compile(r"[^\s:：]{0,19}\d[:：]\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which a window's text is laid out.

    `head` finds the line that opens a message, with groups `name`, `when`, `text` as far as it holds them. Where
    `is_split`, the name stands alone and the next line is the time; where `may_split`, some of the heads do so. Where
    `is_timeless`, lines that are only a time hold for the messages that follow. `weight` tells how little the head
    looks like anything else; a head that `is_loose` is that of a list of dates as well, so that somebody has to speak
    twice; one that `is_inline` is that of a sentence as well, so that all heads have to be of one form.
    `minutes` finds heads whose text begins with what may be seconds.
    """

    name: str
    head: re.Pattern[str]
    weight: float = 1.0
    is_split: bool = False
    may_split: bool = False
    is_timeless: bool = False
    is_loose: bool = False
    is_inline: bool = False
    minutes: re.Pattern[str] | None = None

    @property
    def has_text(self) -> bool:
        """Whether a message's text begins on the line of its head."""
        return "text" in self.head.groupindex


@dataclass(frozen=True, slots=True)
class Longer:
    """Another reading of a head: a name that goes on to the next colon."""

    name: str
    text: str
    is_apart: bool
    """Whether the two colons are written differently, as one inside a name and one behind it are."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line that may be a head; `form` tells how it is written, `is_guess` that its seconds may be text."""

    name: str
    when: str
    text: str
    form: str
    takes: int = 1
    longer: Longer | None = None
    is_guess: bool = False


LAYOUTS: Final = (
    Layout("name_time", re.compile(rf"{_NAME}{_BEFORE_TIME}{_TIME}{_CLOSE}?[ \t]*"), may_split=True),
    Layout("time_name", re.compile(rf"{_OPEN}?{_TIME}(?:{_CLOSE}[ \t]*|{_BETWEEN}){_NAME}(?P<colon>[:：]?)[ \t]*")),
    Layout(
        "bracket_name_time_text",
        re.compile(rf"{_OPEN}{_NAME}{_BETWEEN}{_TIME}{_CLOSE}[ \t]*(?P<colon>[:：]?[ \t]*)(?P<text>.*)"),
    ),
    Layout(
        "bracket_time_name_text",
        re.compile(rf"{_OPEN}{_TIME}{_CLOSE}[ \t]*{_NAME_BEFORE_COLON}{_TEXT}"),
    ),
    Layout(
        "time_tab_name_text",
        re.compile(rf"{_OPEN}?{_TIME}{_CLOSE}?[ ]*\t[ ]*(?P<name>[^\t\n]{{1,{NAME_CHARACTERS}}}?)[ ]*\t(?P<text>.*)"),
        is_loose=True,
        is_inline=True,
    ),
    Layout("time_name_text", re.compile(rf"{_TIME}{_BETWEEN}{_NAME_BEFORE_COLON}{_TEXT}")),
    Layout(
        "name_time_text",
        re.compile(rf"{_NAME}(?:{_BETWEEN}{_OPEN}?|[ \t]*{_OPEN}){_TIME}{_CLOSE}?[ \t]*{_TEXT}"),
        minutes=re.compile(rf"{_NAME}(?:{_BETWEEN}{_OPEN}?|[ \t]*{_OPEN}){_MINUTES}{_CLOSE}?{_TEXT}"),
    ),
    Layout("name_above_time", re.compile(rf"{_NAME}[:：]?[ \t]*"), is_split=True),
    Layout(
        "name_colon_time", re.compile(rf"{_NAME}(?:(?<!\d)[:：][ \t]*|[:：][ \t]+){_TIME}[ \t]*"), 0.9, is_loose=True
    ),
    Layout(
        "name_time_gap_text",
        re.compile(rf"{_NAME}{_BEFORE_TIME}{_TIME}{_CLOSE}?{_BETWEEN}(?P<text>[^\s:：].*)"),
        0.85,
        is_loose=True,
        is_inline=True,
    ),
    Layout("name_alone", re.compile(rf"(?:>[ ]?)?{_NAME}[:：][ \t]*"), 0.85, is_timeless=True),
    Layout(
        "name_text",
        re.compile(
            r"(?P<name>[^\s:：,，。!！?？/\\](?:[^:：,，。!！?？/\\\n]{0,18}[^\s:：,，。!！?？/\\])?)"
            r"(?!(?<=\s\d):\d\d|(?<=\s\d\d):\d\d)(?P<colon>(?:：|:(?!//))[ \t]*)(?P<text>.*)"
        ),
        0.8,
        is_timeless=True,
    ),
)
"""All layouts, the stricter first: of two with the same score the first wins."""


def layout_named(name: str) -> Layout:
    """Return the layout of a name.

    Raises:
        ValueError: none is called so.
    """
    for layout in LAYOUTS:
        if layout.name == name:
            return layout
    raise ValueError(name)


def find_head(layout: Layout, line: str, following: str) -> Found | None:
    """Return what a line says if it is written like a head of the layout; whether it is one, the others decide."""
    if len(line) > HEAD_CHARACTERS and not layout.has_text:
        return None
    if not layout.is_timeless and not _COLON.search(line):
        # Most lines are text: without a colon there is no time in them, and only the one below may hold it.
        return _find_split(layout, line, following) if layout.is_split or layout.may_split else None
    if layout.is_split:
        return _find_split(layout, line, following)
    found = layout.head.fullmatch(line)
    if found is None and layout.minutes is not None:
        found = layout.minutes.fullmatch(line)
        return _found(found, is_minutes=True) if found else None
    if found is None or WHEN_LINE.fullmatch(line[:HEAD_CHARACTERS]):
        return _find_split(layout, line, following) if found is None and layout.may_split else None
    return _found(found)


def _find_split(layout: Layout, line: str, following: str) -> Found | None:
    time = TIME_LINE.fullmatch(following[:HEAD_CHARACTERS].strip()) if _COLON.search(following) else None
    if time is None or WHEN_LINE.fullmatch(line) or DAY_LINE.fullmatch(line):
        return None
    name = line.rstrip(" \t:：") if layout.is_split else line
    if not 0 < len(name) <= NAME_CHARACTERS or (layout.is_split and layout.head.fullmatch(line) is None):
        return None
    return Found(name, time["when"], "", f"{_kind(time['when'])}|", takes=2)


def _found(found: re.Match[str], *, is_minutes: bool = False) -> Found:
    parts = found.groupdict()
    when, text, colon = parts.get("when") or "", parts.get("text") or "", parts.get("colon") or ""
    form = f"{_kind(when)}{_joint(found)}{':' if colon else ''}" if when else ""
    longer = None
    if colon and not colon[-1].isspace() and (more := _LONGER.match(text)):
        name = f"{parts['name']}{colon}{more['more']}"
        longer = (
            Longer(name, more["text"], more["colon"] != colon and not _CLOCK_INSIDE.match(text))
            if len(name) <= NAME_CHARACTERS
            else None
        )
    is_guess = is_minutes and colon == (":" if when[-3] == ":" else "：") and bool(re.match(r"[0-5]\d(?!\d)", text))
    return Found(parts["name"].strip(), when, text, form, 1, longer, is_guess)


def _kind(when: str) -> str:
    """Whether a time has seconds, and whether its day has a year."""
    return f"{'s' if _SECONDS.search(when) else MINUTES}{'y' if _YEAR.search(when) else 'd'}"


def _joint(found: re.Match[str]) -> str:
    """What is between name and time, and the bracket behind the time, without the number of blanks."""
    first, second = ("name", "when") if found.start("name") < found.start("when") else ("when", "name")
    between = found.string[found.end(first) : found.start(second)]
    behind = found.string[found.end("when") : found.end("when") + 1]
    tab = "\t" if "\t" in between else ""
    return f"{tab}{between.strip() or (between[:1] and ' ')}{behind if behind in ')）]】' else ''}"
