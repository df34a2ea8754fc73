"""A quiet strip that suggests two pictures which look alike; it merges nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.casework.duplicates import Alike
from app.gui import theme
from app.gui.scrolling import ElidedLabel


class DuplicateStrip(QFrame):
    """Shows one pair at a time; `look_asked` and `dismissed` carry the pair."""

    look_asked = Signal(object)
    dismissed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.pair: Alike | None = None
        self.words = ElidedLabel()
        self.look = QPushButton(self.tr("查看对比"))
        self.never = QPushButton(self.tr("不再提示"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, 0, theme.UNIT, 0)
        layout.setSpacing(theme.UNIT)
        layout.addWidget(self.words, 1)
        for button, signal in ((self.look, self.look_asked), (self.never, self.dismissed)):
            button.setProperty("flat", True)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self.pair))
            layout.addWidget(button)
        self.hide()

    def show_pairs(self, pairs: Sequence[Alike]) -> None:
        """Show the first pair and how many there are; nothing where there is none."""
        self.pair = pairs[0] if pairs else None
        self.setVisible(bool(pairs))
        if self.pair is None:
            return
        left, right = self.pair.left.number, self.pair.right.number
        words = self.tr("证据{} 和证据{} 这两张很像").format(left, right)
        if len(pairs) > 1:
            words += self.tr("（共 {} 对）").format(len(pairs))
        self.words.set_full_text(words)
        self.words.setToolTip(f"{self.pair.left.name}\n{self.pair.right.name}")

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse to dismiss."""
        self.never.setEnabled(editable)
