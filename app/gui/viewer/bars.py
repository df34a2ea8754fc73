"""The rows of buttons above the picture: where one is, how large it is shown, the tools, and what to hide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.mark_shapes import INKS
from app.domain.marks import Mark, MarkColour
from app.gui import theme
from app.gui.evidence.describe import WrapLayout
from app.gui.scrolling import ElidedLabel
from app.gui.viewer.tools import KEYS, Tool, advice, words
from app.gui.words import say


class HeadBar(QWidget):
    """Back, what is shown, previous and next, the zoom, and what stands beside the picture."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = _button(self.tr("‹ 返回"), self.tr("回到证据列表（Esc 或空格）"))
        self.title = ElidedLabel()
        self.title.setObjectName("section")
        self.place = QLabel()
        self.place.setObjectName("meta")
        self.previous = _button(self.tr("上一份"), self.tr("上一份证据（←）"))
        self.next = _button(self.tr("下一份"), self.tr("下一份证据（→）"))
        self.smaller = _button("−", self.tr("缩小（−）"))
        self.zoom = _button("100%", self.tr("按原始大小显示（0）"))
        self.larger = _button("＋", self.tr("放大（+）"))
        self.width_fit = _button(self.tr("适合宽度"), self.tr("适合宽度（W）"))
        self.page_fit = _button(self.tr("整页"), self.tr("看到整张图（F）"))
        self.beside = _button(self.tr("并排"), self.tr("旁边再看一份"))
        self.facts = _button(self.tr("信息"), self.tr("显示或收起右边的信息（I）"))
        self.zoom.setMinimumWidth(56)
        for button in (self.smaller, self.larger):
            button.setFixedWidth(theme.HIT)
        self.smaller.setAccessibleName(self.tr("缩小"))
        self.larger.setAccessibleName(self.tr("放大"))
        for button in (self.beside, self.facts):
            button.setCheckable(True)
            button.setProperty("place", True)
        self.facts.setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, theme.UNIT)
        row.setSpacing(2)
        row.addWidget(self.back)
        row.addSpacing(theme.UNIT)
        row.addWidget(self.title, 1)
        for part in (self.place, self.previous, self.next, self.smaller, self.zoom, self.larger):
            row.addWidget(part)
        for part in (self.width_fit, self.page_fit, self.beside, self.facts):
            row.addWidget(part)

    def show_place(self, title: str, index: int, count: int) -> None:
        """Show what is looked at, and the how manieth it is."""
        self.title.set_full_text(title)
        self.place.setText(f"{index + 1}/{count}")
        self.previous.setEnabled(index > 0)
        self.next.setEnabled(index + 1 < count)

    def show_zoom(self, zoom: float) -> None:
        """Show how large the picture is shown."""
        self.zoom.setText(f"{round(zoom * 100)}%")


class ToolBar(QWidget):
    """One button a tool and a colour, wrapped like words."""

    tool_chosen = Signal(object)
    colour_chosen = Signal(object)
    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tools = QButtonGroup(self)
        self._colours = QButtonGroup(self)
        self.buttons: dict[Tool, QPushButton] = {}
        self.colours: dict[MarkColour, QPushButton] = {}
        layout = WrapLayout(self)
        layout.setSpacing(theme.UNIT)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for tool in Tool:
            key = QKeySequence(KEYS[tool]).toString()
            button = QPushButton(f"{words(tool)} {key}")
            button.setToolTip(advice(tool))
            button.setAccessibleDescription(advice(tool))
            button.clicked.connect(lambda _checked, tool=tool: self.tool_chosen.emit(tool))
            self._add(button, self._tools, layout)
            self.buttons[tool] = button
        for colour in MarkColour:
            button = QPushButton(say(colour.label))
            button.setIcon(_swatch(QColor(*INKS[colour])))
            button.setIconSize(QSize(12, 12))
            button.setAccessibleName(self.tr("颜色：{}").format(say(colour.label)))
            button.clicked.connect(lambda _checked, colour=colour: self.colour_chosen.emit(colour))
            self._add(button, self._colours, layout)
            self.colours[colour] = button
        self.delete = QPushButton(self.tr("删除标注"))
        self.delete.setProperty("kind", True)
        self.delete.setToolTip(self.tr("删除选中的标注（Delete）"))
        self.delete.clicked.connect(self.delete_asked)
        layout.addWidget(self.delete)
        self.colours[MarkColour.RED].setChecked(True)
        self.show_tool(Tool.SELECT)
        self.show_chosen(False)

    def show_tool(self, tool: Tool) -> None:
        """Mark the present tool."""
        self.buttons[tool].setChecked(True)

    def show_chosen(self, is_chosen: bool) -> None:
        """Offer to delete where a mark is chosen."""
        self.delete.setEnabled(is_chosen)

    def set_editable(self, editable: bool, *, has_text: bool) -> None:
        """Offer what draws only where drawing is allowed, and choosing text where text was read."""
        for tool, button in self.buttons.items():
            is_drawing = tool.kind is not None
            button.setEnabled(editable if is_drawing else has_text if tool is Tool.READ else True)
        for button in self.colours.values():
            button.setEnabled(editable)

    def _add(self, button: QPushButton, group: QButtonGroup, layout: WrapLayout) -> None:
        button.setCheckable(True)
        button.setProperty("kind", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        group.addButton(button)
        layout.addWidget(button)


class HideBar(QFrame):
    """How many things should perhaps be hidden, and the buttons that do it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.next = _button(self.tr("下一处"), self.tr("看下一处（S）"))
        self.one = _button(self.tr("遮盖这处"), self.tr("遮盖眼前的这处（Enter）"))
        self.all = QPushButton(self.tr("全部遮盖"))
        self.all.setProperty("primary", True)
        self.ignore = _button(self.tr("不遮盖"), self.tr("收起这些建议"))
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, theme.UNIT)
        row.addWidget(self.words, 1)
        for button in (self.next, self.one, self.all, self.ignore):
            row.addWidget(button)
        self.hide()

    def show_marks(self, marks: Sequence[Mark], present: int) -> None:
        """Say what was found."""
        kinds = Counter(say(mark.hidden.label) for mark in marks if mark.hidden)
        found = self.tr("、").join(f"{name} {count}" for name, count in kinds.items())
        self.words.setText(self.tr("可能要遮盖：{}。点虚线框就遮住。").format(found))
        self.one.setEnabled(present >= 0)
        self.setVisible(bool(marks))


def indented(bar: QWidget) -> QWidget:
    """Return a bar with room around it, which a wrapping layout leaves none of."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, theme.UNIT)
    column.addWidget(bar)
    return holder


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("flat", True)
    button.setToolTip(tip)
    button.setStyleSheet("padding: 0 8px;")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _swatch(colour: QColor) -> QIcon:
    picture = QPixmap(24, 24)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(2, 2, 20, 20)
    painter.end()
    return QIcon(picture)
