"""Counting working days on a calendar that somebody else publishes; this room holds no calendar of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Protocol

from app.domain.words import Text

FIXED_HOLIDAYS: Final[Mapping[tuple[int, int], Text]] = MappingProxyType(
    {
        (1, 1): Text("元旦", "New Year's Day"),
        (5, 1): Text("劳动节", "Labour Day"),
        (5, 2): Text("劳动节", "Labour Day"),
        (10, 1): Text("国庆节", "National Day"),
        (10, 2): Text("国庆节", "National Day"),
        (10, 3): Text("国庆节", "National Day"),
    }
)
"""The statutory holidays with a fixed date, by (month, day).

Source: 全国年节及纪念日放假办法, art. 2, as revised in November 2024. The lunar ones and 清明 are not here.
"""

# Make-up days and bridges of New Year have been announced with the next year's notice: 2018-12-29 was one.
_NEXT_NOTICE_FROM: Final = (12, 25)
_DAY: Final = timedelta(days=1)


class Workdays(Protocol):
    """A calendar of China's working days; days are dates in Asia/Shanghai."""

    def is_working_day(self, day: date) -> bool:
        """Return whether offices work on the day, make-up Saturdays and Sundays included."""
        ...

    def is_published(self, year: int) -> bool:
        """Return whether the year's official arrangement is known; where it is not, the answers are an estimate."""
        ...

    def holiday(self, day: date) -> Text | None:
        """Return the holiday whose arrangement gives the day off; None for working days and ordinary weekends."""
        ...


@dataclass(frozen=True, slots=True)
class WorkdayCount:
    """The day a count of working days ends on, and what was met on the way.

    `unpublished` holds the years whose official arrangement was needed and is not known, `holidays` the holidays left
    out, `makeup` the Saturdays and Sundays that were counted.
    """

    day: date
    unpublished: tuple[int, ...] = ()
    holidays: tuple[Text, ...] = ()
    makeup: tuple[date, ...] = ()

    @property
    def is_estimated(self) -> bool:
        """Whether an official notice may still change the day."""
        return bool(self.unpublished)


@dataclass(slots=True)
class _Tally:
    unpublished: set[int] = field(default_factory=set)
    holidays: list[Text] = field(default_factory=list)
    makeup: list[date] = field(default_factory=list)


def add_working_days(start: date, count: int, days: Workdays) -> WorkdayCount:
    """Return the `count`-th working day after `start`; the day after `start` is the first that can count.

    A count of zero ends on `start` itself.

    Raises:
        ValueError: a negative count.
    """
    if count < 0:
        raise ValueError(f"cannot count {count} working days")
    tally, day = _Tally(), start
    while count:
        day += _DAY
        count -= _counts(day, days, tally)
    return WorkdayCount(day, tuple(sorted(tally.unpublished)), tuple(tally.holidays), tuple(tally.makeup))


def _counts(day: date, days: Workdays, tally: _Tally) -> bool:
    tally.unpublished.update(unpublished_for(day, days))
    if days.is_working_day(day):
        if day.weekday() >= 5:
            tally.makeup.append(day)
        return True
    holiday = days.holiday(day)
    if holiday is not None and holiday not in tally.holidays:
        tally.holidays.append(holiday)
    return False


def unpublished_for(day: date, days: Workdays) -> tuple[int, ...]:
    """Return the years whose official arrangement decides about a day and is not known."""
    needed = (day.year, day.year + 1) if (day.month, day.day) >= _NEXT_NOTICE_FROM else (day.year,)
    return tuple(year for year in needed if not days.is_published(year))


def next_day_not_holiday(day: date, days: Workdays) -> date:
    """Return the day itself, or the first one after the holiday that it lies in; an ordinary weekend is no holiday."""
    while days.holiday(day) is not None:
        day += _DAY
    return day


def is_ordinary_weekend(day: date, days: Workdays) -> bool:
    """Return whether a day is a Saturday or Sunday off that belongs to no holiday."""
    return day.weekday() >= 5 and not days.is_working_day(day) and days.holiday(day) is None
