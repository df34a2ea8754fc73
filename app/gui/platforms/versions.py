"""The versions of a term, two of them side by side with what changed marked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.rule_versions import TermVersions, compare_versions
from app.domain.times import shown
from app.gui import theme
from app.gui.platforms.marks import Mark, MarkedText, Side, spans
from app.gui.platforms.terms import term_label, value_words
from app.gui.scrolling import scrolled


class Version(QWidget):
    """One of the two versions: which, what it means, its words, its source."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.choice = QComboBox()
        self.choice.setAccessibleName(name)
        self.value = MarkedText()
        self.value.setObjectName("section")
        self.quote = MarkedText()
        self.origin = MarkedText()
        self.origin.setObjectName("meta")
        label = QLabel(name)
        label.setObjectName("meta")
        label.setBuddy(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.UNIT)
        for part in (label, self.choice, self.value, self.quote, self.origin):
            column.addWidget(part)
        column.addStretch()


class VersionsPanel(QWidget):
    """Compares two versions of a term; the two newest at first."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._versions: TermVersions | None = None
        self.heading = QLabel()
        self.heading.setObjectName("title")
        self.said = QLabel()
        self.said.setObjectName("muted")
        self.older = Version(self.tr("旧版本"))
        self.newer = Version(self.tr("新版本"))
        self.back = QPushButton(self.tr("返回规则"))
        self.back.clicked.connect(self.closed)
        for version in (self.older, self.newer):
            version.choice.currentIndexChanged.connect(lambda _index: self._compare())
        self._lay_out()

    @property
    def term(self) -> str:
        """Whose versions are shown; empty where none are."""
        return self._versions.term if self._versions else ""

    def show_versions(self, versions: TermVersions) -> None:
        """Show the versions of a term; two that were chosen stay chosen."""
        is_same = versions.term == self.term and self._versions is not None
        chosen = (self.older.choice.currentIndex(), self.newer.choice.currentIndex())
        count = len(versions.versions)
        if not is_same or max(chosen) >= count:
            chosen = (max(count - 2, 0), count - 1)
        self._versions = versions
        self.heading.setText(self.tr("{}：历次版本").format(term_label(versions.term)))
        for version, row in zip((self.older, self.newer), chosen, strict=True):
            version.choice.blockSignals(True)
            version.choice.clear()
            for number, rule in enumerate(versions.versions, start=1):
                day = shown(rule.captured_at, seconds=False).split(" ", maxsplit=1)[0]
                version.choice.addItem(self.tr("第 {} 版 · {}").format(number, day))
            version.choice.setCurrentIndex(row)
            version.choice.blockSignals(False)
        self._compare()

    def _compare(self) -> None:
        if self._versions is None:
            return
        rules = self._versions.versions
        first, second = rules[self.older.choice.currentIndex()], rules[self.newer.choice.currentIndex()]
        found = compare_versions(first, second)
        self.said.setText(
            self.tr("两个版本一字不差") if found.is_same else self.tr("划掉的是删去的字，加下划线的是新加的字")
        )
        sides = ((self.older, first, Side.FIRST, Mark.GONE), (self.newer, second, Side.SECOND, Mark.NEW))
        for version, rule, side, mark in sides:
            clause = rule.clause
            words = value_words(clause.term, clause.value)
            is_other = bool(found.value)
            version.value.show_text(words, [(0, len(words))] if is_other else (), mark)
            version.quote.show_text(clause.text, spans(found.text, side), mark)
            origin = self.tr("常见做法，不是本平台规则原文") if clause.is_common_practice else clause.source or ""
            at = self.tr("记录于 {}").format(shown(rule.captured_at))
            version.origin.show_text("\n".join(part for part in (at, origin) if part))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.back)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6 * theme.UNIT)
        for column, version in enumerate((self.older, self.newer)):
            grid.addWidget(version, 0, column)
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 0)
        layout.setSpacing(2 * theme.UNIT)
        layout.addLayout(head)
        layout.addWidget(self.said)
        layout.addWidget(scrolled(body), 1)
