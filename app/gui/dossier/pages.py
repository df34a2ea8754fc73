"""The pages of a dossier beneath each other, as wide as there is room; only those one sees are drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from app.gui import theme
from app.gui.dossier.sheets import Images, Sheet

_GAP: Final = 3 * theme.UNIT
_WIDEST: Final = 1_000
"""A page is no wider than this, in pixels: longer lines are hard to read."""
_SETTLE_MS: Final = 25


class PagesView(QAbstractScrollArea):
    """Shows pages; `wanted` carries those to be drawn as (number, width in pixels), the nearest first."""

    wanted = Signal(list)
    current_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._sheets: tuple[Sheet, ...] = ()
        self._tops: list[int] = []
        self._heights: list[int] = []
        self._images = Images()
        self._current = 0
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._ask)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("卷宗预览"))
        self.setMinimumWidth(220)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def current(self) -> int:
        """The number of the page one looks at; 0 where there is none."""
        return self._current

    @property
    def count(self) -> int:
        """The number of pages."""
        return len(self._sheets)

    def is_drawn(self, number: int) -> bool:
        """Whether a page (from 1) is seen as it looks now."""
        return self._images.get(self._sheets[number - 1].look) is not None

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show these pages; one stays where one was reading."""
        page, part = self._reading_place()
        self._sheets = tuple(sheets)
        self._lay_out()
        if self._sheets:
            page = min(page, len(self._sheets) - 1)
            self.verticalScrollBar().setValue(self._tops[page] + round(part * self._heights[page]) - _GAP)
        self._tell_current()
        self._settle.start()
        self.viewport().update()

    def put(self, look: str, width: int, image: QImage) -> None:
        """Show a page that was drawn."""
        if any(sheet.look == look for sheet in self._sheets):
            self._images.put(look, width, image)
            self.viewport().update()

    def go_to(self, number: int) -> None:
        """Show a page (from 1) from its top."""
        if 1 <= number <= len(self._sheets):
            self.verticalScrollBar().setValue(self._tops[number - 1] - _GAP)
            self._tell_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by page with the left and right arrow, by view with the page keys; Home and End as everywhere."""
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.value() + 60,
            Qt.Key.Key_Up: bar.value() - 60,
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep() - 40,
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep() + 40,
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif key in steps:
            bar.setValue(steps[key])
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.go_to(self._current + (1 if key == Qt.Key.Key_Right else -1))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width; one stays where one was reading."""
        page, part = self._reading_place()
        self._lay_out()
        if self._sheets and event.oldSize().width() != event.size().width():
            self.verticalScrollBar().setValue(self._tops[page] + round(part * self._heights[page]) - _GAP)
        self._settle.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages one sees, with their number where they are not drawn yet."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours = theme.tokens()
        painter.fillRect(self.viewport().rect(), QColor(colours.pane))
        for index in self._visible():
            area = self._area(index)
            self._paint_page(painter, self._sheets[index], area)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _paint_page(self, painter: QPainter, sheet: Sheet, area: QRect) -> None:
        # Paper is white in the dark, too: it is what the other side will see.
        painter.fillRect(area, QColor(theme.LIGHT.surface))
        found = self._images.get(sheet.look)
        if found is not None:
            painter.drawImage(QRectF(area), found[1])
        else:
            painter.setPen(QColor(theme.LIGHT.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.tr("第 {} 页").format(sheet.number))
        painter.setPen(QPen(QColor(theme.tokens().line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _lay_out(self) -> None:
        self._tops, self._heights = [], []
        top = _GAP
        for sheet in self._sheets:
            height = round(self._width_of(sheet) * sheet.height / sheet.width)
            self._tops.append(top)
            self._heights.append(height)
            top += height + _GAP
        bar = self.verticalScrollBar()
        bar.setRange(0, max(top - self.viewport().height(), 0))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(48)

    def _width_of(self, sheet: Sheet) -> int:
        room = max(min(self.viewport().width() - 2 * _GAP, _WIDEST), 80)
        # A page that lies is as wide as the room; one that stands beside it keeps its own scale.
        return room if sheet.width <= sheet.height else min(self.viewport().width() - 2 * _GAP, round(room * 1.2))

    def _area(self, index: int) -> QRect:
        width = self._width_of(self._sheets[index])
        left = (self.viewport().width() - width) // 2
        return QRect(left, self._tops[index] - self.verticalScrollBar().value(), width, self._heights[index])

    def _visible(self) -> range:
        if not self._sheets:
            return range(0)
        top = self.verticalScrollBar().value()
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = bisect_right(self._tops, top + self.viewport().height())
        return range(first, max(last, first + 1))

    def _reading_place(self) -> tuple[int, float]:
        """Return the page (from 0) at the top of the view and how far into it, as a part of its height."""
        if not self._sheets:
            return 0, 0.0
        top = self.verticalScrollBar().value() + _GAP
        page = max(bisect_right(self._tops, top) - 1, 0)
        return page, (top - self._tops[page]) / self._heights[page]

    def _ask(self) -> None:
        """Ask for the pages one sees and then for those beside them, where they are not there in this width."""
        ratio, seen = self.devicePixelRatioF(), self._visible()
        beside = (seen.stop, seen.start - 1)
        near = [*seen, *(index for index in beside if 0 <= index < len(self._sheets))]
        missing = []
        for index in near:
            sheet = self._sheets[index]
            width = round(self._width_of(sheet) * ratio)
            found = self._images.get(sheet.look)
            if found is None or found[0] != width:
                missing.append((sheet.number, width))
        if self.isVisible():
            self.wanted.emit(missing)

    def _on_scrolled(self) -> None:
        self._tell_current()
        self._settle.start()

    def _tell_current(self) -> None:
        """Say which page has most of the view's upper half."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        current = max(bisect_right(self._tops, middle), 1) if self._sheets else 0
        if current != self._current:
            self._current = current
            words = self.tr("第 {} 页，共 {} 页").format(current, len(self._sheets)) if current else ""
            self.setAccessibleDescription(words)
            self.current_changed.emit(current)
