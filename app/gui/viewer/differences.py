"""The numbered lines of a comparison: typed, moved up and down, taken away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.text import LINE_LIMIT
from app.gui import theme


class DifferenceRow(QWidget):
    """One line with its number."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.number = QLabel()
        self.number.setFixedWidth(24)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.entry = QLineEdit(text, placeholderText=self.tr("例如：页面写秒到账，实际 26 小时未到"))
        self.entry.setMaxLength(LINE_LIMIT)
        self.entry.setAcceptDrops(False)
        self.up = QPushButton(self.tr("上移"))
        self.down = QPushButton(self.tr("下移"))
        self.remove = QPushButton(self.tr("删除"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.UNIT)
        row.addWidget(self.number)
        row.addWidget(self.entry, 1)
        for button in (self.up, self.down, self.remove):
            button.setProperty("flat", True)
            row.addWidget(button)

    def show_number(self, index: int, count: int) -> None:
        """Show which one it is."""
        self.number.setText(str(index + 1))
        self.entry.setAccessibleName(self.tr("不同之处 {}").format(index + 1))
        self.up.setEnabled(index > 0)
        self.down.setEnabled(index + 1 < count)


class DifferenceList(QWidget):
    """All lines, in order; `moved` carries two neighbours that changed places, `removed` the one that went."""

    moved = Signal(int, int)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DifferenceRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.UNIT)

    def lines(self) -> list[str]:
        """Return what is typed, empty lines too."""
        return [row.entry.text() for row in self.rows]

    def set_lines(self, lines: list[str]) -> None:
        """Show other lines."""
        while len(self.rows) > len(lines):
            self._drop(self.rows[-1])
        while len(self.rows) < len(lines):
            self._make("")
        for row, line in zip(self.rows, lines, strict=True):
            if row.entry.text() != line:
                row.entry.setText(line)
        self._number()

    def append(self, line: str) -> int:
        """Add a line and return its index."""
        self._make(line)
        self._number()
        return len(self.rows) - 1

    def focus(self, index: int) -> None:
        """Put the cursor into a line."""
        self.rows[index].entry.setFocus()

    def _make(self, line: str) -> None:
        row = DifferenceRow(line)
        row.up.clicked.connect(lambda: self._swap(row, -1))
        row.down.clicked.connect(lambda: self._swap(row, 1))
        row.remove.clicked.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.addWidget(row)
        # At once, so that the cursor can be put into it.
        row.show()

    def _swap(self, row: DifferenceRow, by: int) -> None:
        index = self.rows.index(row)
        to = index + by
        if 0 <= to < len(self.rows):
            self.rows[index], self.rows[to] = self.rows[to], self.rows[index]
            self._column.removeWidget(row)
            self._column.insertWidget(to, row)
            self._number()
            self.moved.emit(index, to)

    def _remove(self, row: DifferenceRow) -> None:
        index = self.rows.index(row)
        self._drop(row)
        self._number()
        self.removed.emit(index)

    def _drop(self, row: DifferenceRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _number(self) -> None:
        for index, row in enumerate(self.rows):
            row.show_number(index, len(self.rows))
