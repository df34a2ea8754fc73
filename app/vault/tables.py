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
EVIDENCE_MARKS: Final = "evidence_marks"
COMPARISONS: Final = "comparisons"
IMPORTS: Final = "imports"
PAYMENTS: Final = "payments"
PAYMENT_LINKS: Final = "payment_links"
CONVERSATIONS: Final = "conversations"
PARTICIPANTS: Final = "participants"
CONVERSATION_ORDERS: Final = "conversation_orders"
MESSAGES: Final = "messages"
MESSAGE_MARKS: Final = "message_marks"
DOSSIER_TEXTS: Final = "dossier_texts"
EXPORTS: Final = "exports"
SEALS: Final = "seals"
READINGS: Final = "readings"
PICTURE_HASHES: Final = "picture_hashes"
SETTINGS: Final = "settings"
SEARCH_ENTRIES: Final = "search_entries"
SEARCH_INDEX: Final = "search_index"
BATCH_INDEX: Final = "batch_index"
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
    EVIDENCE_MARKS: "id",
    COMPARISONS: "id",
    IMPORTS: "id",
    PAYMENT_LINKS: "id",
    CONVERSATIONS: "id",
    PARTICIPANTS: "id",
    CONVERSATION_ORDERS: "id",
    MESSAGE_MARKS: "id",
    DOSSIER_TEXTS: "id",
    EXPORTS: "id",
    SEALS: "id",
}
"""Fact tables and their keys: each write to one of them goes through `FactWriter` and leaves a custody entry."""

BATCHES: Final = (PAYMENTS, MESSAGES)
"""Rows that came in by the thousand: the digest of all of them is part of their import's row, and so of the chain."""

OTHERS: Final = frozenset({CUSTODY, DRAFTS, READINGS, PICTURE_HASHES, SETTINGS, SEARCH_ENTRIES})
"""Tables that hold no facts: the chain itself, what is being typed, settings, and what can be made anew."""

INDEXES: Final = (SEARCH_INDEX, BATCH_INDEX)
"""Full-text indexes; SQLite keeps several tables of its own below each name."""
