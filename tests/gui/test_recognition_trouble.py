"""Text recognition that is missing or dies is told in one sentence, and nothing is lost by it."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.casework import readings
from app.casework.ocr import is_available
from app.gui.evidence.incoming import Files
from tests.fixtures.screens.drawn_set import TUNED, drawn_set
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import Sitting
from tests.gui.viewer.looking import Looking, screenshot
from tests.journeys.cases import record_with_evidence
from tests.journeys.test_reading_a_screenshot import READ_WITHIN_MS


@pytest.fixture
def recognises(request: pytest.FixtureRequest) -> bool:
    return "killed" in request.node.name


def test_a_missing_recogniser_is_told_and_the_form_works_without(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = screenshot(tmp_path / "截图.png")
    record_with_evidence(tmp_path, [path])
    sitting = open_window()
    form = sitting.parts.new_page
    sitting.window.start_order()
    form.attach(Files((path,)))
    assert form.reading.isVisible()
    assert "没有安装文字识别" in form.reading._heading.text()
    for text in ("卡盟", "N1", "话费", "9.9"):
        sitting.type(text)
        sitting.key(Qt.Key.Key_Tab)
    sitting.click(form.record)
    sitting.wait(lambda: len(sitting.orders()) == 2)
    sitting.wait(lambda: len(sitting.evidence(2)) == 1)
    assert not form.reading.isVisible()
    grid = sitting.parts.order_page.evidence.grid
    sitting.wait(lambda: grid.isVisible() and grid.model().rowCount() == 1)
    monkeypatch.setattr("app.gui.viewer.page.is_available", lambda: False)
    looking = Looking(sitting).open()
    looking.tool(Qt.Key.Key_R)
    assert "文字识别" in looking.page.hint.text()
    assert "安装" in looking.page.hint.text()


@pytest.mark.skipif(not is_available(), reason="text recognition is not installed")
@pytest.mark.skipif(sys.platform == "win32", reason="kills a process as only POSIX can")
def test_a_recogniser_that_is_killed_costs_one_reading(open_window: OpenWindow, tmp_path: Path) -> None:
    files = []
    for number, screen in enumerate([one for one in drawn_set(TUNED) if "number" in one.truth][:2]):
        files.append(tmp_path / f"截图{number}.png")
        files[-1].write_bytes(screen.draw())
    record_with_evidence(tmp_path, files)
    sitting = open_window()
    sitting.choose_order()
    engine = sitting.window.rooms.reading.session._engine
    sitting.click_row(sitting.parts.order_page.evidence.grid, 0)
    sitting.key(Qt.Key.Key_Space)
    sitting.qtbot.waitUntil(lambda: engine.worker_pid is not None, timeout=READ_WITHIN_MS)
    os.kill(engine.worker_pid or 0, signal.SIGKILL)
    words = sitting.parts.taskbar.words
    sitting.qtbot.waitUntil(lambda: "识别进程意外结束" in words.text(), timeout=READ_WITHIN_MS)
    assert "截图0.png" in words.text()
    assert sitting.verified().is_sound
    assert waiting(sitting) == 2
    page = Looking(sitting).page
    sitting.key(Qt.Key.Key_Right)
    sitting.qtbot.waitUntil(lambda: bool(page.fields.rows), timeout=READ_WITHIN_MS)
    assert waiting(sitting) == 1


def waiting(sitting: Sitting) -> int:
    with sitting.look() as vault:
        return len(readings.to_read(vault))
