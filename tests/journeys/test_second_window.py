"""Another window has the vault: it is told, and looking is all that the second one can do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.evidence import EvidenceKind
from app.shell import paths
from app.shell.window import Opener
from tests.fixtures.cases import TickingClock
from tests.gui.fixtures import Dialogs, OpenWindow
from tests.gui.sitting import CTRL, Sitting, file_urls
from tests.journeys.cases import record, record_with_evidence

PictureFile = Callable[..., Path]


@pytest.fixture
def reader(open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path, picture_file: PictureFile) -> Sitting:
    record_with_evidence(tmp_path, [picture_file(1), picture_file(2)], kind=EvidenceKind.PAYMENT)
    open_window()
    dialogs.answers.append("以只读方式打开")
    return open_window()


def test_the_second_window_is_told_who_has_the_vault(reader: Sitting, dialogs: Dialogs) -> None:
    assert len(dialogs.said) == 1
    assert "另一个凭据匣正在使用这个凭据库" in dialogs.said[0]
    assert "进程" in dialogs.said[0]
    assert "只读" in reader.window.windowTitle()


def test_reading_shows_everything(reader: Sitting) -> None:
    reader.choose_order()
    page = reader.parts.order_page
    reader.wait(lambda: page.evidence.model.rowCount() == 2)
    assert page.product.text() == "腾讯 Q币 100元"
    assert page.amount.text() == "¥100.00"
    assert page.facts.fields["platform"].text == "星卡网"
    assert page.evidence.describe.kinds.button(EvidenceKind.PAYMENT).isChecked()
    assert page.evidence.describe.preview.isEnabled()


def test_reading_changes_nothing(reader: Sitting, picture_file: PictureFile) -> None:
    reader.choose_order()
    with reader.look() as vault:
        before = vault.head()
    parts, page = reader.parts, reader.parts.order_page
    for name in ("new_order", "add_files", "paste", "trash", "undo", "redo", "demo"):
        assert not reader.window.named_actions[name].isEnabled(), name
    for name in ("export", "verify", "search", "keys"):
        assert reader.window.named_actions[name].isEnabled(), name
    assert not reader.drag_over(page, file_urls([picture_file(3)])).isAccepted()
    assert not reader.drag_over(parts.middle, file_urls([picture_file(3)])).isAccepted()
    describe = page.evidence.describe
    locked = (parts.new_order, page.evidence.pick, describe.trash, describe.kinds, describe.purpose.entry)
    assert [part for part in locked if part.isEnabled()] == []
    assert [name for name, field in page.facts.fields.items() if field.entry.isEnabled()] == []
    reader.click_row(page.evidence.grid, 0)
    reader.key(Qt.Key.Key_Delete)
    reader.key(Qt.Key.Key_V, CTRL)
    reader.key(Qt.Key.Key_N, CTRL)
    reader.idle()
    assert parts.pages.currentWidget() is page
    reader.close()
    with reader.look() as vault:
        assert vault.head() == before
        assert not [item for item in reader.evidence() if item.is_trashed]


def test_the_trash_of_a_vault_open_for_reading_gives_nothing_back(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path, picture_file: PictureFile
) -> None:
    record_with_evidence(tmp_path, [picture_file(1)])
    writer = open_window()
    writer.choose_order()
    writer.click_row(writer.parts.order_page.evidence.grid, 0)
    writer.key(Qt.Key.Key_Delete)
    writer.wait(lambda: writer.evidence()[0].is_trashed)
    dialogs.answers.append("以只读方式打开")
    reader = open_window()
    reader.click(reader.parts.places.button("trash"))
    reader.wait(lambda: reader.parts.trash.list.count() == 1)
    reader.click_row(reader.parts.trash.list, 0)
    assert len(reader.parts.trash.list.selectedItems()) == 1
    assert not reader.parts.trash.restore.isEnabled()
    assert not reader.parts.trash.purge.isEnabled()


def test_whoever_declines_to_read_leaves_with_exit_code_3(
    open_window: OpenWindow, dialogs: Dialogs, tmp_path: Path, clock: TickingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(tmp_path)
    first = open_window()
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    dialogs.answers.append("退出")
    settings = QSettings(str(tmp_path / "second.ini"), QSettings.Format.IniFormat)
    second = Opener(tmp_path / "my.pingju", clock, paths.resources(), settings)
    second.start()
    first.wait(lambda: codes == [3])
    assert second.window is None


def test_a_vault_from_the_future_is_told_in_a_dialog(
    dialogs: Dialogs, tmp_path: Path, clock: TickingClock, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    record(tmp_path)
    with closing(sqlite3.connect(tmp_path / "my.pingju" / "vault.sqlite3")) as database:
        database.execute("PRAGMA user_version = 999")
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    dialogs.answers.append("")
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    opener = Opener(tmp_path / "my.pingju", clock, paths.resources(), settings)
    opener.start()
    qtbot.waitUntil(lambda: codes == [3])
    assert "更新版本" in dialogs.said[0]
    assert opener.window is None
