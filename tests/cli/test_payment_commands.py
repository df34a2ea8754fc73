"""`payment …`: the rows of statements, whose they are, and what is missing; on the samples, end to end."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.casework.importing.statement_files import FIXTURES
from tests.cli.terminal import Terminal
from tests.cli.test_import_commands import refused

ALIPAY = FIXTURES / "statements" / "alipay_app.csv"
WECHAT = FIXTURES / "statements" / "wechat_2026.xlsx"
PAYMENT_KEYS = {
    "id", "source", "at", "direction", "amount", "refunded", "fee", "counterparty", "product", "status", "method",
    "transaction_no", "merchant_no", "order", "line",
}  # fmt: skip
MATCH_KEYS = {"payment", "order", "cancellation", "score", "reasons", "certain", "applied"}
ORDERS = {
    "card": ("某某数卡", "CARD20260211143500001", "游戏点卡100元", "128.50", "2026-02-11 14:35", "某某数卡", "wechat"),
    "month": ("云卡商城", "B3", "视频会员月卡", "25", "2026-02-12 09:00", "云卡商城", "wechat"),
    "parts": ("数卡", "B4", "话费券50元*2", "100", "2026-02-14 10:00", "卡密自动售", "wechat"),
    "transfer": ("微信", "B5", "手工点卡", "60", "2026-02-16 20:00", "卡商小王", "wechat"),
    "packet": ("微信", "B6", "红包点卡", "50", "2026-02-18 17:09", "卡商小王", "wechat"),
    "closed": ("某某数卡专营店", "B7", "游戏点卡100元", "99.90", "2026-02-12 19:40", "某某数卡专营店", "alipay"),
    "partly": ("云卡商城", "B2", "话费充值券50元*2", "100", "2026-02-14 18:00", "云卡商城", "alipay"),
}


@pytest.fixture
def orders(terminal: Terminal) -> dict[str, int]:
    names = ("platform", "number", "product", "amount", "paid-at", "merchant", "pay-method")
    made = {}
    for key, values in ORDERS.items():
        words = [word for name, value in zip(names, values, strict=True) for word in (f"--{name}", value)]
        made[key] = int(terminal.json("order", "add", *words)["id"])
    assert terminal("import", ALIPAY, WECHAT).code == 0
    return made


def test_the_shape_of_a_payment(terminal: Terminal) -> None:
    terminal.json("import", ALIPAY)
    listed = terminal.json("payment", "list")
    assert len(listed) == 9
    assert [one["at"] for one in listed] == sorted((one["at"] for one in listed), reverse=True)
    (sold,) = terminal.json("payment", "list", "--query", "2026021122001418961434480001")
    assert sold.keys() >= PAYMENT_KEYS
    assert {name: sold[name] for name in PAYMENT_KEYS - {"id"}} == {
        "source": "alipay",
        "at": "2026-02-11T14:29:08+08:00",
        "direction": "out",
        "amount": "128.50",
        "refunded": None,
        "fee": None,
        "counterparty": "某某数卡专营店",
        "product": "【自动发货】视频会员年卡 卡密",
        "status": "交易成功",
        "method": "招商银行储蓄卡(1234)",
        "transaction_no": "2026021122001418961434480001",
        "merchant_no": "T200P2331530004732160001",
        "order": None,
        "line": sold["line"],
    }
    assert ALIPAY.read_text("gb18030").splitlines()[sold["line"] - 1].startswith("2026-02-11 14:29:08")


def test_the_samples_are_matched_end_to_end(terminal: Terminal, orders: dict[str, int]) -> None:
    proposed = terminal.json("payment", "match")
    assert all(one.keys() >= MATCH_KEYS and not one["applied"] for one in proposed)
    assert terminal.json("payment", "list", "--unmatched") == terminal.json("payment", "list"), "only looked at"
    applied = terminal.json("payment", "match", "--apply")
    assert [{**one, "applied": False} for one in applied] == proposed
    assert all(one["applied"] == one["certain"] for one in applied)
    found = {(one["order"], one["role"], one["amount"]) for one in applied if one["applied"]}
    assert found == {
        (orders["card"], "payment", "128.50"),
        (orders["month"], "payment", "25.00"),
        (orders["month"], "refund", "25.00"),
        (orders["parts"], "payment", "100.00"),
        (orders["parts"], "refund", "30.00"),
        (orders["parts"], "refund", "20.00"),
        (orders["transfer"], "payment", "60.00"),
        (orders["transfer"], "refund", "60.00"),
        (orders["packet"], "payment", "50.00"),
        (orders["packet"], "refund", "50.00"),
        (orders["closed"], "payment", "99.90"),
        (orders["closed"], "refund", "99.90"),
        (orders["partly"], "payment", "100.00"),
        (orders["partly"], "refund", "50.00"),
    }
    assert terminal.json("payment", "match") == []
    left = terminal.json("payment", "list", "--unmatched")
    assert sorted(one["amount"] for one in left) == ["100.10", "12.00", "128.50", "16.00", "80.00", "88.00", "9.90"]
    assert all(one["order"] is None for one in left)
    joined = [one for one in terminal.json("payment", "list") if one["order"] == orders["parts"]]
    assert {link["role"] for one in joined for link in one["links"]} == {"payment", "refund"}
    assert all(link["reasons"] for one in joined for link in one["links"])
    assert terminal.json("verify")["ok"]


def test_reckoning_to_the_fen(terminal: Terminal, orders: dict[str, int]) -> None:
    terminal.json("payment", "match", "--apply")
    case = terminal.json("cancel", "open", orders["partly"], "--reason", "late_delivery")["id"]
    told = terminal.json("payment", "reckon")
    by_order = {one["order"]: one for one in told["orders"]}
    assert set(by_order) == set(orders.values())
    assert {name: by_order[orders["partly"]][name] for name in ("paid", "refunded", "fee", "missing", "proven")} == {
        "paid": "100.00",
        "refunded": "50.00",
        "fee": "0.00",
        "missing": "50.00",
        "proven": True,
    }
    total = {name: str(sum(Decimal(one[name]) for one in told["orders"])) for name in told["total"]}
    assert told["total"] == total == {"paid": "563.40", "refunded": "334.90", "fee": "0.00", "missing": "50.00"}
    assert terminal.json("payment", "reckon", orders["card"])["total"]["refunded"] == "0.00"
    assert case


def test_a_refund_is_offered_to_the_case_that_waits(terminal: Terminal, orders: dict[str, int]) -> None:
    case = terminal.json("cancel", "open", orders["month"], "--reason", "not_received")["id"]
    terminal.json("cancel", "event", case, "submit", "--at", "2026-02-12 10:00")
    (refund,) = [
        one for one in terminal.json("payment", "match") if one["order"] == orders["month"] and one["role"] == "refund"
    ]
    assert refund["cancellation"] == case
    assert "exactly the ¥25.00 that should come back" in refund["reasons"]


def test_joining_and_parting_by_hand(terminal: Terminal, orders: dict[str, int]) -> None:
    listed = terminal.json("payment", "list")
    key = next(one["id"] for one in listed if one["amount"] == "12.00")
    joined = terminal.json("payment", "join", key, orders["card"], "--as", "fee", "--amount", "2.00")
    assert (joined["payment"], joined["order"], joined["role"], joined["amount"]) == (
        key,
        orders["card"],
        "fee",
        "2.00",
    )
    assert joined["certain"]
    assert "already" in refused(terminal, "payment", "join", key, orders["card"], "--as", "fee")
    assert refused(terminal, "payment", "join", key, "99")
    assert refused(terminal, "payment", "join", "9999", orders["card"])
    assert refused(terminal, "payment", "join", key, orders["card"], "--as", "gift")
    assert refused(terminal, "payment", "join", key, orders["card"], "--amount", "-1")
    assert refused(terminal, "payment", "join", key, orders["card"], "--amount", "12.01")
    assert terminal.json("payment", "part", key)["parted"] == 1
    assert terminal.json("payment", "part", key)["parted"] == 0
    assert refused(terminal, "payment", "part", "x")


def test_an_empty_vault_lists_nothing(terminal: Terminal) -> None:
    terminal.order()
    assert terminal.json("payment", "list") == []
    assert terminal.json("payment", "match", "--apply") == []
    assert terminal.json("payment", "reckon")["total"]["paid"] == "100.00"
    assert refused(terminal, "payment", "reckon", "77")
