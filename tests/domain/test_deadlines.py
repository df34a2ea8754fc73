"""Deadlines: what starts, meets and waives them, where they end, and by which clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import periods
from app.domain.cancellation import (
    TRANSITIONS,
    Actor,
    CancelEvent,
    CancelReason,
    CancelState,
    CaseEvent,
    Channel,
    allowed_events,
)
from app.domain.deadline import DeadlineState
from app.domain.deadlines import deadlines
from app.domain.duration import Duration
from app.domain.legal_clock import legal_due
from app.domain.money import Money
from app.domain.obligations import obligation
from app.domain.orders import OrderStatus, PayMethod
from app.domain.rules import PlatformRule
from tests.domain.histories import (
    AGREED,
    ASKED,
    CHINA,
    PAID,
    REVIEW,
    E,
    K,
    S,
    case,
    china,
    filed,
    found,
    last,
    order,
    rule,
    said,
    the,
)

# Delivery


def test_a_promise_runs_from_the_payment_to_the_minute() -> None:
    (promised,) = deadlines(order(), None, [], CHINA)
    assert (promised.kind, promised.starts_at, promised.due_at) == (
        K.PROMISED_DELIVERY,
        PAID,
        china("2026-03-02 10:10"),
    )
    assert promised.key == "promised_delivery:order-7"
    assert promised.arithmetic.zh == "2026-03-02 10:00:00 起 10 分钟 = 2026-03-02 10:10:00"
    assert promised.state(promised.due_at) is S.RUNNING
    assert promised.state(promised.due_at + timedelta(microseconds=1)) is S.MISSED


def test_late_delivery_begins_where_the_clause_says_and_only_where_there_is_one() -> None:
    assert [each.kind for each in deadlines(order(), None, [], CHINA)] == [K.PROMISED_DELIVERY]
    _, late = deadlines(order(), None, [rule("late_delivery", "30m", common=True)], CHINA)
    assert (late.starts_at, late.due_at) == (china("2026-03-02 10:10"), china("2026-03-02 10:40"))
    assert "不是本平台的规则原文" in late.clause.zh
    assert "30 分钟" in late.clause.zh
    assert "原文" in late.clause.en


def test_a_promise_in_days_lasts_until_midnight_and_half_an_hour_more_is_half_past_twelve() -> None:
    promised, late = deadlines(order(promise="1d"), None, [rule("late_delivery", "30m")], CHINA)
    assert promised.due_at == last("2026-03-03")
    assert late.due_at == china("2026-03-04 00:30")


def test_no_promise_or_no_payment_gives_no_deadline_of_delivery() -> None:
    assert deadlines(order(promise=None), None, [], CHINA) == []
    unpaid = order()
    assert deadlines(replace(unpaid, facts=replace(unpaid.facts, paid_at=None)), None, [], CHINA) == []


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ((OrderStatus.DELIVERED, "2026-03-02 10:10"), S.MET),
        ((OrderStatus.COMPLETED, "2026-03-02 10:05"), S.MET),
        ((OrderStatus.DELIVERED, "2026-03-02 12:00"), S.MISSED),
        ((OrderStatus.CANCELLED, "2026-03-02 10:05"), S.WAIVED),
        ((OrderStatus.PENDING_DELIVERY, "2026-03-02 10:05"), S.MISSED),
    ],
)
def test_delivery_meets_the_promise_only_in_time(seen: tuple[OrderStatus, str], expected: DeadlineState) -> None:
    (promised,) = deadlines(order(seen), None, [], CHINA)
    assert promised.state(china("2026-03-03 00:00")) is expected


def test_a_delivery_first_seen_too_late_says_that_it_may_have_been_earlier() -> None:
    (promised,) = deadlines(order((OrderStatus.DELIVERED, "2026-03-02 12:00")), None, [], CHINA)
    assert promised.closed_at == china("2026-03-02 12:00")
    assert promised.warning is not None


def test_the_state_of_an_earlier_instant_knows_nothing_of_what_came_later() -> None:
    (promised,) = deadlines(order((OrderStatus.DELIVERED, "2026-03-02 10:05")), None, [], CHINA)
    assert promised.state(china("2026-03-02 10:04")) is S.RUNNING
    assert promised.state(china("2026-03-02 10:05")) is S.MET


def test_a_withdrawn_case_leaves_the_delivery_owed_and_an_agreed_one_does_not() -> None:
    asked = said(E.SUBMIT, "2026-03-02 10:02")
    at = china("2026-03-03 00:00")
    assert the(K.PROMISED_DELIVERY, asked, said(E.WITHDRAW, "2026-03-02 10:05")).state(at) is S.MISSED
    assert the(K.PROMISED_DELIVERY, asked, said(E.AGREE, "2026-03-02 10:05")).state(at) is S.WAIVED
    assert the(K.PROMISED_DELIVERY, asked, said(E.AGREE, "2026-03-02 10:15")).state(at) is S.MISSED
    gone_back = (said(E.AGREE, "2026-03-02 10:05"), said(E.WITHDRAW, "2026-03-02 10:06"))
    assert the(K.PROMISED_DELIVERY, asked, *gone_back).closed_at is None


# Answers


def test_the_merchant_has_a_deadline_only_by_a_clause_or_by_word() -> None:
    assert found(K.MERCHANT_REPLY, ASKED) == []
    by_clause = the(K.MERCHANT_REPLY, ASKED, rules=(rule("merchant_reply", "24h"),))
    assert by_clause.due_at == china("2026-03-03 12:00")
    assert "本平台规则，24 小时：merchant_reply" in by_clause.clause.zh
    stated = replace(ASKED, due=china("2026-03-02 18:00"))
    by_word = the(K.MERCHANT_REPLY, stated, rules=(rule("merchant_reply", "24h"),))
    assert by_word.due_at == china("2026-03-02 18:00")
    assert "说定" in by_word.clause.zh
    assert by_word.key == f"merchant_reply:case-3:event-{ASKED.id}"


@pytest.mark.parametrize(
    ("event", "at", "expected"),
    [
        (E.REFUSE, "2026-03-03 12:00", S.MET),
        (E.OFFER, "2026-03-02 13:00", S.MET),
        (E.REFUSE, "2026-03-03 12:01", S.MISSED),
        (E.NO_REPLY, "2026-03-03 12:01", S.MISSED),
        (E.NO_REPLY, "2026-03-03 11:00", S.WAIVED),  # the buyer did not wait
        (E.ASK_PLATFORM, "2026-03-03 11:00", S.WAIVED),
        (E.ASK_PLATFORM, "2026-03-03 13:00", S.MISSED),  # giving up on an answer makes it no less late
        (E.WITHDRAW, "2026-03-03 11:00", S.WAIVED),
    ],
)
def test_an_answer_meets_the_merchants_deadline_and_a_later_lever_drops_it(
    event: CancelEvent, at: str, expected: DeadlineState
) -> None:
    reply = the(K.MERCHANT_REPLY, ASKED, said(event, at), rules=(rule("merchant_reply", "24h"),))
    assert reply.closed_at == china(at)
    assert reply.state(china("2026-04-01 00:00")) is expected


def test_asking_again_starts_anew() -> None:
    events = (ASKED, said(E.NO_REPLY, "2026-03-03 13:00"), said(E.SUBMIT, "2026-03-03 14:00"))
    first, second = found(K.MERCHANT_REPLY, *events, rules=(rule("merchant_reply", "24h"),))
    assert first.state(china("2026-03-03 15:00")) is S.MISSED
    assert second.state(china("2026-03-03 15:00")) is S.RUNNING
    assert first.key != second.key


def test_support_has_forty_eight_hours_by_common_practice_or_what_its_clause_says() -> None:
    usual = the(K.SUPPORT_REPLY, *REVIEW)
    assert usual.due_at == china("2026-03-04 14:00")
    assert "常见做法" in usual.clause.zh
    own = the(K.SUPPORT_REPLY, *REVIEW, rules=(rule("support_reply", "24h"),))
    assert own.due_at == china("2026-03-03 14:00")
    assert "常见做法" not in own.clause.zh


def test_a_silent_support_stays_silent_after_the_complaint() -> None:
    events = (*REVIEW, said(E.PLATFORM_SILENT, "2026-03-04 15:00"), said(E.COMPLAIN, "2026-03-04 16:00"))
    reply = the(K.SUPPORT_REPLY, *events)
    assert reply.state(china("2026-03-05 00:00")) is S.MISSED
    assert reply.closed_at == china("2026-03-04 15:00")


def test_an_entry_taken_back_takes_its_deadlines_back() -> None:
    undone = [replace(entry, is_undone=True) for entry in REVIEW[1:]]
    assert found(K.SUPPORT_REPLY, ASKED, *undone) == []
    reply = the(K.MERCHANT_REPLY, ASKED, *undone, rules=(rule("merchant_reply", "24h"),))
    assert reply.closed_at is None


def test_the_clause_that_stood_when_the_order_was_placed_counts() -> None:
    early, now = PAID - timedelta(days=9), PAID - timedelta(days=1)
    versions = (
        rule("support_reply", "24h", at=now, key=2),
        rule("support_reply", "12h", at=early, key=1),
        rule("support_reply", "72h", at=PAID + timedelta(days=1), key=3),
    )
    assert the(K.SUPPORT_REPLY, *REVIEW, rules=versions).due_at == china("2026-03-03 14:00")


# Refunds


@pytest.mark.parametrize(
    ("pay", "rules", "expected"),
    [
        (PayMethod.ALIPAY, (), last("2026-03-05")),
        (PayMethod.WECHAT, (), last("2026-03-05")),
        (PayMethod.BALANCE, (), china("2026-03-02 13:00")),
        (PayMethod.BANK, (rule("refund_time.bank", "7wd"),), last("2026-03-11")),
        (PayMethod.ALIPAY, (rule("refund_time.alipay", "24h"),), china("2026-03-03 13:00")),
    ],
)
def test_a_refund_arrives_by_its_destination(
    pay: PayMethod, rules: tuple[PlatformRule, ...], expected: datetime
) -> None:
    assert the(K.REFUND_ARRIVAL, *AGREED, rules=rules, pay=pay).due_at == expected


def test_a_destination_without_any_practice_has_no_deadline_but_the_fifteen_days() -> None:
    for pay in (PayMethod.BANK, None):
        assert found(K.REFUND_ARRIVAL, *AGREED, pay=pay) == []
        assert the(K.REFUND_REFUSED, *AGREED, pay=pay).due_at == last("2026-03-17")


def test_where_another_destination_was_agreed_that_one_counts() -> None:
    agreed = replace(AGREED[1], destination=PayMethod.BALANCE)
    assert "退回平台余额" in the(K.REFUND_ARRIVAL, ASKED, agreed).clause.zh


def test_what_the_merchant_promised_goes_before_the_clause_and_the_fifteen_days_begin_there() -> None:
    agreed = replace(AGREED[1], due=china("2026-03-03 13:00"))  # “退款将在24小时内到账”
    assert the(K.REFUND_ARRIVAL, ASKED, agreed).due_at == china("2026-03-03 13:00")
    refused = the(K.REFUND_REFUSED, ASKED, agreed)
    assert (refused.starts_at, refused.due_at) == (china("2026-03-03 13:00"), last("2026-03-18"))
    assert "第十条第二款" in refused.clause.zh


def test_a_part_of_the_money_meets_nothing_and_all_of_it_in_time_does() -> None:
    part = (*AGREED, said(E.REFUND_RECEIVED, "2026-03-03 09:00", amount=Money(9500)))
    assert the(K.REFUND_ARRIVAL, *part).closed_at is None
    assert the(K.REFUND_ARRIVAL, *part).state(china("2026-03-06 00:00")) is S.MISSED
    whole = (*part, said(E.REFUND_RECEIVED, "2026-03-05 23:59", amount=Money(500)))
    for kind in (K.REFUND_ARRIVAL, K.REFUND_REFUSED):
        assert the(kind, *whole).state(china("2026-04-06 00:00")) is S.MET
    late = (*part, said(E.REFUND_RECEIVED, "2026-03-06 00:00", amount=Money(500)))
    assert the(K.REFUND_ARRIVAL, *late).state(china("2026-04-06 00:00")) is S.MISSED
    assert the(K.REFUND_REFUSED, *late).state(china("2026-04-06 00:00")) is S.MET


def test_a_new_decision_replaces_the_day_of_the_old_one() -> None:
    again = (*AGREED, said(E.ASK_PLATFORM, "2026-03-04 10:00"), said(E.PLATFORM_FOR, "2026-03-05 10:00"))
    old, new = found(K.REFUND_ARRIVAL, *again)
    at = china("2026-03-06 00:00")
    assert (old.state(at), old.closed_at, new.state(at)) == (S.WAIVED, china("2026-03-05 10:00"), S.RUNNING)


def test_an_accepted_shortfall_waives_what_still_ran() -> None:
    events = (
        *AGREED,
        said(E.REFUND_RECEIVED, "2026-03-03 09:00", amount=Money(9500)),
        said(E.ACCEPT_SHORT, "2026-03-03 10:00"),
    )
    for kind in (K.REFUND_ARRIVAL, K.REFUND_REFUSED):
        assert the(kind, *events).state(china("2027-01-01 00:00")) is S.WAIVED


# The legal clock


def test_the_authority_decides_within_seven_working_days() -> None:
    acceptance = the(K.ACCEPTANCE, *filed("2026-04-28 10:00"))
    assert acceptance.due_at == last("2026-05-11")  # 1–5 May off, Saturday the 9th made up
    assert acceptance.arithmetic.zh == "2026-04-28 起第 7 个工作日 = 2026-05-11（劳动节假期不计，5月9日补班计入）"
    assert "第十五条" in acceptance.clause.zh
    assert acceptance.warning is None


def test_a_complaint_without_a_channel_says_whom_the_period_binds() -> None:
    assert the(K.ACCEPTANCE, *filed("2026-04-28 10:00", channel=None)).warning is not None


@pytest.mark.parametrize("channel", [Channel.PLATFORM_COMPLAINT, Channel.ASSOCIATION])
def test_the_law_of_the_authority_binds_no_platform_and_no_association(channel: Channel) -> None:
    accepted = said(E.COMPLAINT_ACCEPTED, "2026-04-29 10:00")
    assert found(K.ACCEPTANCE, *filed("2026-04-28 10:00", channel)) == []
    assert found(K.MEDIATION, *filed("2026-04-28 10:00", channel), accepted) == []
    stated = the(K.ACCEPTANCE, *filed("2026-04-28 10:00", channel, due=china("2026-04-30 10:00")))
    assert stated.due_at == china("2026-04-30 10:00")
    assert "第十五条" not in stated.clause.zh


def test_mediation_ends_sixty_days_after_acceptance() -> None:
    events = (*filed("2026-04-28 10:00"), said(E.COMPLAINT_ACCEPTED, "2026-05-06 10:00"))
    assert the(K.ACCEPTANCE, *events).state(china("2026-06-01 00:00")) is S.MET
    mediation = the(K.MEDIATION, *events)
    assert (mediation.starts_at, mediation.due_at) == (china("2026-05-06 10:00"), last("2026-07-05"))
    assert mediation.warning is not None  # the 5th of July is a Sunday, of which art. 45 says nothing
    assert "普通周末" in mediation.warning.zh
    rejected = the(K.MEDIATION, *events, said(E.COMPLAINT_REJECTED, "2026-07-01 10:00"))
    assert rejected.state(china("2026-08-01 00:00")) is S.MET


@pytest.mark.parametrize(
    ("reason", "events", "expected"),
    [
        (CancelReason.LATE_DELIVERY, (), "2026-03-02 10:10"),  # the promise passed
        (CancelReason.NOT_AS_DESCRIBED, (), "2026-03-02 11:00"),  # delivered, and seen
        (CancelReason.PERSONAL, REVIEW, "2026-03-02 13:00"),  # refused
        (CancelReason.WRONG_PURCHASE, AGREED, None),
        (
            CancelReason.WRONG_PURCHASE,
            (*AGREED, said(E.REFUND_RECEIVED, "2026-03-03 09:00", amount=Money(9500))),
            "2026-03-03 09:00",
        ),
    ],
)
def test_three_years_run_from_the_earliest_day_the_buyer_knew(
    reason: CancelReason, events: tuple[CaseEvent, ...], expected: str | None
) -> None:
    bought = order((OrderStatus.DELIVERED, "2026-03-02 11:00"))
    listed = deadlines(bought, case(*events, reason=reason), [], CHINA)
    starts = [deadline.starts_at for deadline in listed if deadline.kind is K.LIMITATION]
    assert starts == ([china(expected)] if expected else [])


def test_a_refund_that_never_came_is_known_once_its_day_has_passed() -> None:
    events = (*AGREED, said(E.ASK_PLATFORM, "2026-03-09 10:00"))
    assert the(K.LIMITATION, *events).starts_at == last("2026-03-05")
    assert the(K.LIMITATION, *events).key == "limitation:case-3"


def test_a_complaint_to_the_authority_keeps_the_limit_until_it_is_rejected() -> None:
    at = china("2026-06-01 00:00")
    assert the(K.LIMITATION, *filed("2026-04-28 10:00", Channel.ASSOCIATION)).state(at) is S.RUNNING
    assert the(K.LIMITATION, *filed("2026-04-28 10:00")).state(at) is S.MET
    rejected = (*filed("2026-04-28 10:00"), said(E.COMPLAINT_REJECTED, "2026-05-06 10:00"))
    assert the(K.LIMITATION, *rejected).state(at) is S.RUNNING
    assert the(K.LIMITATION, *rejected, said(E.WITHDRAW, "2026-05-07 10:00")).state(at) is S.WAIVED


# What holds for all of them

ANY_EVENTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4000), st.integers(1, 12000)), max_size=12)


@given(ANY_EVENTS, st.sampled_from(CancelReason), st.sampled_from([None, *PayMethod]))
def test_any_possible_history_has_deadlines_that_start_before_they_end(
    choices: list[tuple[int, int, int]], reason: CancelReason, pay: PayMethod | None
) -> None:
    opened, at = case(reason=reason), china("2026-03-02 12:00")
    for number, (choice, minutes, fen) in enumerate(choices, start=1):
        allowed = allowed_events(opened.standing.state)
        at += timedelta(minutes=minutes)
        entry = CaseEvent(number, allowed[choice % len(allowed)], at, Money(fen))
        opened = replace(opened, events=(*opened.events, entry))
    rules = [rule("merchant_reply", "24h"), rule("late_delivery", "30m", key=2)]
    listed = deadlines(order(pay=pay), opened, rules, CHINA)
    assert len({each.key for each in listed}) == len(listed)
    for each in listed:
        assert each.starts_at <= each.due_at
        assert each.clause.zh
        assert each.arithmetic.en
        assert not each.is_waived or (each.closed_at is not None and each.closed_at <= each.due_at)
        assert each.state(each.due_at + timedelta(days=9999)) is not S.RUNNING
    now = obligation(opened, listed)
    if opened.standing.state in {CancelState.SETTLED, CancelState.WITHDRAWN}:
        assert (now.actor, now.until, now.closes) == (Actor.NOBODY, None, ())
        assert all(each.closed_at is not None for each in listed if each.cancellation is not None)
    else:
        assert now.closes
        assert all((opened.standing.state, event) in TRANSITIONS for event in now.closes)


def test_a_naive_instant_is_refused_everywhere() -> None:
    naive = datetime.fromisoformat("2026-03-02 12:00")
    bought, (promised,) = order(), deadlines(order(), None, [], CHINA)
    with pytest.raises(ValueError, match="without an offset"):
        promised.state(naive)
    with pytest.raises(ValueError, match="without an offset"):
        periods.due_after(naive, Duration(1, "h"), CHINA)
    with pytest.raises(ValueError, match="without an offset"):
        legal_due(K.MEDIATION, naive, CHINA)
    with pytest.raises(ValueError, match="without an offset"):
        deadlines(bought, case(replace(ASKED, at=naive)), [], CHINA)
    with pytest.raises(ValueError, match="without an offset"):
        deadlines(replace(bought, facts=replace(bought.facts, paid_at=naive)), None, [], CHINA)
