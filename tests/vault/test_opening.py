"""Opening a vault: one writer, readers beside it, and a clear refusal of whatever is no vault of ours."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.casework import evidence, orders, vaults
from app.domain.errors import (
    InputError,
    NotFound,
    ReadOnlyVault,
    VaultDamaged,
    VaultError,
    VaultFull,
    VaultLocked,
    VaultTooNew,
)
from app.vault import migrations
from app.vault.vault import DATABASE, Vault
from tests.fixtures.cases import FIRST, TickingClock, facts_of, order_fields, picture, put
from tests.fixtures.vaults import make

ROOT = Path(__file__).parents[2]
HOLDER = """
import pathlib, sys
from app.casework import vaults
from app.shell.clock import SystemClock
vault = vaults.open_for_writing(pathlib.Path(sys.argv[1]), clock=SystemClock(), actor="other")
print("open", flush=True)
sys.stdin.read()
vault.close()
"""


@contextlib.contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Have another process hold the vault open for writing; it lets go when its standard input ends."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        try:
            yield child
        finally:
            if child.poll() is None:
                child.kill()


def reopened(folder: Path) -> Vault:
    return vaults.open_for_writing(folder, clock=TickingClock(), actor="again", lock_timeout=0.2)


def raw(folder: Path) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(folder / DATABASE, isolation_level=None))


def test_a_new_vault_is_empty_and_sound(vault: Vault) -> None:
    found = vaults.verify(vault, deep=True)
    assert (found.is_sound, found.rows, found.originals, found.chain, found.head) == (True, 0, 0, 0, "0" * 64)
    assert {path.name for path in vault.folder.iterdir()} >= {DATABASE, "originals", "derived", "backups"}


def test_a_vault_keeps_what_was_written_when_it_is_opened_again(vault: Vault, tmp_path: Path) -> None:
    make.populate(vault, tmp_path)
    before = facts_of(vault)
    vault.close()
    with reopened(vault.folder) as again:
        assert facts_of(again) == before
        assert vaults.verify(again, deep=True).is_sound


def test_a_folder_with_other_things_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, "holiday.jpg", b"x")
    with pytest.raises(InputError, match="not empty and is no vault"):
        reopened(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


@pytest.mark.parametrize("name", ["file", "x" * 300])
def test_a_place_where_no_folder_can_be_is_refused(tmp_path: Path, name: str) -> None:
    put(tmp_path, "file", b"x")
    assert not vaults.is_vault(tmp_path / name)
    with pytest.raises(InputError, match="cannot make a vault at"):
        reopened(tmp_path / name)
    with pytest.raises(NotFound, match="does not exist") as refused:
        vaults.open_for_reading(tmp_path / name, clock=TickingClock())
    assert "init" in refused.value.remedy.en


def test_a_place_without_a_vault_is_not_made_one_by_looking(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        vaults.open_for_reading(tmp_path / "none", clock=TickingClock())
    with pytest.raises(NotFound):
        Vault.open(tmp_path / "none", clock=TickingClock(), actor="t")
    assert not list(tmp_path.iterdir())


def test_a_vault_of_a_newer_program_is_refused_and_left_as_it_was(vault: Vault) -> None:
    folder = vault.folder
    vault.close()
    with raw(folder) as db:
        db.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    before = (folder / DATABASE).read_bytes()
    for opening in (reopened, lambda place: vaults.open_for_reading(place, clock=TickingClock())):
        with pytest.raises(VaultTooNew, match="newer Pingju") as refused:
            opening(folder)
        assert "update Pingju" in refused.value.remedy.en
    assert (folder / DATABASE).read_bytes() == before


def test_a_vault_of_an_older_program_is_not_changed_by_looking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.restore(1, tmp_path / "old")
    monkeypatch.setattr(migrations, "LATEST", migrations.LATEST + 1)
    before = (tmp_path / "old" / DATABASE).read_bytes()
    with pytest.raises(VaultError, match="older version"):
        vaults.open_for_reading(tmp_path / "old", clock=TickingClock())
    assert (tmp_path / "old" / DATABASE).read_bytes() == before


@pytest.mark.parametrize("content", [b"garbage", b"garbage" * 2000, b"\x89PNG\r\n\x1a\n" + b"\0" * 5000])
def test_a_file_that_only_bears_the_databases_name_is_refused(tmp_path: Path, content: bytes) -> None:
    put(tmp_path, DATABASE, content)
    for opening in (reopened, lambda place: vaults.open_for_reading(place, clock=TickingClock())):
        with pytest.raises(VaultDamaged):
            opening(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    with raw(tmp_path) as db:
        db.execute("CREATE TABLE contacts (name TEXT)")
    for opening in (reopened, lambda place: vaults.open_for_reading(place, clock=TickingClock())):
        with pytest.raises(VaultDamaged, match="not a Pingju database"):
            opening(tmp_path)
    with raw(tmp_path) as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("contacts",)]


@pytest.mark.parametrize("loss", ["emptied", "gone"])
def test_originals_without_their_database_are_not_taken_for_a_new_vault(
    vault: Vault, tmp_path: Path, loss: str
) -> None:
    make.populate(vault, tmp_path)
    folder = vault.folder
    vault.close()
    (folder / DATABASE).write_bytes(b"") if loss == "emptied" else (folder / DATABASE).unlink()
    for _ in range(2):
        with pytest.raises(VaultDamaged) as refused:
            reopened(folder)
        assert "backup" in refused.value.remedy.en
    assert sum(path.is_file() for path in (folder / "originals").rglob("*")) == 2


def test_an_interrupted_start_is_finished(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    folder.mkdir()
    for name in (DATABASE, "vault.lock", "vault.lock.json"):
        put(folder, name, b"")
    with reopened(folder) as vault:
        assert vaults.verify(vault).is_sound


def test_every_page_of_a_damaged_database_is_a_refusal_or_a_finding(vault: Vault, tmp_path: Path) -> None:
    make.populate(vault, tmp_path)
    folder = vault.folder
    vault.close()
    whole = (folder / DATABASE).read_bytes()
    pages = len(whole) // 4096
    silent = []
    for page in range(pages):
        (folder / DATABASE).write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        try:
            with reopened(folder) as damaged:
                is_noticed = not vaults.verify(damaged, deep=True).is_sound
                with contextlib.suppress(VaultDamaged):
                    orders.list_orders(damaged)
                    evidence.list_evidence(damaged, FIRST)
        except VaultDamaged:
            is_noticed = True
        if not is_noticed:
            silent.append(page)
    assert pages > 20
    assert silent == []


def test_a_second_writer_is_told_who_holds_the_vault(tmp_path: Path) -> None:
    with another_process(tmp_path / "v") as holder:
        start = time.monotonic()
        with pytest.raises(VaultLocked) as refused:
            reopened(tmp_path / "v")
        assert time.monotonic() - start < 2
        assert f"process {holder.pid}," in refused.value.sentence.en
        assert f"进程 {holder.pid}，" in refused.value.sentence.zh
        assert "read-only" in refused.value.remedy.en


def test_a_second_writer_waits_for_the_first_to_finish(tmp_path: Path) -> None:
    with another_process(tmp_path / "v") as holder:
        assert holder.stdin is not None
        holder.stdin.close()
        vaults.open_for_writing(tmp_path / "v", clock=TickingClock(), actor="t", lock_timeout=20).close()


def test_a_killed_writer_leaves_no_lock(tmp_path: Path) -> None:
    with another_process(tmp_path / "v") as holder:
        holder.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        holder.wait()
        assert (tmp_path / "v" / "vault.lock.json").exists()
        with reopened(tmp_path / "v") as vault:
            assert vaults.verify(vault).is_sound
            assert json.loads((tmp_path / "v" / "vault.lock.json").read_text())["pid"] == os.getpid()


def test_a_second_window_of_the_same_process_is_refused_too(vault: Vault) -> None:
    with pytest.raises(VaultLocked, match=f"process {os.getpid()}"):
        reopened(vault.folder)


@pytest.mark.parametrize("holder", [b"", b"{", b"[]", b'{"pid": 1}', b"\xff"])
def test_a_holder_that_cannot_be_read_is_not_named(vault: Vault, holder: bytes) -> None:
    (vault.folder / "vault.lock.json").write_bytes(holder)
    with pytest.raises(VaultLocked, match=r"another Pingju is using this vault$"):
        reopened(vault.folder)


def test_a_reader_beside_the_writer_sees_each_commit_and_writes_nothing(vault: Vault, tmp_path: Path) -> None:
    with vaults.open_for_reading(vault.folder, clock=TickingClock()) as reader:
        assert reader.is_read_only
        assert orders.list_orders(reader) == []
        make.populate(vault, tmp_path)
        seen = orders.list_orders(reader)
        assert len(seen) == 2
        before = facts_of(vault)
        attempts = (
            lambda: orders.record_order(reader, order_fields("Z9")),
            lambda: orders.trash_order(reader, seen[0].id),
            lambda: evidence.add_evidence(reader, seen[0].id, []),
            lambda: vaults.save_draft(reader, "order", {"number": "1"}),
            lambda: vaults.drop_draft(reader, "order"),
            lambda: vaults.tidy(reader),
        )
        for attempt in attempts:
            with pytest.raises(ReadOnlyVault, match="for reading only"):
                attempt()
        with pytest.raises(VaultError):
            reader.db.execute("DELETE FROM drafts")
        assert facts_of(vault) == before
        assert vaults.verify(reader, deep=True).is_sound
        orders.record_order(vault, order_fields("Z9"))
        assert len(orders.list_orders(reader)) == 3


def test_a_reader_that_adds_evidence_stages_nothing(vault: Vault, tmp_path: Path) -> None:
    make.populate(vault, tmp_path)
    before = sorted(vault.originals.folder.rglob("*"))
    with vaults.open_for_reading(vault.folder, clock=TickingClock()) as reader:
        with pytest.raises(ReadOnlyVault):
            evidence.add_evidence(reader, FIRST, [put(tmp_path, "a.png", picture(99))])
        assert sorted(vault.originals.folder.rglob("*")) == before


def test_a_vault_that_nobody_holds_can_be_read(vault: Vault, tmp_path: Path) -> None:
    make.populate(vault, tmp_path)
    before = facts_of(vault)
    vault.close()
    with vaults.open_for_reading(vault.folder, clock=TickingClock()) as reader:
        assert facts_of(reader) == before
        assert vaults.verify(reader).is_sound


def test_a_closed_vault_lets_the_next_writer_in(vault: Vault) -> None:
    vault.close()
    assert not (vault.folder / "vault.lock.json").exists()
    with reopened(vault.folder), pytest.raises(ReadOnlyVault):
        orders.record_order(vault, order_fields())


def test_a_write_that_fails_leaves_nothing(vault: Vault) -> None:
    class Broken(Exception):
        pass

    with contextlib.suppress(Broken), vault.write("half") as facts:
        facts.insert("platforms", {"name": "半途", "url": None, "created_at": "x"})
        assert vaults.verify(vault).rows == 1
        raise Broken
    found = vaults.verify(vault)
    assert (found.is_sound, found.rows, found.chain) == (True, 0, 0)


def test_a_mistyped_table_is_never_made(vault: Vault) -> None:
    with pytest.raises(KeyError), vault.write("typo") as facts:
        facts.insert("platfroms", {"name": "x"})
    assert "platfroms" not in vault.db.table_names()


def test_a_place_that_cannot_be_written_is_refused_with_a_remedy(vault: Vault) -> None:
    folder = vault.folder
    vault.close()
    (folder / "vault.lock.json").mkdir()
    with pytest.raises(VaultError, match="cannot be written") as refused:
        reopened(folder)
    assert refused.value.remedy.zh
    (folder / "vault.lock.json").rmdir()
    (folder / "derived").rmdir()
    put(folder, "derived", b"no folder")
    with pytest.raises(VaultError, match="cannot be written"):
        reopened(folder)
    (folder / "derived").unlink()
    reopened(folder).close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_not_ours_is_refused_with_a_remedy(vault: Vault) -> None:
    folder = vault.folder
    vault.close()
    folder.chmod(0o500)
    try:
        with pytest.raises(VaultError, match="cannot be written"):
            reopened(folder)
        assert not vaults.is_vault(folder / "deeper")
    finally:
        folder.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
def test_a_full_disk_is_told_when_the_vault_is_opened(vault: Vault) -> None:
    import resource

    folder = vault.folder
    vault.close()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    old_handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        with pytest.raises(VaultFull, match=os.strerror(errno.EFBIG)):
            reopened(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old_handler)
    reopened(folder).close()


class TestSettingAside:
    def test_a_vault_makes_room_and_stays_whole(self, vault: Vault, tmp_path: Path) -> None:
        make.populate(vault, tmp_path)
        before = facts_of(vault)
        vault.close()
        aside = vaults.set_aside(vault.folder, now=TickingClock().now())
        assert aside is not None
        assert aside.name == "my.pingju.old-20240101-120000"
        assert not vault.folder.exists()
        with reopened(aside) as old:
            assert facts_of(old) == before

    def test_no_vault_is_nothing_to_set_aside(self, tmp_path: Path) -> None:
        assert vaults.set_aside(tmp_path, now=TickingClock().now()) is None

    def test_a_vault_in_use_stays(self, tmp_path: Path) -> None:
        with another_process(tmp_path / "v"), pytest.raises(VaultLocked):
            vaults.set_aside(tmp_path / "v", now=TickingClock().now(), lock_timeout=0.2)
        assert vaults.is_vault(tmp_path / "v")

    def test_a_damaged_vault_can_be_set_aside(self, vault: Vault) -> None:
        vault.close()
        (vault.folder / DATABASE).write_bytes(b"garbage" * 1000)
        assert vaults.set_aside(vault.folder, now=TickingClock().now()) is not None

    def test_the_present_folder_can_be_set_aside(self, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
        vault.close()
        monkeypatch.chdir(vault.folder)
        aside = vaults.set_aside(Path(), now=TickingClock().now())
        assert aside is not None
        assert vaults.is_vault(aside)

    def test_a_name_that_is_taken_is_refused(self, vault: Vault) -> None:
        vault.close()
        taken = vault.folder.with_name("my.pingju.old-20240101-120000")
        taken.mkdir()
        put(taken, "a", b"x")
        with pytest.raises(InputError, match="cannot be set aside"):
            vaults.set_aside(vault.folder, now=TickingClock().now())
        assert vaults.is_vault(vault.folder)
