"""Keeping card codes: masked everywhere, in clear only for the one that is asked for, provable by a salted hash."""

from __future__ import annotations

import secrets
from typing import Final

from app.casework.orders import living_order
from app.domain.card_codes import CardCode, bare, fingerprint
from app.domain.changes import Change, Outcome
from app.domain.errors import InvalidField
from app.domain.orders import OrderId
from app.domain.text import clean_line
from app.domain.words import Text
from app.vault import card_codes
from app.vault.vault import Vault

_SALT_BYTES: Final = 16


def keep_code(vault: Vault, order: OrderId, code: str) -> Outcome[CardCode]:
    """Keep a card code of an order.

    Raises:
        NotFound: there is no such order.
        InvalidField: nothing was typed, or the order has this code already; the message never quotes it.
    """
    living_order(vault, order)
    typed = clean_line("code", code)
    if not bare(typed):
        raise InvalidField("code", Text("没有卡密", "holds no code"))
    if any(fingerprint(typed, salt=kept.salt) == kept.fingerprint for kept in card_codes.of_order(vault, order)):
        raise InvalidField("code", Text("这条卡密已经在这里", "this code is here already"))
    salt = secrets.token_hex(_SALT_BYTES)
    with vault.write("card_code.kept") as facts:
        key = card_codes.add(facts, order, typed, salt=salt, fingerprint=fingerprint(typed, salt=salt))
    kept = next(kept for kept in card_codes.of_order(vault, order) if kept.id == key)
    return Outcome(kept, Change(Text("保存卡密", "Keep card code"), tuple(facts.rows)))


def list_codes(vault: Vault, order: OrderId) -> list[CardCode]:
    """Return the codes of an order, masked."""
    return card_codes.of_order(vault, order)


def reveal_code(vault: Vault, key: int) -> str:
    """Return one code in clear, because somebody asked for it.

    Raises:
        NotFound: there is none of that id.
    """
    return card_codes.reveal(vault, key)


def drop_code(vault: Vault, key: int) -> Outcome[None]:
    """Forget a code.

    Raises:
        NotFound: there is none of that id.
    """
    card_codes.reveal(vault, key)
    with vault.write("card_code.dropped") as facts:
        card_codes.remove(facts, key)
    return Outcome(None, Change(Text("删除卡密", "Delete card code"), tuple(facts.rows)))
