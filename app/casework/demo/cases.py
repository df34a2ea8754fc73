"""What a sample case is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PIL import Image

from app.casework.demo.drawing.fonts import Fonts
from app.domain.evidence import EvidenceKind
from app.domain.orders import OrderStatus
from app.domain.rules import Clause
from app.domain.times import parse_time


@dataclass(frozen=True, slots=True)
class Shot:
    """One screenshot: the file a phone would have written, what it is, what it proves, and how to draw it."""

    file_name: str
    kind: EvidenceKind
    purpose: str
    draw: Callable[[Fonts], Image.Image]
    shows: OrderStatus | None = None
    seen_at: datetime | None = None

    @property
    def media_type(self) -> str:
        """The format of the file, by its name."""
        ending = self.file_name.rpartition(".")[2]
        return {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}[ending]


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a case; `shot` names the screenshot that proves it."""

    event: str
    at: str
    amount: str | None = None
    due: str | None = None
    note: str = ""
    channel: str | None = "platform_chat"
    shot: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One order as typed, the statuses seen without proof, its screenshots, and what became of its cancellation."""

    platform_url: str
    order: dict[str, str]
    shots: tuple[Shot, ...]
    reason: str
    steps: tuple[Step, ...]
    want: str = "full"
    claimed: str | None = None
    statuses: tuple[tuple[OrderStatus, datetime], ...] = ()
    clauses: tuple[Clause, ...] = ()


def at(text: str) -> datetime:
    """Return an instant of the stories, in China time."""
    return parse_time(text)
