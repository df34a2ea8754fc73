"""Small drawings on cards: what stands for a file that is no picture, and marks over a thumbnail."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.domain.mark_shapes import INKS, MARKERS
from app.domain.marks import MarkKind, Markup
from app.gui import theme


def draw_sort(painter: QPainter, area: QRect, sort: str) -> None:
    """Draw what stands for a sort of file, in the middle of an area."""
    colours = theme.tokens()
    painter.save()
    painter.translate(QPointF(area.center()))
    painter.setPen(QPen(QColor(colours.muted), 1.6))
    painter.setBrush(QColor(colours.surface))
    match sort:
        case "mail":
            painter.drawRoundedRect(QRectF(-30, -21, 60, 42), 3, 3)
            painter.drawPolyline(QPolygonF([QPointF(-29, -19), QPointF(0, 4), QPointF(29, -19)]))
        case "video":
            _draw_video(painter, colours)
        case "page":
            painter.drawRoundedRect(QRectF(-32, -25, 64, 50), 3, 3)
            painter.drawLine(QLineF(-32, -14, 32, -14))
            for x in (-26, -20, -14):
                painter.drawEllipse(QPointF(x, -19.5), 1.4, 1.4)
            _draw_lines(painter, -22, 22, (-5, 4, 13))
        case "sheet":
            painter.drawRoundedRect(QRectF(-28, -24, 56, 48), 3, 3)
            for y in (-8, 8):
                painter.drawLine(QLineF(-28, y, 28, y))
            for x in (-9, 9):
                painter.drawLine(QLineF(x, -24, x, 24))
        case _:
            _draw_sheet(painter, colours, is_pdf=sort == "pdf")
    painter.restore()


def draw_marks(painter: QPainter, place: QRect, scale: float, markup: Markup) -> None:
    """Draw marks over a thumbnail that stands at `place`; `scale` is its pixels for one of the picture."""
    for mark in markup.marks:
        region = mark.region
        box = QRectF(
            place.left() + region.x * scale,
            place.top() + region.y * scale,
            region.width * scale,
            region.height * scale,
        )
        ink = QColor(*INKS[mark.colour])
        match mark.kind:
            case MarkKind.BAR | MarkKind.MOSAIC:
                painter.fillRect(box, QColor("#000000") if mark.kind is MarkKind.BAR else QColor("#8C8C8C"))
            case MarkKind.HIGHLIGHT:
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
                painter.fillRect(box, QColor(*MARKERS[mark.colour]))
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            case MarkKind.BOX:
                painter.setPen(QPen(ink, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)
            case MarkKind.ARROW:
                painter.setPen(QPen(ink, 2))
                painter.drawLine(QLineF(box.left(), box.top(), box.left() + box.width(), box.top() + box.height()))
            case MarkKind.CALLOUT:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ink)
                painter.drawEllipse(QPointF(box.left(), box.top()), 4, 4)
            case MarkKind.TEXT:
                painter.setPen(QPen(ink, 1))
                painter.setBrush(QColor("#FFFFFF"))
                painter.drawRect(QRectF(box.left(), box.top(), max(box.width(), 8), 5))
            case _:
                pass
    if markup.crop is not None:
        _draw_crop(painter, place, scale, markup)


def _draw_crop(painter: QPainter, place: QRect, scale: float, markup: Markup) -> None:
    crop = markup.crop
    if crop is None:
        return
    dim = QColor(0, 0, 0, 150)
    left, top = place.left() + crop.x * scale, place.top() + crop.y * scale
    right, bottom = place.left() + crop.right * scale, place.top() + crop.bottom * scale
    for x, y, far_x, far_y in (
        (place.left(), place.top(), place.right() + 1, top),
        (place.left(), bottom, place.right() + 1, place.bottom() + 1),
        (place.left(), top, left, bottom),
        (right, top, place.right() + 1, bottom),
    ):
        painter.fillRect(QRectF(x, y, max(far_x - x, 0), max(far_y - y, 0)), dim)


def _draw_video(painter: QPainter, colours: theme.Tokens) -> None:
    painter.drawRoundedRect(QRectF(-32, -23, 64, 46), 4, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent))
    painter.drawPolygon(QPolygonF([QPointF(-8, -11), QPointF(12, 0), QPointF(-8, 11)]))


def _draw_sheet(painter: QPainter, colours: theme.Tokens, *, is_pdf: bool) -> None:
    painter.drawPolygon(
        QPolygonF([QPointF(-22, -30), QPointF(10, -30), QPointF(22, -18), QPointF(22, 30), QPointF(-22, 30)])
    )
    painter.drawPolyline(QPolygonF([QPointF(10, -30), QPointF(10, -18), QPointF(22, -18)]))
    if not is_pdf:
        _draw_lines(painter, -14, 14, (-8, 2, 12, 20))
        return
    painter.setPen(QColor(colours.red))
    font = painter.font()
    font.setPixelSize(theme.BODY)
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(QRectF(-22, -12, 44, 30), Qt.AlignmentFlag.AlignCenter, "PDF")


def _draw_lines(painter: QPainter, left: float, right: float, heights: tuple[float, ...]) -> None:
    for number, y in enumerate(heights):
        painter.drawLine(QLineF(left, y, right if number < len(heights) - 1 else (left + right) / 2, y))
