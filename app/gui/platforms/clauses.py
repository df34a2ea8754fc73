"""The chosen platform's clauses, one under the other, and the form of a clause above them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.casework.rule_versions import TermVersions
from app.domain.rules import TERMS
from app.gui import theme
from app.gui.empty import EmptyState
from app.gui.evidence.incoming import Bring
from app.gui.platforms.clause import ClauseView
from app.gui.platforms.desk import PlatformView
from app.gui.platforms.form import ClauseForm
from app.gui.scrolling import ElidedLabel, scrolled

_SIDE = 4 * theme.UNIT
_WIDEST = 860


class ClausesPanel(QWidget):
    """Shows one platform; the form stays as it is while the same platform is shown again."""

    clause_asked = Signal(object, dict, object)
    draft_changed = Signal(object, dict)
    generic_asked = Signal()
    pack_asked = Signal()
    versions_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._view: PlatformView | None = None
        self._is_editable = True
        self.views: list[ClauseView] = []
        self._terms: list[TermVersions] = []
        self.name = ElidedLabel()
        self.name.setObjectName("title")
        self.url = ElidedLabel()
        self.url.setObjectName("meta")
        self.hint = QLabel(wordWrap=True)
        self.hint.setObjectName("muted")
        self.add = QPushButton(self.tr("＋ 添加规则"))
        self.generic = QPushButton(self.tr("加入常见做法"))
        self.pack = QPushButton(self.tr("导入规则包…"))
        self.form = ClauseForm()
        self.form.hide()
        self.nothing = EmptyState(
            self.tr("打开平台的交易规则页，截图拖到这里；也可以先加入卡盟的常见做法。"),
            drawing="drop",
            heading=self.tr("还没有规则"),
        )
        self._lay_out()
        self.add.clicked.connect(lambda _checked: self.open_form())
        self.generic.clicked.connect(self.generic_asked)
        self.pack.clicked.connect(self.pack_asked)
        self.form.record_asked.connect(self._on_record)
        self.form.draft_changed.connect(self._on_draft)
        self.form.dismissed.connect(self._on_dismissed)

    def show_platform(self, view: PlatformView) -> None:
        """Show a platform's clauses; another platform brings its own draft."""
        is_same = self._view is not None and self._view.platform.id == view.platform.id
        place = self._area.verticalScrollBar().value()
        self._view = view
        self.name.set_full_text(view.platform.name)
        self.url.set_full_text(view.platform.url or "")
        self.url.setVisible(bool(view.platform.url))
        self._show_clauses(view)
        self._show_hint(view)
        if not is_same:
            self.form.setVisible(bool(view.draft) and self._is_editable)
            self.form.start(view.draft)
        self._area.verticalScrollBar().setValue(place if is_same else 0)

    def open_form(self, term: str = "") -> None:
        """Show the form, empty or with the standing clause of a term to be replaced."""
        if self._view is None or not self._is_editable:
            return
        standing = next((each.standing for each in self._view.terms if each.term == term), None)
        if self._is_writing_other(term):
            self.form.problem.setText(self.tr("请先记录或放弃正在写的这一条"))
        elif standing is not None or not self.form.isVisible():
            self.form.start({}, standing)
        self.form.show()
        self._area.verticalScrollBar().setValue(0)
        self.form.focus_first()

    def close_form(self) -> None:
        """Hide the form and forget what was in it."""
        self.form.hide()
        self.form.start({})

    def attach(self, shot: Bring) -> None:
        """Put a screenshot on the form, opening it where it is closed."""
        if not self.form.isVisible():
            self.open_form()
        self.form.attach(shot)

    def flush(self) -> None:
        """Keep what is typed and not kept yet."""
        if not self.form.isHidden():
            self.form.flush()

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self._is_editable = editable
        for widget in (self.add, self.generic, self.pack, self.form):
            widget.setEnabled(editable)
        for view in self.views:
            view.replace.setEnabled(editable)

    def _show_clauses(self, view: PlatformView) -> None:
        self.nothing.setVisible(not view.terms)
        if view.terms == self._terms:
            # Made anew they would take the focus, or the button from under the mouse.
            return
        self._terms = view.terms
        for clause in self.views:
            self._clauses.removeWidget(clause)
            clause.hide()
            clause.deleteLater()
        order = {term: place for place, term in enumerate(TERMS)}
        terms = sorted(view.terms, key=lambda each: order.get(each.term, len(order)))
        self.views = [ClauseView(each, is_editable=self._is_editable) for each in terms]
        for clause in self.views:
            clause.replace_asked.connect(self.open_form)
            clause.versions_asked.connect(self.versions_asked)
            self._clauses.addWidget(clause)

    def _show_hint(self, view: PlatformView) -> None:
        count = view.common_count
        words = self.tr("{} 条只是常见做法。请到平台规则页找到原文，截图后换上，投诉时才站得住。").format(count)
        self.hint.setText(words)
        self.hint.setVisible(count > 0)
        self.generic.setVisible(not view.terms)

    def _is_writing_other(self, term: str) -> bool:
        texts = self.form.texts()
        return bool(term) and self.form.isVisible() and bool(texts["text"].strip()) and texts["term"] != term

    def _on_record(self, typed: dict[str, str], shot: Bring | None) -> None:
        if self._view is not None:
            self.clause_asked.emit(self._view.platform, typed, shot)

    def _on_draft(self, fields: dict[str, str]) -> None:
        if self._view is not None:
            self.draft_changed.emit(self._view.platform.id, fields)

    def _on_dismissed(self) -> None:
        self.close_form()
        self._on_draft({})

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, _SIDE, _SIDE, 2 * theme.UNIT)
        head.setSpacing(theme.UNIT)
        head.addWidget(self.name)
        head.addWidget(self.url)
        head.addWidget(self.hint)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.UNIT)
        for button in (self.add, self.generic, self.pack):
            buttons.addWidget(button)
        buttons.addStretch()
        head.addSpacing(theme.UNIT)
        head.addLayout(buttons)
        body = QWidget()
        body.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(body)
        column.setContentsMargins(_SIDE, 2 * theme.UNIT, _SIDE, _SIDE)
        column.setSpacing(4 * theme.UNIT)
        column.addWidget(self.form)
        column.addWidget(self.nothing)
        self._clauses = QVBoxLayout()
        self._clauses.setSpacing(2 * theme.UNIT)
        column.addLayout(self._clauses)
        self._area: QScrollArea = scrolled(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
