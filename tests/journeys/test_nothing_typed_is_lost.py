"""The lid closes in the middle of typing: what was typed is there again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.evidence import EvidenceKind
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import CTRL
from tests.journeys.cases import record, record_with_evidence

PictureFile = Callable[..., Path]


def test_a_new_order_half_typed_survives_closing_the_window(open_window: OpenWindow) -> None:
    first = open_window()
    first.key(Qt.Key.Key_N, CTRL)
    fields = first.parts.new_page.fields.fields
    assert fields["platform"].entry.hasFocus()
    first.type("测试卡盟")
    first.fill(fields["amount"], "12.3x")
    first.click(fields["note"].entry)
    first.type("备注写到一半")
    first.close()  # at once: the last word's rest is not waited for
    assert first.orders() == []

    second = open_window()
    assert second.parts.pages.currentWidget() is second.parts.welcome
    second.click(second.parts.welcome_new)
    page = second.parts.new_page
    texts = {name: text for name, text in page.fields.texts().items() if text}
    assert texts == {"platform": "测试卡盟", "amount": "12.3x", "note": "备注写到一半"}
    assert page.fields.fields["number"].entry.hasFocus()

    second.click(page.discard)
    second.wait(lambda: second.draft() == {})
    second.close()
    third = open_window()
    third.click(third.parts.welcome_new)
    assert not any(third.parts.new_page.fields.texts().values())


def test_a_recorded_order_leaves_no_draft_even_where_the_last_key_was_ctrl_enter(open_window: OpenWindow) -> None:
    sitting = open_window()
    sitting.key(Qt.Key.Key_N, CTRL)
    for text in ("卡盟", "N1", "话费"):
        sitting.type(text)
        sitting.key(Qt.Key.Key_Tab)
    go_on = threading.Event()
    sitting.window.runner.with_vault(lambda _vault, _steps: go_on.wait(10))  # such as a long import
    sitting.type("50")
    sitting.key(Qt.Key.Key_Return, CTRL)
    sitting.key(Qt.Key.Key_Return, CTRL)  # a nervous second time records nothing twice
    amount = sitting.parts.new_page.fields.fields["amount"]
    sitting.wait(lambda: not amount._timer.isActive())  # nothing typed is left to be saved as a draft
    go_on.set()
    sitting.wait(lambda: sitting.parts.order_page.order is not None)
    sitting.close()
    assert sitting.draft() == {}
    assert [order.facts.number for order in sitting.orders()] == ["N1"]
    again = open_window()
    again.key(Qt.Key.Key_N, CTRL)
    assert not any(again.parts.new_page.fields.texts().values())
    assert again.parts.new_page.problem.text() == ""
    assert again.parts.new_page.record.isEnabled()


def test_what_is_typed_on_evidence_and_facts_survives_an_immediate_close(
    open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile
) -> None:
    record_with_evidence(tmp_path, [picture_file(1), picture_file(2)])
    sitting = open_window()
    sitting.choose_order()
    describe = sitting.parts.order_page.evidence.describe
    sitting.click_row(sitting.parts.order_page.evidence.grid, 1)
    sitting.click(describe.kinds.button(EvidenceKind.CHAT))
    sitting.click(describe.purpose.entry)
    sitting.type("商家承认没有到账")
    sitting.close()
    first, second = sitting.evidence()
    assert (first.kind, first.purpose) == (None, "")
    assert (second.kind, second.purpose) == (EvidenceKind.CHAT, "商家承认没有到账")


def test_going_to_another_item_saves_the_words_on_the_item_they_were_typed_for(
    open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile
) -> None:
    record_with_evidence(tmp_path, [picture_file(1), picture_file(2)])
    sitting = open_window()
    sitting.choose_order()
    tab = sitting.parts.order_page.evidence
    for row, words in ((0, "first"), (1, "second")):
        sitting.click_row(tab.grid, row)
        sitting.click(tab.describe.purpose.entry)
        sitting.type(words)
    sitting.click_row(tab.grid, 0)
    assert tab.describe.purpose.text == "first"  # at once, though the vault may still be busy with it
    sitting.wait(lambda: [item.purpose for item in sitting.evidence()] == ["first", "second"])
    sitting.idle()
    assert tab.describe.purpose.text == "first"
    sitting.key(Qt.Key.Key_Z, CTRL)  # the words of the second, whose typing was saved last
    sitting.wait(lambda: [item.purpose for item in sitting.evidence()] == ["first", ""])
    sitting.click_row(tab.grid, 1)
    sitting.wait(lambda: tab.describe.purpose.text == "")


def test_words_typed_while_the_vault_is_busy_are_there_at_once_and_later(
    open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile
) -> None:
    record_with_evidence(tmp_path, [picture_file(1), picture_file(2)])
    sitting = open_window()
    sitting.choose_order()
    tab, go_on = sitting.parts.order_page.evidence, threading.Event()
    sitting.window.runner.with_vault(lambda _vault, _steps: go_on.wait(10))  # such as a long import
    sitting.click_row(tab.grid, 0)
    sitting.click(tab.describe.kinds.button(EvidenceKind.REFUND))
    sitting.click(tab.describe.purpose.entry)
    sitting.type("typed once")
    sitting.click_row(tab.grid, 1)
    assert tab.describe.purpose.text == ""
    assert not tab.describe.kinds.button(EvidenceKind.REFUND).isChecked()
    sitting.click_row(tab.grid, 0)
    assert tab.describe.purpose.text == "typed once"
    assert tab.describe.kinds.button(EvidenceKind.REFUND).isChecked()
    assert sitting.evidence()[0].purpose == ""
    go_on.set()
    sitting.idle()
    item = sitting.evidence()[0]
    assert (item.kind, item.purpose) == (EvidenceKind.REFUND, "typed once")
    assert tab.describe.purpose.text == "typed once"


def test_going_to_another_order_saves_what_was_typed_on_the_one_before(open_window: OpenWindow, tmp_path: Path) -> None:
    record(tmp_path, number="A1", product="甲")
    record(tmp_path, number="A2", product="乙")
    sitting = open_window()
    page, orders = sitting.parts.order_page, sitting.parts.orders
    sitting.click_row(orders.list, 0)
    sitting.wait(lambda: page.order is not None and page.order.facts.number == "A2")
    sitting.show_tab(1)
    sitting.fill(page.facts.fields["merchant"], "极速发卡")
    sitting.click_row(orders.list, 1)
    sitting.wait(lambda: page.order is not None and page.order.facts.number == "A1")
    assert page.facts.fields["merchant"].text == ""
    sitting.wait(lambda: sitting.order(2).facts.merchant == "极速发卡")
    assert sitting.order(1).facts.merchant is None
