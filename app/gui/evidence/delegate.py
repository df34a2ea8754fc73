"""Painting an exhibit's card: picture, number, kind, and when it was captured."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.evidence import Evidence
from app.domain.times import shown
from app.gui import theme
from app.gui.evidence.model import EVIDENCE_ROLE, kind_label

CARD: Final = QSize(152, 236)
_PICTURE_HEIGHT: Final = 168
THUMBNAIL_EDGE: Final = 336
"""Twice the picture's height, in pixels, for dense screens."""


class EvidenceDelegate(QStyledItemDelegate):
    """Draws cards; an item without a kind says so in words."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a card's size with its gap."""
        return CARD + QSize(2 * theme.UNIT, 2 * theme.UNIT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one card."""
        item = index.data(EVIDENCE_ROLE)
        if not isinstance(item, Evidence):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours = theme.tokens()
        card = QRect(option.rect.topLeft(), CARD)
        card.translate(theme.UNIT, theme.UNIT)
        self._frame(painter, option, card, colours)
        self._picture(painter, card, index.data(Qt.ItemDataRole.DecorationRole), colours)
        self._badge(painter, card, self.tr("证据{}").format(item.number), colours)
        self._words(painter, card, item, colours)
        painter.restore()

    def _frame(self, painter: QPainter, option: QStyleOptionViewItem, card: QRect, colours: theme.Tokens) -> None:
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QColor(colours.accent if is_chosen else colours.line))
        painter.setBrush(QColor(colours.chosen if is_chosen else colours.hover if is_hovered else colours.surface))
        painter.drawRoundedRect(card, theme.RADIUS, theme.RADIUS)

    def _picture(self, painter: QPainter, card: QRect, picture: object, colours: theme.Tokens) -> None:
        frame = QRect(card.left() + 4, card.top() + 4, card.width() - 8, _PICTURE_HEIGHT)
        clip = QPainterPath()
        clip.addRoundedRect(frame, 4, 4)
        painter.setClipPath(clip)
        painter.fillRect(frame, QColor(colours.pane))
        if isinstance(picture, QPixmap) and not picture.isNull():
            # Fill the width and start at the top: a phone screenshot is recognised by its head.
            scaled = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            if picture.width() > picture.height():
                scaled = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left = frame.left() + (frame.width() - scaled.width()) // 2
            top = frame.top() + max(0, (frame.height() - scaled.height()) // 2)
            painter.drawPixmap(QRect(left, top, scaled.width(), scaled.height()), picture)
        painter.setClipping(False)

    def _badge(self, painter: QPainter, card: QRect, words: str, colours: theme.Tokens) -> None:
        font = QFont(painter.font())
        font.setPixelSize(theme.META)
        font.setWeight(QFont.Weight.Bold)
        width = QFontMetrics(font).horizontalAdvance(words) + 12
        badge = QRect(card.left() + 8, card.top() + 8, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(badge, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)

    def _words(self, painter: QPainter, card: QRect, item: Evidence, colours: theme.Tokens) -> None:
        left, width = card.left() + 8, card.width() - 16
        bold = QFont(painter.font())
        bold.setPixelSize(theme.BODY)
        bold.setWeight(QFont.Weight.Bold)
        small = QFont(painter.font())
        small.setPixelSize(theme.META)
        small.setWeight(QFont.Weight.Normal)
        kind = kind_label(item)
        first = kind or self.tr("请选择种类")
        instant = item.capture.at
        second = shown(instant, seconds=False) if instant else self.tr("时间不详")
        lines = (
            (bold, first, colours.text if kind else colours.amber),
            (small, item.purpose.replace("\n", " ") or item.name, colours.muted),
            (small, second, colours.muted),
        )
        top = card.top() + _PICTURE_HEIGHT + 8
        for font, text, colour in lines:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top, width, 18), Qt.AlignmentFlag.AlignVCenter, elided)
            top += 18
