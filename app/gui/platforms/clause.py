"""One clause as it stands: what it means, its own words, and where they come from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.rule_versions import TermVersions
from app.domain.times import shown
from app.gui import theme
from app.gui.platforms.marks import MarkedText
from app.gui.platforms.terms import term_label, value_words
from app.gui.scrolling import ElidedLabel


class ClauseView(QWidget):
    """Shows a term's standing clause; it asks to replace it or to see its versions."""

    replace_asked = Signal(str)
    versions_asked = Signal(str)

    def __init__(self, versions: TermVersions, *, is_editable: bool) -> None:
        super().__init__()
        rule = versions.standing
        clause, term = rule.clause, versions.term
        label = term_label(term)
        self.term = term
        self.name = QLabel(label)
        self.name.setObjectName("muted")
        self.value = MarkedText()
        self.value.setObjectName("section")
        self.value.show_text(value_words(term, clause.value))
        self.quote = MarkedText()
        self.quote.show_text(self.tr("“{}”").format(clause.text))
        self.common = QLabel(self.tr("常见做法，不是本平台规则原文"))
        self.common.setObjectName("chip")
        self.origin = ElidedLabel()
        self.origin.setObjectName("meta")
        self.origin.set_full_text(self._origin(versions))
        self.replace = self._button(
            self.tr("换成原文") if clause.is_common_practice else self.tr("更新"),
            self.tr("更新规则：{}").format(label),
        )
        self.replace.setEnabled(is_editable)
        self.replace.clicked.connect(lambda: self.replace_asked.emit(term))
        self.history = self._button(
            self.tr("{} 个版本").format(len(versions.versions)), self.tr("{} 的历次版本").format(label)
        )
        self.history.clicked.connect(lambda: self.versions_asked.emit(term))
        self._lay_out()
        # Only now: shown without a parent, each would be a window of its own.
        self.common.setVisible(clause.is_common_practice)
        self.history.setVisible(len(versions.versions) > 1)

    def _origin(self, versions: TermVersions) -> str:
        rule = versions.standing
        parts = [
            self.tr("记录于 {}").format(shown(rule.captured_at, seconds=False)),
            self.tr("来源：{}").format(rule.clause.source) if rule.clause.source else "",
            self.tr("截图：{}").format(rule.proof_name) if rule.proof_name else "",
        ]
        return " · ".join(part for part in parts if part)

    def _button(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("flat", True)
        button.setAccessibleName(name)
        return button

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(theme.UNIT)
        first.addWidget(self.name)
        first.addStretch()
        first.addWidget(self.history)
        first.addWidget(self.replace)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 3 * theme.UNIT)
        layout.setSpacing(theme.UNIT)
        layout.addLayout(first)
        layout.addWidget(self.value)
        layout.addWidget(self.quote)
        layout.addWidget(self.common, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.origin)
