"""The evidence tab: checklist and grid on the left, the chosen item's description on the right, and where to drop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.casework.evidence_signs import CardFacts
from app.domain.completeness import Checklist
from app.domain.evidence import Evidence, EvidenceId
from app.gui import theme
from app.gui.empty import EmptyState
from app.gui.evidence.bulk import BulkPanel
from app.gui.evidence.checklist import ChecklistCard
from app.gui.evidence.comparisons import ComparisonStrip
from app.gui.evidence.delegate import CARD
from app.gui.evidence.describe import DescribePanel
from app.gui.evidence.duplicates import DuplicateStrip
from app.gui.evidence.filtering import FilterBar
from app.gui.evidence.grid import EvidenceGrid
from app.gui.evidence.model import EVIDENCE_ROLE, EvidenceModel, file_sort

_UNFOLD_FROM = 700
"""From this height on, in pixels, the checklist stands open."""


class EvidenceTab(QWidget):
    """Shows the evidence of one order; it asks for everything and does nothing itself.

    `read_asked` and `frames_asked` are for files that are no picture, `bulk_edited` carries items, a field and its
    text, `copy_asked` items and an order, `reordered` all items of the order as they shall stand.
    """

    files_asked = Signal()
    thumbnail_wanted = Signal(str)
    edited = Signal(object, str, str)
    preview_asked = Signal(object)
    read_asked = Signal(object)
    frames_asked = Signal(object)
    export_asked = Signal(object)
    trash_asked = Signal(object)
    reordered = Signal(list)
    bulk_edited = Signal(list, str, str)
    copy_asked = Signal(list, object)
    stitch_asked = Signal(list)
    compare_asked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._awaited: tuple[EvidenceId, ...] = ()
        self._items: list[Evidence] = []
        self._is_sized = False
        self.model = EvidenceModel(self.thumbnail_wanted.emit, self)
        self.grid = EvidenceGrid(self.model)
        self.checklist = ChecklistCard()
        self.duplicates = DuplicateStrip()
        self.comparisons = ComparisonStrip()
        self.filter = FilterBar()
        self.hint = QLabel(self.tr("把截图拖到这里，或按 Ctrl+V 粘贴"))
        self.hint.setObjectName("muted")
        self.pick = QPushButton(self.tr("选择图片…"))
        self.describe = DescribePanel()
        self.bulk = BulkPanel()
        self.empty = EmptyState(
            self.tr("把截图拖到这里，或按 Ctrl+V 粘贴。\n原图一个字节也不会改变。"),
            drawing="drop",
            heading=self.tr("还没有证据"),
        )
        self.empty_pick = self.empty.add_button(self.tr("选择图片…"), primary=True)
        self._lay_out()
        self._connect()

    @property
    def items(self) -> list[Evidence]:
        """All evidence of the order, whatever the filter leaves to be seen."""
        return list(self._items)

    def show_items(self, items: list[Evidence]) -> None:
        """Show the evidence; what is chosen stays chosen where it is still there."""
        is_other = not {item.order for item in items} <= {item.order for item in self._items}
        self._items = list(items)
        self.describe.note_loaded()
        self.filter.offer(items)
        if is_other or (self._awaited and self.filter.is_active):
            self.filter.reset()
        self._show_matching()
        self._show_stack(is_empty=not items)

    def show_cards(self, cards: Mapping[EvidenceId, CardFacts]) -> None:
        """Show what was done with the items."""
        self.model.set_cards(cards)

    def show_checklist(self, found: Checklist) -> None:
        """Show what the order's case needs."""
        self.checklist.show_checklist(found, self._items)
        self._show_stack(is_empty=not self._items)

    def set_thumbnail(self, sha256: str, picture: QPixmap | None) -> None:
        """Show a thumbnail that was drawn."""
        self.model.set_thumbnail(sha256, picture)

    def choose(self, items: Sequence[EvidenceId]) -> None:
        """Choose items, the first of them as the one to describe; a filter that hides them is taken away."""
        if self.filter.is_active and not all(self.model.row_of(item).isValid() for item in items):
            self.filter.reset()
        self._choose(items)
        rows = [row for row in map(self.model.row_of, items) if row.isValid()]
        if rows:
            self.grid.scrollTo(rows[0])

    def choose_when_shown(self, items: Sequence[EvidenceId]) -> None:
        """Choose items that the next `show_items` brings."""
        self._awaited = tuple(items)

    def chosen(self) -> list[Evidence]:
        """Return the chosen items."""
        items = self.model.items
        return [items[row] for row in self.grid.chosen_rows() if row < len(items)]

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        for part in (self.describe, self.bulk, self.checklist, self.duplicates, self.comparisons):
            part.set_editable(editable)
        self.grid.is_movable = editable
        for button in (self.pick, self.empty_pick):
            button.setEnabled(editable)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Unfold the checklist where there is room, the first time."""
        super().resizeEvent(event)
        if not self._is_sized and self.isVisible():
            self._is_sized = True
            self.checklist.unfold(self.height() >= _UNFOLD_FROM)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, 2 * theme.UNIT)
        column.setSpacing(theme.UNIT)
        self._nothing = QLabel(self.tr("没有符合筛选的证据。"), alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setObjectName("muted")
        self._nothing.hide()
        for part in (self.duplicates, self.comparisons, self.filter):
            column.addWidget(part)
        column.addWidget(self.grid, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(Foot(self.hint, self.pick))
        self._right = QStackedWidget()
        self._right.addWidget(self.describe)
        self._right.addWidget(self.bulk)
        self._desk = QSplitter(Qt.Orientation.Horizontal)
        self._desk.addWidget(left)
        self._desk.addWidget(self._right)
        self._desk.setChildrenCollapsible(False)
        self._desk.setStretchFactor(0, 1)
        self._desk.setStretchFactor(1, 0)
        self._desk.setSizes([700, 264])
        left.setMinimumWidth(CARD.width() + 11 * theme.UNIT)
        self._right.setMinimumWidth(236)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._desk)
        # Laid out with the page, before the first evidence comes, and not together with it.
        self._stack.setCurrentWidget(self._desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(2 * theme.UNIT, 2 * theme.UNIT, 2 * theme.UNIT, theme.UNIT)
        top.addWidget(self.checklist)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.pick.clicked.connect(self.files_asked)
        self.empty_pick.clicked.connect(self.files_asked)
        selection = self.grid.selectionModel()
        selection.currentChanged.connect(lambda _now, _before: self._on_current())
        selection.selectionChanged.connect(lambda _now, _before: self._on_selection())
        self.grid.doubleClicked.connect(lambda row: self.open(row.data(EVIDENCE_ROLE)))
        self.grid.moved.connect(self._on_moved)
        self.filter.changed.connect(self._show_matching)
        self.checklist.exhibit_asked.connect(lambda key: self.choose([key]))
        self.describe.edited.connect(self.edited)
        self.describe.preview_asked.connect(self.open)
        self.describe.frames_asked.connect(self.frames_asked)
        self.describe.export_asked.connect(self.export_asked)
        self.describe.trash_asked.connect(lambda _item: self.trash_asked.emit(self.chosen()))
        self.bulk.edited.connect(lambda name, text: self.bulk_edited.emit(self._chosen_ids(), name, text))
        self.bulk.copy_asked.connect(lambda order: self.copy_asked.emit(self._chosen_ids(), order))
        self.bulk.stitch_asked.connect(lambda: self.stitch_asked.emit(self.chosen()))
        self.bulk.compare_asked.connect(lambda: self.compare_asked.emit(*self.chosen()[:2]))
        self.bulk.trash_asked.connect(lambda: self.trash_asked.emit(self.chosen()))

    def open(self, item: object) -> None:
        """Ask for a closer look at an item: the viewer, the frames of a recording, or the words of a file."""
        if not isinstance(item, Evidence):
            return
        sort = file_sort(item)
        asked = {"picture": self.preview_asked, "video": self.frames_asked}.get(sort, self.read_asked)
        asked.emit(item)

    def _show_matching(self) -> None:
        """Show what the filter leaves; what is chosen stays chosen where it is still seen."""
        selected, current = self._chosen_ids(), self.describe.item_id
        scrolled = self.grid.verticalScrollBar().value()
        matching = self.filter.matching(self._items)
        is_same = [item.id for item in matching] == [item.id for item in self.model.items]
        is_rearranged = {item.id for item in matching} == {item.id for item in self.model.items}
        self.model.set_items(matching)
        self._nothing.setVisible(bool(self._items) and not matching)
        self.grid.setVisible(not self._nothing.isVisibleTo(self))
        if not is_same:
            kept = [key for key in selected if self.model.row_of(key).isValid()]
            if current is not None and self.model.row_of(current).isValid():
                kept = [current, *(key for key in kept if key != current)]
            self._choose(kept or [item.id for item in matching[:1]])
            self.grid.verticalScrollBar().setValue(scrolled)
            if is_rearranged:
                self.grid.scrollTo(self.grid.currentIndex())
        self._on_current()
        if self._awaited and all(self.model.row_of(item).isValid() for item in self._awaited):
            self.choose(self._awaited)
            self._awaited = ()
        self._on_selection()

    def _choose(self, items: Sequence[EvidenceId]) -> None:
        rows = [row for row in map(self.model.row_of, items) if row.isValid()]
        if not rows:
            return
        # All at once: a choice by itself would tell everybody each time.
        chosen = QItemSelection()
        for first, last in _runs(sorted({row.row() for row in rows})):
            chosen.select(self.model.index(first), self.model.index(last))
        selection = self.grid.selectionModel()
        selection.setCurrentIndex(rows[0], QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _chosen_ids(self) -> list[EvidenceId]:
        return [item.id for item in self.chosen()]

    def _on_current(self) -> None:
        item = self.grid.currentIndex().data(EVIDENCE_ROLE)
        self.describe.show_item(item if isinstance(item, Evidence) else None)

    def _on_selection(self) -> None:
        chosen = self.chosen()
        if len(chosen) > 1:
            self.bulk.show_items(chosen)
        self._right.setCurrentWidget(self.bulk if len(chosen) > 1 else self.describe)

    def _on_moved(self, rows: list[int], gap: int) -> None:
        """Put the rows that were moved before `gap`; what the filter hides keeps its place."""
        seen = [item.id for item in self.model.items]
        taken = set(rows)
        before = [key for row, key in enumerate(seen) if row < gap and row not in taken]
        after = [key for row, key in enumerate(seen) if row >= gap and row not in taken]
        arranged = iter([*before, *(seen[row] for row in rows), *after])
        shown = set(seen)
        self.reordered.emit([next(arranged) if item.id in shown else item.id for item in self._items])

    def _show_stack(self, *, is_empty: bool) -> None:
        self._stack.setCurrentWidget(self.empty if is_empty else self._desk)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return rows in order as runs of neighbours, from first to last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


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
