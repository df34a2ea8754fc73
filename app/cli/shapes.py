"""The documents that `--json` prints; names and meanings are a contract."""

from __future__ import annotations

from datetime import datetime

from app.casework.platforms import PlatformRecord
from app.domain.custody import Finding, Verification
from app.domain.evidence import Evidence
from app.domain.orders import Order
from app.domain.rules import PlatformRule
from app.domain.times import to_iso

Document = dict[str, object]


def order_shape(order: Order) -> Document:
    """Return an order."""
    facts = order.facts
    return {
        "id": order.id,
        "platform": facts.platform,
        "number": facts.number,
        "product": facts.product,
        "category": facts.category,
        "merchant": facts.merchant,
        "face_value": None if facts.face_value is None else str(facts.face_value),
        "account": facts.account,
        "amount": str(facts.amount),
        "currency": facts.amount.currency,
        "pay_method": facts.pay_method and facts.pay_method.value,
        "paid_at": _time(facts.paid_at),
        "promise": None if facts.promise is None else str(facts.promise),
        "note": facts.note or None,
        "status": order.status and order.status.value,
        "statuses": [
            {"status": seen.status.value, "at": _time(seen.at), "evidence": seen.evidence} for seen in order.statuses
        ],
        "evidence_count": order.evidence_count,
        "created_at": _time(order.created_at),
        "trashed": order.trashed_at is not None,
    }


def evidence_shape(item: Evidence, *, known: bool) -> Document:
    """Return an item of evidence; `known` says that its bytes were in the vault before this command."""
    original = item.original
    return {
        "id": item.id,
        "order": item.order,
        "number": item.number,
        "kind": item.kind and item.kind.value,
        "name": item.name,
        "purpose": item.purpose or None,
        "source": item.source or None,
        "sha256": original.sha256,
        "bytes": original.bytes,
        "media_type": original.media_type,
        "width": original.width,
        "height": original.height,
        "captured_at": _time(item.capture.at),
        "captured_from": item.capture.known_from.value,
        "captured_meaning": item.capture.meaning.value if item.capture.at else None,
        "imported_at": _time(item.imported_at),
        "trashed": item.is_trashed,
        "known": known,
    }


def platform_shape(record: PlatformRecord) -> Document:
    """Return a platform."""
    return {
        "id": record.platform.id,
        "name": record.platform.name,
        "url": record.platform.url,
        "rules": [rule_shape(rule) for rule in record.rules],
        "merchants": list(record.merchants),
    }


def rule_shape(rule: PlatformRule) -> Document:
    """Return a clause."""
    return {
        "id": rule.id,
        "platform": rule.platform,
        "term": rule.clause.term,
        "value": rule.clause.value,
        "text": rule.clause.text,
        "source": rule.clause.source,
        "common_practice": rule.clause.is_common_practice,
        "captured_at": _time(rule.captured_at),
        "evidence": rule.proof and {"sha256": rule.proof, "name": rule.proof_name},
        "replaces": rule.replaces,
    }


def verification_shape(report: Verification, unreferenced: list[str]) -> Document:
    """Return the outcome of a check."""
    return {
        "ok": report.is_sound,
        "checked": {"rows": report.rows, "originals": report.originals, "chain": report.chain},
        "head": report.head,
        "problems": [_finding(finding) for finding in report.findings],
        "unreferenced": unreferenced,
    }


def _finding(finding: Finding) -> Document:
    return {
        "where": finding.where,
        "what": finding.what,
        "expected": finding.expected,
        "found": finding.found,
        "since": _time(finding.since),
    }


def _time(instant: datetime | None) -> str | None:
    return None if instant is None else to_iso(instant)
