"""The tiles of the picture that is looked at: fetched aside, kept within a limit, drawn at the size that is needed."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from app.casework import pictures
from app.casework.pictures import TILE, Key, Pyramid, Tile
from app.casework.steps import Steps
from app.domain.evidence import Evidence
from app.gui import errors
from app.gui.tasks import Task, TaskRunner

LIMIT_BYTES: Final = 96 << 20
"""How much the tiles at hand may take, in bytes; a full-screen view needs about a third."""
_BATCH: Final = 4
"""How many tiles are fetched at a time, so that the first appear soon."""
_SOON_MS: Final = 60
_MOST_OF_A_PART: Final = 1_000_000
"""How many pixels a part is drawn with at most, so that it is there at once."""
_FORMAT: Final = QImage.Format.Format_RGB32
_LARGE: Final = 12_000_000
"""From how many pixels on a first glance comes ahead of the tiles."""


class Tiles(QObject):
    """Draws one picture after another; what is not there yet is drawn coarser, and `changed` tells when it came."""

    changed = Signal()
    ready = Signal()
    failed = Signal(str)

    def __init__(self, runner: TaskRunner, vault_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._folder = vault_folder
        self._pyramid: Pyramid | None = None
        self._glance: QImage | None = None
        self._size = QSize()
        self._kept: OrderedDict[Key, QImage] = OrderedDict()
        self._bytes = 0
        self._wanted: list[Key] = []
        self._under_way: set[Key] = set()
        self._tasks: list[Task] = []
        self._item: Evidence | None = None
        # Decoding slows down whatever the window does meanwhile: first it shows its new page, and it decodes nothing
        # of what is only stepped over.
        self._soon = QTimer(self, interval=_SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._begin)

    @property
    def is_ready(self) -> bool:
        """Whether the tiles are there."""
        return self._pyramid is not None

    @property
    def is_settled(self) -> bool:
        """Whether all that was last drawn was drawn sharp."""
        return self._pyramid is not None and not self._wanted and not self._under_way

    @property
    def kept_bytes(self) -> int:
        """How much memory the tiles at hand take."""
        return self._bytes

    def open(self, item: Evidence, size: QSize) -> None:
        """Show another picture, of that size in pixels."""
        self.close()
        self._size = size
        self._item = item
        self._soon.start()

    def close(self) -> None:
        """Give the picture back."""
        self._soon.stop()
        self._item = None
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        if self._pyramid is not None:
            self._give_back(self._pyramid)
        self._pyramid = None
        self._glance = None
        self._kept.clear()
        self._bytes = 0
        self._wanted.clear()
        self._under_way.clear()

    def draw(self, painter: QPainter, exposed: QRectF, scale: float, sharpness: float) -> None:
        """Draw the part `exposed` (pixels of the picture) at `scale`; `sharpness` is device pixels per unit."""
        pyramid = self._pyramid
        if pyramid is None:
            if self._glance is not None:
                whole = QRectF(0, 0, self._size.width() * scale, self._size.height() * scale)
                painter.drawImage(whole, self._glance)
            return
        level = min(max(math.floor(math.log2(1 / (scale * sharpness))), 0), pyramid.levels - 1)
        keys = list(_keys(pyramid, level, exposed))
        self._wanted = [key for key in keys if not self._draw_tile(painter, key, scale)]
        self._fetch()

    def part(self, region: QRect, zoom: float, sharpness: float) -> QImage | None:
        """Return a region (pixels of the picture) as `draw` shows it at a zoom, from what is at hand; None before."""
        pyramid = self._pyramid
        if pyramid is None or region.isEmpty():
            return None
        scale = min(zoom, 1.0, math.sqrt(_MOST_OF_A_PART / (region.width() * region.height())))
        image = QImage(max(round(region.width() * scale), 1), max(round(region.height() * scale), 1), _FORMAT)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(-region.x() * scale, -region.y() * scale)
        level = min(max(math.floor(math.log2(1 / (zoom * sharpness))), 0), pyramid.levels - 1)
        for key in _keys(pyramid, level, QRectF(region)):
            self._draw_tile(painter, key, scale)
        painter.end()
        return image

    def _begin(self) -> None:
        item = self._item
        if item is None:
            return
        folder, name = self._folder, item.name
        sha256, media_type = item.original.sha256, item.original.media_type

        def opening(steps: Steps) -> Pyramid:
            return pictures.open_original(folder, sha256, media_type, name=name, steps=steps)

        def glancing(steps: Steps) -> QImage | None:
            tile = pictures.glance(folder, sha256, media_type, name=name, steps=steps)
            return _image(tile) if tile is not None else None

        if self._size.width() * self._size.height() >= _LARGE:
            self._tasks.append(self._runner.aside(glancing, self._on_glance, failed=lambda _error: None))
        self._tasks.append(
            self._runner.aside(opening, self._on_opened, failed=self._on_failed, dropped=self._give_back)
        )

    def _give_back(self, pyramid: Pyramid) -> None:
        # Aside, because to take 400 MB off a disk takes 60 ms. A runner that is closing takes no more work; then the
        # last who knows the tiles gives them back.
        self._runner.aside(lambda _steps: pyramid.close())

    def _draw_tile(self, painter: QPainter, key: Key, scale: float) -> bool:
        """Draw a tile, or what of a coarser one lies there, and return whether it was the tile itself."""
        level, column, row = key
        for coarser in range(level, self._levels()):
            steps = coarser - level
            image = self._kept.get((coarser, column >> steps, row >> steps))
            if image is None:
                continue
            self._kept.move_to_end((coarser, column >> steps, row >> steps))
            side = TILE / (1 << steps)
            mask = (1 << steps) - 1
            source = QRectF((column & mask) * side, (row & mask) * side, side, side) & QRectF(image.rect())
            pixel = (1 << coarser) * scale
            left, top = ((column >> steps) * TILE + source.x()) * pixel, ((row >> steps) * TILE + source.y()) * pixel
            # Rounded to whole units, so that neighbours meet without a seam.
            corner = round(left), round(top)
            past = round(left + source.width() * pixel), round(top + source.height() * pixel)
            target = QRect(*corner, max(past[0] - corner[0], 1), max(past[1] - corner[1], 1))
            painter.drawImage(QRectF(target), image, source)
            return steps == 0
        if self._glance is not None:
            self._draw_glance(painter, key, scale)
        return False

    def _draw_glance(self, painter: QPainter, key: Key, scale: float) -> None:
        level, column, row = key
        side = TILE << level
        place = QRectF(column * side, row * side, side, side) & QRectF(0, 0, self._size.width(), self._size.height())
        assert self._glance is not None  # noqa: S101 - its only caller looked
        ratio = self._glance.width() / max(self._size.width(), 1)
        source = QRectF(place.x() * ratio, place.y() * ratio, place.width() * ratio, place.height() * ratio)
        target = QRectF(place.x() * scale, place.y() * scale, place.width() * scale, place.height() * scale)
        painter.drawImage(target, self._glance, source)

    def _levels(self) -> int:
        return self._pyramid.levels if self._pyramid is not None else 0

    def _fetch(self) -> None:
        pyramid = self._pyramid
        if pyramid is None or self._under_way:
            return
        # What stands for all the others while they are missing comes first.
        coarsest = (pyramid.levels - 1, 0, 0)
        keys = [coarsest] if self._wanted and coarsest not in self._kept else []
        keys += [key for key in self._wanted if key not in self._kept and key not in keys]
        keys = keys[:_BATCH]
        if not keys:
            self._wanted = []
            return
        self._under_way = set(keys)

        def fetched(images: list[tuple[Key, QImage]]) -> None:
            if self._pyramid is pyramid:
                self._keep(images)

        def read(_steps: Steps) -> list[tuple[Key, QImage]]:
            return [(key, _image(pyramid.tile(*key))) for key in keys]

        def gone(_error: BaseException) -> None:
            # The picture was closed while its tiles were fetched.
            if self._pyramid is pyramid:
                self._under_way.clear()

        self._runner.aside(read, fetched, failed=gone)

    def _keep(self, images: list[tuple[Key, QImage]]) -> None:
        for key, image in images:
            self._kept[key] = image
            self._bytes += image.sizeInBytes()
        while self._bytes > LIMIT_BYTES:
            _key, image = self._kept.popitem(last=False)
            self._bytes -= image.sizeInBytes()
        self._under_way.clear()
        self._wanted = [key for key in self._wanted if key not in self._kept]
        self._fetch()
        self.changed.emit()

    def _on_glance(self, image: QImage | None) -> None:
        if self._pyramid is None and image is not None:
            self._glance = image
            self.changed.emit()

    def _on_opened(self, pyramid: Pyramid) -> None:
        self._pyramid = pyramid
        self.ready.emit()
        self.changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(errors.sentence(error))


def _keys(pyramid: Pyramid, level: int, exposed: QRectF) -> Iterator[Key]:
    """Yield the tiles of a level that lie in a part of the picture, from its middle outwards."""
    side = TILE << level
    width, height = pyramid.size(level)
    columns = range(max(int(exposed.left() // side), 0), min(int(exposed.right() // side), (width - 1) // TILE) + 1)
    rows = range(max(int(exposed.top() // side), 0), min(int(exposed.bottom() // side), (height - 1) // TILE) + 1)
    middle = exposed.center().x() / side - 0.5, exposed.center().y() / side - 0.5
    every = [(level, column, row) for row in rows for column in columns]
    yield from sorted(every, key=lambda key: math.hypot(key[1] - middle[0], key[2] - middle[1]))


def _image(tile: Tile) -> QImage:
    """Return a tile as it is fastest to draw, with pixels of its own."""
    seen = QImage(tile.pixels, tile.width, tile.height, tile.width * 3, QImage.Format.Format_RGB888)
    return seen.convertToFormat(_FORMAT)
