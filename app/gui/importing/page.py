"""The page of importing: one place to drop files on, and a card for each that came."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.orders import Order, OrderId
from app.domain.times import Clock
from app.gui import theme
from app.gui.empty import EmptyState
from app.gui.evidence.drop import DropTarget
from app.gui.evidence.incoming import Bring
from app.gui.importing.cards import ImportCard
from app.gui.importing.desk import Imported, Job, Way
from app.gui.importing.mapping_page import MappingPage
from app.gui.importing.order_list_page import OrderListPage
from app.gui.payments.order_picker import OrderPicker
from app.gui.scrolling import scrolled

MOST_CARDS: Final = 50


class ImportPage(QWidget):
    """Takes files and shows what became of them; the mapping and the order list open in its place."""

    files_chosen = Signal(list, object)
    cancel_asked = Signal(object)
    retry_asked = Signal(object)
    mapping_asked = Signal(object)
    list_asked = Signal(object)
    place_asked = Signal(str, object)
    roles_told = Signal(object, object)
    template_asked = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.cards: list[ImportCard] = []
        self.pick = QPushButton(self.tr("选择文件…"))
        self.pick.setProperty("primary", True)
        self.template = QPushButton(self.tr("下载订单表模板…"))
        self.template.setToolTip(self.tr("列名有中英文，用表格软件填好后拖回来"))
        self.order = OrderPicker()
        self.order.setToolTip(self.tr("选了订单，文件就同时作为它的证据"))
        self.empty = EmptyState(
            self.tr("把账单、聊天记录、邮件或订单表拖到这里。\n支付宝和微信的压缩包不用先解压。"),
            drawing="drop",
            heading=self.tr("导入账单或聊天记录"),
        )
        self.empty_pick = self.empty.add_button(self.tr("选择文件…"), primary=True)
        self.mapping = MappingPage()
        self.orders = OrderListPage()
        self._lay_out()
        self.drop = DropTarget(self, clock, lambda n: self.tr("松开鼠标，导入 {} 个文件").format(n))
        self._connect()

    def take(self, paths: list[Path], order: OrderId | None = None) -> None:
        """Ask for the import of files, on the chosen order where none is named."""
        if paths:
            self.show_cards()
            self.files_chosen.emit(paths, order if order is not None else self.order.order)

    def take_bring(self, bring: Bring) -> None:
        """Ask for the import of what was dropped."""
        self.take([item for item in bring() if isinstance(item, Path)])

    def choose_files(self) -> None:
        """Let the user choose files."""
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("导入账单或聊天记录"))
        self.take([Path(name) for name in names])

    def show_cards(self) -> None:
        """Come back from the mapping or the order list."""
        self._stack.setCurrentWidget(self._full if self.cards else self.empty)

    def add_job(self, job: Job) -> None:
        """Show a file that waits; one that is tried again keeps its card."""
        card = self._card(job)
        if card is None:
            card = ImportCard(job)
            card.cancel_asked.connect(self.cancel_asked)
            card.retry_asked.connect(self.retry_asked)
            card.mapping_asked.connect(self.mapping_asked)
            card.list_asked.connect(self.list_asked)
            card.place_asked.connect(self.place_asked)
            card.roles_told.connect(self.roles_told)
            self.cards.insert(0, card)
            self._column.insertWidget(0, card)
            for old in self.cards[MOST_CARDS:]:
                old.hide()
                old.deleteLater()
            del self.cards[MOST_CARDS:]
        card.show_waiting()
        self.show_cards()

    def show_running(self, job: Job) -> None:
        """Show that a file is being read."""
        if (card := self._card(job)) is not None:
            card.show_running()
            self.show_cards()

    def show_progress(self, job: Job, done: int, total: int) -> None:
        """Show how far a file is."""
        if (card := self._card(job)) is not None:
            card.show_progress(done, total)

    def show_done(self, job: Job, found: Imported) -> None:
        """Show what came of a file."""
        if (card := self._card(job)) is not None:
            card.show_done(found)

    def show_failure(self, job: Job, error: BaseException, way: Way) -> None:
        """Show why a file was refused."""
        if (card := self._card(job)) is not None:
            card.show_failure(error, way)

    def show_cancelled(self, job: Job) -> None:
        """Show that a file was stopped."""
        if (card := self._card(job)) is not None:
            card.show_cancelled()

    def open_mapping(self) -> None:
        """Show the mapping in place of the cards."""
        self._stack.setCurrentWidget(self.mapping)

    def open_orders(self) -> None:
        """Show the order list in place of the cards."""
        self._stack.setCurrentWidget(self.orders)

    def set_orders(self, orders: list[Order]) -> None:
        """Offer orders to put files on."""
        self.order.set_orders(orders)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse imports, for a vault that is open for reading."""
        self.drop.is_enabled = editable
        for widget in (self.pick, self.empty_pick, self.order):
            widget.setEnabled(editable)

    def _card(self, job: Job) -> ImportCard | None:
        return next((card for card in self.cards if card.job is job), None)

    def _ask_template(self) -> None:
        suggested = str(Path.home() / self.tr("订单表模板.csv"))
        name, _ = QFileDialog.getSaveFileName(self, self.tr("下载订单表模板"), suggested, "CSV (*.csv)")
        if name:
            self.template_asked.emit(Path(name))

    def _connect(self) -> None:
        self.drop.dropped.connect(self.take_bring)
        for button in (self.pick, self.empty_pick):
            button.clicked.connect(self.choose_files)
        for button in (self.template, self.empty_template):
            button.clicked.connect(self._ask_template)
        self.mapping.closed.connect(self.show_cards)
        self.orders.closed.connect(self.show_cards)

    def _lay_out(self) -> None:
        self.empty_template = self.empty.add_button(self.tr("下载订单表模板…"))
        heading = QLabel(self.tr("导入"))
        heading.setObjectName("title")
        hint = QLabel(self.tr("把更多文件拖到这里，或点“选择文件”。"))
        hint.setObjectName("muted")
        words = QVBoxLayout()
        words.setSpacing(theme.UNIT)
        words.addWidget(heading)
        words.addWidget(hint)
        top = QHBoxLayout()
        top.setSpacing(2 * theme.UNIT)
        top.addLayout(words, 1)
        top.addWidget(self.template)
        top.addWidget(self.pick)
        label = QLabel(self.tr("同时放到订单"))
        label.setObjectName("meta")
        label.setBuddy(self.order)
        choose = QHBoxLayout()
        choose.addWidget(label)
        choose.addWidget(self.order, 1)
        cards = QWidget()
        self._column = QVBoxLayout(cards)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3 * theme.UNIT)
        self._full = QWidget()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 0)
        column.setSpacing(3 * theme.UNIT)
        column.addLayout(top)
        column.addLayout(choose)
        column.addWidget(scrolled(cards), 1)
        self._stack = QStackedWidget()
        for page in (self.empty, self._full, self.mapping, self.orders):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
