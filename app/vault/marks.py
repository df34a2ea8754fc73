"""Marks drawn over evidence, one row a picture."""

from __future__ import annotations

from app.domain.evidence import EvidenceId
from app.domain.marks import Markup
from app.domain.orders import OrderId
from app.vault import custody
from app.vault.facts import FactWriter
from app.vault.rows import reading
from app.vault.tables import EVIDENCE_MARKS
from app.vault.vault import Vault


def of_evidence(vault: Vault, evidence: EvidenceId) -> Markup:
    """Return the marks of an item; none where nothing was drawn."""
    for row in vault.db.query(f"SELECT * FROM {EVIDENCE_MARKS} WHERE evidence_id = ?", [evidence]):
        with reading(EVIDENCE_MARKS, row["id"]):
            return Markup.from_json(row["body"])
    return Markup()


def of_order(vault: Vault, order: OrderId) -> dict[EvidenceId, Markup]:
    """Return the marks of all marked items of an order."""
    query = f"SELECT m.* FROM {EVIDENCE_MARKS} m JOIN evidence e ON e.id = m.evidence_id WHERE e.order_id = ?"
    found = {}
    for row in vault.db.query(query, [order]):
        with reading(EVIDENCE_MARKS, row["id"]):
            markup = Markup.from_json(row["body"])
        if markup.marks:
            found[EvidenceId(row["evidence_id"])] = markup
    return found


def subject(vault: Vault, evidence: EvidenceId) -> str | None:
    """Return the name by which the chain knows an item's marks; None where nothing was ever drawn."""
    row = vault.db.execute(f"SELECT id FROM {EVIDENCE_MARKS} WHERE evidence_id = ?", [evidence]).fetchone()
    return custody.subject(EVIDENCE_MARKS, int(row[0])) if row else None


def save(vault: Vault, facts: FactWriter, evidence: EvidenceId, markup: Markup) -> None:
    """Keep an item's marks in place of those it had."""
    row = vault.db.execute(f"SELECT id FROM {EVIDENCE_MARKS} WHERE evidence_id = ?", [evidence]).fetchone()
    if row is not None:
        facts.update(EVIDENCE_MARKS, int(row[0]), {"body": markup.to_json()})
    else:
        facts.insert(EVIDENCE_MARKS, {"evidence_id": evidence, "body": markup.to_json()})


def remove(vault: Vault, facts: FactWriter, evidence: EvidenceId) -> None:
    """Remove an item's marks, before the item itself goes for good."""
    row = vault.db.execute(f"SELECT id FROM {EVIDENCE_MARKS} WHERE evidence_id = ?", [evidence]).fetchone()
    if row is not None:
        facts.delete(EVIDENCE_MARKS, int(row[0]))
