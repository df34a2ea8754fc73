"""Recording an event in two clicks: choose what happened, then record it in the strip that opens beneath."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.casework.cancellations import TypedEvent
from app.casework.case_actions import CaseFile
from app.casework.evidence import Incoming
from app.domain.cancellation import TRANSITIONS, CancelEvent, CancelState, Channel, Standing
from app.domain.orders import PayMethod
from app.domain.text import Labelled
from app.domain.times import Clock, shown
from app.gui import theme
from app.gui.case_page.stages import channel_for
from app.gui.evidence.drop import DropTarget
from app.gui.evidence.incoming import Bring
from app.gui.fields import ChoiceField, Choices, Field, LineField, ProseField
from app.gui.words import say

_E: Final = CancelEvent
_AMOUNTS: Final = frozenset({_E.REFUND_RECEIVED, _E.OFFER, _E.AGREE, _E.ACCEPT_OFFER, _E.PLATFORM_FOR, _E.MEDIATED})


def fields_of(event: CancelEvent, state: CancelState) -> tuple[str, ...]:
    """Return the fields that an event needs, in the order in which they are asked for.

    A due time is asked for where the event starts a deadline that the other side may have named.
    """
    names = ["at"]
    if event in _AMOUNTS:
        names.append("amount")
    transition = TRANSITIONS.get((state, event))
    if transition is not None and transition.starts and event is not CancelEvent.COMPLAIN:
        names.append("due")
    if channel_for(event) is not None:
        names.append("channel")
    if event is CancelEvent.REFUND_RECEIVED:
        names.append("destination")
    return (*names, "note")


def prefilled_at(now: datetime, standing: Standing) -> str:
    """Return the time to fill in: now, on a whole second that is not before the last event."""
    last = standing.last.at if standing.last else now
    whole = max(now.replace(microsecond=0), last)
    return shown(whole + timedelta(seconds=1) if whole.microsecond else whole)


def prefilled_amount(event: CancelEvent, standing: Standing) -> str:
    """Return the amount to fill in: what is missing for a refund, what is claimed for a consent."""
    if event is CancelEvent.REFUND_RECEIVED:
        return str(standing.shortfall) if standing.shortfall.fen else ""
    if event is CancelEvent.OFFER:
        return ""
    if event is CancelEvent.ACCEPT_OFFER and standing.offer is not None:
        return str(standing.offer)
    return str(standing.expected)


class RecordStrip(QFrame):
    """The fields of one event and a place for its proof; `record_asked` carries a `TypedEvent` and what brings proofs.

    Files and pictures dropped on it, or attached by `attach` and `attach_bring`, go on the event as its evidence.
    """

    record_asked = Signal(object, list)
    files_asked = Signal()
    closed = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._clock = clock
        self.event_kind: CancelEvent | None = None
        self.proofs: list[Bring] = []
        self.heading = QLabel()
        self.heading.setObjectName("section")
        self.fields: dict[str, Field] = {field.name: field for field in self._make()}
        self.proof_words = QLabel(wordWrap=True)
        self.proof_words.setObjectName("meta")
        self.pick = QPushButton(self.tr("选择截图…"))
        self.pick.setProperty("flat", True)
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self.record = QPushButton(self.tr("记录"))
        self.record.setProperty("primary", True)
        self.dismiss = QPushButton(self.tr("取消"))
        self.drop = DropTarget(self, clock, lambda n: self.tr("松开鼠标，把 {} 个文件作为这件事的凭证").format(n))
        self._lay_out()
        self._connect()
        self.hide()

    def open_for(self, event: CancelEvent, file: CaseFile) -> None:
        """Ask for what an event needs, with what is known already filled in."""
        if file.view is None:
            return
        standing = file.view.case.standing
        self.event_kind = event
        self.clear_proofs()
        self.heading.setText(say(event.label))
        self.record.setText(self.tr("记录“{}”").format(say(event.label)))
        self.record.setEnabled(True)
        self.problem.clear()
        pay_method = file.order.facts.pay_method
        channel = channel_for(event)
        texts = {
            "at": prefilled_at(self._clock.now(), standing),
            "amount": prefilled_amount(event, standing),
            "channel": channel.value if channel else "",
            "destination": pay_method.value if pay_method else "",
        }
        wanted = fields_of(event, standing.state)
        for name, field in self.fields.items():
            field.set_problem("")
            field.set_text(texts.get(name, ""))
            field.setVisible(name in wanted)
        self._arrange(wanted)
        self.show()
        first = "amount" if "amount" in wanted else "note"
        self.fields[first].entry.setFocus()

    def close_strip(self) -> None:
        """Ask for nothing."""
        if self.event_kind is not None:
            self.event_kind = None
            self.clear_proofs()
            self.hide()
            self.closed.emit()

    def attach(self, paths: Sequence[Path]) -> None:
        """Put files on the event."""
        files: list[Incoming] = list(paths)
        if files:
            self.attach_bring(lambda: files)

    def attach_bring(self, bring: Bring) -> None:
        """Put what was dropped or pasted on the event."""
        self.proofs.append(bring)
        self._show_proofs()

    def clear_proofs(self) -> None:
        """Take all proofs off again."""
        self.proofs = []
        self._show_proofs()

    def show_problem(self, field: str, problem: str) -> None:
        """Say what is wrong: beneath the field where it is one of those asked for."""
        self.record.setEnabled(True)
        name = "destination" if field == "to" else field
        if name in self.fields and not self.fields[name].isHidden():
            self.fields[name].set_problem(problem)
            self.fields[name].entry.setFocus()
        else:
            self.problem.setText(problem)

    def typed(self) -> TypedEvent:
        """Return the event as it is typed."""

        def text(name: str) -> str | None:
            field = self.fields[name]
            return None if field.isHidden() else field.text.strip() or None

        return TypedEvent(
            event=self.event_kind.value if self.event_kind else "",
            at=text("at"),
            amount=text("amount"),
            due=text("due"),
            note=text("note"),
            channel=text("channel"),
            destination=text("destination"),
        )

    def _on_record(self) -> None:
        if self.event_kind is None or not self.record.isEnabled():
            return
        for field in self.fields.values():
            field.set_problem("")
        self.problem.clear()
        self.record.setEnabled(False)
        self.record_asked.emit(self.typed(), list(self.proofs))

    def _show_proofs(self) -> None:
        if self.proofs:
            self.proof_words.setText(self.tr("已附上 {} 组凭证，记录后加入证据").format(len(self.proofs)))
        else:
            self.proof_words.setText(self.tr("把凭证截图拖到这里，或按 Ctrl+V 粘贴"))

    def _make(self) -> Sequence[Field]:
        return (
            LineField("at", self.tr("什么时候"), hint="2026-01-01 12:00"),
            LineField("amount", self.tr("金额（元）"), hint="100.00"),
            LineField("due", self.tr("说好什么时候"), hint=self.tr("例如：24小时内到账、3个工作日")),
            ChoiceField("channel", self.tr("在哪里"), _choices(Channel)),
            ChoiceField("destination", self.tr("退到哪里"), _choices(PayMethod)),
            ProseField("note", self.tr("对方怎么说、备注"), hint=self.tr("例如：已为您取消，退款将在24小时内到账")),
        )

    def _connect(self) -> None:
        self.drop.dropped.connect(self.attach_bring)
        self.pick.clicked.connect(self.files_asked)
        self.record.clicked.connect(self._on_record)
        self.dismiss.clicked.connect(self.close_strip)
        for keys, act in (("Ctrl+Return", self._on_record), ("Ctrl+Enter", self._on_record), ("Esc", self.close_strip)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _arrange(self, wanted: Sequence[str]) -> None:
        for field in self.fields.values():
            self._grid.removeWidget(field)
        short = [name for name in wanted if name != "note"]
        for place, name in enumerate(short):
            self._grid.addWidget(self.fields[name], place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.fields["note"], len(short), 0, 1, 2)

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4 * theme.UNIT)
        self._grid.setVerticalSpacing(2 * theme.UNIT)
        for column in range(2):
            self._grid.setColumnStretch(column, 1)
        proof = QHBoxLayout()
        proof.addWidget(self.proof_words, 1)
        proof.addWidget(self.pick)
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.UNIT)
        foot.addWidget(self.record)
        foot.addWidget(self.dismiss)
        foot.addWidget(self.problem, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * theme.UNIT, 3 * theme.UNIT, 4 * theme.UNIT, 3 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.heading)
        layout.addLayout(self._grid)
        layout.addLayout(proof)
        layout.addLayout(foot)
        # Laid in by `_arrange`; until then they need a parent, or they would be windows of their own.
        for field in self.fields.values():
            field.setParent(self)


def _choices(labels: type[Labelled]) -> Choices:
    return tuple((member.value, say(member.label)) for member in labels)
