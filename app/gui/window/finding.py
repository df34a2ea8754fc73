"""One box to find anything: it stands in the menu bar, and what is chosen opens at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QWidget

from app.casework import chats, comparisons, evidence, platforms, search
from app.casework.search import CasePlace, HitKind
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.chats import ConversationId, MessageId
from app.domain.comparisons import Comparison, ComparisonId
from app.domain.evidence import Evidence, EvidenceId
from app.domain.marks import Region
from app.domain.orders import OrderId
from app.domain.payments import PaymentId
from app.gui import theme
from app.gui.evidence.gallery import Gallery, Host
from app.gui.search.box import SearchBox
from app.gui.search.reading import RestReader
from app.gui.tasks import TaskRunner
from app.gui.window.rooms import Rooms

BOX_WIDTH = 280


class Finder(QObject):
    """Puts the search box into a window and follows what it opens."""

    def __init__(
        self,
        window: QMainWindow,
        host: Host,
        runner: TaskRunner,
        rooms: Rooms,
        open_order: Callable[[OrderId], None],
        gallery: Gallery,
    ) -> None:
        super().__init__(window)
        self._host = host
        self._gallery = gallery
        self._parts = host.parts
        self._runner = runner
        self._statements = rooms.statements
        self._case = rooms.case
        self._open_order = open_order
        self.box = SearchBox(runner, window)
        self.box.opened.connect(self._open)
        self.reader = RestReader(runner, rooms.reading.session)
        self.reader.counted.connect(self.box.show_unread)
        self.reader.told.connect(host.parts.taskbar.tell)
        self.box.entered.connect(self.reader.count)
        self.box.read_asked.connect(self.reader.start)
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

    def _open(self, kind: str, key: int, order: OrderId | None, query: str) -> None:
        if kind == "payment":
            self._statements.show_payment(PaymentId(key))
            return
        if kind == "message":
            self._open_message(MessageId(key))
            return
        if kind == "clause":
            self._open_clause(key)
            return
        if order is None:
            return
        self._open_order(order)
        page = self._parts.order_page
        if kind == "evidence":
            page.evidence.choose_when_shown([EvidenceId(key)])
            page.show_evidence()
            self._point_out(order, EvidenceId(key), query)
        elif kind == "comparison":
            page.show_evidence()
            self._open_comparison(order, ComparisonId(key))
        elif kind in {"event", "letter"}:
            page.tabs.setCurrentWidget(page.case)
            self._open_entry(order, HitKind(kind), key)

    def _open_entry(self, order: OrderId, kind: HitKind, key: int) -> None:
        """Open the case in which something was recorded or sent, at that place."""

        def found(place: CasePlace) -> None:
            if self._case.order in {None, order}:
                self._parts.order_page.case.point_out(order, place)
                self._case.open(order, place.case)

        self._runner.with_vault(lambda vault, _steps: search.place_in_case(vault, kind, key), found)

    def _open_message(self, key: MessageId) -> None:
        def found(place: ConversationId) -> None:
            self._statements.show_chat(place, key)

        self._runner.with_vault(lambda vault, _steps: chats.place_of(vault, key)[0].id, found)

    def _open_clause(self, key: int) -> None:
        def look(vault: Vault, _steps: Steps) -> str | None:
            names = [record.platform.name for record in platforms.list_platforms(vault)]
            return next((name for name in names for rule in platforms.list_rules(vault, name) if rule.id == key), None)

        def found(name: str | None) -> None:
            if name is not None:
                self._parts.platforms.choose(name)

        self._parts.places.button("platforms").click()
        self._runner.with_vault(look, found)

    def _point_out(self, order: OrderId, key: EvidenceId, query: str) -> None:
        """Open a picture where the words were read on it; what says them elsewhere is only chosen."""

        def look(vault: Vault, _steps: Steps) -> tuple[list[Evidence], tuple[Region, ...]]:
            return evidence.list_evidence(vault, order), search.regions(vault, key, query)

        def found(seen: tuple[list[Evidence], tuple[Region, ...]]) -> None:
            items, regions = seen
            item = next((one for one in items if one.id == key), None)
            if item is not None and regions:
                self._gallery.room(self._host).look(item, items, regions)

        self._runner.with_vault(look, found)

    def _open_comparison(self, order: OrderId, key: ComparisonId) -> None:
        def look(vault: Vault, _steps: Steps) -> tuple[Comparison, list[Evidence]]:
            return comparisons.show_comparison(vault, key), evidence.list_evidence(vault, order)

        self._runner.with_vault(look, lambda found: self._gallery.room(self._host).edit_comparison(*found))
