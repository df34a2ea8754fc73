"""Seals over the chain's head, by an authority of our own over HTTP, checked by OpenSSL as a stranger would."""

from __future__ import annotations

import base64
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from asn1crypto import tsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from app.casework import seals, timestamping, vaults
from app.domain.errors import InputError, InvalidField, ReadOnlyVault
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.fixtures.authority import STATED, OwnAuthority, serving
from tests.fixtures.cases import TickingClock

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture(scope="module")
def shared_authority() -> OwnAuthority:
    return OwnAuthority()


@pytest.fixture
def authority(shared_authority: OwnAuthority) -> OwnAuthority:
    shared_authority.bend, shared_authority.status = None, 200
    shared_authority.asked.clear()
    return shared_authority


@pytest.fixture
def address(authority: OwnAuthority) -> Iterator[str]:
    with serving(authority) as url:
        yield url


def test_a_seal_states_who_when_and_over_what(vault: Vault, order: Order, address: str) -> None:
    seq, head = vault.head()
    told: list[str] = []
    made = seals.make_seal(vault, resources=RESOURCES, url=address, announce=told.append).value
    assert told == [address]
    assert (made.chain_seq, made.chain_head) == (seq, head)
    assert (made.authority, made.at) == ("Test Authority", STATED)
    assert seals.list_seals(vault) == [made]
    assert seals.verify_seals(vault) == []
    assert vaults.verify(vault).is_sound


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_openssl_takes_the_token_and_no_other_hash(
    vault: Vault, order: Order, address: str, authority: OwnAuthority, tmp_path: Path
) -> None:
    made = seals.make_seal(vault, resources=RESOURCES, url=address).value
    token = tmp_path / "seal.tst"
    token.write_bytes(base64.b64decode(made.token))
    root = authority.write_root(tmp_path)

    def verify(digest: str) -> int:
        words = ["openssl", "ts", "-verify", "-token_in", "-digest", digest, "-in", str(token), "-CAfile", str(root)]
        return subprocess.run(words, capture_output=True, check=False).returncode

    assert verify(made.chain_head) == 0
    assert verify("0" * 64) != 0


def test_nothing_but_a_hash_leaves(vault: Vault, order: Order, address: str, authority: OwnAuthority) -> None:
    made = seals.make_seal(vault, resources=RESOURCES, url=address).value
    (body,) = authority.asked
    asked = tsp.TimeStampReq.load(body)
    assert asked["message_imprint"]["hashed_message"].native == bytes.fromhex(made.chain_head)
    assert len(body) < 90


def other_hash(response: tsp.TimeStampResp) -> bytes:
    data = response.dump()
    imprint = response["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed["message_imprint"]
    return data.replace(imprint["hashed_message"].native, b"\0" * 32)


def broken_signature(response: tsp.TimeStampResp) -> bytes:
    data = bytearray(response.dump())
    data[-5] ^= 1
    return bytes(data)


def other_time(response: tsp.TimeStampResp) -> bytes:
    assert response.dump().count(b"20240105060708Z") == 1
    return response.dump().replace(b"20240105060708Z", b"20230105060708Z")


def refusal(_response: tsp.TimeStampResp) -> bytes:
    status = tsp.PKIStatusInfo({"status": "rejection", "status_string": ["too busy"]})
    return bytes(tsp.TimeStampResp({"status": status}).dump())


@pytest.mark.parametrize(
    "bend",
    [other_hash, broken_signature, other_time, refusal, lambda _: b"", lambda _: b"<html>", lambda _: b"0" * 300_000],
)
def test_a_wrong_answer_is_refused_and_nothing_is_kept(
    vault: Vault, order: Order, address: str, authority: OwnAuthority, bend: object
) -> None:
    authority.bend = bend  # type: ignore[assignment]
    head = vault.head()
    with pytest.raises(timestamping.TimestampRefused) as refused:
        seals.make_seal(vault, resources=RESOURCES, url=address)
    assert address in refused.value.sentence.zh
    assert vault.head() == head
    assert seals.list_seals(vault) == []


def test_an_answer_to_another_request_is_refused(
    vault: Vault, order: Order, address: str, authority: OwnAuthority
) -> None:
    def old(_response: tsp.TimeStampResp) -> bytes:
        asked = tsp.TimeStampReq.load(authority.asked[-1]).copy()
        asked["nonce"] = 5
        return bytes(authority.stamper.request_tsa_response(asked).dump())

    authority.bend = old
    with pytest.raises(timestamping.TimestampRefused, match="does not answer"):
        seals.make_seal(vault, resources=RESOURCES, url=address)


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_server_that_fails_or_sends_elsewhere_is_refused(
    vault: Vault, order: Order, address: str, authority: OwnAuthority, status: int
) -> None:
    authority.status = status
    with pytest.raises(timestamping.TimestampRefused, match=str(status)):
        seals.make_seal(vault, resources=RESOURCES, url=address)


def test_a_server_that_drips_does_not_keep_the_user_waiting(authority: OwnAuthority, address: str) -> None:
    authority.drip = threading.Event()
    try:
        with pytest.raises(timestamping.TimestampRefused, match="timed out"):
            timestamping.request_token(address, bytes(32), timeout=0.3)
    finally:
        authority.drip.set()
        authority.drip = None


def test_nobody_there_and_no_address_are_refused(vault: Vault, order: Order) -> None:
    with pytest.raises(timestamping.TimestampRefused):
        seals.make_seal(vault, resources=RESOURCES, url="http://127.0.0.1:9/tsr")
    for wrong in ("file:///etc/passwd", "ftp://a", "tsa", "http://", "http://a b", "http://u:p@a/"):
        with pytest.raises(InvalidField):
            seals.make_seal(vault, resources=RESOURCES, url=wrong)


def test_a_certificate_for_something_else_is_refused(vault: Vault, order: Order) -> None:
    with (
        serving(OwnAuthority(purpose=ExtendedKeyUsageOID.EMAIL_PROTECTION)) as url,
        pytest.raises(timestamping.TimestampRefused, match="not for timestamping"),
    ):
        seals.make_seal(vault, resources=RESOURCES, url=url)


def test_an_empty_chain_and_a_vault_for_reading_are_refused(vault: Vault, clock: TickingClock, address: str) -> None:
    with pytest.raises(InputError, match="nothing"):
        seals.make_seal(vault, resources=RESOURCES, url=address)
    with vaults.open_for_reading(vault.folder, clock=clock) as reader, pytest.raises(ReadOnlyVault):
        seals.make_seal(reader, resources=RESOURCES, url=address)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("chain_head", "1" * 64),
        ("chain_seq", 77),
        ("at", "2024-01-01T00:00:00.000Z"),
        ("token", "AAAA"),
        ("token", "?"),
    ],
)
def test_a_seal_that_was_tampered_with_is_named(
    vault: Vault, order: Order, address: str, column: str, value: object
) -> None:
    seals.make_seal(vault, resources=RESOURCES, url=address)
    (name,) = [
        row["name"] for row in vault.db.query("SELECT name FROM sqlite_master WHERE name = 'seals_refuse_update'")
    ]
    vault.db.execute(f"DROP TRIGGER {name}")
    vault.db.execute(f"UPDATE seals SET {column} = ?", [value])
    assert len(seals.verify_seals(vault)) == 1


def test_the_list_of_authorities_is_whole() -> None:
    known = timestamping.authorities(RESOURCES)
    assert len(known) >= 2
    assert all(one.url.startswith("http") and one.note.zh and one.note.en for one in known)
