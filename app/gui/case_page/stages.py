"""Where a case stands in the guide's four steps, and the deadline that presses now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.cancellation import CancelEvent, CancelReason, CancelState, Channel, DeadlineKind
from app.domain.deadline import Deadline, DeadlineState
from app.domain.letters import LetterName
from app.gui import theme

STEPS: Final = 4
_S, _D, _L, _E = CancelState, DeadlineKind, LetterName, CancelEvent

_STEP: Final = {
    _S.DRAFT: 0,
    _S.REQUESTED: 1,
    _S.NEGOTIATING: 1,
    _S.REFUSED: 2,
    _S.PLATFORM_REVIEW: 2,
    _S.COMPLAINT: 2,
    _S.REFUND_DUE: 3,
    _S.REFUND_SHORT: 3,
    _S.SETTLED: STEPS,
}

_PRESSING: Final = {
    _S.DRAFT: (_D.PROMISED_DELIVERY, _D.LATE_DELIVERY),
    _S.REQUESTED: (_D.MERCHANT_REPLY,),
    _S.NEGOTIATING: (_D.MERCHANT_REPLY,),
    _S.PLATFORM_REVIEW: (_D.SUPPORT_REPLY,),
    _S.COMPLAINT: (_D.ACCEPTANCE, _D.MEDIATION),
    _S.REFUND_DUE: (_D.REFUND_ARRIVAL, _D.REFUND_REFUSED),
}

_SENT: Final = {
    _L.STOCK_LOCKED_ANSWER: _E.ASK_PLATFORM,
    _L.ASK_PLATFORM: _E.ASK_PLATFORM,
    _L.REFUND_OVERDUE: _E.ASK_PLATFORM,
    _L.FEE_WRONGLY_KEPT: _E.CONTEST_SHORT,
    _L.ESCALATE_AFTER_48H: _E.COMPLAIN,
    _L.ASSOCIATION_COMPLAINT: _E.COMPLAIN,
}
_LATENESS: Final = {CancelReason.LATE_DELIVERY, CancelReason.NOT_RECEIVED}
_WITHOUT_EVENT: Final = {_L.REMINDER, _L.THANKS_CLOSE}


def present_step(state: CancelState) -> int | None:
    """Return which of the guide's four steps a case is in: 0 to 3, 4 once all are done, None where it was withdrawn.

    Refused, under review and in complaint it is all about reasons and proof, the guide's third step.
    """
    return _STEP.get(state)


def pressing(
    state: CancelState, deadlines: Sequence[Deadline], at: datetime, *, reason: CancelReason
) -> Deadline | None:
    """Return the deadline that matters now: of those that run the first to end, else the last that was missed.

    Before the request a missed delivery matters only to a reason that rests on it.
    """
    # Asked a second time, the merchant has a new deadline: only the newest of a kind counts.
    newest = {found.kind: found for found in sorted(deadlines, key=lambda found: found.starts_at)}
    kinds = (*_PRESSING.get(state, ()), DeadlineKind.OWN)
    found = [newest[kind] for kind in kinds if kind in newest]
    running = [one for one in found if one.state(at) is DeadlineState.RUNNING]
    missed = [one for one in found if one.state(at) is DeadlineState.MISSED and one.closed_at is None]
    if state is CancelState.DRAFT and reason not in _LATENESS:
        missed = []
    if running and not (missed and state is not CancelState.DRAFT):
        return min(running, key=lambda one: one.due_at)
    return max(missed, key=lambda one: one.due_at, default=None)


def is_current(state: CancelState, kind: DeadlineKind) -> bool:
    """Return whether a deadline of that kind still moves a case that stands so; the others are only on record."""
    return kind in _PRESSING.get(state, ()) or kind in {DeadlineKind.OWN, DeadlineKind.LIMITATION}


def sending(letter: LetterName, allowed: Sequence[CancelEvent]) -> CancelEvent | None:
    """Return the event that sending a letter is; None where it is none, or not one of those allowed now."""
    if letter in _WITHOUT_EVENT:
        return None
    event = _SENT.get(letter, CancelEvent.SUBMIT)
    return event if event in allowed else None


def channel_for(event: CancelEvent, letter: LetterName | None = None) -> Channel | None:
    """Return where an event usually takes place: the platform's own channels come first (field guide, step 2)."""
    if letter is LetterName.ASSOCIATION_COMPLAINT:
        return Channel.ASSOCIATION
    match event:
        case CancelEvent.ASK_PLATFORM | CancelEvent.CONTEST_SHORT:
            return Channel.PLATFORM_SUPPORT
        case CancelEvent.COMPLAIN:
            return Channel.PLATFORM_COMPLAINT
        case CancelEvent.SUBMIT | CancelEvent.AGREE | CancelEvent.REFUSE | CancelEvent.OFFER | CancelEvent.ACCEPT_OFFER:
            return Channel.PLATFORM_CHAT
        case _:
            return None


class Stepper(QWidget):
    """The guide's four steps in a row: those done, the present one, those to come."""

    def __init__(self) -> None:
        super().__init__()
        self.step: int | None = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.names = [self.tr("判断状态"), self.tr("联系商家"), self.tr("说明与凭证"), self.tr("确认退款")]
        self.show_step(0)

    def show_step(self, step: int | None) -> None:
        """Mark the present step; 4 marks all as done, None none."""
        self.step = step
        if step is None:
            words = self.tr("已撤回")
        elif step >= STEPS:
            words = self.tr("四步都已完成")
        else:
            words = self.tr("第 {} 步，共 4 步：{}").format(step + 1, self.names[step])
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a row of steps."""
        return QSize(480, 12 * theme.UNIT)

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which the names stay apart."""
        return QSize(300, 12 * theme.UNIT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the circles, the line between them and the names beneath."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        cell = self.width() / STEPS
        centres = [QPointF(cell * (place + 0.5), 13) for place in range(STEPS)]
        for place in range(STEPS - 1):
            is_done = self.step is not None and place < self.step
            painter.setPen(QPen(QColor(colours.accent if is_done else colours.line), 2))
            painter.drawLine(centres[place] + QPointF(18, 0), centres[place + 1] - QPointF(18, 0))
        for place, centre in enumerate(centres):
            self._draw_step(painter, place, centre, cell)

    def _draw_step(self, painter: QPainter, place: int, centre: QPointF, cell: float) -> None:
        colours = theme.tokens()
        is_done = self.step is not None and place < self.step
        is_present = place == self.step
        painter.setPen(QPen(QColor(colours.accent if is_done or is_present else colours.line), 2))
        painter.setBrush(QColor(colours.accent if is_present else colours.surface))
        circle = QRectF(centre.x() - 11, centre.y() - 11, 22, 22)
        painter.drawEllipse(circle)
        font = QFont(self.font())
        font.setPixelSize(theme.META + 1)
        font.setBold(True)
        painter.setFont(font)
        quiet = colours.accent if is_done else colours.muted
        painter.setPen(QColor(colours.on_accent if is_present else quiet))
        mark = QCoreApplication.translate("Stepper", "✓") if is_done else str(place + 1)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, mark)
        font.setBold(is_present)
        painter.setFont(font)
        painter.setPen(QColor(colours.text if is_present else colours.muted))
        under = QRectF(centre.x() - cell / 2, 28, cell, 20)
        painter.drawText(under, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.names[place])
