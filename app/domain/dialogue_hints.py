"""Promises and figures found in what somebody wrote: amounts, lengths of time, order numbers; suggestions only."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from app.domain.duration import Duration
from app.domain.errors import InvalidField
from app.domain.money import Money
from app.domain.text import Labelled

HINTS: Final = 200
"""The most hints given for one text."""
TEXT_CHARACTERS: Final = 20_000
"""How much of a text is looked at."""


class HintKind(Labelled):
    """What a part of a text may be."""

    AMOUNT = "amount", "金额", "Amount"
    PROMISE = "promise", "时限承诺", "Promise of a time"
    DURATION = "duration", "时长", "Length of time"
    ORDER_NUMBER = "order_number", "单号", "Order number"


@dataclass(frozen=True, slots=True)
class Hint:
    """A part of a text, `text[start:end]`, and what it may mean.

    Amounts have `money`; promises and durations have `duration`, the longest that was said, and `shortest` where it was
    a range (`1-3个工作日`); `number` is an order number. `about` is the word that makes a length of time a promise.
    """

    kind: HintKind
    start: int
    end: int
    money: Money | None = None
    duration: Duration | None = None
    shortest: Duration | None = None
    number: str = ""
    about: str = ""


_DIGITS: Final = {name: value for value, name in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CHINESE: Final = "零一二两三四五六七八九十百"
_COUNT: Final = rf"(?:\d{{1,4}}|[{_CHINESE}]{{1,4}})"
_UNIT: Final = (
    r"个?工作日|个?小时|个?钟头|分钟|秒钟?|天|日(?!\d)|个?星期|周|个月|h(?:ours?)?\b|hours?\b|days?\b|min(?:utes?)?\b"
)
_LENGTH: Final = re.compile(
    rf"(?<![\d.:：/年月\-]) ?(?P<low>{_COUNT})(?:[ ]?(?:-|~|—|–|～|至|到)[ ]?(?P<high>{_COUNT}))?[ ]?(?P<unit>{_UNIT})"
    rf"|(?P<half>半)个?(?P<halfunit>小时|钟头|天)"
    rf"|(?P<days>当天|今天|今日|明天|明日)(?=.{{0,4}}(?:到账|退|发货|发|补|处理|解决|给))",
    re.IGNORECASE,
)
_UNITS: Final = (
    ("工作日", 1, "wd"),
    ("小时", 1, "h"),
    ("钟头", 1, "h"),
    ("分钟", 1, "m"),
    ("秒", 1, "s"),
    ("天", 1, "d"),
    ("日", 1, "d"),
    ("星期", 7, "d"),
    ("周", 7, "d"),
    ("月", 30, "d"),
    ("h", 1, "h"),
    ("day", 1, "d"),
    ("min", 1, "m"),
)
_DAYS: Final = {"当天": 1, "今天": 1, "今日": 1, "明天": 2, "明日": 2}
_WITHIN: Final = re.compile(r"\s?(?:之内|以内|内|左右)")
_ABOUT: Final = re.compile(
    r"到账|到帐|退款|退回|退还|退给|发货|补发|发出|回复|答复|处理|解决|审核|完成|联系|refund|deliver|reply"
)
_BEFORE: Final = re.compile(r"(?:within|最多|最晚|最迟|不超过|预计|大概|大约|需要)\s?$", re.IGNORECASE)
_REACH: Final = 12
"""How far behind a length of time the word may stand that makes it a promise."""

_AMOUNT: Final = re.compile(
    r"(?<![\d.A-Za-z])(?:[¥￥]\s?(?P<mark>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})?)(?P<wan1>万)?(?!\d)"
    r"|(?:RMB|CNY)\s?(?P<code>\d{1,9}(?:\.\d{1,2})?)(?!\d)"
    r"|(?P<plain>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,4})?)\s?(?P<wan2>万)?\s?(?:元|圆|块钱?|RMB|CNY|人民币)(?![/／])"
    rf"|(?P<words>[{_CHINESE}]{{1,4}})(?:元|块钱|块(?!儿)))",
    re.IGNORECASE,
)
_CUED: Final = re.compile(
    r"(?:订单(?:编?号)?|单号|交易(?:单)?号|流水号|凭证号|order\s?(?:no\.?|number|id)?)\s?(?:是|为)?\s?[:：#]?\s?"
    r"(?P<number>[A-Za-z0-9][A-Za-z0-9_-]{5,63})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"(?<![A-Za-z0-9])(?P<number>[A-Z]{1,10}\d{8,40}|\d{16,32})(?![A-Za-z0-9])")


def find_hints(text: str) -> tuple[Hint, ...]:
    """Return the hints of a text in their order; none overlap, and an order number's digits are no amount."""
    # Full-width digits and signs become plain ones one for one, so places stay true.
    folded = "".join(_plain(character) for character in text[:TEXT_CHARACTERS])
    found: list[Hint] = []
    taken: list[tuple[int, int]] = []
    for hint in (*_numbers(folded), *_lengths(folded), *_amounts(folded)):
        if all(hint.end <= start or hint.start >= end for start, end in taken):
            found.append(hint)
            taken.append((hint.start, hint.end))
            if len(found) >= HINTS:
                break
    return tuple(sorted(found, key=lambda hint: hint.start))


def _plain(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character) if "\uff00" <= character <= "\uffef" else character
    return folded if len(folded) == 1 else character


def _numbers(text: str) -> list[Hint]:
    found = []
    for pattern in (_CUED, _BARE):
        for match in pattern.finditer(text):
            # A cue may stand before a word: an order number has digits.
            if sum(character.isdigit() for character in match["number"]) >= 5:
                start, end = match.span("number")
                found.append(Hint(HintKind.ORDER_NUMBER, start, end, number=match["number"]))
    return found


def _amounts(text: str) -> list[Hint]:
    found = []
    for match in _AMOUNT.finditer(text):
        money = _money(match)
        if money is not None:
            found.append(Hint(HintKind.AMOUNT, match.start(), match.end(), money=money))
    return found


def _money(match: re.Match[str]) -> Money | None:
    if match["words"]:
        count = _count(match["words"])
        return Money(count * 100) if count else None
    try:
        if match["wan1"] or match["wan2"]:
            whole, _, fraction = (match["mark"] or match["plain"]).replace(",", "").partition(".")
            return Money(int(whole) * 1_000_000 + int(fraction.ljust(6, "0")[:6] or "0"))
        return Money.parse(match["mark"] or match["code"] or match["plain"])
    except InvalidField:
        return None


def _lengths(text: str) -> list[Hint]:
    found = []
    for match in _LENGTH.finditer(text):
        longest, shortest = _duration(match)
        if longest is None:
            continue
        start, end = match.span()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        within = _WITHIN.match(text, end)
        end = within.end() if within else end
        about = _ABOUT.search(text, end, min(len(text), end + _REACH))
        is_promise = bool(within or about or match["days"] or _BEFORE.search(text, max(0, start - 8), start))
        kind = HintKind.PROMISE if is_promise else HintKind.DURATION
        word = about[0] if about else ""
        found.append(Hint(kind, start, end, duration=longest, shortest=shortest, about=word))
    return found


def _duration(match: re.Match[str]) -> tuple[Duration | None, Duration | None]:
    """Return the longest and, of a range, the shortest length of time that was said."""
    if match["days"]:
        return Duration(_DAYS[match["days"]], "d"), None
    if match["half"]:
        return (Duration(12, "h") if match["halfunit"] == "天" else Duration(30, "m")), None
    low = _count(match["low"])
    high = _count(match["high"]) if match["high"] else low
    unit = next((entry for entry in _UNITS if entry[0] in match["unit"].lower()), None)
    if unit is None or not low or not high or high < low:
        return None, None
    longest = Duration(high * unit[1], unit[2])
    return longest, Duration(low * unit[1], unit[2]) if high > low else None


def _count(text: str) -> int | None:
    """Return a count in digits or in Chinese up to 999 (`三`, `十五`, `二十四`, `两百`), None for what is none."""
    if text.isdecimal():
        return int(text)
    total = 0
    held: int | None = None
    for character in text:
        if character in "十百":
            total += (1 if held is None else held) * (10 if character == "十" else 100)
            held = None
        elif held not in {None, 0}:
            return None
        else:
            held = _DIGITS[character]
    return total + (held or 0)
