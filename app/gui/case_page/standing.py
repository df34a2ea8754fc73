"""Where a case stands, at a glance: its state, the money to the fen, who must act and until when."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.casework.case_actions import CaseFile
from app.domain.cancellation import Actor, Standing
from app.domain.deadline import Deadline
from app.domain.times import shown
from app.gui import theme
from app.gui.case_page.remaining import Countdown, Tinted
from app.gui.case_page.stages import Stepper, present_step, pressing
from app.gui.words import say


class StandingHead(QWidget):
    """The head of a case; `deadline` is the one that its clock counts."""

    def __init__(self) -> None:
        super().__init__()
        self.deadline: Deadline | None = None
        self.about = QLabel(wordWrap=True)
        self.about.setObjectName("meta")
        self.state = QLabel()
        self.state.setObjectName("chip")
        self.stepper = Stepper()
        self.money = MoneyLine()
        self.who = QLabel(wordWrap=True)
        self.countdown = Countdown()
        self._lay_out()

    def show_file(self, file: CaseFile) -> None:
        """Show where the case stands."""
        if file.view is None:
            return
        case, at = file.view.case, file.view.at
        standing = case.standing
        self.state.setText(say(standing.state.label))
        about = (self.tr("案件 {}").format(case.id), say(case.reason.label), say(case.want.label))
        self.about.setText(" · ".join(about))
        self.about.setToolTip(self.tr("开始于 {}").format(shown(case.opened_at)))
        self.stepper.show_step(present_step(standing.state))
        self.money.show_standing(standing)
        self.deadline = pressing(standing.state, file.view.deadlines, at, reason=case.reason)
        turn = file.view.obligation
        self.who.setText(self._who(turn.actor, turn.since))
        self.who.setToolTip(" / ".join(say(event.label) for event in turn.closes))
        self._count(file, at)

    def _who(self, actor: Actor, since: datetime) -> str:
        from_when = shown(since, seconds=False)
        if actor is Actor.NOBODY:
            return self.tr("没有要等的了 · 自 {} 起").format(from_when)
        if actor is Actor.ME:
            words = self.tr("轮到你 · 自 {} 起").format(from_when)
        else:
            words = self.tr("等{} · 自 {} 起").format(say(actor.label), from_when)
        if self.deadline is not None:
            until = shown(self.deadline.due_at, seconds=False)
            words += self.tr(" · {}到 {} 为止").format(say(self.deadline.kind.label), until)
        return words

    def _count(self, file: CaseFile, at: datetime) -> None:
        window = file.advised.advice.window if file.advised else None
        paid_at = file.order.facts.paid_at
        if self.deadline is not None:
            self.countdown.count(self.deadline.starts_at, self.deadline.due_at)
        elif self.stepper.step == 0 and window is not None and window.until is not None and paid_at is not None:
            self.countdown.count(paid_at, window.until)
        else:
            self.countdown.stop()
        self.countdown.tick(at)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(2 * theme.UNIT)
        first.addWidget(self.state)
        first.addWidget(self.about, 1)
        turn = QHBoxLayout()
        turn.setSpacing(3 * theme.UNIT)
        turn.addWidget(self.who, 1)
        turn.addWidget(self.countdown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * theme.UNIT)
        layout.addLayout(first)
        layout.addWidget(self.stepper)
        layout.addWidget(self.money)
        layout.addLayout(turn)


class MoneyLine(QWidget):
    """What is due, what came back and what is missing, in yuan with two decimals."""

    def __init__(self) -> None:
        super().__init__()
        self.expected = self._amount()
        self.received = self._amount()
        self.missing = Tinted(bold=True)
        self.missing.setObjectName("amount")
        self.missing_caption = QLabel()
        captions = (QLabel(self.tr("应退")), QLabel(self.tr("已退")), self.missing_caption)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8 * theme.UNIT)
        for caption, amount in zip(captions, (self.expected, self.received, self.missing), strict=True):
            caption.setObjectName("meta")
            column = QVBoxLayout()
            column.setSpacing(0)
            for part in (caption, amount):
                column.addWidget(part, alignment=Qt.AlignmentFlag.AlignRight)
            row.addLayout(column)
        row.addStretch(1)

    def show_standing(self, standing: Standing) -> None:
        """Show the sums of a case."""
        self.expected.setText(standing.expected.shown)
        self.received.setText(standing.received.shown)
        is_over = standing.surplus.fen > 0
        missing = standing.surplus if is_over else standing.shortfall
        self.missing_caption.setText(self.tr("多退") if is_over else self.tr("还差"))
        self.missing.setText(missing.shown)
        self.missing.set_tint("text" if missing.fen else "green")
        self.setAccessibleName(
            self.tr("应退 {}，已退 {}，{} {}").format(
                standing.expected.shown, standing.received.shown, self.missing_caption.text(), missing.shown
            )
        )

    def _amount(self) -> QLabel:
        label = QLabel()
        label.setObjectName("amount")
        return label
