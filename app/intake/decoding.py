"""Everything that Pillow and libheif do for us, kept in one room that is entered late: importing them takes time.

A decoder meeting hostile bytes raises almost anything; from here only `BrokenImage` comes out. Pillow also warns, and
warnings are switched off only for Pillow and only while it works, for all threads together.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

import pi_heif
from PIL import Image, ImageSequence

from app.domain.words import Text
from app.intake.containers import CUT_SHORT, DAMAGED, BrokenImage, Container, check_frames
from app.intake.exif import NO_EXIF, Exif, read_exif, read_exif_at
from app.intake.pixels import eight_bits, give_back, take_in_blocks, turned

LIMIT_PIXELS: Final = 250_000_000
"""The most pixels of a picture that is checked in bounded memory (PNG, JPEG): 1080 pixels by 231,000."""

LIMIT_PIXELS_WHOLE: Final = 120_000_000
"""The most pixels of a picture that can only be decoded as a whole: at 4 to 20 bytes a pixel."""

LIMIT_PIXELS_PAGES: Final = 500_000_000
"""The most pixels of all pages of a TIFF together; each is decoded in turn."""

LIMIT_SIDE: Final = 65_500
"""The longest side in pixels: what JPEG can hold, and less than what overflows 16 bits."""

FAILURES: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What decoders have been seen to raise on damaged files."""

_TURNED: Final = frozenset({"HEIF", "TIFF"})
_STREAMED: Final = frozenset({"PNG", "JPEG"})
_SMALLER: Final = Text("请裁剪或缩小后再添加", "crop it or make it smaller first")
_TOO_MANY_PAGES: Final = Text(
    f"全部页面合计像素过多（最多 {LIMIT_PIXELS_PAGES // 1_000_000} 百万）",
    f"has too many pixels in all its pages (at most {LIMIT_PIXELS_PAGES // 1_000_000} million)",
)
_GREYS: Final = frozenset({"1", "L", "I", "F"})
# Where nobody has set up logging, Python prints what Pillow logs; a refused file gets one line, which is ours.
logging.getLogger("PIL").addHandler(logging.NullHandler())

# Our own limits are tighter for each format and checked on the header; Pillow's stays on as a second fence.
Image.MAX_IMAGE_PIXELS = LIMIT_PIXELS


class _QuietPillow(contextlib.AbstractContextManager[None]):
    """Ignores the warnings of Pillow's modules while at least one thread is inside.

    `warnings.catch_warnings` alone would, with two threads overlapping, put back the other one's filters.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._saved = warnings.catch_warnings()

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._saved = warnings.catch_warnings()
                self._saved.__enter__()
                warnings.filterwarnings("ignore", module=r"PIL\.")
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._saved.__exit__(None, None, None)


quiet_pillow: Final = _QuietPillow()


_chatter = threading.Lock()


@contextlib.contextmanager
def _without_chatter() -> Iterator[None]:
    """Keep libtiff, which writes what it finds wrong to the C library's stderr, from talking into ours."""
    with _chatter, contextlib.ExitStack() as back:
        # A program without a console has no such stream.
        with contextlib.suppress(OSError):
            saved = os.dup(2)
            back.callback(os.close, saved)
            back.callback(os.dup2, saved, 2)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 2)
            os.close(nowhere)
        yield


@contextlib.contextmanager
def decoder_failures() -> Iterator[None]:
    """Turn whatever a decoder raises into `BrokenImage`."""
    try:
        with quiet_pillow:
            yield
    except BrokenImage:
        raise
    except MemoryError:
        raise BrokenImage(Text("内存不足，无法解码图片", "needs more memory than there is"), _SMALLER) from None
    except FAILURES as failure:
        if isinstance(failure, OSError) and failure.errno:
            raise BrokenImage(
                Text(f"读取失败（{failure.strerror}）", f"cannot be read ({failure.strerror})"),
                Text("请把它复制到本机硬盘后再试", "copy it to this computer's disk and try again"),
            ) from failure
        is_cut = "truncated" in str(failure).lower() or isinstance(failure, EOFError)
        raise BrokenImage(CUT_SHORT if is_cut else DAMAGED) from failure


def check_size(width: int, height: int, *, limit: int = LIMIT_PIXELS) -> None:
    """Hold a canvas to the limits, before anything is decoded.

    Raises:
        BrokenImage: empty or too large.
    """
    if width <= 0 or height <= 0:
        raise BrokenImage(DAMAGED)
    if width * height > limit or max(width, height) > LIMIT_SIDE:
        raise BrokenImage(
            Text(
                f"图片尺寸过大（{width}×{height}，最多 {limit // 1_000_000} 百万像素、单边 {LIMIT_SIDE}）",
                f"is {width}×{height} pixels (at most {limit // 1_000_000} million, {LIMIT_SIDE} a side)",
            ),
            _SMALLER,
        )


def pixel_limit(pillow_format: str) -> int:
    """Return the most pixels taken of a format (Pillow's name of it)."""
    return LIMIT_PIXELS if pillow_format in _STREAMED else LIMIT_PIXELS_WHOLE


def open_image(file: BinaryIO, pillow_format: str) -> Image.Image:
    """Open a picture as this one format, read its header and hold it to the limits; nothing is decoded yet."""
    file.seek(0)
    if pillow_format == "HEIF":
        heif = pi_heif.open_heif(file, convert_hdr_to_8bit=True)
        check_size(*heif.size, limit=LIMIT_PIXELS_WHOLE)
        image: Image.Image = heif.to_pillow()
    else:
        image = Image.open(file, formats=[pillow_format])
        check_size(*image.size, limit=pixel_limit(pillow_format))
    return image


def prove(file: BinaryIO, pillow_format: str, container: Container) -> tuple[Container, Exif]:
    """Decode a picture to prove that it is whole, and return its container and EXIF with what only the decoder knows.

    PNG is not decoded here: its container's walk inflates every row already. JPEG is decoded at an eighth, for which
    libjpeg still has to read every coefficient. HEIC has its turn applied by the decoder, so its EXIF says no more.

    Raises:
        BrokenImage: damaged, cut short or too large.
    """
    with decoder_failures(), open_image(file, pillow_format) as image:
        if pillow_format == "TIFF":
            with _without_chatter():
                container = _prove_pages(image)
        elif pillow_format == "JPEG":
            image.draft("L", (max(image.width // 8, 1), max(image.height // 8, 1)))
        elif pillow_format == "AVIF":
            container = replace(container, frames=getattr(image, "n_frames", 1))
            check_frames(container.frames)
        if not container.width:
            container = replace(container, width=image.width, height=image.height)
        if pillow_format != "PNG":
            image.load()
        exif = read_exif(container.exif) if container.exif else _exif(file, image, pillow_format)
        return container, exif


def _exif(file: BinaryIO, image: Image.Image, pillow_format: str) -> Exif:
    if pillow_format == "TIFF":

        def read(offset: int, length: int) -> bytes:
            file.seek(offset)
            return file.read(length)

        exif = read_exif_at(read)
    else:
        block = image.info.get("exif")
        exif = read_exif(block) if isinstance(block, bytes) else NO_EXIF
    # libheif turns the picture as its own transformations say, which is what the EXIF of a HEIC repeats; Pillow turns
    # a TIFF while it is loaded.
    return replace(exif, orientation=1) if pillow_format in _TURNED else exif


def _prove_pages(image: Image.Image) -> Container:
    """Decode the pages of a TIFF one by one, and come back to the first."""
    size, pages, pixels = image.size, 0, 0
    for page in ImageSequence.Iterator(image):
        pages += 1
        check_frames(pages)
        check_size(page.width, page.height, limit=LIMIT_PIXELS_WHOLE)
        pixels += page.width * page.height
        if pixels > LIMIT_PIXELS_PAGES:
            raise BrokenImage(_TOO_MANY_PAGES, _SMALLER)
        # A small page may still claim huge tiles (TIFF 6.0, section 15), and libtiff makes room for a whole one.
        tags = getattr(page, "tag_v2", {})
        check_size(int(tags.get(322, 1)), int(tags.get(323, 1)), limit=LIMIT_PIXELS_WHOLE)
        page.load()
    image.seek(0)
    return Container(*size, pages)


def reduced(file: BinaryIO, pillow_format: str, *, edge: int, tallest: float) -> bytes:
    """Return a JPEG of the picture, turned upright, that fits into `edge` by `edge` pixels, without any metadata.

    Of a picture taller than `tallest` times its width only the upper part is shown.

    Raises:
        BrokenImage: damaged or too large.
    """
    take_in_blocks()
    with decoder_failures(), contextlib.ExitStack() as held:
        image = open_image(file, pillow_format)
        held.callback(give_back, image)
        if pillow_format == "PNG":
            image.load()  # its EXIF may stand after the pixels
        orientation = _exif(file, image, pillow_format).orientation
        width, height = image.size[::-1] if orientation >= 5 else image.size
        shown = min(height, max(round(width * tallest), 1))
        scale = min(edge / width, edge / shown, 1.0)
        if pillow_format == "JPEG":
            # Twice the size that is wanted leaves the good filter something to do.
            image.draft("RGB", (max(int(image.width * scale * 2), 1), max(int(image.height * scale * 2), 1)))
        with _without_chatter() if pillow_format == "TIFF" else contextlib.nullcontext():
            image.load()
        drawn = _plain(turned(image, orientation))
        size = max(round(width * scale), 1), max(round(shown * scale), 1)
        upper = (0, 0, drawn.width, max(drawn.height * shown / height, 1))
        out = io.BytesIO()
        small = drawn.resize(size, Image.Resampling.LANCZOS, box=upper, reducing_gap=2.0)
        _on_white(small).save(out, "JPEG", quality=88, subsampling=0)
        return out.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture as L, RGB or RGBA, the last only where something shines through."""
    if image.mode in {"L", "RGB"} and "transparency" not in image.info:
        return image
    if image.mode.startswith("I;16"):
        return eight_bits(image)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        alpha = image.getchannel("A").getextrema()
        return image.convert("RGB") if alpha[0] == 255 else image
    return image.convert("L" if image.mode in _GREYS else "RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    return paper.convert("RGB")
