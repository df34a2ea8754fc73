"""One user before the pages of payments, chats and importing, on a real vault, joined as the window joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.casework import vaults
from app.casework.vaults import Vault
from app.gui.chats.page import ChatsPage
from app.gui.fields import Field
from app.gui.history import History
from app.gui.importing.cards import ImportCard
from app.gui.importing.page import ImportPage
from app.gui.importing.rooms import StatementPages, StatementRooms
from app.gui.payments.page import PaymentsPage
from app.gui.tasks import TaskRunner
from tests.fixtures.cases import TickingClock


class StatementSitting:
    """The three pages with their rooms; errors that nobody told are kept in `failed`."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: TickingClock, *, is_read_only: bool = False) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.clock = clock
        self.failed: list[BaseException] = []
        self.said: list[str] = []
        self.places: list[str] = []
        self.history = History()
        self.runner = TaskRunner(
            lambda: (
                vaults.open_for_reading(folder, clock=clock)
                if is_read_only
                else vaults.open_for_writing(folder, clock=clock, actor="window")
            )
        )
        self.runner.failed.connect(self.failed.append)
        self.pages = StatementPages(clock)
        self.rooms = StatementRooms(self.pages, self.runner, self.history, clock)
        self.rooms.done.connect(self.said.append)
        self.rooms.place_asked.connect(self.places.append)
        self.rooms.set_editable(not is_read_only)
        for page in self.pages.by_place.values():
            qtbot.addWidget(page)

    @property
    def payments(self) -> PaymentsPage:
        return self.pages.payments

    @property
    def chats(self) -> ChatsPage:
        return self.pages.chats

    @property
    def importing(self) -> ImportPage:
        return self.pages.importing

    def open(self, place: str) -> None:
        """Go to a place, as a click on its button does."""
        page = self.pages.by_place[place]
        page.resize(1000, 700)
        page.show()
        self.qtbot.waitExposed(page).__enter__()
        self.rooms.refresh(place)
        self.idle()

    def idle(self) -> None:
        """Wait until nothing is under way, nor about to be."""
        for _ in range(3):
            # A turn of the event loop, in which what is about to be asked is asked.
            with self.qtbot.waitCallback(timeout=8000) as turned:
                QTimer.singleShot(10, turned)
            self.wait(lambda: self.runner.is_idle)

    def wait(self, happened: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(happened, timeout=8000)

    def card(self, path: Path) -> ImportCard:
        return next(card for card in self.importing.cards if card.job.path == path)

    def fill(self, field: Field, text: str) -> None:
        """Write into a field as if it were typed, and leave it."""
        field.entry.setFocus()
        field.set_text("")
        if text.isascii():
            QTest.keyClicks(field.entry, text)
        else:
            field.set_text(text)
            field._on_typed()  # type: ignore[attr-defined]
        field.flush()

    def pick(self, box: QComboBox, value: object) -> None:
        """Choose from a box as the keyboard does."""
        row = box.findData(value)
        assert row >= 0, value
        box.setCurrentIndex(row)
        box.activated.emit(row)

    def look(self) -> Vault:
        return vaults.open_for_reading(self.folder, clock=self.clock)

    def close(self) -> None:
        self.rooms.flush()
        self.runner.close()


def texts(widget: QWidget) -> str:
    """Return all words of the labels that can be seen in a widget."""
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


Start = Callable[..., StatementSitting]


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: TickingClock) -> Iterator[Start]:
    """Open sittings; at the end each is closed, and nothing may have failed in it."""
    opened: list[StatementSitting] = []

    def begin(**how: bool) -> StatementSitting:
        opened.append(StatementSitting(qtbot, tmp_path / "my.pingju", clock, **how))
        return opened[-1]

    yield begin
    for each in opened:
        each.close()
        assert each.failed == []
