"""One user before the dossier's tab: the window's own parts, a real vault, and a real runner between them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.casework import dossiers, evidence, vaults
from app.casework.vaults import Vault
from app.domain.evidence import Evidence
from app.domain.exports import Export
from app.domain.orders import OrderId
from app.domain.times import Clock
from app.gui.desk import Desk
from app.gui.dossier.room import DossierRoom
from app.gui.tasks import TaskRunner
from app.gui.window.layout import WindowLayout
from app.shell import paths


class Studying:
    """The order's page with the dossier's room joined to it."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: Clock, settings: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.clock = clock
        resources = paths.resources()
        self.runner = TaskRunner(lambda: vaults.open_for_writing(folder, clock=clock, actor="tester"))
        self.desk = Desk(self.runner, folder, clock, resources / "fonts")
        self.parts = WindowLayout(clock)
        page = self.parts.order_page
        self.tab = page.dossier
        self.room = DossierRoom(
            self.tab,
            self.parts.taskbar,
            self.runner,
            self.desk,
            clock,
            folder,
            resources,
            QSettings(str(settings), QSettings.Format.IniFormat),
        )
        self.failures: list[BaseException] = []
        self.runner.failed.connect(self.failures.append)
        self.desk.order_loaded.connect(lambda view: page.show_order(view.order, view.evidence, view.gaps))
        self.parts.show_page(page)
        self.parts.resize(1600, 900)

    def open(self) -> None:
        self.parts.show()
        self.parts.activateWindow()
        self.desk.open_order(OrderId(1))
        self.idle()
        assert self.room.preview is None, "a preview was made that nobody looks at"
        self.parts.order_page.tabs.setCurrentWidget(self.tab)
        self.settle()

    def close(self) -> None:
        self.room.close()
        self.runner.close()
        self.parts.close()
        self.parts.deleteLater()
        assert not list((self.folder / "derived" / "preview").glob("*.pdf"))
        assert self.failures == []

    def wait(self, happened: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(happened, timeout=15_000)

    def idle(self) -> None:
        self.wait(lambda: self.runner.is_idle)

    def settle(self) -> None:
        """Wait until the preview is there and the pages that one sees are drawn."""
        self.wait(lambda: self.tab.pages.count > 0 and self.room.is_settled and self.runner.is_idle)
        self.wait(lambda: self.tab.pages.is_drawn(self.tab.pages.current))
        self.idle()

    def change(self, act: Callable[[], object]) -> None:
        """Do something that changes the dossier, and wait for the new preview."""
        with self.qtbot.waitSignal(self.room.desk.preview_made, timeout=15_000):
            act()
        self.settle()

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible(), widget
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.parts, key, modifiers)

    # --- what is in the vault, seen from beside the window ----------------------------------------------

    def look(self) -> Vault:
        return vaults.open_for_reading(self.folder, clock=self.clock)

    def evidence(self) -> list[Evidence]:
        with self.look() as vault:
            return evidence.list_evidence(vault, OrderId(1))

    def exports(self) -> list[Export]:
        with self.look() as vault:
            return dossiers.list_exports(vault, OrderId(1))
