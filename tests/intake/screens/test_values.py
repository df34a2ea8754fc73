"""A value as a screen writes it becomes what an order's field takes, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.orders import parse_field
from app.domain.readings import ReadFieldName as Name
from app.intake.screens.rules import load_screen_rules
from app.intake.screens.values import value_of

RULES = load_screen_rules(Path(__file__).resolve().parents[3] / "resources" / "rules" / "screens")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        (Name.AMOUNT, "￥1,234.50", "1234.50"),
        (Name.AMOUNT, "-¥ 100. 00", "100.00"),
        (Name.AMOUNT, "¥-128.5", "128.50"),
        (Name.AMOUNT, "１００元", "100.00"),
        (Name.AMOUNT, "100", None),
        (Name.AMOUNT, "1.234.50", None),
        (Name.AMOUNT, "¥0.00", None),
        (Name.AMOUNT, "已退款(¥1.00)", None),
        (Name.PAID_AT, "2026-02-1114:29:08", "2026-02-11T14:29:08+08:00"),
        (Name.PAID_AT, "2026年2月1日 9:05", "2026-02-01T09:05:00+08:00"),
        (Name.PAID_AT, "2026／02／11　14：29：08", "2026-02-11T14:29:08+08:00"),
        (Name.PAID_AT, "2026.02.11 14:29", "2026-02-11T14:29:00+08:00"),
        (Name.PAID_AT, "2026-02-11", None),
        (Name.PAID_AT, "2026-02-30 10:00:00", None),
        (Name.PAID_AT, "2026-06-25 04:02:1", None),
        (Name.PAID_AT, "昨天 14:29", None),
        (Name.NUMBER, "T200P2331530004732165953 复制", "T200P2331530004732165953"),
        (Name.NUMBER, "KM-20260211-8831", "KM-20260211-8831"),
        (Name.NUMBER, "138****1234", None),
        (Name.NUMBER, "2026", None),
        (Name.NUMBER, "ABCDEFGHIJ12", None),
        (Name.STATUS, "等待卖家发货", "pending_delivery"),
        (Name.STATUS, "交易关闭", "cancelled"),
        (Name.STATUS, "已发货的订单不能取消", None),
        (Name.STATUS, "支付成功", None),
        (Name.PAY_METHOD, "支付宝（花呗）", "alipay"),
        (Name.PAY_METHOD, "招商银行储蓄卡(1234)", "bank"),
        (Name.PAY_METHOD, "零钱通", "wechat"),
        (Name.PAY_METHOD, "支付宝或微信", None),
        (Name.PRODUCT, "京东E卡500元【自动发货】 >", "京东E卡500元【自动发货】"),
        (Name.PRODUCT, "流量包【秒到账1", None),
        (Name.PRODUCT, "卡密：8821-3347-9912-0046", None),
        (Name.PRODUCT, "1", None),
        (Name.MERCHANT, "张*三（个人)", None),
    ],
)
def test_values(name: Name, text: str, value: str | None) -> None:
    assert value_of(name, text, RULES.meanings) == value
    if value is not None and name in {Name.NUMBER, Name.AMOUNT, Name.PAID_AT, Name.PAY_METHOD, Name.PRODUCT}:
        parse_field(name.value, value)
