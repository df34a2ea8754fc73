"""The exhibits of a dossier as a list: put in order, ticked in or out, and told what each proves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.casework.dossier_preview import Row
from app.domain.evidence import EvidenceId
from app.gui import theme
from app.gui.evidence.model import kind_label
from app.gui.row_painting import paint_background, paint_line
from app.gui.ticks import paint_tick

ROW: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class ExhibitsModel(QAbstractListModel):
    """One row an item; ticking and typing leave as signals, and show when they are kept."""

    ticked = Signal(object, bool)
    described = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.is_editable = True

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; where they are the same items, selection and scrolling stay."""
        if [row.item.id for row in rows] == [row.item.id for row in self.rows]:
            changed = [place for place, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new]
            self.rows = list(rows)
            for place in changed:
                self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of items."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that a row can be ticked and its words edited."""
        found = super().flags(index)
        if self.is_editable:
            found |= Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows, says to a screen reader, or is."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._title(row)
            case Qt.ItemDataRole.EditRole:
                return row.item.purpose
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Unchecked if row.item.is_left_out else Qt.CheckState.Checked
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{self._title(row)}\n{row.item.name}\n{row.item.purpose or self.tr('没有写明证明什么')}"
            case _:
                return row if role == ROW else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell a tick or what was typed."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            self.ticked.emit(row.item.id, Qt.CheckState(value) == Qt.CheckState.Unchecked)
        elif str(value) != row.item.purpose:
            self.described.emit(row.item.id, str(value))
        return True

    def _title(self, row: Row) -> str:
        head = self.tr("证据{}").format(row.number) if row.number is not None else self.tr("不入卷宗")
        return f"{head} · {kind_label(row.item) or row.item.name}"


class _Delegate(QStyledItemDelegate):
    """Paints tick, title and purpose; the editor stands on the line of the purpose."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(160, theme.ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_background(painter, option, option.rect.adjusted(2, 2, -2, -2))
        is_in = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        paint_tick(painter, QRectF(_tick_area(option.rect)), is_on=is_in)
        self._paint_words(painter, option.rect, index.data(ROW), str(index.data()))
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, row: Row, title: str) -> None:
        colours = theme.tokens()
        words = area.adjusted(11 * theme.UNIT, 2 * theme.UNIT, -2 * theme.UNIT, -2 * theme.UNIT)
        half = words.height() // 2
        first = QRect(words.left(), words.top(), words.width(), half)
        paint_line(painter, first, title, colours.muted if row.number is None else colours.text)
        second = first.translated(0, half)
        if row.item.purpose:
            paint_line(painter, second, row.item.purpose, colours.muted, size=theme.META)
        else:
            paint_line(painter, second, self.tr("证明什么？按 F2 填写"), colours.amber, size=theme.META)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setPlaceholderText(self.tr("这份证据证明什么"))
        editor.setAccessibleName(self.tr("{} 证明什么").format(index.data()))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(9 * theme.UNIT, 9, -2, -9))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, _option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick by Space or a click on the box."""
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        if isinstance(event, QMouseEvent):
            area = _tick_area(_option.rect).adjusted(-8, -8, 8, 8)
            is_hit = event.type() == QEvent.Type.MouseButtonRelease and area.contains(event.position().toPoint())
        else:
            is_hit = (
                isinstance(event, QKeyEvent)
                and event.type() == QEvent.Type.KeyPress
                and event.key() == Qt.Key.Key_Space
            )
        if not is_hit:
            return False
        is_in = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        other = Qt.CheckState.Unchecked if is_in else Qt.CheckState.Checked
        return model.setData(index, other, Qt.ItemDataRole.CheckStateRole)


class ExhibitsList(QListView):
    """The list; `reordered` carries all items in their new order."""

    reordered = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.exhibits = ExhibitsModel()
        self._pressed: QPoint | None = None
        self._gap: int | None = None
        self.setModel(self.exhibits)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.DoubleClicked | QListView.EditTrigger.EditKeyPressed)
        self.viewport().setAcceptDrops(False)
        self.setAccessibleName(self.tr("卷宗里的证据"))
        self.setAccessibleDescription(self.tr("空格键勾选，F2 写证明什么，Alt 加上下键调整顺序"))

    @property
    def order(self) -> list[EvidenceId]:
        """The items in the order shown."""
        return [row.item.id for row in self.exhibits.rows]

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the exhibits; the chosen one stays chosen."""
        chosen = self.currentIndex().data(ROW)
        self.exhibits.show(rows)
        if chosen is not None and not self.currentIndex().isValid():
            self._choose(chosen.item.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen exhibit by Alt and an arrow; Escape lets go of what is dragged."""
        key, row = event.key(), self.currentIndex().row()
        if key == Qt.Key.Key_Escape and self._gap is not None:
            self._let_go()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            if row >= 0:
                self._move(row, row - 1 if key == Qt.Key.Key_Up else row + 2)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a drag might begin."""
        place = event.position().toPoint()
        is_row = event.button() == Qt.MouseButton.LeftButton and self.indexAt(place).isValid()
        self._pressed = place if is_row and self.exhibits.is_editable else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the exhibit would go."""
        place = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif self._gap is not None or (place - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            top = self.visualRect(self.exhibits.index(0)).top()
            self._gap = min(max(round((place.y() - top) / theme.ROW_HEIGHT), 0), self.exhibits.rowCount())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.scrollTo(self.indexAt(place))
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the exhibit where the line stands."""
        gap, pressed = self._gap, self._pressed
        self._let_go()
        if gap is None or pressed is None:
            super().mouseReleaseEvent(event)
            return
        self.setState(QListView.State.NoState)
        self._move(self.currentIndex().row(), gap)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the line where a dragged one would go."""
        super().paintEvent(event)
        if self._gap is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(theme.tokens().accent), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        y = self.visualRect(self.exhibits.index(0)).top() + self._gap * theme.ROW_HEIGHT
        painter.drawLine(8, y, self.viewport().width() - 8, y)

    def _move(self, row: int, gap: int) -> None:
        """Put a row before the one at `gap`."""
        if not self.exhibits.is_editable or not 0 <= gap <= self.exhibits.rowCount() or gap in {row, row + 1}:
            return
        rows = list(self.exhibits.rows)
        moved = rows.pop(row)
        rows.insert(gap - (gap > row), moved)
        self.exhibits.show(rows)
        self._choose(moved.item.id)
        self.reordered.emit(self.order)

    def _choose(self, item: EvidenceId) -> None:
        if item in self.order:
            self.setCurrentIndex(self.exhibits.index(self.order.index(item)))

    def _let_go(self) -> None:
        self._gap = self._pressed = None
        self.unsetCursor()
        self.viewport().update()


def _tick_area(row: QRect) -> QRect:
    return QRect(row.left() + 3 * theme.UNIT, row.center().y() - 8, 18, 18)
