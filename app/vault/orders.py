"""Orders and the statuses that were seen on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.duration import Duration
from app.domain.errors import InvalidField, NotFound
from app.domain.money import Money
from app.domain.orders import (
    FieldValue,
    Order,
    OrderFacts,
    OrderId,
    OrderStatus,
    PayMethod,
    StatusObservation,
)
from app.domain.times import from_stored, to_stored
from app.domain.words import Text
from app.vault import platforms
from app.vault.facts import FactWriter
from app.vault.rows import LARGEST_KEY, reading
from app.vault.tables import ORDER_STATUSES, ORDERS
from app.vault.vault import Vault

_ORDER = """
    SELECT o.*, p.name AS platform, m.name AS merchant,
        (SELECT count(*) FROM evidence e WHERE e.order_id = o.id AND e.trashed_at IS NULL) AS evidence_count
    FROM orders o JOIN platforms p ON p.id = o.platform_id LEFT JOIN merchants m ON m.id = o.merchant_id
"""
QUERY_LIMIT = 300
"""How much of a search text is looked at, in characters."""

_SEARCHED = ("o.number", "o.product", "p.name", "m.name", "o.account", "o.category", "o.note")


def get(vault: Vault, order: OrderId) -> Order:
    """Return one order.

    Raises:
        NotFound: there is none of that id.
    """
    for row in vault.db.query(f"{_ORDER} WHERE o.id = ?", [min(order, LARGEST_KEY)]):
        return _order(row, _statuses(vault, [order]).get(order, ()))
    raise NotFound(Text("订单", "order"), order)


def find(vault: Vault, *, query: str = "", status: OrderStatus | None = None, is_trashed: bool = False) -> list[Order]:
    """Return orders, newest first, whose words all hold each word of `query`, and whose last status is `status`."""
    # A whole page pasted into the search box is more than SQLite takes as conditions.
    words = query[:QUERY_LIMIT].replace("\0", " ").encode("utf-8", "replace").decode("utf-8").split()
    conditions = [f"o.trashed_at IS {'NOT ' if is_trashed else ''}NULL"]
    parameters: list[str] = []
    for word in words:
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        conditions.append("(" + " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in _SEARCHED) + ")")
        parameters += [pattern] * len(_SEARCHED)
    where = " AND ".join(conditions)
    rows = list(
        vault.db.query(f"{_ORDER} WHERE {where} ORDER BY coalesce(o.paid_at, o.created_at) DESC, o.id DESC", parameters)
    )
    seen = _statuses(vault, None)
    orders = [_order(row, seen.get(row["id"], ())) for row in rows]
    return [order for order in orders if status is None or order.status == status]


def add(vault: Vault, facts: FactWriter, stated: OrderFacts) -> OrderId:
    """Record an order, with its platform and merchant where they are new.

    Raises:
        InvalidField: the platform has an order of that number already.
    """
    values: dict[str, object] = {"created_at": to_stored(facts.at), "currency": stated.amount.currency}
    platform = platforms.platform_named(vault, facts, stated.platform)
    _refuse_known_number(vault, platform, stated.number, except_for=None)
    values["platform_id"] = platform
    merchant = stated.merchant
    values["merchant_id"] = merchant and platforms.merchant_named(vault, facts, platform, merchant)
    for field in (
        "number",
        "product",
        "amount",
        "paid_at",
        "category",
        "face_value",
        "account",
        "promise",
        "pay_method",
        "note",
    ):
        values[field] = _stored(getattr(stated, field))
    return OrderId(facts.insert(ORDERS, values))


def edit(vault: Vault, facts: FactWriter, order: OrderId, fields: Mapping[str, FieldValue]) -> None:
    """Change validated fields of an order.

    Raises:
        NotFound: there is no such order.
        InvalidField: the platform has another order of the new number.
    """
    now = get(vault, order).facts
    changed: dict[str, object] = {
        field: _stored(value) for field, value in fields.items() if field not in {"platform", "merchant"}
    }
    platform = platforms.platform_named(vault, facts, str(fields.get("platform", now.platform)))
    number = str(fields.get("number", now.number))
    _refuse_known_number(vault, platform, number, except_for=order)
    if fields.keys() & {"platform", "merchant"}:
        merchant = fields.get("merchant", now.merchant)
        changed["platform_id"] = platform
        changed["merchant_id"] = platforms.merchant_named(vault, facts, platform, str(merchant)) if merchant else None
    facts.update(ORDERS, order, changed)


def observe(facts: FactWriter, order: OrderId, status: OrderStatus, at: datetime, evidence: int | None) -> None:
    """Record that the order was seen in a status at an instant."""
    values = {
        "order_id": order,
        "status": status.value,
        "at": to_stored(at),
        "evidence_id": evidence,
        "created_at": to_stored(facts.at),
    }
    facts.insert(ORDER_STATUSES, values)


def set_trashed(vault: Vault, facts: FactWriter, order: OrderId, *, trashed: bool) -> None:
    """Put an order in the trash or take it out again.

    Raises:
        InvalidField: on taking it out, the platform has another order of that number by now.
    """
    if not trashed:
        row = next(vault.db.query("SELECT platform_id, number FROM orders WHERE id = ?", [order]))
        _refuse_known_number(vault, row["platform_id"], row["number"], except_for=order)
    facts.update(ORDERS, order, {"trashed_at": to_stored(facts.at) if trashed else None})


def _refuse_known_number(vault: Vault, platform: int, number: str, *, except_for: OrderId | None) -> None:
    for row in vault.db.query(
        "SELECT id FROM orders WHERE platform_id = ? AND number = ? AND trashed_at IS NULL AND id IS NOT ?",
        [platform, number, except_for],
    ):
        raise InvalidField(
            "number",
            Text(
                f"这个平台已有订单号“{number}”（编号 {row['id']}）",
                f"“{number}” is on record already, as order {row['id']}",
            ),
            Text("请核对订单号，或编辑已有订单", "check the number, or edit that order"),
        )


def _statuses(vault: Vault, only: list[OrderId] | None) -> dict[int, tuple[StatusObservation, ...]]:
    where = "" if only is None else f" WHERE order_id IN ({','.join('?' * len(only))})"
    seen: dict[int, list[StatusObservation]] = {}
    for row in vault.db.query(f"SELECT * FROM {ORDER_STATUSES}{where} ORDER BY at, id", only or []):
        with reading(ORDER_STATUSES, row["id"]):
            observation = StatusObservation(OrderStatus(row["status"]), from_stored(row["at"]), row["evidence_id"])
        seen.setdefault(row["order_id"], []).append(observation)
    return {order: tuple(observations) for order, observations in seen.items()}


def _stored(value: FieldValue) -> object:
    match value:
        case Money():
            return value.fen
        case datetime():
            return to_stored(value)
        case None:
            return None
        case _:
            return str(value)


def _order(row: dict[str, Any], statuses: tuple[StatusObservation, ...]) -> Order:
    with reading(ORDERS, row["id"]):
        return Order(
            id=OrderId(row["id"]),
            facts=_facts(row),
            statuses=statuses,
            evidence_count=row["evidence_count"],
            created_at=from_stored(row["created_at"]),
            trashed_at=row["trashed_at"] and from_stored(row["trashed_at"]),
        )


def _facts(row: dict[str, Any]) -> OrderFacts:
    currency = row["currency"]
    return OrderFacts(
        platform=row["platform"],
        number=row["number"],
        product=row["product"],
        amount=Money(row["amount"], currency),
        paid_at=row["paid_at"] and from_stored(row["paid_at"]),
        merchant=row["merchant"],
        category=row["category"],
        face_value=None if row["face_value"] is None else Money(row["face_value"], currency),
        account=row["account"],
        promise=row["promise"] and Duration.parse(row["promise"]),
        pay_method=row["pay_method"] and PayMethod(row["pay_method"]),
        note=row["note"],
    )
