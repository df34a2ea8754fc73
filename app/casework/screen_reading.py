"""Reading a screenshot that is not in the vault yet, so that it can fill in a new order."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.casework.ocr import OcrFailed, OcrSession
from app.casework.staging import Incoming, Pasted
from app.casework.steps import QUIET, Steps
from app.domain.errors import UnreadableFile
from app.domain.readings import ReadField, ReadFieldName, ScreenFacts
from app.intake.images import read_image


def read_incoming(session: OcrSession, items: Sequence[Incoming], *, steps: Steps = QUIET) -> list[ScreenFacts]:
    """Return what the pages of some pictures state; what is no picture, or cannot be read, is left out.

    Raises:
        OcrMissing: text recognition is not installed.
        Cancelled: it is no longer wanted.
    """
    found = []
    for done, item in enumerate(items):
        steps(done, len(items))
        facts = _read(session, item, steps)
        if facts is not None:
            found.append(facts)
    return found


def best_fields(pages: Sequence[ScreenFacts]) -> list[ReadField]:
    """Return one field a name over several pages, the surest; where two pages differ, none."""
    best: dict[ReadFieldName, ReadField] = {}
    differing: set[ReadFieldName] = set()
    for page in pages:
        for field in page.fields:
            known = best.get(field.name)
            if known is not None and known.value != field.value:
                differing.add(field.name)
            if known is None or field.score > known.score:
                best[field.name] = field
    return [field for name, field in best.items() if name not in differing]


def _read(session: OcrSession, item: Incoming, steps: Steps) -> ScreenFacts | None:
    try:
        if isinstance(item, Pasted):
            with tempfile.TemporaryDirectory(prefix="pingju-") as folder:
                path = Path(folder) / "pasted"
                path.write_bytes(item.data)
                return session.read(path, read_image(path, name=item.name).media_type, name=item.name, steps=steps)[1]
        return session.read(item, read_image(item, name=item.name).media_type, name=item.name, steps=steps)[1]
    except (OcrFailed, UnreadableFile):
        return None
