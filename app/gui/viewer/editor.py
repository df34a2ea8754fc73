"""Drawing, choosing and pulling marks; each finished step is told as the whole markup, to be saved as one change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from app.domain.mark_shapes import letter_size
from app.domain.marks import Mark, MarkColour, MarkKind, Markup, Region
from app.gui import theme
from app.gui.viewer import shapes
from app.gui.viewer.canvas import Canvas
from app.gui.viewer.mark_painting import paint_crop, paint_mark
from app.gui.viewer.shapes import Corner
from app.gui.viewer.tools import Tool

_SLACK: Final = 6.0
"""How near to a mark, in units of the screen, the pointer takes hold of it."""
_TREMBLE: Final = 3.0
"""Drags shorter than this, in units of the screen, are clicks."""
_HANDLE: Final = 4.0
_NUDGED_MS: Final = 400


@dataclass(slots=True)
class _Drag:
    """A drag under way: what is drawn, moved, or pulled by a handle."""

    start: QPointF
    mark: Mark | None = None
    corner: Corner | None = None


class MarkEditor(QObject):
    """The hand that draws and the layer that shows; `committed` carries all marks after each finished step."""

    committed = Signal(object)
    hinted = Signal(str)
    text_asked = Signal(object, str)
    chosen_changed = Signal()
    repaint = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.markup = Markup()
        self.tool = Tool.SELECT
        self.colour = MarkColour.RED
        self.chosen: int | None = None
        self.is_editable = True
        self._size = (1, 1)
        self._drag: _Drag | None = None
        self._draft: Mark | None = None
        self._nudged = QTimer(self, interval=_NUDGED_MS, singleShot=True)
        self._nudged.timeout.connect(lambda: self.committed.emit(self.markup))

    def start(self, width: int, height: int, markup: Markup) -> None:
        """Show the marks of another picture of that size."""
        self.flush()
        self._size = (max(width, 1), max(height, 1))
        self._drag = self._draft = None
        self.choose(None)
        self.show_markup(markup)

    def show_markup(self, markup: Markup) -> None:
        """Show marks as they are stored, such as after an undo; a drag under way goes on."""
        if self._nudged.isActive() or markup == self.markup:
            return
        self.markup = markup
        if self.chosen is not None and self.chosen >= len(markup.marks):
            self.choose(None)
        self.repaint.emit()

    def flush(self) -> None:
        """Tell now what was moved by keys and not told yet."""
        if self._nudged.isActive():
            self._nudged.stop()
            self.committed.emit(self.markup)

    def choose(self, index: int | None) -> None:
        """Choose a mark."""
        if index != self.chosen:
            self.chosen = index
            self.chosen_changed.emit()
        self.repaint.emit()

    def choose_next(self, step: int) -> None:
        """Choose the next mark, or the one before, round and round."""
        count = len(self.markup.marks)
        if count:
            self.choose((self.chosen + step) % count if self.chosen is not None else (0 if step > 0 else count - 1))

    def set_colour(self, colour: MarkColour) -> None:
        """Draw in a colour from now on, and give it to the chosen mark."""
        self.colour = colour
        mark = self.chosen_mark
        if mark is not None and mark.colour is not colour and self.is_editable:
            self._replace_chosen(replace(mark, colour=colour))

    @property
    def chosen_mark(self) -> Mark | None:
        """The mark that is chosen."""
        return self.markup.marks[self.chosen] if self.chosen is not None else None

    def delete_chosen(self) -> None:
        """Take the chosen mark away."""
        if self.chosen is None or not self.is_editable:
            return
        self.flush()
        marks = list(self.markup.marks)
        del marks[self.chosen]
        self.choose(None)
        self._commit(tuple(marks))

    def nudge(self, dx: int, dy: int, *, is_resizing: bool = False) -> None:
        """Move or resize the chosen mark by pixels; several in a row are told as one step."""
        mark = self.chosen_mark
        if mark is None or self.chosen is None or not self.is_editable:
            return
        if is_resizing:
            end = QPointF(mark.region.right + dx, mark.region.bottom + dy)
            region = shapes.pulled(mark, (1, 1), end, self._size)
        else:
            region = shapes.moved(mark.region, dx, dy, self._size)
        if region != mark.region:
            self._set(self.chosen, replace(mark, region=region))
            self._nudged.start()

    def add(self, *added: Mark) -> None:
        """Add marks as one step."""
        if self.is_editable and added:
            self.flush()
            self._commit((*self.markup.marks, *added))

    def place(self, at: QPointF) -> None:
        """Put a mark of the tool's kind around a place, for whoever draws by keys."""
        kind = self.tool.kind
        if kind is None or not self.is_editable:
            return
        letter = letter_size(*self._size)
        half = QPointF(letter * 3, letter)
        region = shapes.between(kind, at - half, at + half, self._size)
        self._finish(kind, region, at)

    def set_text(self, target: Mark | Region, text: str) -> None:
        """Take what was typed for a mark, or for the region of a new text."""
        text = text.strip()
        if isinstance(target, Region):
            if text:
                self._commit((*self.markup.marks, Mark(MarkKind.TEXT, target, self.colour, text)))
        elif target in self.markup.marks:
            index = self.markup.marks.index(target)
            if not text and target.kind is MarkKind.TEXT:
                self.choose(index)
                self.delete_chosen()
            elif text != target.text:
                self._set(index, replace(target, text=text))
                self.committed.emit(self.markup)

    # --- the hand ---------------------------------------------------------------------------------------

    def press(self, at: QPointF, canvas: Canvas) -> bool:
        """Begin to draw, or take hold of a mark or its handle; what cannot be changed is only chosen."""
        self.flush()
        slack = _SLACK / canvas.zoom
        if self.tool.kind is not None and self.is_editable:
            self._drag = _Drag(at)
            return True
        corner = self._handle_at(at, slack)
        if corner is not None:
            self._drag = _Drag(at, self.chosen_mark, corner)
            return True
        self.choose(self._mark_at(at, slack))
        if self.chosen is None or not self.is_editable:
            return self.chosen is not None
        self._drag = _Drag(at, self.chosen_mark)
        return True

    def drag(self, at: QPointF, canvas: Canvas) -> None:
        """Show what would become of it."""
        drag = self._drag
        if drag is None:
            return
        if drag.mark is None:
            kind = self.tool.kind
            is_dragged = _length(at - drag.start) * canvas.zoom > _TREMBLE
            region = shapes.between(kind, drag.start, at, self._size) if kind and is_dragged else None
            # A number is put by a click, and a text shows as the frame it will stand in.
            shown = {MarkKind.CALLOUT: None, MarkKind.TEXT: MarkKind.BOX}.get(kind, kind) if kind else None
            self._draft = Mark(shown, region, self.colour) if shown and region else None
        else:
            self._draft = replace(drag.mark, region=self._dragged(drag, at))
        self.repaint.emit()

    def release(self, at: QPointF, canvas: Canvas) -> None:
        """Finish the step; a click moves nothing."""
        drag, self._drag, self._draft = self._drag, None, None
        if drag is None:
            return
        is_dragged = _length(at - drag.start) * canvas.zoom > _TREMBLE
        if drag.mark is not None:
            pulled = self._dragged(drag, at)
            if is_dragged and pulled != drag.mark.region and self.chosen is not None:
                self._replace_chosen(replace(drag.mark, region=pulled))
        elif (kind := self.tool.kind) is not None:
            region = shapes.between(kind, drag.start, at, self._size) if is_dragged else None
            self._finish(kind, region, drag.start)
        self.repaint.emit()

    def hover(self, at: QPointF, canvas: Canvas) -> Qt.CursorShape:
        """Return the pointer's shape over a place."""
        if self.tool.kind is not None and self.is_editable:
            return Qt.CursorShape.CrossCursor
        slack = _SLACK / canvas.zoom
        corner = self._handle_at(at, slack)
        if corner is not None:
            if 0 in corner:
                return Qt.CursorShape.SizeHorCursor if corner[0] else Qt.CursorShape.SizeVerCursor
            return Qt.CursorShape.SizeFDiagCursor if corner[0] == corner[1] else Qt.CursorShape.SizeBDiagCursor
        return Qt.CursorShape.SizeAllCursor if self._mark_at(at, slack) is not None else Qt.CursorShape.ArrowCursor

    def double_press(self, at: QPointF, canvas: Canvas) -> None:
        """Write to a number or a text."""
        self.choose(self._mark_at(at, _SLACK / canvas.zoom))
        self.edit_chosen()

    def edit_chosen(self) -> None:
        """Ask for the words of the chosen mark."""
        mark = self.chosen_mark
        if mark is not None and mark.kind in {MarkKind.CALLOUT, MarkKind.TEXT} and self.is_editable:
            self.text_asked.emit(mark, mark.text)

    # --- the layer --------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, canvas: Canvas) -> None:
        """Paint all marks, what is being drawn, and the handles of the chosen one."""
        is_pulled = self._drag is not None and self._drag.mark is not None and self._draft is not None
        shown = [
            self._draft if is_pulled and self._draft and index == self.chosen else mark
            for index, mark in enumerate(self.markup.marks)
        ]
        if self._draft is not None and not is_pulled:
            shown.append(self._draft)
        for mark in shown:
            paint_mark(painter, canvas, mark)
        crops = [mark.region for mark in shown if mark.kind is MarkKind.CROP]
        if crops:
            paint_crop(painter, canvas, crops[-1])
        if self.chosen is not None:
            self._paint_chosen(painter, canvas, shown[self.chosen])

    def _paint_chosen(self, painter: QPainter, canvas: Canvas, mark: Mark) -> None:
        accent = QColor(theme.LIGHT.accent)
        place = shapes.bounds(mark, self._size)
        frame = canvas.rect_in_view(place.x(), place.y(), place.width(), place.height()).adjusted(-2, -2, 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # White under the dashes, so that they are seen on a black bar and on a white page.
        for pen in (QPen(QColor("#FFFFFF"), 2), QPen(QBrush(accent), 1.5, Qt.PenStyle.DashLine)):
            painter.setPen(pen)
            painter.drawRect(frame)
        if not self.is_editable:
            return
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(QColor("#FFFFFF"))
        for at in shapes.handles(mark).values():
            centre = canvas.to_view(at.x(), at.y())
            painter.drawRect(QRectF(centre.x() - _HANDLE, centre.y() - _HANDLE, 2 * _HANDLE, 2 * _HANDLE))

    # --- inside -----------------------------------------------------------------------------------------

    def _finish(self, kind: MarkKind, region: Region | None, at: QPointF) -> None:
        is_inside = 0 <= at.x() <= self._size[0] and 0 <= at.y() <= self._size[1]
        if kind is MarkKind.CALLOUT and is_inside:
            number = self.markup.next_number()
            mark = Mark(kind, shapes.callout_at(at, self._size), self.colour, number=number)
        elif kind is MarkKind.TEXT and (region or is_inside):
            self.text_asked.emit(shapes.text_at(region, at, self._size), "")
            return
        elif region is None:
            hint = self.tr("太小了，没有画上。请按住鼠标拖出一块区域。")
            self.hinted.emit(hint if is_inside else self.tr("请画在图片上。"))
            return
        else:
            mark = Mark(kind, region, self.colour)
        kept = self.markup.marks
        if kind is MarkKind.CROP:
            kept = tuple(other for other in kept if other.kind is not MarkKind.CROP)
        self._commit((*kept, mark))
        self.choose(len(self.markup.marks) - 1)

    def _dragged(self, drag: _Drag, at: QPointF) -> Region:
        assert drag.mark is not None  # noqa: S101 - its callers looked
        if drag.corner is not None:
            return shapes.pulled(drag.mark, drag.corner, at, self._size)
        way = at - drag.start
        return shapes.moved(drag.mark.region, round(way.x()), round(way.y()), self._size)

    def _handle_at(self, at: QPointF, slack: float) -> Corner | None:
        mark = self.chosen_mark
        if mark is None or not self.is_editable:
            return None
        near = [(_length(place - at), corner) for corner, place in shapes.handles(mark).items()]
        return min(((far, corner) for far, corner in near if far <= 1.5 * slack), default=(0.0, None))[1]

    def _mark_at(self, at: QPointF, slack: float) -> int | None:
        """Return the smallest mark at a place; of equal ones the last drawn."""
        hits = [
            (bounds.width() * bounds.height(), -index)
            for index, mark in enumerate(self.markup.marks)
            if shapes.is_hit(mark, at, slack, self._size)
            for bounds in [shapes.bounds(mark, self._size)]
        ]
        return -min(hits)[1] if hits else None

    def _replace_chosen(self, mark: Mark) -> None:
        if self.chosen is not None:
            self._set(self.chosen, mark)
            self.committed.emit(self.markup)

    def _set(self, index: int, mark: Mark) -> None:
        marks = self.markup.marks
        self.markup = Markup((*marks[:index], mark, *marks[index + 1 :]))
        self.repaint.emit()

    def _commit(self, marks: tuple[Mark, ...]) -> None:
        self.markup = Markup(marks)
        self.repaint.emit()
        self.committed.emit(self.markup)


def _length(way: QPointF) -> float:
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)
