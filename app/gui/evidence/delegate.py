"""Painting an exhibit's card: picture, number, kind, tags, what was done with it, and when it was captured."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.casework.evidence_signs import CardFacts
from app.domain.evidence import Evidence, EvidenceId
from app.domain.times import shown
from app.gui import theme
from app.gui.evidence.drawings import draw_marks, draw_sort
from app.gui.evidence.model import CARD_ROLE, EVIDENCE_ROLE, badges, file_sort, kind_label, sort_label

CARD: Final = QSize(152, 236)
_PICTURE_HEIGHT: Final = 168
THUMBNAIL_EDGE: Final = 336
"""Twice the picture's height, in pixels, for dense screens."""
_BADGE_HEIGHT: Final = 18
_MOST_SIZED: Final = 200
_KEPT_BYTES: Final = 24 << 20
"""How much the cards that were drawn may take, in bytes: two screens full of them."""
_AT_ONCE_SECONDS: Final = 0.008
"""For how long cards are drawn in one go; those that are not ready then come with the next painting."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How a card looks apart from what it shows; `ratio` is device pixels per unit."""

    is_chosen: bool
    is_hovered: bool
    colours: theme.Tokens
    ratio: float


class EvidenceDelegate(QStyledItemDelegate):
    """Draws cards; an item without a kind says so in words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sized: dict[tuple[int, int, int, float], QPixmap] = {}
        self._cards: dict[EvidenceId, tuple[tuple[object, ...], QPixmap]] = {}
        self._until = float("inf")
        self._has_drawn = False
        self._is_behind = False

    def begin(self) -> None:
        """Begin a painting of many cards, in which no more are drawn anew than a moment allows."""
        self._until = time.monotonic() + _AT_ONCE_SECONDS
        self._has_drawn = False
        self._is_behind = False

    def end(self) -> bool:
        """End the painting; return whether cards were left as they were before, or empty."""
        self._until = float("inf")
        return self._is_behind

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a card's size with its gap."""
        return CARD + QSize(2 * theme.UNIT, 2 * theme.UNIT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one card."""
        item, facts = index.data(EVIDENCE_ROLE), index.data(CARD_ROLE)
        if not isinstance(item, Evidence):
            return
        facts = facts if isinstance(facts, CardFacts) else CardFacts()
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        shown_as = _Look(
            bool(option.state & QStyle.StateFlag.State_Selected),
            bool(option.state & QStyle.StateFlag.State_MouseOver),
            theme.tokens(),
            painter.device().devicePixelRatio(),
        )
        key = picture.cacheKey() if isinstance(picture, QPixmap) else 0
        seen = (item, facts, key, shown_as, option.font.key())
        kept = self._cards.pop(item.id, None)
        if kept is None or kept[0] != seen:
            if self._has_drawn and time.monotonic() > self._until:
                self._put_off(painter, option.rect, item.id, kept)
                return
            self._has_drawn = True
            kept = seen, self._drawn(item, facts, picture, shown_as, option.font)
        self._cards[item.id] = kept
        size = kept[1].size()
        while len(self._cards) > max(_KEPT_BYTES // (size.width() * size.height() * 4), 1):
            del self._cards[next(iter(self._cards))]
        painter.drawPixmap(option.rect.topLeft(), kept[1])

    def _put_off(
        self, painter: QPainter, place: QRect, item: EvidenceId, kept: tuple[tuple[object, ...], QPixmap] | None
    ) -> None:
        self._is_behind = True
        if kept is not None:
            self._cards[item] = kept
            painter.drawPixmap(place.topLeft(), kept[1])
            return
        self._frame(
            painter,
            _Look(is_chosen=False, is_hovered=False, colours=theme.tokens(), ratio=1.0),
            QRect(place.topLeft() + QPoint(theme.UNIT, theme.UNIT), CARD),
        )

    def _drawn(self, item: Evidence, facts: CardFacts, picture: object, look: _Look, font: QFont) -> QPixmap:
        """Draw a card; it is kept, because a page full of them takes 8 ms to draw and 1 ms to copy."""
        whole = CARD + QSize(2 * theme.UNIT, 2 * theme.UNIT)
        drawn = QPixmap(whole * look.ratio)
        drawn.setDevicePixelRatio(look.ratio)
        drawn.fill(QColor(look.colours.surface))
        painter = QPainter(drawn)
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours = look.colours
        card = QRect(QPoint(theme.UNIT, theme.UNIT), CARD)
        self._frame(painter, look, card)
        self._picture(painter, card, item, picture, facts, colours)
        number = self.tr("证据{}").format(item.number)
        self._badge(painter, card.left() + 8, card.top() + 8, number, colours.accent, colours.on_accent)
        self._badges(painter, card, item, facts, colours)
        self._words(painter, card, item, colours)
        painter.end()
        return drawn

    def _frame(self, painter: QPainter, look: _Look, card: QRect) -> None:
        colours = look.colours
        ground = colours.chosen if look.is_chosen else colours.hover if look.is_hovered else colours.surface
        painter.setPen(QColor(colours.accent if look.is_chosen else colours.line))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(card, theme.RADIUS, theme.RADIUS)

    def _picture(
        self, painter: QPainter, card: QRect, item: Evidence, picture: object, facts: CardFacts, colours: theme.Tokens
    ) -> None:
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
            place = QRect(left, top, scaled.width(), scaled.height())
            painter.drawPixmap(place.topLeft(), self._fitted(picture, scaled, painter.device().devicePixelRatio()))
            if facts.markup.marks and item.original.width:
                draw_marks(painter, place, scaled.width() / item.original.width, facts.markup)
        elif not item.is_picture:
            draw_sort(painter, frame, file_sort(item))
        if item.is_left_out:
            veil = QColor(colours.surface)
            veil.setAlpha(150)
            painter.fillRect(frame, veil)
        painter.setClipping(False)

    def _fitted(self, picture: QPixmap, size: QSize, ratio: float) -> QPixmap:
        """Return a thumbnail in the size in which it is painted; scaling it at each painting would take its time."""
        key = (picture.cacheKey(), size.width(), size.height(), ratio)
        if key not in self._sized:
            if len(self._sized) >= _MOST_SIZED:
                self._sized.clear()
            sized = picture.scaled(
                size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            sized.setDevicePixelRatio(ratio)
            self._sized[key] = sized
        return self._sized[key]

    def _badges(self, painter: QPainter, card: QRect, item: Evidence, facts: CardFacts, colours: theme.Tokens) -> None:
        """Draw what was done with the item at the foot of the picture, as far as there is room."""
        sort = file_sort(item)
        words = [*([] if sort == "picture" else [sort_label(sort)]), *badges(item, facts)]
        left, bottom = card.left() + 8, card.top() + _PICTURE_HEIGHT - _BADGE_HEIGHT
        right, rows = card.right() - 8, 0
        for word in words:
            width = self._badge_width(painter, word)
            if left + width > right and left > card.left() + 8:
                left, rows = card.left() + 8, rows + 1
                if rows > 1:
                    return
            width = min(width, right - left)
            self._badge(painter, left, bottom - rows * (_BADGE_HEIGHT + 3), word, colours.text, colours.surface, width)
            left += width + 4

    def _badge_width(self, painter: QPainter, words: str) -> int:
        return QFontMetrics(_meta(painter)).horizontalAdvance(words) + 12

    def _badge(
        self, painter: QPainter, left: int, top: int, words: str, fill: str, ink: str, width: int | None = None
    ) -> None:
        font = _meta(painter)
        badge = QRect(left, top, width or self._badge_width(painter, words), _BADGE_HEIGHT)
        colour = QColor(fill)
        if width is not None:
            colour.setAlpha(215)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(badge, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        fitted = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, badge.width() - 8)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, fitted)

    def _words(self, painter: QPainter, card: QRect, item: Evidence, colours: theme.Tokens) -> None:
        left, width = card.left() + 8, card.width() - 16
        bold, small = _word_fonts(painter)
        kind = kind_label(item)
        first = kind or self.tr("请选择种类")
        instant = item.capture.at
        last = shown(instant, seconds=False) if instant else self.tr("时间不详")
        tags = " ".join(f"#{tag}" for tag in item.tags)
        lines = (
            (bold, first, colours.text if kind else colours.amber),
            (small, tags or item.purpose.replace("\n", " ") or item.name, colours.accent if tags else colours.muted),
            (small, last, colours.muted),
        )
        top = card.top() + _PICTURE_HEIGHT + 8
        for font, text, colour in lines:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top, width, 18), Qt.AlignmentFlag.AlignVCenter, elided)
            top += 18


def _word_fonts(painter: QPainter) -> tuple[QFont, QFont]:
    bold = QFont(painter.font())
    bold.setPixelSize(theme.BODY)
    bold.setWeight(QFont.Weight.Bold)
    small = QFont(painter.font())
    small.setPixelSize(theme.META)
    small.setWeight(QFont.Weight.Normal)
    return bold, small


def _meta(painter: QPainter) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(theme.META)
    font.setWeight(QFont.Weight.Bold)
    return font
