"""Who complains, asked for once; and who is complained of, kept with the merchant and the platform."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.domain.changes import Change, Outcome
from app.domain.complaint import IDENTITY_FIELDS, PERSON_FIELDS, Identity, Person, as_typed, identity, person
from app.domain.errors import InvalidField
from app.domain.exports import Export, ExportKind
from app.domain.orders import Order
from app.domain.times import from_stored, to_stored
from app.domain.words import Text
from app.vault import platforms, settings
from app.vault.vault import Vault

_KEY = "complainant"
_CHANGED_AT = "complainant.changed"
"""When each field was typed last, by its name: what the person was before is not kept."""
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
    before, now = as_typed(load_person(vault)), to_stored(vault.clock.now())
    changed = dict.fromkeys(_differing(before, as_typed(stated)), now)
    with vault.transaction():
        settings.save(vault, _KEY, as_typed(stated))
        settings.save(vault, _CHANGED_AT, _changed_at(vault) | changed)
    return stated


def person_changed_since(vault: Vault, made: Export) -> dict[str, datetime]:
    """Return which fields of the complainant were typed anew after an export that states them, and when."""
    if not states_people(made):
        return {}
    since = made.exported_at or made.stated_at
    found = {name: from_stored(str(when)) for name, when in _changed_at(vault).items()}
    return {name: found[name] for name in PERSON_FIELDS if name in found and found[name] > since}


def states_people(made: Export) -> bool:
    """Whether an export states who complains and of whom: the platform is sent no complaint form, nor is a channel."""
    from app.dossier.outline import Recipient

    return made.kind is not ExportKind.PACK and made.recipient != Recipient.PLATFORM


def _changed_at(vault: Vault) -> dict[str, object]:
    kept = settings.load(vault, _CHANGED_AT)
    return kept if isinstance(kept, dict) else {}


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [name for name, value in now.items() if before[name] != value]


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
        changed = _differing(as_typed(known), as_typed(stated))
        platforms.set_platform_identity(facts, found.id, _body(stated), changed=changed)
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
    known = platform_identity(vault, order) if of_platform else merchant_identity(vault, order)
    body, changed = _body(stated), _differing(as_typed(known), as_typed(stated))
    with vault.write("identity.recorded") as facts:
        if of_platform:
            found = platforms.platform_by_name_or_id(vault, order.facts.platform)
            platforms.set_platform_identity(facts, found.id, body, changed=changed)
        else:
            merchant = _merchant(vault, order)
            if merchant is None:
                raise InvalidField("merchant", Text("订单没有填写商家", "the order names no merchant"))
            platforms.set_merchant_identity(facts, merchant, body, changed=changed)
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
