"""Platforms, merchants and the clauses on record for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from app.domain.errors import NotFound
from app.domain.orders import Merchant, MerchantId, Platform, PlatformId
from app.domain.rules import Clause, PlatformRule, RuleId
from app.domain.times import from_stored, to_stored
from app.domain.words import Text
from app.vault.facts import FactWriter
from app.vault.rows import LARGEST_KEY, reading
from app.vault.tables import MERCHANTS, PLATFORM_RULES, PLATFORMS
from app.vault.vault import Vault


def all_platforms(vault: Vault) -> list[Platform]:
    """Return the platforms by name."""
    return [_platform(row) for row in vault.db.query(f"SELECT * FROM {PLATFORMS} ORDER BY name")]


def find_platform(vault: Vault, name: str) -> Platform | None:
    """Return the platform of that name."""
    rows = vault.db.query(f"SELECT * FROM {PLATFORMS} WHERE name = ?", [name])
    return next((_platform(row) for row in rows), None)


def platform_by_name_or_id(vault: Vault, key: str) -> Platform:
    """Return the platform that a command names by its name or its id.

    Raises:
        NotFound: there is none.
    """
    # What the terminal could not decode is no name that was ever recorded.
    named = key.strip().encode("utf-8", "replace").decode("utf-8")
    found = find_platform(vault, named)
    if found is None and named.isdecimal() and len(named) < len(str(LARGEST_KEY)):
        rows = vault.db.query(f"SELECT * FROM {PLATFORMS} WHERE id = ?", [int(named)])
        found = next((_platform(row) for row in rows), None)
    if found is None:
        raise NotFound(Text("平台", "the platform"), key)
    return found


def add_platform(facts: FactWriter, name: str, url: str | None) -> PlatformId:
    """Record a platform."""
    return PlatformId(facts.insert(PLATFORMS, {"name": name, "url": url, "created_at": to_stored(facts.at)}))


def set_url(facts: FactWriter, platform: PlatformId, url: str) -> None:
    """Change a platform's address."""
    facts.update(PLATFORMS, platform, {"url": url})


def merchants(vault: Vault, platform: PlatformId) -> list[Merchant]:
    """Return a platform's merchants by name."""
    rows = vault.db.query(f"SELECT * FROM {MERCHANTS} WHERE platform_id = ? ORDER BY name", [platform])
    return [Merchant(MerchantId(row["id"]), PlatformId(row["platform_id"]), row["name"]) for row in rows]


def merchant_named(vault: Vault, facts: FactWriter, platform: PlatformId, name: str) -> MerchantId:
    """Return the merchant of that name on the platform, recording it where it is new."""
    known = next((merchant.id for merchant in merchants(vault, platform) if merchant.name == name), None)
    if known is not None:
        return known
    values = {"platform_id": platform, "name": name, "created_at": to_stored(facts.at)}
    return MerchantId(facts.insert(MERCHANTS, values))


def platform_named(vault: Vault, facts: FactWriter, name: str) -> PlatformId:
    """Return the platform of that name, recording it where it is new."""
    known = find_platform(vault, name)
    return known.id if known else add_platform(facts, name, None)


def rules(vault: Vault, platform: PlatformId) -> list[PlatformRule]:
    """Return a platform's clauses in the order they were recorded."""
    rows = vault.db.query(f"SELECT * FROM {PLATFORM_RULES} WHERE platform_id = ? ORDER BY id", [platform])
    return [_rule(row) for row in rows]


def add_rule(
    facts: FactWriter,
    platform: PlatformId,
    clause: Clause,
    *,
    replaces: RuleId | None = None,
    proof: tuple[str, str] | None = None,
) -> RuleId:
    """Record a clause as captured now; `proof` is the hash and the name of a picture that shows it."""
    now = to_stored(facts.at)
    values = {
        "platform_id": platform,
        "term": clause.term,
        "value": clause.value,
        "text": clause.text,
        "source": clause.source,
        "is_common_practice": int(clause.is_common_practice),
        "captured_at": now,
        "proof_sha256": proof and proof[0],
        "proof_name": proof and proof[1],
        "replaces": replaces,
        "created_at": now,
    }
    return RuleId(facts.insert(PLATFORM_RULES, values))


def _rule(row: dict[str, Any]) -> PlatformRule:
    with reading(PLATFORM_RULES, row["id"]):
        return PlatformRule(
            id=RuleId(row["id"]),
            platform=PlatformId(row["platform_id"]),
            clause=Clause(row["term"], row["value"], row["text"], row["source"], bool(row["is_common_practice"])),
            captured_at=from_stored(row["captured_at"]),
            replaces=row["replaces"] and RuleId(row["replaces"]),
            proof=row["proof_sha256"],
            proof_name=row["proof_name"],
        )


def _platform(row: dict[str, object]) -> Platform:
    return Platform(PlatformId(int(str(row["id"]))), str(row["name"]), None if row["url"] is None else str(row["url"]))


def merchant_identity(vault: Vault, merchant: int) -> str | None:
    """Return what is known of a merchant's identity, as it was kept."""
    row = vault.db.execute(f"SELECT identity FROM {MERCHANTS} WHERE id = ?", [merchant]).fetchone()
    return str(row[0]) if row and row[0] else None


def platform_identity(vault: Vault, platform: PlatformId) -> str | None:
    """Return what is known of a platform's identity, as it was kept."""
    row = vault.db.execute(f"SELECT identity FROM {PLATFORMS} WHERE id = ?", [platform]).fetchone()
    return str(row[0]) if row and row[0] else None


def set_merchant_identity(facts: FactWriter, merchant: int, body: str, *, changed: Sequence[str]) -> None:
    """Keep a merchant's identity; the chain keeps the names of the fields that changed."""
    facts.update(MERCHANTS, merchant, {"identity": body}, detail=json.dumps({"fields": list(changed)}))


def set_platform_identity(facts: FactWriter, platform: PlatformId, body: str, *, changed: Sequence[str]) -> None:
    """Keep a platform's identity; the chain keeps the names of the fields that changed."""
    facts.update(PLATFORMS, platform, {"identity": body}, detail=json.dumps({"fields": list(changed)}))
