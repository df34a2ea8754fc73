"""Fixtures of every test that opens the window; the two folders that do import them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Before Qt makes its application: a test run shows nothing on the user's screen unless it is asked to.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.domain.times import Clock
from app.shell import paths, window
from tests.fixtures.cases import TickingClock
from tests.gui.sitting import Sitting

OpenWindow = Callable[..., Sitting]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application as the shell makes it, in Chinese."""
    return window.make_application(["pingju"], paths.resources(), "zh_CN")


@dataclass
class Dialogs:
    """Message boxes that would have waited for the user: what they said, and what is answered to the next."""

    said: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)


@pytest.fixture(autouse=True)
def dialogs(monkeypatch: pytest.MonkeyPatch) -> Dialogs:
    """Answer message boxes at once; one without a prepared answer fails the test."""
    seen = Dialogs()

    def answer(box: QMessageBox) -> int:
        seen.said.append(box.text())
        if not seen.answers:
            pytest.fail(f"an unexpected dialog: {box.text()}")
        wanted = seen.answers.pop(0)
        texts = {button.text(): button for button in box.buttons()}
        if wanted != "":
            texts[wanted].click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return seen


@pytest.fixture
def recognises() -> bool:
    """Whether windows read the text of pictures; off, for a test that waits for the window to rest waits for it too."""
    return False


@pytest.fixture
def open_window(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    clock: TickingClock,
    recognises: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[OpenWindow]:
    """Open the window of `tmp_path/my.pingju`; the same vault may be opened again after it is closed."""
    if not recognises:
        for reader in ("app.gui.viewer.reading", "app.gui.new_order.desk"):
            monkeypatch.setattr(f"{reader}.is_available", lambda: False)
    sittings: list[Sitting] = []

    def start(folder: Path | None = None, *, now: Clock = clock) -> Sitting:
        sitting = Sitting(qtbot, folder or tmp_path / "my.pingju", now, tmp_path / "window.ini")
        sittings.append(sitting)
        return sitting.open()

    yield start
    for sitting in sittings:
        sitting.close()


@pytest.fixture
def sitting(open_window: OpenWindow) -> Sitting:
    """A window on a new, empty vault."""
    return open_window()
