"""Signing a finished PDF: PAdES B-B or B-T (ETSI EN 319 142-1) and an RFC 3161 document timestamp.

Everything is added below the file as it is (an incremental update), so its own bytes stay and can be hashed as before.
The field has no appearance: the pages are as they were, and PDF/A asks nothing of a field without a rectangle.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.domain.errors import InputError, OutputError
from app.domain.words import Text
from app.dossier.staging import staging

if TYPE_CHECKING:
    from pyhanko.sign.signers import PdfSigner, SimpleSigner
    from pyhanko.sign.timestamps import TimeStamper

Ask = Callable[[bytes], bytes]
"""Sends a TimeStampReq (DER) and returns the TimeStampResp (DER); what it raises ends the signing."""

_RESERVED: Final = 32_768
"""Room for a signature in hexadecimal digits; to measure it, the authority would have to be asked once more."""
_YEARS: Final = 5
_LIMIT_BYTES: Final = 1 << 20
_KEY_BITS: Final = 3072
LEAST_PASSPHRASE: Final = 8


class SigningRefused(InputError):
    """The certificate cannot be used, or the PDF cannot be signed."""


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """A signed PDF: its size, SHA-256 (hex), the certificate's name (empty without one), and whether it is stamped."""

    path: Path
    bytes: int
    sha256: str
    signer: str
    is_timestamped: bool


@dataclass(frozen=True, slots=True)
class Certificate:
    """A PKCS#12 file's bytes and its passphrase; neither is kept."""

    data: bytes
    passphrase: str

    def __repr__(self) -> str:
        """Show nothing of it, in no traceback."""
        return "Certificate(…)"


def sign_pdf(
    source: Path, destination: Path, *, certificate: Certificate | None, ask: Ask | None, at: datetime, reason: str
) -> SignedPdf:
    """Write a signed copy of a PDF; with `ask`, timestamped as well, and without a certificate only that.

    Raises:
        SigningRefused: the certificate or the PDF cannot be used, or there is nothing to do.
        OutputError: the file cannot be read or written; nothing is left.
    """
    if certificate is None and ask is None:
        raise SigningRefused(
            Text("没有证书，也没有时间戳服务", "there is neither a certificate nor a timestamp authority"),
            Text("请选择其中至少一个", "choose at least one of them"),
        )
    try:
        data = source.read_bytes()
    except OSError as error:
        raise OutputError(
            Text(f"无法读取 {source}（{error.strerror}）", f"cannot read {source} ({error.strerror})"),
            Text("请先生成卷宗", "make the dossier first"),
        ) from error
    stamper = None if ask is None else _stamper(ask)
    name = ""
    if certificate is not None:
        signer = _signer(certificate)
        name = signer.subject_name or ""
        data = _signed(data, signer, stamper, at, reason)
    if stamper is not None:
        data = _stamped(data, stamper)
    return _published(data, destination, name, is_timestamped=stamper is not None)


def make_certificate(name: str, passphrase: str, at: datetime) -> bytes:
    """Return a new self-made certificate with its key as PKCS#12, valid for five years from a day before `at`.

    It shows that the same person signed and that nothing was changed since; who that is, nobody vouches for.

    Raises:
        SigningRefused: the passphrase is too short.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID

    if len(passphrase) < LEAST_PASSPHRASE:
        raise SigningRefused(
            Text(f"密码至少 {LEAST_PASSPHRASE} 个字符", f"the passphrase has at least {LEAST_PASSPHRASE} characters"),
            Text("请换一个更长的密码", "choose a longer one"),
        )
    key = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
    # RFC 5280 allows 64 characters for a common name.
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    lock = serialization.BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(name[:64].encode(), key, made, None, lock)


def _signer(certificate: Certificate) -> SimpleSigner:
    from pyhanko.sign.signers import SimpleSigner

    try:
        if len(certificate.data) > _LIMIT_BYTES:
            raise ValueError("too large")
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(
            certificate.data, other_certs=[], passphrase=certificate.passphrase.encode()
        )
        return signer
    except Exception as error:
        raise SigningRefused(
            Text(
                "证书文件无法打开：密码不对，或不是 PKCS#12",
                "the certificate cannot be opened: wrong passphrase or no PKCS#12",
            ),
            Text("请检查密码和文件（.p12 / .pfx）", "check the passphrase and the file (.p12, .pfx)"),
        ) from error


def _signed(data: bytes, signer: SimpleSigner, stamper: TimeStamper | None, at: datetime, reason: str) -> bytes:
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata

    about = PdfSignatureMetadata(
        field_name="Signature",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        name=signer.subject_name,
    )
    made = _signer_at(at)(
        about, signer=signer, timestamper=stamper, new_field_spec=SigFieldSpec("Signature", on_page=-1)
    )
    return _updated(data, lambda pdf, out: made.sign_pdf(pdf, bytes_reserved=_RESERVED, output=out))


def _signer_at(at: datetime) -> type[PdfSigner]:
    from pyhanko.sign.signers import PdfSigner

    class SignerAt(PdfSigner):
        """States the instant that it is given rather than look at a clock."""

        def init_signing_session(self, *args: Any, **more: Any) -> Any:
            session = super().init_signing_session(*args, **more)
            session.system_time = at
            return session

    return SignerAt


def _stamped(data: bytes, stamper: TimeStamper) -> bytes:
    from pyhanko.sign.signers import PdfTimeStamper

    made = PdfTimeStamper(stamper, field_name="Timestamp")
    return _updated(data, lambda pdf, out: made.timestamp_pdf(pdf, "sha256", bytes_reserved=_RESERVED, output=out))


def _updated(data: bytes, add: Callable[[Any, io.BytesIO], object]) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError

    class LeavingMetadata(IncrementalPdfFileWriter):
        """Adds the field alone: PDF/A asks that XMP and information dictionary say the same, and both stay as made."""

        def _update_meta(self) -> None:
            return

    out = io.BytesIO()
    try:
        add(LeavingMetadata(io.BytesIO(data)), out)
    except (PdfError, SigningError, ValueError) as error:
        raise SigningRefused(
            Text(f"这个 PDF 不能签名（{error}）", f"this PDF cannot be signed ({error})"),
            Text("请重新生成卷宗，签名前不要修改", "make the dossier again and change nothing before signing"),
        ) from error
    return out.getvalue()


def _stamper(ask: Ask) -> TimeStamper:
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper

    class AskingStamper(TimeStamper):
        """Leaves the network to whoever called."""

        async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
            return tsp.TimeStampResp.load(ask(req.dump()))

    return AskingStamper()  # type: ignore[no-untyped-call]


def _published(data: bytes, destination: Path, name: str, *, is_timestamped: bool) -> SignedPdf:
    with staging(destination) as staged:
        with staged.file() as (part, out):
            out.write(data)
        staged.publish({part: destination})
    return SignedPdf(destination, len(data), hashlib.sha256(data).hexdigest(), name, is_timestamped)
