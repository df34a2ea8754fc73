"""The checklist at the top of the evidence: how complete it is, what is weak and why, and a way to fill each gap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.completeness import Checklist, ChecklistRow, RowState
from app.domain.evidence import Evidence, EvidenceId, EvidenceKind
from app.domain.times import Clock
from app.gui import theme
from app.gui.evidence.drop import DropTarget
from app.gui.evidence.incoming import Bring, can_take
from app.gui.scrolling import ElidedLabel
from app.gui.words import say

ROW = 40
MOST_HEIGHT = 240
_SIGNS = {RowState.HAVE: ("✓", "green"), RowState.WEAK: ("!", "amber"), RowState.MISSING: ("○", "red")}


class ChecklistCard(QFrame):
    """Shows what is needed. `fill_asked` carries the kind to pick files for, `dropped` also what was dropped."""

    fill_asked = Signal(str)
    dropped = Signal(str, object)
    exhibit_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.clock: Clock | None = None
        self._found: tuple[Checklist, tuple[tuple[int, int], ...]] | None = None
        self._editable = True
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, 100)
        self.bar.setFixedWidth(96)
        self.percent = QLabel()
        self.percent.setObjectName("section")
        self.summary = ElidedLabel()
        self.add = QPushButton(self.tr("＋添加"))
        self.toggle = QPushButton()
        for button in (self.add, self.toggle):
            button.setProperty("flat", True)
        self.rows: list[ChecklistLine] = []
        self._column = QVBoxLayout()
        self._area = QScrollArea()
        self._lay_out()
        self.add.clicked.connect(self._on_add)
        self.toggle.clicked.connect(lambda: self.unfold(not self.is_unfolded))
        self.setAcceptDrops(True)
        self.unfold(False)
        self.hide()

    @property
    def is_unfolded(self) -> bool:
        """Whether the rows are shown."""
        return not self._area.isHidden()

    def show_checklist(self, found: Checklist, items: Sequence[Evidence]) -> None:
        """Show what is needed; `items` give the exhibits their numbers."""
        numbers = {item.id: item.number for item in items}
        seen = found, tuple(sorted(numbers.items()))
        if seen == self._found:
            return
        self._found = seen
        self.show()
        self.bar.setValue(found.completeness)
        self.bar.setAccessibleName(self.tr("证据完整度 {}%").format(found.completeness))
        self.percent.setText(f"{found.completeness}%")
        self._show_summary(found.rows)
        self._make_rows()

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse to fill gaps."""
        self._editable = editable
        self.add.setEnabled(editable)
        for row in self.rows:
            row.set_editable(editable)

    def unfold(self, is_unfolded: bool) -> None:
        """Show or hide the rows."""
        self._area.setVisible(is_unfolded)
        self._make_rows()
        self.toggle.setText(self.tr("收起") if is_unfolded else self.tr("展开清单"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Unfold for what is dragged here, so that it can be dropped on its gap."""
        if self._editable and can_take(event.mimeData()):
            self.unfold(True)
        event.ignore()

    def _make_rows(self) -> None:
        """Make the rows anew; none while they are folded away, because most orders are only passed by."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        if self._found is not None and self.is_unfolded:
            found, numbers = self._found
            self.rows = [self._line(row, {EvidenceId(key): number for key, number in numbers}) for row in found.rows]
        for row in self.rows:
            self._column.addWidget(row)
        self._fit()

    def _show_summary(self, rows: Sequence[ChecklistRow]) -> None:
        gaps = [row for row in rows if row.state is RowState.MISSING]
        weak = [row for row in rows if row.state is RowState.WEAK]
        self.add.setVisible(bool(gaps))
        if gaps:
            kinds = list(dict.fromkeys(say(row.kind.label) for row in gaps))
            words = self.tr("缺：{}").format(self.tr("、").join(kinds))
        elif weak:
            kinds = list(dict.fromkeys(say(row.kind.label) for row in weak))
            words = self.tr("偏弱：{}").format(self.tr("、").join(kinds))
        else:
            words = self.tr("需要的证据都有了")
        self.summary.set_full_text(words)

    def _line(self, row: ChecklistRow, numbers: dict[EvidenceId, int]) -> ChecklistLine:
        line = ChecklistLine(row, numbers)
        line.set_editable(self._editable)
        line.add.clicked.connect(lambda: self.fill_asked.emit(row.kind.value))
        line.exhibit_asked.connect(self.exhibit_asked)
        if self.clock is not None:
            line.take_drops(self.clock, partial(self._promise, row.kind), partial(self.dropped.emit, row.kind.value))
        return line

    def _promise(self, kind: EvidenceKind, count: int) -> str:
        return self.tr("松开鼠标，把 {} 个文件加为“{}”").format(count, say(kind.label))

    def _on_add(self) -> None:
        if self._found is not None:
            gap = next((row for row in self._found[0].rows if row.state is RowState.MISSING), None)
            if gap is not None:
                self.fill_asked.emit(gap.kind.value)

    def _fit(self) -> None:
        height = sum(max(row.sizeHint().height(), ROW) for row in self.rows) + 2
        self._area.setFixedHeight(min(height, MOST_HEIGHT))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * theme.UNIT)
        title = QLabel(self.tr("证据清单"))
        title.setObjectName("section")
        for part in (title, self.bar, self.percent):
            head.addWidget(part)
        head.addWidget(self.summary, 1)
        head.addWidget(self.add)
        head.addWidget(self.toggle)
        holder = QWidget()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        holder.setLayout(self._column)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._area)


class Sign(QWidget):
    """A sign in a colour of the theme; painted, because a style sheet for each row takes its time."""

    def __init__(self, glyph: str, colour: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._colour = colour
        self.setFixedWidth(16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(getattr(theme.tokens(), self._colour)))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._glyph)


class ChecklistLine(QWidget):
    """One proof: its sign, what it must show or why it is weak, the exhibits, and a way to add one."""

    exhibit_asked = Signal(object)

    def __init__(self, row: ChecklistRow, numbers: dict[EvidenceId, int]) -> None:
        super().__init__()
        self.row = row
        self.drop: DropTarget | None = None
        glyph, colour = _SIGNS[row.state]
        sign = Sign(glyph, colour)
        sign.setAccessibleName(say(row.state.label))
        kind = QLabel(say(row.kind.label))
        kind.setObjectName("section")
        words = ElidedLabel()
        weak = self.tr("；").join(say(why) for why in row.weak)
        words.set_full_text(weak or say(row.need).removeprefix(f"{say(row.kind.label)}："))
        if weak:
            words.setToolTip(f"{say(row.need)}\n{weak}")
        else:
            words.setObjectName("muted")
        self.add = QPushButton(self.tr("＋添加"))
        self.add.setProperty("flat", True)
        self.add.setAccessibleName(self.tr("添加{}").format(say(row.kind.label)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        for part in (sign, kind):
            layout.addWidget(part)
        layout.addWidget(words, 1)
        for exhibit in row.exhibits[:2]:
            if exhibit in numbers:
                layout.addWidget(self._exhibit(exhibit, numbers[exhibit]))
        layout.addWidget(self.add)
        # Only now that it has a parent: shown before, it would be a window of its own.
        self.add.setVisible(row.state is not RowState.HAVE)
        self.setMinimumHeight(ROW)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse to add a proof."""
        self.add.setEnabled(editable)
        if self.drop is not None:
            self.drop.is_enabled = editable

    def take_drops(self, clock: Clock, promise: Callable[[int], str], take: Callable[[Bring], object]) -> None:
        """Take files that are dropped on the row."""
        self.drop = DropTarget(self, clock, promise)
        self.drop.dropped.connect(take)

    def _exhibit(self, key: EvidenceId, number: int) -> QPushButton:
        button = QPushButton(self.tr("证据{}").format(number))
        button.setProperty("flat", True)
        button.clicked.connect(lambda: self.exhibit_asked.emit(key))
        return button
