"""What was read off the screenshots of a new order: one row a field, taken over with one key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.readings import ReadField
from app.gui import theme
from app.gui.words import say


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

    def show_fields(self, fields: Sequence[ReadField], typed: dict[str, str]) -> None:
        """Offer fields that the form has, where they differ from what is typed."""
        self.clear()
        wanted = [field for field in fields if field.name.value in typed and typed[field.name.value] != field.value]
        for field in wanted:
            self._offer(field, typed[field.name.value])
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

    def _offer(self, field: ReadField, typed: str) -> None:
        row = QWidget()
        label = QLabel(self.tr("{}：{}").format(say(field.name.label), field.value))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sure = QLabel(self.tr("{} %").format(round(100 * field.score)))
        sure.setObjectName("meta")
        sure.setToolTip(self.tr("识别的把握"))
        take = QPushButton(self.tr("采用"))
        take.setAccessibleName(self.tr("采用{}：{}").format(say(field.name.label), field.value))
        if typed:
            label.setToolTip(self.tr("现在填的是：{}").format(typed))
            label.setObjectName("warning")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label, 1)
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
