"""Reading what is to be done today, and writing the deadlines to a calendar, in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.casework import cases
from app.casework.reminders import write_calendar
from app.casework.steps import Steps
from app.casework.today import Today, today
from app.casework.vaults import Vault
from app.casework.working_days import working_days
from app.domain.deadline import DeadlineState
from app.domain.times import Clock
from app.gui.tasks import TaskRunner
from app.gui.words import language


class TodayDesk(QObject):
    """Loads today and exports its deadlines; `working_day_notices` is the user's own calendar file, if kept."""

    today_loaded = Signal(object)
    calendar_exported = Signal(object)
    told = Signal(str)

    def __init__(self, runner: TaskRunner, clock: Clock, working_day_notices: Path | None = None) -> None:
        super().__init__()
        self._runner = runner
        self._clock = clock
        self._notices = working_day_notices
        self._is_loading = False
        self._is_stale = False

    def refresh(self) -> None:
        """Load today anew; what is asked for while that is under way is done once afterwards."""
        if self._is_loading:
            self._is_stale = True
            return
        self._is_loading = True
        at, notices = self._clock.now(), self._notices

        def work(vault: Vault, _steps: Steps) -> Today:
            return today(vault, days=working_days(notices), at=at)

        self._runner.with_vault(work, self._on_loaded, failed=self._on_failed)

    def export_calendar(self, target: Path) -> None:
        """Write all deadlines that still run to an .ics file."""
        at, notices, tongue = self._clock.now(), self._notices, language()

        def work(vault: Vault, _steps: Steps) -> int:
            found = cases.all_deadlines(vault, days=working_days(notices))
            running = [deadline for deadline in found if deadline.state(at) is DeadlineState.RUNNING]
            if running:
                write_calendar(target, running, at=at, language=tongue)
            return len(running)

        def written(count: int) -> None:
            if not count:
                self.told.emit(self.tr("现在没有在走的期限，没有写文件"))
                return
            self.told.emit(self.tr("已把 {} 个期限写进 {}").format(count, target.name))
            self.calendar_exported.emit(target)

        self._runner.with_vault(work, written, label=self.tr("正在导出日历"))

    def _on_loaded(self, loaded: Today) -> None:
        self._is_loading = False
        self.today_loaded.emit(loaded)
        self._again()

    def _on_failed(self, error: BaseException) -> None:
        self._is_loading = False
        self._runner.failed.emit(error)
        self._again()

    def _again(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.refresh()
