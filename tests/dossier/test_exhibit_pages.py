"""Pictures on pages: cut between lines, two side by side, on a page that lies, reduced; and the words over them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from app.domain.marks import Region
from app.domain.readings import TextLine
from app.dossier.calm_rows import calm_rows, rows_between, with_cuts
from app.dossier.fonts import Fonts
from app.dossier.look import PAGE_HEIGHT, PAGE_WIDTH
from app.dossier.outline import Picture
from app.dossier.plan import Page
from app.dossier.planning import plan
from app.dossier.reduction import ImagePolicy
from app.dossier.sections.exhibit_pages import LARGEST_SCALE, PAIR_WIDTH, READABLE, cut, type_size
from app.dossier.writer import for_paper, write_pdf
from tests.dossier.archival_rules import check_archival
from tests.dossier.bundle_rules import check_bundle, drawn_images
from tests.dossier.reading import assert_sound, images, text, tool
from tests.dossier.samples import FONTS, chat, desktop, document, dossier, encoded, exhibit, font, order_page, payment

LINES = 90
LINE_HEIGHT = 110


def paragraph(lines: int = LINES, colour: str = "#FFFFFF") -> tuple[Image.Image, tuple[TextLine, ...]]:
    """Return a tall page of text without bubbles, and where its lines stand."""
    picture = Image.new("RGB", (1080, lines * LINE_HEIGHT + 40), colour)
    draw = ImageDraw.Draw(picture)
    found = []
    for number in range(lines):
        words = f"第{number + 1:03d}行 订单KM2026090{number:04d}超时未到账"
        y = 20 + number * LINE_HEIGHT
        draw.text((40, y), words, font=font(52), fill="#111111")
        left, top, right, bottom = draw.textbbox((40, y), words, font=font(52))
        box = Region(int(left), int(top), int(right - left), int(bottom - top))
        found.append(TextLine(words, box, 0.99))
    return picture, tuple(found)


def pages_of(outline_pages: tuple[Page, ...], position: int) -> list[Page]:
    return [page for page in outline_pages if any(part.exhibit == position for part in page.pictures)]


@pytest.mark.parametrize("is_read", [True, False], ids=["recognised", "by its pixels"])
@pytest.mark.parametrize("kind", ["text", "bubbles"])
def test_a_tall_picture_is_cut_through_no_line_of_text(kind: str, is_read: bool, fonts: Fonts) -> None:
    if kind == "text":
        picture, lines = paragraph()
    else:
        picture = chat(64, 12000)
        texts = [Region(80, 270 + 180 * i + 36, 900, 50) for i in range(64)]
        times = [Region(400, 270 + 180 * i + 128, 280, 24) for i in range(64)]
        lines = tuple(TextLine("字", box, 1.0) for box in [*texts, *times])
    outline = for_paper(dossier(exhibit(1, encoded(picture), reading=lines if is_read else ())))
    found = pages_of(plan(outline, fonts).pages, 0)
    assert len(found) > 4
    parts = [page.pictures[0] for page in found]
    scale = parts[0].frame.width / 1080
    cuts = [(part.window.y - part.frame.y) / scale for part in parts[1:]]
    assert all(part.repeated == 0 for part in parts)
    for row in cuts:
        assert not [line for line in lines if line.region.y < row < line.region.bottom], row
    ends = [(part.window.y + part.window.height - part.frame.y) / scale for part in parts]
    assert ends[:-1] == pytest.approx(cuts)
    assert ends[-1] == pytest.approx(picture.height)


def test_what_has_no_calm_row_is_cut_with_a_strip_repeated(fonts: Fonts) -> None:
    noise = Image.effect_noise((400, 4000), 120).convert("RGB")
    assert calm_rows(noise) == ()
    outline = for_paper(dossier(exhibit(1, encoded(noise, "JPEG"))))
    parts = [page.pictures[0] for page in pages_of(plan(outline, fonts).pages, 0)]
    assert len(parts) > 1
    assert parts[0].repeated == 0
    for before, after in pairwise(parts):
        end, start = before.window.y + before.window.height - before.frame.y, after.window.y - after.frame.y
        assert end - start == pytest.approx(after.repeated)
        assert after.repeated > 10


def test_calm_rows_count_transparent_pixels_as_paper() -> None:
    picture = Image.new("RGBA", (300, 1200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).text((10, 500), "文字文字", font=font(40), fill="#000000FF")
    rows = calm_rows(picture)
    assert rows
    assert not [row for row in rows if 512 < row < 545]


def test_rows_between_lines_that_overlap() -> None:
    lines = [TextLine("a", Region(0, 10, 9, 30), 1), TextLine("b", Region(20, 30, 9, 30), 1)]
    assert [row for row in rows_between(lines, 100) if 10 <= row < 60] == []
    assert rows_between((), 10) == (5,)


def test_rows_are_looked_for_in_tall_pictures_only() -> None:
    outline = with_cuts(
        dossier(exhibit(1, encoded(order_page())), exhibit(2, encoded(chat(30, 6000))), document(3, b""))
    )
    first, second = (item.picture for item in outline.exhibits[:2])
    assert first == Picture(1080, 2400)
    assert second is not None
    assert len(second.cuts) > 20
    assert with_cuts(outline) == outline


def test_two_phone_screenshots_share_a_page(fonts: Fonts, tmp_path: Path) -> None:
    outline = dossier(
        exhibit(1, encoded(order_page())), exhibit(2, encoded(payment())), exhibit(3, encoded(order_page()))
    )
    pages = plan(outline, fonts).pages
    [shared] = pages_of(pages, 0)
    assert pages_of(pages, 1) == [shared]
    assert shared.opens == (0, 1)
    left, right = (part.window for part in shared.pictures)
    assert left.x + left.width < right.x
    for part, item in zip(shared.pictures, outline.exhibits, strict=False):
        assert item.picture is not None
        assert part.frame.width >= PAIR_WIDTH
        assert type_size(item.picture, (), part.frame.width) >= READABLE
    path = tmp_path / "pair.pdf"
    write_pdf(outline, path, FONTS)
    check_bundle(path)
    words = text(path, first=shared.number)
    assert f"证据1、证据2·第{shared.number}页" in words
    assert all(item.sha256[:6] in words for item in outline.exhibits[:2])


@pytest.mark.parametrize("why", ["small type", "long caption", "another order", "a wide one"])
def test_what_would_be_hard_to_read_gets_a_page_of_its_own(why: str, fonts: Fonts) -> None:
    first, second = exhibit(1, encoded(order_page())), exhibit(2, encoded(payment()))
    match why:
        case "small type":
            first = replace(first, reading=(TextLine("小字", Region(10, 10, 200, 30), 1),))
        case "long caption":
            first = replace(first, purpose="为什么要证明这一点，" * 40)
        case "another order":
            second = replace(second, order_heading="另一单")
        case "a wide one":
            second = exhibit(2, encoded(desktop()))
    pages = plan(dossier(first, second), fonts).pages
    assert pages_of(pages, 0) != pages_of(pages, 1)


def test_a_wide_screenshot_lies_where_that_reads_better(fonts: Fonts, tmp_path: Path) -> None:
    outline = dossier(exhibit(1, encoded(desktop())), exhibit(2, encoded(desktop().resize((640, 360)))))
    pages = plan(outline, fonts).pages
    [lying], [upright] = pages_of(pages, 0), pages_of(pages, 1)
    assert (lying.width, lying.height) == (PAGE_HEIGHT, PAGE_WIDTH)
    assert lying.pictures[0].frame.width > 560
    assert (upright.width, upright.height) == (PAGE_WIDTH, PAGE_HEIGHT)
    path = tmp_path / "lying.pdf"
    write_pdf(outline, path, FONTS)
    check_bundle(path)
    assert f"证据1·第{lying.number}页/共{len(pages)}页" in text(path, first=lying.number)
    box = lying.pictures[0].window
    assert box.y + box.height <= lying.height - 60
    assert box.x >= 50
    assert box.x + box.width <= lying.width - 50


@pytest.mark.parametrize(("width", "height"), [(120, 90), (300, 2000), (1080, 2400), (1920, 1080), (50, 9000)])
def test_nothing_is_enlarged_beyond_144_dpi(width: int, height: int, fonts: Fonts) -> None:
    picture = exhibit(1, encoded(Image.new("RGB", (width, height), "#1F6FEB")))
    for page in pages_of(plan(for_paper(dossier(picture)), fonts).pages, 0):
        assert page.pictures[0].frame.width <= width * LARGEST_SCALE + 0.01
    assert cut(Picture(width, height), 300, 600).width <= width * LARGEST_SCALE


def test_recognised_words_lie_over_their_place_on_the_page_that_shows_them(fonts: Fonts, tmp_path: Path) -> None:
    picture, lines = paragraph()
    outline = for_paper(dossier(exhibit(1, encoded(picture), reading=lines)))
    path = tmp_path / "read.pdf"
    write_pdf(outline, path, FONTS)
    assert_sound(path)
    check_bundle(path)
    check_archival(path, part=2)
    drawn = pypdfium2.PdfDocument(path)
    found = 0
    for page in pages_of(plan(outline, fonts).pages, 0):
        layer = drawn[page.number - 1].get_textpage()
        part = page.pictures[0]
        scale = part.frame.width / picture.width
        for line in lines:
            top = part.frame.y + line.region.y * scale
            middle = top + line.region.height * scale / 2
            if not part.window.y <= middle < part.window.y + part.window.height:
                continue
            left = part.frame.x + line.region.x * scale
            edges = left - 3, page.height - top - line.region.height * scale - 3, left + line.region.width * scale + 3
            words = layer.get_text_bounded(*edges, page.height - top + 3)
            assert "".join(words.split()) == "".join(line.text.split())
            found += 1
    assert found == len(lines)
    whole = text(path)
    assert all(whole.count("".join(line.text.split())) == 1 for line in lines)


def test_the_words_are_not_painted(tmp_path: Path) -> None:
    blank = encoded(Image.new("RGB", (1080, 1920), "#FFFFFF"))
    shots = []
    for name, reading in (("with", (TextLine("订单号KM1😀𠮷", Region(100, 500, 800, 90), 1),)), ("without", ())):
        path = tmp_path / f"{name}.pdf"
        write_pdf(dossier(exhibit(1, blank, reading=reading)), path, FONTS)
        tool("pdftoppm", "-r", "40", "-f", "4", "-l", "4", "-png", "-singlefile", path, path.with_suffix(""))
        shots.append(path.with_suffix(".png").read_bytes())
        assert ("订单号KM1" in text(path)) == (name == "with")
    assert shots[0] == shots[1]


def test_reduced_pictures_say_so_and_keep_the_limit(tmp_path: Path) -> None:
    layered = Image.new("RGBA", (1080, 2400), (0, 0, 0, 0))
    outline = dossier(
        exhibit(1, encoded(order_page())),
        exhibit(2, encoded(chat(64, 12000))),
        exhibit(3, encoded(desktop(), "JPEG", quality=95)),
        exhibit(4, encoded(layered)),
        exhibit(5, encoded(payment().convert("CMYK"), "JPEG")),
        exhibit(6, encoded(payment().convert("L").resize((90, 160)))),
        attach_originals=True,
    )
    whole, small = tmp_path / "whole.pdf", tmp_path / "small.pdf"
    before = write_pdf(outline, whole, FONTS)
    after = write_pdf(outline, small, FONTS, images=ImagePolicy(120, 60))
    assert after.bytes < before.bytes / 2
    assert_sound(small)
    check_archival(small, part=2)
    check_bundle(small, is_resized=True)
    reader = PdfReader(small)
    assert reader.attachments == {}
    for _, image, width, _ in drawn_images(reader):
        assert image["/Filter"] == "/DCTDecode"
        assert image["/Width"] / width * 72 <= 120.5
    words = text(small)
    for item in outline.exhibits:
        assert f"本页图片为缩小副本（JPEG，至多120dpi），原件SHA-256{item.sha256}" in words
    tool("pdfimages", "-png", small, tmp_path / "out")
    assert len(images(small)) == 6
    assert "缩小副本" not in text(whole)


def test_a_policy_keeps_to_its_range() -> None:
    for dpi, quality in ((301, 80), (10, 80), (200, 0), (200, 100)):
        with pytest.raises(ValueError, match=r"dpi|quality"):
            ImagePolicy(dpi, quality)


def test_a_pale_bubble_is_not_cut_where_there_is_room_between_bubbles() -> None:
    picture = Image.new("RGB", (720, 3600), "#F2F3F7")
    draw = ImageDraw.Draw(picture)
    for top in range(60, 3500, 180):
        draw.rounded_rectangle((40, top, 500, top + 110), 12, fill="#FFFFFF")
        draw.text((60, top + 30), "我请示下老板", font=font(40), fill="#000000")
    rows = calm_rows(picture)
    assert len(rows) > 15
    assert not [row for row in rows if any(top <= row <= top + 110 for top in range(60, 3500, 180))]


def test_a_little_rest_is_no_page_of_its_own() -> None:
    """At its full width the picture takes 4 pages, the last of them for a strip; a little narrower it takes 3."""
    picture = Picture(1080, 6000, cuts=tuple(range(20, 6000, 24)))
    first, page = 560.0, 640.0
    made = cut(picture, first, page)
    assert len(made.slices) == 3
    assert 0.88 * 320 <= made.width < 320
    for part in made.slices:
        assert part.end - part.start <= page
    assert made.slices[-1].end == pytest.approx(made.height)
    wide = cut(Picture(1080, 5400, cuts=tuple(range(20, 5400, 24))), first, page)
    assert (wide.width, len(wide.slices)) == (320.0, 3)
