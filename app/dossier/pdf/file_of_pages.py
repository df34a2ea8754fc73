"""A plan written as a PDF: pages as they come, each picture once, then fonts, outline and catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, Protocol

from app.dossier.fonts import Fonts
from app.dossier.look import Face
from app.dossier.pdf.colour_profiles import srgb
from app.dossier.pdf.content import PageContent
from app.dossier.pdf.embedded_files import embed_files
from app.dossier.pdf.embedded_fonts import EmbeddedFont
from app.dossier.pdf.metadata import information, xmp
from app.dossier.pdf.objects import Name, Ref, Value
from app.dossier.pdf.pictures import PlacedPicture
from app.dossier.pdf.reading_layer import unseen_texts
from app.dossier.pdf.stream_document import StreamDocument
from app.dossier.plan import Bookmark, Link, Page, Plan

_OUTPUT_INTENT: Final[dict[str, Value]] = {
    "Type": Name("OutputIntent"),
    "S": Name("GTS_PDFA1"),
    "OutputConditionIdentifier": "sRGB IEC61966-2.1",
    "Info": "sRGB IEC61966-2.1",
    "RegistryName": "http://www.color.org",
}


class Sources(Protocol):
    """Where a file of pages gets the exhibits' bytes from."""

    def picture(self, document: StreamDocument, position: int) -> PlacedPicture:
        """Write the picture of the exhibit at a position, or return what was written before."""
        ...

    def blocks(self, position: int) -> Iterable[bytes]:
        """Read the original of the exhibit at a position."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """A finished PDF: its size and its SHA-256 in hex."""

    bytes: int
    sha256: str


class FileOfPages:
    """Writes one PDF; pages are added in order, then `finish` closes it."""

    def __init__(self, file: BinaryIO, plan: Plan, fonts: Fonts, sources: Sources) -> None:
        self._document = StreamDocument(file)
        self._plan = plan
        self._sources = sources
        self._faces = fonts
        self._first = plan.pages[0].number
        self._heights = {page.number: page.height for page in plan.pages} | dict(enumerate(plan.heights, start=1))
        self._fonts = {face: EmbeddedFont(fonts.outlines(face)) for face in Face}
        self._pages = [self._document.reserve() for _ in plan.pages]
        self._tree = self._document.reserve()
        self._font_dictionary = self._document.reserve()

    def add(self, page: Page) -> None:
        """Write a page, and before it the pictures that it is the first to show."""
        shown: dict[str, PlacedPicture] = {}

        def picture(exhibit: int) -> PlacedPicture:
            placed = self._sources.picture(self._document, exhibit)
            shown[placed.name] = placed
            return placed

        unseen = [
            text
            for part in page.pictures
            for text in unseen_texts(part, self._plan.exhibits[part.exhibit], self._faces)
        ]
        operators = PageContent(page, self._fonts).operators(picture, unseen)
        content = self._document.add_deflated({}, operators)
        entries: dict[str, Value] = {
            "Type": Name("Page"),
            "Parent": self._tree,
            "MediaBox": [0, 0, page.width, page.height],
            "Resources": {
                "Font": self._font_dictionary,
                "XObject": {name: placed.ref for name, placed in shown.items()},
            },
            "Contents": content,
        }
        if page.links:
            entries["Annots"] = [self._document.add(self._annotation(link, page)) for link in page.links]
        self._document.add(entries, self._pages[page.number - self._first])

    @property
    def length(self) -> int:
        """The bytes written so far."""
        return self._document.length

    def finish(self) -> Written:
        """Write what all pages share and close the file's structure."""
        document = self._document
        fonts = {face.value: font.write(document) for face, font in self._fonts.items() if font.is_used}
        document.add(fonts, self._font_dictionary)
        document.add({"Type": Name("Pages"), "Kids": self._pages, "Count": len(self._pages)}, self._tree)
        outline = self._outline(self._plan.bookmarks)
        info = document.add(information(self._plan.description))
        catalog = document.add(
            {
                **self._archival(),
                "Type": Name("Catalog"),
                "Pages": self._tree,
                "Lang": "zh-CN",
                "Outlines": outline,
                "PageMode": Name("UseOutlines"),
                "PageLayout": Name("OneColumn"),
                "PageLabels": {"Nums": [0, {"S": Name("D"), "St": self._first}]},
                "ViewerPreferences": {"DisplayDocTitle": True},
                # The first page at 100 %: the court-bundle guidance's default view.
                "OpenAction": [self._pages[0], Name("XYZ"), None, None, 1],
            }
        )
        digest = document.finish(catalog, info)
        return Written(document.length, digest)

    def _archival(self) -> dict[str, Value]:
        """Write what makes the file PDF/A: the output intent, the metadata, and attached originals (ISO 19005-3)."""
        document, about = self._document, self._plan.description
        attached = self._plan.attachments
        profile = document.share_deflated({"N": 3}, srgb())
        packet = xmp(about, part=3 if attached else 2)
        # Readers that know nothing of PDF look for the metadata in the plain bytes.
        metadata = document.add_stream({"Type": Name("Metadata"), "Subtype": Name("XML")}, [packet])
        entries: dict[str, Value] = {
            "Metadata": metadata,
            "OutputIntents": [_OUTPUT_INTENT | {"DestOutputProfile": profile}],
        }
        if attached:
            files = embed_files(document, attached, self._plan.exhibits, self._sources.blocks, about.stated_at)
            entries |= {"Names": {"EmbeddedFiles": files.names}, "AF": files.associated}
        return entries

    def _destination(self, page: int, top: float) -> list[Value]:
        return [self._pages[page - self._first], Name("XYZ"), 0, self._heights[page] - top, None]

    def _annotation(self, link: Link, page: Page) -> dict[str, Value]:
        box = link.box
        entries: dict[str, Value] = {
            "Type": Name("Annot"),
            "Subtype": Name("Link"),
            "Rect": [box.x, page.height - box.y - box.height, box.x + box.width, page.height - box.y],
            "Border": [0, 0, 0],
            "F": 4,
        }
        if 0 <= link.page - self._first < len(self._pages):
            return entries | {"Dest": self._destination(link.page, link.top)}
        return entries | {"A": self._elsewhere(link)}

    def _elsewhere(self, link: Link) -> Value:
        """Return the action that opens the other part of this dossier, which lies beside this one."""
        part = next(part for part in self._plan.parts if part.first <= link.page <= part.last)
        top = self._heights[link.page] - link.top
        return {
            "S": Name("GoToR"),
            "F": {"Type": Name("Filespec"), "F": part.name, "UF": part.name},
            "D": [link.page - part.first, Name("XYZ"), 0, top, None],
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
