"""The pages beside the orders' own, joined to their desks: case, today, platforms, merchants, purchase check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from app.casework.merchants import MerchantRecord
from app.domain.cancellation import CancellationId
from app.domain.evidence import EvidenceKind
from app.domain.orders import OrderId
from app.domain.times import Clock
from app.gui.case_page.desk import CaseDesk
from app.gui.desk import Desk
from app.gui.importing.rooms import StatementRooms
from app.gui.merchants import wiring as merchants_wiring
from app.gui.merchants.desk import MerchantsDesk
from app.gui.new_order.desk import ReadingDesk
from app.gui.order_page.records_desk import RecordsDesk
from app.gui.platforms import wiring as platforms_wiring
from app.gui.platforms.desk import PlatformsDesk
from app.gui.tasks import TaskRunner
from app.gui.today.desk import TodayDesk
from app.gui.viewer.reading import PictureReader
from app.gui.viewer.room import ViewerRoom
from app.gui.window.layout import WindowLayout
from app.gui.words import say


class Rooms(QObject):
    """Makes the desks of the other pages and joins them; what concerns the whole window leaves as a signal."""

    order_asked = Signal(object)
    new_order_asked = Signal(dict)

    def __init__(
        self,
        parts: WindowLayout,
        runner: TaskRunner,
        desk: Desk,
        clock: Clock,
        resources: Path,
        notices: Path,
        *,
        is_editable: bool = True,
    ) -> None:
        super().__init__()
        self._parts = parts
        self._desk = desk
        self.case = CaseDesk(runner, desk.history, clock, resources, notices)
        self.today = TodayDesk(runner, clock, notices)
        self.platforms = PlatformsDesk(runner, desk.history)
        self.merchants = MerchantsDesk(runner)
        # The new order's form asks for itself: a desk answers only the last question.
        self._names = MerchantsDesk(runner)
        self.records = RecordsDesk(runner, desk.history)
        self.reading = ReadingDesk(runner, resources)
        self.reader = PictureReader(runner, self.reading.session, resources, is_editable=is_editable)
        self.statements = StatementRooms(parts.statements, runner, desk.history, clock)
        self._join_case()
        self._join_new_order()
        self._join_statements()
        self._join_records()
        self._join_today()
        self._join_platforms(resources / "rules" / "generic.toml")
        self._join_merchants()
        desk.lists_loaded.connect(lambda _view: self._follow())
        self.merchants.load_draft()
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self.today.refresh)
        self._minute.start()

    def show_case(self, order: OrderId) -> None:
        """Show the case of an order, and its newest state where it is shown already."""
        self.records.open(order)
        if self.case.order == order:
            self.case.refresh()
        else:
            self.case.open(order)

    def refresh(self, place: str) -> None:
        """Load a place again."""
        desks: dict[str, Callable[[], None]] = {
            "today": self.today.refresh,
            "platforms": self.platforms.refresh,
            "merchants": self.merchants.refresh,
            "purchase": self.merchants.refresh,
        }
        if place in desks:
            desks[place]()
        self.statements.refresh(place)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes, for a vault that is open for reading."""
        self._parts.platforms.set_editable(editable)
        self._parts.purchase.set_editable(editable)
        self.statements.set_editable(editable)

    def join_viewer(self, viewer: ViewerRoom) -> None:
        """Have the picture that is looked at read."""
        viewer.page.item_shown.connect(self.reader.look_at)
        self.reader.read.connect(viewer.set_readings)
        facts = viewer.page.facts
        self.reader.times_known.connect(lambda key, times: facts.show_times(times) if facts.item_id == key else None)

    def close(self) -> None:
        """End what runs beside the window."""
        self.reading.close()

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        self._parts.platforms.flush()
        self._parts.purchase.flush()
        self.statements.flush()

    def _follow(self) -> None:
        """Follow a change of the orders where somebody looks, and count what burns."""
        self.today.refresh()
        shown = self._parts.pages.currentWidget()
        for place in ("platforms", "merchants", "payments", "chats"):
            if shown is self._parts.places_of[place]:
                self.refresh(place)

    def _join_case(self) -> None:
        page, case, desk = self._parts.order_page.case, self.case, self._desk
        case.case_loaded.connect(page.show_file)
        case.refused.connect(page.show_refusal)
        case.done.connect(desk.done)
        case.changed.connect(self._on_changed)
        page.start_asked.connect(case.open_case)
        page.record_asked.connect(case.record)
        page.letter_sent.connect(case.record_letter)
        page.undo_asked.connect(case.undo_last)
        page.case_chosen.connect(self._show_earlier)
        page.refresh_wanted.connect(case.refresh)
        page.told.connect(desk.told)
        page.evidence_wanted.connect(self._pick_evidence)
        page.evidence_chosen.connect(lambda item: self._parts.order_page.show_evidence([item]))
        page.proof_files_asked.connect(self._pick_proof)

    def _join_records(self) -> None:
        panel, records = self._parts.order_page.records, self.records
        panel.code_typed.connect(records.keep_code)
        panel.code_asked.connect(records.reveal)
        panel.code_dropped.connect(records.drop_code)
        panel.deadline_typed.connect(records.set_deadline)
        panel.deadline_closed.connect(records.close_deadline)
        records.loaded.connect(panel.show_records)
        records.revealed.connect(panel.show_code)
        records.taken.connect(panel.clear_typed)
        records.refused.connect(lambda error: panel.show_problem(f"{say(error.problem)}。{say(error.remedy)}"))
        records.done.connect(self._desk.done)
        records.changed.connect(self._on_changed)

    def _join_new_order(self) -> None:
        form, reading = self._parts.new_page, self.reading
        form.attached.connect(reading.read)
        form.dismissed.connect(reading.forget)
        self._desk.order_recorded.connect(lambda _order: reading.forget())
        reading.started.connect(form.reading.say_reading)
        reading.missing.connect(form.reading.say_missing)
        reading.fields_read.connect(form.show_read)

    def _join_statements(self) -> None:
        statements = self.statements
        statements.done.connect(self._desk.done)
        statements.changed.connect(self._on_changed)
        statements.order_chosen.connect(self.order_asked)
        statements.new_order_asked.connect(self.new_order_asked)
        page = self._parts.order_page
        page.chat_asked.connect(statements.show_chat)
        page.payment_asked.connect(statements.show_payment)
        statements.place_asked.connect(lambda place: self._parts.places.button(place).click())

    def _join_today(self) -> None:
        page, today = self._parts.today, self.today
        today.today_loaded.connect(page.show_today)
        today.today_loaded.connect(lambda found: self._parts.orders.show_clocks(found.clocks))
        today.told.connect(self._desk.told)
        page.order_chosen.connect(self._show_case_of)
        page.refresh_asked.connect(today.refresh)
        page.calendar_asked.connect(self._export_calendar)
        page.count_changed.connect(lambda count: self._parts.places.show_counts(today=count))

    def _join_platforms(self, generic_pack: Path) -> None:
        page, platforms = self._parts.platforms, self.platforms
        platforms_wiring.connect(page, platforms, generic_pack)
        platforms.done.connect(self._desk.done)
        platforms.changed.connect(self._on_changed)
        platforms.history_changed.connect(self._desk.history_changed)

    def _join_merchants(self) -> None:
        page, purchase, merchants = self._parts.merchants, self._parts.purchase, self.merchants
        merchants_wiring.connect(page, purchase, merchants)
        page.check_asked.connect(lambda: self._parts.places.button("purchase").click())
        page.merchant_chosen.connect(self._show_orders_of)
        purchase.order_asked.connect(self.new_order_asked)
        form = self._parts.new_page
        form.merchant_named.connect(self._names.ask_conduct)
        self._names.conduct_loaded.connect(form.show_conduct)

    def _show_earlier(self, key: CancellationId) -> None:
        if self.case.order is not None:
            self.case.open(self.case.order, key)

    def _show_case_of(self, order: OrderId) -> None:
        """Open an order where today's step is told in full and can be recorded."""
        self.order_asked.emit(order)
        tabs = self._parts.order_page.tabs
        tabs.setCurrentWidget(self._parts.order_page.case)
        # Today's list is hidden by now: Qt would hand the focus on to the button of another place.
        tabs.setFocus()

    def _show_orders_of(self, record: MerchantRecord) -> None:
        self._parts.places.button("orders").click()
        self._parts.orders.search.setText(record.name)

    def _on_changed(self) -> None:
        self._desk.history_changed.emit()
        self._desk.refresh()

    def _pick_evidence(self, kind: str) -> None:
        files = self._pick()
        if files and self.case.order is not None:
            self._desk.add_evidence(self.case.order, lambda: list(files), EvidenceKind(kind))

    def _pick_proof(self) -> None:
        files = self._pick()
        if files:
            self._parts.order_page.case.strip.attach(files)

    def _pick(self) -> list[Path]:
        names, _ = QFileDialog.getOpenFileNames(self._parts, self.tr("选择截图"))
        return [Path(name) for name in names]

    def _export_calendar(self) -> None:
        suggested = str(Path.home() / self.tr("期限.ics"))
        name, _ = QFileDialog.getSaveFileName(self._parts, self.tr("导出到日历"), suggested, "iCalendar (*.ics)")
        if name:
            self.today.export_calendar(Path(name))
