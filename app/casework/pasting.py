"""Pasted chat text: read for a preview, who is who corrected, and recorded with the text kept as its original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.casework.importing.chats import ChatTaker
from app.casework.importing.keeping import keeping, put_on_order, staged_text
from app.casework.importing.report import ImportReport
from app.casework.orders import living_order
from app.casework.staging import record_original
from app.casework.steps import QUIET, Steps
from app.domain.cancellation import Channel
from app.domain.changes import Change, Outcome
from app.domain.chats import ReadConversation, ReadMessage, Role
from app.domain.errors import InvalidField
from app.domain.evidence import EvidenceKind
from app.domain.imports import ImportKind
from app.domain.orders import OrderId
from app.domain.text import clean_line
from app.domain.times import SHANGHAI
from app.domain.words import Text
from app.vault import conversations
from app.vault.vault import Vault

_PLATFORM_WORDS = ("客服", "平台", "官方", "support", "service")
_ME_NAMES = frozenset({"我", "me", "Me", "我（买家）", "我(买家)", "买家"})


@dataclass(frozen=True, slots=True)
class PastePreview:
    """What was understood of a pasted text: its messages, who spoke, and the lines that were not understood.

    `roles` guesses who is who by name; `is_sure` says that the layout was recognised for certain.
    """

    messages: tuple[ReadMessage, ...]
    layout: str
    unparsed: tuple[tuple[int, str], ...]
    roles: dict[str, Role]
    is_sure: bool


def preview(text: str, *, written_at: datetime, layout: str | None = None) -> PastePreview:
    """Return what a pasted text says; times without a year are told from `written_at`.

    Raises:
        UnreadableFile: the text is too long.
    """
    from app.intake.chats.pasted import parse_pasted

    found = parse_pasted(text, written_at=written_at, layout=layout)
    roles = {name: _guess(name, found.participants, found.messages) for name in found.participants}
    return PastePreview(found.messages, found.layout, found.unparsed, roles, found.is_sure)


def layouts() -> tuple[str, ...]:
    """Return the names of the layouts that can be chosen by hand."""
    from app.intake.chats.pasted import LAYOUTS

    return tuple(layout.name for layout in LAYOUTS)


def record_pasted(
    vault: Vault,
    text: str,
    *,
    title: str,
    channel: str,
    roles: Mapping[str, Role],
    order: OrderId | None = None,
    layout: str | None = None,
    steps: Steps = QUIET,
) -> Outcome[ImportReport]:
    """Record a pasted text as a conversation; the text itself is kept, byte for byte, as its original.

    Raises:
        InvalidField: no title, an unknown channel, or a text of which nothing was understood.
        NotFound: there is no such order.
        ReadOnlyVault, VaultError: the vault cannot be written; nothing is.
        Cancelled: nothing is written.
    """
    named = clean_line("title", title)
    held = Channel.parse("channel", channel)
    if order is not None:
        living_order(vault, order)
    now = vault.clock.now()
    found = preview(text, written_at=now, layout=layout)
    if not found.messages:
        raise InvalidField(
            "text",
            Text("看不出谁说了什么", "does not show who said what"),
            Text("每条消息要有发言人，最好有时间", "each message needs a speaker and best a time"),
        )
    name = f"粘贴的聊天 {now.astimezone(SHANGHAI):%Y-%m-%d %H.%M.%S}.txt"
    report = ImportReport(Path(name), ImportKind.CHAT, "pasted")
    item = staged_text(vault, text, name, "粘贴")
    read = ReadConversation(f"pasted/{held.value}/{named}", named, held.label.zh, held)
    with keeping(vault, item) as keep, vault.write("chat.pasted") as facts:
        record_original(vault, facts, item)
        taker = ChatTaker(vault, facts, report, order=order, me="")
        said = [_spoken(message, roles) for message in found.messages]
        taker.take([read, *said], None, written_at=now, steps=steps)
        taker.finish(sha256=item.staged.sha256, kind=ImportKind.CHAT, reader="pasted", written_at=now)
        for key in taker.taken.conversations:
            for person in conversations.get(vault, key).participants:
                if person.name in roles:
                    conversations.tell_role(facts, person.id, roles[person.name])
        if order is not None:
            put_on_order(vault, facts, order, item, EvidenceKind.CHAT)
        keep()
    return Outcome(report, Change(Text("粘贴聊天", "Paste chat"), tuple(facts.rows)))


def _spoken(message: ReadMessage, roles: Mapping[str, Role]) -> ReadMessage:
    role = roles.get(message.sender)
    return message if role is None else replace(message, is_mine=role is Role.ME)


def _guess(name: str, names: tuple[str, ...], messages: tuple[ReadMessage, ...]) -> Role:
    if name in _ME_NAMES or any(message.is_mine for message in messages if message.sender == name):
        return Role.ME
    if any(word in name.casefold() for word in _PLATFORM_WORDS):
        return Role.PLATFORM
    others = [other for other in names if _guess_plain(other)]
    return Role.MERCHANT if len(others) == 1 else Role.OTHER


def _guess_plain(name: str) -> bool:
    return name not in _ME_NAMES and not any(word in name.casefold() for word in _PLATFORM_WORDS)
