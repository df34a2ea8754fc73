"""The second picture at the side of the first, scrolled together with it or on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.evidence import Evidence, EvidenceId
from app.domain.marks import Markup
from app.gui import theme
from app.gui.ticks import TickBox
from app.gui.viewer.canvas import Canvas
from app.gui.viewer.mark_painting import paint_mark
from app.gui.viewer.tiles import Tiles


class ShownMarks:
    """Marks that are only looked at."""

    def __init__(self) -> None:
        self.markup = Markup()

    def paint(self, painter: QPainter, canvas: Canvas) -> None:
        """Paint them."""
        for mark in self.markup.marks:
            paint_mark(painter, canvas, mark)


class BesidePane(QWidget):
    """A choice of evidence and its picture."""

    item_chosen = Signal(object)
    comparison_asked = Signal()

    def __init__(self, tiles: Tiles) -> None:
        super().__init__()
        self._items: list[Evidence] = []
        self.item: Evidence | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("并排看哪一份"))
        self.choice.setMinimumContentsLength(8)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.together = TickBox(self.tr("一起滚动"))
        self.together.setChecked(True)
        self.compare = QPushButton(self.tr("做成对比…"))
        self.compare.setToolTip(self.tr("把这两份做成一份对比证据，逐条写明不同"))
        self.canvas = Canvas(tiles)
        self.marks = ShownMarks()
        self.canvas.layers.append(self.marks)
        top = QHBoxLayout()
        top.setContentsMargins(2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, theme.UNIT)
        top.addWidget(self.choice, 1)
        top.addSpacing(theme.UNIT)
        top.addWidget(self.together)
        top.addWidget(self.compare)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.canvas, 1)
        self.choice.activated.connect(self._on_chosen)
        self.compare.clicked.connect(self.comparison_asked)

    def start(self, items: Sequence[Evidence], beside: Evidence) -> None:
        """Offer all pictures, and show the one after the one that stands beside."""
        self._items = [item for item in items if item.is_picture]
        self.choice.clear()
        for item in self._items:
            self.choice.addItem(self.tr("证据{} · {}").format(item.number, item.name))
        ids = [item.id for item in self._items]
        position = ids.index(beside.id) if beside.id in ids else -1
        if self._items:
            self.choice.setCurrentIndex((position + 1) % len(self._items))
            self._on_chosen(self.choice.currentIndex())

    def stop(self) -> None:
        """Give the picture back."""
        self.item = None
        self.canvas.tiles.close()

    def show_marks(self, item: EvidenceId, markup: Markup) -> None:
        """Show the marks of the item, if it is this one."""
        if self.item is not None and item == self.item.id:
            self.marks.markup = markup
            self.canvas.viewport().update()

    def _on_chosen(self, index: int) -> None:
        self.item = self._items[index]
        self.marks.markup = Markup()
        open_in(self.canvas, self.item)
        self.item_chosen.emit(self.item)


class Together(QObject):
    """Lets two canvases scroll and zoom by the same amounts, as long as it is switched on."""

    def __init__(self, first: Canvas, second: Canvas, switch: TickBox) -> None:
        super().__init__(first)
        self._switch = switch
        self._is_following = False
        for one, other in ((first, second), (second, first)):
            one.zoomed_by.connect(lambda factor, other=other: self._follow(lambda: other.zoom_by(factor), other))
            one.scrolled_by.connect(lambda dx, dy, other=other: self._follow(lambda: other.scroll_by(dx, dy), other))

    def _follow(self, move: Callable[[], None], other: Canvas) -> None:
        # What follows is no wish of its own, and must not come back.
        if self._switch.isChecked() and not self._is_following and other.isVisible() and other.tiles.is_ready:
            self._is_following = True
            move()
            self._is_following = False


def open_in(canvas: Canvas, item: Evidence) -> None:
    """Show an item's picture on a canvas, or say why there is none."""
    original = item.original
    canvas.setAccessibleName(item.name)
    if not item.is_picture or original.width is None or original.height is None:
        canvas.tiles.close()
        canvas.show_size(0, 0)
        canvas.show_problem(canvas.tr("这份证据不是图片，不能在这里看。"))
        return
    canvas.show_size(original.width, original.height)
    canvas.tiles.open(item, canvas.picture_size)
