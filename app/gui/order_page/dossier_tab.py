"""The dossier tab: who it is for, what it still lacks, and the export."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.gaps import Gap
from app.gui import theme
from app.gui.words import say


class DossierTab(QScrollArea):
    """Lists gaps, each a way to its place, and asks for the export."""

    gap_chosen = Signal(object)
    export_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._group = QButtonGroup(self)
        self.export = QPushButton(self.tr("导出 PDF 卷宗…"))
        self.export.setProperty("primary", True)
        self.export.clicked.connect(lambda: self.export_asked.emit(self.recipient))
        body = QWidget()
        self._layout = QVBoxLayout(body)
        self._layout.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT)
        self._layout.setSpacing(3 * theme.UNIT)
        self._layout.addWidget(self._heading(self.tr("给谁看")))
        self._layout.addLayout(self._recipients())
        row = QHBoxLayout()
        row.addWidget(self.export)
        row.addStretch()
        self._layout.addLayout(row)
        self._gaps_heading = self._heading("")
        self._layout.addWidget(self._gaps_heading)
        self._gaps = QFrame()
        self._gaps_layout = QVBoxLayout(self._gaps)
        self._gaps_layout.setContentsMargins(0, 0, 0, 0)
        self._gaps_layout.setSpacing(theme.UNIT)
        self._layout.addWidget(self._gaps)
        self._layout.addStretch()
        self.setWidget(body)

    @property
    def recipient(self) -> str:
        """Who the dossier is for, by its command-line name."""
        chosen = self._group.checkedButton()
        return str(chosen.property("recipient")) if chosen else "platform"

    def show_gaps(self, gaps: list[Gap]) -> None:
        """List what the dossier still lacks."""
        while (item := self._gaps_layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if gaps:
            self._gaps_heading.setText(self.tr("还可以补充 {} 处，点一下就去").format(len(gaps)))
        else:
            self._gaps_heading.setText(self.tr("✓ 材料齐全，可以导出"))
        for gap in gaps:
            button = QPushButton(f"○  {say(gap.text)}")
            button.setProperty("place", True)
            button.clicked.connect(lambda _checked, gap=gap: self.gap_chosen.emit(gap))
            self._gaps_layout.addWidget(button)

    def _recipients(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        choices = (
            ("platform", self.tr("平台客服 — 申请客服介入时提交")),
            ("association", self.tr("消费者协会 / 12315 — 平台不处理时投诉用")),
            ("archive", self.tr("自己存档")),
        )
        for name, label in choices:
            radio = QRadioButton(label)
            radio.setProperty("recipient", name)
            radio.setChecked(name == "platform")
            self._group.addButton(radio)
            column.addWidget(radio)
        return column

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setObjectName("section")
        return label
