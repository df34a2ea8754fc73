"""Typed text: kept as typed, but for what no reader could see; closed lists by any of their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidField
from app.domain.evidence import CapturedFrom, CaptureMeaning, EvidenceKind
from app.domain.orders import OrderStatus, PayMethod
from app.domain.text import LINE_LIMIT, PROSE_LIMIT, Labelled, clean_line, clean_prose, optional_line


@pytest.mark.parametrize("typed", ["䶮㐂 Q币 <b>&amp;", "👨‍👩‍👧 家庭卡", "10 元 / 张", "a\u3000b", "אבג"])
def test_text_is_kept_as_typed(typed: str) -> None:
    assert clean_line("product", typed) == typed
    assert clean_prose("note", typed) == typed


@pytest.mark.parametrize("typed", ["", "  ", "\ufeff", " \ufeff \u3000", "\n", "\u200b"])
def test_a_line_of_nothing_is_empty(typed: str) -> None:
    with pytest.raises(InvalidField, match="product: must not be empty"):
        clean_line("product", typed)
    assert optional_line("product", typed) is None
    assert clean_prose("product", typed) == ""


@pytest.mark.parametrize("mark", ["\0", "\x1b", "\n", "\t", "\x85", "\u2028", "\u2029", "\ud800", "\x7f"])
def test_a_character_that_no_reader_could_see_is_refused_by_name(mark: str) -> None:
    with pytest.raises(InvalidField) as refused:
        clean_line("number", f"A{mark}1")
    assert refused.value.field == "number"
    assert f"U+{ord(mark):04X}" in refused.value.sentence.en


@given(st.text(max_size=40))
def test_a_line_is_one_line_that_comes_back_the_same(typed: str) -> None:
    try:
        cleaned = clean_line("product", typed)
    except InvalidField:
        return
    assert cleaned.splitlines() == [cleaned]
    assert clean_line("product", cleaned) == cleaned
    assert cleaned in typed
    cleaned.encode("utf-8")


@given(st.text(max_size=40))
def test_prose_comes_back_the_same(typed: str) -> None:
    try:
        cleaned = clean_prose("note", typed)
    except InvalidField:
        return
    assert "\r" not in cleaned
    assert clean_prose("note", cleaned) == cleaned
    cleaned.encode("utf-8")


def test_prose_keeps_its_lines() -> None:
    assert clean_prose("note", "第一行\r\n第二行\r\t第三行\n") == "第一行\n第二行\n\t第三行"
    assert clean_prose("note", None) == ""


def test_what_is_too_long_is_refused_with_both_lengths() -> None:
    assert clean_line("product", "字" * LINE_LIMIT)
    with pytest.raises(InvalidField, match=f"{LINE_LIMIT + 1} characters, at most {LINE_LIMIT}"):
        clean_line("product", "字" * (LINE_LIMIT + 1))
    with pytest.raises(InvalidField, match=f"at most {PROSE_LIMIT}"):
        clean_prose("note", "字" * (PROSE_LIMIT + 1))


@pytest.mark.parametrize("closed", [OrderStatus, PayMethod, EvidenceKind, CapturedFrom, CaptureMeaning])
def test_a_member_is_found_by_its_value_and_both_its_labels(closed: type[Labelled]) -> None:
    for member in closed:
        for name in (member.value, member.label.zh, member.label.en):
            for typed in (name, f" {name.upper()} ", name.replace("_", "-"), name.replace(" ", "_")):
                assert closed.parse("field", typed) is member


def test_no_member_has_the_name_of_another() -> None:
    for closed in (OrderStatus, PayMethod, EvidenceKind, CapturedFrom, CaptureMeaning):
        names = [name for member in closed for name in {member.value, member.label.zh, member.label.en.casefold()}]
        assert len(names) == len(set(names))


def test_an_unknown_member_is_refused_with_those_that_exist() -> None:
    with pytest.raises(InvalidField) as refused:
        OrderStatus.parse("status", "shipped?")
    assert refused.value.field == "status"
    assert all(member.value in refused.value.remedy.en for member in OrderStatus)
    assert "shipped?" in refused.value.sentence.zh


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    label = OrderStatus.DELIVERED.label
    assert (label.in_("zh_CN"), label.in_("ZH"), label.in_("en"), label.in_("fr")) == (
        "已发货",
        "已发货",
        "Delivered",
        "Delivered",
    )
