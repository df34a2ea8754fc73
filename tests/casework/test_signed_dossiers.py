"""Dossiers that are signed as they are written, and the words of a channel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.casework import dossiers
from app.casework.channel_presets import UnknownChannel, save_preset
from app.casework.channel_texts import channel_text
from app.casework.dossier_preview import Wish, compose_for_preview
from app.casework.packs import export_pack
from app.casework.signed_dossiers import Signing, write_signed
from app.casework.signing import SigningKey, make_signing_key
from app.casework.timestamping import TimestampRefused
from app.domain.errors import InputError
from app.domain.orders import Order
from app.shell import paths
from app.vault.vault import Vault
from tests.fixtures.authority import OwnAuthority, serving
from tests.fixtures.cases import START, add

RESOURCES = paths.resources()
FONTS = RESOURCES / "fonts"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    folder = tmp_path_factory.mktemp("keys")
    return make_signing_key(folder, name="李雷", passphrase="correct horse", at=START)


@pytest.fixture
def wish(vault: Vault, order: Order, picture_file: Callable[..., Path]) -> Iterator[Wish]:
    add(vault, order, picture_file(1))
    return Wish(order.id, "platform", START)


def test_a_dossier_is_written_with_its_signature(vault: Vault, wish: Wish, key: SigningKey, tmp_path: Path) -> None:
    import hashlib

    found = compose_for_preview(vault, wish, resources=RESOURCES)
    target = tmp_path / "out" / "signed.pdf"
    target.parent.mkdir()
    (file,) = write_signed(found.dossier, target, Signing(key), fonts=FONTS, at=START)
    data = target.read_bytes()
    assert (file.path, file.bytes, file.sha256) == (target, len(data), hashlib.sha256(data).hexdigest())
    assert b"ETSI.CAdES.detached" in data
    assert list(target.parent.iterdir()) == [target]
    dossiers.record_export(vault, [wish.order], found.dossier, [file])
    (made,) = dossiers.list_exports(vault, wish.order)
    assert made.files[0].sha256 == file.sha256


def test_the_authority_is_named_before_it_is_asked(vault: Vault, wish: Wish, tmp_path: Path) -> None:
    found = compose_for_preview(vault, wish, resources=RESOURCES)
    told: list[str] = []
    with serving(OwnAuthority()) as address:
        write_signed(
            found.dossier, tmp_path / "a.pdf", Signing(tsa=address), fonts=FONTS, at=START, announce=told.append
        )
    assert told == [address]
    assert b"ETSI.RFC3161" in (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize("case", ["passphrase", "nothing", "authority"])
def test_what_cannot_be_signed_leaves_what_was_there(
    vault: Vault, wish: Wish, key: SigningKey, tmp_path: Path, case: str
) -> None:
    found = compose_for_preview(vault, wish, resources=RESOURCES)
    signing = {
        "passphrase": Signing(SigningKey(key.path, "wrong horse")),
        "nothing": Signing(),
        "authority": Signing(tsa="http://127.0.0.1:9"),
    }[case]
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "old.pdf").write_bytes(b"old")
    with pytest.raises(TimestampRefused if case == "authority" else InputError):
        write_signed(found.dossier, folder / "old.pdf", signing, fonts=FONTS, at=START)
    assert [(file.name, file.read_bytes()) for file in folder.iterdir()] == [("old.pdf", b"old")]


def test_the_words_to_copy_are_those_of_the_pack(vault: Vault, wish: Wish, tmp_path: Path) -> None:
    limits = {"formats": ["jpg"], "pictures": 9, "picture_mb": 2, "characters": 20, "title_max": 30, "messages": 3}
    save_preset(vault, "tight", limits)
    said = channel_text(vault, wish.order, "tight", at=START, resources=RESOURCES)
    assert said.used == len(said.body) <= said.limit == 20
    assert said.is_cut
    pack = export_pack(vault, [wish.order], channel="tight", target=tmp_path / "pack", resources=RESOURCES, at=START)
    assert (pack.text.title, pack.text.body) == (said.title, said.body)
    with pytest.raises(UnknownChannel):
        channel_text(vault, wish.order, "nowhere", at=START, resources=RESOURCES)
