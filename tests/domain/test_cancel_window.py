"""The cancel window: by whom, until when, by which clause (field guide, step 1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.cancel_window import CancelBy, late_since, standing_rule, status_at, window
from app.domain.cancellation import CancelReason
from app.domain.orders import OrderStatus
from tests.domain.case_samples import HOUR, LATE, MINUTE, PAID, RULES, SELF_CANCEL, case, clocks, order, rule

S, R = OrderStatus, CancelReason
TEN_MINUTES = rule("self_cancel_window", "10m", "付款后10分钟内可自助取消", number=9)


def test_an_unpaid_order_is_cancelled_alone() -> None:
    found = window(order(S.PENDING_PAYMENT, paid=False), RULES, PAID)
    assert (found.is_open, found.by, found.clause) == (True, CancelBy.ALONE, None)


def test_until_delivered_means_alone_without_a_known_end() -> None:
    found = window(order(S.PENDING_DELIVERY), RULES, PAID + HOUR)
    assert (found.is_open, found.by, found.until, found.rule) == (True, CancelBy.ALONE, None, SELF_CANCEL.id)
    assert found.clause is not None
    assert found.clause.zh == SELF_CANCEL.clause.text
    assert not found.is_common_practice


@pytest.mark.parametrize(
    ("after", "by"),
    [
        (timedelta(0), CancelBy.ALONE),
        (10 * MINUTE - timedelta(milliseconds=1), CancelBy.ALONE),
        (10 * MINUTE, CancelBy.WITH_MERCHANT),
        (40 * MINUTE, CancelBy.WITH_MERCHANT),
        (40 * MINUTE + timedelta(milliseconds=1), CancelBy.BREACH),
    ],
)
def test_a_window_of_minutes_closes_on_its_instant_and_lateness_opens_another(after: timedelta, by: CancelBy) -> None:
    found = window(order(S.PENDING_DELIVERY), [TEN_MINUTES, LATE], PAID + after)
    assert (found.is_open, found.by) == (True, by)
    assert found.until == (PAID + 10 * MINUTE if by is CancelBy.ALONE else None)
    assert found.rule == (LATE.id if by is CancelBy.BREACH else TEN_MINUTES.id)


def test_without_a_clause_or_a_time_of_payment_the_merchant_must_agree() -> None:
    assert window(order(S.PENDING_DELIVERY), [], PAID).by is CancelBy.WITH_MERCHANT
    assert window(order(S.PENDING_DELIVERY, paid=False), [TEN_MINUTES], PAID).by is CancelBy.WITH_MERCHANT


@pytest.mark.parametrize("status", [S.DELIVERED, S.COMPLETED])
@pytest.mark.parametrize(
    ("reason", "by"),
    [
        (R.PERSONAL, CancelBy.NEGOTIATE),
        (R.WRONG_PURCHASE, CancelBy.NEGOTIATE),
        (R.LATE_DELIVERY, CancelBy.NEGOTIATE),
        (R.WRONG_DELIVERY, CancelBy.BREACH),
        (R.NOT_RECEIVED, CancelBy.BREACH),
        (R.NOT_AS_DESCRIBED, CancelBy.BREACH),
    ],
)
def test_a_delivered_order_is_negotiated_unless_the_merchant_is_in_breach(
    status: OrderStatus, reason: CancelReason, by: CancelBy
) -> None:
    found = window(order(status), RULES, PAID + HOUR, reason=reason)
    assert (found.is_open, found.by) == (by is CancelBy.BREACH, by)


def test_delivery_after_its_time_is_a_breach_only_if_the_order_was_seen_waiting_then() -> None:
    seen = order((S.PENDING_DELIVERY, PAID + 41 * MINUTE), (S.DELIVERED, PAID + HOUR))
    assert window(seen, RULES, PAID + 2 * HOUR, reason=R.LATE_DELIVERY).by is CancelBy.BREACH
    unseen = order((S.PENDING_DELIVERY, PAID + 39 * MINUTE), (S.DELIVERED, PAID + HOUR))
    assert window(unseen, RULES, PAID + 2 * HOUR, reason=R.LATE_DELIVERY).by is CancelBy.NEGOTIATE


@pytest.mark.parametrize("seen", [(), (S.CANCELLED,)])
def test_a_cancelled_order_and_an_unseen_one_have_no_window(seen: tuple[OrderStatus, ...]) -> None:
    found = window(order(*seen), RULES, PAID)
    assert (found.is_open, found.by) == (False, None)
    assert ("取消" in found.words.zh) is bool(seen)


def test_the_status_is_the_one_seen_by_then() -> None:
    seen = order((S.PENDING_DELIVERY, PAID + HOUR), (S.DELIVERED, PAID + 2 * HOUR))
    assert status_at(seen, PAID) is S.PENDING_DELIVERY
    assert status_at(seen, PAID + 2 * HOUR - MINUTE) is S.PENDING_DELIVERY
    assert status_at(seen, PAID + 2 * HOUR) is S.DELIVERED
    assert status_at(order(), PAID) is None


def test_the_clause_of_the_day_of_the_order_counts_and_a_platforms_own_before_common_practice() -> None:
    old = rule("fee", "none", "不收手续费", number=1, captured=PAID - timedelta(days=9))
    stood = rule("fee", "1%", "手续费1%", number=2, captured=PAID)
    later = rule("fee", "5%", "手续费5%", number=3, captured=PAID + MINUTE)
    common = rule("fee", "none", "常见做法", number=4, captured=PAID - MINUTE, common=True)
    assert standing_rule([later, common, stood, old], "fee", PAID) is stood
    assert standing_rule([later, common], "fee", PAID) is later
    assert standing_rule([common], "fee", PAID) is common
    assert standing_rule([old, later], "fee", None) is later
    assert standing_rule([], "fee", PAID) is None


def test_common_practice_is_called_that_in_both_languages() -> None:
    common = rule("self_cancel_window", "until:delivered", "发货前可自行取消", common=True)
    found = window(order(S.PENDING_DELIVERY), [common], PAID)
    assert found.is_common_practice
    assert found.clause is not None
    assert found.clause.zh.startswith("常见做法")
    assert "not this platform's" in found.clause.en


def test_lateness_begins_when_the_deadline_says_and_our_own_sum_agrees() -> None:
    paid = order(S.PENDING_DELIVERY)
    real = clocks(paid, case(R.LATE_DELIVERY))
    assert late_since(paid, RULES, real) == late_since(paid, RULES) == PAID + 40 * MINUTE
    assert late_since(paid, []) == PAID + 10 * MINUTE
    assert late_since(order(S.PENDING_DELIVERY, promise=None), RULES) is None
    assert late_since(order(S.PENDING_DELIVERY, paid=False), RULES) is None


def test_working_days_are_never_counted_against_the_merchant_too_early() -> None:
    slow = order(S.PENDING_DELIVERY, promise="3wd")
    ours, real = late_since(slow, []), late_since(slow, [], clocks(slow, case(R.LATE_DELIVERY), ()))
    assert ours is not None
    assert real is not None
    assert ours >= real
