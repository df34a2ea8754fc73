"""Marks are drawn where they were put, the same each time, on pictures of every size, and refused where they cannot."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from app.domain.errors import Cancelled, InvalidField, PingjuError
from app.domain.mark_shapes import INKS, letter_size, line_width
from app.domain.marks import Mark, MarkColour, MarkKind, Markup, Region
from app.dossier.marking import pixels
from app.dossier.marking.copies import RenderedCopy, render
from app.dossier.marking.errors import CopyRefused, PictureTooLarge
from tests.dossier.marking.pictures import FONTS, HEIC, bar, crop, saved, screen

ROOT = Path(__file__).parents[3]
EVERY = Markup(
    (
        Mark(MarkKind.BOX, Region(10, 10, 100, 60)),
        Mark(MarkKind.ARROW, Region(200, 200, -90, -70), MarkColour.BLUE),
        Mark(MarkKind.CALLOUT, Region(30, 30, 30, 30), number=1, text="说好的“秒到账”😀𠮷"),
        Mark(MarkKind.HIGHLIGHT, Region(5, 240, 150, 20), MarkColour.AMBER),
        Mark(MarkKind.TEXT, Region(20, 280, 120, 30), MarkColour.GREEN, text="未到账 not received"),
        Mark(MarkKind.BAR, Region(130, 20, 60, 20)),
        Mark(MarkKind.MOSAIC, Region(130, 60, 60, 40)),
    )
)


def drawn(markup: Markup, image: Image.Image | None = None) -> tuple[Image.Image, RenderedCopy]:
    out = io.BytesIO()
    data = saved(image or Image.new("RGB", (240, 330), "white"), "PNG")
    done = render(io.BytesIO(data), "image/png", markup, out, fonts_dir=FONTS)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB"), done


@pytest.mark.parametrize("mark", EVERY.marks, ids=lambda mark: mark.kind.value)
def test_each_mark_changes_pixels_where_it_is(mark: Mark) -> None:
    page = screen(1)
    shown, _ = drawn(Markup((mark,)), page)
    changed = ImageChops.difference(page, shown).getbbox()
    assert changed is not None
    x = min(mark.region.x, mark.region.right)
    y = min(mark.region.y, mark.region.bottom)
    assert abs(changed[0] - x) <= 16
    assert abs(changed[1] - y) <= 16


def test_a_box_is_a_frame_of_the_stated_width_and_nothing_else() -> None:
    shown, _ = drawn(Markup((Mark(MarkKind.BOX, Region(10, 20, 100, 60), MarkColour.GREEN),)))
    line = line_width(240, 330)
    expected = Image.new("RGB", (240, 330), "white")
    expected.paste(INKS[MarkColour.GREEN], (10, 20, 110, 80))
    expected.paste("white", (10 + line, 20 + line, 110 - line, 80 - line))
    assert shown.tobytes() == expected.tobytes()


def test_slanted_edges_are_smooth_and_lines_grow_with_the_picture() -> None:
    arrow = Markup((Mark(MarkKind.ARROW, Region(20, 20, 150, 90)),))
    shown, _ = drawn(arrow)
    between = [
        colour for _, colour in shown.getcolors(100_000) or [] if colour not in {(255, 255, 255), INKS[MarkColour.RED]}
    ]
    assert len(between) >= 8
    assert line_width(1170, 12_000) == line_width(1170, 2532) > line_width(540, 1200) > 1
    assert letter_size(1170, 2532) > letter_size(540, 1200)


def test_an_arrow_across_tiles_is_whole() -> None:
    page = Image.new("RGB", (1200, 2600), "white")
    shown, _ = drawn(Markup((Mark(MarkKind.ARROW, Region(50, 40, 1100, 2500)),)), page)
    for step in range(0, 101, 5):
        at = 50 + 1100 * step // 101, 40 + 2500 * step // 101
        assert shown.getpixel(at) == INKS[MarkColour.RED]


def test_a_highlight_leaves_dark_letters_dark() -> None:
    page = Image.new("RGB", (240, 330), "white")
    page.paste((10, 10, 10), (20, 20, 40, 40))
    shown, _ = drawn(Markup((Mark(MarkKind.HIGHLIGHT, Region(0, 0, 100, 100), MarkColour.AMBER),)), page)
    assert max(shown.getpixel((30, 30))) <= 10  # type: ignore[type-var,arg-type]
    assert shown.getpixel((60, 60)) == (255, 238, 128)


def test_texts_that_no_font_has_are_named_and_long_ones_are_broken_inside_the_picture() -> None:
    from app.dossier.marking.lettering import Letters

    letters = Letters(FONTS, 20)
    assert letters.lines("好𠮷", 1000) == ["好[U+20BB7]"]
    lines = letters.lines("退款" * 40 + "\n第二段", 200)
    assert all(letters.width(one) <= 200 for one in lines)
    assert "".join(lines) == "退款" * 40 + "第二段"
    shown, _ = drawn(Markup((Mark(MarkKind.TEXT, Region(230, 320, 200, 200), text="退款" * 30),)))
    box = ImageChops.difference(shown, Image.new("RGB", shown.size, "white")).getbbox()
    assert box is not None
    assert box[2] <= 240
    assert shown.size == (240, 330)


def test_marks_move_with_the_crop_and_are_drawn_over_what_is_hidden() -> None:
    page = screen(1)
    whole, _ = drawn(EVERY, page)
    # Texts move to stay inside the picture; here they fit in both.
    spot = Region(0, 5, 230, 320)
    cut, done = drawn(replace(EVERY, marks=(*EVERY.marks, *crop(spot).marks)), page)
    assert (done.width, done.height) == (230, 320)
    part = whole.crop((0, 5, 230, 325))
    boxed = (5, 5, 225, 250)
    assert ImageChops.difference(part.crop((125, 0, 225, 200)), cut.crop((125, 0, 225, 200))).getbbox() is None
    assert part.crop(boxed).size == cut.crop(boxed).size


def test_the_same_marks_give_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    source.write_bytes(saved(screen(1), "PNG"))
    done = render(source, "image/png", EVERY, tmp_path / "b.png", fonts_dir=FONTS)
    (tmp_path / "marks.json").write_text(EVERY.to_json(), encoding="utf-8")
    script = (
        "import sys; from pathlib import Path; from app.domain.marks import Markup;"
        "from app.dossier.marking.copies import render; at = Path(sys.argv[1]);"
        "marks = Markup.from_json((at / 'marks.json').read_text(encoding='utf-8'));"
        "print(render(at / 'a.png', 'image/png', marks, at / 'c.png', fonts_dir=Path(sys.argv[2])).sha256)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(FONTS)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == done.sha256
    assert (tmp_path / "b.png").read_bytes() == (tmp_path / "c.png").read_bytes()


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    source.write_bytes(saved(screen(1), "PNG"))
    for allowed in range(12):
        calls = iter(range(100))
        with pytest.raises(Cancelled):
            render(
                source,
                "image/png",
                EVERY,
                tmp_path / "b.png",
                fonts_dir=FONTS,
                cancel=lambda c=calls, n=allowed: next(c) >= n,
            )
        assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"", "image/png"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (saved(screen(1), "PNG")[:3000], "image/png"),
        (saved(screen(1), "JPEG")[:900], "image/jpeg"),
        (saved(screen(1), "PNG"), "image/jpeg"),
        (saved(screen(1), "PNG"), "video/mp4"),
        (HEIC.read_bytes()[:800], "image/heic"),
    ],
)
def test_broken_pictures_are_refused_by_name_of_the_fault(data: bytes, media_type: str, tmp_path: Path) -> None:
    with pytest.raises(CopyRefused) as refused:
        render(io.BytesIO(data), media_type, bar(), tmp_path / "b.png", fonts_dir=FONTS)
    assert refused.value.sentence.zh.startswith("无法生成标注副本")
    assert list(tmp_path.iterdir()) == []


def test_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = saved(screen(1), "PNG")
    monkeypatch.setattr(pixels, "LIMIT_PIXELS", 240 * 330 - 1)
    with pytest.raises(PictureTooLarge, match="240×330"):
        render(io.BytesIO(data), "image/png", bar(), tmp_path / "b.png", fonts_dir=FONTS)
    monkeypatch.setattr(pixels, "LIMIT_PIXELS", 240 * 330)
    monkeypatch.setattr(pixels, "LIMIT_BYTES", len(data) - 1)
    with pytest.raises(PictureTooLarge):
        render(io.BytesIO(data), "image/png", bar(), tmp_path / "b.png", fonts_dir=FONTS)


def test_marks_off_the_picture_missing_fonts_and_folders_are_told(tmp_path: Path) -> None:
    data = saved(screen(1), "PNG")
    with pytest.raises(InvalidField):
        render(io.BytesIO(data), "image/png", bar(Region(900, 0, 5, 5)), tmp_path / "b.png", fonts_dir=FONTS)
    with pytest.raises(CopyRefused, match="font"):
        render(io.BytesIO(data), "image/png", EVERY, tmp_path / "b.png", fonts_dir=tmp_path)
    with pytest.raises(CopyRefused, match="cannot be written"):
        render(io.BytesIO(data), "image/png", bar(), tmp_path / "none" / "b.png", fonts_dir=FONTS)
    with pytest.raises(CopyRefused):
        render(tmp_path / "missing.png", "image/png", bar(), tmp_path / "b.png", fonts_dir=FONTS)
    small = crop(Region(17, 17, 9, 9))
    with pytest.raises(CopyRefused, match="crop leaves nothing"):
        render(io.BytesIO(saved(screen(1), "JPEG")), "image/jpeg", small, tmp_path / "b.jpg", fonts_dir=FONTS)
    assert list(tmp_path.iterdir()) == []


TALL = """
import sys
from pathlib import Path
from PIL import Image
from app.domain.marks import Mark, MarkKind, Markup, Region
from app.dossier.marking.copies import render
width, height = int(sys.argv[1]), int(sys.argv[2])
Image.MAX_IMAGE_PIXELS = None
folder = Path(sys.argv[3])
Image.new("RGB", (width, height), "white").save(folder / "a.png")
arrow = Mark(MarkKind.ARROW, Region(10, 10, width - 20, height - 20))
marks = Markup((arrow, Mark(MarkKind.BAR, Region(0, 50, 300, 40))))
done = render(folder / "a.png", "image/png", marks, folder / "b.png", fonts_dir=Path(sys.argv[4]))
status = Path("/proc/self/status").read_text().splitlines()
peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024
print(done.width, done.height, peak)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
@pytest.mark.parametrize(("width", "height", "most"), [(1080, 12_000, 160), (10_000, 10_000, 620)])
def test_large_pictures_take_the_stated_memory(width: int, height: int, most: int, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", TALL, str(width), str(height), str(tmp_path), str(FONTS)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    across, down, peak = map(int, run.stdout.split())
    assert (across, down) == (width, height)
    assert peak < most, f"{peak} MB"


@pytest.mark.filterwarnings("ignore::UserWarning:PIL", "ignore::UserWarning:pi_heif")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff", "image/avif"]),
    st.integers(0, 2**32), st.integers(0, 12),
)  # fmt: skip
def test_damaged_pictures_raise_nothing_but_refusals(media_type: str, seed: int, hits: int) -> None:
    noise = random.Random(seed)
    data = bytearray(SOUND[media_type]) if hits else bytearray(noise.randbytes(seed % 300))
    for _ in range(hits):
        data[noise.randrange(len(data))] = noise.randrange(256)
    if hits % 3 == 2:
        del data[noise.randrange(len(data)) :]
    out = io.BytesIO()
    try:
        render(
            io.BytesIO(bytes(data)), media_type, Markup((Mark(MarkKind.BAR, Region(0, 0, 9, 9)),)), out, fonts_dir=FONTS
        )
    except PingjuError:
        assert not out.getvalue()
    else:
        Image.open(io.BytesIO(out.getvalue())).load()


SOUND = {
    f"image/{name.lower()}": saved(screen(1).resize((60, 80)), name)
    for name in ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Mark,
            st.sampled_from(MarkKind),
            st.builds(Region, *[st.integers(-400, 400) | st.sampled_from([-(10**6), 10**6, 10**18])] * 4),
            st.sampled_from(MarkColour),
            st.text(max_size=12),
            st.none() | st.integers(0, 9999),
        ),
        max_size=4,
    )
)
def test_any_marks_are_drawn_or_refused(marks: list[Mark]) -> None:
    out = io.BytesIO()
    try:
        render(io.BytesIO(PAGE), "image/png", Markup(tuple(marks)), out, fonts_dir=FONTS)
    except PingjuError:
        assert not out.getvalue()
    else:
        Image.open(io.BytesIO(out.getvalue())).load()


PAGE = saved(screen(1), "PNG")
