"""What a copy hides is not in its file: two originals that differ only there give the same bytes."""

from __future__ import annotations

import io
import itertools
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pi_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.domain.mark_shapes import mosaic_cell
from app.domain.marks import Mark, MarkKind, Markup, Region
from app.domain.readings import Reading, TextLine
from app.domain.visible_text import redact_reading
from app.dossier.marking.copies import RenderedCopy, render
from tests.dossier.marking.pictures import FONTS, HEIC, SECRET, SIZE, bar, crop, saved, screen

Maker = Callable[[Image.Image], bytes]


def copied(data: bytes, media_type: str, markup: Markup) -> tuple[bytes, RenderedCopy]:
    out = io.BytesIO()
    done = render(io.BytesIO(data), media_type, markup, out, fonts_dir=FONTS)
    return out.getvalue(), done


def deep_png(image: Image.Image) -> bytes:
    """Return a PNG of 16 bits a sample."""
    grey = image.convert("L")
    deep = Image.new("I;16", grey.size)
    deep.frombytes(b"".join(struct.pack("<H", level * 257) for level in grey.tobytes()))
    return saved(deep, "PNG")


def deep_rgb_png(image: Image.Image) -> bytes:
    rows = image.convert("RGB").tobytes()
    stride = image.width * 3
    wide = bytes(itertools.chain.from_iterable(zip(rows, rows, strict=True)))
    raw = b"".join(b"\0" + wide[y * stride * 2 : (y + 1) * stride * 2] for y in range(image.height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", *image.size, 16, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def alpha_png(image: Image.Image) -> bytes:
    """Return a PNG whose opacity differs under the secret too."""
    layer = image.convert("RGBA")
    box = (SECRET.x, SECRET.y, SECRET.right, SECRET.bottom)
    layer.paste(image.convert("L").crop(box), (SECRET.x, SECRET.y))
    layer.putalpha(
        Image.composite(image.convert("L"), Image.new("L", SIZE, 255), Image.linear_gradient("L").resize(SIZE))
    )
    return saved(layer, "PNG")


def palette_png(image: Image.Image) -> bytes:
    """Return a palette PNG whose unused colours differ with the secret."""
    indexed = image.convert("RGB").convert("P", palette=Image.Palette.WEB, dither=Image.Dither.NONE)
    unused = list(random.Random(image.tobytes()).randbytes(48))
    indexed.putpalette([*(indexed.getpalette() or [])[:720], *unused])
    return saved(indexed, "PNG", transparency=255)


def jpeg(**options: object) -> Maker:
    return lambda image: saved(image, "JPEG", **options)


def turned_jpeg(orientation: int) -> Maker:
    def make(image: Image.Image) -> bytes:
        block = Image.Exif()
        block[0x0112] = orientation
        block[0x010E] = "a secret caption"
        # Pillow writes IFD1 with the thumbnail's bytes as it is given them.
        small = saved(image.resize((60, 80)), "JPEG")
        return saved(image, "JPEG", quality=90, exif=with_thumbnail(block.tobytes(), small), comment=b"13812345678")

    return make


def with_thumbnail(exif: bytes, small: bytes) -> bytes:
    """Put a second directory with a JPEG thumbnail (CIPA DC-008, 4.5.5) behind an EXIF block."""
    tiff = bytearray(exif.removeprefix(b"Exif\0\0"))
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    struct.pack_into(f"{order}I", tiff, first + 2 + 12 * count, len(tiff))
    at = len(tiff) + 2 + 24 + 4
    tiff += struct.pack(f"{order}H", 2)
    tiff += struct.pack(f"{order}HHII", 0x0201, 4, 1, at) + struct.pack(f"{order}HHII", 0x0202, 4, 1, len(small))
    tiff += struct.pack(f"{order}I", 0) + small
    return b"Exif\0\0" + bytes(tiff)


def moving(pillow_format: str) -> Maker:
    def make(image: Image.Image) -> bytes:
        frames = [image.quantize(256, dither=Image.Dither.NONE) if pillow_format == "GIF" else image]
        later = [image.transpose(Image.Transpose.ROTATE_180), image.point(lambda level: 255 - level)]
        return saved(frames[0], pillow_format, save_all=True, append_images=later, duration=80)

    return make


def gif(image: Image.Image) -> bytes:
    indexed = Image.open(io.BytesIO(palette_png(image)))
    indexed.info = {}
    later = [indexed.transpose(Image.Transpose.ROTATE_180)]
    return saved(indexed, "GIF", save_all=True, append_images=later, duration=80, optimize=False)


FORMATS: dict[str, tuple[str, Maker]] = {
    "png": ("image/png", lambda image: saved(image, "PNG")),
    "png of greys": ("image/png", lambda image: saved(image.convert("L"), "PNG")),
    "png with texts": ("image/png", lambda image: saved(image, "PNG", dpi=(300, 300), exif=Image.Exif())),
    "palette png": ("image/png", palette_png),
    "alpha png": ("image/png", alpha_png),
    "16-bit grey png": ("image/png", deep_png),
    "16-bit png": ("image/png", deep_rgb_png),
    "apng": ("image/png", moving("PNG")),
    "jpeg 4:2:0": ("image/jpeg", jpeg(quality=60)),
    "jpeg 4:2:2": ("image/jpeg", jpeg(quality=75, subsampling=1)),
    "jpeg 4:4:4": ("image/jpeg", jpeg(quality=92, subsampling=0)),
    "progressive jpeg": ("image/jpeg", jpeg(quality=50, progressive=True)),
    "grey jpeg": ("image/jpeg", lambda image: saved(image.convert("L"), "JPEG", quality=70)),
    "cmyk jpeg": ("image/jpeg", lambda image: saved(image.convert("CMYK"), "JPEG", quality=70)),
    "webp without loss": ("image/webp", lambda image: saved(image, "WEBP", lossless=True)),
    "bmp": ("image/bmp", lambda image: saved(image, "BMP")),
    "tiff": ("image/tiff", lambda image: saved(image, "TIFF")),
    "gif": ("image/gif", gif),
}


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_what_is_under_a_bar_is_in_the_copy(name: str) -> None:
    media_type, make = FORMATS[name]
    one, other = make(screen(1)), make(screen(2))
    assert one != other
    first, done = copied(one, media_type, bar())
    second, _ = copied(other, media_type, bar())
    assert first == second
    assert first != copied(one, media_type, Markup())[0]
    shown = Image.open(io.BytesIO(first)).convert("RGB")
    assert shown.size == SIZE == (done.width, done.height)
    inside = shown.crop((SECRET.x, SECRET.y, SECRET.right, SECRET.bottom))
    assert all(low == 0 and high <= 2 for low, high in inside.getextrema())


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_what_is_outside_a_crop_is_in_the_copy(name: str) -> None:
    media_type, make = FORMATS[name]
    spot = Region(50, 61, 133, 170)
    one, other = (make(screen(seed, spot=spot, outside=True)) for seed in (1, 2))
    first, done = copied(one, media_type, crop(spot))
    assert first == copied(other, media_type, crop(spot))[0]
    assert 90 <= done.width <= spot.width
    assert 130 <= done.height <= spot.height
    assert done.markup.crop is not None
    assert (done.width, done.height) == (done.markup.crop.width, done.markup.crop.height)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_jpeg_is_hidden_where_it_is_seen_and_its_thumbnail_and_texts_stay_behind(orientation: int) -> None:
    make = turned_jpeg(orientation)
    stored = [screen(seed) for seed in (1, 2)]
    one, other = make(stored[0]), make(stored[1])
    assert b"\xff\xd8\xff" in one[2:], "the thumbnail is there"
    upright = Image.open(io.BytesIO(one))
    at = where(SECRET, orientation)
    first, done = copied(one, "image/jpeg", bar(at))
    assert first == copied(other, "image/jpeg", bar(at))[0]
    assert (done.width, done.height) == (SIZE if orientation < 5 else SIZE[::-1])
    assert not any(word in first for word in (b"Exif", b"caption", b"13812345678", b"ICC_PROFILE"))
    assert b"\xff\xd8\xff" not in first[2:]
    assert upright.getexif()[0x0112] == orientation


def where(region: Region, orientation: int) -> Region:
    """Return where a stored region is seen, by turning a picture of it."""
    spot = Image.new("L", SIZE)
    spot.paste(255, (region.x, region.y, region.right, region.bottom))
    block = Image.Exif()
    block[0x0112] = orientation
    from PIL import ImageOps

    seen = ImageOps.exif_transpose(Image.open(io.BytesIO(saved(spot, "PNG", exif=block))))
    box = seen.getbbox()
    assert box is not None
    return Region(box[0], box[1], box[2] - box[0], box[3] - box[1])


def test_bars_on_heic_hide_the_same_pixels_as_on_a_png_of_it() -> None:
    decoded = pi_heif.open_heif(HEIC).to_pillow().convert("RGB")
    decoded.info = {}
    region = Region(decoded.width // 4, decoded.height // 4, decoded.width // 3, decoded.height // 5)
    first, done = copied(HEIC.read_bytes(), "image/heic", bar(region))
    hidden = done.markup.marks[0].region
    assert (hidden.x, hidden.right) == (region.x - 8, region.right + 8)
    noise = Image.frombytes(
        "RGB", (hidden.width, hidden.height), random.Random(3).randbytes(hidden.width * hidden.height * 3)
    )
    decoded.paste(noise, (hidden.x, hidden.y))
    assert first == copied(saved(decoded, "PNG"), "image/png", bar(hidden))[0]


def test_a_lossy_webp_is_hidden_beyond_its_smoothed_edges() -> None:
    _, done = copied(saved(screen(1), "WEBP", quality=80), "image/webp", bar())
    assert done.markup.marks[0].region == Region(SECRET.x - 8, SECRET.y - 8, SECRET.width + 16, SECRET.height + 16)
    assert done.media_type == "image/png"


def test_an_animation_shows_its_first_frame_only() -> None:
    for name in ("apng", "gif"):
        media_type, make = FORMATS[name]
        data = make(screen(1))
        assert getattr(Image.open(io.BytesIO(data)), "n_frames", 1) > 1
        shown = Image.open(io.BytesIO(copied(data, media_type, bar())[0]))
        assert getattr(shown, "n_frames", 1) == 1
        assert shown.format == "PNG"


def test_no_text_profile_or_density_is_copied() -> None:
    from PIL import ImageCms, PngImagePlugin

    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "13812345678")
    texts.add_itxt("Comment", "卡密 ABCD1234")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(screen(1), "PNG", pnginfo=texts, icc_profile=profile, dpi=(72, 72))
    copy, _ = copied(data, "image/png", bar())
    kinds = list(chunks(copy))
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}


def chunks(data: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        yield data[at + 4 : at + 8]
        at += 12 + size


def test_a_profile_other_than_srgb_is_turned_into_pixels() -> None:
    from PIL import ImageCms

    lab_free = swapped_profile()
    data = saved(screen(1), "PNG", icc_profile=lab_free)
    copy, _ = copied(data, "image/png", Markup())
    plain, _ = copied(saved(screen(1), "PNG"), "image/png", Markup())
    assert copy != plain
    assert b"iCCP" not in copy
    given = ImageCms.ImageCmsProfile(io.BytesIO(lab_free))
    expected = ImageCms.profileToProfile(screen(1), given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    assert expected is not None
    assert Image.open(io.BytesIO(copy)).tobytes() == expected.tobytes()


def swapped_profile() -> bytes:
    """Return sRGB with red and green exchanged and another name, as a profile that matters."""
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    (count,) = struct.unpack_from(">I", profile, 128)
    places = {bytes(profile[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    profile[red + 4 : red + 12], profile[green + 4 : green + 12] = (
        profile[green + 4 : green + 12],
        profile[red + 4 : red + 12],
    )
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))


@pytest.mark.parametrize("region", [Region(20, 20, 200, 30), Region(0, 0, 240, 330), Region(33, 41, 9, 9)])
def test_mosaic_cells_are_coarse_and_even(region: Region) -> None:
    cell = mosaic_cell(region)
    assert cell >= 16
    assert cell * 12 >= min(region.width, region.height)
    copy, _ = copied(saved(screen(1), "PNG"), "image/png", Markup((Mark(MarkKind.MOSAIC, region),)))
    part = Image.open(io.BytesIO(copy)).crop((region.x, region.y, region.right, region.bottom))
    colours = part.convert("RGB").getcolors(part.width * part.height) or []
    assert len(colours) <= -(-region.width // cell) * -(-region.height // cell)


def test_a_mosaic_knows_nothing_of_what_a_bar_or_the_crop_hides() -> None:
    around = Region(SECRET.x - 20, SECRET.y - 20, SECRET.width + 40, SECRET.height + 40)
    marks = Markup((Mark(MarkKind.MOSAIC, around), *bar().marks))
    one, other = (copied(saved(screen(seed), "PNG"), "image/png", marks)[0] for seed in (1, 2))
    assert one == other
    spot = Region(50, 61, 133, 170)
    cut = Markup((Mark(MarkKind.MOSAIC, Region(30, 40, 60, 60)), *crop(spot).marks))
    pair = [copied(saved(screen(seed, spot=spot, outside=True), "PNG"), "image/png", cut)[0] for seed in (1, 2)]
    assert pair[0] == pair[1]


def test_the_test_would_see_a_leak() -> None:
    """A bar as small as it was drawn lets JPEG's blocks carry the secret into the pixels around it."""
    one, other = (Image.open(io.BytesIO(saved(screen(seed), "JPEG", quality=60))).convert("RGB") for seed in (1, 2))
    for image in (one, other):
        image.paste((0, 0, 0), (SECRET.x, SECRET.y, SECRET.right, SECRET.bottom))
    assert one.tobytes() != other.tobytes()


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 200), st.integers(0, 290), st.integers(1, 120), st.integers(1, 120),
    st.sampled_from(["4:4:4", "4:2:2", "4:2:0"]), st.integers(1, 8),
)  # fmt: skip
def test_any_bar_on_any_jpeg_leaves_nothing(
    x: int, y: int, width: int, height: int, sampling: str, orientation: int
) -> None:
    spot = Region(x, y, width, height).within(*SIZE)
    assert spot is not None
    block = Image.Exif()
    block[0x0112] = orientation
    pair = [
        saved(screen(seed, spot=spot), "JPEG", quality=55, subsampling=sampling, exif=block.tobytes())
        for seed in (1, 2)
    ]
    marks = bar(where(spot, orientation))
    assert copied(pair[0], "image/jpeg", marks)[0] == copied(pair[1], "image/jpeg", marks)[0]


BOXES = st.tuples(st.integers(0, 200), st.integers(0, 200), st.integers(1, 80), st.integers(1, 80))


def line(text: str, x: int, y: int, width: int = 100, height: int = 20) -> TextLine:
    return TextLine(text, Region(x, y, width, height), 0.9)


def test_a_reading_loses_what_is_covered_or_cut_off() -> None:
    reading = Reading(
        "engine", (line("上", 10, 10), line("13812345678", 60, 100), line("下", 40, 200), line("边", 0, 240))
    )
    bars = bar(Region(150, 110, 10, 2)).marks
    assert [one.text for one in redact_reading(reading, bars).lines] == ["上", "下", "边"]
    cut = redact_reading(reading, (*bars, Mark(MarkKind.CROP, Region(5, 150, 200, 200))))
    assert [(one.text, one.region.x, one.region.y) for one in cut.lines] == [("下", 35, 50)]
    assert cut.engine == "engine"
    pointing = (Mark(MarkKind.BOX, Region(0, 0, 300, 300)),)
    assert redact_reading(reading, pointing) == reading


@given(st.lists(BOXES, max_size=12), BOXES)
def test_no_line_of_a_redacted_reading_touches_a_bar(
    boxes: list[tuple[int, int, int, int]], covered: tuple[int, int, int, int]
) -> None:
    reading = Reading("engine", tuple(TextLine(str(n), Region(*box), 1.0) for n, box in enumerate(boxes)))
    mark = Mark(MarkKind.MOSAIC, Region(*covered))
    left = redact_reading(reading, [mark]).lines
    assert not any(one.region.overlaps(mark.region) for one in left)
    assert all(one in left or one.region.overlaps(mark.region) for one in reading.lines)


def test_paths_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    source = tmp_path / "原图.png"
    source.write_bytes(saved(screen(1), "PNG"))
    target = tmp_path / "副本.png"
    done = render(source, "image/png", bar(), target, fonts_dir=FONTS)
    import hashlib

    assert hashlib.sha256(target.read_bytes()).hexdigest() == done.sha256
    assert target.stat().st_size == done.bytes
    assert sorted(path.name for path in tmp_path.iterdir()) == ["副本.png", "原图.png"]
