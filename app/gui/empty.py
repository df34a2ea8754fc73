"""Empty states: one sentence, at most two buttons, one small drawing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.gui import theme


class Drawing(QWidget):
    """A small line drawing: `box` (an open case), `drop` (a picture that falls into it) or `search`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(QSize(96, 72))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the theme's colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        soft, strong = QPen(QColor(colours.muted), 1.6), QPen(QColor(colours.accent), 2)
        if self._name == "search":
            painter.setPen(soft)
            painter.drawEllipse(QRectF(26, 10, 34, 34))
            painter.setPen(strong)
            painter.drawLine(QPointF(55, 40), QPointF(70, 56))
            return
        painter.setPen(soft)
        painter.drawPolygon(QPolygonF([QPointF(18, 40), QPointF(78, 40), QPointF(72, 66), QPointF(24, 66)]))
        painter.drawLine(QPointF(12, 34), QPointF(18, 40))
        painter.drawLine(QPointF(84, 34), QPointF(78, 40))
        painter.setPen(strong)
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(QRectF(36, 6, 24, 30), 3, 3)
        painter.drawLine(QPointF(41, 14), QPointF(55, 14))
        painter.drawLine(QPointF(41, 20), QPointF(51, 20))
        if self._name == "drop":
            painter.drawLine(QPointF(48, 44), QPointF(48, 58))
            painter.drawPolyline(QPolygonF([QPointF(43, 53), QPointF(48, 58), QPointF(53, 53)]))


class EmptyState(QWidget):
    """Teaches what to do where nothing is yet."""

    def __init__(self, sentence: str, *, drawing: str = "box", heading: str = "") -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(3 * theme.UNIT)
        layout.addWidget(Drawing(drawing), alignment=Qt.AlignmentFlag.AlignHCenter)
        if heading:
            title = QLabel(heading, alignment=Qt.AlignmentFlag.AlignCenter)
            title.setObjectName("title")
            layout.addWidget(title)
        self._sentence = QLabel(sentence, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._sentence.setObjectName("muted")
        self._sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._sentence.setMinimumWidth(200)
        self._sentence.setMaximumWidth(460)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._sentence, 8)
        row.addStretch(1)
        layout.addLayout(row)
        self._buttons = QHBoxLayout()
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addLayout(self._buttons)

    def add_button(self, text: str, *, primary: bool = False) -> QPushButton:
        """Add a button under the sentence."""
        button = QPushButton(text)
        button.setProperty("primary", primary)
        self._buttons.addWidget(button)
        return button
