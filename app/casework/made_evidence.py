"""Exhibits made out of others: scrolling screenshots joined into one picture, and frames chosen from a recording.

Each is done in three steps, so that the long one needs no database: look up what it is made of, make it aside into a
staged original, record that.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from app.casework.orders import living_order
from app.casework.staging import Batch, Pasted, kept, record_original, stage
from app.casework.steps import QUIET, Steps
from app.domain.changes import Change, Outcome
from app.domain.errors import InputError
from app.domain.evidence import NO_CAPTURE, Capture, Evidence, EvidenceId, EvidenceKind, MadeFrom, Making
from app.domain.marks import HiddenKind, Mark, MarkKind, Markup, Region
from app.domain.orders import OrderId
from app.domain.words import Text
from app.intake import recordings, stitching
from app.intake.images import thumbnail
from app.intake.recordings import Frame, RecordingFacts, VideoSupportMissing
from app.intake.stitching import Piece, StitchPlan, StitchRefused
from app.vault import evidence, marks
from app.vault.facts import FactWriter
from app.vault.vault import Vault

__all__ = [
    "Frame",
    "Overview",
    "Piece",
    "RecordingFacts",
    "Source",
    "StagedJoin",
    "StitchPlan",
    "StitchRefused",
    "VideoSupportMissing",
    "choose_frame",
    "frame_image",
    "is_recording",
    "join_aside",
    "overview_of",
    "propose_order",
    "record_frame",
    "record_joined",
    "shown_offset",
    "sources_of",
    "stage_frame",
    "stitch_evidence",
]

OVERVIEW: Final = 16
"""The frames of an overview."""
_PREVIEW_WIDTH: Final = 300


@dataclass(frozen=True, slots=True)
class Source:
    """An item that something is made of, where its bytes lie, and the marks on it."""

    item: Evidence
    path: Path
    markup: Markup


@dataclass(frozen=True, slots=True)
class StagedJoin:
    """A long picture that lies staged: how it was joined, and itself reduced, as an image file."""

    sources: tuple[Source, ...]
    plan: StitchPlan
    batch: Batch
    preview: bytes

    def discard(self) -> None:
        """Remove it, because nobody wants it."""
        self.batch.discard()


@dataclass(frozen=True, slots=True)
class Overview:
    """A recording's length and size, and frames spread evenly over it."""

    facts: RecordingFacts
    frames: tuple[Frame, ...]


def is_recording(item: Evidence) -> bool:
    """Whether single frames of an item can be chosen."""
    return item.original.media_type.startswith("video/") or (
        item.original.media_type == "image/gif" and item.original.frames > 1
    )


def sources_of(vault: Vault, items: Sequence[EvidenceId]) -> tuple[Source, ...]:
    """Look up what something shall be made of.

    Raises:
        NotFound: there is no such evidence.
    """
    found = [evidence.get(vault, key) for key in dict.fromkeys(items)]
    return tuple(
        Source(item, vault.originals.path(item.original.sha256), marks.of_evidence(vault, item.id)) for item in found
    )


def propose_order(sources: Sequence[Source], steps: Steps = QUIET) -> tuple[Source, ...]:
    """Return pictures in the order in which they follow each other; no database is touched.

    Raises:
        StitchRefused: that cannot be told for certain.
        InputError: one is no picture, or they are of two orders.
        UnreadableFile, Cancelled: as `stitching.propose_order`.
    """
    _check_joinable(sources)
    places = stitching.propose_order(
        [source.path for source in sources], names=_names(sources), cancel=steps.is_cancelled
    )
    return tuple(sources[place] for place in places)


def join_aside(folder: Path, sources: Sequence[Source], *, now: datetime, steps: Steps = QUIET) -> StagedJoin:
    """Join pictures in this order into one that lies staged in a vault's folder; no database is touched.

    Raises:
        StitchRefused: two neighbours do not fit for certain; `pair` names them by their places from 1.
        InputError: one is no picture, or they are of two orders.
        UnreadableFile, OutputError, VaultError, Cancelled: nothing is left behind.
    """
    _check_joinable(sources)
    plan = stitching.stitch([source.path for source in sources], names=_names(sources), cancel=steps.is_cancelled)
    name = f"{Path(sources[0].item.name).stem[:60]} 等 {len(sources)} 张拼接.png"
    scratch = folder / "derived" / f".join-{secrets.token_hex(6)}"
    scratch.mkdir(mode=0o700)
    try:
        long_picture = scratch / name
        stitching.join(plan, long_picture, cancel=steps.is_cancelled)
        edge = max(_PREVIEW_WIDTH, plan.height * _PREVIEW_WIDTH // plan.width)
        preview = thumbnail(long_picture, edge=edge, tallest=10_000.0)
        batch = stage(folder, [long_picture], now=now, steps=steps)
    finally:
        for left in scratch.iterdir():
            left.unlink()
        scratch.rmdir()
    return StagedJoin(tuple(sources), plan, batch, preview)


def record_joined(vault: Vault, joined: StagedJoin) -> Outcome[Evidence]:
    """Record a joined picture as evidence beside its sources, which stay; what was hidden in them stays hidden.

    Raises:
        NotFound: the order is gone.
        ReadOnlyVault, VaultError: the vault cannot be written; nothing is written.
    """
    items = [source.item for source in joined.sources]
    made = MadeFrom(Making.STITCH, tuple(item.original.sha256 for item in items))
    kinds = {item.kind for item in items}
    return _record(
        vault,
        items[0].order,
        joined.batch,
        made,
        kind=kinds.pop() if len(kinds) == 1 else EvidenceKind.CHAT,
        capture=_last_capture(items),
        markup=_joined_marks(joined),
        label=Text("拼接截图", "Join screenshots"),
    )


def stitch_evidence(
    vault: Vault, items: Sequence[EvidenceId], *, proposed: bool = False, steps: Steps = QUIET
) -> Outcome[Evidence]:
    """Join screenshots into one exhibit, in the order given or (`proposed`) as they follow each other.

    Raises:
        NotFound: there is no such evidence.
        StitchRefused, InputError, UnreadableFile, VaultError, Cancelled: nothing is written.
    """
    sources = sources_of(vault, items)
    if proposed:
        sources = propose_order(sources, steps)
    return record_joined(vault, join_aside(vault.folder, sources, now=vault.clock.now(), steps=steps))


def overview_of(source: Source, *, count: int = OVERVIEW, steps: Steps = QUIET) -> Overview:
    """Return frames spread over a recording; no database is touched.

    Raises:
        InputError: it is no recording.
        UnreadableFile, VideoSupportMissing, Cancelled: as `recordings.overview`.
    """
    _check_recording(source)
    facts = recordings.read_recording(source.path, name=source.item.name, cancel=steps.is_cancelled)
    frames = recordings.overview(source.path, count, name=source.item.name, cancel=steps.is_cancelled)
    return Overview(facts, frames)


def frame_image(source: Source, milliseconds: int, steps: Steps = QUIET) -> bytes:
    """Return the frame of a recording at a time as PNG; no database is touched.

    Raises:
        InputError: it is no recording, or the time is before its start.
        UnreadableFile, VideoSupportMissing, Cancelled: as `recordings.frame_at`.
    """
    _check_recording(source)
    return recordings.frame_at(source.path, milliseconds, name=source.item.name, cancel=steps.is_cancelled)


def stage_frame(folder: Path, source: Source, milliseconds: int, *, now: datetime, steps: Steps = QUIET) -> Batch:
    """Stage a frame of a recording as an original of its own; no database is touched.

    Raises:
        InputError, UnreadableFile, VideoSupportMissing, VaultError, Cancelled: nothing is left behind.
    """
    png = frame_image(source, milliseconds, steps)
    offset = shown_offset(milliseconds).replace(":", ".")
    name = f"{Path(source.item.name).stem[:60]} {offset}.png"
    return stage(folder, [Pasted(png, name, source.item.source)], now=now, steps=steps)


def record_frame(vault: Vault, source: Source, batch: Batch, milliseconds: int) -> Outcome[Evidence]:
    """Record a staged frame as evidence; the note says at what time of the recording it is shown.

    Raises:
        NotFound: the order is gone.
        ReadOnlyVault, VaultError: the vault cannot be written; nothing is written.
    """
    made = MadeFrom(Making.FRAME, (source.item.original.sha256,), shown_offset(milliseconds))
    return _record(
        vault,
        source.item.order,
        batch,
        made,
        kind=source.item.kind,
        capture=source.item.capture,
        markup=source.markup,
        label=Text("采用录屏画面", "Take a frame"),
    )


def choose_frame(vault: Vault, item: EvidenceId, milliseconds: int, *, steps: Steps = QUIET) -> Outcome[Evidence]:
    """Make the frame of a recording at a time (milliseconds from its start) an exhibit.

    Raises:
        NotFound: there is no such evidence.
        InputError, UnreadableFile, VideoSupportMissing, VaultError, Cancelled: nothing is written.
    """
    (source,) = sources_of(vault, [item])
    batch = stage_frame(vault.folder, source, milliseconds, now=vault.clock.now(), steps=steps)
    return record_frame(vault, source, batch, milliseconds)


def shown_offset(milliseconds: int) -> str:
    """Return a time within a recording as `00:01:23.450`."""
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{thousandths:03d}"


def _record(
    vault: Vault,
    order: OrderId,
    batch: Batch,
    made: MadeFrom,
    *,
    kind: EvidenceKind | None,
    capture: Capture,
    markup: Markup,
    label: Text,
) -> Outcome[Evidence]:
    try:
        living_order(vault, order)
        (item,) = batch.items
        item.capture = capture
        with kept(vault, [item]), vault.write("evidence.made") as facts:
            record_original(vault, facts, item)
            key = _key(vault, facts, order, item.staged.sha256, item.name, item.source, made, kind, capture)
            if markup.marks and not marks.of_evidence(vault, key).marks:
                marks.save(vault, facts, key, markup)
    finally:
        batch.discard()
    return Outcome(evidence.get(vault, key), Change(label, tuple(facts.rows)))


def _key(
    vault: Vault,
    facts: FactWriter,
    order: OrderId,
    sha256: str,
    name: str,
    source: str,
    made: MadeFrom,
    kind: EvidenceKind | None,
    capture: Capture,
) -> EvidenceId:
    here = evidence.on_order(vault, order, sha256)
    if here is not None:
        if here.is_trashed:
            evidence.set_trashed(facts, here.id, trashed=False)
        return here.id
    return evidence.add(
        vault, facts, order, sha256, kind=kind, name=name, purpose="", source=source, capture=capture, made_from=made
    )


def _check_joinable(sources: Sequence[Source]) -> None:
    for source in sources:
        if not source.item.is_picture:
            raise InputError(
                Text(f"“{source.item.name}”不是图片，不能拼接", f"“{source.item.name}” is no picture to be joined"),
                Text("请只选择截图", "choose screenshots only"),
            )
    if len({source.item.order for source in sources}) > 1:
        raise InputError(
            Text("这些截图属于不同的订单", "these screenshots belong to several orders"),
            Text("请先复制到同一笔订单", "copy them to one order first"),
        )


def _check_recording(source: Source) -> None:
    if not is_recording(source.item):
        raise InputError(
            Text(f"“{source.item.name}”不是录屏", f"“{source.item.name}” is no recording"),
            Text("请选择 MP4、MOV、WebM 或 GIF 录屏", "choose an MP4, MOV, WebM or GIF recording"),
        )


def _names(sources: Sequence[Source]) -> list[str]:
    return [source.item.name for source in sources]


def _last_capture(items: Sequence[Evidence]) -> Capture:
    """Return when the last of the sources was captured, where that is known of all of them."""
    captures = [item.capture for item in items]
    known = [(capture.at, place) for place, capture in enumerate(captures) if capture.at is not None]
    return captures[max(known)[1]] if len(known) == len(captures) else NO_CAPTURE


def _joined_marks(joined: StagedJoin) -> Markup:
    """Return the sources' marks at their places in the joined picture."""
    found: list[Mark] = []
    for piece in joined.plan.pieces:
        found.extend(_moved(joined.sources[piece.index].markup, piece, joined.plan.width))
    return Markup(tuple(dict.fromkeys(found)))


def _moved(markup: Markup, piece: Piece, width: int) -> Iterator[Mark]:
    """Yield the marks on a piece of a picture, where they come to stand; what a crop cut off gets a bar instead."""
    areas = {MarkKind.BAR, MarkKind.MOSAIC, MarkKind.BOX, MarkKind.HIGHLIGHT}
    for mark in (*(mark for mark in markup.marks if mark.kind in areas), *_bars_for_crop(markup.crop, piece, width)):
        region = mark.region
        top, bottom = max(region.y, piece.top), min(region.bottom, piece.bottom)
        if top < bottom and region.width > 0:
            moved = Region(region.x, top - piece.top + piece.at, region.width, bottom - top)
            yield replace(mark, region=moved)


def _bars_for_crop(crop: Region | None, piece: Piece, width: int) -> Iterator[Mark]:
    if crop is None:
        return
    for region in (
        Region(0, 0, width, crop.y),
        Region(0, crop.bottom, width, max(piece.bottom - crop.bottom, 0)),
        Region(0, crop.y, crop.x, crop.height),
        Region(crop.right, crop.y, width - crop.right, crop.height),
    ):
        yield Mark(MarkKind.BAR, region, hidden=HiddenKind.OTHER)
