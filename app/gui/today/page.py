"""The page of today: one line that counts, the rows, and the way into a calendar."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.casework.today import Today, TodayRow
from app.domain.orders import OrderId
from app.domain.times import Clock
from app.gui import theme
from app.gui.empty import EmptyState
from app.gui.today.countdown import Level
from app.gui.today.delegate import TodayDelegate
from app.gui.today.model import ROW_ROLE, TodayModel

_SECOND: Final = 1000
_MINUTE: Final = 60 * _SECOND


class TodayPage(QWidget):
    """Shows what burns and says which order is chosen; its clocks move only while somebody can see them."""

    order_chosen = Signal(object)
    calendar_asked = Signal()
    refresh_asked = Signal()
    count_changed = Signal(int)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._today: Today | None = None
        self._is_asked = False
        self._count = 0
        self.model = TodayModel(self)
        self.heading = QLabel(self.tr("今天"))
        self.heading.setObjectName("title")
        self.summary = QLabel()
        self.summary.setObjectName("muted")
        self.calendar = QPushButton(self.tr("导出到日历…"))
        self.calendar.setToolTip(self.tr("把还在走的期限存成 .ics 文件，手机和电脑的日历都能导入"))
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(TodayDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("今天要办的事"))
        self.empty = EmptyState(
            self.tr("有期限在走，或有案件没了结的订单，会按紧急程度排在这里。"), heading=self.tr("今天没有要办的事")
        )
        self._full = QWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.list)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self.calendar.clicked.connect(self.calendar_asked)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)

    @property
    def count(self) -> int:
        """How many rows burn: missed, or in the last quarter of their time."""
        return self._count

    @property
    def interval(self) -> int:
        """How often the clocks move, in milliseconds; 0 while they stand still."""
        return self._timer.interval() if self._timer.isActive() else 0

    def show_today(self, today: Today) -> None:
        """Show rows as they were loaded; the chosen one stays chosen."""
        chosen = self.list.currentIndex().data(ROW_ROLE)
        self._today, self._is_asked = today, False
        self.model.set_rows(today.rows, self._clock.now())
        if isinstance(chosen, TodayRow):
            self._choose(chosen.order.id)
        self._stack.setCurrentWidget(self._full if today.rows else self.empty)
        self._tell()
        self._pace()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(theme.UNIT)
        words.addWidget(self.heading)
        words.addWidget(self.summary)
        top.addLayout(words, 1)
        top.addWidget(self.calendar, alignment=Qt.AlignmentFlag.AlignTop)
        # The rows' words begin under the title; their background reaches further.
        top.setContentsMargins(3 * theme.UNIT, 0, 3 * theme.UNIT, 0)
        column = QVBoxLayout(self._full)
        column.setContentsMargins(theme.UNIT, 4 * theme.UNIT, theme.UNIT, 0)
        column.setSpacing(3 * theme.UNIT)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        # Until the first load there is nothing to say, not even that nothing is to be done.
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._full)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _choose(self, order: OrderId) -> None:
        row = self.model.row_of(order)
        if row.isValid():
            self.list.selectionModel().setCurrentIndex(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _tell(self) -> None:
        red, amber = self.model.count(Level.RED), self.model.count(Level.AMBER)
        rest = self.model.rowCount() - red - amber
        parts = (
            (red, self.tr("{} 件已超期")),
            (amber, self.tr("{} 件快到期")),
            (rest, self.tr("{} 件不急")),
        )
        self.summary.setText(" · ".join(words.format(count) for count, words in parts if count))
        if red + amber != self._count:
            self._count = red + amber
            self.count_changed.emit(self._count)

    def _pace(self) -> None:
        if not self.isVisible() or not self.model.rowCount():
            self._timer.stop()
            return
        interval = _SECOND if self.model.has_seconds else _MINUTE
        if self.interval != interval:
            self._timer.start(interval)

    def _on_tick(self) -> None:
        now = self._clock.now()
        self.model.tick(now)
        self._tell()
        self._pace()
        turns = self._today.changes_after if self._today else None
        if turns is not None and now > turns and not self._is_asked:
            # Once: a vault that cannot be read is not asked each second.
            self._is_asked = True
            self.refresh_asked.emit()

    def _on_chosen(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, TodayRow):
            self.order_chosen.emit(row.order.id)

    def showEvent(self, event: QShowEvent) -> None:
        """Set the clocks right and let them move."""
        super().showEvent(event)
        self._on_tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the clocks stand still."""
        super().hideEvent(event)
        self._timer.stop()
