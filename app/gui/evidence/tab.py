"""The evidence tab: grid on the left, the chosen item's description on the right, and where to drop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.evidence import Evidence, EvidenceId
from app.gui import theme
from app.gui.empty import EmptyState
from app.gui.evidence.delegate import CARD, EvidenceDelegate
from app.gui.evidence.describe import DescribePanel
from app.gui.evidence.model import EVIDENCE_ROLE, EvidenceModel


class EvidenceTab(QWidget):
    """Shows the evidence of one order; it asks for everything and does nothing itself."""

    files_asked = Signal()
    thumbnail_wanted = Signal(str)
    edited = Signal(object, str, str)
    preview_asked = Signal(object)
    export_asked = Signal(object)
    trash_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._awaited: tuple[EvidenceId, ...] = ()
        self.model = EvidenceModel(self.thumbnail_wanted.emit, self)
        self.grid = QListView()
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(EvidenceDelegate(self.grid))
        self.grid.setViewMode(QListView.ViewMode.IconMode)
        self.grid.setResizeMode(QListView.ResizeMode.Adjust)
        self.grid.setMovement(QListView.Movement.Static)
        self.grid.setUniformItemSizes(True)
        self.grid.setGridSize(CARD + QSize(3 * theme.UNIT, 3 * theme.UNIT))
        self.grid.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.grid.setMouseTracking(True)
        self.grid.setAccessibleName(self.tr("证据"))
        self.hint = QLabel(self.tr("把截图拖到这里，或按 Ctrl+V 粘贴"))
        self.hint.setObjectName("muted")
        self.pick = QPushButton(self.tr("选择图片…"))
        self.describe = DescribePanel()
        self.empty = EmptyState(
            self.tr("把截图拖到这里，或按 Ctrl+V 粘贴。\n原图一个字节也不会改变。"),
            drawing="drop",
            heading=self.tr("还没有证据"),
        )
        self.empty_pick = self.empty.add_button(self.tr("选择图片…"), primary=True)
        self._lay_out()
        self._connect()

    def show_items(self, items: list[Evidence]) -> None:
        """Show the evidence; the chosen item stays chosen where it is still there."""
        chosen = self.describe.item_id
        self.describe.note_loaded()
        self.model.set_items(items)
        self._stack.setCurrentWidget(self._desk if items else self.empty)
        row = self.model.row_of(chosen) if chosen is not None else self.model.index(-1)
        if not row.isValid() and items:
            row = self.model.index(0)
        if row.isValid():
            if self.grid.currentIndex() != row:
                self.grid.selectionModel().setCurrentIndex(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._on_current()
        else:
            self.describe.show_item(None)
        if self._awaited and all(self.model.row_of(item).isValid() for item in self._awaited):
            self.choose(self._awaited)
            self._awaited = ()
        self.grid.viewport().update()

    def set_thumbnail(self, sha256: str, picture: QPixmap | None) -> None:
        """Show a thumbnail that was drawn."""
        self.model.set_thumbnail(sha256, picture)

    def choose(self, items: Sequence[EvidenceId]) -> None:
        """Choose items, the first of them as the one to describe."""
        selection = self.grid.selectionModel()
        rows = [row for row in map(self.model.row_of, items) if row.isValid()]
        if not rows:
            return
        selection.setCurrentIndex(rows[0], QItemSelectionModel.SelectionFlag.ClearAndSelect)
        for row in rows[1:]:
            selection.select(row, QItemSelectionModel.SelectionFlag.Select)
        self.grid.scrollTo(rows[0])

    def choose_when_shown(self, items: Sequence[EvidenceId]) -> None:
        """Choose items that the next `show_items` brings."""
        self._awaited = tuple(items)

    def chosen(self) -> list[Evidence]:
        """Return the chosen items."""
        rows = self.grid.selectionModel().selectedIndexes()
        found = [row.data(EVIDENCE_ROLE) for row in sorted(rows, key=lambda row: row.row())]
        return [item for item in found if isinstance(item, Evidence)]

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self.describe.set_editable(editable)
        for button in (self.pick, self.empty_pick):
            button.setEnabled(editable)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * theme.UNIT, 2 * theme.UNIT, 2 * theme.UNIT, 2 * theme.UNIT)
        column.addWidget(self.grid)
        column.addWidget(Foot(self.hint, self.pick))
        self._desk = QSplitter(Qt.Orientation.Horizontal)
        self._desk.addWidget(left)
        self._desk.addWidget(self.describe)
        self._desk.setChildrenCollapsible(False)
        self._desk.setStretchFactor(0, 1)
        self._desk.setStretchFactor(1, 0)
        self._desk.setSizes([700, 264])
        left.setMinimumWidth(CARD.width() + 8 * theme.UNIT)
        self.describe.setMinimumWidth(236)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.pick.clicked.connect(self.files_asked)
        self.empty_pick.clicked.connect(self.files_asked)
        self.grid.selectionModel().currentChanged.connect(lambda _now, _before: self._on_current())
        self.grid.doubleClicked.connect(lambda row: self.preview_asked.emit(row.data(EVIDENCE_ROLE)))
        self.describe.edited.connect(self.edited)
        self.describe.preview_asked.connect(self.preview_asked)
        self.describe.export_asked.connect(self.export_asked)
        self.describe.trash_asked.connect(lambda _item: self.trash_asked.emit(self.chosen()))

    def _on_current(self) -> None:
        item = self.grid.currentIndex().data(EVIDENCE_ROLE)
        self.describe.show_item(item if isinstance(item, Evidence) else None)


class Foot(QWidget):
    """A hint and its button side by side; the one above the other where there is no room for both."""

    def __init__(self, hint: QLabel, button: QPushButton) -> None:
        super().__init__()
        self._needed = (hint, button)
        hint.setWordWrap(True)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(hint, 1)
        self._layout.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction that fits."""
        super().resizeEvent(event)
        hint, button = self._needed
        needed = hint.fontMetrics().horizontalAdvance(hint.text()) + button.sizeHint().width() + 4 * theme.UNIT
        is_narrow = self.width() < needed
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)
