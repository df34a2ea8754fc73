"""Platform rules: which terms there are and what each takes."""

from __future__ import annotations

import pytest

from app.domain.errors import InvalidField
from app.domain.rules import TERMS, clause

QUOTE = "付款后10分钟内可自助取消"


@pytest.mark.parametrize(
    ("term", "value", "kept"),
    [
        ("self_cancel_window", "10分钟", "10m"),
        ("self_cancel_window", "until:delivered", "until:delivered"),
        ("late_delivery", "30m", "30m"),
        ("refund_time.alipay", "24小时", "24h"),
        ("refund_time.bank", "3个工作日", "3wd"),
        ("support_reply", "48h", "48h"),
        ("fee", "none", "none"),
        ("fee", "5%", "5%"),
        ("fee", "5％", "5%"),
        ("fee", "0.5 %", "0.5%"),
        ("fee", "2", "2.00"),
        ("complaint_url", "https://example.com/complain", "https://example.com/complain"),
    ],
)
def test_a_value_is_kept_in_one_form(term: str, value: str, kept: str) -> None:
    stated = clause(term=f" {term} ", value=value, text=QUOTE, source=" https://example.com ")
    assert (stated.term, stated.value, stated.text, stated.source) == (term, kept, QUOTE, "https://example.com")
    assert clause(term=stated.term, value=stated.value, text=QUOTE).value == kept


@pytest.mark.parametrize("term", [term for term in TERMS if term != "complaint_url"])
def test_a_value_that_the_term_does_not_take_is_refused(term: str) -> None:
    with pytest.raises(InvalidField, match="value: "):
        clause(term=term, value="soon", text=QUOTE)


@pytest.mark.parametrize("value", ["101%", "100.01%", "-5%", "5%%", "1.234"])
def test_a_fee_is_a_share_or_an_amount(value: str) -> None:
    with pytest.raises(InvalidField, match="value: "):
        clause(term="fee", value=value, text=QUOTE)


def test_until_delivered_belongs_to_one_term() -> None:
    with pytest.raises(InvalidField, match="value: "):
        clause(term="late_delivery", value="until:delivered", text=QUOTE)


def test_an_unknown_term_is_refused_with_those_that_exist() -> None:
    with pytest.raises(InvalidField, match="term: ") as refused:
        clause(term="refund_time.cash", value="1d", text=QUOTE)
    assert all(term in refused.value.remedy.en for term in TERMS)


@pytest.mark.parametrize("quoted", ["", " \n "])
def test_a_clause_without_its_own_words_is_no_clause(quoted: str) -> None:
    with pytest.raises(InvalidField, match="text: "):
        clause(term="fee", value="none", text=quoted)
