"""The facts in sentences, as a complaint tells them: bought, delivered or not, what was said, and how it stands.

Source: the notes of the 投诉登记表 (form of 总局令第121号): time, place, content, amount, what is in dispute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Final

from app.casework.cases import CaseView
from app.casework.composing.gathered import Gathered
from app.casework.composing.story import ACTOR, exhibits_of_event, exhibits_of_payment, statuses_seen
from app.domain.cancel_window import promised_at
from app.domain.cancellation import CancelEvent, CaseEvent, DeadlineKind
from app.domain.chronology import span_words
from app.domain.deadline import DeadlineState
from app.domain.evidence import EvidenceKind
from app.domain.orders import Order, OrderStatus, StatusObservation
from app.domain.times import SHANGHAI
from app.dossier.case_parts import Actor, Paragraph
from app.vault import evidence
from app.vault.vault import Vault

_E = CancelEvent
_TOLD: Final = {
    _E.SUBMIT: "本人{by}提出取消订单",
    _E.AGREE: "商家{by}同意取消",
    _E.REFUSE: "商家{by}拒绝取消",
    _E.NO_REPLY: "商家仍未答复",
    _E.OFFER: "商家{by}提出处理方案",
    _E.ACCEPT_OFFER: "本人{by}接受该方案",
    _E.ASK_PLATFORM: "本人{by}申请平台客服介入",
    _E.PLATFORM_FOR: "平台客服{by}支持退款",
    _E.PLATFORM_AGAINST: "平台客服{by}不支持退款",
    _E.PLATFORM_SILENT: "平台客服超过时限仍未处理",
    _E.COMPLAIN: "本人{by}提交投诉",
    _E.COMPLAINT_ACCEPTED: "投诉获得受理",
    _E.COMPLAINT_REJECTED: "投诉未获受理或调解不成",
    _E.MEDIATED: "双方达成调解",
    _E.REFUND_RECEIVED: "本人收到退款",
    _E.ACCEPT_SHORT: "本人接受少退的结果",
    _E.CONTEST_SHORT: "本人{by}对少退的部分提出异议",
    _E.WITHDRAW: "本人撤回取消",
    _E.REOPEN: "本人重新提出",
}
_OVERDUE: Final = {
    DeadlineKind.MERCHANT_REPLY: "商家应当答复的期限",
    DeadlineKind.SUPPORT_REPLY: "平台客服应当答复的期限",
    DeadlineKind.REFUND_ARRIVAL: "退款应当到账的期限",
    DeadlineKind.ACCEPTANCE: "投诉受理的期限",
    DeadlineKind.MEDIATION: "调解的期限",
}


class _Phase(IntEnum):
    DELIVERY = 0
    MERCHANT = 1
    PLATFORM = 2
    COMPLAINT = 3


_OPENS: Final = {
    _E.SUBMIT: _Phase.MERCHANT,
    _E.ASK_PLATFORM: _Phase.PLATFORM,
    _E.CONTEST_SHORT: _Phase.PLATFORM,
    _E.COMPLAIN: _Phase.COMPLAINT,
}
"""What begins a new paragraph."""


@dataclass(frozen=True, slots=True)
class _Told:
    at: datetime
    words: str
    exhibits: tuple[int, ...]
    opens: _Phase | None = None


def facts_in_words(
    vault: Vault, order: Order, views: Sequence[CaseView], gathered: Gathered, at: datetime
) -> list[Paragraph]:
    """Return the facts as paragraphs: the purchase, then what happened in its order, then how it stands at an instant.

    Where it stands is told of the newest case.
    """
    days = _Days()
    paragraphs = [_bought(vault, order, gathered, days)]
    phase = _Phase.DELIVERY
    sentences: list[str] = []
    shown_by: list[int] = []
    for told in sorted(_happened(order, views, gathered, at), key=lambda one: one.at):
        begun = told.opens if told.opens is not None else phase
        if sentences and begun is not phase:
            paragraphs.append(_paragraph(sentences, shown_by))
            sentences, shown_by = [], []
        phase = begun
        sentences.append(f"{days.named(told.at)}，{told.words}")
        shown_by += told.exhibits
    if sentences:
        paragraphs.append(_paragraph(sentences, shown_by))
    if views:
        paragraphs.append(Paragraph(_stands(order, views[-1], at)))
    return paragraphs


class _Days:
    """Names instants as people do: the year once, the day once."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def named(self, at: datetime) -> str:
        """Return an instant in words, short where the one before was of the same day or year."""
        here, last = at.astimezone(SHANGHAI), self._last
        self._last = here
        time = f"{here:%H:%M}"
        if last is not None and last.date() == here.date():
            return f"当日 {time}"
        year = "" if last is not None and last.year == here.year else f"{here.year} 年 "
        return f"{year}{here.month} 月 {here.day} 日 {time}"


def _bought(vault: Vault, order: Order, gathered: Gathered, days: _Days) -> Paragraph:
    facts = order.facts
    when = f"{days.named(facts.paid_at)}，" if facts.paid_at else ""
    seller = f"向商家“{facts.merchant}”" if facts.merchant else ""
    paid = f"通过{facts.pay_method.label.zh}支付 " if facts.pay_method else "实付 "
    words = f"{when}本人在“{facts.platform}”{seller}购买“{facts.product}”，"
    words += f"订单号 {facts.number}，{paid}{facts.amount.shown}。"
    shows = list(exhibits_of_payment(vault, order, gathered))
    if facts.promise is not None:
        words += f"商家承诺 {facts.promise.shown.zh}内到账。"
        pages = [one.id for one in evidence.of_order(vault, order.id) if one.kind is EvidenceKind.PRODUCT_PAGE]
        shows += gathered.of_evidence(pages)
    return Paragraph(words, tuple(sorted(set(shows))))


def _happened(order: Order, views: Sequence[CaseView], gathered: Gathered, at: datetime) -> Iterator[_Told]:
    seen = statuses_seen(order)
    for place, status in enumerate(seen):
        is_first = place == 0 or seen[place - 1].status is not status.status
        words = _status(order, status, is_first=is_first)
        if words and status.at <= at:
            yield _Told(status.at, words, gathered.of_evidence([status.evidence]))
    for view in views:
        for entry in view.case.events:
            if not entry.is_undone and entry.at <= at:
                yield _Told(entry.at, _entry(entry, view), exhibits_of_event(entry, gathered), _OPENS.get(entry.event))


def _status(order: Order, seen: StatusObservation, *, is_first: bool) -> str:
    label = f"“{seen.status.label.zh}”"
    promised = promised_at(order)
    if seen.status in {OrderStatus.PENDING_DELIVERY, OrderStatus.PENDING_PAYMENT}:
        if promised is not None and seen.at > promised:
            late = span_words(seen.at - promised).zh
            return f"订单状态仍为{label}，已超过承诺的到账时间 {late}。"
        return f"订单状态为{label}。" if is_first else f"订单状态仍为{label}。"
    if seen.status is OrderStatus.DELIVERED and promised is not None and seen.at > promised and is_first:
        return f"订单状态变为{label}，已晚于承诺的到账时间。"
    return f"订单状态变为{label}。" if is_first else f"订单状态仍为{label}。"


def _entry(entry: CaseEvent, view: CaseView) -> str:
    by = f"通过{entry.channel.label.zh}" if entry.channel else ""
    words = _TOLD[entry.event].format(by=by)
    if entry.event is _E.SUBMIT:
        words += f"（原因：{view.case.reason.label.zh}），要求{view.case.want.label.zh}"
    if entry.amount is not None:
        words += f" {entry.amount.shown}"
    if entry.destination is not None:
        words += f"（到{entry.destination.label.zh}）"
    note = entry.note.strip().rstrip("。")
    if not note:
        return f"{words}。"
    is_other = ACTOR.get(entry.event) in {Actor.MERCHANT, Actor.PLATFORM}
    return f"{words}，称“{note}”。" if is_other else f"{words}：{note}。"


def _stands(order: Order, view: CaseView, at: datetime) -> str:
    here, standing = at.astimezone(SHANGHAI), view.case.standing
    words = f"截至 {here.year} 年 {here.month} 月 {here.day} 日 {here:%H:%M}，"
    last = order.statuses[-1] if order.statuses else None
    if last is not None and last.status is OrderStatus.PENDING_DELIVERY:
        words += f"订单仍为“{last.status.label.zh}”，"
    if not standing.received.fen:
        words += "款项未退"
    elif standing.shortfall.fen:
        words += f"已退 {standing.received.shown}，比应退的 {standing.expected.shown} 少 {standing.shortfall.shown}"
    else:
        words += f"已退 {standing.received.shown}"
    words += f"；争议金额 {standing.shortfall.shown}。" if standing.shortfall.fen else "。"
    for deadline in view.deadlines:
        is_over = deadline.state(at) is DeadlineState.MISSED and (deadline.closed_at is None or deadline.closed_at > at)
        if is_over and deadline.kind in _OVERDUE:
            due = deadline.due_at.astimezone(SHANGHAI)
            until_now = "至今没有退足" if deadline.kind is DeadlineKind.REFUND_ARRIVAL else "至今没有结果"
            words += f"{_OVERDUE[deadline.kind]}已于 {due.month} 月 {due.day} 日 {due:%H:%M} 届满，{until_now}。"
    return words


def _paragraph(sentences: Sequence[str], exhibits: Sequence[int]) -> Paragraph:
    return Paragraph("".join(sentences), tuple(sorted(set(exhibits))))
