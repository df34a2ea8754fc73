"""The strip of small pages beside the preview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.gui import theme
from app.gui.dossier.sheets import Images, Sheet

WIDTH: Final = 72
_MOST: Final = 400
_ROW: Final = QSize(WIDTH + 6 * theme.UNIT, 102 + 7 * theme.UNIT)
_SHEET: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: tuple[Sheet, ...] = ()

    def show(self, sheets: Sequence[Sheet]) -> None:
        if len(sheets) != len(self.sheets):
            self.beginResetModel()
            self.sheets = tuple(sheets)
            self.endResetModel()
        else:
            changed = [row for row, (old, new) in enumerate(zip(self.sheets, sheets, strict=True)) if old != new]
            self.sheets = tuple(sheets)
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.sheets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.sheets):
            return None
        sheet = self.sheets[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(sheet.number)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("第 {} 页，共 {} 页").format(sheet.number, len(self.sheets))
        return sheet if role == _SHEET else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, images: Images) -> None:
        super().__init__()
        self._images = images

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return _ROW

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        sheet, colours = index.data(_SHEET), theme.tokens()
        area = option.rect
        height = min(round(WIDTH * sheet.height / sheet.width), 102)
        width = round(height * sheet.width / sheet.height)
        page = QRect(area.center().x() - width // 2, area.top() + 2 * theme.UNIT, width, height)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(page, QColor(theme.LIGHT.surface))
        found = self._images.get(sheet.look)
        if found is not None:
            painter.drawImage(QRectF(page), found[1])
        painter.setPen(QPen(QColor(colours.accent if is_chosen else colours.line), 2 if is_chosen else 1))
        painter.drawRect(page)
        painter.setPen(QColor(colours.text if is_chosen else colours.muted))
        font = painter.font()
        font.setPixelSize(theme.META)
        font.setBold(is_chosen)
        painter.setFont(font)
        below = QRect(area.left(), page.bottom() + 2, area.width(), area.bottom() - page.bottom())
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(sheet.number))
        painter.restore()


class Thumbnails(QListView):
    """One small page beneath the other; `wanted` carries those to be drawn, `chosen` the number of the one clicked."""

    wanted = Signal(list)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._images = Images(_MOST)
        self._model = _Model()
        self._is_following = False
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self._images))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(_ROW.width() + 10)
        self.setAccessibleName(self.tr("页面缩略图"))
        self._settle = QTimer(self, interval=60, singleShot=True)
        self._settle.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show these pages; the one that was current stays."""
        row = self.currentIndex().row()
        self._is_following = True
        self._model.show(sheets)
        if 0 <= row < len(sheets):
            self.setCurrentIndex(self._model.index(row))
        self._is_following = False
        self._settle.start()

    def put(self, look: str, image: QImage) -> None:
        """Show a small page that was drawn."""
        self._images.put(look, image.width(), image)
        self.viewport().update()

    def follow(self, number: int) -> None:
        """Mark the page that one looks at."""
        index = self._model.index(number - 1)
        if index.isValid() and index != self.currentIndex():
            self._is_following = True
            self.setCurrentIndex(index)
            self._is_following = False

    def ask(self) -> None:
        """Ask for what is missing, as after the strip was folded."""
        self._settle.start()

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_following:
            self.chosen.emit(current.row() + 1)

    def _ask(self) -> None:
        if not self.isVisible() or not self._model.sheets:
            return
        top = self.verticalScrollBar().value() // _ROW.height()
        seen = self._model.sheets[top : top + self.viewport().height() // _ROW.height() + 2]
        width = round(WIDTH * self.devicePixelRatioF())
        self.wanted.emit([(sheet.number, width) for sheet in seen if self._images.get(sheet.look) is None])
