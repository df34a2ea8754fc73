"""Text read off evidence: kept as derived data, searched, and held against what was typed."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.casework.ocr import screen_facts
from app.domain.claims import Contradiction, TimeClaim, contradictions, time_claims
from app.domain.errors import UnreadableFile, VaultDamaged
from app.domain.evidence import CapturedFrom, Evidence, EvidenceId
from app.domain.marks import Mark
from app.domain.readings import Reading, ScreenFacts, reading_from_json, reading_to_json
from app.domain.sensitive import suggest_regions
from app.intake.file_names import capture_from_name
from app.intake.images import read_image
from app.vault import evidence, orders, readings
from app.vault.vault import Vault

OCR = "ocr"


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is known of a picture from its text: the reading, the page's fields, and what follows from them."""

    item: Evidence
    reading: Reading | None
    screen: ScreenFacts | None
    claims: tuple[TimeClaim, ...]
    contradictions: tuple[Contradiction, ...]
    suggestions: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ToRead:
    """A picture that waits for text recognition: its hash, where its bytes lie, what it is and what it is called."""

    sha256: str
    path: Path
    media_type: str
    name: str


def load_reading(vault: Vault, sha256: str) -> Reading | None:
    """Return the reading of an original; None where there is none yet, or it was kept by another version."""
    body = readings.load(vault, sha256, OCR)
    if body is None:
        return None
    try:
        return reading_from_json(body)
    except (ValueError, VaultDamaged):
        return None


def keep_reading(vault: Vault, sha256: str, reading: Reading) -> None:
    """Keep what was read off an original, and make it searchable.

    Raises:
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    readings.keep(vault, sha256, OCR, body=reading_to_json(reading), text=reading.text)


def to_read(vault: Vault, items: Sequence[EvidenceId] | None = None) -> list[ToRead]:
    """Return the pictures that were not read yet: those of some items, or all.

    Raises:
        NotFound: there is no such evidence.
    """
    if items is not None:
        found = [evidence.get(vault, key) for key in items]
        wanted = [item for item in found if item.is_picture and load_reading(vault, item.original.sha256) is None]
    else:
        wanted = [evidence.of_original(vault, sha256)[0] for sha256 in readings.unread(vault, OCR)]
    return [
        ToRead(item.original.sha256, vault.originals.path(item.original.sha256), item.original.media_type, item.name)
        for item in wanted
    ]


def picture_facts(vault: Vault, key: EvidenceId, *, resources: Path) -> PictureFacts:
    """Return what is known of a picture from its text.

    Raises:
        NotFound: there is no such evidence.
    """
    item = evidence.get(vault, key)
    reading = load_reading(vault, item.original.sha256)
    screen = screen_facts(reading, resources=resources) if reading is not None else None
    return PictureFacts(
        item=item,
        reading=reading,
        screen=screen,
        claims=tuple(time_claims(item, _claimed(vault, item), screen)),
        contradictions=tuple(contradictions(orders.get(vault, item.order), screen)) if screen else (),
        suggestions=tuple(suggest_regions(reading)) if reading else (),
    )


def _claimed(vault: Vault, item: Evidence) -> dict[CapturedFrom, datetime]:
    """Return the times that the file itself, its name and the file system claim; the original is looked at again."""
    claimed = {}
    named = capture_from_name(item.name, now=item.imported_at)
    if named is not None:
        claimed[CapturedFrom.FILE_NAME] = named.at
    if item.file_time is not None:
        claimed[CapturedFrom.FILE_TIME] = item.file_time
    if item.is_picture:
        with contextlib.suppress(UnreadableFile):
            exif = read_image(vault.originals.path(item.original.sha256), name=item.name).exif_capture
            if exif is not None and exif.at is not None:
                claimed[CapturedFrom.EXIF] = exif.at
    return claimed


def text_of(vault: Vault, sha256: str) -> str:
    """Return all text that was read off an original: recognised, or said by a mail, page or document."""
    return readings.text_of(vault, sha256)
