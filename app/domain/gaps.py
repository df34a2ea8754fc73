"""What a dossier still lacks: facts not stated, proofs not there, exhibits that do not say what they prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.evidence import CapturedFrom, Evidence, EvidenceId, EvidenceKind
from app.domain.orders import Order, OrderId
from app.domain.words import Text


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to mend: a code that stays the same, words, and where it is."""

    code: str
    text: Text
    order: OrderId
    evidence: EvidenceId | None = None
    kind: EvidenceKind | None = None


_FACTS: Final = (
    ("merchant", "no_merchant", Text("没有填写商家", "the merchant is not stated")),
    ("paid_at", "no_paid_at", Text("没有填写付款时间", "the time of payment is not stated")),
    ("pay_method", "no_pay_method", Text("没有填写支付方式", "the payment method is not stated")),
)

# The field guide's “保留订单凭证”: order screenshot, payment record and the product's page are the base of every case.
_PROOFS: Final = (
    (EvidenceKind.ORDER_PAGE, "no_order_page", Text("缺少订单截图", "there is no screenshot of the order")),
    (EvidenceKind.PAYMENT, "no_payment_proof", Text("缺少付款记录", "there is no payment record")),
    (
        EvidenceKind.PRODUCT_PAGE,
        "no_product_page",
        Text("缺少商品宣传页截图", "there is no screenshot of the product page"),
    ),
)


def gaps(order: Order, evidence: Sequence[Evidence]) -> list[Gap]:
    """Return what a dossier of one order lacks, given its evidence; the trashed does not count."""
    present = [item for item in evidence if not item.is_trashed]
    return [*_missing_facts(order), *_missing_proofs(order, present), *_weak(order, present)]


def _missing_facts(order: Order) -> Iterator[Gap]:
    for field, code, text in _FACTS:
        if getattr(order.facts, field) is None:
            yield Gap(code, text, order.id)
    if not order.statuses:
        yield Gap("no_status", Text("没有记录订单状态", "no order status is on record"), order.id)


def _missing_proofs(order: Order, present: list[Evidence]) -> Iterator[Gap]:
    if not present:
        yield Gap("no_evidence", Text("还没有任何证据", "there is no evidence yet"), order.id)
    kinds = {item.kind for item in present}
    for kind, code, text in _PROOFS:
        if kind not in kinds:
            yield Gap(code, text, order.id, kind=kind)


def _weak(order: Order, present: list[Evidence]) -> Iterator[Gap]:
    for item in present:
        name = item.name
        if item.kind is None:
            text = Text(f"“{name}”没有选择种类", f"“{name}” has no kind")
            yield Gap("evidence_without_kind", text, order.id, item.id)
        if not item.purpose:
            text = Text(f"“{name}”没有写明证明什么", f"“{name}” does not say what it proves")
            yield Gap("evidence_without_purpose", text, order.id, item.id)
        if item.capture.known_from in {CapturedFrom.NONE, CapturedFrom.FILE_TIME}:
            text = Text(f"“{name}”的截取时间不确定", f"when “{name}” was captured is uncertain")
            yield Gap("capture_time_uncertain", text, order.id, item.id)
