"""What stands around a dossier: both sides, what was sent before, the channels and the timestamp authorities."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.casework import channel_presets, complainants, dossiers, orders
from app.casework.timestamping import Authority, authorities
from app.casework.vaults import Vault
from app.domain.channels import Preset
from app.domain.complaint import Identity, Person
from app.domain.exports import Export
from app.domain.orders import Order, OrderId


@dataclass(frozen=True, slots=True)
class Sent:
    """An export, and how many changes of its order came after it."""

    export: Export
    changes: int


@dataclass(frozen=True, slots=True)
class About:
    """What stands around an order's dossier: both sides, what was sent, the channels, the timestamp authorities."""

    order: Order
    person: Person
    merchant: Identity
    platform: Identity
    sent: tuple[Sent, ...]
    presets: tuple[Preset, ...]
    built_in: frozenset[str]
    authorities: tuple[Authority, ...]


def load_about(vault: Vault, key: OrderId, resources: Path) -> About:
    """Return what stands around an order's dossier.

    Raises:
        NotFound: there is no such order.
    """
    order = orders.show_order(vault, key)
    return About(
        order=order,
        person=complainants.load_person(vault),
        merchant=complainants.merchant_identity(vault, order),
        platform=complainants.platform_identity(vault, order),
        sent=tuple(Sent(one, dossiers.changed_since(vault, one)) for one in dossiers.list_exports(vault, key)),
        presets=tuple(channel_presets.list_presets(vault, resources=resources)),
        built_in=channel_presets.built_in(resources=resources),
        authorities=tuple(authorities(resources)),
    )
