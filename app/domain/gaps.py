"""What a dossier still lacks: facts not stated, proofs not there, exhibits that do not say what they prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.cancellation import Cancellation, CancelState, DeadlineKind
from app.domain.checklist import BASE, Need
from app.domain.claims import Contradiction
from app.domain.complaint import Identity, Person
from app.domain.deadline import Deadline, DeadlineState
from app.domain.evidence import CapturedFrom, Evidence, EvidenceId, EvidenceKind
from app.domain.marks import HiddenKind
from app.domain.money import Money
from app.domain.orders import Order, OrderId
from app.domain.payment_links import LinkRole, Payment, PaymentLink
from app.domain.times import SHANGHAI, shown
from app.domain.words import Text


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to mend: a code that stays the same, words, and where it is.

    `place` names the field or part to go to: a field of the order (`merchant`), `complainant.name`, `respondent`,
    `chat:7`, `payment:3`, `case:2`, `deadline`, `chain`; None where the order, the exhibit and the kind say it all.
    """

    code: str
    text: Text
    order: OrderId
    evidence: EvidenceId | None = None
    kind: EvidenceKind | None = None
    place: str | None = None


_FACTS: Final = (
    ("merchant", "no_merchant", Text("没有填写商家", "the merchant is not stated")),
    ("paid_at", "no_paid_at", Text("没有填写付款时间", "the time of payment is not stated")),
    ("pay_method", "no_pay_method", Text("没有填写支付方式", "the payment method is not stated")),
)

_PROOFS: Final = {
    EvidenceKind.ORDER_PAGE: ("no_order_page", Text("缺少订单截图", "there is no screenshot of the order")),
    EvidenceKind.PAYMENT: ("no_payment_proof", Text("缺少付款记录", "there is no payment record")),
    EvidenceKind.PRODUCT_PAGE: (
        "no_product_page",
        Text("缺少商品宣传页截图", "there is no screenshot of the product page"),
    ),
}


def gaps(order: Order, evidence: Sequence[Evidence]) -> list[Gap]:
    """Return what a dossier of one order lacks, given its evidence; the trashed does not count."""
    present = [item for item in evidence if not item.is_trashed]
    return [*_missing_facts(order), *_missing_proofs(order, present), *_weak(order, present)]


def proof_gaps(order: Order, needs: Sequence[Need], known: Sequence[Gap]) -> list[Gap]:
    """Return what the reason and the step of a case still need, but for what is named already."""
    named = {gap.kind for gap in known if gap.evidence is None}
    return [
        Gap("missing_proof" if need.weak is None else "weak_proof", need.why, order.id, need.weak, need.kind)
        for need in needs
        if need.weak is not None or need.kind not in named
    ]


def request_gaps(order: Order, cases: Sequence[Cancellation]) -> list[Gap]:
    """Return that nothing is asked for, where no case of the order is open."""
    if any(case.standing.state is not CancelState.WITHDRAWN for case in cases):
        return []
    text = Text("还没有提出取消：卷宗里没有请求", "nothing was asked for yet: the dossier holds no request")
    return [Gap("no_request", text, order.id, place="case")]


def early_gaps(order: Order, deadlines: Sequence[Deadline], at: datetime, *, is_outside: bool) -> list[Gap]:
    """Return what still runs before the recipient will look at it; `is_outside` is one beyond the platform."""
    waited = _BEFORE_PLATFORM | (_BEFORE_OUTSIDE if is_outside else frozenset())
    found = []
    for deadline in deadlines:
        if deadline.kind in waited and deadline.state(at) is DeadlineState.RUNNING:
            until, name = _until(deadline.due_at, at), deadline.kind.label
            text = Text(
                f"现在提交还早：“{name.zh}”的期限到 {until}",
                f"too early: “{name.en}” has until {until}",
            )
            found.append(Gap("too_early", text, order.id, place="deadline"))
    return found


def person_gaps(order: Order, person: Person) -> list[Gap]:
    """Return which of the three things that a complainant must give is empty (总局令第121号, article 10)."""
    return [
        Gap(f"no_complainant_{name}", text, order.id, place=f"complainant.{name}")
        for name, text in _COMPLAINANT
        if not getattr(person, name)
    ]


def respondent_gaps(order: Order, merchant: Identity, platform: Identity) -> list[Gap]:
    """Return that nobody can be found to complain of (总局令第121号, articles 10 and 13)."""
    if merchant.is_reachable or platform.is_reachable:
        return []
    text = Text(
        "被投诉人的登记名称和地址都不知道（商家和平台都没有填写）",
        "neither the merchant's nor the platform's registered name and address are known",
    )
    return [Gap("respondent_unknown", text, order.id, place="respondent")]


def several_respondents(order: Order, named: str, first: str) -> list[Gap]:
    """Return that an order is complained of to somebody else than the first one: the form has room for one respondent.

    Source: 消费者投诉登记表, which names 被投诉人 once (总局令第121号, article 9).
    """
    if named == first:
        return []
    text = Text(
        f"被投诉人“{named}”与第一张订单的“{first}”不同，登记表只写得下一个，请分开导出",
        f"the respondent “{named}” is not the first order's “{first}”; the form names one, so export them apart",
    )
    return [Gap("several_respondents", text, order.id, place="respondent")]


def contradiction_gaps(order: Order, item: Evidence, found: Sequence[Contradiction]) -> list[Gap]:
    """Return where an order as typed says another thing than a picture."""
    gaps_found = []
    for one in found:
        zh = f"“{item.name}”上的{one.field.label.zh}是 {one.read.value}，订单里填的是 {one.typed}"
        en = f"“{item.name}” shows {one.field.label.en} {one.read.value}, the order says {one.typed}"
        gaps_found.append(Gap("contradicts_picture", Text(zh, en), order.id, item.id, place=one.field.value))
    return gaps_found


def statement_gaps(order: Order, linked: Sequence[tuple[Payment, PaymentLink]]) -> list[Gap]:
    """Return where an order as typed says another amount, time or number than the payments joined to it."""
    paid = [(payment, link) for payment, link in linked if link.role is LinkRole.PAYMENT]
    found = []
    if paid:
        amount, typed = Money(sum(link.amount.fen for _, link in paid)), order.facts.amount
        if amount != typed:
            text = Text(
                f"账单上付了 {amount.shown}，订单里填的是 {typed.shown}",
                f"the statement says {amount.shown} were paid, the order says {typed.shown}",
            )
            found.append(Gap("contradicts_statement", text, order.id, place=f"payment:{paid[0][0].id}"))
    if len(paid) == 1:
        found += _one_payment(order, paid[0][0])
    return found


def sensitive_gaps(order: Order, item: Evidence, kinds: Sequence[HiddenKind]) -> list[Gap]:
    """Return that a picture shows what is better hidden, each kind named once."""
    if not kinds:
        return []
    zh, en = _named(kinds)
    text = Text(f"“{item.name}”上有没有遮盖的{zh}", f"“{item.name}” shows {en}, not covered")
    return [Gap("sensitive_in_picture", text, order.id, item.id)]


def sensitive_text_gaps(order: Order, where: Text, place: str, kinds: Sequence[HiddenKind]) -> list[Gap]:
    """Return that words which will be printed hold what is better hidden."""
    if not kinds:
        return []
    zh, en = _named(kinds)
    return [Gap("sensitive_in_text", Text(f"{where.zh}里有{zh}", f"{where.en} holds {en}"), order.id, place=place)]


def unread_gap(order: Order, item: Evidence) -> Gap:
    """Return that nobody looked for sensitive things on a picture, since its text was not recognised yet."""
    text = Text(
        f"“{item.name}”的文字还没有识别，遮盖可能不全",
        f"the text of “{item.name}” was not recognised: more may need covering",
    )
    return Gap("picture_unread", text, order.id, item.id)


def damaged_gap(order: Order, item: Evidence) -> Gap:
    """Return that an original is not what came in."""
    text = Text(f"“{item.name}”的原件已被改动或丢失", f"the original of “{item.name}” was changed or is gone")
    return Gap("original_damaged", text, order.id, item.id)


def chain_gap(order: OrderId) -> Gap:
    """Return that the custody chain does not add up."""
    return Gap("chain_broken", Text("保管链核对不一致", "the custody chain does not add up"), order, place="chain")


_BEFORE_PLATFORM: Final = frozenset(
    {
        DeadlineKind.PROMISED_DELIVERY,
        DeadlineKind.LATE_DELIVERY,
        DeadlineKind.MERCHANT_REPLY,
        DeadlineKind.REFUND_ARRIVAL,
    }
)
_BEFORE_OUTSIDE: Final = frozenset({DeadlineKind.SUPPORT_REPLY, DeadlineKind.ACCEPTANCE})
_COMPLAINANT: Final = (
    ("name", Text("没有填写投诉人姓名", "the complainant's name is not stated")),
    ("phone", Text("没有填写投诉人电话", "the complainant's telephone number is not stated")),
    ("address", Text("没有填写投诉人地址", "the complainant's address is not stated")),
)


def _until(due: datetime, at: datetime) -> str:
    here, now = due.astimezone(SHANGHAI), at.astimezone(SHANGHAI)
    return f"{here:%m-%d %H:%M}" if here.year == now.year else f"{here:%Y-%m-%d %H:%M}"


def _named(kinds: Sequence[HiddenKind]) -> tuple[str, str]:
    labels = [kind.label for kind in dict.fromkeys(kinds)]
    return "、".join(label.zh for label in labels), ", ".join(label.en for label in labels)


def _one_payment(order: Order, payment: Payment) -> Iterator[Gap]:
    row, place = payment.row, f"payment:{payment.id}"
    typed = order.facts.paid_at
    if typed is not None:
        is_same = (
            row.at.astimezone(SHANGHAI).date() == typed.astimezone(SHANGHAI).date()
            if row.is_day_only
            else abs((row.at - typed).total_seconds()) < _SAME_PAYMENT
        )
        if not is_same:
            text = Text(
                f"账单上的付款时间是 {shown(row.at)}，订单里填的是 {shown(typed)}",
                f"the statement says paid at {shown(row.at)}, the order says {shown(typed)}",
            )
            yield Gap("contradicts_statement", text, order.id, place=place)
    if _is_slip(order.facts.number, row.merchant_no):
        text = Text(
            f"账单上的商户单号是 {row.merchant_no}，订单号填的是 {order.facts.number}",
            f"the statement says merchant's number {row.merchant_no}, the order says {order.facts.number}",
        )
        yield Gap("contradicts_statement", text, order.id, place=place)


_SAME_PAYMENT: Final = 120.0
"""Seconds by which a platform's clock and a payment's may differ."""


_SHORTEST_NUMBER: Final = 6


def _is_slip(typed: str, stated: str) -> bool:
    """Return whether two numbers are the same but for a slip: equal length, one or two characters apart.

    Shops often send the payment provider a number of their own, which contradicts nothing.
    """
    one, other = typed.strip().casefold(), stated.strip().casefold()
    apart = sum(first != second for first, second in zip(one, other, strict=False))
    return len(one) == len(other) >= _SHORTEST_NUMBER and 0 < apart <= 2


def _missing_facts(order: Order) -> Iterator[Gap]:
    for field, code, text in _FACTS:
        if getattr(order.facts, field) is None:
            yield Gap(code, text, order.id, place=field)
    if not order.statuses:
        yield Gap("no_status", Text("没有记录订单状态", "no order status is on record"), order.id)


def _missing_proofs(order: Order, present: list[Evidence]) -> Iterator[Gap]:
    if not present:
        yield Gap("no_evidence", Text("还没有任何证据", "there is no evidence yet"), order.id)
    kinds = {item.kind for item in present}
    for need in BASE:
        if need.kind not in kinds:
            code, text = _PROOFS[need.kind]
            yield Gap(code, text, order.id, kind=need.kind)


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
