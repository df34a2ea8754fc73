"""A dossier as plain data: what it says and in which order, before any page exists.

Text may hold anything a person can type or paste; making it printable is the typesetter's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from app.domain.text import Labelled


class Recipient(Labelled):
    """Who reads the dossier."""

    PLATFORM = "platform", "平台客服", "Platform support"
    ASSOCIATION = "association", "消费者协会 / 12315", "Consumer association / 12315"
    ARCHIVE = "archive", "本人存档", "Own archive"


class ReadableOriginal(Protocol):
    """The exact bytes that came in."""

    def open(self) -> BinaryIO:
        """Return a new stream at the first byte; the caller closes it.

        Raises:
            OSError: the bytes cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Picture:
    """An original that can be shown: its size in pixels as displayed (EXIF orientation applied) and its frames."""

    width: int
    height: int
    frames: int = 1

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise ValueError(f"a picture of {self.width}×{self.height} pixels")


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value of an order; `on_cover` puts it on the cover too, `is_figure` in large type."""

    label: str
    value: str
    on_cover: bool = False
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A status as it was seen; `exhibit` is the position in `Dossier.exhibits` of the exhibit that shows it."""

    at: str
    label: str
    exhibit: int | None = None


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """One order: what the buyer states about it."""

    heading: str
    facts: tuple[Fact, ...]
    statuses: tuple[StatusLine, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One piece of evidence; `bytes` is the original's size, `sha256` its digest in hex.

    `captured` says when it was taken and how that is known. `original` is opened only while the PDF is written.
    """

    number: int
    title: str
    kind_label: str
    source: str
    captured: str
    purpose: str
    order_heading: str
    file_name: str
    media_type: str
    bytes: int
    sha256: str
    imported_at: str
    original: ReadableOriginal
    picture: Picture | None = None

    @property
    def label(self) -> str:
        """The exhibit's name on every stamp: `证据1`."""
        return f"证据{self.number}"

    @property
    def is_converted(self) -> bool:
        """Whether a PDF cannot hold this picture's own data, so that it is decoded for display."""
        return self.picture is not None and self.media_type not in {"image/png", "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Integrity:
    """The custody chain at the moment of export: entries, the head's hash (hex), and what the check found."""

    chain_length: int
    chain_head: str
    verified_text: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a dossier says; `stated_at` (aware) is the only date the PDF carries.

    Raises:
        ValueError: two exhibits share a number, or `stated_at` has no zone.
    """

    title: str
    case_number: str
    recipient: Recipient
    stated_at: datetime
    orders: tuple[OrderSheet, ...]
    exhibits: tuple[Exhibit, ...]
    integrity: Integrity
    program: str
    prepared_by: str | None = None
    request: str = ""

    def __post_init__(self) -> None:
        if len({exhibit.number for exhibit in self.exhibits}) != len(self.exhibits):
            raise ValueError("two exhibits share a number")
        if self.stated_at.tzinfo is None:
            raise ValueError("stated_at has no zone")
