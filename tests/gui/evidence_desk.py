"""What the tests of the evidence desk share: a window whose evidence room is open, and drags within the grid."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.domain.evidence import EvidenceId
from app.gui.evidence.room import EvidenceRoom
from app.gui.evidence.tab import EvidenceTab
from app.shell import paths
from tests.gui.sitting import LEFT, NONE, Sitting


def room_of(sitting: Sitting) -> EvidenceRoom:
    """Return the window's evidence room."""
    window = sitting.window
    room = getattr(window, "evidence", None)
    if not isinstance(room, EvidenceRoom):
        room = EvidenceRoom(
            window.parts, window.runner, window.desk, sitting.folder, sitting.clock, paths.working_day_notices()
        )
        window.evidence = room  # type: ignore[attr-defined]
        window.desk.refresh()
        sitting.idle()
    return room


def tab_of(sitting: Sitting) -> EvidenceTab:
    return sitting.parts.order_page.evidence


def shown_numbers(sitting: Sitting) -> list[int]:
    return [item.number for item in tab_of(sitting).model.items]


def drag_card(sitting: Sitting, row: int, place: QPoint) -> None:
    """Take a card by the real mouse and let it go at a place of the grid."""
    grid = tab_of(sitting).grid
    start = grid.visualRect(grid.model().index(row, 0)).center()
    QTest.mousePress(grid.viewport(), LEFT, NONE, start)
    for step in range(1, 6):
        at = start + (place - start) * step / 5
        QTest.mouseMove(grid.viewport(), at)
    QTest.mouseRelease(grid.viewport(), LEFT, NONE, place)


def left_edge(sitting: Sitting, row: int) -> QPoint:
    """Return a place just before a card."""
    card = tab_of(sitting).grid.visualRect(tab_of(sitting).grid.model().index(row, 0))
    return QPoint(card.left() + 10, card.center().y())


def choose(sitting: Sitting, rows: Sequence[int]) -> list[EvidenceId]:
    """Click cards, the further ones with Ctrl."""
    for number, row in enumerate(rows):
        modifiers = Qt.KeyboardModifier.ControlModifier if number else NONE
        sitting.click_row(tab_of(sitting).grid, row, modifiers)
    return [item.id for item in tab_of(sitting).chosen()]
