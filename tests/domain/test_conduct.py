"""What a merchant did, from whole histories of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.cancellation import CancelEvent, Cancellation, CancelReason, CaseEvent
from app.domain.conduct import ConductKind, conduct, kinds_of
from app.domain.money import Money
from tests.domain.histories import case, said

E, K, R = CancelEvent, ConductKind, CancelReason


def told(*events: CancelEvent | tuple[CancelEvent, int], reason: CancelReason = R.PERSONAL) -> Cancellation:
    """Return a case whose events happened a day apart; a refund comes with its yuan."""
    history: list[CaseEvent] = []
    for day, each in enumerate(events, start=3):
        event, yuan = each if isinstance(each, tuple) else (each, None)
        amount = None if yuan is None else Money(yuan * 100)
        history.append(said(event, f"2026-03-{day:02} 12:00", amount=amount))
    found = case(*history, reason=reason)
    assert found.standing  # the table allows this history
    return found


ASK, BACK = E.ASK_PLATFORM, E.REFUND_RECEIVED


@pytest.mark.parametrize(
    ("history", "found"),
    [
        # The guide's good merchant: asked, agreed, all back.
        (told(E.SUBMIT, E.AGREE, (BACK, 100)), {K.SETTLED_WELL}),
        (told(E.SUBMIT, (E.OFFER, 60), E.ACCEPT_OFFER, (BACK, 60)), {K.SETTLED_WELL}),
        (told((BACK, 100)), {K.SETTLED_WELL}),
        # Not settled yet, or not by the merchant, or not whole.
        (told(E.SUBMIT, E.AGREE), set()),
        (told(E.SUBMIT, ASK, E.PLATFORM_FOR, (BACK, 100)), set()),
        (told(E.SUBMIT, E.AGREE, (BACK, 95), E.ACCEPT_SHORT), set()),
        # Not as described: proven by an answer, else a claim.
        (told(E.SUBMIT, E.AGREE, (BACK, 100), reason=R.NOT_AS_DESCRIBED), {K.FALSE_ADVERTISING}),
        (told(E.SUBMIT, ASK, E.PLATFORM_FOR, reason=R.NOT_AS_DESCRIBED), {K.FALSE_ADVERTISING}),
        (told(E.SUBMIT, E.COMPLAIN, E.MEDIATED, reason=R.NOT_AS_DESCRIBED), {K.FALSE_ADVERTISING}),
        (told(E.SUBMIT, reason=R.NOT_AS_DESCRIBED), {K.CLAIMED_FALSE}),
        (told(E.SUBMIT, ASK, E.PLATFORM_AGAINST, reason=R.NOT_AS_DESCRIBED), {K.CLAIMED_FALSE}),
        (told(E.SUBMIT, E.WITHDRAW, reason=R.NOT_AS_DESCRIBED), set()),
        # Late and silent needs both.
        (told(E.SUBMIT, E.NO_REPLY, reason=R.LATE_DELIVERY), {K.LATE_AND_SILENT}),
        (told(E.SUBMIT, E.NO_REPLY), set()),
        (told(E.SUBMIT, E.AGREE, (BACK, 100), reason=R.LATE_DELIVERY), {K.SETTLED_WELL}),
        # “Stock is locked”: the refusal was wrong once somebody says so, or all came back.
        (told(E.SUBMIT, E.REFUSE, ASK, E.PLATFORM_FOR), {K.REFUSED_VALID}),
        (told(E.SUBMIT, E.REFUSE, (BACK, 100)), {K.REFUSED_VALID}),
        (told(E.SUBMIT, E.REFUSE), set()),
        (told(E.SUBMIT, E.REFUSE, ASK, E.PLATFORM_AGAINST), set()),
        (told(E.SUBMIT, E.REFUSE, (E.OFFER, 60), E.ACCEPT_OFFER, (BACK, 60)), set()),
        # 95 of 100 back, contested, and the 5.00 arrives.
        (told(E.SUBMIT, E.AGREE, (BACK, 95), E.CONTEST_SHORT, (BACK, 5)), {K.WRONG_FEE}),
        (told(E.SUBMIT, E.AGREE, (BACK, 95), E.CONTEST_SHORT), set()),
        # One case may show several.
        (
            told(E.SUBMIT, E.NO_REPLY, E.SUBMIT, E.REFUSE, ASK, E.PLATFORM_FOR, reason=R.LATE_DELIVERY),
            {K.LATE_AND_SILENT, K.REFUSED_VALID},
        ),
    ],
)
def test_a_history_shows_what_the_merchant_did(history: Cancellation, found: set[ConductKind]) -> None:
    assert set(kinds_of(history)) == found


def test_what_was_taken_back_counts_for_nothing() -> None:
    wrong = told(E.SUBMIT, E.NO_REPLY, reason=R.LATE_DELIVERY)
    events = (wrong.events[0], replace(wrong.events[1], is_undone=True))
    assert kinds_of(replace(wrong, events=events)) == ()


def test_cases_add_up() -> None:
    found = conduct(
        [
            told(E.SUBMIT, E.AGREE, (BACK, 100)),
            told(E.SUBMIT, E.REFUSE, ASK, E.PLATFORM_FOR, (BACK, 100)),
            told(E.SUBMIT, E.REFUSE, ASK, E.PLATFORM_FOR, (BACK, 95)),
            told(),
            told(E.WITHDRAW),
        ]
    )
    assert found.counts == ((K.REFUSED_VALID, 2), (K.SETTLED_WELL, 1))
    assert (found.cases, found.refunded) == (3, Money(29500))
    assert found.has_trouble
    assert found.words.zh == "拒绝合理取消 2 次，顺利解决 1 次，共退回 ¥295.00"
    assert "refused a valid cancellation: 2" in found.words.en


def test_a_claim_alone_is_no_trouble() -> None:
    found = conduct([told(E.SUBMIT, reason=R.NOT_AS_DESCRIBED)])
    assert found.count(K.CLAIMED_FALSE) == 1
    assert not found.has_trouble
    assert "未认定" in found.words.zh


def test_nothing_known_is_said_as_such() -> None:
    assert conduct([]).words.zh == conduct([told()]).words.zh == "没有取消记录"
    assert conduct([told(E.SUBMIT)]).words.zh == "1 次取消，还没有结果"
