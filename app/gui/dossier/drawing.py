"""Drawing pages in the background, one at a time: those that are looked at first, then the small ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.casework.bitmaps import bitmap
from app.casework.dossier_preview import Preview
from app.casework.steps import Steps
from app.domain.errors import Cancelled
from app.gui.bitmaps import image_of
from app.gui.tasks import TaskRunner

Want = tuple[int, int]
"""A page's number (from 1) and its width in pixels."""


class PageDrawer(QObject):
    """Draws what is wanted now; a wish that is no longer one is forgotten. `drawn` carries look, width and image."""

    drawn = Signal(str, int, QImage)
    small_drawn = Signal(str, QImage)
    failed = Signal(object)

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self._runner = runner
        self._preview: Preview | None = None
        self._pages: list[Want] = []
        self._small: list[Want] = []
        self._is_busy = False

    def set_preview(self, preview: Preview | None) -> None:
        """Draw pages of this preview from now on."""
        self._preview = preview
        self._pages, self._small = [], []

    def want_pages(self, wanted: Sequence[Want]) -> None:
        """Draw these pages, in this order, instead of those that were wanted before."""
        self._pages = list(wanted)
        self._next()

    def want_small(self, wanted: Sequence[Want]) -> None:
        """Draw these small pages once no large one is wanted."""
        self._small = list(wanted)
        self._next()

    def _next(self) -> None:
        is_small = not self._pages
        waiting = self._small if is_small else self._pages
        if self._is_busy or self._preview is None or not waiting:
            return
        preview, (number, width) = self._preview, waiting.pop(0)
        if number > preview.count:
            self._next()
            return
        self._is_busy = True

        def work(_steps: Steps) -> QImage | None:
            try:
                return image_of(bitmap(preview.page(number, width)))
            except Cancelled:  # The preview was closed meanwhile; the next page's turn must come all the same.
                return None

        def done(image: QImage | None) -> None:
            self._is_busy = False
            # A look is the same in every preview, so what comes late is of use as well.
            if image is not None and is_small:
                self.small_drawn.emit(preview.fingerprint(number), image)
            elif image is not None:
                self.drawn.emit(preview.fingerprint(number), width, image)
            self._next()

        def failed(error: BaseException) -> None:
            self._is_busy = False
            self.failed.emit(error)

        self._runner.aside(work, done, failed=failed)
