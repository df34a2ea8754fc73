"""The platforms page on a real vault: typed, dropped, imported, replaced, compared, and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.casework import platforms, vaults
from app.domain.rules import PlatformRule
from app.gui.history import History
from app.gui.platforms import wiring
from app.gui.platforms.clause import ClauseView
from app.gui.platforms.desk import PlatformsDesk
from app.gui.platforms.page import PlatformsPage
from app.gui.tasks import TaskRunner
from app.shell import paths
from tests.fixtures.cases import TickingClock

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton
GENERIC = paths.resources() / "rules" / "generic.toml"


class Shown:
    """The page with its desk on a vault of its own."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: TickingClock, *, is_read_only: bool = False) -> None:
        self.qtbot, self.folder, self.clock = qtbot, folder, clock
        opening = vaults.open_for_reading if is_read_only else None
        self.runner = TaskRunner(
            (lambda: opening(folder, clock=clock))
            if opening
            else lambda: vaults.open_for_writing(folder, clock=clock, actor="window")
        )
        self.history, self.told, self.failed = History(), list[str](), list[BaseException]()
        self.desk = PlatformsDesk(self.runner, self.history)
        self.page = PlatformsPage(clock)
        qtbot.addWidget(self.page)
        wiring.connect(self.page, self.desk, GENERIC)
        self.desk.done.connect(self.told.append)
        self.runner.failed.connect(self.failed.append)
        self.page.set_editable(not is_read_only)
        self.page.resize(900, 700)
        self.page.show()
        qtbot.waitExposed(self.page).__enter__()
        self.desk.refresh()
        self.idle()

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: self.runner.is_idle, timeout=8000)

    def wait(self, happened: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(happened, timeout=8000)

    def click(self, button: QPushButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)

    def rules(self, platform: str = "星卡网") -> list[PlatformRule]:
        with vaults.open_for_reading(self.folder, clock=self.clock) as vault:
            return platforms.list_rules(vault, platform)

    def clause(self, term: str) -> ClauseView:
        """Return a term's clause once it is laid out."""
        views = self.page.clauses.views
        view = next(view for view in views if view.term == term)
        self.wait(lambda: view not in self.page.clauses.views or view.isVisible())
        return view

    def fill(self, **texts: str) -> None:
        fields = self.page.clauses.form.fields
        for name, text in texts.items():
            if name == "term":
                entry = fields[name].entry
                row = entry.findData(text)
                entry.setCurrentIndex(row)
                entry.activated.emit(row)
            else:
                fields[name].entry.setFocus()
                fields[name].entry.selectAll()
                QTest.keyClicks(fields[name].entry, text)

    def close(self) -> None:
        self.page.flush()
        self.runner.close()


@pytest.fixture
def show(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: TickingClock) -> Iterator[Callable[..., Shown]]:
    opened: list[Shown] = []

    def start(**how: bool) -> Shown:
        opened.append(Shown(qtbot, tmp_path / "my.pingju", clock, **how))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


@pytest.fixture
def shown(show: Callable[..., Shown], tmp_path: Path, clock: TickingClock) -> Shown:
    """The page on a vault with one platform that has no clause."""
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as vault:
        platforms.add_platform(vault, "星卡网")
    return show()


def test_the_first_platform_is_added_with_common_practice(show: Callable[..., Shown]) -> None:
    shown = show()
    shown.click(shown.page.empty_add)
    QTest.keyClicks(shown.page.form.fields["name"].entry, "ceshi")
    shown.click(shown.page.form.record)
    shown.wait(lambda: len(shown.page.clauses.views) == 8)
    assert shown.page.clauses.isVisible()
    assert shown.page.clauses.name.text() == "ceshi"
    late = shown.clause("late_delivery")
    assert late.value.marked_texts == []
    assert late.value.accessibleName() == "超过承诺时间 30 分钟算延迟发货"
    assert late.common.isVisible()
    assert late.common.text() == "常见做法，不是本平台规则原文"
    assert "8 条只是常见做法" in shown.page.clauses.hint.text()
    assert shown.told == ["已添加平台 ceshi"]
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [shown.page]


def test_a_wrong_address_is_told_beneath_its_field(shown: Shown) -> None:
    shown.click(shown.page.add)
    QTest.keyClicks(shown.page.form.fields["name"].entry, "x")
    QTest.keyClicks(shown.page.form.fields["url"].entry, "no address")
    shown.click(shown.page.form.record)
    shown.wait(shown.page.form.fields["url"]._problem.isVisible)
    assert shown.page.form.record.isEnabled()
    shown.click(shown.page.form.dismiss)
    assert shown.page.clauses.isVisible()
    assert shown.page.model.rowCount() == 1


def test_a_clause_is_typed_refused_put_right_and_recorded(shown: Shown) -> None:
    form = shown.page.clauses.form
    shown.click(shown.page.clauses.add)
    shown.fill(term="fee", value="soon", text="no fee", source="https://example.com")
    shown.click(form.record)
    shown.wait(form.fields["value"]._problem.isVisible)
    assert shown.rules() == []
    shown.fill(value="none")
    shown.click(form.record)
    shown.wait(lambda: len(shown.page.clauses.views) == 1)
    assert not form.isVisible()
    (rule,) = shown.rules()
    assert (rule.clause.value, rule.clause.source, rule.clause.is_common_practice) == (
        "none",
        "https://example.com",
        False,
    )
    assert shown.clause("fee").value.accessibleName() == "退款不得扣手续费"
    assert not shown.clause("fee").common.isVisible()
    shown.idle()
    with vaults.open_for_reading(shown.folder, clock=shown.clock) as vault:
        assert vaults.load_draft(vault, "clause:1") == {}


def test_common_practice_is_replaced_by_the_platforms_own_words(shown: Shown) -> None:
    shown.click(shown.page.clauses.generic)
    shown.wait(lambda: len(shown.page.clauses.views) == 8)
    shown.click(shown.clause("self_cancel_window").replace)
    form = shown.page.clauses.form
    assert form.fields["value"].text == "发货前"
    assert form.fields["text"].text == ""
    shown.fill(text="until the merchant confirms")
    shown.click(form.record)
    shown.wait(lambda: not form.isVisible())
    shown.idle()
    assert not shown.clause("self_cancel_window").common.isVisible()
    assert len(shown.page.clauses.views) == 8
    newest = shown.rules()[-1]
    assert (newest.clause.value, newest.replaces) == ("until:delivered", shown.rules()[0].id)
    # Both are there to be compared, with what changed marked on each side.
    shown.click(shown.clause("self_cancel_window").history)
    versions = shown.page.versions
    assert versions.isVisible()
    assert versions.older.quote.accessibleName().startswith("商家未确认发货前")
    assert versions.older.quote.marked_texts
    assert versions.newer.quote.marked_texts == ["until the merchant confirms"]
    assert versions.older.value.marked_texts == []
    shown.click(versions.back)
    assert shown.page.clauses.isVisible()


def test_undo_takes_the_clause_back(shown: Shown) -> None:
    shown.click(shown.page.clauses.add)
    shown.fill(term="fee", value="5%", text="five")
    shown.click(shown.page.clauses.form.record)
    shown.wait(lambda: len(shown.page.clauses.views) == 1)
    change = shown.history.next_undo
    assert change is not None
    shown.runner.with_vault(lambda vault, _steps: vaults.undo(vault, change), lambda _: shown.desk.refresh())
    shown.wait(lambda: shown.page.clauses.views == [])
    assert shown.rules() == []


def test_a_dropped_screenshot_opens_the_form_and_proves_the_clause(
    shown: Shown, picture_file: Callable[..., Path]
) -> None:
    panel = shown.page.clauses
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture_file(3)))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    place = panel.rect().center()
    entered = QDragEnterEvent(place, copy, mime, LEFT, none)
    QApplication.sendEvent(panel, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(panel, QDropEvent(QPointF(place), copy, mime, LEFT, none))
    assert panel.form.isVisible()
    assert panel.form.pending.text() == "已附上规则页截图"
    shown.fill(term="support_reply", value="48h", text="48")
    shown.click(panel.form.record)
    shown.wait(lambda: len(panel.views) == 1)
    assert shown.rules()[0].proof_name == "picture-3.png"
    assert "截图：picture-3.png" in panel.views[0].origin.accessibleName()
    shown.click(panel.add)
    assert panel.form.pending.text() != "已附上规则页截图"


def test_a_pack_is_imported_once(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text('[[clause]]\nterm = "fee"\nvalue = "2"\ntext = "每次两元"\n', encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(pack), ""))
    shown.click(shown.page.clauses.pack)
    shown.wait(lambda: len(shown.page.clauses.views) == 1)
    assert shown.clause("fee").value.accessibleName() == "每次退款可以扣 ¥2.00"
    shown.click(shown.page.clauses.pack)
    shown.wait(lambda: len(shown.told) == 2)
    assert shown.told == ["已导入 1 条规则", "规则包里的条款都已经有了"]
    assert len(shown.rules()) == 1
    pack.write_text("no toml =", encoding="utf-8")
    shown.click(shown.page.clauses.pack)
    shown.wait(lambda: len(shown.failed) == 1)
    assert len(shown.rules()) == 1


def test_what_is_being_typed_is_there_again_after_closing(shown: Shown, show: Callable[..., Shown]) -> None:
    shown.click(shown.page.clauses.add)
    shown.fill(term="fee", text="half a sen")
    shown.close()
    again = show()
    again.wait(again.page.clauses.form.isVisible)
    assert again.page.clauses.form.fields["text"].text == "half a sen"
    assert again.page.clauses.form.fields["term"].text == "fee"
    again.click(again.page.clauses.form.dismiss)
    again.idle()
    with vaults.open_for_reading(again.folder, clock=again.clock) as vault:
        assert vaults.load_draft(vault, "clause:1") == {}


def test_a_half_typed_clause_is_not_overwritten_by_replacing_another(shown: Shown) -> None:
    shown.click(shown.page.clauses.generic)
    shown.wait(lambda: len(shown.page.clauses.views) == 8)
    shown.click(shown.page.clauses.add)
    shown.fill(term="fee", text="typed with care")
    shown.clause("late_delivery").replace.click()
    assert shown.page.clauses.form.fields["text"].text == "typed with care"
    assert "先记录或放弃" in shown.page.clauses.form.problem.text()


def test_a_refresh_leaves_alone_what_is_being_typed(shown: Shown) -> None:
    shown.click(shown.page.clauses.add)
    shown.fill(value="5%")
    shown.desk.refresh()
    shown.idle()
    assert shown.page.clauses.form.isVisible()
    assert shown.page.clauses.form.fields["value"].text == "5%"


def test_read_only_shows_all_and_changes_nothing(shown: Shown, show: Callable[..., Shown]) -> None:
    shown.click(shown.page.clauses.generic)
    shown.wait(lambda: len(shown.page.clauses.views) == 8)
    shown.close()
    reading = show(is_read_only=True)
    assert len(reading.page.clauses.views) == 8
    clauses = reading.page.clauses
    buttons = [reading.page.add, clauses.add, clauses.generic, clauses.pack, *(view.replace for view in clauses.views)]
    assert not any(button.isEnabled() for button in buttons)
    assert not reading.page.drop.is_enabled
