"""Merchants and what they did, for the list of merchants and for the hint on a new order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.cancellation import Cancellation
from app.domain.conduct import Conduct, conduct
from app.domain.orders import Order, OrderId
from app.vault import cancellations, orders
from app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class MerchantRecord:
    """A merchant of one platform: its orders and cases that are not in the trash, newest order first."""

    name: str
    platform: str
    orders: tuple[OrderId, ...]
    cases: int
    conduct: Conduct


def merchants(vault: Vault) -> list[MerchantRecord]:
    """Return the merchants that orders name: those with trouble on record first, then by platform and name."""
    records = _records(vault, orders.find(vault))
    return sorted(records, key=lambda record: (not record.conduct.has_trouble, record.platform, record.name))


def conduct_of(vault: Vault, platform_name: str, merchant_name: str) -> MerchantRecord | None:
    """Return what is known of a merchant as it is typed, before an order of it is recorded; None where it is new."""
    wanted = platform_name.strip(), merchant_name.strip()
    named = [order for order in orders.find(vault) if (order.facts.platform, order.facts.merchant) == wanted]
    return next(iter(_records(vault, named)), None)


def _records(vault: Vault, found: Sequence[Order]) -> list[MerchantRecord]:
    by_order: dict[OrderId, list[Cancellation]] = {}
    for case in cancellations.every(vault):
        by_order.setdefault(case.order, []).append(case)
    by_merchant: dict[tuple[str, str], list[OrderId]] = {}
    for order in found:
        if order.facts.merchant:
            by_merchant.setdefault((order.facts.platform, order.facts.merchant), []).append(order.id)
    records = []
    for (platform, name), keys in by_merchant.items():
        cases = [case for key in keys for case in by_order.get(key, ())]
        records.append(MerchantRecord(name, platform, tuple(keys), len(cases), conduct(cases)))
    return records
