"""What is wanted against what the page says, character by character."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.purchase_check import DifferenceKind, check, compare

K = DifferenceKind
TEXTS = st.text(alphabet="腾讯网易点券100５ 元。\nab-", max_size=40)


def lit(intended: str, shown: str, **how: bool) -> list[tuple[str, str]]:
    return [(intended[d.start : d.end], shown[d.shown_start : d.shown_end]) for d in compare(intended, shown, **how)]


@pytest.mark.parametrize(
    ("intended", "shown", "found"),
    [
        ("腾讯游戏点券", "网易游戏点券", [("腾讯", "网易")]),
        ("100元话费", "50元话费", [("100", "50")]),
        ("Q币 100元", "Q币 100元 慢充", [("", "慢充")]),
        ("话费直充", "话费", [("直充", "")]),
        ("１００元　话费", "100元话费", []),
        ("100.00元", "100元", [("100.00", "100")]),
        ("1² 元", "12 元", [("1²", "12")]),
    ],
)
def test_what_differs_lights_up(intended: str, shown: str, found: list[tuple[str, str]]) -> None:
    assert lit(intended, shown) == found


def test_a_version_is_compared_exactly_as_written() -> None:
    assert lit("退款 5%，", "退款5%,", is_folded=False) == [(" ", ""), ("，", ",")]


@given(TEXTS, TEXTS)
def test_what_does_not_light_up_is_the_same(intended: str, shown: str) -> None:
    found = compare(intended, shown, is_folded=False)
    rest, other, past, shown_past = "", "", 0, 0
    for each in found:
        assert past <= each.start <= each.end <= len(intended)
        assert shown_past <= each.shown_start <= each.shown_end <= len(shown)
        assert each.start < each.end or each.shown_start < each.shown_end
        rest += intended[past : each.start]
        other += shown[shown_past : each.shown_start]
        past, shown_past = each.end, each.shown_end
    assert rest + intended[past:] == other + shown[shown_past:]
    assert bool(found) == (intended != shown)


@given(TEXTS)
def test_the_same_text_never_lights_up(text: str) -> None:
    assert compare(text, text) == ()


@pytest.mark.parametrize("sentence", ["。", "退款在三个工作日内到账。", "的了是在我有和就不的了是在" * 60])
def test_the_longest_texts_are_compared_in_no_time(sentence: str) -> None:
    long = (sentence * 10_000)[:10_000]
    other = long[:4_990] + "变" + long[5_000:][::-1]
    began = time.perf_counter()
    assert compare(long, other, is_folded=False)
    assert time.perf_counter() - began < 2


def test_one_word_changed_in_a_long_text_lights_up_alone() -> None:
    long = "".join(f"第{number}条，商家应在约定时间内发货。" for number in range(200))
    changed = long.replace("第100条，商家应在", "第100条，商家可在")
    assert lit(long, changed, is_folded=False) == [("应", "可")]


def test_fields_are_checked_with_what_may_go_wrong() -> None:
    product, face, account, region = check(
        {"product": "腾讯游戏点券 100元", "face_value": "100", "account": "10001", "region": "微信一区", "amount": ""},
        {"product": "网易游戏点券 50元", "face_value": "¥50.00", "account": "10011", "region": "微信二区"},
    )
    assert product.warning is not None
    assert "“腾讯”和“网易”" in product.warning.zh
    assert "想买 100，页面是 50" in product.warning.zh
    assert face.warning is not None
    assert "少 ¥50.00" in face.warning.zh
    # One wrong digit of an account is what the eye must find.
    (digit,) = account.differences
    assert (digit.start, digit.end) == (3, 4)
    assert account.warning is not None
    assert region.warning is not None
    assert "区服" in region.warning.zh


@pytest.mark.parametrize(
    ("wanted", "seen", "words"),
    [("98.50", "100", "多付 ¥1.50"), ("100", "60", "便宜 ¥40.00"), ("九折", "八折", "写法不同")],
)
def test_another_price_is_said_in_figures(wanted: str, seen: str, words: str) -> None:
    (found,) = check({"amount": wanted}, {"amount": seen})
    assert not found.same
    assert found.differences
    assert found.warning is not None
    assert words in found.warning.zh


def test_an_amount_written_otherwise_is_the_same() -> None:
    assert all(
        each.same
        for each in check({"face_value": "100", "amount": "１００元"}, {"face_value": "¥100.00", "amount": "100"})
    )


def test_a_side_not_filled_in_says_nothing() -> None:
    (found,) = check({"product": "Q币"}, {"product": " "})
    assert found.is_open
    assert not found.same
    assert (found.differences, found.warning) == ((), None)
    assert check({}, {"product": "  "}) == ()
