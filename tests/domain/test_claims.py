"""What different sources claim about a picture: side by side, with what cannot be marked, and nothing merged."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.domain.claims import contradictions, time_claims
from app.domain.evidence import Capture, CapturedFrom, Evidence, EvidenceId, Original
from app.domain.marks import Region
from app.domain.money import Money
from app.domain.orders import Order, OrderFacts, OrderId, PayMethod
from app.domain.readings import ReadField, ReadFieldName, ScreenFacts, ScreenKind
from app.domain.times import parse_time

TAKEN = parse_time("2026-02-11 14:30")
IMPORTED = parse_time("2026-02-12 09:00")
MINUTE = timedelta(minutes=1)


def a_picture(at: datetime | None = None, known_from: CapturedFrom = CapturedFrom.NONE) -> Evidence:
    original = Original("a" * 64, 100, "image/png", 24, 40, IMPORTED)
    return Evidence(EvidenceId(1), OrderId(1), 1, original, None, "图.png", "", "", Capture(at, known_from), IMPORTED)


def page(kind: ScreenKind = ScreenKind.ORDER_PAGE, **fields: str) -> ScreenFacts:
    found = tuple(ReadField(ReadFieldName(name), value, 0.99, Region(0, 0, 9, 9)) for name, value in fields.items())
    return ScreenFacts(kind, found)


def an_order(**facts: object) -> Order:
    known = {"merchant": "某某数卡", "paid_at": TAKEN, "pay_method": PayMethod.WECHAT} | facts
    stated = OrderFacts("星卡网", "KM001", "腾讯Q币100元", Money(10000), **known)  # type: ignore[arg-type]
    return Order(OrderId(1), stated, (), 0, IMPORTED)


def test_sources_stand_side_by_side_the_most_direct_first() -> None:
    claimed = {
        CapturedFrom.FILE_TIME: TAKEN + 3 * MINUTE,
        CapturedFrom.EXIF: TAKEN,
        CapturedFrom.FILE_NAME: TAKEN + MINUTE,
    }
    claims = time_claims(a_picture(), claimed, page(shown_at="2026-02-11 14:29"))
    assert [claim.at for claim in claims] == [
        TAKEN,
        TAKEN + MINUTE,
        TAKEN + 3 * MINUTE,
        TAKEN - MINUTE,
        IMPORTED,
    ]
    assert not any(claim.is_doubtful for claim in claims)
    assert len({claim.source.zh for claim in claims}) == 5


def test_what_the_user_typed_is_a_source_too() -> None:
    claims = time_claims(a_picture(TAKEN, CapturedFrom.USER), {}, None)
    assert [claim.at for claim in claims] == [TAKEN, IMPORTED]


def test_a_picture_cannot_be_taken_after_it_was_imported() -> None:
    claims = time_claims(a_picture(), {CapturedFrom.FILE_TIME: IMPORTED + 2 * MINUTE}, None)
    assert [claim.is_doubtful for claim in claims] == [True, False]
    assert claims[0].note.en == "later than the import"
    soon = time_claims(a_picture(), {CapturedFrom.FILE_TIME: IMPORTED + MINUTE}, None)
    assert not soon[0].is_doubtful, "two clocks differ by a minute"


def test_a_picture_is_never_older_than_what_stands_in_it() -> None:
    claims = time_claims(a_picture(), {CapturedFrom.EXIF: TAKEN}, page(shown_at="2026-02-11 18:00"))
    assert [claim.is_doubtful for claim in claims] == [False, True, False]
    old = time_claims(a_picture(), {CapturedFrom.EXIF: TAKEN}, page(paid_at="2025-12-01 10:00:00"))
    assert not any(claim.is_doubtful for claim in old), "a page may show an old time"


def test_without_any_source_only_the_import_is_known() -> None:
    (claim,) = time_claims(a_picture(), {}, None)
    assert (claim.at, claim.source.zh) == (IMPORTED, "导入时间")


AGREE = [
    {"number": "KM001"},
    {"amount": "100.00"},
    {"amount": "100"},
    {"paid_at": "2026-02-11 14:30:40"},
    {"merchant": "某某数卡专营店"},
    {"product": "Q币100元"},
    {"pay_method": "wechat"},
    {},
]


@pytest.mark.parametrize("fields", AGREE)
def test_what_agrees_is_no_contradiction(fields: dict[str, str]) -> None:
    assert contradictions(an_order(), page(**fields)) == []


DIFFER = [
    ("number", "KM002"),
    ("amount", "95.00"),
    ("paid_at", "2026-02-11 14:40:00"),
    ("merchant", "云卡商城"),
    ("product", "话费充值券"),
    ("pay_method", "alipay"),
]


@pytest.mark.parametrize(("name", "value"), DIFFER)
def test_what_differs_is_named_with_both_values(name: str, value: str) -> None:
    (found,) = contradictions(an_order(), page(**{name: value}))
    assert (found.field.value, found.read.value) == (name, value)
    assert found.typed


def test_a_bill_is_held_to_amount_and_time_only() -> None:
    bill = {"number": "4200", "product": "商户消费", "merchant": "某公司", "amount": "95.00"}
    found = contradictions(an_order(), page(ScreenKind.WECHAT_BILL, **bill))
    assert [one.field for one in found] == [ReadFieldName.AMOUNT]
    assert contradictions(an_order(), page(ScreenKind.CHAT, amount="95.00")) == []


def test_what_was_not_typed_or_not_read_contradicts_nothing() -> None:
    assert contradictions(an_order(merchant=None, paid_at=None, pay_method=None), page(merchant="x")) == []
    assert contradictions(an_order(), page(amount="abc")) == []
