"""The use cases of the merchants page and of the check before buying, run in the background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.casework import merchants, platforms, vaults
from app.casework.merchants import MerchantRecord
from app.casework.vaults import Vault
from app.gui.tasks import Task, TaskRunner

PURCHASE_DRAFT: Final = "purchase_check"


@dataclass(frozen=True, slots=True)
class MerchantsView:
    """The merchants with their conduct, and the names that fields suggest."""

    merchants: list[MerchantRecord]
    platform_names: list[str]

    @property
    def merchant_names(self) -> list[str]:
        """Each merchant's name once."""
        return sorted({record.name for record in self.merchants})


class MerchantsDesk(QObject):
    """Loads merchants and what is known of one that is typed; it changes nothing but a draft."""

    loaded = Signal(object)
    conduct_loaded = Signal(object)
    draft_loaded = Signal(dict)

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self._runner = runner
        self._asked: Task | None = None

    def refresh(self) -> None:
        """Load the merchants again."""
        self._runner.with_vault(lambda vault, _steps: _load(vault), self.loaded.emit)

    def ask_conduct(self, platform: str, merchant: str) -> None:
        """Load what is known of a merchant; what was asked before is asked no more."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._runner.with_vault(
            lambda vault, _steps: merchants.conduct_of(vault, platform, merchant), self.conduct_loaded.emit
        )

    def keep_draft(self, fields: dict[str, str]) -> None:
        """Keep what is typed into the check before buying."""
        if fields:
            self._runner.with_vault(lambda vault, _steps: vaults.save_draft(vault, PURCHASE_DRAFT, fields))
        else:
            self._runner.with_vault(lambda vault, _steps: vaults.drop_draft(vault, PURCHASE_DRAFT))

    def load_draft(self) -> None:
        """Load what was typed into the check before buying."""
        self._runner.with_vault(lambda vault, _steps: vaults.load_draft(vault, PURCHASE_DRAFT), self.draft_loaded.emit)


def _load(vault: Vault) -> MerchantsView:
    names = [record.platform.name for record in platforms.list_platforms(vault)]
    return MerchantsView(merchants.merchants(vault), names)
