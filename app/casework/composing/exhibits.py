"""The exhibits of a dossier: evidence as it is shown, dialogues, rows of statements, comparisons."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from app.casework.composing.bodies import Dialogue, Extract, dialogue_of, rows_of
from app.casework.composing.wishes import Wishes
from app.casework.marked_copies import MarkedCopy, marked_copy
from app.casework.readings import load_reading
from app.casework.steps import Steps
from app.domain.comparisons import Comparison as KeptComparison
from app.domain.comparisons import ComparisonSide
from app.domain.conversations import Conversation
from app.domain.errors import VaultDamaged
from app.domain.evidence import CapturedFrom, Evidence, EvidenceKind
from app.domain.marks import Mark, MarkKind, Markup
from app.domain.orders import Order
from app.domain.readings import TextLine
from app.domain.sensitive import suggest_regions
from app.domain.times import shown
from app.domain.visible_text import redact_reading
from app.domain.words import Text
from app.dossier.case_parts import Redaction
from app.dossier.outline import Comparison, Exhibit, Picture, ShownCopy, Side
from app.vault import comparisons, conversations, evidence, marks
from app.vault.originals import Originals
from app.vault.vault import Vault

_UNSTATED = "未注明"


@dataclass(frozen=True, slots=True)
class Stored:
    """An original in the vault, opened only when its turn comes."""

    originals: Originals
    sha256: str

    def open(self) -> BinaryIO:
        """Return a new stream at the first byte."""
        return self.originals.open(self.sha256)


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived copy in the vault's folder."""

    path: Path

    def open(self) -> BinaryIO:
        """Return a new stream at the first byte."""
        return self.path.open("rb")


@dataclass(slots=True)
class Gathered:
    """All exhibits in their order, where each item of evidence stands among them, and what was hidden."""

    exhibits: list[Exhibit] = field(default_factory=list)
    positions: dict[int, int] = field(default_factory=dict)
    messages: dict[int, int] = field(default_factory=dict)
    payments: dict[int, int] = field(default_factory=dict)
    redactions: list[Redaction] = field(default_factory=list)

    def of_evidence(self, keys: Iterable[int | None]) -> tuple[int, ...]:
        """Return the positions of the exhibits that show some items of evidence."""
        return tuple(dict.fromkeys(self.positions[key] for key in keys if key is not None and key in self.positions))


def gather(vault: Vault, orders: Sequence[Order], wishes: Wishes, steps: Steps) -> Gathered:
    """Return the exhibits of some orders: evidence by kind, then dialogues, rows of statements and comparisons.

    Raises:
        VaultDamaged: an original is not what came in.
        CopyRefused: a marked picture cannot be drawn.
        Cancelled: the user asked to stop.
    """
    every = [(order, item) for order in orders for item in _shown_items(vault, order)]
    prove(vault, [item for _, item in every], steps)
    gathered = Gathered()
    typeset = {order.id: _typeset(vault, order) for order in orders}
    # A log or statement that is printed as a dialogue or a table is that exhibit, and not a second one without a face.
    found = [(order, item) for order, item in every if item.original.sha256 not in typeset[order.id].sources]
    titles = _titles([item for _, item in found])
    for (order, item), title in zip(found, titles, strict=True):
        gathered.positions[item.id] = len(gathered.exhibits)
        _add_item(vault, gathered, order, item, title, wishes, steps)
    for order in orders:
        _add_dialogues(vault, gathered, order, typeset[order.id])
        _add_rows(vault, gathered, order, typeset[order.id])
        _add_comparisons(vault, gathered, order)
    for _, item in every:
        printed = (position for position, one in enumerate(gathered.exhibits) if one.sha256 == item.original.sha256)
        gathered.positions.setdefault(item.id, next(printed))
    return gathered


def prove(vault: Vault, items: Sequence[Evidence], steps: Steps) -> None:
    """Hash every original again.

    Raises:
        VaultDamaged: one is not what came in.
        Cancelled: the user asked to stop.
    """
    for done, item in enumerate(items):
        steps(done, 2 * len(items))
        if not vault.originals.is_intact(item.original.sha256):
            raise VaultDamaged(
                Text(
                    f"证据 {item.id}（{item.name}）的原件已被改动或丢失",
                    f"the original of evidence {item.id} was changed",
                ),
                Text("请运行 verify 并从备份恢复", "run verify and restore it from a backup"),
            )


def kind_words(item: Evidence) -> str:
    """Return the words for an item's kind."""
    return item.kind.label.zh if item.kind else "未分类"


def markup_of(vault: Vault, item: Evidence, *, is_redacted: bool) -> Markup:
    """Return the marks that an item's copy carries; with `is_redacted`, also over what looks sensitive."""
    markup = marks.of_evidence(vault, item.id)
    reading = load_reading(vault, item.original.sha256) if is_redacted else None
    if reading is None or item.original.width is None or item.original.height is None:
        return markup
    covered = [mark.region for mark in markup.hiding if mark.kind is not MarkKind.CROP]
    fresh = [mark for mark in suggest_regions(reading) if not any(mark.region.overlaps(one) for one in covered)]
    return Markup((*markup.marks, *fresh)).checked(item.original.width, item.original.height)


def _shown_items(vault: Vault, order: Order) -> list[Evidence]:
    items = [one for one in evidence.of_order(vault, order.id) if not one.is_trashed and not one.is_left_out]
    if any(item.position is not None for item in items):
        return items
    # Kinds stand together, in the order in which each came first, so that the dossier can part them.
    firsts: dict[EvidenceKind | None, int] = {}
    for item in items:
        firsts.setdefault(item.kind, item.number)
    return sorted(items, key=lambda item: (firsts[item.kind], item.number))


def _add_item(
    vault: Vault, gathered: Gathered, order: Order, item: Evidence, title: str, wishes: Wishes, steps: Steps
) -> None:
    original = item.original
    copy: MarkedCopy | None = None
    if item.is_picture:
        markup = markup_of(vault, item, is_redacted=wishes.is_redacted)
        if markup.marks:
            path = vault.originals.path(original.sha256)
            copy = marked_copy(vault.derived, path, item, markup, fonts=wishes.fonts, steps=steps)
    position = len(gathered.exhibits)
    if copy is not None:
        gathered.redactions += [_redaction(position, mark) for mark in copy.markup.hiding]
    gathered.exhibits.append(
        Exhibit(
            number=position + 1,
            title=title,
            kind_label=kind_words(item),
            source=item.source or _UNSTATED,
            captured=_captured(item),
            purpose=item.purpose or "未填写",
            order_heading=heading_of(order),
            file_name=item.name,
            media_type=original.media_type,
            bytes=original.bytes,
            sha256=original.sha256,
            imported_at=shown(item.imported_at),
            original=Stored(vault.originals, original.sha256),
            picture=_picture(item),
            shown=None if copy is None else _shown_copy(copy),
            reading=_reading(vault, item, copy),
            original_place=item.original_place,
            original_state="电子数据原始文件" if item.made_from is None else "由原始文件制作的副本",
            made_from=_made_from(item),
        )
    )


def _picture(item: Evidence) -> Picture | None:
    original = item.original
    if not item.is_picture or original.width is None or original.height is None:
        return None
    return Picture(original.width, original.height, original.frames)


def _shown_copy(copy: MarkedCopy) -> ShownCopy:
    pointing = Counter(mark.kind.label.zh for mark in copy.markup.marks if not mark.kind.hides)
    hiding = Counter((mark.hidden or mark.kind).label.zh for mark in copy.markup.hiding)
    return ShownCopy(
        copy=Derived(copy.path),
        media_type=copy.media_type,
        bytes=copy.bytes,
        sha256=copy.sha256,
        picture=Picture(copy.width, copy.height),
        marks=tuple(f"{words} {count} 处" for words, count in pointing.items()),
        hidden=tuple(f"{words} {count} 处" for words, count in hiding.items()),
    )


def _redaction(position: int, mark: Mark) -> Redaction:
    words = mark.hidden.label.zh if mark.hidden else mark.kind.label.zh
    return Redaction(position, words, mark.region)


def _reading(vault: Vault, item: Evidence, copy: MarkedCopy | None) -> tuple[TextLine, ...]:
    reading = load_reading(vault, item.original.sha256) if item.is_picture else None
    if reading is None:
        return ()
    return (redact_reading(reading, copy.markup.marks) if copy is not None else reading).lines


def _made_from(item: Evidence) -> str:
    if item.made_from is None:
        return ""
    sources = ", ".join(f"{sha256[:12]}…" for sha256 in item.made_from.sources)
    note = f"，{item.made_from.note}" if item.made_from.note else ""
    return f"{item.made_from.making.label.zh}（来源 SHA-256：{sources}{note}）"


@dataclass(frozen=True, slots=True)
class _Typeset:
    """What of an order is printed from text: conversations with their dialogues, and rows of statements."""

    dialogues: tuple[tuple[Conversation, Dialogue], ...]
    extracts: tuple[Extract, ...]

    @property
    def sources(self) -> set[str | None]:
        """The SHA-256 of the files they were made from."""
        return {dialogue.source for _, dialogue in self.dialogues} | {extract.source for extract in self.extracts}


def _typeset(vault: Vault, order: Order) -> _Typeset:
    held = conversations.every(vault, order=order.id)
    return _Typeset(
        tuple((conversation, dialogue_of(vault, conversation, order.id)) for conversation in held),
        tuple(rows_of(vault, order.id)),
    )


def _add_dialogues(vault: Vault, gathered: Gathered, order: Order, typeset: _Typeset) -> None:
    for conversation, dialogue in typeset.dialogues:
        position = len(gathered.exhibits)
        for key in dialogue.messages:
            gathered.messages[key] = position
        told = f"{conversation.app} {conversation.title}"
        title = f"聊天记录（文字）：{conversation.title}"
        made = _made(vault, gathered, order, dialogue.source, title=title, kind="聊天记录", told=told)
        gathered.exhibits.append(replace(made, body=dialogue.transcript, purpose=dialogue.purpose))


def _add_rows(vault: Vault, gathered: Gathered, order: Order, typeset: _Typeset) -> None:
    for extract in typeset.extracts:
        position = len(gathered.exhibits)
        for key in extract.payments:
            gathered.payments[key] = position
        made = _made(
            vault, gathered, order, extract.source, title="账单记录（摘录）", kind="付款记录", told=extract.told
        )
        gathered.exhibits.append(replace(made, body=extract.rows, purpose=extract.purpose))


def _add_comparisons(vault: Vault, gathered: Gathered, order: Order) -> None:
    for kept in comparisons.of_order(vault, order.id):
        sides = [_side(gathered, side, words) for side, words in ((kept.left, "左"), (kept.right, "右"))]
        source = next((side.evidence for side in (kept.left, kept.right) if side.evidence in gathered.positions), None)
        sha256 = evidence.get(vault, source).original.sha256 if source is not None else None
        made = _made(vault, gathered, order, sha256, title=kept.title, kind="对比说明", told="由买家整理")
        body = Comparison(sides[0], sides[1], kept.differences)
        purpose = kept.purpose or "说明两者的不同"
        gathered.exhibits.append(replace(made, body=body, purpose=purpose, made_from=_compared(gathered, kept)))


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
    vault: Vault, gathered: Gathered, order: Order, sha256: str | None, *, title: str, kind: str, told: str
) -> Exhibit:
    """Return an exhibit that is no picture: what it was made from stands behind it."""
    original = evidence.original(vault, sha256) if sha256 is not None else None
    return Exhibit(
        number=len(gathered.exhibits) + 1,
        title=title,
        kind_label=kind,
        source=told,
        captured="见内容",
        purpose="",
        order_heading=heading_of(order),
        file_name=title,
        media_type=original.media_type if original else "text/plain",
        bytes=original.bytes if original else 0,
        sha256=original.sha256 if original else "",
        imported_at="",
        original=Stored(vault.originals, original.sha256) if original else _Nothing(),
        original_state="电子数据原始文件" if original else "用户记录",
    )


@dataclass(frozen=True, slots=True)
class _Nothing:
    """What stands behind an exhibit that no file bears out: a call as the user remembers it, a text."""

    def open(self) -> BinaryIO:
        return io.BytesIO(b"")


def heading_of(order: Order) -> str:
    """Return how a dossier names an order."""
    return f"{order.facts.platform} {order.facts.number}"


def _titles(items: Sequence[Evidence]) -> list[str]:
    """Return each exhibit's name: its kind, counted where there are several of it."""
    kinds = [kind_words(item) for item in items]
    seen: Counter[str] = Counter()
    titles = []
    for kind in kinds:
        seen[kind] += 1
        titles.append(f"{kind}（{seen[kind]}）" if kinds.count(kind) > 1 else kind)
    return titles


def _captured(item: Evidence) -> str:
    capture = item.capture
    if capture.at is None or capture.known_from is CapturedFrom.NONE:
        return "截取时间不详"
    return f"{shown(capture.at)}（{capture.meaning.label.zh}，据{capture.known_from.label.zh}）"
