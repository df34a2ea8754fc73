"""A dossier as pages: every run of text, line, panel, picture and link in its place, nothing drawn yet.

Lengths are points from the page's upper left corner, y growing downwards; page numbers count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.dossier.look import Face
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

    `exhibit` is the position in the plan's exhibits.
    """

    exhibit: int
    window: Box
    frame: Box


@dataclass(frozen=True, slots=True)
class Link:
    """A place to click that leads to a height on a page."""

    box: Box
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `opens` is the position of the exhibit that begins here."""

    number: int
    panels: tuple[Panel, ...]
    pictures: tuple[PictureSlice, ...]
    rules: tuple[Rule, ...]
    texts: tuple[PlacedText, ...]
    links: tuple[Link, ...]
    opens: int | None


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
class Plan:
    """All pages of a dossier in order."""

    description: Description
    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...]
    exhibits: tuple[Exhibit, ...]
