"""Lengths of time as platforms promise them: `10m`, `24h`, `3d`, `3wd` (working days)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from app.domain.errors import InvalidField
from app.domain.words import Text

_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_UNITS: Final = {
    "s": "s", "sec": "s", "seconds": "s", "秒": "s", "秒钟": "s",
    "m": "m", "min": "m", "minute": "m", "minutes": "m", "分": "m", "分钟": "m",
    "h": "h", "hour": "h", "hours": "h", "时": "h", "小时": "h", "个小时": "h",
    "d": "d", "day": "d", "days": "d", "天": "d", "日": "d",
    "wd": "wd", "working days": "wd", "working day": "wd", "个工作日": "wd", "工作日": "wd",
}  # fmt: skip
_WORDS_ZH: Final = {"s": "秒", "m": "分钟", "h": "小时", "d": "天", "wd": "个工作日"}
_WORDS_EN: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "wd": "working days"}


@dataclass(frozen=True, slots=True)
class Duration:
    """A whole count of one unit: `s`, `m`, `h`, `d`, or `wd` for working days; `str()` gives it back as typed."""

    count: int
    unit: str

    @classmethod
    def parse(cls, text: str, *, field: str = "promise") -> Duration:
        """Read `10m`, `2h`, `10分钟`, `3wd`, `3个工作日`.

        Raises:
            InvalidField: not a length of time, or longer than ten years.
        """
        folded = unicodedata.normalize("NFKC", text).strip().lower()
        match = re.fullmatch(r"(\d{1,6})\s*([a-z]+(?: [a-z]+)?|[\u4e00-\u9fff]+)", folded)
        unit = _UNITS.get(match[2]) if match else None
        if match is None or unit is None:
            raise InvalidField(
                field,
                Text(f"不是时长：“{text}”", f"not a length of time: “{text}”"),
                Text("请写成 10m、24h、3d 或 3wd（工作日）", "write it like 10m, 24h, 3d or 3wd (working days)"),
            )
        count = int(match[1])
        if count * _SECONDS.get(unit, 86400) > 3660 * 86400:
            raise InvalidField(field, Text(f"时长超过十年：“{text}”", f"longer than ten years: “{text}”"))
        return cls(count, unit)

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    @property
    def in_working_days(self) -> bool:
        """Whether a working-day calendar is needed to add it to an instant."""
        return self.unit == "wd"

    def as_timedelta(self) -> timedelta:
        """Return the plain length; working days have none.

        Raises:
            ValueError: the duration counts working days.
        """
        if self.in_working_days:
            raise ValueError("working days have no fixed length")
        return timedelta(seconds=self.count * _SECONDS[self.unit])

    @property
    def shown(self) -> Text:
        """The length in words."""
        return Text(f"{self.count} {_WORDS_ZH[self.unit]}", f"{self.count} {_WORDS_EN[self.unit]}")
