"""The trash as one list of orders and evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.evidence import Evidence
from app.domain.orders import Order
from app.gui import theme
from app.gui.empty import EmptyState
from app.gui.evidence.model import kind_label

_THING = Qt.ItemDataRole.UserRole + 1


class TrashPage(QWidget):
    """Lists what was deleted; it asks to restore it or to remove it for good."""

    restore_asked = Signal(list, list)
    purge_asked = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._is_editable = True
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("回收站"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setSpacing(2)
        self.restore = QPushButton(self.tr("恢复"))
        self.restore.setProperty("primary", True)
        self.purge = QPushButton(self.tr("永久删除…"))
        self.empty = EmptyState(
            self.tr("删除的订单和证据会先放在这里，随时可以恢复。"), heading=self.tr("回收站是空的")
        )
        heading = QLabel(self.tr("回收站"))
        heading.setObjectName("title")
        foot = QHBoxLayout()
        foot.addWidget(self.restore)
        foot.addWidget(self.purge)
        foot.addStretch()
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(full)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.restore.clicked.connect(lambda: self.restore_asked.emit(*self._chosen()))
        self.purge.clicked.connect(lambda: self.purge_asked.emit(self._chosen()[1]))
        self.list.itemSelectionChanged.connect(self._on_selection)

    def show_trash(self, orders: list[Order], evidence: list[Evidence]) -> None:
        """Show what lies in the trash."""
        self.list.clear()
        for order in orders:
            facts = order.facts
            self._add(self.tr("订单　{} · {} · {}").format(facts.product, facts.amount.shown, facts.number), order)
        for item in evidence:
            words = " · ".join(part for part in (kind_label(item), item.purpose, item.name) if part)
            self._add(self.tr("证据　{}").format(words.replace("\n", " ")), item)
        self._stack.setCurrentIndex(1 if self.list.count() else 0)
        self._on_selection()

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self._is_editable = editable
        self._on_selection()

    def _add(self, words: str, thing: Order | Evidence) -> None:
        row = QListWidgetItem(words)
        row.setData(_THING, thing)
        self.list.addItem(row)

    def _on_selection(self) -> None:
        orders, evidence = self._chosen()
        self.restore.setEnabled(self._is_editable and bool(orders or evidence))
        # Orders keep their history; only evidence, which weighs and may hold secrets, can go for good.
        self.purge.setEnabled(self._is_editable and bool(evidence) and not orders)

    def _chosen(self) -> tuple[list[int], list[int]]:
        things = [row.data(_THING) for row in self.list.selectedItems()]
        return (
            [thing.id for thing in things if isinstance(thing, Order)],
            [thing.id for thing in things if isinstance(thing, Evidence)],
        )
