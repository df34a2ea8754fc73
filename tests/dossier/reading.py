"""Reading a finished PDF back with tools that know nothing of how it was made."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import Destination

Colour = tuple[Fraction, ...]


def tool(*command: str | Path) -> str:
    """Run a command-line tool that must succeed; return what it prints."""
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode("utf-8")


def assert_sound(path: Path) -> None:
    """Check the file with qpdf: no error, no warning."""
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", path)


def text(path: Path, *, first: int | None = None, last: int | None = None) -> str:
    """Return the text of pages with all blanks and line ends taken out."""
    pages = [*(["-f", str(first)] if first else []), *(["-l", str(last or first)] if last or first else [])]
    return "".join(tool("pdftotext", "-raw", *pages, path, "-").split())


def images(path: Path) -> list[Any]:
    """Return the image objects of all pages, each once, in the order of pages, their rows unpacked by qpdf."""
    plain = path.with_suffix(".plain.pdf")
    tool("qpdf", "--stream-data=uncompress", "--decode-level=generalized", path, plain)
    found: dict[int, Any] = {}
    for page in PdfReader(plain).pages:
        for reference in (page["/Resources"].get("/XObject") or {}).values():
            image = reference.get_object()
            found[image.indirect_reference.idnum] = image
    return list(found.values())


def links(reader: PdfReader) -> list[list[tuple[list[float], int, float]]]:
    """Return for each page its links: rectangle, page led to (from 1), height led to."""
    return [
        [
            (
                [float(edge) for edge in annotation.get_object()["/Rect"]],
                page_number(reader, annotation.get_object()["/Dest"][0]),
                float(annotation.get_object()["/Dest"][3]),
            )
            for annotation in page.get("/Annots", [])
        ]
        for page in reader.pages
    ]


def page_number(reader: PdfReader, reference: Any) -> int:
    target = reference.get_object()
    return next(number for number, page in enumerate(reader.pages, start=1) if page == target)


def bookmarks(reader: PdfReader, entries: Any = None, level: int = 0) -> list[tuple[int, str, int]]:
    """Return (level, title, page from 1) of every bookmark."""
    found = []
    for entry in reader.outline if entries is None else entries:
        if isinstance(entry, Destination):
            found.append((level, str(entry.title), (reader.get_destination_page_number(entry) or 0) + 1))
        else:
            found.extend(bookmarks(reader, entry, level + 1))
    return found


def shown_pixels(image: Any) -> list[Colour]:
    """Return each pixel of an image object as (red, green, blue, opacity), each from 0 to 1, computed exactly."""
    width, height, depth = image["/Width"], image["/Height"], image["/BitsPerComponent"]
    space = image["/ColorSpace"]
    kind = space if isinstance(space, str) else space[0]
    channels = {"/DeviceGray": 1, "/DeviceRGB": 3, "/Indexed": 1}[kind]
    samples = _samples(image.get_data(), width, height, channels, depth)
    alphas = [pixel[3] for pixel in _opacity(image, width * height)]
    key = image.get("/Mask")
    colours = []
    for pixel, alpha in zip(samples, alphas, strict=True):
        hidden = key is not None and all(key[2 * i] <= sample <= key[2 * i + 1] for i, sample in enumerate(pixel))
        colours.append((*_rgb(pixel, kind, space, depth), Fraction(0) if hidden else alpha))
    return colours


def _opacity(image: Any, count: int) -> list[Colour]:
    mask = image.get("/SMask")
    if mask is None:
        return [(Fraction(1),) * 4] * count
    mask = mask.get_object()
    top = (1 << mask["/BitsPerComponent"]) - 1
    samples = _samples(mask.get_data(), mask["/Width"], mask["/Height"], 1, mask["/BitsPerComponent"])
    return [(Fraction(1), Fraction(1), Fraction(1), Fraction(sample[0], top)) for sample in samples]


def _rgb(pixel: tuple[int, ...], kind: str, space: Any, depth: int) -> Colour:
    if kind == "/Indexed":
        table = space[3] if isinstance(space[3], bytes) else space[3].original_bytes
        return tuple(Fraction(value, 255) for value in table[3 * pixel[0] : 3 * pixel[0] + 3])
    values = pixel if len(pixel) == 3 else pixel * 3
    return tuple(Fraction(value, (1 << depth) - 1) for value in values)


def _samples(data: bytes, width: int, height: int, channels: int, depth: int) -> list[tuple[int, ...]]:
    stride = (width * channels * depth + 7) // 8
    assert len(data) == stride * height
    pixels = []
    for row in range(height):
        bits = "".join(f"{byte:08b}" for byte in data[row * stride : (row + 1) * stride])
        values = [int(bits[depth * i : depth * (i + 1)], 2) for i in range(width * channels)]
        pixels.extend(tuple(values[i : i + channels]) for i in range(0, len(values), channels))
    return pixels
