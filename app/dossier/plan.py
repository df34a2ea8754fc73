"""A dossier as pages: every run of text, line, panel, picture and link in its place, nothing drawn yet.

Lengths are points from the page's upper left corner, y growing downwards; page numbers count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.dossier.attachments import Attachment
from app.dossier.look import PAGE_HEIGHT, PAGE_WIDTH, Face
from app.dossier.outline import Exhibit


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Characters of one face; `y` is the baseline."""

    x: float
    y: float
    face: Face
    size: float
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner and size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled or outlined rectangle with rounded corners."""

    box: Box
    fill: str | None = None
    outline: str | None = None
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class PictureSlice:
    """The part of a picture seen through `window`; `frame` is where the whole picture would lie.

    `exhibit` is the position in the plan's exhibits; the first `repeated` points of the window were shown before.
    """

    exhibit: int
    window: Box
    frame: Box
    repeated: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A place to click that leads to a height on a page."""

    box: Box
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page, A4 upright or lying; `opens` are the positions of the exhibits that begin here."""

    number: int
    panels: tuple[Panel, ...]
    pictures: tuple[PictureSlice, ...]
    rules: tuple[Rule, ...]
    texts: tuple[PlacedText, ...]
    links: tuple[Link, ...]
    opens: tuple[int, ...] = ()
    width: float = PAGE_WIDTH
    height: float = PAGE_HEIGHT


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline beside the pages; level 0 is a section, 1 lies under the section before it."""

    title: str
    level: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Description:
    """What the PDF says about itself."""

    title: str
    subject: str
    author: str
    keywords: str
    creator: str
    stated_at: datetime


@dataclass(frozen=True, slots=True)
class PartFile:
    """One file of a dossier in parts: its name and the first and last of its pages."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages of one PDF in order: a whole dossier, or one part of it.

    `heights` are those of all pages of the dossier and `parts` the files they are in, where there are several.
    """

    description: Description
    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...]
    exhibits: tuple[Exhibit, ...]
    attachments: tuple[Attachment, ...] = ()
    heights: tuple[float, ...] = ()
    parts: tuple[PartFile, ...] = ()
