"""Rules of a page type as a TOML file; what each key means stands in `resources/rules/screens/README.md`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from app.domain.errors import UnreadableFile
from app.domain.orders import OrderStatus, PayMethod
from app.domain.readings import ReadFieldName, ScreenKind
from app.domain.screen_text import without_blanks
from app.domain.text import Labelled
from app.domain.words import Text

LIMIT_BYTES: Final = 1 << 20
_REMEDY: Final = Text("请检查页面规则文件", "check the file of page rules")
_VOCABULARY: Final[Mapping[ReadFieldName, Iterable[Labelled]]] = {
    ReadFieldName.STATUS: OrderStatus,
    ReadFieldName.PAY_METHOD: PayMethod,
}


class Way(StrEnum):
    """How a field is found on a page."""

    LABEL = "label"
    LARGEST_AMOUNT = "largest_amount"
    STANDING_WORD = "standing_word"
    STANDING_TIME = "standing_time"
    BESIDE_PRICE = "beside_price"
    UNDER_PRICE = "under_price"
    SHOP_NAME = "shop_name"
    BESIDE_WORD = "beside_word"
    IN_TEXT = "in_text"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One way to find one field; `labels` in tiers, of which the first with an answer counts.

    A line that the engine is less sure of than `least_score` gives none; `means` goes before the general meanings.
    """

    name: ReadFieldName
    way: Way
    confidence: float
    labels: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()
    least_score: float = 0.0
    means: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageRules:
    """One page type: signs by which it is told (words with their weight), and its fields."""

    kind: ScreenKind
    least: float
    equal: Mapping[str, float]
    holds: Mapping[str, float]
    bubbles: float
    stamps: float
    other_labels: frozenset[str]
    fields: tuple[FieldRule, ...]

    @property
    def labels(self) -> frozenset[str]:
        """All labels of the page, those of no interest included: where one stands no value does."""
        return self.other_labels.union(*(tier for rule in self.fields for tier in rule.labels))


@dataclass(frozen=True, slots=True)
class ScreenRules:
    """All page types, and which words mean which status or payment method (the longest word that fits counts)."""

    pages: tuple[PageRules, ...]
    meanings: Mapping[ReadFieldName, tuple[tuple[str, str], ...]]


def load_screen_rules(folder: Path) -> ScreenRules:
    """Read `meanings.toml` and every other TOML file of a folder, in the order of their names.

    Raises:
        UnreadableFile: no folder, not TOML, or a rule is wrong; the message names the file and the key.
    """
    meanings = _Table.read(folder / "meanings.toml")
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.stem != "meanings")
    except OSError as error:
        raise _wrong(folder.name, "*", "cannot be listed") from error
    return ScreenRules(
        tuple(_page(_Table.read(path)) for path in paths),
        {name: _meanings(meanings.table(name.value), name) for name in _VOCABULARY},
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a rule file, which remembers where it stands for the sake of messages."""

    file: str
    at: str
    data: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> _Table:
        try:
            if path.stat().st_size > LIMIT_BYTES:
                raise _wrong(path.name, "*", "too large")
            return cls(path.name, "", tomllib.loads(path.read_text(encoding="utf-8-sig")))
        except OSError as error:
            raise _wrong(path.name, "*", f"cannot be read ({error.strerror})") from error
        except ValueError as error:
            raise _wrong(path.name, "*", f"not TOML: {error}") from error

    def refused(self, key: str, problem: str) -> UnreadableFile:
        return _wrong(self.file, f"{self.at}{key}", problem)

    def table(self, key: str) -> _Table:
        data = self.data.get(key, {})
        if not isinstance(data, dict):
            raise self.refused(key, "not a table")
        return _Table(self.file, f"{self.at}{key}.", data)

    def tables(self, key: str) -> Iterable[_Table]:
        data = self.data.get(key, [])
        if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
            raise self.refused(key, "not a list of tables")
        return [_Table(self.file, f"{self.at}{key}[{number}].", entry) for number, entry in enumerate(data, start=1)]

    def number(self, key: str, default: float) -> float:
        value = self.data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1000:
            raise self.refused(key, "not a number")
        return float(value)

    def word(self, key: str, default: str) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise self.refused(key, "not text")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        return self._words(key, self.data.get(key, []))

    def tiers(self, key: str) -> tuple[tuple[str, ...], ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list):
            raise self.refused(key, "not a list")
        return tuple(self._words(key, tier) for tier in value)

    def weights(self, key: str) -> dict[str, float]:
        inner = self.table(key)
        return {without_blanks(word): inner.number(word, 0) for word in inner.data}

    def _words(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            raise self.refused(key, "not a list of words")
        return tuple(without_blanks(word) for word in value)


def _page(table: _Table) -> PageRules:
    try:
        kind = ScreenKind(table.word("kind", ""))
    except ValueError:
        raise table.refused("kind", "no such kind of page") from None
    signs = table.table("signs")
    return PageRules(
        kind,
        table.number("least", 4),
        signs.weights("equal"),
        signs.weights("holds"),
        signs.number("bubbles", 0),
        signs.number("stamps", 0),
        frozenset(table.words("other_labels")),
        tuple(_field(entry) for entry in table.tables("field")),
    )


def _field(table: _Table) -> FieldRule:
    try:
        name, way = ReadFieldName(table.word("name", "")), Way(table.word("way", "label"))
    except ValueError:
        raise table.refused("name", "no such field, or no such way") from None
    confidence = table.number("confidence", 1)
    if confidence > 1:
        raise table.refused("confidence", "more than 1")
    rule = FieldRule(
        name,
        way,
        confidence,
        table.tiers("labels"),
        table.words("words"),
        table.number("least_score", 0),
        _meanings(table.table("means"), name),
    )
    if way is Way.LABEL and not any(rule.labels):
        raise table.refused("labels", "missing")
    if way is Way.SHOP_NAME and not rule.words:
        raise table.refused("words", "missing")
    return rule


def _meanings(table: _Table, name: ReadFieldName) -> tuple[tuple[str, str], ...]:
    known = {member.value for member in _VOCABULARY.get(name, ())}
    if table.data.keys() - known:
        raise table.refused("*", f"unknown: {', '.join(sorted(table.data.keys() - known))}")
    pairs = [(word, value) for value in table.data for word in table.words(value)]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def _wrong(file: str, key: str, problem: str) -> UnreadableFile:
    problem = re.sub(r"\s+", " ", problem)
    return UnreadableFile(file, Text(f"{key} 有误（{problem}）", f"{key} is wrong ({problem})"), _REMEDY)
