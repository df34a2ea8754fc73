"""Joins the evidence tab to its desk, and opens what needs a window of its own: joining, frames, reading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog

from app.casework import made_evidence
from app.casework.bitmaps import bitmap
from app.casework.duplicates import Alike
from app.casework.made_evidence import Overview, Source, StagedJoin
from app.casework.steps import Steps
from app.domain.comparisons import Comparison
from app.domain.completeness import Checklist
from app.domain.evidence import Evidence, EvidenceId, EvidenceKind
from app.domain.orders import Order
from app.domain.times import Clock
from app.gui import errors
from app.gui.bitmaps import image_of
from app.gui.desk import Desk, ListView
from app.gui.evidence.desk import EvidenceDesk
from app.gui.evidence.frames import STRIP, FrameDialog
from app.gui.evidence.incoming import Bring
from app.gui.evidence.model import file_sort
from app.gui.evidence.reader import ReaderDialog
from app.gui.evidence.stitch import StitchDialog
from app.gui.tasks import Task, TaskRunner
from app.gui.window.layout import WindowLayout

_LARGE: Final = 1600, 1600
_STRIP: Final = STRIP.width() * 2, STRIP.height() * 2
"""The sizes of a frame in pixels: looked at, and in the strip on a dense screen."""


class EvidenceRoom(QObject):
    """What surrounds the evidence tab; `compare_asked` carries two items to be looked at side by side."""

    compare_asked = Signal(object, object)

    def __init__(
        self, parts: WindowLayout, runner: TaskRunner, desk: Desk, vault_folder: Path, clock: Clock, notices: Path
    ) -> None:
        super().__init__(parts)
        self._parts = parts
        self._runner = runner
        self._desk = desk
        self._tab = parts.order_page.evidence
        self._tab.checklist.clock = clock
        self.desk = EvidenceDesk(runner, desk, vault_folder, clock, notices)
        self.stitching: Stitching | None = None
        self.framing: Framing | None = None
        self.reader: ReaderDialog | None = None
        self._orders: list[Order] = []
        self._connect()

    def open_other(self, item: Evidence) -> bool:
        """Open an item that is no picture, and return whether it was one."""
        sort = file_sort(item)
        if sort == "picture":
            return False
        if sort == "video":
            self.choose_frames(item)
        else:
            self.read(item)
        return True

    def read(self, item: Evidence) -> None:
        """Show the words of a file."""
        from app.casework import evidence_texts

        dialog = ReaderDialog(item, self._parts.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.export_asked.connect(self._tab.export_asked)
        self.reader = dialog
        dialog.destroyed.connect(self._forget_reader)

        def failed(error: BaseException) -> None:
            if self.reader is dialog:
                dialog.show_problem(errors.sentence(error))

        def read(found: evidence_texts.Shown) -> None:
            if self.reader is dialog:
                dialog.show_text(found)

        self._runner.with_vault(
            lambda vault, _steps: evidence_texts.to_show(vault, item.id),
            lambda one: _none(
                self._runner.aside(lambda steps: evidence_texts.read_text(one, steps), read, failed=failed)
            ),
            failed=failed,
        )
        dialog.open()

    def choose_frames(self, item: Evidence) -> None:
        """Let the user choose frames of a recording."""
        self.framing = Framing(item, self.desk, self._parts)

    def stitch(self, items: Sequence[Evidence]) -> None:
        """Let the user join screenshots."""
        pictures = {
            item.original.sha256: picture
            for item in items
            if isinstance(picture := self._tab.model.row_of(item.id).data(Qt.ItemDataRole.DecorationRole), QPixmap)
        }
        self.stitching = Stitching(items, pictures, self.desk, self._parts)

    def _connect(self) -> None:
        tab, desk = self._tab, self.desk
        tab.read_asked.connect(self.read)
        tab.frames_asked.connect(self.choose_frames)
        tab.stitch_asked.connect(self.stitch)
        tab.compare_asked.connect(self.compare_asked)
        tab.reordered.connect(desk.reorder)
        tab.bulk_edited.connect(desk.edit_many)
        tab.copy_asked.connect(desk.copy)
        tab.checklist.fill_asked.connect(self._pick)
        tab.checklist.dropped.connect(self._add)
        tab.duplicates.look_asked.connect(self._look_at_pair)
        tab.duplicates.dismissed.connect(desk.dismiss)
        tab.comparisons.trash_asked.connect(desk.trash_comparison)
        desk.loaded.connect(self._on_loaded)
        desk.alike_found.connect(tab.duplicates.show_pairs)
        desk.made.connect(self._on_made)
        self._desk.lists_loaded.connect(self._on_lists)
        self._desk.order_loaded.connect(lambda _view: self._offer_orders())

    def _on_loaded(self, cards: dict[EvidenceId, object], found: Checklist, compared: list[Comparison]) -> None:
        self._tab.show_cards(cards)  # type: ignore[arg-type]
        self._tab.show_checklist(found)
        self._tab.comparisons.show_comparisons(compared, self._tab.items)

    def _on_lists(self, view: ListView) -> None:
        self._orders = view.orders
        self._offer_orders()

    def _offer_orders(self) -> None:
        self._tab.bulk.show_orders(self._orders, self._desk.current)

    def _on_made(self, item: Evidence) -> None:
        if self._desk.current == item.order:
            self._tab.choose_when_shown([item.id])

    def _look_at_pair(self, pair: Alike) -> None:
        self.compare_asked.emit(pair.left, pair.right)

    def _pick(self, kind: str) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._parts, self.tr("选择截图"))
        files = [Path(name) for name in names]
        if files:
            self._add(kind, lambda: list(files))

    def _add(self, kind: str, bring: Bring) -> None:
        if self._desk.current is not None:
            self._desk.add_evidence(self._desk.current, bring, EvidenceKind(kind))

    def _forget_reader(self) -> None:
        self.reader = None


class Stitching(QObject):
    """One joining: the dialog, and the long picture that waits in it for a yes or no."""

    def __init__(
        self, items: Sequence[Evidence], pictures: dict[str, QPixmap], desk: EvidenceDesk, parts: WindowLayout
    ) -> None:
        super().__init__(parts)
        self._desk = desk
        self._joined: StagedJoin | None = None
        self._wanted: list[EvidenceId] | None = None
        self._is_open = True
        self.dialog = StitchDialog(items, pictures, parts.window())
        self.dialog.propose_asked.connect(self._propose)
        self.dialog.join_asked.connect(self._join)
        self.dialog.take_asked.connect(self._take)
        self.dialog.left.connect(self._leave)
        self.dialog.open()
        self._propose(self.dialog.order)

    def _propose(self, order: list[EvidenceId]) -> None:
        def proposed(found: list[EvidenceId]) -> None:
            if self._is_open:
                self.dialog.put(found)
                self._join(found)

        # Where the order cannot be told, the one that the user chose is tried: it says which two do not fit.
        self._desk.propose(order, proposed, lambda _error: self._join(order) if self._is_open else None)

    def _join(self, order: list[EvidenceId]) -> None:
        self._discard()
        self._wanted = order
        self.dialog.wait_for_join()

        def joined(found: StagedJoin) -> None:
            if not self._is_open or self._wanted != order:
                found.discard()
                return
            self._joined = found
            self.dialog.show_join(found)

        def failed(error: BaseException) -> None:
            if self._is_open and self._wanted == order:
                self.dialog.show_refusal(error)

        self._desk.join(order, joined, failed)

    def _take(self) -> None:
        if self._joined is not None:
            joined, self._joined = self._joined, None
            self._desk.record_joined(joined)
            self._is_open = False
            self.dialog.accept()
            self.dialog.deleteLater()

    def _leave(self) -> None:
        self._is_open = False
        self._discard()
        self.dialog.deleteLater()

    def _discard(self) -> None:
        if self._joined is not None:
            self._joined.discard()
            self._joined = None


class Framing(QObject):
    """One look at a recording; only the frame asked for last is drawn."""

    def __init__(self, item: Evidence, desk: EvidenceDesk, parts: WindowLayout) -> None:
        super().__init__(parts)
        self._desk = desk
        self._source: Source | None = None
        self._is_open = True
        self._under_way: Task | None = None
        self.dialog = FrameDialog(item, parts.window())
        self.dialog.frame_wanted.connect(self._draw)
        self.dialog.take_asked.connect(self._take)
        self.dialog.left.connect(self._leave)
        desk.made.connect(self._on_made)
        self.dialog.open()
        desk.look_up(item.id, self._open)

    def _open(self, source: Source) -> None:
        self._source = source

        def look(steps: Steps) -> tuple[Overview, list[tuple[int, QImage]]]:
            found = made_evidence.overview_of(source, steps=steps)
            return found, [(frame.milliseconds, image_of(bitmap(frame.png, within=_STRIP))) for frame in found.frames]

        def opened(found: tuple[Overview, list[tuple[int, QImage]]]) -> None:
            if self._is_open:
                self.dialog.show_recording(found[0].facts, found[1])

        self._desk.aside(look, opened, self._fail)

    def _draw(self, milliseconds: int) -> None:
        source = self._source
        if source is None:
            return
        if self._under_way is not None:
            self._under_way.cancel()

        def drawn(image: QImage) -> None:
            if self._is_open:
                self.dialog.show_frame(milliseconds, image)

        self._under_way = self._desk.aside(
            lambda steps: image_of(bitmap(made_evidence.frame_image(source, milliseconds, steps), within=_LARGE)),
            drawn,
            self._fail,
        )

    def _take(self, milliseconds: int) -> None:
        if self._source is not None:
            self._desk.take_frame(self._source, milliseconds, self._fail)

    def _on_made(self, made: Evidence) -> None:
        if self._is_open:
            self.dialog.show_taken(made)

    def _fail(self, error: BaseException) -> None:
        if self._is_open:
            self.dialog.show_problem(error)

    def _leave(self) -> None:
        self._is_open = False
        if self._under_way is not None:
            self._under_way.cancel()
        self.dialog.deleteLater()


def _none(_task: object) -> None:
    return
