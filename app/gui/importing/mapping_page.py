"""Telling which column of a table means what: its first rows, a choice above each column, tried out at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.casework.importing.mapping import TablePreview, Tried
from app.domain.column_mapping import COLUMNS, AmountSign, ColumnMapping, DateOrder
from app.domain.errors import InvalidField
from app.domain.payments import StatementRow, StatementSource
from app.domain.text import Labelled
from app.domain.times import SHANGHAI, shown
from app.gui import errors, theme
from app.gui.importing.desk import Job
from app.gui.payments.model import signed
from app.gui.words import say

_TRIED_ROWS: Final = 6
_WIDTH: Final = 36 * theme.UNIT
_HEADER: Final = "QHeaderView, QHeaderView::section { background: transparent; border: none; padding: 4px; }"


def column_meanings() -> dict[str, str]:
    """Return what a column may mean, in words."""
    return {
        "at": QCoreApplication.translate("mapping", "时间"),
        "time": QCoreApplication.translate("mapping", "时刻（日期在另一列）"),
        "posted": QCoreApplication.translate("mapping", "入账日期"),
        "amount": QCoreApplication.translate("mapping", "金额"),
        "income": QCoreApplication.translate("mapping", "收入金额"),
        "expense": QCoreApplication.translate("mapping", "支出金额"),
        "direction": QCoreApplication.translate("mapping", "收/支"),
        "counterparty": QCoreApplication.translate("mapping", "对方"),
        "counterparty_account": QCoreApplication.translate("mapping", "对方账号"),
        "product": QCoreApplication.translate("mapping", "商品"),
        "category": QCoreApplication.translate("mapping", "类型"),
        "transaction_no": QCoreApplication.translate("mapping", "交易单号"),
        "merchant_no": QCoreApplication.translate("mapping", "商户单号"),
        "status": QCoreApplication.translate("mapping", "状态"),
        "method": QCoreApplication.translate("mapping", "支付方式"),
        "fee": QCoreApplication.translate("mapping", "手续费"),
        "note": QCoreApplication.translate("mapping", "备注"),
        "currency": QCoreApplication.translate("mapping", "币种"),
    }


class MappingPage(QWidget):
    """Asks to try a mapping at each choice, and to import by it."""

    tried_asked = Signal(object, object)
    import_asked = Signal(object, object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._preview: TablePreview | None = None
        self.boxes: list[QComboBox] = []
        self.heading = QLabel(wordWrap=True)
        self.heading.setObjectName("title")
        self.hint = QLabel(wordWrap=True)
        self.hint.setObjectName("muted")
        self.table = QTableWidget()
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setAccessibleName(self.tr("表格的前 20 行"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setStyleSheet(_HEADER)
        self.sign = _choice(self.tr("金额的正负"), AmountSign)
        self.date_order = _choice(self.tr("日期的顺序"), DateOrder)
        self.source = _choice(self.tr("谁的账单"), StatementSource)
        self.outcome = QLabel(wordWrap=True)
        self.outcome.setObjectName("muted")
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self.bring = QPushButton(self.tr("按这样导入"))
        self.bring.setProperty("primary", True)
        self.back = QPushButton(self.tr("返回"))
        self._asking = QTimer(self, interval=80, singleShot=True)
        self._asking.timeout.connect(self._try)
        self._lay_out()
        for box in (self.sign, self.date_order, self.source):
            box.activated.connect(lambda _index: self._on_choice())
        self.bring.clicked.connect(self._on_import)
        self.back.clicked.connect(lambda _checked=False: self.closed.emit())

    def show_table(self, job: Job, preview: TablePreview) -> None:
        """Show the beginning of a table with its mapping."""
        self._job, self._preview = job, preview
        self.heading.setText(self.tr("{}：每列是什么？").format(job.path.name))
        self.hint.setText(
            self.tr("用了上次记住的对应关系，核对后直接导入。")
            if preview.is_remembered
            else self.tr("已经猜好一部分，请核对。至少要有时间和金额。")
        )
        for box, value in (
            (self.sign, preview.mapping.sign),
            (self.date_order, preview.mapping.date_order),
            (self.source, preview.mapping.source),
        ):
            box.setCurrentIndex(box.findData(value.value))
        self._fill(preview)
        self._on_choice()
        if self.boxes:
            self.boxes[0].setFocus()

    def show_tried(self, tried: Tried) -> None:
        """Show what the first rows mean by what is chosen now."""
        lines = [_line(row) for row in tried.rows[:_TRIED_ROWS]]
        lines += [self.tr("第 {} 行跳过：{}").format(one.line, say(one.reason)) for one in tried.skipped[:3]]
        self.outcome.setText("\n".join(lines) or self.tr("还没有读到任何一行"))
        self.problem.setText(errors.beneath_field(tried.problem) if tried.problem is not None else "")
        self.bring.setEnabled(tried.problem is None and bool(tried.rows))

    @property
    def mapping(self) -> ColumnMapping:
        """What is chosen now."""
        assert self._preview is not None  # noqa: S101 - a table is shown before anything can be chosen
        chosen: dict[str, Any] = dict.fromkeys(COLUMNS, "")
        for name, box in zip(self._preview.header, self.boxes, strict=True):
            if box.currentData():
                chosen[str(box.currentData())] = name
        return replace(
            self._preview.mapping,
            sign=AmountSign(self.sign.currentData()),
            date_order=DateOrder(self.date_order.currentData()),
            source=StatementSource(self.source.currentData()),
            **chosen,
        )

    def _fill(self, preview: TablePreview) -> None:
        self.table.clear()
        self.table.setColumnCount(len(preview.header))
        self.table.setRowCount(len(preview.rows) + 1)
        self.table.setHorizontalHeaderLabels(list(preview.header))
        meanings = column_meanings()
        stands_for = {getattr(preview.mapping, key): key for key in COLUMNS if getattr(preview.mapping, key)}
        self.boxes = []
        for column, name in enumerate(preview.header):
            box = QComboBox()
            box.setAccessibleName(self.tr("“{}”列是").format(name))
            box.addItem(self.tr("不用"), "")
            for key in COLUMNS:
                box.addItem(meanings[key], key)
            box.setCurrentIndex(max(box.findData(stands_for.get(name, "")), 0))
            box.activated.connect(lambda _index, column=column: self._on_column(column))
            self.table.setCellWidget(0, column, box)
            self.table.setColumnWidth(column, _WIDTH)
            self.boxes.append(box)
            for row, cells in enumerate(preview.rows, start=1):
                self.table.setItem(row, column, QTableWidgetItem(cells[column]))
        self.table.setRowHeight(0, theme.HIT + 2 * theme.UNIT)

    def _on_column(self, column: int) -> None:
        """Let a meaning stand for one column only."""
        meaning = self.boxes[column].currentData()
        for other, box in enumerate(self.boxes):
            if other != column and meaning and box.currentData() == meaning:
                box.setCurrentIndex(0)
        self._on_choice()

    def _on_choice(self) -> None:
        self.bring.setEnabled(False)
        self._asking.start()

    def _try(self) -> None:
        if self._job is None:
            return
        try:
            self.mapping.check()
        except InvalidField as problem:
            self.show_tried(Tried(problem=problem))
            return
        self.tried_asked.emit(self._job.path, self.mapping)

    def _on_import(self) -> None:
        if self._job is not None:
            self.import_asked.emit(self._job, self.mapping)
            self.closed.emit()

    def _lay_out(self) -> None:
        choices = QGridLayout()
        choices.setHorizontalSpacing(4 * theme.UNIT)
        for column, box in enumerate((self.source, self.sign, self.date_order)):
            label = QLabel(box.accessibleName())
            label.setObjectName("meta")
            label.setBuddy(box)
            choices.addWidget(label, 0, column)
            choices.addWidget(box, 1, column)
        choices.setColumnStretch(3, 1)
        read = QLabel(self.tr("这样读出来是："))
        read.setObjectName("section")
        self.outcome.setAlignment(Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.UNIT)
        foot.addWidget(self.bring)
        foot.addWidget(self.back)
        foot.addWidget(self.problem, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.heading)
        layout.addWidget(self.hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(choices)
        layout.addWidget(read)
        layout.addWidget(self.outcome)
        layout.addLayout(foot)


def _choice(name: str, labels: type[Labelled]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for member in labels:
        box.addItem(say(member.label), member.value)
    return box


def _line(row: StatementRow) -> str:
    at = row.at.astimezone(SHANGHAI).strftime("%Y-%m-%d") if row.is_day_only else shown(row.at, seconds=False)
    parts = (at, f"{say(row.direction.label)} {signed(row)}", row.counterparty, row.product, row.transaction_no)
    return " · ".join(part for part in parts if part)
