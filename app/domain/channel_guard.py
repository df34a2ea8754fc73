"""What to think of before a complaint leaves the platform, in plain words with the article; it warns and never blocks.

Source: 市场监督管理投诉举报处理办法 (总局令第121号, in force since 2026-04-15), articles 6, 10, 13, 14, 16
and 17, and 消费者权益保护法 article 44. What counts as many is our own figure, and the words say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.domain.cancel_window import Due
from app.domain.cancellation import CancelEvent, Cancellation, Channel, DeadlineKind
from app.domain.orders import Order
from app.domain.times import SHANGHAI, shown
from app.domain.words import Text

NOT_ADVICE: Final = Text(
    "以上是按公开条文整理的提醒，不是法律意见；能不能受理由受理部门决定。",
    "These hints follow the published articles and are no legal advice; whether it is taken is for the office to say.",
)

_RULE_ZH: Final = "《市场监督管理投诉举报处理办法》（总局令第121号）"
_RULE_EN: Final = "SAMR Order 121 on complaints"
_LAW_ZH: Final = "《消费者权益保护法》"
_LAW_EN: Final = "the Consumer Protection Law"


def _article(number: int, zh: str) -> Text:
    return Text(f"{_RULE_ZH}第{zh}条", f"{_RULE_EN}, article {number}")


ARTICLE_6: Final = _article(6, "六")
ARTICLE_10: Final = _article(10, "十")
ARTICLE_13: Final = _article(13, "十三")
ARTICLE_14: Final = _article(14, "十四")
ARTICLE_16: Final = _article(16, "十六")
ARTICLE_17: Final = _article(17, "十七")
LAW_44: Final = Text(f"{_LAW_ZH}第四十四条", f"{_LAW_EN}, article 44")

MANY_ORDERS: Final = 10
"""So many like orders within `SHORT_TIME` are worth a word; the rule itself names no number."""
MANY_COMPLAINTS: Final = 3
SHORT_TIME: Final = timedelta(days=30)
_LIMIT_YEARS: Final = 3
_NEAR: Final = timedelta(days=90)

RESALE_WORDS: Final = (
    "转卖", "转售", "倒卖", "分销", "批发", "进货", "囤货", "代理价", "下级代理", "对接货源", "赚差价",
    "resale", "resell", "wholesale",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to think of: a code that stays the same, words, and the article they rest on, if any."""

    code: str
    text: Text
    article: Text | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who complains, or who is complained of, as far as the user has stated it."""

    name: str | None = None
    phone: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """The user's other orders and cases in the vault, which may look like a trader's."""

    orders: tuple[Order, ...] = ()
    cases: tuple[Cancellation, ...] = ()


_OUTSIDE: Final = frozenset({Channel.ASSOCIATION, Channel.AUTHORITY})
_NOBODY: Final = Party()
_NOTHING: Final = Past()


def guard(
    case: Cancellation,
    order: Order,
    to: Channel,
    at: datetime,
    *,
    me: Party = _NOBODY,
    respondent: Party = _NOBODY,
    past: Past = _NOTHING,
    deadlines: Sequence[Due] = (),
) -> tuple[Hint, ...]:
    """Return what to think of before the case goes to a channel; nothing for the platform's own channels.

    `past` may hold this order and this case too: they are counted once. Of the deadlines only LIMITATION is looked at;
    without one the three years are counted from the payment, the earliest instant at which they can have begun.
    """
    if to not in _OUTSIDE:
        return ()
    return (
        *_taken_elsewhere(case, to),
        *_steps_left_out(case),
        *_limit(order, case, at, deadlines),
        *_materials(order, me, respondent),
        *_like_a_trader(case, order, past),
    )


def _taken_elsewhere(case: Cancellation, to: Channel) -> Iterator[Hint]:
    accepted, pending = _outside_complaints(case)
    for channel in sorted(accepted - {to}):
        yield Hint(
            "taken_elsewhere",
            Text(
                f"{channel.label.zh}已经受理或处理过这件事：再向{to.label.zh}投诉，市场监管部门可以不受理。",
                f"{channel.label.en} has already taken up or handled this dispute: a complaint to {to.label.en} after "
                "that is one the market authority does not take.",
            ),
            ARTICLE_16,
        )
    for channel in sorted(pending - accepted - {to}):
        yield Hint(
            "pending_elsewhere",
            Text(
                f"已经向{channel.label.zh}投诉，还没有结果：先问清是否受理，一旦受理，市场监管部门不再受理同一件事。",
                f"{channel.label.en} has your complaint and has not answered: ask whether it is taken up, for then the "
                "market authority does not take the same dispute.",
            ),
            ARTICLE_16,
        )
    if to in accepted | pending:
        yield Hint(
            "same_channel",
            Text(
                f"已经向{to.label.zh}投诉过这件事：重复提交可能不受理，先查原来那件的进度。",
                f"{to.label.en} has had this dispute before: a second complaint may be refused; look up the first.",
            ),
            ARTICLE_14 if to is Channel.AUTHORITY and to not in accepted else ARTICLE_16,
        )
    if to is Channel.ASSOCIATION and not accepted | pending:
        yield Hint(
            "association_first",
            Text(
                "消费者协会受理后，12315（市场监管部门）就不再受理同一件事。想好先找哪一个。",
                "Once the association has taken it up, 12315 does not take the same dispute. Choose one.",
            ),
            ARTICLE_16,
        )


def _outside_complaints(case: Cancellation) -> tuple[set[Channel], set[Channel]]:
    """Return the channels outside the platform that took the dispute up, and those that merely have it."""
    accepted: set[Channel] = set()
    asked: set[Channel] = set()
    current: Channel | None = None
    for entry in case.events:
        if entry.is_undone:
            continue
        if entry.event is CancelEvent.COMPLAIN:
            current = entry.channel
            asked |= {current} & _OUTSIDE if current else set()
        channel = entry.channel or current
        if entry.event in {CancelEvent.COMPLAINT_ACCEPTED, CancelEvent.MEDIATED} and channel in _OUTSIDE:
            accepted.add(channel)
    return accepted, asked - accepted


def _steps_left_out(case: Cancellation) -> Iterator[Hint]:
    done = {entry.event for entry in case.events if not entry.is_undone}
    if not done & {CancelEvent.ASK_PLATFORM, CancelEvent.CONTEST_SHORT}:
        yield Hint(
            "platform_not_asked",
            Text(
                "还没有申请平台客服介入。法律没有要求必须先找平台，但鼓励先协商；有平台的答复，事实也更清楚。",
                "The platform's support has not been asked. The rule encourages settling first, without demanding it; "
                "the platform's answer makes the facts plainer.",
            ),
            ARTICLE_6,
        )


def _limit(order: Order, case: Cancellation, at: datetime, deadlines: Sequence[Due]) -> Iterator[Hint]:
    ends = [due.due_at for due in deadlines if due.kind is DeadlineKind.LIMITATION]
    end = min(ends) if ends else _three_years_after(order.facts.paid_at or case.opened_at)
    if at > end:
        yield Hint(
            "over_three_years",
            Text(
                f"从知道或应当知道权益受损起超过三年的投诉不予受理，按现有记录 {shown(end)} 已满。"
                "如果你后来才知道，请写明什么时候知道的。",
                "A complaint is refused more than three years after you knew or should have known; on record those "
                f"ended on {shown(end)}. If you learnt of it later, say when.",
            ),
            ARTICLE_16,
        )
    elif end - at <= _NEAR:
        yield Hint(
            "nearly_three_years",
            Text(
                f"三年的投诉时限按现有记录到 {shown(end)} 为止，请尽快提交。",
                f"On record the three-year limit ends on {shown(end)}: send it soon.",
            ),
            ARTICLE_16,
        )


def _three_years_after(start: datetime) -> datetime:
    """Return the end of the day three years on, in China; the first day does not count (article 45)."""
    local = start.astimezone(SHANGHAI)
    try:
        last = local.replace(year=local.year + _LIMIT_YEARS)
    except ValueError:  # 29 February
        last = local.replace(year=local.year + _LIMIT_YEARS, day=28)
    return last.replace(hour=23, minute=59, second=59, microsecond=0)


def _materials(order: Order, me: Party, respondent: Party) -> Iterator[Hint]:
    if not (me.name and me.phone and me.address):
        yield Hint(
            "complainant_details",
            Text(
                "投诉要写你的真实姓名、电话和通讯地址。提交前请补全。",
                "A complaint states your real name, telephone number and postal address. Fill them in before sending.",
            ),
            ARTICLE_10,
        )
    if not respondent.name:
        shop = order.facts.merchant
        known = f"“{shop}”只是店铺名。" if shop else ""
        shop_en = f"“{shop}” is the shop's name only. " if shop else ""
        yield Hint(
            "respondent_name",
            Text(
                f"{known}投诉要写对方的名称（姓名）。看营业执照、付款记录上的收款方；找不到就请平台提供。",
                f"{shop_en}A complaint names the respondent. Look at the licence and at the payee of your payment; "
                "else ask the platform for it.",
            ),
            ARTICLE_10,
        )
    if not respondent.address:
        yield Hint(
            "respondent_address",
            Text(
                "投诉要写对方的地址。平台没有公示商家地址或联系不上的，由平台经营者住所地的县级市场监管部门处理。",
                "A complaint states the respondent's address. Where the platform shows none, or it leads nowhere, the "
                "county authority at the platform operator's seat handles it.",
            ),
            ARTICLE_13,
        )
    if not (respondent.name and respondent.address):
        yield Hint(
            "ask_platform_for_identity",
            Text(
                "可以要求平台提供商家的真实名称、地址和有效联系方式；平台不能提供的，可以向平台要求赔偿。",
                "Ask the platform for the merchant's real name, address and contact; if it cannot give them, you may "
                "claim from the platform.",
            ),
            LAW_44,
        )


def _like_a_trader(case: Cancellation, order: Order, past: Past) -> Iterator[Hint]:
    like = _like_orders(order, past.orders)
    if like >= MANY_ORDERS:
        yield Hint(
            "many_orders",
            Text(
                f"30 天内同类订单有 {like} 笔。购买数量、次数明显超过通常习惯的，可能被认为不是生活消费。"
                "请准备好说明买来自己怎么用。",
                f"{like} like orders within 30 days. Buying far more or more often than consumers do may count against "
                "private use: be ready to say what you use them for.",
            ),
            ARTICLE_17,
        )
    words = _resale_words(case, order)
    if words:
        yield Hint(
            "resale_words",
            Text(
                f"记录里有“{'、'.join(words)}”，看起来像经营用途。为生活消费购买的才受理；请核对这些写法是否属实。",
                f"The record says “{', '.join(words)}”, which reads like trade. Only purchases for private use are "
                "taken: check that these words are true.",
            ),
            ARTICLE_17,
        )
    complaints = _recent_complaints(case, past.cases)
    if complaints >= MANY_COMPLAINTS:
        yield Hint(
            "many_complaints",
            Text(
                f"30 天内另有 {complaints} 件投诉。短期内对同一商家、同类问题大量投诉的，可能被认为不是消费者。",
                f"{complaints} more complaints within 30 days. Many on one merchant and one kind of problem in a short "
                "time may count against being a consumer.",
            ),
            ARTICLE_17,
        )


def _like_orders(order: Order, others: Sequence[Order]) -> int:
    """Count the orders of the same category or product around this one's time, this one included."""
    start = order.facts.paid_at or order.created_at
    like = {order.id}
    for other in others:
        is_same = other.facts.product == order.facts.product or (
            order.facts.category is not None and other.facts.category == order.facts.category
        )
        if is_same and abs((other.facts.paid_at or other.created_at) - start) <= SHORT_TIME:
            like.add(other.id)
    return len(like)


def _resale_words(case: Cancellation, order: Order) -> list[str]:
    written = " ".join([order.facts.note, *(entry.note for entry in case.events if not entry.is_undone)]).casefold()
    return [word for word in RESALE_WORDS if word in written]


def _recent_complaints(case: Cancellation, others: Sequence[Cancellation]) -> int:
    start = case.standing.last.at if case.standing.last else case.opened_at
    return sum(
        entry.event is CancelEvent.COMPLAIN and not entry.is_undone and abs(entry.at - start) <= SHORT_TIME
        for other in others
        if other.id != case.id
        for entry in other.events
    )
