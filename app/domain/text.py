"""Words shown to people, in both languages, for rooms that do not know Qt."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Final, Self

from app.domain.errors import InvalidField
from app.domain.words import Text

__all__ = ["LINE_LIMIT", "PROSE_LIMIT", "Text", "clean_line", "clean_prose", "optional_line"]

LINE_LIMIT: Final = 300
PROSE_LIMIT: Final = 10_000

_AROUND: Final = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\ufeff\u200b"
"""What is cut off at both ends: white space, byte order marks and zero-width spaces."""


def clean_line(field: str, value: str, *, limit: int = LINE_LIMIT) -> str:
    """Return one line of typed text, trimmed.

    Raises:
        InvalidField: empty, longer than `limit` characters, or holding a character no reader could see.
    """
    cleaned = value.strip(_AROUND)
    if not cleaned:
        raise InvalidField(field, Text("不能为空", "must not be empty"))
    _refuse_unprintable(field, cleaned, allowed="")
    return _refuse_long(field, cleaned, limit)


def optional_line(field: str, value: str | None, *, limit: int = LINE_LIMIT) -> str | None:
    """Return one line of typed text, or None where nothing was typed.

    Raises:
        InvalidField: as `clean_line`.
    """
    if value is None or not value.strip(_AROUND):
        return None
    return clean_line(field, value, limit=limit)


def clean_prose(field: str, value: str | None, *, limit: int = PROSE_LIMIT) -> str:
    """Return text of several lines with every line end made a line feed, trimmed; empty where nothing was typed.

    Raises:
        InvalidField: longer than `limit` characters, or holding a character no reader could see.
    """
    cleaned = (value or "").replace("\r\n", "\n").replace("\r", "\n").strip(_AROUND)
    _refuse_unprintable(field, cleaned, allowed="\n\t\u2028\u2029")
    return _refuse_long(field, cleaned, limit)


def _refuse_unprintable(field: str, value: str, *, allowed: str) -> None:
    for character in value:
        # Cc: control characters; Zl, Zp: line ends of word processors; Cs: half of a pair, which is what undecodable
        # command-line bytes become.
        if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} and character not in allowed:
            raise InvalidField(
                field,
                Text(
                    f"含有不可见的控制字符 U+{ord(character):04X}",
                    f"holds the control character U+{ord(character):04X}",
                ),
                Text("请删除该字符后重试", "remove it and try again"),
            )


def _refuse_long(field: str, value: str, limit: int) -> str:
    if len(value) > limit:
        raise InvalidField(
            field,
            Text(
                f"过长（{len(value)} 字，最多 {limit} 字）",
                f"is too long ({len(value)} characters, at most {limit})",
            ),
            Text("请缩短后重试", "shorten it and try again"),
        )
    return value


def _folded(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")


class Labelled(StrEnum):
    """A closed list of field values, each with a label in both languages.

    A member is written `NAME = "value", "中文", "English"`.
    """

    label: Text

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """Make the member from its value and its two labels."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = Text(zh or value, en or value)
        return member

    @classmethod
    def parse(cls, field: str, value: str) -> Self:
        """Return the member named by its value or by either label; case, `-` and `_` do not matter.

        Raises:
            InvalidField: no member has that name; the message lists those that exist.
        """
        wanted = _folded(value)
        for member in cls:
            if wanted in {_folded(name) for name in (member.value, member.label.zh, member.label.en)}:
                return member
        known = ", ".join(member.value for member in cls)
        raise InvalidField(
            field,
            Text(f"不认识“{value}”", f"does not know “{value}”"),
            Text(f"可用：{known}", f"use one of: {known}"),
        )
