"""Frames of a GIF; it has to be walked from its start, as each frame is drawn over the one before."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from PIL import Image

from app.domain.words import Text
from app.intake import decoding, recordings
from app.intake.containers import BrokenImage, gif
from app.intake.moving import Watch, as_png
from app.intake.recordings import Frame, RecordingFacts

_UNSTATED = 100
"""What players take for a frame that states no time, in milliseconds."""


class GifFrames:
    """An open GIF whose blocks were walked to the end."""

    def __init__(self, file: BinaryIO, size: tuple[int, int], count: int, watch: Watch) -> None:
        self._file = file
        self._size = size
        self._count = count
        self._watch = watch
        self._times: list[int] = []

    def facts(self) -> RecordingFacts:
        """Return what it is, with every frame decoded."""
        if not self._times:
            self._walk(None)
        return RecordingFacts("image/gif", self._times[-1], *self._size, codec="gif", frames=self._count)

    def frame(self, milliseconds: int) -> Frame:
        """Return the frame shown at that time."""
        frame = self._walk(milliseconds)
        assert frame is not None  # noqa: S101
        return frame

    def _walk(self, milliseconds: int | None) -> Frame | None:
        """Decode frame by frame up to the one wanted, or all; `_times` gets when each one ends."""
        starts = 0
        times: list[int] = []
        try:
            with decoding.decoder_failures():
                image = decoding.open_image(self._file, "GIF")
                for index in range(self._count):
                    self._watch()
                    image.seek(index)
                    image.load()
                    ends = starts + (int(image.info.get("duration", 0)) or _UNSTATED)
                    if milliseconds is not None and (milliseconds < ends or index == self._count - 1):
                        return Frame(starts, as_png(_whole(image)))
                    if ends > recordings.LIMIT_MILLISECONDS:
                        raise self._watch.too_much(Text("录屏过长", "is too long"))
                    times.append(ends)
                    starts = ends
        except BrokenImage as broken:
            raise self._watch.broken(broken.problem) from broken
        self._times = times
        return None


def open_gif(file: BinaryIO, name: str, cancel: Callable[[], bool]) -> GifFrames:
    """Walk the blocks of a GIF and return it open.

    Raises:
        UnreadableFile: cut short, damaged or over a limit.
    """
    watch = Watch(name, cancel, recordings.SECONDS)
    try:
        container = gif.inspect(file)
        decoding.check_size(container.width, container.height, limit=recordings.LIMIT_PIXELS)
    except BrokenImage as broken:
        raise watch.broken(broken.problem) from broken
    return GifFrames(file, (container.width, container.height), container.frames, watch)


def _whole(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper
