"""How the main window is laid out; it decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.times import Clock
from app.gui import theme
from app.gui.empty import EmptyState
from app.gui.evidence.drop import DropTarget
from app.gui.importing.rooms import StatementPages
from app.gui.merchants.page import MerchantsPage
from app.gui.merchants.purchase import PurchaseCheckPage
from app.gui.new_order.page import NewOrderPage
from app.gui.order_page.page import OrderPage
from app.gui.orders.pane import OrdersPane
from app.gui.platforms.page import PlatformsPage
from app.gui.today.page import TodayPage
from app.gui.trash.page import TrashPage
from app.gui.window.taskbar import TaskBar

FOLD_BELOW = 1100
"""Under this width, in pixels, the places give their room to the list and the page."""


class Places(QWidget):
    """The left pane: where one can go, with how much waits there."""

    place_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("places")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._labels = {
            "today": (self.tr("今天"), "◔"),
            "orders": (self.tr("订单"), "▤"),
            "payments": (self.tr("付款记录"), "¥"),
            "chats": (self.tr("聊天记录"), "✉"),
            "importing": (self.tr("导入"), "⇩"),
            "platforms": (self.tr("平台与规则"), "§"),
            "merchants": (self.tr("商家"), "☺"),
            "purchase": (self.tr("下单前核对"), "≟"),
            "trash": (self.tr("回收站"), "♲"),
        }
        self._counts = dict.fromkeys(self._labels, 0)
        self._is_folded = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.UNIT, 3 * theme.UNIT, 2 * theme.UNIT, 3 * theme.UNIT)
        for name in self._labels:
            button = QPushButton()
            button.setCheckable(True)
            button.setProperty("place", True)
            button.clicked.connect(lambda _checked, name=name: self.place_chosen.emit(name))
            self._group.addButton(button)
            self._buttons[name] = button
            if name == "platforms":
                layout.addSpacing(3 * theme.UNIT)
            layout.addWidget(button)
        layout.addStretch()
        self._buttons["orders"].setChecked(True)
        self.fold(False)

    def show_counts(self, **counts: int) -> None:
        """Show how many things are in each place."""
        self._counts |= counts
        self.fold(self._is_folded)

    def choose(self, name: str) -> None:
        """Mark a place as the present one."""
        self._buttons[name].setChecked(True)

    def button(self, name: str) -> QPushButton:
        """Return a place's button."""
        return self._buttons[name]

    def fold(self, is_folded: bool) -> None:
        """Show words, or signs with the words as tooltips."""
        self._is_folded = is_folded
        width = 64 if is_folded else 148
        for name, button in self._buttons.items():
            words, sign = self._labels[name]
            count = self._counts[name] or ""
            full = f"{words}  {count}".rstrip()
            button.setText(f"{sign} {count}".rstrip() if is_folded else full)
            button.setToolTip(full if is_folded else "")
            button.setAccessibleName(full)
            button.ensurePolished()
            width = max(width, button.sizeHint().width() + 4 * theme.UNIT)
        self.setFixedWidth(width)


class WindowLayout(QWidget):
    """The parts of the main window in their places."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.places = Places()
        self.orders = OrdersPane(clock)
        self.new_order = QPushButton(self.tr("＋ 新订单"))
        self.new_order.setProperty("primary", True)
        self.order_page = OrderPage(clock)
        self.new_page = NewOrderPage(clock)
        self.trash = TrashPage()
        self.nothing_chosen = EmptyState(self.tr("在左边选择一笔订单，或把截图拖进来记录新的一笔。"))
        self.welcome = EmptyState(
            self.tr("买了点券、话费、激活码却出了问题？\n先记录订单，再把截图拖进来，需要时一键导出投诉卷宗。"),
            heading=self.tr("还没有订单"),
        )
        self.welcome_new = self.welcome.add_button(self.tr("记录第一笔订单"), primary=True)
        self.welcome_demo = self.welcome.add_button(self.tr("先看示例"))
        self.pages = QStackedWidget()
        self.pages.setObjectName("page")
        self.today = TodayPage(clock)
        self.platforms = PlatformsPage(clock)
        self.merchants = MerchantsPage()
        self.purchase = PurchaseCheckPage()
        self.places_of = {
            "today": self.today,
            "platforms": self.platforms,
            "merchants": self.merchants,
            "purchase": self.purchase,
            "trash": self.trash,
        }
        self.statements = StatementPages(clock)
        self.places_of |= self.statements.by_place
        order_pages = (self.welcome, self.nothing_chosen, self.order_page, self.new_page)
        for page in (*order_pages, *self.places_of.values()):
            self.pages.addWidget(page)
        self.taskbar = TaskBar()
        self._lay_out()
        self.list_drop = DropTarget(self.middle, clock, self._promise)
        self.welcome_drop = DropTarget(self.welcome, clock, self._promise)
        self.idle_drop = DropTarget(self.nothing_chosen, clock, self._promise)

    def show_page(self, page: QWidget) -> None:
        """Show a page; the list of orders stands beside those that are about orders."""
        self.middle.setVisible(page not in self.places_of.values() or page is self.trash)
        self.pages.setCurrentWidget(page)

    def _promise(self, count: int) -> str:
        return self.tr("松开鼠标，用 {} 张截图记录一笔新订单").format(count)

    def _lay_out(self) -> None:
        self.middle = QWidget()
        self.middle.setObjectName("pane")
        self.middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 3 * theme.UNIT, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(2 * theme.UNIT, 0, 2 * theme.UNIT, 0)
        top.addWidget(self.new_order)
        column.addLayout(top)
        column.addWidget(self.orders, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.middle)
        self.splitter.addWidget(self.pages)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([300, 900])
        self.middle.setMinimumWidth(220)
        self.pages.setMinimumWidth(420)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.places)
        row.addWidget(self.splitter, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row, 1)
        layout.addWidget(self.taskbar)
