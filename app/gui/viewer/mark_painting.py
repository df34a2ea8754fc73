"""Painting marks on the screen as copies show them: by the same shapes, at the size of the view."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.domain.mark_shapes import BAR, INKS, MARKERS, arrow_outline, disc, letter_size, line_width, mosaic_cell
from app.domain.marks import Mark, MarkKind, Region
from app.gui.viewer.canvas import Canvas

_GREY: Final = "#8C8C8C"


def paint_mark(painter: QPainter, canvas: Canvas, mark: Mark) -> None:
    """Paint one mark."""
    size = canvas.picture_size.width(), canvas.picture_size.height()
    ink = QColor(*INKS[mark.colour])
    line = max(line_width(*size) * canvas.zoom, 1.0)
    match mark.kind:
        case MarkKind.BOX:
            painter.setPen(QPen(ink, line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(_place(canvas, mark.region).adjusted(line / 2, line / 2, -line / 2, -line / 2))
        case MarkKind.ARROW:
            corners = arrow_outline(mark.region, line_width(*size))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPolygon(QPolygonF([canvas.to_view(x, y) for x, y in corners]))
        case MarkKind.CALLOUT:
            _callout(painter, canvas, mark, size, ink)
        case MarkKind.HIGHLIGHT:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(_place(canvas, mark.region), QColor(*MARKERS[mark.colour]))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        case MarkKind.TEXT:
            at = canvas.to_view(mark.region.x, mark.region.y)
            _label(painter, at, mark.region.width * canvas.zoom, mark.text, letter_size(*size) * canvas.zoom, ink)
        case MarkKind.BAR:
            painter.fillRect(_place(canvas, mark.region), QColor(*BAR))
        case MarkKind.MOSAIC:
            _mosaic(painter, canvas, mark.region)
        case MarkKind.CROP:
            pass  # painted for all of the picture by `paint_crop`


def paint_crop(painter: QPainter, canvas: Canvas, region: Region) -> None:
    """Dim what copies do not show, and frame what they do."""
    place = _place(canvas, region)
    whole = QPainterPath()
    whole.addRect(canvas.rect_in_view(0, 0, canvas.picture_size.width(), canvas.picture_size.height()))
    kept = QPainterPath()
    kept.addRect(place)
    painter.fillPath(whole.subtracted(kept), QColor(0, 0, 0, 150))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor("#FFFFFF"), 1.5))
    painter.drawRect(place)


def _place(canvas: Canvas, region: Region) -> QRectF:
    return canvas.rect_in_view(region.x, region.y, region.width, region.height)


def _callout(painter: QPainter, canvas: Canvas, mark: Mark, size: tuple[int, int], ink: QColor) -> None:
    x, y, radius = disc(mark.region, *size)
    centre, reach = canvas.to_view(x, y), radius * canvas.zoom
    rim = max(line_width(*size) / 2, 1) * canvas.zoom
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawEllipse(centre, reach + rim, reach + rim)
    painter.setBrush(ink)
    painter.drawEllipse(centre, reach, reach)
    number = str(mark.number if mark.number is not None else "")
    painter.setFont(_font(painter, reach * (1.2 if len(number) < 3 else 0.8), is_bold=True))
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(
        QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach), Qt.AlignmentFlag.AlignCenter, number
    )
    if mark.text:
        left = x + radius + line_width(*size) * 2
        at = canvas.to_view(left, y - radius)
        _label(painter, at, (size[0] - left) * canvas.zoom, mark.text, letter_size(*size) * canvas.zoom, ink)


def _label(painter: QPainter, at: QPointF, width: float, text: str, letter: float, ink: QColor) -> None:
    """Paint a text on a white plate with a frame."""
    if not text:
        return
    font = _font(painter, letter, is_bold=False)
    painter.setFont(font)
    margin = max(letter / 4, 1.0)
    room = max(width - 2 * margin, letter * 6)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWrapAnywhere)
    needed = QFontMetricsF(font).boundingRect(QRectF(0, 0, room, 1e6), flags, text)
    plate = QRectF(at.x(), at.y(), needed.width() + 2 * margin, needed.height() + 2 * margin)
    painter.setPen(QPen(ink, max(letter / 10, 1.0)))
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawRect(plate)
    painter.setPen(ink)
    painter.drawText(plate.adjusted(margin, margin, margin, margin), flags, text)


def _font(painter: QPainter, pixels: float, *, is_bold: bool) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(max(round(pixels), 1))
    font.setBold(is_bold)
    return font


def _mosaic(painter: QPainter, canvas: Canvas, region: Region) -> None:
    """Paint the averages of the picture's cells, as copies show them; a plain grey until the picture is there."""
    place = _place(canvas, region)
    seen = place & QRectF(canvas.viewport().rect())
    if seen.isEmpty():
        return
    area = QRect(region.x, region.y, region.width, region.height)
    part = canvas.tiles.part(area, canvas.zoom, canvas.devicePixelRatioF())
    if part is None:
        painter.fillRect(place, QColor(_GREY))
        return
    cell = mosaic_cell(region)
    cells = part.scaled(
        -(-region.width // cell),
        -(-region.height // cell),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(place, cells)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
