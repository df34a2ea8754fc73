"""Asking a timestamp authority (RFC 3161) for a token over a hash, and checking what came back.

The only part of the program that goes to the network. What leaves is one SHA-256 and a random number. Checked are
status, hash, random number, purpose of the certificate and signature; whether the authority is to be trusted is for
whoever reads the token to decide, and the token carries the certificates for it.
"""

from __future__ import annotations

import hashlib
import secrets
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from app.domain.errors import InputError, InvalidField, UnreadableFile
from app.domain.words import Text

if TYPE_CHECKING:
    from asn1crypto import cms, x509

TIMEOUT: Final = 20.0
"""How long to wait for an authority, in seconds."""
_LIMIT_BYTES: Final = 1 << 18
_GRANTED: Final = {"granted", "granted_with_mods"}
_REMEDY: Final = Text("请稍后再试，或换一个时间戳服务", "try again later, or choose another authority")


class TimestampRefused(InputError):
    """No timestamp could be had, or what came back is none."""

    def __init__(self, url: str, problem: Text) -> None:
        super().__init__(
            Text(f"时间戳服务 {url}：{problem.zh}", f"the timestamp authority {url}: {problem.en}"), _REMEDY
        )
        self.problem = problem


class BadToken(Exception):
    """A token that is not what it should be; `problem` says why."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Authority:
    """A timestamp authority that the program knows: its name, address, where its root is, and what to know of it."""

    name: str
    url: str
    root: str
    note: Text
    verified: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A checked token (DER): who signed, its serial number, and the instant it states."""

    der: bytes
    authority: str
    serial: str
    at: datetime


def authorities(resources: Path) -> list[Authority]:
    """Return the authorities that come with the program; the first is the one where none is named.

    Raises:
        UnreadableFile: the list cannot be read.
    """
    path = resources / "rules" / "timestamp-authorities.toml"
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["authority"]
        return [
            Authority(
                str(entry["name"]),
                clean_address(str(entry["url"])),
                str(entry["root"]),
                Text(str(entry["note"]), str(entry["note_en"])),
                entry["verified"] is True,
            )
            for entry in entries
        ]
    except (OSError, ValueError, LookupError, TypeError, InvalidField) as error:
        problem = Text(f"时间戳服务列表无法读取（{error}）", f"the list of authorities cannot be read ({error})")
        raise UnreadableFile(path.name, problem, Text("请重新安装程序", "install again")) from error


def clean_address(url: str) -> str:
    """Return an authority's address.

    Raises:
        InvalidField: it is no http or https address.
    """
    try:
        parts = urlsplit(url.strip())
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
        is_good = is_good and parts.port != 0 and url.isascii() and url.strip().isprintable()
    except ValueError:
        is_good = False
    if not is_good or " " in url.strip():
        raise InvalidField(
            "tsa",
            Text(f"不是时间戳服务的网址：“{url}”", f"not the address of an authority: “{url}”"),
            Text("请写成 https://…", "write it like https://…"),
        )
    return url.strip()


def request_token(
    url: str, digest: bytes, *, timeout: float = TIMEOUT, announce: Callable[[str], None] | None = None
) -> Token:
    """Ask an authority for a token over a SHA-256; `announce` is told the address before anything is sent.

    Raises:
        InvalidField: no address.
        TimestampRefused: it cannot be reached in `timeout` seconds, refuses, or sends back something else.
    """
    from asn1crypto import algos, core, tsp

    url = clean_address(url)
    nonce = secrets.randbits(63) | 1
    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": digest}
    asked = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": core.Integer(nonce), "cert_req": True})
    if announce is not None:
        announce(url)
    answer = _post(url, asked.dump(), timeout)
    try:
        return _granted(answer, digest, nonce)
    except BadToken as error:
        raise TimestampRefused(url, error.problem) from error


def forward_request(url: str, request: bytes, *, announce: Callable[[str], None] | None = None) -> bytes:
    """Send a request (TimeStampReq, DER) as it is and return the answer (TimeStampResp, DER) after checking it.

    Raises:
        InvalidField, TimestampRefused: as `request_token`.
    """
    from asn1crypto import tsp

    url = clean_address(url)
    asked = tsp.TimeStampReq.load(request)
    if announce is not None:
        announce(url)
    answer = _post(url, request, TIMEOUT)
    try:
        _granted(answer, asked["message_imprint"]["hashed_message"].native, asked["nonce"].native)
    except BadToken as error:
        raise TimestampRefused(url, error.problem) from error
    return answer


def read_token(der: bytes, digest: bytes, nonce: int | None = None) -> Token:
    """Return a token after checking that it is whole, signed for timestamping, and over that SHA-256.

    Raises:
        BadToken: it is not.
    """
    from asn1crypto import cms

    try:
        content = cms.ContentInfo.load(der, strict=True)
        if content["content_type"].native != "signed_data":
            raise BadToken(Text("不是时间戳", "it is no timestamp"))
        signed = content["content"]
        stated = signed["encap_content_info"]["content"].parsed
        _check_imprint(stated, digest, nonce)
        certificate = _check_signature(signed)
        serial = str(stated["serial_number"].native)
        return Token(der, _name_of(certificate), serial, stated["gen_time"].native.astimezone(UTC))
    except BadToken:
        raise
    except Exception as error:
        raise BadToken(Text("时间戳无法解析", f"the token cannot be read ({type(error).__name__})")) from error


def _post(url: str, body: bytes, timeout: float) -> bytes:
    import urllib.error
    import urllib.request

    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    asked = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310 - the scheme was checked
    try:
        with urllib.request.build_opener(_no_redirects()).open(asked, timeout=timeout) as answer:
            data = _read(answer, timeout)
    except urllib.error.HTTPError as error:
        said = error.code
        error.close()
        raise TimestampRefused(url, Text(f"回答 HTTP {said}", f"answered HTTP {said}")) from error
    except (OSError, ValueError, EOFError) as error:
        reason = getattr(error, "reason", None) or error
        raise TimestampRefused(url, Text(f"连接失败（{reason}）", f"cannot be reached ({reason})")) from error
    except Exception as error:
        name = type(error).__name__
        raise TimestampRefused(url, Text(f"回答无法读取（{name}）", f"its answer cannot be read ({name})")) from error
    if len(data) > _LIMIT_BYTES:
        raise TimestampRefused(url, Text("回答过大", "its answer is too large"))
    return data


def _read(answer: Any, timeout: float) -> bytes:
    """Return the answer; a server that sends a byte now and then must not keep the user waiting for ever."""
    end = time.monotonic() + timeout
    data = b""
    while len(data) <= _LIMIT_BYTES and (chunk := answer.read1(_LIMIT_BYTES)):
        data += chunk
        if time.monotonic() > end:
            raise TimeoutError("timed out")
    return data


def _no_redirects() -> Any:
    import urllib.request

    class NoRedirects(urllib.request.HTTPRedirectHandler):
        """The address that the user was told is the one that is asked."""

        def redirect_request(self, *_asked: Any) -> None:
            return None

    return NoRedirects()


def _granted(answer: bytes, digest: bytes, nonce: int | None) -> Token:
    from asn1crypto import tsp

    try:
        response = tsp.TimeStampResp.load(answer, strict=True)
        status = response["status"]["status"].native
        told = "; ".join(response["status"]["status_string"].native or [])
        der = response["time_stamp_token"].dump() if status in _GRANTED else b""
    except Exception as error:
        raise BadToken(Text("回答不是 RFC 3161 时间戳", "its answer is no RFC 3161 timestamp")) from error
    if status not in _GRANTED:
        raise BadToken(Text(f"拒绝了请求（{status} {told}）", f"refused ({status} {told})"))
    return read_token(der, digest, nonce)


def _check_imprint(stated: Any, digest: bytes, nonce: int | None) -> None:
    imprint = stated["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != "sha256" or imprint["hashed_message"].native != digest:
        raise BadToken(Text("时间戳对应的是别的哈希", "the token is over another hash"))
    if nonce is not None and stated["nonce"].native != nonce:
        raise BadToken(Text("时间戳不是对这次请求的回答", "the token does not answer this request"))


def _check_signature(signed: cms.SignedData) -> x509.Certificate:
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    signers = list(signed["signer_infos"])
    if len(signers) != 1:
        raise BadToken(Text("签名者不是一个", "it has not one signer"))
    (signer,) = signers
    certificate = _signer_certificate(signed, signer)
    usage = certificate.extended_key_usage_value
    if usage is None or "time_stamping" not in usage.native:
        raise BadToken(Text("证书不是用于时间戳的", "its certificate is not for timestamping"))
    content = bytes(signed["encap_content_info"]["content"])
    algorithm = signer["digest_algorithm"]["algorithm"].native
    if algorithm not in {"sha256", "sha384", "sha512"}:
        raise BadToken(Text(f"摘要算法 {algorithm} 过弱", f"its digest {algorithm} is too weak"))
    actual = hashlib.new(algorithm, content).digest()
    is_intact, is_valid = validate_sig_integrity(
        signer, certificate, expected_content_type="tst_info", actual_digest=actual
    )
    if not (is_intact and is_valid):
        raise BadToken(Text("时间戳的签名不对", "the token's signature is wrong"))
    return certificate


def _signer_certificate(signed: cms.SignedData, signer: cms.SignerInfo) -> x509.Certificate:
    named = signer["sid"].chosen
    for wrapped in signed["certificates"] or ():
        found = wrapped.chosen
        if signer["sid"].name == "issuer_and_serial_number":
            is_named = found.issuer == named["issuer"] and found.serial_number == named["serial_number"].native
        else:
            is_named = found.key_identifier == named.native
        if is_named:
            certificate: x509.Certificate = found
            return certificate
    raise BadToken(Text("时间戳没有附上证书", "the token carries no certificate"))


def _name_of(certificate: x509.Certificate) -> str:
    names = certificate.subject.native
    told = names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly
    return str(told)[:200]
