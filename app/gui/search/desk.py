"""Searching in the background: one question at a time, and only the last one asked is answered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.casework import search
from app.casework.search import Hit
from app.gui.tasks import TaskRunner

LIMIT = 120


class SearchDesk(QObject):
    """Asks the vault; `found` carries the query and its hits."""

    found = Signal(str, list)

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self._runner = runner
        self._asked = ""
        self._is_busy = False
        self._is_waiting = False

    def ask(self, query: str) -> None:
        """Look for a query; what was asked before and is not answered yet is dropped."""
        self._asked = query
        if self._is_busy:
            # Fast typing must not fill the vault's queue, behind which saving would wait.
            self._is_waiting = True
            return
        self._is_busy = True
        self._is_waiting = False

        def answered(hits: list[Hit]) -> None:
            self._is_busy = False
            if query == self._asked:
                self.found.emit(query, hits)
            if self._is_waiting:
                self.ask(self._asked)

        def failed(error: BaseException) -> None:
            self._is_busy = False
            self._runner.failed.emit(error)

        self._runner.with_vault(lambda vault, _steps: search.find(vault, query, limit=LIMIT), answered, failed=failed)

    def forget(self) -> None:
        """Want no answer any more."""
        self._asked = ""
        self._is_waiting = False
