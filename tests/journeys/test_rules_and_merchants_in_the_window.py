"""Beside the cases: what burns first, a platform's own words, a merchant's conduct, and the check before buying."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.cancellation import CancelEvent as E
from tests.cli.terminal import Terminal
from tests.journeys.at_the_case import COMMON, AtTheCase, Story, bought

PictureFile = Callable[..., Path]


def test_today_is_sorted_by_what_burns(story: Story, terminal: Terminal) -> None:
    bought(terminal.vault, "fresh", promise="2h", product="新买的")
    bought(terminal.vault, "late", promise="10m", product="晚了的")
    bought(terminal.vault, "calm", promise="3d", product="不急的")
    user = story("2026-09-01 12:20")
    rows = user.look_at_today()
    assert [next(name for name in ("新买的", "晚了的", "不急的") if name in row) for row in rows] == [
        "晚了的",
        "新买的",
        "不急的",
    ]
    assert user.sitting.parts.today.summary.text() == "1 件已超期 · 2 件不急"
    assert user.sitting.parts.places.button("today").text() == "今天  1"
    # A case that an answer is overdue in goes before all of them.
    user.sitting.click_row(user.sitting.parts.today.list, 2)
    user.settle()
    user.begin("personal")
    user.tell(E.SUBMIT)
    user.clock.set("2026-09-04 12:00")
    user.tell(E.ASK_PLATFORM)
    user.clock.set("2026-09-07 12:00")
    assert "不急的" in user.look_at_today()[0]


def test_common_practice_is_replaced_by_the_platforms_own_words(
    story: Story, terminal: Terminal, picture_file: PictureFile
) -> None:
    terminal.order("KM001")
    user = story("2026-12-01 12:00")
    sitting, page = user.sitting, user.sitting.parts.platforms
    sitting.click(sitting.parts.places.button("platforms"))
    sitting.wait(page.clauses.generic.isVisible)
    sitting.click(page.clauses.generic)
    sitting.wait(lambda: len(page.clauses.views) == COMMON)
    sitting.idle()
    assert f"{COMMON} 条只是常见做法" in page.clauses.hint.text()

    user.clock.set("2026-12-02 12:00")
    view = next(view for view in page.clauses.views if view.term == "support_reply")
    user.press(view.replace)
    form = page.clauses.form
    sitting.fill(form.fields["value"], "24小时")
    sitting.fill(form.fields["text"], "客服介入后 24 小时内答复。")
    sitting.fill(form.fields["source"], "https://example.com/rules")
    sitting.drop_files(page.clauses, [picture_file(3, name="rules.png")])
    user.press(form.record)
    sitting.wait(lambda: not form.isVisible())
    sitting.idle()
    assert f"{COMMON - 1} 条只是常见做法" in page.clauses.hint.text()
    view = next(view for view in page.clauses.views if view.term == "support_reply")
    sitting.wait(view.history.isVisible)
    assert view.history.text() == "2 个版本"
    assert "截图：rules.png" in view.origin.accessibleName()
    user.press(view.history)
    versions = page.versions
    assert versions.isVisible()
    assert versions.older.quote.marked_texts[0] == "48"
    assert versions.newer.quote.marked_texts[0] == "24"
    rules = [rule for rule in terminal.json("rule", "list", "测试卡盟") if rule["term"] == "support_reply"]
    assert [rule["value"] for rule in rules] == ["48h", "24h"]
    assert rules[1]["evidence"]["sha256"]
    sitting.click(versions.back)
    sitting.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    sitting.wait(lambda: f"{COMMON} 条只是常见做法" in page.clauses.hint.text())
    assert len(terminal.json("rule", "list", "测试卡盟")) == COMMON


def test_a_merchant_with_trouble_is_named_on_a_new_order(late: AtTheCase) -> None:
    late.clock.set("2026-09-01 12:50")
    late.send()
    late.tell(E.REFUSE, note="库存已锁定")
    late.send()
    late.tell(E.PLATFORM_FOR)
    sitting = late.sitting
    form = sitting.parts.new_page
    sitting.click(sitting.parts.new_order)
    sitting.fill(form.fields.fields["platform"], "测试卡盟")
    sitting.fill(form.fields.fields["merchant"], "极速发卡")
    sitting.wait(form.conduct.isVisible)
    assert form.conduct.words.startswith("小心，极速发卡：")
    assert "拒绝合理取消 1 次" in form.conduct.words
    sitting.fill(form.fields.fields["merchant"], "没听说过")
    sitting.wait(lambda: not form.conduct.isVisible())
    sitting.click(sitting.parts.places.button("merchants"))
    sitting.wait(lambda: sitting.parts.merchants.model.rowCount() == 1)
    row = sitting.parts.merchants.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "拒绝合理取消 1 次" in row


def test_what_differs_is_marked_before_it_is_bought(story: Story) -> None:
    user = story("2026-09-01 12:00")
    sitting, page = user.sitting, user.sitting.parts.purchase
    sitting.click(sitting.parts.places.button("purchase"))
    product, value = page.rows["product"], page.rows["face_value"]
    sitting.fill(product.intended, "腾讯游戏点券 100元")
    sitting.fill(product.shown, "网易游戏点券 100元")
    assert [mark.marked_texts for mark in product.marks] == [["腾讯"], ["网易"]]
    sitting.fill(value.intended, "100元")
    sitting.fill(value.shown, "50元")
    assert [mark.marked_texts for mark in value.marks] == [["100"], ["50"]]
    assert page.summary.text() == "先别付款：商品名称、面值和你想买的不一样"
    sitting.fill(product.shown, "腾讯游戏点券 100元")
    sitting.fill(value.shown, "100元")
    assert page.summary.text() == "填写的 2 项全部一致"
    user.press(page.record)
    sitting.wait(lambda: sitting.parts.pages.currentWidget() is sitting.parts.new_page)
    assert sitting.parts.new_page.fields.fields["product"].text == "腾讯游戏点券 100元"
