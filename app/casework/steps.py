"""How a long use case reports how far it is, and learns that it is no longer wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.errors import Cancelled


def _ignore(_done: int, _total: int) -> None:
    return


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Steps:
    """Progress out (done, total) and cancellation in."""

    progress: Callable[[int, int], None] = _ignore
    is_cancelled: Callable[[], bool] = _never

    def __call__(self, done: int, total: int) -> None:
        """Report progress between two units of work.

        Raises:
            Cancelled: the user asked to stop.
        """
        if self.is_cancelled():
            raise Cancelled
        self.progress(done, total)


QUIET = Steps()
"""For work that nobody watches."""
