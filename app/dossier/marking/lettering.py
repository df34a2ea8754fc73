"""Letters on pictures: each in a face that has it, and what no face has as `[U+20BB7]`, never as nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from app.domain.words import Text
from app.dossier.fonts import FILES
from app.dossier.look import Face
from app.dossier.marking.errors import CopyRefused

_FACES: Final = (Face.BOLD, Face.EMOJI)
_NOWHERE: Final = "\U0010ffff"
"""A code point that no font has: it shows what a font draws for those it lacks."""
LINE_HEIGHT: Final = 1.3
"""From one baseline to the next, in ems."""

Ink = tuple[int, int, int]


class Letters:
    """The faces at one size; `size` is an em in pixels."""

    def __init__(self, folder: Path, size: int) -> None:
        self.size = size
        self._faces = [_face(folder / FILES[face], size) for face in _FACES]
        self._lacking = [bytes(face.getmask(_NOWHERE)) for face in self._faces]

    def lines(self, text: str, width: float) -> list[str]:
        """Break a text into lines of at most `width` pixels; a single letter may be wider."""
        broken: list[str] = []
        for paragraph in text.splitlines():
            line = ""
            for piece in map(self._shown, paragraph):
                if line and self.width(line + piece) > width:
                    broken.append(line)
                    line = "" if piece == " " else piece
                else:
                    line += piece
            broken.append(line)
        return broken

    def width(self, line: str) -> float:
        """Return how wide a line is, in pixels."""
        return sum(face.getlength(run) for face, run in self._runs(line))

    def draw(self, image: Image.Image, x: float, y: float, line: str, ink: Ink) -> None:
        """Write a line with its upper left corner there."""
        pen = ImageDraw.Draw(image)
        for face, run in self._runs(line):
            # The baseline of Noto Sans SC lies 1.16 em below its ascender; 0.98 centres Chinese in its line.
            pen.text((x, y + self.size * 1.02), run, fill=ink, font=face, anchor="ls")
            x += face.getlength(run)

    def _shown(self, character: str) -> str:
        if character.isspace():
            return " "
        return character if self._face_of(character) is not None else f"[U+{ord(character):04X}]"

    def _face_of(self, character: str) -> ImageFont.FreeTypeFont | None:
        if character == " ":
            return self._faces[0]
        for face, lacking in zip(self._faces, self._lacking, strict=True):
            if bytes(face.getmask(character)) != lacking:
                return face
        return None

    def _runs(self, line: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        run, current = "", self._faces[0]
        for character in line:
            face = self._face_of(character) or self._faces[0]
            if face is not current and run:
                yield current, run
                run = ""
            current = face
            run += character
        if run:
            yield current, run


def _face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    try:
        # The basic layout gives the same places on every machine, with or without the library for complex scripts.
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    except OSError as problem:
        raise CopyRefused(
            Text(f"字体文件 {path.name} 无法读取", f"the font file {path.name} cannot be read"),
            Text("请重新安装凭据匣", "install Pingju again"),
        ) from problem
