"""Backups: made while the vault is in use, restored whole, and refused where a bit or a name is wrong."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.casework import backups, orders, vaults
from app.casework.steps import Steps
from app.domain.errors import Cancelled, NotFound, OutputError, PingjuError, UnreadableFile, VaultDamaged
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.fixtures.cases import TickingClock, add, facts_of, kept_files, order_fields


@pytest.fixture
def filled(vault: Vault, order: Order, picture_file: Callable[..., Path]) -> Vault:
    add(vault, order, *(picture_file(number) for number in range(1, 8)))
    return vault


@pytest.fixture
def backup(filled: Vault, tmp_path: Path) -> Path:
    return backups.create_backup(filled, target=tmp_path / "b.zip").path


def restore(source: Path, folder: Path, **more: object) -> backups.Restored:
    return backups.restore_backup(source, folder, clock=TickingClock(), actor="tester", **more)  # type: ignore[arg-type]


def contents(folder: Path) -> tuple[object, ...]:
    with vaults.open_for_reading(folder, clock=TickingClock()) as opened:
        assert vaults.verify(opened, deep=True).is_sound
        chain = [dict(row) for row in opened.db.query("SELECT * FROM custody ORDER BY seq")]
        return facts_of(opened), chain, kept_files(opened)


def test_a_vault_comes_back_as_it_was(filled: Vault, backup: Path, tmp_path: Path) -> None:
    made = restore(backup, tmp_path / "again")
    assert made.originals == 7
    assert made.report.is_sound
    assert contents(made.folder) == contents(filled.folder)
    with vaults.open_for_writing(made.folder, clock=TickingClock(), actor="tester") as opened:
        orders.record_order(opened, order_fields("A200"))
        assert vaults.verify(opened).is_sound
    assert os.name == "nt" or (made.folder.stat().st_mode & 0o777) == 0o700


def test_without_a_target_it_lies_in_the_vault_under_the_times_name(filled: Vault) -> None:
    first, second = backups.create_backup(filled), backups.create_backup(filled)
    assert first.path.parent == filled.folder / "backups"
    assert first.path.name.startswith("pingju-20240101-")
    assert set(backups.list_backups(filled)) == {first.path, second.path}
    assert vaults.unreferenced(filled) == []
    assert not [path for path in (filled.folder / "backups").iterdir() if path.name.startswith(".")]


def test_a_reader_can_make_one_beside_the_writer(filled: Vault, tmp_path: Path) -> None:
    with vaults.open_for_reading(filled.folder, clock=TickingClock()) as reader:
        made = backups.create_backup(reader, target=tmp_path / "b.zip")
        orders.record_order(filled, order_fields("A300"))
    assert (made.chain_seq, made.chain_head) != filled.head()
    assert restore(made.path, tmp_path / "again").report.head == made.chain_head


def test_a_folder_with_something_in_it_is_never_overwritten(filled: Vault, backup: Path, tmp_path: Path) -> None:
    before = contents(filled.folder)
    for folder in (filled.folder, tmp_path, filled.folder / "new", backup):
        with pytest.raises(OutputError):
            restore(backup, folder)
    assert contents(filled.folder) == before
    (tmp_path / "empty").mkdir()
    assert restore(backup, tmp_path / "empty").report.is_sound


def rewritten(backup: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target


def manifest_with(held: dict[str, bytes], **more: object) -> None:
    held["manifest.json"] = json.dumps(json.loads(held["manifest.json"]) | more).encode()


def changed_original(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.startswith("originals/"))
    files[name] = bytes([files[name][0] ^ 1]) + files[name][1:]


def longer_original(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.startswith("originals/"))
    files[name] += bytes(1 << 22)


def way_out(files: dict[str, bytes]) -> None:
    files["../../evil.txt"] = b"x"
    entry = {"path": "../../evil.txt", "bytes": 1, "sha256": "0" * 64}
    manifest_with(files, files=[*json.loads(files["manifest.json"])["files"], entry])


@pytest.mark.parametrize(
    "change",
    [
        changed_original,
        longer_original,
        way_out,
        lambda files: files.update({"more.txt": b""}),
        lambda files: files.pop("vault.sqlite3"),
        lambda files: files.pop("manifest.json"),
        lambda files: files.update({"manifest.json": b"[" * 100_000}),
        lambda files: manifest_with(files, version=2),
        lambda files: manifest_with(files, files=None),
        lambda files: manifest_with(files, files=[{"path": "/etc/passwd"}]),
        lambda files: manifest_with(files, format="other"),
    ],
)
def test_a_backup_with_something_wrong_leaves_nothing(
    backup: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    bad = rewritten(backup, tmp_path / "bad.zip", change)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UnreadableFile) as refused:
        restore(bad, tmp_path / "again")
    assert "bad.zip" in refused.value.sentence.zh
    assert sorted(tmp_path.rglob("*")) == before


def test_a_database_that_was_tampered_with_is_refused_though_all_hashes_fit(filled: Vault, tmp_path: Path) -> None:
    filled.db.execute("UPDATE orders SET product = 'other'")
    bad = backups.create_backup(filled, target=tmp_path / "bad.zip").path
    with pytest.raises(VaultDamaged, match="does not pass"):
        restore(bad, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all" * 99])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(UnreadableFile):
        restore(tmp_path / "x.zip", tmp_path / "again")
    with pytest.raises(NotFound):
        restore(tmp_path / "nowhere.zip", tmp_path / "again")


def test_damage_anywhere_in_the_file_is_found(backup: Path, tmp_path: Path) -> None:
    """A bit at any of many places: refused, or in bytes that mean nothing to a ZIP and then whole."""
    data = backup.read_bytes()
    expected = contents(restore(backup, tmp_path / "whole").folder)
    refused = 0
    for place in range(7, len(data), len(data) // 40):
        bad = tmp_path / "bad.zip"
        bad.write_bytes(data[:place] + bytes([data[place] ^ 0x20]) + data[place + 1 :])
        try:
            made = restore(bad, tmp_path / "again")
        except PingjuError:
            refused += 1
            assert not (tmp_path / "again").exists()
        else:
            assert contents(made.folder) == expected
            for path in made.folder.rglob("*"):
                path.chmod(0o700)
            shutil.rmtree(made.folder)
    assert refused > 20


def test_an_original_that_was_changed_stops_the_backup(filled: Vault, tmp_path: Path) -> None:
    path = next(filled.originals.files())
    path.chmod(0o600)
    path.write_bytes(b"x")
    with pytest.raises(VaultDamaged):
        backups.create_backup(filled, target=tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*"))
    assert not list(tmp_path.glob(".b*"))


def test_cancelling_leaves_nothing(filled: Vault, backup: Path, tmp_path: Path) -> None:
    def stop() -> Steps:
        asked = iter([False] * 3 + [True] * 99)
        return Steps(is_cancelled=lambda: next(asked))

    before = sorted(path for path in tmp_path.rglob("*") if filled.folder not in path.parents)
    with pytest.raises(Cancelled):
        backups.create_backup(filled, target=tmp_path / "c.zip", steps=stop())
    with pytest.raises(Cancelled):
        restore(backup, tmp_path / "again", steps=stop())
    assert sorted(path for path in tmp_path.rglob("*") if filled.folder not in path.parents) == before
    with pytest.raises(OutputError):
        backups.create_backup(filled, target=tmp_path / "no" / "such" / "b.zip")
    with pytest.raises(OutputError):
        backups.create_backup(filled, target=filled.folder / "vault.sqlite3")
