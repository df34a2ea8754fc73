"""Version 3: marks, comparisons and texts read off evidence; statements, chats and their links; exports and seals."""

from __future__ import annotations

from sqlite_utils import Database

_NEW_COLUMNS = (
    "ALTER TABLE evidence ADD COLUMN position INTEGER",
    "ALTER TABLE evidence ADD COLUMN tags TEXT",
    "ALTER TABLE evidence ADD COLUMN original_place TEXT",
    "ALTER TABLE evidence ADD COLUMN made_from TEXT",
    "ALTER TABLE evidence ADD COLUMN file_time TEXT",
    "ALTER TABLE evidence ADD COLUMN is_left_out INTEGER CHECK (is_left_out IN (0, 1))",
    "ALTER TABLE cancellation_events ADD COLUMN message_id INTEGER REFERENCES messages(id)",
    "ALTER TABLE cancellation_events ADD COLUMN payment_id INTEGER REFERENCES payments(id)",
    "ALTER TABLE merchants ADD COLUMN identity TEXT",
    "ALTER TABLE platforms ADD COLUMN identity TEXT",
)

_DESK = (
    """
    CREATE TABLE evidence_marks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        evidence_id INTEGER NOT NULL UNIQUE REFERENCES evidence(id),
        body TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE comparisons (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES orders(id),
        title TEXT NOT NULL,
        left_evidence INTEGER REFERENCES evidence(id),
        left_text TEXT NOT NULL DEFAULT '',
        right_evidence INTEGER REFERENCES evidence(id),
        right_text TEXT NOT NULL DEFAULT '',
        differences TEXT NOT NULL,
        purpose TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL,
        trashed_at TEXT
    ) STRICT
    """,
    "CREATE INDEX comparisons_order ON comparisons (order_id)",
)

_IMPORTS = (
    """
    CREATE TABLE imports (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sha256 TEXT REFERENCES originals(sha256),
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        reader TEXT NOT NULL,
        facts TEXT NOT NULL,
        row_count INTEGER NOT NULL CHECK (row_count >= 0),
        rows_digest TEXT NOT NULL CHECK (length(rows_digest) = 64),
        imported_at TEXT NOT NULL,
        trashed_at TEXT
    ) STRICT
    """,
    "CREATE INDEX imports_sha256 ON imports (sha256)",
    """
    CREATE TABLE payments (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        import_id INTEGER NOT NULL REFERENCES imports(id) DEFERRABLE INITIALLY DEFERRED,
        line INTEGER NOT NULL,
        row_key TEXT NOT NULL,
        source TEXT NOT NULL,
        at TEXT NOT NULL,
        is_day_only INTEGER NOT NULL DEFAULT 0 CHECK (is_day_only IN (0, 1)),
        direction TEXT NOT NULL,
        amount INTEGER NOT NULL CHECK (amount >= 0),
        refunded INTEGER CHECK (refunded >= 0),
        refunded_so_far INTEGER CHECK (refunded_so_far >= 0),
        fee INTEGER CHECK (fee >= 0),
        currency TEXT NOT NULL DEFAULT 'CNY',
        state TEXT NOT NULL,
        status TEXT NOT NULL,
        counterparty TEXT NOT NULL,
        counterparty_account TEXT NOT NULL,
        product TEXT NOT NULL,
        category TEXT NOT NULL,
        method TEXT NOT NULL,
        transaction_no TEXT NOT NULL,
        merchant_no TEXT NOT NULL,
        refund_of TEXT NOT NULL,
        note TEXT NOT NULL,
        replaces INTEGER REFERENCES payments(id)
    ) STRICT
    """,
    "CREATE INDEX payments_import ON payments (import_id, id)",
    "CREATE INDEX payments_row_key ON payments (row_key)",
    "CREATE INDEX payments_at ON payments (at)",
    "CREATE INDEX payments_refunds ON payments (at) WHERE state IN ('refund', 'refunded', 'partly_refunded')",
    "CREATE INDEX payments_transaction_no ON payments (transaction_no) WHERE transaction_no <> ''",
    "CREATE INDEX payments_merchant_no ON payments (merchant_no) WHERE merchant_no <> ''",
    "CREATE INDEX payments_refund_of ON payments (refund_of) WHERE refund_of <> ''",
    "CREATE INDEX payments_replaces ON payments (replaces) WHERE replaces IS NOT NULL",
    """
    CREATE TABLE payment_links (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        payment_id INTEGER NOT NULL REFERENCES payments(id),
        order_id INTEGER NOT NULL REFERENCES orders(id),
        cancellation_id INTEGER REFERENCES cancellations(id),
        role TEXT NOT NULL,
        amount INTEGER NOT NULL CHECK (amount >= 0),
        score INTEGER NOT NULL,
        reasons TEXT NOT NULL,
        linked_at TEXT NOT NULL,
        UNIQUE (payment_id, order_id, role)
    ) STRICT
    """,
    "CREATE INDEX payment_links_order ON payment_links (order_id)",
)

_CHATS = (
    """
    CREATE TABLE conversations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        app TEXT NOT NULL,
        channel TEXT NOT NULL,
        is_group INTEGER NOT NULL DEFAULT 0 CHECK (is_group IN (0, 1)),
        created_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE participants (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversations(id),
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        is_confirmed INTEGER NOT NULL DEFAULT 0 CHECK (is_confirmed IN (0, 1)),
        UNIQUE (conversation_id, key)
    ) STRICT
    """,
    """
    CREATE TABLE conversation_orders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversations(id),
        order_id INTEGER NOT NULL REFERENCES orders(id),
        UNIQUE (conversation_id, order_id)
    ) STRICT
    """,
    "CREATE INDEX conversation_orders_order ON conversation_orders (order_id)",
    """
    CREATE TABLE messages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        import_id INTEGER NOT NULL REFERENCES imports(id) DEFERRABLE INITIALLY DEFERRED,
        conversation_id INTEGER NOT NULL REFERENCES conversations(id),
        line INTEGER NOT NULL,
        row_key TEXT NOT NULL,
        at TEXT,
        time_known TEXT NOT NULL,
        sender TEXT NOT NULL,
        sender_key TEXT NOT NULL,
        is_mine INTEGER CHECK (is_mine IN (0, 1)),
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        attachments TEXT NOT NULL,
        reply_to TEXT NOT NULL,
        message_no TEXT NOT NULL,
        replaces INTEGER REFERENCES messages(id)
    ) STRICT
    """,
    "CREATE INDEX messages_import ON messages (import_id, id)",
    "CREATE INDEX messages_conversation ON messages (conversation_id, at, id)",
    "CREATE INDEX messages_row_key ON messages (row_key)",
    "CREATE INDEX messages_replaces ON messages (replaces) WHERE replaces IS NOT NULL",
    """
    CREATE TABLE message_marks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        message_id INTEGER NOT NULL REFERENCES messages(id),
        order_id INTEGER NOT NULL REFERENCES orders(id),
        note TEXT NOT NULL DEFAULT '',
        marked_at TEXT NOT NULL,
        UNIQUE (message_id, order_id)
    ) STRICT
    """,
)

_DOSSIERS = (
    """
    CREATE TABLE dossier_texts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES orders(id),
        recipient TEXT NOT NULL,
        part TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (order_id, recipient, part)
    ) STRICT
    """,
    """
    CREATE TABLE exports (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        recipient TEXT NOT NULL,
        orders TEXT NOT NULL,
        files TEXT NOT NULL,
        texts TEXT NOT NULL,
        chain_seq INTEGER NOT NULL,
        chain_head TEXT NOT NULL,
        stated_at TEXT NOT NULL,
        exported_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE seals (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chain_seq INTEGER NOT NULL,
        chain_head TEXT NOT NULL CHECK (length(chain_head) = 64),
        authority TEXT NOT NULL,
        serial TEXT NOT NULL,
        at TEXT NOT NULL,
        token TEXT NOT NULL,
        recorded_at TEXT NOT NULL
    ) STRICT
    """,
)

_DERIVED = (
    """
    CREATE TABLE readings (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL,
        source TEXT NOT NULL,
        body TEXT NOT NULL,
        text TEXT NOT NULL,
        read_at TEXT NOT NULL,
        UNIQUE (sha256, source)
    ) STRICT
    """,
    "CREATE TABLE picture_hashes (sha256 TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT",
    "CREATE TABLE settings (key TEXT PRIMARY KEY, body TEXT NOT NULL, saved_at TEXT NOT NULL) STRICT",
    """
    CREATE TABLE search_entries (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        subject INTEGER NOT NULL,
        UNIQUE (kind, subject)
    ) STRICT
    """,
    "CREATE VIRTUAL TABLE search_index USING fts5(body, tokenize = 'unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE batch_index USING fts5(body, content = '', tokenize = 'unicode61 remove_diacritics 2')",
)

_TRIGGERS = (
    ("payments", "UPDATE", "", "a row of a statement is never rewritten"),
    ("payments", "DELETE", "", "a row of a statement is never removed"),
    ("messages", "UPDATE", "", "a message is never rewritten"),
    ("messages", "DELETE", "", "a message is never removed"),
    ("imports", "UPDATE", "OF id, sha256, name, kind, reader, row_count, rows_digest, imported_at",
     "what was imported is never rewritten"),
    ("exports", "UPDATE", "", "what was sent is never rewritten"),
    ("seals", "UPDATE", "", "a seal is never rewritten"),
)  # fmt: skip


def migrate(db: Database) -> None:
    """Add what the evidence desk, statements, chats and dossiers keep."""
    for statement in (*_DESK, *_IMPORTS, *_CHATS, *_DOSSIERS, *_DERIVED, *_NEW_COLUMNS):
        db.execute(statement)
    for table, event, columns, reason in _TRIGGERS:
        db.execute(
            f"CREATE TRIGGER {table}_refuse_{event.lower()} BEFORE {event} {columns} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{reason}'); END"
        )
    # The guard of version 1 named the columns of its time; where derived evidence came from is as fixed as theirs.
    db.execute("DROP TRIGGER evidence_refuse_update")
    fixed = "id, order_id, number, sha256, imported_at, made_from, file_time"
    db.execute(
        f"CREATE TRIGGER evidence_refuse_update BEFORE UPDATE OF {fixed} "
        "ON evidence BEGIN SELECT RAISE(ABORT, 'where evidence came from is never rewritten'); END"
    )
