"""What the case page's wishes become: use cases on cancellations, run in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.casework import cancellations, sent_letters
from app.casework.cancellations import TypedEvent
from app.casework.case_actions import CaseFile, case_file, record_with_proofs
from app.casework.evidence import Incoming
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.casework.working_days import working_days
from app.domain.cancellation import Cancellation, CancellationId
from app.domain.changes import Outcome
from app.domain.errors import InputError
from app.domain.orders import OrderId
from app.domain.times import Clock
from app.gui.evidence.incoming import Bring
from app.gui.history import History
from app.gui.tasks import TaskRunner
from app.gui.words import language, say


class CaseDesk(QObject):
    """The case page's only way to the use cases; what it changes goes on the window's history.

    `case_loaded` carries a `CaseFile`, `refused` the error of a wish, `done` words for the task bar; `changed` asks to
    load the rest of the window again.
    """

    case_loaded = Signal(object)
    refused = Signal(object)
    done = Signal(str)
    changed = Signal()

    def __init__(
        self, runner: TaskRunner, history: History, clock: Clock, resources: Path, working_day_notices: Path
    ) -> None:
        super().__init__()
        self._runner = runner
        self._history = history
        self._clock = clock
        self._letters = resources / "letters"
        self._notices = working_day_notices
        self.order: OrderId | None = None
        self.case: CancellationId | None = None

    def open(self, order: OrderId, case: CancellationId | None = None) -> None:
        """Load an order's case, the newest where none is named; an order that was chosen meanwhile wins."""
        self.order, self.case = order, case
        self.refresh()

    def close(self) -> None:
        """Forget the order."""
        self.order = self.case = None

    def refresh(self) -> None:
        """Load the present case again: what to do next depends on the time."""
        wanted = self.order, self.case
        if self.order is None:
            return
        order, case, spoken = self.order, self.case, language()

        def work(vault: Vault, _steps: Steps) -> CaseFile:
            return case_file(
                vault,
                order,
                case=case,
                days=working_days(self._notices),
                at=self._clock.now(),
                language=spoken,
                letters=self._letters,
            )

        def loaded(found: CaseFile) -> None:
            if wanted == (self.order, self.case):
                self.case_loaded.emit(found)

        def failed(error: BaseException) -> None:
            if case is not None and isinstance(error, InputError) and wanted == (self.order, self.case):
                # An undo took the case away from under the page: the newest that is left takes its place.
                self.open(order)
            else:
                self._runner.failed.emit(error)

        self._runner.with_vault(work, loaded, failed=failed)

    def open_case(self, reason: str, want: str, amount: str) -> None:
        """Open a cancellation of the present order."""
        if self.order is None:
            return
        order = self.order
        self._change(
            lambda vault: cancellations.open_case(vault, order, reason=reason, want=want, amount=amount or None),
            self.tr("已开始取消，照着“下一步”做就行"),
        )

    def record(self, case: CancellationId, typed: TypedEvent, proofs: Sequence[Bring] = ()) -> None:
        """Record what happened, with the pictures that prove it."""

        def work(vault: Vault) -> Outcome[Cancellation]:
            brought: list[Incoming] = [item for bring in proofs for item in bring()]
            return record_with_proofs(vault, case, typed, brought, days=working_days(self._notices))

        self._change(work)

    def record_letter(self, case: CancellationId, letter: str, words: str, channel: str) -> None:
        """Record a letter as it was sent, now."""

        def sent(outcome: Outcome[Any]) -> None:
            self._history.record(outcome.change)
            self.refresh()
            self.changed.emit()
            self.done.emit(self.tr("已记下发送的时间和渠道"))

        self._runner.with_vault(
            lambda vault, _steps: sent_letters.record_letter(vault, case, letter=letter, text=words, channel=channel),
            sent,
        )

    def undo_last(self, case: CancellationId) -> None:
        """Take the last entry back; both stay in the case's history."""
        self._change(
            lambda vault: cancellations.undo_event(vault, case), self.tr("已撤销最后一条，原来的记录仍留在经过里")
        )

    def _change(self, work: Callable[[Vault], Outcome[Any]], words: str = "") -> None:
        order = self.order

        def changed(outcome: Outcome[Cancellation]) -> None:
            self._history.record(outcome.change)
            if self.order == order:
                self.case = outcome.value.id
                self.refresh()
            self.changed.emit()
            self.done.emit(words or self.tr("已记录：{}").format(say(outcome.change.label)))

        def refused(error: BaseException) -> None:
            self.refused.emit(error)
            if not isinstance(error, InputError):
                self._runner.failed.emit(error)

        self._runner.with_vault(lambda vault, _steps: work(vault), changed, failed=refused)
