"""Recognised text over the picture: chosen by lines, highlighted where something was found, hidden on suggestion."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.domain.marks import Mark, Region
from app.domain.readings import Reading, TextLine
from app.gui import theme
from app.gui.viewer.canvas import Canvas
from app.gui.words import say


class TextLayer(QObject):
    """Shows lines of a reading; in the hand it chooses them."""

    repaint = Signal()
    chosen_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_active = False
        self._lines: tuple[TextLine, ...] = ()
        self._chosen: frozenset[int] = frozenset()
        self._from: QPointF | None = None
        self._regions: tuple[Region, ...] = ()

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """The lines that can be chosen."""
        return self._lines

    @property
    def chosen_text(self) -> str:
        """The chosen lines as one text, in reading order."""
        return "\n".join(self._lines[index].text for index in sorted(self._chosen))

    def show_reading(self, reading: Reading | None) -> None:
        """Show what was read; None where nothing was."""
        self._lines = reading.lines if reading else ()
        self._choose(frozenset())

    def highlight(self, regions: Sequence[Region]) -> None:
        """Mark where something was found."""
        self._regions = tuple(regions)
        self.repaint.emit()

    def choose_all(self) -> None:
        """Choose every line."""
        self._choose(frozenset(range(len(self._lines))))

    def press(self, at: QPointF, _canvas: Canvas) -> bool:
        """Begin to choose."""
        self._from = at
        self._choose_between(at)
        return True

    def drag(self, at: QPointF, _canvas: Canvas) -> None:
        """Choose every line between here and where it began."""
        self._choose_between(at)

    def release(self, at: QPointF, _canvas: Canvas) -> None:
        """End choosing."""
        self._choose_between(at)
        self._from = None

    def hover(self, at: QPointF, _canvas: Canvas) -> Qt.CursorShape:
        """Return a text cursor over text."""
        is_over = any(_rect(line.region).contains(at) for line in self._lines)
        return Qt.CursorShape.IBeamCursor if is_over else Qt.CursorShape.ArrowCursor

    def double_press(self, at: QPointF, _canvas: Canvas) -> None:
        """Choose the one line."""
        self._from = at
        self._choose_between(at)
        self._from = None

    def paint(self, painter: QPainter, canvas: Canvas) -> None:
        """Paint what was found, and the lines."""
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for region in self._regions:
            painter.fillRect(_seen(canvas, region).adjusted(-2, -2, 2, 2), QColor("#FFE082"))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QPen(QColor(theme.LIGHT.amber), 1.5))
        for region in self._regions:
            painter.drawRect(_seen(canvas, region).adjusted(-2, -2, 2, 2))
        if not self.is_active:
            return
        accent = QColor(theme.LIGHT.accent)
        soft = QColor(accent)
        soft.setAlpha(70)
        for index, line in enumerate(self._lines):
            place = _seen(canvas, line.region)
            if index in self._chosen:
                painter.fillRect(place, soft)
            else:
                painter.setPen(QPen(soft, 1))
                painter.drawLine(place.bottomLeft(), place.bottomRight())

    def _choose_between(self, at: QPointF) -> None:
        if self._from is None:
            return
        swept = QRectF(self._from, at).normalized().adjusted(-0.5, -0.5, 0.5, 0.5)
        self._choose(frozenset(index for index, line in enumerate(self._lines) if _rect(line.region).intersects(swept)))

    def _choose(self, chosen: frozenset[int]) -> None:
        self._chosen = chosen
        self.chosen_changed.emit(len(chosen))
        self.repaint.emit()


class Suggestions(QObject):
    """Dashed boxes over what should be hidden, each with a chip that says what it is; a click or Enter accepts."""

    accepted = Signal(list)
    changed = Signal()
    repaint = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.marks: list[Mark] = []
        self.present = -1

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Suggest these bars."""
        self.marks = list(marks)
        self.present = -1
        self._tell()

    def step(self, by: int) -> Mark | None:
        """Go to the next suggestion, and return it."""
        if not self.marks:
            return None
        self.present = (self.present + by) % len(self.marks) if self.present >= 0 else (0 if by > 0 else -1)
        self.present %= len(self.marks)
        self._tell()
        return self.marks[self.present]

    def accept_present(self) -> bool:
        """Accept the suggestion one has come to; return whether there is one."""
        if not 0 <= self.present < len(self.marks):
            return False
        mark = self.marks.pop(self.present)
        self.present = min(self.present, len(self.marks) - 1)
        self.accepted.emit([mark])
        self._tell()
        return True

    def accept_all(self) -> None:
        """Accept every suggestion."""
        marks, self.marks, self.present = self.marks, [], -1
        if marks:
            self.accepted.emit(marks)
        self._tell()

    def press(self, at: QPointF, canvas: Canvas) -> bool:
        """Accept the suggestion that lies there; return whether one does."""
        where = canvas.to_view(at.x(), at.y())
        for index, mark in enumerate(self.marks):
            chip, _font = _chip(canvas, mark)
            if _seen(canvas, mark.region).contains(where) or chip.contains(where):
                self.present = index
                return self.accept_present()
        return False

    def paint(self, painter: QPainter, canvas: Canvas) -> None:
        """Paint the boxes and the chips."""
        colours = theme.LIGHT
        for index, mark in enumerate(self.marks):
            is_present = index == self.present
            place = _seen(canvas, mark.region)
            fill = QColor(colours.amber)
            fill.setAlpha(60 if is_present else 25)
            painter.setBrush(fill)
            painter.setPen(QPen(QColor(colours.amber), 2.5 if is_present else 1.5, Qt.PenStyle.DashLine))
            painter.drawRect(place)
            chip, font = _chip(canvas, mark)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.amber))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setFont(font)
            painter.setPen(QColor("#FFFFFF"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, _label(mark))

    def _tell(self) -> None:
        self.changed.emit()
        self.repaint.emit()


def _chip(canvas: Canvas, mark: Mark) -> tuple[QRectF, QFont]:
    font = QFont(canvas.font())
    font.setPixelSize(theme.META)
    place = _seen(canvas, mark.region)
    width = QFontMetricsF(font).horizontalAdvance(_label(mark)) + 12
    return QRectF(place.left(), max(place.top() - 20, 0), width, 18), font


def _label(mark: Mark) -> str:
    return say(mark.hidden.label) if mark.hidden else say(mark.kind.label)


def _rect(region: Region) -> QRectF:
    return QRectF(region.x, region.y, region.width, region.height)


def _seen(canvas: Canvas, region: Region) -> QRectF:
    return canvas.rect_in_view(region.x, region.y, region.width, region.height)
