"""What burns today: which orders are on the list, what each says, and in which sequence."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.casework import cancellations, orders, platforms, statuses
from app.casework.cancellations import TypedEvent
from app.casework.today import Today, TodayRow, is_last_quarter, today
from app.casework.working_days import working_days
from app.domain.cancellation import Actor, CancellationId, CancelState, DeadlineKind
from app.domain.orders import Order, OrderStatus
from app.domain.times import shown
from app.shell import paths
from app.vault.vault import Vault
from tests.fixtures.cases import START, order_fields

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
CHINA = working_days()


@pytest.fixture(autouse=True)
def common_rules(vault: Vault) -> None:
    """Give the platform the rules of the generic pack: late after 30 minutes, support within 48 hours."""
    platforms.add_platform(vault, "星卡网", pack=paths.resources() / "rules" / "generic.toml")


def bought(
    vault: Vault, number: str, ago: timedelta, *, status: str = "pending_delivery", promise: str | None = "10m"
) -> Order:
    """Record an order that was paid so long before START."""
    fields = order_fields(number, paid_at=shown(START - ago), promise=promise, pay_method="alipay")
    return orders.record_order(vault, fields, status=status).value


def opened(vault: Vault, order: Order, *events: tuple[str, timedelta], reason: str = "late_delivery") -> CancellationId:
    """Open a case and record events so long before START."""
    key = cancellations.open_case(vault, order.id, reason=reason).value.id
    for name, ago in events:
        happened(vault, key, name, ago)
    return key


def happened(vault: Vault, key: CancellationId, name: str, ago: timedelta, amount: str | None = None) -> None:
    typed = TypedEvent(name, at=shown(START - ago), channel="platform_chat", amount=amount)
    cancellations.record_event(vault, key, typed)


def look(vault: Vault, at: datetime = START) -> Today:
    return today(vault, days=CHINA, at=at)


def only_row(vault: Vault, at: datetime = START) -> TodayRow:
    (row,) = look(vault, at).rows
    return row


def test_an_empty_vault_has_nothing_to_do(vault: Vault) -> None:
    assert look(vault) == Today(START, (), None)


def test_an_order_that_promised_nothing_and_has_no_case_is_not_on_the_list(vault: Vault, order: Order) -> None:
    bought(vault, "A2", HOUR, promise=None)
    assert look(vault).rows == ()


def test_a_running_promise_waits_for_the_merchant(vault: Vault) -> None:
    order = bought(vault, "A1", 4 * MINUTE)
    found = look(vault)
    (row,) = found.rows
    assert (row.order, row.case, row.actor, row.state) == (order, None, Actor.MERCHANT, OrderStatus.PENDING_DELIVERY)
    assert row.burning is not None
    assert row.burning.kind is DeadlineKind.PROMISED_DELIVERY
    assert row.burning.due_at == START + 6 * MINUTE
    assert "2024-01-01 12:06:00" in row.headline.zh
    assert "2024-01-01 12:06:00" in row.headline.en
    assert found.changes_after == START + 6 * MINUTE
    assert found.clock_of(order.id) is row.burning
    assert found.clocks == {order.id: row.burning}


def test_a_broken_promise_says_from_when_it_is_late_delivery_and_then_that_it_is(vault: Vault) -> None:
    bought(vault, "A1", 4 * MINUTE)
    due = START + 6 * MINUTE
    assert only_row(vault, due).actor is Actor.MERCHANT
    assert look(vault, due).changes_after == due
    broken = look(vault, due + timedelta(seconds=1))
    assert broken.rows[0].actor is Actor.ME
    assert "2024-01-01 12:36:00 后可以" in broken.rows[0].headline.zh
    assert broken.changes_after == due + 30 * MINUTE
    late = look(vault, due + 31 * MINUTE)
    assert late.rows[0].headline.zh.startswith("已经算延迟发货")
    # It is the promise that the clock goes on telling.
    assert late.rows[0].burning is not None
    assert late.rows[0].burning.kind is DeadlineKind.PROMISED_DELIVERY
    assert late.changes_after is None


def test_a_platform_without_a_late_clause_leaves_the_decision_to_the_user(vault: Vault) -> None:
    fields = order_fields("B1", platform="别的平台", paid_at=shown(START - HOUR), promise="10m")
    orders.record_order(vault, fields, status="pending_delivery")
    row = only_row(vault)
    assert row.actor is Actor.ME
    assert "再决定" in row.headline.zh
    assert "late" not in row.headline.en


@pytest.mark.parametrize("status", ["delivered", "completed", "cancelled"])
@pytest.mark.parametrize("after", [5 * MINUTE, 2 * HOUR])
def test_what_was_delivered_or_cancelled_does_not_burn_even_where_it_came_too_late(
    vault: Vault, status: str, after: timedelta
) -> None:
    order = bought(vault, "A1", 3 * HOUR)
    assert len(look(vault).rows) == 1
    statuses.see_status(vault, order.id, status, at=shown(START - 3 * HOUR + after))
    assert look(vault).rows == ()
    # Before it was seen, it was owed.
    assert len(look(vault, START - 3 * HOUR + after - MINUTE).rows) == 1


def test_an_open_case_gives_the_advice_as_its_headline(vault: Vault) -> None:
    order = bought(vault, "A1", DAY)
    key = opened(vault, order, ("submit", 20 * HOUR), ("ask_platform", 10 * HOUR))
    row = only_row(vault)
    assert row.case is not None
    assert (row.case.id, row.state, row.actor) == (key, CancelState.PLATFORM_REVIEW, Actor.PLATFORM)
    assert row.headline.zh.startswith("等客服处理")
    assert row.burning is not None
    assert row.burning.kind is DeadlineKind.SUPPORT_REPLY
    assert row.burning.due_at == START + 38 * HOUR


def test_a_missed_answer_is_the_users_turn(vault: Vault) -> None:
    opened(vault, bought(vault, "A1", DAY), ("submit", 20 * HOUR), ("ask_platform", 10 * HOUR))
    row = only_row(vault, START + 39 * HOUR)
    assert row.actor is Actor.ME
    assert row.headline.zh.startswith("客服应在")
    assert row.burning is not None
    assert row.burning.due_at == START + 38 * HOUR


def test_a_missed_deadline_that_a_later_event_closed_does_not_burn(vault: Vault) -> None:
    key = opened(vault, bought(vault, "A1", 9 * DAY), ("submit", 8 * DAY), ("ask_platform", 7 * DAY))
    row = only_row(vault)
    assert row.burning is not None
    assert row.burning.kind is DeadlineKind.SUPPORT_REPLY
    happened(vault, key, "platform_for", HOUR)
    row = only_row(vault)
    assert row.burning is not None
    assert row.burning.kind is DeadlineKind.REFUND_ARRIVAL
    assert row.actor is Actor.MERCHANT


def test_a_broken_promise_is_the_reason_of_a_draft_and_past_once_the_request_is_out(vault: Vault) -> None:
    key = opened(vault, bought(vault, "A1", DAY))
    row = only_row(vault)
    assert row.burning is not None
    assert (row.burning.kind, row.actor) == (DeadlineKind.PROMISED_DELIVERY, Actor.ME)
    happened(vault, key, "submit", HOUR)
    row = only_row(vault)
    assert (row.burning, row.actor, row.state) == (None, Actor.MERCHANT, CancelState.REQUESTED)


def test_the_silence_of_whoever_was_asked_burns(vault: Vault, tmp_path: Path) -> None:
    pack = tmp_path / "pack.toml"
    pack.write_text('[[clause]]\nterm = "merchant_reply"\nvalue = "24h"\ntext = "24 小时内答复"\n', "utf-8")
    platforms.add_platform(vault, "星卡网", pack=pack)
    asked = bought(vault, "asked", 90 * DAY)
    opened(vault, asked, ("submit", 80 * DAY))
    offered = bought(vault, "offered", 90 * DAY)
    opened(vault, offered, ("submit", 80 * DAY), ("offer", 79 * DAY))
    complained = opened(vault, bought(vault, "complained", 90 * DAY), ("submit", 80 * DAY))
    complaint = TypedEvent("complain", at=shown(START - 70 * DAY), channel="authority")
    cancellations.record_event(vault, complained, complaint)
    short = opened(vault, bought(vault, "short", 90 * DAY), ("submit", 80 * DAY), ("agree", 79 * DAY))
    happened(vault, short, "refund_received", 60 * DAY, "95")
    burning = {row.order.facts.number: row.burning.kind if row.burning else None for row in look(vault).rows}
    assert burning == {
        "asked": DeadlineKind.MERCHANT_REPLY,
        "offered": None,  # the merchant has answered: the offer is the user's to take or leave
        "complained": DeadlineKind.ACCEPTANCE,
        "short": DeadlineKind.REFUND_ARRIVAL,
    }
    assert {row.actor for row in look(vault).rows} == {Actor.ME}


def test_of_two_missed_deadlines_the_earlier_burns(vault: Vault) -> None:
    opened(vault, bought(vault, "A1", 60 * DAY), ("submit", 50 * DAY), ("agree", 49 * DAY))
    row = only_row(vault)
    assert row.burning is not None
    assert row.burning.kind is DeadlineKind.REFUND_ARRIVAL
    assert row.headline.zh.startswith("答应的退款拖到")


def test_the_three_years_burn_in_their_last_quarter_only(vault: Vault) -> None:
    order = bought(vault, "A1", DAY, status="delivered", promise=None)
    opened(vault, order, ("submit", 20 * HOUR), ("refuse", 10 * HOUR), reason="personal")
    assert only_row(vault).burning is None
    assert only_row(vault, START + 2 * 365 * DAY).burning is None
    row = only_row(vault, START + 900 * DAY)
    assert row.burning is not None
    assert row.burning.kind is DeadlineKind.LIMITATION
    assert row.actor is Actor.ME
    assert only_row(vault, START + 1200 * DAY).burning == row.burning


@pytest.mark.parametrize(("share", "is_last"), [(0.74, False), (0.75, True), (1.0, True), (1.1, True)])
def test_the_last_quarter_includes_its_first_instant(vault: Vault, share: float, is_last: bool) -> None:
    bought(vault, "A1", timedelta(0))
    burning = only_row(vault).burning
    assert burning is not None
    span = burning.due_at - burning.starts_at
    assert is_last_quarter(burning, burning.starts_at + span * share) is is_last


def test_a_settled_case_leaves_nothing(vault: Vault) -> None:
    key = opened(vault, bought(vault, "A1", 9 * DAY), ("submit", 8 * DAY), ("agree", 7 * DAY))
    happened(vault, key, "refund_received", HOUR, "100")
    found = look(vault)
    assert (found.rows, found.changes_after) == ((), None)


def test_a_withdrawn_case_leaves_only_the_delivery_that_is_still_owed(vault: Vault) -> None:
    order = bought(vault, "A1", DAY)
    opened(vault, order, ("submit", 9 * HOUR), ("ask_platform", 8 * HOUR), ("withdraw", HOUR))
    row = only_row(vault)
    assert row.case is None
    assert row.burning is not None
    assert row.burning.kind is DeadlineKind.PROMISED_DELIVERY
    statuses.see_status(vault, order.id, "delivered", at=shown(START))
    assert look(vault, START + MINUTE).rows == ()


def test_a_second_case_after_a_settled_one_owes_no_delivery(vault: Vault) -> None:
    order = bought(vault, "A1", 9 * DAY)
    key = opened(vault, order, ("submit", 8 * DAY), ("agree", 7 * DAY))
    happened(vault, key, "refund_received", 6 * DAY, "100")
    second = opened(vault, order, reason="personal")
    row = only_row(vault)
    assert row.case is not None
    assert (row.case.id, row.burning) == (second, None)


def test_of_two_open_cases_the_newer_is_shown(vault: Vault) -> None:
    order = bought(vault, "A1", 9 * DAY)
    first = opened(vault, order, ("submit", 8 * DAY), ("withdraw", 7 * DAY))
    second = opened(vault, order, ("submit", 6 * DAY))
    happened(vault, first, "reopen", 5 * DAY)
    row = only_row(vault)
    assert row.case is not None
    assert row.case.id == second


def test_an_order_in_the_trash_does_not_burn(vault: Vault) -> None:
    order = bought(vault, "A1", HOUR)
    opened(vault, order)
    assert len(look(vault).rows) == 1
    orders.trash_order(vault, order.id)
    assert look(vault).rows == ()


def test_the_most_burning_comes_first(vault: Vault) -> None:
    stale = bought(vault, "stale", 90 * DAY)
    quiet = bought(vault, "quiet", 5 * DAY, status="delivered", promise=None)
    opened(vault, quiet, ("submit", 4 * DAY), reason="personal")
    mine = bought(vault, "mine", 5 * DAY, status="delivered", promise=None)
    opened(vault, mine, ("submit", 4 * DAY), ("refuse", 3 * DAY), reason="personal")
    refund = bought(vault, "refund", 5 * DAY, status="delivered", promise=None)
    opened(vault, refund, ("submit", 4 * DAY), ("agree", HOUR), reason="personal")
    broken = bought(vault, "broken", 2 * HOUR)
    running = bought(vault, "running", MINUTE)
    for number, asked in (("less", 3 * DAY), ("more", 9 * DAY)):
        opened(vault, bought(vault, number, 10 * DAY), ("submit", 9 * DAY), ("ask_platform", asked))
    assert [row.order.facts.number for row in look(vault).rows] == [
        "more",
        "less",
        running.facts.number,
        broken.facts.number,
        refund.facts.number,
        stale.facts.number,
        mine.facts.number,
        quiet.facts.number,
    ]


def test_the_list_is_looked_up_anew_when_cancelling_alone_ends(vault: Vault, tmp_path: Path) -> None:
    pack = tmp_path / "pack.toml"
    pack.write_text('[[clause]]\nterm = "self_cancel_window"\nvalue = "5m"\ntext = "五分钟内可取消"\n', "utf-8")
    platforms.add_platform(vault, "快站", pack=pack)
    fields = order_fields("Q1", platform="快站", paid_at=shown(START - MINUTE))
    order = orders.record_order(vault, fields, status="pending_delivery").value
    opened(vault, order, reason="wrong_purchase")
    found = look(vault)
    assert found.changes_after == START + 4 * MINUTE
    assert "12:04:00 前有效" in found.rows[0].headline.zh
    later = look(vault, START + 5 * MINUTE)
    assert later.rows[0].headline != found.rows[0].headline
