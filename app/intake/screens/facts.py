"""The fields of a page by its rules; where two answers differ there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.readings import ReadField, ReadFieldName, Reading, ScreenFacts, ScreenKind
from app.intake.screens import ways
from app.intake.screens.kinds import page_of
from app.intake.screens.layout import Found, Layout
from app.intake.screens.rules import FieldRule, ScreenRules, Way
from app.intake.screens.values import Meanings, value_of

_WAYS: Final[Mapping[Way, Callable[[Layout, FieldRule, Meanings], Iterator[Found]]]] = {
    Way.LARGEST_AMOUNT: ways.largest_amount,
    Way.STANDING_WORD: ways.standing_word,
    Way.STANDING_TIME: ways.standing_time,
    Way.BESIDE_PRICE: ways.beside_price,
    Way.UNDER_PRICE: ways.under_price,
    Way.SHOP_NAME: ways.shop_name,
    Way.BESIDE_WORD: ways.beside_word,
    Way.IN_TEXT: ways.in_text,
}


@dataclass(frozen=True, slots=True)
class _Answer:
    value: str
    found: Found


def read_screen(reading: Reading, rules: ScreenRules) -> ScreenFacts:
    """Return what a page states: each field at most once, its value as an order's field takes it.

    The score is the engine's for the worst line that the value was read from, times the rule's confidence.
    """
    page = page_of(reading, rules)
    if page is None:
        return ScreenFacts(ScreenKind.OTHER)
    layout = Layout.of(reading, page.labels)
    fields: dict[ReadFieldName, ReadField] = {}
    for rule in page.fields:
        if rule.name not in fields and (answer := _answer(layout, rule, rules.meanings)) is not None:
            score = round(answer.found.score * rule.confidence, 4)
            fields[rule.name] = ReadField(rule.name, answer.value, score, answer.found.region)
    return ScreenFacts(page.kind, tuple(fields[name] for name in ReadFieldName if name in fields))


def _answer(layout: Layout, rule: FieldRule, meanings: Meanings) -> _Answer | None:
    if rule.way is not Way.LABEL:
        return _agreed(_read(_WAYS[rule.way](layout, rule, meanings), rule, meanings), rule)
    for tier in rule.labels:
        answers = list(_read(ways.labelled(layout, rule, tier, meanings), rule, meanings))
        if answers:
            return _agreed(iter(answers), rule)
    return None


def _read(founds: Iterator[Found], rule: FieldRule, meanings: Meanings) -> Iterator[_Answer]:
    if rule.means:
        # The longest word that fits counts; of the same word twice the rule's own comes first.
        own = sorted((*rule.means, *meanings.get(rule.name, ())), key=lambda pair: -len(pair[0]))
        meanings = {**meanings, rule.name: tuple(own)}
    for found in founds:
        if found.score < rule.least_score:
            continue
        value = value_of(rule.name, found.text, meanings)
        if value is not None:
            yield _Answer(value, found)


def _agreed(answers: Iterator[_Answer], rule: FieldRule) -> _Answer | None:
    """Return the answer on which all agree; of times shown on the page the latest."""
    listed = list(answers)
    if rule.name is ReadFieldName.SHOWN_AT:
        return max(listed, key=lambda answer: answer.value, default=None)
    if len({answer.value for answer in listed}) != 1:
        return None
    return max(listed, key=lambda answer: answer.found.score)
