"""The tables of a case: money to the fen, deadlines kept and missed, the list of evidence, redactions, clauses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.deadline import DeadlineState
from app.domain.money import Money
from app.dossier import look
from app.dossier.case_parts import Actor, RefundRow, TimelineEvent
from app.dossier.fonts import Fonts
from app.dossier.outline import Dossier, Recipient
from app.dossier.parts import Part
from app.dossier.plan import Page
from app.dossier.planning import plan
from app.dossier.sections.timeline_picture import SHOWN
from tests.dossier.sample_case import at, kept_fee, late_delivery


def section(outline: Dossier, part: Part, fonts: Fonts, *, pages: int = 1) -> list[Page]:
    planned = plan(outline, fonts)
    first = next(mark.page for mark in planned.bookmarks if mark.title.startswith(f"{part.label.zh} · 第"))
    return list(planned.pages[first - 1 : first - 1 + pages])


def words(pages: list[Page]) -> str:
    return "".join("".join(placed.text for page in pages for placed in page.texts).split())


def test_a_hundred_less_ninety_five_is_five(fonts: Fonts) -> None:
    pages = section(kept_fee(Recipient.PLATFORM), Part.MONEY, fonts)
    assert "合计¥100.00¥95.00¥5.00¥5.00" in words(pages)
    assert [placed.text for placed in pages[0].texts if placed.colour == look.BAD and "¥" in placed.text] == [
        "¥5.00"
    ] * 2


def test_parts_of_one_refund_add_up_and_currencies_do_not(fonts: Fonts) -> None:
    rows = (
        RefundRow("订单", Money(100_01), Money(40_00)),
        RefundRow("第二笔", None, Money(55_01), Money(5_00)),
        RefundRow("海外", Money(3_00, "USD"), Money(3_00, "USD")),
    )
    found = words(section(replace(kept_fee(Recipient.PLATFORM), refunds=rows), Part.MONEY, fonts))
    assert "合计¥100.01¥95.01¥5.00¥5.00" in found
    assert "合计USD3.00USD3.00—USD0.00" in found
    assert "第二笔—¥55.01¥5.00——" in found


def test_amounts_end_in_one_line(fonts: Fonts) -> None:
    page = section(kept_fee(Recipient.PLATFORM), Part.MONEY, fonts)[0]
    from app.dossier.typesetting import one_line

    ends = [
        placed.x + one_line(placed.text, look.CELL_BOLD if placed.face == "F2" else look.CELL, fonts).width
        for placed in page.texts
        if placed.text == "¥95.00"
    ]
    assert len(ends) == 2
    assert ends[0] == pytest.approx(ends[1], abs=0.1)


def test_deadlines_say_by_how_much(fonts: Fonts) -> None:
    found = words(section(late_delivery(Recipient.ARCHIVE), Part.DEADLINES, fonts))
    assert "已超期超过3天22小时至今未完成" in found
    assert "已超期超过5小时30分钟" in found
    assert "按时完成提前29分钟18秒" in found
    assert "进行中还剩9天13小时" in found
    assert "估算" in found


def test_a_deadline_that_no_longer_applies_claims_nothing(fonts: Fonts) -> None:
    story = late_delivery(Recipient.ARCHIVE)
    waived = replace(story, deadlines=(replace(story.deadlines[0], state=DeadlineState.WAIVED),))
    found = words(section(waived, Part.DEADLINES, fonts))
    assert "不再适用" in found
    assert "超过" not in found.split("依据条款")[1]


def test_the_timeline_is_numbered_in_the_order_of_time_however_it_was_given(fonts: Fonts) -> None:
    story = late_delivery(Recipient.PLATFORM)
    mixed = replace(story, timeline=tuple(reversed(story.timeline)))
    assert mixed.timeline == story.timeline
    found = words(section(story, Part.TIMELINE, fonts, pages=2))
    assert "12026-09-0112:00:05下单并付款" in found
    assert "52026-09-0209:30:00时间推定受理介入申请" in found


def test_the_picture_shows_waits_dots_and_deadlines_on_one_page(fonts: Fonts) -> None:
    pages = section(late_delivery(Recipient.PLATFORM), Part.TIMELINE, fonts)
    found = words(pages)
    for said in ("相隔10分钟", "相隔1小时53分钟", "期限：充值到账·超期3天22小时", "期限：商家首次答复·按时"):
        assert said in found
    dots = [panel for panel in pages[0].panels if panel.fill and panel.box.width in {8.0, 9.0}]
    assert len(dots) == 5 + 4
    assert [dot.box.y for dot in dots] == sorted(dot.box.y for dot in dots)


def test_a_long_course_of_events_is_whole_in_the_table(fonts: Fonts) -> None:
    events = tuple(
        TimelineEvent(at(1 + hour // 24, hour % 24, 0), f"第{hour}件事。", actor=Actor.BUYER) for hour in range(300)
    )
    found = words(section(replace(late_delivery(Recipient.PLATFORM), timeline=events), Part.TIMELINE, fonts, pages=20))
    assert f"图中画出304个时点中的{SHOWN}个" in found
    for hour in range(300):
        assert f"第{hour}件事。" in found


def test_the_list_of_evidence_has_what_article_19_asks(fonts: Fonts) -> None:
    found = words(section(late_delivery(Recipient.ASSOCIATION), Part.INDEX, fonts, pages=2))
    for name in ("序号", "证据名称", "证据种类", "来源", "证明目的", "页码"):
        assert name in found
    assert "内容：订单号KM20260901001，实付100.00元，状态待发货。" in found
    assert "原件：手机截屏原文件，存于张三的手机（小米13），相册" in found
    assert "原件：电子数据，原文件alipay_record_20260902.csv（9字节）" in found
    assert "制作：由证据5与证据1制作" in found
    assert "提交日期：2026年9月5日" in found
    assert "份数：一式2份" in found


def test_redactions_name_kind_place_and_both_hashes_and_nothing_hidden(fonts: Fonts) -> None:
    story = late_delivery(Recipient.PLATFORM)
    found = words(section(story, Part.REDACTIONS, fonts))
    copy = story.exhibits[0].shown
    assert copy is not None
    for said in ("手机号码", "左600，上910，宽400，高70像素", "整图1080×2400", story.exhibits[0].sha256, copy.sha256):
        assert said in found


def test_clauses_and_articles_stand_with_their_source_and_date(fonts: Fonts) -> None:
    story = late_delivery(Recipient.ASSOCIATION)
    found = words(section(story, Part.CLAUSES, fonts, pages=2))
    assert "来源：测试卡盟用户协议第5.2条取得时间：2026-08-3021:04" in found
    assert "违反情况：订单未发货，商家仍拒绝取消。" in found
    assert "证据5（第" in found
    assert "文本来源：LawRefBook/Laws2f4c5c2文本日期：2025-04-19" in found
    assert "本节不构成法律意见" in found


def test_a_letter_stands_as_it_was_kept(fonts: Fonts) -> None:
    found = words(section(late_delivery(Recipient.ARCHIVE), Part.LETTERS, fonts))
    assert "信函1·取消订单申请致极速发卡渠道平台订单沟通发出时间2026-09-0114:07:00" in found
    assert "申请取消并全额退款。张三" in found
