"""Screenshots inside a dossier are the screenshots that came in: pixel for pixel, and JPEGs byte for byte."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from app.dossier.errors import BadPicture, ExhibitUnreadable
from app.dossier.fonts import Fonts
from app.dossier.outline import Picture
from app.dossier.pdf.pictures import prepare
from app.dossier.planning import plan
from app.dossier.writer import write_pdf
from tests.dossier.png_files import CHANNELS, KINDS, Pixel, chunk, filtered, png_file, random_pixels
from tests.dossier.reading import Colour, assert_sound, images, shown_pixels, tool
from tests.dossier.samples import FONTS, dossier, encoded, exhibit, order_page

WIDTH, HEIGHT = 19, 23
PALETTE = bytes(index * 7 % 256 for index in range(3 * 256))


def written(tmp_path: Path, *files: bytes) -> Path:
    path = tmp_path / "dossier.pdf"
    exhibits = [exhibit(number, data) for number, data in enumerate(files, start=1)]
    write_pdf(dossier(*exhibits), path, FONTS)
    assert_sound(path)
    return path


def shown(pixel: Pixel, colour: int, depth: int, transparency: bytes | None) -> Colour:
    """Return what a PNG's pixel shows, straight from the format's definition."""
    top = (1 << depth) - 1
    if colour == 3:
        alpha = transparency[pixel[0]] if transparency and pixel[0] < len(transparency) else 255
        rgb = PALETTE[3 * pixel[0] : 3 * pixel[0] + 3]
        return (*(Fraction(value, 255) for value in rgb), Fraction(alpha, 255))
    values = pixel if colour in {2, 6} else (pixel[0], pixel[0], pixel[0], *pixel[1:])
    alpha = Fraction(values[3], top) if len(values) > 3 else Fraction(1)
    if transparency is not None:
        key = struct.unpack(f">{len(transparency) // 2}H", transparency)
        alpha = Fraction(0) if pixel == key else Fraction(1)
    return (*(Fraction(value, top) for value in values[:3]), alpha)


@pytest.mark.parametrize("interlaced", [False, True], ids=["plain", "interlaced"])
@pytest.mark.parametrize(("colour", "depth"), KINDS)
def test_every_kind_of_png_keeps_its_pixels(colour: int, depth: int, interlaced: bool, tmp_path: Path) -> None:
    pixels = random_pixels(WIDTH, HEIGHT, colour, depth)
    palette = PALETTE[: 3 << depth] if colour == 3 else None
    path = written(tmp_path, png_file(pixels, colour, depth, interlaced=interlaced, palette=palette))
    [image] = images(path)
    assert shown_pixels(image) == [shown(pixel, colour, depth, None) for line in pixels for pixel in line]


@pytest.mark.parametrize("interlaced", [False, True], ids=["plain", "interlaced"])
@pytest.mark.parametrize(("colour", "depth"), [kind for kind in KINDS if kind[0] in {0, 2, 3}])
def test_transparent_colours_stay_transparent(colour: int, depth: int, interlaced: bool, tmp_path: Path) -> None:
    pixels = random_pixels(WIDTH, HEIGHT, colour, depth)
    if colour == 3:
        transparency = bytes(255 - 13 * index % 256 for index in range(min(1 << depth, 20)))
    else:
        transparency = struct.pack(f">{CHANNELS[colour]}H", *pixels[3][4])
    palette = PALETTE[: 3 << depth] if colour == 3 else None
    data = png_file(pixels, colour, depth, interlaced=interlaced, palette=palette, transparency=transparency)
    [image] = images(written(tmp_path, data))
    expected = [shown(pixel, colour, depth, transparency) for line in pixels for pixel in line]
    found = shown_pixels(image)
    assert [pixel[3] for pixel in found] == [pixel[3] for pixel in expected]
    assert found == expected


@pytest.mark.parametrize(("colour", "depth"), [(0, 8), (2, 8), (3, 4), (2, 16)])
def test_png_data_goes_in_without_being_compressed_again(colour: int, depth: int) -> None:
    pixels = random_pixels(WIDTH, HEIGHT, colour, depth)
    palette = PALETTE[: 3 << depth] if colour == 3 else None
    prepared = prepare(png_file(pixels, colour, depth, palette=palette), Picture(WIDTH, HEIGHT))
    assert zlib.decompress(b"".join(prepared.image.data)) == filtered(pixels, colour, depth)
    assert b"".join(prepared.image.data) == zlib.compress(filtered(pixels, colour, depth))


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("colour", [4, 6])
@pytest.mark.parametrize("first_filter", range(5))
def test_an_opaque_alpha_channel_is_dropped_under_every_filter(colour: int, depth: int, first_filter: int) -> None:
    top = (1 << depth) - 1
    pixels = [[(*pixel[:-1], top) for pixel in line] for line in random_pixels(WIDTH, HEIGHT, colour, depth)]
    data = png_file(pixels, colour, depth, first_filter=first_filter)
    assert prepare(data, Picture(WIDTH, HEIGHT)).image.mask is None


def test_one_pixel_that_is_not_opaque_keeps_the_alpha_channel() -> None:
    for place in (0, WIDTH * HEIGHT // 2, WIDTH * HEIGHT - 1):
        pixels = [[(*pixel[:-1], 255) for pixel in line] for line in random_pixels(WIDTH, HEIGHT, 6, 8)]
        line, column = divmod(place, WIDTH)
        pixels[line][column] = (*pixels[line][column][:-1], 254)
        assert prepare(png_file(pixels, 6, 8), Picture(WIDTH, HEIGHT)).image.mask is not None


def test_a_screenshot_keeps_its_native_pixels(tmp_path: Path) -> None:
    picture = order_page()
    path = written(tmp_path, encoded(picture.convert("RGBA")))
    tool("pdfimages", "-png", path, tmp_path / "out")
    with Image.open(tmp_path / "out-000.png") as extracted:
        assert ImageChops.difference(extracted.convert("RGB"), picture).getbbox() is None
    row = tool("pdfimages", "-list", path).splitlines()[2].split()
    assert row[3:5] == ["1080", "2400"]


@pytest.mark.parametrize("options", [{"quality": 80}, {"progressive": True}, {"quality": 95, "subsampling": 0}])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_jpeg_bytes_are_kept(mode: str, options: dict[str, object], fonts: Fonts, tmp_path: Path) -> None:
    picture = order_page().resize((270, 600)).convert(mode)
    data = encoded(picture, "JPEG", **options)
    path = written(tmp_path, data)
    [image] = images(path)
    assert image["/Filter"] == "/DCTDecode"
    assert image._data == data
    assert ("/Decode" in image) == (mode == "CMYK")
    assert difference(rendered(path, fonts, data), picture.convert("RGB")) < 6


def rendered(path: Path, fonts: Fonts, data: bytes) -> Image.Image:
    """Return the picture of the dossier's only exhibit as poppler draws it."""
    page = next(page for page in plan(dossier(exhibit(1, data)), fonts).pages if page.pictures)
    tool("pdftoppm", "-r", "288", "-f", str(page.number), "-png", "-singlefile", path, path.with_suffix(""))
    box = page.pictures[0].window
    with Image.open(path.with_suffix(".png")) as drawn:
        edges = (box.x + 0.5, box.y + 0.5, box.x + box.width - 0.5, box.y + box.height - 0.5)
        return drawn.convert("RGB").crop(tuple(round(edge * 4) for edge in edges))


def difference(first: Image.Image, second: Image.Image) -> float:
    """Return the mean difference of two pictures' samples, compared at a small size."""
    size = (60, round(60 * second.height / second.width))
    blurred = [picture.resize(size, Image.Resampling.BOX) for picture in (first, second)]
    return max(ImageStat.Stat(ImageChops.difference(*blurred)).mean)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_turned_photo_stands_upright_with_its_bytes_unchanged(
    form: str, orientation: int, fonts: Fonts, tmp_path: Path
) -> None:
    picture = Image.new("RGB", (300, 200), "#C0362C")
    picture.paste("#1A7F4B", (150, 0, 300, 100))
    picture.paste("#1F6FEB", (0, 100, 150, 200))
    picture.paste("#111111", (0, 0, 60, 40))
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(picture, form, exif=exif, **({"quality": 95} if form == "JPEG" else {}))
    path = written(tmp_path, data)
    [image] = images(path)
    assert (image["/Width"], image["/Height"]) == (300, 200)
    with Image.open(io.BytesIO(data)) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    assert difference(rendered(path, fonts, data), upright) < 8


@pytest.mark.parametrize(
    ("form", "options", "mode"),
    [
        ("WEBP", {"lossless": True}, "RGB"),
        ("WEBP", {"lossless": True}, "RGBA"),
        ("GIF", {}, "P"),
        ("BMP", {}, "RGB"),
        ("TIFF", {}, "RGB"),
        ("TIFF", {}, "CMYK"),
        ("AVIF", {"quality": 100}, "RGB"),
    ],
)
def test_other_formats_are_decoded_once_and_the_caption_says_so(
    form: str, options: dict[str, object], mode: str, tmp_path: Path
) -> None:
    picture = order_page().resize((90, 200)).convert(mode)
    if mode == "RGBA":
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    data = encoded(picture, form, **options)
    path = written(tmp_path, data)
    [image] = images(path)
    with Image.open(io.BytesIO(data)) as opened:
        decoded = opened.convert("RGBA" if mode == "RGBA" else "RGB")
    expected = [tuple(Fraction(value, 255) for value in (*pixel, 255)[:4]) for pixel in decoded.get_flattened_data()]
    assert shown_pixels(image) == expected
    assert "为便于打印已转换显示格式，原件以哈希值为准" in tool("pdftotext", "-raw", path, "-")


@pytest.mark.parametrize("name", ["screenshot.heic", "turned.heic"])
def test_heic_is_decoded_in_its_own_orientation(name: str, fonts: Fonts, tmp_path: Path) -> None:
    import pi_heif

    pi_heif.register_heif_opener()
    data = (Path(__file__).parents[1] / "samples" / "images" / name).read_bytes()
    path = written(tmp_path, data)
    [image] = images(path)
    with Image.open(io.BytesIO(data)) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    assert (image["/Width"], image["/Height"]) == upright.size
    assert difference(rendered(path, fonts, data), upright) < 8


def test_a_moving_picture_says_which_frame_is_shown(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("#C0362C", "#1A7F4B", "#1F6FEB")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    words = tool("pdftotext", "-raw", written(tmp_path, data), "-")
    assert "原件为多帧图片（共 3 帧），此处显示第 1 帧" in words


def test_the_same_original_twice_is_one_image_object(tmp_path: Path) -> None:
    data = encoded(order_page().resize((270, 600)))
    assert len(images(written(tmp_path, data, data))) == 1


GOOD = png_file(random_pixels(WIDTH, HEIGHT, 2, 8), 2, 8)
WITH_ALPHA = png_file(random_pixels(WIDTH, HEIGHT, 6, 8), 6, 8)
DEEP = png_file(random_pixels(WIDTH, HEIGHT, 2, 16), 2, 16, interlaced=True)
JPEG = encoded(order_page().resize((54, 120)), "JPEG")


def header(**changes: int) -> bytes:
    fields = {"width": WIDTH, "height": HEIGHT, "depth": 8, "colour": 2, "compression": 0, "filter": 0, "interlace": 0}
    return chunk(b"IHDR", struct.pack(">IIBBBBB", *(fields | changes).values()))


def with_rows(rows: bytes, **changes: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + header(**changes) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


BROKEN = {
    "cut short": GOOD[:-20],
    "a byte of the rows changed": GOOD[:60] + bytes([GOOD[60] ^ 1]) + GOOD[61:],
    "no rows": b"\x89PNG\r\n\x1a\n" + header() + chunk(b"IEND", b""),
    "no header": b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b""),
    "rows that are no rows": with_rows(b"hello hello hello"),
    "an unknown filter": with_rows(zlib.compress(bytes([9]) * 5000)),
    "an unknown colour type": with_rows(zlib.compress(bytes(5000)), colour=5),
    "a depth the colour type has not": with_rows(zlib.compress(bytes(5000)), depth=4),
    "an unknown compression": with_rows(zlib.compress(bytes(5000)), compression=1),
    "no pixels": with_rows(zlib.compress(bytes(5000)), width=0),
    "a bomb's size": with_rows(zlib.compress(bytes(5000)), width=1 << 30, height=1 << 30),
    "a palette that is missing": with_rows(zlib.compress(bytes(5000)), colour=3),
    "a palette that is uneven": png_file(random_pixels(WIDTH, HEIGHT, 3, 8), 3, 8, palette=PALETTE[:17]),
    "a transparent colour cut short": png_file(random_pixels(WIDTH, HEIGHT, 2, 8), 2, 8, transparency=b"\0\1"),
    "alpha rows cut short": with_rows(zlib.compress(bytes(200)), colour=6),
    "alpha rows with an unknown filter": with_rows(zlib.compress(b"\0" + bytes(76) + b"\7" * 9000), colour=6),
    "deep interlaced rows cut short": with_rows(zlib.compress(bytes(200)), colour=2, depth=16, interlace=1),
    "interlaced rows cut short": with_rows(zlib.compress(bytes(20)), interlace=1),
    "another size than recorded": png_file(random_pixels(WIDTH + 1, HEIGHT, 2, 8), 2, 8),
    "a JPEG's beginning": JPEG[:200],
    "a JPEG without a size": b"\xff\xd8\xff\xda\x00\x04\x00\x00",
    "a JPEG of rubbish": b"\xff\xd8\xff\xe0\x00\x10" + b"rubbish" * 40,
    "text": b"not a picture at all",
    "nothing": b"",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_picture_is_refused(name: str) -> None:
    with pytest.raises(BadPicture):
        prepare(BROKEN[name], Picture(WIDTH, HEIGHT))


@pytest.mark.parametrize("original", [GOOD, WITH_ALPHA, DEEP, JPEG], ids=["rgb", "rgba", "deep", "jpeg"])
def test_no_cut_makes_anything_but_a_refusal(original: bytes) -> None:
    size = Picture(54, 120) if original is JPEG else Picture(WIDTH, HEIGHT)
    refused = 0
    for end in range(0, len(original), 7):
        try:
            prepare(original[:end], size)
        except BadPicture:
            refused += 1
    # A JPEG says all that a PDF needs before its scan; that it is whole, its hash tells.
    assert refused > (0 if original is JPEG else len(original) // 7 - 1)


def test_a_broken_picture_names_its_exhibit_and_leaves_no_file(tmp_path: Path) -> None:
    good = exhibit(1, GOOD)
    bad = exhibit(2, GOOD, original=type(good.original)(BROKEN["no rows"]), file_name="坏图.png")
    bad = exhibit(
        2, GOOD, original=bad.original, file_name="坏图.png", sha256=hashlib.sha256(BROKEN["no rows"]).hexdigest()
    )
    with pytest.raises(ExhibitUnreadable, match=r"exhibit 2 \(坏图\.png\): the PNG is damaged") as caught:
        write_pdf(dossier(good, bad), tmp_path / "dossier.pdf", FONTS)
    assert "证据2（坏图.png）" in caught.value.line("zh")
    assert list(tmp_path.iterdir()) == []
