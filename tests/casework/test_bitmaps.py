"""Pictures that the program made itself, decoded for the window without Qt."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from app.casework import thumbnails
from app.casework.bitmaps import bitmap
from app.casework.steps import QUIET
from app.domain.errors import UnreadableFile
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.fixtures.cases import add, picture, put


def written(image: Image.Image, pillow_format: str) -> bytes:
    out = io.BytesIO()
    image.save(out, pillow_format, **({"quality": 100, "subsampling": 0} if pillow_format == "JPEG" else {}))
    return out.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_pixels_come_blue_green_red_and_opaque(mode: str) -> None:
    image = Image.new("RGB", (3, 2), (10, 20, 30)).convert(mode)
    image.putpixel((2, 1), (200, 100, 50) if mode == "RGB" else 90 if mode == "L" else (200, 100, 50, 255))
    seen = bitmap(written(image, "PNG"))
    assert (seen.width, seen.height, len(seen.pixels)) == (3, 2, 3 * 2 * 4)
    expected = image.convert("RGB")
    pixels = [seen.pixels[at : at + 4] for at in range(0, len(seen.pixels), 4)]
    assert [(r, g, b) for b, g, r, _ in pixels] == [expected.getpixel((x, y)) for y in range(2) for x in range(3)]
    assert {a for *_, a in pixels} == {255}


def test_a_large_one_is_reduced_to_fit_and_a_small_one_is_not() -> None:
    jpeg = written(Image.new("RGB", (400, 1000), "red"), "JPEG")
    seen = bitmap(jpeg, within=(144, 220))
    assert (seen.width, seen.height) == (88, 220)
    assert bitmap(jpeg, within=(4000, 4000)).width == 400


@pytest.mark.parametrize("keep", [0, 10, 60, -30])
def test_a_damaged_one_is_refused(keep: int) -> None:
    with pytest.raises(UnreadableFile):
        bitmap(written(Image.effect_noise((60, 60), 40), "PNG")[:keep])


def test_a_thumbnail_that_was_kept_and_is_damaged_is_made_anew(vault: Vault, order: Order, tmp_path: Path) -> None:
    (item,) = add(vault, order, put(tmp_path, "图.png", picture(1)))
    folder, sha256 = vault.folder, item.original.sha256
    first = thumbnails.thumbnail_bitmap(folder, sha256, QUIET, edge=100)
    (kept,) = (folder / "derived").glob(f"{sha256}-100*")
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    assert thumbnails.thumbnail_bitmap(folder, sha256, QUIET, edge=100) == first
    assert kept.read_bytes() == whole
