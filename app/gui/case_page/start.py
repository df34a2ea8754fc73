"""Where an order has no case yet: why, what for, how much, and by which path it can be cancelled now."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.case_actions import CaseFile
from app.domain.cancel_window import CancelWindow
from app.domain.cancellation import CancelReason, Remedy
from app.domain.orders import OrderId
from app.gui import theme
from app.gui.case_page.pills import LEAST_WIDTH, Pills
from app.gui.case_page.remaining import Countdown
from app.gui.empty import Drawing
from app.gui.fields import LineField
from app.gui.words import say

_WIDTH: Final = 520


class StartForm(QWidget):
    """Asks for the reason with one click; `start_asked` carries reason, remedy and amount."""

    start_asked = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._order: OrderId | None = None
        self._file: CaseFile | None = None
        self.heading = QLabel(self.tr("取消这笔订单"), alignment=Qt.AlignmentFlag.AlignCenter)
        self.heading.setObjectName("title")
        self.window_words = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.clause = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.clause.setObjectName("meta")
        for label in (self.window_words, self.clause):
            label.setMinimumWidth(LEAST_WIDTH)
        self.countdown = Countdown()
        self.countdown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.reasons = Pills(CancelReason, self.tr("原因"))
        self.remedies = Pills(Remedy, self.tr("要求"))
        self.amount = LineField("amount", self.tr("要求退多少（元）"), hint="100.00")
        self.amount.setMaximumWidth(200)
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self.begin = QPushButton(self.tr("开始取消"))
        self.begin.setProperty("primary", True)
        self.back = QPushButton(self.tr("不了"))
        self.back.setProperty("flat", True)
        self._lay_out()
        self.reasons.chosen.connect(self._on_reason)
        self.begin.clicked.connect(self._on_begin)
        self._show_ready()

    def show_file(self, file: CaseFile, *, can_go_back: bool) -> None:
        """Show the paths open to an order; what was chosen for the same order stays."""
        self._file = file
        if self._order != file.order.id:
            self._order = file.order.id
            self.reset()
        self.back.setVisible(can_go_back)
        self._show_ready()
        self._show_window()

    def reset(self) -> None:
        """Begin anew: no reason, the whole price back."""
        self.reasons.clear()
        self.remedies.buttons[Remedy.FULL.value].setChecked(True)
        self.amount.set_problem("")
        self.amount.set_text(str(self._file.order.facts.amount) if self._file else "")
        self.problem.clear()
        self._show_ready()

    def show_problem(self, field: str, problem: str) -> None:
        """Say what is wrong: beneath the amount where it is that."""
        self._show_ready()
        if field == "amount":
            self.amount.set_problem(problem)
            self.amount.entry.setFocus()
        else:
            self.problem.setText(problem)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse opening a case."""
        for part in (self.reasons, self.remedies, self.amount, self.begin):
            part.setVisible(editable)
        for label in self._labels:
            label.setVisible(editable)

    def minimumSizeHint(self) -> QSize:
        """Return the height that the form has at its width; Qt's own reckons the rows of buttons far too narrow."""
        width = max(self.width(), LEAST_WIDTH)
        return QSize(LEAST_WIDTH, self.heightForWidth(width))

    def _on_reason(self) -> None:
        self.problem.clear()
        self._show_window()
        self._show_ready()

    def _on_begin(self) -> None:
        # The focus must not leave the page with the button: Qt would hand it on to whatever comes next in the window.
        self.setFocus()
        self.begin.setEnabled(False)
        self.amount.set_problem("")
        self.problem.clear()
        self.start_asked.emit(self.reasons.value, self.remedies.value, self.amount.text)

    def _show_ready(self) -> None:
        self.begin.setEnabled(bool(self.reasons.value))
        self.begin.setToolTip("" if self.reasons.value else self.tr("先选一个原因"))

    def _show_window(self) -> None:
        if self._file is None:
            return
        reason = CancelReason(self.reasons.value) if self.reasons.value else None
        found: CancelWindow = self._file.windows[reason]
        self.window_words.setText(self.tr("现在：{}").format(say(found.words)))
        self.clause.setText(say(found.clause) if found.clause else "")
        self.clause.setVisible(found.clause is not None)
        paid_at = self._file.order.facts.paid_at
        if found.until is not None and paid_at is not None:
            self.countdown.count(paid_at, found.until)
        else:
            self.countdown.stop()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4 * theme.UNIT, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(Drawing("box"), alignment=Qt.AlignmentFlag.AlignHCenter)
        for part in (self.heading, self.window_words, self.countdown, self.clause):
            layout.addWidget(part)
        form = QWidget()
        form.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 4 * theme.UNIT, 0, 0)
        column.setSpacing(2 * theme.UNIT)
        self._labels = [QLabel(self.tr("为什么取消？")), QLabel(self.tr("你想要什么？"))]
        for label, pills in zip(self._labels, (self.reasons, self.remedies), strict=True):
            label.setObjectName("section")
            column.addWidget(label)
            column.addWidget(pills)
            column.addSpacing(2 * theme.UNIT)
        column.addWidget(self.amount)
        column.addSpacing(2 * theme.UNIT)
        column.addWidget(self.begin)
        column.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(form, 100)
        row.addStretch(1)
        layout.addLayout(row)
