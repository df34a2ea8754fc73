"""One mail, kept whole as evidence: who, when, what, its attachments with their hashes, whether it was signed.

A DKIM signature is noted as present and never said to be valid: that takes the sender's key of that day. The text
prefers the plain part; HTML is made text. Attachments are given by keys (`1.2`), their bytes as streams.
"""

from __future__ import annotations

import binascii
import email
import email.errors
import email.policy
import hashlib
import io
import re
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from typing import BinaryIO, Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.file_bytes import cannot_read, shown_name, too_large
from app.intake.mail_headers import (
    RECEIVED,
    MailAddress,
    addresses,
    decode_text,
    decoded,
    message_ids,
    raw_value,
    raw_values,
    sent_at,
)
from app.intake.sources import Source

MAIL_BYTES: Final = 64 << 20
"""The largest mail taken: services refuse more than 50 MB, and it is parsed in memory."""
HEADER_BYTES: Final = 256 << 10
"""The largest head of a mail or of its parts."""
FIELD_BYTES: Final = 16 << 10
"""The longest field that describes a part: cutting one up takes time that grows with its square."""
TEXT_CHARACTERS: Final = 100_000
"""The longest text kept of a mail; the mail itself is kept whole."""
PARTS: Final = 500
DEPTH: Final = 12

_FIELD: Final = re.compile(rb"^([!-9;-~]{1,80}):", re.MULTILINE)
_KNOWN: Final = frozenset({b"from", b"to", b"date", b"subject", b"message-id", b"received", b"mime-version"})
_PART_FIELDS: Final = re.compile(rb"^content-[a-z-]{1,30}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_END_OF_HEAD: Final = re.compile(rb"\r?\n\r?\n|\r\r")


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A file in a mail. `is_inline`: a picture of its text. `part` gives the bytes by `open_attachment`."""

    name: str
    media_type: str
    size: int
    sha256: str
    part: str
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it was read; what its head says is what its sender or a server wrote, unverified."""

    subject: str
    sender: MailAddress
    to: tuple[MailAddress, ...]
    cc: tuple[MailAddress, ...]
    sent_at: datetime | None
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    received: tuple[str, ...]
    has_dkim_signature: bool
    text: str
    html: str
    attachments: tuple[MailAttachment, ...]


_PARSED: Final[weakref.WeakKeyDictionary[Source, Message]] = weakref.WeakKeyDictionary()


def is_mail(head: bytes) -> bool:
    """Whether first bytes are a mail's head: fields only, with a sender and two more that mails have."""
    block = _END_OF_HEAD.split(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"), maxsplit=1)[0]
    if _FIELD.match(block) is None or b"Tencent MsgMgr" in block or _is_saved_page(block):
        return False
    lines = block.splitlines()[:200]
    if any(line and line[:1] not in b" \t" and _FIELD.match(line) is None for line in lines[:-1]):
        return False
    names = {found.lower() for found in _FIELD.findall(block)}
    return b"from" in names and len(names & _KNOWN) >= 3


def _is_saved_page(block: bytes) -> bool:
    return b"Snapshot-Content-Location:" in block or b"<Saved by " in block or b"Saved by Windows Internet" in block


def read_mail(source: Source) -> Mail:
    """Read an `.eml` file.

    Raises:
        UnreadableFile: no mail, larger than `MAIL_BYTES`, or beyond a limit of its structure; the message names it.
    """
    return mail_of(_parsed(source), source.name)


def open_attachment(source: Source, part: str) -> BinaryIO | None:
    """Return the bytes of an attachment of an `.eml` file, None where it has no such part."""
    return attachment_of(_parsed(source), part, source.name)


def _parsed(source: Source) -> Message:
    known = _PARSED.get(source)
    if known is None:
        if source.size > MAIL_BYTES:
            raise too_large(source.name, MAIL_BYTES)
        try:
            with source.open() as file:
                raw = file.read(MAIL_BYTES + 1)
        except OSError as failure:
            raise cannot_read(source.name, failure) from failure
        known = _PARSED[source] = parse_mail(raw, source.name)
    return known


def parse_mail(raw: bytes, name: str) -> Message:
    """Parse a mail's bytes.

    Raises:
        UnreadableFile: too large, no mail, a head beyond `HEADER_BYTES`, or nested too deep.
    """
    if len(raw) > MAIL_BYTES:
        raise too_large(name, MAIL_BYTES)
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not is_mail(raw[: HEADER_BYTES + 1]):
        raise _refused(name, Text("不是邮件", "is no mail"))
    end = _END_OF_HEAD.search(raw[: HEADER_BYTES + 4])
    if end is None and len(raw) > HEADER_BYTES:
        raise _refused(name, Text("邮件头过大", "has too large a head"))
    if raw.lower().count(b"content-type:") > 4 * PARTS:
        raise _refused(name, Text(f"超过 {PARTS} 个部分", f"has more than {PARTS} parts"))
    if any(len(found[0]) > FIELD_BYTES for found in _PART_FIELDS.finditer(raw)):
        raise _refused(name, Text("邮件头过大", "has too large a head"))
    # Decoding is ours (`mail_headers`): that of the newer policies is recursive and slow on crafted values.
    try:
        return email.message_from_bytes(raw, policy=email.policy.compat32)
    except (RecursionError, ValueError, IndexError, TypeError, AttributeError, LookupError) as failure:
        raise _refused(name, Text("邮件结构已损坏或嵌套过深", "is damaged or nested too deep")) from failure


def mail_of(message: Message, name: str) -> Mail:
    """Return what a parsed mail holds; `name` is its file's.

    Raises:
        UnreadableFile: more than `PARTS` parts, or nested deeper than `DEPTH`.
    """
    plain: list[str] = []
    pages: list[str] = []
    attachments: list[MailAttachment] = []
    for key, part in _leaves(message, name):
        if _is_body(part):
            text = decode_text(_payload(part), _charset(part))[: TEXT_CHARACTERS * 10]
            (pages if part.get_content_type() == "text/html" else plain).append(text)
        else:
            attachments.append(_attachment(key, part))
    sender = addresses(message, "From")
    page = "\n".join(pages)
    return Mail(
        decoded(raw_value(message, "Subject")),
        sender[0] if sender else MailAddress("", ""),
        addresses(message, "To"),
        addresses(message, "Cc"),
        sent_at(message),
        next(iter(message_ids(message, "Message-ID")), raw_value(message, "Message-ID")[:300]),
        next(iter(message_ids(message, "In-Reply-To")), ""),
        message_ids(message, "References"),
        tuple(raw_values(message, "Received")[:RECEIVED]),
        bool(raw_value(message, "DKIM-Signature")),
        _text(plain, page),
        page,
        tuple(attachments),
    )


def attachment_of(message: Message, part: str, name: str) -> BinaryIO | None:
    """Return the bytes of a parsed mail's attachment, None where it has no such part."""
    found = next((one for key, one in _leaves(message, name) if key == part and not _is_body(one)), None)
    return io.BytesIO(_payload(found)) if found is not None else None


def _text(plain: list[str], page: str) -> str:
    from app.intake.html_text import html_to_text

    text = "\n".join(plain).replace("\r\n", "\n").replace("\r", "\n").strip()
    return (text or html_to_text(page))[:TEXT_CHARACTERS]


def _leaves(message: Message, name: str) -> Iterator[tuple[str, Message]]:
    """Yield the parts that hold something, with keys such as `2.1`; an attached mail is one of them."""
    stack: list[tuple[str, int, Message]] = [("", 0, message)]
    count = 0
    while stack:
        key, depth, part = stack.pop()
        count += 1
        if count > PARTS:
            raise _refused(name, Text(f"超过 {PARTS} 个部分", f"has more than {PARTS} parts"))
        if depth > DEPTH:
            raise _refused(name, Text(f"嵌套超过 {DEPTH} 层", f"is nested more than {DEPTH} deep"))
        # A text is not asked for: to give it, the parser believes the charset, whatever stands there.
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            children = [one for one in part.get_payload() if isinstance(one, Message)]
            numbered = [(f"{key}.{n}".lstrip("."), depth + 1, one) for n, one in enumerate(children, 1)]
            stack.extend(reversed(numbered))
        else:
            yield key or "1", part


def _is_body(part: Message) -> bool:
    if part.get_content_type() not in {"text/plain", "text/html"} or _file_name(part):
        return False
    return not raw_value(part, "Content-Disposition").strip().lower().startswith("attachment")


def _charset(part: Message) -> str:
    found = re.search(r"charset\s*=\s*\"?([\w.:-]{1,40})", raw_value(part, "Content-Type"), re.IGNORECASE)
    return found[1] if found else "utf-8"


def _payload(part: Message) -> bytes:
    """Return a part's decoded bytes; an attached mail as it would be sent; empty where it cannot be decoded."""
    try:
        if part.is_multipart():
            first = next(iter(part.get_payload()), None)
            return first.as_bytes(policy=email.policy.compat32) if isinstance(first, Message) else b""
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, binascii.Error):
        return b""
    return content if isinstance(content, bytes) else b""


def _attachment(key: str, part: Message) -> MailAttachment:
    content = _payload(part)
    disposition = raw_value(part, "Content-Disposition").strip().lower()
    content_id = raw_value(part, "Content-ID").strip(" <>")[:300]
    kind = part.get_content_type()[:100]
    named = shown_name(_file_name(part)) if _file_name(part) else f"附件{key}{_SUFFIXES.get(kind, '')}"
    is_inline = not disposition.startswith("attachment") and bool(content_id) and kind.startswith("image/")
    return MailAttachment(named, kind, len(content), hashlib.sha256(content).hexdigest(), key, content_id, is_inline)


_SUFFIXES: Final = {"message/rfc822": ".eml", "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif"}


def _file_name(part: Message) -> str:
    """Return the file name that a part claims, decoded by RFC 2231 or RFC 2047, which many programs use there."""
    plain = Message(policy=email.policy.compat32)
    for field in ("Content-Disposition", "Content-Type"):
        plain[field] = raw_value(part, field)
    try:
        name = plain.get_filename()
    except (ValueError, LookupError, TypeError, IndexError):
        return ""
    return decoded(name) if name else ""


def _refused(name: str, problem: Text) -> UnreadableFile:
    return UnreadableFile(
        name, problem, Text("请从邮箱重新导出这封邮件（.eml）", "export the mail (.eml) from the mail program again")
    )
