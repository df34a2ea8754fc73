"""What the user wants of a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.domain.workdays import Workdays
from app.dossier.outline import Recipient


@dataclass(frozen=True, slots=True)
class Wishes:
    """For whom and as of when; `resources` is the program's folder of fonts, laws and letters.

    `is_redacted` also hides what was only suggested (telephone numbers, cards, codes …), in pictures and in text.
    `texts` goes before what the user wrote and kept, by part (`request`, `statement`).
    """

    recipient: Recipient
    at: datetime
    resources: Path
    days: Workdays
    is_redacted: bool = False
    attach_originals: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def fonts(self) -> Path:
        """The folder with the fonts."""
        return self.resources / "fonts"
