"""Platforms on the left, the clauses of the chosen one on the right."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.orders import Platform
from app.domain.rules import PlatformRule
from app.domain.times import Clock
from app.gui import theme
from app.gui.empty import EmptyState
from app.gui.evidence.drop import DropTarget
from app.gui.evidence.incoming import Bring
from app.gui.platforms.clauses import ClausesPanel
from app.gui.platforms.desk import PlatformView
from app.gui.platforms.form import PlatformForm
from app.gui.platforms.rows import VIEW_ROLE, PlatformDelegate, PlatformModel
from app.gui.platforms.versions import VersionsPanel

_LIST_WIDTH = 50 * theme.UNIT


class PlatformsPage(QWidget):
    """Shows what is on record of each platform's rules; every wish leaves as a signal."""

    platform_asked = Signal(str, str, bool)
    generic_asked = Signal(str)
    pack_chosen = Signal(str, str)
    clause_asked = Signal(object, dict, object)
    draft_changed = Signal(object, dict)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._is_editable = True
        self._awaited = ""
        self.model = PlatformModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PlatformDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("平台"))
        self.add = QPushButton(self.tr("＋ 添加平台"))
        self.form = PlatformForm()
        self.clauses = ClausesPanel()
        self.versions = VersionsPanel()
        self.empty = EmptyState(
            self.tr("每个平台对取消和退款的规定不一样。先把规则记下来，出了问题才知道还能不能取消、该等多久。"),
            heading=self.tr("还没有平台"),
        )
        self.empty_add = self.empty.add_button(self.tr("添加平台"), primary=True)
        self._lay_out()
        self.drop = DropTarget(self.clauses, clock, self._promise)
        self._connect()
        self.show_platforms([])

    @property
    def platform(self) -> Platform | None:
        """The chosen platform."""
        view = self._chosen()
        return view.platform if view else None

    def show_platforms(self, views: list[PlatformView]) -> None:
        """Show the platforms; the chosen one stays chosen, with the form that is open over it."""
        before = self.platform
        name = self._awaited or (before.name if before else "")
        self.model.set_views(views)
        row = self.model.row_of(name)
        if not row.isValid() and views:
            row = self.model.index(0)
        if self._awaited and self.model.row_of(self._awaited).isValid():
            self._awaited = ""
            self._stack.setCurrentWidget(self.clauses)
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        if row.isValid():
            selection.setCurrentIndex(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        self.list.viewport().update()
        self._show_chosen()
        self._side.setVisible(bool(views))
        if self._stack.currentWidget() is not self._form_page:
            if not views:
                self._stack.setCurrentWidget(self.empty)
            elif self._stack.currentWidget() is self.empty:
                self._stack.setCurrentWidget(self.clauses)

    def choose(self, name: str) -> None:
        """Choose a platform, now or as soon as it is shown."""
        row = self.model.row_of(name)
        if row.isValid():
            self.list.setCurrentIndex(row)
            self._stack.setCurrentWidget(self.clauses)
        else:
            self._awaited = name

    def start_platform(self) -> None:
        """Show the form of a new platform."""
        if self._is_editable:
            self.flush()
            self._stack.setCurrentWidget(self._form_page)
            self.form.start()

    def on_platform_added(self, name: str) -> None:
        """Leave the form for the platform that is on record now."""
        self._stack.setCurrentWidget(self.clauses)
        self.choose(name)

    def on_recorded(self, rule: PlatformRule) -> None:
        """Close the form of the clause that is on record now."""
        if self.platform is not None and self.platform.id == rule.platform:
            self.clauses.close_form()

    def flush(self) -> None:
        """Keep what is typed and not kept yet."""
        self.clauses.flush()

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self._is_editable = editable
        for button in (self.add, self.empty_add):
            button.setEnabled(editable)
        self.drop.is_enabled = editable
        self.clauses.set_editable(editable)

    def _promise(self, count: int) -> str:
        if count > 1:
            return self.tr("一条规则附一张截图，松开鼠标只取第一张")
        return self.tr("松开鼠标，把截图作为规则的证据")

    def _chosen(self) -> PlatformView | None:
        view = self.list.currentIndex().data(VIEW_ROLE)
        return view if isinstance(view, PlatformView) else None

    def _connect(self) -> None:
        clauses = self.clauses
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.clicked.connect(lambda _index: self._stack.setCurrentWidget(clauses))
        self.add.clicked.connect(self.start_platform)
        self.empty_add.clicked.connect(self.start_platform)
        self.form.record_asked.connect(self.platform_asked)
        self.form.dismissed.connect(lambda: self._stack.setCurrentWidget(clauses if self.model.views else self.empty))
        clauses.clause_asked.connect(self.clause_asked)
        clauses.draft_changed.connect(self.draft_changed)
        clauses.generic_asked.connect(self._on_generic)
        clauses.pack_asked.connect(self._pick_pack)
        clauses.versions_asked.connect(self._show_versions)
        self.versions.closed.connect(lambda: self._stack.setCurrentWidget(clauses))
        self.drop.dropped.connect(self._on_dropped)

    def _on_generic(self) -> None:
        if self.platform is not None:
            self.generic_asked.emit(self.platform.name)

    def _on_current(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.clauses.flush()
        self._stack.setCurrentWidget(self.clauses)
        self._show_chosen()

    def _show_chosen(self) -> None:
        view = self._chosen()
        if view is None:
            return
        self.clauses.show_platform(view)
        found = next((each for each in view.terms if each.term == self.versions.term), None)
        if self._stack.currentWidget() is self.versions:
            if found is None:
                self._stack.setCurrentWidget(self.clauses)
            else:
                self.versions.show_versions(found)

    def _show_versions(self, term: str) -> None:
        view = self._chosen()
        for versions in view.terms if view else ():
            if versions.term == term:
                self.versions.show_versions(versions)
                self._stack.setCurrentWidget(self.versions)

    def _on_dropped(self, bring: Bring) -> None:
        if self.platform is not None:
            self.clauses.attach(bring)

    def _pick_pack(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("导入规则包"), "", self.tr("规则包 (*.toml);;所有文件 (*)"))
        if name and self.platform is not None:
            self.pack_chosen.emit(self.platform.name, name)

    def _lay_out(self) -> None:
        self._side = QWidget()
        self._side.setObjectName("pane")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(2 * theme.UNIT, 3 * theme.UNIT, 2 * theme.UNIT, 3 * theme.UNIT)
        side.setSpacing(2 * theme.UNIT)
        side.addWidget(self.list, 1)
        side.addWidget(self.add)
        self._side.setFixedWidth(_LIST_WIDTH)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT)
        column.addWidget(self.form)
        column.addStretch()
        self._stack = QStackedWidget()
        self._form_page = holder
        for page in (self.empty, holder, self.clauses, self.versions):
            self._stack.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._stack, 1)
