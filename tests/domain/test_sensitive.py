"""Numbers and addresses to cover: found by form and check digit, masked, and located on a line; nothing else is."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.marks import HiddenKind, MarkKind, Region
from app.domain.readings import Reading, TextLine
from app.domain.sensitive import find_sensitive, masked, suggest_regions

K = HiddenKind


def found(text: str) -> list[tuple[HiddenKind, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find_sensitive(text)]


@pytest.mark.parametrize(
    ("text", "kind", "hidden", "shown"),
    [
        ("电话13812345678。", K.PHONE, "13812345678", "电话138****5678。"),
        ("手机：138 1234 5678", K.PHONE, "138 1234 5678", "手机：138****5678"),
        ("138-1234-5678", K.PHONE, "138-1234-5678", "138****5678"),
        ("１３８１２３４５６７８", K.PHONE, "１３８１２３４５６７８", "138****5678"),
        ("+86 13812345678", K.PHONE, "+86 13812345678", "138****5678"),
        ("+8619912345678 联系我", K.PHONE, "+8619912345678", "199****5678 联系我"),
        ("008613812345678", K.PHONE, "008613812345678", "138****5678"),
        ("tel13812345678", K.PHONE, "13812345678", "tel138****5678"),
        ("充值到13812345678 100元", K.PHONE, "13812345678", "充值到138****5678 100元"),
        ("身份证 11010519491231002X", K.ID_NUMBER, "11010519491231002X", "身份证 110*************2X"),
        ("11010519491231002x", K.ID_NUMBER, "11010519491231002x", "110*************2x"),
        ("110105 19491231 002X", K.ID_NUMBER, "110105 19491231 002X", "110*************2X"),
        ("１１０１０５194912310０２Ｘ", K.ID_NUMBER, "１１０１０５194912310０２Ｘ", "110*************2X"),
        ("尾号 6222021234567894", K.BANK_CARD, "6222021234567894", "尾号 ************7894"),
        ("6222 0212 3456 7894", K.BANK_CARD, "6222 0212 3456 7894", "************7894"),
        ("6228-4800-1234-5678-903", K.BANK_CARD, "6228-4800-1234-5678-903", "***************8903"),
        ("卡号：4111111111111111", K.BANK_CARD, "4111111111111111", "卡号：************1111"),
        ("发到 buyer.zhang@example.com.cn 吧", K.EMAIL, "buyer.zhang@example.com.cn", "发到 b***@example.com.cn 吧"),
        ("13812345678@qq.com", K.EMAIL, "13812345678@qq.com", "1***@qq.com"),
        ("卡密：ABCD-1234-EFGH-5678", K.CARD_CODE, "ABCD-1234-EFGH-5678", "卡密：••••5678"),
        ("您的码 9A8B7C6D5E4F3A2B 已发", K.CARD_CODE, "9A8B7C6D5E4F3A2B", "您的码 ••••3A2B 已发"),
        ("密码 20260901123456789012", K.CARD_CODE, "20260901123456789012", "密码 ••••9012"),
    ],
)  # fmt: skip
def test_what_is_found_and_how_it_is_masked(text: str, kind: HiddenKind, hidden: str, shown: str) -> None:
    assert found(text) == [(kind, hidden)]
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "订单号 KM20260901001",
        "订单号：13812345678",
        "订单编号 6222021234567894",
        "KM13812345678",
        "20260901123456789",
        "202609011234567890",
        "2026090122001412341234567890",
        "4200001234202609011234567890",
        "10001073012026090100123456789012",
        "20260901 22001412 3412 3456 7890",
        "2026 0901 2200 1412 3412 3456 7890",
        "交易单号 4200001234202609011234567890",
        "2026-09-01 12:00:00",
        "2026年9月1日 12:00",
        "¥13812345678.00",
        "-128.50元",
        "12315",
        "95588",
        "400-820-8820",
        "138123456789",
        "12812345678",
        "110105194912310021",
        "6222021234567890",
        "1111111111111111",
        "v1.2@3",
        "http://example.com/a?b=1",
        "",
    ],
)  # fmt: skip
def test_other_numbers_raise_no_alarm(text: str) -> None:
    kinds = [kind for kind, _ in found(text)]
    # Sixteen or eighteen digits alone may be a code; as a bank card or an ID number they fail their check digits.
    allowed = {K.CARD_CODE} if text in {"110105194912310021", "6222021234567890", "1111111111111111"} else set()
    assert set(kinds) <= allowed


def test_several_on_one_line_are_all_found_in_order() -> None:
    text = "6222 0212 3456 7894 13812345678，a@b.cn 卡密 ABC12345"
    assert [kind for kind, _ in found(text)] == [K.BANK_CARD, K.PHONE, K.EMAIL, K.CARD_CODE]


def id_number(place: int, born: date, order: int) -> str:
    digits = f"{place}{born:%Y%m%d}{order:03d}"
    # Table of GB 11643-1999, annex: weight 2 ** (18 - position) modulo 11.
    total = sum(int(digit) * (2 ** (17 - at)) for at, digit in enumerate(digits))
    return digits + "10X98765432"[total % 11]


@given(st.integers(110000, 659999), st.integers(0, 45_000), st.integers(0, 999), st.integers(0, 17))
def test_each_id_number_is_found_and_a_wrong_digit_is_not(place: int, days: int, order: int, at: int) -> None:
    number = id_number(place, date(1900, 1, 1) + timedelta(days=days), order)
    assert (K.ID_NUMBER, number) in found(f"证件号码：{number}，")
    if number[at] != "X":
        wrong = f"{number[:at]}{(int(number[at]) + 1) % 10}{number[at + 1 :]}"
        assert K.ID_NUMBER not in {kind for kind, _ in found(wrong)}


@given(
    st.text(alphabet="订单 号卡密码：电话，\n￥.-@＠０１２３abAX", max_size=30),
    st.sampled_from(["13812345678", "138 1234 5678", "6222021234567894", "11010519491231002X", "a1@b.cn"]),
    st.text(alphabet="元已发货，。\n x", max_size=10),
)
def test_masking_leaks_nothing_found_and_any_text_is_taken(before: str, number: str, after: str) -> None:
    text = f"{before}\n{number}\n{after}"
    spans = find_sensitive(text)
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert number not in masked(text)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    spans = find_sensitive(text)
    assert all(text[one.start : one.end] for one in spans)
    assert isinstance(masked(text), str)


def test_a_long_text_takes_no_time() -> None:
    import time

    start = time.monotonic()
    for text in ("1" * 50_000, "a." * 25_000, "138 1234 " * 6_000, "a@" * 25_000, "卡密 " * 10_000):
        find_sensitive(text)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("before", ["", "手机号：", "收件人 王小明 电话 ", "tel "])
@pytest.mark.parametrize("after", ["", "，谢谢", " abc 请尽快处理退款"])
def test_the_suggested_bar_covers_the_number_as_it_is_drawn(before: str, after: str) -> None:
    """Drawn in the faces of the dossier, the number lies under the bar, and most of the rest of the line does not."""
    from pathlib import Path

    from PIL import ImageFont

    fonts = Path(__file__).parents[2] / "resources" / "fonts"
    number = "13812345678"
    text = before + number + after
    for size in (24, 40):
        font = ImageFont.truetype(fonts / "NotoSansSC_400Regular.ttf", size, layout_engine=ImageFont.Layout.BASIC)
        line = TextLine(text, Region(100, 200, round(font.getlength(text)), round(size * 1.3)), 0.95)
        (mark,) = suggest_regions(Reading("engine", (line,)))
        assert (mark.kind, mark.hidden) == (MarkKind.BAR, K.PHONE)
        left = 100 + font.getlength(before)
        right = left + font.getlength(number)
        assert mark.region.x <= left
        assert mark.region.right >= right
        assert mark.region.y <= 200
        assert mark.region.bottom >= line.region.bottom
        assert mark.region.width <= right - left + 4 * size


def test_an_upright_line_is_covered_whole_and_lines_without_anything_are_left() -> None:
    tall = TextLine("13812345678", Region(10, 10, 30, 400), 0.9)
    plain = TextLine("订单详情", Region(10, 500, 200, 40), 0.9)
    (mark,) = suggest_regions(Reading("engine", (tall, plain)))
    assert mark.region.within(10_000, 10_000) == mark.region
    assert mark.region.y <= 10
    assert mark.region.bottom >= 410
    edge = TextLine("a@b.cn", Region(0, 0, 90, 20), 0.9)
    (mark,) = suggest_regions(Reading("engine", (edge,)))
    assert (mark.region.x, mark.region.y) == (0, 0)
