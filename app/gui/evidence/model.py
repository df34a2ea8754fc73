"""Evidence as a Qt model, with thumbnails that arrive when they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from app.casework.evidence_signs import CardFacts
from app.domain.evidence import Evidence, EvidenceId
from app.domain.times import shown
from app.gui.words import say

EVIDENCE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
CARD_ROLE: Final = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
Wanted = Callable[[str], None]

MOST_THUMBNAILS: Final = 600
"""How many thumbnails are kept in memory; the one that was wanted longest ago goes first."""


class EvidenceModel(QAbstractListModel):
    """One row an item; `DecorationRole` asks for a thumbnail the first time it is needed."""

    def __init__(self, want_thumbnail: Wanted, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._want = want_thumbnail
        self._items: list[Evidence] = []
        self._rows: dict[EvidenceId, int] = {}
        self._rows_of_original: dict[str, list[int]] = {}
        self._thumbnails: dict[str, QPixmap | None] = {}
        self._cards: dict[EvidenceId, CardFacts] = {}

    @property
    def items(self) -> list[Evidence]:
        """The items shown, in order."""
        return list(self._items)

    def set_items(self, items: list[Evidence]) -> None:
        """Show these items; where they are the same ones, selection and scrolling stay."""
        if [item.id for item in items] == [item.id for item in self._items]:
            changed = [row for row, (old, new) in enumerate(zip(self._items, items, strict=True)) if old != new]
            self._items = list(items)
            self._tell(changed)
            return
        self.beginResetModel()
        self._items = list(items)
        self._rows = {item.id: row for row, item in enumerate(items)}
        self._rows_of_original = {}
        for row, item in enumerate(items):
            self._rows_of_original.setdefault(item.original.sha256, []).append(row)
        self.endResetModel()

    def set_cards(self, cards: Mapping[EvidenceId, CardFacts]) -> None:
        """Show what was done with the items."""
        changed = [key for key in {*cards, *self._cards} if cards.get(key) != self._cards.get(key)]
        self._cards = dict(cards)
        self._tell([self._rows[key] for key in changed if key in self._rows], [CARD_ROLE])

    def set_thumbnail(self, sha256: str, picture: QPixmap | None) -> None:
        """Show a thumbnail that was drawn; None where the picture cannot be drawn."""
        self._thumbnails.pop(sha256, None)
        self._thumbnails[sha256] = picture
        for row in self._rows_of_original.get(sha256, ()):
            self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])
        while len(self._thumbnails) > max(MOST_THUMBNAILS, len(self._items)):
            del self._thumbnails[next(iter(self._thumbnails))]

    def _tell(self, rows: list[int], roles: list[int] | None = None) -> None:
        """Say once from which row to which there were changes: each word of it is heard by many."""
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)), roles or [])

    def row_of(self, evidence: EvidenceId) -> QModelIndex:
        """Return the row of an item; invalid where it is not shown."""
        row = self._rows.get(evidence)
        return QModelIndex() if row is None else self.index(row)

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
                return self._spoken(item)
            case Qt.ItemDataRole.DecorationRole:
                return self._thumbnail(item.original.sha256) if item.is_picture else None
            case _ if role == EVIDENCE_ROLE:
                return item
            case _ if role == CARD_ROLE:
                return self._cards.get(item.id, CardFacts())
            case _:
                return None

    def _spoken(self, item: Evidence) -> str:
        lines = [kind_label(item), item.name, captured_line(item)]
        if item.tags:
            lines.append(" ".join(f"#{tag}" for tag in item.tags))
        signs = badges(item, self._cards.get(item.id, CardFacts()))
        return "\n".join([*lines, " · ".join(signs)] if signs else lines)

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


def badges(item: Evidence, card: CardFacts) -> list[str]:
    """Return what a card says of its item in a word each, the most telling first."""
    found = []
    if item.is_left_out:
        found.append(QCoreApplication.translate("evidence", "不入卷宗"))
    if item.made_from is not None:
        found.append(say(item.made_from.making.label))
    return found + [say(sign.label) for sign in card.signs]


def file_sort(item: Evidence) -> str:
    """Return the sort of file that an item is: `picture`, `video`, `mail`, `page`, `pdf`, `sheet`, `text` or `file`."""
    media_type = item.original.media_type
    if item.is_picture:
        return "picture"
    if media_type.startswith("video/"):
        return "video"
    exact = {"message/rfc822": "mail", "text/html": "page", "application/pdf": "pdf", "text/csv": "sheet"}
    if media_type in exact:
        return exact[media_type]
    if "spreadsheet" in media_type or media_type == "application/vnd.ms-excel":
        return "sheet"
    return "text" if media_type.startswith("text/") else "file"


def sort_label(sort: str) -> str:
    """Return the word for a sort of file."""
    words = {
        "picture": QCoreApplication.translate("evidence", "图片"),
        "video": QCoreApplication.translate("evidence", "录屏"),
        "mail": QCoreApplication.translate("evidence", "邮件"),
        "page": QCoreApplication.translate("evidence", "网页"),
        "pdf": QCoreApplication.translate("evidence", "PDF 文件"),
        "sheet": QCoreApplication.translate("evidence", "表格"),
        "text": QCoreApplication.translate("evidence", "文本"),
    }
    return words.get(sort, QCoreApplication.translate("evidence", "文件"))
