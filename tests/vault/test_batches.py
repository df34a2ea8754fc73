"""Rows that came by the thousand: none is changed, added or lost without `verify` naming its import."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from app.casework import vaults
from app.casework.importing.run import import_files
from app.domain.orders import OrderId
from app.vault import browsing, conversations, payments
from app.vault.tables import BATCHES
from app.vault.vault import Vault
from tests.casework.importing.statement_files import wechat, wechat_row
from tests.casework.importing.test_chats import chatlab


@pytest.fixture
def filled(vault: Vault, tmp_path: Path) -> Vault:
    log = chatlab(tmp_path / "1.json", ("wxid_me", 0, "卡密呢"), ("wxid_s", 1, "明天退"))
    import_files(vault, [wechat(tmp_path / "1.csv", wechat_row(1), wechat_row(2)), log])
    assert vaults.verify(vault).is_sound
    return vault


def tamper(vault: Vault, statement: str, *values: object) -> list[tuple[str, str]]:
    """Run a statement as somebody does who knows SQLite and return what `verify` says; then take it back."""
    db = vault.db.conn
    guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    try:
        for name, _ in guards:
            db.execute(f"DROP TRIGGER {name}")
        db.execute(statement, values)
        for _, sql in guards:
            db.execute(sql)
        return [(finding.where, finding.what) for finding in vaults.verify(vault).findings]
    finally:
        db.execute("ROLLBACK")
        db.execute("PRAGMA foreign_keys = ON")


COLUMNS = {
    "payments": [
        "line", "row_key", "source", "at", "is_day_only", "direction", "amount", "refunded", "refunded_so_far", "fee",
        "currency", "state", "status", "counterparty", "counterparty_account", "product", "category", "method",
        "transaction_no", "merchant_no", "refund_of", "note", "replaces",
    ],
    "messages": [
        "conversation_id", "line", "row_key", "at", "time_known", "sender", "sender_key", "is_mine", "kind", "text",
        "attachments", "reply_to", "message_no", "replaces",
    ],
}  # fmt: skip


@pytest.mark.parametrize("table", BATCHES)
def test_every_column_is_watched(filled: Vault, table: str) -> None:
    listed = [row["name"] for row in filled.db.query(f"PRAGMA table_info({table})")]
    assert listed == ["id", "import_id", *COLUMNS[table]]
    kinds = {row["name"]: row["type"] for row in filled.db.query(f"PRAGMA table_info({table})")}
    key, imported = filled.db.execute(f"SELECT id, import_id FROM {table} ORDER BY id DESC LIMIT 1").fetchone()
    for column in COLUMNS[table]:
        held = filled.db.execute(f"SELECT {column} FROM {table} WHERE id = ?", [key]).fetchone()[0]
        other = (1 - held if held in {0, 1} else 7) if kinds[column] == "INTEGER" and held != 7 else f"{held}x"
        if kinds[column] == "INTEGER" and not isinstance(other, int):
            other = 8
        found = tamper(filled, f"UPDATE {table} SET {column} = ? WHERE id = ?", other, key)
        assert (f"imports:{imported}", "rows that came in were changed") in found, column


@pytest.mark.parametrize("table", BATCHES)
def test_lost_added_and_moved_rows_are_named(filled: Vault, table: str) -> None:
    key, imported = filled.db.execute(f"SELECT id, import_id FROM {table} ORDER BY id DESC LIMIT 1").fetchone()
    missing = "rows that came in are missing or were added"
    assert (f"imports:{imported}", missing) in tamper(filled, f"DELETE FROM {table} WHERE id = ?", key)
    columns = ", ".join(COLUMNS[table])
    again = f"INSERT INTO {table} (import_id, {columns}) SELECT import_id, {columns} FROM {table} WHERE id = ?"
    assert (f"imports:{imported}", missing) in tamper(filled, again, key)
    moved = tamper(filled, f"UPDATE {table} SET import_id = 99 WHERE id = ?", key)
    assert (f"{table}:{key}", "the row belongs to no import") in moved
    swapped = f"UPDATE {table} SET id = CASE id WHEN {key} THEN {key - 1} + 100 ELSE id + 200 END"
    assert (f"imports:{imported}", "rows that came in were changed") in tamper(filled, swapped)


def test_the_digest_itself_is_held_by_the_chain(filled: Vault) -> None:
    where = [where for where, _ in tamper(filled, "UPDATE imports SET rows_digest = ? WHERE id = 1", "0" * 64)]
    assert where.count("imports:1") == 2, "the row differs from the chain, and its rows from it"
    assert "imports:1" in [where for where, _ in tamper(filled, "DELETE FROM imports WHERE id = 1")]


@pytest.mark.parametrize("table", BATCHES)
def test_triggers_refuse_to_rewrite_or_remove(filled: Vault, table: str) -> None:
    for statement in (f"UPDATE {table} SET line = 9", f"DELETE FROM {table}", f"UPDATE {table} SET import_id = 2"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            filled.db.conn.execute(statement)
    assert vaults.verify(filled).is_sound


def test_lists_use_their_indexes(filled: Vault) -> None:
    """What is listed by the page never sorts or scans the whole table."""
    plans = {
        "SELECT * FROM payments p WHERE p.row_key = 'x'": "payments_row_key",
        "SELECT * FROM payments p WHERE p.transaction_no = 'x' AND p.transaction_no <> ''": "payments_transaction_no",
        "SELECT * FROM payments ORDER BY at DESC, id DESC LIMIT 50": "payments_at",
        "SELECT * FROM payments p WHERE p.state IN ('refund', 'refunded', 'partly_refunded') "
        "ORDER BY p.at DESC, p.id DESC LIMIT 50": "payments_refunds",
        "SELECT * FROM messages WHERE conversation_id = 1 ORDER BY at, id LIMIT 50": "messages_conversation",
        "SELECT * FROM messages WHERE row_key = 'x'": "messages_row_key",
    }
    for query, index in plans.items():
        plan = " ".join(row[3] for row in filled.db.execute(f"EXPLAIN QUERY PLAN {query}"))
        assert index in plan, plan
        assert "TEMP B-TREE" not in plan, plan


def test_no_look_scans_or_sorts_everything(filled: Vault) -> None:
    """The queries as they are run: each finds its rows by an index, and pages come in its order."""
    asked: list[str] = []
    (chat,) = conversations.every(filled)
    first = next(payments.every(filled))
    filled.db.conn.set_trace_callback(asked.append)
    try:
        payments.numbered(filled, ["4200002659202602114772000001"])
        payments.between(filled, "2023-01-01", "2024-01-01")
        payments.refunds_between(filled, "2023-01-01", "2024-01-01", most=100)
        list(payments.every(filled, limit=50))
        payments.newest(filled, first.id)
        payments.versions(filled, first.id)
        payments.links_of(filled, [first])
        for wanted in ({"unmatched": False, "refunds": False}, {"unmatched": False, "refunds": True}):
            for after in (None, browsing.place_of_payment(first)):
                browsing.payment_page(filled, text="", after=after, limit=50, **wanted)
            browsing.payment_outline(filled, text="", size=1, heard=lambda: None, **wanted)
        list(conversations.messages(filled, chat, limit=50))
        conversations.get(filled, chat.id)
        message = next(iter(conversations.messages(filled, chat, limit=1)))
        conversations.message(filled, message.id)
        conversations.place_of(filled, message.id)
        conversations.place_at(filled, chat.id, first.row.at)
        conversations.relied_upon(filled, OrderId(1))
    finally:
        filled.db.conn.set_trace_callback(None)
    for query in dict.fromkeys(asked):
        plan = [row[3] for row in filled.db.execute(f"EXPLAIN QUERY PLAN {query}")]
        whole = [step for step in plan if re.match(r"SCAN (p|m|n|r|o|payments|messages)\b(?! USING)", step)]
        assert not whole, (query, plan)
        is_few = any(word in query for word in ("message_marks", "version", "page")) or not re.search(
            "FROM (payments|messages) ", query
        )
        assert is_few or not any("TEMP B-TREE FOR ORDER BY" in step for step in plan), (query, plan)
