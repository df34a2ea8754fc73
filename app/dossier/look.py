"""How every page looks: A4 geometry in points with y growing downwards, colours, and styles of type."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

PAGE_WIDTH: Final = 595.276
PAGE_HEIGHT: Final = 841.89
LEFT: Final = 56.0
RIGHT: Final = PAGE_WIDTH - LEFT
CONTENT_WIDTH: Final = RIGHT - LEFT
TOP: Final = 72.0
BOTTOM: Final = PAGE_HEIGHT - 66.0
HEADER_RULE: Final = 52.0
FOOTER_RULE: Final = PAGE_HEIGHT - 48.0

INK: Final = "#1B1F24"
MUTED: Final = "#5B6470"
LINE: Final = "#D5DAE1"
PALE: Final = "#F5F7FA"
ACCENT: Final = "#1F6FEB"
WHITE: Final = "#FFFFFF"
FRAME: Final = "#8A929C"
GOOD: Final = "#1A7F4B"
GOOD_PALE: Final = "#E8F5EE"
BAD: Final = "#C0362C"
BAD_PALE: Final = "#FDECEA"
WAITING: Final = "#9A5B00"
MINE: Final = "#DDEBFF"
THEIRS: Final = "#F1F3F6"
RELIED: Final = "#E08600"
RELIED_PALE: Final = "#FFF4DC"


class Face(StrEnum):
    """The typefaces a dossier embeds; each name is the resource's name inside the PDF."""

    REGULAR = "F1"
    BOLD = "F2"
    EMOJI = "F3"


@dataclass(frozen=True, slots=True)
class Style:
    """A style of type: size and leading (the distance between lines) in points, colour as #RRGGBB."""

    size: float
    leading: float
    colour: str = INK
    face: Face = Face.REGULAR

    @property
    def baseline(self) -> float:
        """How far below a line's top its baseline lies, with the characters centred in the leading."""
        return self.leading / 2 + 0.37 * self.size


TITLE: Final = Style(27, 38, face=Face.BOLD)
HEADING: Final = Style(18, 28, face=Face.BOLD)
SUBHEADING: Final = Style(12, 20, face=Face.BOLD)
FIGURE: Final = Style(21, 30, face=Face.BOLD)
LEAD: Final = Style(11.5, 19)
BODY: Final = Style(10.5, 17.5)
FORM_BODY: Final = Style(10, 16)
BODY_BOLD: Final = Style(10.5, 17.5, face=Face.BOLD)
BODY_LABEL: Final = Style(10.5, 17.5, MUTED)
BODY_LINK: Final = Style(9.5, 17.5, ACCENT, Face.BOLD)
QUOTED_LAW: Final = Style(9.5, 15)
CELL: Final = Style(9, 14)
CELL_BOLD: Final = Style(9, 14, face=Face.BOLD)
CELL_MUTED: Final = Style(8, 14, MUTED)
CELL_GOOD: Final = Style(9, 14, GOOD, Face.BOLD)
CELL_BAD: Final = Style(9, 14, BAD, Face.BOLD)
CELL_WAITING: Final = Style(8, 12, WAITING)
CELL_LINK: Final = Style(9, 14, ACCENT, Face.BOLD)
SMALL: Final = Style(8.5, 13.5, MUTED)
FINE: Final = Style(7.5, 11.5, MUTED)
FINE_LINK: Final = Style(7.5, 11.5, ACCENT)
RELIED_MARK: Final = Style(7.5, 11.5, RELIED, Face.BOLD)
SAID: Final = Style(9.5, 14.5)
FORM_TITLE: Final = Style(20, 30, face=Face.BOLD)
DIVIDER: Final = Style(24, 36, face=Face.BOLD)
SMALL_INK: Final = Style(8.5, 13.5)
SMALL_LINK: Final = Style(8.5, 13.5, ACCENT)
STAMP: Final = Style(10, 14, face=Face.BOLD)
HASH: Final = Style(9, 17.5)
CHIP: Final = Style(10.5, 20, WHITE, Face.BOLD)
