"""The list beneath the search box: it is moved through by the box's keys, so typing never stops."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app.casework.search import Hit
from app.gui import theme
from app.gui.search.delegate import SearchDelegate
from app.gui.search.model import ROW_ROLE, Command, More, SearchModel

WIDTH = 620
HEIGHT = 460


class SearchPanel(QFrame):
    """Shows what was found; `hit_chosen` carries a hit, `command_chosen` an action.

    `read_asked` asks for the pictures to be read whose words cannot be found yet.
    """

    hit_chosen = Signal(object)
    command_chosen = Signal(object)
    read_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("finder")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = SearchModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self._painter = SearchDelegate(self.list)
        self.list.setItemDelegate(self._painter)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("搜索结果"))
        self.nothing = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.nothing.setObjectName("muted")
        self.nothing.setMinimumHeight(72)
        self.unread = QPushButton()
        self.unread.setProperty("flat", True)
        self.unread.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unread.clicked.connect(self.read_asked)
        self.unread.hide()
        self.hint = QLabel(self.tr("↑↓ 选择 · Enter 打开 · Esc 关闭"))
        self.hint.setObjectName("meta")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        layout.setSpacing(theme.UNIT)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing)
        layout.addWidget(self.unread, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.hint, alignment=Qt.AlignmentFlag.AlignRight)
        self.list.clicked.connect(self._choose)
        self.hide()

    def show_found(self, query: str, hits: Sequence[Hit], commands: Sequence[Command]) -> None:
        """Show hits and commands, the first of them marked."""
        self._painter.query = query
        self.model.show_found(hits, commands)
        self.nothing.setText(self.tr("没有找到“{}”。换个词，或少写几个字试试。").format(query))
        self.nothing.setVisible(not self.model.rowCount())
        self.list.setVisible(bool(self.model.rowCount()))
        self.step(1, from_row=-1)
        self.list.scrollToTop()
        self._dress()

    def show_unread(self, count: int) -> None:
        """Say how many pictures were not read yet, whose words are therefore not found."""
        self.unread.setText(self.tr("还有 {} 张截图没识别文字，搜不到图里的字：现在识别").format(count))
        self.unread.setVisible(count > 0)

    def place(self, x: int, y: int, room: int, height: int) -> None:
        """Stand at a place of the window with so much room to the right and below."""
        needed = self.hint.sizeHint().height() + 5 * theme.UNIT
        if not self.unread.isHidden():
            needed += self.unread.sizeHint().height() + theme.UNIT
        if self.model.rowCount():
            needed += sum(self.list.sizeHintForRow(row) for row in range(min(self.model.rowCount(), HEIGHT // 26)))
        else:
            needed += self.nothing.sizeHint().height()
        self.setGeometry(x, y, min(WIDTH, room), max(min(needed, HEIGHT, height), 96))
        self.raise_()
        self.show()

    def step(self, by: int, *, from_row: int | None = None) -> None:
        """Mark the next or the previous row that leads somewhere."""
        row = self.list.currentIndex().row() if from_row is None else from_row
        row += by
        while 0 <= row < self.model.rowCount() and not self.model.is_choosable(row):
            row += by
        if self.model.is_choosable(row):
            self.list.setCurrentIndex(self.model.index(row))

    def choose(self) -> None:
        """Open the row that is marked."""
        self._choose(self.list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Hit):
            self.hit_chosen.emit(row)
        elif isinstance(row, Command):
            self.command_chosen.emit(row.action)
        elif isinstance(row, More):
            at = index.row()
            self.model.show_whole(row.kind)
            self.step(1, from_row=at - 1)

    def _dress(self) -> None:
        colours = theme.tokens()
        self.setStyleSheet(
            f"#finder {{ background: {colours.surface}; border: 1px solid {colours.line}; "
            f"border-radius: {theme.RADIUS}px; }}"
        )
