"""Evidence: which originals prove what on which order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.errors import NotFound
from app.domain.evidence import (
    Capture,
    CapturedFrom,
    CaptureMeaning,
    Evidence,
    EvidenceId,
    EvidenceKind,
    MadeFrom,
    Original,
)
from app.domain.orders import OrderId
from app.domain.times import from_stored, to_stored
from app.domain.words import Text
from app.vault import marks
from app.vault.facts import FactWriter
from app.vault.rows import LARGEST_KEY, reading
from app.vault.tables import CUSTODY, EVIDENCE, IMPORTS, ORIGINALS, PLATFORM_RULES
from app.vault.vault import Vault

_EVIDENCE = (
    "SELECT e.*, o.bytes, o.media_type, o.width, o.height, o.frames FROM evidence e JOIN originals o USING (sha256)"
)


def get(vault: Vault, evidence: EvidenceId) -> Evidence:
    """Return one item of evidence.

    Raises:
        NotFound: there is none of that id.
    """
    for row in vault.db.query(f"{_EVIDENCE} WHERE e.id = ?", [min(evidence, LARGEST_KEY)]):
        return _evidence(row)
    raise NotFound(Text("证据", "evidence"), evidence)


def of_order(vault: Vault, order: OrderId) -> list[Evidence]:
    """Return all evidence of an order in the user's order, else by number; the trashed included."""
    by_place = "ORDER BY coalesce(e.position, e.number), e.number"
    return [_evidence(row) for row in vault.db.query(f"{_EVIDENCE} WHERE e.order_id = ? {by_place}", [order])]


def of_original(vault: Vault, sha256: str) -> list[Evidence]:
    """Return the evidence by which an original serves orders, the trashed included."""
    return [_evidence(row) for row in vault.db.query(f"{_EVIDENCE} WHERE e.sha256 = ? ORDER BY e.id", [sha256])]


def trashed(vault: Vault) -> list[Evidence]:
    """Return what lies in the trash, newest first."""
    return [
        _evidence(row)
        for row in vault.db.query(f"{_EVIDENCE} WHERE e.trashed_at IS NOT NULL ORDER BY e.trashed_at DESC")
    ]


def original(vault: Vault, sha256: str) -> Original | None:
    """Return the original with that hash, if it is on record."""
    for row in vault.db.query(f"SELECT * FROM {ORIGINALS} WHERE sha256 = ?", [sha256]):
        return _original(row)
    return None


def on_order(vault: Vault, order: OrderId, sha256: str) -> Evidence | None:
    """Return the evidence by which an original serves an order already."""
    for row in vault.db.query(f"{_EVIDENCE} WHERE e.order_id = ? AND e.sha256 = ?", [order, sha256]):
        return _evidence(row)
    return None


def add_original(facts: FactWriter, item: Original) -> None:
    """Record an original whose bytes are kept already."""
    values = {
        "sha256": item.sha256,
        "bytes": item.bytes,
        "media_type": item.media_type,
        "width": item.width,
        "height": item.height,
        "frames": item.frames,
        "stored_at": to_stored(facts.at),
    }
    facts.insert(ORIGINALS, values)


def add(
    vault: Vault,
    facts: FactWriter,
    order: OrderId,
    sha256: str,
    *,
    kind: EvidenceKind | None,
    name: str,
    purpose: str,
    source: str,
    capture: Capture,
    made_from: MadeFrom | None = None,
    file_time: datetime | None = None,
) -> EvidenceId:
    """Put a recorded original on an order as its next numbered evidence."""
    values = {
        "order_id": order,
        "number": _next_number(vault, order),
        "sha256": sha256,
        "kind": kind and kind.value,
        "name": name,
        "purpose": purpose,
        "source": source,
        "imported_at": to_stored(facts.at),
        "made_from": made_from and made_from.to_json(),
        "file_time": file_time and to_stored(file_time),
        **_capture_columns(capture),
    }
    return EvidenceId(facts.insert(EVIDENCE, values))


FieldValue = str | EvidenceKind | Capture | tuple[str, ...] | bool | int | None


def edit(facts: FactWriter, evidence: EvidenceId, fields: Mapping[str, FieldValue]) -> None:
    """Change fields of `Evidence` other than where it came from, each validated already."""
    values: dict[str, object] = {}
    for field, value in fields.items():
        if isinstance(value, Capture):
            values |= _capture_columns(value)
        elif isinstance(value, tuple):
            values[field] = json.dumps(value, ensure_ascii=False) if value else None
        elif isinstance(value, bool):
            values[field] = int(value) or None
        else:
            values[field] = value.value if isinstance(value, EvidenceKind) else value
    facts.update(EVIDENCE, evidence, values)


def set_trashed(facts: FactWriter, evidence: EvidenceId, *, trashed: bool) -> None:
    """Put evidence in the trash or take it out again."""
    facts.update(EVIDENCE, evidence, {"trashed_at": to_stored(facts.at) if trashed else None})


def purge(vault: Vault, facts: FactWriter, item: Evidence) -> bool:
    """Remove trashed evidence for good and log its hash; return whether nothing else uses the original."""
    marks.remove(vault, facts, item.id)
    logged = {"number": item.number, "order": item.order, "sha256": item.original.sha256}
    facts.delete(EVIDENCE, item.id, detail=json.dumps(logged))
    sha256 = item.original.sha256
    used = f"""
        SELECT 1 FROM {EVIDENCE} WHERE sha256 = :it UNION SELECT 1 FROM {PLATFORM_RULES} WHERE proof_sha256 = :it
        UNION SELECT 1 FROM {IMPORTS} WHERE sha256 = :it
    """
    if vault.db.execute(used, {"it": sha256}).fetchone():
        return False
    facts.delete(ORIGINALS, sha256, detail=sha256)
    return True


def _next_number(vault: Vault, order: OrderId) -> int:
    """Return a number that no evidence of the order has or ever had; what was purged is still in the chain."""
    row = vault.db.execute(
        f"""
        SELECT max(number) FROM (
            SELECT number FROM {EVIDENCE} WHERE order_id = :order
            UNION ALL SELECT json_extract(detail, '$.number') FROM {CUSTODY}
            WHERE action = 'evidence.purged' AND subject LIKE 'evidence:%' AND json_extract(detail, '$.order') = :order
        )
        """,
        {"order": order},
    ).fetchone()
    return int(row[0] or 0) + 1


def _capture_columns(capture: Capture) -> dict[str, object]:
    return {
        "captured_at": to_stored(capture.at) if capture.at else None,
        "captured_from": capture.known_from.value,
        "captured_meaning": capture.meaning.value,
    }


def _original(row: dict[str, Any]) -> Original:
    return Original(row["sha256"], row["bytes"], row["media_type"], row["width"], row["height"], row["frames"])


def _evidence(row: dict[str, Any]) -> Evidence:
    with reading(EVIDENCE, row["id"]):
        captured: datetime | None = row["captured_at"] and from_stored(row["captured_at"])
        return Evidence(
            id=EvidenceId(row["id"]),
            order=OrderId(row["order_id"]),
            number=row["number"],
            original=_original(row),
            kind=row["kind"] and EvidenceKind(row["kind"]),
            name=row["name"],
            purpose=row["purpose"],
            source=row["source"],
            capture=Capture(captured, CapturedFrom(row["captured_from"]), CaptureMeaning(row["captured_meaning"])),
            imported_at=from_stored(row["imported_at"]),
            trashed_at=row["trashed_at"] and from_stored(row["trashed_at"]),
            position=row["position"],
            tags=tuple(str(tag) for tag in json.loads(row["tags"])) if row["tags"] else (),
            original_place=row["original_place"] or "",
            made_from=MadeFrom.from_json(row["made_from"]) if row["made_from"] else None,
            is_left_out=bool(row["is_left_out"]),
            file_time=row["file_time"] and from_stored(row["file_time"]),
        )
