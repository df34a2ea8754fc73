"""The one next step of a case: a small rule for each state, and the letter that goes with it.

Source: field guide, step 4 and challenges 1–3: merchant, platform support, complaint channel, association or
12315. A missed deadline changes nothing by itself; it makes the rule offer the event and the next lever.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.cancel_window import CancelBy, CancelWindow, Due
from app.domain.cancellation import (
    CancelEvent,
    Cancellation,
    CancelReason,
    CancelState,
    CaseEvent,
    Channel,
    DeadlineKind,
    Standing,
)
from app.domain.letters import LetterName
from app.domain.orders import Order, OrderStatus
from app.domain.refunds import FeeFinding
from app.domain.times import shown
from app.domain.words import Text


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next: the event to record once it is done (None: wait, or look), and how to do it."""

    event: CancelEvent | None
    text: Text


@dataclass(frozen=True, slots=True)
class Situation:
    """A case at one instant, as the rules look at it; `deadlines` come with their states at that instant."""

    case: Cancellation
    order: Order
    standing: Standing
    window: CancelWindow
    fee: FeeFinding
    deadlines: Sequence[tuple[Due, str]]
    is_late: bool
    late_from: str | None
    is_past_promise: bool

    def due(self, kind: DeadlineKind, *states: str) -> Due | None:
        """Return the newest deadline of a kind, if it stands in one of the states."""
        found = [(due, state) for due, state in self.deadlines if due.kind is kind]
        newest = max(found, key=lambda pair: pair[0].due_at, default=None)
        return newest[0] if newest and newest[1] in states else None

    def missed(self, kind: DeadlineKind) -> Due | None:
        """Return the newest deadline of a kind if it was missed."""
        return self.due(kind, "missed")

    def running(self, kind: DeadlineKind) -> Due | None:
        """Return the newest deadline of a kind if it still runs."""
        return self.due(kind, "running")

    def last(self, *events: CancelEvent) -> CaseEvent | None:
        """Return the last entry of these events that stands."""
        found = (entry for entry in reversed(self.case.events) if entry.event in events and not entry.is_undone)
        return next(found, None)

    @property
    def is_used(self) -> bool:
        """Whether the goods came as ordered, so that their use counts against a full refund."""
        return self.window.status in _DELIVERED and self.case.reason in _OWN_DOING

    @property
    def is_paid(self) -> bool:
        """Whether money has gone out, as far as the record shows."""
        return self.order.facts.paid_at is not None


Advised = tuple[NextStep, LetterName | None]

_E, _S, _D, _L = CancelEvent, CancelState, DeadlineKind, LetterName
_DELIVERED: Final = frozenset({OrderStatus.DELIVERED, OrderStatus.COMPLETED})
_OWN_DOING: Final = frozenset({CancelReason.WRONG_PURCHASE, CancelReason.PERSONAL})
_STOCK_WORDS: Final = ("库存", "锁定", "锁单", "stock")
_FIRST: Final = {
    CancelReason.WRONG_PURCHASE: _L.FIRST_WRONG_PURCHASE,
    CancelReason.NOT_AS_DESCRIBED: _L.FIRST_NOT_AS_DESCRIBED,
    CancelReason.LATE_DELIVERY: _L.LATE_DELIVERY,
    CancelReason.WRONG_DELIVERY: _L.FIRST_WRONG_DELIVERY,
    CancelReason.NOT_RECEIVED: _L.FIRST_NOT_RECEIVED,
    CancelReason.PERSONAL: _L.FIRST_PERSONAL,
}


def next_step(situation: Situation) -> Advised:
    """Return the next step and the letter to send with it, None where there is nothing to send."""
    return _BY_STATE[situation.standing.state](situation)


def _draft(s: Situation) -> Advised:
    if s.window.status is OrderStatus.CANCELLED:
        return _already_cancelled(s)
    if s.window.status is OrderStatus.PENDING_PAYMENT:
        return _step(
            _E.SUBMIT, "还没付款：在订单页点“取消订单”。", "Not paid yet: press “cancel” on the order's page."
        ), None
    if s.window.status is None:
        return _step(
            None,
            "先打开订单页看现在的状态，截图记下来；还是“待发货”就马上取消。",
            "Open the order's page, record its status with a screenshot; if it is undelivered, cancel at once.",
        ), _first_letter(s)
    return _submit(s), _first_letter(s)


def _already_cancelled(s: Situation) -> Advised:
    if not s.is_paid:
        return _step(
            _E.WITHDRAW,
            "订单没付款就取消了，没有钱要退，可以结束。",
            "Cancelled before payment: nothing is due, close the case.",
        ), None
    return _step(
        _E.REFUND_RECEIVED,
        "订单已取消：核对退款退到哪里、退了多少，到账后记下来。",
        "The order is cancelled: check where the refund goes and how much; record it when it arrives.",
    ), None


def _cancelled_on_request(s: Situation) -> Advised:
    if not s.is_paid:
        return _already_cancelled(s)
    return _step(
        _E.AGREE,
        "订单已经显示“已取消”：截图，记为商家同意，再核对退款退到哪里、什么时候到。",
        "The order shows as cancelled: capture it, record the consent, and see where and when the refund goes.",
    ), None


def _submit(s: Situation) -> NextStep:
    if s.window.by is CancelBy.ALONE and s.window.until is not None:
        end = shown(s.window.until)
        return _step(
            _E.SUBMIT,
            f"现在就在订单页点“取消订单”，{end} 前有效。",
            f"Press “cancel” on the order's page now; it works until {end}.",
        )
    match s.window.by:
        case CancelBy.ALONE:
            return _step(
                _E.SUBMIT,
                "趁商家还没发货，现在就在订单页点“取消订单”。",
                "Press “cancel” on the order's page now, before the merchant delivers.",
            )
        case CancelBy.BREACH:
            return _step(
                _E.SUBMIT,
                "在平台订单沟通里说明商家违约，附上证据，要求退款。",
                "In the platform's chat, state the merchant's breach, add the proof and claim the refund.",
            )
        case CancelBy.NEGOTIATE:
            return _step(
                _E.SUBMIT,
                "已经发货，取消不了：在平台订单沟通里和商家协商退款。",
                "It is delivered and cannot be cancelled: negotiate a refund in the platform's chat.",
            )
        case _:
            return _step(
                _E.SUBMIT,
                "马上在平台订单沟通里请商家取消，趁还没发货。",
                "Ask the merchant in the platform's chat at once to cancel, before it is delivered.",
            )


def _first_letter(s: Situation) -> LetterName | None:
    if s.case.reason is CancelReason.LATE_DELIVERY and s.late_from and not s.is_past_promise:
        return None
    return _L.PARTIAL_REFUND_UNUSED if s.is_used else _FIRST[s.case.reason]


def _asked(s: Situation) -> Advised:
    """Advise while the merchant has a request or an offer is on the table."""
    if s.window.status is OrderStatus.CANCELLED:
        return _cancelled_on_request(s)
    if s.last(_E.OFFER) is s.standing.last is not None:
        return _offered(s)
    missed = s.missed(_D.MERCHANT_REPLY)
    if missed:
        return _step(
            _E.NO_REPLY,
            f"商家到 {shown(missed.due_at)} 没有答复：记下“商家未答复”，接着申请平台客服介入。",
            f"The merchant had not answered by {shown(missed.due_at)}: record it, then ask the platform's support.",
        ), _L.ASK_PLATFORM
    running = s.running(_D.MERCHANT_REPLY)
    if running:
        return _step(
            None,
            f"等商家答复，到 {shown(running.due_at)} 为止；期间盯着订单状态，变了就截图。",
            f"Wait for the merchant until {shown(running.due_at)}; watch the order's status and capture any change.",
        ), _L.REMINDER
    return _step(
        None,
        "在平台里催一次商家；订单状态不变又没人回，就申请平台客服介入。",
        "Remind the merchant in the platform's chat; if nothing moves, ask the platform's support.",
    ), _L.REMINDER


def _offered(s: Situation) -> Advised:
    offer, wanted = s.standing.offer, s.standing.expected
    if offer is not None and offer.fen >= wanted.fen:
        return _step(
            _E.ACCEPT_OFFER,
            f"商家愿意退 {offer.shown}，不少于你要求的 {wanted.shown}：可以接受。",
            f"The merchant offers {offer.shown}, no less than the {wanted.shown} you ask for: accept it.",
        ), None
    amount = offer.shown if offer else "—"
    if s.is_used:
        return _step(
            _E.ACCEPT_OFFER,
            f"商家提出 {amount}，你要求 {wanted.shown}。商品已到账，难以全退：先算未使用的值多少，够就接受。",
            f"The merchant offers {amount}, you ask for {wanted.shown}. The goods have come: work out what the unused "
            "part is worth, and accept if this covers it.",
        ), _L.PARTIAL_REFUND_UNUSED
    return _step(
        _E.ASK_PLATFORM,
        f"商家只提出 {amount}，你要求 {wanted.shown}。不接受就申请平台客服介入。",
        f"The merchant offers only {amount}, you ask for {wanted.shown}. If you do not accept, ask the platform.",
    ), _L.ASK_PLATFORM


def _refused(s: Situation) -> Advised:
    if s.last(_E.COMPLAINT_REJECTED) is s.standing.last is not None:
        return _complaint_failed(s)
    if not s.last(_E.ASK_PLATFORM, _E.CONTEST_SHORT):
        return _to_support(s)
    if s.last(_E.PLATFORM_SILENT) is s.standing.last and not _complained(s, Channel.PLATFORM_COMPLAINT):
        return _step(
            _E.COMPLAIN,
            "客服超时没处理：到平台“投诉通道”提交，写明“客服介入超时，要求优先处理”。",
            "Support let its time pass: use the platform's complaint channel and say so, asking for priority.",
        ), _L.ESCALATE_AFTER_48H
    return _step(
        _E.COMPLAIN,
        "平台这条路走完了：向消费者协会或 12315 投诉，二选一，先把材料备齐。",
        "The platform's ways are used up: complain to the association or to 12315 (one of them), papers ready.",
    ), _L.ASSOCIATION_COMPLAINT


def _to_support(s: Situation) -> Advised:
    refusal = s.last(_E.REFUSE)
    is_undelivered = s.window.status not in _DELIVERED
    if refusal and is_undelivered and any(word in refusal.note.casefold() for word in _STOCK_WORDS):
        return _step(
            _E.ASK_PLATFORM,
            "“库存已锁定”不等于不能取消：还没发货，库存由平台释放。带上规则和拒绝截图，申请客服介入。",
            "“Stock is locked” does not rule out cancelling: undelivered stock is the platform's to release. Ask "
            "support, with the clause and the refusal.",
        ), _L.STOCK_LOCKED_ANSWER
    return _step(
        _E.ASK_PLATFORM,
        "申请平台客服介入，交上沟通记录、订单截图和付款记录。",
        "Ask the platform's support, with the chat, the order's page and the payment.",
    ), _L.ASK_PLATFORM


def _complaint_failed(s: Situation) -> Advised:
    complaint = s.last(_E.COMPLAIN)
    if complaint and complaint.channel in {Channel.ASSOCIATION, Channel.AUTHORITY}:
        return _step(
            None,
            "投诉没有解决：还可以走仲裁（有仲裁协议的）或向法院起诉，保留好全部证据。",
            "The complaint did not settle it: arbitration (where agreed) or court remain. Keep all the evidence.",
        ), None
    return _step(
        _E.COMPLAIN,
        "平台投诉没有解决：向消费者协会或 12315 投诉，二选一。",
        "The platform's complaint channel did not settle it: complain to the association or to 12315, one of them.",
    ), _L.ASSOCIATION_COMPLAINT


def _reviewed(s: Situation) -> Advised:
    missed = s.missed(_D.SUPPORT_REPLY)
    if missed:
        return _step(
            _E.PLATFORM_SILENT,
            f"客服应在 {shown(missed.due_at)} 前答复，已经超时：记下来，接着走平台投诉通道。",
            f"Support had until {shown(missed.due_at)}: record the silence, then use the platform's complaint channel.",
        ), _L.ESCALATE_AFTER_48H
    running = s.running(_D.SUPPORT_REPLY)
    until = Text(f"，到 {shown(running.due_at)} 为止", f" until {shown(running.due_at)}") if running else Text("", "")
    return _step(
        None,
        f"等客服处理{until.zh}；客服要补材料就尽快交，别让处理停下来。",
        f"Wait for support{until.en}; hand in what it asks for quickly.",
    ), None


def _complaining(s: Situation) -> Advised:
    missed = s.missed(_D.MEDIATION)
    if missed:
        return _step(
            _E.COMPLAINT_REJECTED,
            f"调解期限 {shown(missed.due_at)} 已过：先问是否终止调解，没谈成就记下，再考虑仲裁或起诉。",
            f"Mediation ran out on {shown(missed.due_at)}: ask whether it has ended; if so record it, and think of "
            "arbitration or court.",
        ), None
    missed = s.missed(_D.ACCEPTANCE)
    if missed:
        return _step(
            None,
            f"是否受理应在 {shown(missed.due_at)} 前告知你：打电话问受理编号和结果，并记下时间。",
            f"You should have been told by {shown(missed.due_at)} whether it is taken: call, ask, and note the time.",
        ), None
    running = s.running(_D.MEDIATION) or s.running(_D.ACCEPTANCE)
    until = Text(f"，到 {shown(running.due_at)} 为止", f" until {shown(running.due_at)}") if running else Text("", "")
    return _step(
        None, f"等投诉答复{until.zh}；留意电话，别错过调解。", f"Wait for the answer{until.en}; watch for calls."
    ), None


def _refund_due(s: Situation) -> Advised:
    missed = s.missed(_D.REFUND_REFUSED)
    if missed:
        return _step(
            _E.COMPLAIN,
            f"答应的退款拖到 {shown(missed.due_at)} 还没付：可以向消费者协会或 12315 投诉，二选一。",
            f"The agreed refund was still unpaid on {shown(missed.due_at)}: complain to the association or to 12315.",
        ), _L.ASSOCIATION_COMPLAINT
    missed = s.missed(_D.REFUND_ARRIVAL)
    if missed:
        return _step(
            _E.ASK_PLATFORM,
            f"退款应在 {shown(missed.due_at)} 前到账：先查支付账单和平台余额，确实没到就催，并申请客服介入。",
            f"The refund was due by {shown(missed.due_at)}: check your bill and balance, then ask support.",
        ), _L.REFUND_OVERDUE
    running = s.running(_D.REFUND_ARRIVAL)
    until = Text(f"，最晚 {shown(running.due_at)}", f" by {shown(running.due_at)}") if running else Text("", "")
    return _step(
        _E.REFUND_RECEIVED,
        f"等退款到账{until.zh}；到了就核对金额，记下来并截图。",
        f"Wait for the refund{until.en}; when it comes, check the amount, record it and capture it.",
    ), None


def _short(s: Situation) -> Advised:
    missing = s.fee.shortfall.shown
    if not s.fee.is_contestable:
        return _step(
            _E.ACCEPT_SHORT,
            f"少退 {missing}（{s.fee.percent.normalize():f}%），下单前的平台规则写明了这笔费用：可以了结。",
            f"{missing} ({s.fee.percent.normalize():f}%) is missing; the platform's rules named it before you ordered.",
        ), None
    return _step(
        _E.CONTEST_SHORT,
        f"少退 {missing}（{s.fee.percent.normalize():f}%），没有找到下单前告知过的依据：向平台客服申诉，要求补退。",
        f"{missing} ({s.fee.percent.normalize():f}%) is missing, and no clause announced it before you ordered: ask "
        "support for it.",
    ), _L.FEE_WRONGLY_KEPT


def _settled(_: Situation) -> Advised:
    return _step(
        None,
        "已了结：留好取消页面和退款记录，商家的表现可以在平台评价里写明。",
        "Settled: keep the cancellation page and the refund's record; you may review the merchant on the platform.",
    ), _L.THANKS_CLOSE


def _withdrawn(_: Situation) -> Advised:
    return _step(_E.REOPEN, "已撤回；想继续的话可以重新开启。", "Withdrawn; reopen it if you want to go on."), None


def _complained(s: Situation, channel: Channel) -> bool:
    return any(e.event is _E.COMPLAIN and e.channel is channel and not e.is_undone for e in s.case.events)


def _step(event: CancelEvent | None, zh: str, en: str) -> NextStep:
    return NextStep(event, Text(zh, en))


_BY_STATE: Final[dict[CancelState, Callable[[Situation], Advised]]] = {
    _S.DRAFT: _draft,
    _S.REQUESTED: _asked,
    _S.NEGOTIATING: _asked,
    _S.REFUSED: _refused,
    _S.PLATFORM_REVIEW: _reviewed,
    _S.COMPLAINT: _complaining,
    _S.REFUND_DUE: _refund_due,
    _S.REFUND_SHORT: _short,
    _S.SETTLED: _settled,
    _S.WITHDRAWN: _withdrawn,
}
