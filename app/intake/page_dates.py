"""The date that SingleFile writes into a page: JavaScript's, `Wed Feb 11 2026 14:36:02 GMT+0800 (中国标准时间)`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from app.domain.times import EARLIEST, LATEST

_DATE: Final = re.compile(
    r"\s*[A-Za-z]{3} (?P<month>[A-Za-z]{3}) (?P<day>\d{1,2}) (?P<year>\d{4}) (?P<time>\d{2}:\d{2}:\d{2})"
    r" GMT(?P<sign>[+-])(?P<hours>\d{2})(?P<minutes>\d{2}).*"
)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def saved_date(text: str) -> datetime | None:
    """Return the instant in UTC, or None."""
    found = _DATE.fullmatch(text)
    if found is None or found["month"] not in _MONTHS:
        return None
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    month = _MONTHS.index(found["month"]) + 1
    try:
        local = datetime.fromisoformat(f"{found['year']}-{month:02}-{int(found['day']):02}T{found['time']}")
        zone = timezone(-offset if found["sign"] == "-" else offset)
        at = local.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if EARLIEST <= at < LATEST else None
