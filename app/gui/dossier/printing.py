"""Printing a dossier from the pages of its preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPainter

from app.casework.bitmaps import bitmap
from app.casework.dossier_preview import Preview
from app.casework.steps import Steps
from app.domain.errors import OutputError
from app.domain.words import Text
from app.gui.bitmaps import image_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI: Final = 200
"""Sharp enough for small print, and no page takes more than a few megabytes."""


def print_pages(preview: Preview, printer: QPrinter, steps: Steps) -> int:
    """Print the pages that the printer was asked for and return how many; any thread may paint images on a printer.

    Raises:
        OutputError: the printer does not start, or a page cannot be drawn.
        Cancelled: the user asked to stop.
    """
    from PySide6.QtPrintSupport import QPrinter

    first = printer.fromPage() or 1
    last = min(printer.toPage() or preview.count, preview.count)
    wanted = range(first, last + 1)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter()
    try:
        for done, number in enumerate(wanted):
            if steps.is_cancelled():
                printer.abort()
            steps(done, len(wanted))
            width, height = preview.size(number)
            lying = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
            printer.setPageOrientation(lying)
            is_begun = printer.newPage() if painter.isActive() else painter.begin(printer)
            if not is_begun:
                raise OutputError(
                    Text("打印机没有响应", "the printer does not answer"),
                    Text("请检查打印机，或先导出 PDF 再打印", "check the printer, or export a PDF and print that"),
                )
            image = image_of(bitmap(preview.page(number, round(width / 72 * DPI))))
            paper = printer.pageRect(QPrinter.Unit.DevicePixel)
            painter.drawImage(_fitted(paper, width / height), image)
        steps(len(wanted), len(wanted))
    finally:
        if painter.isActive():
            painter.end()
    return len(wanted)


def _fitted(paper: QRectF, ratio: float) -> QRectF:
    """Return the largest place of that ratio (width to height) in the middle of the paper."""
    width = min(paper.width(), paper.height() * ratio)
    height = width / ratio
    return QRectF((paper.width() - width) / 2, (paper.height() - height) / 2, width, height)
