"""China's working-day calendar: a maintained package, over it a file the user can edit, under it an honest estimate.

The official arrangement of a year is announced by the State Council some two months before it begins. A year that the
package does not know counts Monday to Friday without the statutory holidays of fixed date, and is not published: all
that is counted in it is an estimate. A new notice needs no new release of Pingju, only these lines in the user's file:

    # 2027 年放假安排（国务院办公厅通知）
    published = [2027]            # years whose whole arrangement is in this file

    [[holiday]]                   # days off, both ends included, weekends within them too
    name = "元旦"
    from = 2027-01-01
    to = 2027-01-03               # may be left out for a single day

    [[working_day]]               # a Saturday or Sunday on which offices work
    day = 2027-02-06

What the file says of a day goes before everything else.
"""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from app.domain.errors import InvalidField, UnreadableFile
from app.domain.text import clean_line
from app.domain.words import Text
from app.domain.workdays import FIXED_HOLIDAYS, Workdays

LIMIT_BYTES: Final = 1 << 18
LIMIT_ENTRIES: Final = 1000
LIMIT_HOLIDAY_DAYS: Final = 31
YEARS: Final = range(1990, 2101)

_REMEDY: Final = Text("请对照国务院办公厅的放假通知检查该文件", "check the file against the State Council's notice")
_SHAPE: Final[Mapping[str, frozenset[str]]] = {
    "holiday": frozenset({"name", "from", "to"}),
    "working_day": frozenset({"day"}),
}


@dataclass(frozen=True, slots=True)
class PublishedDays:
    """Days that an official notice settles: `off` with the holiday's name, `on` for make-up days, whole `years`."""

    off: Mapping[date, Text] = field(default_factory=dict)
    on: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ChinaWorkdays:
    """The `Workdays` of the product: the first of `notices` that knows a day decides, then the week and fixed dates."""

    notices: tuple[PublishedDays, ...]

    def is_working_day(self, day: date) -> bool:
        """Return whether offices work on the day, make-up Saturdays and Sundays included."""
        for notice in self.notices:
            if day in notice.on or day in notice.off:
                return day in notice.on
            if day.year in notice.years:
                break
        return day.weekday() < 5 and self.holiday(day) is None

    def is_published(self, year: int) -> bool:
        """Return whether the year's official arrangement is known."""
        return any(year in notice.years for notice in self.notices)

    def holiday(self, day: date) -> Text | None:
        """Return the holiday whose arrangement gives the day off; None for working days and ordinary weekends."""
        for notice in self.notices:
            if day in notice.on or day in notice.off:
                return notice.off.get(day)
            if day.year in notice.years:
                return None
        return FIXED_HOLIDAYS.get((day.month, day.day))


def working_days(override: Path | None = None) -> Workdays:
    """Return the calendar; the user's file goes before the package, and need not exist.

    Raises:
        UnreadableFile: the file is there and wrong; the message names the line, or the entry and its field.
    """
    if override is None or not override.exists():
        return ChinaWorkdays((_package(),))
    return ChinaWorkdays((read_working_days(override), _package()))


@lru_cache(maxsize=1)
def _package() -> PublishedDays:
    """Return what the package chinesecalendar knows."""
    import chinese_calendar

    names = {kind.value: Text(kind.chinese, kind.value) for kind in chinese_calendar.Holiday}
    off: dict[date, Text] = {day: names[name] for day, name in chinese_calendar.holidays.items()}
    # The package itself answers for all years between its first and last holiday, and raises for others.
    years = range(min(off).year, max(off).year + 1)
    return PublishedDays(off, frozenset(chinese_calendar.workdays), frozenset(years))


def read_working_days(path: Path) -> PublishedDays:
    """Return what a user's calendar file says; its form is in this module's first lines.

    Raises:
        UnreadableFile: no such file, no regular file, too large, not TOML (with the line), or an entry is wrong (with
            its number and field).
    """
    data = _table(path)
    refuse = _refuser(path.name)
    unknown = set(data) - {"published", *_SHAPE}
    if unknown:
        raise refuse(min(unknown), Text("不认识这一项", "is not known here"))
    off: dict[date, Text] = {}
    for where, entry in _entries(data, "holiday", refuse):
        off |= _holiday(where, entry, refuse)
    on = {_date(where, entry, "day", refuse) for where, entry in _entries(data, "working_day", refuse)}
    for day in sorted(on):
        if day in off:
            raise refuse("working_day", Text(f"{day} 同时写成了放假", f"{day} is a holiday here as well"))
        if day.weekday() < 5:
            raise refuse("working_day", Text(f"{day} 不是周末，不必补班", f"{day} is no Saturday or Sunday"))
    return PublishedDays(off, frozenset(on), _years(data.get("published", []), off, refuse))


Refuser = Callable[[str, Text], UnreadableFile]


def _refuser(name: str) -> Refuser:
    def refuse(where: str, problem: Text) -> UnreadableFile:
        return UnreadableFile(name, Text(f"{where}：{problem.zh}", f"{where}: {problem.en}"), _REMEDY)

    return refuse


def _table(path: Path) -> dict[str, object]:
    def unreadable(zh: str, en: str) -> UnreadableFile:
        return UnreadableFile(path.name, Text(zh, en), _REMEDY)

    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise unreadable("不是普通文件", "is no regular file")
        if found.st_size > LIMIT_BYTES:
            raise unreadable("文件过大", "is too large for a calendar")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise unreadable(f"无法读取（{error.strerror}）", f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise unreadable(f"不是 TOML：{error}", f"not TOML: {error}") from error
    except RecursionError as error:
        raise unreadable("括号嵌套过深", "is nested too deeply") from error


def _entries(data: dict[str, object], kind: str, refuse: Refuser) -> list[tuple[str, dict[str, object]]]:
    listed = data.get(kind, [])
    if not isinstance(listed, list):
        raise refuse(kind, Text(f"请写成 [[{kind}]]", f"must be written [[{kind}]]"))
    if len(listed) > LIMIT_ENTRIES:
        raise refuse(kind, Text(f"超过 {LIMIT_ENTRIES} 项", f"more than {LIMIT_ENTRIES} entries"))
    found = []
    for number, entry in enumerate(listed, start=1):
        where = f"{kind} {number}"
        if not isinstance(entry, dict):
            raise refuse(where, Text("不是表", "is not a table"))
        for name in entry:
            if name not in _SHAPE[kind]:
                raise refuse(f"{where}, {name}", Text("不认识这个字段", "is not known here"))
        found.append((where, entry))
    return found


def _holiday(where: str, entry: dict[str, object], refuse: Refuser) -> dict[date, Text]:
    try:
        name = clean_line("name", str(entry.get("name") or ""), limit=40)
    except InvalidField as error:
        raise refuse(f"{where}, name", error.problem) from error
    first = _date(where, entry, "from", refuse)
    last = _date(where, entry, "to", refuse) if "to" in entry else first
    length = (last - first).days + 1
    if length < 1:
        raise refuse(f"{where}, to", Text(f"早于 from：{last}", f"{last} is before “from”"))
    if length > LIMIT_HOLIDAY_DAYS:
        raise refuse(
            f"{where}, to", Text(f"假期超过 {LIMIT_HOLIDAY_DAYS} 天", f"longer than {LIMIT_HOLIDAY_DAYS} days")
        )
    return {first + timedelta(days=step): Text(name, name) for step in range(length)}


def _date(where: str, entry: dict[str, object], name: str, refuse: Refuser) -> date:
    value = entry.get(name)
    # A datetime is a date as well, and would never equal one.
    if not isinstance(value, date) or isinstance(value, datetime):
        raise refuse(
            f"{where}, {name}", Text("缺失或不是日期（如 2027-01-01）", "is missing or no date such as 2027-01-01")
        )
    if value.year not in YEARS:
        raise refuse(f"{where}, {name}", Text(f"年份超出范围：{value}", f"{value} is out of range"))
    return value


def _years(listed: object, off: Mapping[date, Text], refuse: Refuser) -> frozenset[int]:
    if not isinstance(listed, list):
        raise refuse("published", Text("请写成年份列表，如 [2027]", "must be a list of years such as [2027]"))
    covered = {day.year for day in off}
    for year in listed:
        if type(year) is not int or year not in YEARS:
            raise refuse("published", Text(f"不是年份：{year}", f"not a year: {year}"))
        if year not in covered:
            # Without its holidays the year would count as certain, and be wrong.
            raise refuse("published", Text(f"没有 {year} 年的任何假期", f"has no holiday of {year}"))
    return frozenset(listed)
