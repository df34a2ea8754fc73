"""Where a period ends: lengths of time added to an instant, with the sum told in words.

Days are those of Asia/Shanghai. The day a period starts on does not count, and a period of days lasts until the last
instant of its last day: `due_at` is 23:59:59.999999, the day's last that a datetime can hold, so that the date shown is
the right one and only an instant of the next day is late. Seconds, minutes and hours end on the exact instant.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from app.domain.duration import Duration
from app.domain.times import SHANGHAI, shown
from app.domain.words import Text
from app.domain.workdays import (
    FIXED_HOLIDAYS,
    WorkdayCount,
    Workdays,
    add_working_days,
    is_ordinary_weekend,
    next_day_not_holiday,
    unpublished_for,
)

_MAKEUP_SHOWN: Final = 6
_ARTICLE_45: Final = Text("总局令第121号第四十五条", "SAMR Order 121, art. 45")


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """The end of a period (UTC), how it was computed, and where the text leaves a doubt."""

    at: datetime
    arithmetic: Text
    is_estimated: bool = False
    warning: Text | None = None


def require_aware(instant: datetime) -> datetime:
    """Return the instant in UTC.

    Raises:
        ValueError: it has no offset; which instant it means cannot be known.
    """
    if instant.utcoffset() is None:
        raise ValueError(f"an instant without an offset: {instant!r}")
    return instant.astimezone(UTC)


def day_of(instant: datetime) -> date:
    """Return the day in Asia/Shanghai that an instant falls on.

    Raises:
        ValueError: a naive instant.
    """
    return require_aware(instant).astimezone(SHANGHAI).date()


def end_of(day: date) -> datetime:
    """Return the last instant (UTC) of a day in Asia/Shanghai."""
    return datetime.combine(day, time.max, SHANGHAI).astimezone(UTC)


def due_after(start: datetime, length: Duration, days: Workdays) -> PeriodEnd:
    """Return the end of a length of time that a platform or merchant promised.

    Raises:
        ValueError: a naive start.
    """
    start = require_aware(start)
    if length.in_working_days:
        return due_in_working_days(start, length.count, days)
    if length.unit == "d":
        return due_in_days(start, length.count)
    # A start at a day's last instant stands for 24:00: half an hour later is 00:30, not 00:29:59.
    exact = start + timedelta(microseconds=1) if start.microsecond == 999_999 else start
    end = exact + length.as_timedelta()
    return PeriodEnd(
        max(start, end),
        Text(
            f"{shown(exact)} 起 {length.shown.zh} = {shown(end)}",
            f"{shown(exact)} plus {length.shown.en} = {shown(end)}",
        ),
    )


def due_in_working_days(start: datetime, count: int, days: Workdays) -> PeriodEnd:
    """Return the end of the `count`-th working day after the day of `start`.

    Raises:
        ValueError: a naive start.
    """
    first = day_of(start)
    found = add_working_days(first, count, days)
    passed, estimate = _passed(found), _estimate(found.unpublished)
    return PeriodEnd(
        end_of(found.day),
        Text(
            f"{first} 起第 {count} 个工作日 = {found.day}{passed.zh}{estimate.zh}",
            f"{count} working days after {first} = {found.day}{passed.en}{estimate.en}",
        ),
        found.is_estimated,
    )


def due_in_days(start: datetime, count: int) -> PeriodEnd:
    """Return the end of the `count`-th calendar day after the day of `start`, whatever day that is.

    Raises:
        ValueError: a naive start.
    """
    first = day_of(start)
    last = first + timedelta(days=count)
    return PeriodEnd(end_of(last), _plain_days(first, count, last))


def due_in_legal_days(start: datetime, count: int, days: Workdays) -> PeriodEnd:
    """Return the end of a legal period of calendar days, counted after art. 45 of SAMR Order 121.

    Raises:
        ValueError: a naive start.
    """
    first = day_of(start)
    last = first + timedelta(days=count)
    return _by_article_45(last, _plain_days(first, count, last), days)


def due_in_legal_years(start: datetime, count: int, days: Workdays) -> PeriodEnd:
    """Return the end of a legal period of years, counted after art. 45 of SAMR Order 121.

    It ends on the day of the same date; where that year has no such day (29 February), on the month's last.

    Raises:
        ValueError: a naive start.
    """
    first = day_of(start)
    year = first.year + count
    last = date(year, first.month, min(first.day, calendar.monthrange(year, first.month)[1]))
    said = Text(f"{first} 起满 {count} 年 = {last}（当日不计入）", f"{count} years after {first} = {last}")
    return _by_article_45(last, said, days)


def _plain_days(first: date, count: int, last: date) -> Text:
    return Text(
        f"{first} 起第 {count} 日 = {last}（当日不计入）",
        f"{count} days after {first} = {last} (the first day not counted)",
    )


def _by_article_45(last: date, said: Text, days: Workdays) -> PeriodEnd:
    moved = next_day_not_holiday(last, days)
    years = {*unpublished_for(last, days), *unpublished_for(moved, days)}
    estimate = _estimate(tuple(sorted(years)))
    zh, en = said.zh, said.en
    if moved != last and (holiday := days.holiday(last)):
        zh += f"；该日在{holiday.zh}假期内，顺延至假期后第一日 {moved}（{_ARTICLE_45.zh}）"
        en += f"; that day is within the {holiday.en} holiday, so the first day after it, {moved} ({_ARTICLE_45.en})"
    return PeriodEnd(end_of(moved), Text(zh + estimate.zh, en + estimate.en), bool(years), _doubt(last, moved, days))


def _doubt(last: date, moved: date, days: Workdays) -> Text | None:
    """Return what the text of art. 45 does not say about this last day."""
    zh, en = [], []
    if moved != last and (last.month, last.day) not in FIXED_HOLIDAYS:
        zh.append(
            f"{last} 在放假安排内；{_ARTICLE_45.zh}只说“法定节假日”，调休放假日是否顺延未写明。稳妥起见请按 {last} 准备"
        )
        en.append(
            f"{last} is a day off of a holiday arrangement; {_ARTICLE_45.en} names statutory holidays only and does "
            f"not say whether bridging days move the end. To be safe, plan for {last}"
        )
    if is_ordinary_weekend(moved, days):
        zh.append(f"{moved} 是普通周末；{_ARTICLE_45.zh}未说明普通周末是否顺延，这里不顺延，以办理机关的计算为准")
        en.append(
            f"{moved} is an ordinary weekend; {_ARTICLE_45.en} does not say whether that moves the end. It is not "
            "moved here; the authority's own count decides"
        )
    return Text("；".join(zh), "; ".join(en)) if zh else None


def _passed(found: WorkdayCount) -> Text:
    zh, en = [], []
    if found.holidays:
        zh.append("、".join(name.zh for name in found.holidays) + "假期不计")
        en.append(", ".join(name.en for name in found.holidays) + " not counted")
    if found.makeup:
        listed, more = found.makeup[:_MAKEUP_SHOWN], len(found.makeup) > _MAKEUP_SHOWN
        zh.append("、".join(f"{day.month}月{day.day}日" for day in listed) + ("等" if more else "") + "补班计入")
        en.append(f"make-up days {', '.join(map(str, listed))}{' and more' if more else ''} counted")
    return Text(f"（{'，'.join(zh)}）", f" ({'; '.join(en)})") if zh else Text("", "")


def _estimate(years: tuple[int, ...]) -> Text:
    if not years:
        return Text("", "")
    return Text(
        f"；估算：{'、'.join(map(str, years))} 年放假调休安排未收录",
        f"; estimated: no official calendar of {', '.join(map(str, years))} is on record",
    )
