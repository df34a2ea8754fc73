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
    ;

CREATE INDEX cancellation_events_cancellation ON cancellation_events (cancellation_id, id);

CREATE TRIGGER cancellation_events_refuse_update BEFORE UPDATE ON cancellation_events BEGIN SELECT RAISE(ABORT, 'an event is corrected by another, never rewritten'); END;

CREATE TABLE cancellations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES orders(id),
        reason TEXT NOT NULL,
        want TEXT NOT NULL,
        claimed INTEGER NOT NULL CHECK (claimed >= 0),
        opened_at TEXT NOT NULL
    ) STRICT
    ;

CREATE INDEX cancellations_order ON cancellations (order_id);

CREATE TABLE card_codes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES orders(id),
        code TEXT NOT NULL,
        salt TEXT NOT NULL,
        fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
        created_at TEXT NOT NULL,
        UNIQUE (order_id, code)
    ) STRICT
    ;

CREATE TRIGGER card_codes_refuse_update BEFORE UPDATE ON card_codes BEGIN SELECT RAISE(ABORT, 'a card code is never rewritten'); END;

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
    ;

CREATE INDEX custody_purged ON custody (seq) WHERE action = 'evidence.purged';

CREATE TRIGGER custody_refuse_delete BEFORE DELETE  ON custody BEGIN SELECT RAISE(ABORT, 'the custody chain is append-only'); END;

CREATE TRIGGER custody_refuse_update BEFORE UPDATE  ON custody BEGIN SELECT RAISE(ABORT, 'the custody chain is append-only'); END;

CREATE INDEX custody_subject ON custody (subject, seq);

CREATE TABLE drafts (
        key TEXT PRIMARY KEY,
        body TEXT NOT NULL,
        saved_at TEXT NOT NULL
    ) STRICT
    ;

CREATE TABLE event_evidence (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        event_id INTEGER NOT NULL REFERENCES cancellation_events(id),
        evidence_id INTEGER NOT NULL REFERENCES evidence(id),
        UNIQUE (event_id, evidence_id)
    ) STRICT
    ;

CREATE TRIGGER event_evidence_refuse_update BEFORE UPDATE ON event_evidence BEGIN SELECT RAISE(ABORT, 'what proved an event is never rewritten'); END;

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
    ;

CREATE TRIGGER evidence_refuse_update BEFORE UPDATE OF id, order_id, number, sha256, imported_at ON evidence BEGIN SELECT RAISE(ABORT, 'where evidence came from is never rewritten'); END;

CREATE INDEX evidence_sha256 ON evidence (sha256);

CREATE TABLE merchants (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        platform_id INTEGER NOT NULL REFERENCES platforms(id),
        name TEXT NOT NULL,
        created_at TEXT NOT NULL,
        UNIQUE (platform_id, name)
    ) STRICT
    ;

CREATE TABLE order_statuses (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES orders(id),
        status TEXT NOT NULL,
        at TEXT NOT NULL,
        evidence_id INTEGER REFERENCES evidence(id),
        created_at TEXT NOT NULL
    ) STRICT
    ;

CREATE INDEX order_statuses_order ON order_statuses (order_id, at);

CREATE TRIGGER order_statuses_refuse_update BEFORE UPDATE  ON order_statuses BEGIN SELECT RAISE(ABORT, 'an observation is never rewritten'); END;

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
    ;

CREATE UNIQUE INDEX orders_number ON orders (platform_id, number) WHERE trashed_at IS NULL;

CREATE TRIGGER orders_refuse_update BEFORE UPDATE OF id, created_at ON orders BEGIN SELECT RAISE(ABORT, 'when an order was recorded is never rewritten'); END;

CREATE TABLE originals (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        bytes INTEGER NOT NULL CHECK (bytes > 0),
        media_type TEXT NOT NULL,
        width INTEGER CHECK (width > 0),
        height INTEGER CHECK (height > 0),
        frames INTEGER NOT NULL DEFAULT 1 CHECK (frames > 0),
        stored_at TEXT NOT NULL
    ) STRICT
    ;

CREATE TRIGGER originals_refuse_update BEFORE UPDATE  ON originals BEGIN SELECT RAISE(ABORT, 'an original is never changed'); END;

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
    ;

CREATE INDEX own_deadlines_order ON own_deadlines (order_id);

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
    ;

CREATE INDEX platform_rules_platform ON platform_rules (platform_id, term);

CREATE INDEX platform_rules_proof ON platform_rules (proof_sha256);

CREATE TABLE platforms (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        url TEXT,
        created_at TEXT NOT NULL
    ) STRICT
    ;

CREATE TABLE sent_letters (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        cancellation_id INTEGER NOT NULL REFERENCES cancellations(id),
        letter TEXT NOT NULL,
        text TEXT NOT NULL,
        channel TEXT NOT NULL,
        sent_at TEXT NOT NULL,
        recorded_at TEXT NOT NULL
    ) STRICT
    ;

CREATE INDEX sent_letters_cancellation ON sent_letters (cancellation_id, id);

CREATE TRIGGER sent_letters_refuse_update BEFORE UPDATE ON sent_letters BEGIN SELECT RAISE(ABORT, 'what was sent is never rewritten'); END;
