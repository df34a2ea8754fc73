"""Instants: kept in UTC, typed and printed in China time unless an offset is written."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from app.domain.errors import InvalidField
from app.domain.words import Text

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)

_SKEW: Final = timedelta(minutes=5)
"""How far ahead of this machine's clock an event may be; phones and computers disagree a little."""

_LOOSE = re.compile(
    r"(?P<y>\d{4})[-/.年](?P<mo>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"(?:[T ]*(?P<h>\d{1,2})(?:时|[:时](?P<mi>\d{1,2})分?(?::?(?P<s>\d{1,2})(?:\.(?P<f>\d{1,6}))?秒?)?))?"
)


class Clock(Protocol):
    """Tells the present instant; only the shell owns one that looks at the machine."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


def parse_time(text: str, *, field: str = "at") -> datetime:
    """Read an ISO 8601 instant (or `2024/1/1 12:00`, `2024年1月1日 12时`) and return it in UTC.

    An instant without an offset is China time.

    Raises:
        InvalidField: not an instant, or outside 1990 to 2099.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    try:
        instant = datetime.fromisoformat(folded)
    except ValueError:
        instant = _parse_loose(folded, text, field)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=SHANGHAI)
    try:
        instant = instant.astimezone(UTC)
    except OverflowError:
        raise _not_a_time(field, text) from None
    if not EARLIEST <= instant < LATEST:
        raise InvalidField(
            field,
            Text(f"时间超出 1990–2099 年：“{text}”", f"outside the years 1990 to 2099: “{text}”"),
        )
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def refuse_future(field: str, at: datetime, *, now: datetime) -> None:
    """Refuse an instant at which nothing can have happened yet.

    Raises:
        InvalidField: it is in the future, by more than clocks disagree.
    """
    if at > now + _SKEW:
        raise InvalidField(
            field,
            Text(f"时间还没到：{shown(at)}", f"is in the future: {shown(at)}"),
            Text("请填写事情发生的时间", "give the time at which it happened"),
        )


def _parse_loose(folded: str, text: str, field: str) -> datetime:
    match = _LOOSE.fullmatch(folded)
    if match is None:
        raise _not_a_time(field, text)
    parts = [int(match[name] or 0) for name in ("y", "mo", "d", "h", "mi", "s")]
    fraction = int((match["f"] or "0").ljust(6, "0"))
    try:
        return datetime(*parts, fraction, tzinfo=SHANGHAI)  # type: ignore[misc,arg-type]
    except ValueError:
        raise _not_a_time(field, text) from None


def _not_a_time(field: str, text: str) -> InvalidField:
    return InvalidField(
        field,
        Text(f"不是时间：“{text}”", f"not a time: “{text}”"),
        Text("请写成 2024-01-01 12:00 或 2024-01-01T12:00:00+08:00", "write it like 2024-01-01T12:00:00+08:00"),
    )


def to_stored(instant: datetime) -> str:
    """Return the instant as the vault keeps it: UTC, milliseconds, sortable as text."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_stored(text: str) -> datetime:
    """Return the instant that `to_stored` wrote."""
    return datetime.fromisoformat(text)


def to_iso(instant: datetime) -> str:
    """Return the instant in China time with its offset, for the command line's JSON."""
    local = instant.astimezone(SHANGHAI)
    return local.isoformat(timespec="milliseconds" if local.microsecond else "seconds")


def shown(instant: datetime, *, seconds: bool = True) -> str:
    """Return the instant as people read it, in China time: `2024-01-01 12:00:00`."""
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")
