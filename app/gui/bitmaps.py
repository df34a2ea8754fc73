"""Decoded pixels as Qt's image; background work may call it."""

from __future__ import annotations

from PySide6.QtGui import QImage

from app.casework.bitmaps import Bitmap


def image_of(bitmap: Bitmap) -> QImage:
    """Return an image with pixels of its own."""
    seen = QImage(bitmap.pixels, bitmap.width, bitmap.height, bitmap.width * 4, QImage.Format.Format_RGB32)
    return seen.copy()
