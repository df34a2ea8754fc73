"""Evidence on its way out: the trash, deleting for good, and the exact bytes given back."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.casework import dossiers, evidence, orders, vaults
from app.domain.errors import (
    InputError,
    NotFound,
    OutputError,
    VaultDamaged,
)
from app.domain.evidence import EvidenceId
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.dossier.samples import FONTS
from tests.fixtures.cases import START, add, kept_files, order_fields, picture, put, state

PictureFile = Callable[..., Path]


class TestTrash:
    def test_the_bytes_of_trashed_evidence_stay(
        self, vault: Vault, order: Order, picture_file: PictureFile, tmp_path: Path
    ) -> None:
        one, two = add(vault, order, picture_file(1), picture_file(2))
        before = kept_files(vault)
        evidence.trash_evidence(vault, [one.id])
        assert kept_files(vault) == before
        assert evidence.list_evidence(vault, order.id, with_trash=False) == [two]
        assert orders.show_order(vault, order.id).evidence_count == 1
        evidence.export_evidence(vault, one.id, tmp_path / "out")
        evidence.restore_evidence(vault, [one.id])
        assert evidence.list_evidence(vault, order.id) == [one, two]

    def test_one_unknown_item_leaves_the_others_where_they_are(
        self, vault: Vault, order: Order, picture_file: PictureFile
    ) -> None:
        (item,) = add(vault, order, picture_file(1))
        with pytest.raises(NotFound):
            evidence.trash_evidence(vault, [item.id, EvidenceId(99)])
        assert evidence.list_trash(vault) == []

    def test_numbers_last(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        one, two, three = add(vault, order, *(picture_file(number) for number in range(3)))
        assert [one.number, two.number, three.number] == [1, 2, 3]
        evidence.trash_evidence(vault, [two.id])
        evidence.purge_evidence(vault, [two.id])
        (four,) = add(vault, order, picture_file(4))
        assert [item.number for item in evidence.list_evidence(vault, order.id)] == [1, 3, 4]
        assert four.number == 4

    def test_a_number_is_never_given_twice(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        _, last = add(vault, order, picture_file(1), picture_file(2))
        evidence.trash_evidence(vault, [last.id])
        evidence.purge_evidence(vault, [last.id])
        (next_one,) = add(vault, order, picture_file(3))
        assert (last.number, next_one.number) == (2, 3)


class TestPurging:
    def test_the_last_use_of_an_original_takes_its_bytes_along_and_logs_their_hash(
        self, vault: Vault, order: Order, picture_file: PictureFile
    ) -> None:
        other = orders.record_order(vault, order_fields("A101")).value
        (one,), (two,) = add(vault, order, picture_file(1)), add(vault, other, picture_file(1))
        sha256 = one.original.sha256
        evidence.trash_evidence(vault, [one.id, two.id])
        assert evidence.purge_evidence(vault, [one.id]).value == 0
        assert vault.originals.is_intact(sha256), "another order uses it"
        assert vaults.verify(vault).is_sound
        assert evidence.purge_evidence(vault, [two.id]).value == 1
        assert kept_files(vault) == {}
        assert vaults.verify(vault).is_sound
        last = evidence.history(vault, two.id)[-1]
        assert (last.action, last.digest) == ("evidence.purged", None)
        assert json.loads(last.detail or "")["sha256"] == sha256
        logged = vault.db.execute(
            "SELECT detail FROM custody WHERE subject = ? AND digest IS NULL", [f"originals:{sha256}"]
        )
        assert logged.fetchall() == [(sha256,)]
        assert add(vault, order, picture_file(1))[0].original.sha256 == sha256, "it can be added again"
        assert vaults.verify(vault).is_sound

    def test_items_named_twice_are_purged_once(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        (item,) = add(vault, order, picture_file(1))
        evidence.trash_evidence(vault, [item.id])
        assert evidence.purge_evidence(vault, [item.id, item.id]).value == 1

    def test_only_what_lies_in_the_trash_is_purged(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        one, two = add(vault, order, picture_file(1), picture_file(2))
        evidence.trash_evidence(vault, [one.id])
        before = state(vault)
        with pytest.raises(InputError, match="is not in the trash"):
            evidence.purge_evidence(vault, [one.id, two.id])
        assert state(vault) == before

    def test_the_proof_of_a_status_is_not_purged(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        (item,) = add(vault, order, picture_file(1))
        orders.observe_status(vault, order.id, "delivered", proof=item.id)
        evidence.trash_evidence(vault, [item.id])
        before = state(vault)
        with pytest.raises(InputError, match="an observed status rests on"):
            evidence.purge_evidence(vault, [item.id])
        assert state(vault) == before

    def test_a_purge_cannot_be_undone(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        (item,) = add(vault, order, picture_file(1))
        evidence.trash_evidence(vault, [item.id])
        purged = evidence.purge_evidence(vault, [item.id])
        before = state(vault)
        with pytest.raises(InputError, match="deleted for good"):
            vaults.undo(vault, purged.change)
        assert state(vault) == before


class TestExport:
    def test_a_damaged_original_is_not_handed_out_and_what_was_there_stays(
        self, vault: Vault, order: Order, picture_file: PictureFile, tmp_path: Path
    ) -> None:
        (item,) = add(vault, order, picture_file(1))
        path = vault.originals.path(item.original.sha256)
        target = put(tmp_path, "mine.png", b"my own file")
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
        before = sorted(tmp_path.iterdir())
        with pytest.raises(VaultDamaged, match="was changed"):
            evidence.export_evidence(vault, item.id, target)
        path.unlink()
        with pytest.raises(VaultDamaged, match="missing or unreadable"):
            evidence.export_evidence(vault, item.id, target)
        assert target.read_bytes() == b"my own file"
        assert sorted(tmp_path.iterdir()) == before

    def test_an_existing_file_is_replaced_whole(
        self, vault: Vault, order: Order, picture_file: PictureFile, tmp_path: Path
    ) -> None:
        (item,) = add(vault, order, picture_file(1))
        target = put(tmp_path, "a.png", b"x" * 10_000)
        evidence.export_evidence(vault, item.id, target)
        assert target.read_bytes() == picture(1)

    @pytest.mark.parametrize("name", ["字" * 80 + ".png", "𠮷" * 60 + ".png", "a" * 250])
    def test_a_name_as_long_as_the_file_system_takes_is_fine(
        self, vault: Vault, order: Order, picture_file: PictureFile, tmp_path: Path, name: str
    ) -> None:
        (item,) = add(vault, order, picture_file(1))
        evidence.export_evidence(vault, item.id, tmp_path / name)
        assert (tmp_path / name).read_bytes() == picture(1)

    def test_no_file_of_a_vault_is_overwritten(
        self, vault: Vault, order: Order, picture_file: PictureFile, tmp_path: Path
    ) -> None:
        (item,) = add(vault, order, picture_file(1))
        places = [
            vault.folder / "vault.sqlite3",
            vault.folder / "new.png",
            vault.originals.path(item.original.sha256),
            tmp_path / "alias" / "vault.sqlite3",
        ]
        (tmp_path / "alias").symlink_to(vault.folder, target_is_directory=True)
        before = state(vault)
        dossier = dossiers.compose(vault, [order.id], recipient="archive", at=START, resources=FONTS.parent)
        for place in places:
            with pytest.raises(OutputError, match="lies in the vault"):
                evidence.export_evidence(vault, item.id, place)
            with pytest.raises(OutputError, match="lies in the vault"):
                dossiers.write_dossier(dossier, place, fonts=FONTS)
        assert state(vault) == before
        assert vaults.verify(vault).is_sound

    @pytest.mark.skipif(sys.platform == "win32", reason="needs pipes")
    def test_a_dossier_does_not_take_a_pipes_place(self, vault: Vault, order: Order, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        dossier = dossiers.compose(vault, [order.id], recipient="archive", at=START, resources=FONTS.parent)
        with pytest.raises(OutputError, match="no ordinary file"):
            dossiers.write_dossier(dossier, tmp_path / "pipe", fonts=FONTS)
        assert (tmp_path / "pipe").is_fifo()

    def test_no_name_at_all_is_refused(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        (item,) = add(vault, order, picture_file(1))
        with pytest.raises(OutputError, match="folder"):
            evidence.export_evidence(vault, item.id, Path())

    def test_a_place_that_takes_no_file_is_refused_and_left_as_it_was(
        self, vault: Vault, order: Order, picture_file: PictureFile, tmp_path: Path
    ) -> None:
        (item,) = add(vault, order, picture_file(1))
        (tmp_path / "folder").mkdir()
        put(tmp_path, "file", b"x")
        places = [tmp_path / "folder", tmp_path / "none" / "a.png", tmp_path / "file" / "a.png", tmp_path / ("x" * 300)]
        if sys.platform != "win32":
            os.mkfifo(tmp_path / "pipe")
            places.append(tmp_path / "pipe")
        before = sorted(tmp_path.rglob("*"))
        for place in places:
            with pytest.raises(OutputError, match="cannot write"):
                evidence.export_evidence(vault, item.id, place)
        assert sorted(tmp_path.rglob("*")) == before
