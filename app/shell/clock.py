"""The machine's clock, the only one that is real."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """Tells the machine's time, in UTC, to the millisecond that the vault keeps."""

    def now(self) -> datetime:
        """Return the present instant."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)
