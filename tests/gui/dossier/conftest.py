"""A window part with the dossier of an order of three screenshots, on a real vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fixtures.cases import TickingClock
from tests.gui.dossier.studying import Studying
from tests.journeys.cases import record_with_evidence


@pytest.fixture
def studying(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    clock: TickingClock,
    picture_file: Callable[..., Path],
) -> Iterator[Studying]:
    """The dossier's tab before a user, its first preview drawn."""
    record_with_evidence(tmp_path, [picture_file(number) for number in (1, 2, 3)])
    desk = Studying(qtbot, tmp_path / "my.pingju", clock, tmp_path / "window.ini")
    desk.open()
    yield desk
    desk.close()
