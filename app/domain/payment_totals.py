"""The sums of a statement: what went out, what came in, and what was refunded, each refund once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.money import Money
from app.domain.payments import Direction, PaymentState, StatementRow


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums in the statement's main currency, with its number of rows of any currency."""

    rows: int
    out: Money
    in_: Money
    refund: Money


def totals(rows: Iterable[StatementRow]) -> Totals:
    """Return the sums of rows; for a stream, use `Summing`."""
    summing = Summing()
    for row in rows:
        summing.add(row)
    return summing.totals()


class Summing:
    """Adds rows one by one, keeping of them only what tells one refund from another."""

    def __init__(self) -> None:
        self._rows = 0
        self._by_currency: dict[str, _Sums] = {}

    def add(self, row: StatementRow) -> None:
        """Take a row in."""
        self._rows += 1
        currency = row.amount.currency
        sums = self._by_currency.get(currency)
        if sums is None:
            sums = self._by_currency[currency] = _Sums()
        sums.rows += 1
        if row.direction is Direction.OUT:
            sums.out += row.amount.fen
        elif row.direction is Direction.IN:
            sums.in_ += row.amount.fen
        if row.refunded is not None or row.state is PaymentState.REFUND:
            sums.refunds.add(row)

    def totals(self) -> Totals:
        """Return the sums so far, in the commonest currency; of two as common, in yuan."""
        found = self._by_currency
        currency = max(found, key=lambda name: (found[name].rows, name == "CNY"), default="CNY")
        sums = self._by_currency.get(currency, _Sums())
        return Totals(
            self._rows,
            Money(sums.out, currency),
            Money(sums.in_, currency),
            Money(sums.refunds.total(), currency),
        )


class _Refunds:
    """Refunds seen from both sides: on the payment's row (`claimed`) and as rows of their own (`came`).

    Where a file links them by number, the number tells. Else a refund's row is the same refund as a payment's where
    both name the same sum; of what is then left, one counterparty's sums are taken for the same refunds.
    """

    def __init__(self) -> None:
        self._claimed: dict[str, int] = {}
        self._came: defaultdict[str, int] = defaultdict(int)
        self._open_claims: defaultdict[tuple[int, str], int] = defaultdict(int)
        self._open_rows: defaultdict[tuple[int, str], int] = defaultdict(int)
        self._who: dict[str, str] = {}

    def add(self, row: StatementRow) -> None:
        fen = (row.refunded or row.amount).fen
        if row.state is PaymentState.REFUND:
            if row.refund_of:
                self._came[row.refund_of] += fen
            else:
                key = row.refunded_so_far.fen if row.refunded_so_far else fen
                self._open_rows[key, row.counterparty] += fen
        elif fen and row.transaction_no and row.transaction_no not in self._claimed:
            self._claimed[row.transaction_no] = fen
            self._who[row.transaction_no] = row.counterparty
        elif fen:
            self._open_claims[fen, row.counterparty] += fen

    def total(self) -> int:
        claims = defaultdict(int, self._open_claims)
        total = 0
        for number, fen in self._claimed.items():
            if number in self._came:
                total += max(fen, self._came[number])
            else:
                claims[fen, self._who[number]] += fen
        total += sum(fen for number, fen in self._came.items() if number not in self._claimed)
        rows = defaultdict(int, self._open_rows)
        total += _paired(claims, rows)
        left_claims, left_rows = _by_counterparty(claims), _by_counterparty(rows)
        return total + sum(max(left_claims[who], left_rows[who]) for who in left_claims.keys() | left_rows.keys())


def _paired(claims: dict[tuple[int, str], int], rows: dict[tuple[int, str], int]) -> int:
    """Take out of both sides what names the same sum, the same counterparty's first, and return how much it was."""
    total = 0
    for key in claims.keys() & rows.keys():
        taken = min(claims[key], rows[key])
        claims[key] -= taken
        rows[key] -= taken
        total += taken
    waiting: defaultdict[int, list[str]] = defaultdict(list)
    for (sum_named, who), left in rows.items():
        if left:
            waiting[sum_named].append(who)
    for (sum_named, who), claimed in list(claims.items()):
        left = claimed
        others = waiting[sum_named]
        while others and left:
            taken = min(left, rows[sum_named, others[-1]])
            left -= taken
            rows[sum_named, others[-1]] -= taken
            if not rows[sum_named, others[-1]]:
                others.pop()
        claims[sum_named, who] = left
        total += claimed - left
    return total


def _by_counterparty(sums: dict[tuple[int, str], int]) -> defaultdict[str, int]:
    grouped: defaultdict[str, int] = defaultdict(int)
    for (_, who), fen in sums.items():
        grouped[who] += fen
    return grouped


@dataclass(slots=True)
class _Sums:
    rows: int = 0
    out: int = 0
    in_: int = 0
    refunds: _Refunds = field(default_factory=_Refunds)
