"""The use cases of the platforms page, run in the background, their outcome told by signals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.casework import platforms, rule_versions, vaults
from app.casework.platforms import PlatformRecord
from app.casework.rule_versions import TermVersions
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.changes import Outcome
from app.domain.errors import InputError
from app.domain.orders import Platform, PlatformId
from app.domain.rules import PlatformRule
from app.gui.evidence.incoming import Bring
from app.gui.history import History
from app.gui.tasks import TaskRunner


@dataclass(frozen=True, slots=True)
class PlatformView:
    """All that the page shows of a platform; `draft` is the clause that was being typed for it."""

    platform: Platform
    terms: list[TermVersions]
    draft: dict[str, str]

    @property
    def common_count(self) -> int:
        """How many terms stand on common practice only."""
        return sum(each.standing.clause.is_common_practice for each in self.terms)


class PlatformsDesk(QObject):
    """Runs what the page asks for; `changed` tells that names or clauses other pages show may be others now."""

    loaded = Signal(list)
    platform_added = Signal(str)
    platform_refused = Signal(object)
    clause_recorded = Signal(object)
    clause_refused = Signal(object)
    done = Signal(str)
    changed = Signal()
    history_changed = Signal()

    def __init__(self, runner: TaskRunner, history: History) -> None:
        super().__init__()
        self._runner = runner
        self._history = history

    def refresh(self) -> None:
        """Load the platforms again."""
        self._runner.with_vault(lambda vault, _steps: _load(vault), self.loaded.emit)

    def add_platform(self, name: str, url: str, pack: Path | None = None) -> None:
        """Record a platform, with the clauses of a pack where one is given."""

        def added(outcome: Outcome[PlatformRecord]) -> None:
            self._changed(outcome, self.tr("已添加平台 {}").format(outcome.value.platform.name))
            self.platform_added.emit(outcome.value.platform.name)

        self._run(
            lambda vault: platforms.add_platform(vault, name, url=url or None, pack=pack), added, self.platform_refused
        )

    def import_pack(self, platform: str, pack: Path) -> None:
        """Add the clauses of a rule pack to a platform; those it has already are not added twice."""

        def imported(outcome: Outcome[PlatformRecord]) -> None:
            count = sum(row.table == "platform_rules" and row.before is None for row in outcome.change.rows)
            if count:
                self._changed(outcome, self.tr("已导入 {} 条规则").format(count))
            else:
                self.done.emit(self.tr("规则包里的条款都已经有了"))

        self._runner.with_vault(lambda vault, _steps: platforms.add_platform(vault, platform, pack=pack), imported)

    def record_clause(self, platform: Platform, typed: dict[str, str], shot: Bring | None) -> None:
        """Record a clause, as the next version of its term where there is one."""

        def work(vault: Vault) -> Outcome[PlatformRule]:
            proofs = shot() if shot else []
            outcome = rule_versions.record_version(
                vault,
                platform.name,
                term=typed.get("term", ""),
                value=typed.get("value", ""),
                text=typed.get("text", ""),
                source=typed.get("source") or None,
                proof=proofs[0] if proofs else None,
            )
            vaults.drop_draft(vault, _draft_key(platform.id))
            return outcome

        def recorded(outcome: Outcome[PlatformRule]) -> None:
            is_next = outcome.value.replaces is not None
            self._changed(outcome, self.tr("已换成新版本，旧版本保留") if is_next else self.tr("已记录规则"))
            self.clause_recorded.emit(outcome.value)

        self._run(work, recorded, self.clause_refused)

    def keep_draft(self, platform: PlatformId, fields: dict[str, str]) -> None:
        """Keep the clause that is being typed for a platform."""
        key = _draft_key(platform)
        if fields:
            self._runner.with_vault(lambda vault, _steps: vaults.save_draft(vault, key, fields))
        else:
            self._runner.with_vault(lambda vault, _steps: vaults.drop_draft(vault, key))

    def _run(self, work: Callable[[Vault], Any], done: Callable[[Any], None], refused: SignalInstance) -> None:
        def failed(error: BaseException) -> None:
            # What the user can put right is told beside the form; a vault in trouble is told by the window.
            if isinstance(error, InputError):
                refused.emit(error)
            else:
                refused.emit(None)
                self._runner.failed.emit(error)

        def run(vault: Vault, _steps: Steps) -> Any:
            return work(vault)

        self._runner.with_vault(run, done, failed=failed)

    def _changed(self, outcome: Outcome[Any], words: str) -> None:
        self._history.record(outcome.change)
        self.history_changed.emit()
        self.refresh()
        self.changed.emit()
        self.done.emit(words)


def _load(vault: Vault) -> list[PlatformView]:
    now = vault.clock.now()
    return [
        PlatformView(
            record.platform,
            rule_versions.terms_of(record.rules, now),
            vaults.load_draft(vault, _draft_key(record.platform.id)),
        )
        for record in platforms.list_platforms(vault)
    ]


def _draft_key(platform: PlatformId) -> str:
    return f"clause:{platform}"
