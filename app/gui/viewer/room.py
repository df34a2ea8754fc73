"""Opens the viewer over the window's panes and closes it again; joins it to its desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.casework.screen_reading import NOTED, noted
from app.domain.comparisons import Comparison, ComparisonSide
from app.domain.errors import InvalidField
from app.domain.evidence import Evidence, EvidenceId
from app.domain.marks import Markup, Region
from app.domain.orders import OrderId
from app.domain.readings import ReadFieldName
from app.gui import errors
from app.gui.desk import Desk, OrderView
from app.gui.tasks import TaskRunner
from app.gui.unhurried import Unhurried
from app.gui.viewer.comparison import ComparisonEditor
from app.gui.viewer.desk import ComparisonWish, ReadingCases, ReadView, ViewerDesk, suggestions
from app.gui.viewer.page import ViewerPage
from app.gui.viewer.tiles import Tiles
from app.gui.window.layout import WindowLayout


class ViewerRoom(QObject):
    """The viewer and the comparison in the window's stack of pages; places and list make room while they are open."""

    def __init__(
        self,
        parts: WindowLayout,
        runner: TaskRunner,
        desk: Desk,
        vault_folder: Path,
        *,
        readings: ReadingCases | None = None,
        is_editable: bool = True,
    ) -> None:
        super().__init__(parts)
        self._parts = parts
        self._desk = desk
        self._before: QWidget | None = None
        self._items: list[Evidence] = []
        self._order: OrderId | None = None
        self._compared: Comparison | None = None
        self._looked: Evidence | None = None
        self.desk = ViewerDesk(runner, desk, readings)
        self.page = ViewerPage(Tiles(runner, vault_folder), Tiles(runner, vault_folder), parts.pages)
        self._new_tiles: Callable[[], Tiles] = partial(Tiles, runner, vault_folder)
        self._comparison: ComparisonEditor | None = None
        self.page.set_editable(is_editable)
        parts.pages.addWidget(self.page)
        parts.pages.currentChanged.connect(self._on_page_changed)
        self._connect()

    @property
    def comparison(self) -> ComparisonEditor:
        """The comparison's editor; it is made when it is first needed."""
        if self._comparison is None:
            self._comparison = ComparisonEditor(self._new_tiles(), self._new_tiles())
            self._parts.pages.addWidget(self._comparison)
            self._comparison.comparison_saved.connect(self._on_comparison_saved)
            self._comparison.marks_wanted.connect(self.desk.load_marks)
            self._comparison.closed.connect(self._leave_comparison)
        return self._comparison

    @property
    def is_open(self) -> bool:
        """Whether the viewer or the comparison is what the window shows."""
        return self._parts.pages.currentWidget() in {self.page, self._comparison}

    def polish(self, unhurried: Unhurried) -> None:
        """Give every part its look before it is shown for the first time, which then takes half as long."""
        if self.is_open:
            return
        self.page.resize(self._parts.pages.size())
        self.page.head.show_place(self.tr("证据{} · {}").format(1, "0.png"), 0, 1)
        unhurried.dress(self.page)

    def look(self, item: Evidence, items: Sequence[Evidence] = (), regions: Sequence[Region] = ()) -> None:
        """Open the viewer on an item; `items` are those one can step to, `regions` what is pointed out on it."""
        self._items = list(items) if item.id in {one.id for one in items} else [item]
        self._order = item.order
        self._show(self.page)
        self.page.open(self._items, item.id)
        if regions:
            # Only once the page has its size is it known what of the picture can be seen.
            QTimer.singleShot(0, self.page, lambda: self._point_out(item.id, regions))

    def compare(self, left: Evidence, right: Evidence) -> None:
        """Open a new comparison of two items; the others of the order are offered too."""
        self._compared = None
        if not {left.id, right.id} <= {item.id for item in self._items}:
            tab = self._parts.order_page.evidence.items
            self._items = tab if {left.id, right.id} <= {item.id for item in tab} else [left, right]
        self._order = left.order
        self.desk.prepare_comparison(left, right)

    def edit_comparison(self, comparison: Comparison, items: Sequence[Evidence]) -> None:
        """Open a comparison that was recorded before."""
        self._items, self._order, self._compared = list(items), comparison.order, comparison
        self._show(self.comparison)
        self.comparison.start(self._items, comparison.left, comparison.right, {}, comparison=comparison)
        sides = {comparison.left.evidence, comparison.right.evidence}
        for item in self._items:
            if item.id in sides:
                self.desk.load_marks(item)

    def flush(self) -> None:
        """Save what is typed or moved and not saved yet."""
        if self._parts.pages.currentWidget() is self.page:
            self.page.flush()

    def set_readings(self, view: ReadView) -> None:
        """Show what was just read off an item."""
        if self.page.item is not None and view.item == self.page.item.id:
            self.page.show_reading(view.reading)
            self.page.show_fields(view.fields, view.typed)
            self.page.show_suggestions(suggestions(view.reading, self.page.editor.markup))

    def close(self) -> None:
        """Go back to where the viewer was opened from, with the item that was looked at chosen there."""
        if not self.is_open:
            return
        before = self._before or self._parts.nothing_chosen
        item = self.page.item
        self._parts.show_page(before)
        tab = self._parts.order_page.evidence
        if before is self._parts.order_page and item is not None and tab.isVisible():
            tab.choose([item.id])
            tab.grid.setFocus()

    def _point_out(self, item: EvidenceId, regions: Sequence[Region]) -> None:
        if self.page.item is not None and self.page.item.id == item:
            self.page.highlight_regions(regions)

    def _show(self, page: QWidget) -> None:
        if not self.is_open:
            self._before = self._parts.pages.currentWidget()
        self._parts.show_page(page)
        self._parts.middle.hide()
        self._parts.places.hide()

    def _on_page_changed(self, _index: int) -> None:
        if self.is_open:
            return
        self._parts.places.show()
        self.page.stop()
        if self._comparison is not None:
            self._comparison.stop()

    def _on_order(self, view: OrderView) -> None:
        if not self.is_open or view.order.id != self._order:
            return
        ids = {item.id for item in self._items}
        is_whole = len(ids) != 1 or len(view.evidence) == 1
        self._items = [item for item in view.evidence if is_whole or item.id in ids]
        if self._parts.pages.currentWidget() is self.page:
            self.page.refresh_items(self._items)
            if self.page.item is not None:
                self.desk.load_marks(self.page.item)
                self.desk.load_history(self.page.item.id)
            if self.page.beside.item is not None:
                self.desk.load_marks(self.page.beside.item)

    def _on_marks(self, item: EvidenceId, markup: Markup) -> None:
        if self._comparison is not None and self._parts.pages.currentWidget() is self._comparison:
            self.comparison.show_marks(item, markup)
        else:
            self.page.show_marks(item, markup)

    def _on_history(self, item: EvidenceId, entries: list[object]) -> None:
        if self.page.facts.item_id == item:
            self.page.facts.show_history(entries)  # type: ignore[arg-type]

    def _on_refused(self, key: int, name: str, error: InvalidField | None) -> None:
        if key == self.page.facts.item_id:
            self.page.facts.set_problem(name, "" if error is None else errors.beneath_field(error))

    def _on_field_accepted(self, name: str, value: str) -> None:
        order = self._parts.order_page.order
        if name in NOTED and order is not None and order.id == self._order:
            name, value = "note", noted(order.facts.note, ReadFieldName(name), value)
        if self._order is not None:
            self._desk.edit_order(self._order, name, value)

    def _on_comparison_ready(self, sides: tuple[Evidence, Evidence], markups: dict[EvidenceId, Markup]) -> None:
        left, right = (ComparisonSide(item.id) for item in sides)
        self._looked = self.page.item if self._parts.pages.currentWidget() is self.page else None
        self._show(self.comparison)
        self.comparison.start(self._items, left, right, markups)

    def _on_comparison_saved(self, left: ComparisonSide, right: ComparisonSide, lines: tuple[str, ...]) -> None:
        if self._order is None:
            return
        key = self._compared.id if self._compared else None
        wish = ComparisonWish(self._order, left, right, lines, self.comparison.pinned(), key)
        self.desk.save_comparison(wish, self.tr("已保存对比"))
        self._leave_comparison()

    def _leave_comparison(self) -> None:
        if self._looked is not None and self._compared is None:
            self.look(self._looked, self._items)
        else:
            self.close()

    def _connect(self) -> None:
        page, desk = self.page, self.desk
        page.closed.connect(self.close)
        page.item_shown.connect(desk.load)
        page.marks_wanted.connect(desk.load_marks)
        page.marks_changed.connect(desk.save_marks)
        page.edited.connect(self._desk.edit_evidence)
        page.field_accepted.connect(self._on_field_accepted)
        page.comparison_asked.connect(self.compare)
        page.told.connect(self._parts.taskbar.tell)
        desk.marks_loaded.connect(self._on_marks)
        desk.history_loaded.connect(self._on_history)
        desk.read.connect(self.set_readings)
        desk.comparison_ready.connect(self._on_comparison_ready)
        tab = self._parts.order_page.evidence
        tab.comparisons.open_asked.connect(lambda comparison: self.edit_comparison(comparison, tab.items))
        self._desk.order_loaded.connect(self._on_order)
        self._desk.field_refused.connect(self._on_refused)
