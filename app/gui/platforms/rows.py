"""The platforms as a Qt model, and how a row of one is painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.gui import theme
from app.gui.platforms.desk import PlatformView
from app.gui.row_painting import paint_background, paint_line

VIEW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_SIDE: Final = 4 * theme.UNIT


class PlatformModel(QAbstractListModel):
    """One row a platform; `VIEW_ROLE` gives all that is known of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.views: list[PlatformView] = []

    def set_views(self, views: list[PlatformView]) -> None:
        """Show these platforms."""
        self.beginResetModel()
        self.views = views
        self.endResetModel()

    def row_of(self, name: str) -> QModelIndex:
        """Return the row of a platform; invalid where there is none of that name."""
        names = [view.platform.name for view in self.views]
        return self.index(names.index(name)) if name in names else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of platforms."""
        return 0 if parent.isValid() else len(self.views)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows, says to a screen reader, or is."""
        if not index.isValid() or index.row() >= len(self.views):
            return None
        view = self.views[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return view.platform.name
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{view.platform.name}\n{second_line(view)}"
            case _ if role == VIEW_ROLE:
                return view
            case _:
                return None


def second_line(view: PlatformView) -> str:
    """Return how many clauses are on record, and how many of them are common practice only."""
    if not view.terms:
        return QCoreApplication.translate("platforms", "还没有规则")
    own = len(view.terms) - view.common_count
    parts = [QCoreApplication.translate("platforms", "{} 条原文").format(own)] if own else []
    if view.common_count:
        parts.append(QCoreApplication.translate("platforms", "{} 条常见做法").format(view.common_count))
    return " · ".join(parts)


class PlatformDelegate(QStyledItemDelegate):
    """Draws the platform's name with what is on record beneath it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the row's height."""
        return QSize(140, theme.ROW_HEIGHT + theme.UNIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        view = index.data(VIEW_ROLE)
        if not isinstance(view, PlatformView):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_background(painter, option, option.rect.adjusted(theme.UNIT, 1, -theme.UNIT, -1))
        area = option.rect.adjusted(_SIDE, 2 * theme.UNIT, -_SIDE, -2 * theme.UNIT)
        half = area.height() // 2
        colours = theme.tokens()
        above, below = area.adjusted(0, 0, 0, -half), area.adjusted(0, half, 0, 0)
        paint_line(painter, above, view.platform.name, colours.text, is_bold=True)
        paint_line(painter, below, second_line(view), colours.muted, size=theme.META)
        painter.restore()
