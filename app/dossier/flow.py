"""Filling pages from the top down: a cursor, page breaks, and references that are resolved once all pages exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.dossier.fonts import Fonts
from app.dossier.look import BOTTOM, CONTENT_WIDTH, LEFT, LINE, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP, Style
from app.dossier.plan import Box, Panel, PictureSlice, PlacedText, Rule
from app.dossier.typesetting import Line, one_line, wrap


@dataclass(frozen=True, slots=True)
class PageReference:
    """Text that names the page of an anchor; `{page}` in the template stands for its number."""

    x: float
    y: float
    anchor: str
    template: str
    style: Style
    align: Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that speaks of an exhibit: its name in words and its anchor."""

    words: str
    anchor: str


@dataclass(slots=True)
class Draft:
    """A page whose number is not known yet; `stamp` is what its stamp says before the page number.

    `opens` are the positions of the exhibits that begin here, `shows` is that of the first that stands here; a page
    that lies is broader than high.
    """

    panels: list[Panel] = field(default_factory=list)
    pictures: list[PictureSlice] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    texts: list[PlacedText | PageReference] = field(default_factory=list)
    links: list[tuple[Box, str]] = field(default_factory=list)
    anchors: dict[str, float] = field(default_factory=dict)
    stamp: str = ""
    is_cover: bool = False
    opens: tuple[int, ...] = ()
    shows: int | None = None
    width: float = PAGE_WIDTH
    height: float = PAGE_HEIGHT

    @property
    def right(self) -> float:
        """The right margin."""
        return self.width - LEFT

    @property
    def bottom(self) -> float:
        """The lowest place for content."""
        return self.height - (PAGE_HEIGHT - BOTTOM)


class Flow:
    """Writes downwards and begins a new page when the present one is full.

    `citations` tells for an exhibit's position which places of the dossier speak of it.
    """

    def __init__(self, fonts: Fonts, citations: Mapping[int, Sequence[Citation]] | None = None) -> None:
        self.fonts = fonts
        self.citations = citations or {}
        self.pages = [Draft()]
        self.y = TOP
        self.on_new_page: Callable[[], None] | None = None

    @property
    def page(self) -> Draft:
        """The page being filled."""
        return self.pages[-1]

    @property
    def left(self) -> float:
        """The height that is left on this page."""
        return self.page.bottom - self.y

    def new_page(self) -> None:
        """Begin a page, and let whoever is writing repeat its heading there."""
        self.pages.append(Draft())
        self.y = TOP
        if self.on_new_page is not None:
            self.on_new_page()

    def need(self, height: float) -> None:
        """Begin a page unless `height` points are left on this one."""
        if height > self.left:
            self.new_page()

    def skip(self, height: float) -> None:
        """Leave white space."""
        self.y += height

    def anchor(self, name: str, *, above: float = 8.0) -> None:
        """Name this place as the target of links; the reader's view begins `above` points higher."""
        self.page.anchors[name] = max(0.0, self.y - above)

    def put(self, line: Line, x: float, top: float, style: Style, *, align: str = "left") -> None:
        """Place a line with its upper edge at `top`; `x` is its left end, its right end or its middle."""
        start = x - {"left": 0.0, "right": line.width, "centre": line.width / 2}[align]
        for run in line.runs:
            self.page.texts.append(
                PlacedText(start, top + style.baseline, run.face, style.size, style.colour, run.text)
            )
            start += run.width

    def say(
        self,
        text: str,
        style: Style,
        *,
        x: float = LEFT,
        width: float | None = None,
        at_most: int | None = None,
    ) -> None:
        """Write a paragraph that breaks over lines and pages, up to the right margin or `width` points wide."""
        for line in wrap(text, style, RIGHT - x if width is None else width, self.fonts, at_most=at_most):
            self.need(style.leading)
            self.put(line, x, self.y, style)
            self.y += style.leading

    def label(
        self, text: str, x: float, top: float, style: Style, *, width: float | None = None, align: str = "left"
    ) -> None:
        """Place one line without moving on; it is cut where it is wider than `width` points."""
        self.put(one_line(text, style, self.fonts, width), x, top, style, align=align)

    def pair(self, label: str, value: str, label_style: Style, style: Style, indent: float) -> None:
        """Write a label and, `indent` points to its right, a value that may break over lines and pages."""
        names = wrap(label, label_style, indent - 10, self.fonts, at_most=3)
        values = wrap(value, style, CONTENT_WIDTH - indent, self.fonts)
        for index in range(max(len(names), len(values))):
            self.need(style.leading)
            if index < len(names):
                self.put(names[index], LEFT, self.y, label_style)
            if index < len(values):
                self.put(values[index], LEFT + indent, self.y, style)
            self.y += style.leading

    def rule(self, *, colour: str = LINE, width: float = 0.6) -> None:
        """Draw a line across the page here."""
        self.page.rules.append(Rule(LEFT, self.y, self.page.right, self.y, width, colour))

    def link(self, box: Box, anchor: str) -> None:
        """Make a place lead to an anchor."""
        self.page.links.append((box, anchor))

    def refer(
        self,
        template: str,
        anchor: str,
        x: float,
        top: float,
        style: Style,
        *,
        align: Literal["left", "right"] = "left",
    ) -> None:
        """Place text that names an anchor's page and leads there."""
        self.page.texts.append(PageReference(x, top + style.baseline, anchor, template, style, align))
