"""What left the vault: dossiers, packs and packages with their hashes, and seals over the chain's head."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.domain.exports import Export, ExportedFile, ExportKind, Seal
from app.domain.orders import OrderId
from app.domain.times import from_stored, to_stored
from app.vault.facts import FactWriter
from app.vault.rows import reading
from app.vault.tables import DOSSIER_TEXTS, EXPORTS, SEALS
from app.vault.vault import Vault


def record(facts: FactWriter, export: Export) -> int:
    """Record an export as it was made; its id and its time do not count."""
    values = {
        "kind": export.kind.value,
        "recipient": export.recipient,
        "orders": json.dumps(list(export.orders)),
        "files": json.dumps([[file.name, file.bytes, file.sha256] for file in export.files], ensure_ascii=False),
        "texts": json.dumps(dict(export.texts), ensure_ascii=False),
        "chain_seq": export.chain_seq,
        "chain_head": export.chain_head,
        "stated_at": to_stored(export.stated_at),
        "exported_at": to_stored(facts.at),
    }
    return facts.insert(EXPORTS, values)


def every(vault: Vault, *, order: OrderId | None = None) -> list[Export]:
    """Return the exports that hold an order, or all, newest first."""
    where = "" if order is None else "WHERE EXISTS (SELECT 1 FROM json_each(orders) WHERE value = :order)"
    rows = vault.db.query(f"SELECT * FROM {EXPORTS} {where} ORDER BY id DESC", {"order": order})
    return [_export(row) for row in rows]


def seal(facts: FactWriter, made: Seal) -> int:
    """Record a timestamp over the chain's head."""
    values = {
        "chain_seq": made.chain_seq,
        "chain_head": made.chain_head,
        "authority": made.authority,
        "serial": made.serial,
        "at": to_stored(made.at),
        "token": made.token,
        "recorded_at": to_stored(facts.at),
    }
    return facts.insert(SEALS, values)


def seals(vault: Vault) -> list[Seal]:
    """Return the seals, newest first."""
    found = []
    for row in vault.db.query(f"SELECT * FROM {SEALS} ORDER BY id DESC"):
        with reading(SEALS, row["id"]):
            at = from_stored(row["at"])
            made = Seal(row["chain_seq"], row["chain_head"], row["authority"], row["serial"], at, row["token"])
        found.append(made)
    return found


def edited_texts(vault: Vault, order: OrderId, recipient: str) -> dict[str, str]:
    """Return the parts of an order's dossier that the user wrote anew, by part."""
    query = f"SELECT part, body FROM {DOSSIER_TEXTS} WHERE order_id = ? AND recipient = ?"
    return {str(part): str(body) for part, body in vault.db.execute(query, [order, recipient])}


def edit_text(vault: Vault, facts: FactWriter, order: OrderId, recipient: str, part: str, body: str | None) -> None:
    """Keep a part as the user wrote it; None gives it back to its template."""
    query = f"SELECT id FROM {DOSSIER_TEXTS} WHERE order_id = ? AND recipient = ? AND part = ?"
    row = vault.db.execute(query, [order, recipient, part]).fetchone()
    if row is not None and body is None:
        facts.delete(DOSSIER_TEXTS, int(row[0]))
    elif row is not None:
        facts.update(DOSSIER_TEXTS, int(row[0]), {"body": body})
    elif body is not None:
        facts.insert(DOSSIER_TEXTS, {"order_id": order, "recipient": recipient, "part": part, "body": body})


def _export(row: Mapping[str, Any]) -> Export:
    with reading(EXPORTS, row["id"]):
        return Export(
            kind=ExportKind(row["kind"]),
            recipient=row["recipient"],
            orders=tuple(OrderId(order) for order in json.loads(row["orders"])),
            files=tuple(ExportedFile(*file) for file in json.loads(row["files"])),
            texts=json.loads(row["texts"]),
            chain_seq=row["chain_seq"],
            chain_head=row["chain_head"],
            stated_at=from_stored(row["stated_at"]),
            exported_at=from_stored(row["exported_at"]),
            id=row["id"],
        )
