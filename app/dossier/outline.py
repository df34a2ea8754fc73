"""A dossier as plain data: what it says and in which order, before any page exists.

Text may hold anything a person can type or paste; making it printable is the typesetter's work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, Protocol

from app.domain.readings import TextLine
from app.domain.text import Labelled
from app.dossier.case_parts import (
    Claim,
    ClauseQuote,
    ComplaintForm,
    DeadlineRow,
    LawQuote,
    LeadSheet,
    Paragraph,
    Redaction,
    RefundRow,
    SentLetter,
    Summary,
    TimelineEvent,
)


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


class _Citing(Protocol):
    @property
    def exhibits(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True)
class Picture:
    """An original that can be shown: its size in pixels as displayed (EXIF orientation applied) and its frames.

    `cuts` are rows where a tall picture may be cut (see `calm_rows`); `reduced_to` is the resolution in dpi of the
    reduced copy that stands on the page, None where the picture's own data does; one that `is_alone` shares its page
    with no other exhibit. The writer fills these in.
    """

    width: int
    height: int
    frames: int = 1
    cuts: tuple[int, ...] = ()
    reduced_to: int | None = None
    is_alone: bool = False

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise ValueError(f"a picture of {self.width}×{self.height} pixels")


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """A derived picture that is shown in an original's place: marked, cropped or with parts blacked out.

    `sha256` (hex) and `bytes` are those of the copy; `marks` and `hidden` say in words what was added and what hidden.
    """

    copy: ReadableOriginal
    media_type: str
    bytes: int
    sha256: str
    picture: Picture
    marks: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a transcript; `side` puts the buyer's own to the right, `is_relied_upon` marks the proof."""

    at: str
    sender: str
    text: str
    is_mine: bool = False
    is_relied_upon: bool = False
    is_resolved: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation typeset as a dialogue: where it was held, whether the platform keeps it, and its messages."""

    channel: str
    is_official: bool
    participants: tuple[str, ...]
    messages: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class StatementRows:
    """Rows of payment statements as a table; every cell is text, `numeric` names the columns set to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a comparison: a picture exhibit by its position in `Dossier.exhibits`, or a text."""

    heading: str
    exhibit: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things side by side and what differs, one line each, numbered from 1."""

    left: Side
    right: Side
    differences: tuple[str, ...]


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
    `shown` stands in the original's place on the page; `body` is what an exhibit without a picture shows; `reading` is
    the text recognised on the picture as it is displayed; `original_place` says on which phone or account the original
    is kept, `original_state` what it is (a file, a page on a phone), `content` what the exhibit holds, in short
    (evidence rules, article 19), `made_from` how a derived exhibit was made, and `group` what it stands together with.
    With `is_kept_back` its original is never attached.
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
    shown: ShownCopy | None = None
    body: Transcript | StatementRows | Comparison | None = None
    reading: tuple[TextLine, ...] = ()
    original_place: str = ""
    made_from: str = ""
    original_state: str = ""
    content: str = ""
    group: str = ""
    is_kept_back: bool = False

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
    """The custody chain at the moment of export: entries, the head's hash (hex), and what the check found.

    `has_code` draws the head's hash as a QR code too.
    """

    chain_length: int
    chain_head: str
    verified_text: str
    has_code: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a dossier says; `stated_at` (aware) is the only date the PDF carries.

    Which of the parts the recipient gets is said in `parts.PARTS_OF`; a part with nothing in it is left out. `copies`
    is the number of copies handed in. Exhibits of a group get a divider page where there are many.

    Raises:
        ValueError: two exhibits share a number, `stated_at` has no zone, or a part cites an exhibit that is not there.
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
    attach_originals: bool = False
    summary: Summary | None = None
    claims: tuple[Claim, ...] = ()
    statement: tuple[Paragraph, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()
    deadlines: tuple[DeadlineRow, ...] = ()
    refunds: tuple[RefundRow, ...] = ()
    clauses: tuple[ClauseQuote, ...] = ()
    laws: tuple[LawQuote, ...] = ()
    complaint: ComplaintForm | None = None
    lead: LeadSheet | None = None
    redactions: tuple[Redaction, ...] = ()
    letters: tuple[SentLetter, ...] = ()
    submitted_on: date | None = None
    copies: int | None = None

    def __post_init__(self) -> None:
        if len({exhibit.number for exhibit in self.exhibits}) != len(self.exhibits):
            raise ValueError("two exhibits share a number")
        if self.stated_at.tzinfo is None:
            raise ValueError("stated_at has no zone")
        wrong = [position for position in self._cited() if not 0 <= position < len(self.exhibits)]
        if wrong:
            raise ValueError(f"no exhibit stands at position {wrong[0]}")
        # Rows are named by their number, so the number must be that of the order of time.
        object.__setattr__(self, "timeline", tuple(sorted(self.timeline, key=lambda event: event.at)))

    def _cited(self) -> Iterator[int]:
        lists: tuple[Sequence[_Citing], ...] = (
            self.claims, self.statement, self.timeline, self.deadlines, self.refunds, self.letters
        )  # fmt: skip
        for part in [item for items in lists for item in items] + ([self.lead] if self.lead else []):
            yield from part.exhibits
        yield from (clause.exhibit for clause in self.clauses if clause.exhibit is not None)
        yield from (redaction.exhibit for redaction in self.redactions)
        bodies = [exhibit.body for exhibit in self.exhibits if isinstance(exhibit.body, Comparison)]
        yield from (side.exhibit for body in bodies for side in (body.left, body.right) if side.exhibit is not None)
