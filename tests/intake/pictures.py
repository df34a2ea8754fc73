"""Real picture files of every format, written on the spot, for the tests of this room."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageDraw

SAMPLES = Path(__file__).parents[1] / "samples" / "images"
WRITTEN = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
    "AVIF": "image/avif",
}


def drawn(width: int = 120, height: int = 200, mode: str = "RGB") -> Image.Image:
    """Return a small screen: blue bar above, red dot left, green button below."""
    image = Image.new("RGB", (width, height), "#F5F6F8")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width, height * 0.12), fill="#1F6FEB")
    pen.ellipse((width * 0.15, height * 0.45, width * 0.5, height * 0.65), fill="#C0362C")
    pen.rectangle((width * 0.1, height * 0.75, width * 0.9, height * 0.9), fill="#1A7F4B")
    return image.convert(mode)


def encoded(pillow_format: str, image: Image.Image | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    (image or drawn()).save(out, pillow_format, **options)
    return out.getvalue()


def every_format() -> dict[str, bytes]:
    """Return one whole file of each format, by media type."""
    files = {media_type: encoded(name) for name, media_type in WRITTEN.items()}
    files["image/heic"] = (SAMPLES / "screenshot.heic").read_bytes()
    return files


def exif(**texts: str) -> bytes:
    """Return EXIF with DateTimeOriginal and friends: original, offset, fraction, changed, comment, model."""
    block = Image.Exif()
    inner: dict[int, object] = {}
    names = {"original": 0x9003, "offset": 0x9011, "fraction": 0x9291, "digitized": 0x9004}
    for name, text in texts.items():
        if name in names:
            inner[names[name]] = text
    if "comment" in texts:
        inner[0x9286] = b"ASCII\0\0\0" + texts["comment"].encode()
    if "changed" in texts:
        block[0x0132] = texts["changed"]
    if "model" in texts:
        block[0x0110] = texts["model"]
    block[0x8769] = inner
    return block.tobytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *chunks: bytes, colour: int = 0, depth: int = 8, interlace: int = 0) -> bytes:
    """Return a PNG of raw chunks between IHDR and IEND."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")
