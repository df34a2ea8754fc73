"""Copies of pictures with their marks drawn and their secrets gone: derived, kept in the vault's folder, made anew.

A copy is named by what it was made of, so one that is there is the right one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.casework.files_out import write_whole
from app.casework.marks import picture_size
from app.casework.steps import QUIET, Steps
from app.domain.changes import Change, Outcome
from app.domain.errors import VaultDamaged
from app.domain.evidence import Evidence, EvidenceId
from app.domain.marks import HiddenKind, Mark, MarkKind, Markup, Region
from app.domain.words import Text
from app.vault import evidence, marks
from app.vault.originals import hash_of
from app.vault.vault import Vault

FOLDER = "marked"
_VERSION = 1
"""Goes up when the same marks are drawn differently."""


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """A derived picture: where it lies, its size in bytes, SHA-256 (hex), media type and pixels.

    `markup` is what was carried out: bars over JPEG cover whole blocks.
    """

    path: Path
    bytes: int
    sha256: str
    media_type: str
    width: int
    height: int
    markup: Markup


@dataclass(frozen=True, slots=True)
class Redacted:
    """An item of evidence and the copy of it in which something was blacked out."""

    item: Evidence
    copy: MarkedCopy


def marked_copy(
    derived: Path, original: Path, item: Evidence, markup: Markup, *, fonts: Path, steps: Steps = QUIET
) -> MarkedCopy:
    """Return the copy of an item's picture with these marks, drawn now if it is not there; no database is touched.

    Raises:
        CopyRefused: the picture cannot be drawn or the copy not be written.
        Cancelled: it is no longer wanted.
    """
    folder = derived / FOLDER
    name = hashlib.sha256(f"{_VERSION}\n{item.original.sha256}\n{markup.to_json()}".encode()).hexdigest()
    about = folder / f"{name}.json"
    kept = _kept(folder, about)
    return kept if kept is not None else _draw(folder, about, name, original, item, markup, fonts, steps)


def redact(
    vault: Vault,
    key: EvidenceId,
    regions: Sequence[Region],
    *,
    fonts: Path,
    target: Path | None = None,
    hidden: HiddenKind = HiddenKind.OTHER,
    steps: Steps = QUIET,
) -> Outcome[Redacted]:
    """Black out regions of a picture: kept as marks, so the original stays, and gone from the pixels of a copy.

    With a target the copy is written there as well.

    Raises:
        NotFound: there is no such evidence.
        InputError: it is no picture.
        InvalidField: a region lies outside the picture.
        OutputError: the copy cannot be written; the marks stay as they were.
        VaultDamaged: the original is not what came in.
    """
    item = evidence.get(vault, key)
    before = marks.of_evidence(vault, key)
    bars = tuple(Mark(MarkKind.BAR, region, hidden=hidden) for region in regions)
    fresh = tuple(bar for bar in bars if bar not in before.marks)
    markup = Markup((*before.marks, *fresh)).checked(*picture_size(item))
    if not vault.originals.is_intact(item.original.sha256):
        raise VaultDamaged(
            Text(f"证据 {key} 的原件已被改动或丢失", f"the original of evidence {key} was changed"),
            Text("请运行 verify 并从备份恢复", "run verify and restore it from a backup"),
        )
    original = vault.originals.path(item.original.sha256)
    copy = marked_copy(vault.derived, original, item, markup, fonts=fonts, steps=steps)
    if target is not None:
        with copy.path.open("rb") as stream:
            write_whole(target, stream, expected=copy.sha256)
    with vault.write("evidence.redacted") as facts:
        marks.save(vault, facts, key, markup)
    change = Change(Text("遮盖证据", "Redact evidence"), tuple(facts.rows))
    return Outcome(Redacted(item, copy), change)


def _kept(folder: Path, about: Path) -> MarkedCopy | None:
    try:
        said = json.loads(about.read_text(encoding="utf-8"))
        path = folder / str(said["file"])
        if hash_of(path) != said["sha256"]:
            return None
        return MarkedCopy(
            path,
            int(said["bytes"]),
            str(said["sha256"]),
            str(said["media_type"]),
            int(said["width"]),
            int(said["height"]),
            Markup.from_json(said["markup"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _draw(
    folder: Path, about: Path, name: str, original: Path, item: Evidence, markup: Markup, fonts: Path, steps: Steps
) -> MarkedCopy:
    from app.dossier.marking.copies import render

    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{name}.{'jpg' if item.original.media_type == 'image/jpeg' else 'png'}"
    made = render(original, item.original.media_type, markup, path, fonts_dir=fonts, cancel=steps.is_cancelled)
    path.chmod(0o600)
    copy = MarkedCopy(path, made.bytes, made.sha256, made.media_type, made.width, made.height, made.markup)
    said = {
        "file": path.name,
        "bytes": copy.bytes,
        "sha256": copy.sha256,
        "media_type": copy.media_type,
        "width": copy.width,
        "height": copy.height,
        "markup": copy.markup.to_json(),
    }
    about.touch(mode=0o600)
    about.write_text(json.dumps(said), encoding="utf-8")
    return copy
