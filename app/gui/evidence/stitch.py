"""Joining screenshots of one chat: their order, how the joins look, and why two of them do not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.casework.made_evidence import StagedJoin, StitchRefused
from app.domain.evidence import Evidence, EvidenceId
from app.gui import errors, theme

_JOIN_AFTER_MS = 300
_KEY = Qt.ItemDataRole.UserRole


class StitchDialog(QDialog):
    """Lets the user see and put in order what is joined.

    `propose_asked` and `join_asked` carry the items in order; `take_asked` means the joined picture that is shown.
    """

    propose_asked = Signal(list)
    join_asked = Signal(list)
    take_asked = Signal()
    left = Signal()

    def __init__(self, items: Sequence[Evidence], pictures: Mapping[str, QPixmap], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("拼接聊天截图"))
        self.resize(760, 600)
        self._items = {item.id: item for item in items}
        self._pictures = pictures
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setIconSize(QSize(44, 72))
        self.list.setSpacing(2)
        self.list.setAccessibleName(self.tr("截图的先后顺序"))
        self.earlier = QPushButton(self.tr("上移"))
        self.later = QPushButton(self.tr("下移"))
        self.sort = QPushButton(self.tr("自动排序"))
        self.message = QLabel(wordWrap=True)
        self.preview = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.take = QPushButton(self.tr("加入这张长图"))
        self.take.setProperty("primary", True)
        self.cancel = QPushButton(self.tr("取消"))
        self._waiting = QTimer(self, interval=_JOIN_AFTER_MS, singleShot=True)
        self._waiting.timeout.connect(self._ask_join)
        self._lay_out()
        self._connect()
        self.put(list(self._items))
        self._tell(self.tr("正在找先后顺序…"))

    @property
    def order(self) -> list[EvidenceId]:
        """The items as they stand in the list."""
        return [EvidenceId(self.list.item(row).data(_KEY)) for row in range(self.list.count())]

    def put(self, order: Sequence[EvidenceId]) -> None:
        """Show the items in this order."""
        self.list.blockSignals(True)
        self.list.clear()
        for key in order:
            item = self._items[key]
            row = QListWidgetItem(self.tr("证据{}").format(item.number) + f"\n{item.name}")
            row.setData(_KEY, int(key))
            picture = self._pictures.get(item.original.sha256)
            if picture is not None:
                row.setIcon(QIcon(picture))
            row.setToolTip(item.name)
            self.list.addItem(row)
        self.list.blockSignals(False)
        if self.list.count():
            self.list.setCurrentRow(0)

    def show_join(self, joined: StagedJoin) -> None:
        """Show the long picture, with a line at each join."""
        picture = QPixmap()
        picture.loadFromData(joined.preview)
        if joined.plan.height:
            picture = _with_seams(picture, [piece.at / joined.plan.height for piece in joined.plan.pieces[1:]])
        self.preview.setPixmap(picture)
        plan = joined.plan
        words = self.tr("拼好了：{} × {} 像素，虚线处是接缝。").format(plan.width, plan.height)
        words += (
            self.tr("每一处都逐行核对一致。")
            if plan.is_exact
            else self.tr("图片有压缩，接缝允许微小差别，请看一眼接缝处。")
        )
        self._tell(words)
        self.take.setEnabled(True)
        self.take.setFocus()

    def show_refusal(self, error: BaseException) -> None:
        """Say why it cannot be joined, and mark the two pictures that do not fit."""
        self._clear()
        self._tell(errors.sentence(error), is_problem=True)
        pair = error.pair if isinstance(error, StitchRefused) else None
        for row in range(self.list.count()):
            is_named = pair is not None and row + 1 in pair
            self.list.item(row).setForeground(QColor(theme.tokens().red if is_named else theme.tokens().text))
        if pair is not None:
            self.list.setCurrentRow(pair[0] - 1)

    def wait_for_join(self) -> None:
        """Say that the present order is being joined."""
        self._clear()
        for row in range(self.list.count()):
            self.list.item(row).setForeground(QColor(theme.tokens().text))
        self._tell(self.tr("正在拼接…"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that nobody waits any more."""
        self.left.emit()
        super().closeEvent(event)

    def reject(self) -> None:
        """Close without joining."""
        self.left.emit()
        super().reject()

    def _connect(self) -> None:
        self.earlier.clicked.connect(lambda: self._move(-1))
        self.later.clicked.connect(lambda: self._move(1))
        self.sort.clicked.connect(lambda: self.propose_asked.emit(self.order))
        self.list.model().rowsMoved.connect(lambda *_: self._waiting.start())
        self.take.clicked.connect(self.take_asked)
        self.cancel.clicked.connect(self.reject)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            taken = self.list.takeItem(row)
            self.list.insertItem(row + step, taken)
            self.list.setCurrentRow(row + step)
            self._waiting.start()

    def _ask_join(self) -> None:
        self.join_asked.emit(self.order)

    def _clear(self) -> None:
        self.take.setEnabled(False)
        self.preview.clear()

    def _tell(self, words: str, *, is_problem: bool = False) -> None:
        self.message.setText(words)
        self.message.setObjectName("problem" if is_problem else "muted")
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)

    def _lay_out(self) -> None:
        self.take.setEnabled(False)
        buttons = QHBoxLayout()
        for button in (self.earlier, self.later, self.sort):
            buttons.addWidget(button)
        left = QVBoxLayout()
        left.addWidget(QLabel(self.tr("从上到下是聊天的先后，可以拖动调整")))
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.preview)
        area.setMinimumWidth(330)
        middle = QHBoxLayout()
        middle.setSpacing(4 * theme.UNIT)
        middle.addLayout(left, 1)
        middle.addWidget(area, 1)
        foot = QHBoxLayout()
        note = QLabel(self.tr("原来的截图都会保留。"))
        note.setObjectName("meta")
        foot.addWidget(note, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 3 * theme.UNIT)
        layout.setSpacing(3 * theme.UNIT)
        layout.addWidget(self.message)
        layout.addLayout(middle, 1)
        layout.addLayout(foot)


def _with_seams(picture: QPixmap, places: Sequence[float]) -> QPixmap:
    painter = QPainter(picture)
    painter.setPen(QPen(QColor(theme.LIGHT.accent), 1, Qt.PenStyle.DashLine))
    for place in places:
        y = round(place * picture.height())
        painter.drawLine(0, y, picture.width(), y)
    painter.end()
    return picture
