"""Text with its differences marked: by colour and by a line, so that colour alone says nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.domain.purchase_check import Difference
from app.gui import theme

Span = tuple[int, int]


class Side(Enum):
    """Which of two compared texts a label shows."""

    FIRST = 1
    SECOND = 2


class Mark(Enum):
    """How differences look: as a warning, as words that were taken out, or as words that came in."""

    WARNING = "warning"
    GONE = "gone"
    NEW = "new"


def spans(differences: Sequence[Difference], side: Side) -> list[Span]:
    """Return where one side differs; places at which it lacks something are left out."""
    first = side is Side.FIRST
    found = [(each.start, each.end) if first else (each.shown_start, each.shown_end) for each in differences]
    return [(start, end) for start, end in found if start < end]


def marked(text: str, places: Sequence[Span], mark: Mark, colours: theme.Tokens) -> str:
    """Return a text as HTML with places marked."""
    colour = colours.green if mark is Mark.NEW else colours.red
    line = "line-through" if mark is Mark.GONE else "underline"
    style = f"color:{colour}; font-weight:700; text-decoration:{line};"
    parts: list[str] = []
    past = 0
    for start, end in places:
        parts += [_plain(text[past:start]), f'<span style="{style}">', _plain(text[start:end]), "</span>"]
        past = end
    return "".join([*parts, _plain(text[past:])])


def _plain(text: str) -> str:
    # A long address has no place to break, and would push the page wider than its window.
    breakable = re.sub(r"([!-~]{24})", "\\1\u200b", text)
    return html.escape(breakable).replace("\n", "<br>")


class MarkedText(QLabel):
    """Several lines of foreign text, with differences marked in the theme's colours."""

    def __init__(self) -> None:
        super().__init__()
        self._content: tuple[str, tuple[Span, ...], Mark] = ("", (), Mark.WARNING)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    @property
    def marked_texts(self) -> list[str]:
        """The marked parts, in order."""
        text, places, _ = self._content
        return [text[start:end] for start, end in places]

    def show_text(self, text: str, places: Sequence[Span] = (), mark: Mark = Mark.WARNING) -> None:
        """Show a text, marked at some places."""
        self._content = (text, tuple(places), mark)
        self.setAccessibleName(text)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._draw()

    def _draw(self) -> None:
        self.setText(marked(*self._content, theme.tokens()))
