"""Filling letters: gaps are visible, and what the user typed is never read as a template."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.letters import PLACEHOLDERS, Letter, UnknownPlaceholder, fill, names_in


def test_known_values_go_in_and_missing_ones_show() -> None:
    template = "订单号 {order_number}，商品{product}，再说一次 {order_number}"
    assert fill(template, {"product": "Q币"}) == Letter(
        "订单号 【请填写：订单号】，商品Q币，再说一次 【请填写：订单号】", ("order_number",)
    )
    assert fill("{order_number}", {}, "en").text == "[fill in: order number]"
    assert fill("{order_number}", {}, "zh_CN").text == "【请填写：订单号】"


@pytest.mark.parametrize("blank", [None, "", "  \n"])
def test_a_blank_value_is_a_gap(blank: str | None) -> None:
    assert fill("{product}", {"product": blank}).gaps == ("product",)


@given(st.text(min_size=1).filter(str.strip))
def test_typed_text_goes_in_as_it_is(typed: str) -> None:
    assert fill("<{product}>", {"product": typed, "merchant": "x"}).text == f"<{typed}>"


@pytest.mark.parametrize("typed", ["{merchant}", "{?merchant}", "{0}", "{", "}}", "\\1", "{order_number!r}", "%s"])
def test_braces_in_typed_text_are_text(typed: str) -> None:
    assert fill("{product}", {"product": typed, "merchant": "不该出现"}) == Letter(typed)


def test_a_conditional_line_stands_only_where_it_applies() -> None:
    template = "甲\n{?fee_clause}规则：{fee_clause}\n{!fee_clause}没有规则\n乙"
    assert fill(template, {"fee_clause": "5%"}) == Letter("甲\n规则：5%\n乙")
    assert fill(template, {}) == Letter("甲\n没有规则\n乙")


def test_all_conditions_of_a_line_must_hold() -> None:
    template = "{?product}{!merchant}{product}，商家不详"
    assert fill(template, {"product": "Q币"}).text == "Q币，商家不详"
    assert fill(template, {"product": "Q币", "merchant": "店"}).text == ""
    assert fill(template, {}).text == ""


def test_a_name_that_no_letter_knows_is_refused() -> None:
    with pytest.raises(UnknownPlaceholder) as refused:
        fill("{order_nummer}", {"order_nummer": "1"})
    assert "order_nummer" in refused.value.line("zh")


def test_every_gap_has_words_in_both_languages() -> None:
    for name, label in PLACEHOLDERS.items():
        assert label.zh in fill(f"{{{name}}}", {}).text
        assert label.en in fill(f"{{{name}}}", {}, "en").text
    assert names_in("{?product}{product}{merchant}") == ("product", "merchant")
