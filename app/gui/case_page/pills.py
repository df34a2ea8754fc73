"""Rows of small buttons that wrap like words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from app.domain.text import Labelled
from app.gui.evidence.describe import WrapLayout
from app.gui.words import say

LEAST_WIDTH: Final = 300
"""What the buttons may count on, in pixels: the least height is reckoned at this width, not at that of one button."""


class Wrapped(QWidget):
    """Widgets in rows, as many rows as the width asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.wrap = WrapLayout(self)
        self.setMinimumWidth(LEAST_WIDTH)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Return the height of all rows at the least width."""
        return QSize(LEAST_WIDTH, self.wrap.heightForWidth(LEAST_WIDTH))


class Pills(Wrapped):
    """One button for each of a closed list; one click chooses."""

    chosen = Signal(str)

    def __init__(self, members: type[Labelled], name: str) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for member in members:
            button = QPushButton(say(member.label))
            button.setCheckable(True)
            button.setProperty("kind", True)
            button.setAccessibleName(self.tr("{}：{}").format(name, say(member.label)))
            button.clicked.connect(lambda _checked, value=member.value: self.chosen.emit(value))
            self.group.addButton(button)
            self.buttons[member.value] = button
            self.wrap.addWidget(button)

    @property
    def value(self) -> str:
        """The value that is chosen; empty where none is."""
        return next((value for value, button in self.buttons.items() if button.isChecked()), "")

    def clear(self) -> None:
        """Choose nothing."""
        self.group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self.group.setExclusive(True)
