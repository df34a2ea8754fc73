"""The one runner of background work: a single thread owns the vault, a small pool draws thumbnails.

Work is a plain function that touches no widget. Its results return to the main thread over a queued connection:
with the default one “done” can overtake “progress”.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot

from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.errors import Cancelled

_PROGRESS_SECONDS: Final = 0.05
_THUMBNAIL_THREADS: Final = max(min((os.cpu_count() or 1) - 1, 2), 1)
"""A core is left to the window: on two, as many threads would make it wait while an order's pictures are drawn."""
_TURN_SECONDS: Final = 0.0005
"""How long work keeps Python from the window's thread while that waits for its turn. By Python's own 5 ms a page that
is built by twenty calls into Qt, each of which lets go of Python for a moment, takes 100 ms more beside work."""
_NICE: Final = 4
"""How far work steps back behind the window, in the system's own measure."""
_AT_ONCE_SECONDS: Final = 0.008
"""For how long outcomes are brought back at a stretch: what ended together must not be shown in one go."""

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]


@dataclass(eq=False, slots=True)
class Task:
    """One piece of work under way; `label` is shown while it runs where it has one."""

    label: str = ""
    _cancel: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancel.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancel.is_set()


@dataclass(eq=False, slots=True)
class _Held:
    """Work and what follows it; the window's thread lets go of them."""

    work: Callable[[Steps], Any] | None
    done: Done | None
    failed: Failed | None
    dropped: Done | None

    def run(self, steps: Steps) -> Any:
        """Do the work."""
        if self.work is not None:
            return self.work(steps)
        return None

    def let_go(self) -> None:
        """Forget all of it."""
        self.work = self.done = self.failed = self.dropped = None


class TaskRunner(QObject):
    """Runs work and brings its outcome back to the main thread, in order."""

    task_started = Signal(object)
    task_progressed = Signal(object, int, int)
    task_ended = Signal(object)
    failed = Signal(object)
    _returned = Signal(object)

    def __init__(self, open_vault: Callable[[], Vault], parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN_SECONDS)
        self._open_vault = open_vault
        self._vault: Vault | None = None
        self._keeper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault", initializer=_step_back)
        self._artists = ThreadPoolExecutor(
            max_workers=_THUMBNAIL_THREADS, thread_name_prefix="thumbnail", initializer=_step_back
        )
        for _ in range(_THUMBNAIL_THREADS):
            # Python waits for a new thread to begin, which takes its time when the first pictures of a page are drawn.
            self._artists.submit(time.sleep, _TURN_SECONDS)
        self._running: set[Task] = set()
        self._is_closing = False
        self._outcomes: deque[Callable[[], None]] = deque()
        self._turn_ends = 0.0
        # A timer of no time lets clicks, painting and other timers in between; a posted event would not.
        self._go_on = QTimer(self, interval=0, singleShot=True)
        self._go_on.timeout.connect(self._on_turn)
        self._returned.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._running

    def with_vault(
        self,
        work: Callable[[Vault, Steps], Any],
        done: Done | None = None,
        *,
        failed: Failed | None = None,
        label: str = "",
    ) -> Task:
        """Run work on the vault's own thread; `done` gets its result, `failed` its error (else the `failed` signal)."""
        return self._submit(self._keeper, lambda steps: work(self._vault_here(), steps), done, failed, label)

    def aside(
        self,
        work: Callable[[Steps], Any],
        done: Done | None = None,
        *,
        failed: Failed | None = None,
        dropped: Done | None = None,
        label: str = "",
    ) -> Task:
        """Run work that needs no database, such as drawing a thumbnail; `dropped` gets a result that came too late."""
        return self._submit(self._artists, work, done, failed, label, dropped)

    def close(self) -> None:
        """Take no more work, let what was accepted on the vault finish, and close the vault."""
        if self._is_closing:
            return
        self._is_closing = True
        for task in self._running:
            if task.label:
                task.cancel()
        self._artists.shutdown(wait=True, cancel_futures=True)
        # No event loop may run after this: hear now what ended meanwhile, so that what came too late is dropped.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
        while self._outcomes:
            self._outcomes.popleft()()
        closing = self._keeper.submit(self._close_vault)
        self._keeper.shutdown(wait=True)
        closing.result()

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[Steps], Any],
        done: Done | None,
        failed: Failed | None,
        label: str,
        dropped: Done | None = None,
    ) -> Task:
        task = Task(label)
        if self._is_closing:
            return task
        self._running.add(task)
        if label:
            self.task_started.emit(task)
        last = 0.0
        # What the work and its endings hold, such as a dialog, may not be let go of by the thread that did the work.
        held = _Held(work, done, failed, dropped)

        def progress(count: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= _PROGRESS_SECONDS or count >= total:
                last = time.monotonic()
                self._send(lambda: self.task_progressed.emit(task, count, total))

        future = pool.submit(held.run, Steps(progress, lambda: task.is_cancelled))
        future.add_done_callback(lambda ended: self._send(lambda: self._end(task, ended, held)))
        return task

    def _send(self, closure: Callable[[], None]) -> None:
        # The runner may be gone when the last work of a closing program ends.
        with contextlib.suppress(RuntimeError):
            self._returned.emit(closure)

    @Slot(object)
    def _take(self, closure: Callable[[], None]) -> None:
        self._outcomes.append(closure)
        if not self._go_on.isActive():
            self._begin_turn()
        self._deliver()

    def _on_turn(self) -> None:
        if self._outcomes:
            self._begin_turn()
        self._deliver()

    def _begin_turn(self) -> None:
        # The next turn is certain before anything is shown, so that a failure takes no other outcome with it.
        self._turn_ends = time.monotonic() + _AT_ONCE_SECONDS
        self._go_on.start()

    def _deliver(self) -> None:
        while self._outcomes and time.monotonic() < self._turn_ends:
            self._outcomes.popleft()()

    def _end(self, task: Task, ended: Future[Any], held: _Held) -> None:
        done, failed, dropped = held.done, held.failed, held.dropped
        held.let_go()
        self._running.discard(task)
        if task.label:
            self.task_ended.emit(task)
        is_wanted = not self._is_closing and not (task.is_cancelled and (dropped is not None or not task.label))
        if ended.cancelled() or not is_wanted:
            # Cancelled after its last step, or what waited for it, such as a preview or the window, is gone.
            if dropped is not None and not ended.cancelled() and ended.exception() is None:
                dropped(ended.result())
            return
        error = ended.exception()
        if error is None:
            if done is not None:
                done(ended.result())
        elif isinstance(error, Cancelled):
            return
        elif failed is not None:
            failed(error)
        else:
            self.failed.emit(error)

    def _vault_here(self) -> Vault:
        if self._vault is None:
            self._vault = self._open_vault()
        return self._vault

    def _close_vault(self) -> None:
        if self._vault is not None:
            self._vault.close()
            self._vault = None


def _step_back() -> None:
    """Let the window's thread go before this one, where the system ranks threads one by one."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
