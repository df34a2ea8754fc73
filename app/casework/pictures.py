"""A picture in tiles at several sizes, for a viewer that never holds all of its pixels at once.

Each level is half as wide and half as high as the one before; level 0 has the picture's own pixels. The pixels lie in a
file without a name inside the vault's folder of derived data, which is gone when it is closed or the program dies.
No database is touched, so any thread may work here. What is made here is looked at and never kept.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import threading
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from app.casework.steps import QUIET, Steps
from app.domain.errors import UnreadableFile
from app.domain.marks import Region
from app.intake.containers import BrokenImage
from app.intake.exif import read_exif
from app.intake.file_bytes import open_file, shown_name
from app.intake.images import LIMIT_BYTES, MEDIA_TYPES
from app.intake.pixels import give_back, opaque, take_in_blocks, turned
from app.vault.originals import Originals

if TYPE_CHECKING:
    from PIL import Image

TILE: Final = 512
"""The side of a tile in pixels; those at the right and lower edge are smaller."""

_IN_MEMORY: Final = 24 << 20
"""Pictures whose pixels take less than this many bytes need no file."""

_FORMATS: Final = {media_type: name for name, media_type in MEDIA_TYPES.items()}
_TURNED_BY_DECODER: Final = frozenset({"HEIF", "TIFF"})

# Decoding 100 million pixels takes some 400 MB while it lasts: never two at a time.
_one_at_a_time: Final = threading.Lock()

Key = tuple[int, int, int]
"""A tile's level, column and row."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Some pixels: red, green, blue, 8 bits each, row by row without gaps."""

    width: int
    height: int
    pixels: bytes


class Pyramid:
    """The tiles of one picture; sizes are in pixels as displayed. Any thread may ask, until it is closed."""

    def __init__(self, width: int, height: int, scratch: IO[bytes]) -> None:
        self.width = width
        self.height = height
        self.levels = levels_of(width, height)
        self._scratch = scratch
        self._places: dict[Key, tuple[int, int, int]] = {}
        self._end = 0
        self._lock = threading.Lock()
        # Whoever forgets it, such as a window that is closed, still gives the file back.
        weakref.finalize(self, scratch.close)

    def size(self, level: int) -> tuple[int, int]:
        """Return the width and height of a level."""
        return -(-self.width // (1 << level)), -(-self.height // (1 << level))

    def tile(self, level: int, column: int, row: int) -> Tile:
        """Return one tile.

        Raises:
            LookupError: there is no such tile, or the picture was closed.
        """
        with self._lock:
            offset, width, height = self._places[level, column, row]
            self._scratch.seek(offset)
            return Tile(width, height, self._scratch.read(width * height * 3))

    def close(self) -> None:
        """Give the pixels back."""
        with self._lock:
            self._places.clear()
            self._scratch.close()

    def put(self, key: Key, image: Image.Image) -> None:
        """Keep the pixels of a tile."""
        pixels = image.tobytes()
        with self._lock:
            self._scratch.seek(self._end)
            self._scratch.write(pixels)
            self._places[key] = self._end, image.width, image.height
            self._end += len(pixels)


def levels_of(width: int, height: int) -> int:
    """Return how many levels there are until the whole picture is one tile."""
    levels = 1
    while max(width, height) > TILE << (levels - 1):
        levels += 1
    return levels


def open_original(vault_folder: Path, sha256: str, media_type: str, *, name: str, steps: Steps = QUIET) -> Pyramid:
    """Return the tiles of an original of the vault.

    Raises:
        UnreadableFile: as `open_picture`.
        Cancelled: it is no longer wanted.
    """
    original = Originals(vault_folder / "originals").path(sha256)
    return open_picture(original, media_type, name=name, scratch=vault_folder / "derived", steps=steps)


def open_picture(path: Path, media_type: str, *, name: str, scratch: Path, steps: Steps = QUIET) -> Pyramid:
    """Decode a picture once and return its tiles, upright, on white; `scratch` is where their pixels may lie.

    Memory: 4 bytes a pixel while it decodes, one at a time; then next to nothing.

    Raises:
        UnreadableFile: it cannot be decoded, or is too large; the message begins with `name`.
        Cancelled: it is no longer wanted.
    """
    steps(0, 1)
    with _one_at_a_time, _told_by(name), _decoded(path, media_type) as (image, orientation):
        width, height = image.size[::-1] if orientation >= 5 else image.size
        pyramid = Pyramid(width, height, _scratch_file(scratch, width * height * 4))
        try:
            _fill(pyramid, image, orientation, steps)
        except BaseException:
            pyramid.close()
            raise
        return pyramid


def glance(vault_folder: Path, sha256: str, media_type: str, *, name: str, steps: Steps = QUIET) -> Tile | None:
    """Return a large JPEG at an eighth of its size, long before its tiles are there; None of other formats.

    Raises:
        UnreadableFile: it cannot be decoded.
        Cancelled: it is no longer wanted.
    """
    if media_type != MEDIA_TYPES["JPEG"]:
        return None
    steps(0, 1)
    path = Originals(vault_folder / "originals").path(sha256)
    with _told_by(name), _decoded(path, media_type, eighth=True) as (image, orientation):
        upright = turned(opaque(image), orientation)
        return Tile(upright.width, upright.height, upright.tobytes())


@contextlib.contextmanager
def _decoded(path: Path, media_type: str, *, eighth: bool = False) -> Iterator[tuple[Image.Image, int]]:
    from app.intake import decoding

    take_in_blocks()
    pillow_format = _FORMATS.get(media_type, "")
    with (
        open_file(path, limit=LIMIT_BYTES) as file,
        decoding.decoder_failures(),
        decoding.open_image(file, pillow_format) as image,
    ):
        if eighth:
            image.draft("RGB", (max(image.width // 8, 1), max(image.height // 8, 1)))
        image.load()
        block = None if pillow_format in _TURNED_BY_DECODER else image.info.get("exif")
        try:
            yield image, read_exif(block).orientation if isinstance(block, bytes) else 1
        finally:
            if not eighth:
                give_back(image)


@contextlib.contextmanager
def _told_by(name: str) -> Iterator[None]:
    """Put the name that the user knows to what is wrong; a file in the vault is called by its hash."""
    try:
        yield
    except BrokenImage as broken:
        raise UnreadableFile(shown_name(name), broken.problem, broken.remedy) from broken
    except UnreadableFile as refused:
        raise UnreadableFile(shown_name(name), refused.problem, refused.remedy) from refused


def _scratch_file(folder: Path, expected: int) -> IO[bytes]:
    if expected > _IN_MEMORY:
        # Where the folder takes no file (a vault opened for reading on a disk that cannot be written), memory has to.
        with contextlib.suppress(OSError):
            return tempfile.TemporaryFile(dir=folder)
    return io.BytesIO()


def _fill(pyramid: Pyramid, image: Image.Image, orientation: int, steps: Steps) -> None:
    """Cut the picture into strips, each into tiles, and let each level hand its halved strips to the next."""
    builder = _Builder(pyramid)
    for top in range(0, pyramid.height, TILE):
        steps(top, pyramid.height)
        strip = Region(0, top, pyramid.width, min(TILE, pyramid.height - top))
        stored = _where_stored(strip, *image.size, orientation)
        part = image.crop((stored.x, stored.y, stored.right, stored.bottom))
        part.info = image.info
        builder.add(0, turned(opaque(part), orientation))
    builder.finish()
    steps(pyramid.height, pyramid.height)


class _Builder:
    """Gathers the strips of each level until they fill a row of tiles."""

    def __init__(self, pyramid: Pyramid) -> None:
        self._pyramid = pyramid
        self._rows = [0] * pyramid.levels
        self._waiting: list[list[Image.Image]] = [[] for _ in range(pyramid.levels)]

    def add(self, level: int, strip: Image.Image) -> None:
        """Take a strip of a level; all but the last of level 0 have the height of a tile."""
        waiting = self._waiting[level]
        waiting.append(strip)
        if sum(part.height for part in waiting) >= TILE:
            self._cut(level)

    def finish(self) -> None:
        """Cut what is left of each level."""
        for level in range(self._pyramid.levels):
            if self._waiting[level]:
                self._cut(level)

    def _cut(self, level: int) -> None:
        strip = _stacked(self._waiting[level])
        self._waiting[level] = []
        row, self._rows[level] = self._rows[level], self._rows[level] + 1
        for column, left in enumerate(range(0, strip.width, TILE)):
            box = (left, 0, min(left + TILE, strip.width), strip.height)
            self._pyramid.put((level, column, row), strip.crop(box))
        if level + 1 < self._pyramid.levels:
            self.add(level + 1, strip.reduce(2))


def _stacked(strips: list[Image.Image]) -> Image.Image:
    if len(strips) == 1:
        return strips[0]
    from PIL import Image

    whole = Image.new("RGB", (strips[0].width, sum(strip.height for strip in strips)))
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole


def _where_stored(strip: Region, width: int, height: int, orientation: int) -> Region:
    """Return where a full-width strip of the upright picture lies in the stored one of `width` by `height` pixels."""
    if orientation < 5:
        top = height - strip.bottom if orientation in {3, 4} else strip.y
        return Region(0, top, width, strip.height)
    left = width - strip.bottom if orientation in {7, 8} else strip.y
    return Region(left, 0, strip.height, height)
