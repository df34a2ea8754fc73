"""A face inside a PDF: a composite font that holds only the characters used, each of which copies as it was typed.

Two characters may share a glyph (⾦ and 金), so codes are given to characters, not to glyphs (ISO 32000-1, 9.7).
"""

from __future__ import annotations

import hashlib
import struct
from typing import Any, Final

from app.dossier.pdf.objects import Name, Ref, Value
from app.dossier.pdf.stream_document import StreamDocument

_SYMBOLIC: Final = 4
_ENTRIES_A_BLOCK: Final = 100  # the CMap specification's limit of bfchar entries


class _Codes(dict[str, str]):
    """The code of each character, in hexadecimal, given in the order of first use."""

    def __missing__(self, character: str) -> str:
        code = self[character] = f"{len(self) + 1:04x}"
        return code


class EmbeddedFont:
    """Gives each character of one face a two-byte code in the order of first use, and writes the subset at the end."""

    def __init__(self, outlines: Any) -> None:
        self._outlines = outlines
        self._codes = _Codes()

    def encoded(self, text: str) -> bytes:
        """Return the codes of characters, two bytes each, in hexadecimal."""
        return "".join(map(self._codes.__getitem__, text)).encode("ascii")

    @property
    def is_used(self) -> bool:
        """Whether any character was encoded."""
        return bool(self._codes)

    def write(self, document: StreamDocument) -> Ref:
        """Write the font and all that belongs to it; return its reference."""
        points = [ord(character) for character in self._codes]
        name = Name(f"{_tag(points)}+{bytes(self._outlines.name).decode('ascii')}")
        program = bytes(self._outlines.makeSubset(points))
        system: dict[str, Value] = {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0}
        descendant = document.add(
            {
                "Type": Name("Font"),
                "Subtype": Name("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": system,
                "FontDescriptor": self._descriptor(document, name, program),
                "DW": 1000,
                "W": [1, [round(float(self._outlines.getCharWidth(point)), 3) for point in points]],
                "CIDToGIDMap": document.add_deflated({}, self._glyphs(points)),
            }
        )
        return document.add(
            {
                "Type": Name("Font"),
                "Subtype": Name("Type0"),
                "BaseFont": name,
                "Encoding": Name("Identity-H"),
                "DescendantFonts": [descendant],
                "ToUnicode": document.add_deflated({}, _to_unicode(list(self._codes))),
            }
        )

    def _descriptor(self, document: StreamDocument, name: Name, program: bytes) -> Ref:
        face = self._outlines
        return document.add(
            {
                "Type": Name("FontDescriptor"),
                "FontName": name,
                "Flags": _SYMBOLIC,
                "FontBBox": [float(edge) for edge in face.bbox],
                "ItalicAngle": float(face.italicAngle),
                "Ascent": float(face.ascent),
                "Descent": float(face.descent),
                "CapHeight": float(face.capHeight),
                "StemV": int(face.stemV),
                "FontFile2": document.add_deflated({"Length1": len(program)}, program),
            }
        )

    def _glyphs(self, points: list[int]) -> bytes:
        """Return the glyph of each code: `makeSubset` numbers glyphs in the order in which they first appear."""
        order = {0: 0}
        glyphs = [order.setdefault(self._outlines.charToGlyph[point], len(order)) for point in points]
        return struct.pack(f">{len(glyphs) + 1}H", 0, *glyphs)


def _tag(points: list[int]) -> str:
    """Return the six capitals that mark a subset, the same for the same characters (section 9.6.4)."""
    digest = hashlib.sha256(struct.pack(f">{len(points)}I", *points)).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(characters: list[str]) -> bytes:
    """Return the map from codes back to characters, those beyond the basic plane as pairs (section 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(characters), _ENTRIES_A_BLOCK):
        block = characters[start : start + _ENTRIES_A_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines.extend(
            f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
            for code, character in enumerate(block, start=start + 1)
        )
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
