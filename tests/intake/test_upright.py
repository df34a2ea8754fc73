"""A picture as people see it: on white, upright, reduced where it is large, and given back afterwards."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageOps

from app.domain.errors import UnreadableFile
from app.intake.upright import overview, upright

ENOUGH = 50_000_000
ORIENTATION = 0x0112


def drawn(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Draw coloured boxes, some of which shine through where the mode can say so."""
    chance = random.Random(width * height)
    image = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    for _ in range(40):
        left, top = chance.randrange(width), chance.randrange(height)
        colour = (*chance.choices(range(256), k=3), chance.choice([255, 255, 128]))
        pen.rectangle((left, top, left + width // 5, top + height // 5), fill=colour)
    if mode == "P":
        return image.quantize(60)
    return image.convert("RGB").convert("I;16") if mode == "I;16" else image.convert(mode)


def on_white(image: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> int:
    """Return the largest difference of any sample; the sizes have to be the same."""
    assert one.size == other.size
    lows_and_highs = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return max(high for _, high in lows_and_highs)  # type: ignore[misc]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
@pytest.mark.parametrize("orientation", [1, 2, 3, 4, 5, 6, 7, 8])
def test_what_is_lent_is_what_people_see(mode: str, orientation: int, tmp_path: Path) -> None:
    path = tmp_path / "图.png"
    block = Image.Exif()
    block[ORIENTATION] = orientation
    drawn(230, 1200, mode).save(path, exif=block)
    expected = on_white(ImageOps.exif_transpose(Image.open(path)))
    with upright(path, name="图.png", limit_pixels=ENOUGH) as (image, facts):
        assert image.mode == "RGB"
        assert image.size == (facts.width, facts.height)
        assert difference(image, expected) <= 1
    with pytest.raises(ValueError, match="closed"):
        image.tobytes()


def test_a_picture_of_16_bits_shows_the_upper_half_of_them(tmp_path: Path) -> None:
    path = tmp_path / "深.png"
    grey = Image.new("I;16", (40, 900))
    grey.putdata([level * 257 for level in range(256)] * (40 * 900 // 256) + [65535] * (40 * 900 % 256))
    grey.save(path)
    with upright(path, name=path.name, limit_pixels=ENOUGH) as (image, _):
        assert [image.getpixel((column, 0)) for column in (0, 7, 39)] == [(level,) * 3 for level in (0, 7, 39)]


def test_what_whoever_borrows_it_raises_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "图.png"
    drawn(20, 30).save(path)
    with pytest.raises(ValueError, match="mine"), upright(path, name="图.png", limit_pixels=ENOUGH):
        raise ValueError("mine")


def test_too_large_and_broken_pictures_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "图.png"
    drawn(200, 300).save(path)
    with pytest.raises(UnreadableFile, match=r"^我的\.png"), upright(path, name="我的.png", limit_pixels=59_999):
        pass
    with pytest.raises(UnreadableFile, match=r"^我的\.png"):
        overview(path, name="我的.png", limit_pixels=59_999, edge=64)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnreadableFile, match=r"^我的\.png"), upright(path, name="我的.png", limit_pixels=ENOUGH):
        pass


@pytest.mark.parametrize(("pillow_format", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "RGB")])
@pytest.mark.parametrize("size", [(2000, 3001), (3333, 1111), (700, 9000)])
def test_an_overview_shows_the_whole_picture_in_fewer_pixels(
    pillow_format: str, mode: str, size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "图"
    block = Image.Exif()
    block[ORIENTATION] = 6
    drawn(*size, mode).save(path, pillow_format, exif=block)
    seen, facts = overview(path, name="图", limit_pixels=ENOUGH, edge=300)
    assert min(seen.size) >= 300
    assert min(seen.size) < 2 * 300 + 2
    assert abs(seen.width * facts.height - seen.height * facts.width) <= 8 * max(facts.width, facts.height)
    factor = min(size) // 300
    expected = on_white(Image.open(path)).reduce(factor).transpose(Image.Transpose.ROTATE_270)
    if pillow_format == "PNG":
        assert difference(seen, expected) <= 1
    else:  # libjpeg reduces by powers of two first, and a pixel at the edge may count for less than a whole one
        grid = (16, 16)
        assert difference(seen.resize(grid, Image.Resampling.BOX), expected.resize(grid, Image.Resampling.BOX)) <= 12


def test_a_picture_that_is_not_large_keeps_its_pixels(tmp_path: Path) -> None:
    path = tmp_path / "图.png"
    drawn(590, 4000).save(path)
    seen, _ = overview(path, name="图.png", limit_pixels=ENOUGH, edge=300)
    assert difference(seen, Image.open(path)) == 0
