"""What in a text should be covered before strangers read it: found by its form and its check digits, and masked.

Nothing here is certain: what is found is suggested, and the user decides. Each line is looked at for itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain import card_codes
from app.domain.marks import HiddenKind, Mark, MarkKind, Region
from app.domain.readings import Reading, TextLine


@dataclass(frozen=True, slots=True)
class Sensitive:
    """Something to cover: `[start, end)` of the text, in characters."""

    kind: HiddenKind
    start: int
    end: int


# Full-width forms stand for ASCII one by one, and so do the dashes and blanks that OCR and keyboards write: places in
# the cleaned text are places in the text. `str.isdecimal` digits of other scripts are none of ours.
_NARROW: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "‐‑‒–—−"), ord("-")),
    **dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009"), ord(" ")),
}
_NOT_INSIDE: Final = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][.@_])"
_ENDS: Final = r"(?![0-9A-Za-z])(?!\.[0-9])"
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_+-])?"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9@])"
)
# Prefixes 13 to 19: the telephone network numbering plan of MIIT (2017), section on mobile networks.
_WORD: Final = r"(?<=tel)|(?<=phone)|(?<=mobile)|(?<=wx)|(?<=vx)|(?<=qq)"
_CHINA: Final = r"(?:(?:\+|\(\+|00)?86\)?[ -]?)?"
_PHONE = re.compile(
    rf"(?:(?<![0-9A-Za-z.])(?<![0-9]-)|{_WORD}){_CHINA}1[3-9][0-9]{{9}}{_ENDS}"
    # In groups it must not be the middle of a longer number.
    rf"|(?:(?<![0-9A-Za-z.])(?<![0-9][ -])|{_WORD}){_CHINA}"
    rf"(?:1[3-9][0-9]([ -])[0-9]{{4}}\1[0-9]{{4}}|1[3-9][0-9]{{2}}([ -])[0-9]{{3}}\2[0-9]{{4}}){_ENDS}"
    rf"(?![ -][0-9]{{4}}(?![0-9]))",
    re.IGNORECASE,
)
# GB 11643-1999: six digits of place, eight of birth, three in sequence, one check character.
_ID_NUMBER = re.compile(
    _NOT_INSIDE + r"([1-8][0-9]{5})[ -]?((?:18|19|20)[0-9]{2})[ -]?([0-9]{2})[ -]?([0-9]{2})[ -]?([0-9]{3})([0-9Xx])"
    r"(?![0-9A-Za-z])"
)
# ISO/IEC 7812-1: the issuers met in China (UnionPay 62, older bank cards of the same length, Visa, Mastercard, JCB).
_BANK_CARD = re.compile(
    _NOT_INSIDE + r"(?<![0-9]{4}[ -])"
    r"(?:[0-9]{16,19}|[0-9]{4}(?:([ -])[0-9]{4})(?:\1[0-9]{4}){2}(?:\1[0-9]{1,3})?|[0-9]{6}[ -][0-9]{10,13})"
    + _ENDS
    + r"(?![ -][0-9]{4}(?![0-9]))"
)
_ISSUERS = re.compile(r"62|6[05]|4|5[1-5]|35|9558|9559|22[3-9]|222[1-9]|2[3-6]|27[01]|2720")
_OTHER_NUMBER = re.compile(
    r"(?:订单号?|订单编号|单号|交易号|流水号|凭证号|商户号|编号|order(?: no\.?| number| id)?|transaction(?: id)?)"
    r"[ \t]*[:#=是为]*[ \t]*\Z",
    re.IGNORECASE,
)
_CODE_LABEL = re.compile(
    r"(?:卡号|卡密|密码|激活码|兑换码|充值码|序列号|提取码|cdk(?:ey)?|code)[^\n]{0,40}\Z", re.IGNORECASE
)
_DATED = re.compile(r"[A-Za-z]{0,6}(?:20)?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]*")
_SHA: Final = re.compile(r"[0-9a-f]{20,}|[0-9A-F]{20,}")
_LONGEST_DIGITS: Final = 19
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_BEFORE: Final = 48


def find_sensitive(text: str) -> list[Sensitive]:
    """Return what should be covered, in order and apart; of two that overlap, the earlier kind in this list counts.

    E-mail addresses, ID numbers whose date and check character hold (GB 11643), bank cards whose check digit holds
    (ISO/IEC 7812-1, Luhn), mobile numbers, card codes. Numbers announced as an order's or a payment's are left alone.
    """
    plain = text.translate(_NARROW)
    found: list[Sensitive] = []
    for one in _each(plain, text):
        clashing = [other for other in found if one.start < other.end and other.start < one.end]
        if not clashing:
            found.append(one)
            continue
        start = min(one.start, *(other.start for other in clashing))
        end = max(one.end, *(other.end for other in clashing))
        found = [other for other in found if other not in clashing]
        found.append(Sensitive(clashing[0].kind, start, end))
    return sorted(found, key=lambda one: one.start)


def masked(text: str) -> str:
    """Return a text for printing, with enough of each thing left to recognise it by: `138****5678`."""
    parts: list[str] = []
    past = 0
    for one in find_sensitive(text):
        parts += [text[past : one.start], _masked(one.kind, text[one.start : one.end])]
        past = one.end
    return "".join(parts) + text[past:]


def suggest_regions(reading: Reading) -> list[Mark]:
    """Return a black bar for each thing found in what was read, where its characters are estimated to stand.

    A line that stands upright is covered whole.
    """
    marks: list[Mark] = []
    for line in reading.lines:
        marks += [
            Mark(MarkKind.BAR, _span(line, one.start, one.end), hidden=one.kind) for one in find_sensitive(line.text)
        ]
    return marks


def _each(plain: str, text: str) -> Iterator[Sensitive]:
    yield from (Sensitive(HiddenKind.EMAIL, *match.span()) for match in _EMAIL.finditer(plain))
    yield from _ids(plain)
    for match in _BANK_CARD.finditer(plain):
        if _is_bank_card(re.sub("[ -]", "", match[0])) and not _is_announced(plain, match.start()):
            yield Sensitive(HiddenKind.BANK_CARD, *match.span())
    for match in _PHONE.finditer(plain):
        if not _is_announced(plain, match.start()):
            yield Sensitive(HiddenKind.PHONE, *match.span())
    for span in card_codes.find_card_codes(text):
        if _may_be_code(plain, span.start, span.end):
            yield Sensitive(HiddenKind.CARD_CODE, span.start, span.end)


def _ids(plain: str) -> Iterator[Sensitive]:
    for match in _ID_NUMBER.finditer(plain):
        place, year, month, day, order, check = match.groups()
        digits = f"{place}{year}{month}{day}{order}"
        # ISO 7064, MOD 11-2, as GB 11643-1999 gives it.
        remainder = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11
        if _CHECKS[remainder] == check.upper() and _is_date(int(year), int(month), int(day)):
            yield Sensitive(HiddenKind.ID_NUMBER, *match.span())


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_bank_card(digits: str) -> bool:
    doubled = sum(sum(divmod(int(digit) * 2, 10)) for digit in digits[-2::-2])
    total = doubled + sum(int(digit) for digit in digits[::-2])
    return total % 10 == 0 and _ISSUERS.match(digits) is not None and len(set(digits)) > 1


def _is_announced(plain: str, at: int) -> bool:
    return _OTHER_NUMBER.search(plain[max(at - _BEFORE, 0) : at]) is not None


def _may_be_code(plain: str, start: int, end: int) -> bool:
    """Tell a code from the numbers of orders and payments, which stand on a page without a label beside them."""
    before = plain[max(start - _BEFORE, 0) : start]
    if _CODE_LABEL.search(before):
        return True
    code = plain[start:end]
    if _DATED.fullmatch(code) or _SHA.fullmatch(code):
        return False
    digits = re.sub("[ -]", "", code)
    return not (digits.isdecimal() and (len(digits) > _LONGEST_DIGITS or _DATED.fullmatch(digits)))


def _masked(kind: HiddenKind, shown: str) -> str:
    bare = "".join(mark for mark in shown.translate(_NARROW) if mark not in " -()")
    match kind:
        case HiddenKind.PHONE:
            number = bare[-11:]
            return f"{number[:3]}****{number[-4:]}"
        case HiddenKind.ID_NUMBER:
            return f"{bare[:3]}{'*' * (len(bare) - 5)}{bare[-2:]}"
        case HiddenKind.BANK_CARD:
            return f"{'*' * (len(bare) - 4)}{bare[-4:]}"
        case HiddenKind.EMAIL:
            name, _, host = shown.translate(_NARROW).rpartition("@")
            return f"{name[:1]}***@{host}"
        case _:
            return card_codes.mask(shown)


def _span(line: TextLine, start: int, end: int) -> Region:
    """Return the box of some characters of a line, with a letter's margin on both sides: rather too much than half."""
    box = line.region
    margin = max(box.height // 8, 1)
    if box.height > box.width * 1.5:
        return _padded(box, 0, box.width, margin, margin)
    total = sum(map(_advance, line.text)) or 1.0
    scale = box.width / total
    left = sum(map(_advance, line.text[:start])) * scale
    right = left + sum(map(_advance, line.text[start:end])) * scale
    # The estimate drifts with the font: by some per cent of the way from the nearer end of the line.
    drift = round(min(left, box.width - right) * 0.08) if box.width > right else 0
    aside = max(round(box.height * 0.45), margin) + max(drift, 0)
    return _padded(box, left, right, aside, margin)


def _padded(box: Region, left: float, right: float, aside: int, above: int) -> Region:
    # Recognised boxes end where the ink ends: to the outside of the line a small margin is enough.
    x = max(box.x + max(int(left) - aside, -above), 0)
    y = max(box.y - above, 0)
    past = box.x + min(round(right) + aside, box.width + above)
    return Region(x, y, max(past - x, 1), max(box.bottom + above - y, 1))


def _advance(character: str) -> float:
    """Return about how wide a character is, in ems, in the sans-serif faces of phones."""
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in " .,:;'|!iljI1()[]-":
        return 0.56 if character == "1" else 0.32
    return 0.68 if character.isupper() or character in "mwMW@%" else 0.56
