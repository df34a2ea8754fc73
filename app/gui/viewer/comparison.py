"""Making a comparison: two pictures, or a picture and a text, and what differs, numbered and said in one line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.comparisons import MOST_DIFFERENCES, Comparison, ComparisonSide
from app.domain.evidence import Evidence, EvidenceId
from app.domain.marks import Mark, MarkColour, MarkKind, Markup
from app.gui import theme
from app.gui.scrolling import scrolled
from app.gui.viewer import shapes
from app.gui.viewer.beside import open_in
from app.gui.viewer.canvas import Canvas
from app.gui.viewer.differences import DifferenceList
from app.gui.viewer.mark_painting import paint_mark
from app.gui.viewer.tiles import Tiles


class ComparisonHalf(QWidget):
    """One side: a picture that is clicked on, or a text."""

    clicked = Signal(QPointF)
    item_chosen = Signal(object)

    def __init__(self, name: str, tiles: Tiles) -> None:
        super().__init__()
        self._items: list[Evidence] = []
        self.item: Evidence | None = None
        self.markup = Markup()
        self.pins: dict[int, QPointF] = {}
        self.choice = QComboBox()
        self.choice.setAccessibleName(name)
        self.choice.setMinimumContentsLength(8)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.canvas = Canvas(tiles)
        self.canvas.hand = self
        self.canvas.layers.append(self)
        self.entry = QPlainTextEdit(placeholderText=self.tr("把承诺、聊天或页面上的原话抄在这里"))
        self.entry.setAccessibleName(self.tr("{}的文字").format(name))
        self.entry.setTabChangesFocus(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.canvas)
        self.stack.addWidget(self.entry)
        caption = QLabel(name)
        caption.setObjectName("section")
        top = QHBoxLayout()
        top.setContentsMargins(2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, theme.UNIT)
        top.addWidget(caption)
        top.addSpacing(theme.UNIT)
        top.addWidget(self.choice, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        self.choice.activated.connect(self._on_chosen)

    def start(self, items: Sequence[Evidence], side: ComparisonSide) -> None:
        """Offer the pictures, and show a side."""
        self._items = [item for item in items if item.is_picture]
        self.choice.clear()
        for item in self._items:
            self.choice.addItem(self.tr("证据{} · {}").format(item.number, item.name))
        self.choice.addItem(self.tr("一段文字"))
        self.entry.setPlainText(side.text)
        ids = [item.id for item in self._items]
        row = ids.index(side.evidence) if side.evidence in ids else len(ids)
        self.choice.setCurrentIndex(row)
        self._show(row)

    def stop(self) -> None:
        """Give the picture back."""
        self.item = None
        self.canvas.tiles.close()

    @property
    def side(self) -> ComparisonSide:
        """The side as it would be recorded."""
        return ComparisonSide(self.item.id) if self.item else ComparisonSide(None, self.entry.toPlainText())

    def show_markup(self, markup: Markup, pins: Mapping[int, QPointF]) -> None:
        """Show the picture's other marks, and the numbers by the index of their difference."""
        self.markup, self.pins = markup, dict(pins)
        self.canvas.viewport().update()

    def marked(self) -> Markup:
        """Return the marks of the picture with its numbers as they stand here."""
        others = tuple(mark for mark in self.markup.marks if mark.kind is not MarkKind.CALLOUT)
        return Markup((*others, *self._numbers()))

    def _numbers(self) -> list[Mark]:
        size = self.canvas.picture_size.width(), self.canvas.picture_size.height()
        return [
            Mark(MarkKind.CALLOUT, shapes.callout_at(at, size), MarkColour.RED, number=index + 1)
            for index, at in sorted(self.pins.items())
        ]

    def press(self, at: QPointF, canvas: Canvas) -> bool:
        """Put a number, where it is on the picture."""
        size = canvas.picture_size
        if not (0 <= at.x() <= size.width() and 0 <= at.y() <= size.height()):
            return False
        self.clicked.emit(at)
        return True

    def drag(self, _at: QPointF, _canvas: Canvas) -> None:
        """Do nothing: numbers are put by a click."""

    def release(self, _at: QPointF, _canvas: Canvas) -> None:
        """Do nothing."""

    def double_press(self, _at: QPointF, _canvas: Canvas) -> None:
        """Do nothing: the first click has put the number."""

    def hover(self, _at: QPointF, _canvas: Canvas) -> Qt.CursorShape:
        """Return a cross."""
        return Qt.CursorShape.CrossCursor

    def paint(self, painter: QPainter, canvas: Canvas) -> None:
        """Paint the marks."""
        for mark in self.marked().marks:
            paint_mark(painter, canvas, mark)

    def _on_chosen(self, row: int) -> None:
        self._show(row)
        self.item_chosen.emit(self.item)

    def _show(self, row: int) -> None:
        self.item = self._items[row] if row < len(self._items) else None
        self.markup, self.pins = Markup(), {}
        if self.item is None:
            self.canvas.tiles.close()
            self.stack.setCurrentWidget(self.entry)
        else:
            self.stack.setCurrentWidget(self.canvas)
            open_in(self.canvas, self.item)


class ComparisonEditor(QWidget):
    """Two halves over the list of differences; `comparison_saved` carries both sides and the lines."""

    comparison_saved = Signal(object, object, tuple)
    marks_wanted = Signal(object)
    closed = Signal()

    def __init__(self, tiles_left: Tiles, tiles_right: Tiles) -> None:
        super().__init__()
        self.setObjectName("page")
        self.left = ComparisonHalf(self.tr("左：承诺或想买的"), tiles_left)
        self.right = ComparisonHalf(self.tr("右：实际或买到的"), tiles_right)
        self.differences = DifferenceList()
        self.hint = QLabel(self.tr("在图上点一下不同的地方，再写一句有什么不同。编号会显示在两张图上。"))
        self.hint.setObjectName("meta")
        self.hint.setWordWrap(True)
        self.add = QPushButton(self.tr("＋ 加一条"))
        self.save = QPushButton(self.tr("保存对比"))
        self.save.setProperty("primary", True)
        self.back = QPushButton(self.tr("‹ 返回"))
        self.back.setProperty("flat", True)
        self.save.clicked.connect(self._on_save)
        self.back.clicked.connect(self.closed)
        self.add.clicked.connect(lambda: self._add(None, None))
        self.differences.moved.connect(self._on_moved)
        self.differences.removed.connect(self._on_removed)
        for half in (self.left, self.right):
            half.clicked.connect(lambda at, half=half: self._add(half, at))
            half.item_chosen.connect(lambda item: self.marks_wanted.emit(item) if item else None)
            half.canvas.close_asked.connect(self.closed)
        self._lay_out()

    def start(
        self,
        items: Sequence[Evidence],
        left: ComparisonSide,
        right: ComparisonSide,
        markups: Mapping[EvidenceId, Markup],
        *,
        comparison: Comparison | None = None,
    ) -> None:
        """Begin with two sides; numbers that are already on their pictures become differences."""
        for half, side in ((self.left, left), (self.right, right)):
            half.start(items, side)
        self.differences.set_lines(list(comparison.differences) if comparison else [])
        for item, markup in markups.items():
            self.show_marks(item, markup)
        self.hint_problem("")

    def show_marks(self, item: EvidenceId, markup: Markup) -> None:
        """Show the marks of a picture; its numbers point at the differences of the same number."""
        callouts = [mark for mark in markup.marks if mark.kind is MarkKind.CALLOUT and mark.number]
        lines = self.differences.lines()
        for mark in sorted(callouts, key=lambda mark: mark.number or 0):
            number = mark.number or 0
            if number > MOST_DIFFERENCES:
                continue
            lines += [""] * (number - len(lines))
            lines[number - 1] = lines[number - 1] or mark.text
        if lines != self.differences.lines():
            self.differences.set_lines(lines)
        for half in (self.left, self.right):
            if half.item is not None and half.item.id == item:
                size = half.canvas.picture_size.width(), half.canvas.picture_size.height()
                pins = {
                    (mark.number or 0) - 1: shapes.bounds(mark, size).center()
                    for mark in callouts
                    if (mark.number or 0) <= MOST_DIFFERENCES
                }
                half.show_markup(markup, pins)

    def pinned(self) -> tuple[tuple[EvidenceId, Markup], ...]:
        """Return the marks of each picture with the numbers as they stand here, their lines in order."""
        lines = self.differences.lines()
        kept = [index for index, line in enumerate(lines) if line.strip()]
        numbers = {index: number for number, index in enumerate(kept)}
        found: dict[EvidenceId, Markup] = {}
        for half in (self.left, self.right):
            if half.item is None:
                continue
            # A difference without words is dropped, and those after it move up.
            pins = {numbers[index]: at for index, at in half.pins.items() if index in numbers}
            half.show_markup(half.markup, pins)
            found[half.item.id] = half.marked()
        self.differences.set_lines([lines[index] for index in kept])
        return tuple((item, markup) for item, markup in found.items())

    def hint_problem(self, words: str) -> None:
        """Say what is missing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def stop(self) -> None:
        """Give the pictures back."""
        self.left.stop()
        self.right.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _add(self, half: ComparisonHalf | None, at: QPointF | None) -> None:
        if len(self.differences.lines()) >= MOST_DIFFERENCES:
            self.hint_problem(self.tr("最多 {} 条。").format(MOST_DIFFERENCES))
            return
        index = self._waiting(half) if half is not None else None
        if index is None:
            index = self.differences.append("")
        if half is not None and at is not None:
            half.pins[index] = at
            half.canvas.viewport().update()
        self.differences.focus(index)

    def _waiting(self, half: ComparisonHalf) -> int | None:
        """Return the last difference, where it is shown on the other side and not yet on this one."""
        other = self.right if half is self.left else self.left
        last = len(self.differences.lines()) - 1
        return last if last >= 0 and last in other.pins and last not in half.pins else None

    def _on_moved(self, index: int, to: int) -> None:
        def swapped(pins: dict[int, QPointF]) -> dict[int, QPointF]:
            return {({index: to, to: index}.get(key, key)): at for key, at in pins.items()}

        self._change_pins(swapped)

    def _on_removed(self, index: int) -> None:
        self._change_pins(lambda pins: {key - (key > index): at for key, at in pins.items() if key != index})

    def _change_pins(self, change: Callable[[dict[int, QPointF]], dict[int, QPointF]]) -> None:
        for half in (self.left, self.right):
            half.pins = change(half.pins)
            half.canvas.viewport().update()

    def _on_save(self) -> None:
        lines = tuple(line.strip() for line in self.differences.lines() if line.strip())
        left, right = self.left.side, self.right.side
        if any(side.evidence is None and not side.text.strip() for side in (left, right)):
            self.hint_problem(self.tr("两边都要有一张图片或一段文字。"))
        elif left.evidence is not None and left == right:
            self.hint_problem(self.tr("两边是同一张图片，请换一张。"))
        elif not lines:
            self.hint_problem(self.tr("请至少写一条不同。"))
        else:
            self.hint_problem("")
            clean = [replace(side, text=side.text.strip()) for side in (left, right)]
            self.comparison_saved.emit(clean[0], clean[1], lines)

    def _lay_out(self) -> None:
        self.problem = QLabel()
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        title = QLabel(self.tr("对比证据"))
        title.setObjectName("section")
        top = QHBoxLayout()
        top.setContentsMargins(2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, theme.UNIT)
        top.addWidget(self.back)
        top.addWidget(title)
        top.addSpacing(2 * theme.UNIT)
        top.addWidget(self.hint, 1)
        top.addWidget(self.save)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self.left)
        halves.addWidget(self.right)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(3 * theme.UNIT, theme.UNIT, 3 * theme.UNIT, 2 * theme.UNIT)
        column.addWidget(self.problem)
        column.addWidget(scrolled(self.differences), 1)
        column.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.addWidget(halves)
        whole.addWidget(below)
        whole.setChildrenCollapsible(False)
        whole.setHandleWidth(1)
        whole.setStretchFactor(0, 1)
        whole.setSizes([520, 200])
        below.setMinimumHeight(140)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(whole, 1)
