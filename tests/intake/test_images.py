"""Pictures of every format are known by their content, at their size as displayed, with what they say of themselves."""

from __future__ import annotations

import io
import os
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from app.domain.errors import UnreadableFile
from app.domain.evidence import CapturedFrom, CaptureMeaning
from app.intake.images import read_image, thumbnail
from tests.intake.pictures import SAMPLES, WRITTEN, drawn, encoded, every_format, exif

FILES = every_format()


@pytest.mark.parametrize("media_type", FILES)
def test_format_is_known_by_content_whatever_the_name(media_type: str) -> None:
    facts = read_image(FILES[media_type], name="misnamed.txt")
    assert (facts.media_type, facts.width, facts.height, facts.frames) == (media_type, 120, 200, 1)


@pytest.mark.parametrize("media_type", FILES)
def test_a_file_and_its_bytes_read_alike(media_type: str, tmp_path: Path) -> None:
    path = tmp_path / "picture.dat"
    path.write_bytes(FILES[media_type])
    assert read_image(path, name="a") == read_image(FILES[media_type], name="a")
    assert path.read_bytes() == FILES[media_type]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(1, 1), (7, 3), (33, 70)])
def test_png_of_each_colour_type(mode: str, size: tuple[int, int]) -> None:
    image = Image.new("I;16", size, 40_000) if mode == "I;16" else drawn(*size, mode=mode)
    facts = read_image(encoded("PNG", image), name="a.png")
    assert (facts.width, facts.height) == size


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("pillow_format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_size_is_as_displayed(pillow_format: str, turn: int) -> None:
    block = Image.Exif()
    block[0x0112] = turn
    facts = read_image(encoded(pillow_format, exif=block.tobytes()), name="a")
    assert facts.orientation == (1 if pillow_format == "TIFF" else turn)
    assert (facts.width, facts.height) == ((200, 120) if turn >= 5 else (120, 200))


def test_heic_is_turned_once_only() -> None:
    facts = read_image(SAMPLES / "turned.heic", name="turned.heic")
    assert (facts.width, facts.height, facts.orientation) == (120, 200, 1)
    small = Image.open(io.BytesIO(thumbnail(SAMPLES / "turned.heic", edge=200)))
    blue, green = small.getpixel((60, 5)), small.getpixel((60, 165))
    assert blue[2] > 200
    assert green[1] > 100 > green[0]


def test_heic_tells_its_time_and_device() -> None:
    facts = read_image(SAMPLES / "screenshot.heic", name="IMG_0001.HEIC")
    assert facts.exif_capture is not None
    assert facts.exif_capture.at == datetime(2024, 1, 1, 4, 0, 0, 123_000, tzinfo=UTC)
    assert facts.exif.device == "Pingju Test Phone"


@pytest.mark.parametrize("pillow_format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_exif_time_without_offset_is_china_time(pillow_format: str) -> None:
    data = encoded(pillow_format, exif=exif(original="2024:01:01 12:00:00"))
    capture = read_image(data, name="a").exif_capture
    assert capture is not None
    assert capture.at == datetime(2024, 1, 1, 4, tzinfo=UTC)
    assert (capture.known_from, capture.meaning) == (CapturedFrom.EXIF, CaptureMeaning.TAKEN)


def test_exif_after_the_pixels_of_a_png_counts() -> None:
    whole = encoded("PNG", exif=exif(original="2024:01:01 12:00:00", offset="+09:00"))
    start = whole.index(b"eXIf") - 4
    size = 12 + int.from_bytes(whole[start : start + 4], "big")
    block, rest = whole[start : start + size], whole[:start] + whole[start + size :]
    moved = rest[:-12] + block + rest[-12:]
    capture = read_image(moved, name="a.png").exif_capture
    assert capture is not None
    assert capture.at == datetime(2024, 1, 1, 3, tzinfo=UTC)


@pytest.mark.parametrize("pillow_format", ["GIF", "WEBP", "PNG", "TIFF"])
def test_frames_are_counted(pillow_format: str) -> None:
    images = [drawn(), drawn().rotate(90), drawn().rotate(180)]
    data = encoded(pillow_format, images[0], save_all=True, append_images=images[1:])
    assert read_image(data, name="a").frames == 3


def test_bytes_after_the_end_do_no_harm() -> None:
    for pillow_format in ("PNG", "JPEG", "GIF"):
        assert read_image(encoded(pillow_format) + b"SEFT trailer", name="a").width == 120


@pytest.mark.parametrize("size", [(1080, 20_000), (10_000, 10_000)])
def test_tall_and_hundred_megapixel_pictures_are_taken(size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("L", size, 200).save(path, compress_level=1)
    assert (read_image(path, name="large.png").width, read_image(path, name="large.png").height) == size


def test_public_samples() -> None:
    folder = os.environ.get("PINGJU_SAMPLES")
    if not folder:
        pytest.skip("PINGJU_SAMPLES is not set: the public sample pictures are not at hand")
    files = [path for path in Path(folder, "screens").rglob("*") if path.suffix in {".png", ".jpg", ".jpeg"}]
    assert len(files) >= 12
    for path in files:
        facts = read_image(path, name=path.name)
        assert facts.media_type == ("image/png" if path.suffix == ".png" else "image/jpeg")
        assert max(Image.open(io.BytesIO(thumbnail(path, edge=96))).size) <= 96
    ios = read_image(Path(folder, "screens/synthetic/IMG_0001_ios_like.png"), name="IMG_0001.PNG")
    assert ios.exif_capture is not None
    assert ios.exif_capture.at == datetime(2026, 2, 11, 6, 35, 20, tzinfo=UTC)


def test_many_threads_read_at_once() -> None:
    jobs = list(FILES.items()) * 12
    random.Random(7).shuffle(jobs)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda job: read_image(job[1], name="a").media_type, jobs))
        small = list(pool.map(lambda job: thumbnail(job[1], edge=32), jobs))
    assert found == [media_type for media_type, _ in jobs]
    assert all(picture.startswith(b"\xff\xd8") for picture in small)


@pytest.mark.parametrize("name", [*WRITTEN, "HEIF"])
def test_thumbnail_fits_and_shows_the_picture(name: str) -> None:
    data = FILES["image/heic"] if name == "HEIF" else FILES[WRITTEN[name]]
    small = Image.open(io.BytesIO(thumbnail(data, edge=100)))
    assert small.size == (60, 100)
    assert small.getpixel((30, 4))[2] > 180  # the blue bar
    assert not small.getexif()
    assert "icc_profile" not in small.info


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("pillow_format", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_thumbnail_is_upright(pillow_format: str, turn: int) -> None:
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the inverse turns, as Pillow's Transpose numbers
    stored = drawn().transpose(Image.Transpose(back[turn])) if turn > 1 else drawn()
    block = Image.Exif()
    block[0x0112] = turn
    small = Image.open(io.BytesIO(thumbnail(encoded(pillow_format, stored, exif=block.tobytes()), edge=200)))
    assert small.size == (120, 200)
    assert small.getpixel((60, 5))[2] > 180
    assert small.getpixel((39, 110))[1] < 120 < small.getpixel((85, 110))[1]


def test_thumbnail_of_a_very_tall_picture_shows_its_upper_part() -> None:
    tall = Image.new("RGB", (200, 4000), "white")
    tall.paste("#1F6FEB", (0, 0, 200, 500))
    small = Image.open(io.BytesIO(thumbnail(encoded("PNG", tall), edge=250)))
    assert small.size == (100, 250)
    assert small.getpixel((50, 245))[0] < 60  # still inside the blue part
    whole = Image.open(io.BytesIO(thumbnail(encoded("PNG", tall), edge=250, tallest=1_000)))
    assert whole.size == (12, 250)


def test_thumbnail_never_grows_and_puts_transparency_on_white() -> None:
    clear = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    small = Image.open(io.BytesIO(thumbnail(encoded("PNG", clear), edge=400)))
    assert small.size == (40, 20)
    assert small.getpixel((3, 3)) == (255, 255, 255)


def test_thumbnail_of_sixteen_bits_is_not_washed_out() -> None:
    grey = encoded("PNG", Image.new("I;16", (50, 50), 0x6400))
    level = Image.open(io.BytesIO(thumbnail(grey, edge=50))).convert("L").getpixel((20, 20))
    assert abs(level - 0x64) <= 2


def test_thumbnail_of_a_broken_file_names_it(tmp_path: Path) -> None:
    path = tmp_path / "破图.png"
    path.write_bytes(FILES["image/png"][:-40])
    with pytest.raises(UnreadableFile, match=r"^破图\.png: "):
        thumbnail(path, edge=64)
