"""Tiles show a picture's own pixels, at every size and however it is turned; what is broken is told by its name."""

from __future__ import annotations

import gc
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from app.casework import pictures
from app.casework.pictures import TILE, Pyramid
from app.casework.steps import Steps
from app.domain.errors import Cancelled, UnreadableFile


def gradient(width: int, height: int) -> Image.Image:
    """Return a picture in which every place has its own colour."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, ImageChops.add(across, down, 2)))


def whole(pyramid: Pyramid, level: int) -> Image.Image:
    """Put the tiles of a level together."""
    width, height = pyramid.size(level)
    image = Image.new("RGB", (width, height), "magenta")
    for row in range(-(-height // TILE)):
        for column in range(-(-width // TILE)):
            tile = pyramid.tile(level, column, row)
            image.paste(Image.frombytes("RGB", (tile.width, tile.height), tile.pixels), (column * TILE, row * TILE))
    return image


def difference(one: Image.Image, other: Image.Image) -> int:
    assert one.size == other.size
    return max(high for _low, high in ImageChops.difference(one, other).getextrema())


@pytest.mark.parametrize("size", [(1, 1), (TILE, TILE), (TILE + 1, TILE - 1), (1170, 3333), (2049, 700)])
def test_the_tiles_of_the_first_level_are_the_picture(tmp_path: Path, size: tuple[int, int]) -> None:
    image = gradient(*size)
    image.save(tmp_path / "a.png")
    pyramid = pictures.open_picture(tmp_path / "a.png", "image/png", name="a.png", scratch=tmp_path)
    assert (pyramid.width, pyramid.height) == size
    assert difference(whole(pyramid, 0), image) == 0
    pyramid.close()


@pytest.mark.parametrize("size", [(1170, 3333), (2049, 700), (1025, 1023)])
def test_every_level_is_half_of_the_one_before_down_to_one_tile(tmp_path: Path, size: tuple[int, int]) -> None:
    image = gradient(*size)
    image.save(tmp_path / "a.png")
    pyramid = pictures.open_picture(tmp_path / "a.png", "image/png", name="a.png", scratch=tmp_path)
    assert max(pyramid.size(pyramid.levels - 1)) <= TILE
    for level in range(1, pyramid.levels):
        smaller = image.resize(pyramid.size(level), Image.Resampling.BOX)
        assert difference(whole(pyramid, level), smaller) <= 6
    pyramid.close()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photo_stands_upright(tmp_path: Path, orientation: int) -> None:
    turns = (None, 0, 3, 1, 5, 2, 6, 4)  # how a camera held that way stores it (Pillow's numbers of transpositions)
    stored = gradient(700, 1100)
    if (turn := turns[orientation - 1]) is not None:
        stored = stored.transpose(Image.Transpose(turn))
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "a.jpg", quality=95, exif=exif, subsampling=0)
    pyramid = pictures.open_picture(tmp_path / "a.jpg", "image/jpeg", name="a.jpg", scratch=tmp_path)
    assert (pyramid.width, pyramid.height) == (700, 1100)
    assert difference(whole(pyramid, 0), gradient(700, 1100)) <= 8
    pyramid.close()


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_mode_are_shown_in_colour_on_white(tmp_path: Path, mode: str) -> None:
    image = gradient(600, 600)
    if mode == "I;16":
        made = Image.new("I;16", (600, 600), 0x8080)
        expected = Image.new("RGB", (600, 600), (128, 128, 128))
    elif mode in {"LA", "RGBA"}:
        made = Image.new(mode, (600, 600), 0)
        expected = Image.new("RGB", (600, 600), "white")
    else:
        made = image.convert(mode)
        expected = made.convert("RGB")
    name = "a.tif" if mode == "CMYK" else "a.png"
    made.save(tmp_path / name)
    media_type = "image/tiff" if mode == "CMYK" else "image/png"
    pyramid = pictures.open_picture(tmp_path / name, media_type, name=name, scratch=tmp_path)
    assert difference(whole(pyramid, 0), expected) <= 1
    pyramid.close()


def test_a_large_picture_leaves_nothing_behind_and_little_in_memory(tmp_path: Path) -> None:
    gradient(3000, 4000).save(tmp_path / "a.png", compress_level=1)
    scratch = tmp_path / "derived"
    scratch.mkdir()
    pyramid = pictures.open_picture(tmp_path / "a.png", "image/png", name="a.png", scratch=scratch)
    assert pyramid.tile(0, 5, 7).width == 3000 - 5 * TILE
    assert pyramid._scratch.fileno() > 2
    pyramid.close()
    assert list(scratch.iterdir()) == []


def test_no_memory_of_a_decoded_picture_is_kept_back(tmp_path: Path) -> None:
    from PIL import _imaging

    gradient(2000, 5000).save(tmp_path / "a.png")
    freed = _imaging.get_stats()["freed_blocks"]
    pictures.open_picture(tmp_path / "a.png", "image/png", name="a.png", scratch=tmp_path).close()
    assert _imaging.get_stats()["blocks_cached"] == 0
    assert _imaging.get_stats()["freed_blocks"] > freed
    assert _imaging.get_blocks_max() == 0, "what is decoded elsewhere goes back by itself"


def test_where_no_file_can_be_made_memory_has_to_do(tmp_path: Path) -> None:
    gradient(3000, 2500).save(tmp_path / "a.png", compress_level=1)
    pyramid = pictures.open_picture(tmp_path / "a.png", "image/png", name="a.png", scratch=tmp_path / "gone")
    assert isinstance(pyramid._scratch, io.BytesIO)
    assert pyramid.tile(0, 0, 0).width == TILE


def test_a_forgotten_picture_gives_its_file_back(tmp_path: Path) -> None:
    gradient(3000, 2500).save(tmp_path / "a.png", compress_level=1)
    pyramid = pictures.open_picture(tmp_path / "a.png", "image/png", name="a.png", scratch=tmp_path)
    scratch = pyramid._scratch
    del pyramid
    gc.collect()
    assert scratch.closed


def test_a_closed_picture_has_no_tiles(tmp_path: Path) -> None:
    gradient(20, 20).save(tmp_path / "a.png")
    pyramid = pictures.open_picture(tmp_path / "a.png", "image/png", name="a.png", scratch=tmp_path)
    with pytest.raises(LookupError):
        pyramid.tile(0, 1, 0)
    pyramid.close()
    with pytest.raises(LookupError):
        pyramid.tile(0, 0, 0)


@pytest.mark.parametrize("cut", [10, 100, 2000])
def test_a_broken_picture_is_told_by_the_name_that_the_user_knows(tmp_path: Path, cut: int) -> None:
    gradient(600, 600).save(tmp_path / "a.png")
    (tmp_path / "b").write_bytes((tmp_path / "a.png").read_bytes()[:cut])
    with pytest.raises(UnreadableFile, match=r"付款\.png"):
        pictures.open_picture(tmp_path / "b", "image/png", name="付款.png", scratch=tmp_path)


def test_what_is_no_picture_is_refused(tmp_path: Path, picture_file: Callable[..., Path]) -> None:
    with pytest.raises(UnreadableFile):
        pictures.open_picture(picture_file(1), "video/mp4", name="a.mp4", scratch=tmp_path)


def test_opening_can_be_cancelled_between_strips(tmp_path: Path) -> None:
    gradient(600, 4000).save(tmp_path / "a.png")
    asked: list[int] = []
    steps = Steps(lambda done, _total: asked.append(done), lambda: len(asked) >= 3)
    with pytest.raises(Cancelled):
        pictures.open_picture(tmp_path / "a.png", "image/png", name="a.png", scratch=tmp_path, steps=steps)
    assert asked[-1] < 4000


def test_a_glance_at_a_jpeg_comes_upright_at_an_eighth(tmp_path: Path) -> None:
    sha256 = "ab" * 32
    place = tmp_path / "originals" / "ab"
    place.mkdir(parents=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    gradient(1600, 800).save(place / sha256, "JPEG", exif=exif)
    tile = pictures.glance(tmp_path, sha256, "image/jpeg", name="a.jpg")
    assert tile is not None
    assert (tile.width, tile.height) == (100, 200)
    assert len(tile.pixels) == 100 * 200 * 3
    assert pictures.glance(tmp_path, sha256, "image/png", name="a.png") is None
