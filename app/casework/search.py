"""One search over all that the vault holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.cancellation import CancelEvent
from app.domain.orders import OrderId
from app.domain.search_terms import hits, snippet
from app.domain.text import Labelled
from app.domain.times import from_stored
from app.vault import search
from app.vault.vault import Vault

LIMIT = 100


class HitKind(Labelled):
    """What kind of thing was found."""

    ORDER = "order", "订单", "Order"
    EVIDENCE = "evidence", "证据", "Evidence"
    MESSAGE = "message", "聊天消息", "Message"
    PAYMENT = "payment", "付款记录", "Payment"
    EVENT = "event", "案件记录", "Case entry"
    LETTER = "letter", "发出的文字", "Letter"
    CLAUSE = "clause", "平台规则", "Clause"
    COMPARISON = "comparison", "对比", "Comparison"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found; `marks` says where the words stand in the snippet, as (start, end)."""

    kind: HitKind
    id: int
    order: OrderId | None
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    at: datetime | None


def find(vault: Vault, query: str, *, limit: int = LIMIT) -> list[Hit]:
    """Return what holds every word of a query, at most `limit` things: facts by rank, then messages and payments."""
    return [_hit(found, query) for found in search.find(vault, query, limit=limit)]


def _hit(found: search.Found, query: str) -> Hit:
    line = snippet(found.text, query)
    title = CancelEvent(found.title).label.zh if found.kind == "event" else found.title
    return Hit(
        kind=HitKind(found.kind),
        id=found.id,
        order=OrderId(found.order) if found.order is not None else None,
        title=title,
        snippet=line,
        marks=tuple(hits(line, query)),
        at=from_stored(found.at) if found.at else None,
    )
