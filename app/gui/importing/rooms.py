"""The three places of statements and chats, made and joined: payments, chats, and importing into both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.chats import ConversationId, MessageId
from app.domain.orders import OrderId
from app.domain.payments import PaymentId
from app.domain.times import Clock
from app.gui.chats import wiring as chats_wiring
from app.gui.chats.desk import ChatsDesk
from app.gui.chats.page import ChatsPage
from app.gui.evidence.incoming import Bring
from app.gui.history import History
from app.gui.importing import wiring as import_wiring
from app.gui.importing.desk import ImportDesk
from app.gui.importing.page import ImportPage
from app.gui.payments import wiring as payments_wiring
from app.gui.payments.desk import PaymentsDesk
from app.gui.payments.page import PaymentsPage
from app.gui.tasks import TaskRunner


class StatementPages:
    """The pages; they know no desk, so the window's layout can make them."""

    def __init__(self, clock: Clock) -> None:
        self.payments = PaymentsPage(clock)
        self.chats = ChatsPage(clock)
        self.importing = ImportPage(clock)

    @property
    def by_place(self) -> dict[str, QWidget]:
        """The pages by the names of their places."""
        return {"payments": self.payments, "chats": self.chats, "importing": self.importing}


class StatementRooms(QObject):
    """Makes the desks of these pages and joins them; what concerns the whole window leaves as a signal.

    `done` carries words for the task bar, `changed` asks to load the rest of the window, `order_chosen` an order's id,
    `new_order_asked` typed fields for the form of a new order, `place_asked` the name of a place to show.
    """

    done = Signal(str)
    changed = Signal()
    order_chosen = Signal(object)
    new_order_asked = Signal(dict)
    place_asked = Signal(str)

    def __init__(self, pages: StatementPages, runner: TaskRunner, history: History, clock: Clock) -> None:
        super().__init__()
        self._pages = pages
        self.payments = PaymentsDesk(runner, history)
        self.chats = ChatsDesk(runner, history, clock)
        self.importing = ImportDesk(runner, history)
        payments_wiring.connect(pages.payments, self.payments)
        chats_wiring.connect(pages.chats, self.chats)
        import_wiring.connect(pages.importing, self.importing)
        self._join()

    def refresh(self, place: str) -> None:
        """Load a place again."""
        desks = {"payments": self._refresh_payments, "chats": self.chats.refresh, "importing": self.importing.refresh}
        if place in desks:
            desks[place]()

    def choose_files(self) -> None:
        """Let the user choose files to import."""
        self.place_asked.emit("importing")
        self._pages.importing.choose_files()

    def import_files(self, paths: Sequence[Path], order: OrderId | None = None) -> None:
        """Import files, on an order where one is named."""
        self.place_asked.emit("importing")
        self._pages.importing.take(list(paths), order)

    def show_payment(self, key: PaymentId) -> None:
        """Show one payment in its place."""
        self.place_asked.emit("payments")
        self._pages.payments.tabs.setCurrentIndex(0)
        self.payments.open(key)

    def show_reckoning(self) -> None:
        """Show the page of reconciling."""
        self.place_asked.emit("payments")
        self._pages.payments.tabs.setCurrentWidget(self._pages.payments.reckoning)

    def show_chat(self, key: ConversationId, message: MessageId | None = None) -> None:
        """Show a conversation in its place, at a message where one is named."""
        self.place_asked.emit("chats")
        self.chats.open(key, message=message)

    def paste_chat(self) -> None:
        """Show the form for pasted chat text."""
        self.place_asked.emit("chats")
        self._pages.chats.open_paste()

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes, for a vault that is open for reading."""
        for page in (self._pages.payments, self._pages.chats, self._pages.importing):
            page.set_editable(editable)

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        self._pages.chats.flush()

    def _refresh_payments(self) -> None:
        self.payments.refresh()
        if self._pages.payments.tabs.currentWidget() is self._pages.payments.reckoning:
            self.payments.reconcile()

    def _join(self) -> None:
        pages = self._pages
        for desk in (self.payments, self.chats, self.importing):
            desk.done.connect(self.done)
            desk.changed.connect(self.changed)
        for page in (pages.payments, pages.chats):
            page.import_asked.connect(self.choose_files)
            page.dropped.connect(self._on_dropped)
        pages.payments.detail.order_chosen.connect(self.order_chosen)
        pages.payments.reckoning.order_chosen.connect(self.order_chosen)
        pages.payments.detail.order_fields_asked.connect(self.new_order_asked)
        pages.chats.about.order_chosen.connect(self.order_chosen)
        pages.importing.place_asked.connect(self._on_place)

    def _on_dropped(self, bring: Bring) -> None:
        self.place_asked.emit("importing")
        self._pages.importing.take_bring(bring)

    def _on_place(self, place: str, key: object) -> None:
        if place == "chats" and isinstance(key, int):
            self.show_chat(ConversationId(key))
        else:
            self.place_asked.emit(place)
