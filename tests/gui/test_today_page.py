"""The page of today: its rows, its keys, its pace, and the calendar file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.casework import cancellations, cases, orders, platforms, statuses, vaults
from app.casework.cancellations import TypedEvent
from app.casework.today import Today, today
from app.casework.working_days import working_days
from app.domain.errors import UnreadableFile
from app.domain.orders import Order, OrderId
from app.domain.times import shown
from app.gui import theme
from app.gui.tasks import TaskRunner
from app.gui.today.countdown import Level
from app.gui.today.desk import TodayDesk
from app.gui.today.model import CLOCK_ROLE, ROW_ROLE, TodayModel
from app.gui.today.page import TodayPage
from app.shell import paths
from app.vault.vault import Vault
from tests.fixtures.cases import START, order_fields

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class SetClock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def set_clock() -> SetClock:
    return SetClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "today.pingju"


@pytest.fixture
def runner(qtbot: QtBot, folder: Path, set_clock: SetClock) -> Iterator[TaskRunner]:
    made = TaskRunner(lambda: vaults.open_for_writing(folder, clock=set_clock, actor="tester"))
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def desk(runner: TaskRunner, set_clock: SetClock) -> TodayDesk:
    return TodayDesk(runner, set_clock)


@pytest.fixture
def page(qtbot: QtBot, set_clock: SetClock, desk: TodayDesk) -> TodayPage:
    made = TodayPage(set_clock)
    qtbot.addWidget(made)
    desk.today_loaded.connect(made.show_today)
    made.refresh_asked.connect(desk.refresh)
    made.resize(700, 500)
    return made


@pytest.fixture
def kept(folder: Path, set_clock: SetClock) -> Callable[[], Vault]:
    """Open the vault to put something in, before the desk does."""
    return lambda: vaults.open_for_writing(folder, clock=set_clock, actor="tester")


def bought(vault: Vault, number: str, ago: timedelta) -> Order:
    fields = order_fields(number, paid_at=shown(START - ago), promise="10m", pay_method="alipay", merchant="极速发卡")
    return orders.record_order(vault, fields, status="pending_delivery").value


def three_orders(vault: Vault) -> None:
    """Record a case that support let down, a promise that runs, and one that was broken."""
    platforms.add_platform(vault, "星卡网", pack=paths.resources() / "rules" / "generic.toml")
    let_down = bought(vault, "let down", 5 * DAY)
    key = cancellations.open_case(vault, let_down.id, reason="late_delivery").value.id
    for name in ("submit", "ask_platform"):
        cancellations.record_event(vault, key, TypedEvent(name, at=shown(START - 4 * DAY), channel="platform_chat"))
    bought(vault, "running", 8 * MINUTE)
    bought(vault, "broken", 2 * HOUR)


def loaded(vault: Vault, at: datetime = START) -> Today:
    return today(vault, days=working_days(), at=at)


def show(page: TodayPage, desk: TodayDesk, qtbot: QtBot) -> None:
    page.show()
    with qtbot.waitSignal(desk.today_loaded):
        desk.refresh()


# --- model ----------------------------------------------------------------------------------------------


def test_the_rows_as_qt_sees_them(qtmodeltester: ModelTester, qapp: object, vault: Vault) -> None:
    three_orders(vault)
    model = TodayModel()
    qtmodeltester.check(model)
    model.set_rows(loaded(vault).rows, START)
    qtmodeltester.check(model)
    assert model.rowCount() == 3
    first = model.index(0)
    assert first.data().startswith("客服应在")
    spoken = first.data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("客服应在", "轮到你", "腾讯 Q币 100元", "星卡网", "平台客服处理中", "客服答复", "已超 2天"):
        assert part in spoken
    tip = first.data(Qt.ItemDataRole.ToolTipRole)
    assert "2023-12-30 12:00:00" in tip
    assert "48 小时" in tip
    assert [model.index(row).data(CLOCK_ROLE).level for row in range(3)] == [Level.RED, Level.AMBER, Level.RED]
    assert not model.row_of(OrderId(99)).isValid()
    model.set_rows((), START)
    qtmodeltester.check(model)
    assert model.rowCount() == 0


def test_a_tick_changes_only_the_clocks_that_read_differently(qapp: object, qtbot: QtBot, vault: Vault) -> None:
    three_orders(vault)
    rows = loaded(vault).rows
    model = TodayModel()
    model.set_rows(rows, START)
    changed: list[int] = []
    resets: list[None] = []
    model.dataChanged.connect(lambda first, last, _roles: changed.extend(range(first.row(), last.row() + 1)))
    model.modelReset.connect(lambda: resets.append(None))
    model.tick(START)
    assert changed == []
    model.tick(START + SECOND)
    assert [model.index(row).data(ROW_ROLE).order.facts.number for row in changed] == ["running"]
    model.set_rows(rows, START + SECOND)
    assert (changed[1:], resets) == ([0, 1, 2], [])


# --- page -----------------------------------------------------------------------------------------------


def test_before_the_first_load_nothing_is_claimed(page: TodayPage) -> None:
    page.show()
    assert not page.empty.isVisible()
    assert not page.list.isVisible()


def test_nothing_to_do_is_said_in_one_sentence(page: TodayPage, desk: TodayDesk, qtbot: QtBot) -> None:
    show(page, desk, qtbot)
    assert page.empty.isVisible()
    assert not page.list.isVisible()
    assert (page.count, page.interval) == (0, 0)


def test_one_line_counts_what_burns(
    page: TodayPage, desk: TodayDesk, qtbot: QtBot, kept: Callable[[], Vault], set_clock: SetClock
) -> None:
    with kept() as vault:
        three_orders(vault)
    counts: list[int] = []
    page.count_changed.connect(counts.append)
    show(page, desk, qtbot)
    assert page.list.isVisible()
    assert page.summary.text() == "2 件已超期 · 1 件快到期"
    assert (page.count, counts) == (3, [3])
    desk.refresh()
    set_clock.at = START - 5 * MINUTE
    with qtbot.waitSignal(desk.today_loaded):
        desk.refresh()
    qtbot.waitUntil(lambda: page.summary.text() == "2 件已超期 · 1 件不急")
    assert counts == [3, 2]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_keyboard_opens_an_order(
    page: TodayPage, desk: TodayDesk, qtbot: QtBot, kept: Callable[[], Vault], key: Qt.Key
) -> None:
    with kept() as vault:
        three_orders(vault)
    show(page, desk, qtbot)
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.list.hasFocus)
    chosen: list[int] = []
    page.order_chosen.connect(chosen.append)
    QTest.keyClick(page.list, key)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, key)
    assert chosen == [page.model.index(row).data(ROW_ROLE).order.id for row in range(2)]


def test_a_click_opens_an_order_and_the_button_asks_for_the_calendar(
    page: TodayPage, desk: TodayDesk, qtbot: QtBot, kept: Callable[[], Vault]
) -> None:
    with kept() as vault:
        three_orders(vault)
    show(page, desk, qtbot)
    chosen: list[int] = []
    page.order_chosen.connect(chosen.append)
    place = page.list.visualRect(page.model.index(0)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert chosen == [1]
    with qtbot.waitSignal(page.calendar_asked):
        QTest.mouseClick(page.calendar, Qt.MouseButton.LeftButton)


def test_the_chosen_order_stays_chosen_when_the_rows_move(
    page: TodayPage,
    desk: TodayDesk,
    runner: TaskRunner,
    qtbot: QtBot,
    kept: Callable[[], Vault],
    set_clock: SetClock,
) -> None:
    with kept() as vault:
        three_orders(vault)
    show(page, desk, qtbot)
    running = page.model.index(1)
    assert running.data(ROW_ROLE).order.facts.number == "running"
    page.list.setCurrentIndex(running)
    with qtbot.waitSignal(desk.today_loaded):
        runner.with_vault(lambda vault, _steps: bought(vault, "new", 9 * MINUTE))
        desk.refresh()
    current = page.list.currentIndex()
    assert (current.row(), current.data(ROW_ROLE).order.facts.number) == (2, "running")
    set_clock.at = START + DAY
    with qtbot.waitSignal(desk.today_loaded):
        # A change from elsewhere in the window, on the runner's own vault.
        runner.with_vault(lambda vault, _steps: statuses.see_status(vault, OrderId(2), "delivered"))
        desk.refresh()
    assert page.model.rowCount() == 3
    assert page.list.currentIndex().data(ROW_ROLE) is None


def test_the_clocks_move_each_second_only_where_seconds_are_told_and_seen(
    page: TodayPage, desk: TodayDesk, qtbot: QtBot, kept: Callable[[], Vault], set_clock: SetClock
) -> None:
    with kept() as vault:
        three_orders(vault)
    show(page, desk, qtbot)
    assert page.interval == 1000
    page.hide()
    assert page.interval == 0
    set_clock.at = START + SECOND
    page.show()
    assert page.interval == 1000
    assert page.model.index(1).data(CLOCK_ROLE).words == "剩 1分59秒"
    set_clock.at = START + 90 * SECOND
    qtbot.waitUntil(lambda: page.model.index(1).data(CLOCK_ROLE).words == "剩 30 秒")
    # Hours are told by the minute.
    set_clock.at = START + 5 * HOUR
    qtbot.waitUntil(lambda: page.interval == 60_000)


def test_a_deadline_that_runs_out_is_looked_up_anew_once(
    page: TodayPage, desk: TodayDesk, qtbot: QtBot, kept: Callable[[], Vault], set_clock: SetClock
) -> None:
    with kept() as vault:
        three_orders(vault)
    asked: list[None] = []
    page.refresh_asked.connect(lambda: asked.append(None))
    show(page, desk, qtbot)
    assert asked == []
    set_clock.at = START + 2 * MINUTE + SECOND
    with qtbot.waitSignal(desk.today_loaded):
        pass
    headlines = [page.model.index(row).data() for row in range(3)]
    assert any(words.startswith("商家过了承诺的时间") for words in headlines)
    assert asked == [None]


def test_a_page_that_gets_no_answer_asks_no_second_time(qtbot: QtBot, set_clock: SetClock, vault: Vault) -> None:
    three_orders(vault)
    page = TodayPage(set_clock)
    qtbot.addWidget(page)
    asked: list[None] = []
    page.refresh_asked.connect(lambda: asked.append(None))
    page.show_today(loaded(vault))
    set_clock.at = START + 3 * MINUTE
    for _ in range(3):
        page.show()
        page.hide()
    assert asked == [None]
    page.show_today(loaded(vault, set_clock.at))
    page.show()
    assert page.interval == 1000
    page.show_today(Today(set_clock.at, (), None))
    assert page.interval == 0


def test_what_is_asked_for_while_loading_is_loaded_once_more(desk: TodayDesk, qtbot: QtBot) -> None:
    found: list[Today] = []
    desk.today_loaded.connect(found.append)
    for _ in range(5):
        desk.refresh()
    qtbot.waitUntil(lambda: len(found) == 2)
    with qtbot.waitSignal(desk.today_loaded):
        desk.refresh()
    assert len(found) == 3


def test_a_level_is_told_by_shape_as_well(
    page: TodayPage, desk: TodayDesk, qtbot: QtBot, kept: Callable[[], Vault], set_clock: SetClock
) -> None:
    set_clock.at = START
    with kept() as vault:
        three_orders(vault)
        bought(vault, "calm", MINUTE)
    show(page, desk, qtbot)
    drawn = {}
    picture = page.list.viewport().grab().toImage()
    colours = theme.tokens()
    ink = {Level.CALM: colours.muted, Level.AMBER: colours.amber, Level.RED: colours.red}
    for number in range(4):
        index = page.model.index(number)
        level = index.data(CLOCK_ROLE).level
        area = page.list.visualRect(index)
        drawn[level] = shape(picture, QRect(area.right() - 28, area.top() + 8, 18, 22), QColor(ink[level]))
    assert set(drawn) == set(Level)
    assert all(drawn.values())
    assert len(set(drawn.values())) == 3


def shape(picture: QImage, area: QRect, ink: QColor) -> frozenset[tuple[int, int]]:
    """Return the pixels of an area that have a colour."""
    points = [QPoint(x, y) for x in range(area.width()) for y in range(area.height())]
    return frozenset((p.x(), p.y()) for p in points if picture.pixelColor(area.topLeft() + p) == ink)


# --- calendar -------------------------------------------------------------------------------------------


def test_running_deadlines_go_into_a_calendar_file(
    desk: TodayDesk, qtbot: QtBot, kept: Callable[[], Vault], tmp_path: Path
) -> None:
    with kept() as vault:
        three_orders(vault)
        every = cases.all_deadlines(vault, days=working_days())
    running = sorted(found.due_at.replace(microsecond=0) for found in every if str(found.state(START)) == "running")
    told: list[str] = []
    desk.told.connect(told.append)
    target = tmp_path / "期限.ics"
    with qtbot.waitSignal(desk.calendar_exported) as written:
        desk.export_calendar(target)
    assert written.args == [target]
    events: list[Any] = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    starts = sorted(event["DTSTART"].dt.astimezone(UTC).replace(microsecond=0) for event in events)
    assert len(running) >= 2
    assert starts == running
    assert told == [f"已把 {len(running)} 个期限写进 期限.ics"]


def test_without_running_deadlines_no_file_is_written(desk: TodayDesk, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(desk.told) as told:
        desk.export_calendar(tmp_path / "x.ics")
    assert "没有在走的期限" in told.args[0]
    assert not (tmp_path / "x.ics").exists()


def test_a_wrong_file_of_notices_is_named(
    runner: TaskRunner, qtbot: QtBot, set_clock: SetClock, tmp_path: Path
) -> None:
    notices = tmp_path / "放假.toml"
    notices.write_text("published = oops", "utf-8")
    desk = TodayDesk(runner, set_clock, notices)
    for _ in range(2):  # the desk goes on working
        with qtbot.waitSignal(runner.failed) as failed:
            desk.refresh()
        assert isinstance(failed.args[0], UnreadableFile)
        assert "放假.toml" in failed.args[0].line("zh_CN")
    notices.unlink()
    with qtbot.waitSignal(desk.today_loaded):
        desk.refresh()
