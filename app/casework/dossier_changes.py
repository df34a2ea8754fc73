"""What changed about a case since a dossier, a pack or a package of it went out, told from the custody chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.casework.dossiers import changed_since
from app.domain.exports import Export
from app.domain.orders import OrderId
from app.domain.words import Text
from app.vault import cancellations, comparisons, custody, evidence, marks, payments
from app.vault.tables import CANCELLATION_EVENTS, CANCELLATIONS, COMPARISONS, EVIDENCE, ORDERS, PAYMENT_LINKS
from app.vault.vault import Vault

MOST: Final = 50
"""How many changes are told one by one; the newest come first."""
_DEEDS: Final = {
    "order.edited": Text("修改", "edited"),
    "order.trashed": Text("移到回收站", "moved to the trash"),
    "order.restored": Text("恢复", "restored"),
    "evidence.added": Text("新增", "added"),
    "evidence.made": Text("新增", "added"),
    "evidence.shared": Text("新增", "added"),
    "evidence.edited": Text("修改说明", "description edited"),
    "evidence.trashed": Text("移到回收站", "moved to the trash"),
    "evidence.restored": Text("恢复", "restored"),
    "evidence.purged": Text("彻底删除", "purged"),
    "evidence.marked": Text("标注", "marked"),
    "evidence.reordered": Text("调整顺序", "put in another order"),
    "cancellation.opened": Text("开始", "opened"),
    "cancellation.event": Text("新的进展", "went on"),
    "cancellation.event_undone": Text("撤回一条进展", "an event taken back"),
    "comparison.saved": Text("修改", "edited"),
    "comparison.trashed": Text("移到回收站", "moved to the trash"),
    "payment.matched": Text("关联", "joined"),
    "undo": Text("撤销一步", "a step undone"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: when (aware), what it was about, and what was done."""

    at: datetime
    about: Text
    done: Text


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes after an export, newest first, and how many more there are that are not told one by one."""

    told: tuple[Changed, ...]
    others: int


def changes_since(vault: Vault, made: Export) -> Changes:
    """Return what was recorded about an export's orders after it."""
    found = []
    for order in made.orders:
        for subject, about in dict(_subjects(vault, order)).items():
            for entry in custody.history(vault.db, subject):
                if entry.seq > made.chain_seq:
                    done = _DEEDS.get(entry.action, Text("有变动", "changed"))
                    found.append((entry.seq, Changed(entry.at, about, done)))
    found.sort(key=lambda one: one[0], reverse=True)
    told = tuple(change for _, change in found[:MOST])
    return Changes(told, max(0, changed_since(vault, made) - len(told)))


def _subjects(vault: Vault, order: OrderId) -> Iterator[tuple[str, Text]]:
    """Yield the names in the chain of what hangs on an order, each with words for it."""
    yield custody.subject(ORDERS, order), Text("订单信息", "order")
    for item in evidence.of_order(vault, order):
        kind = item.kind.label if item.kind else Text("证据", "evidence")
        about = Text(f"{kind.zh} {item.name}", f"{kind.en} {item.name}")
        yield custody.subject(EVIDENCE, item.id), about
        if marked := marks.subject(vault, item.id):
            yield marked, about
    for case in cancellations.every(vault, order=order):
        yield custody.subject(CANCELLATIONS, case.id), Text("取消案件", "case")
        for event in case.events:
            words = event.event.label
            yield custody.subject(CANCELLATION_EVENTS, event.id), Text(f"案件：{words.zh}", f"case: {words.en}")
    for comparison in comparisons.of_order(vault, order):
        yield (
            custody.subject(COMPARISONS, comparison.id),
            Text(f"对比 {comparison.title}", f"comparison {comparison.title}"),
        )
    for link in payments.links(vault, order=order):
        yield custody.subject(PAYMENT_LINKS, link.id), Text("账单记录", "statement row")
