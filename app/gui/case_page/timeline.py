"""What happened to a case, newest first, each entry with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.case_actions import CaseFile
from app.domain.cancellation import CaseEvent
from app.domain.evidence import Evidence
from app.domain.times import shown
from app.gui import theme
from app.gui.case_page.pills import Wrapped
from app.gui.case_page.remaining import Tinted
from app.gui.words import ago, say

_NOTE_SHOWN: Final = 100
_NAME_SHOWN: Final = 18


class Timeline(QWidget):
    """The entries of a case; `evidence_chosen` carries the id of a proof that was clicked."""

    evidence_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
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
        events = list(reversed(file.view.case.events))
        for place, event in enumerate(events):
            entry = TimelineEntry(event, known, ago(event.at, file.view.at), is_last=place == len(events) - 1)
            entry.evidence_chosen.connect(self.evidence_chosen)
            self._layout.addWidget(entry)
            self.entries.append(entry)


class TimelineEntry(QWidget):
    """One entry: what, how much, when, in whose words, and its proofs."""

    evidence_chosen = Signal(object)

    def __init__(self, event: CaseEvent, known: Mapping[int, Evidence], when: str, *, is_last: bool) -> None:
        super().__init__()
        self.event_shown = event
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 3 * theme.UNIT)
        column.setSpacing(2)
        column.addLayout(self._head(event, when))
        if event.due is not None:
            column.addWidget(Tinted(self.tr("说好 {} 前").format(shown(event.due)), "muted"))
        if event.note:
            column.addLayout(self._note(event))
        if event.evidence:
            column.addWidget(self._proofs(event, known))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.UNIT)
        row.addWidget(Rail(is_hollow=event.is_undone, is_last=is_last))
        row.addLayout(column, 1)

    def _head(self, event: CaseEvent, when: str) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(2 * theme.UNIT)
        tint = "muted" if event.is_undone else "text"
        words = [say(event.event.label)]
        if event.amount is not None:
            words.append(event.amount.shown)
        self.title = Tinted(" · ".join(words), tint, bold=not event.is_undone, struck=event.is_undone)
        head.addWidget(self.title)
        quiet = [self.tr("已撤销")] if event.is_undone else []
        quiet += [say(event.channel.label)] if event.channel else []
        quiet += [self.tr("退到{}").format(say(event.destination.label))] if event.destination else []
        if quiet:
            label = QLabel(" · ".join(quiet))
            label.setObjectName("meta")
            head.addWidget(label)
        head.addStretch(1)
        time = QLabel(when)
        time.setObjectName("meta")
        time.setToolTip(shown(event.at))
        time.setAccessibleName(shown(event.at))
        head.addWidget(time)
        return head

    def _note(self, event: CaseEvent) -> QHBoxLayout:
        line = " ".join(event.note.split())
        is_long = len(line) > _NOTE_SHOWN
        short = line[:_NOTE_SHOWN] + "…" if is_long else event.note
        self.note = Tinted(short, "muted", struck=event.is_undone)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        if is_long:
            more = QPushButton(self.tr("全文"))
            more.setProperty("flat", True)
            more.setCheckable(True)
            more.setAccessibleName(self.tr("显示“{}”的全文").format(say(event.event.label)))
            more.toggled.connect(lambda is_open: self.note.setText(event.note if is_open else short))
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
