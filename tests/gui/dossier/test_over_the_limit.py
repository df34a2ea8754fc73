"""A dossier over its limit: the window asks for parts or for reduced pictures, and keeps to the answer."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.casework import evidence
from app.domain.orders import OrderId
from app.gui.dossier.outgoing import OutgoingPanel
from tests.dossier.samples import noisy_screen
from tests.gui.dossier.studying import Studying

NOTE = "本页图片为缩小副本"
PICTURES = 6
"""Three small ones, and three of 0.9 MB."""


@pytest.fixture
def out(studying: Studying, tmp_path: Path) -> OutgoingPanel:
    """The panel beside a dossier of about 3 MB."""
    screens = [tmp_path / f"screen{number}.png" for number in range(3)]
    for number, path in enumerate(screens):
        path.write_bytes(noisy_screen(number, alpha=False))
    studying.runner.with_vault(lambda vault, _steps: evidence.add_evidence(vault, OrderId(1), screens))
    studying.change(studying.desk.refresh)
    return studying.tab.outgoing


def limit(studying: Studying, text: str) -> None:
    """Type a limit and wait until it is said what comes of it."""
    field = studying.tab.outgoing.size_limit
    field.entry.setFocus()
    field.entry.selectAll()
    QTest.keyClicks(field.entry, text)
    measured(studying, field.flush)


def measured(studying: Studying, act: object) -> None:
    studying.change(act)  # type: ignore[arg-type]
    note = studying.tab.outgoing.size_note
    studying.wait(lambda: bool(note.text()) and "…" not in note.text() and studying.runner.is_idle)


def reduce(studying: Studying) -> None:
    """Choose reduced pictures by the keys, as they are reached from the limit."""
    out = studying.tab.outgoing
    out.size_limit.entry.setFocus()
    studying.key(Qt.Key.Key_Tab)
    assert out.size_choice.parts.hasFocus()
    measured(studying, lambda: studying.key(Qt.Key.Key_Down))
    assert out.size_choice.reduce.hasFocus()
    assert out.size_choice.reduce.isChecked()


def export(studying: Studying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[pypdf.PdfReader]:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "sent.pdf"), ""))
    with studying.qtbot.waitSignal(studying.room.desk.recorded, timeout=15_000):
        studying.click(studying.tab.export)
    studying.idle()
    return [pypdf.PdfReader(path) for path in sorted(tmp_path.glob("sent*.pdf"))]


def notes(readers: list[pypdf.PdfReader]) -> int:
    words = "".join(page.extract_text() for reader in readers for page in reader.pages)
    return "".join(words.split()).count(NOTE)


def test_the_choice_is_there_only_where_the_limit_is_exceeded(studying: Studying, out: OutgoingPanel) -> None:
    choice = out.size_choice
    assert not choice.isVisible()
    limit(studying, "50")
    assert not choice.isVisible()
    limit(studying, "2.5")
    assert "将分成 2 份" in out.size_note.text()
    assert choice.isVisible()
    assert choice.parts.isChecked()
    limit(studying, "50")
    assert not choice.isVisible()
    out.size_limit.entry.selectAll()
    studying.key(Qt.Key.Key_Delete)
    studying.change(out.size_limit.flush)
    assert not choice.isVisible()


def test_pictures_are_reduced_as_it_was_said(
    studying: Studying, out: OutgoingPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studying.change(lambda: studying.click(out.attach))
    limit(studying, "2.5")
    before = [label.text() for label in (out.size_choice._note, out.size_note)]
    reduce(studying)
    assert not out.attach.isEnabled()
    assert not out.attach.isChecked()
    assert "不附原件" in out.attach.accessibleDescription()
    assert out.size_choice._note.text() not in before
    [reader] = export(studying, tmp_path, monkeypatch)
    assert notes([reader]) == PICTURES
    assert not reader.attachments
    size = (tmp_path / "sent.pdf").stat().st_size
    assert size <= 2_500_000
    assert out.size_note.text().startswith(f"缩小 {PICTURES} 张图片后共 {size / 1_000_000:.1f} MB（原来 ")
    assert out.size_note.text().endswith("，一份就够")
    pages = len(reader.pages)
    assert pages == studying.tab.pages.count
    words = f"已导出 sent.pdf（{pages} 页，图片已缩小，未附原件）"
    assert studying.parts.taskbar.words.text() == words
    (made,) = studying.exports()
    assert [file.bytes for file in made.files] == [size]
    # Back to parts, by the keys: what was wished before comes back.
    out.size_choice.reduce.setFocus()
    measured(studying, lambda: studying.key(Qt.Key.Key_Up))
    assert "将分成" in out.size_note.text()
    assert out.attach.isEnabled()
    assert out.attach.isChecked()


def test_what_does_not_fit_even_so_comes_in_parts_of_reduced_pictures(
    studying: Studying, out: OutgoingPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(studying, "2.5")
    reduce(studying)
    limit(studying, "0.4")
    assert out.size_choice.isVisible()
    readers = export(studying, tmp_path, monkeypatch)
    assert len(readers) > 1
    assert f"仍超过 0.4 MB，将分成 {len(readers)} 份" in out.size_note.text()
    assert all(path.stat().st_size <= 400_000 for path in tmp_path.glob("sent*.pdf"))
    assert notes(readers) == PICTURES
    assert f"已导出 {len(readers)} 册" in studying.parts.taskbar.words.text()
    assert "图片已缩小" in studying.parts.taskbar.words.text()


def test_nothing_is_reduced_where_the_limit_needs_it_no_more(
    studying: Studying, out: OutgoingPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studying.change(lambda: studying.click(out.attach))
    limit(studying, "2.5")
    reduce(studying)
    limit(studying, "50")
    assert not out.size_choice.isVisible()
    assert "一份就够" in out.size_note.text()
    assert out.attach.isChecked()
    [reader] = export(studying, tmp_path, monkeypatch)
    assert notes([reader]) == 0
    assert len(reader.attachments) == PICTURES
    assert "缩小" not in studying.parts.taskbar.words.text()
    # The answer was kept for the next dossier that is over its limit.
    limit(studying, "2.5")
    assert out.size_choice.reduce.isChecked()
    assert not out.attach.isChecked()
    assert "缩小 6 张图片后" in out.size_note.text()


def test_a_page_too_large_for_any_part_can_be_reduced(studying: Studying, out: OutgoingPanel) -> None:
    limit(studying, "0.7")
    assert "单独就超过" in out.size_note.text()
    assert out.size_choice.isVisible()
    reduce(studying)
    assert out.size_note.text().startswith(f"缩小 {PICTURES} 张图片后共 ")


def test_the_choice_is_told_to_those_who_hear_the_window(studying: Studying, out: OutgoingPanel) -> None:
    limit(studying, "2.5")
    choice = out.size_choice
    assert choice.accessibleName()
    for dot in (choice.parts, choice.reduce):
        assert dot.text()
        assert dot.accessibleDescription()
        assert dot.visibleRegion().boundingRect().width() >= dot.sizeHint().width()
