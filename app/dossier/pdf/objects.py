"""PDF values as bytes (ISO 32000-1, section 7.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

_NAME_ESCAPED = re.compile(rb"[^A-Za-z0-9+.\-]")


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an indirect object."""

    number: int


Value: TypeAlias = "bool | int | float | str | bytes | Name | Ref | Sequence[Value] | Mapping[str, Value] | None"
"""`str` is a text string, `bytes` a binary one."""


@lru_cache(maxsize=65_536)
def number(value: float) -> bytes:
    """Return a number with at most three decimals, always written the same way."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if text in {"", "-0"} else text.encode("ascii")


def serialized(value: Value) -> bytes:
    """Return a value as it stands in a PDF; mappings keep their order."""
    match value:
        case None:
            return b"null"
        case bool():
            return b"true" if value else b"false"
        case int():
            return str(value).encode("ascii")
        case float():
            return number(value)
        case Name():
            return b"/" + _NAME_ESCAPED.sub(lambda found: b"#%02X" % ord(found[0]), value.encode("utf-8"))
        case Ref():
            return b"%d 0 R" % value.number
        case str():
            return _text(value)
        case bytes():
            return b"<" + value.hex().encode("ascii") + b">"
        case Mapping():
            body = b"".join(b"/" + key.encode("ascii") + b" " + serialized(item) + b"\n" for key, item in value.items())
            return b"<<\n" + body + b">>"
    return b"[" + b" ".join(serialized(item) for item in value) + b"]"


def _text(text: str) -> bytes:
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode("ascii") + b")"
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be", "replace")).hex().encode("ascii") + b">"


def date(instant: datetime) -> str:
    """Return an aware instant as a PDF date: `D:20240101120000+08'00'` (section 7.9.4)."""
    offset = instant.strftime("%z")
    return f"D:{instant:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
