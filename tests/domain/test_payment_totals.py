"""Sums of statements, each refund once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.money import Money
from app.domain.payment_totals import totals
from app.domain.payments import Direction, PaymentState, StatementRow

AT = datetime(2026, 1, 1, tzinfo=UTC)


def _paid(fen: int, back: int | None = None, *, no: str = "", who: str = "店") -> StatementRow:
    return StatementRow(
        1, AT, Direction.OUT, Money(fen), PaymentState.PAID, refunded=None if back is None else Money(back),
        counterparty=who, transaction_no=no,
    )  # fmt: skip


def _refund(fen: int, *, of: str = "", so_far: int | None = None, who: str = "店") -> StatementRow:
    return StatementRow(
        2, AT, Direction.IN, Money(fen), PaymentState.REFUND, refunded=Money(fen), counterparty=who, refund_of=of,
        refunded_so_far=None if so_far is None else Money(so_far),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "refund"),
    [
        ([], 0),
        ([_paid(100)], 0),
        ([_refund(30)], 30),
        ([_paid(100, 30)], 30),
        ([_paid(100, 30), _refund(30)], 30),
        ([_paid(100, 50), _refund(30, so_far=50), _refund(20, so_far=50)], 50),
        ([_paid(100, 100), _refund(60), _refund(40)], 100),
        ([_paid(100, 30, no="a"), _refund(30, of="a", who="别名")], 30),
        ([_paid(100, 50, no="a"), _refund(30, of="a"), _refund(20, of="a")], 50),
        ([_paid(100, 30, who="UNIQLO"), _refund(30, who="优衣库")], 30),
        ([_paid(100, 30, who="甲"), _refund(40, who="乙")], 70),
        ([_paid(100, 30), _paid(100, 30), _refund(30)], 60),
        ([_paid(448_32, 70_48), _paid(468_32, 468_32), _refund(70_48), _refund(70_48), _refund(397_84)], 538_80),
    ],
)
def test_each_refund_counts_once(rows: list[StatementRow], refund: int) -> None:
    assert totals(rows).refund == Money(refund)
    assert totals(list(reversed(rows))).refund == Money(refund)


def test_directions_decide_what_went_out_and_came_in() -> None:
    neutral = StatementRow(3, AT, Direction.NEUTRAL, Money(7), PaymentState.CLOSED)
    sums = totals([_paid(100), _refund(30), neutral])
    assert (sums.rows, sums.out, sums.in_) == (3, Money(100), Money(30))


def test_the_commonest_currency_is_summed() -> None:
    dollars = StatementRow(4, AT, Direction.OUT, Money(5, "USD"), PaymentState.PAID)
    assert totals([dollars, dollars, _paid(1)]).out == Money(10, "USD")
    assert totals([dollars, _paid(1)]).out == Money(1)
