"""Times as chats show them, made instants: without a year, `昨天`, `星期三`, `下午3:20`, `2:36:02 PM`.

What is not written whole is resolved backwards from the moment the file was written, as the latest instant not after
it, and marked so. Chats tell no zone: all of it is China time. Hours of a Chinese day period follow Unicode CLDR
(dayPeriods for zh: 凌晨 0-5, 早上 5-8, 上午 8-12, 中午 12-13, 下午 13-19, 晚上 19-24).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from app.domain.chats import TimeKnown
from app.domain.times import EARLIEST, LATEST, SHANGHAI

SPACE: Final = r"[ \t\u00a0\u202f\u3000]"
"""White space inside a time: iOS puts U+202F before AM and PM."""
PERIODS: Final = "凌晨|清晨|早上|上午|中午|下午|傍晚|晚上"
CLOCK: Final = (
    rf"(?:(?:{PERIODS}){SPACE}*)?\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?"
    rf"(?:\.\d{{1,3}})?(?:{SPACE}*[AaPp]\.?{SPACE}?[Mm]\b\.?)?"
)
"""A time of day, 12 or 24 hours, with or without seconds."""
DAY: Final = (
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/月]\d{1,2}日?"
    r"|今天|昨天|前天|(?:星期|周|礼拜)[一二三四五六日天])"
)
"""A day, with a year or without."""
WHEN: Final = rf"(?:{DAY}(?:{SPACE}|[T,，])*(?:(?:星期|周)[一二三四五六日天]{SPACE}*)?)?{CLOCK}"
"""A day and a time of day, or the time alone."""

_CLOCK: Final = re.compile(
    rf"(?P<period>{PERIODS})?{SPACE}*(?P<h>\d{{1,2}})[:：](?P<m>\d{{2}})(?:[:：](?P<s>\d{{2}}))?"
    rf"(?:\.(?P<f>\d{{1,3}}))?(?:{SPACE}*(?P<half>[AaPp])\.?{SPACE}?[Mm]\.?)?"
)
_WHEN: Final = re.compile(
    rf"(?P<day>{DAY})?(?:{SPACE}|[T,，])*(?:(?:星期|周)[一二三四五六日天]{SPACE}*)?(?P<clock>{CLOCK})"
)
_FULL_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SHORT_DAY: Final = re.compile(r"(\d{1,2})[-/月](\d{1,2})日?")
_AGO: Final = {"今天": 0, "昨天": 1, "前天": 2}
_WEEKDAYS: Final = {name: number for number, name in enumerate("一二三四五六日")} | {"天": 6}
_MORNING: Final = frozenset({"凌晨", "清晨", "早上", "上午"})
_LEAP: Final = 9
"""So many years back there is a 29 February, also across 2100."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (aware UTC) and how it is known."""

    at: datetime
    known: TimeKnown


def clock_of(text: str) -> time | None:
    """Return the time of day that a text is, or None."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hour = _hour(int(match["h"]), match["period"], (match["half"] or "").lower())
    if hour is None:
        return None
    try:
        return time(hour, int(match["m"]), int(match["s"] or 0), int((match["f"] or "0").ljust(3, "0")) * 1000)
    except ValueError:
        return None


def _hour(hour: int, period: str | None, half: str) -> int | None:
    """Return the hour of 24; None where it is none, or where a day period makes it mean two things (晚上1点)."""
    if hour > 23:
        return None
    if half:
        # Some phones write the hour of 24 and PM beside it.
        if hour > 12:
            return hour if half == "p" else None
        return hour % 12 + (12 if half == "p" else 0)
    if period is None or hour > 12:
        return hour
    if period in _MORNING:
        return hour % 12
    if period == "中午":
        return hour if hour >= 11 else hour + 12
    if period == "晚上":
        return hour + 12 if 5 <= hour < 12 else None
    return hour % 12 + 12


def full_day(text: str) -> date | None:
    """Return the day that a text with a year is (`2026-02-11`, `2025/10/7`, `2026年2月11日`), or None."""
    match = _FULL_DAY.fullmatch(text.strip())
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def instant(day: date, clock: time) -> datetime | None:
    """Return the instant (UTC) of a day and a time of day in China; None outside 1990 to 2099."""
    at = datetime.combine(day, clock, SHANGHAI).astimezone(UTC)
    return at if EARLIEST <= at < LATEST else None


@lru_cache(maxsize=4096)
def moment(text: str, *, written_at: datetime) -> Moment | None:
    """Return the instant that a text is, or None; what it leaves out is resolved backwards from `written_at`."""
    match = _WHEN.fullmatch(text.strip())
    clock = clock_of(match["clock"]) if match else None
    if match is None or clock is None:
        return None
    day = match["day"]
    if day is not None and (whole := _FULL_DAY.fullmatch(day)):
        written = _date(int(whole[1]), int(whole[2]), int(whole[3]))
        at = instant(written, clock) if written else None
        return Moment(at, TimeKnown.WRITTEN) if at else None
    return resolved(day, clock, written_at=written_at)


def resolved(day: str | None, clock: time, *, written_at: datetime) -> Moment | None:
    """Return the latest such instant that is not after `written_at`; `day` None is a time of day alone."""
    written = written_at.astimezone(SHANGHAI)
    for candidate in _days(day, written.date()):
        at = instant(candidate, clock)
        if at is not None and at <= written_at:
            return Moment(at, TimeKnown.RESOLVED)
    return None


def _days(day: str | None, today: date) -> list[date]:
    """The days that a text may be, latest first."""
    if day is None:
        return [today, today - timedelta(1)]
    if day in _AGO:
        return [today - timedelta(_AGO[day])]
    if short := _SHORT_DAY.fullmatch(day):
        month, number = int(short[1]), int(short[2])
        found = (_date(today.year - back, month, number) for back in range(_LEAP))
        return [one for one in found if one is not None]
    # A chat calls its last six days by their weekdays and today by nothing: the same weekday is a week ago.
    back = (today.weekday() - _WEEKDAYS[day[-1]]) % 7 or 7
    return [today - timedelta(back)]


def _date(year: int, month: int, day: int) -> date | None:
    # The fence keeps the conversion to UTC inside what a datetime can hold.
    if not EARLIEST.year - 1 <= year <= LATEST.year:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DayOrder(StrEnum):
    """How a phone's region writes a day as three numbers."""

    YEAR_FIRST = "ymd"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"

    def day(self, first: int, second: int, third: int) -> date | None:
        """Return the day that three numbers are in this order, or None; years of two digits are of this century."""
        if self is DayOrder.YEAR_FIRST:
            year, month, day = first, second, third
        elif self is DayOrder.DAY_FIRST:
            day, month, year = first, second, third
        else:
            month, day, year = first, second, third
        return _date(year + 2000 if year < 100 else year, month, day)


def decide_order(days: Iterable[tuple[int, int, int]], *, latest: date) -> tuple[DayOrder, bool]:
    """Return the order in which all days of a file are written, and whether that is sure.

    A number above 12 is no month, one above 31 a year, and no day is after `latest`, the file's own. Where that
    settles nothing, chats run forward in time: the order in which fewer days go backwards is taken, month first where
    there is no difference, and both are unsure unless one of them never goes backwards and the other does. A year of
    two digits may stand first (Korean, Canadian French, older Chinese phones): it does where fewer numbers stand first
    than last, and all days are days so.
    """
    short = _ShortYears(latest)
    fits = dict.fromkeys(DayOrder, 0)
    backwards = dict.fromkeys(DayOrder, 0)
    last: dict[DayOrder, date] = {}
    total = 0
    for numbers in days:
        total += 1
        short.take(numbers)
        for order in _possible(numbers):
            day = order.day(*numbers)
            if day is None or day > latest + _SLACK:
                continue
            fits[order] += 1
            backwards[order] += order in last and day < last[order]
            last[order] = day
    if short.stand_first:
        is_sure = max(fits.values()) < total or min(backwards[order] for order in _YEAR_LAST) > 0
        return DayOrder.YEAR_FIRST, is_sure or short.are_plain
    best = sorted(_PREFERRED, key=lambda order: (-fits[order], backwards[order]))
    first, second = best[0], best[1]
    is_sure = fits[first] > fits[second] or (backwards[first] == 0 and backwards[second] > 0)
    return first, is_sure or total == 0


_SLACK: Final = timedelta(1)
_YEAR_LAST: Final = (DayOrder.MONTH_FIRST, DayOrder.DAY_FIRST)
_PREFERRED: Final = (*_YEAR_LAST, DayOrder.YEAR_FIRST)
_FIRST_YEAR: Final = 9
"""Phones have exported chats since 2009."""


class _ShortYears:
    """Whether two digits at the beginning are years: then they hardly change, and those at the end do."""

    def __init__(self, latest: date) -> None:
        self._latest = latest + _SLACK
        self._first: set[int] = set()
        self._last: set[int] = set()
        self._day: date | None = None
        self._fits = True

    def take(self, numbers: tuple[int, int, int]) -> None:
        first, _, last = numbers
        day = DayOrder.YEAR_FIRST.day(*numbers) if _FIRST_YEAR <= first <= 31 and last <= 31 else None
        self._fits = self._fits and day is not None and (self._day or day) <= day <= self._latest
        if self._fits:
            self._day = day
            self._first.add(first)
            self._last.add(last)

    @property
    def stand_first(self) -> bool:
        return self._fits and len(self._first) < len(self._last)

    @property
    def are_plain(self) -> bool:
        return len(self._last) >= len(self._first) + 2


def _possible(numbers: tuple[int, int, int]) -> tuple[DayOrder, ...]:
    """Return the orders that three numbers alone allow; a year of two digits at the beginning is `_ShortYears`' own."""
    return (DayOrder.YEAR_FIRST,) if numbers[0] > 31 else _YEAR_LAST
