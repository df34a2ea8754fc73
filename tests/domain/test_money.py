"""Money: what people write is read to the fen, and what cannot be is refused by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidField
from app.domain.money import LIMIT_FEN, Money

fen = st.integers(0, LIMIT_FEN)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("100", 10000),
        ("100.00", 10000),
        ("100.5", 10050),
        ("0", 0),
        ("0.01", 1),
        ("¥1,234.50", 123450),
        ("￥1,234.50", 123450),
        ("１００元", 10000),
        ("１，２３４．５０", 123450),
        (" 95 圆 ", 9500),
        ("RMB 95", 9500),
        ("95cny", 9500),
        ("1.2300", 123),
        ("007", 700),
        ("10000000000.00", LIMIT_FEN),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, expected: int) -> None:
    assert Money.parse(typed) == Money(expected)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("abc", "not an amount"),
        ("", "not an amount"),
        ("   ", "not an amount"),
        ("元", "not an amount"),
        ("NaN", "not an amount"),
        ("Infinity", "not an amount"),
        ("1e5", "not an amount"),
        ("1_000", "not an amount"),
        ("1,23", "not an amount"),
        ("1,2345", "not an amount"),
        ("1.2.3", "not an amount"),
        (".5", "not an amount"),
        ("5.", "not an amount"),
        ("0x10", "not an amount"),
        ("100²", "not an amount"),
        ("①", "not an amount"),
        ("٣", "not an amount"),
        ("$5", "not an amount"),
        ("100\n200", "not an amount"),
        ("-5", "cannot be negative"),
        ("¥-5", "cannot be negative"),
        ("－５", "cannot be negative"),
        ("−5", "cannot be negative"),
        ("1.234", "finer than a fen"),
        ("100.0000000000000000000000000000000000001", "finer than a fen"),
        ("10000000000.01", "too large"),
        ("9" * 5000, "too large"),
    ],
)
def test_what_is_no_amount_is_refused_by_the_name_of_its_field(typed: str, why: str) -> None:
    with pytest.raises(InvalidField) as refused:
        Money.parse(typed, field="face_value")
    assert refused.value.field == "face_value"
    assert refused.value.sentence.en.startswith("face_value: ")
    assert why in refused.value.sentence.en
    assert refused.value.sentence.zh.startswith("face_value：")
    assert refused.value.remedy.zh
    assert refused.value.remedy.en


@given(fen)
def test_what_is_printed_is_read_back(count: int) -> None:
    money = Money(count)
    assert Money.parse(str(money)) == money
    assert Money.parse(money.shown) == money


@given(st.text(alphabet="0123456789０１２３.,．，¥￥-− 元e²①٣", max_size=12))
def test_any_typing_is_an_exact_amount_or_a_refusal(typed: str) -> None:
    try:
        money = Money.parse(typed)
    except InvalidField:
        return
    assert 0 <= money.fen <= LIMIT_FEN
    assert Money.parse(str(money)) == money


@given(fen, fen)
def test_sums_and_differences_are_exact(left: int, right: int) -> None:
    assert Money(left) + Money(right) - Money(right) == Money(left)
    assert (Money(left) < Money(right)) == (left < right)


def test_a_shortfall_is_shown_as_a_negative_amount() -> None:
    shortfall = Money.parse("95") - Money.parse("100")
    assert str(shortfall) == "-5.00"
    assert shortfall.shown == "-¥5.00"
    assert Money(-5).shown == "-¥0.05"


def test_currencies_are_never_mixed() -> None:
    with pytest.raises(ValueError, match="cannot join"):
        Money(1, "CNY") + Money(1, "USD")
    assert Money(123, "USD").shown == "USD 1.23"
