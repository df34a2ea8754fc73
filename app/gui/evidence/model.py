"""Evidence as a Qt model, with thumbnails that arrive when they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from app.domain.evidence import Evidence, EvidenceId
from app.domain.times import shown
from app.gui.words import say

EVIDENCE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
Wanted = Callable[[str], None]


class EvidenceModel(QAbstractListModel):
    """One row an item; `DecorationRole` asks for a thumbnail the first time it is needed."""

    def __init__(self, want_thumbnail: Wanted, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._want = want_thumbnail
        self._items: list[Evidence] = []
        self._thumbnails: dict[str, QPixmap | None] = {}

    @property
    def items(self) -> list[Evidence]:
        """The items shown, in order."""
        return list(self._items)

    def set_items(self, items: list[Evidence]) -> None:
        """Show these items; where they are the same ones, selection and scrolling stay."""
        if [item.id for item in items] == [item.id for item in self._items]:
            self._items = items
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def set_thumbnail(self, sha256: str, picture: QPixmap | None) -> None:
        """Show a thumbnail that was drawn; None where the picture cannot be drawn."""
        self._thumbnails[sha256] = picture
        for row, item in enumerate(self._items):
            if item.original.sha256 == sha256:
                self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])

    def row_of(self, evidence: EvidenceId) -> QModelIndex:
        """Return the row of an item; invalid where it is not shown."""
        for row, item in enumerate(self._items):
            if item.id == evidence:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of items."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows, says to a screen reader, or is."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.name
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{kind_label(item)}\n{item.name}\n{captured_line(item)}"
            case Qt.ItemDataRole.DecorationRole:
                return self._thumbnail(item.original.sha256)
            case _ if role == EVIDENCE_ROLE:
                return item
            case _:
                return None

    def _thumbnail(self, sha256: str) -> QPixmap | None:
        if sha256 not in self._thumbnails:
            self._thumbnails[sha256] = None
            self._want(sha256)
        return self._thumbnails[sha256]


def kind_label(item: Evidence) -> str:
    """Return the label of an item's kind; empty where none was chosen yet."""
    return say(item.kind.label) if item.kind else ""


def captured_line(item: Evidence) -> str:
    """Return when an item was captured and how that is known."""
    capture = item.capture
    known_from = say(capture.known_from.label)
    if capture.at is None:
        return known_from
    return f"{shown(capture.at)} · {known_from}"
