"""Twenty screenshots become a proof: put in order, described together, joined, found again, and still whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.casework.search import Hit
from app.domain.evidence import EvidenceKind, Making
from app.gui.search.box import SearchBox
from app.gui.search.model import ROW_ROLE
from tests.gui.evidence_desk import choose, drag_card, left_edge, room_of, shown_numbers, tab_of
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import Sitting
from tests.intake.long_chat import chat, kept, screens
from tests.journeys.cases import record, record_with_evidence

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def desk(open_window: OpenWindow, tmp_path: Path) -> Sitting:
    """A window with twenty screens of two chats on one order; the first three of a chat overlap."""
    one, _ = screens(chat(1, 270, 2000), [0, 300, 520], 600)
    folder = tmp_path / "screens"
    folder.mkdir()
    other = [chat(number, 270, 600) for number in range(10, 27)]
    record_with_evidence(tmp_path, kept(folder, [*one, *other]))
    record(tmp_path, number="B200", product="话费 50元")
    sitting = open_window()
    sitting.window.resize(1280, 900)
    room_of(sitting)
    sitting.choose_order(1)
    sitting.wait(lambda: tab_of(sitting).model.rowCount() == 20)
    return sitting


def test_a_day_at_the_evidence_desk(desk: Sitting, tmp_path: Path) -> None:
    tab, room = tab_of(desk), room_of(desk)
    # The three screens of one chat are described together and joined.
    choose(desk, [0, 1, 2])
    desk.click(tab.bulk.kinds.button(EvidenceKind.CHAT))
    desk.wait(lambda: [item.kind for item in desk.evidence()[:3]] == [EvidenceKind.CHAT] * 3)
    desk.click(tab.bulk.tags)
    desk.type("协商\n")
    desk.wait(lambda: all(item.tags == ("协商",) for item in desk.evidence()[:3]))
    desk.click(tab.bulk.stitch)
    assert room.stitching is not None
    desk.wait(room.stitching.dialog.take.isEnabled)
    desk.click(room.stitching.dialog.take)
    desk.wait(lambda: len(desk.evidence()) == 21)
    made = desk.evidence()[20]
    assert made.made_from is not None
    assert made.made_from.making is Making.STITCH
    # It is the proof, so it comes first; its sources stay out of the dossier.
    desk.wait(lambda: [item.number for item in tab.chosen()] == [21])
    desk.window.activateWindow()
    desk.wait(desk.window.isActiveWindow)
    tab.grid.setFocus()
    for _ in range(20):
        desk.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        desk.idle()
    desk.wait(lambda: shown_numbers(desk)[0] == 21)
    choose(desk, [1, 2, 3])
    desk.click(tab.bulk.left_out)
    desk.wait(lambda: sum(item.is_left_out for item in desk.evidence()) == 3)
    # One is dragged by the mouse, and taken back.
    desk.click_row(tab.grid, 2)
    desk.idle()
    before = shown_numbers(desk)
    drag_card(desk, 2, left_edge(desk, 0))
    desk.wait(lambda: shown_numbers(desk)[0] == before[2])
    desk.window.named_actions["undo"].trigger()
    desk.wait(lambda: shown_numbers(desk) == before)
    # The joined picture serves the other order as well.
    choose(desk, [0, 4])
    desk.click(tab.bulk.copy)
    desk.wait(lambda: len(desk.evidence(2)) == 2)
    assert desk.evidence(2)[0].made_from == made.made_from
    # And it is found by its tag.
    box = SearchBox(desk.window.runner, desk.window)
    box.setParent(desk.window)
    box.show()
    opened: list[tuple[object, ...]] = []
    box.opened.connect(lambda *what: opened.append(what))
    box.start("协商")
    desk.wait(lambda: box.panel.model.rowCount() > 1)
    desk.wait(lambda: isinstance(hit := box.panel.list.currentIndex().data(ROW_ROLE), Hit) and "截图" in hit.title.zh)
    desk.key(Qt.Key.Key_Return)
    assert opened[0][0] == "evidence"
    desk.idle()
    assert desk.verified().is_sound
    assert len(list((tmp_path / "screens").iterdir())) == 20, "what came in is still where it was"
