"""`complainant …`, `platform identity`, `order identity`: who complains, and of whom."""

from __future__ import annotations

import argparse

from app.casework import complainants, orders
from app.cli.order_commands import assignment, order_id
from app.cli.session import Session
from app.domain.complaint import Identity, Person


def complainant_set(session: Session, arguments: argparse.Namespace) -> int:
    """Keep the complainant's fields; `FIELD=` clears one."""
    typed = dict(assignment(text) for text in arguments.changes)
    with session.changing() as vault:
        stated = complainants.change_person(vault, typed)
    _answer(session, person_shape(stated))
    return 0


def complainant_show(session: Session, _: argparse.Namespace) -> int:
    """Print the complainant."""
    with session.reading() as vault:
        stated = complainants.load_person(vault)
    _answer(session, person_shape(stated))
    return 0


def platform_identity(session: Session, arguments: argparse.Namespace) -> int:
    """Keep who runs a platform."""
    typed = dict(assignment(text) for text in arguments.changes)
    with session.changing() as vault:
        stated = complainants.change_platform_identity(vault, arguments.name, typed).value
    _answer(session, identity_shape(stated))
    return 0


def order_identity(session: Session, arguments: argparse.Namespace) -> int:
    """Keep who the merchant of an order is."""
    typed = dict(assignment(text) for text in arguments.changes)
    with session.changing() as vault:
        order = orders.show_order(vault, order_id(arguments.id))
        stated = complainants.change_merchant_identity(vault, order, typed).value
    _answer(session, identity_shape(stated))
    return 0


def person_shape(stated: Person) -> dict[str, object]:
    """Return the complainant as a JSON document; empty is null."""
    return {
        "name": stated.name or None,
        "phone": stated.phone or None,
        "id_kind": stated.id_kind or None,
        "id_number": stated.id_number or None,
        "address": stated.address or None,
        "agrees_to_publish": stated.agrees_to_publish,
        "agrees_to_mediation": stated.agrees_to_mediation,
    }


def identity_shape(stated: Identity) -> dict[str, object]:
    """Return an identity as a JSON document; empty is null."""
    return {
        "name": stated.name or None,
        "contact": stated.contact or None,
        "address": stated.address or None,
        "phone": stated.phone or None,
        "licence": stated.licence or None,
    }


def _answer(session: Session, document: dict[str, object]) -> None:
    session.answer(document, lambda: [f"{name}: {value}" for name, value in document.items() if value is not None])
