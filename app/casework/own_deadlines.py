"""Deadlines that the user sets."""

from __future__ import annotations

from app.casework.orders import living_order
from app.domain.cancellation import CancellationId
from app.domain.changes import Change, Outcome
from app.domain.deadline import OwnDeadline
from app.domain.errors import InvalidField
from app.domain.orders import OrderId
from app.domain.text import clean_line
from app.domain.times import parse_time, shown
from app.domain.words import Text
from app.vault import cancellations, own_deadlines
from app.vault.vault import Vault


def set_deadline(
    vault: Vault, order: OrderId, *, text: str, due: str, case: CancellationId | None = None
) -> Outcome[OwnDeadline]:
    """Set a deadline on an order or one of its cases.

    Raises:
        NotFound: there is no such order or case.
        InvalidField: no words, no instant, one that is over, or another order's case.
    """
    living_order(vault, order)
    words, due_at = clean_line("text", text), parse_time(due, field="due")
    if case is not None and cancellations.get(vault, case).order != order:
        raise InvalidField("case", Text("不属于这笔订单", "is not of this order"))
    if due_at <= vault.clock.now():
        raise InvalidField(
            "due",
            Text(f"已经过去：{shown(due_at)}", f"is over already: {shown(due_at)}"),
            Text("请填写以后的时间", "give a time to come"),
        )
    with vault.write("deadline.set") as facts:
        key = own_deadlines.add(facts, order, case, words, due_at)
    return Outcome(own_deadlines.get(vault, key), Change(Text("自设期限", "Set deadline"), tuple(facts.rows)))


def close_deadline(vault: Vault, key: int, *, is_waived: bool = False) -> Outcome[OwnDeadline]:
    """Close a deadline as done, or as dropped.

    Raises:
        NotFound: there is no such deadline.
        InvalidField: it is closed already.
    """
    if own_deadlines.get(vault, key).closed_at is not None:
        raise InvalidField("id", Text("这个期限已经结束", "this deadline is closed already"))
    with vault.write("deadline.closed") as facts:
        own_deadlines.close(facts, key, is_waived=is_waived)
    return Outcome(own_deadlines.get(vault, key), Change(Text("结束期限", "Close deadline"), tuple(facts.rows)))


def list_deadlines(vault: Vault, order: OrderId) -> list[OwnDeadline]:
    """Return the deadlines set on an order, the earliest due first, closed ones included."""
    return own_deadlines.of_order(vault, order)
