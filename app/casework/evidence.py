"""Taking evidence in, describing it, giving it back, and the trash."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from app.casework.files_out import write_whole
from app.casework.orders import living_order
from app.casework.staging import Batch, Checked, Incoming, Pasted, kept, record_original, stage
from app.casework.steps import QUIET, Steps
from app.domain.changes import Change, Outcome
from app.domain.custody import CustodyEntry
from app.domain.errors import InputError, InvalidField, ReadOnlyVault, UnreadableFile, VaultDamaged
from app.domain.evidence import Capture, CapturedFrom, Evidence, EvidenceId, EvidenceKind
from app.domain.orders import OrderId
from app.domain.text import clean_line, clean_prose, optional_line
from app.domain.times import parse_time
from app.domain.words import Text
from app.vault import comparisons, custody, evidence, marks, orders
from app.vault.facts import FactWriter
from app.vault.tables import EVIDENCE
from app.vault.vault import Vault

__all__ = [
    "Added",
    "Batch",
    "Incoming",
    "Intake",
    "Pasted",
    "add_evidence",
    "edit_evidence",
    "export_evidence",
    "history",
    "list_evidence",
    "list_trash",
    "purge_evidence",
    "record_batch",
    "restore_evidence",
    "stage",
    "trash_evidence",
]

FIELDS: Final = ("kind", "name", "purpose", "source", "captured_at", "original_place", "tags", "left_out")
"""What can be edited on evidence."""
TAG_LIMIT: Final = 30
MOST_TAGS: Final = 20
_YES: Final = {"yes", "true", "1", "是"}
_NO: Final = {"no", "false", "0", "否", ""}


@dataclass(frozen=True, slots=True)
class Added:
    """One item taken in; `is_known` says that these bytes were in the vault before."""

    evidence: Evidence
    is_known: bool


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a batch: what was taken in, and what was refused with the reason."""

    added: tuple[Added, ...]
    refused: tuple[UnreadableFile, ...] = ()


def add_evidence(
    vault: Vault,
    order: OrderId,
    incoming: Sequence[Incoming],
    *,
    kind: str | EvidenceKind | None = None,
    purpose: str = "",
    captured_at: str | datetime | None = None,
    refuse_all: bool = True,
    steps: Steps = QUIET,
) -> Outcome[Intake]:
    """Take images in as evidence of an order: all in one transaction, each original kept byte for byte.

    With `refuse_all` one bad file refuses the batch; without, the good ones are taken and the bad ones told.

    Raises:
        NotFound: there is no such order.
        InvalidField: the kind, purpose or time is wrong.
        UnreadableFile: with `refuse_all`, the first file that cannot be taken; nothing is written.
        Cancelled: nothing is written.
        ReadOnlyVault, VaultError: the vault cannot be written; nothing is written.
    """
    if vault.is_read_only:
        raise ReadOnlyVault  # before anything is staged beside the writer's files
    chosen = EvidenceKind.parse("kind", kind) if isinstance(kind, str) else kind
    purpose = clean_prose("purpose", purpose)
    given = parse_time(captured_at, field="captured_at") if isinstance(captured_at, str) else captured_at
    living_order(vault, order)
    batch = stage(vault.folder, incoming, now=vault.clock.now(), refuse_all=refuse_all, steps=steps)
    return record_batch(vault, order, batch, kind=chosen, purpose=purpose, captured_at=given)


def record_batch(
    vault: Vault,
    order: OrderId,
    batch: Batch,
    *,
    kind: EvidenceKind | None = None,
    purpose: str = "",
    captured_at: datetime | None = None,
) -> Outcome[Intake]:
    """Record staged items as evidence of an order, in one transaction; the batch is used up either way.

    Raises:
        NotFound: there is no such order.
        InputError: it lies in the trash.
        ReadOnlyVault, VaultError: the vault cannot be written; nothing is written.
    """
    try:
        living_order(vault, order)
        with kept(vault, batch.items), vault.write("evidence.added") as facts:
            added = tuple(_record(vault, facts, order, item, kind, purpose, captured_at) for item in batch.items)
    finally:
        batch.discard()
    change = Change(Text("添加证据", "Add evidence"), tuple(facts.rows))
    return Outcome(Intake(added, tuple(batch.refused)), change)


def list_evidence(vault: Vault, order: OrderId, *, with_trash: bool = True) -> list[Evidence]:
    """Return the evidence of an order by number.

    Raises:
        NotFound: there is no such order.
    """
    orders.get(vault, order)
    return [item for item in evidence.of_order(vault, order) if with_trash or not item.is_trashed]


def list_trash(vault: Vault) -> list[Evidence]:
    """Return all trashed evidence, newest first."""
    return evidence.trashed(vault)


def history(vault: Vault, item: EvidenceId) -> list[CustodyEntry]:
    """Return what happened to an item and its marks since it came in, oldest first."""
    entries = custody.history(vault.db, custody.subject(EVIDENCE, item))
    drawn = marks.subject(vault, item)
    if drawn is not None:
        entries += custody.history(vault.db, drawn)
    return sorted(entries, key=lambda entry: entry.seq)


def edit_evidence(vault: Vault, item: EvidenceId, typed: Mapping[str, str | None]) -> Outcome[Evidence]:
    """Change fields of an item from what was typed (keys: `FIELDS`).

    Raises:
        NotFound: there is no such evidence.
        InvalidField: a value is wrong.
    """
    evidence.get(vault, item)
    fields = dict(_parse(name, value) for name, value in typed.items())
    with vault.write("evidence.edited") as facts:
        evidence.edit(facts, item, fields)
    return Outcome(evidence.get(vault, item), Change(Text("编辑证据", "Edit evidence"), tuple(facts.rows)))


def trash_evidence(vault: Vault, items: Sequence[EvidenceId]) -> Outcome[list[Evidence]]:
    """Put evidence in the trash.

    Raises:
        NotFound: one of them does not exist; nothing is changed.
    """
    return _set_trashed(vault, items, trashed=True)


def restore_evidence(vault: Vault, items: Sequence[EvidenceId]) -> Outcome[list[Evidence]]:
    """Take evidence out of the trash.

    Raises:
        NotFound: one of them does not exist; nothing is changed.
    """
    return _set_trashed(vault, items, trashed=False)


def purge_evidence(vault: Vault, items: Sequence[EvidenceId]) -> Outcome[int]:
    """Remove trashed evidence for good and return how many originals went with it; their hashes stay in the chain.

    Raises:
        NotFound: one of them does not exist; nothing is changed.
        InputError: one of them is not in the trash, or an observed status rests on it; nothing is changed.
    """
    found = [evidence.get(vault, item) for item in dict.fromkeys(items)]
    for item in found:
        if not item.is_trashed:
            raise InputError(
                Text(f"证据 {item.id} 不在回收站里", f"evidence {item.id} is not in the trash"),
                Text("请先删除到回收站", "move it to the trash first"),
            )
        compared = comparisons.of_order(vault, item.order)
        if any(item.id in {one.left.evidence, one.right.evidence} for one in compared):
            raise InputError(
                Text(f"证据 {item.id} 用在一份对比里", f"evidence {item.id} is part of a comparison"),
                Text("请先删除那份对比", "delete that comparison first"),
            )
        if any(seen.evidence == item.id for seen in orders.get(vault, item.order).statuses):
            raise InputError(
                Text(f"证据 {item.id} 是某个订单状态的依据", f"an observed status rests on evidence {item.id}"),
                Text("请保留它", "keep it"),
            )
    with vault.write("evidence.purged") as facts:
        orphaned = [item.original.sha256 for item in found if evidence.purge(vault, facts, item)]
    # Only now, after the commit: a crash in between leaves a file without a row, never a row without its file.
    for sha256 in orphaned:
        vault.originals.remove(sha256)
    return Outcome(len(orphaned), Change(Text("永久删除", "Delete for good"), tuple(facts.rows)))


def export_evidence(vault: Vault, item: EvidenceId, target: Path) -> Evidence:
    """Write an original's exact bytes to a file, replacing what is there only when all of it is written.

    Raises:
        NotFound: there is no such evidence.
        VaultDamaged: the bytes are not what came in.
        OutputError: the file cannot be written.
    """
    found = evidence.get(vault, item)
    with vault.originals.open(found.original.sha256) as source:
        digest = write_whole(target, source, expected=found.original.sha256)
    if digest != found.original.sha256:
        raise VaultDamaged(
            Text(f"证据 {item} 的原件已被改动", f"the original of evidence {item} was changed"),
            Text("请运行 verify 并从备份恢复", "run verify and restore it from a backup"),
        )
    return found


def _record(
    vault: Vault,
    facts: FactWriter,
    order: OrderId,
    item: Checked,
    kind: EvidenceKind | None,
    purpose: str,
    given: datetime | None,
) -> Added:
    sha256 = item.staged.sha256
    here = evidence.on_order(vault, order, sha256)
    if here is not None:
        if here.is_trashed:
            evidence.set_trashed(facts, here.id, trashed=False)
        return Added(evidence.get(vault, here.id), is_known=True)
    is_known = record_original(vault, facts, item)
    capture = Capture(given, CapturedFrom.USER) if given else item.capture
    key = evidence.add(
        vault,
        facts,
        order,
        sha256,
        kind=kind,
        name=item.name,
        purpose=purpose,
        source=item.source,
        capture=capture,
        file_time=item.file_time,
    )
    return Added(evidence.get(vault, key), is_known)


def _parse(name: str, value: str | None) -> tuple[str, evidence.FieldValue]:
    match name:
        case "original_place":
            return name, optional_line(name, value) or ""
        case "tags":
            return name, parse_tags(value)
        case "left_out":
            return "is_left_out", _yes(name, value)
        case "kind":
            return name, EvidenceKind.parse(name, value) if value else None
        case "name":
            return name, clean_line(name, value or "")
        case "purpose":
            return name, clean_prose(name, value)
        case "source":
            return name, optional_line(name, value) or ""
        case "captured_at":
            if not value:
                return "capture", Capture(None, CapturedFrom.NONE)
            return "capture", Capture(parse_time(value, field=name), CapturedFrom.USER)
        case _:
            raise InputError(
                Text(f"证据没有字段“{name}”", f"evidence has no field “{name}”"),
                Text(f"可用：{', '.join(FIELDS)}", f"use one of: {', '.join(FIELDS)}"),
            )


def parse_tags(typed: str | None) -> tuple[str, ...]:
    """Return tags as typed, parted by blanks or commas, each once.

    Raises:
        InvalidField: one of them is too long, or there are too many.
    """
    words = re.split(r"[\s,，、;；#]+", (typed or "").strip())
    tags = tuple(dict.fromkeys(clean_line("tags", word, limit=TAG_LIMIT) for word in words if word))
    if len(tags) > MOST_TAGS:
        raise InvalidField("tags", Text(f"标签过多（最多 {MOST_TAGS} 个）", f"too many tags (at most {MOST_TAGS})"))
    return tags


def _yes(field: str, value: str | None) -> bool:
    typed = (value or "").strip().casefold()
    if typed not in _YES | _NO:
        raise InvalidField(field, Text(f"请写 yes 或 no：“{value}”", f"write yes or no: “{value}”"))
    return typed in _YES


def _set_trashed(vault: Vault, items: Sequence[EvidenceId], *, trashed: bool) -> Outcome[list[Evidence]]:
    for item in items:
        evidence.get(vault, item)
    with vault.write("evidence.trashed" if trashed else "evidence.restored") as facts:
        for item in items:
            evidence.set_trashed(facts, item, trashed=trashed)
    label = Text("删除证据", "Delete evidence") if trashed else Text("恢复证据", "Restore evidence")
    return Outcome([evidence.get(vault, item) for item in items], Change(label, tuple(facts.rows)))
