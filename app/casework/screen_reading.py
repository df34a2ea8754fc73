"""Reading a screenshot that is not in the vault yet, so that it can fill in a new order."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.casework.ocr import OcrFailed, OcrSession
from app.casework.staging import Incoming, Pasted
from app.casework.steps import QUIET, Steps
from app.domain.errors import InvalidField, UnreadableFile
from app.domain.orders import OrderStatus, PayMethod
from app.domain.readings import ReadField, ReadFieldName
from app.domain.times import parse_time, shown
from app.domain.words import Text
from app.intake.images import read_image
from app.intake.screens.cuttings import cuttings

NOTED: Final = frozenset({ReadFieldName.TRANSACTION_NO, ReadFieldName.MERCHANT_NO})
"""What an order has no field for, and what is therefore written in its note."""


@dataclass(frozen=True, slots=True)
class SeenField:
    """A field that a page states, and the place of the picture where it was read, as PNG."""

    field: ReadField
    cutting: bytes


def read_incoming(
    session: OcrSession, items: Sequence[Incoming], *, steps: Steps = QUIET
) -> list[tuple[SeenField, ...]]:
    """Return what the pages of some pictures state; what is no picture, or cannot be read, is left out.

    Raises:
        OcrMissing: text recognition is not installed.
        Cancelled: it is no longer wanted.
    """
    found = []
    for done, item in enumerate(items):
        steps(done, len(items))
        page = _read(session, item, steps)
        if page is not None:
            found.append(page)
    return found


def best_fields(pages: Sequence[Sequence[SeenField]]) -> list[SeenField]:
    """Return one field a name over several pages, the surest; where two pages differ, none."""
    best: dict[ReadFieldName, SeenField] = {}
    differing: set[ReadFieldName] = set()
    for page in pages:
        for seen in page:
            name = seen.field.name
            known = best.get(name)
            if known is not None and known.field.value != seen.field.value:
                differing.add(name)
            if known is None or seen.field.score > known.field.score:
                best[name] = seen
    return [seen for name, seen in best.items() if name not in differing]


def shown_value(name: ReadFieldName, value: str) -> Text:
    """Return a field's value as people read it: a state and a way to pay by their names, a time in China time."""
    try:
        match name:
            case ReadFieldName.STATUS:
                return OrderStatus(value).label
            case ReadFieldName.PAY_METHOD:
                return PayMethod(value).label
            case ReadFieldName.PAID_AT | ReadFieldName.SHOWN_AT:
                value = shown(parse_time(value))
            case _:
                pass
    except (ValueError, InvalidField):
        pass
    return Text(value, value)


def noted(note: str, name: ReadFieldName, value: str) -> str:
    """Return an order's note with a value in a line of its own; one that is in it already is not written again."""
    return note if value in note else f"{note.rstrip()}\n{name.label.zh}：{value}".strip()


def _read(session: OcrSession, item: Incoming, steps: Steps) -> tuple[SeenField, ...] | None:
    try:
        if isinstance(item, Pasted):
            with tempfile.TemporaryDirectory(prefix="pingju-") as folder:
                path = Path(folder) / "pasted"
                path.write_bytes(item.data)
                return _read_file(session, path, item.name, steps)
        return _read_file(session, item, item.name, steps)
    except (OcrFailed, UnreadableFile):
        return None


def _read_file(session: OcrSession, path: Path, name: str, steps: Steps) -> tuple[SeenField, ...]:
    _, facts = session.read(path, read_image(path, name=name).media_type, name=name, steps=steps)
    cut = cuttings(path, [field.region for field in facts.fields], name=name)
    return tuple(SeenField(field, png) for field, png in zip(facts.fields, cut, strict=True))
