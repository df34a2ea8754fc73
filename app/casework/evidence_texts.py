"""The words of a file that is no picture, to be read in the window: plain text, and nothing in it is ever loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.casework.steps import QUIET, Steps
from app.domain.evidence import Evidence, EvidenceId
from app.domain.times import shown
from app.domain.words import Text
from app.intake.mail import read_mail
from app.intake.mail_headers import MailAddress
from app.intake.sources import Source
from app.vault import evidence, readings
from app.vault.vault import Vault

LIMIT_BYTES: Final = 2 << 20
"""How much of a text file is read."""


@dataclass(frozen=True, slots=True)
class ToShow:
    """An item to be read: itself, where its bytes lie, and the text that was kept of it."""

    item: Evidence
    path: Path
    kept: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What an item says: lines of facts (such as who wrote to whom), and the text."""

    facts: tuple[tuple[Text, str], ...]
    text: str


def to_show(vault: Vault, key: EvidenceId) -> ToShow:
    """Look up an item to be read.

    Raises:
        NotFound: there is no such evidence.
    """
    item = evidence.get(vault, key)
    return ToShow(item, vault.originals.path(item.original.sha256), readings.text_of(vault, item.original.sha256))


def read_text(one: ToShow, steps: Steps = QUIET) -> Shown:
    """Return what an item says; empty where it says nothing that can be shown. No database is touched.

    Raises:
        UnreadableFile: it cannot be read.
        Cancelled: it is no longer wanted.
    """
    steps(0, 1)
    media_type = one.item.original.media_type
    if media_type == "message/rfc822":
        return _mail(one)
    if one.kept:
        return Shown((), one.kept)
    return Shown((), _plain(one) if media_type.startswith("text/") else "")


def _mail(one: ToShow) -> Shown:
    mail = read_mail(Source(one.path, name=one.item.name))
    facts = (
        (Text("主题", "Subject"), mail.subject),
        (Text("发件人", "From"), _person(mail.sender)),
        (Text("收件人", "To"), ", ".join(_person(one) for one in mail.to)),
        (Text("时间", "Date"), shown(mail.sent_at) if mail.sent_at else ""),
        (Text("附件", "Attachments"), ", ".join(attachment.name for attachment in mail.attachments)),
    )
    return Shown(tuple(fact for fact in facts if fact[1].strip()), mail.text)


def _person(who: MailAddress) -> str:
    return f"{who.name} <{who.address}>" if who.name else who.address


def _plain(one: ToShow) -> str:
    source = Source(one.path, name=one.item.name)
    with source.open() as stream:
        return stream.read(LIMIT_BYTES).decode(source.encoding, "replace").removeprefix("\ufeff")
