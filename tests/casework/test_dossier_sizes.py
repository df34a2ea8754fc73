"""What a dossier comes to is told as it is exported: in parts, with reduced pictures, or in parts of those."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from app.casework.dossier_preview import Wish, compose_for_preview, make_preview
from app.casework.dossier_sizes import REDUCED_DPI, Size, count_files, helps_to_reduce
from app.casework.dossiers import ExportedFile, write_files
from app.casework.signed_dossiers import Signing, write_signed
from app.casework.signing import make_signing_key
from app.domain.errors import NotFound, PingjuError
from app.domain.orders import Order
from app.domain.words import Text
from app.dossier.outline import Dossier
from app.shell import paths
from app.vault.vault import Vault
from tests.dossier.samples import noisy_screen
from tests.fixtures.cases import START, add, put

RESOURCES = paths.resources()
FONTS = RESOURCES / "fonts"
NOTE = "本页图片为缩小副本"


def composed(vault: Vault, order: Order, *, attach: bool = False) -> Dossier:
    wish = Wish(order.id, "platform", START, attach_originals=attach)
    return compose_for_preview(vault, wish, resources=RESOURCES).dossier


@pytest.fixture
def screens(vault: Vault, order: Order, tmp_path: Path) -> Order:
    """An order with four screenshots of 0.9 MB each."""
    add(vault, order, *(put(tmp_path, f"s{number}.png", noisy_screen(number, alpha=False)) for number in range(4)))
    return order


def counted(vault: Vault, dossier: Dossier, limit: int, fit_dpi: int | None = REDUCED_DPI) -> Size:
    return count_files(dossier, vault.folder, fonts=FONTS, max_bytes=limit, fit_dpi=fit_dpi)


def written(dossier: Dossier, folder: Path, limit: int, fit_dpi: int | None = REDUCED_DPI) -> tuple[ExportedFile, ...]:
    return write_files(dossier, folder / "out.pdf", fonts=FONTS, max_bytes=limit, fit_dpi=fit_dpi)


def notes(file: ExportedFile) -> int:
    words = "".join(page.extract_text() for page in pypdf.PdfReader(file.path).pages)
    return "".join(words.split()).count(NOTE)


@pytest.mark.parametrize(("limit", "is_reduced", "is_parted"), [
    (20_000_000, False, False), (2_500_000, True, False), (400_000, True, True)
])  # fmt: skip
def test_what_is_told_is_what_is_written(
    vault: Vault, screens: Order, tmp_path: Path, limit: int, is_reduced: bool, is_parted: bool
) -> None:
    dossier = composed(vault, screens)
    size = counted(vault, dossier, limit)
    assert list((vault.derived / "preview").iterdir()) == []
    files = written(dossier, tmp_path, limit)
    assert size.files == len(files)
    assert (len(files) > 1) == is_parted
    assert max(file.bytes for file in files) <= limit
    assert {file.is_reduced for file in files} == {is_reduced} == {size.is_reduced}
    assert sum(notes(file) for file in files) == (size.pictures if is_reduced else 0)
    assert size.pictures == 4
    assert size.whole == counted(vault, dossier, 20_000_000).bytes
    if not is_parted:
        assert size.bytes == files[0].bytes


def test_without_the_wish_nothing_is_reduced(vault: Vault, screens: Order, tmp_path: Path) -> None:
    dossier = composed(vault, screens)
    assert not counted(vault, dossier, 2_500_000, None).is_reduced
    files = written(dossier, tmp_path, 2_500_000, None)
    assert len(files) > 1
    assert [notes(file) for file in files] == [0] * len(files)


def test_originals_are_attached_only_where_nothing_is_reduced(vault: Vault, screens: Order, tmp_path: Path) -> None:
    dossier = composed(vault, screens, attach=True)
    alone = counted(vault, composed(vault, screens), 20_000_000).bytes
    limit = alone + 1_000_000
    size = counted(vault, dossier, limit)
    assert size.whole > limit
    assert size.is_reduced
    (file,) = written(dossier, tmp_path, limit)
    assert not pypdf.PdfReader(file.path).attachments
    (file,) = written(dossier, tmp_path, 20_000_000)
    assert len(pypdf.PdfReader(file.path).attachments) == 4


@pytest.mark.parametrize("limit", [20_000_000, 2_500_000, 400_000])
def test_the_preview_shows_what_is_written(vault: Vault, screens: Order, tmp_path: Path, limit: int) -> None:
    dossier = composed(vault, screens)
    plain = make_preview(dossier, vault.folder, fonts=FONTS)
    shown = make_preview(dossier, vault.folder, fonts=FONTS, max_bytes=limit, fit_dpi=REDUCED_DPI)
    (whole,) = write_files(
        dossier, tmp_path / "a.pdf", fonts=FONTS, max_dpi=None if limit == 20_000_000 else REDUCED_DPI
    )
    assert shown.byte_count == whole.bytes
    assert shown.size_in_one == Size(1, whole.bytes, plain.byte_count, 4, whole.is_reduced)
    looks = [[one.fingerprint(number) for number in range(1, one.count + 1)] for one in (plain, shown)]
    assert (looks[0] == looks[1]) == (limit == 20_000_000)
    for one in (plain, shown):
        one.close()
    assert list((vault.derived / "preview").iterdir()) == []


def test_a_page_too_large_by_itself_is_helped_by_reducing(vault: Vault, screens: Order, tmp_path: Path) -> None:
    dossier = composed(vault, screens)
    with pytest.raises(PingjuError) as caught:
        counted(vault, dossier, 700_000, None)
    assert helps_to_reduce(dossier, caught.value)
    assert counted(vault, dossier, 700_000).files == len(written(dossier, tmp_path, 700_000))
    assert not helps_to_reduce(replace(dossier, exhibits=()), caught.value)
    assert not helps_to_reduce(dossier, NotFound(Text("没有", "no"), Text("看看", "look")))


def test_what_is_signed_is_reduced_as_well(vault: Vault, screens: Order, tmp_path: Path) -> None:
    key = make_signing_key(tmp_path, name="李雷", passphrase="correct horse", at=START)
    (file,) = write_signed(
        composed(vault, screens),
        tmp_path / "signed.pdf",
        Signing(key),
        fonts=FONTS,
        at=START,
        max_bytes=2_500_000,
        fit_dpi=REDUCED_DPI,
    )
    assert file.is_reduced
    assert notes(file) == 4
    assert b"ETSI.CAdES.detached" in file.path.read_bytes()
