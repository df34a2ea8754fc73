"""What was found, as rows: a heading for each kind, its hits, and the window's own commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence

from app.casework.search import Hit, HitKind
from app.gui.words import say

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
FIRST: Final = 5
"""How many hits of a kind are shown before one asks for more."""
_ORDER: Final = (
    HitKind.ORDER, HitKind.EVIDENCE, HitKind.COMPARISON, HitKind.MESSAGE,
    HitKind.PAYMENT, HitKind.EVENT, HitKind.LETTER, HitKind.CLAUSE,
)  # fmt: skip
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Heading:
    """What follows, and how many there are."""

    words: str
    count: int


@dataclass(frozen=True, slots=True)
class More:
    """Asks for the rest of a kind."""

    kind: HitKind
    count: int


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window can do."""

    action: QAction

    @property
    def words(self) -> str:
        """What it does, without the mark of its menu letter."""
        return plain(self.action.text())

    @property
    def keys(self) -> str:
        """The keys that do it."""
        return self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


Row = Heading | More | Command | Hit


class SearchModel(QAbstractListModel):
    """The rows of the panel, in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._hits: list[Hit] = []
        self._commands: list[Command] = []
        self._whole: set[HitKind] = set()

    def show_found(self, hits: Sequence[Hit], commands: Sequence[Command]) -> None:
        """Show what was found; long groups are short again."""
        self._hits, self._commands, self._whole = list(hits), list(commands), set()
        self._make_rows()

    def show_whole(self, kind: HitKind) -> None:
        """Show all hits of a kind."""
        self._whole.add(kind)
        self._make_rows()

    def is_choosable(self, row: int) -> bool:
        """Whether a row leads somewhere."""
        return 0 <= row < len(self._rows) and not isinstance(self._rows[row], Heading)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows, says to a screen reader, or is."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(row)
            case _ if role == ROW_ROLE:
                return row
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let headings not be chosen."""
        return Qt.ItemFlag.NoItemFlags if not self.is_choosable(index.row()) else super().flags(index)

    def _make_rows(self) -> None:
        rows: list[Row] = []
        for kind in _ORDER:
            found = [hit for hit in self._hits if hit.kind is kind]
            if found:
                shown = found if kind in self._whole or len(found) <= FIRST + 1 else found[:FIRST]
                rows += [Heading(say(kind.label), len(found)), *shown]
                if len(shown) < len(found):
                    rows.append(More(kind, len(found) - len(shown)))
        if self._commands:
            words = QCoreApplication.translate("search", "命令")
            rows += [Heading(words, len(self._commands)), *self._commands]
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()


def title_of(hit: Hit) -> str:
    """Return what a hit is called; what has no name of its own by its kind."""
    return (say(hit.title) or say(hit.kind.label)).replace("\n", " ")


def plain(words: str) -> str:
    """Return a menu's words without the mark of its letter: `文件(&F)` and `&File` alike."""
    if "(&" in words:
        words = words[: words.index("(&")] + words[words.index("(&") + 4 :]
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&").strip()


def matching_commands(actions: Sequence[QAction], query: str) -> list[Command]:
    """Return the commands that are possible now and whose words hold each word of a query."""
    words = query.casefold().split()
    found = []
    for action in actions:
        said = f"{plain(action.text())} {action.toolTip()} {action.objectName()}".casefold()
        if action.isEnabled() and action.isVisible() and action.text() and all(word in said for word in words):
            found.append(Command(action))
    return found


def _spoken(row: Row) -> str:
    match row:
        case Heading():
            return f"{row.words} {row.count}"
        case More():
            return QCoreApplication.translate("search", "再看 {} 条").format(row.count)
        case Command():
            return f"{row.words} {row.keys}".strip()
        case _:
            return f"{say(row.kind.label)} {title_of(row)}\n{row.snippet}"
