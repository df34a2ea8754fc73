"""What to think of before a complaint leaves the platform: each hint with its article, and never a block."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain import channel_guard
from app.domain.cancellation import CancelEvent, Cancellation, CancelReason, CaseEvent, Channel
from app.domain.channel_guard import ARTICLE_10, ARTICLE_13, ARTICLE_16, ARTICLE_17, LAW_44, Hint, Party, Past, guard
from app.domain.orders import Order
from tests.domain.case_samples import HOUR, PAID, case, clocks, event, order

E, C = CancelEvent, Channel
DAY = timedelta(days=1)
ME = Party("王小明", "13800000000", "杭州市某路1号")
THEM = Party("某网络科技有限公司", None, "成都市某路2号")
ASKED = (event(E.SUBMIT, HOUR), event(E.ASK_PLATFORM, 2 * HOUR))


def hints(
    *events: CaseEvent,
    to: Channel = C.AUTHORITY,
    me: Party = ME,
    respondent: Party = THEM,
    past: Past = channel_guard._NOTHING,
    after: timedelta = 10 * DAY,
    of: Order | None = None,
) -> dict[str, Hint]:
    found = guard(
        case(CancelReason.LATE_DELIVERY, *events),
        of or order(),
        to,
        PAID + after,
        me=me,
        respondent=respondent,
        past=past,
    )
    return {hint.code: hint for hint in found}


def test_a_whole_case_for_12315_raises_nothing() -> None:
    assert hints(*ASKED) == {}


@pytest.mark.parametrize("to", sorted(set(C) - {C.ASSOCIATION, C.AUTHORITY}))
def test_the_platforms_own_channels_are_not_guarded(to: Channel) -> None:
    assert hints(to=to, me=Party(), respondent=Party()) == {}


def test_what_the_association_took_up_the_authority_refuses() -> None:
    complained = (*ASKED, event(E.COMPLAIN, 3 * HOUR, channel=C.ASSOCIATION))
    assert hints(*complained)["pending_elsewhere"].article == ARTICLE_16
    accepted = hints(*complained, event(E.COMPLAINT_ACCEPTED, 4 * HOUR, channel=None))
    assert list(accepted) == ["taken_elsewhere"]
    assert accepted["taken_elsewhere"].article == ARTICLE_16
    assert "消费者协会" in accepted["taken_elsewhere"].text.zh
    undone = (*ASKED, event(E.COMPLAIN, 3 * HOUR, channel=C.ASSOCIATION, is_undone=True))
    assert hints(*undone) == {}


def test_the_platforms_complaint_channel_is_no_authority() -> None:
    inside = (
        *ASKED,
        event(E.COMPLAIN, 3 * HOUR, channel=C.PLATFORM_COMPLAINT),
        event(E.COMPLAINT_ACCEPTED, 4 * HOUR, channel=None),
    )
    assert hints(*inside) == {}


def test_the_same_channel_twice_and_the_choice_of_the_first_are_named() -> None:
    again = (*ASKED, event(E.COMPLAIN, 3 * HOUR, channel=C.AUTHORITY))
    assert list(hints(*again)) == ["same_channel"]
    assert list(hints(*ASKED, to=C.ASSOCIATION)) == ["association_first"]


def test_leaving_out_the_platform_is_said_without_calling_it_a_duty() -> None:
    left_out = hints(event(E.SUBMIT, HOUR))["platform_not_asked"]
    assert "没有要求" in left_out.text.zh


@pytest.mark.parametrize(
    ("after", "code"),
    [
        (timedelta(days=1000), None),
        (timedelta(days=1007), "nearly_three_years"),
        # 2026-05-11 and three years: the whole of 2029-05-11 still counts, 1096 days on.
        (timedelta(days=1096, hours=13), "nearly_three_years"),
        (timedelta(days=1096, hours=14), "over_three_years"),
    ],
)
def test_three_years_after_the_day_of_the_payment(after: timedelta, code: str | None) -> None:
    found = hints(*ASKED, after=after)
    assert list(found) == ([code] if code else [])
    if code:
        assert found[code].article == ARTICLE_16


def test_the_legal_clock_goes_before_our_own_count() -> None:
    about = case(CancelReason.LATE_DELIVERY, *ASKED)
    real = clocks(order(), about)
    end = next(due.due_at for due in real if due.kind == "limitation")
    late = guard(about, order(), C.AUTHORITY, end + HOUR, me=ME, respondent=THEM, deadlines=real)
    assert [hint.code for hint in late] == ["over_three_years"]
    assert "over_three_years" not in [
        hint.code for hint in guard(about, order(), C.AUTHORITY, end, me=ME, respondent=THEM, deadlines=real)
    ]


def test_missing_names_and_addresses_are_asked_for() -> None:
    found = hints(*ASKED, me=Party("王小明"), respondent=Party())
    assert {code: hint.article for code, hint in found.items()} == {
        "complainant_details": ARTICLE_10,
        "respondent_name": ARTICLE_10,
        "respondent_address": ARTICLE_13,
        "ask_platform_for_identity": LAW_44,
    }
    assert "速充小店" in found["respondent_name"].text.zh
    assert "None" not in hints(*ASKED, respondent=Party(), of=order(merchant=None))["respondent_name"].text.zh


def test_many_like_orders_in_a_short_time_look_like_trade() -> None:
    nine = tuple(order(number=number) for number in range(1, 10))
    assert hints(*ASKED, past=Past(orders=nine)) == {}
    ten = (*nine, order(number=10))
    found = hints(*ASKED, past=Past(orders=ten))
    assert found["many_orders"].article == ARTICLE_17
    assert "10" in found["many_orders"].text.zh
    long_ago = replace(ten[-1], facts=replace(ten[-1].facts, paid_at=PAID - 31 * DAY))
    other = replace(ten[-1], facts=replace(ten[-1].facts, product="话费"))
    assert hints(*ASKED, past=Past(orders=(*nine, long_ago))) == {}
    assert hints(*ASKED, past=Past(orders=(*nine, other))) == {}


def test_words_of_resale_are_pointed_out() -> None:
    assert hints(*ASKED, of=order(note="这批是进货，准备转卖"))["resale_words"].article == ARTICLE_17
    assert "resale_words" in hints(*ASKED[:1], event(E.ASK_PLATFORM, 2 * HOUR, note="客户等着 resale"))
    assert hints(*ASKED, of=order(note="给自己充的")) == {}


def test_many_complaints_in_a_short_time_are_pointed_out() -> None:
    def others(count: int) -> tuple[Cancellation, ...]:
        return tuple(
            case(CancelReason.PERSONAL, event(E.COMPLAIN, HOUR), number=number) for number in range(1, count + 2)
        )

    assert hints(*ASKED, past=Past(cases=others(2))) == {}
    assert hints(*ASKED, past=Past(cases=others(3)))["many_complaints"].article == ARTICLE_17


def test_only_articles_that_were_read_are_cited_and_nothing_repealed() -> None:
    articles = [value for name, value in vars(channel_guard).items() if name.startswith(("ARTICLE_", "LAW_"))]
    cited = {re.search(r"第([^第]+)条", article.zh)[1] for article in articles}  # type: ignore[index]
    assert cited == {"六", "十", "十三", "十四", "十六", "十七", "四十四"}
    everything = " ".join(
        hint.text.zh
        for hint in (
            *hints(me=Party(), respondent=Party(), after=1200 * DAY).values(),
            *hints(to=C.ASSOCIATION).values(),
        )
    )
    assert "暂行" not in everything
    assert "45" not in everything
