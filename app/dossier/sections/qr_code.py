"""A QR code as squares, drawn and not embedded, so that it stays sharp and needs no picture."""

from __future__ import annotations

from itertools import groupby

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.plan import Box, Panel

_QUIET = 4
"""The white border in modules that a reader needs (ISO/IEC 18004, 9.1)."""


def draw_qr(flow: Flow, words: str, x: float, y: float, size: float) -> None:
    """Draw a QR code with its white border in a square of `size` points; error correction M."""
    import segno

    rows = [bytes(row) for row in segno.make(words, error="m", micro=False).matrix]
    module = size / (len(rows) + 2 * _QUIET)
    flow.page.panels.append(Panel(Box(x, y, size, size), fill=look.WHITE))
    for down, row in enumerate(rows):
        column = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                left, top = x + (column + _QUIET) * module, y + (down + _QUIET) * module
                # A hair taller than a module, so that no white line shows between rows on the screen.
                flow.page.panels.append(Panel(Box(left, top, length * module, module + 0.05), fill="#000000"))
            column += length
