"""Which recipient gets which parts, what the forms leave open, and that all references lead where they say."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.dossier.case_parts import Complainant, ComplaintForm, Paragraph, Respondent
from app.dossier.fonts import Fonts
from app.dossier.outline import Dossier, Recipient
from app.dossier.parts import PARTS_OF, Part, exhibit_groups, stacks_of
from app.dossier.plan import Page, Plan
from app.dossier.planning import plan
from app.dossier.writer import write_pdf
from tests.dossier.reading import assert_sound, bookmarks, links
from tests.dossier.sample_case import HEAD, kept_fee, late_delivery
from tests.dossier.samples import FONTS, dossier, encoded, exhibit, order_page

FORM_FIELDS = "登记单位 编号 投诉人 姓名 联系电话 证件类型 证件号码 联系地址 是否同意公示投诉信息 是否同意委托调解"
RESPONDENT_FIELDS = "被投诉人 名称（姓名） 联系人 地址 联系电话 消费者权益争议事实依据 投诉请求 投诉人（签名） 提交日期"
LONG = "没有一个字可以消失，第{}句；"
IN_ALL = {Part.COVER, Part.ORDERS, Part.TIMELINE, Part.CLAUSES, Part.INDEX, Part.EXHIBITS, Part.INTEGRITY}
SHORT_LEAVES_OUT = {Part.FORM, Part.LEAD, Part.STATEMENT, Part.DEADLINES, Part.LAWS, Part.LETTERS}


def words(page: Page) -> str:
    return "".join("".join(placed.text for placed in page.texts).split())


def whole(planned: Plan) -> str:
    return "".join(words(page) for page in planned.pages)


def titles(planned: Plan) -> list[str]:
    return [bookmark.title.split(" · 第")[0] for bookmark in planned.bookmarks if bookmark.level == 0]


def page_of(planned: Plan, part: Part) -> int:
    return next(mark.page for mark in planned.bookmarks if mark.title.startswith(f"{part.label.zh} · 第"))


@pytest.fixture(scope="module", params=list(Recipient))
def story(request: pytest.FixtureRequest) -> Dossier:
    return late_delivery(request.param)


def test_the_table_gives_every_recipient_what_it_needs() -> None:
    parts = {recipient: {part for stack in stacks for part in stack} for recipient, stacks in PARTS_OF.items()}
    assert parts[Recipient.ARCHIVE] == set(Part)
    assert not parts[Recipient.PLATFORM] & SHORT_LEAVES_OUT
    assert parts[Recipient.ASSOCIATION] >= IN_ALL | {Part.FORM, Part.LEAD, Part.STATEMENT, Part.DEADLINES, Part.LAWS}
    for stacks in PARTS_OF.values():
        flat = [part for stack in stacks for part in stack]
        assert len(flat) == len(set(flat))
        assert set(flat) >= IN_ALL
        # A lead is handled apart from a complaint, so neither may share a page with anything.
        assert all(len(stack) == 1 for stack in stacks if set(stack) & {Part.FORM, Part.LEAD})


def test_each_part_is_there_with_a_bookmark_and_a_line_on_the_cover(story: Dossier, fonts: Fonts) -> None:
    planned = plan(story, fonts)
    parts = [part for stack in stacks_of(story) for part in stack]
    for part in Part:
        if part is not Part.EXHIBITS:
            assert (part.label.zh in titles(planned)) == (part in parts)
    cover = words(planned.pages[0])
    for part in set(parts) - {Part.COVER, Part.EXHIBITS}:
        assert part.label.zh in cover
        assert f"第{page_of(planned, part)}页" in cover


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ("complaint", Part.FORM),
        ("lead", Part.LEAD),
        ("statement", Part.STATEMENT),
        ("timeline", Part.TIMELINE),
        ("deadlines", Part.DEADLINES),
        ("refunds", Part.MONEY),
        ("clauses", Part.CLAUSES),
        ("laws", Part.LAWS),
        ("redactions", Part.REDACTIONS),
        ("letters", Part.LETTERS),
    ],
)
def test_a_part_with_nothing_in_it_is_left_out(field: str, part: Part, fonts: Fonts) -> None:
    story = late_delivery(Recipient.ARCHIVE)
    assert part.label.zh in titles(plan(story, fonts))
    bare = plan(replace(story, **{field: None if field in {"complaint", "lead"} else ()}), fonts)
    assert part.label.zh not in titles(bare)
    assert part.label.zh not in words(bare.pages[0])


def test_the_cover_says_the_case_at_one_look(fonts: Fonts) -> None:
    cover = plan(kept_fee(Recipient.PLATFORM), fonts).pages[0]
    for said in ("¥100.00", "¥95.00", "¥5.00", "1天", "8份", "下单前未告知，请全额补退"):
        assert said in words(cover)
    largest = {placed.text: placed.size for placed in cover.texts}
    assert largest["¥5.00"] >= 15


def test_the_form_has_the_official_fields_in_their_order(fonts: Fonts) -> None:
    planned = plan(late_delivery(Recipient.ASSOCIATION), fonts)
    form = words(planned.pages[page_of(planned, Part.FORM) - 1])
    fields = [*FORM_FIELDS.split(), *RESPONDENT_FIELDS.split()]
    at = form.index("投诉登记表")
    for field in fields:
        at = form.index(field, at) + len(field)
    assert "举报" not in form
    assert "☑同意□不同意" in form
    assert "□同意□不同意" in form


def test_what_is_not_known_is_a_line_to_fill_in(fonts: Fonts) -> None:
    story = late_delivery(Recipient.ASSOCIATION)
    nobody = ComplaintForm(Complainant(), Respondent(), "")
    empty = replace(story, complaint=nobody, claims=(), submitted_on=None, statement=())
    planned = plan(empty, fonts)
    page = planned.pages[page_of(planned, Part.FORM) - 1]
    for made_up in ("张三", "极速发卡", "138", "☑", "2026年"):
        assert made_up not in words(page)
    lines = [rule for rule in page.rules if rule.y1 == rule.y2 and rule.colour == "#8A929C"]
    assert len(lines) == 2 + 2 + 2 + 1 + 2 + 1 + 1 + 6 + 6


def test_a_lead_is_on_a_sheet_of_its_own_and_only_if_there_is_one(fonts: Fonts) -> None:
    story = late_delivery(Recipient.ASSOCIATION)
    planned = plan(story, fonts)
    number = page_of(planned, Part.LEAD)
    assert "举报人（签名）" in words(planned.pages[number - 1])
    assert "¥100.00" not in words(planned.pages[number - 1])
    assert number not in {page_of(planned, part) for part in (Part.FORM, Part.STATEMENT)}
    assert "举报" not in whole(plan(replace(story, lead=None), fonts))


def test_words_that_may_never_stand_there(story: Dossier, fonts: Fonts) -> None:
    found = whole(plan(story, fonts))
    for never in ("45工作日", "45个工作日", "暂行办法", "真实"):
        assert never not in found
    assert "自导入之日起未改变" in found


def test_an_exhibit_says_who_cites_it_and_each_citation_names_its_page(story: Dossier, fonts: Fonts) -> None:
    planned = plan(story, fonts)
    places = {name: number for number, name in enumerate(map(words, planned.pages), start=1)}
    assert places
    first = next(page for page in planned.pages if 0 in page.opens)
    found = re.findall(r"时间线第(\d+)行（第(\d+)页）", words(first))
    assert found
    for row, number in found:
        target = words(planned.pages[int(number) - 1])
        assert "时间线" in target
        assert re.search(rf"{row}2026-09-0", target)
    assert ("请求第1项" in words(first)) == bool(story.claims)
    assert ("事实经过第1段" in words(first)) == (story.recipient is not Recipient.PLATFORM)


def test_every_link_lands_on_what_its_row_names(story: Dossier, tmp_path: Path) -> None:
    path = tmp_path / "story.pdf"
    report = write_pdf(story, path, FONTS)
    assert_sound(path)
    reader = PdfReader(path)
    pages = ["".join((page.extract_text() or "").split()) for page in reader.pages]
    assert len(pages) == report.pages
    for number, page in enumerate(links(reader), start=1):
        for _, target, _ in page:
            # Whatever leads to a page says its number: a reference, or the way back to the index.
            assert f"第{target}页" in pages[number - 1] or "证据目录" in pages[target - 1]
    for _, title, target in bookmarks(reader):
        assert title.endswith(f"第{target}页")


def test_dividers_stand_before_each_kind_where_exhibits_are_many(fonts: Fonts) -> None:
    story = late_delivery(Recipient.ARCHIVE)
    groups = exhibit_groups(story)
    assert [list(group) for group in groups] == [[0, 1], [2, 3], [4], [5, 6], [7]]
    planned = plan(story, fonts)
    dividers = [page for page in planned.pages if "证据·第" in words(page) and "组" in words(page)]
    assert len(dividers) == 5
    assert "订单截图共2份" in words(dividers[0])
    assert exhibit_groups(replace(story, recipient=Recipient.PLATFORM)) == ()
    assert exhibit_groups(dossier(*story.exhibits[:6], recipient=Recipient.ARCHIVE)) == ()


def test_kinds_that_are_mixed_get_no_dividers() -> None:
    data = encoded(order_page().resize((108, 240)))
    mixed = [exhibit(number, data, kind_label="甲" if number % 2 else "乙") for number in range(1, 9)]
    assert exhibit_groups(dossier(*mixed, recipient=Recipient.ARCHIVE)) == ()


def test_the_chains_head_is_drawn_as_a_code_that_can_be_read(fonts: Fonts) -> None:
    story = late_delivery(Recipient.PLATFORM)
    page = plan(story, fonts).pages[-1]
    pages = [page for page in plan(story, fonts).pages if any(panel.fill == "#000000" for panel in page.panels)]
    assert len(pages) == 1
    page = pages[0]
    assert HEAD in words(page)
    squares = [panel.box for panel in page.panels if panel.fill == "#000000"]
    module = min(box.width for box in squares)
    left, top = min(box.x for box in squares), min(box.y for box in squares)
    side = round((max(box.x + box.width for box in squares) - left) / module)
    drawn = [[0] * side for _ in range(side)]
    for box in squares:
        row, column = round((box.y - top) / module), round((box.x - left) / module)
        for place in range(column, column + round(box.width / module)):
            drawn[row][place] = 1
    import segno

    assert drawn == [list(row) for row in segno.make(HEAD, error="m", micro=False).matrix]
    bare = plan(replace(story, integrity=replace(story.integrity, has_code=False)), fonts)
    assert not any(panel.fill == "#000000" for page in bare.pages for panel in page.panels)


SENTENCES = [LONG.format(number) for number in range(700)]
PROSE = "".join(SENTENCES)


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("statement", "text"),
        ("timeline", "text"),
        ("deadlines", "clause"),
        ("clauses", "text"),
        ("laws", "text"),
        ("claims", "text"),
        ("refunds", "note"),
        ("letters", "body"),
        ("complaint", "facts"),
        ("lead", "text"),
    ],
)
def test_ten_thousand_characters_lose_none(field: str, named: str, fonts: Fonts) -> None:
    story = late_delivery(Recipient.ARCHIVE)
    kept = getattr(story, field)
    told = (replace(kept[0], **{named: PROSE}),) if isinstance(kept, tuple) else replace(kept, **{named: PROSE})
    planned = plan(replace(story, **{field: told}), fonts)
    # A sentence at the end of a page has the footer and the next header in it.
    found = whole(planned)
    missing = [sentence for sentence in SENTENCES if sentence not in found]
    assert len(missing) < 30
    assert found.count("句；") >= 700 - len(missing)
    for page in planned.pages:
        body = [placed for placed in page.texts if placed.y < page.height - 48]
        assert max(placed.y for placed in body) <= page.height - 60


@pytest.mark.parametrize("said", ["<b>&amp; {page} {0}</b>", "左\u202e右", "a\x07b", "שלום", "𠮷"])
def test_hostile_words_in_every_part(said: str, fonts: Fonts) -> None:
    story = late_delivery(Recipient.ARCHIVE)
    told = replace(
        story,
        statement=(Paragraph(said, (0,)),),
        claims=(replace(story.claims[0], text=said, basis=said),),
        complaint=ComplaintForm(Complainant(said, said), Respondent(said), said, said, said),
        timeline=(replace(story.timeline[0], text=said, channel=said),),
        deadlines=(replace(story.deadlines[0], what=said, clause=said),),
        clauses=(replace(story.clauses[0], text=said, source=said),),
        letters=(replace(story.letters[0], title=said, body=said),),
        lead=replace(story.lead, text=said),
    )
    from app.dossier.typesetting import visible

    shown = "".join(visible(said).split())
    shown = shown.replace("𠮷", "[U+20BB7]").replace("שלום", "[U+05E9][U+05DC][U+05D5][U+05DD]")
    assert whole(plan(told, fonts)).count(shown) >= 13


@pytest.mark.parametrize("field", ["statement", "timeline", "refunds"])
def test_a_part_that_cites_no_exhibit_there_is_refused(field: str) -> None:
    story = late_delivery(Recipient.ARCHIVE)
    wrong = tuple(replace(item, exhibits=(8,)) for item in getattr(story, field))
    with pytest.raises(ValueError, match="position 8"):
        replace(story, **{field: wrong})
