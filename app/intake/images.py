"""Picture files, told apart by their content: what they are, whether they are whole, and a small picture of them.

Nothing is stored and nothing is changed here. Pillow is imported on first use, not when the program starts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.errors import UnreadableFile
from app.domain.evidence import Capture
from app.domain.words import Text
from app.intake.containers import BrokenImage, Container, boxes, gif, jpeg, png, webp
from app.intake.exif import NO_EXIF, Exif
from app.intake.file_bytes import open_file, shown_name, too_large

LIMIT_BYTES: Final = 256 << 20
"""The largest picture file taken, in bytes."""

TALLEST: Final = 2.5
"""Thumbnails of pictures taller than this many times their width show the upper part only."""

MEDIA_TYPES: Final = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
    "HEIF": "image/heic",
    "AVIF": "image/avif",
}
"""The formats taken, by Pillow's names, with their media types."""

_CONVERT: Final = Text("请截图或另存为 PNG、JPEG 后再添加", "take a screenshot, or save it as PNG or JPEG first")
_BITMAP_HEADERS: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_OTHERS: Final = (
    (0, b"%PDF", Text("这是 PDF，不是图片", "is a PDF, not a picture")),
    (0, b"PK\x03\x04", Text("这是压缩包或 Office 文档，不是图片", "is an archive or office document, not a picture")),
    (4, b"ftyp", Text("这是视频，不是图片", "is a video, not a picture")),
    (0, b"8BPS", Text("这是 Photoshop 文件，不是可直接查看的图片", "is a Photoshop file, not a plain picture")),
)


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What a whole picture file is: its size in pixels is as displayed.

    `orientation` is the EXIF turn (1 to 8) that whoever draws the decoded pixels still has to make.
    """

    media_type: str
    width: int
    height: int
    frames: int = 1
    orientation: int = 1
    exif: Exif = NO_EXIF

    @property
    def exif_capture(self) -> Capture | None:
        """The time that the picture itself claims, if any."""
        return self.exif.capture


def read_image(source: Path | bytes, *, name: str) -> ImageFacts:
    """Read a picture file and prove that it is whole; what it is comes from its content, never from its name.

    Memory: PNG is walked in about 1 MB whatever its size, JPEG decoded at an eighth; the other formats, held to
    120 million pixels, take 1 to 16 bytes a pixel. May be called from any thread.

    Raises:
        UnreadableFile: no ordinary file, unreadable, no picture of a known format, cut short, damaged or over a
            limit; the message begins with `name`.
    """
    from app.intake import decoding

    with _named(name), _opened(source, name) as file:
        pillow_format = _format(file)
        container, exif = decoding.prove(file, pillow_format, _walk(file, pillow_format))
        width, height = container.width, container.height
        if exif.orientation >= 5:
            width, height = height, width
        return ImageFacts(MEDIA_TYPES[pillow_format], width, height, container.frames, exif.orientation, exif)


def thumbnail(source: Path | bytes, *, edge: int, tallest: float = TALLEST) -> bytes:
    """Return a JPEG of the picture that fits into `edge` by `edge` pixels, upright and without metadata.

    Of a picture taller than `tallest` times its width only the upper part is shown, so that it stays readable.

    Raises:
        UnreadableFile: as `read_image`; a file that `read_image` took can be reduced.
    """
    from app.intake import decoding

    name = source.name if isinstance(source, Path) else "image"
    with _named(name), _opened(source, name) as file:
        pillow_format = _format(file)
        if pillow_format != "PNG":
            _walk(file, pillow_format)
        return decoding.reduced(file, pillow_format, edge=edge, tallest=tallest)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Put the file's name to what is wrong with it."""
    try:
        yield
    except BrokenImage as broken:
        raise UnreadableFile(shown_name(name), broken.problem, broken.remedy) from broken
    except UnreadableFile as refused:
        # The path of a file in the vault is its hash: the message carries the name that the user knows.
        raise UnreadableFile(shown_name(name), refused.problem, refused.remedy) from refused


@contextmanager
def _opened(source: Path | bytes, name: str) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        if len(source) > LIMIT_BYTES:
            raise too_large(shown_name(name), LIMIT_BYTES)
        yield io.BytesIO(source)
    else:
        with open_file(source, limit=LIMIT_BYTES) as file:
            yield file


def _format(file: BinaryIO) -> str:
    """Return Pillow's name of the format that the first bytes show."""
    head = file.read(256)
    if not head:
        raise BrokenImage(Text("文件是空的（0 字节）", "is empty (0 bytes)"))
    if head.startswith(png.SIGNATURE):
        return "PNG"
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head.startswith((b"II*\0", b"MM\0*")):
        return "TIFF"
    if coding := boxes.coding(head):
        return {"heic": "HEIF", "avif": "AVIF"}[coding]
    # Two letters are too few to tell a bitmap from a text: the size of its header must follow (12 to 124 bytes).
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS:
        return "BMP"
    raise BrokenImage(_what_else(head), _CONVERT)


def _what_else(head: bytes) -> Text:
    for offset, mark, problem in _OTHERS:
        if head.startswith(mark, offset):
            return problem
    return Text(
        "内容不是支持的图片格式（PNG、JPEG、WebP、HEIC、GIF、BMP、TIFF）",
        "is no picture of a known format (PNG, JPEG, WebP, HEIC, GIF, BMP, TIFF)",
    )


def _walk(file: BinaryIO, pillow_format: str) -> Container:
    """Walk the container's blocks, with the header held to the limits first."""
    from app.intake import decoding

    limit = decoding.pixel_limit(pillow_format)
    match pillow_format:
        case "PNG":
            header = png.read_header(file)
            decoding.check_size(header.width, header.height, limit=limit)
            container = png.inspect(file)
        case "JPEG":
            container = jpeg.inspect(file)
        case "GIF":
            container = gif.inspect(file)
        case "WEBP":
            container = webp.inspect(file)
        case "HEIF" | "AVIF":
            return boxes.inspect(file)
        case _:
            return Container()
    decoding.check_size(container.width, container.height, limit=limit)
    return container
