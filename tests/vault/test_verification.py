"""Verification: whatever differs from the chain is found and named, and nothing else is."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from app.casework import evidence, orders, vaults
from app.casework.steps import Steps
from app.domain.custody import Verification
from app.domain.errors import Cancelled, VaultDamaged
from app.vault import custody
from app.vault.tables import CUSTODY, FACTS
from app.vault.vault import Vault
from tests.fixtures.cases import TickingClock, put
from tests.fixtures.vaults import make

Cell = tuple[str, object, str]

KEYS = FACTS | {CUSTODY: "seq"}
UNIQUE_BY_ORDER = {"payment_links", "conversation_orders", "message_marks", "dossier_texts"}
NAMES_OTHERS = {"platform_id", "merchant_id", "order_id", "evidence_id", "sha256", "cancellation_id", "event_id"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A populated vault that every test here leaves as it was."""
    folder = tmp_path_factory.mktemp("kept")
    with vaults.open_for_writing(folder / "v", clock=TickingClock(), actor="tester") as vault:
        make.populate(vault, folder)
        yield vault


@pytest.fixture
def copied(kept: Vault, tmp_path: Path) -> Iterator[Vault]:
    """A copy of the populated vault whose files may be spoiled."""
    shutil.copytree(kept.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("vault.lock*"))
    with vaults.open_for_writing(tmp_path / "copy", clock=TickingClock(), actor="tester") as vault:
        yield vault


@contextlib.contextmanager
def tampered(vault: Vault, statement: str, values: tuple[object, ...] = ()) -> Iterator[Verification]:
    """Run a statement as somebody does who knows SQLite, check the vault, and take it back.

    Triggers are dropped and made again with the same words, constraints are off, so only the chain can tell.
    """
    db = vault.db.conn
    triggers = [row[0] for row in db.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("BEGIN")
    try:
        for name in names:
            db.execute(f"DROP TRIGGER {name}")
        db.execute(statement, values)
        for trigger in triggers:
            db.execute(trigger)
        yield vaults.verify(vault)
    finally:
        db.execute("ROLLBACK")
        db.execute("PRAGMA ignore_check_constraints = OFF")
        db.execute("PRAGMA foreign_keys = ON")


def wheres(found: Verification) -> set[str]:
    return {finding.where for finding in found.findings}


def cells(vault: Vault, table: str) -> list[Cell]:
    key = KEYS[table]
    return [(table, row[key], column) for row in vault.db.query(f"SELECT * FROM {table}") for column in row]


def value_of(vault: Vault, cell: Cell) -> object:
    table, key, column = cell
    return vault.db.execute(f"SELECT {column} FROM {table} WHERE {KEYS[table]} = ?", [key]).fetchone()[0]


def kind_of(vault: Vault, cell: Cell) -> str:
    table, _, column = cell
    listed = vault.db.query(f"PRAGMA table_info({table})")
    return next(str(row["type"]) for row in listed if row["name"] == column)


def flipped(value: object, kind: str) -> object:
    """Return another value that no row has yet: some more, or one letter changed."""
    if kind == "INTEGER":
        return 1 if value is None else int(str(value)) + 900
    text = str(value or "")
    return ("x" if text[:1] != "x" else "y") + text[1:]


def test_the_vault_is_sound_before_anybody_touches_it(kept: Vault) -> None:
    found = vaults.verify(kept, deep=True)
    assert found.is_sound
    assert (found.rows, found.originals, found.chain) == (39, 2, 42)
    assert (found.chain, found.head) == kept.head()
    assert all(kept.db.table(table).count for table in FACTS), "something of everything"


@pytest.mark.parametrize("table", FACTS)
def test_every_value_of_every_fact_is_held_to_the_chain(kept: Vault, table: str) -> None:
    for cell in cells(kept, table):
        _, key, column = cell
        new = flipped(value_of(kept, cell), kind_of(kept, cell))
        with tampered(kept, f"UPDATE {table} SET {column} = ? WHERE {KEYS[table]} = ?", (new, key)) as found:
            named = wheres(found)
            assert f"{table}:{key}" in named, cell
            if column != KEYS[table] and column not in NAMES_OTHERS and (table, column) != ("originals", "bytes"):
                assert named == {f"{table}:{key}"}, cell


@pytest.mark.parametrize("table", FACTS)
def test_every_value_made_absent_is_found(kept: Vault, table: str) -> None:
    listed = {row["name"]: row["notnull"] or row["pk"] for row in kept.db.query(f"PRAGMA table_info({table})")}
    for cell in cells(kept, table):
        _, key, column = cell
        if listed[column] or value_of(kept, cell) is None:
            continue
        with tampered(kept, f"UPDATE {table} SET {column} = NULL WHERE {KEYS[table]} = ?", (key,)) as found:
            assert wheres(found) == {f"{table}:{key}"}, cell


@pytest.mark.parametrize("table", FACTS)
def test_text_that_is_no_text_is_found_and_named(kept: Vault, table: str) -> None:
    for cell in cells(kept, table):
        _, key, column = cell
        if kind_of(kept, cell) == "TEXT" and column != KEYS[table]:
            spoil = f"UPDATE {table} SET {column} = CAST(x'fffe00' AS TEXT) WHERE {KEYS[table]} = ?"
            with tampered(kept, spoil, (key,)) as found:
                assert f"{table}:{key}" in wheres(found), cell


def test_the_chain_is_read_though_it_holds_what_is_no_text(kept: Vault) -> None:
    for seq, column in ((seq, column) for _, seq, column in cells(kept, CUSTODY) if column != "seq"):
        with tampered(kept, f"UPDATE custody SET {column} = CAST(x'ff' AS TEXT) WHERE seq = ?", (seq,)) as found:
            assert f"custody:{seq}" in wheres(found)


def test_every_value_of_every_entry_is_sealed(kept: Vault) -> None:
    for cell in cells(kept, CUSTODY):
        _, seq, column = cell
        new = flipped(value_of(kept, cell), kind_of(kept, cell)) if column != "seq" else -int(str(seq))
        with tampered(kept, f"UPDATE custody SET {column} = ? WHERE seq = ?", (new, seq)) as found:
            assert f"custody:{seq if column != 'seq' else new}" in wheres(found), cell


any_text = st.text(max_size=20) | st.sampled_from(["", "null", "NULL", "0", "\0", "'; DROP TABLE orders"])


@settings(max_examples=250)
@given(data=st.data())
def test_any_value_put_in_any_place_is_found(kept: Vault, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(list(KEYS)))
    cell = data.draw(st.sampled_from(cells(kept, table)))
    _, key, column = cell
    assume(column != KEYS[table])
    new = data.draw(any_text if kind_of(kept, cell) == "TEXT" else st.integers(-(2**63), 2**63 - 1))
    assume(new != value_of(kept, cell))
    with tampered(kept, f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {KEYS[table]} = ?", (new, key)) as found:
        is_changed = value_of(kept, cell) == new  # and not refused, as a second row of that name is
        assert found.is_sound is not is_changed
        if is_changed:
            assert f"{table}:{key}" in wheres(found)


@pytest.mark.parametrize("table", FACTS)
def test_a_row_that_is_gone_is_named_with_the_time_it_was_last_right(kept: Vault, table: str) -> None:
    key_column = KEYS[table]
    for key in [row[key_column] for row in kept.db.query(f"SELECT {key_column} FROM {table}")]:
        with tampered(kept, f"DELETE FROM {table} WHERE {key_column} = ?", (key,)) as found:
            gone = [finding for finding in found.findings if finding.where == f"{table}:{key}"]
            assert [finding.what for finding in gone] == ["the row is gone"]
            assert gone[0].since == custody.history(kept.db, f"{table}:{key}")[-1].at


@pytest.mark.parametrize("table", FACTS)
def test_a_row_that_was_slipped_in_is_named(kept: Vault, table: str) -> None:
    row = next(iter(kept.db.query(f"SELECT * FROM {table}")))
    row |= {KEYS[table]: "f" * 64 if KEYS[table] == "sha256" else 999}
    row |= {name: 999 for name in row if name == "number" and table == "evidence"}
    row |= {"name": "new"} if "name" in row else {}
    row |= {"number": "new", "trashed_at": "x"} if table == "orders" else {}
    row |= {"sha256": "e" * 64} if table == "evidence" else {}
    row |= {"event_id": 998} if table == "event_evidence" else {}
    row |= {name: 998 for name in ("evidence_id",) if table == "evidence_marks"}
    row |= (
        {"order_id": 998} if table in {"payment_links", "conversation_orders", "message_marks", "dossier_texts"} else {}
    )
    row |= {"key": "new"} if "key" in row else {}
    row |= {"code": "new"} if table == "card_codes" else {}
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    with tampered(kept, f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values())) as found:
        named = [finding for finding in found.findings if finding.where == f"{table}:{row[KEYS[table]]}"]
        assert "the chain knows no such row" in {finding.what for finding in named}


def test_an_entry_that_is_gone_is_found_and_only_what_hangs_on_it_is_named(kept: Vault) -> None:
    subjects = {int(str(entry["seq"])): entry["subject"] for entry in custody.entries(kept.db)}
    del subjects[max(subjects)]
    for seq, subject in subjects.items():
        with tampered(kept, "DELETE FROM custody WHERE seq = ?", (seq,)) as found:
            assert f"custody:{seq + 1}" in wheres(found)
            assert wheres(found) <= {f"custody:{seq + 1}", subject}


def test_the_newest_entry_that_is_gone_is_missed_by_its_row(kept: Vault) -> None:
    newest = list(custody.entries(kept.db))[-1]
    with tampered(kept, "DELETE FROM custody WHERE seq = ?", (newest["seq"],)) as found:
        assert wheres(found) == {newest["subject"]}


def test_entries_that_changed_places_are_found(kept: Vault) -> None:
    for seq in range(1, kept.head()[0]):
        swap = "UPDATE custody SET seq = CASE seq WHEN ?1 THEN -1 ELSE ?1 END WHERE seq IN (?1, ?1 + 1)"
        with tampered(kept, swap, (seq,)) as found:
            assert not found.is_sound


def test_an_entry_that_was_slipped_in_is_found(kept: Vault) -> None:
    forged = "INSERT INTO custody SELECT seq + 1, at, actor, action, subject, digest, 'x', prev, 'h' FROM custody"
    newest, _ = kept.head()
    with tampered(kept, f"{forged} ORDER BY seq DESC LIMIT 1") as found:
        assert wheres(found) == {f"custody:{newest + 1}"}


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("CREATE TABLE more (x TEXT)", "schema:table more"),
        ("DROP INDEX orders_number", "schema:index orders_number"),
        ("ALTER TABLE orders ADD COLUMN extra TEXT", "schema:table orders"),
        ("CREATE TRIGGER orders AFTER INSERT ON orders BEGIN SELECT 1; END", "schema:trigger orders"),
    ],
)
def test_a_schema_that_was_changed_is_found(kept: Vault, statement: str, name: str) -> None:
    with tampered(kept, statement) as found:
        assert name in wheres(found)


def test_a_guard_that_was_taken_down_is_found(copied: Vault) -> None:
    copied.db.execute("DROP TRIGGER custody_refuse_update")
    assert wheres(vaults.verify(copied)) == {"schema:trigger custody_refuse_update"}


def test_a_table_that_is_gone_is_found(copied: Vault) -> None:
    copied.db.execute("DROP TABLE platform_rules")
    assert {"schema:table platform_rules", "vault.sqlite3"} <= wheres(vaults.verify(copied))


@settings(max_examples=60)
@given(data=st.data())
def test_any_byte_of_any_original_is_held_to_its_hash(kept: Vault, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(kept.originals.files())))
    whole = path.read_bytes()
    spoiled = bytearray(whole)
    at = data.draw(st.integers(0, len(whole) - 1))
    match data.draw(st.sampled_from(["flip", "cut", "grow"])):
        case "flip":
            spoiled[at] ^= data.draw(st.integers(1, 255))
        case "cut":
            del spoiled[at:]
        case _:
            spoiled += whole[: at + 1]
    path.chmod(0o600)
    try:
        path.write_bytes(spoiled)
        assert wheres(vaults.verify(kept)) == {f"originals/{path.parent.name}/{path.name}"}
    finally:
        path.write_bytes(whole)
        path.chmod(0o400)


def test_an_original_that_is_gone_or_no_file_is_named(copied: Vault) -> None:
    one, other = sorted(copied.originals.files())
    one.unlink()
    other.unlink()
    other.mkdir()
    found = vaults.verify(copied)
    assert {finding.where: finding.what.split(":")[0] for finding in found.findings} == {
        f"originals/{one.parent.name}/{one.name}": "the original is missing",
        f"originals/{other.parent.name}/{other.name}": "the original cannot be read",
    }


def test_an_original_under_a_name_that_is_no_hash_ends_no_check(kept: Vault) -> None:
    for name in ("\0" * 64, "../" * 21 + "x", "/" * 64):
        with tampered(kept, "UPDATE originals SET sha256 = ? WHERE rowid = 1", (name,)) as found:
            assert f"originals:{name}" in wheres(found)


@example(spoiled="completed?", column="status", table="order_statuses")
@example(spoiled="soon", column="promise", table="orders")
@example(spoiled="cash", column="pay_method", table="orders")
@example(spoiled="yesterday", column="created_at", table="orders")
@example(spoiled="selfie", column="kind", table="evidence")
@example(spoiled="guess", column="captured_from", table="evidence")
@given(spoiled=st.just("x"), column=st.sampled_from(["captured_at", "imported_at"]), table=st.just("evidence"))
def test_a_tampered_row_is_refused_and_named_by_whoever_reads_it(
    kept: Vault, spoiled: str, column: str, table: str
) -> None:
    with tampered(kept, f"UPDATE {table} SET {column} = ? WHERE id = 1", (spoiled,)):
        with pytest.raises(VaultDamaged, match=f"{table}:1 was tampered with") as refused:
            _ = [evidence.list_evidence(kept, order.id) for order in orders.list_orders(kept)]
        assert "verify" in refused.value.remedy.en


def test_the_check_can_be_watched_and_stopped(kept: Vault) -> None:
    seen: list[tuple[int, int]] = []
    vaults.verify(kept, steps=Steps(progress=lambda done, total: seen.append((done, total))))
    assert seen == [(0, 2), (1, 2), (2, 2)]
    with pytest.raises(Cancelled):
        vaults.verify(kept, steps=Steps(is_cancelled=lambda: True))
    assert vaults.verify(kept).is_sound


def test_what_no_row_names_is_listed_and_removed(copied: Vault) -> None:
    assert vaults.unreferenced(copied) == []
    kept_before = sorted(copied.originals.files())
    stray = "ab" + "0" * 62
    (copied.originals.folder / "ab").mkdir(exist_ok=True)
    put(copied.originals.folder / "ab", stray, b"stray").chmod(0o400)
    put(copied.originals.folder / ".incoming", "half", b"ha")
    (copied.originals.folder / "cd").mkdir()
    (copied.originals.folder / "cd" / "folder").mkdir()
    assert vaults.unreferenced(copied) == [f"originals/ab/{stray}", "originals/.incoming/half"]
    assert vaults.verify(copied).is_sound, "a stray file is no damage"
    assert vaults.tidy(copied) == [f"originals/ab/{stray}", "originals/.incoming/half"]
    assert vaults.unreferenced(copied) == []
    assert sorted(copied.originals.files()) == kept_before
    assert vaults.verify(copied).is_sound


def test_a_row_is_digested_with_its_table_and_all_its_columns() -> None:
    row = {"id": 1, "name": "a", "url": None}
    digest = custody.row_digest("platforms", row)
    assert digest == custody.row_digest("platforms", dict(reversed(row.items())))
    assert digest != custody.row_digest("merchants", row)
    assert digest != custody.row_digest("platforms", row | {"url": ""})
    assert digest != custody.row_digest("platforms", row | {"id": "1"})


def test_the_chain_can_be_recomputed_by_hand(kept: Vault) -> None:
    """The recipe that the dossier's integrity page gives a stranger: sorted keys, no spaces, UTF-8, SHA-256."""
    import hashlib
    import json

    previous = "0" * 64
    for entry in kept.db.query("SELECT * FROM custody ORDER BY seq"):
        sealed = entry.pop("hash")
        assert entry["prev"] == previous
        canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert hashlib.sha256(canonical).hexdigest() == sealed
        previous = sealed
