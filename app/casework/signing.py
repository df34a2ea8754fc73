"""Signing dossiers with the user's certificate, or one made here, and stamping them with an authority's time."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.casework.files_out import cannot_write, refuse_place
from app.casework.timestamping import clean_address, forward_request
from app.domain.errors import OutputError, UnreadableFile
from app.domain.text import clean_line
from app.domain.words import Text

if TYPE_CHECKING:
    from app.dossier.signing import SignedPdf

CERTIFICATE: Final = "pingju-signing.p12"
REASON: Final = "确认卷宗自签署起未改变"
_LIMIT_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The user's PKCS#12 file and its passphrase, which is asked for each time and never kept."""

    path: Path
    passphrase: str

    def __repr__(self) -> str:
        """Show the path alone, in no traceback the passphrase."""
        return f"SigningKey({self.path})"


def make_signing_key(folder: Path, *, name: str, passphrase: str, at: datetime) -> SigningKey:
    """Make a certificate of the user's own in a folder, readable by the user alone; one that is there stays.

    Raises:
        InvalidField: no name.
        SigningRefused: the passphrase is too short.
        OutputError: there is one already, or it cannot be written.
    """
    from app.dossier.signing import make_certificate

    subject = clean_line("name", name, limit=64)
    path = folder / CERTIFICATE
    if path.exists():
        raise OutputError(
            Text(f"已经有证书 {path}", f"there is a certificate already: {path}"),
            Text("请使用它，或先把它移走", "use it, or move it away first"),
        )
    data = make_certificate(subject, passphrase, at)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(partial, flags, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        partial.rename(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    return SigningKey(path, passphrase)


def sign_dossier(
    source: Path,
    target: Path,
    *,
    at: datetime,
    key: SigningKey | None = None,
    tsa: str | None = None,
    announce: Callable[[str], None] | None = None,
) -> SignedPdf:
    """Write a signed and, where an authority's address is given, timestamped copy; `target` may be `source`.

    Nothing goes to the network without `tsa`; `announce` is told the address before anything does.

    Raises:
        SigningRefused: the certificate or the PDF cannot be used.
        UnreadableFile: the certificate's file cannot be read.
        InvalidField, TimestampRefused: no address, or no timestamp was to be had; nothing is written.
        OutputError: the file cannot be read or written.
    """
    from app.dossier.signing import Certificate, sign_pdf

    refuse_place(target)
    certificate = None if key is None else Certificate(_read_key(key.path), key.passphrase)
    ask = None
    if tsa is not None:
        url = clean_address(tsa)

        def ask(request: bytes) -> bytes:
            return forward_request(url, request, announce=announce)

    return sign_pdf(source, target, certificate=certificate, ask=ask, at=at, reason=REASON)


def _read_key(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LIMIT_BYTES + 1)
    except OSError as error:
        problem = Text(f"证书无法读取（{error.strerror}）", f"the certificate cannot be read ({error.strerror})")
        raise UnreadableFile(path.name, problem, Text("请检查路径", "check the path")) from error
