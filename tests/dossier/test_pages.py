"""The finished PDF, read back: order, page numbers, links, bookmarks, labels and what it says of itself."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.dossier.fonts import Fonts
from app.dossier.look import CONTENT_WIDTH, PAGE_HEIGHT
from app.dossier.outline import Dossier, Picture, Recipient
from app.dossier.planning import plan
from app.dossier.sections.exhibit_pages import MOST_PAGES, OVERLAP, cut
from app.dossier.writer import PdfReport, write_pdf
from tests.dossier.bundle_rules import check_links
from tests.dossier.reading import assert_sound, bookmarks, images, links, text, tool
from tests.dossier.samples import FONTS, ORDER, dossier, encoded, exhibit, order_page, order_sheet

Rich = tuple[Path, PdfReport]


@pytest.fixture(scope="module")
def reader(rich_pdf: Rich) -> PdfReader:
    return PdfReader(rich_pdf[0])


@pytest.fixture(scope="module")
def page_texts(rich_pdf: Rich) -> list[str]:
    return [text(rich_pdf[0], first=number) for number in range(1, rich_pdf[1].pages + 1)]


def first_pages(page_texts: list[str]) -> dict[str, int]:
    """Return on which page each exhibit begins, as its stamps say."""
    found: dict[str, int] = {}
    for number, words in enumerate(page_texts, start=1):
        if stamp := re.search(r"((?:证据\d+、?)+)(?:（\d+/\d+）)?·第\d+页/共", words):
            for label in stamp[1].split("、"):
                found.setdefault(label, number)
    return found


def test_the_file_is_sound_and_the_report_is_right(rich_pdf: Rich) -> None:
    path, report = rich_pdf
    assert_sound(path)
    assert report.pages == len(PdfReader(path).pages)
    assert report.bytes == path.stat().st_size
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_printed_page_numbers_are_the_pdfs_own(reader: PdfReader, page_texts: list[str]) -> None:
    count = len(page_texts)
    for number, words in enumerate(page_texts, start=1):
        assert f"第{number}页/共{count}页" in words
    assert reader.page_labels == [str(number) for number in range(1, count + 1)]


def test_sections_follow_each_other(page_texts: list[str]) -> None:
    marks = ["提交对象", "以下由提交人陈述", "证据目录共7份", "证据1订单详情页种类", "完整性说明下列原件"]
    places = [next(number for number, words in enumerate(page_texts) if mark in words) for mark in marks]
    assert places == sorted(places)
    assert places[0] == 0


def test_exhibit_pages_are_stamped(page_texts: list[str], rich_outline: Dossier) -> None:
    count = len(page_texts)
    first = first_pages(page_texts)
    assert list(first) == [exhibit.label for exhibit in rich_outline.exhibits]
    assert first["证据1"] == first["证据2"]
    assert f"证据1、证据2·第{first['证据1']}页/共{count}页" in page_texts[first["证据1"] - 1]
    assert f"证据5·第{first['证据5']}页/共{count}页" in page_texts[first["证据5"] - 1]
    for exhibit_ in rich_outline.exhibits:
        # The short hash stands in the footer, before the way back to the index.
        footer = page_texts[first[exhibit_.label] - 1].rpartition("SHA-256")[2].partition("返回证据目录")
        assert exhibit_.sha256[: 6 if exhibit_.number < 3 else 12] in footer[0].split("·")
        assert footer[1]
    parts = first["证据4"] - first["证据3"]
    assert parts > 4
    for part in range(parts):
        number = first["证据3"] + part
        assert f"证据3（{part + 1}/{parts}）·第{number}页/共{count}页" in page_texts[number - 1]
        assert ("续下页" in page_texts[number - 1]) == (part + 1 < parts)
        assert ("接上页" in page_texts[number - 1]) == (part > 0)


def test_index_rows_show_and_lead_to_the_right_page(reader: PdfReader, page_texts: list[str]) -> None:
    index = next(number for number, words in enumerate(page_texts) if words.find("证据目录共") >= 0)
    targets = [page for _, page, _ in links(reader)[index]]
    assert targets == list(first_pages(page_texts).values())
    rows = [row for row in re.split(r"(?=证据\d)", page_texts[index]) if re.match(r"证据\d", row)]
    for row, (label, page) in zip(rows, first_pages(page_texts).items(), strict=True):
        assert re.match(rf"{label}\D.*\D{page}(提交人（签名）.*)?$", row)


def test_the_index_column_of_pages_is_right(rich_pdf: Rich, page_texts: list[str]) -> None:
    index = next(number for number, words in enumerate(page_texts, start=1) if "证据目录共" in words)
    area = ["-x", "500", "-y", "100", "-W", "50", "-H", "560"]
    column = tool("pdftotext", "-f", str(index), "-l", str(index), *area, rich_pdf[0], "-").split()
    assert [int(word) for word in column if word.isdigit()] == list(first_pages(page_texts).values())


def test_every_link_leads_where_its_words_say(rich_pdf: Rich, reader: PdfReader, page_texts: list[str]) -> None:
    check_links(rich_pdf[0])
    back = [target for page in links(reader)[3:] for _, target, _ in page[-1:]]
    assert set(back) == {3}
    assert "返回证据目录" in page_texts[4]
    status = [target for _, target, _ in links(reader)[1]]
    assert status == [first_pages(page_texts)["证据1"], 3]


def test_bookmarks_name_and_open_their_pages(reader: PdfReader, page_texts: list[str]) -> None:
    entries = bookmarks(reader)
    for _, title, page in entries:
        assert title.endswith(f"· 第{page}页")
    sections = [title.split(" · ")[0] for level, title, _ in entries if level == 0]
    assert sections == ["封面", "请求事项", "订单事实", "证据目录", "证据（7 份）", "完整性说明"]
    exhibits = {title.split()[0]: page for level, title, page in entries if level == 1}
    assert exhibits == first_pages(page_texts)


def test_what_the_file_says_of_itself(reader: PdfReader) -> None:
    about = reader.metadata
    assert about is not None
    assert about.title == "虚拟商品交易争议证据卷宗 PJ-20260903-001"
    assert about.author == "张三（买家）"
    assert about.subject == "提交对象：平台客服"
    assert "PJ-20260903-001" in (about.keywords or "")
    assert about["/CreationDate"] == about["/ModDate"] == "D:20260903103000+08'00'"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/PageMode"] == "/UseOutlines"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/OpenAction"][1] == "/XYZ"
    assert root["/OpenAction"][4] == 1


def test_the_cover_answers_at_a_glance(page_texts: list[str]) -> None:
    cover = page_texts[0]
    facts = "平台客服 PJ-20260903-001 测试卡盟 极速发卡 KM20260901001 腾讯游戏点券100元 ¥100.00 待发货 7份"
    for words in [*facts.split(), "2026-09-0310:30:00", "全额原路退回支付宝"]:
        assert words in cover


def test_integrity_pages_name_every_file_and_keep_to_the_fixed_words(rich_pdf: Rich, rich_outline: Dossier) -> None:
    words = text(rich_pdf[0])
    assert "自导入之日起未改变" in words
    assert "真实" not in words
    for exhibit_ in rich_outline.exhibits:
        assert exhibit_.sha256 in words
        assert exhibit_.file_name in words
        assert f"{exhibit_.bytes:,}字节·导入于" in words
    assert rich_outline.integrity.chain_head in words
    for command in ("sha256sum文件名", "shasum-a256文件名", "certutil-hashfile文件名SHA256"):
        assert command in words


def test_only_embedded_subset_fonts(rich_pdf: Rich) -> None:
    rows = [line.split() for line in tool("pdffonts", rich_pdf[0]).splitlines()[2:]]
    assert len(rows) == 3
    for row in rows:
        assert re.fullmatch(r"[A-Z]{6}\+Noto.*", row[0])
        assert row[-5:-2] == ["yes", "yes", "yes"]


def test_other_recipients_and_several_orders(tmp_path: Path) -> None:
    data = encoded(order_page().resize((270, 600)))
    second = "话费充值 50元 · KM2"
    path = tmp_path / "two.pdf"
    outline = dossier(
        exhibit(1, data),
        exhibit(2, data, order_heading=second, title="第二单截图"),
        orders=(order_sheet(statuses=()), order_sheet(heading=second, statuses=())),
        recipient=Recipient.ASSOCIATION,
    )
    write_pdf(outline, path, FONTS)
    assert_sound(path)
    words = text(path)
    assert "消费者协会/12315" in words
    index = words[words.index("证据目录共2份") :]
    assert index.index("".join(ORDER.split())) < index.index("截图1")
    assert index.index("截图1") < index.index("".join(second.split())) < index.index("第二单截图")


def test_a_dossier_without_exhibits_is_still_a_dossier(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    assert write_pdf(dossier(), path, FONTS).pages == 4
    assert_sound(path)
    assert "尚无证据" in text(path)


def test_the_cover_is_one_page_whatever_is_typed(fonts: Fonts) -> None:
    long = "没有空格的很长的文字" * 200
    sheets = tuple(order_sheet(heading=long, statuses=()) for _ in range(9))
    for orders in (sheets, sheets[:1]):
        outline = dossier(orders=orders, title=long, case_number=long, request=long, prepared_by=long)
        pages = plan(outline, fonts).pages
        assert pages[0].texts[-1].text == f"第1页/共{len(pages)}页"
        assert pages[1].texts[0].text.startswith("没有空格")
        lowest = max(placed.y for placed in pages[0].texts)
        assert lowest < PAGE_HEIGHT - 20
        heights = sorted({placed.y for placed in pages[0].texts})
        assert min(after - before for before, after in pairwise(heights)) > 0.5


def test_money_on_the_cover_is_never_cut(fonts: Fonts) -> None:
    amount = "¥100,000,000,000.00"
    sheet = order_sheet(statuses=())
    facts = tuple(fact.__class__(fact.label, amount, True, fact.is_figure) for fact in sheet.facts)
    cover = plan(dossier(orders=(order_sheet(facts=facts, statuses=()),)), fonts).pages[0]
    assert [placed.text for placed in cover.texts].count(amount) >= 2


def test_two_hundred_exhibits(tmp_path: Path) -> None:
    data = [encoded(order_page().resize((108, 240 + index))) for index in range(5)]
    exhibits = [exhibit(number, data[number % 5]) for number in range(1, 201)]
    path = tmp_path / "many.pdf"
    write_pdf(dossier(*exhibits), path, FONTS)
    assert_sound(path)
    reader = PdfReader(path)
    entries = {title.split()[0]: page for level, title, page in bookmarks(reader) if level == 1}
    assert len(entries) == 200
    rows = [target for page in links(reader)[2 : entries["证据1"] - 1] for _, target, _ in page if target > 3]
    assert rows == list(entries.values())
    assert len(images(path)) == 5
    for label in ("证据1", "证据100", "证据200"):
        assert f"{label}·第{entries[label]}页" in text(path, first=entries[label])


def test_tall_screenshots_keep_a_readable_width(fonts: Fonts) -> None:
    for height in (4000, 12_000, 30_000):
        cutting = cut(Picture(1080, height), 550, 660)
        assert cutting.width >= 300
        assert len(cutting.slices) > 1
        assert cutting.slices[0].start == 0
        assert cutting.slices[-1].end == pytest.approx(cutting.width * height / 1080)
        for before, after in pairwise(cutting.slices):
            assert before.end - after.start == pytest.approx(660 * OVERLAP)
            assert after.end - after.start <= 660


def test_a_tall_picture_is_drawn_at_full_width_on_every_page(rich_outline: Dossier, fonts: Fonts) -> None:
    pages = [page for page in plan(rich_outline, fonts).pages if page.pictures and page.pictures[0].exhibit == 2]
    frames = [page.pictures[0].frame for page in pages]
    windows = [page.pictures[0].window for page in pages]
    assert len({(frame.width, frame.height) for frame in frames}) == 1
    assert {window.width for window in windows} == {frames[0].width}
    shown = [
        (window.y - frame.y, window.y - frame.y + window.height) for window, frame in zip(windows, frames, strict=True)
    ]
    assert shown[0][0] == 0
    assert shown[-1][1] == pytest.approx(frames[0].height)
    assert all(before[1] > after[0] for before, after in pairwise(shown))


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(1080, 2400, 247), (1920, 1080, CONTENT_WIDTH), (120, 90, 60), (1, 1, 0.5), (4000, 10, CONTENT_WIDTH)],
)
def test_ordinary_pictures_are_shown_whole(width: int, height: int, expected: float) -> None:
    cutting = cut(Picture(width, height), 550, 660)
    assert cutting.width == pytest.approx(expected, abs=1)
    assert len(cutting.slices) == 1
    assert cutting.height <= 550


@pytest.mark.parametrize("width", [1, 10, 300, 1080, 5000])
@pytest.mark.parametrize("height", [100_000, 1_000_000, 50_000_000])
def test_no_picture_takes_endless_pages(width: int, height: int) -> None:
    cutting = cut(Picture(width, height), 250, 660)
    assert len(cutting.slices) <= MOST_PAGES + 1
    assert cutting.slices[-1].end == pytest.approx(cutting.height)
