"""The pages of a preview as the views know them, with the images that were drawn so far."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QImage

MOST_IMAGES: Final = 40
"""How many drawn pages a view keeps; the one that was looked at longest ago goes first."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its number (from 1), size in points, and the hash of how it looks."""

    number: int
    width: float
    height: float
    look: str


class Images:
    """Drawn pages by their look; of each look the one drawn last, with its width in pixels."""

    def __init__(self, most: int = MOST_IMAGES) -> None:
        self._most = most
        self._images: OrderedDict[str, tuple[int, QImage]] = OrderedDict()

    def get(self, look: str) -> tuple[int, QImage] | None:
        """Return a drawn page and its width."""
        found = self._images.get(look)
        if found is not None:
            self._images.move_to_end(look)
        return found

    def put(self, look: str, width: int, image: QImage) -> None:
        """Keep a drawn page."""
        self._images[look] = (width, image)
        self._images.move_to_end(look)
        while len(self._images) > self._most:
            self._images.popitem(last=False)

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._images)
