"""One search over all that the vault holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.casework.readings import load_reading
from app.domain.cancellation import CancelEvent, CancellationId
from app.domain.evidence import EvidenceId
from app.domain.letters import letter_label
from app.domain.marks import Region
from app.domain.orders import OrderId
from app.domain.search_terms import hits, snippet
from app.domain.text import Labelled
from app.domain.times import from_stored
from app.domain.visible_text import redact_reading
from app.domain.words import Text
from app.vault import cancellations, evidence, letters, marks, search
from app.vault.vault import Vault

LIMIT = 100
_UNDONE = Text("撤销记录", "Entry taken back")


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
    """One thing found; `title` may be empty, `marks` says where the words stand in the snippet, as (start, end)."""

    kind: HitKind
    id: int
    order: OrderId | None
    title: Text
    snippet: str
    marks: tuple[tuple[int, int], ...]
    at: datetime | None


def find(vault: Vault, query: str, *, limit: int = LIMIT) -> list[Hit]:
    """Return what holds every word of a query, at most `limit` things: facts by rank, then messages and payments."""
    return [_hit(found, query) for found in search.find(vault, query, limit=limit)]


@dataclass(frozen=True, slots=True)
class CasePlace:
    """Where something stands in a case's history: an entry, or a letter that was sent, by its id."""

    case: CancellationId
    entry: int | None = None
    letter: int | None = None


def place_in_case(vault: Vault, kind: HitKind, key: int) -> CasePlace:
    """Return where the entry or letter that was found stands; an entry that takes another back stands with that one.

    Raises:
        NotFound: it is gone.
    """
    if kind is HitKind.LETTER:
        return CasePlace(letters.case_of(vault, key), letter=key)
    case, entry = cancellations.place_of_event(vault, key)
    return CasePlace(case, entry=entry)


def regions(vault: Vault, item: EvidenceId, query: str) -> tuple[Region, ...]:
    """Return where words of a query were read on a picture, in its pixels; nothing that is hidden there.

    Raises:
        NotFound: there is no such evidence.
    """
    found = evidence.get(vault, item)
    reading = load_reading(vault, found.original.sha256)
    if reading is None:
        return ()
    markup = marks.of_evidence(vault, item)
    crop = markup.crop
    x, y = (crop.x, crop.y) if crop is not None else (0, 0)
    return tuple(
        Region(line.region.x + x, line.region.y + y, line.region.width, line.region.height)
        for line in redact_reading(reading, markup.marks).lines
        if hits(line.text, query)
    )


def _hit(found: search.Found, query: str) -> Hit:
    line = snippet(found.text, query)
    return Hit(
        kind=HitKind(found.kind),
        id=found.id,
        order=OrderId(found.order) if found.order is not None else None,
        title=_title(found),
        snippet=line,
        marks=tuple(hits(line, query)),
        at=from_stored(found.at) if found.at else None,
    )


def _title(found: search.Found) -> Text:
    if found.kind == HitKind.EVENT.value:
        return _UNDONE if found.title == cancellations.UNDO else CancelEvent(found.title).label
    if found.kind == HitKind.LETTER.value:
        return letter_label(found.title)
    return Text(found.title, found.title)
