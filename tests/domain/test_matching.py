"""Matching: which payment and which refund belong to which order, and when that is certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.cancellation import CancellationId
from app.domain.match_clues import OrderToMatch, Waiting
from app.domain.matching import PROPOSED, Match, propose
from app.domain.money import Money
from app.domain.orders import Order, OrderFacts, OrderId, PayMethod
from app.domain.payment_links import LinkRole, Payment
from app.domain.payments import Direction, ImportId, PaymentId, PaymentState, StatementRow, StatementSource
from app.domain.times import SHANGHAI, parse_time

PAID_AT = parse_time("2026-02-11 14:29:00")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def an_order(
    key: int = 1,
    *,
    number: str = "KM20260211001",
    yuan: float = 128.5,
    paid_at: datetime | None = PAID_AT,
    merchant: str | None = "某某数卡专营店",
    product: str = "视频会员年卡",
    method: PayMethod | None = PayMethod.ALIPAY,
    platform: str = "星卡网",
) -> Order:
    facts = OrderFacts(
        platform, number, product, Money(round(yuan * 100)), paid_at=paid_at, merchant=merchant, pay_method=method
    )
    return Order(OrderId(key), facts, (), 0, PAID_AT)


def paid(
    key: int = 1,
    *,
    yuan: float = 128.5,
    at: datetime = PAID_AT + timedelta(seconds=8),
    source: StatementSource = StatementSource.ALIPAY,
    state: PaymentState = PaymentState.PAID,
    direction: Direction = Direction.OUT,
    counterparty: str = "某某数卡专营店",
    product: str = "【自动发货】视频会员年卡 卡密",
    transaction_no: str = "",
    merchant_no: str = "",
    refunded: float | None = None,
    is_day_only: bool = False,
) -> Payment:
    row = StatementRow(
        key,
        at,
        direction,
        Money(round(yuan * 100)),
        state,
        refunded=None if refunded is None else Money(round(refunded * 100)),
        counterparty=counterparty,
        product=product,
        transaction_no=transaction_no,
        merchant_no=merchant_no,
        is_day_only=is_day_only,
    )
    return Payment(PaymentId(key), ImportId(1), source, row)


def refund(
    key: int = 2,
    *,
    yuan: float = 128.5,
    at: datetime = PAID_AT + 2 * DAY,
    source: StatementSource = StatementSource.ALIPAY,
    counterparty: str = "某某数卡专营店",
    state: PaymentState = PaymentState.REFUND,
    refund_of: str = "",
    so_far: float | None = None,
    merchant_no: str = "",
    product: str = "",
    category: str = "",
) -> Payment:
    amount = Money(round(yuan * 100))
    row = StatementRow(
        key,
        at,
        Direction.IN,
        amount,
        state,
        refunded=amount if state is PaymentState.REFUND else None,
        refunded_so_far=None if so_far is None else Money(round(so_far * 100)),
        counterparty=counterparty,
        product=product,
        category=category,
        merchant_no=merchant_no,
        refund_of=refund_of,
    )
    return Payment(PaymentId(key), ImportId(1), source, row)


def waiting(yuan: float = 128.5, since: datetime = PAID_AT + DAY) -> Waiting:
    return Waiting(CancellationId(7), Money(round(yuan * 100)), since)


def pairs(matches: Sequence[Match], *, certain: bool = True) -> set[tuple[int, int, str]]:
    return {(one.payment, one.order, one.role.value) for one in matches if one.is_certain or not certain}


def only(matches: Sequence[Match]) -> Match:
    assert len(matches) == 1, matches
    return matches[0]


def said(match: Match) -> str:
    return " ".join(reason.zh for reason in match.reasons)


def test_the_orders_number_and_the_amount_make_it_certain() -> None:
    match = only(propose([OrderToMatch(an_order(paid_at=None))], [paid(merchant_no="KM20260211001")]))
    assert match.is_certain
    assert match.role is LinkRole.PAYMENT
    assert match.amount == Money(12850)
    assert match.reasons[0].zh == "单号与订单号相同"


def test_a_number_within_the_description_counts_too_and_short_ones_do_not() -> None:
    inside = only(propose([OrderToMatch(an_order(paid_at=None))], [paid(product="点卡-订单KM20260211001")]))
    assert "说明或单号里有订单号" in said(inside)
    assert propose([OrderToMatch(an_order(number="11", paid_at=None))], [paid(merchant_no="11")]) == []


def test_a_number_with_another_amount_is_proposed_and_says_so() -> None:
    found = only(propose([OrderToMatch(an_order())], [paid(yuan=120, merchant_no="KM20260211001")]))
    assert not found.is_certain
    assert "金额不同：付了 ¥120.00，订单 ¥128.50" in said(found)
    assert found.amount == Money(12000)


def test_amount_time_and_counterparty_together_are_certain() -> None:
    match = only(propose([OrderToMatch(an_order())], [paid()]))
    assert match.is_certain
    assert {"金额相同（¥128.50）", "时间相差 8 秒", "交易对方含“某某数卡专营店”"} <= {one.zh for one in match.reasons}
    assert [one.en for one in match.reasons if "apart" in one.en]


def test_the_amount_alone_is_not_even_shown_and_with_the_hour_only_proposed() -> None:
    nobody = {"counterparty": "别家", "product": "别的"}
    assert propose([OrderToMatch(an_order(method=None))], [paid(at=PAID_AT + 20 * HOUR, **nobody)]) == []
    near = only(propose([OrderToMatch(an_order(method=None))], [paid(at=PAID_AT + 10 * MINUTE, **nobody)]))
    assert not near.is_certain
    assert near.score >= PROPOSED


def test_three_days_from_the_stated_time_is_too_far_without_a_number() -> None:
    assert propose([OrderToMatch(an_order())], [paid(at=PAID_AT + 3 * DAY + MINUTE)]) == []
    far = propose([OrderToMatch(an_order())], [paid(at=PAID_AT + 30 * DAY, merchant_no="KM20260211001")])
    assert not only(far).is_certain, "a number that far away is for the user to look at"


def test_another_method_is_never_certain() -> None:
    match = only(propose([OrderToMatch(an_order(method=PayMethod.WECHAT))], [paid()]))
    assert not match.is_certain
    assert "支付方式不同" in said(match)


def test_two_equal_orders_minutes_apart_are_not_certain_for_either() -> None:
    orders = [
        OrderToMatch(an_order(1, number="KM1")),
        OrderToMatch(an_order(2, number="KM2", paid_at=PAID_AT + MINUTE)),
    ]
    payments = [paid(1), paid(2, at=PAID_AT + MINUTE)]
    found = propose(orders, payments)
    assert pairs(found) == set()
    assert pairs(found, certain=False) == {(p, o, "payment") for p in (1, 2) for o in (1, 2)}


def test_two_equal_orders_are_told_apart_by_their_numbers() -> None:
    orders = [OrderToMatch(an_order(1)), OrderToMatch(an_order(2, number="KM20260211002", paid_at=PAID_AT + MINUTE))]
    payments = [paid(1, merchant_no="KM20260211002"), paid(2, merchant_no="KM20260211001")]
    assert pairs(propose(orders, payments)) == {(1, 2, "payment"), (2, 1, "payment")}


def test_a_day_without_a_time_is_the_same_day_in_china_only() -> None:
    midnight = datetime(2026, 2, 11, tzinfo=SHANGHAI)
    bank = {"source": StatementSource.BANK, "is_day_only": True, "at": midnight, "product": ""}
    order = an_order(method=PayMethod.BANK, paid_at=midnight + 23 * HOUR)
    assert "同一天" in said(only(propose([OrderToMatch(order)], [paid(**bank)])))
    before = an_order(method=PayMethod.BANK, paid_at=midnight - HOUR)
    assert "同一天" not in said(only(propose([OrderToMatch(before)], [paid(**bank)])))


def test_what_was_never_paid_or_failed_pays_nothing() -> None:
    for state in (PaymentState.NEVER_PAID, PaymentState.FAILED):
        assert propose([OrderToMatch(an_order())], [paid(state=state)]) == []


def test_a_payment_closed_because_it_all_came_back_is_still_the_payment() -> None:
    closed = paid(state=PaymentState.CLOSED, direction=Direction.NEUTRAL, transaction_no="2026021222001")
    back = refund(refund_of="2026021222001")
    assert pairs(propose([OrderToMatch(an_order())], [closed, back])) == {(1, 1, "payment"), (2, 1, "refund")}


def test_one_payment_for_several_orders_in_equal_and_unequal_shares() -> None:
    for yuans in ([50.0, 50.0], [30.0, 20.5, 78.0]):
        orders = [OrderToMatch(an_order(key, number=f"KM{key}", yuan=yuan)) for key, yuan in enumerate(yuans, start=1)]
        found = propose(orders, [paid(yuan=sum(yuans))])
        assert [one.amount.fen for one in sorted(found, key=lambda one: one.order)] == [y * 100 for y in yuans]
        assert all(one.shared_with == {1, 2, 3} or one.shared_with == {1, 2} for one in found)
        assert f"{len(yuans)} 笔订单合计正好" in said(found[0])
        assert pairs(found) == {(1, key, "payment") for key in range(1, len(yuans) + 1)}


def test_a_payment_that_could_be_shared_in_two_ways_is_certain_for_none() -> None:
    orders = [OrderToMatch(an_order(key, number=f"KM{key}", yuan=50)) for key in (1, 2, 3)]
    found = propose(orders, [paid(yuan=100)])
    assert found
    assert pairs(found) == set()


def test_orders_paid_for_together_are_certain_together_or_not_at_all() -> None:
    orders = [
        OrderToMatch(an_order(1, number="KM1", yuan=50)),
        OrderToMatch(an_order(2, number="KM2", yuan=50, method=PayMethod.WECHAT)),
    ]
    found = propose(orders, [paid(yuan=100)])
    assert len(found) == 2
    assert pairs(found) == set()


def test_orders_of_two_platforms_are_not_paid_for_together() -> None:
    orders = [OrderToMatch(an_order(key, number=f"KM{key}", yuan=50, platform=f"平台{key}")) for key in (1, 2)]
    assert propose(orders, [paid(yuan=100)]) == []


def test_an_alipay_refund_names_its_payment() -> None:
    payment = paid(transaction_no="2026021122001")
    found = propose([OrderToMatch(an_order(), paid_by=(payment,))], [payment, refund(refund_of="2026021122001")])
    assert only(found).is_certain
    assert found[0].reasons[0].zh == "退款单号以原交易号开头"
    by_merchant = refund(merchant_no="T200P1", counterparty="别名")
    linked = paid(merchant_no="T200P1")
    assert "商家订单号与原付款相同" in said(only(propose([OrderToMatch(an_order(), paid_by=(linked,))], [by_merchant])))


def test_a_wechat_refund_is_known_by_the_sum_its_status_repeats() -> None:
    payment = paid(
        source=StatementSource.WECHAT,
        yuan=100,
        refunded=50,
        state=PaymentState.PARTLY_REFUNDED,
        counterparty="卡密自动售",
    )
    parts = [
        refund(2, source=StatementSource.WECHAT, yuan=30, so_far=50, counterparty="卡密自动售"),
        refund(3, source=StatementSource.WECHAT, yuan=20, so_far=50, counterparty="卡密自动售"),
        refund(4, source=StatementSource.WECHAT, yuan=20, so_far=20, counterparty="别家"),
    ]
    order = OrderToMatch(an_order(yuan=100, merchant=None, method=PayMethod.WECHAT), paid_by=(payment,))
    found = propose([order], [payment, *parts])
    assert pairs(found) == {(2, 1, "refund"), (3, 1, "refund")}
    assert "状态里的累计退款与原付款相同（¥50.00）" in said(found[0])
    assert "比付款少 ¥70.00" in said(next(one for one in found if one.payment == 2))


def test_a_red_packet_from_the_merchant_is_offered_to_the_case_that_waits() -> None:
    packet = refund(state=PaymentState.RECEIVED, category="微信红包")
    order = OrderToMatch(an_order(), paid_by=(paid(),), waiting=waiting())
    match = only(propose([order], [packet]))
    assert not match.is_certain, "nothing says that it is a refund"
    assert match.cancellation == 7
    assert {"正好是应退的 ¥128.50", "案件正在等这笔退款"} <= {one.zh for one in match.reasons}
    assert propose([replace(order, waiting=None)], [packet]) == [], "without a case, money that comes is no refund"


def test_95_of_100_says_that_5_are_missing() -> None:
    payment = paid(yuan=100, transaction_no="2026021122001")
    order = OrderToMatch(an_order(yuan=100), paid_by=(payment,), waiting=waiting(100))
    match = only(propose([order], [refund(yuan=95, refund_of="2026021122001")]))
    assert match.is_certain
    assert "比应退少 ¥5.00" in said(match)
    assert "¥5.00 less than should come back" in [one.en for one in match.reasons]


def test_what_came_before_the_payment_or_is_more_than_it_is_no_refund() -> None:
    payment = paid(transaction_no="2026021122001")
    order = OrderToMatch(an_order(), paid_by=(payment,), waiting=waiting())
    assert propose([order], [refund(at=PAID_AT - MINUTE, refund_of="2026021122001")]) == []
    assert propose([order], [refund(yuan=128.51, refund_of="2026021122001")]) == []
    late = refund(at=PAID_AT + 61 * DAY)
    assert propose([replace(order, waiting=None)], [late]) == []
    assert only(propose([order], [late])).cancellation == 7, "a case waits as long as it takes"
    assert only(propose([order], [refund(at=PAID_AT + 61 * DAY, refund_of="2026021122001")])).is_certain


def test_no_more_comes_back_for_certain_than_was_paid() -> None:
    payment = paid()
    order = OrderToMatch(an_order(), paid_by=(payment,), waiting=waiting())
    twice = [refund(2), refund(3, at=PAID_AT + 3 * DAY)]
    found = propose([order], twice)
    assert len(found) == 2
    assert pairs(found) == set(), "either may be the refund, and both are too much"
    numbered = replace(twice[0], row=replace(twice[0].row, refund_of="2026021122001"))
    named = replace(order, paid_by=(paid(transaction_no="2026021122001"),))
    assert pairs(propose([named], [numbered, twice[1]])) == {(2, 1, "refund")}
    assert pairs(propose([replace(order, refunded=Money(12850))], [refund()])) == set()


def test_a_refund_that_two_orders_wait_for_is_certain_for_neither() -> None:
    orders = [
        OrderToMatch(an_order(key, number=f"KM{key}"), paid_by=(paid(key),), waiting=waiting()) for key in (11, 12)
    ]
    found = propose(orders, [refund()])
    assert pairs(found, certain=False) == {(2, 11, "refund"), (2, 12, "refund")}
    assert pairs(found) == set()


def test_nothing_is_linked_twice() -> None:
    payment, back = paid(), refund(refund_of="1")
    linked = OrderToMatch(an_order(), paid_by=(payment,), refunded_by=(back.id,))
    other = OrderToMatch(an_order(2, number="KM2"))
    assert propose([linked, other], [payment, back]) == []


def test_a_thousand_orders_of_one_price_are_matched_in_reasonable_time() -> None:
    orders = [
        OrderToMatch(an_order(key, number=f"KM{key:08}", yuan=10, paid_at=PAID_AT + key * MINUTE))
        for key in range(1000)
    ]
    payments = [paid(key, yuan=10, at=PAID_AT + key * MINUTE, merchant_no=f"KM{key:08}") for key in range(1000)]
    found = propose(orders, payments)
    assert {(one.payment, one.order) for one in found if one.is_certain} == {(key, key) for key in range(1000)}


few_yuan = st.sampled_from([10.0, 20.0, 30.0, 50.0, 100.0])
minutes = st.integers(0, 5 * 24 * 60).map(lambda count: PAID_AT + count * MINUTE)
numbers = st.sampled_from(["", "KM20260211001", "KM20260211002", "2026021122001"])
shops = st.sampled_from(["某某数卡专营店", "云卡商城", ""])
methods = st.sampled_from([None, PayMethod.ALIPAY, PayMethod.WECHAT])


@st.composite
def fields(draw: st.DrawFn) -> tuple[list[OrderToMatch], list[Payment]]:
    orders = [
        OrderToMatch(
            an_order(
                key,
                number=draw(numbers) or f"N{key}",
                yuan=draw(few_yuan),
                paid_at=draw(st.none() | minutes),
                merchant=draw(shops) or None,
                method=draw(methods),
            ),
            waiting=draw(st.none() | st.builds(waiting, few_yuan, minutes)),
        )
        for key in range(1, draw(st.integers(1, 5)) + 1)
    ]
    payments = [
        draw(
            st.builds(
                paid,
                st.just(key),
                yuan=few_yuan,
                at=minutes,
                counterparty=shops,
                transaction_no=numbers,
                merchant_no=numbers,
                refunded=st.none() | few_yuan,
                is_day_only=st.booleans(),
            )
            | st.builds(
                refund,
                st.just(key),
                yuan=few_yuan,
                at=minutes,
                counterparty=shops,
                refund_of=numbers,
                so_far=st.none() | few_yuan,
                merchant_no=numbers,
                state=st.sampled_from([PaymentState.REFUND, PaymentState.RECEIVED]),
            )
        )
        for key in range(1, draw(st.integers(0, 6)) + 1)
    ]
    return orders, payments


@settings(max_examples=300)
@given(field=fields())
def test_no_proposal_gives_away_more_than_there_is(field: tuple[list[OrderToMatch], list[Payment]]) -> None:
    orders, payments = field
    amounts = {payment.id: payment.row.amount.fen for payment in payments}
    spent: defaultdict[int, int] = defaultdict(int)
    back: defaultdict[int, int] = defaultdict(int)
    came: defaultdict[int, int] = defaultdict(int)
    found = propose(orders, payments)
    for match in found:
        assert 0 < match.amount.fen <= amounts[match.payment]
        assert PROPOSED <= match.score <= 100
        assert match.reasons
        if match.is_certain:
            spent[match.payment] += match.amount.fen
            (back if match.role is LinkRole.REFUND else came)[match.order] += match.amount.fen
    assert all(total <= amounts[PaymentId(key)] for key, total in spent.items())
    for one in orders:
        assert came[one.order.id] <= max(one.order.facts.amount.fen, 0)
        assert back[one.order.id] <= max(came[one.order.id], one.order.facts.amount.fen)
    assert found == propose(orders, payments), "the same answer each time"
