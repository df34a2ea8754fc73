"""The grid of evidence: its items are put in order by dragging them, or by Alt and the arrow keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QListView

from app.gui import theme
from app.gui.evidence.delegate import CARD, EvidenceDelegate
from app.gui.evidence.model import EvidenceModel

_SCROLL_MS: Final = 30
_SCROLL_STEP: Final = 24
_EDGE: Final = 36
"""How near to the upper or lower edge a drag scrolls, in pixels."""


class EvidenceGrid(QListView):
    """Shows cards; `moved` carries the rows that were taken and the row before which they were put."""

    moved = Signal(list, int)

    def __init__(self, model: EvidenceModel) -> None:
        super().__init__()
        self.is_movable = True
        self._pressed: QPoint | None = None
        self._gap: int | None = None
        self._pointer = QPoint()
        self._scrolling = QTimer(self, interval=_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll_on)
        self.setModel(model)
        self._delegate = EvidenceDelegate(self)
        self.setItemDelegate(self._delegate)
        self._rest = QTimer(self, interval=0, singleShot=True)
        self._rest.timeout.connect(self.viewport().update)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setGridSize(CARD + QSize(3 * theme.UNIT, 3 * theme.UNIT))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        # So that pressing one of several chosen items leaves all of them chosen; Qt's own drags are never started.
        self.setDragEnabled(True)
        # Files that come from outside are for the page beneath.
        self.viewport().setAcceptDrops(False)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("证据"))

    @property
    def gap(self) -> int | None:
        """The row before which a drag would put its items now; None where nothing is dragged."""
        return self._gap

    def chosen_rows(self) -> list[int]:
        """Return the rows that are chosen, in order."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.size())]
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a drag might begin."""
        is_on_item = event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid()
        self._pressed = event.position().toPoint() if is_on_item else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the chosen items along."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        self._pointer = event.position().toPoint()
        is_far = (self._pointer - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not self.is_movable or (self._gap is None and not is_far):
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._show_gap()
        if self._scroll_by():
            self._scrolling.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put what was dragged where the line stands."""
        gap = self._gap
        self._pressed = None
        if gap is None:
            super().mouseReleaseEvent(event)
            return
        self._stop()
        self.setState(QListView.State.NoState)
        self._move_to(gap)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move items by Alt and an arrow; Escape lets go of what is dragged."""
        if event.key() == Qt.Key.Key_Escape and self._gap is not None:
            self._pressed = None
            self._stop()
            return
        backward = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Left}
        forward = event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Right}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and (backward or forward):
            rows = self.chosen_rows()
            if rows and self.is_movable:
                self._move_to(max(rows[0] - 1, 0) if backward else min(rows[-1] + 2, self.model().rowCount()))
            event.accept()
            return
        super().keyPressEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Start none of Qt's own drags."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cards, and the line where dragged items would go."""
        self._delegate.begin()
        super().paintEvent(event)
        if self._delegate.end():
            self._rest.start()
        if self._gap is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._line_at(self._gap)
        painter.setPen(QPen(QColor(theme.tokens().accent), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(line.topLeft(), line.bottomLeft())

    def _move_to(self, gap: int) -> None:
        rows = self.chosen_rows()
        rest = [row for row in range(self.model().rowCount()) if row not in set(rows)]
        place = sum(row < gap for row in rest)
        if rows and [*rest[:place], *rows, *rest[place:]] != list(range(self.model().rowCount())):
            self.moved.emit(rows, gap)

    def _show_gap(self) -> None:
        self._gap = self._gap_at(self._pointer)
        self.viewport().update()

    def _gap_at(self, place: QPoint) -> int:
        count = self.model().rowCount()
        first = self.visualRect(self.model().index(0, 0))
        cell = self.gridSize()
        columns = self._columns()
        line = max((place.y() - first.top()) // cell.height(), 0)
        column = min(max(round((place.x() - first.left()) / cell.width()), 0), columns)
        return min(line * columns + column, count)

    def _columns(self) -> int:
        """Return how many cards stand beside each other."""
        top = self.visualRect(self.model().index(0, 0)).top()
        count = self.model().rowCount()
        return next(
            (row for row in range(1, count) if self.visualRect(self.model().index(row, 0)).top() != top), max(count, 1)
        )

    def _line_at(self, gap: int) -> QRect:
        is_end = gap >= self.model().rowCount() or (gap > 0 and gap % self._columns() == 0 and self._is_right_half())
        card = self.visualRect(self.model().index(gap - 1 if is_end else gap, 0))
        x = card.right() + 3 if is_end else max(card.left() - 1, 2)
        return QRect(x, card.top() + 6, 1, CARD.height() - 4)

    def _is_right_half(self) -> bool:
        return self._pointer.x() > self.viewport().width() // 2

    def _scroll_by(self) -> int:
        if self._pointer.y() < _EDGE:
            return -_SCROLL_STEP
        return _SCROLL_STEP if self._pointer.y() > self.viewport().height() - _EDGE else 0

    def _scroll_on(self) -> None:
        step = self._scroll_by()
        if self._gap is None or not step:
            self._scrolling.stop()
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step)
        self._show_gap()

    def _stop(self) -> None:
        self._gap = None
        self._scrolling.stop()
        self.unsetCursor()
        self.viewport().update()
