"""What desks have in common that change the vault: the history of the window hears of it, and so does the user."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.changes import Outcome
from app.domain.errors import InputError
from app.gui.history import History
from app.gui.tasks import TaskRunner

Then = Callable[[Any], None]


class ChangingDesk(QObject):
    """Runs use cases that change something.

    `done` carries words for the task bar, `changed` asks to load the rest of the window again, `refused` carries the
    error of a wish that the page itself tells.
    """

    done = Signal(str)
    changed = Signal()
    refused = Signal(object)

    def __init__(self, runner: TaskRunner, history: History) -> None:
        super().__init__()
        self._runner = runner
        self._history = history

    def _change(
        self, work: Callable[[Vault, Steps], Outcome[Any]], words: str, then: Then | None = None, *, label: str = ""
    ) -> None:
        def changed(outcome: Outcome[Any]) -> None:
            self._history.record(outcome.change)
            if then is not None:
                then(outcome.value)
            self.changed.emit()
            self.done.emit(words)

        def refused(error: BaseException) -> None:
            if isinstance(error, InputError):
                self.refused.emit(error)
            else:
                self._runner.failed.emit(error)

        self._runner.with_vault(work, changed, failed=refused, label=label)
