"""Cutting text for searching: the same for what is indexed and what is asked, and hits at their places."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.search_terms import QUERY_LIMIT, hits, indexed, match_expression, snippet, tokens

INDEX = "CREATE VIRTUAL TABLE t USING fts5(body, tokenize = 'unicode61 remove_diacritics 2')"


def finds(text: str, query: str) -> bool:
    """Whether a real index of that one text holds the query."""
    expression = match_expression(query)
    if not expression:
        return False
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(INDEX)
        db.execute("INSERT INTO t VALUES (?)", [indexed(text)])
        return db.execute("SELECT 1 FROM t WHERE t MATCH ?", [expression]).fetchone() is not None


def marked(text: str, query: str) -> str:
    for start, end in reversed(hits(text, query)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


FOUND = [
    ("商家说不退款", "退"),
    ("商家说不退款", "退款"),
    ("商家说不退款", "款 商家"),
    ("𠮷野家点券", "𠮷"),
    ("腾讯Q币100元", "q币"),
    ("腾讯Q币100元", "Q币100元"),
    ("订单KM20260901001已发货", "KM2026"),
    ("订单KM20260901001已发货", "km20260901001已发"),
    ("订单KM20260901001已发货", "km2026 0901 001"),
    ("订单KM20260901001已发货", "订单 KM2026 0901"),
    ("iPhone15 退 100 元", "iPhone15 100"),
    ("卡号 6222 0212 3456 7890", "6222021234567890"),
    ("卡号 6222 0212 3456 7890", "62220212"),
    ("卡号6222021234567890", "6222 0212 3456 7890"),
    ("卡号6222021234567890", "卡号 6222 0212"),
    ("电话 138-0013-8000", "13800138000"),
    ("电话 13800138000", "138-0013-8000"),
    ("实付￥1,234.50元", "1234.50"),
    ("实付￥1,234.50元", "1,234.5"),
    ("实付1234.50", "¥1,234.50"),
    ("实付¥100.00", "￥100"),
    ("实付¥100.00", "１００．００"),
    ("ＡＢＣ卡密", "abc"),
    ("Café 卡", "cafe"),
    ("2026-02-11 14:36", "20260211"),
    ("a_b-c", "b"),
    ("NEAR OR AND NOT", "near or"),
    ("Straße", "STRASSE"),
]


@pytest.mark.parametrize(("text", "query"), FOUND)
def test_it_is_found(text: str, query: str) -> None:
    assert finds(text, query)


NOT_FOUND = [
    ("商家说不退款", "退货"),
    ("商家说不退款", "款退"),
    ("KM20260901001", "20260901001"),
    ("100.00", "10000"),
    ("1,234.50", "123450"),
    ("1 元 2 元", "12"),
    ("KM20260901001", "KM2026 0902"),
    ("退款", ""),
    ("退款", "，。！"),
    ("退款", "-*()^:"),
]


@pytest.mark.parametrize(("text", "query"), NOT_FOUND)
def test_it_is_not_found(text: str, query: str) -> None:
    assert not finds(text, query)


MARKED = [
    ("商家说不退款", "退", "商家说不[退]款"),
    ("商家说不退款", "退款 商家", "[商家]说不[退款]"),
    ("ＡＢＣ卡密 abc", "abc卡", "[ＡＢＣ卡]密 abc"),
    ("卡 6222 0212 3456", "62220212", "卡 [6222 0212 3456]"),
    ("卡 622202123456", "6222 0212", "卡 [622202123456]"),
    ("单号 KM20260901001", "km2026 0901 001", "单号 [KM20260901001]"),
    ("付 ￥1,234.50 元", "1234.5", "付 ￥[1,234.50] 元"),
    ("KM2026 km2026x xkm2026", "km2026", "[KM2026] [km2026x] xkm2026"),
    ("㍿退款", "退款", "㍿[退款]"),
    ("ﬀ退", "ff", "[ﬀ]退"),
    ("退退退", "退退", "[退退退]"),
]


@pytest.mark.parametrize(("text", "query", "expected"), MARKED)
def test_hits_stand_where_the_words_do(text: str, query: str, expected: str) -> None:
    assert marked(text, query) == expected


def test_a_snippet_is_one_line_about_the_first_hit() -> None:
    text = "前" * 100 + "\n商家  同意\n退款" + "后" * 100
    line = snippet(text, "退款")
    assert "商家 同意 退款" in line
    assert line.startswith("…前")
    assert line.endswith("后…")
    assert marked(line, "退款").count("[退款]") == 1
    assert snippet("短", "没有") == "短"
    assert snippet("", "x") == ""


def test_a_hit_far_into_a_long_text_is_shown() -> None:
    text = "甲 " * 500_000 + "转账给乙方" + " 丙" * 1000
    assert "转账给乙方" in snippet(text, "给乙方")


def test_a_query_is_cut_where_nobody_reads_it_any_more() -> None:
    assert match_expression("退" * 10_000).count("退") == QUERY_LIMIT


signs = st.text(st.sampled_from("退款元QqA1 0０.,，-–*()^:\"'_~+{}[]￥¥\n\x00ﬁ㍿𠮷é́"), max_size=30)
words = st.sampled_from(["NEAR", "OR", "AND", "NOT", '"', "*", "退款", "100", "NEAR(", "body:", "-1", "{a}", "a*b"])
queries = signs | st.lists(words, max_size=6).map(" ".join) | st.text(max_size=20)


@settings(max_examples=500)
@given(text=st.text(max_size=60) | signs, query=queries)
@example(text="", query="\ud800")
def test_no_query_and_no_text_is_too_strange(text: str, query: str) -> None:
    safe = query.encode("utf-8", "replace").decode()
    finds(text.encode("utf-8", "replace").decode(), safe)
    places = hits(text, query)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert "\n" not in snippet(text, query)


@settings(max_examples=500)
@given(text=signs, data=st.data())
def test_whatever_a_text_holds_is_found_in_it_and_marked(text: str, data: st.DataObject) -> None:
    cut = tokens(text)
    if not cut:
        return
    first = data.draw(st.integers(0, len(cut) - 1))
    last = data.draw(st.integers(first, len(cut) - 1))
    query = text[cut[first].start : cut[last].end]
    assert all(unicodedata.normalize("NFKC", token.text).casefold() == token.text for token in cut)
    assert finds(text, query), (text, query)
    if len(query.split()) == 1:
        assert any(start <= cut[first].start < end for start, end in hits(text, query))
