"""What screenshots state before an order exists: the surest value a name, said as people read it."""

from __future__ import annotations

import pytest

from app.casework.screen_reading import NOTED, SeenField, best_fields, noted, shown_value
from app.domain.marks import Region
from app.domain.readings import ReadField, ReadFieldName


def seen(name: ReadFieldName, value: str, score: float) -> SeenField:
    return SeenField(ReadField(name, value, score, Region(0, 0, 10, 10)), value.encode())


def test_the_surest_page_is_taken_and_pages_that_differ_are_not() -> None:
    first = (seen(ReadFieldName.NUMBER, "A100", 0.9), seen(ReadFieldName.AMOUNT, "100.00", 0.9))
    second = (seen(ReadFieldName.NUMBER, "A100", 0.97), seen(ReadFieldName.AMOUNT, "95.00", 0.99))
    (number,) = best_fields([first, second])
    assert (number.field.value, number.field.score, number.cutting) == ("A100", 0.97, b"A100")
    assert best_fields([]) == []


@pytest.mark.parametrize(
    ("name", "value", "zh", "en"),
    [
        (ReadFieldName.STATUS, "pending_delivery", "待发货", "Pending delivery"),
        (ReadFieldName.PAY_METHOD, "wechat", "微信支付", "WeChat Pay"),
        (ReadFieldName.PAID_AT, "2026-09-12T20:05:12+08:00", "2026-09-12 20:05:12", "2026-09-12 20:05:12"),
        (ReadFieldName.AMOUNT, "100.00", "100.00", "100.00"),
        (ReadFieldName.STATUS, "unheard of", "unheard of", "unheard of"),
        (ReadFieldName.PAID_AT, "some day", "some day", "some day"),
    ],
)
def test_values_are_said_in_words(name: ReadFieldName, value: str, zh: str, en: str) -> None:
    said = shown_value(name, value)
    assert (said.zh, said.en) == (zh, en)


def test_a_transaction_number_goes_into_the_note_once() -> None:
    assert ReadFieldName.TRANSACTION_NO in NOTED
    note = noted("客服说明天退", ReadFieldName.TRANSACTION_NO, "4200001")
    assert note == "客服说明天退\n交易单号：4200001"
    assert noted(note, ReadFieldName.TRANSACTION_NO, "4200001") == note
    assert noted("", ReadFieldName.MERCHANT_NO, "T200") == "商家订单号：T200"
