"""One box to find anything: it stands in the menu bar, and what is chosen opens at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QWidget

from app.casework import chats
from app.domain.chats import ConversationId, MessageId
from app.domain.evidence import EvidenceId
from app.domain.orders import OrderId
from app.domain.payments import PaymentId
from app.gui import theme
from app.gui.importing.rooms import StatementRooms
from app.gui.search.box import SearchBox
from app.gui.tasks import TaskRunner
from app.gui.window.layout import WindowLayout

BOX_WIDTH = 280


class Finder(QObject):
    """Puts the search box into a window and follows what it opens."""

    def __init__(
        self,
        window: QMainWindow,
        parts: WindowLayout,
        runner: TaskRunner,
        statements: StatementRooms,
        open_order: Callable[[OrderId], None],
    ) -> None:
        super().__init__(window)
        self._parts = parts
        self._runner = runner
        self._statements = statements
        self._open_order = open_order
        self.box = SearchBox(runner, window)
        self.box.opened.connect(self._open)
        self.box.setFixedWidth(BOX_WIDTH)
        # Qt gives a corner widget no owner, so that it would go with this function.
        self._holder = QWidget(window.menuBar())
        row = QHBoxLayout(self._holder)
        row.setContentsMargins(0, 2, 2 * theme.UNIT, 2)
        row.addWidget(self.box)
        window.menuBar().setCornerWidget(self._holder)

    def offer(self, actions: Iterable[QAction]) -> None:
        """Offer the window's actions as commands."""
        self.box.set_actions(list(actions))

    def _open(self, kind: str, key: int, order: OrderId | None, _query: str) -> None:
        if kind == "payment":
            self._statements.show_payment(PaymentId(key))
            return
        if kind == "message":
            self._open_message(MessageId(key))
            return
        if kind == "clause":
            self._parts.places.button("platforms").click()
            return
        if order is None:
            return
        self._open_order(order)
        page = self._parts.order_page
        if kind == "evidence":
            page.evidence.choose_when_shown([EvidenceId(key)])
            page.show_evidence()
        elif kind in {"event", "letter"}:
            page.tabs.setCurrentWidget(page.case)

    def _open_message(self, key: MessageId) -> None:
        def found(place: ConversationId) -> None:
            self._statements.show_chat(place, key)

        self._runner.with_vault(lambda vault, _steps: chats.place_of(vault, key)[0].id, found)
