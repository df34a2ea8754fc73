"""Masking what looks sensitive in every word that a dossier prints.

What identifies the case stays: order numbers, hashes, and the complaint form's own two parties, whom the form must name
(总局令第121号, article 10).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Final

from app.casework.composing.sheets import CARD_CODE
from app.domain.readings import TextLine
from app.domain.sensitive import masked
from app.dossier.case_parts import ComplaintForm
from app.dossier.outline import Dossier, Exhibit, Fact, Integrity, StatementRows

_PLAIN: Final = frozenset({"sha256", "media_type", "imported_at", "made_from", "case_number", "program", "title"})
"""Fields that the program itself fills in."""
_NUMBERS: Final = frozenset({"交易单号"})
"""Columns of statements by which a payment is found again."""


def masked_dossier(dossier: Dossier, order_numbers: Sequence[str]) -> Dossier:
    """Return a dossier without what looks sensitive in its words, and with the originals of what it hides kept back."""
    names = [re.escape(number) for number in sorted(order_numbers, key=len, reverse=True) if number]
    mask = _Mask(re.compile(f"({'|'.join(names)})") if names else None)
    made: Dossier = mask.whole(dossier)
    pictures = [one for one in made.exhibits if one.picture is not None]
    shown_whole = {one.sha256 for one in pictures if _is_clean(one)} - {
        one.sha256 for one in pictures if not _is_clean(one)
    }
    # What may show more than its page stays out: hidden or unread pictures, logs, files.
    return replace(
        made,
        exhibits=tuple(one if one.sha256 in shown_whole else replace(one, is_kept_back=True) for one in made.exhibits),
    )


def _is_clean(exhibit: Exhibit) -> bool:
    is_read = exhibit.picture is not None and exhibit.picture.frames == 1 and bool(exhibit.reading)
    hides = exhibit.shown is not None and bool(exhibit.shown.hidden)
    return is_read and not hides


class _Mask:
    """Goes through plain data and masks the text in it."""

    def __init__(self, kept: re.Pattern[str] | None) -> None:
        self._kept = kept

    def whole(self, value: Any) -> Any:
        """Return a value with its text masked, whatever it is made of."""
        if isinstance(value, str):
            return value if isinstance(value, Enum) else self._text(value)
        if isinstance(value, tuple):
            return tuple(self.whole(one) for one in value)
        if isinstance(value, Integrity):
            return value
        if isinstance(value, ComplaintForm):
            return replace(value, facts=self._text(value.facts))
        if isinstance(value, TextLine):
            return replace(value, text=self._text(value.text))
        if isinstance(value, StatementRows):
            return replace(value, rows=tuple(self._row(value.columns, row) for row in value.rows))
        if isinstance(value, Fact) and value.label == CARD_CODE:
            return value
        if is_dataclass(value) and not isinstance(value, type):
            return self._fields(value)
        return value

    def _fields(self, value: Any) -> Any:
        kept = _PLAIN - {"title"} if isinstance(value, Exhibit) else _PLAIN
        changed = {}
        for one in fields(value):
            held = getattr(value, one.name)
            fresh = held if one.name in kept else self.whole(held)
            if fresh is not held and fresh != held:
                changed[one.name] = fresh
        return replace(value, **changed) if changed else value

    def _row(self, columns: Sequence[str], row: Sequence[str]) -> tuple[str, ...]:
        names = [*columns, *[""] * (len(row) - len(columns))]
        return tuple(cell if name in _NUMBERS else self._text(cell) for name, cell in zip(names, row, strict=False))

    def _text(self, text: str) -> str:
        if self._kept is None:
            return masked(text)
        # Every second piece is an order number.
        pieces = self._kept.split(text)
        return "".join(piece if place % 2 else masked(piece) for place, piece in enumerate(pieces))
