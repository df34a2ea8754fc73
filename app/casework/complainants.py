"""Who complains, asked for once; and who is complained of, kept with the merchant and the platform."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from app.domain.changes import Change, Outcome
from app.domain.complaint import IDENTITY_FIELDS, PERSON_FIELDS, Identity, Person, as_typed, identity, person
from app.domain.errors import InvalidField
from app.domain.orders import Order
from app.domain.words import Text
from app.vault import platforms, settings
from app.vault.vault import Vault

_KEY = "complainant"
_LABEL = Text("填写对方身份", "Identity")


def load_person(vault: Vault) -> Person:
    """Return the complainant; all fields are empty where nothing was typed yet."""
    kept = settings.load(vault, _KEY)
    return person({str(name): str(value) for name, value in kept.items()}) if isinstance(kept, dict) else Person()


def change_person(vault: Vault, typed: Mapping[str, str | None]) -> Person:
    """Keep the complainant with some fields typed anew (names: `PERSON_FIELDS`); an empty value clears a field.

    Raises:
        InvalidField: there is no such field, or a value is wrong.
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    return save_person(vault, _changed(as_typed(load_person(vault)), typed, PERSON_FIELDS))


def save_person(vault: Vault, typed: Mapping[str, str | None]) -> Person:
    """Keep the complainant.

    Raises:
        InvalidField: a value is wrong.
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    stated = person(typed)
    settings.save(vault, _KEY, as_typed(stated))
    return stated


def merchant_identity(vault: Vault, order: Order) -> Identity:
    """Return what is known of an order's merchant."""
    merchant = _merchant(vault, order)
    return _read(platforms.merchant_identity(vault, merchant)) if merchant is not None else Identity()


def platform_identity(vault: Vault, order: Order) -> Identity:
    """Return what is known of an order's platform."""
    found = platforms.find_platform(vault, order.facts.platform)
    return _read(platforms.platform_identity(vault, found.id)) if found is not None else Identity()


def change_platform_identity(vault: Vault, name: str, typed: Mapping[str, str | None]) -> Outcome[Identity]:
    """Keep what is known of a platform (by name or id) with some fields typed anew (names: `IDENTITY_FIELDS`).

    Raises:
        NotFound: there is no such platform.
        InvalidField: there is no such field, or a value is wrong.
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    found = platforms.platform_by_name_or_id(vault, name)
    known = _read(platforms.platform_identity(vault, found.id))
    stated = identity(_changed(as_typed(known), typed, IDENTITY_FIELDS))
    with vault.write("identity.recorded") as facts:
        platforms.set_platform_identity(facts, found.id, _body(stated))
    return Outcome(stated, Change(_LABEL, tuple(facts.rows)))


def change_merchant_identity(vault: Vault, order: Order, typed: Mapping[str, str | None]) -> Outcome[Identity]:
    """Keep what is known of an order's merchant with some fields typed anew.

    Raises:
        InvalidField: there is no such field, a value is wrong, or the order names no merchant.
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    return save_identity(vault, order, _changed(as_typed(merchant_identity(vault, order)), typed, IDENTITY_FIELDS))


def save_identity(
    vault: Vault, order: Order, typed: Mapping[str, str | None], *, of_platform: bool = False
) -> Outcome[Identity]:
    """Keep what is known of an order's merchant, or of its platform.

    Raises:
        InvalidField: a value is wrong, or the order names no merchant.
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    stated = identity(typed)
    body = _body(stated)
    with vault.write("identity.recorded") as facts:
        if of_platform:
            found = platforms.platform_by_name_or_id(vault, order.facts.platform)
            platforms.set_platform_identity(facts, found.id, body)
        else:
            merchant = _merchant(vault, order)
            if merchant is None:
                raise InvalidField("merchant", Text("订单没有填写商家", "the order names no merchant"))
            platforms.set_merchant_identity(facts, merchant, body)
    return Outcome(stated, Change(_LABEL, tuple(facts.rows)))


def _merchant(vault: Vault, order: Order) -> int | None:
    found = platforms.find_platform(vault, order.facts.platform)
    if found is None or order.facts.merchant is None:
        return None
    return next((one.id for one in platforms.merchants(vault, found.id) if one.name == order.facts.merchant), None)


def _changed(
    known: Mapping[str, str | None], typed: Mapping[str, str | None], names: Sequence[str]
) -> dict[str, str | None]:
    for name in typed:
        if name not in names:
            allowed = ", ".join(names)
            raise InvalidField(
                name,
                Text("没有这个字段", "there is no such field"),
                Text(f"可用的字段：{allowed}", f"the fields are {allowed}"),
            )
    return {**known, **typed}


def _body(stated: Identity) -> str:
    return json.dumps(as_typed(stated), ensure_ascii=False)


def _read(body: str | None) -> Identity:
    return identity({str(name): str(value) for name, value in json.loads(body).items()}) if body else Identity()
