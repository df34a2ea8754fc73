CREATE VIRTUAL TABLE batch_index USING fts5(body, content = '', tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE 'batch_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'batch_index_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'batch_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'batch_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

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
        recorded_at TEXT NOT NULL, message_id INTEGER REFERENCES messages(id), payment_id INTEGER REFERENCES payments(id),
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
    ;

CREATE INDEX comparisons_order ON comparisons (order_id);

CREATE TABLE conversation_orders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversations(id),
        order_id INTEGER NOT NULL REFERENCES orders(id),
        UNIQUE (conversation_id, order_id)
    ) STRICT
    ;

CREATE INDEX conversation_orders_order ON conversation_orders (order_id);

CREATE TABLE conversations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        app TEXT NOT NULL,
        channel TEXT NOT NULL,
        is_group INTEGER NOT NULL DEFAULT 0 CHECK (is_group IN (0, 1)),
        created_at TEXT NOT NULL
    ) STRICT
    ;

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

CREATE TABLE dossier_texts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id INTEGER NOT NULL REFERENCES orders(id),
        recipient TEXT NOT NULL,
        part TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (order_id, recipient, part)
    ) STRICT
    ;

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
        trashed_at TEXT, position INTEGER, tags TEXT, original_place TEXT, made_from TEXT, file_time TEXT, is_left_out INTEGER CHECK (is_left_out IN (0, 1)),
        UNIQUE (order_id, number),
        UNIQUE (order_id, sha256)
    ) STRICT
    ;

CREATE TABLE evidence_marks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        evidence_id INTEGER NOT NULL UNIQUE REFERENCES evidence(id),
        body TEXT NOT NULL
    ) STRICT
    ;

CREATE TRIGGER evidence_refuse_update BEFORE UPDATE OF id, order_id, number, sha256, imported_at, made_from, file_time ON evidence BEGIN SELECT RAISE(ABORT, 'where evidence came from is never rewritten'); END;

CREATE INDEX evidence_sha256 ON evidence (sha256);

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
    ;

CREATE TRIGGER exports_refuse_update BEFORE UPDATE  ON exports BEGIN SELECT RAISE(ABORT, 'what was sent is never rewritten'); END;

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
    ;

CREATE TRIGGER imports_refuse_update BEFORE UPDATE OF id, sha256, name, kind, reader, row_count, rows_digest, imported_at ON imports BEGIN SELECT RAISE(ABORT, 'what was imported is never rewritten'); END;

CREATE INDEX imports_sha256 ON imports (sha256);

CREATE TABLE merchants (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        platform_id INTEGER NOT NULL REFERENCES platforms(id),
        name TEXT NOT NULL,
        created_at TEXT NOT NULL, identity TEXT,
        UNIQUE (platform_id, name)
    ) STRICT
    ;

CREATE TABLE message_marks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        message_id INTEGER NOT NULL REFERENCES messages(id),
        order_id INTEGER NOT NULL REFERENCES orders(id),
        note TEXT NOT NULL DEFAULT '',
        marked_at TEXT NOT NULL,
        UNIQUE (message_id, order_id)
    ) STRICT
    ;

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
    ;

CREATE INDEX messages_conversation ON messages (conversation_id, at, id);

CREATE INDEX messages_import ON messages (import_id, id);

CREATE TRIGGER messages_refuse_delete BEFORE DELETE  ON messages BEGIN SELECT RAISE(ABORT, 'a message is never removed'); END;

CREATE TRIGGER messages_refuse_update BEFORE UPDATE  ON messages BEGIN SELECT RAISE(ABORT, 'a message is never rewritten'); END;

CREATE INDEX messages_replaces ON messages (replaces) WHERE replaces IS NOT NULL;

CREATE INDEX messages_row_key ON messages (row_key);

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

CREATE TABLE participants (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversations(id),
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        is_confirmed INTEGER NOT NULL DEFAULT 0 CHECK (is_confirmed IN (0, 1)),
        UNIQUE (conversation_id, key)
    ) STRICT
    ;

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
    ;

CREATE INDEX payment_links_order ON payment_links (order_id);

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
    ;

CREATE INDEX payments_at ON payments (at);

CREATE INDEX payments_import ON payments (import_id, id);

CREATE INDEX payments_merchant_no ON payments (merchant_no) WHERE merchant_no <> '';

CREATE INDEX payments_refund_of ON payments (refund_of) WHERE refund_of <> '';

CREATE INDEX payments_refunds ON payments (at) WHERE state IN ('refund', 'refunded', 'partly_refunded');

CREATE TRIGGER payments_refuse_delete BEFORE DELETE  ON payments BEGIN SELECT RAISE(ABORT, 'a row of a statement is never removed'); END;

CREATE TRIGGER payments_refuse_update BEFORE UPDATE  ON payments BEGIN SELECT RAISE(ABORT, 'a row of a statement is never rewritten'); END;

CREATE INDEX payments_replaces ON payments (replaces) WHERE replaces IS NOT NULL;

CREATE INDEX payments_row_key ON payments (row_key);

CREATE INDEX payments_transaction_no ON payments (transaction_no) WHERE transaction_no <> '';

CREATE TABLE picture_hashes (sha256 TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT;

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
    , identity TEXT) STRICT
    ;

CREATE TABLE readings (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL,
        source TEXT NOT NULL,
        body TEXT NOT NULL,
        text TEXT NOT NULL,
        read_at TEXT NOT NULL,
        UNIQUE (sha256, source)
    ) STRICT
    ;

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
    ;

CREATE TRIGGER seals_refuse_update BEFORE UPDATE  ON seals BEGIN SELECT RAISE(ABORT, 'a seal is never rewritten'); END;

CREATE TABLE search_entries (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        subject INTEGER NOT NULL,
        UNIQUE (kind, subject)
    ) STRICT
    ;

CREATE VIRTUAL TABLE search_index USING fts5(body, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE 'search_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_index_content'(id INTEGER PRIMARY KEY, c0);

CREATE TABLE 'search_index_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'search_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

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

CREATE TABLE settings (key TEXT PRIMARY KEY, body TEXT NOT NULL, saved_at TEXT NOT NULL) STRICT;
