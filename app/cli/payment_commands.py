"""`payment …`: the rows of statements, and which order each belongs to."""

from __future__ import annotations

import argparse

from app.casework import payments
from app.casework.payments import ListedPayment, MatchDone, Reckoning
from app.cli.order_commands import order_id
from app.cli.session import Session, whole_number
from app.domain.errors import NotFound
from app.domain.money import Money
from app.domain.payment_links import LinkRole
from app.domain.payments import PaymentId
from app.domain.times import shown, to_iso
from app.domain.words import Text


def listing(session: Session, arguments: argparse.Namespace) -> int:
    """Print the payments of all statements, newest first."""
    with session.reading() as vault:
        found = list(payments.list_payments(vault, unmatched=arguments.unmatched, query=arguments.query or ""))
    session.answer([_payment(one) for one in found], lambda: [_line(session, one) for one in found])
    return 0


def match(session: Session, arguments: argparse.Namespace) -> int:
    """Print which payment and refund may belong to which order; with `--apply` join those that are certain."""
    with session.changing() if arguments.apply else session.reading() as vault:
        done = payments.match_payments(vault, apply=arguments.apply).value
    session.answer([_match(session, one) for one in done], lambda: [_match_line(session, one) for one in done])
    return 0


def join(session: Session, arguments: argparse.Namespace) -> int:
    """Join a payment to an order because the user says so."""
    role = LinkRole.parse("as", arguments.role)
    amount = Money.parse(arguments.amount) if arguments.amount else None
    key = PaymentId(whole_number("payment", arguments.id))
    with session.changing() as vault:
        made = payments.join(vault, key, order_id(arguments.order), role, amount).value
    done = MatchDone(made, is_applied=True)
    session.answer(_match(session, done), lambda: [_match_line(session, done)])
    return 0


def part(session: Session, arguments: argparse.Namespace) -> int:
    """Take a payment's links away."""
    key = PaymentId(whole_number("payment", arguments.id))
    with session.changing() as vault:
        listed = next((one for one in payments.list_payments(vault) if one.payment.id == key), None)
        if listed is None:
            raise NotFound(Text("付款记录", "payment"), key)
        for link in listed.links:
            payments.part(vault, link.id)
    parted = len(listed.links)
    session.answer({"id": key, "parted": parted}, lambda: [str(parted)])
    return 0


def reckon(session: Session, arguments: argparse.Namespace) -> int:
    """Print paid, refunded, fee and missing, by order and in total."""
    with session.reading() as vault:
        found = payments.reckon(vault, order=order_id(arguments.order) if arguments.order else None)
    names = ("paid", "refunded", "fee", "missing")
    total = {name: str(Money(sum(getattr(one, name).fen for one in found))) for name in names}
    document = {"orders": [_reckoning(one) for one in found], "total": total}
    session.answer(
        document,
        lambda: [
            f"{one.order.id}\t{one.order.facts.number}\t" + "\t".join(str(getattr(one, name)) for name in names)
            for one in found
        ],
    )
    return 0


def _payment(listed: ListedPayment) -> dict[str, object]:
    payment, row = listed.payment, listed.payment.row
    return {
        "id": payment.id,
        "source": payment.source.value,
        "at": to_iso(row.at),
        "direction": row.direction.value,
        "amount": str(row.amount),
        "refunded": None if row.refunded is None else str(row.refunded),
        "fee": None if row.fee is None else str(row.fee),
        "counterparty": row.counterparty or None,
        "product": row.product or None,
        "status": row.status or None,
        "state": row.state.value,
        "method": row.method or None,
        "transaction_no": row.transaction_no or None,
        "merchant_no": row.merchant_no or None,
        "order": listed.links[0].order if listed.links else None,
        "links": [
            {"order": link.order, "role": link.role.value, "amount": str(link.amount), "reasons": list(link.reasons)}
            for link in listed.links
        ],
        "line": row.line,
        "import": payment.imported,
        "replaces": payment.replaces,
    }


def _line(session: Session, listed: ListedPayment) -> str:
    row = listed.payment.row
    order = str(listed.links[0].order) if listed.links else "-"
    direction = session.say(row.direction.label)
    said = f"{row.counterparty}\t{row.product}\t{row.status}\t{order}"
    return f"{listed.payment.id}\t{shown(row.at)}\t{direction}\t{row.amount}\t{said}"


def _match(session: Session, done: MatchDone) -> dict[str, object]:
    found = done.match
    return {
        "payment": found.payment,
        "order": found.order,
        "cancellation": found.cancellation,
        "role": found.role.value,
        "amount": str(found.amount),
        "score": found.score,
        "reasons": [session.say(reason) for reason in found.reasons],
        "certain": found.is_certain,
        "applied": done.is_applied,
    }


def _match_line(session: Session, done: MatchDone) -> str:
    found = done.match
    mark = "=" if done.is_applied else "!" if found.is_certain else "?"
    reasons = "; ".join(session.say(reason) for reason in found.reasons)
    role = session.say(found.role.label)
    return f"{mark}\t{found.payment}\t{found.order}\t{role}\t{found.amount}\t{found.score}\t{reasons}"


def _reckoning(one: Reckoning) -> dict[str, object]:
    return {
        "order": one.order.id,
        "number": one.order.facts.number,
        "paid": str(one.paid),
        "refunded": str(one.refunded),
        "fee": str(one.fee),
        "missing": str(one.missing),
        "proven": one.is_proven,
        "payments": [listed.payment.id for listed in one.payments],
    }
