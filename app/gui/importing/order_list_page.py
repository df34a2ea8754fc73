"""A table of orders before it is taken in: which rows become orders, and which do not and why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.casework.order_lists import DryRow, DryRun
from app.gui import theme
from app.gui.fields import LineField
from app.gui.payments.reckoning_rows import RECORD_ROLE, Index, RecordModel
from app.gui.row_painting import paint_background, paint_line
from app.gui.words import say


class DryModel(RecordModel):
    """The rows of the table."""

    def spoken(self, record: DryRow) -> str:
        """Return what becomes of a row, in words."""
        return f"{above(record)}\n{self.verdict(record)}"

    def verdict(self, record: DryRow) -> str:
        """Return whether a row becomes an order, and why not."""
        if record.can_be_taken:
            return self.tr("✓ 将记录为订单")
        return self.tr("✗ 不记录：{}").format("；".join(say(problem) for problem in record.problems))


def above(record: DryRow) -> str:
    """Return a row's line and what it says."""
    typed = record.typed
    names = ("product", "number", "amount", "platform", "merchant", "paid_at")
    return " · ".join([f"{record.line}", *(str(typed[name]) for name in names if typed.get(name))])


class DryDelegate(QStyledItemDelegate):
    """Draws a row and its verdict; a mark and words tell it beside the colour."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the row's height."""
        return QSize(320, theme.ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        record, model = index.data(RECORD_ROLE), index.model()
        if not isinstance(record, DryRow) or not isinstance(model, DryModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_background(painter, option, option.rect.adjusted(theme.UNIT, 1, -theme.UNIT, -1))
        colours = theme.tokens()
        area = option.rect.adjusted(4 * theme.UNIT, 2 * theme.UNIT, -4 * theme.UNIT, -2 * theme.UNIT)
        half = area.height() // 2
        paint_line(painter, area.adjusted(0, 0, 0, -half), above(record), colours.text)
        colour = colours.green if record.can_be_taken else colours.red
        paint_line(painter, area.adjusted(0, half, 0, 0), model.verdict(record), colour, size=theme.META)
        painter.restore()


class OrderListPage(QWidget):
    """Shows a dry run; it asks for another with a platform named, and to record the rows that can be taken."""

    list_asked = Signal(object, str)
    record_asked = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._run: DryRun | None = None
        self._path: Path | None = None
        self._is_editable = True
        self.model = DryModel(self)
        self.heading = QLabel(wordWrap=True)
        self.heading.setObjectName("title")
        self.summary = QLabel(wordWrap=True)
        self.summary.setObjectName("muted")
        self.platform = LineField("platform", self.tr("表里没有平台，都算作哪个平台的订单"))
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(DryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("订单表的各行"))
        self.record = QPushButton()
        self.record.setProperty("primary", True)
        self.back = QPushButton(self.tr("返回"))
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self._lay_out()
        self.platform.edited.connect(lambda _name, text: self.list_asked.emit(self._path, text))
        self.record.clicked.connect(self._on_record)
        self.back.clicked.connect(lambda _checked=False: self.closed.emit())

    def start(self, path: Path) -> None:
        """Show that a table is being read."""
        self._path, self._run = path, None
        self.heading.setText(path.name)
        self.summary.setText(self.tr("正在读取…"))
        self.platform.set_text("")
        self.platform.hide()
        self.model.set_records(())
        self.problem.clear()
        self.record.hide()
        self.list_asked.emit(path, "")

    def show_run(self, run: DryRun) -> None:
        """Show what becomes of each row."""
        if run.path != self._path:
            return
        self._run = run
        self.problem.clear()
        self.model.set_records(run.rows)
        taken = len(run.taken)
        words = [self.tr("{} 行会成为订单，{} 行不会").format(taken, len(run.rows) - taken)]
        words += [say(noticed.text) for noticed in run.noticed]
        self.summary.setText("\n".join(words))
        self.platform.setVisible(run.needs_platform or bool(self.platform.text))
        self.record.setText(self.tr("记录 {} 笔订单").format(taken))
        self.record.setVisible(bool(run.rows))
        self.record.setEnabled(taken > 0)

    def show_problem(self, words: str) -> None:
        """Say why a wish was refused."""
        self.problem.setText(words)
        self.summary.setText("" if self._run is None else self.summary.text())

    def _on_record(self) -> None:
        if self._run is not None:
            self.record.setEnabled(False)
            self.record_asked.emit(self._run)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.UNIT)
        foot.addWidget(self.record)
        foot.addWidget(self.back)
        foot.addWidget(self.problem, 1)
        foot.addStretch()
        inset = QVBoxLayout()
        inset.setContentsMargins(4 * theme.UNIT, 0, 4 * theme.UNIT, 0)
        inset.setSpacing(2 * theme.UNIT)
        for part in (self.heading, self.summary, self.platform):
            inset.addWidget(part)
        below = QVBoxLayout()
        below.setContentsMargins(4 * theme.UNIT, 0, 4 * theme.UNIT, 4 * theme.UNIT)
        below.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4 * theme.UNIT, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        layout.addLayout(inset)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
