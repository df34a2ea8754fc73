"""Looking closely at evidence, describing it, giving it back, and the trash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from app.domain.evidence import EvidenceKind
from tests.gui.fixtures import Dialogs, OpenWindow
from tests.gui.sitting import CTRL, LEFT, NONE, Sitting
from tests.journeys.cases import record_with_evidence

# What the offscreen platform says of every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PictureFile = Callable[..., Path]


@pytest.fixture
def at_evidence(open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile) -> Sitting:
    """A window that shows an order with three pictures."""
    record_with_evidence(tmp_path, [picture_file(number) for number in (1, 2, 3)])
    sitting = open_window()
    sitting.choose_order()
    return sitting


def test_space_opens_a_closer_look_and_space_closes_it(at_evidence: Sitting) -> None:
    window = at_evidence.window
    at_evidence.click_row(at_evidence.parts.order_page.evidence.grid, 1)
    at_evidence.key(Qt.Key.Key_Space)
    viewer = window.gallery.room(window)
    at_evidence.wait(lambda: viewer.is_open)
    assert viewer.page.item is not None
    assert viewer.page.item.name == "picture-2.png"
    at_evidence.wait(lambda: viewer.page.canvas.tiles.is_settled)
    QTest.keyClick(viewer.page.canvas, Qt.Key.Key_Space)
    assert not viewer.is_open


def test_a_double_click_opens_a_closer_look(at_evidence: Sitting) -> None:
    grid = at_evidence.parts.order_page.evidence.grid
    centre = grid.visualRect(grid.model().index(0, 0)).center()
    QTest.mouseClick(grid.viewport(), LEFT, NONE, centre)
    QTest.mouseDClick(grid.viewport(), LEFT, NONE, centre)
    viewer = at_evidence.window.gallery.room(at_evidence.window)
    at_evidence.wait(lambda: viewer.is_open)


def test_every_kind_is_one_click(at_evidence: Sitting) -> None:
    describe = at_evidence.parts.order_page.evidence.describe
    at_evidence.click_row(at_evidence.parts.order_page.evidence.grid, 0)
    for kind in EvidenceKind:
        at_evidence.click(describe.kinds.button(kind))
        at_evidence.wait(lambda kind=kind: at_evidence.evidence()[0].kind is kind)  # type: ignore[misc]
    at_evidence.idle()
    assert [kind for kind in EvidenceKind if describe.kinds.button(kind).isChecked()] == [kind]
    at_evidence.key(Qt.Key.Key_Z, CTRL)
    at_evidence.wait(lambda: at_evidence.evidence()[0].kind is EvidenceKind.IDENTITY)
    at_evidence.wait(lambda: describe.kinds.button(EvidenceKind.IDENTITY).isChecked())


def test_a_wrong_capture_time_is_refused_in_place(at_evidence: Sitting) -> None:
    describe = at_evidence.parts.order_page.evidence.describe
    at_evidence.click_row(at_evidence.parts.order_page.evidence.grid, 0)
    before = at_evidence.evidence()[0].capture
    at_evidence.fill(describe.captured, "2024-13-01")
    at_evidence.wait(describe.captured._problem.isVisible)
    assert at_evidence.evidence()[0].capture == before
    at_evidence.fill(describe.captured, "2024-01-01 08:00")
    at_evidence.wait(lambda: at_evidence.evidence()[0].capture != before)
    at_evidence.wait(lambda: not describe.captured._problem.isVisible())


def test_several_are_thrown_away_together_and_one_undo_brings_them_back(at_evidence: Sitting) -> None:
    tab = at_evidence.parts.order_page.evidence
    at_evidence.click_row(tab.grid, 0)
    at_evidence.click_row(tab.grid, 2, CTRL)
    at_evidence.key(Qt.Key.Key_Delete)
    at_evidence.wait(lambda: [item.is_trashed for item in at_evidence.evidence()] == [True, False, True])
    at_evidence.wait(lambda: at_evidence.parts.taskbar.words.text() == "已移到回收站")
    at_evidence.click(at_evidence.parts.taskbar.undo)
    at_evidence.wait(lambda: not any(item.is_trashed for item in at_evidence.evidence()))
    at_evidence.wait(lambda: tab.model.rowCount() == 3)
    assert [item.number for item in tab.model.items] == [1, 2, 3]


def test_the_original_is_saved_byte_for_byte(
    at_evidence: Sitting, tmp_path: Path, picture_file: PictureFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "saved.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    at_evidence.click_row(at_evidence.parts.order_page.evidence.grid, 1)
    at_evidence.parts.order_page.evidence.describe.export.click()
    at_evidence.wait(lambda: at_evidence.parts.taskbar.words.text() == "已另存 saved.png")
    assert target.read_bytes() == picture_file(2).read_bytes()


def test_picked_files_come_in(at_evidence: Sitting, picture_file: PictureFile, monkeypatch: pytest.MonkeyPatch) -> None:
    new = [str(picture_file(8)), str(picture_file(9))]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (new, ""))
    at_evidence.click(at_evidence.parts.order_page.evidence.pick)
    tab = at_evidence.parts.order_page.evidence
    at_evidence.wait(lambda: tab.model.rowCount() == 5)
    # What came in is chosen, so that its kind is one click away.
    at_evidence.wait(lambda: [item.name for item in tab.chosen()] == ["picture-8.png", "picture-9.png"])
    assert tab.describe.item_id == tab.chosen()[0].id
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    at_evidence.key(Qt.Key.Key_O, CTRL)
    at_evidence.idle()
    assert tab.model.rowCount() == 5


def test_deleting_for_good_asks_first(at_evidence: Sitting, dialogs: Dialogs, picture_file: PictureFile) -> None:
    parts = at_evidence.parts
    at_evidence.click_row(parts.order_page.evidence.grid, 0)
    at_evidence.key(Qt.Key.Key_Delete)
    at_evidence.wait(lambda: at_evidence.evidence()[0].is_trashed)
    at_evidence.click(parts.places.button("trash"))
    at_evidence.wait(lambda: parts.trash.list.count() == 1)
    sha256 = at_evidence.evidence()[0].original.sha256
    at_evidence.click_row(parts.trash.list, 0)
    dialogs.answers += ["保留", "永久删除"]
    at_evidence.click(parts.trash.purge)
    at_evidence.idle()
    assert len(at_evidence.evidence()) == 3
    at_evidence.click(parts.trash.purge)
    at_evidence.wait(lambda: len(at_evidence.evidence()) == 2)
    at_evidence.wait(lambda: parts.trash.list.count() == 0)
    assert all("永久删除 1 份证据" in said for said in dialogs.said)
    with at_evidence.look() as vault:
        assert not vault.originals.path(sha256).exists()
    assert at_evidence.verified().is_sound
    assert picture_file(1).exists()


def test_an_order_goes_to_the_trash_and_comes_back(at_evidence: Sitting) -> None:
    parts = at_evidence.parts
    at_evidence.click_row(parts.orders.list, 0)
    at_evidence.key(Qt.Key.Key_Delete)
    at_evidence.wait(lambda: at_evidence.orders() == [])
    at_evidence.wait(lambda: parts.pages.currentWidget() is parts.welcome)
    at_evidence.click(parts.places.button("trash"))
    at_evidence.wait(lambda: parts.trash.list.count() == 1)
    at_evidence.click_row(parts.trash.list, 0)
    assert not parts.trash.purge.isEnabled()
    at_evidence.click(parts.trash.restore)
    at_evidence.wait(lambda: len(at_evidence.orders()) == 1)
    at_evidence.wait(lambda: parts.orders.model.rowCount() == 1)


def test_a_gap_leads_to_the_place_where_it_is_filled(at_evidence: Sitting) -> None:
    page = at_evidence.parts.order_page
    at_evidence.show_tab(2)
    gaps = {button.text(): button for button in page.dossier.findChildren(QPushButton) if button.isVisible()}
    merchant = next(button for text, button in gaps.items() if "没有填写商家" in text)
    at_evidence.click(merchant)
    assert page.tabs.currentIndex() == 1
    assert page.facts.fields["merchant"].entry.hasFocus()
    at_evidence.show_tab(2)
    second = next(button for text, button in gaps.items() if "picture-2.png" in text)
    at_evidence.click(second)
    assert page.tabs.currentIndex() == 0
    assert [item.name for item in page.evidence.chosen()] == ["picture-2.png"]


def test_verify_tells_the_truth(at_evidence: Sitting) -> None:
    words = at_evidence.parts.taskbar.words
    at_evidence.window.named_actions["verify"].trigger()
    at_evidence.wait(lambda: words.text().startswith("核对完成：3 个原件"))
    with at_evidence.look() as vault:
        original = vault.originals.path(at_evidence.evidence()[1].original.sha256)
    original.chmod(0o600)
    original.write_bytes(b"something else")
    at_evidence.window.named_actions["verify"].trigger()
    at_evidence.wait(lambda: words.text().startswith("发现 1 处不一致"))
    assert original.name in words.text()


def test_a_tampered_original_stops_the_dossier_and_says_so(
    at_evidence: Sitting, dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_evidence.look() as vault:
        original = vault.originals.path(at_evidence.evidence()[0].original.sha256)
    original.chmod(0o600)
    original.write_bytes(b"something else")
    target = tmp_path / "d.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialogs.answers.append("")
    at_evidence.window.named_actions["export"].trigger()
    at_evidence.wait(lambda: len(dialogs.said) == 1)
    assert "原件已被改动" in dialogs.said[0]
    assert not target.exists()
