"""A screenshot is dropped on the form of a new order, is read, and fills it in with one key."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.casework.ocr import is_available
from app.gui.evidence.incoming import Files
from tests.fixtures.screens.drawn_set import TUNED, drawn_set
from tests.gui.fixtures import OpenWindow

READ_WITHIN_MS = 120_000
"""The worker starts and loads its models first; other tests may run beside it."""


@pytest.fixture
def recognises() -> bool:
    """The one journey in which the real reader runs."""
    return True


@pytest.mark.skipif(not is_available(), reason="text recognition is not installed")
def test_a_screenshot_fills_in_a_new_order(open_window: OpenWindow, tmp_path: Path) -> None:
    screen = next(one for one in drawn_set(TUNED) if "number" in one.truth and "amount" in one.truth)
    path = tmp_path / "截图.png"
    path.write_bytes(screen.draw())
    sitting = open_window()
    form = sitting.parts.new_page
    sitting.window.start_order()
    form.attach(Files((path,)))
    sitting.qtbot.waitUntil(form.reading.accept_all.isVisible, timeout=READ_WITHIN_MS)
    assert not form.fields.texts()["number"], "nothing is taken over without the user"
    cut = [label for label in form.reading.findChildren(QLabel) if label.toolTip() == "截图里的这一处"]
    assert len(cut) > 1
    assert all(12 <= label.pixmap().deviceIndependentSize().height() <= 24 for label in cut)
    if artefacts := os.environ.get("PINGJU_ARTEFACTS"):
        form.reading.grab().save(str(Path(artefacts) / "39-read-fields.png"))
    sitting.key(Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert form.fields.texts()["number"] == screen.truth["number"]
    assert form.fields.texts()["amount"] == screen.truth["amount"]
