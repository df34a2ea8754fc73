"""What goes on which picture of a pack: parts of exhibits under a label strip each, in their order, within the limits.

Only numbers are planned here; no pixel is touched. A sheet is one picture as it is sent. Each part of an exhibit stands
below a strip that names it (`证据3 2/7`), so that the label never covers what is proved.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from app.domain.channels import Preset
from app.domain.text import Labelled
from app.dossier.packs.cutting import Material, Part, least_rows, parts

STRIP: Final = 36
"""The height of a label strip in pixels."""
LETTER: Final = 24
"""The size of its letters."""
GAP: Final = 16
"""Between two columns, and below a part."""
READABLE: Final = 12
"""Text is never made smaller than this, in pixels."""
_COMFORTABLE: Final = (24, 18, 14, READABLE)
"""Where the pictures are too many, text is made smaller step by step: heights in pixels."""
_SHARES: Final = (0.45, 0.6, 0.8, 1.0)
"""How wide sheets of several columns are, as a part of the most: many channels shrink what is very large."""
_TALL: Final = 3.0
"""A picture this many times as tall as wide can still be read on a telephone without getting lost in it."""


class LeftOut(Labelled):
    """Why an exhibit is not in a pack."""

    NO_ROOM = "no_room", "超过渠道的图片张数", "more pictures than the channel takes"
    TOO_SMALL = "too_small", "缩到渠道的尺寸后文字看不清", "its text could not be read at the channel's size"
    NO_PICTURE = "no_picture", "不是图片", "it is no picture"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an exhibit on a sheet: (x, y) is the upper left corner of its strip, below which the part stands."""

    exhibit: int
    part: Part
    label: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One picture of a pack, in pixels."""

    width: int
    height: int
    pieces: tuple[Piece, ...]

    @property
    def exhibits(self) -> tuple[int, ...]:
        """The exhibits on it, each once, in their order."""
        return tuple(dict.fromkeys(piece.exhibit for piece in self.pieces))


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """The sheets of a pack, the exhibits that are left out, and how many sheets it would take to send all.

    `text` is the height in pixels to which text was made smaller, None where nothing was.
    """

    sheets: tuple[Sheet, ...]
    left_out: tuple[tuple[int, LeftOut], ...]
    needed: int
    text: int | None = None


def plan_sheets(pictures: Sequence[Material], preset: Preset, *, most_pixels: int | None = None) -> SheetPlan:
    """Return the sheets for some exhibits; `most_pixels` lowers the preset's, where files came out too large."""
    pixels = min(preset.most_pixels, most_pixels or preset.most_pixels)
    most = preset.most_pictures
    made = None
    for text, share in ((None, 1.0), *((text, share) for text in _COMFORTABLE for share in _SHARES)):
        made = _lay(pictures, _Canvas(preset.longest_side, pixels, text, share), None)
        if not made.left_out and (most is None or len(made.sheets) <= most):
            return made
    assert made is not None  # noqa: S101 - the loop runs at least once
    needed = len(made.sheets)
    if most is None or needed <= most:
        return made
    return replace(_lay(pictures, _Canvas(preset.longest_side, pixels, READABLE), most), needed=needed)


@dataclass(frozen=True, slots=True)
class _Canvas:
    """The room of one sheet, the height to which text may be made smaller (None: only where it must), and its share."""

    side: int
    pixels: int
    text: int | None
    share: float = 1.0

    def scale(self, picture: Material) -> float:
        """Return the scale for a picture; 0 where it cannot be shown so that its text can be read."""
        least = min(1.0, READABLE / picture.text)
        wanted = 1.0 if self.text is None else min(1.0, self.text / picture.text)
        # The strip and at least one part must fit below each other, and the width in the side.
        widest = min(self.side / picture.width, self._scale_for_rows(picture))
        fitting = min(wanted, widest)
        return fitting if fitting >= least * 0.999 else 0.0

    def _scale_for_rows(self, picture: Material) -> float:
        rows = min(picture.height, least_rows(picture))
        by_side = (self.side - STRIP - GAP) / rows
        # width·s × (rows·s + strip) ≤ pixels, solved for s.
        strip = STRIP + GAP
        square, linear = picture.width * rows, picture.width * strip
        by_pixels = (-linear + math.sqrt(linear**2 + 4 * square * self.pixels)) / (2 * square)
        return min(by_side, by_pixels) * 0.98

    def size(self, width: int) -> tuple[int, int]:
        """Return the largest width and height of a sheet whose widest part is that wide."""
        if self.text is None:
            height = min(self.side, self.pixels // width, max(round(_TALL * width), 4 * STRIP) + STRIP + GAP)
            return width, height
        across = max(width, round(min(self.side, math.isqrt(self.pixels)) * self.share))
        return across, min(self.side, self.pixels // across, round(across / self.share))


@dataclass(slots=True)
class _Layout:
    """Sheets being filled column by column; a snapshot of it is a copy of its few numbers and the open sheet."""

    done: list[Sheet] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    limit: tuple[int, int] = (0, 0)
    x: int = 0
    y: int = 0
    column: int = 0

    def place(self, piece: Piece, across: int, limit: tuple[int, int]) -> None:
        """Put a piece (with a strip `across` pixels wide) below the last one, beside it, or on a new sheet."""
        tall = STRIP + piece.height
        room = (min(self.limit[0], limit[0]), min(self.limit[1], limit[1]))
        if self.pieces and self.y + tall <= room[1] and self.x + across <= room[0]:
            self._put(piece, across)
            return
        if self.pieces and self.x + self.column + GAP + across <= room[0] and tall <= room[1]:
            self.x, self.y, self.column = self.x + self.column + GAP, 0, 0
            self._put(piece, across)
            return
        self.close()
        self.limit = limit
        self._put(piece, across)

    def _put(self, piece: Piece, across: int) -> None:
        self.pieces.append(replace(piece, x=self.x, y=self.y))
        self.column = max(self.column, across)
        self.limit = (max(self.limit[0], self.x + self.column), self.limit[1])
        self.y += STRIP + piece.height + GAP

    def close(self) -> None:
        """End the open sheet."""
        if self.pieces:
            width = max(piece.x + max(piece.width, strip_width(piece.label)) for piece in self.pieces)
            height = max(piece.y + STRIP + piece.height for piece in self.pieces)
            self.done.append(Sheet(width, height, tuple(self.pieces)))
        self.pieces, self.x, self.y, self.column, self.limit = [], 0, 0, 0, (0, 0)

    @property
    def sheets(self) -> int:
        """How many sheets there are with the open one."""
        return len(self.done) + bool(self.pieces)

    def copy(self) -> _Layout:
        """Return a copy that can be gone back to."""
        return replace(self, done=list(self.done), pieces=list(self.pieces))


def strip_width(label: str) -> int:
    """Return at least how wide a strip is: every letter counted as wide as a Chinese one."""
    return LETTER * len(label) + 2 * 8


def _lay(pictures: Sequence[Material], canvas: _Canvas, most: int | None) -> SheetPlan:
    layout = _Layout()
    left_out: list[tuple[int, LeftOut]] = []
    for picture in pictures:
        scale = canvas.scale(picture)
        if not scale:
            left_out.append((picture.exhibit, LeftOut.TOO_SMALL))
            continue
        before = layout.copy() if most is not None else layout
        _add(layout, picture, scale, canvas)
        if most is not None and layout.sheets > most:
            layout = before
            left_out.append((picture.exhibit, LeftOut.NO_ROOM))
    layout.close()
    return SheetPlan(tuple(layout.done), tuple(left_out), len(layout.done), canvas.text)


def _add(layout: _Layout, picture: Material, scale: float, canvas: _Canvas) -> None:
    width = max(1, math.floor(picture.width * scale))
    # The longest label that there can be: the number of parts is not known yet.
    across = max(width, strip_width(f"证据{picture.exhibit} 99/99"))
    limit = canvas.size(across)
    rows = max(math.floor((limit[1] - STRIP - GAP) / scale), min(picture.height, least_rows(picture)))
    found = parts(picture, rows)
    for number, part in enumerate(found, start=1):
        label = f"证据{picture.exhibit}" + (f" {number}/{len(found)}" if len(found) > 1 else "")
        height = max(1, math.floor(part.height * scale))
        layout.place(Piece(picture.exhibit, part, label, 0, 0, width, height), across, limit)
