"""A quiet strip that names the order's comparisons, opens them again and deletes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton

from app.domain.comparisons import Comparison, ComparisonSide
from app.domain.evidence import Evidence
from app.gui import theme


class ComparisonStrip(QFrame):
    """Offers one comparison at a time; `open_asked` and `trash_asked` carry it. Hidden where there is none."""

    open_asked = Signal(object)
    trash_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._shown: list[Comparison] = []
        caption = QLabel(self.tr("对比"))
        caption.setObjectName("section")
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("对比"))
        self.choice.setMinimumContentsLength(8)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.open = QPushButton(self.tr("打开"))
        self.trash = QPushButton(self.tr("删除"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, 0, theme.UNIT, 0)
        layout.setSpacing(theme.UNIT)
        layout.addWidget(caption)
        layout.addSpacing(theme.UNIT)
        layout.addWidget(self.choice, 1)
        for button in (self.open, self.trash):
            button.setProperty("flat", True)
            layout.addWidget(button)
        self.open.clicked.connect(lambda: self._ask(self.open_asked.emit))
        self.trash.clicked.connect(lambda: self._ask(self.trash_asked.emit))
        self.hide()

    def show_comparisons(self, found: Sequence[Comparison], items: Sequence[Evidence]) -> None:
        """Show comparisons, the chosen one still chosen where it is still there; `items` give the sides numbers."""
        numbers: dict[int | None, int] = {item.id: item.number for item in items}
        row = self.choice.currentIndex()
        chosen = self._shown[row].id if 0 <= row < len(self._shown) else None
        self._shown = list(found)
        self.choice.clear()
        for one in found:
            left, right = (self._side(side, numbers) for side in (one.left, one.right))
            count = len(one.differences)
            self.choice.addItem(self.tr("{} 和 {} · {} 处不同 · {}").format(left, right, count, one.title))
        ids = [one.id for one in found]
        if chosen in ids:
            self.choice.setCurrentIndex(ids.index(chosen))
        self.setVisible(bool(found))

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse to change and delete."""
        for button in (self.open, self.trash):
            button.setEnabled(editable)

    def _side(self, side: ComparisonSide, numbers: dict[int | None, int]) -> str:
        number = numbers.get(side.evidence)
        return self.tr("证据{}").format(number) if number is not None else self.tr("一段文字")

    def _ask(self, ask: Callable[[Comparison], object]) -> None:
        row = self.choice.currentIndex()
        if 0 <= row < len(self._shown):
            ask(self._shown[row])
