"""The main window: it wires pages, actions and the desk, and decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow

from app.casework.evidence import Intake
from app.domain.errors import InvalidField, PingjuError
from app.domain.evidence import Evidence, EvidenceId
from app.domain.orders import Order, OrderId
from app.domain.times import Clock
from app.gui import about, actions, errors
from app.gui.desk import Desk, ListView, OrderView
from app.gui.dossier.room import DossierRoom
from app.gui.evidence.gallery import Gallery
from app.gui.evidence.incoming import Bring, Files, can_take, incoming
from app.gui.evidence.room import EvidenceRoom
from app.gui.tasks import TaskRunner
from app.gui.window.finding import Finder
from app.gui.window.layout import FOLD_BELOW, WindowLayout
from app.gui.window.menus import fill_menus, keep_to
from app.gui.window.rooms import Rooms
from app.gui.window.saving import Saving
from app.gui.words import say


class MainWindow(QMainWindow):
    """The window of one vault."""

    def __init__(
        self,
        runner: TaskRunner,
        desk: Desk,
        clock: Clock,
        vault_folder: Path,
        settings: QSettings,
        *,
        resources: Path,
        notices: Path,
        is_read_only: bool = False,
    ) -> None:
        super().__init__()
        self.runner = runner
        self.desk = desk
        self._clock = clock
        self._settings = settings
        self._is_read_only = is_read_only
        self._total = 0
        self.parts = WindowLayout(clock)
        self.setCentralWidget(self.parts)
        self.setWindowTitle(self.tr("凭据匣 Pingju（只读）") if is_read_only else self.tr("凭据匣 Pingju"))
        self.setMinimumSize(820, 560)
        self.saving = Saving(self, desk)
        is_editable = not is_read_only
        self.rooms = Rooms(self.parts, runner, desk, clock, resources, notices, is_editable=is_editable)
        cases, made = self.rooms.reader.cases, self.rooms.join_viewer
        self.gallery = Gallery(runner, vault_folder, readings=cases, is_editable=is_editable, made=made)
        self.rooms.order_asked.connect(self._on_order_chosen)
        self.rooms.new_order_asked.connect(self._start_order_from)
        self.evidence = EvidenceRoom(self.parts, runner, desk, vault_folder, clock, notices)
        self.evidence.compare_asked.connect(lambda left, right: self.gallery.room(self).compare(left, right))
        tab, bar = self.parts.order_page.dossier, self.parts.taskbar
        self.dossier_room = DossierRoom(
            tab, bar, runner, desk, clock, vault_folder, resources, settings, is_editable=is_editable
        )
        self.finder = Finder(self, self, runner, self.rooms, self._on_order_chosen, self.gallery)
        self.named_actions: dict[str, QAction] = {}
        self._make_actions()
        self.finder.offer(self.named_actions.values())
        self._wire_pages()
        self._wire_desk()
        self._restore_look()
        self._show_editable()
        self._update_undo()
        self.desk.load_draft()
        self.desk.refresh()

    # --- wiring -----------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        do: dict[str, Callable[[], object]] = {
            "new_order": self.start_order,
            "add_files": self.pick_files,
            "import": self.rooms.statements.choose_files,
            "paste_chat": self.rooms.statements.paste_chat,
            "export": self.export_dossier,
            "verify": self.desk.verify,
            "demo": self.desk.load_demo,
            "quit": self.close,
            "undo": lambda: self._go_back(self.desk.undo),
            "redo": lambda: self._go_back(self.desk.redo),
            "paste": self.paste,
            "trash": self.trash,
            "search": self._search,
            "find": self.finder.box.start,
            "preview": self._preview_chosen,
            "keys": lambda: about.show_keys(self),
            "about": lambda: about.show_about(self),
        }
        self.named_actions = fill_menus(self, do, is_read_only=self._is_read_only)
        # Elsewhere Space presses the button that has the focus, and Delete is no word about evidence.
        grid, orders = self.parts.order_page.evidence.grid, self.parts.orders.list
        keep_to(self.named_actions["preview"], [grid])
        keep_to(self.named_actions["trash"], [grid, orders])

    def _wire_pages(self) -> None:
        parts = self.parts
        page, evidence = parts.order_page, parts.order_page.evidence
        parts.places.place_chosen.connect(self._go)
        parts.new_order.clicked.connect(self.start_order)
        parts.welcome_new.clicked.connect(self.start_order)
        parts.welcome_demo.clicked.connect(self.desk.load_demo)
        parts.orders.order_chosen.connect(self._on_order_chosen)
        parts.orders.query_changed.connect(self._on_query)
        parts.new_page.record_asked.connect(self.desk.record_order)
        parts.new_page.draft_changed.connect(self.desk.keep_draft)
        parts.new_page.dismissed.connect(self._discard_new_order)
        page.field_edited.connect(self._on_field_edited)
        page.dropped.connect(self._add_to_current)
        evidence.files_asked.connect(self.pick_files)
        evidence.thumbnail_wanted.connect(lambda sha256: self.gallery.draw(sha256, evidence.set_thumbnail))
        evidence.edited.connect(self.desk.edit_evidence)
        evidence.preview_asked.connect(self._preview)
        evidence.export_asked.connect(self.saving.original)
        evidence.trash_asked.connect(lambda items: self.desk.trash_evidence([item.id for item in items]))
        parts.trash.restore_asked.connect(self.desk.restore)
        parts.trash.purge_asked.connect(self._purge)
        parts.taskbar.undo_asked.connect(lambda: self._go_back(self.desk.undo))
        for target in (parts.list_drop, parts.welcome_drop, parts.idle_drop):
            target.dropped.connect(self._start_order_with)

    def _wire_desk(self) -> None:
        desk, bar = self.desk, self.parts.taskbar
        desk.lists_loaded.connect(self._on_lists)
        desk.order_loaded.connect(self._on_order)
        desk.order_recorded.connect(self._on_recorded)
        desk.order_refused.connect(self._on_order_refused)
        desk.field_refused.connect(self._on_field_refused)
        desk.evidence_added.connect(self._on_evidence_added)
        desk.draft_loaded.connect(self.parts.new_page.start)
        desk.done.connect(lambda words: bar.tell(words, can_undo=desk.history.next_undo is not None))
        desk.told.connect(bar.tell)
        desk.history_changed.connect(self._update_undo)
        self.runner.failed.connect(self._on_failed)
        self.runner.task_started.connect(bar.start)
        self.runner.task_progressed.connect(bar.advance)
        self.runner.task_ended.connect(bar.end)

    # --- what the user does -----------------------------------------------------------------------------

    def start_order(self) -> None:
        """Show the form of a new order."""
        self._flush()
        self.parts.places.choose("orders")
        self.parts.show_page(self.parts.new_page)
        self.parts.new_page.focus_first()

    def pick_files(self) -> None:
        """Let the user choose pictures for the present order."""
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("选择截图"),
            str(self._settings.value("picked_from", "")),
            self.tr("图片 (*.png *.jpg *.jpeg *.webp *.heic *.heif *.gif *.bmp *.tif *.tiff);;所有文件 (*)"),
        )
        if names:
            self._settings.setValue("picked_from", str(Path(names[0]).parent))
            self._bring(Files(tuple(Path(name) for name in names)))

    def paste(self) -> None:
        """Take the clipboard's image or files in as evidence."""
        data = QGuiApplication.clipboard().mimeData()
        bring = incoming(data, self._clock.now()) if data is not None and can_take(data) else None
        if bring is None:
            self.parts.taskbar.tell(self.tr("剪贴板里没有图片。请先截图或复制图片，再按 Ctrl+V。"))
            return
        self._bring(bring)

    def trash(self) -> None:
        """Put the chosen evidence in the trash, or the chosen order where the list has the focus."""
        if self.parts.orders.list.hasFocus() and self.desk.current is not None:
            self.desk.trash_order(self.desk.current)
        elif chosen := self._chosen_evidence():
            self.desk.trash_evidence([item.id for item in chosen])

    def export_dossier(self) -> None:
        """Ask where to and write the dossier of the present order."""
        if self.parts.order_page.order is None or self.parts.pages.currentWidget() is not self.parts.order_page:
            self.parts.taskbar.tell(self.tr("请先在左边选择一笔订单。"))
            return
        self._flush()
        self.dossier_room.export_pdf()

    def _bring(self, bring: Bring) -> None:
        if self.parts.order_page.case.take(bring):
            return
        if self.parts.pages.currentWidget() is self.parts.order_page or self.gallery.is_open:
            self._add_to_current(bring)
        else:
            self._start_order_with(bring)

    def _add_to_current(self, bring: Bring) -> None:
        order = self.parts.order_page.order
        if order is None:
            return
        if isinstance(bring, Files) and bring.others:
            # Their rows and messages come in too, not only the file.
            self.rooms.statements.import_files(list(bring.others), order.id)
            bring = Files(bring.pictures)
            if not bring.paths:
                return
        self.parts.order_page.show_evidence()
        self.desk.add_evidence(order.id, bring)

    def _start_order_with(self, bring: Bring) -> None:
        if isinstance(bring, Files) and bring.others:
            self.rooms.statements.import_files(list(bring.others))
            bring = Files(bring.pictures)
            if not bring.paths:
                return
        self.start_order()
        self.parts.new_page.attach(bring)

    def _start_order_from(self, fields: dict[str, str]) -> None:
        self.parts.new_page.start({**self.parts.new_page.fields.texts(), **fields})
        self.parts.new_page.flush()
        self.start_order()

    def _discard_new_order(self) -> None:
        self.desk.drop_draft()
        self.parts.new_page.clear()
        self._show_orders_place()

    def _search(self) -> None:
        self._go("orders")
        self.parts.orders.search.setFocus()
        self.parts.orders.search.selectAll()

    def _go(self, place: str) -> None:
        self._flush()
        self.parts.places.choose(place)
        if place in self.parts.places_of:
            self.parts.show_page(self.parts.places_of[place])
            self.rooms.refresh(place)
        else:
            self._show_orders_place()

    def _show_orders_place(self) -> None:
        parts = self.parts
        if parts.order_page.order is not None and self.desk.current is not None:
            parts.show_page(parts.order_page)
        else:
            parts.show_page(parts.nothing_chosen if self._total else parts.welcome)

    def _chosen_evidence(self) -> list[Evidence]:
        tab = self.parts.order_page.evidence
        return tab.chosen() if tab.isVisible() else []

    def _preview_chosen(self) -> None:
        for item in self._chosen_evidence()[:1]:
            self._preview(item)

    def _go_back(self, step: Callable[[], None]) -> None:
        self._flush()
        step()

    def _preview(self, item: Evidence | None) -> None:
        if item is not None and not self.evidence.open_other(item):
            self.gallery.look(item, self)

    def _purge(self, items: list[int]) -> None:
        if errors.confirm_purge(self, len(items)):
            self.desk.purge([EvidenceId(item) for item in items])

    # --- what the desk tells ----------------------------------------------------------------------------

    def _on_lists(self, view: ListView) -> None:
        parts = self.parts
        self._total = view.total
        parts.orders.show_orders(view.orders, chosen=self.desk.current)
        parts.trash.show_trash(view.trashed_orders, view.trashed_evidence)
        parts.places.show_counts(orders=view.total, trash=len(view.trashed_orders) + len(view.trashed_evidence))
        for page in (parts.new_page.fields, parts.order_page.facts):
            page.suggest("platform", view.platforms)
            page.suggest("merchant", view.merchants)
        self.named_actions["demo"].setEnabled(not view.total and not self._is_read_only)
        self.gallery.prepare(self)
        elsewhere = {parts.new_page, *parts.places_of.values()}
        if parts.pages.currentWidget() not in elsewhere and self.desk.current is None:
            self._show_orders_place()

    def _on_order(self, view: OrderView) -> None:
        self.parts.order_page.show_order(view.order, view.evidence, view.gaps)
        self.rooms.show_case(view.order.id)
        if self.parts.pages.currentWidget() in {self.parts.welcome, self.parts.nothing_chosen}:
            self.parts.show_page(self.parts.order_page)

    def _on_order_chosen(self, order: OrderId) -> None:
        self._flush()
        self.parts.places.choose("orders")
        self.parts.show_page(self.parts.order_page)
        self.parts.orders.mark(order)
        self.desk.open_order(order)

    def _on_query(self) -> None:
        self.desk.search(self.parts.orders.query, self.parts.orders.status)

    def _on_recorded(self, _order: Order) -> None:
        self.parts.new_page.clear()
        self.parts.order_page.show_evidence()
        self.parts.show_page(self.parts.order_page)

    def _on_order_refused(self, error: BaseException) -> None:
        field = error.field if isinstance(error, InvalidField) else None
        self.parts.new_page.show_problem(field, errors.beneath_field(error))

    def _on_field_edited(self, name: str, text: str) -> None:
        if self.parts.order_page.order is not None:
            self.desk.edit_order(self.parts.order_page.order.id, name, text)

    def _on_field_refused(self, key: int, name: str, error: InvalidField | None) -> None:
        page = self.parts.order_page
        problem = "" if error is None else errors.beneath_field(error)
        if page.order is not None and key == page.order.id and name in page.facts.fields:
            page.facts.set_problem(name, problem)
        page.evidence.describe.note_answer(key, name)
        if key == page.evidence.describe.item_id:
            page.evidence.describe.set_problem(name, problem)

    def _on_evidence_added(self, order: OrderId, intake: Intake) -> None:
        if self.desk.current == order and intake.added:
            self.parts.order_page.evidence.choose_when_shown([added.evidence.id for added in intake.added])

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, PingjuError) and not errors.needs_dialog(error):
            self.parts.taskbar.tell(errors.sentence(error))
        else:
            errors.show(self, error)

    # --- look -------------------------------------------------------------------------------------------

    def _update_undo(self) -> None:
        for name, change in (("undo", self.desk.history.next_undo), ("redo", self.desk.history.next_redo)):
            action = self.named_actions[name]
            action.setEnabled(change is not None and not self._is_read_only)
            words = next(spec.words for spec in actions.actions() if spec.name == name)
            action.setText(self.tr("{}：{}").format(words, say(change.label)) if change else words)

    def _show_editable(self) -> None:
        if not self._is_read_only:
            return
        parts = self.parts
        parts.order_page.set_editable(False)
        parts.trash.set_editable(False)
        self.rooms.set_editable(False)
        for widget in (parts.new_order, parts.welcome_new, parts.welcome_demo):
            widget.setEnabled(False)
        for target in (parts.list_drop, parts.welcome_drop, parts.idle_drop):
            target.is_enabled = False

    def _restore_look(self) -> None:
        self.resize(1280, 800)
        geometry, panes = self._settings.value("geometry"), self._settings.value("panes")
        if geometry:
            self.restoreGeometry(geometry)
        if panes:
            self.parts.splitter.restoreState(panes)

    def _flush(self) -> None:
        self.parts.order_page.flush()
        self.gallery.flush()
        self.rooms.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the places where the window is narrow."""
        super().resizeEvent(event)
        self.parts.places.fold(self.width() < FOLD_BELOW)

    def changeEvent(self, event: QEvent) -> None:
        """Save what is typed when the window loses the user's attention."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed, let the vault finish, remember the window's look."""
        self._flush()
        if self.parts.pages.currentWidget() is self.parts.new_page and not self._is_read_only:
            self.parts.new_page.flush()
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("panes", self.parts.splitter.saveState())
        self.dossier_room.close()
        self.runner.close()
        self.rooms.close()
        super().closeEvent(event)
