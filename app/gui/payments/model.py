"""Payments as a Qt model that grows while somebody scrolls, and the list that shows it."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.casework.browsing import PAGE, PaymentOutline, PaymentPage, Place
from app.casework.payments import ListedPayment
from app.domain.payment_links import Payment
from app.domain.payments import Direction, PaymentId, StatementRow
from app.domain.times import SHANGHAI, shown
from app.gui import theme
from app.gui.words import say

PAYMENT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
AHEAD: Final = 200
"""So many rows before they are seen, to either side, the list asks for them."""
PAGES_HELD: Final = 20
"""So many pages are held at once, however long the list is."""
Index = QModelIndex | QPersistentModelIndex


class PaymentModel(QAbstractListModel):
    """One row a payment; it holds the pages around what was looked at last and asks for the others again.

    At first it is as long as its first page; the outline, which takes longer, makes it as long as the list is, and lets
    any page of it be asked for. `page_wanted` carries a page's number and the place behind which it begins.
    """

    page_wanted = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: OrderedDict[int, tuple[ListedPayment, ...]] = OrderedDict()
        self._before: list[Place | None] = []
        self._count = 0
        self._is_last = True
        self._asked: set[int] = set()
        self._stale: set[int] = set()

    @property
    def rows(self) -> list[ListedPayment]:
        """The payments that are held now."""
        return [listed for number in sorted(self._held) for listed in self._held[number]]

    def start(self, page: PaymentPage) -> None:
        """Show payments from the beginning of the list."""
        self.beginResetModel()
        self._held.clear()
        self._asked.clear()
        self._stale.clear()
        self._before, self._count, self._is_last = [None], len(page.rows), page.is_last
        self._hold(0, page)
        self.endResetModel()

    def stretch(self, outline: PaymentOutline) -> None:
        """Be as long as the list is; the rows that are not here yet are asked for when they are looked at."""
        self._before = [None, *outline.ends]
        self._is_last = True
        if outline.total > self._count:
            self.beginInsertRows(QModelIndex(), self._count, outline.total - 1)
            self._count = outline.total
            self.endInsertRows()

    def prepare(self, first: int, last: int) -> None:
        """Ask for the pages of rows that will be looked at soon."""
        for number in range(max(first, 0) // PAGE, min(last, self._count - 1) // PAGE + 1):
            if number not in self._held:
                self._ask(number)

    def take(self, number: int, page: PaymentPage | None) -> None:
        """Show a page that was asked for; None where nobody looked at it any more when its turn came."""
        if number not in self._asked:
            return
        self._asked.discard(number)
        if page is None:
            return
        if number * PAGE < self._count:
            self._hold(number, page)
            self.dataChanged.emit(self.index(number * PAGE), self.index(min((number + 1) * PAGE, self._count) - 1))
            return
        self._is_last = page.is_last
        if page.rows:
            self.beginInsertRows(QModelIndex(), self._count, self._count + len(page.rows) - 1)
            self._count += len(page.rows)
            self._hold(number, page)
            self.endInsertRows()

    def renew(self) -> None:
        """Load anew what is looked at, each row in its place, such as after a link."""
        self._asked.clear()
        self._stale = set(self._held)
        if self._count:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1))

    def canFetchMore(self, parent: Index) -> bool:
        """Whether payments follow."""
        return not parent.isValid() and not self._is_last and self._count // PAGE not in self._asked

    def fetchMore(self, parent: Index) -> None:
        """Ask for the payments that follow."""
        if self.canFetchMore(parent):
            self._ask(self._count // PAGE)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many payments were met so far."""
        return 0 if parent.isValid() else self._count

    def row_of(self, key: PaymentId) -> int:
        """Return where a payment stands; -1 where it is not held."""
        for number, rows in self._held.items():
            for place, listed in enumerate(rows):
                if listed.payment.id == key:
                    return number * PAGE + place
        return -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows, says to a screen reader, or is; nothing while its page is on its way."""
        if not index.isValid() or index.row() >= self._count:
            return None
        if role not in {PAYMENT_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        number, place = divmod(index.row(), PAGE)
        rows = self._held.get(number)
        if rows is None or number in self._stale:
            self._stale.discard(number)
            self._ask(number)
        if rows is None:
            return None
        self._held.move_to_end(number)
        if place >= len(rows):
            return None
        return rows[place] if role == PAYMENT_ROLE else spoken(rows[place])

    def _ask(self, number: int) -> None:
        if number not in self._asked:
            self._asked.add(number)
            self.page_wanted.emit(number, self._before[number])

    def _hold(self, number: int, page: PaymentPage) -> None:
        self._held[number] = page.rows
        self._held.move_to_end(number)
        if number + 1 == len(self._before) and page.rows:
            self._before.append(page.end)
        while len(self._held) > PAGES_HELD:
            self._held.popitem(last=False)


class PaymentList(QTableView):
    """A list of many rows of one height: unlike a list view it looks at none that is out of sight."""

    def __init__(self, row_height: int) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        # The delegate paints what is chosen, and nothing shows around it.
        self.setStyleSheet("QTableView { background: transparent; selection-background-color: transparent; }")
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(row_height)
        rows.setDefaultSectionSize(row_height)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look_ahead())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first and the last row by Home and End, as in any list."""
        model = self.model()
        if event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and model.rowCount():
            row = 0 if event.key() == Qt.Key.Key_Home else model.rowCount() - 1
            self.setCurrentIndex(model.index(row, 0))
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _look_ahead(self) -> None:
        model = self.model()
        seen = self.rowAt(self.viewport().height() - 1)
        if (seen < 0 or seen >= model.rowCount() - AHEAD) and model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())
        if isinstance(model, PaymentModel) and seen >= 0:
            model.prepare(seen - AHEAD, seen + AHEAD)


def signed(row: StatementRow) -> str:
    """Return an amount with the sign of its direction."""
    sign = {Direction.OUT: "−", Direction.IN: "+"}.get(row.direction, "")
    return sign + row.amount.shown


def when(payment: Payment) -> str:
    """Return when a payment was made, the time of day only where the statement gives one."""
    row = payment.row
    if row.is_day_only:
        return row.at.astimezone(SHANGHAI).strftime("%Y-%m-%d")
    return shown(row.at, seconds=False)


def who(payment: Payment) -> str:
    """Return whom a payment went to or came from."""
    return payment.row.counterparty or say(payment.source.label)


def link_words(listed: ListedPayment) -> str:
    """Return in a few words what a payment is linked to; empty where it is not."""
    if not listed.links:
        return ""
    orders = {link.order for link in listed.links}
    if len(orders) > 1:
        return QCoreApplication.translate("payments", "已关联 {} 笔订单").format(len(orders))
    return QCoreApplication.translate("payments", "已关联 · {}").format(say(listed.links[0].role.label))


def spoken(listed: ListedPayment) -> str:
    """Return a whole row in words."""
    row = listed.payment.row
    parts = (
        who(listed.payment),
        row.product,
        say(row.direction.label),
        signed(row),
        row.status or say(row.state.label),
    )
    return "，".join(part for part in (*parts, when(listed.payment), link_words(listed)) if part)


ROW: Final = theme.ROW_HEIGHT + theme.UNIT
