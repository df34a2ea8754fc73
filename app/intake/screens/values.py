"""A value as a screen writes it, made what an order's field takes; None where that is not certain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from app.domain.card_codes import find_card_codes
from app.domain.errors import InvalidField
from app.domain.money import Money
from app.domain.readings import ReadFieldName
from app.domain.screen_text import folded, without_blanks
from app.domain.text import clean_line
from app.domain.times import parse_time, to_iso

Meanings = Mapping[ReadFieldName, tuple[tuple[str, str], ...]]

_BUTTONS: Final = re.compile(r"[\s|]*(?:复制?(?:订单号)?|查看|详情|展开|收起)?\s*[>›〉＞]*\s*$")
"""What stands beside a value and belongs to the page: a copy button, a chevron."""
_AMOUNT: Final = re.compile(r"[-+]?(?P<mark>¥)?[-+]?(?P<sum>\d{1,3}(?:,\d{3})+\.\d{2}|\d+\.\d{1,2}|\d+)(?P<yuan>元)?")
_TIME: Final = re.compile(
    r"(?P<date>\d{4}(?P<sep>[-/.年])\d{1,2}[-/.月]\d{1,2})日?"
    r"(?P<hour>[01]\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?"
)
"""A date and a time without the blank that recognition may lose: so the hour has two digits."""
_SPACED: Final = re.compile(
    r"(?P<date>\d{4}(?P<sep>[-/.年])\d{1,2}[-/.月]\d{1,2})日?\s+"
    r"(?P<hour>\d|[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
)
_NUMBER: Final = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_SHORTEST: Final = 8
_LONGEST: Final = 64
_SHORTEST_TEXT: Final = 2
_TEXTS: Final = frozenset({ReadFieldName.PRODUCT, ReadFieldName.MERCHANT})
_TIMES: Final = frozenset({ReadFieldName.PAID_AT, ReadFieldName.SHOWN_AT})
_NUMBERS: Final = frozenset({ReadFieldName.NUMBER, ReadFieldName.TRANSACTION_NO, ReadFieldName.MERCHANT_NO})


def is_text(name: ReadFieldName) -> bool:
    """Whether any words may be the field's value, so that only its place tells where it ends."""
    return name in _TEXTS


def is_time(name: ReadFieldName) -> bool:
    """Whether the field is an instant."""
    return name in _TIMES


def is_number(name: ReadFieldName) -> bool:
    """Whether the field is an order's or a payment's number."""
    return name in _NUMBERS


def value_of(name: ReadFieldName, text: str, meanings: Meanings) -> str | None:
    """Return the value of a field, exactly as an order's field of that name takes it."""
    if name is ReadFieldName.AMOUNT:
        return amount(text)
    if name in _TIMES:
        return instant(text)
    if name in _NUMBERS:
        return number(text)
    if name in meanings:
        return meaning(text, meanings[name])
    return plain(name, text)


def amount(text: str) -> str | None:
    """Return an amount in yuan with two decimals; its sign is not to be trusted and left out."""
    match = _AMOUNT.fullmatch(without_blanks(_without_buttons(text)))
    # A bare whole number may be a count: an amount has a sign of money or its decimals.
    if match is None or not (match["mark"] or match["yuan"] or "." in match["sum"]):
        return None
    try:
        money = Money.parse(match["sum"])
    except InvalidField:
        return None
    return str(money) if money.fen else None


def instant(text: str) -> str | None:
    """Return a date with a time of day as ISO 8601 in China time."""
    written = folded(text).strip()
    match = _SPACED.fullmatch(written) or _TIME.fullmatch(without_blanks(written))
    if match is None:
        return None
    date = re.sub(r"[/.年月]", "-", match["date"])
    try:
        return to_iso(parse_time(f"{date} {match['hour']}:{match['minute']}:{match['second'] or '00'}"))
    except InvalidField:
        return None


def number(text: str) -> str | None:
    """Return an order's or payment's number: letters and digits, more digits than letters, nothing masked."""
    joined = without_blanks(_without_buttons(text))
    match = _NUMBER.fullmatch(joined)
    digits = sum(mark.isdecimal() for mark in joined)
    if match is None or not _SHORTEST <= len(joined) <= _LONGEST or digits * 2 < len(joined):
        return None
    return joined


def meaning(text: str, words: tuple[tuple[str, str], ...]) -> str | None:
    """Return what the words stand for; the text must begin with a known word, and name no other."""
    joined = without_blanks(_without_buttons(text))
    found = next(((word, value) for word, value in words if joined.startswith(word)), None)
    if found is None:
        return None
    rest = joined[len(found[0]) :]
    return found[1] if not rest or rest[0] in "([-" or rest[0].isdecimal() else None


def whole_meaning(text: str, words: tuple[tuple[str, str], ...]) -> str | None:
    """Return what the text stands for where it is one known word and nothing else."""
    joined = without_blanks(text)
    return next((value for word, value in words if joined == word), None)


def plain(name: ReadFieldName, text: str) -> str | None:
    """Return a line of words, without the page's own buttons; never a card code, and no masked name."""
    try:
        line = clean_line(name.value, _without_buttons(text))
    except InvalidField:
        return None
    has_words = sum(mark.isalpha() for mark in line) >= _SHORTEST_TEXT
    is_masked = name is ReadFieldName.MERCHANT and "*" in folded(line)
    if not has_words or is_masked or find_card_codes(line):
        return None
    # A bracket without its partner was read as something else, or the line is cut.
    marks = folded(line)
    return line if all(marks.count(one) == marks.count(other) for one, other in ("()", "[]", "<>")) else None


def _without_buttons(text: str) -> str:
    return _BUTTONS.sub("", text).strip()
