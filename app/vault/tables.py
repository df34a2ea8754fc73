"""The tables of the vault and what part they play; a test holds this list against the schema."""

from __future__ import annotations

from typing import Final

PLATFORMS: Final = "platforms"
MERCHANTS: Final = "merchants"
PLATFORM_RULES: Final = "platform_rules"
ORDERS: Final = "orders"
ORDER_STATUSES: Final = "order_statuses"
ORIGINALS: Final = "originals"
EVIDENCE: Final = "evidence"
CANCELLATIONS: Final = "cancellations"
CANCELLATION_EVENTS: Final = "cancellation_events"
EVENT_EVIDENCE: Final = "event_evidence"
SENT_LETTERS: Final = "sent_letters"
OWN_DEADLINES: Final = "own_deadlines"
CARD_CODES: Final = "card_codes"
CUSTODY: Final = "custody"
DRAFTS: Final = "drafts"

FACTS: Final = {
    PLATFORMS: "id",
    MERCHANTS: "id",
    PLATFORM_RULES: "id",
    ORDERS: "id",
    ORDER_STATUSES: "id",
    ORIGINALS: "sha256",
    EVIDENCE: "id",
    CANCELLATIONS: "id",
    CANCELLATION_EVENTS: "id",
    EVENT_EVIDENCE: "id",
    SENT_LETTERS: "id",
    OWN_DEADLINES: "id",
    CARD_CODES: "id",
}
"""Fact tables and their keys: each write to one of them goes through `FactWriter` and leaves a custody entry."""

OTHERS: Final = frozenset({CUSTODY, DRAFTS})
"""Tables that hold no facts: the chain itself, and what is being typed but not recorded yet."""
