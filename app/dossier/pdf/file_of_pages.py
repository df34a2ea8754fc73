"""A plan written as a PDF: pages as they come, each picture once, then fonts, outline and catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from app.domain.times import SHANGHAI
from app.dossier.fonts import Fonts
from app.dossier.look import PAGE_HEIGHT, PAGE_WIDTH, Face
from app.dossier.pdf.content import page_content
from app.dossier.pdf.embedded_fonts import EmbeddedFont
from app.dossier.pdf.objects import Name, Ref, Value, date
from app.dossier.pdf.pictures import PlacedPicture
from app.dossier.pdf.stream_document import StreamDocument
from app.dossier.plan import Bookmark, Link, Page, Plan

PictureSource = Callable[[StreamDocument, int], PlacedPicture]
"""Writes the picture of the exhibit at a position, or returns what was written before."""


@dataclass(frozen=True, slots=True)
class Written:
    """A finished PDF: its size and its SHA-256 in hex."""

    bytes: int
    sha256: str


class FileOfPages:
    """Writes one PDF; pages are added in order, then `finish` closes it."""

    def __init__(self, file: BinaryIO, plan: Plan, fonts: Fonts, picture: PictureSource) -> None:
        self._document = StreamDocument(file)
        self._plan = plan
        self._picture = picture
        self._fonts = {face: EmbeddedFont(fonts.outlines(face)) for face in Face}
        self._pages = [self._document.reserve() for _ in plan.pages]
        self._tree = self._document.reserve()
        self._font_dictionary = self._document.reserve()

    def add(self, page: Page) -> None:
        """Write a page, and before it the pictures that it is the first to show."""
        shown: dict[str, PlacedPicture] = {}

        def picture(exhibit: int) -> PlacedPicture:
            placed = self._picture(self._document, exhibit)
            shown[placed.name] = placed
            return placed

        content = self._document.add_deflated({}, page_content(page, self._fonts, picture))
        entries: dict[str, Value] = {
            "Type": Name("Page"),
            "Parent": self._tree,
            "MediaBox": [0, 0, PAGE_WIDTH, PAGE_HEIGHT],
            "Resources": {
                "Font": self._font_dictionary,
                "XObject": {name: placed.ref for name, placed in shown.items()},
            },
            "Contents": content,
        }
        if page.links:
            entries["Annots"] = [self._document.add(self._annotation(link)) for link in page.links]
        self._document.add(entries, self._pages[page.number - 1])

    def finish(self) -> Written:
        """Write what all pages share and close the file's structure."""
        document = self._document
        fonts = {face.value: font.write(document) for face, font in self._fonts.items() if font.is_used}
        document.add(fonts, self._font_dictionary)
        document.add({"Type": Name("Pages"), "Kids": self._pages, "Count": len(self._pages)}, self._tree)
        outline = self._outline(self._plan.bookmarks)
        info = document.add(self._info())
        catalog = document.add(
            {
                "Type": Name("Catalog"),
                "Pages": self._tree,
                "Lang": "zh-CN",
                "Outlines": outline,
                "PageMode": Name("UseOutlines"),
                "PageLayout": Name("OneColumn"),
                "PageLabels": {"Nums": [0, {"S": Name("D")}]},
                "ViewerPreferences": {"DisplayDocTitle": True},
                # The first page at 100 %: the court-bundle guidance's default view.
                "OpenAction": [self._pages[0], Name("XYZ"), None, None, 1],
            }
        )
        digest = document.finish(catalog, info)
        return Written(document.length, digest)

    def _destination(self, page: int, top: float) -> Value:
        return [self._pages[page - 1], Name("XYZ"), 0, PAGE_HEIGHT - top, None]

    def _annotation(self, link: Link) -> dict[str, Value]:
        box = link.box
        return {
            "Type": Name("Annot"),
            "Subtype": Name("Link"),
            "Rect": [box.x, PAGE_HEIGHT - box.y - box.height, box.x + box.width, PAGE_HEIGHT - box.y],
            "Border": [0, 0, 0],
            "F": 4,
            "Dest": self._destination(link.page, link.top),
        }

    def _outline(self, bookmarks: Sequence[Bookmark]) -> Ref:
        root = self._document.reserve()
        refs = [self._document.reserve() for _ in bookmarks]
        top = [index for index, bookmark in enumerate(bookmarks) if bookmark.level == 0]
        ends = [*top[1:], len(bookmarks)]
        for order, (first, end) in enumerate(zip(top, ends, strict=True)):
            children = list(range(first + 1, end))
            entry = self._entry(bookmarks[first], root, refs, top, order)
            if children:
                entry |= {"First": refs[children[0]], "Last": refs[children[-1]], "Count": len(children)}
            self._document.add(entry, refs[first])
            for position, child in enumerate(children):
                self._document.add(self._entry(bookmarks[child], refs[first], refs, children, position), refs[child])
        return self._document.add(
            {"Type": Name("Outlines"), "First": refs[top[0]], "Last": refs[top[-1]], "Count": len(bookmarks)}, root
        )

    def _entry(
        self, bookmark: Bookmark, parent: Ref, refs: list[Ref], siblings: list[int], place: int
    ) -> dict[str, Value]:
        entry: dict[str, Value] = {
            "Title": bookmark.title,
            "Parent": parent,
            "Dest": self._destination(bookmark.page, bookmark.top),
        }
        if place > 0:
            entry["Prev"] = refs[siblings[place - 1]]
        if place + 1 < len(siblings):
            entry["Next"] = refs[siblings[place + 1]]
        return entry

    def _info(self) -> dict[str, Value]:
        about = self._plan.description
        stated = date(about.stated_at.astimezone(SHANGHAI))
        return {
            "Title": about.title,
            "Author": about.author,
            "Subject": about.subject,
            "Keywords": about.keywords,
            "Creator": about.creator,
            "Producer": about.creator,
            "CreationDate": stated,
            "ModDate": stated,
        }
