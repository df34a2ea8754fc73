"""A case in one look, due times as people say them, and proofs that have no file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.casework import cancellations, orders
from app.casework.cancellations import TypedEvent
from app.casework.case_actions import CaseFile, case_file, due_typed, record_with_proofs
from app.casework.evidence import Pasted
from app.casework.working_days import working_days
from app.domain.cancel_window import CancelBy
from app.domain.cancellation import CancellationId, CancelReason, CancelState, EventNotAllowed
from app.domain.errors import InvalidField, NotFound
from app.domain.orders import Order
from app.shell import paths
from app.vault.vault import Vault
from tests.fixtures.cases import order_fields, picture, state

DAYS = working_days()
NEW_YEARS_EVE = datetime(2024, 1, 31, 4, 0, tzinfo=UTC)
"""Noon of a Wednesday in China, the Spring Festival holiday ten days off."""


@pytest.fixture
def late(vault: Vault) -> Order:
    """An order paid an hour ago, promised in ten minutes and still undelivered."""
    typed = order_fields("B200", paid_at="2024-01-01 11:00", promise="10m")
    return orders.record_order(vault, typed, status="pending_delivery").value


def look(vault: Vault, order: Order, case: CancellationId | None = None) -> CaseFile:
    return case_file(
        vault,
        order.id,
        case=case,
        days=DAYS,
        at=vault.clock.now(),
        language="zh_CN",
        letters=paths.resources() / "letters",
    )


def test_an_order_without_a_case_shows_the_path_open_to_each_reason(vault: Vault, late: Order) -> None:
    found = look(vault, late)
    assert found.view is None
    assert found.advised is None
    assert set(found.windows) == {None, *CancelReason}
    assert found.windows[CancelReason.LATE_DELIVERY].by is CancelBy.BREACH
    assert found.windows[None].status is not None


def test_the_newest_case_is_shown_and_an_earlier_one_when_it_is_named(vault: Vault, late: Order) -> None:
    first = cancellations.open_case(vault, late.id, reason="personal").value
    cancellations.record_event(vault, first.id, TypedEvent("withdraw"))
    second = cancellations.open_case(vault, late.id, reason="late_delivery").value
    newest, earlier = look(vault, late), look(vault, late, first.id)
    assert newest.view is not None
    assert newest.view.case.id == second.id
    assert earlier.view is not None
    assert earlier.view.case.standing.state is CancelState.WITHDRAWN
    assert [case.id for case in newest.cases] == [second.id, first.id]


def test_a_case_of_another_order_is_not_shown(vault: Vault, late: Order, order: Order) -> None:
    case = cancellations.open_case(vault, order.id, reason="personal").value
    with pytest.raises(NotFound):
        look(vault, late, case.id)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("24小时内到账", "2024-02-01T12:00:00+08:00"),
        ("24h", "2024-02-01T12:00:00+08:00"),
        (" ３０分钟之内 ", "2024-01-31T12:30:00+08:00"),
        ("在2小时以内退款", "2024-01-31T14:00:00+08:00"),
        ("2024-02-02 09:30", "2024-02-02T09:30:00+08:00"),
        ("2024年2月2日 9时前", "2024-02-02T09:00:00+08:00"),
    ],
)
def test_a_due_time_is_an_instant_or_a_length_from_the_event_on(typed: str, due: str) -> None:
    assert due_typed(typed, NEW_YEARS_EVE, DAYS) == due


def test_working_days_count_by_the_calendar() -> None:
    # Wednesday noon and eight working days: the Sunday 4 February is worked, 10 to 17 February are Spring Festival.
    assert due_typed("8个工作日到账", NEW_YEARS_EVE, DAYS) == "2024-02-09T23:59:59.999+08:00"
    assert due_typed("9个工作日到账", NEW_YEARS_EVE, DAYS) == "2024-02-18T23:59:59.999+08:00"


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_no_due_time_is_none(empty: str | None) -> None:
    assert due_typed(empty, NEW_YEARS_EVE, DAYS) is None


@pytest.mark.parametrize("wrong", ["很快", "24", "小时内", "2024-13-01", "99999999h"])
def test_what_is_neither_names_the_field_and_both_forms(wrong: str) -> None:
    with pytest.raises(InvalidField) as caught:
        due_typed(wrong, NEW_YEARS_EVE, DAYS)
    assert caught.value.field == "due"
    assert "24小时" in caught.value.remedy.zh


def test_a_pasted_picture_and_a_file_become_the_events_evidence(
    vault: Vault, late: Order, picture_file: Callable[..., Path]
) -> None:
    case = cancellations.open_case(vault, late.id, reason="late_delivery").value
    pasted = Pasted(picture(7), "粘贴的图片.png", "从剪贴板取得")
    file = picture_file(8)
    outcome = record_with_proofs(vault, case.id, TypedEvent("submit", due="2小时内答复"), [pasted, file], days=DAYS)
    entry = outcome.value.events[0]
    found = look(vault, late)
    assert entry.due is not None
    assert (entry.due - entry.at).total_seconds() == pytest.approx(7200, abs=3)
    assert {item.name: item.source for item in found.evidence}["粘贴的图片.png"] == "从剪贴板取得"
    assert set(entry.evidence) == {item.id for item in found.evidence}
    assert len(entry.evidence) == 2


def test_a_refused_event_leaves_the_vault_as_it_was(vault: Vault, late: Order) -> None:
    case = cancellations.open_case(vault, late.id, reason="late_delivery").value
    before = state(vault)
    pasted = Pasted(picture(7), "粘贴的图片.png", "从剪贴板取得")
    with pytest.raises(EventNotAllowed):
        record_with_proofs(vault, case.id, TypedEvent("agree"), [pasted], days=DAYS)
    with pytest.raises(InvalidField):
        record_with_proofs(vault, case.id, TypedEvent("submit", due="很快"), [pasted], days=DAYS)
    assert state(vault) == before


def test_a_refund_of_nothing_is_refused(vault: Vault, late: Order) -> None:
    case = cancellations.open_case(vault, late.id, reason="late_delivery").value
    before = state(vault)
    with pytest.raises(InvalidField, match="amount: a refund of nothing"):
        cancellations.record_event(vault, case.id, TypedEvent("refund_received", amount="0.00"))
    assert state(vault) == before
