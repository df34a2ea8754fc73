"""Six stories of a cancellation, told through the window: what it shows, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.cancellation import CancelEvent as E
from tests.cli.terminal import Terminal
from tests.gui.sitting import LEFT
from tests.journeys.at_the_case import COMMON, PASTED, AtTheCase, Story, bought

PictureFile = Callable[..., Path]
CASE_TAB = 3


def test_cancelled_alone_in_time(story: Story) -> None:
    user = story("2026-09-01 12:02")
    _names_the_platform(user)
    _records_the_order(user)
    user.sitting.show_tab(CASE_TAB)
    user.settle()
    assert "自己取消" in user.page.start.window_words.text()
    user.begin("wrong_purchase")
    assert user.next == "趁商家还没发货，现在就在订单页点“取消订单”。"
    assert user.page.card.why.text().startswith("依据：常见做法：商家未确认发货前，用户可自行取消")
    assert user.left == "还剩 8分00秒"
    assert "添加订单截图" in user.missing
    assert user.advised["window"]["by"] == "alone"

    assert not user.page.message.mark_sent.isEnabled()
    _fills_the_gap(user, "网易点券")
    copied = user.copy()
    assert "本来想买的是网易点券" in copied
    user.send()
    assert user.state == "已提出，等商家答复"
    (told,) = user.kept["events"]
    assert (told["event"], told["channel"], told["note"]) == ("submit", "platform_chat", copied)

    user.clock.set("2026-09-01 12:03:30")
    user.sitting.show_tab(1)
    status = user.sitting.parts.order_page.facts.fields["status"]
    user.sitting.reach(status.entry)
    user.sitting.pick(status, "cancelled")
    user.sitting.wait(lambda: user.sitting.parts.order_page.status.text() == "已取消")
    user.come_back("2026-09-01 12:04", "订单已经显示“已取消”")
    assert "记为商家同意" in user.next
    user.take_the_step(E.AGREE)
    assert user.page.head.stepper.step == 3
    user.take_the_step(E.REFUND_RECEIVED, destination="balance")
    assert user.money == ("¥100.00", "¥100.00", "¥0.00")
    assert user.page.head.stepper.accessibleName() == "四步都已完成"
    assert (user.kept["state"], user.kept["received"]) == ("settled", "100.00")
    assert user.look_at_today() == []
    assert user.sitting.parts.today.empty.isVisible()
    assert user.sitting.verified().is_sound


def _names_the_platform(user: AtTheCase) -> None:
    sitting, page = user.sitting, user.sitting.parts.platforms
    sitting.click(sitting.parts.places.button("platforms"))
    sitting.click(page.empty_add)
    sitting.type("测试卡盟")
    sitting.click(page.form.record)
    sitting.wait(lambda: len(page.clauses.views) == COMMON)


def _records_the_order(user: AtTheCase) -> None:
    sitting, form = user.sitting, user.sitting.parts.new_page
    sitting.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    texts = {
        "platform": "测试卡盟",
        "number": "KM001",
        "product": "腾讯游戏点券 100元",
        "amount": "100",
        "paid_at": "2026-09-01 12:00",
        "promise": "10分钟",
    }
    for name, text in texts.items():
        sitting.reach(form.fields.fields[name].entry)
        sitting.fill(form.fields.fields[name], text)
    for name, value in {"pay_method": "alipay", "status": "pending_delivery"}.items():
        sitting.reach(form.fields.fields[name].entry)
        sitting.pick(form.fields.fields[name], value)
    sitting.click(form.record)
    sitting.wait(lambda: sitting.parts.pages.currentWidget() is sitting.parts.order_page)
    sitting.idle()


def _fills_the_gap(user: AtTheCase, words: str) -> None:
    """Select the gap in the message with two clicks and type over it."""
    text = user.page.message.text
    user.sitting.reach(text)
    gap = text.document().find("【请填写：本来想买什么】")
    ends = (
        (gap.selectionStart(), Qt.KeyboardModifier.NoModifier),
        (gap.selectionEnd(), Qt.KeyboardModifier.ShiftModifier),
    )
    for place, held in ends:
        gap.setPosition(place)
        QTest.mouseClick(text.viewport(), LEFT, held, text.cursorRect(gap).center())
    user.sitting.type(words)
    assert not user.page.message.gaps.isVisible()


def test_ten_minutes_promised_and_two_hours_waited(story: Story, terminal: Terminal, picture_file: PictureFile) -> None:
    bought(terminal.vault, promise="10m")
    user = story("2026-09-01 12:09")
    assert "等商家发货，承诺 2026-09-01 12:10:00 前到账" in user.look_at_today()[0]
    assert user.look_at_today()[0].endswith("剩 1分")
    user.come_back("2026-09-01 14:00", "已经算延迟发货", "已超承诺 1时50分")
    user.begin("late_delivery")
    assert user.deadline("延迟发货界限") == ("2026-09-01 12:40", "已超 1时20分")
    assert user.due("late_delivery")["state"] == "missed"
    assert {"添加订单状态截图", "添加商品宣传页"} <= user.missing
    copied = user.copy()
    assert "商家承诺 10 分钟内到账" in copied
    assert "已经等了 2 小时" in copied

    user.clock.set("2026-09-01 14:05")
    proof = picture_file(1, name="Screenshot_20260901-140136.png")
    user.take_the_step(E.SUBMIT, proofs=[proof], note=PASTED)
    (told,) = user.kept["events"]
    assert told["at"] == "2026-09-01T14:05:00+08:00"
    assert (told["note"], len(told["evidence"])) == (copied, 1)
    assert [item.name for item in user.sitting.evidence()] == [proof.name]
    buttons = user.page.timeline.entries[0].findChildren(type(user.page.undo_last))
    assert any(button.text().startswith("证据1 Screenshot_202609") for button in buttons)
    assert user.who.startswith("等商家 · 自 2026-09-01 14:05 起")

    user.clock.set("2026-09-01 14:20")
    user.tell(E.AGREE, due="24小时内到账", note="已为您取消，退款将在24小时内到账")
    assert user.state == "待退款"
    assert user.left == "还剩 1天"
    assert user.deadline("退款到账") == ("2026-09-02 14:20", "还剩 1天")
    assert user.due("refund_arrival")["due_at"] == "2026-09-02T14:20:00+08:00"
    user.come_back("2026-09-02 09:00", "等退款到账，最晚 2026-09-02 14:20:00", "退款到账\n剩 5时20分")
    user.take_the_step(E.REFUND_RECEIVED)
    assert user.history == ["收到退款 · ¥100.00", "商家同意 · ¥100.00", "提出取消"]
    assert user.kept["state"] == "settled"
    assert user.deadline("退款到账")[1] == "✓ 按时完成"
    assert user.sitting.verified().is_sound


def test_stock_is_locked_says_the_merchant(late: AtTheCase) -> None:
    late.clock.set("2026-09-01 12:50")
    late.send()
    late.clock.set("2026-09-01 13:00")
    late.tell(E.REFUSE, note="库存已锁定")
    assert late.state == "未获同意"
    assert late.next.startswith("“库存已锁定”不等于不能取消")
    # A wrong key takes the entry back, another brings it again.
    late.take_back()
    assert late.state == "已提出，等商家答复"
    assert late.kept["state"] == "requested"
    late.tell(E.REFUSE, note="库存已锁定，无法取消")
    copied = late.copy()
    assert "商家回复：“库存已锁定，无法取消”" in copied
    assert "库存可以由平台释放" in copied

    late.clock.set("2026-09-01 13:15")
    late.send()
    assert late.state == "平台客服处理中"
    assert late.deadline("客服答复") == ("2026-09-03 13:15", "还剩 2天")
    assert late.left == "还剩 2天"
    assert late.due("support_reply")["due_at"] == "2026-09-03T13:15:00+08:00"
    late.come_back("2026-09-02 10:00", "等客服处理，到 2026-09-03 13:15:00 为止", "客服答复\n剩 1天3时")
    late.tell(E.PLATFORM_FOR, note="平台支持全额退款")
    assert late.kept["state"] == "refund_due"
    late.come_back("2026-09-03 10:00", "等退款到账")
    late.take_the_step(E.REFUND_RECEIVED)
    assert (late.state, late.money[2]) == ("已了结", "¥0.00")
    assert late.kept["state"] == "settled"
    assert [told["event"] for told in late.kept["events"]][-3:] == ["ask_platform", "platform_for", "refund_received"]
    assert late.sitting.verified().is_sound


def test_points_on_the_wrong_server_are_paid_back_in_part(
    story: Story, terminal: Terminal, picture_file: PictureFile
) -> None:
    bought(terminal.vault, status="delivered")
    user = story("2026-09-01 13:00")
    user.sitting.choose_order()
    user.sitting.show_tab(CASE_TAB)
    user.settle()
    user.begin("wrong_delivery", "partial", "84")
    assert user.money == ("¥84.00", "¥0.00", "¥84.00")
    assert user.next.startswith("在平台订单沟通里说明商家违约")
    assert user.advised["window"]["by"] == "breach"
    assert "添加到账/充值记录" in user.missing
    user.take_the_step(E.SUBMIT, proofs=[picture_file(2, name="received.png")], note="到的是国际服，要求退未使用的部分")
    user.clock.set("2026-09-01 13:30")
    user.tell(E.OFFER, amount="84", note="可以退未使用的 840 点")
    assert "商家愿意退 ¥84.00" in user.next
    user.clock.set("2026-09-01 13:40")
    user.take_the_step(E.ACCEPT_OFFER)
    assert (user.kept["state"], user.kept["expected"]) == ("refund_due", "84.00")
    user.come_back("2026-09-02 13:40", "等退款到账，最晚")
    user.take_the_step(E.REFUND_RECEIVED)
    assert user.money == ("¥84.00", "¥84.00", "¥0.00")
    assert user.kept["state"] == "settled"
    assert user.sitting.verified().is_sound


def test_ninety_five_of_a_hundred_come_back(late: AtTheCase) -> None:
    late.clock.set("2026-09-01 12:50")
    late.send()
    late.clock.set("2026-09-01 13:00")
    late.tell(E.AGREE)
    late.come_back("2026-09-02 10:00", "等退款到账")
    # Two digits the wrong way round: taken back, and both entries stay in the history.
    late.take_the_step(E.REFUND_RECEIVED, amount="59")
    assert late.money[2] == "¥41.00"
    late.press(late.page.undo_last)
    assert late.state == "待退款"
    assert late.history[0] == "[收到退款 · ¥59.00]"
    late.take_the_step(E.REFUND_RECEIVED, amount="95")
    assert (late.state, late.money) == ("少退", ("¥100.00", "¥95.00", "¥5.00"))
    assert late.next.startswith("少退 ¥5.00（5%），没有找到下单前告知过的依据")
    assert (late.kept["state"], late.kept["shortfall"]) == ("refund_short", "5.00")
    copied = late.copy()
    assert "少退 ¥5.00（5%）" in copied
    assert "没有找到平台允许扣这笔费用的规则" in copied
    late.clock.set("2026-09-02 10:10")
    late.send()
    assert late.kept["events"][-1]["event"] == "contest_short"
    late.come_back("2026-09-04 09:00", "等客服处理，到 2026-09-04 10:10:00 为止", "客服答复\n剩 1时10分")
    late.tell(E.REFUND_RECEIVED)
    assert late.money == ("¥100.00", "¥100.00", "¥0.00")
    assert (late.kept["state"], late.kept["received"]) == ("settled", "100.00")
    assert late.history[0] == "收到退款 · ¥5.00"
    assert late.sitting.verified().is_sound


def test_support_is_silent_and_the_case_goes_to_12315(late: AtTheCase) -> None:
    late.clock.set("2026-09-01 12:50")
    late.send()
    late.clock.set("2026-09-01 13:00")
    late.tell(E.ASK_PLATFORM)
    late.come_back("2026-09-02 13:00", "等客服处理，到 2026-09-03 13:00:00 为止", "客服答复\n剩 1天")
    assert not late.page.card.record.isVisible()
    late.come_back("2026-09-03 13:01", "客服应在 2026-09-03 13:00:00 前答复，已经超时", "客服答复\n已超 1分")
    assert late.left == "已超 1 分"
    assert late.due("support_reply")["state"] == "missed"
    late.clock.set("2026-09-03 13:05")
    late.take_the_step(E.PLATFORM_SILENT)
    assert "客服介入超时，要求优先处理" in late.copy()
    late.clock.set("2026-09-03 13:10")
    late.send()
    assert late.kept["events"][-1]["channel"] == "platform_complaint"
    late.clock.set("2026-09-03 13:50")
    late.tell(E.COMPLAINT_REJECTED, note="平台不处理")
    assert "12315" in late.next
    late.clock.set("2026-09-03 14:00")
    late.take_the_step(E.COMPLAIN, channel="authority")
    assert late.kept["waiting_for"] == "authority"
    # Seven working days from Friday 4 September; no holiday lies between.
    assert late.deadline("投诉受理决定") == ("2026-09-14 23:59", "还剩 11天9时")
    assert late.due("acceptance")["due_at"].startswith("2026-09-14T23:59:59")
    late.come_back("2026-09-10 10:00", "等投诉答复，到 2026-09-14 23:59:59 为止", "投诉受理决定\n剩 4天14时")
    late.tell(E.COMPLAINT_ACCEPTED)
    # Sixty days from 10 September; 9 November is an ordinary Monday.
    assert late.deadline("调解期限")[0] == "2026-11-09 23:59"
    assert late.due("mediation")["due_at"].startswith("2026-11-09T23:59:59")
    late.come_back("2026-10-20 10:00", "等投诉答复，到 2026-11-09 23:59:59 为止")
    late.tell(E.MEDIATED, note="调解书：全额退款")
    assert late.state == "待退款"
    late.come_back("2026-10-22 10:00", "等退款到账")
    late.take_the_step(E.REFUND_RECEIVED)
    assert late.kept["state"] == "settled"
    assert late.sitting.verified().is_sound
