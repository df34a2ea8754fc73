"""Each proof that is needed is there, weak or missing, and the reason for "weak" is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.cancellation import CancelEvent, CancelReason
from app.domain.completeness import Checklist, ChecklistRow, RowState, checklist
from app.domain.evidence import CapturedFrom, CaptureMeaning, Evidence, EvidenceId, EvidenceKind
from app.domain.orders import OrderStatus
from tests.domain.case_samples import HOUR, MINUTE, PAID, RULES, case, clocks, event, order, proof

K, S = EvidenceKind, OrderStatus


def late(*items: Evidence) -> Checklist:
    about, of = case(CancelReason.LATE_DELIVERY), order(S.PENDING_DELIVERY)
    return checklist(about, of, items, PAID + HOUR, rules=RULES, deadlines=clocks(of, about))


def plain(*items: Evidence, rules: bool = True) -> Checklist:
    return checklist(None, order(S.DELIVERED), items, PAID + HOUR, rules=RULES if rules else ())


def row(found: Checklist, kind: EvidenceKind) -> ChecklistRow:
    return next(one for one in found.rows if one.kind is kind)


def whole(kind: EvidenceKind, number: int, **more: object) -> Evidence:
    item = proof(kind, number, at=PAID + 41 * MINUTE)
    return replace(item, original=replace(item.original, width=1080, height=2400), **more)  # type: ignore[arg-type]


def test_an_order_without_a_case_needs_its_base() -> None:
    found = plain()
    assert [one.kind for one in found.rows] == [K.ORDER_PAGE, K.PAYMENT, K.PRODUCT_PAGE]
    assert found.completeness == 0
    assert [one.kind for one in checklist(None, order(S.PENDING_PAYMENT), (), PAID).rows] == [
        K.ORDER_PAGE,
        K.PRODUCT_PAGE,
    ]


def test_a_case_lists_what_is_there_too_and_how_complete_it_is() -> None:
    shots = [whole(K.ORDER_PAGE, 1), whole(K.PAYMENT, 2), whole(K.STATUS, 3)]
    found = late(*shots)
    assert [(one.kind, one.state) for one in found.rows] == [
        (K.ORDER_PAGE, RowState.HAVE),
        (K.STATUS, RowState.HAVE),
        (K.PRODUCT_PAGE, RowState.MISSING),
        (K.PAYMENT, RowState.HAVE),
    ]
    assert found.completeness == 75
    assert row(found, K.STATUS).exhibits == (3,)
    assert late(*shots, whole(K.PRODUCT_PAGE, 4)).completeness == 100


def test_a_status_from_before_the_promise_is_weak_and_says_so() -> None:
    found = row(late(replace(whole(K.STATUS, 3), capture=proof(K.STATUS, 3, at=PAID + MINUTE).capture)), K.STATUS)
    assert found.state is RowState.WEAK
    assert "承诺时间" in found.weak[0].zh


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (replace(whole(K.PAYMENT, 2), capture=proof(K.PAYMENT, 2, at=None, known=CapturedFrom.NONE).capture), "不详"),
        (replace(whole(K.PAYMENT, 2), capture=proof(K.PAYMENT, 2, known=CapturedFrom.FILE_TIME).capture), "文件时间"),
        (replace(whole(K.PAYMENT, 2), capture=proof(K.PAYMENT, 2, meaning=CaptureMeaning.SAVED).capture), "保存时间"),
        (proof(K.PAYMENT, 2), "不完整"),
    ],
)
def test_a_weak_proof_says_why_and_a_better_one_mends_it(item: Evidence, words: str) -> None:
    found = row(plain(item), K.PAYMENT)
    assert found.state is RowState.WEAK
    assert any(words in why.zh for why in found.weak), found.weak
    assert row(plain(item, whole(K.PAYMENT, 9)), K.PAYMENT) == replace(
        found, state=RowState.HAVE, weak=(), exhibits=(item.id, EvidenceId(9))
    )


def test_a_crop_a_private_channel_and_a_clause_not_on_record_are_weak() -> None:
    about = case(CancelReason.PERSONAL, event(CancelEvent.SUBMIT, MINUTE), event(CancelEvent.REFUSE, 2 * MINUTE))
    of = order(S.PENDING_DELIVERY)
    items = [whole(K.ORDER_PAGE, 1), whole(K.CHAT, 2, source="手机截图（微信）"), whole(K.RULE, 3)]
    found = checklist(about, of, items, PAID + HOUR, rules=(), cropped={items[0].id})
    assert "裁过" in row(found, K.ORDER_PAGE).weak[0].zh
    assert "私下渠道" in row(found, K.CHAT).weak[0].zh
    assert "条款" in row(found, K.RULE).weak[0].zh
    kept = checklist(about, of, [whole(K.CHAT, 2, source="订单沟通"), items[2]], PAID + HOUR, rules=RULES)
    assert {row(kept, K.CHAT).state, row(kept, K.RULE).state} == {RowState.HAVE}


def test_trash_is_not_there() -> None:
    assert row(plain(proof(K.PAYMENT, 2, trashed=True)), K.PAYMENT).state is RowState.MISSING


def test_before_a_complaint_the_respondent_must_be_known() -> None:
    about = case(
        CancelReason.NOT_RECEIVED,
        event(CancelEvent.SUBMIT, MINUTE),
        event(CancelEvent.REFUSE, 2 * MINUTE),
        event(CancelEvent.ASK_PLATFORM, 3 * MINUTE),
        event(CancelEvent.PLATFORM_AGAINST, 4 * MINUTE),
    )
    licence = whole(K.IDENTITY, 5, purpose="公示的营业执照")
    found = checklist(about, order(S.DELIVERED), [licence], PAID + HOUR, rules=RULES)
    identity = [one for one in found.rows if one.kind is K.IDENTITY]
    assert [one.state for one in identity] == [RowState.HAVE, *[RowState.MISSING] * 3]
    assert identity[0].exhibits == (5,)
