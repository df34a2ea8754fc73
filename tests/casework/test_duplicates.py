"""Pictures that look alike are suggested in pairs; nothing is merged, and a pair that was refused stays away."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from app.casework import duplicates, evidence, vaults
from app.casework.duplicates import dismiss, find_near_duplicates, near_duplicates, to_hash
from app.casework.made_evidence import stitch_evidence
from app.casework.steps import Steps
from app.domain.errors import Cancelled
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.fixtures.cases import add, put
from tests.intake.long_chat import chat, kept, screens


def screen(seed: int, kind: str = "PNG", **options: int) -> bytes:
    image = chat(seed, 540, 1200)
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [
        put(tmp_path, "一.png", screen(1)),
        put(tmp_path, "一压缩.jpg", screen(1, "JPEG", quality=80)),
        put(tmp_path, "二.png", screen(2)),
    ]


def test_a_compressed_copy_is_suggested_and_another_chat_is_not(vault: Vault, order: Order, files: list[Path]) -> None:
    one, copy, _ = add(vault, order, *files)
    assert len(to_hash(vault, order.id)) == 3
    assert near_duplicates(vault, order.id) == [], "what has no hash yet is not compared"
    (pair,) = find_near_duplicates(vault, order.id)
    assert {pair.left.id, pair.right.id} == {one.id, copy.id}
    assert to_hash(vault) == []
    assert near_duplicates(vault) == [pair]
    assert len(evidence.list_evidence(vault, order.id)) == 3
    evidence.trash_evidence(vault, [copy.id])
    assert near_duplicates(vault, order.id) == []


def test_a_pair_that_was_refused_is_not_suggested_again(vault: Vault, order: Order, files: list[Path]) -> None:
    add(vault, order, *files)
    (pair,) = find_near_duplicates(vault)
    dismiss(vault, pair)
    assert near_duplicates(vault) == []
    assert vaults.verify(vault, deep=True).is_sound


def test_a_joined_picture_is_no_duplicate_of_its_sources(vault: Vault, order: Order, tmp_path: Path) -> None:
    made, _ = screens(chat(1, 270, 900), [0, 10], 600)
    items = add(vault, order, *kept(tmp_path, made))
    stitch_evidence(vault, [item.id for item in items])
    pairs = [{pair.left.id, pair.right.id} for pair in find_near_duplicates(vault, order.id)]
    assert pairs in ([], [{item.id for item in items}])


def test_hashes_of_an_earlier_version_are_worked_out_again(vault: Vault, order: Order, files: list[Path]) -> None:
    items = add(vault, order, *files)
    duplicates.keep_hashes(vault, {item.original.sha256: "0f" * 576 for item in items})
    assert duplicates.near_duplicates(vault, order.id) == []
    assert len(duplicates.to_hash(vault, order.id)) == len(files)
    assert duplicates.find_near_duplicates(vault, order.id)
    assert duplicates.to_hash(vault, order.id) == []


def test_looking_for_duplicates_can_be_stopped(vault: Vault, order: Order, files: list[Path]) -> None:
    add(vault, order, *files)
    with pytest.raises(Cancelled):
        find_near_duplicates(vault, steps=Steps(is_cancelled=lambda: True))
    assert len(to_hash(vault)) == 3
