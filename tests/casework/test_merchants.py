"""Merchants with what they did, from orders and cases in a real vault."""

from __future__ import annotations

from app.casework import cancellations, orders
from app.casework.cancellations import TypedEvent
from app.casework.merchants import conduct_of, merchants
from app.domain.conduct import ConductKind
from app.domain.orders import OrderId
from app.vault.vault import Vault
from tests.fixtures.cases import order_fields


def bought(vault: Vault, number: str, **more: str) -> OrderId:
    return orders.record_order(vault, order_fields(number, **more)).value.id


def opened(vault: Vault, order: OrderId, *events: str, reason: str = "personal") -> None:
    key = cancellations.open_case(vault, order, reason=reason).value.id
    for event in events:
        name, _, amount = event.partition(" ")
        cancellations.record_event(vault, key, TypedEvent(name, amount=amount or None))


REFUSED = ("submit", "refuse", "ask_platform", "platform_for", "refund_received 100")


def test_merchants_are_listed_with_trouble_first(vault: Vault) -> None:
    opened(vault, bought(vault, "A1", merchant="好商家"), "submit", "agree", "refund_received 100")
    first, second = bought(vault, "B1", merchant="极速发卡"), bought(vault, "B2", merchant="极速发卡")
    opened(vault, first, *REFUSED)
    bought(vault, "C1")
    bad, good = merchants(vault)
    assert (bad.name, bad.platform, set(bad.orders), bad.cases) == ("极速发卡", "星卡网", {first, second}, 1)
    assert bad.conduct.counts == ((ConductKind.REFUSED_VALID, 1),)
    assert good.conduct.counts == ((ConductKind.SETTLED_WELL, 1),)


def test_the_same_name_on_another_platform_is_another_merchant(vault: Vault) -> None:
    opened(vault, bought(vault, "A1", merchant="极速发卡"), *REFUSED)
    bought(vault, "A1", merchant="极速发卡", platform="另一卡盟")
    known, other = conduct_of(vault, "星卡网", " 极速发卡 "), conduct_of(vault, "另一卡盟", "极速发卡")
    assert known is not None
    assert other is not None
    assert known.conduct.has_trouble
    assert (other.cases, other.conduct.has_trouble, other.conduct.words.zh) == (0, False, "没有取消记录")
    assert conduct_of(vault, "星卡网", "没见过") is None
    assert conduct_of(vault, "", "") is None


def test_what_lies_in_the_trash_counts_for_nothing(vault: Vault) -> None:
    order = bought(vault, "A1", merchant="极速发卡")
    opened(vault, order, *REFUSED)
    orders.trash_order(vault, order)
    assert merchants(vault) == []
    assert conduct_of(vault, "星卡网", "极速发卡") is None
    orders.restore_order(vault, order)
    assert [record.cases for record in merchants(vault)] == [1]
