"""How text is cut for searching: the same way for what is indexed and for what is asked.

Each CJK character is a token of its own, Latin words and numbers are whole; width, case and the two yuan signs do not
matter, nor do spaces, dashes and commas inside a number (DESIGN.md, last table).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

QUERY_LIMIT: Final = 300
"""How much of a search text is looked at, in characters."""

_RANGES: Final = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_CJK: Final = re.compile(f"[{_RANGES}]")
_LETTER: Final = f"[^\\W_{_RANGES}]"
_TOKEN: Final = re.compile(f"[{_RANGES}]|{_LETTER}+")
_GAP: Final = frozenset(" -,，\u00a0\u2010\u2011\u2013")
# As `_grouped_numbers` finds them, in text that is folded already.
_GROUPED: Final = re.compile(
    f"(?<!{_LETTER})[0-9]+(?:[ ,\u2010\u2013-][0-9]+)+(?!{_LETTER})(?:\\.[0-9]+(?!{_LETTER}))?"
)
_NO_DIGIT: Final = re.compile("[^0-9.]")
_PIECE: Final = 4000


@dataclass(frozen=True, slots=True)
class Token:
    """One token and where it stands in the text it was cut from (`end` excluded)."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Cut a text; positions are those of the text as it was given."""
    folded, places = _folded(text)
    return [Token(match[0], places[match.start()], places[match.end() - 1] + 1) for match in _TOKEN.finditer(folded)]


def indexed(text: str) -> str:
    """Return what a full-text index takes for a text: its tokens, and numbers in groups made whole."""
    folded = text.translate(_FOLDED)
    whole = [_NO_DIGIT.sub("", match[0]).replace(".", " ") for match in _GROUPED.finditer(folded)]
    return " ".join(_TOKEN.findall(folded) + whole)


def match_expression(query: str) -> str:
    """Return the FTS5 expression of a query: all its words must be there; empty where it has none."""
    parts = []
    for words in _words(query):
        said = [expression for word in words if (expression := _word(word))]
        joined = " AND ".join(said)
        parts.append(f'(({joined}) OR "{"".join(words)}"*)' if len(words) > 1 else joined)
    return " AND ".join(part for part in parts if part)


def hits(text: str, query: str) -> list[tuple[int, int]]:
    """Return where a query's words stand in a text, as (start, end), in order and without overlap."""
    cut = tokens(text)
    grouped = list(_grouped_numbers(text, cut))
    found: list[tuple[int, int]] = []
    for words in _words(query):
        asked = [_cut(word) for word in words]
        for wanted in asked:
            found.extend(_places(cut, wanted))
        wholes = [_whole(word) for word in words] + ([["".join(words).casefold()]] if len(words) > 1 else [])
        for wanted in wholes:
            found.extend(_places(cut, wanted))
            found.extend((start, end) for number, start, end in grouped if _begins(number, wanted))
    return _merged(sorted(found))


def snippet(text: str, query: str, *, around: int = 40) -> str:
    """Return one line of a text about its first hit, `around` characters to either side."""
    line = " ".join(text.split())
    first, last = _first_hit(line, query)
    start = max(first - around, 0)
    end = min(max(first + around, last), len(line))
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"


def _first_hit(line: str, query: str) -> tuple[int, int]:
    """Return where the first hit stands; a long text is looked at a piece at a time, until there is one."""
    for begin in range(0, len(line), _PIECE):
        for start, end in hits(line[max(begin - QUERY_LIMIT, 0) : begin + _PIECE], query):
            return start + max(begin - QUERY_LIMIT, 0), end + max(begin - QUERY_LIMIT, 0)
    return 0, 0


def _words(query: str) -> Iterator[list[str]]:
    """Yield the words of a query; numbers side by side, and what they go on from, come together as one in groups."""
    group: list[str] = []
    for word in query[:QUERY_LIMIT].split():
        if group and _is_number(word):
            group.append(word)
            continue
        if group:
            yield group
        group = [word]
        if not _may_go_on(word):
            yield group
            group = []
    if group:
        yield group


def _may_go_on(word: str) -> bool:
    """Whether a number in groups may begin with it, such as `6222` or the `KM2026` of an order's number."""
    return word.isascii() and word.isalnum() and word[-1].isdigit()


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _cut(word: str) -> list[str]:
    return [token.text for token in tokens(word)]


def _whole(word: str) -> list[str]:
    """Return a number in groups, with what may follow its point, as a text has it that writes it whole."""
    cut = tokens(word)
    for number, start, end in _grouped_numbers(word, cut):
        if start == cut[0].start and end == cut[-1].end:
            return number
    return [token.text for token in cut]


def _word(word: str) -> str:
    cut = _cut(word)
    if not cut:
        return ""
    whole = _whole(word)
    return _phrase(cut) if whole == cut else f"({_phrase(cut)} OR {_phrase(whole)})"


def _phrase(cut: list[str]) -> str:
    # A Latin word or number may go on: `KM2026` finds `KM20260901001`.
    return f'"{" ".join(cut)}"{"" if _CJK.fullmatch(cut[-1]) else "*"}'


class _Folding(dict[int, str]):
    """How each character is written in the index, worked out when it is first met."""

    def __missing__(self, mark: int) -> str:
        folded = self[mark] = unicodedata.normalize("NFKC", chr(mark)).casefold()
        return folded


_FOLDED: Final = _Folding()


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Return a text as it is indexed, and for each of its characters the place that it has in the text."""
    folded = text.translate(_FOLDED)
    if len(folded) == len(text):
        return folded, range(len(text))
    return folded, [place for place, mark in enumerate(text) for _ in _FOLDED[ord(mark)]]


def _grouped_numbers(text: str, cut: list[Token]) -> Iterator[tuple[list[str], int, int]]:
    """Yield numbers written in groups (`6222 0212`, `1,234.50`) as one, with where they stand."""
    run: list[Token] = []
    for place, token in enumerate(cut):
        following = cut[place + 1] if place + 1 < len(cut) else None
        if _is_number(token.text):
            run.append(token)
            if following is not None and _is_number(following.text) and text[token.end : following.start] in _GAP:
                continue
        if len(run) > 1:
            number, end = ["".join(part.text for part in run)], run[-1].end
            if following is not None and _is_number(following.text) and text[end : following.start] == ".":
                number, end = [*number, following.text], following.end
            yield number, run[0].start, end
        run = []


def _begins(number: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    if not 0 < size <= len(number):
        return False
    return number[: size - 1] == wanted[:-1] and number[size - 1].startswith(wanted[-1])


def _places(cut: list[Token], wanted: list[str]) -> Iterator[tuple[int, int]]:
    if not wanted:
        return
    size = len(wanted)
    for first in range(len(cut) - size + 1):
        window = cut[first : first + size]
        last = window[-1].text
        may_go_on = not _CJK.fullmatch(wanted[-1])
        is_last = last.startswith(wanted[-1]) if may_go_on else last == wanted[-1]
        if is_last and all(token.text == word for token, word in zip(window[:-1], wanted[:-1], strict=True)):
            yield window[0].start, window[-1].end


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
