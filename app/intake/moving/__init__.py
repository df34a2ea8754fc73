"""The decoders of moving pictures, behind one face, with every limit that a hostile file has to meet."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from app.domain.errors import Cancelled, UnreadableFile
from app.domain.words import Text

if TYPE_CHECKING:
    from PIL import Image

_AGAIN: Final = Text("请回到原来的手机里重新保存，再添加", "save it again where it came from and add that")
_SHORTER: Final = Text("请剪短或降低分辨率后再添加", "make it shorter or smaller first")


class Watch:
    """Says stop where the user cancelled or a file takes too long; `name` is what its refusals begin with."""

    def __init__(self, name: str, cancel: Callable[[], bool], seconds: float) -> None:
        self.name = name
        self._cancel = cancel
        self._seconds = seconds
        self._ends = time.monotonic() + seconds

    def __call__(self) -> None:
        """Return if the work may go on.

        Raises:
            Cancelled: the user asked to stop.
            UnreadableFile: the time is over.
        """
        if self._cancel():
            raise Cancelled
        if time.monotonic() > self._ends:
            raise UnreadableFile(
                self.name,
                Text(f"解码超过 {self._seconds:g} 秒", f"takes more than {self._seconds:g} seconds to decode"),
                _SHORTER,
            )

    def broken(self, problem: Text | None = None) -> UnreadableFile:
        """Return the refusal of a damaged file."""
        return UnreadableFile(self.name, problem or Text("录屏已损坏或不完整", "is damaged or cut short"), _AGAIN)

    def too_much(self, problem: Text) -> UnreadableFile:
        """Return the refusal of a file over a limit."""
        return UnreadableFile(self.name, problem, _SHORTER)


def as_png(image: Image.Image) -> bytes:
    """Return a picture as PNG without metadata."""
    plain = image.convert("RGB")
    plain.info = {}
    out = io.BytesIO()
    plain.save(out, "PNG")
    return out.getvalue()
