"""What a drop or the clipboard brings: files, an image, or nothing we can use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMimeData
from PySide6.QtGui import QImage

from app.casework.evidence import Incoming, Pasted
from app.domain.times import SHANGHAI

Bring = Callable[[], list[Incoming]]

_PICTURES: Final = frozenset(
    {".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif", ".avif", ".gif", ".bmp", ".tif", ".tiff", ""}
)


@dataclass(frozen=True, slots=True)
class Files:
    """Files that were dropped or picked; `others` are those that are no pictures, going by their names."""

    paths: tuple[Path, ...]

    def __call__(self) -> list[Incoming]:
        """Return all of them."""
        return list(self.paths)

    @property
    def pictures(self) -> tuple[Path, ...]:
        """Those that are named like pictures, or have no ending."""
        return tuple(path for path in self.paths if path.suffix.lower() in _PICTURES)

    @property
    def others(self) -> tuple[Path, ...]:
        """Statements, chats, mails, pages, documents, recordings."""
        return tuple(path for path in self.paths if path.suffix.lower() not in _PICTURES)


_EXACT: Final = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}
"""Formats whose bytes are taken as the other program gave them."""


def can_take(data: QMimeData) -> bool:
    """Whether there is a file or an image in it."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls()) or any(map(data.hasFormat, _EXACT))


def incoming(data: QMimeData, now: datetime) -> Bring | None:
    """Return what brings the files or the image in it, to be called in the background; None where there is neither."""
    files = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if files:
        return Files(files)
    name = QCoreApplication.translate("incoming", "粘贴的图片 {}").format(
        now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H.%M.%S")
    )
    source = QCoreApplication.translate("incoming", "从剪贴板或浏览器取得")
    for media_type, ending in _EXACT.items():
        exact = bytes(data.data(media_type).data())
        if exact:
            pasted: list[Incoming] = [Pasted(exact, f"{name}.{ending}", source)]
            return lambda: pasted
    picture = data.imageData()
    if isinstance(picture, QImage) and not picture.isNull():
        return lambda: [Pasted(as_png(picture), f"{name}.png", source)]
    return None


def as_png(picture: QImage) -> bytes:
    """Return an image as PNG bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
