"""Joins the dossier's tab to its desk: what is previewed when, and where files go."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSettings, QTimer

from app.casework.dossier_changes import changes_since
from app.casework.dossier_preview import Composed, Preview, Wish
from app.casework.dossier_sizes import REDUCED_DPI, Size
from app.casework.dossiers import megabytes
from app.casework.steps import Steps
from app.domain.errors import InvalidField, PingjuError
from app.domain.evidence import EvidenceId
from app.domain.exports import Export
from app.domain.gaps import Gap
from app.domain.orders import Order, OrderId
from app.domain.times import Clock
from app.gui import errors
from app.gui.desk import Desk, OrderView
from app.gui.dossier.about import About
from app.gui.dossier.channels import ChannelsDesk
from app.gui.dossier.desk import DossierDesk
from app.gui.dossier.drawing import PageDrawer
from app.gui.dossier.exporting import Exporting
from app.gui.dossier.sheets import Sheet
from app.gui.dossier.sizing import Sizing
from app.gui.dossier.tab import DossierTab
from app.gui.tasks import TaskRunner
from app.gui.window.taskbar import TaskBar
from app.gui.words import say

_REST_MS: Final = 120
"""How long changes rest before the preview is made anew."""
_SAME_TIME: Final = timedelta(minutes=10)
"""So long a preview states one time, so that an edit changes no page but its own."""


class DossierRoom(QObject):
    """Follows the present order while its dossier is looked at."""

    def __init__(
        self,
        tab: DossierTab,
        taskbar: TaskBar,
        runner: TaskRunner,
        desk: Desk,
        clock: Clock,
        vault_folder: Path,
        resources: Path,
        settings: QSettings,
        *,
        is_editable: bool = True,
    ) -> None:
        super().__init__(tab)
        self._tab = tab
        self._taskbar = taskbar
        self._runner = runner
        self._window_desk = desk
        self._clock = clock
        self._settings = settings
        self.desk = DossierDesk(runner, desk.history, vault_folder, resources)
        self._channels = ChannelsDesk(runner, clock, resources)
        self._sizing = Sizing(runner, vault_folder, resources)
        self._drawer = PageDrawer(runner)
        self.preview: Preview | None = None
        self._order: Order | None = None
        self._about: About | None = None
        self._at: datetime | None = None
        self._texts_of: tuple[OrderId, str] | None = None
        self._is_stale = True
        self._max_bytes: int | None = None
        self._fit_dpi: int | None = None
        self._found: Composed | None = None
        self._exporting = Exporting(tab, taskbar, self.desk, clock, settings, lambda: self._wish(is_final=True))
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.refresh)
        tab.sent.clock = clock
        tab.set_editable(is_editable)
        self._connect_tab()
        self._connect_changes()
        self._connect_desk()

    @property
    def order(self) -> Order | None:
        """The order whose dossier it is."""
        return self._order

    @property
    def is_settled(self) -> bool:
        """Whether the preview is that of the dossier as it is now."""
        return not self._is_stale and not self._rest.isActive() and not self.desk.is_previewing

    def refresh(self) -> None:
        """Make the preview anew, where somebody looks."""
        self._rest.stop()
        if self._order is None or not self._tab.isVisible():
            self._is_stale = True
            return
        wish = self._wish()
        if wish is None:
            return
        self._is_stale = False
        self._sizing.stop()
        self._max_bytes, self._fit_dpi = wish.max_bytes, wish.fit_dpi
        if wish.max_bytes is None:
            self._tab.outgoing.offer_size_choice(False)
        self._tab.start_waiting()
        self.desk.preview(wish)
        self.desk.load_about(wish.order)
        self.desk.find_gaps(wish)

    def export_pdf(self) -> None:
        """Ask where to and write the PDF."""
        self._exporting.pdf()

    def close(self) -> None:
        """End the preview and remove its file; called before the runner closes."""
        self._rest.stop()
        self._sizing.stop()
        self.desk.stop()
        self._drawer.set_preview(None)
        if self.preview is not None:
            self.preview.close()
            self.preview = None

    # --- what is wished ---------------------------------------------------------------------------------

    def _wish(self, *, is_final: bool = False) -> Wish | None:
        """Return what the dossier shall be; None where there is no order, or its size makes no sense."""
        options, now = self._tab.outgoing.options, self._clock.now()
        if self._order is None:
            return None
        try:
            most = megabytes(options.size) if options.size else None
        except InvalidField as error:
            self._tab.outgoing.set_size_problem(errors.beneath_field(error))
            return None
        self._tab.outgoing.set_size_problem("")
        if self._at is None or not timedelta(0) <= now - self._at < _SAME_TIME:
            self._at = now
        at = now if is_final else self._at
        self._exporting.number = self._order.facts.number
        fit = REDUCED_DPI if options.reduces and most is not None else None
        return Wish(self._order.id, self._tab.recipient, at, options.redact, options.attach_originals, most, fit)

    def _connect_tab(self) -> None:
        tab, out = self._tab, self._tab.outgoing
        self._window_desk.order_loaded.connect(self._on_order)
        tab.shown.connect(self._on_shown)
        tab.hidden.connect(self._on_hidden)
        tab.stop_asked.connect(self._on_stop)
        tab.preview_asked.connect(self.refresh)
        out.wish_changed.connect(self._rest.start)
        tab.pages.wanted.connect(self._drawer.want_pages)
        tab.thumbnails.wanted.connect(self._drawer.want_small)
        self._drawer.drawn.connect(tab.pages.put)
        self._drawer.small_drawn.connect(tab.thumbnails.put)
        self._drawer.failed.connect(lambda error: tab.show_problem(errors.sentence(error)))
        tab.sent.told.connect(self._taskbar.tell)
        tab.sent.changes_wanted.connect(self._load_changes)

    def _connect_changes(self) -> None:
        side = self._tab.side
        side.section_shown.connect(lambda name: side.packs.ask_for_words() if name == "packs" else None)
        side.exhibits.reordered.connect(self._reorder)
        side.exhibits.exhibits.ticked.connect(self._tick)
        side.exhibits.exhibits.described.connect(self.desk.describe)
        side.texts.written.connect(self._write)
        side.texts.given_back.connect(lambda part: self._write(part, None))
        side.people.person_typed.connect(self.desk.save_person)
        side.people.identity_typed.connect(self._save_identity)
        side.packs.words_wanted.connect(self._load_words)
        side.packs.told.connect(self._taskbar.tell)
        side.packs.limit_typed.connect(self._channels.edit)
        side.packs.new_asked.connect(self._channels.add)
        side.packs.drop_asked.connect(self._channels.drop)
        self._channels.refused.connect(self._on_refused_limit)
        self._channels.changed.connect(self._on_channels)

    def _connect_desk(self) -> None:
        desk, tab = self.desk, self._tab
        desk.composed.connect(self._on_composed)
        desk.preview_made.connect(self._on_preview)
        desk.preview_failed.connect(self._on_preview_failed)
        self._sizing.counted.connect(self._on_counted)
        self._sizing.refused.connect(self._on_size_refused)
        desk.progressed.connect(tab.show_progress)
        desk.about_loaded.connect(self._on_about)
        desk.gaps_found.connect(self._on_gaps)
        desk.words_loaded.connect(tab.side.packs.show_words)
        desk.field_refused.connect(self._on_refused_field)
        desk.recorded.connect(self._load_about)
        desk.refused.connect(self._on_refused)
        desk.done.connect(self._window_desk.done)
        desk.changed.connect(self._on_changed)

    # --- following the order ----------------------------------------------------------------------------

    def _on_order(self, view: OrderView) -> None:
        is_same = self._order is not None and self._order.id == view.order.id
        self._order = view.order
        self._is_stale = True
        if not is_same:
            self.desk.stop()
            self._at = None
            self._about = None
            self._sizing.stop()
            self._tab.outgoing.show_size("")
            self._tab.outgoing.offer_size_choice(False)
            self._drop_preview()
            self._tab.clear()
            self._tab.side.exhibits.show_rows([])
        if self._tab.isVisible():
            self._rest.start()

    def _on_shown(self) -> None:
        if self._is_stale:
            self._rest.start()

    def _on_hidden(self) -> None:
        self._rest.stop()
        # What is under way is not worth the machine's time any more.
        self._on_stop()

    def _on_stop(self) -> None:
        self._is_stale = True
        self._sizing.stop()
        self.desk.stop()

    def _on_composed(self, found: Composed) -> None:
        if self._order is None:
            return
        self._tab.side.exhibits.show_rows(found.rows)
        texts_of = (self._order.id, found.recipient)
        # The platform's dossier has no sheet for what is reported to the authority.
        has_lead = found.recipient != "platform"
        is_new = texts_of != self._texts_of
        self._tab.side.texts.show_texts(found.texts, found.edited, is_new=is_new, has_lead=has_lead)
        self._texts_of = texts_of
        if self._max_bytes is not None:
            is_reducing = self._fit_dpi is not None
            words = self.tr("正在计算缩小后有多大…") if is_reducing else self.tr("正在计算分成几份…")
            self._tab.outgoing.show_size(words)
        self._found = found

    def _on_counted(self, size: Size, limit: int) -> None:
        self._tab.outgoing.offer_size_choice(size.whole > limit and size.pictures > 0)
        self._tab.outgoing.show_size(self._size_words(size, limit))

    def _size_words(self, size: Size, limit: int) -> str:
        now, most = _megabytes(size.bytes), f"{limit / 1_000_000:g} MB"
        if size.is_reduced and size.files == 1:
            words = self.tr("缩小 {} 张图片后共 {}（原来 {}），一份就够")
            return words.format(size.pictures, now, _megabytes(size.whole))
        if size.is_reduced:
            words = self.tr("缩小 {} 张图片后共 {}，仍超过 {}，将分成 {} 份，页码连续")
            return words.format(size.pictures, now, most, size.files)
        if size.files == 1:
            return self.tr("一份就够，共 {}").format(now)
        return self.tr("共 {}，将分成 {} 份，每份不超过 {}，页码连续").format(now, size.files, most)

    def _on_size_refused(self, error: PingjuError, is_reducible: bool) -> None:
        self._tab.outgoing.offer_size_choice(is_reducible)
        self._tab.outgoing.show_size(errors.sentence(error))

    def _on_preview(self, preview: Preview) -> None:
        limit, known = self._max_bytes, preview.size_in_one
        if limit is not None and known is not None and known.bytes <= limit:
            self._on_counted(known, limit)
        elif limit is not None and self._found is not None:
            self._sizing.count(self._found, limit, self._fit_dpi)
        else:
            has_more = self._tab.outgoing.options.attach_originals
            words = self.tr("PDF 共 {}，另加原件") if has_more else self.tr("PDF 共 {}")
            self._tab.outgoing.show_size(words.format(_megabytes(preview.byte_count)))
        self._drop_preview()
        self.preview = preview
        self._drawer.set_preview(preview)
        sheets = [Sheet(n, *preview.size(n), preview.fingerprint(n)) for n in range(1, preview.count + 1)]
        self._tab.show_sheets(sheets)
        self._tab.side.packs.ask_for_words()

    def _on_preview_failed(self, error: BaseException) -> None:
        self._tab.outgoing.show_size("")
        self._tab.show_problem(errors.sentence(error))

    def _drop_preview(self) -> None:
        before, self.preview = self.preview, None
        self._drawer.set_preview(None)
        if before is not None:
            # It may have to wait for a page that is being drawn.
            def close(_steps: Steps) -> None:
                before.close()

            self._runner.aside(close)

    def _on_about(self, about: About) -> None:
        if self._order is None or about.order.id != self._order.id:
            return
        self._about = about
        tab, person = self._tab, about.person
        tab.side.people.show_sides(
            person, about.merchant, about.platform, has_merchant=about.order.facts.merchant is not None
        )
        tab.outgoing.show_person_missing(not (person.name and person.phone and person.address))
        tab.side.packs.show_presets(about.presets, about.built_in)
        tab.side.sealing.show_authorities(about.authorities)
        names = {name: radio.text() for name, radio in tab.outgoing.radios.items()}
        tab.sent.show_sent(about.sent, names | {one.name: say(one.title) for one in about.presets})

    def _load_changes(self, made: Export) -> None:
        self._runner.with_vault(
            lambda vault, _steps: changes_since(vault, made),
            lambda changes: self._tab.sent.show_changes(made.id, changes),
        )

    def _on_gaps(self, wish: Wish, gaps: list[Gap]) -> None:
        is_present = self._order is not None and self._order.id == wish.order
        if is_present and wish.recipient == self._tab.recipient:
            self._tab.show_gaps(gaps)

    # --- changes ----------------------------------------------------------------------------------------

    def _reorder(self, items: list[EvidenceId]) -> None:
        if self._order is not None:
            self.desk.reorder(self._order.id, items, self.tr("已调整证据顺序"))

    def _tick(self, item: EvidenceId, is_left_out: bool) -> None:
        words = self.tr("这份证据不入卷宗") if is_left_out else self.tr("这份证据已放回卷宗")
        self.desk.leave_out(item, is_left_out, words)

    def _write(self, part: str, text: str | None) -> None:
        if self._texts_of is not None:
            self.desk.write(*self._texts_of, part, text)

    def _save_identity(self, side: str, typed: dict[str, str | None], name: str) -> None:
        if self._about is not None:
            self.desk.save_identity(self._about.order, side, typed, name)

    def _on_changed(self) -> None:
        self._window_desk.history_changed.emit()
        self._window_desk.refresh()

    def _on_refused_field(self, group: str, name: str, error: BaseException | None) -> None:
        side, words = self._tab.side, errors.beneath_field(error) if error is not None else ""
        if group == "texts":
            side.texts.set_problem(name, words)
        elif group == "signing":
            side.sealing.set_problem(words)
        elif group == "exhibits":
            self._taskbar.tell(words)
        else:
            side.people.set_problem(group, name, words)

    def _on_refused_limit(self, name: str, error: BaseException | None) -> None:
        words = errors.beneath_field(error) if error is not None else ""
        if name:
            self._tab.side.packs.form.set_problem(name, words)
        elif words:
            self._taskbar.tell(words)

    def _on_channels(self, name: str) -> None:
        self._tab.side.packs.await_channel(name)
        self._load_about()

    def _load_about(self) -> None:
        if self._order is not None:
            self.desk.load_about(self._order.id)

    def _on_refused(self, error: BaseException) -> None:
        self._taskbar.tell(errors.sentence(error))
        self._exporting.refuse(errors.sentence(error))
        # What was shown before it was kept is shown as it is.
        self.refresh()

    def _load_words(self, channel: str) -> None:
        wish = self._wish()
        if wish is not None:
            self.desk.load_words(wish, channel)


def _megabytes(count: int) -> str:
    """Return a size in the megabytes (10^6 bytes) in which limits are typed."""
    return f"{count / 1_000_000:.1f} MB"
