"""Deadlines that the user set."""

from __future__ import annotations

from datetime import datetime

from app.domain.cancellation import CancellationId
from app.domain.deadline import OwnDeadline
from app.domain.errors import NotFound
from app.domain.orders import OrderId
from app.domain.times import from_stored, to_stored
from app.domain.words import Text
from app.vault.facts import FactWriter
from app.vault.rows import LARGEST_KEY, reading
from app.vault.tables import OWN_DEADLINES
from app.vault.vault import Vault


def of_order(vault: Vault, order: OrderId) -> list[OwnDeadline]:
    """Return the deadlines set on an order, the earliest due first."""
    return _found(vault, "order_id = ?", order)


def get(vault: Vault, key: int) -> OwnDeadline:
    """Return one deadline.

    Raises:
        NotFound: there is none of that id.
    """
    for entry in _found(vault, "id = ?", key) if key <= LARGEST_KEY else ():
        return entry
    raise NotFound(Text("期限", "own deadline"), key)


def add(facts: FactWriter, order: OrderId, case: CancellationId | None, text: str, due_at: datetime) -> int:
    """Set a deadline from now on."""
    values = {
        "order_id": order,
        "cancellation_id": case,
        "text": text,
        "starts_at": to_stored(facts.at),
        "due_at": to_stored(due_at),
    }
    return facts.insert(OWN_DEADLINES, values)


def close(facts: FactWriter, key: int, *, is_waived: bool) -> None:
    """Close a deadline now, as done or as dropped."""
    facts.update(OWN_DEADLINES, key, {"closed_at": to_stored(facts.at), "is_waived": int(is_waived)})


def _found(vault: Vault, where: str, key: int) -> list[OwnDeadline]:
    found = []
    for row in vault.db.query(f"SELECT * FROM {OWN_DEADLINES} WHERE {where} ORDER BY due_at, id", [key]):
        with reading(OWN_DEADLINES, row["id"]):
            entry = OwnDeadline(
                id=row["id"],
                order=OrderId(row["order_id"]),
                text=row["text"],
                starts_at=from_stored(row["starts_at"]),
                due_at=from_stored(row["due_at"]),
                cancellation=row["cancellation_id"] and CancellationId(row["cancellation_id"]),
                closed_at=row["closed_at"] and from_stored(row["closed_at"]),
                is_waived=bool(row["is_waived"]),
            )
            found.append(entry)
    return found
