"""Chats: bubbles around a place, search and days, marks and entries into cases, pasting and calls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.casework import cancellations, chats, orders, vaults
from app.casework.cancellations import TypedEvent
from app.casework.importing.run import import_files
from app.domain.cancellation import CancelEvent, Channel
from app.domain.chats import Role
from app.domain.conversations import Conversation
from app.gui.chats.desk import PAGE
from app.gui.chats.model import BUBBLE_ROLE, MOST_ROWS
from tests.fixtures.cases import TickingClock, order_fields
from tests.fixtures.statements_by_hand import chat
from tests.gui.statement_sitting import Start, StatementSitting

PASTED = "极速发卡 2023-12-01 12:00:00\n亲，24小时内退款\n我 2023-12-01 12:01:10\n为什么少5元？"


@pytest.fixture
def fill(tmp_path: Path, clock: TickingClock) -> Callable[[int], None]:
    """Write a chat of so many messages, and an order of which a cancellation was asked."""

    def write(count: int) -> None:
        with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as vault:
            import_files(vault, [chat(tmp_path / "c.txt", count)])
            order = orders.record_order(vault, order_fields("A100", paid_at="2023-12-01 00:30")).value
            case = cancellations.open_case(vault, order.id, reason="late_delivery").value
            cancellations.record_event(vault, case.id, TypedEvent("submit", at="2023-12-01 01:00"))

    return write


def conversation(user: StatementSitting) -> Conversation:
    with user.look() as vault:
        return chats.list_chats(vault)[0]


def seen(user: StatementSitting) -> list[int]:
    """Return the numbers of the messages that are held, as their texts say."""
    return [int(bubble.message.read.text[1:].split("条")[0]) for bubble in user.chats.view.chat.bubbles]


def test_it_opens_at_the_end_and_loads_earlier_ones_without_moving(start: Start, fill: Callable[[int], None]) -> None:
    fill(3 * PAGE)
    user = start()
    user.open("chats")
    view = user.chats.view
    assert seen(user) == list(range(2 * PAGE, 3 * PAGE))
    assert view.currentIndex().row() == PAGE - 1
    middle = view.indexAt(view.viewport().rect().center())
    wanted, top = middle.data(BUBBLE_ROLE).message.id, view.visualRect(middle).top()
    bar = view.verticalScrollBar()
    while view.chat.offset == 2 * PAGE:
        bar.setValue(bar.value() - 400)
        kept = view.indexAt(view.viewport().rect().center())
        wanted, top = kept.data(BUBBLE_ROLE).message.id, view.visualRect(kept).top()
        user.idle()
    assert seen(user) == list(range(PAGE, 3 * PAGE))
    row = view.chat.row_of(wanted)
    assert abs(view.visualRect(view.chat.index(row)).top() - top) <= 1


def test_home_and_end_go_to_the_ends_of_the_conversation(start: Start, fill: Callable[[int], None]) -> None:
    fill(3 * PAGE)
    user = start()
    user.open("chats")
    view = user.chats.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    user.idle()
    assert seen(user)[0] == 0
    assert view.chosen is not None
    assert "第0条" in view.chosen.read.text
    QTest.keyClick(view, Qt.Key.Key_End)
    user.idle()
    assert view.chosen is not None
    assert f"第{3 * PAGE - 1}条" in view.chosen.read.text


def test_only_a_part_is_held_and_it_is_whole(start: Start, fill: Callable[[int], None]) -> None:
    count = MOST_ROWS + 3 * PAGE
    fill(count)
    user = start()
    user.open("chats")
    view = user.chats.view
    bar = view.verticalScrollBar()
    while view.chat.offset > 0:
        bar.setValue(bar.minimum())
        user.idle()
        held = seen(user)
        assert held == list(range(held[0], held[0] + len(held)))
        assert len(held) <= MOST_ROWS
    while view.chat.has_later:
        bar.setValue(bar.maximum())
        user.idle()
        assert len(seen(user)) <= MOST_ROWS
    assert seen(user)[-1] == count - 1


def test_a_search_is_gone_through_and_highlighted(start: Start, fill: Callable[[int], None]) -> None:
    fill(3 * PAGE)
    user = start()
    user.open("chats")
    page = user.chats
    page.search.setText("第10条")
    user.wait(lambda: page.count.text() == "1/1")
    user.idle()
    assert page.view.chosen is not None
    assert page.view.chosen.read.text.startswith("第10条")
    assert page.view.bubbles.query == "第10条"
    page.search.setText("退款")
    hits = 3 * PAGE // 5
    user.wait(lambda: page.count.text() == f"{hits}/{hits}")
    page.search.setFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.count.text() == f"{hits - 1}/{hits}"
    page.next.click()
    page.next.click()
    user.idle()
    assert page.count.text() == f"1/{hits}"
    assert page.view.chosen is not None
    assert page.view.chosen.read.text.startswith("第0条")
    page.search.setText("没有的话")
    user.wait(lambda: page.count.text() == "没有找到")
    user.idle()


def test_a_day_is_gone_to(start: Start, fill: Callable[[int], None]) -> None:
    fill(3 * PAGE)
    user = start()
    user.open("chats")
    page = user.chats
    page.day.setText("2023-12-05")
    QTest.keyClick(page.day, Qt.Key.Key_Return)
    user.idle()
    assert page.view.chosen is not None
    assert page.view.chosen.read.text.startswith("第96条")
    page.day.setText("明天")
    QTest.keyClick(page.day, Qt.Key.Key_Return)
    assert "明天" in page.count.text()


def test_a_message_is_relied_upon_with_a_note(start: Start, fill: Callable[[int], None]) -> None:
    fill(20)
    user = start()
    user.open("chats")
    page = user.chats
    panel = page.evidence
    page.view.setCurrentIndex(page.view.chat.index(5))
    assert not panel.star.isEnabled()
    with user.look() as vault:
        (order,) = orders.list_orders(vault)
    panel.picker.choose(order.id)
    user.fill(panel.note, "商家承诺24小时")
    panel.star.click()
    user.idle()
    with user.look() as vault:
        marked = chats.read_chat(vault, chats.list_chats(vault)[0])[5]
    assert marked.relied_upon == ((order.id, "商家承诺24小时"),)
    said = page.view.chat.index(5).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "已标为依据" in said
    assert page.view.currentIndex().row() == 5
    assert panel.star.text() == "★ 取消依据"
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_S)
    user.idle()
    with user.look() as vault:
        assert chats.read_chat(vault, chats.list_chats(vault)[0])[5].relied_upon == ()


def test_a_message_becomes_an_event_at_its_own_time(start: Start, fill: Callable[[int], None]) -> None:
    fill(20)
    user = start()
    user.open("chats")
    page, panel = user.chats, user.chats.evidence
    page.view.setCurrentIndex(page.view.chat.index(5))
    bubble = page.view.chosen_bubble
    assert bubble is not None
    assert panel.amount.text == "95.00"
    user.pick(panel.event_kind, CancelEvent.AGREE.value)
    assert panel.amount.isVisible()
    panel.record.click()
    user.idle()
    with user.look() as vault:
        last = cancellations.list_cases(vault)[0].events[-1]
    assert (last.event, last.at, last.message) == (CancelEvent.AGREE, bubble.message.read.at, bubble.message.id)
    assert last.amount is not None
    assert last.amount.fen == 9500
    page.view.setCurrentIndex(page.view.chat.index(2))
    user.pick(panel.event_kind, CancelEvent.REFUSE.value)
    panel.record.click()
    user.idle()
    assert "早于上一条" in panel.problem.text()


def test_with_several_cases_none_is_taken_for_granted(
    start: Start, fill: Callable[[int], None], tmp_path: Path, clock: TickingClock
) -> None:
    fill(5)
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as vault:
        second = orders.record_order(vault, order_fields("A200")).value
        case = cancellations.open_case(vault, second.id, reason="late_delivery").value
    user = start()
    user.open("chats")
    panel = user.chats.evidence
    assert panel.case.currentIndex() == -1
    assert not panel.record.isEnabled()
    panel.picker.choose(second.id)
    assert panel.case.currentData() == case.id
    assert panel.record.isEnabled()


def test_who_is_who_and_the_channel_are_changed_and_undone(start: Start, fill: Callable[[int], None]) -> None:
    fill(20)
    user = start()
    user.open("chats")
    about = user.chats.about
    assert about.roles is not None
    ids = {person.name: person.id for person in conversation(user).participants}
    user.pick(about.roles.boxes[ids["卡商小王"]], Role.PLATFORM.value)
    about.roles.remember.click()
    user.idle()
    assert {person.role for person in conversation(user).participants} == {Role.ME, Role.PLATFORM}
    assert user.chats.view.chat.bubbles[0].message.role is Role.PLATFORM
    user.pick(about.channel.entry, Channel.WECHAT.value)  # type: ignore[arg-type]
    user.idle()
    assert not conversation(user).is_official
    assert "私下渠道" in about.badge.text()
    assert user.history.next_undo is not None


def test_pasted_text_is_previewed_corrected_and_recorded(start: Start) -> None:
    user = start()
    user.open("chats")
    page = user.chats
    assert page.empty.isVisible()
    page.empty_paste.click()
    form = page.paste_page
    form.text.setPlainText(PASTED)
    user.wait(form.record.isEnabled)
    assert form.preview.count() == 2
    assert form.title.text == "极速发卡"
    assert form.boxes["我"].currentData() == Role.ME.value
    user.pick(form.boxes["极速发卡"], Role.PLATFORM.value)
    form.record.click()
    user.wait(page.view.isVisible)
    user.idle()
    found = conversation(user)
    assert (found.title, found.messages) == ("极速发卡", 2)
    assert {person.name: person.role for person in found.participants} == {"极速发卡": Role.PLATFORM, "我": Role.ME}
    assert page.view.chat.rowCount() == 2
    assert [bubble.hints[0].duration is not None for bubble in page.view.chat.bubbles[:1]] == [True]


def test_text_without_speakers_says_so_and_cannot_be_recorded(start: Start) -> None:
    user = start()
    user.open("chats")
    user.chats.open_paste()
    form = user.chats.paste_page
    form.text.setPlainText("只有一句话")
    user.wait(lambda: "1 行没有读懂" in form.summary.text())
    assert not form.record.isEnabled()
    form.back.click()
    assert user.chats.empty.isVisible()


def test_a_call_is_noted_and_what_is_missing_is_told(start: Start, fill: Callable[[int], None]) -> None:
    fill(2)
    user = start()
    user.open("chats")
    page = user.chats
    page.call.click()
    form = page.call_page
    form.record.click()
    user.idle()
    assert "先选择订单" in form.problem.text()
    with user.look() as vault:
        (order,) = orders.list_orders(vault)
    form.order.choose(order.id)
    form.record.click()
    user.idle()
    assert form.fields["with_whom"]._problem.isVisible()
    user.fill(form.fields["with_whom"], "小王")
    user.fill(form.fields["at"], "2023-12-02 10:00")
    user.fill(form.fields["text"], "明天退")
    form.record.click()
    user.wait(page.view.isVisible)
    user.idle()
    with user.look() as vault:
        (call,) = chats.list_chats(vault, order.id)
        assert chats.read_chat(vault, call)[0].read.text == "明天退"
    assert call.channel is Channel.PHONE


def test_a_vault_for_reading_offers_no_change(start: Start, fill: Callable[[int], None]) -> None:
    fill(5)
    user = start(is_read_only=True)
    user.open("chats")
    page = user.chats
    page.open_paste()
    assert page.view.isVisible()
    changing = (page.bring, page.paste, page.call, page.evidence.record, page.about.put, page.about.title)
    assert not any(widget.isEnabled() for widget in changing)
