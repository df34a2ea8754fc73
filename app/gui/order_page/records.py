"""What the user keeps beside an order's facts: card codes, masked, and deadlines of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.card_codes import CardCode
from app.domain.deadline import OwnDeadline
from app.domain.times import shown
from app.gui import theme
from app.gui.fields import StepsPassedOn


class RecordsPanel(QWidget):
    """Two short lists with a line to add to each; it asks for everything and does nothing itself."""

    code_typed = Signal(str)
    code_asked = Signal(int)
    code_dropped = Signal(int)
    deadline_typed = Signal(str, str)
    deadline_closed = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.code = QLineEdit(placeholderText=self.tr("卡密、激活码或兑换码"))
        self.code.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.setAccessibleName(self.tr("卡密"))
        self.keep = QPushButton(self.tr("保存卡密"))
        self.what = QLineEdit(placeholderText=self.tr("例如：再问一次客服"))
        self.what.setAccessibleName(self.tr("要做什么"))
        self.due = QLineEdit(placeholderText="2026-01-01 12:00")
        self.due.setAccessibleName(self.tr("什么时候之前"))
        for entry in (self.code, self.what, self.due):
            StepsPassedOn(entry)
        self.set = QPushButton(self.tr("设一个期限"))
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self.problem.hide()
        self._codes = QVBoxLayout()
        self._deadlines = QVBoxLayout()
        self._labels: dict[int, QLabel] = {}
        self._lay_out()
        self.keep.clicked.connect(lambda: self.code_typed.emit(self.code.text()))
        self.code.returnPressed.connect(self.keep.click)
        self.set.clicked.connect(lambda: self.deadline_typed.emit(self.what.text(), self.due.text()))
        self.due.returnPressed.connect(self.set.click)

    def show_records(self, codes: list[CardCode], own: list[OwnDeadline]) -> None:
        """Show what is kept; codes masked."""
        _clear(self._codes)
        _clear(self._deadlines)
        self._labels = {}
        for code in codes:
            label = QLabel(code.masked)
            label.setToolTip(f"SHA-256 {code.fingerprint}")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._labels[code.id] = label
            show = _flat(self.tr("显示"), self.tr("显示卡密 {}").format(code.masked))
            show.clicked.connect(lambda _checked, key=code.id: self.code_asked.emit(key))
            drop = _flat(self.tr("删除"), self.tr("删除卡密 {}").format(code.masked))
            drop.clicked.connect(lambda _checked, key=code.id: self.code_dropped.emit(key))
            self._codes.addWidget(_row(label, show, drop))
        for entry in own:
            if entry.closed_at is not None:
                continue
            label = QLabel(f"{entry.text} · {shown(entry.due_at, seconds=False)}", wordWrap=True)
            done = _flat(self.tr("已办"), self.tr("已办：{}").format(entry.text))
            done.clicked.connect(lambda _checked, key=entry.id: self.deadline_closed.emit(key, False))
            waive = _flat(self.tr("不用了"), self.tr("不用了：{}").format(entry.text))
            waive.clicked.connect(lambda _checked, key=entry.id: self.deadline_closed.emit(key, True))
            self._deadlines.addWidget(_row(label, done, waive))

    def show_code(self, key: int, code: str) -> None:
        """Show one code in clear, until the order is looked at anew."""
        if key in self._labels:
            self._labels[key].setText(code)

    def clear_typed(self, field: str) -> None:
        """Empty what was taken: `code` or `deadline`."""
        self.show_problem("")
        for entry in (self.code,) if field == "code" else (self.what, self.due):
            entry.clear()

    def show_problem(self, words: str) -> None:
        """Say what is wrong with what was typed."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 3 * theme.UNIT, 0, 0)
        grid.setHorizontalSpacing(4 * theme.UNIT)
        grid.setVerticalSpacing(2 * theme.UNIT)
        columns = (
            (self.tr("卡密（只显示后四位，不会打印）"), self._codes, (self.code, self.keep)),
            (self.tr("自己的期限"), self._deadlines, (self.what, self.due, self.set)),
        )
        for column, (title, kept, entries) in enumerate(columns):
            heading = QLabel(title)
            heading.setObjectName("section")
            heading.setWordWrap(True)
            grid.addWidget(heading, 0, column)
            grid.addLayout(kept, 1, column, Qt.AlignmentFlag.AlignTop)
            for row, entry in enumerate(entries, start=2):
                grid.addWidget(entry, row, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.problem, 5, 0, 1, 2)


def _flat(words: str, name: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("flat", True)
    button.setAccessibleName(name)
    return button


def _row(label: QLabel, *buttons: QPushButton) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(label, 1)
    for button in buttons:
        layout.addWidget(button)
    return row


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
