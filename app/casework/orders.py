"""Recording, editing and finding orders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.domain.changes import Change, Outcome
from app.domain.errors import InputError, InvalidField
from app.domain.evidence import EvidenceId
from app.domain.orders import Order, OrderId, OrderStatus, order_facts, parse_field
from app.domain.times import parse_time, refuse_future
from app.domain.words import Text
from app.vault import evidence, orders
from app.vault.vault import Vault


def check_order(typed: Mapping[str, str | None], *, now: datetime, status: str | None = None) -> None:
    """Refuse typed fields that `record_order` would refuse, without a vault.

    Raises:
        InvalidField: a field is wrong.
    """
    stated = order_facts(dict(typed))
    if stated.paid_at is not None:
        refuse_future("paid_at", stated.paid_at, now=now)
    if status:
        OrderStatus.parse("status", status)


def record_order(vault: Vault, typed: Mapping[str, str | None], *, status: str | None = None) -> Outcome[Order]:
    """Record an order from typed fields (keys: `app.domain.orders.FIELDS`), with the status it is seen in now.

    Raises:
        InvalidField: a field is wrong, or the platform has an order of that number.
    """
    stated = order_facts(dict(typed))
    if stated.paid_at is not None:
        refuse_future("paid_at", stated.paid_at, now=vault.clock.now())
    seen = OrderStatus.parse("status", status) if status else None
    with vault.write("order.recorded") as facts:
        key = orders.add(vault, facts, stated)
        if seen:
            orders.observe(facts, key, seen, facts.at, None)
    return Outcome(orders.get(vault, key), Change(Text("新订单", "New order"), tuple(facts.rows)))


def edit_order(vault: Vault, order: OrderId, typed: Mapping[str, str | None]) -> Outcome[Order]:
    """Change fields of an order from what was typed.

    Raises:
        NotFound: there is no such order.
        InvalidField: a field is wrong.
        InputError: the order lies in the trash.
    """
    fields = {name.strip().replace("-", "_"): parse_field(name, value) for name, value in typed.items()}
    paid_at = fields.get("paid_at")
    if isinstance(paid_at, datetime):
        refuse_future("paid_at", paid_at, now=vault.clock.now())
    living_order(vault, order)
    with vault.write("order.edited") as facts:
        orders.edit(vault, facts, order, fields)
    return Outcome(orders.get(vault, order), Change(Text("编辑订单", "Edit order"), tuple(facts.rows)))


def observe_status(
    vault: Vault, order: OrderId, status: str, *, at: datetime | str | None = None, proof: EvidenceId | None = None
) -> Outcome[Order]:
    """Record that an order was seen in a status, now or at an instant, with the evidence that shows it.

    Raises:
        NotFound: there is no such order or evidence.
        InvalidField: an unknown status, or no instant.
    """
    seen = OrderStatus.parse("status", status)
    instant = parse_time(at) if isinstance(at, str) else at
    living_order(vault, order)
    if proof is not None and evidence.get(vault, proof).order != order:
        raise InvalidField(
            "evidence",
            Text(f"证据 {proof} 不属于这笔订单", f"evidence {proof} is not on this order"),
            Text("请先把它加到这笔订单", "add it to this order first"),
        )
    with vault.write("order.status_seen") as facts:
        orders.observe(facts, order, seen, instant or facts.at, proof)
    return Outcome(orders.get(vault, order), Change(Text("记录状态", "Record status"), tuple(facts.rows)))


def trash_order(vault: Vault, order: OrderId) -> Outcome[Order]:
    """Put an order in the trash; its evidence stays with it.

    Raises:
        NotFound: there is no such order.
    """
    orders.get(vault, order)
    with vault.write("order.trashed") as facts:
        orders.set_trashed(vault, facts, order, trashed=True)
    return Outcome(orders.get(vault, order), Change(Text("删除订单", "Delete order"), tuple(facts.rows)))


def restore_order(vault: Vault, order: OrderId) -> Outcome[Order]:
    """Take an order out of the trash.

    Raises:
        NotFound: there is no such order.
        InvalidField: its number is in use by now.
    """
    orders.get(vault, order)
    with vault.write("order.restored") as facts:
        orders.set_trashed(vault, facts, order, trashed=False)
    return Outcome(orders.get(vault, order), Change(Text("恢复订单", "Restore order"), tuple(facts.rows)))


def list_orders(vault: Vault, *, query: str = "", status: str | None = None, is_trashed: bool = False) -> list[Order]:
    """Return orders, newest first, that hold each word of `query` and were last seen in `status`.

    Raises:
        InvalidField: an unknown status.
    """
    wanted = OrderStatus.parse("status", status) if status else None
    return orders.find(vault, query=query, status=wanted, is_trashed=is_trashed)


def show_order(vault: Vault, order: OrderId) -> Order:
    """Return one order.

    Raises:
        NotFound: there is no such order.
    """
    return orders.get(vault, order)


def living_order(vault: Vault, order: OrderId) -> Order:
    """Return an order that is not in the trash.

    Raises:
        NotFound: there is no such order.
        InputError: it lies in the trash.
    """
    found = orders.get(vault, order)
    if found.trashed_at:
        raise InputError(
            Text(f"订单 {order} 在回收站里", f"order {order} lies in the trash"),
            Text("请先恢复它", "restore it first"),
        )
    return found
