"""Single values of foreign exports, made ours: instants, names, texts, flags; whatever else they hold is refused.

Exports come as JSON, tables or HTML, and any value may have any type; nothing here raises but `Unusable`.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from app.domain.chats import TimeKnown
from app.domain.errors import InvalidField
from app.domain.times import EARLIEST, LATEST, parse_time
from app.domain.words import Text

NAME_LIMIT: Final = 300
"""The longest name or id kept, in characters."""
TEXT_LIMIT: Final = 100_000
"""The longest text kept, in characters: WeChat takes 16,384 and Telegram 4,096."""
QUOTE_LIMIT: Final = 300
"""The longest quotation kept of a message that is answered, in characters."""
REMEMBERED: Final = 10_000
"""How many messages back an answer's original is looked for."""

# Half of a surrogate pair cannot be stored, and a NUL ends a string for half of the world's programs.
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_NUMBER: Final = re.compile(r"[0-9]{1,25}(?:\.[0-9]{1,9})?")
_PATH_END: Final = re.compile(r"[\\/]")

# By magnitude: seconds reach 1e11 in the year 5138, milliseconds 1e14, microseconds 1e17.
_UNITS: Final = ((1e11, 1), (1e14, 1_000), (1e17, 1_000_000), (1e20, 1_000_000_000))
_NO_TIME: Final = frozenset({"", "0", "none", "null"})


class Unusable(Exception):
    """One message cannot be taken; `reason` says why. The reader goes on with the next."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


NOT_A_MESSAGE: Final = Text("不是一条消息", "is no message")


def moment(value: object) -> tuple[datetime | None, TimeKnown]:
    """Return the instant (aware UTC) that a number or text gives: unix s, ms, µs or ns by magnitude, ISO, or local.

    What is absent or 0 is a time not known. A time without an offset is China time.

    Raises:
        Unusable: there is something, but it is no time between 1990 and 2099.
    """
    if value is None:
        return None, TimeKnown.NONE
    if isinstance(value, str):
        text = value.strip()
        if text.lower() in _NO_TIME:
            return None, TimeKnown.NONE
        if _NUMBER.fullmatch(text) is None:
            return _written(text), TimeKnown.WRITTEN
        value = float(text) if "." in text else int(text)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _no_time(value)
    if value == 0:
        return None, TimeKnown.NONE
    return _unix(value), TimeKnown.WRITTEN


def _unix(value: float | Decimal) -> datetime:
    # Compared before it is converted: an exponent of a billion would fill the memory.
    if not 0 < value < _UNITS[-1][0]:
        raise _no_time(value)
    for limit, unit in _UNITS:
        if value < limit:
            seconds, rest = divmod(int(value * 1000) // unit, 1000)
            try:
                instant = datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1000)
            except (ValueError, OverflowError, OSError):
                raise _no_time(value) from None
            if EARLIEST <= instant < LATEST:
                return instant
            break
    raise _no_time(value)


def _written(text: str) -> datetime:
    if len(text) > 64:
        raise _no_time(text)
    try:
        return parse_time(text)
    except InvalidField:
        raise _no_time(text) from None


def _no_time(value: object) -> Unusable:
    shown = str(value)[:40] if isinstance(value, str | int | float) and not _is_huge(value) else "?"
    return Unusable(Text(f"时间无法识别：“{one_line(shown)}”", f"not a time: “{one_line(shown)}”"))


def _is_huge(value: object) -> bool:
    return isinstance(value, int) and value.bit_length() > 200


def one_line(value: object) -> str:
    """Return a name or id on one line, trimmed; "" for what is none."""
    if isinstance(value, str):
        return " ".join(_storable(value[: NAME_LIMIT * 4]).split())[:NAME_LIMIT] if value else ""
    if isinstance(value, bool) or _is_huge(value) or not isinstance(value, int):
        return ""
    return str(value)


def body(value: object) -> str:
    """Return a message's text with line feeds as line ends, visibly cut where far too long; "" for none."""
    if not isinstance(value, str):
        return one_line(value)
    if len(value) > TEXT_LIMIT:
        value = f"{value[:TEXT_LIMIT]}…[原文共 {len(value)} 字，此处截断]"
    text = _storable(value)
    return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).strip("\n")


def figure(value: object) -> str:
    """Return a number as it is shown; "" for what is none."""
    return str(value)[:40] if isinstance(value, float | Decimal) else one_line(value)


def quoted(sender: str, text: str) -> str:
    """Return what an answer shows of the message it answers: `名字：内容`, shortened."""
    said = text if len(text) <= QUOTE_LIMIT else f"{text[:QUOTE_LIMIT]}…"
    return f"{sender}：{said}" if sender and said else said or sender


def whole(value: object) -> int | None:
    """Return a whole number, also where it is written as text or as `1.0`; else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip()
        return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else None
    if isinstance(value, int):
        return None if _is_huge(value) else value
    if isinstance(value, float | Decimal) and -1e15 < value < 1e15 and value == int(value):
        return int(value)
    return None


def flag(value: object) -> bool | None:
    """Return what 1, 0, true, false say, also written as text; else None."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"1": True, "true": True, "0": False, "false": False}.get(value.strip().lower())
    number = whole(value)
    return bool(number) if number in {0, 1} else None


def mapping(value: object) -> dict[str, object]:
    """Return a JSON object, empty for what is none."""
    return value if isinstance(value, dict) else {}


def listing(value: object) -> list[object]:
    """Return a JSON array, empty for what is none."""
    return value if isinstance(value, list) else []


def last_part(path: object) -> str:
    """Return a path's file name for showing; the path itself is never followed."""
    return _PATH_END.split(one_line(path))[-1]


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text) if _UNSTORABLE.search(text) else text


class RecentMessages:
    """The last messages by their ids, for what an answer quotes."""

    def __init__(self) -> None:
        self._said: OrderedDict[str, str] = OrderedDict()

    def note(self, message_no: str, sender: str, text: str) -> None:
        """Remember a message; one without an id cannot be answered."""
        if message_no:
            self._said[message_no] = quoted(sender, text)
            if len(self._said) > REMEMBERED:
                self._said.popitem(last=False)

    def quote(self, message_no: str) -> str:
        """Return the quotation of a message, its number where it is not remembered, "" for no number."""
        return self._said.get(message_no, f"#{message_no}") if message_no else ""
