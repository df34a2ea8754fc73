"""Pictures that look alike: suggested, never merged, and not suggested again once the user said so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.casework.steps import QUIET, Steps
from app.domain.errors import UnreadableFile
from app.domain.evidence import Evidence
from app.domain.orders import OrderId
from app.intake.near_duplicates import is_hash, near, perceptual_hash
from app.vault import evidence, orders, readings, settings
from app.vault.vault import Vault

DISMISSED: Final = "not_alike/"
UNREADABLE: Final = "-"
"""Kept in place of a hash where a picture cannot be decoded, so that it is not tried again at each look."""


@dataclass(frozen=True, slots=True)
class ToHash:
    """A picture without a hash yet: its SHA-256, where its bytes lie, what it is and what it is called."""

    sha256: str
    path: Path
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Two pictures that look alike; `distance` is in thousandths, 0 for two that look the same."""

    left: Evidence
    right: Evidence
    distance: int


def to_hash(vault: Vault, order: OrderId | None = None) -> list[ToHash]:
    """Return the pictures on living evidence, of an order or all, that have no hash yet."""
    known = _known(vault)
    waiting = {item.original.sha256: item for item in _pictures(vault, order) if item.original.sha256 not in known}
    return [
        ToHash(sha256, vault.originals.path(sha256), item.original.media_type, item.name)
        for sha256, item in waiting.items()
    ]


def hash_pictures(waiting: Sequence[ToHash], steps: Steps = QUIET) -> dict[str, str]:
    """Return the hashes of pictures by SHA-256; no database is touched.

    Raises:
        Cancelled: it is no longer wanted.
    """
    found: dict[str, str] = {}
    for done, one in enumerate(waiting):
        steps(done, len(waiting))
        try:
            found[one.sha256] = perceptual_hash(one.path, one.media_type, name=one.name)
        except UnreadableFile:
            found[one.sha256] = UNREADABLE
    return found


def keep_hashes(vault: Vault, found: Mapping[str, str]) -> None:
    """Keep hashes that were worked out.

    Raises:
        ReadOnlyVault, VaultError: they cannot be kept.
    """
    for sha256, text in found.items():
        readings.keep_hash(vault, sha256, text)


def near_duplicates(vault: Vault, order: OrderId | None = None, *, steps: Steps = QUIET) -> list[Alike]:
    """Return the pairs of pictures that look alike, of an order or of all, the most alike first.

    Only hashes that are kept count (`to_hash` says which are not). What one was made of is no duplicate of it, nor is
    the same original on two orders.

    Raises:
        Cancelled: it is no longer wanted.
    """
    items: dict[str, Evidence] = {}
    for item in _pictures(vault, order):
        items.setdefault(item.original.sha256, item)
    known = _known(vault)
    hashes = {sha256: known[sha256] for sha256 in items if known.get(sha256, UNREADABLE) != UNREADABLE}
    dismissed = settings.with_prefix(vault, DISMISSED)
    return [
        Alike(items[left], items[right], distance)
        for left, right, distance in near(hashes, cancel=steps.is_cancelled)
        if not _is_made_of(items[left], items[right]) and _pair(left, right) not in dismissed
    ]


def find_near_duplicates(vault: Vault, order: OrderId | None = None, *, steps: Steps = QUIET) -> list[Alike]:
    """Return the pairs that look alike after working out the hashes that are missing.

    Raises:
        ReadOnlyVault, VaultError: the hashes cannot be kept.
        Cancelled: it is no longer wanted.
    """
    keep_hashes(vault, hash_pictures(to_hash(vault, order), steps))
    return near_duplicates(vault, order, steps=steps)


def dismiss(vault: Vault, pair: Alike) -> None:
    """Never suggest this pair again; wherever else the two originals serve, neither.

    Raises:
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    settings.save(vault, _pair(pair.left.original.sha256, pair.right.original.sha256), True)


def _known(vault: Vault) -> dict[str, str]:
    """Return the hashes that can be compared; those that an earlier version kept are worked out again."""
    return {sha256: text for sha256, text in readings.hashes(vault).items() if text == UNREADABLE or is_hash(text)}


def _pictures(vault: Vault, order: OrderId | None) -> list[Evidence]:
    chosen = [order] if order is not None else [found.id for found in orders.find(vault)]
    every = [item for one in chosen for item in evidence.of_order(vault, one)]
    return [item for item in every if item.is_picture and not item.is_trashed]


def _pair(left: str, right: str) -> str:
    return DISMISSED + "/".join(sorted((left, right)))


def _is_made_of(one: Evidence, other: Evidence) -> bool:
    sources = {*(one.made_from.sources if one.made_from else ()), *(other.made_from.sources if other.made_from else ())}
    if {one.original.sha256, other.original.sha256} & sources:
        return True
    # Two frames of one recording look alike by their nature.
    return (
        one.made_from is not None
        and other.made_from is not None
        and bool(set(one.made_from.sources) & set(other.made_from.sources))
    )
