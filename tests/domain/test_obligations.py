"""Whose turn it is in a case, and what to do once a deadline is missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from app.domain.cancellation import (
    Actor,
    CancelEvent,
    CancellationId,
    CancelState,
    CaseEvent,
    DeadlineKind,
    allowed_events,
)
from app.domain.deadline import OwnDeadline
from app.domain.deadlines import deadlines
from app.domain.money import Money
from app.domain.obligations import LEVERS, next_lever, obligation
from app.domain.orders import OrderId
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
    last,
    order,
    rule,
    said,
    the,
)


def test_every_state_says_who_must_act_since_when_until_when_and_what_closes_it() -> None:
    rules = (rule("merchant_reply", "24h"),)

    def turn(*events: CaseEvent) -> tuple[Actor, datetime, datetime | None, tuple[CancelEvent, ...]]:
        opened = case(*events)
        now = obligation(opened, deadlines(order(promise=None), opened, rules, CHINA))
        return now.actor, now.since, now.until, now.closes

    assert turn() == (Actor.ME, china("2026-03-02 12:00"), None, (E.SUBMIT, E.WITHDRAW))
    assert turn(ASKED) == (
        Actor.MERCHANT,
        china("2026-03-02 12:00"),
        china("2026-03-03 12:00"),
        (E.AGREE, E.REFUSE, E.OFFER, E.REFUND_RECEIVED),
    )
    assert turn(*REVIEW) == (
        Actor.PLATFORM,
        china("2026-03-02 14:00"),
        china("2026-03-04 14:00"),
        (E.PLATFORM_FOR, E.PLATFORM_AGAINST),
    )
    assert turn(*filed("2026-04-28 10:00"))[:3] == (Actor.AUTHORITY, china("2026-04-28 10:00"), last("2026-05-11"))
    accepted = said(E.COMPLAINT_ACCEPTED, "2026-05-06 10:00")
    assert turn(*filed("2026-04-28 10:00"), accepted)[2] == last("2026-07-05")
    assert turn(*AGREED)[:3] == (Actor.MERCHANT, china("2026-03-02 13:00"), last("2026-03-05"))
    offered = (ASKED, said(E.OFFER, "2026-03-02 13:00", amount=Money(6000)))
    assert turn(*offered)[::3] == (Actor.ME, (E.ACCEPT_OFFER, E.ASK_PLATFORM, E.COMPLAIN, E.WITHDRAW))
    assert turn(ASKED, said(E.REFUSE, "2026-03-02 13:00"))[2] == last("2029-03-02")
    assert turn(ASKED, said(E.WITHDRAW, "2026-03-02 13:00")) == (Actor.NOBODY, china("2026-03-02 13:00"), None, ())


def test_a_missed_deadline_changes_nothing_and_offers_the_next_lever() -> None:
    opened = case(*REVIEW)
    reply = the(K.SUPPORT_REPLY, *REVIEW)
    assert reply.state(china("2027-01-01 00:00")) is S.MISSED
    assert opened.standing.state is CancelState.PLATFORM_REVIEW
    assert next_lever(K.SUPPORT_REPLY) is E.PLATFORM_SILENT
    assert next_lever(K.SUPPORT_REPLY, CancelState.PLATFORM_REVIEW) is E.PLATFORM_SILENT
    assert next_lever(K.SUPPORT_REPLY, CancelState.REFUSED) is E.COMPLAIN
    assert next_lever(K.MERCHANT_REPLY, CancelState.REQUESTED) is E.NO_REPLY
    assert next_lever(K.MERCHANT_REPLY, CancelState.REFUSED) is E.ASK_PLATFORM
    assert next_lever(K.REFUND_ARRIVAL, CancelState.REFUND_DUE) is E.ASK_PLATFORM
    assert next_lever(K.REFUND_ARRIVAL, CancelState.REFUND_SHORT) is E.CONTEST_SHORT
    assert next_lever(K.LIMITATION) is None
    assert set(LEVERS) == set(DeadlineKind)


@pytest.mark.parametrize("state", CancelState)
@pytest.mark.parametrize("kind", DeadlineKind)
def test_a_lever_is_always_one_that_the_state_allows(kind: DeadlineKind, state: CancelState) -> None:
    lever = next_lever(kind, state)
    assert lever is None or lever in allowed_events(state)


def test_own_deadlines_are_listed_with_their_order_and_their_case() -> None:
    mine = OwnDeadline(1, OrderId(7), "再打一次电话", PAID, china("2026-03-05 09:00"))
    other_case = replace(mine, id=2, cancellation=CancellationId(9))
    other_order = replace(mine, id=3, order=OrderId(8))
    done = replace(mine, id=4, cancellation=CancellationId(3), closed_at=china("2026-03-04 09:00"))
    listed = deadlines(order(promise=None), case(), [], CHINA, [mine, other_case, other_order, done])
    assert [(each.key, each.clause.zh) for each in listed] == [("own:1", "再打一次电话"), ("own:4", "再打一次电话")]
    at = china("2026-03-06 00:00")
    assert [each.state(at) for each in listed] == [S.MISSED, S.MET]
