"""One user before the real window on a real vault: real keys, clicks, drags and pastes; only dialogs are answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QListView, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.casework import evidence, orders, vaults
from app.casework.vaults import Vault
from app.domain.custody import Verification
from app.domain.evidence import Evidence
from app.domain.orders import Order, OrderId
from app.domain.times import Clock
from app.gui.fields import Field
from app.gui.window.layout import WindowLayout
from app.gui.window.main_window import MainWindow
from app.shell import paths
from app.shell.window import Opener

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Sitting:
    """A window that was opened, and what its user does."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: Clock, settings: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.clock = clock
        self.opener = Opener(folder, clock, paths.resources(), QSettings(str(settings), QSettings.Format.IniFormat))
        self._mime: QMimeData | None = None

    def open(self) -> Sitting:
        self.opener.start()
        self.wait(lambda: self.opener.window is not None)
        self.window.activateWindow()
        self.qtbot.waitActive(self.window).__enter__()
        self.wait(lambda: self.window.runner.is_idle)
        return self

    @property
    def window(self) -> MainWindow:
        assert self.opener.window is not None
        return self.opener.window

    @property
    def parts(self) -> WindowLayout:
        return self.window.parts

    def close(self) -> None:
        if self.opener.window is not None:
            self.opener.window.close()
            self.opener.window.deleteLater()
            self.opener.window = None

    # --- waiting, always for something ------------------------------------------------------------------

    def wait(self, happened: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(happened, timeout=8000)

    def idle(self) -> None:
        self.wait(lambda: self.window.runner.is_idle)

    # --- hands ------------------------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.focus, key, modifiers)

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def type(self, text: str) -> None:
        """Type: plain letters by keys, Chinese as an input method commits it."""
        for mark in text:
            if mark == "\n":
                self.key(Qt.Key.Key_Return)
            elif mark.isascii():
                QTest.keyClicks(self.focus, mark)
            else:
                event = QInputMethodEvent()
                event.setCommitString(mark)
                QApplication.sendEvent(self.focus, event)

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible(), widget
        QTest.mouseClick(widget, LEFT)

    def click_row(self, view: QListView, row: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        index = view.model().index(row, 0)
        assert index.isValid()
        QTest.mouseClick(view.viewport(), LEFT, modifiers, view.visualRect(index).center())

    def choose_order(self, row: int = 0) -> None:
        """Click an order in the list and wait until its page shows it."""
        self.click_row(self.parts.orders.list, row)
        self.wait(lambda: self.parts.order_page.order is not None)
        self.idle()

    def fill(self, field: Field, text: str) -> None:
        """Click into a field, replace all that stands in it and type."""
        self.click(field.entry)
        self.key(Qt.Key.Key_A, CTRL)
        if text:
            self.type(text)
        else:
            self.key(Qt.Key.Key_Delete)

    def pick(self, field: Field, value: str) -> None:
        """Choose from a closed list by the keys: to its top, then down to the choice."""
        entry = field.entry
        assert isinstance(entry, QComboBox)
        row = entry.findData(value)
        assert row >= 0, value
        entry.setFocus()
        self.key(Qt.Key.Key_Home)
        for _ in range(row):
            self.key(Qt.Key.Key_Down)
        assert field.text == value

    def reach(self, widget: QWidget) -> None:
        """Scroll until a widget can be seen, and say so where it cannot be."""
        self.wait(widget.isVisible)
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        self.wait(lambda: widget.visibleRegion().contains(widget.rect().center()))

    def show_tab(self, number: int) -> None:
        bar = self.parts.order_page.tabs.tabBar()
        QTest.mouseClick(bar, LEFT, NONE, bar.tabRect(number).center())

    def drag_over(self, widget: QWidget, mime: QMimeData, *, at: QPoint | None = None) -> QDragEnterEvent:
        """Drag something over a widget, as the system does: the event goes to the innermost child first."""
        self._mime = mime  # Qt keeps no reference of its own
        place = at or widget.rect().center()
        inner = widget.childAt(place) or widget
        place = inner.mapFrom(widget, place)
        actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        entered = QDragEnterEvent(place, actions, mime, LEFT, NONE)
        QApplication.sendEvent(inner, entered)
        if entered.isAccepted():
            moved = QDragMoveEvent(place, actions, mime, LEFT, NONE)
            QApplication.sendEvent(inner, moved)
        return entered

    def release_drag(self, widget: QWidget, *, at: QPoint | None = None) -> QDropEvent:
        assert self._mime is not None
        place = at or widget.rect().center()
        inner = widget.childAt(place) or widget
        place = inner.mapFrom(widget, place)
        dropped = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, self._mime, LEFT, NONE)
        QApplication.sendEvent(inner, dropped)
        return dropped

    def leave_drag(self, widget: QWidget) -> None:
        QApplication.sendEvent(widget, QDragLeaveEvent())

    def drop_files(self, widget: QWidget, files: Sequence[Path]) -> None:
        assert self.drag_over(widget, file_urls(files)).isAccepted()
        assert self.release_drag(widget).isAccepted()

    # --- what is in the vault, seen from beside the window ----------------------------------------------

    def look(self) -> Vault:
        return vaults.open_for_reading(self.folder, clock=self.clock)

    def order(self, key: int = 1) -> Order:
        with self.look() as vault:
            return orders.show_order(vault, OrderId(key))

    def orders(self) -> list[Order]:
        with self.look() as vault:
            return orders.list_orders(vault)

    def evidence(self, order: int = 1) -> list[Evidence]:
        with self.look() as vault:
            return evidence.list_evidence(vault, OrderId(order))

    def draft(self) -> dict[str, str]:
        with self.look() as vault:
            return vaults.load_draft(vault, "new_order")

    def verified(self) -> Verification:
        with self.look() as vault:
            return vaults.verify(vault, deep=True)


def file_urls(files: Sequence[Path]) -> QMimeData:
    """Return what a file manager drags: addresses of files, and the same as text."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    mime.setText("\n".join(QUrl.fromLocalFile(str(file)).toString() for file in files))
    return mime
