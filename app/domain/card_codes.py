"""Card codes (卡密) as secrets: found in text, shown by their last four characters only, provable by a hash."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

DOTS: Final = "••••"
_LAST: Final = 4
_SHORTEST_SHOWN: Final = 8
"""A code shorter than this shows nothing: its last four would be half of it or more."""

_MARK: Final = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_DASH: Final = "-－‐–—"
_CODE: Final = rf"[{_MARK}]+(?:[{_DASH}][{_MARK}]+)*"
_LABEL: Final = "卡号|卡密|密码|激活码|兑换码|充值码|序列号|提取码|CDK(?:EY)?|(?:activation|redeem|gift) code"
_LABELLED = re.compile(
    rf"(?:{_LABEL})(?P<sign>\s*(?:[:：=]|是|为)\s*|\s*)(?P<code>{_CODE}(?:[ \u3000][0-9A-Z]{{3,8}}(?![{_MARK}]))*)",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"[\s、,，;；]+(?P<code>{_CODE})")
_PAIR = re.compile(rf"(?<![{_MARK}])(?P<one>[{_MARK}]{{6,40}})-{{2,6}}(?P<two>[{_MARK}]{{4,40}})(?![{_MARK}])")
_GROUPED = re.compile(
    rf"(?<![{_MARK}{_DASH}])(?:[0-9A-Z０-９Ａ-Ｚ]{{4,6}}(?:[{_DASH}][0-9A-Z０-９Ａ-Ｚ]{{4,6}}){{2,6}}"
    rf"|[0-9]{{4}}(?: [0-9]{{4}}){{3,6}})(?![{_MARK}{_DASH}])"
)
_BARE = re.compile(rf"(?<![{_MARK}])[{_MARK}]{{16,30}}(?![{_MARK}])")
_NO_SECRET = re.compile(
    r"(?:订单号?|单号|交易号|流水号|编号|手机|电话|order|transaction|sha)[^\n]{0,8}$", re.IGNORECASE
)
_SHORTEST: Final = 6
_SHORTEST_WITH_SIGN: Final = 4
_LONGEST: Final = 64


@dataclass(frozen=True, slots=True, order=True)
class CodeSpan:
    """Where a code stands in a text: `[start, end)`, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CardCode:
    """A kept code as it may be seen: masked, with the salt and the hash (hex) by which its owner can prove it."""

    id: int
    masked: str
    salt: str
    fingerprint: str


def bare(code: str) -> str:
    """Return a code as its issuer means it: half-width, without blanks and dashes; its letters keep their case."""
    plain = unicodedata.normalize("NFKC", code)
    return "".join(mark for mark in plain if mark not in "-‐–—" and not mark.isspace())


def mask(code: str) -> str:
    """Return what may be seen of a code: dots and its last four characters; dots alone where it is short."""
    plain = bare(code)
    return DOTS + (plain[-_LAST:] if len(plain) >= _SHORTEST_SHOWN else "")


def fingerprint(code: str, *, salt: str = "") -> str:
    """Return SHA-256 (hex) over salt and code as UTF-8, as `printf %s SALTCODE | sha256sum` gives it.

    Twelve hidden digits can be tried out in minutes: what leaves the vault takes a random salt of 16 bytes or more.
    """
    return hashlib.sha256((salt + bare(code)).encode()).hexdigest()


def find_card_codes(text: str) -> tuple[CodeSpan, ...]:
    """Return the places of codes, in order and apart: after a label, in pairs (`card----secret`), or by their look.

    Without a label only groups of four to six capitals or digits, and 16 to 30 letters and digits in a row count, and
    not where a number of another kind (order, payment) is announced. Further places of a found code are found too.
    """
    spans = {*_labelled(text), *_pairs(text), *_unlabelled(text)}
    for code in {text[span.start : span.end] for span in spans}:
        if len(bare(code)) >= _SHORTEST:
            again = re.compile(rf"(?<![{_MARK}]){re.escape(code)}(?![{_MARK}])")
            spans |= {CodeSpan(*match.span()) for match in again.finditer(text)}
    return _apart(spans)


def masked_text(text: str) -> str:
    """Return a text with each code in it masked."""
    parts: list[str] = []
    past = 0
    for span in find_card_codes(text):
        parts += [text[past : span.start], mask(text[span.start : span.end])]
        past = span.end
    return "".join(parts) + text[past:]


def _labelled(text: str) -> set[CodeSpan]:
    found: set[CodeSpan] = set()
    for match in _LABELLED.finditer(text):
        length = len(bare(match["code"]))
        shortest = _SHORTEST_WITH_SIGN if match["sign"].strip() else _SHORTEST
        if not shortest <= length <= _LONGEST or not _has_digit_or_is_upper(match["code"]):
            continue
        found.add(CodeSpan(*match.span("code")))
        # Several cards are sent as a list under one label.
        following = _NEXT.match(text, match.end())
        while following and len(bare(following["code"])) == length and _has_digit_or_is_upper(following["code"]):
            found.add(CodeSpan(*following.span("code")))
            following = _NEXT.match(text, following.end())
    return found


def _pairs(text: str) -> set[CodeSpan]:
    return {CodeSpan(*match.span(part)) for match in _PAIR.finditer(text) for part in ("one", "two")}


def _unlabelled(text: str) -> set[CodeSpan]:
    found = [match for pattern in (_GROUPED, _BARE) for match in pattern.finditer(text)]
    return {
        CodeSpan(*match.span())
        for match in found
        if _has_digit_or_is_upper(match[0]) and not _NO_SECRET.search(text[max(match.start() - 24, 0) : match.start()])
    }


def _has_digit_or_is_upper(code: str) -> bool:
    return any(mark.isdecimal() for mark in code) or bare(code).isupper()


def _apart(spans: set[CodeSpan]) -> tuple[CodeSpan, ...]:
    """Return spans with those that overlap made one."""
    joined: list[CodeSpan] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = CodeSpan(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
