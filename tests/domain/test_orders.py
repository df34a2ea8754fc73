"""Orders as typed: every field is validated, and a refusal names its field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.duration import Duration
from app.domain.errors import InputError, InvalidField, VaultError
from app.domain.evidence import Capture, CapturedFrom, Evidence, EvidenceId, Original
from app.domain.money import Money
from app.domain.orders import (
    FIELDS,
    REQUIRED,
    Order,
    OrderId,
    OrderStatus,
    PayMethod,
    StatusObservation,
    clean_url,
    order_facts,
    parse_field,
)

TYPED: dict[str, str | None] = {
    "platform": "星卡网",
    "number": "A100",
    "product": "腾讯 Q币 100元",
    "amount": "¥98.50",
    "paid_at": "2024-01-01 12:00",
    "merchant": "速充小店",
    "category": "游戏点卡",
    "face_value": "100",
    "account": "10001",
    "promise": "10分钟",
    "pay_method": "支付宝",
    "note": "第一行\n第二行",
}


def test_every_field_is_typed() -> None:
    assert set(TYPED) == set(FIELDS)
    facts = order_facts(TYPED)
    assert facts.amount == Money(9850)
    assert facts.face_value == Money(10000)
    assert facts.paid_at == datetime(2024, 1, 1, 4, 0, tzinfo=UTC)
    assert facts.promise == Duration(10, "m")
    assert facts.pay_method is PayMethod.ALIPAY
    assert (facts.platform, facts.number, facts.product) == ("星卡网", "A100", "腾讯 Q币 100元")
    assert (facts.merchant, facts.category, facts.account) == ("速充小店", "游戏点卡", "10001")
    assert facts.note == "第一行\n第二行"


def test_what_is_not_typed_is_absent() -> None:
    facts = order_facts({name: TYPED[name] for name in REQUIRED} | {"merchant": " ", "paid_at": None})
    assert (facts.merchant, facts.paid_at, facts.promise, facts.face_value, facts.note) == (None, None, None, None, "")


@pytest.mark.parametrize("field", sorted(REQUIRED))
@pytest.mark.parametrize("typed", [None, "", "  "])
def test_a_required_field_is_asked_for_by_name(field: str, typed: str | None) -> None:
    with pytest.raises(InvalidField) as refused:
        order_facts(TYPED | {field: typed})
    assert refused.value.field == field
    assert refused.value.sentence.en == f"{field}: must not be empty"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("amount", "abc"),
        ("face_value", "-5"),
        ("paid_at", "tomorrow"),
        ("promise", "soon"),
        ("pay_method", "bitcoin"),
        ("merchant", "a\nb"),
        ("note", "a\0b"),
        ("product", "x" * 301),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_field(field: str, typed: str) -> None:
    with pytest.raises(InvalidField) as refused:
        order_facts(TYPED | {field: typed})
    assert refused.value.field == field
    assert refused.value.line("en").startswith(f"{field}: ")
    assert refused.value.line("zh-CN").startswith(f"{field}：")
    assert "\n" not in refused.value.line("en")


def test_a_field_that_orders_do_not_have_is_refused_with_those_that_they_have() -> None:
    with pytest.raises(InvalidField, match="colour: an order has no such field") as refused:
        order_facts(TYPED | {"colour": "red"})
    assert "pay_method" in refused.value.remedy.en
    with pytest.raises(InvalidField, match="trashed_at"):
        parse_field("trashed_at", "2024-01-01")


def test_a_field_may_be_named_as_on_the_command_line() -> None:
    assert parse_field(" pay-method ", "wechat") is PayMethod.WECHAT


def test_the_status_is_the_one_seen_last() -> None:
    facts, at = order_facts(TYPED), datetime(2024, 1, 1, tzinfo=UTC)
    order = Order(OrderId(1), facts, (), 0, at)
    assert order.status is None
    seen = tuple(StatusObservation(status, at) for status in (OrderStatus.PENDING_PAYMENT, OrderStatus.DELIVERED))
    assert Order(OrderId(1), facts, seen, 0, at).status is OrderStatus.DELIVERED


def test_evidence_knows_whether_it_is_trashed() -> None:
    at = datetime(2024, 1, 1, tzinfo=UTC)
    item = Evidence(
        EvidenceId(1), OrderId(1), 1, Original("0" * 64, 1, "image/png", 1, 1), None, "a.png", "", "",
        Capture(None, CapturedFrom.NONE), at,
    )  # fmt: skip
    assert not item.is_trashed


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://example.com/a?b=1", "https://example.com/a?b=1"),
        ("example.com", "https://example.com"),
        ("http://例子.中国/规则", "http://例子.中国/规则"),
        ("", None),
        (None, None),
    ],
)
def test_an_address_is_a_web_address(typed: str | None, expected: str | None) -> None:
    assert clean_url("url", typed) == expected


@pytest.mark.parametrize(
    "typed", ["ftp://a.com", "javascript:alert(1)//x", "file:///etc/passwd", "https://", "a b.com", "http://[x"]
)
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    with pytest.raises(InvalidField, match="url: not a web address"):
        clean_url("url", typed)


def test_bad_input_and_an_unusable_vault_are_told_apart() -> None:
    assert not issubclass(InputError, VaultError)
    assert not issubclass(VaultError, InputError)
