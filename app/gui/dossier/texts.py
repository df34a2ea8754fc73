"""The texts of a dossier that the user may write anew: what is asked for, what happened, what is reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.fields import ProseField

PARTS: Final = ("request", "statement", "lead")
_HEIGHTS: Final = {"request": 96, "statement": 300, "lead": 120}


class TextsPanel(QWidget):
    """Saves as it is typed; `written` carries part and text, `given_back` the part that is to follow the case again."""

    written = Signal(str, str)
    given_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        labels = {
            "request": self.tr("请求"),
            "statement": self.tr("事实经过"),
            "lead": self.tr("举报线索（另成一张，不写就没有）"),
        }
        hints = {
            "request": self.tr("要对方做什么"),
            "statement": self.tr("一行一段，按时间写"),
            "lead": self.tr("商家涉嫌违法的行为；举报与投诉分开处理"),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        note = QLabel(self.tr("由案件自动写成。改了以后以你写的为准，对每个接收方分别保存。"), wordWrap=True)
        note.setObjectName("meta")
        layout.addWidget(note)
        self.fields: dict[str, ProseField] = {}
        self.resets: dict[str, QPushButton] = {}
        for part in PARTS:
            field = ProseField(part, labels[part], hint=hints[part])
            field.entry.setFixedHeight(_HEIGHTS[part])
            field.edited.connect(self.written)
            self.fields[part] = field
            reset = QPushButton(self.tr("恢复自动生成"))
            reset.setProperty("flat", True)
            reset.setAccessibleName(self.tr("{}：恢复自动生成").format(labels[part]))
            reset.clicked.connect(lambda _checked=False, part=part: self._give_back(part))
            reset.hide()
            self.resets[part] = reset
            row = QHBoxLayout()
            row.addWidget(reset)
            row.addStretch()
            layout.addWidget(field)
            layout.addLayout(row)
        layout.addStretch()

    def show_texts(
        self, texts: Mapping[str, str], edited: frozenset[str], *, is_new: bool = False, has_lead: bool = True
    ) -> None:
        """Show the texts; what is being typed is left alone unless they are those of another dossier."""
        self.fields["lead"].setVisible(has_lead)
        for part, field in self.fields.items():
            if is_new or not field.is_busy:
                field.set_text(texts.get(part, ""))
            if is_new:
                field.set_problem("")
            self.resets[part].setVisible(part in edited and (part != "lead" or has_lead))

    def set_problem(self, part: str, problem: str) -> None:
        """Say beneath a text what is wrong with it."""
        if part in self.fields:
            self.fields[part].set_problem(problem)

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        for field in self.fields.values():
            field.flush()

    def _give_back(self, part: str) -> None:
        field = self.fields[part]
        field.flush()
        # The focus goes on, so that the text of the case may be shown in the field.
        field.entry.setFocus()
        self.given_back.emit(part)
