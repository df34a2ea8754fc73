"""What a sample case is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PIL import Image

from app.casework.demo.drawing.fonts import Fonts
from app.domain.evidence import EvidenceKind
from app.domain.marks import HiddenKind, Region
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
class Paper:
    """A statement or a chat: its file's name, when it was written, and its bytes."""

    file_name: str
    written_at: datetime
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Relied:
    """A message that the case rests on, by its words, and what it shows."""

    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Two screenshots side by side, by their file names, and what differs between them."""

    left: str
    right: str
    differences: tuple[str, ...]
    purpose: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """A region of a screenshot that nobody else needs to see, in pixels."""

    shot: str
    region: Region
    kind: HiddenKind


@dataclass(frozen=True, slots=True)
class Filed:
    """Tags of a screenshot, parted by blanks, and where its original is kept."""

    shot: str
    tags: str
    place: str


@dataclass(frozen=True, slots=True)
class Case:
    """One order as typed, the statuses seen without proof, its screenshots, and what became of its cancellation.

    Its papers are the statement and the chats; the rest is what a careful user does with all of it.
    """

    platform_url: str
    order: dict[str, str]
    shots: tuple[Shot, ...]
    reason: str
    steps: tuple[Step, ...]
    want: str = "full"
    claimed: str | None = None
    statuses: tuple[tuple[OrderStatus, datetime], ...] = ()
    clauses: tuple[Clause, ...] = ()
    papers: tuple[Paper, ...] = ()
    relied: tuple[Relied, ...] = ()
    beside: tuple[Beside, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    filed: tuple[Filed, ...] = ()


def at(text: str) -> datetime:
    """Return an instant of the stories, in China time."""
    return parse_time(text)
