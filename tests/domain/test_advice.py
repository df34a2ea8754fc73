"""Advice: the guide's sixteen worked cases in one table, each rule on its own, and what must hold for every case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from app.domain.advice import WARNING_RULES, Advice
from app.domain.cancel_window import CancelBy
from app.domain.cancellation import (
    CancelEvent,
    Cancellation,
    CancelReason,
    CancelState,
    CaseEvent,
    Channel,
    Remedy,
    allowed_events,
)
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.letters import LetterName
from app.domain.money import Money
from app.domain.orders import Order, OrderStatus, PayMethod
from app.domain.rules import PlatformRule
from tests.domain.case_samples import (
    BASE,
    HOUR,
    MINUTE,
    PAID,
    RULES,
    SELF_CANCEL,
    advice,
    case,
    event,
    order,
    proof,
    rule,
)

E, L, R, S, K, B = CancelEvent, LetterName, CancelReason, OrderStatus, EvidenceKind, CancelBy
DAY = timedelta(days=1)
SUBMIT = event(E.SUBMIT, MINUTE)
AGREED = event(E.AGREE, 2 * MINUTE, note="已为您取消，退款将在24小时内到账", due=PAID + DAY)
SHORT = (SUBMIT, AGREED, event(E.REFUND_RECEIVED, HOUR, fen=95_00))
ASKED = (SUBMIT, event(E.REFUSE, HOUR, note="不退"), event(E.ASK_PLATFORM, 2 * HOUR))


@dataclass(frozen=True)
class Worked:
    """One case of the guide: its sentence, the case, and what is to be advised."""

    said: str
    order: Order
    case: Cancellation
    after: timedelta
    by: CancelBy | None
    event: CancelEvent | None
    letter: LetterName | None
    needs: tuple[EvidenceKind, ...] = ()
    warns: tuple[str, ...] = ()
    rules: tuple[PlatformRule, ...] = RULES
    evidence: tuple[Evidence, ...] = BASE
    words: tuple[str, ...] = field(default=())


GUIDE = (
    Worked(
        "“待付款”状态的订单取消最为简单，用户只需在订单页面点击“取消订单”",
        order(S.PENDING_PAYMENT, paid=False), case(R.PERSONAL), HOUR, B.ALONE, E.SUBMIT, None, words=("取消订单",),
    ),
    Worked(
        "虚拟商品订单在商家未确认发货前，用户可自行取消",
        order(S.PENDING_DELIVERY), case(R.PERSONAL), MINUTE, B.ALONE, E.SUBMIT, L.FIRST_PERSONAL, words=("还没发货",),
    ),
    Worked(
        "“待发货”状态……仍有机会取消，但需商家配合",
        order(S.PENDING_DELIVERY), case(R.PERSONAL), MINUTE, B.WITH_MERCHANT, E.SUBMIT, L.FIRST_PERSONAL, rules=(),
        words=("请商家取消",),
    ),
    Worked(
        "商家确认发货后，需双方协商一致方可取消",
        order(S.DELIVERED), case(R.PERSONAL), HOUR, B.NEGOTIATE, E.SUBMIT, L.PARTIAL_REFUND_UNUSED,
        warns=("goods_used", "no_seven_days"), words=("协商",),
    ),
    Worked(
        "“已发货”或“已完成”状态则基本无法取消，除非存在商家违约（如发送错误商品）",
        order(S.COMPLETED), case(R.WRONG_DELIVERY), HOUR, B.BREACH, E.SUBMIT, L.FIRST_WRONG_DELIVERY,
        needs=(K.DELIVERY,), words=("违约",),
    ),
    Worked(
        "部分用户习惯通过微信、QQ等私下联系商家取消订单，这种方式存在极大风险",
        order(S.PENDING_DELIVERY), case(R.PERSONAL, event(E.SUBMIT, MINUTE, channel=Channel.WECHAT)), 2 * MINUTE,
        B.ALONE, None, L.REMINDER, warns=("private_channel",), words=("等商家答复",),
    ),
    Worked(
        "因家中急事需要退款……尚未发货，希望取消订单并退款，商家回复“已为您取消，退款将在24小时内到账”",
        order(S.PENDING_DELIVERY, (S.CANCELLED, PAID + 2 * MINUTE)), case(R.PERSONAL, SUBMIT, AGREED), HOUR, None,
        E.REFUND_RECEIVED, None, words=("2026-05-12 10:00",),
    ),
    Worked(
        "①误操作（下单截图，显示商品选择错误）",
        order(S.PENDING_DELIVERY), case(R.WRONG_PURCHASE), MINUTE, B.ALONE, E.SUBMIT, L.FIRST_WRONG_PURCHASE,
        needs=(K.ORDER_PAGE,), evidence=BASE[1:],
    ),
    Worked(
        "②商品描述不符（商家宣传页面截图与实际商品详情对比）",
        order(S.DELIVERED), case(R.NOT_AS_DESCRIBED), HOUR, B.BREACH, E.SUBMIT, L.FIRST_NOT_AS_DESCRIBED,
        needs=(K.PRODUCT_PAGE, K.DELIVERY),
    ),
    Worked(
        "③商家宣传“10分钟内到账”，但用户下单2小时后仍未收到商品……‘延迟发货30分钟以上可取消’",
        order(S.PENDING_DELIVERY), case(R.LATE_DELIVERY), 2 * HOUR, B.BREACH, E.SUBMIT, L.LATE_DELIVERY,
        needs=(K.STATUS, K.PRODUCT_PAGE), warns=("deadline_missed",), rules=RULES[1:], words=("违约",),
    ),
    Worked(
        "若订单状态未更新或商家拒绝取消，用户应立即通过平台“申请客服介入”",
        order(S.PENDING_DELIVERY), case(R.PERSONAL, *ASKED[:2]), 2 * HOUR, B.ALONE, E.ASK_PLATFORM, L.ASK_PLATFORM,
        needs=(K.CHAT, K.RULE), words=("客服介入",),
    ),
    Worked(
        "某用户取消100元订单后仅收到95元退款，商家称扣除5%“手续费”，但用户下单时并未看到相关提示",
        order(S.CANCELLED), case(R.PERSONAL, *SHORT), 2 * HOUR, None, E.CONTEST_SHORT, L.FEE_WRONGLY_KEPT,
        needs=(K.REFUND, K.RULE), warns=("fee_without_clause",), words=("¥5.00（5%）",),
    ),
    Worked(
        "保存取消记录与退款凭证……反馈问题",
        order(S.CANCELLED), case(R.PERSONAL, *SHORT, event(E.REFUND_RECEIVED, 2 * HOUR, fen=5_00)), DAY, None, None,
        L.THANKS_CLOSE, needs=(K.REFUND,), words=("退款记录", "评价"),
    ),
    Worked(
        "挑战1：商家以“虚拟商品已锁定库存”为由拒绝取消",
        order(S.PENDING_DELIVERY),
        case(R.PERSONAL, SUBMIT, event(E.REFUSE, HOUR, note="虚拟商品下单后库存已锁定，无法取消")),
        2 * HOUR, B.ALONE, E.ASK_PLATFORM, L.STOCK_LOCKED_ANSWER, needs=(K.CHAT, K.RULE), words=("库存由平台释放",),
    ),
    Worked(
        "挑战2：若用户误充了错误的游戏区服……协商“退还未使用的点券”或“补偿等值商品券”",
        order(S.DELIVERED), case(R.WRONG_PURCHASE), HOUR, B.NEGOTIATE, E.SUBMIT, L.PARTIAL_REFUND_UNUSED,
        needs=(K.DELIVERY,), warns=("goods_used", "no_seven_days"),
    ),
    Worked(
        "挑战3：若客服未在承诺时间内（如48小时）反馈处理结果，可再次通过平台“投诉通道”提交，“客服介入超时，要求优先处理”",
        order(S.PENDING_DELIVERY), case(R.PERSONAL, *ASKED), 51 * HOUR, B.ALONE, E.PLATFORM_SILENT,
        L.ESCALATE_AFTER_48H, warns=("deadline_missed",), words=("2026-05-13 12:00", "投诉通道"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("worked", GUIDE, ids=[worked.said[:16] for worked in GUIDE])
def test_the_guides_worked_cases(worked: Worked) -> None:
    found = advice(worked.order, worked.case, worked.after, rules=worked.rules, evidence=worked.evidence)
    assert found.window.by is worked.by
    assert found.next.event is worked.event
    assert found.letter == worked.letter
    assert tuple(need.kind for need in found.missing) == worked.needs
    assert tuple(caution.code for caution in found.warnings) == worked.warns
    assert all(word in found.next.text.zh for word in worked.words), found.next.text.zh


def test_there_are_sixteen() -> None:
    assert len({worked.said for worked in GUIDE}) == 16


def codes(found: Advice) -> list[str]:
    return [caution.code for caution in found.warnings]


WAITING = order(S.PENDING_DELIVERY)


@pytest.mark.parametrize(
    ("events", "after", "event_", "letter"),
    [
        ((SUBMIT,), HOUR, None, L.REMINDER),
        ((SUBMIT,), DAY + HOUR, E.NO_REPLY, L.ASK_PLATFORM),
        ((SUBMIT, event(E.NO_REPLY, DAY + HOUR)), DAY + HOUR, E.ASK_PLATFORM, L.ASK_PLATFORM),
        ((SUBMIT, event(E.OFFER, HOUR, fen=100_00)), HOUR, E.ACCEPT_OFFER, None),
        ((SUBMIT, event(E.OFFER, HOUR, fen=60_00)), HOUR, E.ASK_PLATFORM, L.ASK_PLATFORM),
        ((SUBMIT, event(E.OFFER, HOUR, fen=60_00, is_undone=True)), HOUR, None, L.REMINDER),
        (ASKED, 3 * HOUR, None, None),
        ((*ASKED, event(E.PLATFORM_SILENT, 3 * DAY)), 3 * DAY, E.COMPLAIN, L.ESCALATE_AFTER_48H),
        ((*ASKED, event(E.PLATFORM_AGAINST, DAY)), DAY, E.COMPLAIN, L.ASSOCIATION_COMPLAINT),
        (
            (
                *ASKED,
                event(E.PLATFORM_SILENT, 3 * DAY),
                event(E.COMPLAIN, 3 * DAY, channel=Channel.PLATFORM_COMPLAINT),
                event(E.COMPLAINT_REJECTED, 4 * DAY),
            ),
            4 * DAY,
            E.COMPLAIN,
            L.ASSOCIATION_COMPLAINT,
        ),
        (
            (SUBMIT, event(E.COMPLAIN, HOUR, channel=Channel.AUTHORITY), event(E.COMPLAINT_REJECTED, DAY)),
            DAY,
            None,
            None,
        ),
        ((SUBMIT, event(E.COMPLAIN, HOUR, channel=Channel.AUTHORITY)), DAY, None, None),
        ((SUBMIT, event(E.COMPLAIN, HOUR, channel=Channel.AUTHORITY)), 30 * DAY, None, None),
        (
            (
                SUBMIT,
                event(E.COMPLAIN, HOUR, channel=Channel.AUTHORITY),
                event(E.COMPLAINT_ACCEPTED, DAY, channel=None),
            ),
            70 * DAY,
            E.COMPLAINT_REJECTED,
            None,
        ),
        ((SUBMIT, AGREED), HOUR, E.REFUND_RECEIVED, None),
        ((SUBMIT, AGREED), DAY + HOUR, E.ASK_PLATFORM, L.REFUND_OVERDUE),
        ((SUBMIT, AGREED), 30 * DAY, E.COMPLAIN, L.ASSOCIATION_COMPLAINT),
        ((SUBMIT, event(E.WITHDRAW, HOUR)), HOUR, E.REOPEN, None),
    ],
)
def test_each_state_has_its_next_step(
    events: tuple[CaseEvent, ...], after: timedelta, event_: CancelEvent | None, letter: LetterName | None
) -> None:
    about = case(R.PERSONAL, *events)
    found = advice(WAITING, about, after)
    assert (found.next.event, found.letter) == (event_, letter)
    if event_ is not None:
        assert event_ in allowed_events(about.standing.state)


def test_every_state_is_advised_on_and_offers_only_what_it_allows() -> None:
    histories: dict[CancelState, tuple[CaseEvent, ...]] = {
        CancelState.DRAFT: (),
        CancelState.REQUESTED: (SUBMIT,),
        CancelState.NEGOTIATING: (SUBMIT, event(E.OFFER, HOUR, fen=60_00)),
        CancelState.REFUSED: ASKED[:2],
        CancelState.PLATFORM_REVIEW: ASKED,
        CancelState.COMPLAINT: (*ASKED, event(E.COMPLAIN, 3 * HOUR)),
        CancelState.REFUND_DUE: (SUBMIT, AGREED),
        CancelState.REFUND_SHORT: SHORT,
        CancelState.SETTLED: (SUBMIT, event(E.REFUND_RECEIVED, HOUR, fen=100_00)),
        CancelState.WITHDRAWN: (event(E.WITHDRAW, HOUR),),
    }
    assert set(histories) == set(CancelState)
    orders = [order(), order(paid=False), *(order(status) for status in S), order(S.CANCELLED, paid=False)]
    for state, events in histories.items():
        for reason in R:
            for of in orders:
                for after in (4 * HOUR, 400 * DAY):
                    about = case(reason, *events)
                    found = advice(of, about, after)
                    assert about.standing.state is state
                    assert found.next.event is None or found.next.event in allowed_events(state), (state, of.status)
                    said = [
                        found.next.text,
                        *(caution.text for caution in found.warnings),
                        *(n.why for n in found.missing),
                    ]
                    assert not any("None" in text.zh + text.en for text in said)


def test_an_order_that_nobody_has_looked_at_is_looked_at_first() -> None:
    found = advice(order(), case(R.PERSONAL), HOUR)
    assert (found.window.by, found.next.event) == (None, None)
    assert "状态" in found.next.text.zh


def test_a_cancelled_order_on_request_is_the_merchants_consent() -> None:
    gone = order(S.PENDING_DELIVERY, (S.CANCELLED, PAID + HOUR))
    assert advice(gone, case(R.PERSONAL, SUBMIT), 2 * HOUR).next.event is E.AGREE
    assert advice(gone, case(R.PERSONAL), 2 * HOUR).next.event is E.REFUND_RECEIVED
    unpaid = order(S.CANCELLED, paid=False)
    assert advice(unpaid, case(R.PERSONAL), HOUR).next.event is E.WITHDRAW


def test_late_delivery_is_not_claimed_before_the_promise_ran_out() -> None:
    early = advice(WAITING, case(R.LATE_DELIVERY), 5 * MINUTE)
    assert (early.letter, codes(early)) == (None, ["not_late_yet"])
    assert "2026-05-11 10:40" in early.warnings[0].text.zh
    in_grace = advice(WAITING, case(R.LATE_DELIVERY), 20 * MINUTE)
    assert (in_grace.letter, codes(in_grace)) == (L.LATE_DELIVERY, ["not_late_yet"])
    assert codes(advice(WAITING, case(R.LATE_DELIVERY), HOUR)) == ["deadline_missed"]


def test_support_in_time_makes_a_complaint_too_early() -> None:
    found = advice(WAITING, case(R.PERSONAL, *ASKED), 3 * HOUR)
    assert codes(found) == ["too_early_to_complain"]
    assert "2026-05-13 12:00" in found.warnings[0].text.zh
    assert "too_early_to_complain" not in codes(advice(WAITING, case(R.PERSONAL, *ASKED), 51 * HOUR))


@pytest.mark.parametrize("channel", [Channel.QQ, Channel.PHONE, Channel.WECHAT])
def test_private_channels_are_warned_of_and_the_platforms_are_not(channel: Channel) -> None:
    found = advice(WAITING, case(R.PERSONAL, event(E.SUBMIT, MINUTE, channel=channel)), 2 * MINUTE)
    assert codes(found) == ["private_channel"]
    assert channel.label.zh in found.warnings[0].text.zh
    undone = event(E.SUBMIT, MINUTE, channel=channel, is_undone=True)
    assert codes(advice(WAITING, case(R.PERSONAL, undone, SUBMIT), 2 * MINUTE)) == []


def test_used_goods_are_warned_of_only_where_all_is_asked_back() -> None:
    partial = case(R.PERSONAL, want=Remedy.PARTIAL, claimed=Money(40_00))
    assert codes(advice(order(S.DELIVERED), partial, HOUR)) == ["no_seven_days"]
    assert codes(advice(order(S.DELIVERED), case(R.WRONG_DELIVERY), HOUR)) == []


@pytest.mark.parametrize(
    ("fee", "event_", "said"),
    [
        (rule("fee", "5%", "手续费5%", number=8), E.ACCEPT_SHORT, None),
        (rule("fee", "3%", "手续费3%", number=8), E.CONTEST_SHORT, "最多允许扣 ¥3.00"),
        (rule("fee", "5%", "手续费5%", number=8, captured=PAID + HOUR), E.CONTEST_SHORT, "没有证据表明下单前"),
    ],
)
def test_a_fee_stands_only_on_a_clause_from_before_the_order(
    fee: PlatformRule, event_: CancelEvent, said: str | None
) -> None:
    found = advice(order(S.CANCELLED), case(R.PERSONAL, *SHORT), 2 * HOUR, rules=(*RULES, fee))
    assert found.next.event is event_
    assert [said in caution.text.zh for caution in found.warnings if said] == ([True] if said else [])
    assert codes(found) == (["fee_without_clause"] if said else [])


def test_too_much_and_to_the_wrong_place_is_named() -> None:
    back = event(E.REFUND_RECEIVED, HOUR, fen=110_00, to=PayMethod.BALANCE)
    found = advice(order(S.CANCELLED), case(R.PERSONAL, SUBMIT, back), 2 * HOUR)
    assert codes(found) == ["surplus", "wrong_destination"]
    assert "¥10.00" in found.warnings[0].text.zh
    assert "平台余额" in found.warnings[1].text.zh


def test_common_practice_and_a_missing_payment_time_are_named() -> None:
    common = rule("self_cancel_window", "until:delivered", "发货前可自行取消", common=True)
    assert codes(advice(WAITING, case(R.PERSONAL), HOUR, rules=(common,))) == ["common_practice"]
    assert codes(advice(order(S.PENDING_DELIVERY, paid=False), case(R.PERSONAL), HOUR, rules=(SELF_CANCEL,))) == [
        "no_paid_at"
    ]


def test_an_offer_for_used_goods_is_weighed_not_refused() -> None:
    offered = case(R.WRONG_PURCHASE, SUBMIT, event(E.OFFER, HOUR, fen=60_00))
    found = advice(order(S.DELIVERED), offered, 2 * HOUR)
    assert (found.next.event, found.letter) == (E.ACCEPT_OFFER, L.PARTIAL_REFUND_UNUSED)
    assert "¥60.00" in found.next.text.zh


def test_a_weak_screenshot_is_part_of_the_advice() -> None:
    shot = proof(K.STATUS, 7, at=PAID + MINUTE)
    found = advice(WAITING, case(R.LATE_DELIVERY), HOUR, evidence=(*BASE, shot, proof(K.PRODUCT_PAGE, 8)))
    assert [(need.kind, need.weak) for need in found.missing] == [(K.STATUS, shot.id)]


def test_every_warning_rule_is_one_of_those_tried_here() -> None:
    assert [found.__name__ for found in WARNING_RULES] == [
        "deadline_missed",
        "private_channel",
        "goods_used",
        "no_seven_days",
        "too_early_to_complain",
        "not_late_yet",
        "fee_without_clause",
        "paid_too_much",
        "wrong_destination",
        "common_practice",
        "no_paid_at",
    ]
