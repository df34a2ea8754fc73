"""Importing run in the background, one file after the other: each tells what became of it, a refusal stops none."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from app.casework import chats, order_lists, orders
from app.casework.importing import mapping
from app.casework.importing.passwords import PasswordNeeded, WrongPassword
from app.casework.importing.report import ImportReport
from app.casework.importing.run import Wishes, import_files
from app.casework.order_lists import DryRun
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.changes import Outcome
from app.domain.chats import ConversationId, Role
from app.domain.column_mapping import ColumnMapping
from app.domain.conversations import Conversation
from app.domain.errors import UnreadableFile
from app.domain.orders import Order, OrderId
from app.gui.history import History
from app.gui.payments.changing import ChangingDesk
from app.gui.tasks import Task, TaskRunner


class Way(Enum):
    """What may be done about a file that was refused."""

    NOTHING = auto()
    PASSWORD = auto()
    ORDER_LIST = auto()
    MAPPING = auto()


@dataclass(eq=False, slots=True)
class Job:
    """One file on its way in."""

    path: Path
    order: OrderId | None = None
    password: str | None = None
    mapping: ColumnMapping | None = None
    task: Task | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file, and the conversations in it whose people the user has not been asked about."""

    report: ImportReport
    unknown: tuple[Conversation, ...]


class ImportDesk(ChangingDesk):
    """The import page's only way to the use cases."""

    job_queued = Signal(object)
    job_started = Signal(object)
    job_progressed = Signal(object, int, int)
    job_done = Signal(object, object)
    job_failed = Signal(object, object, object)
    job_cancelled = Signal(object)
    orders_loaded = Signal(list)
    table_loaded = Signal(object, object)
    mapping_tried = Signal(object)
    list_loaded = Signal(object)
    listed_recorded = Signal(int)

    def __init__(self, runner: TaskRunner, history: History) -> None:
        super().__init__(runner, history)
        self._waiting: deque[Job] = deque()
        self._running: Job | None = None
        self._trying: Task | None = None
        runner.task_progressed.connect(self._on_progress)
        runner.task_ended.connect(self._on_ended)

    def refresh(self) -> None:
        """Load the orders that files can be put on."""
        self._runner.with_vault(lambda vault, _steps: orders.list_orders(vault), self.orders_loaded.emit)

    def import_files(self, paths: Sequence[Path], order: OrderId | None = None) -> None:
        """Take files in, one after the other."""
        for path in paths:
            self.retry(Job(path, order))

    def retry(self, job: Job) -> None:
        """Take a file in, behind those that wait."""
        self._waiting.append(job)
        self.job_queued.emit(job)
        self._next()

    def cancel(self, job: Job) -> None:
        """Stop a file; nothing of it is left."""
        if job in self._waiting:
            self._waiting.remove(job)
            self.job_cancelled.emit(job)
        elif job.task is not None:
            job.task.cancel()

    def tell_roles(self, key: ConversationId, roles: dict[int, Role]) -> None:
        """Remember who is who in a conversation."""
        self._change(lambda vault, _steps: chats.tell_roles(vault, key, roles), self.tr("已记住谁是谁"))

    def load_table(self, job: Job) -> None:
        """Load the beginning of a table whose columns are to be mapped."""
        self._runner.with_vault(
            lambda vault, _steps: mapping.preview_table(vault, job.path),
            lambda found: self.table_loaded.emit(job, found),
            failed=self.refused.emit,
        )

    def try_mapping(self, path: Path, wanted: ColumnMapping) -> None:
        """Read the first rows by a mapping; what was asked before is asked no more."""
        if self._trying is not None:
            self._trying.cancel()
        self._trying = self._runner.aside(
            lambda _steps: mapping.try_mapping(path, wanted), self.mapping_tried.emit, dropped=lambda _tried: None
        )

    def import_mapped(self, job: Job, wanted: ColumnMapping) -> None:
        """Take a table in by a mapping."""
        job.mapping = wanted
        self.retry(job)

    def load_list(self, path: Path, platform: str) -> None:
        """Load what a table of orders would become."""
        self._runner.with_vault(
            lambda vault, steps: order_lists.dry_run(vault, path, platform=platform.strip() or None, steps=steps),
            self.list_loaded.emit,
            failed=self.refused.emit,
        )

    def record_listed(self, run: DryRun) -> None:
        """Record the orders of a table."""

        def recorded(found: list[Order]) -> None:
            self.listed_recorded.emit(len(found))

        self._change(
            lambda vault, steps: order_lists.record_listed(vault, run, steps=steps),
            self.tr("已记录 {} 笔订单").format(len(run.taken)),
            recorded,
            label=self.tr("正在记录订单"),
        )

    def write_template(self, target: Path) -> None:
        """Write the template of a table of orders."""
        words = self.tr("已保存模板 {}").format(target.name)
        self._runner.aside(
            lambda _steps: order_lists.write_template(target),
            lambda _path: self.done.emit(words),
            failed=self.refused.emit,
        )

    def _next(self) -> None:
        if self._running is None and self._waiting:
            self._start(self._waiting.popleft())

    def _start(self, job: Job) -> None:
        self._running = job

        def taken(vault: Vault, steps: Steps) -> tuple[Outcome[Any], Imported]:
            outcome = _import(vault, job, steps)
            met = [chats.show_chat(vault, key) for key in outcome.value.conversations]
            unknown = [one for one in met if any(not person.is_confirmed for person in one.participants)]
            return outcome, Imported(outcome.value, tuple(unknown))

        def done(found: tuple[Outcome[Any], Imported]) -> None:
            outcome, imported = found
            self._history.record(outcome.change)
            self.job_done.emit(job, imported)
            self.changed.emit()
            self.done.emit(self.tr("已导入 {}").format(job.path.name))

        def failed(error: BaseException) -> None:
            if isinstance(error, UnreadableFile):
                self._look_for_a_way(job, error)
            else:
                self.job_failed.emit(job, error, Way.NOTHING)

        job.task = self._runner.with_vault(
            taken, done, failed=failed, label=self.tr("正在导入 {}").format(job.path.name)
        )
        self.job_started.emit(job)

    def _look_for_a_way(self, job: Job, error: UnreadableFile) -> None:
        if isinstance(error, PasswordNeeded | WrongPassword):
            self.job_failed.emit(job, error, Way.PASSWORD)
            return

        def look(_steps: Steps) -> Way:
            if order_lists.is_order_list(job.path):
                return Way.ORDER_LIST
            return Way.MAPPING if mapping.is_table(job.path) else Way.NOTHING

        self._runner.aside(look, lambda way: self.job_failed.emit(job, error, way))

    def _on_progress(self, task: Task, done: int, total: int) -> None:
        if self._running is not None and task is self._running.task:
            self.job_progressed.emit(self._running, done, total)

    def _on_ended(self, task: Task) -> None:
        job = self._running
        if job is None or task is not job.task:
            return
        self._running = None
        if task.is_cancelled:
            self.job_cancelled.emit(job)
        self._next()


def _import(vault: Vault, job: Job, steps: Steps) -> Outcome[ImportReport]:
    if job.mapping is not None:
        return mapping.import_mapped(vault, job.path, job.mapping, order=job.order, steps=steps)
    outcome = import_files(vault, [job.path], Wishes(order=job.order, password=job.password), steps=steps)
    return Outcome(outcome.value[0], outcome.change)
