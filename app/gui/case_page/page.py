"""The case page of an order: where it stands, the one next step, what happened, and what is due."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.cancellations import TypedEvent
from app.casework.case_actions import CaseFile
from app.casework.search import CasePlace
from app.domain.cancellation import CancelEvent, CancellationId, CancelState, allowed_events
from app.domain.deadline import DeadlineState
from app.domain.errors import InvalidField
from app.domain.orders import OrderId
from app.domain.times import Clock
from app.gui import errors, theme
from app.gui.case_page.lists import DeadlineList, EarlierCases, MissingProof, Warnings
from app.gui.case_page.next_card import MessageBox, NextCard
from app.gui.case_page.pills import Wrapped
from app.gui.case_page.recording import RecordStrip, prefilled_at
from app.gui.case_page.standing import StandingHead
from app.gui.case_page.start import StartForm
from app.gui.case_page.timeline import Timeline
from app.gui.evidence.incoming import Bring
from app.gui.scrolling import scrolled
from app.gui.words import say

_WIDEST: Final = 860
_ENDED: Final = frozenset({CancelState.SETTLED, CancelState.WITHDRAWN})


class CasePage(QWidget):
    """Shows an order's case; every wish of the user leaves as a signal.

    `start_asked` carries reason, remedy and amount; `record_asked` the case, a `TypedEvent` and what brings its proofs;
    `refresh_wanted` says that a deadline ran out while it was looked at, so that the advice is old.
    """

    start_asked = Signal(str, str, str)
    record_asked = Signal(object, object, list)
    letter_sent = Signal(object, str, str, str)
    undo_asked = Signal(object)
    case_chosen = Signal(object)
    evidence_wanted = Signal(str)
    evidence_chosen = Signal(object)
    proof_files_asked = Signal()
    refresh_wanted = Signal()
    told = Signal(str)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.file: CaseFile | None = None
        self._shown: object = None
        self._is_editable = True
        self._is_starting = False
        self._wanted: tuple[OrderId, CasePlace] | None = None
        self.start = StartForm()
        self.head = StandingHead()
        self.card = NextCard()
        self.message = MessageBox()
        self.warnings = Warnings()
        self.missing = MissingProof()
        self.events = EventButtons()
        self.strip = RecordStrip(clock)
        self.timeline = Timeline()
        self.undo_last = QPushButton(self.tr("撤销最后一条"))
        self.undo_last.setProperty("flat", True)
        self.deadlines = DeadlineList()
        self.earlier = EarlierCases()
        self.again = QPushButton(self.tr("再开一个案件"))
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self.timer = QTimer(self, interval=1000)
        self.timer.timeout.connect(self.tick)
        self._lay_out()
        self._connect()

    def show_file(self, file: CaseFile) -> None:
        """Show an order's case, or the form that opens one; what is being typed about the same case stays."""
        before = self.file
        self.file = file
        topic = None if file.view is None else (file.view.case.id, file.view.case.events)
        has_changed = topic != self._shown or before is None or before.order.id != file.order.id
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        if has_changed:
            self._begin_anew(topic)
        if file.view is None:
            self.start.show_file(file, can_go_back=False)
        else:
            if self._is_starting:
                self.start.show_file(file, can_go_back=True)
            self._show_case(file, file.view.case.standing.state)
        self._show_parts()
        self._show_timer()
        if has_changed and had_focus:
            # What was pressed may be gone: Qt would hand the focus on to the next button, which takes the entry back.
            (self.start if file.view is None else self.card).setFocus()
        self._go_to_wanted()

    def point_out(self, order: OrderId, place: CasePlace) -> None:
        """Bring an entry of a case into view and mark it, as soon as that case is shown."""
        self._wanted = order, place
        self._go_to_wanted()

    def show_refusal(self, error: BaseException) -> None:
        """Say what is wrong where it was typed."""
        field = error.field if isinstance(error, InvalidField) else ""
        words = errors.beneath_field(error)
        self.message.allow_sending()
        if not self.start.isHidden():
            self.start.show_problem(field, words)
        elif self.strip.event_kind is not None:
            self.strip.show_problem(field, words)
        else:
            self.problem.setText(words)
        self.problem.setVisible(bool(self.problem.text()))

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes, for a vault that is open for reading."""
        self._is_editable = editable
        for part in (self.start, self.card, self.message, self.missing):
            part.set_editable(editable)
        if not editable:
            self.strip.close_strip()
        self._show_parts()

    def take(self, bring: Bring) -> bool:
        """Put what was pasted on the event being recorded; return whether one is."""
        if self.strip.event_kind is None or not self.strip.isVisible():
            return False
        self.strip.attach_bring(bring)
        return True

    def tick(self) -> None:
        """Show the time that is left; ask for new advice once a deadline ran out."""
        now = self._clock.now()
        self.start.countdown.tick(now)
        self.head.countdown.tick(now)
        self.deadlines.tick(now)
        if self.file is not None and self._has_run_out(self.file, now):
            self.timer.stop()
            self.refresh_wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Count while it is seen."""
        super().showEvent(event)
        self._show_timer()

    def hideEvent(self, event: QHideEvent) -> None:
        """Count nothing that nobody sees."""
        self.timer.stop()
        super().hideEvent(event)

    def _go_to_wanted(self) -> None:
        if self._wanted is None or self.file is None:
            return
        order, place = self._wanted
        if self.file.order.id == order and self.file.view is not None and self.file.view.case.id == place.case:
            self._wanted = None
            entry = self.timeline.entry_of(place)
            self.timeline.point_out(entry)
            # It has no place before the page is laid out.
            QTimer.singleShot(0, self._area, lambda: self._show_entry(place))

    def _show_entry(self, place: CasePlace) -> None:
        entry = self.timeline.entry_of(place)
        if entry is not None:
            self._area.ensureWidgetVisible(entry, 0, 4 * theme.UNIT)
            entry.setFocus()

    def _begin_anew(self, topic: object) -> None:
        self._shown = topic
        self._is_starting = False
        self.strip.close_strip()
        self.problem.clear()
        self._area.verticalScrollBar().setValue(0)

    def _show_case(self, file: CaseFile, state: CancelState) -> None:
        self.head.show_file(file)
        self.card.show_step(file, self._why(file))
        self.message.show_message(file)
        self.warnings.show_file(file)
        self.missing.show_file(file)
        self.events.show_events(allowed_events(state), self.strip.event_kind)
        self.timeline.show_file(file)
        self.deadlines.show_file(file)
        self.earlier.show_file(file)

    def _why(self, file: CaseFile) -> str:
        """Return the clause that the next step rests on: before the request the window's, then the deadline's."""
        if self.head.stepper.step == 0 and file.advised is not None and file.advised.advice.window.clause is not None:
            return say(file.advised.advice.window.clause)
        return say(self.head.deadline.clause) if self.head.deadline is not None else ""

    def _show_parts(self) -> None:
        has_case = self.file is not None and self.file.view is not None
        is_start = self.file is not None and (not has_case or self._is_starting)
        self.start.setVisible(is_start)
        self._case.setVisible(has_case and not is_start)
        if self.file is None or self.file.view is None:
            return
        case = self.file.view.case
        is_given_up = case.standing.state is CancelState.WITHDRAWN
        self._missing_part.setVisible(bool(self.missing.rows) and not is_given_up)
        self._record_part.setVisible(self._is_editable and bool(self.events.buttons))
        self._history_part.setVisible(bool(case.events))
        self.undo_last.setVisible(self._is_editable and any(not entry.is_undone for entry in case.events))
        self._deadline_part.setVisible(bool(self.file.view.deadlines))
        self._earlier_part.setVisible(bool(self.earlier.rows))
        is_over = all(one.standing.state in _ENDED for one in self.file.cases)
        self.again.setVisible(self._is_editable and is_over)
        self.problem.setVisible(bool(self.problem.text()))

    def _show_timer(self) -> None:
        counts = self.head.countdown if self.start.isHidden() else self.start.countdown
        is_running = counts.is_running or (self.file is not None and bool(_running(self.file, self._clock.now())))
        if self.isVisible() and is_running:
            self.timer.start()
            self.tick()
        else:
            self.timer.stop()
            self.start.countdown.tick(self._clock.now())

    def _has_run_out(self, file: CaseFile, now: datetime) -> bool:
        return file.view is not None and _running(file, file.view.at) != _running(file, now)

    def _on_event(self, name: str) -> None:
        if self.file is None:
            return
        if name and (self.strip.event_kind is None or self.strip.event_kind.value != name):
            self.strip.open_for(CancelEvent(name), self.file)
            self.events.mark(self.strip.event_kind)
            QTimer.singleShot(0, self._area, lambda: self._area.ensureWidgetVisible(self.strip, 0, 4 * theme.UNIT))
        else:
            self.strip.close_strip()

    def _on_record(self, typed: TypedEvent, proofs: list[Bring]) -> None:
        if self.file is not None and self.file.view is not None:
            self.record_asked.emit(self.file.view.case.id, typed, proofs)

    def _on_letter_sent(self, letter: str, words: str, channel: str) -> None:
        if self.file is not None and self.file.view is not None:
            self.letter_sent.emit(self.file.view.case.id, letter, words, channel)

    def _on_sent(self, event: str, words: str, channel: str) -> None:
        if self.file is not None and self.file.view is not None:
            at = prefilled_at(self._clock.now(), self.file.view.case.standing)
            self._on_record(TypedEvent(event, at=at, note=words, channel=channel), [])

    def _on_copied(self) -> None:
        self.card.tell_copied()
        self.told.emit(self.tr("话术已复制，到平台的订单沟通里粘贴发送"))

    def _on_again(self, starting: bool) -> None:
        self._is_starting = starting
        if self.file is not None and starting:
            self.start.show_file(self.file, can_go_back=True)
            self.start.reset()
        self._show_parts()

    def _undo(self) -> None:
        if self.file is not None and self.file.view is not None:
            key: CancellationId = self.file.view.case.id
            self.undo_asked.emit(key)

    def _connect(self) -> None:
        self.start.start_asked.connect(self.start_asked)
        self.start.back.clicked.connect(lambda: self._on_again(False))
        self.start.reasons.chosen.connect(self._show_timer)
        self.again.clicked.connect(lambda: self._on_again(True))
        self.card.copy_asked.connect(self.message.copy_text)
        self.card.event_asked.connect(self._on_event)
        self.message.copied.connect(self._on_copied)
        self.message.sent.connect(self._on_sent)
        self.message.letter_sent.connect(self._on_letter_sent)
        self.missing.evidence_wanted.connect(self.evidence_wanted)
        self.events.chosen.connect(self._on_event)
        self.strip.record_asked.connect(self._on_record)
        self.strip.files_asked.connect(self.proof_files_asked)
        self.strip.closed.connect(lambda: self.events.mark(None))
        self.timeline.evidence_chosen.connect(self.evidence_chosen)
        self.undo_last.clicked.connect(self._undo)
        self.earlier.case_chosen.connect(self.case_chosen)

    def _lay_out(self) -> None:
        self._missing_part = _part(self.tr("还缺的凭证"), self.missing)
        self._record_part = _part(self.tr("发生了什么？"), self.events, self.strip)
        self._history_part = _part(self.tr("经过"), self.timeline, action=self.undo_last)
        self._deadline_part = _part(self.tr("期限"), self.deadlines)
        self._earlier_part = _part(self.tr("其他案件"), self.earlier)
        self._case = QWidget()
        column = QVBoxLayout(self._case)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5 * theme.UNIT)
        for part in (self.head, self.card, self.message, self.problem, self.warnings, self._missing_part):
            column.addWidget(part)
        for part in (self._record_part, self._history_part, self._deadline_part, self._earlier_part):
            column.addWidget(part)
        again = QHBoxLayout()
        again.addWidget(self.again)
        again.addStretch(1)
        column.addLayout(again)
        body = QWidget()
        body.setMaximumWidth(_WIDEST)
        whole = QVBoxLayout(body)
        whole.setContentsMargins(*(4 * theme.UNIT,) * 4)
        whole.addWidget(self.start)
        whole.addWidget(self._case)
        self._area = scrolled(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self.start.hide()
        self._case.hide()


class EventButtons(Wrapped):
    """The events that may be recorded now; `chosen` carries the one that was clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[CancelEvent, QPushButton] = {}

    def show_events(self, events: tuple[CancelEvent, ...], marked: CancelEvent | None) -> None:
        """Offer these events; the same ones stay as they are, and with them the focus."""
        if tuple(self.buttons) != events:
            for button in self.buttons.values():
                button.hide()
                self.wrap.removeWidget(button)
                button.deleteLater()
            self.buttons = {event: self._button(event) for event in events}
            self.updateGeometry()
        self.mark(marked)

    def mark(self, event: CancelEvent | None) -> None:
        """Mark the event that is being recorded."""
        for one, button in self.buttons.items():
            button.setChecked(one is event)

    def _button(self, event: CancelEvent) -> QPushButton:
        button = QPushButton(say(event.label))
        button.setCheckable(True)
        button.setProperty("kind", True)
        button.setAccessibleName(self.tr("记录：{}").format(say(event.label)))
        button.clicked.connect(lambda: self.chosen.emit(event.value))
        self.wrap.addWidget(button)
        return button


def _running(file: CaseFile, at: datetime) -> set[str]:
    found = file.view.deadlines if file.view else ()
    return {deadline.key for deadline in found if deadline.state(at) is DeadlineState.RUNNING}


def _part(title: str, *widgets: QWidget, action: QWidget | None = None) -> QWidget:
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2 * theme.UNIT)
    heading = QLabel(title)
    heading.setObjectName("section")
    if action is None:
        layout.addWidget(heading)
    else:
        row = QHBoxLayout()
        row.addWidget(heading, 1)
        row.addWidget(action)
        layout.addLayout(row)
    for widget in widgets:
        layout.addWidget(widget)
    return part
