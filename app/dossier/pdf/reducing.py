"""Reduced copies of pictures: smaller where they have more pixels than their page can show, and packed as JPEG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from app.dossier.outline import Picture
from app.dossier.pdf import decoding, jpeg
from app.dossier.pdf.pictures import PreparedPicture, check_size, jpeg_image

if TYPE_CHECKING:
    from PIL import Image


def prepare_reduced(data: bytes, planned: Picture, *, width: int, quality: int) -> PreparedPicture:
    """Return a picture as a JPEG image object at most `width` pixels across, upright; this may run in any thread.

    Raises:
        BadPicture: the bytes cannot be decoded, or are not the picture that the pages were planned for.
    """

    def packed(picture: Image.Image) -> bytes:
        return _packed(picture, planned, width, quality)

    reduced = decoding.upright(data, packed)
    return PreparedPicture(jpeg_image(reduced, jpeg.read_jpeg(reduced)), 1)


def _packed(picture: Image.Image, planned: Picture, width: int, quality: int) -> bytes:
    from PIL import Image

    check_size(picture.width, picture.height, 1, planned)
    profile = picture.info.get("icc_profile") if picture.mode in {"RGB", "RGBA"} else None
    flat = _flat(picture)
    if flat.width > width:
        height = max(1, round(flat.height * width / flat.width))
        flat = flat.resize((width, height), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    flat.save(file, "JPEG", quality=quality, optimize=True, icc_profile=profile, exif=b"")
    return file.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture on white paper, grey or RGB."""
    from PIL import Image

    if picture.mode in {"1", "L"}:
        return picture.convert("L")
    if picture.mode not in {"RGBA", "LA", "PA", "P", "La", "RGBa"}:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    paper = Image.new("RGB", layered.size, "#FFFFFF")
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper
