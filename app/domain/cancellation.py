"""A cancellation: one attempt to undo an order, its states, its events, and the one table that joins them.

States and events are those of the command-line contract. What an event means follows the field guide's four steps and
three challenges: ask the merchant, then the platform's support, then its complaint channel or a consumer association.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final, NewType

from app.domain.errors import InputError, InvalidField
from app.domain.money import Money
from app.domain.orders import OrderId, PayMethod
from app.domain.text import Labelled
from app.domain.words import Text

CancellationId = NewType("CancellationId", int)


class CancelReason(Labelled):
    """Why the buyer wants to undo the order."""

    WRONG_PURCHASE = "wrong_purchase", "误操作", "Wrong purchase"
    NOT_AS_DESCRIBED = "not_as_described", "描述不符", "Not as described"
    LATE_DELIVERY = "late_delivery", "延迟发货", "Late delivery"
    WRONG_DELIVERY = "wrong_delivery", "发错商品", "Wrong goods delivered"
    NOT_RECEIVED = "not_received", "未到账", "Not received"
    PERSONAL = "personal", "资金/个人原因", "Money or personal reasons"


class Remedy(Labelled):
    """What the buyer asks for."""

    FULL = "full", "全额退款", "Full refund"
    PARTIAL = "partial", "部分退款", "Partial refund"
    COMPENSATION = "compensation", "等值补偿", "Compensation in kind"
    REDELIVERY = "redelivery", "重新发货", "Redelivery"


class Channel(Labelled):
    """Where something was said; only the platform's own channels are kept by it and count before it."""

    PLATFORM_CHAT = "platform_chat", "平台订单沟通", "Platform chat"
    PLATFORM_SUPPORT = "platform_support", "平台客服", "Platform support"
    PLATFORM_COMPLAINT = "platform_complaint", "平台投诉通道", "Platform complaint channel"
    ASSOCIATION = "association", "消费者协会", "Consumer association"
    AUTHORITY = "authority", "12315 / 市场监管部门", "12315 / market authority"
    WECHAT = "wechat", "微信", "WeChat"
    QQ = "qq", "QQ", "QQ"
    PHONE = "phone", "电话", "Phone"
    OTHER = "other", "其他", "Other"

    @property
    def is_private(self) -> bool:
        """Whether the platform keeps no record of it (field guide, step 2)."""
        return self in {Channel.WECHAT, Channel.QQ, Channel.PHONE, Channel.OTHER}


class CancelState(Labelled):
    """Where a cancellation stands."""

    DRAFT = "draft", "准备中", "Draft"
    REQUESTED = "requested", "已提出，等商家答复", "Requested"
    NEGOTIATING = "negotiating", "协商中", "Negotiating"
    REFUSED = "refused", "未获同意", "Refused"
    PLATFORM_REVIEW = "platform_review", "平台客服处理中", "Platform review"
    COMPLAINT = "complaint", "投诉处理中", "Complaint"
    REFUND_DUE = "refund_due", "待退款", "Refund due"
    REFUND_SHORT = "refund_short", "少退", "Refund short"
    SETTLED = "settled", "已了结", "Settled"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"


class CancelEvent(Labelled):
    """Something that happened to a cancellation."""

    SUBMIT = "submit", "提出取消", "Submit"
    AGREE = "agree", "商家同意", "Merchant agrees"
    REFUSE = "refuse", "商家拒绝", "Merchant refuses"
    NO_REPLY = "no_reply", "商家未答复", "No reply"
    OFFER = "offer", "商家提出方案", "Merchant's offer"
    ACCEPT_OFFER = "accept_offer", "接受方案", "Accept the offer"
    ASK_PLATFORM = "ask_platform", "申请客服介入", "Ask the platform"
    PLATFORM_FOR = "platform_for", "平台支持退款", "Platform decides for me"
    PLATFORM_AGAINST = "platform_against", "平台不支持", "Platform decides against me"
    PLATFORM_SILENT = "platform_silent", "平台超时未处理", "Platform silent"
    COMPLAIN = "complain", "提交投诉", "Complain"
    COMPLAINT_ACCEPTED = "complaint_accepted", "投诉已受理", "Complaint accepted"
    COMPLAINT_REJECTED = "complaint_rejected", "投诉不予受理或调解不成", "Complaint rejected"
    MEDIATED = "mediated", "调解达成", "Mediated"
    REFUND_RECEIVED = "refund_received", "收到退款", "Refund received"
    ACCEPT_SHORT = "accept_short", "接受少退", "Accept the shortfall"
    CONTEST_SHORT = "contest_short", "对少退提出异议", "Contest the shortfall"
    WITHDRAW = "withdraw", "撤回取消", "Withdraw"
    REOPEN = "reopen", "重新开启", "Reopen"


class Actor(Labelled):
    """Who must act next."""

    ME = "me", "你", "you"
    MERCHANT = "merchant", "商家", "the merchant"
    PLATFORM = "platform", "平台客服", "platform support"
    AUTHORITY = "authority", "消费者协会 / 监管部门", "the association or authority"
    NOBODY = "nobody", "无", "nobody"


class DeadlineKind(Labelled):
    """What a deadline is about."""

    PROMISED_DELIVERY = "promised_delivery", "承诺到账", "Promised delivery"
    LATE_DELIVERY = "late_delivery", "延迟发货界限", "Late-delivery threshold"
    MERCHANT_REPLY = "merchant_reply", "商家答复", "Merchant's reply"
    SUPPORT_REPLY = "support_reply", "客服答复", "Support's reply"
    REFUND_ARRIVAL = "refund_arrival", "退款到账", "Refund arrival"
    REFUND_REFUSED = "refund_refused", "拖延退款满 15 日", "Refund unmet for 15 days"
    ACCEPTANCE = "acceptance", "投诉受理决定", "Decision to accept the complaint"
    MEDIATION = "mediation", "调解期限", "End of mediation"
    LIMITATION = "limitation", "投诉时限（三年）", "Three-year limit"
    OWN = "own", "自设期限", "Own deadline"


@dataclass(frozen=True, slots=True)
class Transition:
    """What an event does in a state: where it leads, what it needs, and which deadlines it starts, meets and waives.

    `to` None stands for the outcome of counting the refund: settled, or refund_short.
    """

    to: CancelState | None
    needs: frozenset[str] = frozenset()
    starts: tuple[DeadlineKind, ...] = ()
    meets: tuple[DeadlineKind, ...] = ()
    waives: tuple[DeadlineKind, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One entry of a case's history; `is_undone` marks a wrong entry that a later one took back.

    `message` and `payment` are the message in which it was said and the statement's row that shows it.
    """

    id: int
    event: CancelEvent
    at: datetime
    amount: Money | None = None
    due: datetime | None = None
    note: str = ""
    channel: Channel | None = None
    destination: PayMethod | None = None
    evidence: tuple[int, ...] = ()
    is_undone: bool = False
    message: int | None = None
    payment: int | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A case as it is kept: what was asked for, and its history, oldest first."""

    id: CancellationId
    order: OrderId
    reason: CancelReason
    want: Remedy
    claimed: Money
    paid: Money
    opened_at: datetime
    events: tuple[CaseEvent, ...] = ()

    @property
    def standing(self) -> Standing:
        """Where the case stands after its history."""
        return replay(self)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a history adds up to: `expected` is the refund agreed or claimed, `received` all that came back."""

    state: CancelState
    expected: Money
    received: Money
    last: CaseEvent | None = None
    offer: Money | None = None

    @property
    def shortfall(self) -> Money:
        """What is still missing; zero where enough came back."""
        return Money(max(self.expected.fen - self.received.fen, 0), self.expected.currency)

    @property
    def surplus(self) -> Money:
        """What came back beyond what was expected."""
        return Money(max(self.received.fen - self.expected.fen, 0), self.expected.currency)

    @property
    def waiting_for(self) -> Actor:
        """Who must act next."""
        if self.state is CancelState.NEGOTIATING and self.last and self.last.event is CancelEvent.OFFER:
            return Actor.ME
        return _WAITING_FOR[self.state]


class EventNotAllowed(InputError):
    """The case's state does not know this event; `allowed` lists those that it does."""

    def __init__(self, state: CancelState, event: CancelEvent) -> None:
        self.allowed = allowed_events(state)
        names = ", ".join(self.allowed) or "-"
        super().__init__(
            Text(f"{event}：“{state.label.zh}”时不能这样记录", f"{event}: not possible while the case is {state}"),
            Text(f"现在可以记录：{names}", f"possible now: {names}"),
        )


_S, _E, _D = CancelState, CancelEvent, DeadlineKind
_SPOKEN: Final = (_D.MERCHANT_REPLY,)
_HANDED_ON: Final = (_D.ACCEPTANCE, _D.MEDIATION)
_OF_THE_CASE: Final = tuple(kind for kind in _D if kind not in {_D.PROMISED_DELIVERY, _D.LATE_DELIVERY})
"""Delivery stays owed when a cancellation is given up."""

_OPEN: Final = (
    _S.REQUESTED,
    _S.NEGOTIATING,
    _S.REFUSED,
    _S.PLATFORM_REVIEW,
    _S.COMPLAINT,
    _S.REFUND_DUE,
    _S.REFUND_SHORT,
)


def _table() -> Mapping[tuple[CancelState, CancelEvent], Transition]:
    rows: dict[tuple[CancelState, CancelEvent], Transition] = {
        (_S.DRAFT, _E.SUBMIT): Transition(_S.REQUESTED, starts=_SPOKEN),
        (_S.DRAFT, _E.WITHDRAW): Transition(_S.WITHDRAWN),
        (_S.DRAFT, _E.REFUND_RECEIVED): Transition(None, frozenset({"amount"})),
        (_S.REQUESTED, _E.NO_REPLY): Transition(_S.REFUSED),
        (_S.NEGOTIATING, _E.NO_REPLY): Transition(_S.REFUSED),
        (_S.NEGOTIATING, _E.ACCEPT_OFFER): Transition(
            _S.REFUND_DUE, starts=(_D.REFUND_ARRIVAL, _D.REFUND_REFUSED), waives=_SPOKEN
        ),
        (_S.REFUSED, _E.SUBMIT): Transition(_S.REQUESTED, starts=_SPOKEN),
        (_S.PLATFORM_REVIEW, _E.PLATFORM_AGAINST): Transition(_S.REFUSED, meets=(_D.SUPPORT_REPLY,)),
        (_S.PLATFORM_REVIEW, _E.PLATFORM_SILENT): Transition(_S.REFUSED),
        (_S.COMPLAINT, _E.COMPLAINT_ACCEPTED): Transition(_S.COMPLAINT, starts=(_D.MEDIATION,), meets=(_D.ACCEPTANCE,)),
        (_S.COMPLAINT, _E.COMPLAINT_REJECTED): Transition(_S.REFUSED, meets=(_D.ACCEPTANCE, _D.MEDIATION)),
        (_S.COMPLAINT, _E.MEDIATED): Transition(
            _S.REFUND_DUE,
            starts=(_D.REFUND_ARRIVAL, _D.REFUND_REFUSED),
            meets=(_D.ACCEPTANCE, _D.MEDIATION),
        ),
        (_S.REFUND_SHORT, _E.ACCEPT_SHORT): Transition(_S.SETTLED, waives=_OF_THE_CASE),
        # The guide's 95 of 100: it is the platform's support that gets the missing part back.
        (_S.REFUND_SHORT, _E.CONTEST_SHORT): Transition(_S.PLATFORM_REVIEW, starts=(_D.SUPPORT_REPLY,)),
        (_S.SETTLED, _E.REOPEN): Transition(_S.DRAFT),
        (_S.WITHDRAWN, _E.REOPEN): Transition(_S.DRAFT),
    }
    for state in _OPEN:
        rows |= _always(state)
    for state in (_S.PLATFORM_REVIEW, _S.COMPLAINT):
        rows[state, _E.PLATFORM_FOR] = Transition(
            _S.REFUND_DUE, starts=(_D.REFUND_ARRIVAL, _D.REFUND_REFUSED), meets=(_D.SUPPORT_REPLY,), waives=_HANDED_ON
        )
    return MappingProxyType(rows)


def _always(state: CancelState) -> dict[tuple[CancelState, CancelEvent], Transition]:
    """Return what may happen whenever a request is out: answers, the next lever, money, and giving up."""
    rows = {
        (state, _E.REFUND_RECEIVED): Transition(
            None, frozenset({"amount"}), meets=(_D.REFUND_ARRIVAL, _D.REFUND_REFUSED)
        ),
        (state, _E.WITHDRAW): Transition(_S.WITHDRAWN, waives=_OF_THE_CASE),
        # A silent platform complaint goes on to the association, and that one to the authority.
        (state, _E.COMPLAIN): Transition(_S.COMPLAINT, starts=(_D.ACCEPTANCE,), waives=(*_SPOKEN, _D.ACCEPTANCE)),
    }
    if state not in {_S.PLATFORM_REVIEW, _S.COMPLAINT, _S.REFUND_SHORT}:
        # Once somebody else decides, the merchant's no changes nothing.
        rows[state, _E.REFUSE] = Transition(_S.REFUSED, meets=_SPOKEN)
    if state is not _S.PLATFORM_REVIEW:
        rows[state, _E.ASK_PLATFORM] = Transition(_S.PLATFORM_REVIEW, starts=(_D.SUPPORT_REPLY,), waives=_SPOKEN)
    rows[state, _E.OFFER] = Transition(_S.NEGOTIATING, meets=_SPOKEN)
    if state is not _S.REFUND_DUE:
        rows[state, _E.AGREE] = Transition(
            _S.REFUND_DUE,
            starts=(_D.REFUND_ARRIVAL, _D.REFUND_REFUSED),
            meets=_SPOKEN,
            waives=(_D.SUPPORT_REPLY, *_HANDED_ON),
        )
    return rows


_WAITING_FOR: Final = {
    _S.DRAFT: Actor.ME,
    _S.REQUESTED: Actor.MERCHANT,
    _S.NEGOTIATING: Actor.MERCHANT,
    _S.REFUSED: Actor.ME,
    _S.PLATFORM_REVIEW: Actor.PLATFORM,
    _S.COMPLAINT: Actor.AUTHORITY,
    _S.REFUND_DUE: Actor.MERCHANT,
    _S.REFUND_SHORT: Actor.ME,
    _S.SETTLED: Actor.NOBODY,
    _S.WITHDRAWN: Actor.NOBODY,
}

TRANSITIONS: Final = _table()
"""Every pair of state and event that is possible; all others are refused."""

_AGREED: Final = {_E.AGREE, _E.ACCEPT_OFFER, _E.PLATFORM_FOR, _E.MEDIATED}


def allowed_events(state: CancelState) -> tuple[CancelEvent, ...]:
    """Return the events that a state knows, in the order of `CancelEvent`."""
    return tuple(event for event in CancelEvent if (state, event) in TRANSITIONS)


def replay(case: Cancellation) -> Standing:
    """Return where a case stands after its history, leaving out what was undone."""
    standing = Standing(CancelState.DRAFT, case.claimed, Money(0, case.claimed.currency))
    for entry in case.events:
        if not entry.is_undone:
            standing = advance(standing, entry)
    return standing


def advance(standing: Standing, entry: CaseEvent) -> Standing:
    """Return where a case stands after one more event.

    Raises:
        EventNotAllowed: the state does not know the event.
        InvalidField: the event comes before the last one, or lacks what it needs.
    """
    transition = TRANSITIONS.get((standing.state, entry.event))
    if transition is None:
        raise EventNotAllowed(standing.state, entry.event)
    for need in sorted(transition.needs):
        if getattr(entry, need) is None:
            raise InvalidField(
                need,
                Text(f"记录“{entry.event.label.zh}”需要填写", f"is needed for {entry.event}"),
                Text("请补上后重试", "add it and try again"),
            )
    if standing.last is not None and entry.at < standing.last.at:
        raise InvalidField(
            "at",
            Text("早于上一条记录的时间", "is before the last event"),
            Text("请核对时间；记错的可以先撤销", "check the time; a wrong entry can be undone first"),
        )
    counted = _count(standing, entry)
    state = transition.to or (CancelState.SETTLED if counted.shortfall.fen == 0 else CancelState.REFUND_SHORT)
    return replace(counted, state=state, last=entry)


def _count(standing: Standing, entry: CaseEvent) -> Standing:
    amount = entry.amount
    if entry.event is CancelEvent.REFUND_RECEIVED and amount is not None:
        return replace(standing, received=standing.received + amount)
    if entry.event is CancelEvent.OFFER:
        return replace(standing, offer=amount)
    if entry.event is CancelEvent.ACCEPT_OFFER:
        return replace(standing, expected=amount or standing.offer or standing.expected)
    if entry.event in _AGREED and amount is not None:
        return replace(standing, expected=amount)
    return standing
