"""The schema: strict, listed, guarded by triggers, and the same whether fresh or brought up to date."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from app.casework import evidence, orders, platforms, vaults
from app.domain.evidence import CapturedFrom, EvidenceKind
from app.domain.orders import OrderId, OrderStatus
from app.vault import migrations, tables
from app.vault.vault import APPLICATION_ID, DATABASE, Vault
from tests.fixtures.cases import TickingClock, facts_of, picture
from tests.fixtures.vaults import make

VERSIONS = range(1, migrations.LATEST + 1)
REGENERATE = "run: .venv/bin/python -m tests.fixtures.vaults.make"


def rows_of(db: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    cursor = db.execute(f"SELECT * FROM {table} ORDER BY 1")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def table_list(vault: Vault) -> dict[str, bool]:
    listed = vault.db.query("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    return {row["name"]: bool(row["strict"]) for row in listed if not row["name"].startswith("sqlite_")}


def test_the_table_list_is_the_schemas(vault: Vault) -> None:
    assert set(table_list(vault)) == tables.FACTS.keys() | tables.OTHERS | set(tables.BATCHES)
    assert not tables.FACTS.keys() & tables.OTHERS


def test_every_table_is_strict(vault: Vault) -> None:
    assert all(table_list(vault).values())
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        vault.db.execute(
            "INSERT INTO orders VALUES (1,1,NULL,'n','p',NULL,NULL,NULL,'ten','CNY',NULL,NULL,NULL,'','t',NULL)"
        )


@pytest.mark.parametrize(("table", "key"), tables.FACTS.items())
def test_the_key_of_a_fact_is_its_tables_primary_key(vault: Vault, table: str, key: str) -> None:
    assert [row["name"] for row in vault.db.query(f"PRAGMA table_info({table})") if row["pk"]] == [key]


def test_the_ids_of_facts_are_never_used_twice(vault: Vault) -> None:
    for table, key in tables.FACTS.items():
        if key == "id":
            assert "AUTOINCREMENT" in vault.db.table(table).schema


def test_a_fresh_vault_has_the_committed_schema(vault: Vault) -> None:
    assert make.schema_of(vault.db.conn) == make.SCHEMA.read_text(encoding="utf-8"), REGENERATE


def test_every_version_that_users_have_is_kept_as_a_fixture() -> None:
    assert all((make.HERE / f"v{version}.sql").is_file() for version in VERSIONS), REGENERATE


@pytest.mark.parametrize("version", VERSIONS)
def test_a_migrated_schema_is_the_fresh_one(version: int, tmp_path: Path, clock: TickingClock) -> None:
    make.restore(version, tmp_path / "old")
    with vaults.open_for_writing(tmp_path / "old", clock=clock, actor="t") as old:
        assert make.schema_of(old.db.conn) == make.SCHEMA.read_text(encoding="utf-8")
        assert migrations.current(old.db) == migrations.LATEST
        assert old.db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_fact_of_an_older_vault_is_still_there(version: int, tmp_path: Path, clock: TickingClock) -> None:
    make.restore(version, tmp_path / "old")
    with contextlib.closing(sqlite3.connect(tmp_path / "old" / DATABASE)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        indexes = ("sqlite_", *tables.INDEXES)
        before = {name: rows_of(db, name) for name in names if not name.startswith(indexes)}
    assert all(before[table] for table in before), "the fixture must hold something of everything"
    with vaults.open_for_writing(tmp_path / "old", clock=clock, actor="t") as old:
        for table, rows in before.items():
            now = rows_of(old.db.conn, table)
            kept = [{name: row[name] for name in rows[0]} for row in now]
            assert kept[: len(rows)] == rows, table
        found = vaults.verify(old, deep=True)
        assert found.is_sound, found.findings
        assert (found.originals, found.chain >= 19) == (2, True)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_vault_reads_as_it_was_written(version: int, tmp_path: Path, clock: TickingClock) -> None:
    make.restore(version, tmp_path / "old")
    with vaults.open_for_writing(tmp_path / "old", clock=clock, actor="t") as old:
        first = orders.show_order(old, OrderId(1))
        assert (first.facts.merchant, str(first.facts.amount), str(first.facts.promise)) == (
            "速充小店",
            "100.00",
            "10m",
        )
        assert first.facts.note == "第一行\n第二行 <b>&amp; 䶮㐂 👍"
        assert [seen.status for seen in first.statuses] == [OrderStatus.DELIVERED, OrderStatus.PENDING_PAYMENT]
        assert [order.id for order in orders.list_orders(old, is_trashed=True)] == [3]
        one, two = evidence.list_evidence(old, first.id)
        assert (one.kind, one.purpose, one.is_trashed) == (EvidenceKind.ORDER_PAGE, "证明下单时间", False)
        assert (two.kind, two.name, two.is_trashed) == (EvidenceKind.CHAT, "聊天.png", True)
        assert evidence.list_evidence(old, OrderId(2))[0].capture.known_from is CapturedFrom.USER
        by_name = {record.platform.name: record for record in platforms.list_platforms(old)}
        assert by_name["星卡网"].rules[0].clause.value == "10m"
        assert vaults.load_draft(old, "order") == {"number": "C3", "note": "没写完"}
        target = tmp_path / "out.png"
        evidence.export_evidence(old, one.id, target)
        assert hashlib.sha256(target.read_bytes()).hexdigest() == one.original.sha256
        new = tmp_path / "new.png"
        new.write_bytes(picture(77))
        assert evidence.add_evidence(old, first.id, [new]).value.added[0].evidence.number == 3
        assert vaults.verify(old).is_sound


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE custody SET detail = 'x'",
        "DELETE FROM custody",
        "INSERT OR REPLACE INTO custody SELECT * FROM custody WHERE seq = 1",
        "UPDATE originals SET bytes = bytes + 1",
        "UPDATE order_statuses SET status = 'completed'",
        "UPDATE evidence SET sha256 = sha256",
        "UPDATE evidence SET number = number + 1",
        "UPDATE evidence SET order_id = 1",
        "UPDATE evidence SET imported_at = ''",
        "UPDATE evidence SET id = 99",
        "UPDATE orders SET id = 99",
        "UPDATE orders SET created_at = ''",
    ],
)
def test_what_is_written_once_is_guarded_by_a_trigger(statement: str, vault: Vault, tmp_path: Path) -> None:
    make.populate(vault, tmp_path)
    before = facts_of(vault), rows_of(vault.db.conn, "custody")
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|never (changed|rewritten)"):
        vault.db.execute(statement)
    assert (facts_of(vault), rows_of(vault.db.conn, "custody")) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM platforms",
        "DELETE FROM orders",
        "DELETE FROM originals",
        "UPDATE orders SET platform_id = 99",
        "INSERT INTO order_statuses VALUES (99, 99, 'delivered', '', NULL, '')",
    ],
)
def test_nothing_may_name_a_row_that_is_not_there(statement: str, vault: Vault, tmp_path: Path) -> None:
    make.populate(vault, tmp_path)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        vault.db.execute(statement)


def test_a_commit_is_durable_and_a_deletion_leaves_no_words_behind(vault: Vault) -> None:
    def pragma(name: str) -> object:
        return vault.db.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert pragma("foreign_keys") == 1
    assert pragma("synchronous") == 2
    assert pragma("secure_delete") == 1
    assert pragma("trusted_schema") == 0
    assert pragma("user_version") == migrations.LATEST
    assert pragma("application_id") == APPLICATION_ID


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_only_the_owner_reads_what_is_kept(tmp_path: Path, clock: TickingClock) -> None:
    folder = tmp_path / "deep" / "my.pingju"
    loose = os.umask(0)
    try:
        with vaults.open_for_writing(folder, clock=clock, actor="t") as vault:
            make.populate(vault, tmp_path)
            modes = {
                path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")
            }
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            inside = {path.name for path in folder.iterdir()}
    finally:
        os.umask(loose)
    assert {"vault.sqlite3-wal", "vault.sqlite3-shm", "vault.lock", "vault.lock.json"} <= inside
    for name, mode in modes.items():
        is_kept = name.startswith("originals/") and len(Path(name).name) == 64
        expected = 0o700 if (folder / name).is_dir() else 0o400 if is_kept else 0o600
        assert oct(mode) == oct(expected), name
    assert sum(mode == 0o400 for mode in modes.values()) == 2


def later_version(db: Database) -> None:
    """Stand for a second migration, until there is one: it adds a table."""
    db.execute("CREATE TABLE refunds (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT NOT NULL) STRICT")
    db.execute("INSERT INTO refunds (note) VALUES ('moved')")


def a_later_program(monkeypatch: pytest.MonkeyPatch, step: object = later_version) -> int:
    """Make this the program of the version after, and return that version."""
    steps = (*migrations.STEPS, step)
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(migrations, "LATEST", len(steps))
    return len(steps)


def test_an_older_vault_is_copied_before_it_is_brought_up_to_date(
    vault: Vault, tmp_path: Path, clock: TickingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.populate(vault, tmp_path)
    folder, before, version = vault.folder, facts_of(vault), migrations.LATEST
    vault.close()
    later = a_later_program(monkeypatch)
    with vaults.open_for_writing(folder, clock=clock, actor="t") as newer:
        assert migrations.current(newer.db) == later
        assert newer.db.execute("SELECT note FROM refunds").fetchall() == [("moved",)]
        assert facts_of(newer) == before
    copy = folder / "backups" / f"before-migration-from-v{version}.sqlite3"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600 or sys.platform == "win32"
    with contextlib.closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (version,)
        assert {table: rows_of(db, table) for table in before} == before


def test_a_migration_that_fails_leaves_the_vault_as_it_was(
    vault: Vault, tmp_path: Path, clock: TickingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(db: Database) -> None:
        later_version(db)
        db.execute("DELETE FROM drafts")
        raise sqlite3.OperationalError("half way")

    make.populate(vault, tmp_path)
    folder, before, version = vault.folder, facts_of(vault), migrations.LATEST
    vault.close()
    with monkeypatch.context() as patched:
        a_later_program(patched, broken)
        with pytest.raises(sqlite3.OperationalError, match="half way"):
            vaults.open_for_writing(folder, clock=clock, actor="t")
    with vaults.open_for_writing(folder, clock=clock, actor="t") as again:
        assert migrations.current(again.db) == version
        assert facts_of(again) == before
        assert vaults.load_draft(again, "order")
        assert vaults.verify(again, deep=True).is_sound


def test_the_migrations_import_nothing_of_the_program() -> None:
    folder = Path(migrations.__file__).parent
    steps = sorted(folder.glob("m[0-9]*.py"))
    assert len(steps) == migrations.LATEST
    for step in steps:
        imports = [
            line for line in step.read_text(encoding="utf-8").splitlines() if line.startswith(("import", "from"))
        ]
        assert not [line for line in imports if "app" in line.split()[1]], step.name
