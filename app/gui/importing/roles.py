"""Asking once who is who in a conversation."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.chats import proposed_roles
from app.domain.chats import Role
from app.domain.conversations import Conversation
from app.gui import theme
from app.gui.scrolling import ElidedLabel
from app.gui.words import say

MOST_PEOPLE = 40
"""So many people of a group are asked about, those who spoke first."""


_WIDEST = 520


def role_box(name: str, role: Role) -> QComboBox:
    """Return a box of roles for somebody."""
    box = QComboBox()
    box.setAccessibleName(name)
    for each in Role:
        box.addItem(say(each.label), each.value)
    box.setCurrentIndex(box.findData(role.value))
    return box


class RoleQuestion(QWidget):
    """One row a person; `answered` carries the conversation and each person's role.

    Where a role can be guessed it is chosen beforehand and said to be a guess; nothing is kept before the answer.
    """

    answered = Signal(object, object)

    def __init__(self, conversation: Conversation, *, with_title: bool = True) -> None:
        super().__init__()
        self._conversation = conversation
        self.boxes: dict[int, QComboBox] = {}
        self.remember = QPushButton(self.tr("记住谁是谁"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        if with_title:
            title = QLabel(self.tr("“{}”里谁是谁？").format(conversation.title), wordWrap=True)
            title.setObjectName("section")
            layout.addWidget(title)
        self.setMaximumWidth(_WIDEST)
        proposed = proposed_roles(conversation)
        self.hint = QLabel(
            self.tr("聊天以“{}”命名，另一位应该就是您。核对后请记住。").format(conversation.title), wordWrap=True
        )
        self.hint.setObjectName("muted")
        layout.addWidget(self.hint)
        self.hint.setVisible(bool(proposed))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * theme.UNIT)
        grid.setVerticalSpacing(theme.UNIT)
        grid.setColumnStretch(0, 1)
        for row, person in enumerate(conversation.participants[:MOST_PEOPLE]):
            name = ElidedLabel()
            name.set_full_text(person.name or person.key)
            role = proposed.get(person.id, person.role)
            self.boxes[person.id] = role_box(person.name or person.key, role)
            grid.addWidget(name, row, 0)
            grid.addWidget(self.boxes[person.id], row, 1)
        layout.addLayout(grid)
        foot = QHBoxLayout()
        foot.addWidget(self.remember)
        foot.addStretch()
        layout.addLayout(foot)
        self.remember.clicked.connect(self._on_remember)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse an answer."""
        for widget in (self.remember, *self.boxes.values()):
            widget.setEnabled(editable)

    def _on_remember(self) -> None:
        roles = {person: Role(box.currentData()) for person, box in self.boxes.items()}
        self.answered.emit(self._conversation.id, roles)
