"""With `redact`, no sensitive number is left anywhere in the file: text, pictures, attachments, metadata."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image

from app.casework import dossiers
from app.vault.vault import Vault
from tests.casework.whole_case import AT, MAIL, RECIPIENTS, RESOURCES, SECRETS, WholeCase, export, whole_case
from tests.dossier.reading import tool


@pytest.fixture
def case(vault: Vault, tmp_path: Path) -> WholeCase:
    return whole_case(vault, tmp_path)


def unpacked(path: Path) -> list[bytes]:
    """Return the raw file and every stream of it, filters undone, as text of any encoding would stand in it."""
    found = [path.read_bytes()]
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    found.append(item.read_bytes())
                except (pikepdf.PdfError, zlib.error):
                    found.append(item.read_raw_bytes())
    return found


def spoken(path: Path) -> str:
    """Return all that a reader can copy, blanks and line ends aside."""
    words = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages) + tool("pdftotext", "-raw", path, "-")
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_no_secret_is_left_in_text_streams_or_attachments(
    vault: Vault, case: WholeCase, tmp_path: Path, recipient: str
) -> None:
    plain, target = tmp_path / "plain.pdf", tmp_path / "redacted.pdf"
    export(vault, case.order, recipient, plain)
    export(vault, case.order, recipient, target, redact=True, attach_originals=True)
    assert all(secret in spoken(plain) for secret in SECRETS[:2]), "the test would find nothing"
    words = spoken(target)
    for secret in SECRETS:
        assert secret not in words
        for body in unpacked(target):
            assert secret.encode() not in body
            assert secret.encode("utf-16-be") not in body
    for hidden in ("139****5678", "***************3446"):
        assert hidden in words
    assert "XK2023021114290801" in words
    info = pypdf.PdfReader(target)
    said = f"{info.metadata} {info.xmp_metadata and info.xmp_metadata.stream.get_data()!r} {info.outline}"
    assert not any(secret in said for secret in SECRETS)


def test_hidden_pixels_are_gone_from_every_picture(vault: Vault, case: WholeCase, tmp_path: Path) -> None:
    target = tmp_path / "redacted.pdf"
    export(vault, case.order, "archive", target, redact=True, attach_originals=True)
    tool("pdfimages", "-png", target, tmp_path / "found")
    pictures = [Image.open(path).convert("RGB") for path in sorted(tmp_path.glob("found-*.png"))]
    phones = [one for one in pictures if one.size == (720, 1440)]
    assert len(phones) >= 4
    # The second line of each screenshot holds the secret, but for the product's page.
    hidden = [one for one in phones if one.crop((300, 195, 380, 220)).getextrema() == ((0, 0),) * 3]
    # Three pictures, one of them once more in the comparison.
    assert len(hidden) == 4
    for one in hidden:
        inked = {colour for _, colour in one.crop((240, 190, 380, 225)).getcolors(100_000) or []}
        assert (0x10, 0x10, 0x10) not in inked


def test_what_is_hidden_is_not_attached_and_the_page_says_so(vault: Vault, case: WholeCase, tmp_path: Path) -> None:
    target = tmp_path / "redacted.pdf"
    export(vault, case.order, "association", target, redact=True, attach_originals=True)
    names = list(pypdf.PdfReader(target).attachments)
    assert len(names) == 1
    assert names[0].startswith("证据01_商品宣传页")
    words = spoken(target)
    assert words.count("未附原件") >= 5
    assert "已附：证据01_商品宣传页.png" in words
    export(vault, case.order, "association", target, attach_originals=True)
    # The mark that the user drew hides the mail address: that original stays out even where nothing else is hidden.
    kept = list(pypdf.PdfReader(target).attachments)
    assert not any("聊天记录.png" in name for name in kept)
    assert len(kept) > 3


def test_the_list_of_what_was_hidden_names_kinds_and_places(vault: Vault, case: WholeCase) -> None:
    made = dossiers.compose(vault, [case.order], recipient="archive", at=AT, resources=RESOURCES, redact=True)
    kinds = [(one.exhibit, one.kind) for one in made.redactions]
    assert {kind for _, kind in kinds} == {"手机号码", "电子邮箱", "银行卡号"}
    assert MAIL not in repr(made)


def test_a_hash_and_a_party_survive_the_mask(vault: Vault, case: WholeCase) -> None:
    plain, masked = (
        dossiers.compose(vault, [case.order], recipient="association", at=AT, resources=RESOURCES, redact=redact)
        for redact in (False, True)
    )
    assert [one.sha256 for one in plain.exhibits] == [one.sha256 for one in masked.exhibits]
    assert plain.integrity == masked.integrity
    assert plain.complaint is not None
    assert masked.complaint is not None
    assert plain.complaint.complainant == masked.complaint.complainant
