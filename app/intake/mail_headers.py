"""The head of a mail: names, addresses, subject, dates, decoded whatever charset they claim; nothing is verified.

GB2312 is what many Chinese programs write and GB18030 what they mean, so the larger one reads both.
"""

from __future__ import annotations

import email.header
import email.utils
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import Final

from app.domain.times import EARLIEST, LATEST
from app.intake.storable import clean_name, storable

VALUE_CHARACTERS: Final = 4000
"""The longest header value decoded; longer ones are cut, because decoding takes time that grows faster than they do."""
ADDRESSES: Final = 50
RECEIVED: Final = 30

_CHARSETS: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb_2312-80": "gb18030",
}
_LINE_END: Final = re.compile(r"\r?\n[ \t]*")
_IDS: Final = re.compile(r"<[^<>\s]{1,300}>")


@dataclass(frozen=True, slots=True)
class MailAddress:
    """Somebody in a mail's head; either may be empty."""

    name: str
    address: str

    @property
    def shown(self) -> str:
        """The name, else the address."""
        return self.name or self.address


def decode_text(raw: bytes, charset: str) -> str:
    """Return bytes as text: by the charset named, else UTF-8, else GB18030, whatever fits nowhere replaced."""
    named = _CHARSETS.get(charset.lower().strip("\"' "), charset.strip("\"' "))
    for candidate in (named, "utf-8", "gb18030"):
        try:
            return storable(raw.decode(candidate))
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    try:
        return storable(raw.decode(named, "replace"))
    except (LookupError, ValueError):
        return storable(raw.decode("utf-8", "replace"))


def raw_value(message: Message, name: str) -> str:
    """Return the first header of a name as it stands, on one line; "" where there is none."""
    return next(iter(raw_values(message, name)), "")


def raw_values(message: Message, name: str) -> list[str]:
    """Return all headers of a name as they stand, each on one line and cut where far too long."""
    wanted = name.lower()
    return [_unfolded(value) for key, value in message.raw_items() if key.lower() == wanted]


def _unfolded(value: object) -> str:
    text = _LINE_END.sub(" ", str(value)[:VALUE_CHARACTERS])
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        # Bytes beyond ASCII that nobody encoded come as half characters.
        return decode_text(text.encode("utf-8", "surrogateescape"), "utf-8")
    return storable(text)


def decoded(value: str) -> str:
    """Return a header's text with its encoded words (RFC 2047) decoded, on one line."""
    try:
        pieces = email.header.decode_header(value)
    except (ValueError, IndexError, email.errors.HeaderParseError):
        return clean_name(value)
    texts = [decode_text(piece, charset or "utf-8") if isinstance(piece, bytes) else piece for piece, charset in pieces]
    return clean_name("".join(texts))


def addresses(message: Message, name: str) -> tuple[MailAddress, ...]:
    """Return who stands in a header such as `To`, at most `ADDRESSES`."""
    try:
        pairs = email.utils.getaddresses(raw_values(message, name))
    except (ValueError, IndexError, TypeError):
        return ()
    found = (MailAddress(decoded(shown), clean_name(address)) for shown, address in pairs[:ADDRESSES])
    return tuple(one for one in found if one.name or one.address)


def sent_at(message: Message) -> datetime | None:
    """Return the `Date` in UTC, None where it is none; an offset of -0000 means UTC (RFC 5322, 3.3)."""
    try:
        at = email.utils.parsedate_to_datetime(raw_value(message, "Date"))
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if EARLIEST <= at < LATEST else None


def message_ids(message: Message, name: str) -> tuple[str, ...]:
    """Return the ids that a header such as `References` holds, in their order."""
    return tuple(_IDS.findall(raw_value(message, name)))
