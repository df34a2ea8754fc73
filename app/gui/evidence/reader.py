"""Reading a mail, page or document in the window: its words only; nothing in it is run or loaded."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from app.casework.evidence_texts import Shown
from app.domain.evidence import Evidence
from app.gui import theme
from app.gui.evidence.model import file_sort, sort_label
from app.gui.words import file_size, say


class PlainBrowser(QTextBrowser):
    """Shows plain text and follows nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing, whatever a text asks for."""
        return None


class ReaderDialog(QDialog):
    """Shows what an item says; `export_asked` carries it."""

    export_asked = Signal(object)

    def __init__(self, item: Evidence, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self.setWindowTitle(f"{self.tr('证据{}').format(item.number)} · {item.name}")
        self.resize(720, 640)
        self.facts = QLabel(wordWrap=True)
        self.facts.setObjectName("meta")
        self.text = PlainBrowser()
        self.text.setAccessibleName(self.tr("文件里的文字"))
        self.text.setPlainText(self.tr("正在读取…"))
        self.note = QLabel(self.tr("这里只显示文字，不会运行或联网加载其中的内容。原件没有改动。"), wordWrap=True)
        self.note.setObjectName("meta")
        export = QPushButton(self.tr("另存原件…"))
        close = QPushButton(self.tr("关闭"))
        close.setDefault(True)
        export.clicked.connect(lambda: self.export_asked.emit(self.item))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(export)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 3 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.facts)
        layout.addWidget(self.text, 1)
        layout.addLayout(row)
        self._show_facts(())

    def show_text(self, found: Shown) -> None:
        """Show what was read."""
        self._show_facts([f"{say(label)}：{value}" for label, value in found.facts])
        self.text.setPlainText(found.text or self.tr("这份文件里没有可以显示的文字。可以另存原件，用别的程序打开。"))

    def show_problem(self, words: str) -> None:
        """Say why it cannot be read."""
        self.text.setPlainText(words)

    def _show_facts(self, lines: list[str] | tuple[str, ...]) -> None:
        what = f"{sort_label(file_sort(self.item))} · {file_size(self.item.original.bytes)}"
        self.facts.setText("\n".join([what, *lines]))
