"""What was read off the screenshots of a new order: one row a field, taken over with one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.screen_reading import NOTED, SeenField, shown_value
from app.gui import theme
from app.gui.words import say

_HIGHEST: Final = 24
_WIDEST: Final = 240
"""The most room that a cutting takes, in units of the screen."""


class ReadingCard(QWidget):
    """Offers fields that a page states; nothing is taken over without a key or a click."""

    accepted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._offered: list[tuple[str, str, QWidget]] = []
        self._heading = QLabel()
        self._heading.setObjectName("muted")
        self.accept_all = QPushButton(self.tr("全部采用 (Alt+A)"))
        self.accept_all.clicked.connect(self.take_all)
        QShortcut(QKeySequence("Alt+A"), self).activated.connect(self.take_all)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.accept_all)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.UNIT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, 2 * theme.UNIT, 3 * theme.UNIT, 2 * theme.UNIT)
        layout.setSpacing(theme.UNIT)
        layout.addLayout(head)
        layout.addLayout(self._rows)
        self.hide()

    def say_reading(self) -> None:
        """Say that a screenshot is being read."""
        self.clear()
        self._heading.setText(self.tr("正在识别截图里的文字…"))
        self.accept_all.hide()
        self.show()

    def say_missing(self) -> None:
        """Say that screenshots cannot be read here, so that nobody waits for it."""
        self.clear()
        self._heading.setText(self.tr("没有安装文字识别，请照着截图填写。"))
        self.accept_all.hide()
        self.show()

    def show_fields(self, fields: Sequence[SeenField], typed: dict[str, str]) -> None:
        """Offer fields that the form has, where they differ from what is typed."""
        self.clear()
        note = typed.get("note", "")
        known = {seen.field.name: typed.get(seen.field.name.value) for seen in fields}
        known |= {
            seen.field.name: seen.field.value if seen.field.value in note else ""
            for seen in fields
            if seen.field.name in NOTED
        }
        wanted = [seen for seen in fields if known[seen.field.name] not in {None, seen.field.value}]
        for seen in wanted:
            self._offer(seen, known[seen.field.name] or "")
        self._heading.setText(self.tr("截图里读到这些，请核对后采用："))
        self.accept_all.setVisible(len(wanted) > 1)
        self.setVisible(bool(wanted))

    def clear(self) -> None:
        """Offer nothing."""
        for _, _, row in self._offered:
            row.deleteLater()
        self._offered = []
        self.hide()

    def take_all(self) -> None:
        """Take over all that is offered."""
        for name, value, _ in list(self._offered):
            self.accepted.emit(name, value)
        self.clear()

    def _offer(self, seen: SeenField, typed: str) -> None:
        field = seen.field
        row = QWidget()
        cutting = QLabel()
        cutting.setPixmap(_cutting(seen.cutting, self.devicePixelRatioF()))
        cutting.setToolTip(self.tr("截图里的这一处"))
        cutting.setAccessibleName(self.tr("截图里的这一处"))
        value = say(shown_value(field.name, field.value))
        label = QLabel(self.tr("{}：{}").format(say(field.name.label), value))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sure = QLabel(self.tr("{} %").format(round(100 * field.score)))
        sure.setObjectName("meta")
        sure.setToolTip(self.tr("识别的把握"))
        take = QPushButton(self.tr("采用"))
        take.setAccessibleName(self.tr("采用{}：{}").format(say(field.name.label), value))
        if typed:
            label.setToolTip(self.tr("现在填的是：{}").format(say(shown_value(field.name, typed))))
            label.setObjectName("warning")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label, 1)
        line.addWidget(cutting)
        line.addWidget(sure)
        line.addWidget(take)
        take.clicked.connect(lambda: self._take(field.name.value, field.value, row))
        self._offered.append((field.name.value, field.value, row))
        self._rows.addWidget(row)

    def _take(self, name: str, value: str, row: QWidget) -> None:
        self.accepted.emit(name, value)
        self._offered = [offered for offered in self._offered if offered[2] is not row]
        row.deleteLater()
        self.setVisible(bool(self._offered))


def _cutting(png: bytes, ratio: float) -> QPixmap:
    """Return the place that was read, no higher than a line of the form."""
    picture = QPixmap()
    picture.loadFromData(png)
    if picture.isNull():
        return picture
    room = QSize(_WIDEST, _HIGHEST) * ratio
    if picture.width() > room.width() or picture.height() > room.height():
        picture = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    picture.setDevicePixelRatio(ratio)
    return picture
