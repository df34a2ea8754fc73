"""`order …`: recording, listing and editing orders, and the statuses seen on them."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.casework import orders, statuses
from app.cli.session import Session, whole_number
from app.cli.shapes import order_shape
from app.domain.errors import InvalidField
from app.domain.orders import FIELDS, Order, OrderId
from app.domain.times import shown
from app.domain.words import Text


def order_id(text: str) -> OrderId:
    """Return the id of an order from what was typed."""
    return OrderId(whole_number("order", text))


def add(session: Session, arguments: argparse.Namespace) -> int:
    """Record an order and print its id."""
    typed = {field: getattr(arguments, field) for field in FIELDS if getattr(arguments, field, None) is not None}
    orders.check_order(typed, now=session.clock.now(), status=arguments.status)  # before a vault is made for it
    with session.writing() as vault:
        order = orders.record_order(vault, typed, status=arguments.status).value
    session.answer(order_shape(order), lambda: [str(order.id)])
    return 0


def listing(session: Session, arguments: argparse.Namespace) -> int:
    """Print the orders that match."""
    with session.reading() as vault:
        found = orders.list_orders(vault, query=arguments.query, status=arguments.status)
    session.answer([order_shape(order) for order in found], lambda: [_line(session, order) for order in found])
    return 0


def show(session: Session, arguments: argparse.Namespace) -> int:
    """Print one order."""
    with session.reading() as vault:
        order = orders.show_order(vault, order_id(arguments.id))
    _answer(session, order)
    return 0


def edit(session: Session, arguments: argparse.Namespace) -> int:
    """Change fields of an order."""
    typed = dict(assignment(text) for text in arguments.changes)
    with session.changing() as vault:
        order = orders.edit_order(vault, order_id(arguments.id), typed).value
    _answer(session, order)
    return 0


def status(session: Session, arguments: argparse.Namespace) -> int:
    """Record a status that was seen."""
    proof = Path(arguments.evidence) if arguments.evidence else None
    with session.changing() as vault:
        order = statuses.see_status(vault, order_id(arguments.id), arguments.status, at=arguments.at, proof=proof).value
    _answer(session, order)
    return 0


def _answer(session: Session, order: Order) -> None:
    document = order_shape(order)

    def lines() -> list[str]:
        facts = document | {"status": order.status and session.say(order.status.label)}
        del facts["statuses"]
        said = [f"{name}: {value}" for name, value in facts.items() if value not in (None, "")]
        return said + [f"{shown(seen.at)}\t{session.say(seen.status.label)}" for seen in order.statuses]

    session.answer(document, lines)


def assignment(text: str) -> tuple[str, str]:
    """Return a typed FIELD=VALUE as name and value."""
    name, equals, value = text.partition("=")
    if not equals:
        raise InvalidField(
            text,
            Text("缺少“=”", "has no “=”"),
            Text("请写成 字段=值，如 amount=99.50", "write FIELD=VALUE, as in amount=99.50"),
        )
    return name, value


def _line(session: Session, order: Order) -> str:
    facts = order.facts
    paid = shown(facts.paid_at, seconds=False) if facts.paid_at else "-"
    state = session.say(order.status.label) if order.status else "-"
    return f"{order.id}\t{paid}\t{facts.amount.shown}\t{state}\t{facts.platform} {facts.number}\t{facts.product}"
