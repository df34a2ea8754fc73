"""Any other table, read by a mapping of its columns; banks are read the same way by mappings that come along.

A bank's row bears no order number: it proves that money left or came back (formats.md, section 1.3).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar, Final

from app.domain.column_mapping import COLUMNS, AmountSign, ColumnMapping, DateOrder, distinct_names
from app.domain.errors import UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.domain.money import Money
from app.domain.payments import Direction, PaymentState, StatementRow
from app.domain.words import Text
from app.intake.readers import StatementItem
from app.intake.sources import Source
from app.intake.statements import cells as cell
from app.intake.statements.cells import Amount, BadCell, Instant
from app.intake.statements.headers import Column, Header, Layout, shown_names
from app.intake.statements.layout_reader import LayoutReader, Picked, about_a_tear
from app.intake.statements.tables import Table, tables

_REFUND: Final = re.compile(r"退款|退货|冲正|^\s*(?:return|refund)\b", re.IGNORECASE)
_SUM_ROW: Final = re.compile(r"合计|总计|小计|汇总|total", re.IGNORECASE)
_DIGIT_DATE: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(.*)", re.ASCII | re.DOTALL)
_CURRENCIES: Final = {
    "": "CNY",
    "人民币": "CNY",
    "人民币元": "CNY",
    "rmb": "CNY",
    "¥": "CNY",
    "美元": "USD",
    "港币": "HKD",
    "港元": "HKD",
    "日元": "JPY",
    "欧元": "EUR",
    "英镑": "GBP",
    "澳元": "AUD",
    "加拿大元": "CAD",
    "新加坡元": "SGD",
}
_NAMED_ABOVE: Final = re.compile(
    r"(?:币\s*种\W*|存款\s+)(" + "|".join(sorted(filter(str.isalpha, _CURRENCIES), key=len, reverse=True)) + r")"
)
"""What statements of one account say above their rows: `币　　种： 人民币`, `002 活期储蓄存款 港币 现汇`."""


_TEXTS: Final = frozenset({"product", "note", "category", "counterparty"})
_MOST_OVER: Final = 5
"""So many commas in the last cell are mended."""


class MappedReader(LayoutReader):
    """Reads tables by a mapping."""

    is_strict: ClassVar[bool] = False

    def __init__(
        self,
        mapping: ColumnMapping,
        *,
        name: str = "mapped",
        telling: frozenset[str] | None = None,
        also: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        """Read by `mapping`; `also` are the names that its columns had in other years, by what they mean."""
        self.mapping = mapping
        columns = tuple(
            Column(
                key,
                (getattr(mapping, key), *also.get(key, ())),
                is_required=key in {"at", "amount", "income", "expense"},
            )
            for key in COLUMNS
            if getattr(mapping, key)
        )
        keys = frozenset(column.key for column in columns)
        self.layout = Layout(
            reader=name,
            source=mapping.source,
            institution=mapping.institution,
            columns=columns,
            telling=keys if telling is None else telling,
        )

    def row(self, picked: Picked) -> StatementRow | Skipped:
        """Return what a row means; sums and notes between rows are skipped with a reason."""
        try:
            found = self.when(picked)
        except BadCell:
            if _SUM_ROW.search(picked.row_text()) or self._is_without_amount(picked):
                reason = picked.row_text()[:60]
                return Skipped(picked.line, Text(f"不是交易行：{reason}", f"is no transaction: {reason}"))
            picked.key = "at"
            raise
        direction, amount = self._amount(picked)
        words = [picked.text(key) for key in ("category", "product", "note", "status")]
        is_refund = direction is Direction.IN and any(_REFUND.search(word) for word in words)
        state = {Direction.OUT: PaymentState.PAID, Direction.IN: PaymentState.RECEIVED}.get(
            direction, PaymentState.OTHER
        )
        return StatementRow(
            line=picked.line,
            at=found.at,
            is_day_only=found.is_day_only,
            direction=direction,
            amount=amount,
            state=PaymentState.REFUND if is_refund else state,
            refunded=amount if is_refund else None,
            status=picked.text("status"),
            fee=picked.money("fee"),
            counterparty=picked.text("counterparty"),
            counterparty_account=picked.text("counterparty_account"),
            product=picked.text("product"),
            category=picked.text("category"),
            method=picked.text("method").removeprefix("'"),
            transaction_no=picked.number("transaction_no"),
            merchant_no=picked.number("merchant_no"),
            note=picked.text("note"),
        )

    def when(self, picked: Picked) -> Instant:
        """Return a row's instant.

        Raises:
            BadCell: no date.
        """
        key = "at" if picked.text("at") or not self.mapping.posted else "posted"
        written = picked.raw(key)
        if isinstance(written, str):
            # CCB marks some days with an asterisk.
            written = year_first(cell.text(written).lstrip("*＊ \t"), self.mapping.date_order)
        return cell.instant(written, time_cell=picked.raw("time") if self.mapping.time else None)

    def _picked(self, table: Table, header: Header) -> Picked:
        """Tell a minus that marks every expense from one that takes an expense back (CIB), by the first rows."""
        picked = super()._picked(table, header)
        signs = set()
        for line, row_cells in table.opening:
            picked.take(line, row_cells)
            with contextlib.suppress(BadCell):
                found = picked.signed("expense") if line > header.line else None
                if found is not None and found.fen:
                    signs.add(found.fen > 0)
        picked.has_minus_for_expense = signs == {False}
        return picked

    def _mended(self, picked: Picked, header: Header) -> tuple[StatementRow | Skipped, Noticed] | None:
        """Return a row whose last cell, a text, commas have torn, put together, and a word about it.

        CCB writes places and shops with commas that nothing quotes, in its last column.
        """
        cells, last = picked.cells, header.width - 1
        is_text = any(place == last and key in _TEXTS for key, place in header.index.items())
        if not is_text or not header.width < len(cells) <= header.width + _MOST_OVER:
            return None
        whole = ",".join(str(value or "") for value in cells[last:])
        picked.take(picked.line, [*cells[:last], whole])
        with contextlib.suppress(BadCell):
            return self.row(picked), about_a_tear(header.names[last], whole, picked.line)
        picked.take(picked.line, cells)
        return None

    def _is_without_amount(self, picked: Picked) -> bool:
        return not any(picked.text(key) for key in ("amount", "income", "expense"))

    def _amount(self, picked: Picked) -> tuple[Direction, Money]:
        income, expense = picked.signed("income"), picked.signed("expense")
        if income is not None and income.fen and expense is not None and expense.fen:
            raise BadCell(Text("收入和支出都有金额", "is filled beside the other of income and expense"))
        if income is not None and income.fen:
            return (Direction.IN if income.fen > 0 else Direction.OUT), self._money(picked, income)
        if expense is not None and expense.fen:
            is_out = expense.fen > 0 or picked.has_minus_for_expense
            return (Direction.OUT if is_out else Direction.IN), self._money(picked, expense)
        if not self.mapping.amount:
            if income is None and expense is None:
                raise BadCell(Text("金额为空", "is empty"))
            return Direction.NEUTRAL, self._money(picked, Amount(0))
        found = picked.amount("amount")
        return self._direction(picked, found), self._money(picked, found)

    def _direction(self, picked: Picked, amount: Amount) -> Direction:
        words = picked.text("direction").casefold()
        if words:
            if any(words.startswith(word.casefold()) for word in self.mapping.out_words):
                return Direction.OUT
            if any(words.startswith(word.casefold()) for word in self.mapping.in_words):
                return Direction.IN
            if amount.fen >= 0 and self.mapping.direction and self.mapping.sign is AmountSign.OUT_NEGATIVE:
                return Direction.NEUTRAL
        if not amount.fen:
            return Direction.NEUTRAL
        is_out = (amount.fen < 0) is (self.mapping.sign is AmountSign.OUT_NEGATIVE)
        return Direction.OUT if is_out else Direction.IN

    def _money(self, picked: Picked, amount: Amount) -> Money:
        named = picked.text("currency") or _currency_above(picked.preamble)
        currency = amount.currency or _CURRENCIES.get(named.casefold(), named.upper()[:8])
        return Money(abs(amount.fen), currency)


@lru_cache(maxsize=8)
def _currency_above(preamble: tuple[str, ...]) -> str:
    return next((match[1] for line in preamble if (match := _NAMED_ABOVE.search(line))), "")


def year_first(written: str, order: DateOrder) -> str:
    """Return a date of digits (`24/03/2025`) with its year first; anything else as it stands."""
    match = _DIGIT_DATE.fullmatch(written)
    if match is None:
        return written
    first, second, year, rest = match.groups()
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    return f"{year}-{month}-{day}{rest}"


class _RememberedReader(MappedReader):
    """Reads by a user's mapping the table whose header is the mapping's."""

    def _choose(self, source: Source) -> tuple[Table, Header, list[str]]:
        wanted = self.mapping.fingerprint
        for table in tables(source):
            for line, row_cells in table.opening:
                names = distinct_names(shown_names(row_cells))
                if ColumnMapping(header=names).fingerprint == wanted:
                    index = {
                        key: names.index(getattr(self.mapping, key)) for key in COLUMNS if getattr(self.mapping, key)
                    }
                    return table, Header(line, index, names, len(names), ()), []
        raise UnreadableFile(
            source.name,
            Text("表头与记住的列对应关系不符", "has another header than the mapping"),
            Text("请重新选择各列的含义", "choose the meaning of its columns again"),
        )


class PayerAndPayeeReader(MappedReader):
    """Reads rows that name their payer beside their payee; the counterparty of money that came is who paid it."""

    def __init__(self, mapping: ColumnMapping, *, name: str, telling: frozenset[str]) -> None:
        super().__init__(mapping, name=name, telling=telling)
        payer = (Column("payer", ("付款方姓名",)), Column("payer_account", ("付款方账号",)))
        self.layout = replace(self.layout, columns=(*self.layout.columns, *payer))

    def row(self, picked: Picked) -> StatementRow | Skipped:
        """Return what a row means."""
        found = super().row(picked)
        if isinstance(found, Skipped) or found.direction is not Direction.IN:
            return found
        return replace(found, counterparty=picked.text("payer"), counterparty_account=picked.text("payer_account"))


def read_mapped(source: Source, mapping: ColumnMapping) -> Iterator[StatementItem]:
    """Yield what a table holds by a mapping of its columns, streamed.

    Raises:
        InvalidField: the mapping lacks a time or an amount.
        UnreadableFile: the file has another header, or is broken; the message names the line.
    """
    mapping.check()
    yield from _RememberedReader(mapping).read(source)


def is_mapped_by(source: Source, mapping: ColumnMapping) -> bool:
    """Whether a file has the header of a mapping."""
    wanted = mapping.fingerprint
    return any(
        ColumnMapping(header=distinct_names(shown_names(row_cells))).fingerprint == wanted
        for table in tables(source)
        for _, row_cells in table.opening
    )


class YearlessReader(MappedReader):
    """Reads dates without a year (`12/29`) by the month in the statement's title: later months are last year's."""

    _TITLE: Final = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月")
    _DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)

    def when(self, picked: Picked) -> Instant:
        """Return a row's day.

        Raises:
            BadCell: no day, or the title names no month.
        """
        written = picked.text("at") or picked.text("posted")
        day = self._DAY.fullmatch(written)
        if day is None:
            return super().when(picked)
        title = next((match for line in picked.preamble if (match := self._TITLE.search(line))), None)
        if title is None:
            raise BadCell(Text("日期没有年份，账单标题也没有", "has no year, nor has the statement's title"))
        year = int(title[1]) - (int(day[1]) > int(title[2]))
        return cell.instant(f"{year}-{day[1]}-{day[2]}")
