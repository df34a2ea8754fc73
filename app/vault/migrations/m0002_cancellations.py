"""Version 2: cancellations with their history and proofs, letters that were sent, own deadlines, card codes."""

from __future__ import annotations

from sqlite_utils import Database

_TABLES = (
    """
    CREATE TABLE cancellations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES orders(id),
        reason TEXT NOT NULL,
        want TEXT NOT NULL,
        claimed INTEGER NOT NULL CHECK (claimed >= 0),
        opened_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX cancellations_order ON cancellations (order_id)",
    """
    CREATE TABLE cancellation_events (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        cancellation_id INTEGER NOT NULL REFERENCES cancellations(id),
        event TEXT NOT NULL,
        at TEXT NOT NULL,
        amount INTEGER CHECK (amount >= 0),
        due TEXT,
        note TEXT NOT NULL DEFAULT '',
        channel TEXT,
        destination TEXT,
        undoes INTEGER UNIQUE REFERENCES cancellation_events(id),
        recorded_at TEXT NOT NULL,
        CHECK ((event = 'undo') = (undoes IS NOT NULL))
    ) STRICT
    """,
    "CREATE INDEX cancellation_events_cancellation ON cancellation_events (cancellation_id, id)",
    """
    CREATE TABLE event_evidence (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        event_id INTEGER NOT NULL REFERENCES cancellation_events(id),
        evidence_id INTEGER NOT NULL REFERENCES evidence(id),
        UNIQUE (event_id, evidence_id)
    ) STRICT
    """,
    """
    CREATE TABLE sent_letters (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        cancellation_id INTEGER NOT NULL REFERENCES cancellations(id),
        letter TEXT NOT NULL,
        text TEXT NOT NULL,
        channel TEXT NOT NULL,
        sent_at TEXT NOT NULL,
        recorded_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX sent_letters_cancellation ON sent_letters (cancellation_id, id)",
    """
    CREATE TABLE own_deadlines (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES orders(id),
        cancellation_id INTEGER REFERENCES cancellations(id),
        text TEXT NOT NULL,
        starts_at TEXT NOT NULL,
        due_at TEXT NOT NULL,
        closed_at TEXT,
        is_waived INTEGER NOT NULL DEFAULT 0 CHECK (is_waived IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX own_deadlines_order ON own_deadlines (order_id)",
    """
    CREATE TABLE card_codes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES orders(id),
        code TEXT NOT NULL,
        salt TEXT NOT NULL,
        fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
        created_at TEXT NOT NULL,
        UNIQUE (order_id, code)
    ) STRICT
    """,
)

_TRIGGERS = (
    ("cancellation_events", "an event is corrected by another, never rewritten"),
    ("event_evidence", "what proved an event is never rewritten"),
    ("sent_letters", "what was sent is never rewritten"),
    ("card_codes", "a card code is never rewritten"),
)


def migrate(db: Database) -> None:
    """Add the tables of the cancellation engine."""
    for statement in _TABLES:
        db.execute(statement)
    for table, reason in _TRIGGERS:
        db.execute(
            f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{reason}'); END"
        )
