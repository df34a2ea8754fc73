"""Narrowing the grid down: by kind, by tag, and to what is still undescribed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.domain.evidence import Evidence, EvidenceKind
from app.gui import theme
from app.gui.words import say

_NO_KIND = "-"
SHOWN_FROM = 2
"""From so many items on there is something to filter."""


class FilterBar(QWidget):
    """Two short lists and a way back; `changed` says that other items match now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(self.tr("按种类筛选"))
        self.tags = QComboBox()
        self.tags.setAccessibleName(self.tr("按标签筛选"))
        self.clear = QPushButton(self.tr("显示全部"))
        self.clear.setProperty("flat", True)
        self.count = QLabel()
        self.count.setObjectName("meta")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        for part in (self.kinds, self.tags):
            layout.addWidget(part, 3)
        layout.addWidget(self.count)
        layout.addStretch(1)
        layout.addWidget(self.clear)
        for box in (self.kinds, self.tags):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(3)
            box.setMaximumWidth(168)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.activated.connect(lambda _index: self.changed.emit())
        self.clear.clicked.connect(self.reset)
        self.offer([])

    @property
    def is_active(self) -> bool:
        """Whether only a part is shown."""
        return bool(self.kinds.currentData() or self.tags.currentData())

    def offer(self, items: Sequence[Evidence]) -> None:
        """Offer the kinds and tags of these items, with how many there are of each; what is chosen stays."""
        kinds: dict[str, int] = {}
        tags: dict[str, int] = {}
        for item in items:
            kind = item.kind.value if item.kind else _NO_KIND
            kinds[kind] = kinds.get(kind, 0) + 1
            for tag in item.tags:
                tags[tag] = tags.get(tag, 0) + 1
        labels = {_NO_KIND: self.tr("未选种类")} | {kind.value: say(kind.label) for kind in EvidenceKind}
        self._fill(self.kinds, self.tr("种类"), [(key, labels[key], kinds[key]) for key in labels if key in kinds])
        self._fill(self.tags, self.tr("标签"), [(tag, f"#{tag}", tags[tag]) for tag in sorted(tags)])
        self.tags.setVisible(bool(tags))
        self.setVisible(len(items) >= SHOWN_FROM)

    def matching(self, items: Sequence[Evidence]) -> list[Evidence]:
        """Return the items that match, and say how many they are."""
        kind, tag = self.kinds.currentData(), self.tags.currentData()
        found = [
            item
            for item in items
            if (not kind or (item.kind.value if item.kind else _NO_KIND) == kind) and (not tag or tag in item.tags)
        ]
        self.clear.setVisible(self.is_active)
        self.count.setVisible(self.is_active)
        self.count.setText(self.tr("{} / {} 份").format(len(found), len(items)))
        return found

    def reset(self) -> None:
        """Show all again."""
        was_active = self.is_active
        for box in (self.kinds, self.tags):
            box.setCurrentIndex(0)
        if was_active:
            self.changed.emit()

    def _fill(self, box: QComboBox, every: str, choices: list[tuple[str, str, int]]) -> None:
        chosen = box.currentData()
        wanted = [(every, ""), *((f"{label}  {count}", key) for key, label, count in choices)]
        if wanted == [(box.itemText(row), box.itemData(row)) for row in range(box.count())]:
            return
        box.clear()
        for label, key in wanted:
            box.addItem(label, key)
        box.setCurrentIndex(max(box.findData(chosen), 0))
