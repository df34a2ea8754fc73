"""What a dossier lacks is named one by one, and what is there is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.evidence import Capture, CapturedFrom, Evidence, EvidenceId, EvidenceKind, Original
from app.domain.gaps import gaps
from app.domain.money import Money
from app.domain.orders import Order, OrderFacts, OrderId, OrderStatus, PayMethod, StatusObservation

AT = datetime(2024, 1, 1, 4, 0, tzinfo=UTC)
BARE = Order(OrderId(1), OrderFacts("星卡网", "A100", "Q币", Money(10000)), (), 0, AT)
FULL = replace(
    BARE,
    facts=replace(BARE.facts, merchant="速充小店", paid_at=AT, pay_method=PayMethod.ALIPAY),
    statuses=(StatusObservation(OrderStatus.DELIVERED, AT),),
)


def proof(number: int, kind: EvidenceKind | None, known_from: CapturedFrom = CapturedFrom.FILE_NAME) -> Evidence:
    capture = Capture(None if known_from is CapturedFrom.NONE else AT, known_from)
    original = Original(f"{number:064d}", 10, "image/png", 1, 1)
    return Evidence(EvidenceId(number), BARE.id, number, original, kind, f"{number}.png", "证明", "", capture, AT)


BASE = [proof(1, EvidenceKind.ORDER_PAGE), proof(2, EvidenceKind.PAYMENT), proof(3, EvidenceKind.PRODUCT_PAGE)]


def codes(order: Order, evidence: list[Evidence]) -> list[str]:
    return [gap.code for gap in gaps(order, evidence)]


def test_a_whole_case_lacks_nothing() -> None:
    assert codes(FULL, BASE) == []


def test_a_bare_order_lacks_its_facts_and_its_proofs() -> None:
    assert codes(BARE, []) == [
        "no_merchant",
        "no_paid_at",
        "no_pay_method",
        "no_status",
        "no_evidence",
        "no_order_page",
        "no_payment_proof",
        "no_product_page",
    ]
    assert all(gap.text.zh and gap.text.en and gap.order == BARE.id for gap in gaps(BARE, []))


def test_trashed_evidence_proves_nothing() -> None:
    assert codes(FULL, [*BASE[:2], replace(BASE[2], trashed_at=AT)]) == ["no_product_page"]
    assert "no_evidence" in codes(FULL, [replace(item, trashed_at=AT) for item in BASE])


def test_an_exhibit_that_says_too_little_is_named() -> None:
    weak = replace(proof(4, None, CapturedFrom.NONE), purpose="")
    found = gaps(FULL, [*BASE, weak])
    assert [gap.code for gap in found] == [
        "evidence_without_kind",
        "evidence_without_purpose",
        "capture_time_uncertain",
    ]
    assert {gap.evidence for gap in found} == {weak.id}
    assert all("4.png" in gap.text.zh for gap in found)
    assert codes(FULL, [*BASE, proof(4, EvidenceKind.CHAT, CapturedFrom.FILE_TIME)]) == ["capture_time_uncertain"]
    assert codes(FULL, [*BASE, proof(4, EvidenceKind.CHAT, CapturedFrom.USER)]) == []
