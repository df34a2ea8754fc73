"""What the guidance on electronic court bundles asks of a PDF, checked on the finished file.

Source: General guidance on electronic court bundles (England and Wales), 29 November 2021, met in Chinese. Checked with
pypdf, pypdfium2 and poppler, none of which wrote the file. `check_bundle` raises AssertionError with what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ContentStream

from tests.dossier.reading import bookmarks, tool

MOST_DPI = 300
MOST_OVERHEAD = 2_000_000
A4 = (595.276, 841.89)
_STAMP = re.compile(r"((?:证据\d+、?)+)(?:（\d+/\d+）)?·第\d+页/共")


@dataclass(frozen=True)
class Target:
    """Where a link or bookmark leads: the file, and the page in it (from 1)."""

    path: Path
    page: int


@dataclass(frozen=True)
class Link:
    """A link as a reader sees it: the page it is on (from 1), the words in its box (no blanks), and its target."""

    page: int
    words: str
    target: Target


def check_bundle(path: Path, *, images_bytes: int | None = None, is_resized: bool = False) -> None:
    """Check one PDF, whole dossier or part, against every rule."""
    reader = PdfReader(path)
    texts = page_texts(path)
    check_numbers(reader, texts)
    check_bookmarks(reader, texts)
    check_links(path)
    check_pages(reader, texts)
    check_glyphs(reader)
    opening = reader.trailer["/Root"]["/OpenAction"]
    assert (opening[1], opening[4]) == ("/XYZ", 1), "does not open at 100 %"
    if is_resized:
        check_resolution(reader)
    if images_bytes is not None:
        over = path.stat().st_size - images_bytes
        assert over <= MOST_OVERHEAD, f"{over} bytes over the images"


def page_texts(path: Path) -> list[str]:
    """Return the text of each page without blanks."""
    return ["".join(page.split()) for page in tool("pdftotext", "-raw", path, "-").split("\f")[:-1]]


def check_numbers(reader: PdfReader, texts: Sequence[str]) -> None:
    """Printed page number = the PDF's own number on every page, running on from the first page of the file."""
    assert len(texts) == len(reader.pages)
    first = int(reader.page_labels[0])
    for place, (words, label) in enumerate(zip(texts, reader.page_labels, strict=True)):
        assert label == str(first + place)
        assert re.search(rf"第{label}页/共\d+页", words), f"page {label} does not print its number"
    if not re.search(r"第\d+册（共\d+册）", texts[0]):
        assert first == 1
        assert f"/共{len(texts)}页" in texts[0]


def exhibits_on(words: str) -> list[str]:
    """Return the exhibits that a page's stamp names."""
    found = _STAMP.search(words)
    return found[1].split("、") if found else []


def check_bookmarks(reader: PdfReader, texts: Sequence[str]) -> None:
    """Each section and exhibit has a bookmark that names its page and leads there."""
    entries = bookmarks(reader)
    assert entries
    found: dict[str, int] = {}
    for _, title, page in entries:
        assert title.endswith(f"· 第{reader.page_labels[page - 1]}页"), title
        assert "\ufffd" not in title
        if label := re.match(r"证据\d+(?= )", title):
            found[label[0]] = page
            assert label[0] in exhibits_on(texts[page - 1]), title
    begun = [
        label for words in texts for label in exhibits_on(words) if f"{label}（" not in words or f"{label}（1/" in words
    ]
    assert list(found) == list(dict.fromkeys(begun)), "an exhibit has no bookmark"


def links_of(path: Path) -> Iterator[Link]:
    """Yield every link of a file, with the words in its box and where it leads."""
    reader = PdfReader(path)
    drawn = pypdfium2.PdfDocument(path)
    for number, page in enumerate(reader.pages, start=1):
        layer = drawn[number - 1].get_textpage()
        for reference in page.get("/Annots", []):
            link = reference.get_object()
            assert link["/Subtype"] == "/Link"
            left, low, right, high = (float(edge) for edge in link["/Rect"])
            assert 0 <= left < right <= float(page.mediabox.width)
            assert 0 <= low < high <= float(page.mediabox.height)
            words = "".join(layer.get_text_bounded(left, low, right, high).split())
            yield Link(number, words, _target(path, reader, link))


def _target(path: Path, reader: PdfReader, link: Any) -> Target:
    if "/Dest" in link:
        page = reader.get_page_number(link["/Dest"][0].get_object())
        assert page is not None
        assert 0 <= float(link["/Dest"][3]) <= float(reader.pages[page].mediabox.height)
        return Target(path, page + 1)
    action = link["/A"]
    assert action["/S"] == "/GoToR"
    return Target(path.with_name(str(action["/F"]["/UF"])), int(action["/D"][0]) + 1)


def check_links(path: Path) -> None:
    """Every link leads to the page that its words name; one that names an exhibit leads to that exhibit."""
    known: dict[Path, tuple[list[str], list[str]]] = {}
    for link in links_of(path):
        place = link.target
        if place.path not in known:
            assert place.path.exists(), f"{place.path.name} is missing"
            known[place.path] = page_texts(place.path), PdfReader(place.path).page_labels
        texts, labels = known[place.path]
        assert 1 <= place.page <= len(texts)
        label, words = labels[place.page - 1], texts[place.page - 1]
        said = f"page {link.page}: {link.words!r} leads to {label}"
        if row := re.match(r"(证据\d+)\D.*?(\d+)$", link.words, re.DOTALL):
            assert row[1] in exhibits_on(words), said
            assert row[2] == label, said
        for named in re.findall(r"第(\d+)页", link.words):
            assert named == label, said
        if link.words == "返回证据目录":
            assert "证据目录" in words, said


def check_pages(reader: PdfReader, texts: Sequence[str]) -> None:
    """A4, upright or lying, nothing turned afterwards, text on every page."""
    for number, (page, words) in enumerate(zip(reader.pages, texts, strict=True), start=1):
        size = float(page.mediabox.width), float(page.mediabox.height)
        assert sorted(size) == sorted(float(f"{edge:.3f}") for edge in A4), f"page {number} is {size}"
        assert not page.get("/Rotate", 0)
        assert len(words) > 10, f"page {number} has no text"


def check_glyphs(reader: PdfReader) -> None:
    """Every character on every page has a glyph and a Unicode value."""
    fonts: dict[int, tuple[bytes, set[int]]] = {}
    for number, page in enumerate(reader.pages, start=1):
        resources = page["/Resources"]["/Font"]
        face: tuple[bytes, set[int]] = b"", set()
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"Tf":
                face = _face(resources.raw_get(operands[0]), fonts)
            elif operator == b"Tj":
                for code in _codes(operands[0]):
                    assert face[0][2 * code : 2 * code + 2] not in {b"", b"\0\0"}, f".notdef on page {number}"
                    assert code in face[1], f"no Unicode value on page {number}"


def _face(reference: Any, known: dict[int, tuple[bytes, set[int]]]) -> tuple[bytes, set[int]]:
    if reference.idnum not in known:
        font = reference.get_object()
        descendant = font["/DescendantFonts"][0].get_object()
        codes = re.findall(rb"<([0-9A-F]{4})> <[0-9A-F]+>", font["/ToUnicode"].get_data())
        known[reference.idnum] = descendant["/CIDToGIDMap"].get_data(), {int(code, 16) for code in codes}
    return known[reference.idnum]


def _codes(text: Any) -> list[int]:
    data = text if isinstance(text, bytes) else text.original_bytes
    return [int.from_bytes(data[place : place + 2], "big") for place in range(0, len(data), 2)]


def drawn_images(reader: PdfReader) -> Iterator[tuple[int, Any, float, float]]:
    """Yield page (from 1), image object, and the width and height in points at which each image is drawn."""
    for number, page in enumerate(reader.pages, start=1):
        matrix: list[float] = []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"cm":
                matrix = [float(value) for value in operands]
            elif operator == b"Do":
                image = page["/Resources"]["/XObject"][operands[0]]
                yield number, image, abs(matrix[0] or matrix[2]), abs(matrix[3] or matrix[1])


def check_resolution(reader: PdfReader) -> None:
    """No picture of a file with reduced pictures has more than 300 pixels an inch where it stands."""
    for number, image, width, _ in drawn_images(reader):
        dpi = image["/Width"] / width * 72
        assert dpi <= MOST_DPI + 0.5, f"{dpi:.0f} dpi on page {number}"
