"""Whatever is handed over, the answer is a picture's facts or a refusal that names the file: nothing else escapes."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.domain.errors import UnreadableFile
from app.intake import images
from app.intake.images import read_image, thumbnail
from tests.intake.pictures import SAMPLES, chunk, drawn, encoded, every_format, exif, png

FILES = every_format()
WHOLE = FILES | {
    "gif-frames": encoded("GIF", drawn(), save_all=True, append_images=[drawn().rotate(90)]),
    "png-exif": encoded("PNG", exif=exif(original="2024:01:01 12:00:00", comment="Screenshot", model="X")),
    "png-palette": encoded("PNG", drawn(mode="P")),
    "png-interlaced": png(
        3, 3, chunk(b"IDAT", zlib.compress(b"\0\1" * 2 + b"\0\1\1" + b"\0\1\0\1\1\1\1" * 2)), interlace=1
    ),
    "jpeg-progressive": encoded("JPEG", progressive=True, exif=exif(original="2024:01:01 12:00:00")),
    "webp-lossless": encoded("WEBP", lossless=True),
    "tiff-deflate": encoded("TIFF", compression="tiff_adobe_deflate"),
    "heic-turned": (SAMPLES / "turned.heic").read_bytes(),
}


def refusal(data: bytes | Path, name: str = "图.png") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        read_image(data, name=name)
    error = refused.value
    for language in ("zh", "en"):
        line = error.line(language)
        assert line.startswith(name)
        assert "\n" not in line
    assert error.remedy.zh
    return error


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_cut_short(kind: str, part: float) -> None:
    refusal(FILES[kind][: int(len(FILES[kind]) * part)])


@pytest.mark.parametrize("kind", sorted(set(FILES) - {"image/tiff"}))
def test_one_byte_short(kind: str) -> None:
    # A TIFF's pixels may stand anywhere in it, so that its last byte may mean nothing.
    refusal(FILES[kind][:-1])


def test_every_cut_of_a_png_and_a_jpeg_is_noticed() -> None:
    for data in (WHOLE["png-exif"], WHOLE["png-palette"], FILES["image/jpeg"], WHOLE["jpeg-progressive"]):
        for end in range(1, len(data), 7):
            refusal(data[:end])


def test_png_without_its_end_chunk() -> None:
    assert refusal(FILES["image/png"][:-12]).problem.zh == "图片不完整，结尾缺失"


def test_png_with_one_wrong_bit_anywhere() -> None:
    data = bytearray(WHOLE["png-palette"])
    for at in range(0, len(data), 11):
        data[at] ^= 0x10
        refusal(bytes(data))
        data[at] ^= 0x10


def test_png_with_fewer_rows_than_it_says() -> None:
    rows = zlib.compress(b"\0\1\2\3" * 9)
    assert read_image(png(3, 9, chunk(b"IDAT", rows)), name="a").height == 9
    refusal(png(3, 10, chunk(b"IDAT", rows)))


def test_png_with_an_unknown_row_filter() -> None:
    refusal(png(3, 2, chunk(b"IDAT", zlib.compress(b"\0\1\2\3\5\1\2\3"))))


def test_empty() -> None:
    assert "0 字节" in refusal(b"").line("zh")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"hello, this is text", "不是支持的图片格式"),
        ("中文文本\n".encode() * 40, "不是支持的图片格式"),
        (b"BM is how this text begins, and it goes on for a while", "不是支持的图片格式"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\0\0\0", "压缩包"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "视频"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是支持的图片格式"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "不是支持的图片格式"),
    ],
)
def test_other_things_named_png(data: bytes, word: str) -> None:
    assert word in refusal(data).line("zh")


@pytest.mark.parametrize("size", [(50_000, 50_000), (65_501, 10), (0x7FFFFFFF, 0x7FFFFFFF)])
def test_huge_png_is_refused_by_its_header_alone(size: tuple[int, int]) -> None:
    started = time.thread_time()
    assert "尺寸过大" in refusal(png(*size, chunk(b"IDAT", zlib.compress(bytes(1 << 20))))).line("zh")
    assert time.thread_time() - started < 2


def _claiming(kind: str, width: int, height: int) -> bytes:
    data = bytearray(FILES[kind])
    match kind:
        case "image/jpeg":
            at = data.index(b"\xff\xc0") + 5
            data[at : at + 4] = struct.pack(">HH", height, width)
        case "image/gif":
            data[6:10] = struct.pack("<HH", width, height)
        case "image/bmp":
            data[18:26] = struct.pack("<ii", width, height)
        case "image/webp":
            at = data.index(b"\x9d\x01\x2a") + 3
            data[at : at + 4] = struct.pack("<HH", width, height)
        case "image/heic" | "image/avif":
            at = data.index(b"ispe") + 8
            data[at : at + 8] = struct.pack(">II", width, height)
    return bytes(data)


@pytest.mark.parametrize("kind", ["image/jpeg", "image/gif", "image/bmp", "image/webp", "image/heic", "image/avif"])
def test_huge_claims_of_other_formats(kind: str) -> None:
    refusal(_claiming(kind, 0x3FFF if kind == "image/webp" else 60_000, 0x3FFF if kind == "image/webp" else 60_000))


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is read in the POSIX way")
def test_a_bomb_takes_no_memory() -> None:
    """A 250-megapixel PNG of one colour (30 KB) may be checked, but in a few megabytes."""
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(50_000 // 8 + 1)) for _ in range(5_000)) + rows.flush()
    script = (
        "import resource, sys; sys.path.insert(0, '.');"
        "from app.intake import images, decoding; data = sys.stdin.buffer.read();"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "facts = images.read_image(data, name='a');"
        "print(facts.width, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    data = png(50_000, 5_000, chunk(b"IDAT", packed), depth=1)
    done = subprocess.run([sys.executable, "-c", script], input=data, capture_output=True, check=True)
    width, grown = map(int, done.stdout.split())
    assert width == 50_000
    assert grown < 30_000  # KiB


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt", b"iCCP"])
def test_png_text_bomb(kind: bytes) -> None:
    packed = zlib.compress(bytes(64 << 20), 9)
    body = b"Comment\0" + (b"\1\0\0\0" if kind == b"iTXt" else b"\0") + packed
    bomb = png(1, 1, chunk(kind, body), chunk(b"IDAT", zlib.compress(b"\0\1")))
    assert "解压后过大" in refusal(bomb).line("zh")
    after = png(1, 1, chunk(b"IDAT", zlib.compress(b"\0\1")), chunk(kind, body))
    assert "解压后过大" in refusal(after).line("zh")


def test_gif_and_tiff_frame_bombs() -> None:
    gif = encoded("GIF", Image.new("P", (1, 1)))
    start = gif.index(b",")
    assert "帧" in refusal(gif[:start] + gif[start:-1] * 10_001 + b";").line("zh")
    out = io.BytesIO()
    page = Image.new("1", (1, 1))
    page.save(out, "TIFF", save_all=True, append_images=[page] * 40)
    assert read_image(out.getvalue(), name="a").frames == 41
    # Each directory's link to the next one, turned back to the first, would go round for ever.
    looping = bytearray(encoded("TIFF", drawn(8, 8)))
    first = struct.unpack("<I", looping[4:8])[0]
    count = struct.unpack("<H", looping[first : first + 2])[0]
    looping[first + 2 + 12 * count : first + 6 + 12 * count] = struct.pack("<I", first)
    started = time.thread_time()
    assert read_image(bytes(looping), name="a").frames == 1
    assert time.thread_time() - started < 5


def test_a_damaged_tiff_does_not_talk_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    data = bytearray(WHOLE["tiff-deflate"])
    data[8 + 40 : 8 + 80] = b"\xff" * 40
    refusal(bytes(data))
    with pytest.raises(UnreadableFile):
        thumbnail(bytes(data), edge=16)
    assert capfd.readouterr().err == ""
    os.write(2, b"still there")
    assert capfd.readouterr().err == "still there"


@pytest.mark.parametrize("place", range(4))
def test_heic_with_an_item_type_that_is_no_text(place: int) -> None:
    """pi-heif 1.4.0 asks Python for a text made of these bytes, gets none, and crashes the process."""
    data = bytearray((SAMPLES / "screenshot.heic").read_bytes())
    data[data.index(b"Exif\0") + place] = 0x80
    refusal(bytes(data))


def test_jpeg_with_far_too_many_scans() -> None:
    data = encoded("JPEG", Image.new("L", (8_000, 8_000), 200), progressive=True)
    last = data.rindex(b"\xff\xda")
    bomb = data[:last] + data[last:-2] * 200 + data[-2:]
    started = time.thread_time()
    assert "扫描层数" in refusal(bomb).line("zh")
    assert time.thread_time() - started < 5


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff" + bytes(8 << 20),
        b"\xff\xd8" + b"\xff\xe2\0\2" * 3_000_000,
        b"GIF89a\1\0\1\0\0\0\0!\xfe" + b"\1a" * 4_000_000,
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\10\0\0\0\0") + chunk(b"tEXt", b"") * 3_000_000,
        b"RIFF\xf8\xff\xff\0WEBP" + b"JUNK\0\0\0\0" * 2_097_152,
    ],
    ids=["jpeg-noise", "jpeg-markers", "gif-blocks", "png-chunks", "webp-chunks"],
)
def test_files_made_to_waste_time_end_soon(data: bytes) -> None:
    started = time.thread_time()
    refusal(data)
    assert time.thread_time() - started < 20


@pytest.mark.parametrize(
    "block", [b"", b"Exif\0\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff" + b"\x87\x69" * 90]
)
@pytest.mark.parametrize("pillow_format", ["PNG", "JPEG", "WEBP"])
def test_malformed_exif_costs_only_the_exif(pillow_format: str, block: bytes) -> None:
    facts = read_image(encoded(pillow_format, exif=block or b"garbage"), name="a")
    assert facts.width == 120
    assert facts.exif_capture is None


def test_too_large_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(images, "LIMIT_BYTES", 100)
    path = tmp_path / "图.png"
    path.write_bytes(FILES["image/png"])
    assert "文件过大" in refusal(path).line("zh")
    assert "文件过大" in refusal(FILES["image/png"]).line("zh")


def _either(data: bytes) -> None:
    """Reading gives facts or a refusal; what is taken in can be reduced as well, but for colours gone wrong."""
    try:
        facts = read_image(data, name="模糊.png")
    except UnreadableFile:
        refusal(data, "模糊.png")
        return
    assert facts.width > 0
    try:
        thumbnail(data, edge=16)
    except UnreadableFile:
        assert facts.media_type != "image/png"


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6),
    st.floats(0, 1.2),
    st.binary(max_size=12),
    st.floats(0, 1),
)
def test_damaged_pictures(kind: str, changes: list[tuple[float, int]], keep: float, extra: bytes, where: float) -> None:
    data = bytearray(WHOLE[kind])
    for part, value in changes:
        data[int(part * (len(data) - 1))] = value
    at = int(where * len(data))
    data[at:at] = extra
    _either(bytes(data[: int(keep * len(data)) + 1]))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.integers(1, 64), st.binary(max_size=300))
def test_noise_behind_a_true_beginning(kind: str, kept: int, noise: bytes) -> None:
    _either(WHOLE[kind][:kept] + noise)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_noise(data: bytes) -> None:
    _either(data)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=4)), max_size=5))
def test_damaged_png_with_right_sums(changes: list[tuple[int, bytes]]) -> None:
    """Damage that a checksum does not show, inside each chunk."""
    data, chunks, at = WHOLE["png-exif"], [], 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        chunks.append((data[at + 4 : at + 8], bytearray(data[at + 8 : at + 8 + size])))
        at += 12 + size
    for place, new in changes:
        body = chunks[place % len(chunks)][1]
        if body:
            body[place % len(body)] = new[0]
    _either(data[:8] + b"".join(chunk(kind, bytes(body)) for kind, body in chunks))


def test_this_process_stayed_small() -> None:
    """All of the above in one process: no bomb went off unnoticed."""
    resource = pytest.importorskip("resource", reason="peak memory is read in the POSIX way")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 3_000_000  # KiB
