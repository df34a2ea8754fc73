"""Advice on a case: the open window, the one next step, the missing proof, warnings, and which letter to send.

Each warning is one small rule; the next step's rules are in `next_steps`, the proofs in `checklist`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.cancel_window import CancelWindow, Due, late_since, promised_at, window
from app.domain.cancellation import Cancellation, CancelReason, CancelState, DeadlineKind, Remedy
from app.domain.checklist import Need, missing
from app.domain.evidence import Evidence
from app.domain.next_steps import NextStep, Situation, next_step
from app.domain.orders import Order, OrderStatus
from app.domain.refunds import count_refunds, fee_of, refund_parts
from app.domain.rules import PlatformRule
from app.domain.times import shown
from app.domain.words import Text


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that may go wrong: a code that stays the same, and words."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Advice:
    """All that is to be said on a case at an instant; `letter` is a `LetterName`'s value."""

    window: CancelWindow
    next: NextStep
    missing: tuple[Need, ...]
    warnings: tuple[Caution, ...]
    letter: str | None


def advise(
    case: Cancellation,
    order: Order,
    evidence: Sequence[Evidence],
    rules: Sequence[PlatformRule],
    deadlines: Sequence[Due],
    at: datetime,
) -> Advice:
    """Return the advice on a case; `rules` are those of the order's platform, `deadlines` those of the case.

    Raises:
        EventNotAllowed, InvalidField: the case's history does not add up.
    """
    situation = situate(case, order, rules, deadlines, at)
    step, letter = next_step(situation)
    return Advice(
        window=situation.window,
        next=step,
        missing=missing(case, order, evidence, at, rules=rules, deadlines=deadlines),
        warnings=tuple(caution for rule in WARNING_RULES for caution in rule(situation)),
        letter=None if letter is None else letter.value,
    )


def situate(
    case: Cancellation, order: Order, rules: Sequence[PlatformRule], deadlines: Sequence[Due], at: datetime
) -> Situation:
    """Return a case at an instant, as the rules look at it."""
    standing = case.standing
    late = late_since(order, rules, deadlines)
    promised = promised_at(order)
    return Situation(
        case=case,
        order=order,
        standing=standing,
        window=window(order, rules, at, reason=case.reason, deadlines=deadlines),
        fee=fee_of(standing.expected, standing.received, order, rules),
        deadlines=tuple((due, str(due.state(at))) for due in deadlines),
        is_late=late is not None and at > late,
        late_from=shown(late) if late else None,
        is_past_promise=promised is not None and at > promised,
    )


_OPEN: Final = frozenset(CancelState) - {CancelState.SETTLED, CancelState.WITHDRAWN}


def private_channel(s: Situation) -> Iterator[Caution]:
    """Warn where the platform keeps no record (guide: “优先平台内沟通工具”)."""
    used = {e.channel for e in s.case.events if e.channel and e.channel.is_private and not e.is_undone}
    if used:
        zh, en = "、".join(sorted(c.label.zh for c in used)), ", ".join(sorted(c.label.en for c in used))
        yield Caution(
            "private_channel",
            Text(
                f"有沟通是在{zh}里进行的，平台没有记录。请在平台订单沟通里把要求和对方的答复再说一遍。",
                f"Something was said by {en}, which the platform keeps no record of. Say it again in its own chat.",
            ),
        )


def goods_used(s: Situation) -> Iterator[Caution]:
    """Warn that delivered goods are hardly refunded whole (guide: challenge 2)."""
    if s.is_used and s.case.want is Remedy.FULL and s.standing.state in _OPEN:
        yield Caution(
            "goods_used",
            Text(
                "商品已经到账，通常难以全额退款。可以改为要求退还未使用的部分，或补偿等值商品券。",
                "The goods have come; a full refund is unlikely. Ask for the unused part, or for a voucher instead.",
            ),
        )


def no_seven_days(s: Situation) -> Iterator[Caution]:
    """Warn that the seven-day return is not to be counted on (消费者权益保护法 article 25)."""
    if s.is_used and s.standing.state in _OPEN:
        yield Caution(
            "no_seven_days",
            Text(
                "不要指望“七天无理由”：《消费者权益保护法》第二十五条把在线下载或拆封的数字化商品排除在外，"
                "其他商品要看你下单时是否确认过。",
                "Do not count on the seven-day return: article 25 of the Consumer Protection Law leaves out digital "
                "goods downloaded or unsealed; for others it depends on what you confirmed when ordering.",
            ),
        )


def too_early_to_complain(s: Situation) -> Iterator[Caution]:
    """Say until when support may take its time."""
    due = s.running(DeadlineKind.SUPPORT_REPLY)
    if due and s.standing.state is CancelState.PLATFORM_REVIEW:
        yield Caution(
            "too_early_to_complain",
            Text(
                f"客服的答复期限到 {shown(due.due_at)}，现在投诉还早。",
                f"Support has until {shown(due.due_at)}: it is too early to complain.",
            ),
        )


def not_late_yet(s: Situation) -> Iterator[Caution]:
    """Say when lateness begins, where it is given as the reason too soon."""
    is_claimed = s.case.reason is CancelReason.LATE_DELIVERY and s.standing.state is CancelState.DRAFT
    if is_claimed and s.window.status is OrderStatus.PENDING_DELIVERY and s.late_from and not s.is_late:
        yield Caution(
            "not_late_yet",
            Text(
                f"还不算延迟发货：要过了 {s.late_from}。",
                f"This is not late delivery yet; it is after {s.late_from}.",
            ),
        )


def fee_without_clause(s: Situation) -> Iterator[Caution]:
    """Name a fee that no clause carries (guide: 100 paid, 95 back)."""
    if s.standing.state is not CancelState.REFUND_SHORT or not s.fee.is_contestable:
        return
    zh, en = _why_contestable(s)
    percent = f"{s.fee.percent.normalize():f}"
    yield Caution(
        "fee_without_clause",
        Text(
            f"被扣 {s.fee.shortfall.shown}（{percent}%）：{zh}。",
            f"{s.fee.shortfall.shown} ({percent}%) was kept back: {en}.",
        ),
    )


def _why_contestable(s: Situation) -> tuple[str, str]:
    if s.fee.rule is None:
        return "没有记录到平台允许收费的规则", "no clause of the platform on record allows it"
    if not s.fee.is_allowed:
        return (
            f"平台规则最多允许扣 {s.fee.allowed.shown}",
            f"the platform's clause grants {s.fee.allowed.shown} at most",
        )
    return (
        "平台有这条规则，但没有证据表明下单前就告知了",
        "the platform has such a clause, but nothing shows that it was announced before you ordered",
    )


def paid_too_much(s: Situation) -> Iterator[Caution]:
    """Name money beyond what was due."""
    if s.standing.surplus.fen > 0:
        yield Caution(
            "surplus",
            Text(
                f"多退了 {s.standing.surplus.shown}：先核对是不是别的订单的退款，多退的可能要还。",
                f"{s.standing.surplus.shown} too much came back: it may be another order's, or have to be returned.",
            ),
        )


def wrong_destination(s: Situation) -> Iterator[Caution]:
    """Name refunds that did not go back to where the money came from."""
    paid_with = s.order.facts.pay_method
    count = count_refunds(s.standing.expected, refund_parts(s.case), due_to=paid_with)
    for part in count.misdirected:
        if part.to is not None and paid_with is not None:
            yield Caution(
                "wrong_destination",
                Text(
                    f"{part.amount.shown} 退到了{part.to.label.zh}，你是用{paid_with.label.zh}付的。"
                    "没有约定过就要求原路退回。",
                    f"{part.amount.shown} went to {part.to.label.en}; you paid with {paid_with.label.en}. Unless "
                    "agreed, ask for it to go back the way it came.",
                ),
            )


def common_practice(s: Situation) -> Iterator[Caution]:
    """Say that the window rests on common practice, not on this platform's words."""
    if s.window.is_common_practice and s.standing.state is CancelState.DRAFT:
        yield Caution(
            "common_practice",
            Text(
                "这里依据的是行业常见做法，不是这个平台的规则原文。请找到平台规则，截图并录入。",
                "This rests on common practice, not on this platform's own text. Find its rule, capture and enter it.",
            ),
        )


def no_paid_at(s: Situation) -> Iterator[Caution]:
    """Say that no time can be reckoned without the time of payment."""
    is_paid = s.window.status not in {None, OrderStatus.PENDING_PAYMENT}
    if s.order.facts.paid_at is None and is_paid and s.standing.state in _OPEN:
        yield Caution(
            "no_paid_at",
            Text(
                "没有填写付款时间，算不出期限，请补上。", "The time of payment is missing, so no time can be reckoned."
            ),
        )


# Which silence matters in which state, and what it opens.
_LEVERS: Final[dict[DeadlineKind, tuple[frozenset[CancelState], Text]]] = {
    DeadlineKind.LATE_DELIVERY: (
        frozenset({CancelState.DRAFT}),
        Text("可以按延迟发货要求取消退款", "you may cancel for late delivery"),
    ),
    DeadlineKind.MERCHANT_REPLY: (
        frozenset({CancelState.REQUESTED, CancelState.NEGOTIATING}),
        Text("可以记“商家未答复”，再申请平台客服介入", "record “no reply”, then ask the platform's support"),
    ),
    DeadlineKind.SUPPORT_REPLY: (
        frozenset({CancelState.PLATFORM_REVIEW}),
        Text("可以记“平台超时未处理”，再走投诉通道", "record “platform silent”, then use the complaint channel"),
    ),
    DeadlineKind.REFUND_ARRIVAL: (
        frozenset({CancelState.REFUND_DUE}),
        Text("先查账单，没到就催并申请客服介入", "check your bill, then ask for it and for support"),
    ),
    DeadlineKind.REFUND_REFUSED: (
        frozenset({CancelState.REFUND_DUE}),
        Text("可以向消费者协会或 12315 投诉", "complain to the association or to 12315"),
    ),
    DeadlineKind.ACCEPTANCE: (
        frozenset({CancelState.COMPLAINT}),
        Text("可以打电话询问是否受理", "call and ask whether it is taken"),
    ),
    DeadlineKind.MEDIATION: (
        frozenset({CancelState.COMPLAINT}),
        Text("可以问是否终止调解，再考虑仲裁或起诉", "ask whether it has ended; then arbitration or court"),
    ),
    DeadlineKind.LIMITATION: (_OPEN, Text("向监管部门投诉可能不予受理", "a complaint to the authority may be refused")),
    DeadlineKind.OWN: (_OPEN, Text("这是你自己设的期限", "this was your own deadline")),
}


def deadline_missed(s: Situation) -> Iterator[Caution]:
    """Name each deadline that ran out and matters now, with the lever it opens; nothing changes by itself."""
    for kind, (states, lever) in _LEVERS.items():
        due = s.missed(kind) if s.standing.state in states else None
        if due:
            yield Caution(
                "deadline_missed",
                Text(
                    f"“{kind.label.zh}”已于 {shown(due.due_at)} 到期：{lever.zh}。",
                    f"“{kind.label.en}” ran out on {shown(due.due_at)}: {lever.en}.",
                ),
            )


WARNING_RULES: Final[tuple[Callable[[Situation], Iterator[Caution]], ...]] = (
    deadline_missed,
    private_channel,
    goods_used,
    no_seven_days,
    too_early_to_complain,
    not_late_yet,
    fee_without_clause,
    paid_too_much,
    wrong_destination,
    common_practice,
    no_paid_at,
)
"""Every warning there is, in the order in which they are shown."""

__all__ = ["WARNING_RULES", "Advice", "Caution", "NextStep", "advise", "situate"]
