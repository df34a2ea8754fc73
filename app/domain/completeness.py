"""The checklist of an order: each proof that is needed, whether it is there, and why what is there may not hold.

Source: `app.domain.checklist` for what is needed; field guide, step 2, for private channels, and step 3 for times.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.cancel_window import Due, status_at
from app.domain.cancellation import Cancellation
from app.domain.checklist import (
    BASE,
    IDENTITY,
    PAYMENT,
    SUPPORT_SILENT,
    Need,
    is_certain,
    missing_identity,
    needed,
    needs_identity,
    proving,
    weak_silence,
    weak_status,
)
from app.domain.evidence import CaptureMeaning, Evidence, EvidenceId, EvidenceKind
from app.domain.orders import Order, OrderStatus
from app.domain.rules import PlatformRule
from app.domain.text import Labelled
from app.domain.words import Text

SMALLEST: Final = 320
"""The shorter side, in pixels, under which a screenshot shows a part of a screen only: no phone's is narrower."""
_PRIVATE: Final = ("微信", "wechat", "qq", "whatsapp", "telegram")


class RowState(Labelled):
    """Whether a proof is there."""

    HAVE = "have", "已有", "There"
    WEAK = "weak", "偏弱", "Weak"
    MISSING = "missing", "缺", "Missing"


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One proof that is needed: its kind, what it must show, and what stands for it so far.

    `weak` says why the exhibits may not hold; it is empty unless the state is weak.
    """

    kind: EvidenceKind
    need: Text
    state: RowState
    weak: tuple[Text, ...] = ()
    exhibits: tuple[EvidenceId, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that an order or its case needs."""

    rows: tuple[ChecklistRow, ...]

    @property
    def completeness(self) -> int:
        """How much of it is there, 0 to 100; a weak proof counts half."""
        worth = {RowState.HAVE: 2, RowState.WEAK: 1, RowState.MISSING: 0}
        if not self.rows:
            return 100
        return 100 * sum(worth[row.state] for row in self.rows) // (2 * len(self.rows))


def checklist(
    case: Cancellation | None,
    order: Order,
    evidence: Sequence[Evidence],
    at: datetime,
    *,
    rules: Sequence[PlatformRule] = (),
    deadlines: Sequence[Due] = (),
    cropped: Collection[EvidenceId] = (),
) -> Checklist:
    """Return what a case (or, without one, an order) needs; `cropped` are the exhibits that the user cut."""
    present = [item for item in evidence if not item.is_trashed]
    if case is None:
        is_unpaid = status_at(order, at) is OrderStatus.PENDING_PAYMENT
        needs = tuple(need for need in BASE if not (need is PAYMENT and is_unpaid))
        doubted: dict[EvidenceId, Text] = {}
        silent: set[EvidenceId] = set()
    else:
        needs = needed(case, order, at)
        late = weak_status(case, order, present, rules, deadlines)
        doubted = {need.weak: need.why for need in late if need.weak is not None}
        silent = {need.weak for need in weak_silence(case, present, deadlines) if need.weak is not None}
    rows = [_row(need, proving(need, present), doubted, bool(silent), rules, cropped) for need in needs]
    if case is not None and needs_identity(case):
        rows += _identity_rows(present)
    return Checklist(tuple(rows))


def _row(
    need: Need,
    items: Sequence[Evidence],
    doubted: dict[EvidenceId, Text],
    is_early: bool,
    rules: Sequence[PlatformRule],
    cropped: Collection[EvidenceId],
) -> ChecklistRow:
    exhibits = tuple(item.id for item in items)
    if not items:
        return ChecklistRow(need.kind, need.why, RowState.MISSING)
    found = [tuple(_weaknesses(item, doubted, rules, cropped)) for item in items]
    if need is SUPPORT_SILENT and is_early:
        early = Text("截图早于客服答复期限", "captured before support's time ran out")
        found = [(*one, early) for one in found]
    if all(found):
        # The exhibit with the fewest weaknesses is what there is to mend.
        fewest = min(found, key=len)
        return ChecklistRow(need.kind, need.why, RowState.WEAK, fewest, exhibits)
    return ChecklistRow(need.kind, need.why, RowState.HAVE, (), exhibits)


def _weaknesses(
    item: Evidence,
    doubted: dict[EvidenceId, Text],
    rules: Sequence[PlatformRule],
    cropped: Collection[EvidenceId],
) -> Iterator[Text]:
    if item.id in doubted:
        yield doubted[item.id]
    elif item.capture.at is None:
        yield Text("截取时间不详", "its capture time is unknown")
    elif not is_certain(item.capture):
        yield (
            Text("只知道保存时间，不是截取时间", "only when it was saved is known, not when it was captured")
            if item.capture.meaning is CaptureMeaning.SAVED
            else Text("截取时间只来自文件时间，常常不准", "its time is the file's only, which is often wrong")
        )
    if item.id in cropped or (item.is_picture and _is_small(item)):
        yield Text("画面不完整，像是裁过", "the picture is not whole: it looks cropped")
    if item.kind is EvidenceKind.CHAT and _is_private(item):
        yield Text(
            "私下渠道的聊天，平台没有记录，请在订单沟通里再确认一次",
            "a private channel of which the platform keeps no record: have it confirmed in the order's chat",
        )
    if item.kind is EvidenceKind.RULE and not rules:
        yield Text("规则还没有摘成条款", "its clause is not on record yet")


def _is_small(item: Evidence) -> bool:
    sides = item.original.width, item.original.height
    return all(side is not None for side in sides) and min(side or 0 for side in sides) < SMALLEST


def _is_private(item: Evidence) -> bool:
    said = f"{item.source} {item.original_place}".casefold()
    return any(word in said for word in _PRIVATE)


def _identity_rows(present: Sequence[Evidence]) -> Iterator[ChecklistRow]:
    lacking = missing_identity(present)
    for item in IDENTITY:
        need = Text(f"{item.label.zh}（{item.hint.zh}）", f"{item.label.en} ({item.hint.en})")
        shown = [
            one.id
            for one in present
            if one.kind is EvidenceKind.IDENTITY
            and any(word in f"{one.purpose} {one.name}".casefold() for word in item.words)
        ]
        state = RowState.MISSING if item in lacking else RowState.HAVE
        yield ChecklistRow(EvidenceKind.IDENTITY, need, state, (), tuple(shown))
