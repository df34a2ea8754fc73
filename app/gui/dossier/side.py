"""What can be changed about a dossier, beside its preview: one thing at a time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.dossier.exhibits import ExhibitsList
from app.gui.dossier.packs import PacksPanel
from app.gui.dossier.person import PersonPanel
from app.gui.dossier.sealing import SealingPanel
from app.gui.dossier.texts import TextsPanel
from app.gui.evidence.wrapping import WrapLayout
from app.gui.scrolling import scrolled


class SidePanel(QWidget):
    """The parts, of which one is shown; `section_shown` carries its name."""

    section_shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.exhibits = ExhibitsList()
        self.texts = TextsPanel()
        self.people = PersonPanel()
        self.packs = PacksPanel()
        self.sealing = SealingPanel()
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        pills = QWidget()
        self._pills = WrapLayout(pills)
        self._pills.setSpacing(theme.UNIT)
        for name, label, page in (
            ("exhibits", self.tr("证据"), self._exhibits_page()),
            ("texts", self.tr("文字"), scrolled(self.texts)),
            ("people", self.tr("双方"), scrolled(self.people)),
            ("packs", self.tr("图文包"), self.packs),
            ("sealing", self.tr("签名"), scrolled(self.sealing)),
        ):
            self._add(name, label, page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.UNIT, 2 * theme.UNIT, 3 * theme.UNIT, 2 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(pills)
        layout.addWidget(self._stack, 1)
        self.setMinimumWidth(300)
        self.buttons["exhibits"].setChecked(True)

    @property
    def section(self) -> str:
        """The name of the part that is shown."""
        return next(name for name, button in self.buttons.items() if button.isChecked())

    def choose(self, name: str) -> None:
        """Show a part: `exhibits`, `texts`, `people`, `packs` or `sealing`."""
        self.buttons[name].setChecked(True)
        self._stack.setCurrentIndex(list(self.buttons).index(name))
        self.section_shown.emit(name)

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        self.texts.flush()
        self.people.flush()
        self.packs.flush()

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes; what only goes out stays."""
        self.exhibits.exhibits.is_editable = editable
        self.texts.setEnabled(editable)
        self.people.setEnabled(editable)
        self.packs.set_editable(editable)

    def _add(self, name: str, label: str, page: QWidget) -> None:
        button = QPushButton(label)
        button.setCheckable(True)
        button.setProperty("kind", True)
        button.clicked.connect(lambda _checked=False, name=name: self.choose(name))
        self._group.addButton(button)
        self.buttons[name] = button
        self._pills.addWidget(button)
        self._stack.addWidget(page)

    def _exhibits_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        hint = QLabel(self.tr("拖动或 Alt+↑↓ 调整顺序，空格勾选，F2 写证明什么"), wordWrap=True)
        hint.setObjectName("meta")
        column.addWidget(hint)
        column.addWidget(self.exhibits, 1)
        return page
