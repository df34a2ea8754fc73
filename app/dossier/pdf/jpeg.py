"""What a PDF must know of a JPEG whose bytes it holds unchanged (ITU-T T.81, annex B; ISO 32000-1, 7.4.8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.domain.words import Text
from app.dossier.errors import BadPicture

SIGNATURE: Final = b"\xff\xd8\xff"
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
_OTHER_FRAMES: Final = frozenset({0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_ADOBE: Final = 0xEE
_JFIF: Final = 0xE0
_SCAN: Final = 0xDA
_PROFILE: Final = 0xE2
_PROFILE_MARK: Final = b"ICC_PROFILE\0"


@dataclass(slots=True)
class Jpeg:
    """A JPEG's frame; `is_plain` tells whether DCTDecode can read it at all, `profile` is its colour profile."""

    width: int = 0
    height: int = 0
    components: int = 0
    is_plain: bool = False
    is_inverted: bool = False
    is_rgb: bool = False
    profile: bytes = b""


def bad(zh: str, en: str) -> BadPicture:
    """Return the error for a JPEG that breaks its own format."""
    return BadPicture(Text(f"JPEG 图片已损坏：{zh}", f"the JPEG is damaged: {en}"))


def read_jpeg(data: bytes) -> Jpeg:
    """Read the segments of a JPEG up to its first scan.

    Raises:
        BadPicture: the data breaks the format.
    """
    jpeg = Jpeg()
    has_adobe = has_jfif = False
    identifiers = b""
    profile: dict[int, bytes] = {}
    position = 2
    while True:
        marker, body, position = _segment(data, position)
        if marker in _FRAMES or marker in _OTHER_FRAMES:
            identifiers = _frame(jpeg, marker, body)
        elif marker == _ADOBE and body.startswith(b"Adobe"):
            has_adobe = True
        elif marker == _JFIF and body.startswith(b"JFIF\0"):
            has_jfif = True
        elif marker == _PROFILE and body.startswith(_PROFILE_MARK) and len(body) > len(_PROFILE_MARK) + 2:
            # ICC.1, annex B.4: the profile in parts, each with its place (from 1) and the number of parts.
            profile[body[len(_PROFILE_MARK)]] = body[len(_PROFILE_MARK) + 2 :]
        elif marker == _SCAN:
            break
    if not (jpeg.width and jpeg.height):
        raise bad("没有图像尺寸", "it states no size")
    # Adobe's programs store CMYK inverted; without a marker, components named R, G, B are what their names say.
    jpeg.is_inverted = jpeg.components == 4 and has_adobe
    jpeg.profile = b"".join(profile[place] for place in sorted(profile))
    jpeg.is_rgb = identifiers == b"RGB" and not has_adobe and not has_jfif
    return jpeg


def _segment(data: bytes, position: int) -> tuple[int, bytes, int]:
    while position + 1 < len(data) and data[position] == 0xFF and data[position + 1] in {0xFF, *_BARE}:
        position += 1 if data[position + 1] == 0xFF else 2
    if position + 4 > len(data):
        raise bad("文件不完整", "it is cut short")
    if data[position] != 0xFF:
        raise bad("标记错误", "a marker is missing")
    end = position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    if end > len(data) or end < position + 4:
        raise bad("文件不完整", "it is cut short")
    return data[position + 1], data[position + 4 : end], end


def _frame(jpeg: Jpeg, marker: int, body: bytes) -> bytes:
    if len(body) < 6 or len(body) < 6 + 3 * body[5]:
        raise bad("图像头不完整", "its frame header is cut short")
    jpeg.height, jpeg.width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    jpeg.components = body[5]
    jpeg.is_plain = marker in _FRAMES and body[0] == 8 and jpeg.components in {1, 3, 4}
    return bytes(body[6 : 6 + 3 * jpeg.components : 3])
