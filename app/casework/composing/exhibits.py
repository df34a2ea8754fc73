"""The exhibits of a dossier: evidence as it is shown, dialogues, rows of statements, comparisons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from app.casework.composing.gathered import Derived, Gathered, Group, Stored, group_of, heading_of
from app.casework.composing.typeset import Typeset, add_comparisons, add_dialogues, add_rows, typeset_of
from app.casework.composing.wishes import Wishes
from app.casework.marked_copies import MarkedCopy, marked_copy
from app.casework.readings import load_reading
from app.casework.steps import Steps
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
from app.dossier.outline import Exhibit, Picture, ShownCopy
from app.vault import evidence, marks
from app.vault.vault import Vault

_UNSTATED = "未注明"
_LAST: Final = 1 << 40
_READ_LENGTH: Final = 48
"""How many characters of what was read off a picture the list of evidence quotes."""


def gather(vault: Vault, orders: Sequence[Order], wishes: Wishes, steps: Steps) -> Gathered:
    """Return the exhibits of some orders, one order after the other, what belongs together side by side.

    Dialogues stand behind the screenshots of chats, rows of statements behind those of payments, comparisons at the
    end. Where the user put the evidence in order, it keeps that order, and what is typeset follows it.

    Raises:
        VaultDamaged: an original is not what came in.
        CopyRefused: a marked picture cannot be drawn.
        Cancelled: the user asked to stop.
    """
    shown_of = {order.id: _shown_items(vault, order) for order in orders}
    every = [item for items in shown_of.values() for item in items]
    prove(vault, every, steps)
    gathered = Gathered()
    typeset = {order.id: typeset_of(vault, order) for order in orders}
    # A log or statement that is printed as a dialogue or a table is that exhibit, and not a second one without a face.
    found = {
        key: [item for item in items if item.original.sha256 not in typeset[key].sources]
        for key, items in shown_of.items()
    }
    titles = _titles([item for items in found.values() for item in items])
    for order in orders:
        add_item = partial(_add_item, vault, gathered, order, titles=titles, wishes=wishes, steps=steps)
        for add in _in_order(vault, gathered, order, found[order.id], typeset[order.id], add_item):
            add()
    for item in every:
        printed = (position for position, one in enumerate(gathered.exhibits) if one.sha256 == item.original.sha256)
        gathered.positions.setdefault(item.id, next(printed))
    return gathered


def _in_order(
    vault: Vault,
    gathered: Gathered,
    order: Order,
    items: Sequence[Evidence],
    typeset: Typeset,
    add_item: Callable[[Evidence], None],
) -> list[Callable[[], None]]:
    """Return what adds the exhibits of an order, in the order in which they stand."""
    firsts: dict[EvidenceKind | None, int] = {}
    for item in items:
        firsts.setdefault(item.kind, item.number)
    groups = list(Group)
    is_put_in_order = any(item.position is not None for item in items)

    def place(group: Group, kind: EvidenceKind | None, number: int) -> tuple[int, int, int]:
        if is_put_in_order:
            return (len(groups), groups.index(group), number) if number == _LAST else (0, 0, 0)
        return groups.index(group), firsts.get(kind, 0), number

    # Sorting keeps the user's own order, where all of the items have one place.
    adding: list[tuple[tuple[int, int, int], Callable[[], None]]] = [
        (place(group_of(item.kind), item.kind, item.number), partial(add_item, item)) for item in items
    ]
    adding += [
        (place(Group.TALKS, EvidenceKind.CHAT, _LAST), partial(add_dialogues, vault, gathered, order, typeset)),
        (place(Group.MONEY, EvidenceKind.PAYMENT, _LAST), partial(add_rows, vault, gathered, order, typeset)),
    ]
    ordered = [add for _, add in sorted(adding, key=lambda one: one[0])]
    return [*ordered, partial(add_comparisons, vault, gathered, order)]


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
    return [one for one in evidence.of_order(vault, order.id) if not one.is_trashed and not one.is_left_out]


def _add_item(
    vault: Vault,
    gathered: Gathered,
    order: Order,
    item: Evidence,
    *,
    titles: dict[int, str],
    wishes: Wishes,
    steps: Steps,
) -> None:
    original = item.original
    copy: MarkedCopy | None = None
    if item.is_picture:
        markup = markup_of(vault, item, is_redacted=wishes.is_redacted)
        if markup.marks:
            path = vault.originals.path(original.sha256)
            copy = marked_copy(vault.derived, path, item, markup, fonts=wishes.fonts, steps=steps)
    position = len(gathered.exhibits)
    gathered.positions[item.id] = position
    if copy is not None:
        gathered.redactions += [_redaction(position, mark) for mark in copy.markup.hiding]
    reading = _reading(vault, item, copy)
    gathered.exhibits.append(
        Exhibit(
            number=position + 1,
            title=titles[item.id],
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
            reading=reading,
            original_place=item.original_place,
            original_state="电子数据原始文件" if item.made_from is None else "由原始文件制作的副本",
            made_from=_made_from(item),
            content=_content(item, reading),
            group=group_of(item.kind).label.zh,
        )
    )


def _content(item: Evidence, reading: Sequence[TextLine]) -> str:
    """Return what an item holds, in short: the first words that were read off a picture, else what it is."""
    words = " ".join(text for line in reading if (text := line.text.strip()))
    if words:
        cut = words if len(words) <= _READ_LENGTH else f"{words[:_READ_LENGTH].rstrip()}…"
        return f"画面文字“{cut}”（自动识别）"
    original = item.original
    if item.is_picture and original.width is not None and original.height is not None:
        return f"图片，{original.width}×{original.height} 像素"
    return f"文件 {item.name}，{original.bytes:,} 字节"


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


def _titles(items: Sequence[Evidence]) -> dict[int, str]:
    """Return each exhibit's name by its item: its kind, counted where there are several of it."""
    counts = Counter(kind_words(item) for item in items)
    seen: Counter[str] = Counter()
    titles: dict[int, str] = {}
    for item in items:
        words = kind_words(item)
        seen[words] += 1
        titles[item.id] = f"{words}（{seen[words]}）" if counts[words] > 1 else words
    return titles


def _captured(item: Evidence) -> str:
    capture = item.capture
    if capture.at is None or capture.known_from is CapturedFrom.NONE:
        return "截取时间不详"
    return f"{shown(capture.at)}（{capture.meaning.label.zh}，据{capture.known_from.label.zh}）"
