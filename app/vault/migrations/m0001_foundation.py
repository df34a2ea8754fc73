"""Version 1: platforms, merchants, rules, orders, evidence, the custody chain and drafts."""

from __future__ import annotations

from sqlite_utils import Database

_TABLES = (
    """
    CREATE TABLE platforms (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        url TEXT,
        created_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE merchants (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        platform_id INTEGER NOT NULL REFERENCES platforms(id),
        name TEXT NOT NULL,
        created_at TEXT NOT NULL,
        UNIQUE (platform_id, name)
    ) STRICT
    """,
    """
    CREATE TABLE originals (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        bytes INTEGER NOT NULL CHECK (bytes > 0),
        media_type TEXT NOT NULL,
        width INTEGER CHECK (width > 0),
        height INTEGER CHECK (height > 0),
        frames INTEGER NOT NULL DEFAULT 1 CHECK (frames > 0),
        stored_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE orders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        platform_id INTEGER NOT NULL REFERENCES platforms(id),
        merchant_id INTEGER REFERENCES merchants(id),
        number TEXT NOT NULL,
        product TEXT NOT NULL,
        category TEXT,
        face_value INTEGER CHECK (face_value >= 0),
        account TEXT,
        amount INTEGER NOT NULL CHECK (amount >= 0),
        currency TEXT NOT NULL DEFAULT 'CNY',
        pay_method TEXT,
        paid_at TEXT,
        promise TEXT,
        note TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL,
        trashed_at TEXT
    ) STRICT
    """,
    "CREATE UNIQUE INDEX orders_number ON orders (platform_id, number) WHERE trashed_at IS NULL",
    """
    CREATE TABLE evidence (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES orders(id),
        number INTEGER NOT NULL CHECK (number > 0),
        sha256 TEXT NOT NULL REFERENCES originals(sha256),
        kind TEXT,
        name TEXT NOT NULL,
        purpose TEXT NOT NULL DEFAULT '',
        source TEXT NOT NULL DEFAULT '',
        captured_at TEXT,
        captured_from TEXT NOT NULL,
        captured_meaning TEXT NOT NULL,
        imported_at TEXT NOT NULL,
        trashed_at TEXT,
        UNIQUE (order_id, number),
        UNIQUE (order_id, sha256)
    ) STRICT
    """,
    "CREATE INDEX evidence_sha256 ON evidence (sha256)",
    """
    CREATE TABLE order_statuses (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES orders(id),
        status TEXT NOT NULL,
        at TEXT NOT NULL,
        evidence_id INTEGER REFERENCES evidence(id),
        created_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX order_statuses_order ON order_statuses (order_id, at)",
    """
    CREATE TABLE platform_rules (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        platform_id INTEGER NOT NULL REFERENCES platforms(id),
        term TEXT NOT NULL,
        value TEXT NOT NULL,
        text TEXT NOT NULL,
        source TEXT,
        is_common_practice INTEGER NOT NULL DEFAULT 0 CHECK (is_common_practice IN (0, 1)),
        captured_at TEXT NOT NULL,
        proof_sha256 TEXT REFERENCES originals(sha256),
        proof_name TEXT,
        replaces INTEGER REFERENCES platform_rules(id),
        created_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX platform_rules_platform ON platform_rules (platform_id, term)",
    "CREATE INDEX platform_rules_proof ON platform_rules (proof_sha256)",
    """
    CREATE TABLE custody (
        seq INTEGER PRIMARY KEY CHECK (seq > 0),
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        digest TEXT,
        detail TEXT,
        prev TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    "CREATE INDEX custody_subject ON custody (subject, seq)",
    "CREATE INDEX custody_purged ON custody (seq) WHERE action = 'evidence.purged'",
    """
    CREATE TABLE drafts (
        key TEXT PRIMARY KEY,
        body TEXT NOT NULL,
        saved_at TEXT NOT NULL
    ) STRICT
    """,
)

_TRIGGERS = (
    ("custody", "UPDATE", "", "the custody chain is append-only"),
    ("custody", "DELETE", "", "the custody chain is append-only"),
    ("originals", "UPDATE", "", "an original is never changed"),
    ("order_statuses", "UPDATE", "", "an observation is never rewritten"),
    (
        "evidence",
        "UPDATE",
        "OF id, order_id, number, sha256, imported_at",
        "where evidence came from is never rewritten",
    ),
    ("orders", "UPDATE", "OF id, created_at", "when an order was recorded is never rewritten"),
)


def migrate(db: Database) -> None:
    """Lay the first schema."""
    for statement in _TABLES:
        db.execute(statement)
    for table, event, columns, reason in _TRIGGERS:
        db.execute(
            f"CREATE TRIGGER {table}_refuse_{event.lower()} BEFORE {event} {columns} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{reason}'); END"
        )
