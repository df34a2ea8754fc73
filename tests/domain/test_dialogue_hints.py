"""Promises and figures in what people write."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dialogue_hints import HintKind, find_hints


def found(text: str) -> list[tuple[str, str, str]]:
    return [
        (hint.kind.value, text[hint.start : hint.end], str(hint.money or hint.duration or hint.number))
        for hint in find_hints(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("退款24小时内到账", [("promise", "24小时内", "24h")]),
        ("1-3个工作日原路退回", [("promise", "1-3个工作日", "3wd")]),
        ("预计三到五个工作日", [("promise", "三到五个工作日", "5wd")]),
        ("两天内处理", [("promise", "两天内", "2d")]),
        ("一周内答复您", [("promise", "一周内", "7d")]),
        ("半小时左右补发", [("promise", "半小时左右", "30m")]),
        ("最晚48小时", [("promise", "48小时", "48h")]),
        ("十五天之内退还", [("promise", "十五天之内", "15d")]),
        ("refund within 3 days", [("promise", "3 days", "3d")]),
        ("当天到账", [("promise", "当天", "1d")]),
        ("等了2小时了", [("duration", "2小时", "2h")]),
        ("已退¥50.00", [("amount", "¥50.00", "50.00")]),
        ("退￥1,234.5给您", [("amount", "￥1,234.5", "1234.50")]),
        ("还差12.5元", [("amount", "12.5元", "12.50")]),
        ("退了５０元", [("amount", "５０元", "50.00")]),
        ("五十块钱", [("amount", "五十块钱", "50.00")]),
        ("1.5万元", [("amount", "1.5万元", "15000.00")]),
        ("100RMB", [("amount", "100RMB", "100.00")]),
        ("订单 CARD20260211143500001 付款了", [("order_number", "CARD20260211143500001", "CARD20260211143500001")]),
        ("订单号：8823-99123456", [("order_number", "8823-99123456", "8823-99123456")]),
        (
            "4200001234202602111234567890元",
            [("order_number", "4200001234202602111234567890", "4200001234202602111234567890")],
        ),
        (
            "24小时内退50元，单号A123456789",
            [("promise", "24小时内", "24h"), ("amount", "50元", "50.00"), ("order_number", "A123456789", "A123456789")],
        ),
        ("2026年2月11日付的", []),
        ("12月3日", []),
        ("12:30:15 在吗", []),
        ("订单 请处理", []),
        ("0元", [("amount", "0元", "0.00")]),
        ("好的", []),
    ],
)
def test_what_is_found(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_a_range_keeps_both_ends_and_what_it_is_about() -> None:
    (hint,) = find_hints("1-3个工作日内到账")
    assert hint.kind is HintKind.PROMISE
    assert (str(hint.shortest), str(hint.duration), hint.about) == ("1wd", "3wd", "到账")


@given(st.text(alphabet="0123456789元¥万内到账天个工作日订单号A-至半十百两:：. \n", max_size=80))
def test_places_are_true_and_apart(text: str) -> None:
    hints = find_hints(text)
    assert all(0 <= hint.start < hint.end <= len(text) for hint in hints)
    assert all(one.end <= two.start for one, two in itertools.pairwise(hints))


@pytest.mark.parametrize("piece", ["1", "1,", "订单", "十", "¥", "A1", " ", "1-", "元1"])
def test_long_texts_take_no_time(piece: str) -> None:
    started = time.perf_counter()
    find_hints(piece * 100_000)
    assert time.perf_counter() - started < 2
