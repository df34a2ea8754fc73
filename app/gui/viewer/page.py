"""The viewer: one piece of evidence as large as the window, with its marks, its text and its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from app.casework.ocr import OcrMissing, is_available
from app.domain.evidence import Evidence, EvidenceId
from app.domain.marks import Mark, Markup, Region
from app.domain.readings import ReadField, Reading
from app.gui import errors, theme
from app.gui.scrolling import scrolled
from app.gui.viewer.bars import HeadBar, HideBar, ToolBar, indented
from app.gui.viewer.beside import BesidePane, Together, open_in
from app.gui.viewer.canvas import STEP, Canvas
from app.gui.viewer.editor import MarkEditor
from app.gui.viewer.facts import FactsPanel
from app.gui.viewer.fields_card import FieldsCard
from app.gui.viewer.keys import ViewerKeys
from app.gui.viewer.text_layer import Suggestions, TextLayer
from app.gui.viewer.tiles import Tiles
from app.gui.viewer.tools import Tool, advice
from app.gui.viewer.writing import WritingLine

_PANEL_WIDTH: Final = 264


class ViewerPage(QWidget):
    """Shows one item after another; every wish leaves as a signal, and what it shows comes by `show_…`."""

    closed = Signal()
    item_shown = Signal(object)
    marks_wanted = Signal(object)
    marks_changed = Signal(object, object)
    edited = Signal(object, str, str)
    field_accepted = Signal(str, str)
    comparison_asked = Signal(object, object)
    told = Signal(str)

    def __init__(self, tiles: Tiles, tiles_beside: Tiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._items: list[Evidence] = []
        self._index = 0
        self._is_editable = True
        self.head = HeadBar()
        self.tools = ToolBar()
        self.hiding = HideBar()
        self.hint = QLabel()
        self.canvas = Canvas(tiles)
        self.editor = MarkEditor(self)
        self.text = TextLayer(self)
        self.suggestions = Suggestions(self)
        self.beside = BesidePane(tiles_beside)
        self.facts = FactsPanel()
        self.fields = FieldsCard()
        self.writing = WritingLine(self.canvas)
        self.canvas.layers += [self.text, self.editor, self.suggestions]
        self.canvas.hand = self
        self.keys = ViewerKeys(self)
        self.canvas.installEventFilter(self.keys)
        self.together = Together(self.canvas, self.beside.canvas, self.beside.together)
        self._lay_out()
        self._connect()
        self.choose_tool(Tool.SELECT)

    @property
    def item(self) -> Evidence | None:
        """The item that is looked at."""
        return self._items[self._index] if self._items else None

    # --- what is shown ----------------------------------------------------------------------------------

    def open(self, items: Sequence[Evidence], item: EvidenceId) -> None:
        """Look at an item; `items` are those one can step to."""
        self._items = list(items)
        ids = [one.id for one in self._items]
        self._go(ids.index(item) if item in ids else 0)
        self.canvas.setFocus()

    def refresh_items(self, items: Sequence[Evidence]) -> None:
        """Take items as they are stored now; one that is gone gives way to its neighbour."""
        present = self.item
        if present is None or not items:
            self._items = []
            self.closed.emit()
            return
        self._items = list(items)
        ids = [one.id for one in self._items]
        if present.id not in ids:
            self._go(min(self._index, len(ids) - 1))
            return
        self._index = ids.index(present.id)
        self._show_facts(self._items[self._index])

    def stop(self) -> None:
        """Save what is under way and give the pictures back."""
        self.flush()
        self.head.beside.setChecked(False)
        self.canvas.tiles.close()

    def flush(self) -> None:
        """Save what is typed or moved and not saved yet."""
        self.writing.finish()
        self.editor.flush()
        self.facts.flush()

    def show_marks(self, item: EvidenceId, markup: Markup) -> None:
        """Show the marks of an item as they are stored, such as after an undo."""
        if self.item is not None and item == self.item.id:
            self.editor.show_markup(markup)
        self.beside.show_marks(item, markup)

    def show_reading(self, reading: Reading | None) -> None:
        """Offer recognised text for choosing and copying."""
        self.text.show_reading(reading)
        self._show_editable()
        if not self.text.lines and self.editor.tool is Tool.READ:
            self.choose_tool(Tool.SELECT)

    def highlight_regions(self, regions: Sequence[Region]) -> None:
        """Mark where something was found, and bring the first of it into sight."""
        self.text.highlight(regions)
        for region in regions[:1]:
            self.canvas.bring_to_view(region.x, region.y, region.width, region.height)

    def show_suggestions(self, marks: Sequence[Mark]) -> None:
        """Suggest what should be hidden."""
        self.suggestions.show_marks(marks if self._is_editable else ())

    def show_fields(self, fields: Sequence[ReadField], typed: Mapping[str, str]) -> None:
        """Show what was read beside what was typed into the order."""
        self.fields.show_fields(fields, typed, is_editable=self._is_editable)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self._is_editable = editable
        self._show_editable()
        self.facts.set_editable(editable)
        self.beside.compare.setEnabled(editable)

    def choose_tool(self, tool: Tool) -> None:
        """Take a tool in the hand."""
        is_allowed = tool is Tool.SELECT or (self._is_editable if tool.kind else bool(self.text.lines))
        if not is_allowed:
            self.hint.setText(self._unread() if tool is Tool.READ else self.tr("只读打开，不能标注。"))
            return
        self.editor.tool = tool
        if tool.kind is not None:
            self.editor.choose(None)
        self.text.is_active = tool is Tool.READ
        self.tools.show_tool(tool)
        self.hint.setText(advice(tool))
        self.canvas.viewport().update()

    def _unread(self) -> str:
        """Say why there is no text to be chosen."""
        return self.tr("这份证据还没有识别出文字。") if is_available() else errors.sentence(OcrMissing())

    def next_suggestion(self) -> None:
        """Go to the next thing that should perhaps be hidden."""
        mark = self.suggestions.step(1)
        if mark is not None:
            self.canvas.bring_to_view(mark.region.x, mark.region.y, mark.region.width, mark.region.height)

    def copy_text(self) -> None:
        """Copy the text that is chosen."""
        if text := self.text.chosen_text:
            QGuiApplication.clipboard().setText(text)
            self.told.emit(self.tr("文字已复制。识别结果可能有错，请对照图片。"))

    # --- the hand: suggestions first, then text or marks ------------------------------------------------

    def press(self, at: QPointF, canvas: Canvas) -> bool:
        """Begin with what lies there."""
        self.writing.finish()
        if self.editor.tool in {Tool.SELECT, Tool.BAR} and self.suggestions.press(at, canvas):
            return True
        return self._hand.press(at, canvas)

    def drag(self, at: QPointF, canvas: Canvas) -> None:
        """Go on."""
        self._hand.drag(at, canvas)

    def release(self, at: QPointF, canvas: Canvas) -> None:
        """End."""
        self._hand.release(at, canvas)

    def hover(self, at: QPointF, canvas: Canvas) -> Qt.CursorShape:
        """Return the pointer's shape."""
        return self._hand.hover(at, canvas)

    def double_press(self, at: QPointF, canvas: Canvas) -> None:
        """Open what lies there."""
        self._hand.double_press(at, canvas)

    @property
    def _hand(self) -> TextLayer | MarkEditor:
        return self.text if self.editor.tool is Tool.READ else self.editor

    # --- inside -----------------------------------------------------------------------------------------

    def _go(self, index: int) -> None:
        self.flush()
        self._index = index
        item = self._items[index]
        original = item.original
        self.editor.start(original.width or 1, original.height or 1, Markup())
        self.show_reading(None)
        self.text.highlight(())
        self.suggestions.show_marks(())
        self.fields.show_fields((), {})
        open_in(self.canvas, item)
        self._show_facts(item)
        self.item_shown.emit(item)

    def _show_facts(self, item: Evidence) -> None:
        title = self.tr("证据{} · {}").format(item.number, item.name)
        self.head.show_place(title, self._index, len(self._items))
        self.facts.show_item(item)
        self._show_editable()

    def _show_editable(self) -> None:
        can_mark = self._is_editable and self.item is not None and self.item.is_picture
        self.editor.is_editable = can_mark
        self.tools.set_editable(can_mark, has_text=bool(self.text.lines))

    def _step(self, by: int) -> None:
        index = self._index + by
        if 0 <= index < len(self._items):
            self._go(index)
        else:
            self.hint.setText(self.tr("这是最后一份。") if by > 0 else self.tr("这是第一份。"))

    def _on_committed(self, markup: Markup) -> None:
        if self.item is not None:
            self.marks_changed.emit(self.item.id, markup)

    def _on_beside(self, is_on: bool) -> None:
        self.beside.setVisible(is_on)
        if is_on and self.item is not None:
            self.beside.start(self._items, self.item)
            half = self._side.width() // 2
            self._side.setSizes([half, half])
        else:
            self.beside.stop()

    def _on_comparison(self) -> None:
        if self.item is not None and self.beside.item is not None:
            self.comparison_asked.emit(self.item, self.beside.item)

    def _on_chosen_changed(self) -> None:
        self.tools.show_chosen(self.editor.chosen is not None and self.editor.is_editable)

    def _connect(self) -> None:
        head, canvas, repaint = self.head, self.canvas, self.canvas.viewport().update
        head.back.clicked.connect(self.closed)
        head.previous.clicked.connect(lambda: self._step(-1))
        head.next.clicked.connect(lambda: self._step(1))
        head.smaller.clicked.connect(lambda: canvas.zoom_by(1 / STEP))
        head.larger.clicked.connect(lambda: canvas.zoom_by(STEP))
        head.zoom.clicked.connect(lambda: canvas.zoom_to(1.0))
        head.width_fit.clicked.connect(canvas.fit_width)
        head.page_fit.clicked.connect(canvas.fit_page)
        head.beside.toggled.connect(self._on_beside)
        head.facts.toggled.connect(self._panel.setVisible)
        canvas.zoomed.connect(head.show_zoom)
        canvas.moved.connect(self.writing.follow)
        canvas.close_asked.connect(self.closed)
        canvas.step_asked.connect(self._step)
        self.tools.tool_chosen.connect(self._on_tool)
        self.tools.colour_chosen.connect(self.editor.set_colour)
        self.tools.delete_asked.connect(self.editor.delete_chosen)
        for layer in (self.editor, self.text, self.suggestions):
            layer.repaint.connect(repaint)
        self.editor.committed.connect(self._on_committed)
        self.editor.hinted.connect(self.hint.setText)
        self.editor.chosen_changed.connect(self._on_chosen_changed)
        self.editor.text_asked.connect(self.writing.ask)
        self.writing.written.connect(self.editor.set_text)
        self.suggestions.changed.connect(
            lambda: self.hiding.show_marks(self.suggestions.marks, self.suggestions.present)
        )
        self.suggestions.accepted.connect(lambda marks: self.editor.add(*marks))
        self.hiding.next.clicked.connect(self.next_suggestion)
        self.hiding.one.clicked.connect(self.suggestions.accept_present)
        self.hiding.all.clicked.connect(self.suggestions.accept_all)
        self.hiding.ignore.clicked.connect(lambda: self.suggestions.show_marks(()))
        self.beside.item_chosen.connect(self.marks_wanted)
        self.beside.comparison_asked.connect(self._on_comparison)
        self.beside.canvas.close_asked.connect(self.closed)
        self.facts.edited.connect(self.edited)
        self.facts.told.connect(self.told)
        self.fields.accepted.connect(self.field_accepted)
        self.fields.looked_at.connect(lambda region: self.highlight_regions([region]))

    def _on_tool(self, tool: Tool) -> None:
        self.choose_tool(tool)
        self.canvas.setFocus()

    def _lay_out(self) -> None:
        # From the outside in: each move of a part with all that is in it gives all of that its look again.
        self.hint.setObjectName("meta")
        self.hint.setContentsMargins(3 * theme.UNIT, 2, 3 * theme.UNIT, theme.UNIT)
        self.hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, indented(self.tools), self.hint, self.hiding):
            column.addWidget(part)
        across = QSplitter(Qt.Orientation.Horizontal)
        column.addWidget(across, 1)
        self._side = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self._side)
        self._side.addWidget(self.canvas)
        self._side.addWidget(self.beside)
        self._side.setChildrenCollapsible(False)
        self._side.setHandleWidth(1)
        self.beside.hide()
        panel = QWidget()
        self._panel = scrolled(panel)
        self._panel.setFixedWidth(_PANEL_WIDTH)
        across.addWidget(self._panel)
        stack = QVBoxLayout(panel)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.fields)
        stack.addWidget(self.facts)
        across.setChildrenCollapsible(False)
        across.setHandleWidth(1)
        across.setStretchFactor(0, 1)
