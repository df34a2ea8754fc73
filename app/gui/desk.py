"""What the window's wishes become: use cases run in the background, their outcome told by signals."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.casework import demo, dossiers, evidence, orders, platforms, statuses, vaults
from app.casework.evidence import Batch, Intake
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.changes import Change, Outcome
from app.domain.custody import Verification
from app.domain.errors import ChangedSince, InvalidField
from app.domain.evidence import Evidence, EvidenceId, EvidenceKind
from app.domain.gaps import Gap
from app.domain.orders import Order, OrderId
from app.domain.times import Clock
from app.gui.evidence.incoming import Bring
from app.gui.history import History
from app.gui.tasks import TaskRunner
from app.gui.words import language, say

NEW_ORDER_DRAFT = "new_order"
_CHOICES = frozenset({"status", "pay_method", "kind"})


@dataclass(frozen=True, slots=True)
class OrderView:
    """All that the page of one order shows."""

    order: Order
    evidence: list[Evidence]
    gaps: list[Gap]


@dataclass(frozen=True, slots=True)
class ListView:
    """All that the lists show: the orders that match, how many there are, what lies in the trash, known names."""

    orders: list[Order]
    total: int
    trashed_orders: list[Order]
    trashed_evidence: list[Evidence]
    platforms: list[str]
    merchants: list[str]


class Desk(QObject):
    """The window's only way to the use cases; it remembers what can be undone."""

    lists_loaded = Signal(object)
    order_loaded = Signal(object)
    order_recorded = Signal(object)
    order_refused = Signal(object)
    field_refused = Signal(object, str, object)
    evidence_added = Signal(object, object)
    draft_loaded = Signal(dict)
    done = Signal(str)
    told = Signal(str)
    history_changed = Signal()

    def __init__(self, runner: TaskRunner, vault_folder: Path, clock: Clock, fonts: Path) -> None:
        super().__init__()
        self._runner = runner
        self._folder = vault_folder
        self._clock = clock
        self._fonts = fonts
        self.history = History()
        self.query = ""
        self.status: str | None = None
        self.current: OrderId | None = None
        self._wishes: deque[bool] = deque()

    def refresh(self) -> None:
        """Load the lists and the present order again."""
        self._load_lists()
        if self.current is not None:
            self.open_order(self.current)

    def open_order(self, order: OrderId) -> None:
        """Load an order; one that was chosen meanwhile wins."""
        self.current = order

        def loaded(view: OrderView) -> None:
            if self.current != view.order.id:
                return
            if view.order.trashed_at is not None:
                # An undo took it away from under the page.
                self.current = None
                self.refresh()
            else:
                self.order_loaded.emit(view)

        self._runner.with_vault(lambda vault, _steps: _load_order(vault, order), loaded)

    def search(self, query: str, status: str | None) -> None:
        """Load the orders that match."""
        self.query, self.status = query, status
        self._load_lists()

    def verify(self) -> None:
        """Check the whole vault and tell the outcome."""

        def verified(report: Verification) -> None:
            if report.is_sound:
                words = self.tr("核对完成：{} 个原件和 {} 条保管记录全部一致").format(report.originals, report.chain)
            else:
                places = self.tr("、").join(finding.where for finding in report.findings[:3])
                words = self.tr("发现 {} 处不一致：{}。请从备份恢复。").format(len(report.findings), places)
            self.told.emit(words)

        self._runner.with_vault(
            lambda vault, steps: vaults.verify(vault, steps=steps), verified, label=self.tr("正在核对")
        )

    def load_demo(self) -> None:
        """Put the sample cases into the vault."""

        def loaded(_orders: object) -> None:
            self.refresh()
            self.told.emit(self.tr("示例已载入，点开看看，随时可以删除"))

        self._runner.with_vault(
            lambda vault, steps: demo.load(vault, fonts=self._fonts, steps=steps), loaded, label=self.tr("正在准备示例")
        )

    def record_order(self, typed: dict[str, str], waiting: list[Bring]) -> None:
        """Record an order, then take in what waited for it."""

        def work(vault: Vault, _steps: Steps) -> Outcome[Order]:
            fields = {name: text for name, text in typed.items() if name != "status"}
            outcome = orders.record_order(vault, fields, status=typed.get("status") or None)
            vaults.drop_draft(vault, NEW_ORDER_DRAFT)
            return outcome

        def recorded(outcome: Outcome[Order]) -> None:
            self.current = outcome.value.id
            self._changed(outcome.change, self.tr("已记录订单"))
            self.order_recorded.emit(outcome.value)
            for bring in waiting:
                self.add_evidence(outcome.value.id, bring)

        self._runner.with_vault(work, recorded, failed=self.order_refused.emit)

    def edit_order(self, order: OrderId, name: str, text: str) -> None:
        """Save a field of an order as it stands."""

        def work(vault: Vault, _steps: Steps) -> Outcome[Order]:
            if name == "status" and text:
                return statuses.see_status(vault, order, text)
            return orders.edit_order(vault, order, {} if name == "status" else {name: text})

        self._edit(work, order, name)

    def edit_evidence(self, item: EvidenceId, name: str, text: str) -> None:
        """Save a field of an item as it stands."""
        self._edit(lambda vault, _steps: evidence.edit_evidence(vault, item, {name: text}), item, name)

    def add_evidence(self, order: OrderId, bring: Bring, kind: EvidenceKind | None = None) -> None:
        """Take in what was dropped, pasted or picked; good files come in even where others are refused."""

        def work(steps: Steps) -> Batch:
            # Copying and checking needs no database, so orders open and words are saved while it goes on.
            return evidence.stage(self._folder, bring(), now=self._clock.now(), refuse_all=False, steps=steps)

        def staged(batch: Batch) -> None:
            # Under the same label, so that what an import running beside this one tells is not wiped away unread.
            self._runner.with_vault(
                lambda vault, _steps: evidence.record_batch(vault, order, batch, kind=kind), added, label=label
            )

        label = self.tr("正在导入证据")

        def added(outcome: Outcome[Intake]) -> None:
            fresh = [item for item in outcome.value.added if not item.is_known]
            known = len(outcome.value.added) - len(fresh)
            words = [self.tr("已加入 {} 份证据").format(len(fresh))] if fresh else []
            words += [self.tr("{} 份已经在这里，没有重复保存").format(known)] if known else []
            words += [error.line(language()) for error in outcome.value.refused]
            self._changed(outcome.change, self.tr("；").join(words))
            self.evidence_added.emit(order, outcome.value)

        self._runner.aside(work, staged, dropped=Batch.discard, label=label)

    def trash_evidence(self, items: Sequence[EvidenceId]) -> None:
        """Put evidence in the trash."""
        self._act(lambda vault: evidence.trash_evidence(vault, items), self.tr("已移到回收站"))

    def trash_order(self, order: OrderId) -> None:
        """Put an order in the trash."""
        self.current = None
        self._act(lambda vault: orders.trash_order(vault, order), self.tr("订单已移到回收站"))

    def restore(self, some_orders: Sequence[OrderId], items: Sequence[EvidenceId]) -> None:
        """Take things out of the trash."""
        for order in some_orders:
            self._act(lambda vault, order=order: orders.restore_order(vault, order), self.tr("已恢复"))  # type: ignore[misc]
        if items:
            self._act(lambda vault: evidence.restore_evidence(vault, items), self.tr("已恢复"))

    def purge(self, items: Sequence[EvidenceId]) -> None:
        """Remove trashed evidence for good; nothing takes that back."""

        def purged(_outcome: Outcome[int]) -> None:
            self.refresh()
            self.done.emit(self.tr("已永久删除，哈希值留在保管记录里"))

        self._runner.with_vault(lambda vault, _steps: evidence.purge_evidence(vault, items), purged)

    def undo(self) -> None:
        """Take the last change back."""
        self._go_back(is_redo=False)

    def redo(self) -> None:
        """Bring the last undone change back."""
        self._go_back(is_redo=True)

    def export_original(self, item: EvidenceId, target: Path) -> None:
        """Write an original's exact bytes to a file."""
        words = self.tr("已另存 {}").format(target.name)
        self._runner.with_vault(
            lambda vault, _steps: evidence.export_evidence(vault, item, target),
            lambda _item: self.done.emit(words),
            label=self.tr("正在另存原件"),
        )

    def keep_draft(self, fields: dict[str, str]) -> None:
        """Keep what is typed into the form of a new order."""
        if fields:
            self._runner.with_vault(lambda vault, _steps: vaults.save_draft(vault, NEW_ORDER_DRAFT, fields))
        else:
            self.drop_draft()

    def drop_draft(self) -> None:
        """Forget the form of a new order."""
        self._runner.with_vault(lambda vault, _steps: vaults.drop_draft(vault, NEW_ORDER_DRAFT))

    def load_draft(self) -> None:
        """Load what was typed into the form of a new order."""
        self._runner.with_vault(lambda vault, _steps: vaults.load_draft(vault, NEW_ORDER_DRAFT), self.draft_loaded.emit)

    def _load_lists(self) -> None:
        query, status = self.query, self.status
        self._runner.with_vault(lambda vault, _steps: _load_lists(vault, query, status), self.lists_loaded.emit)

    def _edit(self, work: Callable[[Vault, Steps], Outcome[Any]], key: object, name: str) -> None:
        def edited(outcome: Outcome[Any]) -> None:
            self.field_refused.emit(key, name, None)
            # Typing is taken back as a whole, each choice by itself.
            self.history.record(outcome.change, merge="" if name in _CHOICES else f"{key}/{name}")
            self.history_changed.emit()
            self.refresh()

        def refused(error: BaseException) -> None:
            if isinstance(error, InvalidField):
                self.field_refused.emit(key, name, error)
            else:
                self.field_refused.emit(key, name, None)
                self._runner.failed.emit(error)

        self._runner.with_vault(work, edited, failed=refused)

    def _act(self, work: Callable[[Vault], Outcome[Any]], words: str) -> None:
        self._runner.with_vault(lambda vault, _steps: work(vault), lambda outcome: self._changed(outcome.change, words))

    def _changed(self, change: Change, words: str) -> None:
        self.history.record(change)
        self.history_changed.emit()
        self.refresh()
        self.done.emit(words)

    def _go_back(self, *, is_redo: bool) -> None:
        # One at a time: a second Ctrl+Z means the change before the one that the first is still taking back.
        self._wishes.append(is_redo)
        if len(self._wishes) == 1:
            self._grant()

    def _grant(self) -> None:
        # First comes what is being saved: that is the last change then.
        self._runner.with_vault(lambda _vault, _steps: None, lambda _none: self._revert(is_redo=self._wishes[0]))

    def _revert(self, *, is_redo: bool) -> None:
        history = self.history
        change = history.next_redo if is_redo else history.next_undo
        words = self.tr("已重做：{}") if is_redo else self.tr("已撤销：{}")

        def reverted(inverse: Change) -> None:
            (history.redone if is_redo else history.undone)(inverse)
            self.refresh()
            self.done.emit(words.format(say(inverse.label)))
            over()

        def refused(error: BaseException) -> None:
            if isinstance(error, ChangedSince):
                (history.forget_redo if is_redo else history.forget_undo)()
            self._runner.failed.emit(error)
            over()

        def over() -> None:
            self.history_changed.emit()
            self._wishes.popleft()
            if self._wishes:
                self._grant()

        if change is None:
            over()
            return
        self._runner.with_vault(lambda vault, _steps: vaults.undo(vault, change), reverted, failed=refused)


def _load_lists(vault: Vault, query: str, status: str | None) -> ListView:
    every = orders.list_orders(vault)
    records = platforms.list_platforms(vault)
    return ListView(
        orders=orders.list_orders(vault, query=query, status=status) if query.strip() or status else every,
        total=len(every),
        trashed_orders=orders.list_orders(vault, is_trashed=True),
        trashed_evidence=evidence.list_trash(vault),
        platforms=[record.platform.name for record in records],
        merchants=sorted({name for record in records for name in record.merchants}),
    )


def _load_order(vault: Vault, order: OrderId) -> OrderView:
    return OrderView(
        orders.show_order(vault, order),
        evidence.list_evidence(vault, order, with_trash=False),
        dossiers.find_gaps(vault, [order]),
    )
