"""What exhibits without a picture show: dialogues, statement rows, comparisons; the cost stays linear."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.dossier import look
from app.dossier.fonts import Fonts
from app.dossier.outline import Comparison, Dossier, Recipient, Said, Side, StatementRows, Transcript
from app.dossier.plan import Page
from app.dossier.planning import plan
from app.dossier.sections.statement_rows import MOST_COLUMNS
from app.dossier.writer import write_pdf
from tests.dossier.reading import assert_sound
from tests.dossier.sample_case import transcript
from tests.dossier.samples import FONTS, document, dossier, encoded, exhibit, order_page

PICTURE = encoded(order_page().resize((108, 240)))


def of(body: Transcript | StatementRows | Comparison) -> Dossier:
    return dossier(document(1, b"log", body=body))


def exhibit_pages(outline: Dossier, fonts: Fonts) -> list[Page]:
    pages = plan(outline, fonts).pages
    first = next(number for number, page in enumerate(pages) if 0 in page.opens)
    last = max(number for number, page in enumerate(pages) if any("证据1" in placed.text for placed in page.texts[-3:]))
    return list(pages[first : last + 1])


def words(pages: list[Page]) -> str:
    return "".join("".join(placed.text for page in pages for placed in page.texts).split())


def x_of(page: Page, text: str) -> float:
    return next(placed.x for placed in page.texts if placed.text == text)


def test_a_dialogue_has_two_sides_days_and_marks(fonts: Fonts) -> None:
    pages = exhibit_pages(of(transcript()), fonts)
    found = words(pages)
    assert found.index("你好，订单") < found.index("系统排队中") < found.index("已收到您的介入申请")
    assert x_of(pages[0], "订单还是待发货") > look.LEFT + 200
    assert x_of(pages[0], "虚拟商品已锁定库存，不能取消") < look.LEFT + 20
    assert found.count("「本案依据」") == 3 + 1
    assert found.count("时间推定") == 1 + 1
    assert "平台内渠道" in found
    assert "附图见证据1" in found
    bars = [panel for page in pages for panel in page.panels if panel.fill == look.RELIED]
    assert len(bars) == 3 + 1
    days = [placed.text for page in pages for placed in page.texts if re.fullmatch(r"2026-09-\d\d", placed.text)]
    assert days == ["2026-09-01", "2026-09-02"]


def test_a_private_channel_is_called_so(fonts: Fonts) -> None:
    private = replace(transcript(), is_official=False, channel="微信")
    assert "微信（私下渠道，平台没有记录）" in words(exhibit_pages(of(private), fonts))


def test_a_message_longer_than_a_page_goes_on_in_bubbles_over_pages(fonts: Fonts) -> None:
    long = "".join(f"第{number}点；" for number in range(2500))
    body = Transcript("平台", True, (), (Said("2026-09-01 10:00:00", "张三", long, is_relied_upon=True),))
    pages = exhibit_pages(of(body), fonts)
    found = words(pages)
    assert len(pages) > 5
    assert all(any(panel.fill == look.RELIED for panel in page.panels) for page in pages)
    assert len([number for number in range(2500) if f"第{number}点" not in found]) < 3 * len(pages)
    for page in pages:
        for panel in page.panels:
            assert panel.box.y + panel.box.height <= look.BOTTOM + 0.01


def test_hostile_messages_can_be_read_in_the_pdf(tmp_path: Path) -> None:
    said = ["<b>&lt;</b> {page} %s", "左\u202e右", "шёлк 😀", "", "\n\n行\n", "无日期"]
    body = Transcript(
        "平台<&>",
        True,
        ("{0}",),
        tuple(Said("时间不明" if text == "无日期" else "", "甲" * 200, text) for text in said),
    )
    path = tmp_path / "chat.pdf"
    write_pdf(of(body), path, FONTS)
    assert_sound(path)
    found = "".join("".join((page.extract_text() or "").split()) for page in PdfReader(path).pages)
    for expected in ("<b>&lt;</b>{page}%s", "左[U+202E]右", "шёлк😀", "时间不明", "平台<&>", "{0}"):
        assert expected in found
    assert found.count("甲" * 40) >= len(said)


def test_ten_thousand_messages_are_all_there_and_cost_is_linear(fonts: Fonts) -> None:
    seconds, counts = [], []
    for count in (2_000, 10_000):
        outline = of(transcript(count))
        plan(of(transcript(20)), fonts)
        started = time.process_time()
        planned = plan(outline, fonts)
        seconds.append(time.process_time() - started)
        texts = [placed.text for page in planned.pages for placed in page.texts]
        assert sum(text.startswith("亲，系统排队中") for text in texts) == len(range(1, count, 7))
        assert sum(text == "虚拟商品已锁定库存，不能取消" for text in texts) == len(range(3, count, 7))
        counts.append(len(planned.pages))
    assert counts[1] < 5.3 * counts[0]
    assert seconds[1] < 15 * seconds[0]


def test_five_hundred_exhibits_cost_no_more_than_their_number(fonts: Fonts) -> None:
    def many(count: int) -> Dossier:
        each = [exhibit(number, PICTURE, kind_label=f"种类{number // 100}") for number in range(1, count + 1)]
        return dossier(*each, recipient=Recipient.ARCHIVE)

    seconds = []
    for count in (100, 500):
        outline = many(count)
        started = time.process_time()
        planned = plan(outline, fonts)
        seconds.append(time.process_time() - started)
        assert sorted(position for page in planned.pages for position in page.opens) == list(range(count))
    assert seconds[1] < 15 * seconds[0]


def test_statement_rows_stand_in_columns_with_amounts_to_the_right(fonts: Fonts) -> None:
    rows = tuple((f"2026-09-01 12:00:{second:02d}", "极速发卡", f"{second}.00") for second in range(60))
    pages = exhibit_pages(of(StatementRows(("时间", "对方", "金额"), rows, frozenset({2}))), fonts)
    found = words(pages)
    assert all("".join(row) in found for row in (("".join("".join(cell.split()) for cell in row),) for row in rows))
    assert len(pages) > 1
    assert all("对方" in words([page]) for page in pages)
    ends = {
        round(placed.x + len(placed.text), 0)
        for page in pages
        for placed in page.texts
        if re.fullmatch(r"1\d\.00", placed.text)
    }
    assert len(ends) == 1
    assert "共60行" in found


@pytest.mark.parametrize("columns", [0, 1, 7, MOST_COLUMNS, MOST_COLUMNS + 1, 60])
def test_no_cell_of_any_table_is_lost(columns: int, fonts: Fonts) -> None:
    names = tuple(f"列名{index}" for index in range(columns))
    row = tuple(f"值{index}。" for index in range(columns + 2))
    found = words(exhibit_pages(of(StatementRows(names, (row, row[:1]))), fonts))
    for text in (*names, *row):
        assert text in found


def test_a_comparison_shows_both_pictures_and_numbers_what_differs(fonts: Fonts) -> None:
    body = Comparison(Side("左边", 0), Side("右边", 1), ("价格不同", "时限不同"))
    outline = dossier(
        exhibit(1, PICTURE),
        exhibit(2, encoded(order_page())),
        document(3, b"x", body=body),
        recipient=Recipient.PLATFORM,
    )
    page = next(page for page in plan(outline, fonts).pages if 2 in page.opens)
    assert [picture.exhibit for picture in page.pictures] == [0, 1]
    left, right = (picture.window for picture in page.pictures)
    assert left.x + left.width <= right.x
    assert right.width / right.height == pytest.approx(1080 / 2400, rel=1e-3)
    found = words([page])
    assert "1.价格不同2.时限不同" in found
    targets = {outline.exhibits[0].label, outline.exhibits[1].label}
    assert all(f"{label}·第" in found for label in targets)


def test_a_comparison_of_texts_keeps_every_word(fonts: Fonts) -> None:
    long = ["".join(f"{side}{number}，" for number in range(1200)) for side in "甲乙"]
    body = Comparison(Side("宣传", text=long[0]), Side("实际", text=long[1]), ())
    pages = exhibit_pages(of(body), fonts)
    found = words(pages)
    assert len(pages) > 2
    for side in "甲乙":
        missing = [number for number in range(1200) if f"{side}{number}，" not in found]
        assert len(missing) < 2 * len(pages)
    for page in pages:
        assert all(before.y <= look.BOTTOM for before, _ in pairwise([panel.box for panel in page.panels]))
    assert "未列出不同之处" in found
