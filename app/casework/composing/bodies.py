"""What exhibits without a picture show: a dialogue of what was said, and the rows of statements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from app.casework.payments import ListedPayment, reckon
from app.domain.chats import Role, TimeKnown
from app.domain.conversations import Conversation, Message
from app.domain.orders import OrderId
from app.domain.times import SHANGHAI, shown
from app.dossier.outline import Said, StatementRows, Transcript
from app.vault import conversations, imports
from app.vault.vault import Vault

AROUND: Final = 3
"""How many messages before and after one that is relied upon are printed with it."""
WHOLE: Final = 60
"""Up to so many messages a conversation is printed whole."""
_COLUMNS: Final = ("交易时间", "交易对方", "商品说明", "收/支", "金额", "状态", "交易单号")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation as it is printed: the messages by id, the log it came from (SHA-256), what it proves."""

    transcript: Transcript
    messages: tuple[int, ...]
    source: str | None
    purpose: str


@dataclass(frozen=True, slots=True)
class Extract:
    """Rows of one statement: the payments by id, the file they stand in (SHA-256), whose it is, what they prove."""

    rows: StatementRows
    payments: tuple[int, ...]
    source: str | None
    told: str
    purpose: str


def dialogue_of(vault: Vault, conversation: Conversation, order: OrderId) -> Dialogue:
    """Return what is printed of a conversation: all of a short one, else what is relied upon and what is near it."""
    every = list(conversations.messages(vault, conversation))
    relied = [place for place, one in enumerate(every) if any(key == order for key, _ in one.relied_upon)]
    chosen = _chosen(len(every), relied)
    said = []
    last = -1
    for place in chosen:
        left_out = place - last - 1
        note = f"（此前略去 {left_out} 条）" if left_out else ""
        said.append(_said(every[place], order, note))
        last = place
    after = len(every) - 1 - last
    if said and after:
        told = f"（此后略去 {after} 条）"
        said[-1] = replace(said[-1], note="；".join(part for part in (said[-1].note, told) if part))
    notes = [text for place in relied for key, text in every[place].relied_upon if key == order and text]
    transcript = Transcript(
        channel=f"{conversation.channel.label.zh} · {conversation.title}",
        is_official=conversation.is_official,
        participants=tuple(f"{one.name}（{one.role.label.zh}）" for one in conversation.participants),
        messages=tuple(said),
    )
    source = _source(vault, every)
    purpose = "；".join(dict.fromkeys(notes)) or "双方沟通经过"
    return Dialogue(transcript, tuple(every[place].id for place in chosen), source, purpose)


def rows_of(vault: Vault, order: OrderId) -> list[Extract]:
    """Return the statements' rows that are joined to an order, by the file they stand in."""
    (reckoned,) = reckon(vault, order=order)
    by_import: dict[int, list[ListedPayment]] = {}
    for listed in reckoned.payments:
        by_import.setdefault(listed.payment.imported, []).append(listed)
    found = []
    for rows in by_import.values():
        imported = imports.get(vault, rows[0].payment.imported)
        roles = dict.fromkeys(link.role.label.zh for listed in rows for link in listed.links)
        lines = ", ".join(str(listed.payment.row.line) for listed in rows)
        owner = str(imported.facts.get("institution") or rows[0].payment.source.label.zh)
        found.append(
            Extract(
                StatementRows(_COLUMNS, tuple(_row(listed) for listed in rows), frozenset({4})),
                tuple(listed.payment.id for listed in rows),
                imported.sha256,
                f"{owner} 账单，{imported.name} 第 {lines} 行",
                f"证明{'、'.join(roles)}的时间和金额",
            )
        )
    return found


def _chosen(count: int, relied: list[int]) -> list[int]:
    if count <= WHOLE or not relied:
        return list(range(min(count, WHOLE) if not relied else count))
    near = {place for mark in relied for place in range(mark - AROUND, mark + AROUND + 1)}
    return sorted(place for place in near if 0 <= place < count)


def _said(message: Message, order: OrderId, note: str) -> Said:
    read = message.read
    names = ", ".join(one.name for one in read.attachments)
    told = "；".join(part for part in (note, f"附件：{names}" if names else "") if part)
    return Said(
        at=shown(read.at) if read.at else "时间不详",
        sender=read.sender or read.kind.label.zh,
        text=read.text,
        is_mine=message.role is Role.ME,
        is_relied_upon=any(key == order for key, _ in message.relied_upon),
        is_resolved=read.time_known is TimeKnown.RESOLVED,
        note=told,
    )


def _source(vault: Vault, messages: list[Message]) -> str | None:
    if not messages:
        return None
    return imports.of_message(vault, messages[0].id)


def _row(listed: ListedPayment) -> tuple[str, ...]:
    row = listed.payment.row
    at = row.at.astimezone(SHANGHAI).strftime("%Y-%m-%d") if row.is_day_only else shown(row.at)
    said = (row.counterparty, row.product, row.direction.label.zh, str(row.amount), row.status)
    return (at, *said, row.transaction_no)
