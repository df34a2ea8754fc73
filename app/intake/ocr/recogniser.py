"""The recognition library and its models, inside the worker process only."""

from __future__ import annotations

import importlib.metadata
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.domain.marks import Region
from app.domain.readings import LIMIT_TEXT, TextLine
from app.intake.ocr.pixels import Upright, upright
from app.intake.ocr.tiles import Tile, joined, tiles

if TYPE_CHECKING:
    from PIL import Image

_THREADS: Final = 4
"""The most threads of recognition, which takes half the processors: idle threads spin, and the window needs some."""


class Recogniser:
    """Reads pictures with the models that lie inside the library's wheel; loading them takes about a second.

    Raises (when made):
        ImportError: the library or its runtime is not installed.
    """

    def __init__(self) -> None:
        # The runtime looks at this when it is imported; from 1.29 it would otherwise write a device id and queue
        # events for its maker (formats.md, section 5). Windows has a channel of its own, closed by the call below.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # type: ignore[import-untyped,import-not-found,unused-ignore]
        from rapidocr import RapidOCR  # type: ignore[import-untyped,import-not-found,unused-ignore]

        onnxruntime.disable_telemetry_events()
        self._read: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                # Screens are upright: the classifier of upside-down lines could only turn some of them wrongly.
                "Global.use_cls": False,
                # Tiles are smaller; the library must not shrink them once more.
                "Global.max_side_len": 2_600,
                "EngineConfig.onnxruntime.intra_op_num_threads": min(max((os.cpu_count() or 1) // 2, 1), _THREADS),
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
        versions = [f"{name} {importlib.metadata.version(name)}" for name in ("rapidocr", "onnxruntime")]
        self.name = ", ".join(versions)

    def lines(self, path: Path, progress: Callable[[int, int], None]) -> tuple[TextLine, ...]:
        """Return the lines of a picture in reading order, in pixels as displayed; `progress` gets tiles done and all.

        Raises:
            UnreadableFile: the picture cannot be decoded, or is too large.
        """
        picture = upright(path)
        parts = tiles(picture.image.height)
        read: list[tuple[Tile, list[TextLine]]] = []
        for number, tile in enumerate(parts):
            progress(number, len(parts))
            box = 0, tile.top, picture.image.width, tile.bottom
            read.append((tile, self._tile(picture.image.crop(box) if len(parts) > 1 else picture.image)))
        progress(len(parts), len(parts))
        return tuple(_unreduced(line, picture) for line in joined(read))

    def _tile(self, image: Image.Image) -> list[TextLine]:
        import numpy as np

        # The library takes arrays as OpenCV has them: blue first.
        pixels = np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
        answer = self._read(pixels)
        if answer.boxes is None or answer.txts is None:
            return []
        found = zip(answer.boxes, answer.txts, answer.scores, strict=True)
        lines = [_line(box.tolist(), text, float(score), image.width, image.height) for box, text, score in found]
        return [line for line in lines if line is not None]


def _line(corners: list[list[float]], text: str, score: float, width: int, height: int) -> TextLine | None:
    """Return a line by the upright box around its four corners; None where nothing of it can be seen."""
    text = " ".join(text.split())[:LIMIT_TEXT]
    left, top = (math.floor(min(corner[axis] for corner in corners)) for axis in (0, 1))
    right, bottom = (math.ceil(max(corner[axis] for corner in corners)) for axis in (0, 1))
    region = Region(left, top, right - left, bottom - top).within(width, height)
    if not text or region is None:
        return None
    return TextLine(text, region, round(min(max(score, 0.0), 1.0), 4))


def _unreduced(line: TextLine, picture: Upright) -> TextLine:
    if picture.scale == 1.0:
        return line
    region, scale = line.region, picture.scale
    left, top = int(region.x / scale), int(region.y / scale)
    wide, high = math.ceil(region.width / scale), math.ceil(region.height / scale)
    whole = Region(left, top, wide, high).within(picture.width, picture.height)
    return TextLine(line.text, whole or line.region, line.score)
