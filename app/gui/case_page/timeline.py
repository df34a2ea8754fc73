"""What happened to a case and what was sent in it, newest first, each entry with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.case_actions import CaseFile
from app.casework.search import CasePlace
from app.domain.cancellation import CaseEvent
from app.domain.evidence import Evidence
from app.domain.letters import SentLetter, letter_label
from app.domain.times import shown
from app.gui import theme
from app.gui.case_page.pills import Wrapped
from app.gui.case_page.remaining import Tinted
from app.gui.words import ago, say

_NOTE_SHOWN: Final = 100
_NAME_SHOWN: Final = 18
_POINTED_MS: Final = 6_000
"""How long an entry that was searched for stays marked."""


class Timeline(QWidget):
    """The entries of a case; `evidence_chosen` carries the id of a proof that was clicked."""

    evidence_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pointed: CaseEvent | SentLetter | None = None
        self._fading = QTimer(self, singleShot=True, interval=_POINTED_MS)
        self._fading.timeout.connect(lambda: self.point_out(None))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.entries: list[TimelineEntry] = []

    def show_file(self, file: CaseFile) -> None:
        """Show a case's history."""
        for entry in self.entries:
            entry.hide()
            self._layout.removeWidget(entry)
            entry.deleteLater()
        self.entries = []
        if file.view is None:
            return
        known = {int(item.id): item for item in file.evidence}
        told: list[CaseEvent | SentLetter] = [*reversed(file.view.case.events)]
        for letter in file.view.letters:
            # Entries keep the order in which they were recorded; a letter goes above the newest that is not later.
            later = (place for place, one in enumerate(told) if _at(one) <= letter.sent_at)
            told.insert(next(later, len(told)), letter)
        for place, one in enumerate(told):
            entry = TimelineEntry(one, known, ago(_at(one), file.view.at), is_last=place == len(told) - 1)
            entry.evidence_chosen.connect(self.evidence_chosen)
            self._layout.addWidget(entry)
            self.entries.append(entry)
        self._mark()

    def entry_of(self, place: CasePlace) -> TimelineEntry | None:
        """Return the entry that stands there; None where it is not shown."""

        def is_there(one: CaseEvent | SentLetter) -> bool:
            return one.id == (place.letter if isinstance(one, SentLetter) else place.entry)

        return next((entry for entry in self.entries if is_there(entry.told)), None)

    def point_out(self, entry: TimelineEntry | None) -> None:
        """Mark one entry for some seconds."""
        self._pointed = None if entry is None else entry.told
        if entry is None:
            self._fading.stop()
        else:
            self._fading.start()
        self._mark()

    def _mark(self) -> None:
        for entry in self.entries:
            entry.set_pointed_out(entry.told == self._pointed)


class TimelineEntry(QWidget):
    """One entry: what, how much, when, in whose words, and its proofs."""

    evidence_chosen = Signal(object)

    def __init__(
        self, told: CaseEvent | SentLetter, known: Mapping[int, Evidence], when: str, *, is_last: bool
    ) -> None:
        super().__init__()
        self.told = told
        self.is_pointed_out = False
        event = told if isinstance(told, CaseEvent) else None
        self._is_undone = event is not None and event.is_undone
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 3 * theme.UNIT)
        column.setSpacing(2)
        column.addLayout(self._head(_at(told), when))
        if event is not None and event.due is not None:
            column.addWidget(Tinted(self.tr("说好 {} 前").format(shown(event.due)), "muted"))
        words = told.text if isinstance(told, SentLetter) else told.note
        if words:
            column.addLayout(self._note(words))
        if event is not None and event.evidence:
            column.addWidget(self._proofs(event, known))
        self.setAccessibleName("\n".join([self.title.text(), shown(_at(told)), words]).strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.UNIT)
        row.addWidget(Rail(is_hollow=self._is_undone, is_last=is_last))
        row.addLayout(column, 1)

    def set_pointed_out(self, pointed: bool) -> None:
        """Mark this entry, or no longer."""
        self.is_pointed_out = pointed
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what marks it beneath its words."""
        if self.is_pointed_out:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tokens().chosen))
            left = 4 * theme.UNIT
            painter.drawRoundedRect(self.rect().adjusted(left, 0, 0, -2 * theme.UNIT), theme.RADIUS, theme.RADIUS)
        super().paintEvent(event)

    def _head(self, at: datetime, when: str) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(2 * theme.UNIT)
        tint = "muted" if self._is_undone else "text"
        self.title = Tinted(self._title(), tint, bold=not self._is_undone, struck=self._is_undone)
        head.addWidget(self.title)
        quiet = self._quiet()
        if quiet:
            label = QLabel(" · ".join(quiet))
            label.setObjectName("meta")
            head.addWidget(label)
        head.addStretch(1)
        time = QLabel(when)
        time.setObjectName("meta")
        time.setToolTip(shown(at))
        time.setAccessibleName(shown(at))
        head.addWidget(time)
        return head

    def _title(self) -> str:
        told = self.told
        if isinstance(told, SentLetter):
            return self.tr("已发送：{}").format(say(letter_label(told.name)))
        return " · ".join([say(told.event.label), *([told.amount.shown] if told.amount is not None else [])])

    def _quiet(self) -> list[str]:
        told = self.told
        if isinstance(told, SentLetter):
            return [say(told.channel.label)]
        quiet = [self.tr("已撤销")] if told.is_undone else []
        quiet += [say(told.channel.label)] if told.channel else []
        return quiet + ([self.tr("退到{}").format(say(told.destination.label))] if told.destination else [])

    def _note(self, words: str) -> QHBoxLayout:
        line = " ".join(words.split())
        is_long = len(line) > _NOTE_SHOWN
        short = line[:_NOTE_SHOWN] + "…" if is_long else words
        self.note = Tinted(short, "muted", struck=self._is_undone)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        if is_long:
            more = QPushButton(self.tr("全文"))
            more.setProperty("flat", True)
            more.setCheckable(True)
            more.setAccessibleName(self.tr("显示“{}”的全文").format(self._title()))
            more.toggled.connect(lambda is_open: self.note.setText(words if is_open else short))
            row.addWidget(more, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _proofs(self, event: CaseEvent, known: Mapping[int, Evidence]) -> QWidget:
        holder = Wrapped()
        for key in event.evidence:
            item = known.get(key)
            if item is None:
                label = QLabel(self.tr("一份凭证在回收站"))
                label.setObjectName("meta")
                holder.wrap.addWidget(label)
                continue
            name = item.name if len(item.name) <= _NAME_SHOWN else item.name[:_NAME_SHOWN] + "…"
            button = QPushButton(self.tr("证据{} {}").format(item.number, name))
            button.setProperty("kind", True)
            button.setToolTip(item.name)
            button.clicked.connect(lambda _checked=False, key=item.id: self.evidence_chosen.emit(key))
            holder.wrap.addWidget(button)
        return holder


class Rail(QWidget):
    """The line down the timeline with one entry's dot; hollow for an entry that was taken back."""

    def __init__(self, *, is_hollow: bool, is_last: bool) -> None:
        super().__init__()
        self._is_hollow = is_hollow
        self._is_last = is_last
        self.setFixedWidth(4 * theme.UNIT)

    def sizeHint(self) -> QSize:
        """Return the least height that holds a dot."""
        return QSize(4 * theme.UNIT, 5 * theme.UNIT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw line and dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        dot = QPointF(8, 9)
        if not self._is_last:
            painter.setPen(QPen(QColor(colours.line), 2))
            painter.drawLine(dot + QPointF(0, 8), QPointF(8, self.height() + 3))
        painter.setPen(QPen(QColor(colours.muted if self._is_hollow else colours.accent), 2))
        painter.setBrush(QColor(colours.surface if self._is_hollow else colours.accent))
        painter.drawEllipse(dot, 3.5, 3.5)


def _at(told: CaseEvent | SentLetter) -> datetime:
    return told.sent_at if isinstance(told, SentLetter) else told.at
