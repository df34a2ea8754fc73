"""Which proof a reason and a step need, what is missing, and what is there but too weak."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.domain.cancellation import CancelEvent, CancelReason, CaseEvent, Channel
from app.domain.checklist import IDENTITY, Need, missing, missing_identity
from app.domain.evidence import CapturedFrom, CaptureMeaning, Evidence, EvidenceKind
from app.domain.orders import OrderStatus
from tests.domain.case_samples import BASE, HOUR, MINUTE, PAID, RULES, case, clocks, event, order, proof

E, K, R, S = CancelEvent, EvidenceKind, CancelReason, OrderStatus


def needs(
    reason: CancelReason,
    *evidence: Evidence,
    events: tuple[CaseEvent, ...] = (),
    status: OrderStatus = S.PENDING_DELIVERY,
) -> tuple[Need, ...]:
    about, of = case(reason, *events), order(status)
    return missing(about, of, evidence, PAID + HOUR, rules=RULES, deadlines=clocks(of, about))


def kinds(found: tuple[Need, ...]) -> list[EvidenceKind]:
    return [need.kind for need in found]


@pytest.mark.parametrize(
    ("reason", "wanted"),
    [
        (R.WRONG_PURCHASE, [K.ORDER_PAGE, K.PAYMENT]),
        (R.NOT_AS_DESCRIBED, [K.ORDER_PAGE, K.PRODUCT_PAGE, K.DELIVERY, K.PAYMENT]),
        (R.LATE_DELIVERY, [K.ORDER_PAGE, K.STATUS, K.PRODUCT_PAGE, K.PAYMENT]),
        (R.WRONG_DELIVERY, [K.ORDER_PAGE, K.DELIVERY, K.PAYMENT]),
        (R.NOT_RECEIVED, [K.ORDER_PAGE, K.DELIVERY, K.PAYMENT]),
        (R.PERSONAL, [K.ORDER_PAGE, K.PAYMENT]),
    ],
)
def test_each_reason_needs_its_own(reason: CancelReason, wanted: list[EvidenceKind]) -> None:
    found = needs(reason)
    assert kinds(found) == wanted
    assert all(need.why.zh and need.why.en and need.weak is None for need in found)
    late_shot = proof(K.STATUS, 90, at=PAID + 41 * MINUTE)
    shots = [late_shot if kind is K.STATUS else proof(kind, number) for number, kind in enumerate(wanted, 1)]
    assert needs(reason, *shots) == ()


def test_a_wrong_purchase_wants_the_choice_on_the_order_page() -> None:
    assert "选错" in needs(R.WRONG_PURCHASE)[0].why.zh


def test_before_payment_there_is_no_payment_to_prove_and_trash_proves_nothing() -> None:
    assert kinds(needs(R.PERSONAL, status=S.PENDING_PAYMENT)) == [K.ORDER_PAGE]
    assert kinds(needs(R.PERSONAL, BASE[0], proof(K.PAYMENT, 2, trashed=True))) == [K.PAYMENT]


def test_two_product_pages_show_the_difference_as_well() -> None:
    assert kinds(needs(R.NOT_AS_DESCRIBED, *BASE, proof(K.PRODUCT_PAGE, 3))) == [K.DELIVERY]
    assert needs(R.NOT_AS_DESCRIBED, *BASE, proof(K.PRODUCT_PAGE, 3), proof(K.PRODUCT_PAGE, 4)) == ()


@pytest.mark.parametrize(
    ("at", "known", "meaning", "word"),
    [
        (PAID + 9 * MINUTE, CapturedFrom.FILE_NAME, CaptureMeaning.TAKEN, "不能证明延迟"),
        (PAID + 10 * MINUTE, CapturedFrom.FILE_NAME, CaptureMeaning.TAKEN, "不能证明延迟"),
        (PAID + 9 * MINUTE, CapturedFrom.FILE_TIME, CaptureMeaning.MODIFIED, "不能证明延迟"),
        (PAID + 20 * MINUTE, CapturedFrom.FILE_NAME, CaptureMeaning.TAKEN, "之后再截"),
        (PAID + HOUR, CapturedFrom.FILE_TIME, CaptureMeaning.MODIFIED, "不确定"),
        (PAID + HOUR, CapturedFrom.FILE_NAME, CaptureMeaning.SAVED, "不确定"),
        (None, CapturedFrom.NONE, CaptureMeaning.TAKEN, "不确定"),
        (PAID + 41 * MINUTE, CapturedFrom.USER, CaptureMeaning.TAKEN, None),
    ],
)
def test_a_status_from_too_early_or_an_unknown_time_does_not_prove_lateness(
    at: datetime | None, known: CapturedFrom, meaning: CaptureMeaning, word: str | None
) -> None:
    shot = proof(K.STATUS, 4, at=at, known=known, meaning=meaning)
    found = needs(R.LATE_DELIVERY, *BASE, proof(K.PRODUCT_PAGE, 3), shot)
    if word is None:
        assert found == ()
    else:
        assert [(need.kind, need.weak) for need in found] == [(K.STATUS, shot.id)]
        assert word in found[0].why.zh


def test_one_good_status_makes_the_weak_ones_harmless() -> None:
    shots = [proof(K.STATUS, 4, at=PAID), proof(K.STATUS, 5, at=PAID + HOUR)]
    assert needs(R.LATE_DELIVERY, *BASE, proof(K.PRODUCT_PAGE, 3), *shots) == ()


SUBMITTED = event(E.SUBMIT, MINUTE)


def test_a_refusal_wants_the_clause_and_the_refusal() -> None:
    refused = (SUBMITTED, event(E.REFUSE, 2 * MINUTE, note="库存已锁定"))
    assert kinds(needs(R.PERSONAL, *BASE, events=refused)) == [K.CHAT, K.RULE]
    assert kinds(needs(R.PERSONAL, *BASE, events=refused, status=S.DELIVERED)) == [K.CHAT]


def test_a_silent_support_wants_proof_from_after_its_time_and_the_respondent() -> None:
    asked = event(E.ASK_PLATFORM, 2 * MINUTE)
    silent = (SUBMITTED, asked, event(E.PLATFORM_SILENT, timedelta(days=2, minutes=3)))
    early, later = proof(K.CHAT, 5, at=PAID + HOUR), proof(K.CHAT, 6, at=PAID + timedelta(days=2, minutes=2))
    rule = proof(K.RULE, 7)
    found = needs(R.PERSONAL, *BASE, rule, early, events=silent)
    assert [(need.kind, need.weak) for need in found[:1]] == [(K.CHAT, early.id)]
    assert kinds(found)[1:] == [K.IDENTITY] * len(IDENTITY)
    assert kinds(needs(R.PERSONAL, *BASE, rule, early, later, events=silent)) == [K.IDENTITY] * len(IDENTITY)
    complaint = (*silent, event(E.COMPLAIN, timedelta(days=3), channel=Channel.ASSOCIATION))
    assert K.IDENTITY in kinds(needs(R.PERSONAL, *BASE, events=complaint))


def test_a_short_refund_wants_its_record_and_the_rule_on_fees() -> None:
    short = (SUBMITTED, event(E.AGREE, 2 * MINUTE), event(E.REFUND_RECEIVED, 3 * MINUTE, fen=95_00))
    assert kinds(needs(R.PERSONAL, *BASE, events=short)) == [K.REFUND, K.RULE]


def test_goods_delivered_by_mistake_want_the_record_of_what_is_unused() -> None:
    found = needs(R.WRONG_PURCHASE, *BASE, status=S.DELIVERED)
    assert kinds(found) == [K.DELIVERY]
    assert "没用" in found[0].why.zh


def test_the_respondent_is_known_item_by_item() -> None:
    def codes(*evidence: Evidence) -> list[str]:
        return [item.code for item in missing_identity(evidence)]

    assert codes() == ["licence", "registration", "payee", "contact"]
    licence = proof(K.IDENTITY, 8, purpose="店铺页的营业执照，有统一社会信用代码")
    payee = proof(K.IDENTITY, 9, purpose="账单里的收款方全称")
    assert codes(licence, payee) == ["contact"]
    assert codes(proof(K.CHAT, 8, purpose="营业执照")) == codes()
    assert codes(proof(K.IDENTITY, 8, purpose="营业执照", trashed=True)) == codes()
