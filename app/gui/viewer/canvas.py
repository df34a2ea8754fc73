"""The picture on the screen: zoomed, scrolled and drawn over in layers; it knows nothing of what the layers mean."""

from __future__ import annotations

import math
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QGestureEvent, QPinchGesture

from app.gui import theme
from app.gui.viewer.tiles import Tiles

LARGEST: Final = 16.0
SMALLEST: Final = 0.01
STEP: Final = 1.25
_LINE: Final = 60
_PIXELATED: Final = 4.0
"""From this zoom on pixels are shown as squares."""


class Layer(Protocol):
    """What is painted over the picture."""

    def paint(self, painter: QPainter, canvas: Canvas) -> None:
        """Paint in the coordinates of the viewport."""


class Hand(Protocol):
    """What the mouse does, in pixels of the picture; a press that is not taken moves the picture."""

    def press(self, at: QPointF, canvas: Canvas) -> bool:
        """Begin, or return that there is nothing to begin with here."""

    def drag(self, at: QPointF, canvas: Canvas) -> None:
        """Go on."""

    def release(self, at: QPointF, canvas: Canvas) -> None:
        """End."""

    def hover(self, at: QPointF, canvas: Canvas) -> Qt.CursorShape:
        """Return the pointer's shape over a place."""

    def double_press(self, at: QPointF, canvas: Canvas) -> None:
        """Open what lies there."""


class Canvas(QAbstractScrollArea):
    """Shows a picture of known size; `zoom` is units of the screen per pixel of the picture."""

    zoomed = Signal(float)
    zoomed_by = Signal(float)
    scrolled_by = Signal(int, int)
    moved = Signal()
    close_asked = Signal()
    step_asked = Signal(int)

    def __init__(self, tiles: Tiles) -> None:
        super().__init__()
        self.tiles = tiles
        self.tiles.setParent(self)
        self.tiles.changed.connect(self.viewport().update)
        self.tiles.failed.connect(self._on_failed)
        self.layers: list[Layer] = []
        self.hand: Hand | None = None
        self.zoom = 1.0
        self._fit = "width"
        self._picture = QSize()
        self._problem = ""
        self._pan_from: QPoint | None = None
        self._space = ""
        self._is_handling = False
        self._is_settling = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(self.tr("图片"))

    @property
    def picture_size(self) -> QSize:
        """The picture's size in pixels."""
        return self._picture

    @property
    def problem(self) -> str:
        """Why there is no picture; empty where there is one."""
        return self._problem

    def show_size(self, width: int, height: int) -> None:
        """Start anew with a picture of that size: as wide as the view, from its top."""
        self._picture = QSize(width, height)
        self._problem = ""
        is_small = width <= self.viewport().width() and height <= self.viewport().height()
        self._fit = "" if is_small else "width" if height > width else "page"
        self.zoom = 1.0
        self._apply_fit()
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def show_problem(self, words: str) -> None:
        """Say why there is no picture."""
        self._on_failed(words)

    # --- places -----------------------------------------------------------------------------------------

    def to_view(self, x: float, y: float) -> QPointF:
        """Return where a pixel of the picture is in the viewport."""
        origin = self._origin()
        return QPointF(origin.x() + x * self.zoom, origin.y() + y * self.zoom)

    def to_picture(self, at: QPointF) -> QPointF:
        """Return which pixel lies at a place of the viewport, as a fraction."""
        origin = self._origin()
        return QPointF((at.x() - origin.x()) / self.zoom, (at.y() - origin.y()) / self.zoom)

    def rect_in_view(self, x: float, y: float, width: float, height: float) -> QRectF:
        """Return where a rectangle of pixels is in the viewport."""
        return QRectF(self.to_view(x, y), self.to_view(x + width, y + height))

    def bring_to_view(self, x: float, y: float, width: float, height: float) -> None:
        """Scroll until a rectangle of pixels can be seen, about a third from the top."""
        seen = QRectF(self.viewport().rect())
        place = self.rect_in_view(x, y, width, height)
        if seen.contains(place):
            return
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(round(across.value() + place.center().x() - seen.width() / 2))
        down.setValue(round(down.value() + place.top() - seen.height() / 3))

    def scroll_by(self, dx: int, dy: int) -> None:
        """Scroll by units of the screen."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + dx)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + dy)

    # --- zooming ----------------------------------------------------------------------------------------

    def fit_width(self) -> None:
        """Show the picture as wide as the view, but never larger than it is."""
        self._fit = "width"
        self._apply_fit()

    def fit_page(self) -> None:
        """Show the whole picture."""
        self._fit = "page"
        self._apply_fit()

    def zoom_to(self, zoom: float, *, around: QPointF | None = None) -> None:
        """Zoom so that what is at `around`, else in the middle, stays there."""
        at = around or QRectF(self.viewport().rect()).center()
        pixel = self.to_picture(at)
        self._fit = ""
        self._is_settling = True
        before, self.zoom = self.zoom, min(max(zoom, SMALLEST), LARGEST)
        self._set_bars()
        self.horizontalScrollBar().setValue(round(pixel.x() * self.zoom - at.x()))
        self.verticalScrollBar().setValue(round(pixel.y() * self.zoom - at.y()))
        self._is_settling = False
        self._after_zoom()
        if self.zoom != before:
            self.zoomed_by.emit(self.zoom / before)

    def zoom_by(self, factor: float, *, around: QPointF | None = None) -> None:
        """Zoom in or out."""
        self.zoom_to(self.zoom * factor, around=around)

    def _apply_fit(self) -> None:
        room = self.viewport().size()
        if self._fit and not self._picture.isEmpty():
            zoom = room.width() / self._picture.width()
            if self._fit == "page":
                zoom = min(zoom, room.height() / self._picture.height())
            # One step below what was divided: multiplied again it must not come out larger than the view.
            self.zoom = max(math.nextafter(zoom, 0.0), SMALLEST) if zoom < 1.0 else 1.0
        self._is_settling = True
        self._set_bars()
        self._is_settling = False
        self._after_zoom()

    def _after_zoom(self) -> None:
        self.viewport().update()
        self.zoomed.emit(self.zoom)
        self.moved.emit()

    def _set_bars(self) -> None:
        room = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(round(self._picture.width() * self.zoom) - room.width(), 0))
        down.setRange(0, max(round(self._picture.height() * self.zoom) - room.height(), 0))
        across.setPageStep(room.width())
        down.setPageStep(room.height())
        across.setSingleStep(_LINE)
        down.setSingleStep(_LINE)

    def _origin(self) -> QPointF:
        """Return where the picture's corner is: in the middle where there is room to spare."""
        spare_x = self.viewport().width() - self._picture.width() * self.zoom
        spare_y = self.viewport().height() - self._picture.height() * self.zoom
        x = round(spare_x / 2) if spare_x > 0 else -self.horizontalScrollBar().value()
        y = round(spare_y / 2) if spare_y > 0 else -self.verticalScrollBar().value()
        return QPointF(x, y)

    def _on_failed(self, words: str) -> None:
        self._problem = words
        self.viewport().update()

    # --- events -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tiles that can be seen, then each layer."""
        painter = QPainter(self.viewport())
        colours = theme.tokens()
        painter.fillRect(event.rect(), QColor(colours.pane))
        words = self._problem or ("" if self.tiles.is_ready or not self._picture.isValid() else self.tr("正在打开…"))
        if not self._picture.isEmpty() and not self._problem:
            origin = self._origin()
            exposed = QRectF(
                self.to_picture(QPointF(event.rect().topLeft())), self.to_picture(QPointF(event.rect().bottomRight()))
            )
            painter.save()
            painter.translate(origin)
            paper = QRectF(0, 0, self._picture.width() * self.zoom, self._picture.height() * self.zoom)
            painter.fillRect(paper, QColor(colours.hover))
            painter.setClipRect(paper)
            is_smooth = self.zoom < _PIXELATED
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
            self.tiles.draw(painter, exposed, self.zoom, self.devicePixelRatioF())
            painter.restore()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for layer in self.layers:
                painter.save()
                layer.paint(painter, self)
                painter.restore()
        if words:
            painter.setPen(QColor(colours.muted))
            area = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fit."""
        super().resizeEvent(event)
        self._apply_fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw what came into sight."""
        self.viewport().update()
        self.moved.emit()
        if not self._is_settling:
            self.scrolled_by.emit(-dx, -dy)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom at the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (event.angleDelta().y() / 120), around=event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom by a pinch of a touch screen or a touch pad."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), around=event.position())
            return True
        if event.type() == QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                middle = QPointF(self.viewport().mapFromGlobal(pinch.centerPoint().toPoint()))
                self.zoom_by(pinch.scaleFactor(), around=middle)
                return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the hand begin; else take hold of the picture."""
        self.setFocus()
        is_left = event.button() == Qt.MouseButton.LeftButton
        at = self.to_picture(event.position())
        if is_left and not self._space and self.hand is not None and self.hand.press(at, self):
            self._is_handling = True
        elif is_left or event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = event.position().toPoint()
            if self._space:
                self._space = "panned"
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what was begun."""
        if self._pan_from is not None:
            way = event.position().toPoint() - self._pan_from
            self._pan_from = event.position().toPoint()
            self.scroll_by(-way.x(), -way.y())
        elif self.hand is not None:
            at = self.to_picture(event.position())
            if self._is_handling:
                self.hand.drag(at, self)
            else:
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if self._space else self.hand.hover(at, self))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what was begun."""
        if self._pan_from is not None:
            self._pan_from = None
            self.viewport().unsetCursor()
        elif self._is_handling and self.hand is not None:
            self._is_handling = False
            self.hand.release(self.to_picture(event.position()), self)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what lies there."""
        if self.hand is not None:
            self.hand.double_press(self.to_picture(event.position()), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, zoom and step by keys; Space holds the picture for dragging, and closes where nothing is dragged."""
        down = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Space:
                if not event.isAutoRepeat():
                    self._space = "down"
                    self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            case Qt.Key.Key_Escape:
                self.close_asked.emit()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / STEP)
            case Qt.Key.Key_0:
                self.zoom_to(1.0)
            case Qt.Key.Key_W:
                self.fit_width()
            case Qt.Key.Key_F:
                self.fit_page()
            case Qt.Key.Key_Home:
                down.setValue(0)
            case Qt.Key.Key_End:
                down.setValue(down.maximum())
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                down.setValue(down.value() + (_LINE if event.key() == Qt.Key.Key_Down else -_LINE))
            case Qt.Key.Key_Left | Qt.Key.Key_PageUp:
                self.step_asked.emit(-1)
            case Qt.Key.Key_Right | Qt.Key.Key_PageDown:
                self.step_asked.emit(1)
            case _:
                super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Close on a Space that was pressed here and dragged nothing."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            space, self._space = self._space, ""
            self.viewport().unsetCursor()
            if space == "down":
                self.close_asked.emit()
            return
        super().keyReleaseEvent(event)
