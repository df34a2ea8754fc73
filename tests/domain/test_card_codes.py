"""Card codes: found, masked, provable, and never leaking more than their last four."""

from __future__ import annotations

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.card_codes import bare, find_card_codes, fingerprint, mask, masked_text

MARKS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz0123456789"
CODES = st.text(alphabet=MARKS, min_size=8, max_size=30).filter(lambda code: any(mark.isdecimal() for mark in code))
LABELS = st.sampled_from(["卡密", "卡号", "激活码", "兑换码", "密码", "CDKEY"])
SIGNS = st.sampled_from(["：", ": ", " ", "=", "是", "\n"])
WORDS = st.text(alphabet="您好请核对已发货谢谢，。！ \n", max_size=20)


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_card_codes(text)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("卡密：ABCD-1234-EFGH-5678，请核对", ["ABCD-1234-EFGH-5678"]),
        ("卡号 123456789012 密码 888899", ["123456789012", "888899"]),
        ("密码：1234", ["1234"]),
        ("激活码 ABCD1234\nEFGH5678、IJKL9012 完", ["ABCD1234", "EFGH5678", "IJKL9012"]),
        ("123456789----abcdef12", ["123456789", "abcdef12"]),
        ("您的码 9A8B7C6D5E4F3A2B 已发", ["9A8B7C6D5E4F3A2B"]),
        ("ABCD-EFGH-IJKL", ["ABCD-EFGH-IJKL"]),
        ("6222 0212 3456 7890", ["6222 0212 3456 7890"]),
        ("卡密：ＡＢＣ１２３４５", ["ＡＢＣ１２３４５"]),
        ("卡密：ABC12345，再说一遍 ABC12345 吧", ["ABC12345", "ABC12345"]),
        ("兑换码 ABCD EFG1 HIJ2 已失效", ["ABCD EFG1 HIJ2"]),
    ],
)
def test_codes_are_found(text: str, codes: list[str]) -> None:
    assert found(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "订单号 KM20260901001",
        "支付宝交易号 2026090122001412341234567890",
        "电话 13800138000",
        "买了100元卡密，2026年到期",
        "2026-09-01 12:00:00",
        "internationalizations that they have been with",
        "激活码已发送，请查收",
        hashlib.sha256(b"a picture").hexdigest(),
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert found(text) == []
    assert masked_text(text) == text


@given(WORDS, LABELS, SIGNS, CODES, WORDS)
def test_no_more_than_the_last_four_of_a_code_is_seen(
    before: str, label: str, sign: str, code: str, after: str
) -> None:
    text = f"{before}{label}{sign}{code} {after}"
    assert code in found(text)
    shown = masked_text(text)
    assert mask(code) in shown
    assert not any(code[at : at + 5] in shown for at in range(len(code) - 4))


@given(st.text(alphabet=MARKS + "-－ 卡密激活码：，\nＡ１", max_size=80))
def test_masking_any_text_leaks_nothing_it_found_and_is_done_after_once(text: str) -> None:
    spans = find_card_codes(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))
    shown = masked_text(text)
    outside = "".join(
        text[a:b] for a, b in zip([0, *(s.end for s in spans)], [*(s.start for s in spans), len(text)], strict=True)
    )
    assert len(shown) <= len(outside) + 8 * len(spans)


@given(st.text(max_size=40))
def test_a_mask_shows_four_at_most_and_never_half_of_a_code(code: str) -> None:
    seen = mask(code).removeprefix("••••")
    assert len(seen) <= 4
    assert len(seen) * 2 <= len(bare(code))
    assert bare(code).endswith(seen)


def test_a_mask_is_dots_and_the_last_four() -> None:
    assert mask("ABCD-1234-EFGH-5678") == "••••5678"
    assert mask("888899") == mask("") == "••••"


def test_who_holds_the_code_can_prove_it() -> None:
    assert fingerprint("ABCD-1234 5678") == hashlib.sha256(b"ABCD12345678").hexdigest()
    assert fingerprint("ＡＢＣＤ１２３４５６７８") == fingerprint("ABCD12345678")
    assert fingerprint("abcd12345678") != fingerprint("ABCD12345678")
    assert fingerprint("ABCD12345678", salt="x" * 16) == hashlib.sha256(b"x" * 16 + b"ABCD12345678").hexdigest()
