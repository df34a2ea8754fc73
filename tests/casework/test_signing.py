"""Signed dossiers, judged by poppler's pdfsig, qpdf and pyHanko's own reading of the field."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from app.casework import dossiers, signing, timestamping
from app.casework.signing import SigningKey
from app.domain.errors import InvalidField, OutputError, UnreadableFile
from app.domain.orders import Order
from app.dossier.signing import SigningRefused
from app.vault.vault import Vault
from tests.dossier.archival_rules import check_dictionary, check_metadata, check_stream
from tests.fixtures.authority import OwnAuthority, serving
from tests.fixtures.cases import add

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
AT = datetime(2024, 1, 3, 2, 0, tzinfo=UTC)
PASSPHRASE = "长一点的密码 2024"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    folder = tmp_path_factory.mktemp("keys") / "own"
    return signing.make_signing_key(folder, name="张三", passphrase=PASSPHRASE, at=AT)


@pytest.fixture
def pdf(vault: Vault, order: Order, picture_file: Callable[..., Path], tmp_path: Path) -> Path:
    add(vault, order, picture_file(1), picture_file(2, pillow_format="JPEG"))
    target = tmp_path / "卷宗.pdf"
    dossiers.export_dossier(vault, [order.id], recipient="platform", target=target, fonts=RESOURCES / "fonts", at=AT)
    return target


@pytest.fixture(scope="module")
def authority() -> OwnAuthority:
    return OwnAuthority()


@pytest.fixture
def address(authority: OwnAuthority) -> Iterator[str]:
    with serving(authority) as url:
        yield url


def pdfsig(path: Path) -> str:
    if shutil.which("pdfsig") is None:
        pytest.skip("no pdfsig here")
    return subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout


def is_stamped(path: Path, authority: OwnAuthority, folder: Path) -> bool:
    """Whether OpenSSL takes the document timestamp's token for one over all bytes that it says it covers."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here")
    with pikepdf.open(path) as pdf:
        (stamp,) = [field.V for field in pdf.Root.AcroForm.Fields if field.V.SubFilter == "/ETSI.RFC3161"]
        ranges, token = [int(number) for number in stamp.ByteRange], bytes(stamp.Contents)
    data = path.read_bytes()
    assert ranges[0] == 0
    assert ranges[2] + ranges[3] == len(data)
    (folder / "covered").write_bytes(data[: ranges[1]] + data[ranges[2] :])
    # What is left of the room for the token is zeros.
    length = 4 + int.from_bytes(token[2:4], "big")
    (folder / "token").write_bytes(token[:length])
    words = ["openssl", "ts", "-verify", "-token_in", "-data", str(folder / "covered"), "-in", str(folder / "token")]
    root = authority.write_root(folder)
    return subprocess.run([*words, "-CAfile", str(root)], capture_output=True, check=False).returncode == 0


def is_sound(path: Path) -> bool:
    if shutil.which("qpdf") is None:
        pytest.skip("no qpdf here")
    return subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode == 0


def test_a_signature_is_valid_and_the_dossier_below_it_as_it_was(pdf: Path, key: SigningKey, tmp_path: Path) -> None:
    made = signing.sign_dossier(pdf, tmp_path / "签名.pdf", at=AT, key=key)
    assert "张三" in made.signer
    assert made.path.read_bytes().startswith(pdf.read_bytes())
    said = pdfsig(made.path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert is_sound(made.path)
    with pikepdf.open(made.path) as signed, pikepdf.open(pdf) as plain:
        assert len(signed.pages) == len(plain.pages)
        (field,) = signed.Root.AcroForm.Fields
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0]
        assert str(field.V.M).startswith("D:20240103020000")


def test_a_signed_dossier_keeps_the_rules_of_pdf_a(pdf: Path, key: SigningKey, tmp_path: Path) -> None:
    """ISO 19005-2 allows a form without appearances made on the fly (6.4.1) whose widgets are printed (6.3.2)."""
    made = signing.sign_dossier(pdf, tmp_path / "s.pdf", at=AT, key=key)
    with pikepdf.open(made.path) as signed:
        for item in signed.objects:
            if isinstance(item, pikepdf.Stream):
                check_stream(item)
            if isinstance(item, (pikepdf.Stream, pikepdf.Dictionary)):
                check_dictionary(item)
        check_metadata(signed, 2)
        assert not {"/XFA", "/NeedAppearances"} & set(signed.Root.AcroForm.keys())
        (field,) = signed.Root.AcroForm.Fields
        assert int(field.F) & 4
        assert not int(field.F) & (1 | 2 | 32)


def test_a_changed_byte_is_found(pdf: Path, key: SigningKey, tmp_path: Path) -> None:
    made = signing.sign_dossier(pdf, tmp_path / "s.pdf", at=AT, key=key)
    data = bytearray(made.path.read_bytes())
    place = data.index(b"stream") + 20
    data[place] ^= 1
    made.path.write_bytes(data)
    assert "Signature is Valid" not in pdfsig(made.path)


def test_signature_and_document_timestamp(
    pdf: Path, key: SigningKey, tmp_path: Path, address: str, authority: OwnAuthority
) -> None:
    told: list[str] = []
    made = signing.sign_dossier(pdf, tmp_path / "s.pdf", at=AT, key=key, tsa=address, announce=told.append)
    assert made.is_timestamped
    assert told == [address, address]
    assert "Signature is Valid" in pdfsig(made.path)
    assert is_stamped(made.path, authority, tmp_path)
    assert is_sound(made.path)


def test_a_timestamp_alone_replaces_the_file(pdf: Path, tmp_path: Path, address: str, authority: OwnAuthority) -> None:
    before = pdf.read_bytes()
    made = signing.sign_dossier(pdf, pdf, at=AT, tsa=address)
    assert made.signer == ""
    assert pdf.read_bytes().startswith(before)
    assert is_stamped(pdf, authority, tmp_path)
    assert is_sound(pdf)


def test_what_cannot_be_signed_leaves_no_file(pdf: Path, key: SigningKey, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no pdf")
    with pytest.raises(SigningRefused, match="wrong passphrase"):
        signing.sign_dossier(pdf, target, at=AT, key=SigningKey(key.path, "wrong"))
    with pytest.raises(SigningRefused, match="wrong passphrase"):
        signing.sign_dossier(pdf, target, at=AT, key=SigningKey(pdf, PASSPHRASE))
    with pytest.raises(UnreadableFile):
        signing.sign_dossier(pdf, target, at=AT, key=SigningKey(tmp_path / "nowhere.p12", PASSPHRASE))
    with pytest.raises(SigningRefused, match="cannot be signed"):
        signing.sign_dossier(broken, target, at=AT, key=key)
    with pytest.raises(SigningRefused, match="neither"):
        signing.sign_dossier(pdf, target, at=AT)
    with pytest.raises(OutputError):
        signing.sign_dossier(tmp_path / "nowhere.pdf", target, at=AT, key=key)
    with pytest.raises(InvalidField):
        signing.sign_dossier(pdf, target, at=AT, key=key, tsa="file:///tmp/x")
    with pytest.raises(timestamping.TimestampRefused):
        signing.sign_dossier(pdf, target, at=AT, key=key, tsa="http://127.0.0.1:9/")
    assert not target.exists()
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))


def test_an_own_certificate_is_the_users_alone_and_never_replaced(key: SigningKey) -> None:
    assert os.name == "nt" or (key.path.stat().st_mode & 0o777) == 0o600
    before = key.path.read_bytes()
    with pytest.raises(OutputError):
        signing.make_signing_key(key.path.parent, name="李四", passphrase=PASSPHRASE, at=AT)
    with pytest.raises(SigningRefused, match="at least"):
        signing.make_signing_key(key.path.parent / "new", name="李四", passphrase="short", at=AT)
    with pytest.raises(InvalidField):
        signing.make_signing_key(key.path.parent / "new", name="  ", passphrase=PASSPHRASE, at=AT)
    assert key.path.read_bytes() == before
    assert PASSPHRASE not in repr(key)
