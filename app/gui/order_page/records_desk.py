"""Card codes and own deadlines: the panel's way to the use cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.casework import card_codes, own_deadlines
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.changes import Outcome
from app.domain.errors import InvalidField
from app.domain.orders import OrderId
from app.gui.history import History
from app.gui.tasks import TaskRunner


class RecordsDesk(QObject):
    """Loads and keeps what the panel of one order shows; `changed` asks to load the rest of the window again."""

    loaded = Signal(list, list)
    revealed = Signal(int, str)
    taken = Signal(str)
    refused = Signal(object)
    done = Signal(str)
    changed = Signal()

    def __init__(self, runner: TaskRunner, history: History) -> None:
        super().__init__()
        self._runner = runner
        self._history = history
        self._order: OrderId | None = None

    def open(self, order: OrderId) -> None:
        """Load what is kept on an order; one that was chosen meanwhile wins."""
        self._order = order

        def work(vault: Vault, _steps: Steps) -> tuple[list[Any], list[Any]]:
            return card_codes.list_codes(vault, order), own_deadlines.list_deadlines(vault, order)

        def loaded(found: tuple[list[Any], list[Any]]) -> None:
            if self._order == order:
                self.loaded.emit(*found)

        self._runner.with_vault(work, loaded)

    def keep_code(self, code: str) -> None:
        """Keep a card code."""
        order = self._order
        if order is not None:
            self._change(lambda vault: card_codes.keep_code(vault, order, code), "code", self.tr("卡密已保存"))

    def drop_code(self, key: int) -> None:
        """Forget a card code."""
        self._change(lambda vault: card_codes.drop_code(vault, key), "", self.tr("卡密已删除"))

    def reveal(self, key: int) -> None:
        """Load one code in clear."""
        self._runner.with_vault(
            lambda vault, _steps: card_codes.reveal_code(vault, key), lambda code: self.revealed.emit(key, code)
        )

    def set_deadline(self, text: str, due: str) -> None:
        """Set a deadline."""
        order = self._order
        if order is not None:
            self._change(
                lambda vault: own_deadlines.set_deadline(vault, order, text=text, due=due),
                "deadline",
                self.tr("期限已设，到时会出现在“今天”"),
            )

    def close_deadline(self, key: int, is_waived: bool) -> None:
        """Close a deadline."""
        self._change(
            lambda vault: own_deadlines.close_deadline(vault, key, is_waived=is_waived), "", self.tr("期限已结束")
        )

    def _change(self, work: Callable[[Vault], Outcome[Any]], field: str, words: str) -> None:
        def changed(outcome: Outcome[Any]) -> None:
            self._history.record(outcome.change)
            if field:
                self.taken.emit(field)
            self.changed.emit()
            self.done.emit(words)

        def failed(error: BaseException) -> None:
            if isinstance(error, InvalidField):
                self.refused.emit(error)
            else:
                self._runner.failed.emit(error)

        self._runner.with_vault(lambda vault, _steps: work(vault), changed, failed=failed)
