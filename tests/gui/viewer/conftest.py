"""A window with one order of three screenshots."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gui.fixtures import OpenWindow
from tests.gui.viewer.looking import Looking, screenshot
from tests.journeys.cases import record_with_evidence


@pytest.fixture
def looking(open_window: OpenWindow, tmp_path: Path) -> Looking:
    colours = ("#5B3CC4", "#1F6FEB", "#C0362C")
    shots = [screenshot(tmp_path / f"shot-{n}.png", colour=colour) for n, colour in enumerate(colours, start=1)]
    record_with_evidence(tmp_path, shots)
    sitting = open_window()
    sitting.choose_order()
    return Looking(sitting)
