"""What the evidence tab's wishes become: use cases run in the background, one change each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.casework import checklists, comparisons, duplicates, evidence_order, evidence_signs, made_evidence
from app.casework.duplicates import Alike, ToHash
from app.casework.made_evidence import Source, StagedJoin
from app.casework.staging import Batch
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.casework.working_days import working_days
from app.domain.changes import Outcome
from app.domain.comparisons import Comparison
from app.domain.completeness import Checklist
from app.domain.evidence import Evidence, EvidenceId
from app.domain.orders import OrderId
from app.domain.times import Clock
from app.gui.desk import Desk, OrderView
from app.gui.tasks import Done, Failed, Task, TaskRunner

_AT_ONCE: Final = 4
"""So many pictures are compared in one go, so that thumbnails and closing the window never wait long."""
_QUIET_MS: Final = 1500
"""How long after an order was opened its pictures are compared: first come the thumbnails."""

Loaded = tuple[dict[EvidenceId, evidence_signs.CardFacts], Checklist, list[Comparison]]


class EvidenceDesk(QObject):
    """The evidence tab's way to the use cases; what it changes goes on the window's history.

    `loaded` carries the cards' facts, the checklist and the comparisons, `alike_found` the pairs, `made` a new exhibit.
    """

    loaded = Signal(object, object, list)
    alike_found = Signal(list)
    made = Signal(object)

    def __init__(self, runner: TaskRunner, desk: Desk, vault_folder: Path, clock: Clock, notices: Path) -> None:
        super().__init__()
        self._runner = runner
        self._desk = desk
        self._folder = vault_folder
        self._clock = clock
        self._notices = notices
        self._order: OrderId | None = None
        self._compared: frozenset[str] = frozenset()
        self._resting = QTimer(self, interval=_QUIET_MS, singleShot=True)
        self._resting.timeout.connect(self._compare)
        self._waiting: list[ToHash] = []
        desk.order_loaded.connect(self._on_order)

    def refresh(self) -> None:
        """Load the cards' facts, the checklist and the comparisons of the present order again."""
        order = self._order
        if order is None:
            return

        def work(vault: Vault, _steps: Steps) -> Loaded:
            days = working_days(self._notices)
            return (
                evidence_signs.card_facts(vault, order),
                checklists.checklist(vault, order, days=days, at=self._clock.now()),
                comparisons.list_comparisons(vault, order),
            )

        def loaded(found: Loaded) -> None:
            if self._order == order:
                self.loaded.emit(*found)

        self._runner.with_vault(work, loaded)

    def reorder(self, items: Sequence[EvidenceId]) -> None:
        """Put the order's evidence in this order."""
        order = self._order
        if order is not None:
            self._change(lambda vault: evidence_order.reorder(vault, order, items), self.tr("已调整顺序"))

    def edit_many(self, items: Sequence[EvidenceId], name: str, text: str) -> None:
        """Set a field of several items."""
        words = self.tr("已修改 {} 份证据").format(len(items))
        self._change(lambda vault: evidence_order.edit_many(vault, items, {name: text}), words)

    def copy(self, items: Sequence[EvidenceId], order: OrderId) -> None:
        """Let items serve another order as well."""
        words = self.tr("{} 份证据也用于另一笔订单了").format(len(items))
        self._change(lambda vault: evidence_order.copy_to_order(vault, items, order), words)

    def dismiss(self, pair: Alike) -> None:
        """Never suggest a pair again."""
        self._runner.with_vault(lambda vault, _steps: duplicates.dismiss(vault, pair), lambda _none: self._find())

    def trash_comparison(self, comparison: Comparison) -> None:
        """Put a comparison in the trash; the numbers on its pictures stay."""
        self._change(lambda vault: comparisons.trash(vault, comparison.id), self.tr("已删除对比"))

    # --- joining ----------------------------------------------------------------------------------------

    def propose(
        self, items: Sequence[EvidenceId], proposed: Callable[[list[EvidenceId]], None], failed: Failed
    ) -> None:
        """Find the order in which screenshots follow each other."""
        self._with_sources(
            items,
            made_evidence.propose_order,
            lambda sources: proposed([source.item.id for source in sources]),
            failed,
        )

    def join(self, items: Sequence[EvidenceId], joined: Callable[[StagedJoin], None], failed: Failed) -> None:
        """Join screenshots into a picture that belongs to nothing yet; whoever gets it records or discards it."""
        self._with_sources(
            items,
            lambda sources, steps: made_evidence.join_aside(self._folder, sources, now=self._clock.now(), steps=steps),
            joined,
            failed,
            dropped=StagedJoin.discard,
            label=self.tr("正在拼接"),
        )

    def record_joined(self, joined: StagedJoin) -> None:
        """Record a joined picture as an exhibit."""
        self._make(lambda vault: made_evidence.record_joined(vault, joined), self.tr("已加入拼接的长图"))

    # --- recordings -------------------------------------------------------------------------------------

    def look_up(self, item: EvidenceId, found: Callable[[Source], None]) -> None:
        """Look up a recording."""
        self._runner.with_vault(lambda vault, _steps: made_evidence.sources_of(vault, [item])[0], found)

    def aside(self, work: Callable[[Steps], Any], done: Done, failed: Failed) -> Task:
        """Look at a recording in the background."""
        return self._runner.aside(work, done, failed=failed)

    def take_frame(self, source: Source, milliseconds: int, failed: Failed) -> None:
        """Make a frame an exhibit."""

        def staged(batch: Batch) -> None:
            self._make(
                lambda vault: made_evidence.record_frame(vault, source, batch, milliseconds),
                self.tr("已加入录屏画面"),
            )

        self._runner.aside(
            lambda steps: made_evidence.stage_frame(
                self._folder, source, milliseconds, now=self._clock.now(), steps=steps
            ),
            staged,
            failed=failed,
            dropped=Batch.discard,
            label=self.tr("正在取画面"),
        )

    # --- pictures that look alike -----------------------------------------------------------------------

    def _on_order(self, view: OrderView) -> None:
        is_other = view.order.id != self._order
        if is_other:
            self.alike_found.emit([])
        self._order = view.order.id
        self.refresh()
        pictures = frozenset(item.original.sha256 for item in view.evidence if item.is_picture)
        if is_other or pictures != self._compared:
            self._compared = pictures
            self._resting.start()

    def _compare(self) -> None:
        order = self._order
        if order is None:
            return

        def found(waiting: list[ToHash]) -> None:
            if self._order == order:
                self._waiting = waiting
                self._hash_some()

        self._runner.with_vault(
            lambda vault, _steps: [] if vault.is_read_only else duplicates.to_hash(vault, order), found
        )

    def _hash_some(self) -> None:
        some, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        if not some:
            self._find()
            return

        def hashed(found: dict[str, str]) -> None:
            self._runner.with_vault(
                lambda vault, _steps: duplicates.keep_hashes(vault, found), lambda _none: self._hash_some()
            )

        self._runner.aside(lambda steps: duplicates.hash_pictures(some, steps), hashed)

    def _find(self) -> None:
        order = self._order
        if order is None:
            return

        def found(pairs: list[Alike]) -> None:
            if self._order == order:
                self.alike_found.emit(pairs)

        self._runner.with_vault(lambda vault, steps: duplicates.near_duplicates(vault, order, steps=steps), found)

    # --- running ----------------------------------------------------------------------------------------

    def _with_sources(
        self,
        items: Sequence[EvidenceId],
        work: Callable[[Sequence[Source], Steps], Any],
        done: Done,
        failed: Failed,
        *,
        dropped: Done | None = None,
        label: str = "",
    ) -> None:
        def found(sources: tuple[Source, ...]) -> None:
            self._runner.aside(
                lambda steps: work(sources, steps),
                done,
                failed=failed,
                dropped=dropped,
                label=label,
            )

        self._runner.with_vault(lambda vault, _steps: made_evidence.sources_of(vault, items), found, failed=failed)

    def _change(self, work: Callable[[Vault], Outcome[Any]], words: str) -> None:
        self._runner.with_vault(lambda vault, _steps: work(vault), lambda outcome: self._changed(outcome, words))

    def _make(self, work: Callable[[Vault], Outcome[Evidence]], words: str) -> None:
        def made(outcome: Outcome[Evidence]) -> None:
            self._changed(outcome, words)
            self.made.emit(outcome.value)

        self._runner.with_vault(lambda vault, _steps: work(vault), made)

    def _changed(self, outcome: Outcome[Any], words: str) -> None:
        self._desk.history.record(outcome.change)
        self._desk.history_changed.emit()
        self._desk.refresh()
        self._desk.done.emit(words)
