"""The bar at the bottom: its buttons come and go without taking the keys elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import Sitting
from tests.journeys.cases import record_with_evidence

PictureFile = Callable[..., Path]


@pytest.fixture
def at_grid(open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile) -> Sitting:
    """A window whose user just put one of two pictures in the trash."""
    record_with_evidence(tmp_path, [picture_file(1), picture_file(2)])
    sitting = open_window()
    sitting.choose_order()
    sitting.click_row(sitting.parts.order_page.evidence.grid, 0)
    sitting.key(Qt.Key.Key_Delete)
    sitting.wait(sitting.parts.taskbar.undo.isVisible)
    sitting.idle()
    return sitting


def test_a_click_on_undo_leaves_the_keys_where_they_were(at_grid: Sitting) -> None:
    grid = at_grid.parts.order_page.evidence.grid
    assert at_grid.focus is grid
    at_grid.click(at_grid.parts.taskbar.undo)
    at_grid.wait(lambda: not any(item.is_trashed for item in at_grid.evidence()))
    at_grid.idle()
    assert at_grid.focus is grid


@pytest.mark.parametrize("goes_by", ["another result", "time"])
def test_a_button_that_goes_hands_the_keys_to_nobody(at_grid: Sitting, goes_by: str) -> None:
    bar = at_grid.parts.taskbar
    bar.undo.setFocus(Qt.FocusReason.TabFocusReason)
    assert at_grid.focus is bar.undo
    if goes_by == "time":
        bar._gone.timeout.emit()
        assert not bar.isVisible()
    else:
        bar.tell("另一件事")
        assert bar.isVisible()
    assert not bar.undo.isVisible()
    assert QApplication.focusWidget() is not at_grid.window.finder.box
    at_grid.type("q")
    assert at_grid.window.finder.box.text() == ""
