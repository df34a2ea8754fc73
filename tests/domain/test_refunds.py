"""Refunds to the fen: shares, parts, fees and destinations."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cancellation import CancelEvent, CancelReason, Remedy
from app.domain.errors import InvalidField
from app.domain.money import Money
from app.domain.orders import PayMethod
from app.domain.refunds import Basis, RefundPart, count_refunds, expected_refund, fee_of, refund_parts, unused_share
from app.domain.rules import PlatformRule
from tests.domain.case_samples import HOUR, PAID, case, event, order, rule

E = CancelEvent
HUNDRED = Money(100_00)


@pytest.mark.parametrize(
    ("fen", "total", "unused", "share"),
    [
        (49800, 5000, 4200, 41832),
        (100, 3, 1, 33),
        (100, 3, 2, 67),
        (1, 2, 1, 1),
        (5, 10, 1, 1),
        (4, 10, 1, 0),
        (10000, 7, 7, 10000),
        (10000, 7, 0, 0),
    ],
)
def test_the_unused_share_is_rounded_half_up(fen: int, total: int, unused: int, share: int) -> None:
    assert unused_share(Money(fen), total, unused) == Money(share)


@given(st.integers(0, 10**12), st.integers(1, 10**6), st.data())
def test_the_share_is_within_half_a_fen(fen: int, total: int, data: st.DataObject) -> None:
    unused = data.draw(st.integers(0, total))
    share = unused_share(Money(fen), total, unused).fen
    assert 0 <= share <= fen
    assert abs(share * total - fen * unused) * 2 <= total


@pytest.mark.parametrize(
    ("total", "unused", "field"), [(0, 0, "total"), (-1, 0, "total"), (5, 6, "unused"), (5, -1, "unused")]
)
def test_units_that_do_not_add_up_are_refused(total: int, unused: int, field: str) -> None:
    with pytest.raises(InvalidField, match=f"^{field}_units: "):
        unused_share(HUNDRED, total, unused)


def test_what_was_agreed_goes_before_the_unused_share_and_that_before_the_claim() -> None:
    asked = case(CancelReason.WRONG_PURCHASE, want=Remedy.PARTIAL, claimed=Money(90_00))
    assert expected_refund(asked).basis is Basis.CLAIMED
    assert expected_refund(asked).amount == Money(90_00)
    by_use = expected_refund(asked, total_units=10, unused_units=4)
    assert (by_use.amount, by_use.basis) == (Money(40_00), Basis.UNUSED)
    agreed = case(
        CancelReason.WRONG_PURCHASE,
        event(E.SUBMIT, HOUR),
        event(E.AGREE, 2 * HOUR, fen=55_00),
        want=Remedy.PARTIAL,
        claimed=Money(90_00),
    )
    settled = expected_refund(agreed, total_units=10, unused_units=4)
    assert (settled.amount, settled.basis) == (Money(55_00), Basis.AGREED)
    assert expected_refund(case(CancelReason.PERSONAL)).basis is Basis.FULL


def test_parts_are_added_by_destination_and_those_that_went_elsewhere_are_named() -> None:
    about = case(
        CancelReason.PERSONAL,
        event(E.SUBMIT, HOUR),
        event(E.REFUND_RECEIVED, 2 * HOUR, fen=50_00, to=PayMethod.ALIPAY),
        event(E.REFUND_RECEIVED, 3 * HOUR, fen=99_00, to=PayMethod.ALIPAY, is_undone=True),
        event(E.REFUND_RECEIVED, 4 * HOUR, fen=40_00, to=PayMethod.BALANCE),
        event(E.REFUND_RECEIVED, 5 * HOUR, fen=5_00),
    )
    count = count_refunds(HUNDRED, refund_parts(about), due_to=PayMethod.ALIPAY)
    assert (count.received, count.shortfall, count.surplus) == (Money(95_00), Money(5_00), Money(0))
    assert dict(count.by_destination) == {
        PayMethod.ALIPAY: Money(50_00),
        PayMethod.BALANCE: Money(40_00),
        None: Money(5_00),
    }
    assert [part.amount for part in count.misdirected] == [Money(40_00)]


def test_too_much_is_a_surplus_and_an_unknown_origin_accuses_nobody() -> None:
    count = count_refunds(HUNDRED, [RefundPart(Money(101_00), PAID, PayMethod.BANK)])
    assert (count.shortfall, count.surplus, count.misdirected) == (Money(0), Money(1_00), ())


BEFORE, AFTER = PAID - timedelta(days=1), PAID + HOUR


@pytest.mark.parametrize(
    ("rules", "allowed", "granted", "disclosed", "contest"),
    [
        ([], False, 0, None, True),
        ([rule("fee", "none", "不收手续费")], False, 0, True, True),
        ([rule("fee", "5%", "手续费5%")], True, 500, True, False),
        ([rule("fee", "5.00", "手续费5元")], True, 500, True, False),
        ([rule("fee", "4.99%", "手续费4.99%")], False, 499, True, True),
        ([rule("fee", "5%", "手续费5%", captured=AFTER)], True, 500, False, True),
        ([rule("fee", "5%", "手续费5%", captured=PAID)], True, 500, False, True),
        ([rule("fee", "5%", "常见做法", common=True)], False, 0, None, True),
        (
            [rule("fee", "none", "不收", number=1), rule("fee", "9%", "9%", number=2, captured=AFTER)],
            False,
            0,
            True,
            True,
        ),
    ],
)
def test_five_of_a_hundred_kept_back(
    rules: list[PlatformRule], allowed: bool, granted: int, disclosed: bool | None, contest: bool
) -> None:
    found = fee_of(HUNDRED, Money(95_00), order(), rules)
    assert (found.shortfall, found.percent) == (Money(5_00), Decimal(5))
    assert (found.is_allowed, found.allowed, found.is_disclosed) == (allowed, Money(granted), disclosed)
    assert found.is_contestable is contest


def test_a_clause_without_a_time_of_payment_is_not_known_to_be_disclosed() -> None:
    found = fee_of(HUNDRED, Money(95_00), order(paid=False), [rule("fee", "5%", "手续费5%")])
    assert found.is_allowed
    assert found.is_disclosed is None
    assert found.is_contestable


@pytest.mark.parametrize(
    ("expected", "received", "percent"),
    [
        (30_00, 29_99, "0.03"),
        (3_00, 2_99, "0.33"),
        (6_00, 5_99, "0.17"),
        (100_00, 100_00, "0"),
        (100_00, 120_00, "0"),
        (0, 0, "0"),
    ],
)
def test_a_percentage_has_two_decimals(expected: int, received: int, percent: str) -> None:
    found = fee_of(Money(expected), Money(received), order(), [])
    assert found.percent == Decimal(percent)
    assert found.is_contestable is (expected > received)
