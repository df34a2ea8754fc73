"""The quiet lists of a case: warnings, missing proof, deadlines, and earlier cases."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.case_actions import CaseFile
from app.domain.cancellation import CancelState
from app.domain.checklist import Need
from app.domain.deadline import Deadline, DeadlineState
from app.domain.times import shown
from app.gui import theme
from app.gui.case_page.remaining import Tinted, remaining, urgency
from app.gui.case_page.stages import is_current
from app.gui.words import say


class Lines(QWidget):
    """A list of rows that is made anew when what it shows has changed."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self.rows: list[QWidget] = []

    def put(self, rows: list[QWidget]) -> None:
        """Show these rows instead of those before; an empty list takes no room."""
        for row in self.rows:
            row.hide()
            self._layout.removeWidget(row)
            row.deleteLater()
        self.rows = rows
        for row in rows:
            self._layout.addWidget(row)
        self.setVisible(bool(rows))


class Warnings(Lines):
    """What may go wrong, each with a sign and words."""

    def show_file(self, file: CaseFile) -> None:
        """Show the warnings advised."""
        cautions = file.advised.cautions if file.advised else ()
        self.put([self._row(say(caution.text)) for caution in cautions])

    def _row(self, words: str) -> QWidget:
        sign = Tinted("⚠", "amber", bold=True)
        sign.setAccessibleName(self.tr("注意"))
        label = QLabel(words, wordWrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return _side_by_side(sign, label)


class MissingProof(Lines):
    """The proof that is still missing; `evidence_wanted` carries the kind to add."""

    evidence_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._is_editable = True
        self.buttons: list[QPushButton] = []

    def show_file(self, file: CaseFile) -> None:
        """Show what is missing."""
        self.buttons = []
        self.put([self._row(need) for need in (file.advised.advice.missing if file.advised else ())])

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse adding."""
        self._is_editable = editable
        for button in self.buttons:
            button.setVisible(editable)

    def _row(self, need: Need) -> QWidget:
        words = say(need.why)
        if need.weak is not None:
            words = self.tr("证据不够：{}").format(words)
        label = QLabel(words, wordWrap=True)
        button = QPushButton(self.tr("添加"))
        button.setProperty("flat", True)
        button.setAccessibleName(self.tr("添加{}").format(say(need.kind.label)))
        button.setToolTip(button.accessibleName())
        button.clicked.connect(lambda _checked=False, kind=need.kind.value: self.evidence_wanted.emit(kind))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        sign = Tinted("○", "muted")
        sign.setFixedWidth(4 * theme.UNIT)
        layout.addWidget(sign)
        layout.addWidget(label, 1)
        layout.addWidget(button)
        button.setVisible(self._is_editable)
        self.buttons.append(button)
        return row


class DeadlineList(QWidget):
    """Each deadline with its end, what became of it, and its clause; the sum is in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * theme.UNIT)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._clocks: list[tuple[Deadline, Tinted]] = []
        self._state: CancelState | None = None
        self.parts: list[QWidget] = []

    def show_file(self, file: CaseFile) -> None:
        """Show the deadlines of the case that is looked at."""
        for part in self.parts:
            part.hide()
            self._grid.removeWidget(part)
            part.deleteLater()
        self.parts, self._clocks = [], []
        if file.view is None:
            return
        self._state = file.view.case.standing.state
        for place, deadline in enumerate(file.view.deadlines):
            self._add(place * 2, deadline, file.view.at)

    def tick(self, now: datetime) -> None:
        """Show the time that is left at an instant."""
        for deadline, label in self._clocks:
            words, tint = self._standing(deadline, now)
            if label.text() != words:
                label.setText(words)
            label.set_tint(tint)

    def _standing(self, deadline: Deadline, now: datetime) -> tuple[str, str]:
        state = deadline.state(now)
        if state is DeadlineState.MET:
            return "✓ " + say(state.label), "green"
        if deadline.closed_at is not None:
            return say(state.label), "muted"
        tint = urgency(deadline.starts_at, deadline.due_at, now).value
        is_loud = tint != "text" and self._state is not None and is_current(self._state, deadline.kind)
        return remaining(deadline.due_at, now), tint if is_loud else "muted"

    def _add(self, row: int, deadline: Deadline, now: datetime) -> None:
        words, tint = self._standing(deadline, now)
        state = Tinted(words, tint)
        due = QLabel(shown(deadline.due_at, seconds=False))
        clause = QLabel(say(deadline.clause), wordWrap=True)
        clause.setObjectName("meta")
        clause.setContentsMargins(0, 0, 0, 2 * theme.UNIT)
        parts = [QLabel(say(deadline.kind.label)), due, state, clause]
        told = [say(deadline.arithmetic)]
        if deadline.is_estimated:
            told.append(self.tr("那一年的放假安排还没公布，这是估算。"))
        if deadline.warning is not None:
            told.append("⚠ " + say(deadline.warning))
        for place, part in enumerate(parts[:3]):
            side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(part, row, place, side | Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(clause, row + 1, 0, 1, 3)
        for part in parts:
            part.setToolTip("\n".join(told))
        self.parts += parts
        self._clocks.append((deadline, state))


class EarlierCases(Lines):
    """The other cases of the order; `case_chosen` carries the id of one that was clicked."""

    case_chosen = Signal(object)

    def show_file(self, file: CaseFile) -> None:
        """Show all cases but the one that is looked at."""
        rows: list[QWidget] = []
        present = file.view.case.id if file.view else None
        for case in file.cases:
            if case.id == present:
                continue
            words = self.tr("案件 {} · {} · {} · 开始于 {}").format(
                case.id, say(case.reason.label), say(case.standing.state.label), shown(case.opened_at, seconds=False)
            )
            button = QPushButton(words)
            button.setProperty("place", True)
            button.clicked.connect(lambda _checked=False, key=case.id: self.case_chosen.emit(key))
            rows.append(button)
        self.put(rows)


def _side_by_side(sign: QLabel, label: QLabel) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2 * theme.UNIT)
    sign.setFixedWidth(4 * theme.UNIT)
    layout.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
    layout.addWidget(label, 1)
    return row
