"""The fonts of a dossier: which face has a character, how wide it is, and the outlines to embed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from app.domain.errors import OutputError
from app.domain.words import Text
from app.dossier.look import Face

FILES: Final = {
    Face.REGULAR: "NotoSansSC_400Regular.ttf",
    Face.BOLD: "NotoSansSC_700Bold.ttf",
    Face.EMOJI: "NotoEmoji_400Regular.ttf",
}


class Fonts:
    """The loaded faces. Reading widths is safe from any thread; subsetting is for one writer at a time."""

    def __init__(self, outlines: Mapping[Face, Any]) -> None:
        self._outlines = dict(outlines)
        self._widths: dict[Face, dict[str, float]] = {face: {} for face in outlines}

    def outlines(self, face: Face) -> Any:
        """Return reportlab's parsed TrueType font of a face."""
        return self._outlines[face]

    def face_for(self, character: str, wanted: Face) -> Face | None:
        """Return the face that can print a character, the wanted one first, or None where no font has it."""
        code = ord(character)
        if code in self._outlines[wanted].charToGlyph:
            return wanted
        if code in self._outlines[Face.EMOJI].charToGlyph:
            return Face.EMOJI
        return None

    def width(self, face: Face, character: str) -> float:
        """Return a character's advance in ems."""
        known = self._widths[face]
        width = known.get(character)
        if width is None:
            width = known[character] = float(self._outlines[face].getCharWidth(ord(character))) / 1000
        return width


def load_fonts(folder: Path) -> Fonts:
    """Read the three fonts (TrueType outlines) that a dossier is set in.

    Raises:
        OutputError: a font file is missing or damaged.
    """
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

    outlines: dict[Face, Any] = {}
    for face, name in FILES.items():
        try:
            outlines[face] = TTFontFace(str(folder / name))
        except (OSError, TTFError) as problem:
            raise OutputError(
                Text(f"字体文件 {name} 无法读取（{problem}）", f"the font file {name} cannot be read ({problem})"),
                Text("请重新安装凭据匣", "install Pingju again"),
            ) from problem
    return Fonts(outlines)
