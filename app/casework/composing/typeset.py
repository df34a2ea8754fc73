"""Exhibits that are typeset and no pictures: dialogues, rows of statements, comparisons."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from app.casework.composing.bodies import Dialogue, Extract, dialogue_of, rows_of
from app.casework.composing.gathered import Gathered, Group, Stored, heading_of
from app.domain.comparisons import Comparison as KeptComparison
from app.domain.comparisons import ComparisonSide
from app.domain.conversations import Conversation
from app.domain.orders import Order
from app.domain.times import shown
from app.dossier.outline import Comparison, Exhibit, Said, Side
from app.vault import comparisons, conversations, evidence, imports
from app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Typeset:
    """What of an order is printed from text: conversations with their dialogues, and rows of statements."""

    dialogues: tuple[tuple[Conversation, Dialogue], ...]
    extracts: tuple[Extract, ...]

    @property
    def sources(self) -> set[str | None]:
        """The SHA-256 of the files they were made from."""
        return {dialogue.source for _, dialogue in self.dialogues} | {extract.source for extract in self.extracts}


def typeset_of(vault: Vault, order: Order) -> Typeset:
    """Return what of an order is printed from text."""
    held = conversations.every(vault, order=order.id)
    return Typeset(
        tuple((conversation, dialogue_of(vault, conversation, order.id)) for conversation in held),
        tuple(rows_of(vault, order.id)),
    )


def add_dialogues(vault: Vault, gathered: Gathered, order: Order, typeset: Typeset) -> None:
    """Add the conversations of an order as dialogues."""
    for conversation, dialogue in typeset.dialogues:
        position = len(gathered.exhibits)
        for key in dialogue.messages:
            gathered.messages[key] = position
        told = f"{conversation.app} {conversation.title}"
        title = f"聊天记录（文字）：{conversation.title}"
        made = _made(
            vault, gathered, order, dialogue.source, title=title, kind="聊天记录", told=told, group=Group.TALKS
        )
        content = _talk(dialogue.transcript.messages)
        gathered.exhibits.append(replace(made, body=dialogue.transcript, purpose=dialogue.purpose, content=content))


def add_rows(vault: Vault, gathered: Gathered, order: Order, typeset: Typeset) -> None:
    """Add the rows of statements that are joined to an order."""
    for extract in typeset.extracts:
        position = len(gathered.exhibits)
        for key in extract.payments:
            gathered.payments[key] = position
        made = _made(
            vault,
            gathered,
            order,
            extract.source,
            title="账单记录（摘录）",
            kind="付款记录",
            told=extract.told,
            group=Group.MONEY,
        )
        content = f"摘录 {len(extract.rows.rows)} 行交易记录"
        gathered.exhibits.append(replace(made, body=extract.rows, purpose=extract.purpose, content=content))


def add_comparisons(vault: Vault, gathered: Gathered, order: Order) -> None:
    """Add the comparisons of an order; they are the buyer's own work, so no file's hash stands for them."""
    for kept in comparisons.of_order(vault, order.id):
        sides = [_side(gathered, side, words) for side, words in ((kept.left, "左"), (kept.right, "右"))]
        made = _made(
            vault, gathered, order, None, title=kept.title, kind="对比说明", told="由买家整理", group=Group.RULES
        )
        gathered.exhibits.append(
            replace(
                made,
                body=Comparison(sides[0], sides[1], kept.differences),
                purpose=kept.purpose or "说明两者的不同",
                made_from=_compared(gathered, kept),
                content=f"列出 {len(kept.differences)} 处不同",
                captured=f"制作于 {shown(kept.created_at)}" if kept.created_at else "见所对比的证据",
            )
        )


def _talk(messages: Sequence[Said]) -> str:
    """Return what a dialogue holds, in short: how many messages, from when to when, and how many are relied upon."""
    if not messages:
        return "没有消息"
    first, last = messages[0].at, messages[-1].at
    span = f"，{first} 至 {last}" if first != last else f"，{first}"
    relied = sum(one.is_relied_upon for one in messages)
    return f"{len(messages)} 条消息{span}" + (f"，其中 {relied} 条为本案依据" if relied else "")


def _side(gathered: Gathered, side: ComparisonSide, words: str) -> Side:
    position = gathered.positions.get(side.evidence) if side.evidence is not None else None
    if position is None:
        return Side(words, None, side.text)
    return Side(f"{gathered.exhibits[position].label} {gathered.exhibits[position].title}", position, side.text)


def _compared(gathered: Gathered, kept: KeptComparison) -> str:
    shown_by = gathered.of_evidence([kept.left.evidence, kept.right.evidence])
    names = "与".join(gathered.exhibits[position].label for position in shown_by)
    return f"由{names}制作，未改动其内容" if names else "由买家整理的文字"


def _made(
    vault: Vault,
    gathered: Gathered,
    order: Order,
    sha256: str | None,
    *,
    title: str,
    kind: str,
    told: str,
    group: Group,
) -> Exhibit:
    """Return an exhibit that is no picture: what it was made from stands behind it."""
    original = evidence.original(vault, sha256) if sha256 is not None else None
    came = next((one.imported_at for one in imports.every(vault, with_trash=True) if one.sha256 == sha256), None)
    imported = shown(came) if came is not None and original is not None else ""
    return Exhibit(
        number=len(gathered.exhibits) + 1,
        title=title,
        kind_label=kind,
        source=told,
        captured=f"导入于 {imported}" if imported else "由提交人记录",
        purpose="",
        order_heading=heading_of(order),
        file_name=title,
        media_type=original.media_type if original else "text/plain",
        bytes=original.bytes if original else 0,
        sha256=original.sha256 if original else "",
        imported_at=imported,
        original=Stored(vault.originals, original.sha256) if original else _Nothing(),
        original_state="电子数据原始文件" if original else "由提交人整理，没有原始文件",
        group=group.label.zh,
    )


@dataclass(frozen=True, slots=True)
class _Nothing:
    """What stands behind an exhibit that no file bears out: a call as the user remembers it, a text."""

    def open(self) -> BinaryIO:
        return io.BytesIO(b"")
