"""Writing deadlines into a calendar file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app import __version__
from app.casework.files_out import write_whole
from app.domain.deadline import Deadline
from app.dossier.calendar import CalendarEntry, calendar_bytes


def write_calendar(target: Path, found: Sequence[Deadline], *, at: datetime, language: str) -> None:
    """Write deadlines to an .ics file.

    Raises:
        OutputError: it cannot be written there.
    """
    entries = [
        CalendarEntry(
            key=deadline.key,
            title=deadline.kind.label.in_(language),
            text=f"{deadline.clause.in_(language)}\n{deadline.arithmetic.in_(language)}",
            due_at=deadline.due_at,
        )
        for deadline in found
    ]
    data = calendar_bytes(entries, stamped_at=at, program=f"Pingju {__version__}")
    write_whole(target, io.BytesIO(data))
