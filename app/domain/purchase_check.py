"""The check before buying: what is wanted against what the order page says, character by character.

Source: field guide, “确认商品信息是保障” (腾讯游戏点券 / 网易游戏点券, 100元话费 / 50元话费), and its second challenge
(wrong server).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from app.domain.errors import InvalidField
from app.domain.money import Money
from app.domain.text import Labelled
from app.domain.words import Text


class DifferenceKind(Labelled):
    """How two texts differ at a place."""

    CHANGED = "changed", "不同", "Different"
    MISSING = "missing", "缺少", "Missing"
    ADDED = "added", "多出", "Added"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two texts differ: `[start, end)` in characters of each; one of the two may be empty."""

    kind: DifferenceKind
    start: int
    end: int
    shown_start: int
    shown_end: int


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """One field compared; `warning` says what may go wrong, None where nothing does.

    `is_open` tells that one side has not been filled in yet, so that nothing can be said.
    """

    field: str
    same: bool
    differences: tuple[Difference, ...] = ()
    warning: Text | None = None
    is_open: bool = False


FIELDS: Final = ("product", "face_value", "amount", "account", "region")
"""What can be checked, in the order in which it is read on an order page."""

_AMOUNTS: Final = {
    "face_value": Text("面值", "face value"),
    "amount": Text("价格", "price"),
}
_DIGIT_BY_DIGIT: Final = frozenset({"account", "region"})
_LONG: Final = 600
"""From this many characters on, sentences are compared first: the work grows with the square of their count."""

_KINDS: Final = {
    "replace": DifferenceKind.CHANGED,
    "delete": DifferenceKind.MISSING,
    "insert": DifferenceKind.ADDED,
}
_SENTENCE = re.compile(r"[^。；！？!?\n]*[。；！？!?\n]|[^。；！？!?\n]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*", re.ASCII)

Opcode = tuple[str, int, int, int, int]
Unit = tuple[str, int, int]
"""Something compared as a whole: as it is compared, and where it starts and ends in the text."""


def check(intended: Mapping[str, str], shown: Mapping[str, str]) -> tuple[FieldCheck, ...]:
    """Return the fields (keys from `FIELDS`) that one side has a text for, compared, in the order of `FIELDS`."""
    pairs = [(field, intended.get(field, "").strip(), shown.get(field, "").strip()) for field in FIELDS]
    return tuple(_check(field, wanted, seen) for field, wanted, seen in pairs if wanted or seen)


def compare(intended: str, shown: str, *, is_folded: bool = True, whole_numbers: bool = True) -> tuple[Difference, ...]:
    """Return where two texts differ, in order; empty where they say the same.

    With `is_folded`, full-width and half-width forms are the same and blanks are nothing. With `whole_numbers` a number
    differs as a whole: “100” and “50” share a nought, which means nothing to a buyer.
    """
    first = _units(intended, is_folded=is_folded, whole_numbers=whole_numbers)
    second = _units(shown, is_folded=is_folded, whole_numbers=whole_numbers)
    if max(len(first), len(second)) <= _LONG:
        return tuple(_differences(first, second))
    found: list[Difference] = []
    sentences, others = _sentences(first, intended), _sentences(second, shown)
    for tag, a, b, c, d in _opcodes([_words(part) for part in sentences], [_words(part) for part in others]):
        left = [unit for part in sentences[a:b] for unit in part]
        right = [unit for part in others[c:d] for unit in part]
        if tag == "replace" and max(len(left), len(right)) <= _LONG:
            found += _differences(left, right)
        else:
            found.append(_difference(tag, left, right, _end(sentences[:a]), _end(others[:c])))
    return tuple(found)


def _check(field: str, wanted: str, seen: str) -> FieldCheck:
    if not wanted or not seen:
        return FieldCheck(field, same=False, is_open=True)
    if field in _AMOUNTS:
        return _check_amount(field, wanted, seen)
    differences = compare(wanted, seen, whole_numbers=field not in _DIGIT_BY_DIGIT)
    if not differences:
        return FieldCheck(field, same=True)
    return FieldCheck(field, same=False, differences=differences, warning=_warning(field, wanted, seen, differences))


def _check_amount(field: str, wanted: str, seen: str) -> FieldCheck:
    differences = compare(wanted, seen)
    try:
        first, second = Money.parse(wanted, field=field), Money.parse(seen, field=field)
    except InvalidField:
        # No amount, such as “8 折”: the words are all there is to compare.
        name = _AMOUNTS[field]
        warning = Text(f"{name.zh}写法不同，请核对", f"the {name.en} is written differently: check it")
        return FieldCheck(field, not differences, differences, warning if differences else None)
    if first == second:
        return FieldCheck(field, same=True)
    whole = Difference(DifferenceKind.CHANGED, 0, len(wanted), 0, len(seen))
    return FieldCheck(
        field, same=False, differences=differences or (whole,), warning=_amount_warning(field, first, second)
    )


def _amount_warning(field: str, wanted: Money, seen: Money) -> Text:
    gap = Money(abs(wanted.fen - seen.fen), wanted.currency).shown
    more = seen > wanted
    if field == "face_value":
        return Text(
            f"面值不同：想买 {wanted.shown}，页面是 {seen.shown}，"
            f"{'多' if more else '少'} {gap}。选错规格，发货后很难取消",
            f"another face value: {seen.shown} instead of {wanted.shown}, {gap} {'more' if more else 'less'}; "
            "once delivered it can hardly be cancelled",
        )
    return Text(
        f"价格不同：预期 {wanted.shown}，页面是 {seen.shown}，{'多付' if more else '便宜'} {gap}，"
        + ("先看清有没有另收费用" if more else "先确认面值和商品没有变"),
        f"another price: {seen.shown} instead of {wanted.shown}; "
        + ("look for an extra fee first" if more else "make sure that product and face value are the same"),
    )


def _warning(field: str, wanted: str, seen: str, differences: tuple[Difference, ...]) -> Text:
    if field == "account":
        return Text("充值账号不同：充到别人账号很难追回", "another account: what is topped up there hardly comes back")
    if field == "region":
        return Text("区服不同：充错区服通常不能全额退款", "another region or server: a full refund is unlikely then")
    return _name_warning(wanted, seen, differences)


def _name_warning(wanted: str, seen: str, differences: tuple[Difference, ...]) -> Text:
    warnings = []
    parts = [(wanted[each.start : each.end], seen[each.shown_start : each.shown_end]) for each in differences]
    words = next(((a, b) for a, b in parts if _NUMBER.sub("", _narrow(a + b)).strip()), None)
    if words is not None:
        left, right = (part.strip() or "—" for part in words)
        warnings.append(
            Text(
                f"商品名不同：“{left}”和“{right}”，可能不是同一种商品",
                f"another product name: “{right}” instead of “{left}”; this may be another product",
            )
        )
    before, after = _NUMBER.findall(_narrow(wanted)), _NUMBER.findall(_narrow(seen))
    if before != after:
        left, right = "、".join(before) or "—", "、".join(after) or "—"
        warnings.append(
            Text(
                f"数字不同：想买 {left}，页面是 {right}，可能选错了面值或规格",
                f"other numbers: {right} instead of {left}; this may be the wrong face value",
            )
        )
    return Text("；".join(each.zh for each in warnings), "; ".join(each.en for each in warnings))


def _units(text: str, *, is_folded: bool, whole_numbers: bool) -> list[Unit]:
    units: list[Unit] = []
    for place, mark in enumerate(text):
        seen = _narrow(mark) if is_folded else mark
        if is_folded and (seen.isspace() or unicodedata.category(seen) == "Cf"):
            continue
        units.append((seen, place, place + 1))
    return _with_whole_numbers(units) if whole_numbers else units


def _with_whole_numbers(units: list[Unit]) -> list[Unit]:
    text = "".join(mark for mark, _, _ in units)
    joined: list[Unit] = []
    past = 0
    for number in _NUMBER.finditer(text):
        joined += units[past : number.start()]
        joined.append((number[0], units[number.start()][1], units[number.end() - 1][2]))
        past = number.end()
    return joined + units[past:]


def _narrow(text: str) -> str:
    """Return a text with full-width and half-width forms made plain, character for character.

    Full compatibility folding would also make “1²” a “12”.
    """
    return "".join(
        unicodedata.normalize("NFKC", mark)
        if unicodedata.decomposition(mark).startswith(("<wide>", "<narrow>"))
        else mark
        for mark in text
    )


def _sentences(units: list[Unit], text: str) -> list[list[Unit]]:
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    parts: list[list[Unit]] = []
    rest = iter(units)
    unit = next(rest, None)
    for end in ends:
        part: list[Unit] = []
        while unit is not None and unit[1] < end:
            part.append(unit)
            unit = next(rest, None)
        if part:
            parts.append(part)
    return parts


def _words(units: list[Unit]) -> str:
    return "".join(word for word, _, _ in units)


def _end(parts: list[list[Unit]]) -> int:
    return parts[-1][-1][2] if parts else 0


def _opcodes(first: list[str], second: list[str]) -> list[Opcode]:
    """Return how to make one list the other; what is too long to be matched is replaced as a whole."""
    head = _shared(first, second)
    tail = _shared(first[head:][::-1], second[head:][::-1])
    left, right = first[head : len(first) - tail], second[head : len(second) - tail]
    if max(len(left), len(right)) <= _LONG:
        middle: list[Opcode] = list(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())
    else:
        middle = [("replace" if left and right else "delete" if left else "insert", 0, len(left), 0, len(right))]
    return [(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in middle if tag != "equal"]


def _shared(first: list[str], second: list[str]) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )


def _differences(first: list[Unit], second: list[Unit]) -> list[Difference]:
    opcodes = _opcodes([word for word, _, _ in first], [word for word, _, _ in second])
    return [
        _difference(tag, first[a:b], second[c:d], _end([first[:a]] if a else []), _end([second[:c]] if c else []))
        for tag, a, b, c, d in opcodes
    ]


def _difference(tag: str, left: list[Unit], right: list[Unit], before: int, shown_before: int) -> Difference:
    """Return the place of two runs of units; an empty run stands right after what came before it."""
    start, end = (left[0][1], left[-1][2]) if left else (before, before)
    shown_start, shown_end = (right[0][1], right[-1][2]) if right else (shown_before, shown_before)
    return Difference(_KINDS[tag], start, end, shown_start, shown_end)
