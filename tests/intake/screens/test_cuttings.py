"""Cuttings show the place that was read, upright and small; what lies outside gives none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from app.domain.errors import UnreadableFile
from app.domain.marks import Region
from app.intake.screens.cuttings import HIGHEST, WIDEST, cuttings


def opened(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as image:
        return image.convert("RGB")


@pytest.fixture
def page() -> Image.Image:
    """White, with one red line of text's size."""
    image = Image.new("RGB", (400, 900), "white")
    image.paste((200, 0, 0), (40, 300, 240, 340))
    return image


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_cutting_is_the_place_as_displayed(page: Image.Image, tmp_path: Path, orientation: int) -> None:
    path = tmp_path / "图.png"
    block = Image.Exif()
    block[0x0112] = orientation
    (page if orientation == 1 else page.transpose(Image.Transpose.ROTATE_90)).save(path, exif=block)
    cut, outside, edge = cuttings(
        path, [Region(40, 300, 200, 40), Region(500, 10, 20, 20), Region(0, 0, 400, 900)], name="图"
    )
    image = opened(cut)
    assert image.height <= HIGHEST
    assert image.getpixel((image.width // 2, image.height // 2)) == (200, 0, 0)
    assert image.getpixel((1, 1)) == (255, 255, 255), "a little of what is around it"
    assert outside == b""
    assert opened(edge).size <= (WIDEST, HIGHEST)


def test_a_broken_picture_is_told(tmp_path: Path) -> None:
    path = tmp_path / "图.png"
    path.write_bytes(b"nothing")
    with pytest.raises(UnreadableFile, match="图"):
        cuttings(path, [Region(0, 0, 1, 1)], name="图")
