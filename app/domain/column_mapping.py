"""Which column of a table means what: set once, remembered by the header, used for every file with that header.

Columns are named as the header names them, stripped; what a name stands for is "" where the table has no such column.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from app.domain.errors import InvalidField
from app.domain.payments import StatementSource
from app.domain.text import Labelled
from app.domain.words import Text


class AmountSign(Labelled):
    """What the sign of the amount says where nothing else tells the direction."""

    OUT_NEGATIVE = "out_negative", "负数为支出", "Negative is expense"
    OUT_POSITIVE = "out_positive", "正数为支出", "Positive is expense"


class DateOrder(Labelled):
    """In which order a date of digits stands where its year is not first."""

    DAY_FIRST = "day_first", "日/月/年", "Day first"
    MONTH_FIRST = "month_first", "月/日/年", "Month first"


COLUMNS = (
    "at", "time", "posted", "amount", "income", "expense", "direction", "counterparty", "counterparty_account",
    "product", "category", "transaction_no", "merchant_no", "status", "method", "fee", "note", "currency",
)  # fmt: skip
"""What a column may mean. `posted` is the date used where `at` is blank; `time` the time of day beside a date."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column means what, and how dates, signs and directions are to be read."""

    header: tuple[str, ...] = ()
    at: str = ""
    time: str = ""
    posted: str = ""
    amount: str = ""
    income: str = ""
    expense: str = ""
    direction: str = ""
    counterparty: str = ""
    counterparty_account: str = ""
    product: str = ""
    category: str = ""
    transaction_no: str = ""
    merchant_no: str = ""
    status: str = ""
    method: str = ""
    fee: str = ""
    note: str = ""
    currency: str = ""
    out_words: tuple[str, ...] = ("支出", "借", "消费", "debit", "out")
    in_words: tuple[str, ...] = ("收入", "贷", "退款", "退货", "credit", "in")
    sign: AmountSign = AmountSign.OUT_NEGATIVE
    date_order: DateOrder = DateOrder.DAY_FIRST
    source: StatementSource = StatementSource.OTHER
    institution: str = ""

    @property
    def fingerprint(self) -> str:
        """What the mapping is remembered by: SHA-256 over the header's names, folded."""
        return header_fingerprint(self.header)

    def check(self) -> None:
        """Refuse a mapping that cannot be read by.

        Raises:
            InvalidField: no time, no amount, or a column that the header does not have.
        """
        if not self.at:
            raise InvalidField("at", Text("请选择时间列", "choose the column of the time"))
        if not (self.amount or self.income or self.expense):
            raise InvalidField("amount", Text("请选择金额列", "choose the column of the amount"))
        for column in COLUMNS:
            name = getattr(self, column)
            if name and name not in self.header:
                raise InvalidField(column, Text(f"表头没有“{name}”列", f"the header has no column “{name}”"))

    def to_json(self) -> str:
        """Return the mapping as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> ColumnMapping:
        """Return the mapping that `to_json` wrote.

        Raises:
            InvalidField: it is none.
        """
        try:
            kept = json.loads(text)
        except ValueError:
            kept = None
        if not isinstance(kept, dict):
            raise InvalidField("mapping", Text("不是列对应关系", "is no mapping of columns"))
        values: dict[str, Any] = {
            field.name: _value(field.name, kept[field.name]) for field in fields(cls) if field.name in kept
        }
        return cls(**values)


def header_fingerprint(header: Iterable[str]) -> str:
    """Return what a header is remembered by; blanks, case and width do not matter."""
    folded = ("".join(unicodedata.normalize("NFKC", name).split()).casefold() for name in header)
    return hashlib.sha256("\x1f".join(folded).encode("utf-8", "surrogatepass")).hexdigest()


def distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names with repeated ones numbered (`金额`, `金额 (2)`) and blank ones by their place."""
    seen: dict[str, int] = {}
    distinct = []
    for place, name in enumerate(names, start=1):
        shown = name or f"#{place}"
        seen[shown] = seen.get(shown, 0) + 1
        distinct.append(shown if seen[shown] == 1 else f"{shown} ({seen[shown]})")
    return tuple(distinct)


_CHOICES: Mapping[str, type[Labelled]] = {"sign": AmountSign, "date_order": DateOrder, "source": StatementSource}
_LISTS = frozenset({"header", "out_words", "in_words"})


def _value(name: str, kept: object) -> object:
    if name in _LISTS and isinstance(kept, list) and all(isinstance(item, str) for item in kept):
        return tuple(kept)
    if name in _CHOICES and isinstance(kept, str):
        return _CHOICES[name].parse(name, kept)
    if name not in _LISTS and name not in _CHOICES and isinstance(kept, str):
        return kept
    raise InvalidField(name, Text("列对应关系有误", "the mapping of columns is wrong here"))
