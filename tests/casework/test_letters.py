"""Letters: the shipped templates, filled from a case, in both languages."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from app.casework.letters import LIMIT_BYTES, length_in_words, letter_for, read_template
from app.domain.cancellation import CancelEvent, Cancellation, CancelReason, Channel, Remedy
from app.domain.errors import InvalidField, UnreadableFile
from app.domain.evidence import EvidenceKind
from app.domain.letters import PLACEHOLDERS, Letter, LetterName, UnknownPlaceholder, names_in
from app.domain.money import Money
from app.domain.orders import Order, OrderStatus
from app.domain.rules import PlatformRule
from tests.domain.case_samples import (
    BASE,
    HOUR,
    LATE,
    MINUTE,
    PAID,
    RULES,
    SELF_CANCEL,
    case,
    clocks,
    event,
    order,
    proof,
    rule,
)

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "letters"
E, L, R, S = CancelEvent, LetterName, CancelReason, OrderStatus
LANGUAGES = ("zh", "en")
WAITING = order(S.PENDING_DELIVERY)
# Marked V or V2 in the project's notes on the law; nothing else may be cited in a letter.
CITABLE = {("《电子商务法》", "二十"), ("E-Commerce Law", "20")}


def letter(
    name: str,
    about: Cancellation,
    of: Order = WAITING,
    *,
    after: timedelta = 2 * HOUR,
    language: str = "zh",
    rules: tuple[PlatformRule, ...] = RULES,
    **more: str | None,
) -> Letter:
    return letter_for(
        name,
        about,
        of,
        at=PAID + after,
        language=language,
        folder=FOLDER,
        rules=rules,
        deadlines=clocks(of, about, rules),
        evidence=BASE,
        more=more,
    )


def test_every_letter_is_there_in_both_languages_and_nothing_else() -> None:
    wanted = {f"{name.value}.{language}.txt" for name, language in product(LetterName, LANGUAGES)}
    assert {path.name for path in FOLDER.iterdir()} == wanted


def test_every_placeholder_is_known_used_and_the_same_in_both_languages() -> None:
    used: set[str] = set()
    for name in LetterName:
        zh, en = (set(names_in(read_template(name, language, FOLDER))) for language in LANGUAGES)
        assert zh == en, name
        used |= zh
    assert used == set(PLACEHOLDERS)


@pytest.mark.parametrize(("name", "language"), list(product(LetterName, LANGUAGES)))
def test_no_letter_promises_too_much_or_cites_what_was_not_read(name: LetterName, language: str) -> None:
    text = read_template(name, language, FOLDER)
    for banned in (
        "100%",
        "保证",
        "一定能",
        "必须立即",
        "七天",
        "7天",
        "无理由",
        "暂行办法",
        "45",
        "三倍",
        "guarantee",
        "seven",
    ):
        assert banned not in text
    cited = set(re.findall(r"(《[^》]+》)第([一二三四五六七八九十百]+)条", text))
    cited |= {(law, number) for number, law in re.findall(r"article (\d+) of the ([A-Z][\w-]* Law)", text)}
    assert cited <= CITABLE
    assert text.count("《") == sum(law.startswith("《") for law, _ in cited)
    assert text.lower().count("article") == (len(cited) if language == "en" else 0)


@pytest.mark.parametrize(("name", "language"), list(product(LetterName, LANGUAGES)))
def test_a_bare_case_gives_visible_gaps_and_never_none(name: LetterName, language: str) -> None:
    about, bare = case(R.PERSONAL), order(paid=False, promise=None, merchant=None)
    found = letter(name.value, about, bare, language=language, rules=())
    assert "None" not in found.text
    assert "XXX" not in found.text
    assert not re.search(r"\{[?!]?\w+\}", found.text)
    for gap in found.gaps:
        assert PLACEHOLDERS[gap].in_(language) in found.text
    assert found.text.count("【请填写：" if language == "zh" else "[fill in: ") >= len(found.gaps)


def test_late_delivery_has_the_figures_of_the_guide() -> None:
    found = letter("late_delivery", case(R.LATE_DELIVERY))
    assert found == Letter(
        "您好，订单号 A100，商品“腾讯游戏点券 100元”，实付 ¥100.00。\n"
        "商家承诺 10 分钟内到账，我 2026-05-11 10:00 付的款，到现在已经等了 2 小时，还没有收到。\n"
        "平台规则写的是：“延迟发货30分钟以上可取消”\n"
        "请取消订单并全额退款 ¥100.00。订单状态截图和宣传页截图已附上，请在这里回复，谢谢。"
    )
    english = letter("late_delivery", case(R.LATE_DELIVERY), language="en")
    assert "within 10 minutes. I paid at 2026-05-11 10:00, have waited 2 hours," in english.text
    assert "Please cancel the order and refund ¥100.00 in full." in english.text


def test_common_practice_is_not_quoted_as_the_platforms_rule() -> None:
    common = (rule("late_delivery", "30m", "常见做法：延迟30分钟可取消", common=True),)
    found = letter("late_delivery", case(R.LATE_DELIVERY), rules=common)
    assert "常见做法" not in found.text
    assert "平台规则写的是" not in found.text
    assert "《电子商务法》第二十条" in found.text


def test_a_clause_is_quoted_only_where_it_speaks_for_the_buyer() -> None:
    in_grace = letter("late_delivery", case(R.LATE_DELIVERY), after=20 * MINUTE)
    assert LATE.clause.text not in in_grace.text
    assert SELF_CANCEL.clause.text in letter("first_request_personal", case(R.PERSONAL)).text
    delivered = letter("first_request_personal", case(R.PERSONAL), order(S.DELIVERED))
    assert SELF_CANCEL.clause.text not in delivered.text
    assert "请全额退款 ¥100.00。" in delivered.text


def test_the_fee_letter_counts_to_the_fen() -> None:
    short = case(R.PERSONAL, event(E.SUBMIT, MINUTE), event(E.REFUND_RECEIVED, HOUR, fen=95_00))
    found = letter("fee_wrongly_kept", short, order(S.CANCELLED))
    assert "应退 ¥100.00，实际只退了 ¥95.00，少退 ¥5.00（5%）" in found.text
    assert "没有找到平台允许扣这笔费用的规则" in found.text
    assert found.gaps == ()
    clause = rule("fee", "3%", "取消订单收3%", number=8)
    quoted = letter("fee_wrongly_kept", short, order(S.CANCELLED), rules=(*RULES, clause))
    assert "“取消订单收3%”" in quoted.text
    assert "没有找到" not in quoted.text


def test_the_unused_share_is_worked_out_from_the_units() -> None:
    about = case(R.WRONG_PURCHASE, want=Remedy.PARTIAL, claimed=Money(84_00))
    bare = letter("partial_refund_unused", about)
    assert bare.gaps == ("total_units", "unused_units", "unused_amount")
    filled = letter("partial_refund_unused", about, total_units="5,000", unused_units="4200")
    assert filled.gaps == ()
    assert "没用的部分按比例是 ¥84.00" in filled.text
    for wrong in ("很多", "-1", "４", "1.5"):
        with pytest.raises(InvalidField, match=r"^unused_units: "):
            letter("partial_refund_unused", about, total_units="5000", unused_units=wrong)
    with pytest.raises(InvalidField, match=r"^unused_units: "):
        letter("partial_refund_unused", about, total_units="5", unused_units="6")


REFUSED = (event(E.SUBMIT, MINUTE, note="家中急事"), event(E.REFUSE, HOUR, note="库存{已锁定}，{amount} 不退"))


def test_the_merchants_words_are_quoted_as_they_are() -> None:
    found = letter("stock_locked_answer", case(R.PERSONAL, *REFUSED))
    assert "“库存{已锁定}，{amount} 不退”" in found.text
    asked = letter("ask_platform", case(R.PERSONAL, *REFUSED))
    assert "原因：家中急事。" in asked.text
    assert "我 2026-05-11 10:01 向商家提出取消" in asked.text
    assert asked.gaps == ()


def test_the_escalation_says_how_long_support_was_silent() -> None:
    silent = case(R.PERSONAL, *REFUSED, event(E.ASK_PLATFORM, 2 * HOUR), event(E.PLATFORM_SILENT, 51 * HOUR))
    found = letter("escalate_after_48h", silent, after=53 * HOUR)
    assert "客服介入超时，要求优先处理" in found.text
    assert "我 2026-05-11 12:00 申请客服介入，应在 2026-05-13 12:00 前答复，到现在已经 2 天 3 小时" in found.text
    assert "客服介入后48小时内反馈处理结果" in found.text
    assert found.gaps == ()


def test_the_complaint_asks_for_what_only_the_user_knows_and_tells_the_history() -> None:
    complained = case(
        R.LATE_DELIVERY,
        event(E.SUBMIT, MINUTE),
        event(E.REFUND_RECEIVED, HOUR, fen=40_00, is_undone=True),
        event(E.ASK_PLATFORM, 2 * HOUR, channel=Channel.PLATFORM_SUPPORT),
        event(E.COMPLAIN, 3 * HOUR, channel=Channel.ASSOCIATION),
    )
    found = letter("association_complaint", complained, after=4 * HOUR)
    assert set(found.gaps) == {
        "complainant_name", "complainant_phone", "complainant_address",
        "respondent_name", "respondent_address", "respondent_phone", "use",
    }  # fmt: skip
    assert "2026-05-11 12:00 申请客服介入 平台客服" in found.text
    assert "¥40.00" not in found.text
    assert "此前向消费者协会投诉过" in found.text
    assert "1. 订单截图" in found.text
    assert "此前" not in letter("association_complaint", case(R.LATE_DELIVERY)).text
    whole = letter("association_complaint", complained, respondent_name="某公司", use="自己玩")
    assert "被投诉人：某公司" in whole.text
    assert "respondent_name" not in whole.gaps


def test_what_is_still_missing_is_asked_for_after_a_part_came_back() -> None:
    part = case(R.LATE_DELIVERY, event(E.SUBMIT, MINUTE), event(E.REFUND_RECEIVED, HOUR, fen=40_00))
    found = letter("association_complaint", part)
    assert "投诉请求：补退 ¥60.00。" in found.text
    assert "已收到退款 ¥40.00，还差 ¥60.00" in found.text


@pytest.mark.parametrize(
    ("want", "zh"),
    [
        (Remedy.PARTIAL, "退还 ¥60.00"),
        (Remedy.COMPENSATION, "补偿等值的商品券（¥60.00）"),
        (Remedy.REDELIVERY, "按订单重新发货"),
    ],
)
def test_the_demand_is_the_remedy(want: Remedy, zh: str) -> None:
    about = case(R.WRONG_DELIVERY, want=want, claimed=Money(60_00))
    assert f"请{zh}。" in letter("first_request_wrong_delivery", about, actual="网易点券").text


def test_trashed_exhibits_are_not_listed() -> None:
    found = letter_for(
        "association_complaint",
        case(R.PERSONAL),
        WAITING,
        at=PAID,
        language="zh",
        folder=FOLDER,
        evidence=[proof(EvidenceKind.CHAT, 1, trashed=True), proof(EvidenceKind.STATUS, 2, purpose="证明待发货")],
    )
    assert "1. 订单状态截图：证明待发货" in found.text
    assert "聊天记录" not in found.text


@pytest.mark.parametrize(
    ("length", "zh", "en"),
    [
        (timedelta(0), "0 分钟", "0 minutes"),
        (timedelta(seconds=119), "1 分钟", "1 minute"),
        (timedelta(hours=2), "2 小时", "2 hours"),
        (timedelta(hours=2, minutes=5, seconds=59), "2 小时 5 分钟", "2 hours 5 minutes"),
        (timedelta(days=2, minutes=5), "2 天", "2 days"),
        (timedelta(days=1, hours=3, minutes=59), "1 天 3 小时", "1 day 3 hours"),
    ],
)
def test_a_length_of_time_is_told_in_two_units(length: timedelta, zh: str, en: str) -> None:
    assert (length_in_words(length).zh, length_in_words(length).en) == (zh, en)


def test_an_unknown_letter_and_a_broken_template_are_refused(tmp_path: Path) -> None:
    def write(data: bytes) -> None:
        (tmp_path / "reminder.zh.txt").write_bytes(data)

    def read() -> Letter:
        return letter_for("reminder", case(R.PERSONAL), WAITING, at=PAID, language="zh", folder=tmp_path)

    with pytest.raises(InvalidField, match=r"^letter: "):
        letter("love_letter", case(R.PERSONAL))
    with pytest.raises(UnreadableFile, match=r"reminder\.zh\.txt"):
        read()
    write(b"\xff\xfe")
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read()
    write(b"a" * (LIMIT_BYTES + 1))
    with pytest.raises(UnreadableFile, match="too large"):
        read()
    write(b"{card_code}")
    with pytest.raises(UnknownPlaceholder):
        read()
    write("\ufeff{order_number}\r\n".encode())
    assert read().text == "A100"
