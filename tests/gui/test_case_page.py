"""The case page on a real vault: opening, recording with proof, undoing, the clocks, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QTextBlock, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.casework import cancellations, evidence, orders, platforms, sent_letters, vaults
from app.casework.cancellations import TypedEvent
from app.casework.evidence import Pasted
from app.domain.cancellation import CancelEvent, Cancellation, CancelState, Channel, allowed_events
from app.domain.custody import Verification
from app.domain.evidence import Evidence
from app.domain.letters import LetterName
from app.gui.case_page.desk import CaseDesk
from app.gui.case_page.page import CasePage
from app.gui.case_page.recording import fields_of
from app.gui.case_page.remaining import Urgency, remaining, urgency
from app.gui.case_page.stages import present_step, sending
from app.gui.history import History
from app.gui.tasks import TaskRunner
from app.shell import paths
from tests.fixtures.cases import FIRST, TickingClock, order_fields, picture
from tests.gui.sitting import LEFT, NONE, file_urls

NOON = datetime(2024, 1, 1, 4, 0, tzinfo=UTC)


class Case:
    """One user before the case page of the vault's first order; waits are for the vault's own thread."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: TickingClock) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.clock = clock
        opening = partial(vaults.open_for_writing, folder, clock=clock, actor="window", lock_timeout=1)
        self.runner = TaskRunner(opening)
        self.history = History()
        self.desk = CaseDesk(self.runner, self.history, clock, paths.resources(), folder / "no-notices.toml")
        self.page = CasePage(clock)
        self.said: list[str] = []
        self.failed: list[BaseException] = []
        self.changes = 0
        self.runner.failed.connect(self.failed.append)
        self.desk.done.connect(self.said.append)
        self.desk.changed.connect(self._count)
        self.desk.case_loaded.connect(self.page.show_file)
        self.desk.refused.connect(self.page.show_refusal)
        self.page.start_asked.connect(self.desk.open_case)
        self.page.record_asked.connect(self.desk.record)
        self.page.undo_asked.connect(self.desk.undo_last)
        self.page.letter_sent.connect(self.desk.record_letter)
        self.page.case_chosen.connect(lambda case: self.desk.open(FIRST, case))
        self.page.refresh_wanted.connect(self.desk.refresh)
        qtbot.addWidget(self.page)
        self.page.resize(640, 900)
        self.page.show()
        qtbot.waitExposed(self.page).__enter__()
        self.desk.open(FIRST)
        self.idle()

    def _count(self) -> None:
        self.changes += 1

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: self.runner.is_idle, timeout=8000)
        assert self.failed == []

    def pass_time(self, **length: float) -> None:
        self.clock._next += timedelta(**length)

    def press(self, button: QPushButton) -> None:
        self.qtbot.waitUntil(button.isVisible)
        QTest.mouseClick(button, LEFT)
        self.idle()

    def begin(self, reason: str = "late_delivery") -> None:
        self.press(self.page.start.reasons.buttons[reason])
        self.press(self.page.start.begin)

    def record(self, event: CancelEvent, **texts: str) -> None:
        """Record an event: one click on it, one on 记录."""
        self.press(self.page.events.buttons[event])
        for name, text in texts.items():
            self.page.strip.fields[name].set_text(text)
        self.press(self.page.strip.record)

    def drop(self, widget: QWidget, mime: QMimeData) -> None:
        actions = Qt.DropAction.CopyAction
        entered = QDragEnterEvent(widget.rect().center(), actions, mime, LEFT, NONE)
        QApplication.sendEvent(widget, entered)
        assert entered.isAccepted()
        released = QDropEvent(QPointF(widget.rect().center()), actions, mime, LEFT, NONE)
        QApplication.sendEvent(widget, released)
        assert released.isAccepted()

    @property
    def case(self) -> Cancellation:
        """The newest case, as it lies in the vault."""
        with vaults.open_for_reading(self.folder, clock=self.clock) as vault:
            return cancellations.list_cases(vault, order=FIRST)[-1]

    @property
    def evidence(self) -> list[Evidence]:
        with vaults.open_for_reading(self.folder, clock=self.clock) as vault:
            return evidence.list_evidence(vault, FIRST)

    @property
    def verified(self) -> Verification:
        with vaults.open_for_reading(self.folder, clock=self.clock) as vault:
            return vaults.verify(vault, deep=True)


Make = Callable[..., Case]


@pytest.fixture
def make(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: TickingClock) -> Iterator[Make]:
    """Open the page of an order paid at 11:00 on the platform of the generic rules; it is noon."""
    made: list[Case] = []

    def start(**fields: str) -> Case:
        typed = order_fields(paid_at="2024-01-01 11:00", promise="10m", pay_method="alipay", merchant="极速") | fields
        with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as vault:
            platforms.add_platform(vault, "星卡网", pack=paths.resources() / "rules" / "generic.toml")
            orders.record_order(vault, typed, status="pending_delivery")
        made.append(Case(qtbot, tmp_path / "my.pingju", clock))
        return made[-1]

    yield start
    for one in made:
        one.page.hide()
        one.runner.close()


@pytest.fixture
def user(make: Make) -> Case:
    return make()


# --- what is computed without a window ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (CancelState.DRAFT, 0),
        (CancelState.REQUESTED, 1),
        (CancelState.NEGOTIATING, 1),
        (CancelState.REFUSED, 2),
        (CancelState.PLATFORM_REVIEW, 2),
        (CancelState.COMPLAINT, 2),
        (CancelState.REFUND_DUE, 3),
        (CancelState.REFUND_SHORT, 3),
        (CancelState.SETTLED, 4),
        (CancelState.WITHDRAWN, None),
    ],
)
def test_each_state_is_one_of_the_guides_four_steps(state: CancelState, step: int | None) -> None:
    assert present_step(state) == step


def test_no_state_was_left_out() -> None:
    assert [state for state in CancelState if present_step(state) is None] == [CancelState.WITHDRAWN]


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=3, hours=4, minutes=59), "还剩 3天4时"),
        (timedelta(days=2), "还剩 2天"),
        (timedelta(hours=1, minutes=50, seconds=59), "还剩 1时50分"),
        (timedelta(hours=2), "还剩 2小时"),
        (timedelta(minutes=9, seconds=5), "还剩 9分05秒"),
        (timedelta(seconds=7), "还剩 7 秒"),
        (timedelta(0), "还剩 0 秒"),
        (-timedelta(seconds=1), "已超 不到 1 分"),
        (-timedelta(minutes=20, seconds=30), "已超 20 分"),
        (-timedelta(hours=1, minutes=50), "已超 1时50分"),
    ],
)
def test_the_clock_speaks(qapp: QApplication, left: timedelta, words: str) -> None:
    assert remaining(NOON + left, NOON) == words


@pytest.mark.parametrize(
    ("minutes", "found"),
    [(0, Urgency.CALM), (44, Urgency.CALM), (45, Urgency.SOON), (60, Urgency.SOON), (60.1, Urgency.MISSED)],
)
def test_the_last_quarter_is_amber_and_what_is_over_red(minutes: float, found: Urgency) -> None:
    assert urgency(NOON, NOON + timedelta(hours=1), NOON + timedelta(minutes=minutes)) is found


def test_an_event_asks_only_for_what_it_needs() -> None:
    requested, due = CancelState.REQUESTED, CancelState.REFUND_DUE
    assert fields_of(CancelEvent.NO_REPLY, requested) == ("at", "note")
    assert fields_of(CancelEvent.REFUSE, requested) == ("at", "channel", "note")
    assert fields_of(CancelEvent.AGREE, requested) == ("at", "amount", "due", "channel", "note")
    assert fields_of(CancelEvent.OFFER, requested) == ("at", "amount", "channel", "note")
    assert fields_of(CancelEvent.REFUND_RECEIVED, due) == ("at", "amount", "destination", "note")


def test_sending_a_letter_is_an_event_only_where_the_case_knows_it() -> None:
    draft, review = allowed_events(CancelState.DRAFT), allowed_events(CancelState.PLATFORM_REVIEW)
    assert sending(LetterName.LATE_DELIVERY, draft) is CancelEvent.SUBMIT
    assert sending(LetterName.ESCALATE_AFTER_48H, review) is CancelEvent.COMPLAIN
    assert sending(LetterName.REMINDER, allowed_events(CancelState.REQUESTED)) is None
    assert sending(LetterName.ASK_PLATFORM, draft) is None


# --- opening a case -----------------------------------------------------------------------------------------


def test_an_order_without_a_case_says_which_path_is_open_and_asks_why(user: Case) -> None:
    start = user.page.start
    assert start.isVisible()
    assert "自己取消" in start.window_words.text()
    assert "商家未确认发货前" in start.clause.text()
    assert start.amount.text == "100.00"
    assert start.remedies.value == "full"
    assert not start.begin.isEnabled()
    user.begin()
    assert user.case.reason.value == "late_delivery"
    assert not start.isVisible()
    assert user.page.head.state.text() == "准备中"
    assert user.page.head.stepper.step == 0
    assert user.changes == 1
    assert user.history.next_undo is not None
    assert user.verified.is_sound


def test_an_amount_above_the_price_is_refused_beneath_its_field(user: Case) -> None:
    start = user.page.start
    user.press(start.reasons.buttons["personal"])
    start.amount.set_text("100.01")
    user.press(start.begin)
    assert "超过实付金额 ¥100.00" in start.amount.entry.accessibleDescription()
    assert start.begin.isEnabled()
    start.amount.set_text("60")
    user.press(start.begin)
    assert str(user.case.claimed) == "60.00"
    assert user.page.head.money.expected.text() == "¥60.00"


def test_undoing_the_opening_brings_the_start_back(user: Case) -> None:
    user.begin()
    change = user.history.next_undo
    assert change is not None
    user.runner.with_vault(lambda vault, _steps: vaults.undo(vault, change))
    user.desk.refresh()
    user.idle()
    user.qtbot.waitUntil(user.page.start.isVisible)
    user.begin("personal")
    assert user.case.reason.value == "personal"


def test_another_order_chosen_meanwhile_wins(user: Case) -> None:
    with user.qtbot.assertNotEmitted(user.desk.case_loaded, wait=100):
        user.desk.refresh()
        user.desk.close()
        user.idle()


# --- the next step and its message --------------------------------------------------------------------------


def test_the_message_is_copied_and_recorded_as_sent(user: Case) -> None:
    user.begin()
    message = user.page.message
    assert message.text.isReadOnly()
    user.press(user.page.card.copy)
    assert QGuiApplication.clipboard().text() == message.text.toPlainText()
    assert "A100" in message.text.toPlainText()
    assert user.page.card.copy.text() == "已复制"
    user.press(message.mark_sent)
    entry = user.case.events[0]
    assert entry.event is CancelEvent.SUBMIT
    assert entry.channel is Channel.PLATFORM_CHAT
    assert entry.note.startswith("您好，订单号 A100")
    assert user.page.head.stepper.step == 1
    assert user.said[-1] == "已记录：提出取消"


def test_a_letter_that_is_no_event_is_recorded_with_time_and_channel(user: Case) -> None:
    user.begin()
    user.press(user.page.message.mark_sent)
    user.desk.record(user.case.id, TypedEvent("refund_received", amount="100"))
    user.idle()
    user.qtbot.waitUntil(lambda: user.page.head.state.text() == "已了结")
    message = user.page.message
    words = message.text.toPlainText()
    assert message.hint.text() == "发出后点一下，记下时间和渠道"
    before = len(user.case.events)
    user.press(message.mark_sent)
    user.qtbot.waitUntil(lambda: message.hint.text().startswith("上次发送："))
    assert len(user.case.events) == before
    with vaults.open_for_reading(user.folder, clock=user.clock) as vault:
        (sent,) = sent_letters.list_letters(vault, user.case.id)
    assert (sent.name, sent.text) == ("thanks_close", words)
    newest = user.page.timeline.entries[0]
    assert newest.title.text().startswith("已发送：")
    assert words in newest.accessibleName()


def test_a_gap_is_marked_and_filled_before_it_counts_as_sent(user: Case) -> None:
    user.begin("wrong_purchase")
    message = user.page.message
    assert not message.text.isReadOnly()
    assert not message.mark_sent.isEnabled()
    assert "1 处" in message.gaps.text()
    block = next(line for line in _blocks(message.text.document()) if "【请填写" in line.text())
    marks = block.layout().formats()
    assert [block.text()[mark.start : mark.start + mark.length] for mark in marks] == ["【请填写：本来想买什么】"]
    message.text.setPlainText(message.text.toPlainText().replace("【请填写：本来想买什么】", "网易点券"))
    user.desk.refresh()
    user.idle()
    assert "网易点券" in message.text.toPlainText(), "a refresh keeps what was filled in"
    user.press(message.mark_sent)
    assert "本来想买的是网易点券" in user.case.events[0].note


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found = []
    block = document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def test_the_card_names_the_clause_and_opens_its_own_event(user: Case) -> None:
    user.begin()
    assert "商家未确认发货前" in user.page.card.why.text()
    assert user.page.card.record.text() == "记录“提出取消”"
    user.press(user.page.card.record)
    assert user.page.strip.event_kind is CancelEvent.SUBMIT
    assert user.page.events.buttons[CancelEvent.SUBMIT].isChecked()


def test_missing_proof_is_asked_for_by_its_kind(user: Case) -> None:
    user.begin()
    wanted: list[str] = []
    user.page.evidence_wanted.connect(wanted.append)
    for button in list(user.page.missing.buttons):
        user.press(button)
    assert wanted == ["order_page", "status", "product_page", "payment"]


# --- recording ----------------------------------------------------------------------------------------------


def test_an_event_takes_two_clicks_and_the_proof_dropped_on_it(user: Case, picture_file: Callable[..., Path]) -> None:
    user.begin()
    user.record(CancelEvent.SUBMIT)
    user.press(user.page.events.buttons[CancelEvent.REFUSE])
    user.page.strip.fields["note"].set_text("库存已锁定")
    user.drop(user.page.strip, file_urls([picture_file(1, name="拒绝.png")]))
    assert "1 组" in user.page.strip.proof_words.text()
    user.press(user.page.strip.record)
    entry = user.case.events[-1]
    assert (entry.event, entry.note) == (CancelEvent.REFUSE, "库存已锁定")
    assert [item.name for item in user.evidence] == ["拒绝.png"]
    assert entry.evidence == (user.evidence[0].id,)
    assert not user.page.strip.isVisible()
    chosen: list[int] = []
    user.page.evidence_chosen.connect(chosen.append)
    first = user.page.timeline.entries[0]
    user.press(next(button for button in first.findChildren(QPushButton) if "拒绝" in button.text()))
    assert chosen == [user.evidence[0].id]
    assert user.verified.is_sound


def test_a_pasted_picture_goes_on_the_event_being_recorded(user: Case) -> None:
    user.begin()
    pasted = Pasted(picture(3), "粘贴的图片.png", "从剪贴板取得")
    assert not user.page.take(lambda: [pasted])
    user.press(user.page.events.buttons[CancelEvent.SUBMIT])
    assert user.page.take(lambda: [pasted])
    user.press(user.page.strip.record)
    assert [item.source for item in user.evidence] == ["从剪贴板取得"]
    assert user.case.events[0].evidence == (user.evidence[0].id,)


def test_what_is_wrong_is_said_beneath_its_field_and_nothing_is_written(user: Case, tmp_path: Path) -> None:
    user.begin()
    user.record(CancelEvent.SUBMIT)
    strip = user.page.strip
    user.record(CancelEvent.AGREE, amount="一百")
    assert "不是金额" in strip.fields["amount"].entry.accessibleDescription()
    strip.fields["amount"].set_text("100")
    strip.fields["due"].set_text("很快")
    user.press(strip.record)
    assert strip.fields["amount"].entry.accessibleDescription() == ""
    assert "24小时" in strip.fields["due"].entry.accessibleDescription()
    strip.fields["due"].set_text("24小时内到账")
    strip.fields["at"].set_text("2024-01-01 23:00")
    user.press(strip.record)
    assert "时间还没到" in strip.fields["at"].entry.accessibleDescription()
    strip.fields["at"].set_text("2024-01-01 12:30")
    user.pass_time(hours=1)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    strip.attach([broken])
    user.press(strip.record)
    assert "broken.png" in strip.problem.text()
    assert len(user.case.events) == 1
    strip.clear_proofs()
    user.press(strip.record)
    entry = user.case.events[-1]
    assert entry.due is not None
    assert entry.due - entry.at == timedelta(hours=24)


def test_the_time_filled_in_is_never_before_the_last_event(user: Case) -> None:
    user.begin()
    whole = user.clock._next.replace(microsecond=0) + timedelta(seconds=5)
    user.clock._next = whole + timedelta(milliseconds=400)
    user.desk.record(user.case.id, TypedEvent("submit"))
    user.idle()
    assert user.case.events[0].at.microsecond == 400_000
    user.clock._next = whole + timedelta(milliseconds=600)
    user.record(CancelEvent.REFUSE)
    assert [entry.event for entry in user.case.events] == [CancelEvent.SUBMIT, CancelEvent.REFUSE]


def test_a_wrong_entry_is_taken_back_and_stays_struck_through(user: Case) -> None:
    user.begin()
    user.record(CancelEvent.WITHDRAW)
    assert user.page.again.isVisible()
    user.press(user.page.undo_last)
    assert user.case.standing.state is CancelState.DRAFT
    entry = user.page.timeline.entries[0]
    assert "line-through" in entry.title.styleSheet()
    assert not user.page.undo_last.isVisible()
    assert not user.page.again.isVisible()


def test_the_focus_never_lands_on_the_button_that_takes_the_entry_back(user: Case) -> None:
    user.begin()
    user.press(user.page.events.buttons[CancelEvent.SUBMIT])
    user.page.strip.fields["note"].entry.setFocus()
    QTest.keyClick(user.page.strip.fields["note"].entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    user.idle()
    assert len(user.case.events) == 1
    assert user.page.undo_last.isVisible()
    assert user.page.card.hasFocus()


def test_escape_closes_the_strip(user: Case) -> None:
    user.begin()
    user.press(user.page.events.buttons[CancelEvent.SUBMIT])
    QTest.keyClick(user.page.strip.fields["note"].entry, Qt.Key.Key_Escape)
    assert not user.page.strip.isVisible()
    assert not user.page.events.buttons[CancelEvent.SUBMIT].isChecked()


def test_a_refresh_leaves_what_is_being_typed(user: Case) -> None:
    user.begin()
    user.press(user.page.events.buttons[CancelEvent.SUBMIT])
    user.page.strip.fields["note"].set_text("打字到一半")
    user.desk.refresh()
    user.idle()
    assert user.page.strip.isVisible()
    assert user.page.strip.fields["note"].text == "打字到一半"


# --- money and time -----------------------------------------------------------------------------------------


def test_ninety_five_of_a_hundred_is_short_by_five_then_made_good(user: Case) -> None:
    user.begin()
    user.record(CancelEvent.SUBMIT)
    user.record(CancelEvent.AGREE, due="24小时内到账")
    user.record(CancelEvent.REFUND_RECEIVED, amount="95")
    money = user.page.head.money
    assert (money.expected.text(), money.received.text(), money.missing.text()) == ("¥100.00", "¥95.00", "¥5.00")
    assert user.page.head.state.text() == "少退"
    assert "轮到你" in user.page.head.who.text()
    user.press(user.page.events.buttons[CancelEvent.REFUND_RECEIVED])
    assert user.page.strip.fields["amount"].text == "5.00"
    user.press(user.page.strip.record)
    assert user.case.standing.state is CancelState.SETTLED
    assert user.page.head.stepper.step == 4
    assert money.missing.text() == "¥0.00"


def test_the_clock_runs_while_it_is_seen_and_new_advice_comes_when_time_is_up(user: Case) -> None:
    user.begin()
    user.record(CancelEvent.SUBMIT)
    user.record(CancelEvent.ASK_PLATFORM)
    clock = user.page.head.countdown
    assert clock.text().startswith("还剩 1天23时") or clock.text() == "还剩 2天"
    assert clock.tint == Urgency.CALM
    assert user.page.timer.isActive()
    user.pass_time(hours=37)
    user.page.tick()
    assert clock.tint == Urgency.SOON
    assert user.page.card.record.isHidden()
    user.page.hide()
    assert not user.page.timer.isActive()
    user.pass_time(hours=12)
    user.page.show()
    user.idle()
    assert clock.text().startswith("已超 ")
    assert clock.tint == Urgency.MISSED
    assert user.page.card.record.text() == "记录“平台超时未处理”"
    assert "48 小时" in user.page.card.why.text()


def test_before_the_request_lateness_presses_only_where_it_is_the_reason(user: Case) -> None:
    user.begin("late_delivery")
    assert user.page.head.countdown.text() == "已超 20 分"
    assert "延迟发货界限" in user.page.head.who.text()
    user.record(CancelEvent.WITHDRAW)
    assert user.page.head.countdown.isHidden()
    user.press(user.page.again)
    user.begin("wrong_purchase")
    assert user.page.head.countdown.isHidden()
    assert "延迟发货界限" not in user.page.head.who.text()


def test_a_deadline_shows_how_it_was_reckoned(user: Case) -> None:
    user.begin()
    user.record(CancelEvent.SUBMIT)
    user.record(CancelEvent.AGREE)
    told = [part.toolTip() for part in user.page.deadlines.parts]
    assert any("2024-01-01 起第 3 个工作日 = 2024-01-04" in words for words in told)


def test_an_earlier_case_can_be_looked_at(user: Case) -> None:
    user.begin("personal")
    user.record(CancelEvent.WITHDRAW)
    user.press(user.page.again)
    assert user.page.start.isVisible()
    user.begin("late_delivery")
    assert user.page.head.about.text().startswith("案件 2")
    row = user.page.earlier.rows[0]
    assert isinstance(row, QPushButton)
    user.press(row)
    assert user.page.head.about.text().startswith("案件 1")
    assert user.page.head.state.text() == "已撤回"
    assert not user.page.again.isVisible()


# --- read-only ----------------------------------------------------------------------------------------------


def test_a_vault_open_for_reading_shows_all_and_changes_nothing(user: Case) -> None:
    user.page.set_editable(False)
    assert not user.page.start.begin.isVisible()
    user.page.set_editable(True)
    user.begin()
    user.record(CancelEvent.SUBMIT)
    user.record(CancelEvent.REFUSE)
    user.page.set_editable(False)
    page = user.page
    hidden = [page.card.record, page.message.mark_sent, page.events, page.undo_last, *page.missing.buttons]
    assert [part for part in hidden if part.isVisible()] == []
    assert page.card.copy.isVisible()
    assert page.timeline.isVisible()
    user.desk.refresh()
    user.idle()
    assert [part for part in [*hidden[:4], *page.missing.buttons] if part.isVisible()] == []
